/* A fuzz target: what reads bytes that anybody may have written, and what must
 * hold of its result. Each tests/fuzz/fuzz_NAME.c defines the two functions; it
 * is linked with replay.c (make test) or with libFuzzer (make fuzz). */
#ifndef JIEBAO_TESTS_FUZZ_H
#define JIEBAO_TESTS_FUZZ_H

#include "base/arena.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline bool utf8_valid(Str s)
{
    return utf8_bad_at(s) < 0;
}

/* Once, before the first input. What it needs for good comes from *perm. */
void fuzz_start(Arena *perm);
/* One input; *perm is free again afterwards. */
void fuzz_one(Str data, Arena *perm, Arena scratch);

/* A promise that was broken ends the run, as a crash does. */
#define MUST(cond)                                                             \
    do {                                                                       \
        if (!(cond)) {                                                         \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #cond); \
            abort();                                                           \
        }                                                                      \
    } while (0)

#endif
