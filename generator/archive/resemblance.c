#include "archive/resemblance.h"

#include "base/hash.h"
#include "text/fold.h"

#include <string.h>

enum { RUN = 6 }; /* characters */

/* --- runs ------------------------------------------------------------------
 */

/* The runs of a folded text, one after the other, each as a hash that is made
 * from that of the run before: a polynomial over its characters, mixed. A text
 * that is shorter than a run is one. */
typedef struct Runs {
    const uint16_t *v; /* UTF-16: nearly always a character each */
    ptrdiff_t n, next;
    uint64_t sum, to_run; /* to_run: BASE to the power of RUN */
} Runs;

#define BASE 0x9E3779B97F4A7C15u

static Runs runs_of(const uint16_t *v, ptrdiff_t n)
{
    Runs x = {.v = v, .n = n, .to_run = 1};
    for (int i = 0; i < RUN; i++)
        x.to_run *= BASE;
    for (; x.next < n && x.next < RUN; x.next++)
        x.sum = x.sum * BASE + v[x.next];
    return x;
}

/* Every bit of the sum tells in the upper half (and, by MurmurHash3's step, in
 * the lower one). */
static inline uint64_t run_hash(const Runs *x)
{
    uint64_t h = x->sum * 0xFF51AFD7ED558CCDu;
    h = (h ^ h >> 32) * 0xC4CEB9FE1A85EC53u;
    return h ^ h >> 32;
}

/* False behind the last one. */
static inline bool next_run(Runs *x)
{
    if (x->next >= x->n)
        return false;
    x->sum = x->sum * BASE + x->v[x->next] - x->v[x->next - RUN] * x->to_run;
    x->next++;
    return true;
}

/* --- sketches --------------------------------------------------------------
 */

Sketch sketch_of(Str body, Arena scratch)
{
    Sketch out;
    ptrdiff_t n;
    const uint16_t *v = fold_utf16(&scratch, body, &n);
    Runs x = runs_of(v, n);
    uint32_t least[SKETCH];
    memset(least, 0xFF, sizeof least);
    out.usable = n >= SKETCH_LEAST_CHARS;
    do {
        uint64_t h = run_hash(&x);
        uint32_t value = (uint32_t)(h >> 33), *at = &least[h % SKETCH];
        *at = value < *at ? value : *at;
    } while (out.usable && next_run(&x));
    for (int i = 0; i < SKETCH; i++)
        out.v[i] = out.usable && least[i] < UINT32_MAX ? (int32_t)least[i]
                                                       : SKETCH_NONE;
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

/* Room for n hashes. */
static HashSet set_for(ptrdiff_t n, Arena *a)
{
    uint64_t slots = 16;
    while (slots < (uint64_t)n * 2)
        slots *= 2;
    return (HashSet){NEW_N(a, uint64_t, (ptrdiff_t)slots), slots - 1, 0};
}

/* The slot that has the hash, or the free one that it may take. */
static uint64_t *slot_of(const HashSet *set, uint64_t hash)
{
    uint64_t i = hash & set->mask;
    while (set->slots[i] && set->slots[i] != hash)
        i = (i + 1) & set->mask;
    return &set->slots[i];
}

static void put_hash(HashSet *set, uint64_t hash)
{
    uint64_t *slot = slot_of(set, hash ? hash : 1);
    set->n += !*slot;
    *slot = hash ? hash : 1;
}

static HashSet all_runs(const uint16_t *v, ptrdiff_t n, Arena *a)
{
    HashSet out = set_for(n, a);
    Runs x = runs_of(v, n);
    do
        put_hash(&out, run_hash(&x));
    while (next_run(&x));
    return out;
}

static bool is_figure(uint16_t c)
{
    return c >= '0' && c <= '9'; /* folded: none is full-width */
}

/* All numbers of a folded text, 12.8 as one. A single digit is left out: it
 * counts an item more often than it tells a result. */
static HashSet figures_of(const uint16_t *v, ptrdiff_t n, Arena *a)
{
    ptrdiff_t digits = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        digits += is_figure(v[i]);
    HashSet out = set_for(digits / 2, a);
    for (ptrdiff_t i = 0; i < n; i++) {
        ptrdiff_t from = i;
        while (i < n && (is_figure(v[i]) || (i > from && v[i] == '.')))
            i++;
        ptrdiff_t end = i;
        while (end > from && v[end - 1] == '.')
            end--;
        if (end - from >= 2)
            put_hash(&out,
                     hash64((Str){(const char *)(v + from), (end - from) * 2}));
    }
    return out;
}

Traits traits_of(Str body, Arena *perm, Arena scratch)
{
    ptrdiff_t n;
    const uint16_t *v = fold_utf16(&scratch, body, &n);
    return (Traits){all_runs(v, n, perm), figures_of(v, n, perm)};
}

static ptrdiff_t count_common(const HashSet *x, const HashSet *y)
{
    ptrdiff_t both = 0;
    if (x->n > y->n)
        return count_common(y, x);
    for (uint64_t i = 0; i <= x->mask; i++)
        both += x->slots[i] && *slot_of(y, x->slots[i]);
    return both;
}

Likeness likeness_of(const Traits *a, const Traits *b)
{
    Likeness out;
    ptrdiff_t both = count_common(&a->runs, &b->runs);
    ptrdiff_t either = a->runs.n + b->runs.n - both;
    out.text = either ? (int)(both * 100 / either) : 0;
    both = count_common(&a->figures, &b->figures);
    ptrdiff_t fewer = a->figures.n < b->figures.n ? a->figures.n : b->figures.n;
    out.figures = fewer ? (int)(both * 100 / fewer)
                        : 100 * (a->figures.n == b->figures.n);
    return out;
}
