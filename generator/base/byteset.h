/* L0: a set of bytes, to pass over all others with one look at each. */
#ifndef JIEBAO_BASE_BYTESET_H
#define JIEBAO_BASE_BYTESET_H

#include "base/str.h"

/* Written as {{['&'] = true, ['<'] = true}}. */
typedef struct ByteSet {
    bool has[256];
} ByteSet;

static inline bool byteset_has(const ByteSet *set, char c)
{
    return set->has[(unsigned char)c];
}
/* Offset of the first byte of s at or after `from` that is in the set; s.n
 * where none is. */
static inline ptrdiff_t byteset_find(const ByteSet *set, Str s, ptrdiff_t from)
{
    while (from < s.n && !byteset_has(set, s.s[from]))
        from++;
    return from;
}

#endif
