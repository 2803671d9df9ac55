#include "cmd/resemblance.h"

#include "base/hash.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { SHINGLE = 6 };

typedef struct Shingles {
    uint64_t *v;
    ptrdiff_t n;
} Shingles;

static int by_value(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* The hashes of all runs of SHINGLE characters, sorted, each once. */
static Shingles shingles_of(Str text, Arena *a)
{
    Str s = fold(a, text);
    Shingles out = {NEW_N(a, uint64_t, s.n + 1), 0};
    const char *from = s.s, *to = s.s, *end = s.s + s.n;
    for (int i = 0; i < SHINGLE && to < end; i++)
        utf8_next(&to, end);
    for (;;) {
        out.v[out.n++] = hash64(str_span(from, to));
        if (to >= end)
            break;
        utf8_next(&from, end);
        utf8_next(&to, end);
    }
    qsort(out.v, (size_t)out.n, sizeof *out.v, by_value);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < out.n; i++)
        if (!n || out.v[n - 1] != out.v[i])
            out.v[n++] = out.v[i];
    out.n = n;
    return out;
}

int resemblance(Str a, Str b, Arena scratch)
{
    Shingles x = shingles_of(a, &scratch), y = shingles_of(b, &scratch);
    ptrdiff_t i = 0, k = 0, both = 0;
    while (i < x.n && k < y.n) {
        both += x.v[i] == y.v[k];
        bool left = x.v[i] <= y.v[k], right = y.v[k] <= x.v[i];
        i += left;
        k += right;
    }
    ptrdiff_t either = x.n + y.n - both;
    return either ? (int)(both * 100 / either) : 0;
}
