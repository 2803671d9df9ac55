/* L3 emit: the file of the build's memory that is not read as a whole: only
 * ever added to, until it is written anew without what is no longer wanted. */
#ifndef JIEBAO_EMIT_STATE_HEAP_H
#define JIEBAO_EMIT_STATE_HEAP_H

#include "model/site.h"

#include <stdatomic.h>

typedef struct Heap {
    char *path;
    int fd; /* -1: none; nothing can be stored then */
    atomic_llong end;
} Heap;

/* Opens the file, made where missing; `empty`: what is in it is not wanted. */
void heap_open(Heap *h, Str path, bool empty, Arena *perm);
/* From any thread. False: it could not be written. */
bool heap_put(Heap *h, Str bytes, Stored *out);
bool heap_get(const Heap *h, const Stored *at, Arena *a, Str *out);
/* A file beside h's that takes its place with heap_replace. */
bool heap_open_next(const Heap *h, Heap *next, Arena *perm);
bool heap_replace(Heap *h, Heap *next);
void heap_close(Heap *h);

#endif
