#include "cmd/resemblance.h"

#include "base/hash.h"
#include "text/fold.h"

#include <stdlib.h>

enum { RUN = 6 }; /* characters */

/* --- sketches --------------------------------------------------------------
 */

/* Of the character at p; what fold gives is well-formed. */
static ptrdiff_t char_bytes(const char *p)
{
    unsigned char c = (unsigned char)*p;
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

Sketch sketch_of(Str body, Arena scratch)
{
    Sketch out;
    Str s = fold_loose(&scratch, body);
    const char *from = s.s, *to = s.s, *end = s.s + s.n;
    for (int i = 0; i < SKETCH; i++)
        out.v[i] = SKETCH_NONE;
    out.usable = utf8_head(s, SKETCH_LEAST_CHARS - 1).n < s.n;
    for (int i = 0; i < RUN && to < end; i++)
        utf8_next(&to, end);
    while (out.usable) {
        uint64_t h = hash64(str_span(from, to));
        int32_t value = (int32_t)(h >> 33);
        int32_t *least = &out.v[h % SKETCH];
        if (*least == SKETCH_NONE || value < *least)
            *least = value;
        if (to >= end)
            break;
        from += char_bytes(from);
        to += char_bytes(to);
    }
    return out;
}

int sketch_equal(const Sketch *a, const Sketch *b)
{
    int n = 0;
    for (int i = 0; i < SKETCH; i++)
        n += a->v[i] == b->v[i];
    return n;
}

int sketch_enough(int percent)
{
    int variance = SKETCH * percent * (100 - percent); /* times 10,000 */
    int deviation = 0;                                 /* times 100 */
    while ((deviation + 1) * (deviation + 1) <= variance)
        deviation++;
    return (SKETCH * percent - 3 * deviation) / 100;
}

uint64_t sketch_band(const Sketch *s, int band)
{
    const int32_t *v = s->v + (ptrdiff_t)band * SKETCH_BAND;
    return hash64((Str){(const char *)v, SKETCH_BAND * (ptrdiff_t)sizeof *v});
}

/* --- whole texts -----------------------------------------------------------
 */

/* Hashes, sorted, each once. */
typedef struct Hashes {
    uint64_t *v;
    ptrdiff_t n;
} Hashes;

static int by_value(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static void sort_hashes(Hashes *h)
{
    ptrdiff_t n = 0;
    if (h->n)
        qsort(h->v, (size_t)h->n, sizeof *h->v, by_value);
    for (ptrdiff_t i = 0; i < h->n; i++)
        if (!n || h->v[n - 1] != h->v[i])
            h->v[n++] = h->v[i];
    h->n = n;
}

/* All runs of a folded text. */
static Hashes runs_of(Str s, Arena *a)
{
    Hashes out = {NEW_N(a, uint64_t, s.n + 1), 0};
    const char *from = s.s, *to = s.s, *end = s.s + s.n;
    for (int i = 0; i < RUN && to < end; i++)
        utf8_next(&to, end);
    for (;;) {
        out.v[out.n++] = hash64(str_span(from, to));
        if (to >= end)
            break;
        from += char_bytes(from);
        to += char_bytes(to);
    }
    sort_hashes(&out);
    return out;
}

/* All numbers of a folded text, 12.8 as one. A single digit is left out: it
 * counts an item more often than it tells a result. */
static Hashes figures_of(Str s, Arena *a)
{
    Hashes out = {NEW_N(a, uint64_t, s.n / 2 + 1), 0};
    for (ptrdiff_t i = 0, from; i < s.n; i++) {
        for (from = i; i < s.n && (rune_is_digit((unsigned char)s.s[i]) ||
                                   (i > from && s.s[i] == '.'));
             i++)
            ;
        Str number = {s.s + from, i - from};
        while (number.n && number.s[number.n - 1] == '.')
            number.n--;
        if (number.n >= 2)
            out.v[out.n++] = hash64(number);
    }
    sort_hashes(&out);
    return out;
}

static ptrdiff_t count_common(const Hashes *x, const Hashes *y)
{
    ptrdiff_t i = 0, k = 0, both = 0;
    while (i < x->n && k < y->n) {
        both += x->v[i] == y->v[k];
        bool left = x->v[i] <= y->v[k], right = y->v[k] <= x->v[i];
        i += left;
        k += right;
    }
    return both;
}

Likeness likeness_of(Str a, Str b, Arena scratch)
{
    Likeness out;
    Str s = fold_loose(&scratch, a), t = fold_loose(&scratch, b);
    Hashes x = runs_of(s, &scratch), y = runs_of(t, &scratch);
    ptrdiff_t both = count_common(&x, &y), either = x.n + y.n - both;
    out.text = either ? (int)(both * 100 / either) : 0;
    x = figures_of(s, &scratch);
    y = figures_of(t, &scratch);
    both = count_common(&x, &y);
    ptrdiff_t fewer = x.n < y.n ? x.n : y.n;
    out.figures = fewer ? (int)(both * 100 / fewer) : 100 * (x.n == y.n);
    return out;
}
