/* A unit test is a program: TEST(name) functions called from main, CHECK for
 * what must hold. Prints a line a failure and "N passed, N failed". */
#ifndef JIEBAO_TEST_H
#define JIEBAO_TEST_H

#include "base/arena.h"

#include <stdio.h>

static int test_passed, test_failed;

#define CHECK(cond)                                                   \
    do {                                                              \
        if (cond)                                                     \
            test_passed++;                                            \
        else {                                                        \
            test_failed++;                                            \
            printf("%s:%d: failed: %s\n", __FILE__, __LINE__, #cond); \
        }                                                             \
    } while (0)

/* Two strings are equal; both are shown where not. */
#define CHECK_STR(got, want)                                              \
    do {                                                                  \
        Str got_ = (got), want_ = (want);                                 \
        if (str_eq(got_, want_))                                          \
            test_passed++;                                                \
        else {                                                            \
            test_failed++;                                                \
            printf("%s:%d: %s\n  got  '%.*s'\n  want '%.*s'\n", __FILE__, \
                   __LINE__, #got, STR_ARG(got_), STR_ARG(want_));        \
        }                                                                 \
    } while (0)

static inline int test_end(void)
{
    printf("%d passed, %d failed\n", test_passed, test_failed);
    return test_failed != 0;
}

#endif
