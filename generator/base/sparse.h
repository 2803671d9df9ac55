/* L0: an array of numbers of which few are ever set: it is made in no time, and
 * takes memory only where it is written. */
#ifndef JIEBAO_BASE_SPARSE_H
#define JIEBAO_BASE_SPARSE_H

#include "base/arena.h"

enum { SPARSE_PAGE = 64 };

typedef struct Sparse {
    int32_t **pages; /* NULL where all is 0 */
    Arena *a;
} Sparse;

/* n numbers, all 0. */
static inline Sparse sparse_in(Arena *a, ptrdiff_t n)
{
    return (Sparse){NEW_N(a, int32_t *, n / SPARSE_PAGE + 1), a};
}
/* Number i; 0 <= i < n. */
static inline int32_t sparse_get(const Sparse *s, ptrdiff_t i)
{
    const int32_t *page = s->pages[i / SPARSE_PAGE];
    return page ? page[i % SPARSE_PAGE] : 0;
}
/* The same, to write to; stays where it is. */
static inline int32_t *sparse_at(Sparse *s, ptrdiff_t i)
{
    int32_t **page = &s->pages[i / SPARSE_PAGE];
    if (!*page)
        *page = NEW_N(s->a, int32_t, SPARSE_PAGE);
    return &(*page)[i % SPARSE_PAGE];
}

#endif
