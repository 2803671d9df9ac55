/* L0: memory. An arena is one large reserved region, used from its start on;
 * all that lies in it dies at once.
 *
 * The signature tells the lifetime: `Arena *perm` takes what outlives the
 * call; `Arena scratch`, by value, is the callee's own room, which is free
 * again as soon as it returns, because the caller's copy never moved. */
#ifndef JIEBAO_BASE_ARENA_H
#define JIEBAO_BASE_ARENA_H

#include "base/str.h"

typedef struct Arena {
    char *beg; /* the next free byte */
    char *end; /* one past the last byte of the region */
} Arena;

/* Reserves address space (not memory) of `reserve` bytes (at least 1 MB), less
 * where the system refuses so much. Pages come as they are touched. */
Arena arena_new(size_t reserve);
/* Gives the whole region back; start is the value that arena_new returned. */
void arena_free(Arena start);
/* Takes `size` bytes from the far end of *a as an arena of its own (address
 * space, not memory): for a worker whose results live as long as a's. */
Arena arena_carve(Arena *a, ptrdiff_t size);
/* Everything taken since `mark` (an earlier value of *a) is free again. */
void arena_rewind(Arena *a, Arena mark);
/* Like arena_rewind, and returns the pages beyond the first `keep` bytes to
 * the system: for the end of a huge report. */
void arena_trim(Arena *a, Arena mark, size_t keep);

/* Asks for large pages under the next n bytes, where the system has them: for a
 * table that is used all over at once. A hint: nothing depends on it. */
void arena_large_pages(const Arena *a, ptrdiff_t n);

/* n objects of `size` bytes, zeroed, aligned. Never fails: when memory ends
 * the program says so and exits (the one place for it: mem_exhausted). */
void *arena_alloc(Arena *a, ptrdiff_t size, ptrdiff_t align, ptrdiff_t n);
/* The same, not zeroed: for bytes that are written at once. */
char *arena_bytes(Arena *a, ptrdiff_t n);
/* The same, n bytes aligned for objects of any kind. */
void *arena_aligned(Arena *a, ptrdiff_t n);
#define NEW(a, T) ((T *)arena_alloc((a), sizeof(T), _Alignof(T), 1))
#define NEW_N(a, T, n) ((T *)arena_alloc((a), sizeof(T), _Alignof(T), (n)))

/* A copy of s in a; the absent string stays absent. */
Str str_dup(Arena *a, Str s);
/* A terminated copy for system calls. A NUL byte inside would end it early:
 * callers check paths that come from outside with str_find. */
char *str_cstr(Arena *a, Str s);
Str str_concat(Arena *a, Str x, Str y);
/* x, sep and y joined: path_join is str_join3 with "/". */
Str str_join3(Arena *a, Str x, Str sep, Str y);
/* Appends to a list that grows by doubling in `a`; *cap starts at 0. */
void strlist_push(Arena *a, StrList *l, ptrdiff_t *cap, Str s);

/* The one place where memory ends: says so and exits with status 1. */
_Noreturn void mem_exhausted(void);

/* An allocator over an arena for C libraries that take one: realloc keeps
 * the old size in front of the block, free does nothing. */
void *arena_lib_calloc(Arena *a, size_t n, size_t size);
void *arena_lib_realloc(Arena *a, void *p, size_t size);

#endif
