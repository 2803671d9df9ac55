#include "cmd/resemblance.h"

#include "base/hash.h"
#include "text/fold.h"

enum { RUN = 6 }; /* characters */

/* --- runs ------------------------------------------------------------------
 */

/* The runs of a folded text, one after the other, each as a hash that is made
 * from that of the run before: a polynomial over its characters, mixed. A text
 * that is shorter than a run is one. */
typedef struct RunReader {
    const char *p, *end;
    Rune last[RUN]; /* the characters of the run, a ring */
    int at;         /* of the oldest */
    uint64_t sum;
} RunReader;

#define BASE 0x9E3779B97F4A7C15u

static uint64_t base_to_run(void)
{
    uint64_t x = 1;
    for (int i = 0; i < RUN; i++)
        x *= BASE;
    return x;
}

/* Every bit of the sum tells in every bit (the finalizer of MurmurHash3). */
static uint64_t mixed(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xFF51AFD7ED558CCDu;
    x ^= x >> 33;
    x *= 0xC4CEB9FE1A85EC53u;
    return x ^ x >> 33;
}

static void take_rune(RunReader *x, uint64_t to_run)
{
    Rune r = utf8_next(&x->p, x->end);
    x->sum = x->sum * BASE + (uint64_t)r - (uint64_t)x->last[x->at] * to_run;
    x->last[x->at] = r;
    x->at = x->at + 1 < RUN ? x->at + 1 : 0;
}

/* The first run. */
static RunReader runs_of(Str folded)
{
    RunReader x = {.p = folded.s, .end = folded.s + folded.n};
    for (int i = 0; i < RUN && x.p < x.end; i++)
        take_rune(&x, 0);
    return x;
}

/* --- sketches --------------------------------------------------------------
 */

Sketch sketch_of(Str body, Arena scratch)
{
    Sketch out;
    Str s = fold_loose(&scratch, body);
    const uint64_t to_run = base_to_run();
    for (int i = 0; i < SKETCH; i++)
        out.v[i] = SKETCH_NONE;
    out.usable = utf8_head(s, SKETCH_LEAST_CHARS - 1).n < s.n;
    for (RunReader x = runs_of(s); out.usable; take_rune(&x, to_run)) {
        uint64_t h = mixed(x.sum);
        int32_t value = (int32_t)(h >> 33);
        int32_t *least = &out.v[h % SKETCH];
        if (*least == SKETCH_NONE || value < *least)
            *least = value;
        if (x.p >= x.end)
            break;
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

/* All runs of a folded text. */
static HashSet all_runs(Str s, Arena *a)
{
    const uint64_t to_run = base_to_run();
    HashSet out = set_for(utf8_chars(s), a);
    for (RunReader x = runs_of(s);; take_rune(&x, to_run)) {
        put_hash(&out, mixed(x.sum));
        if (x.p >= x.end)
            return out;
    }
}

static bool is_figure(char c)
{
    return c >= '0' && c <= '9'; /* folded: none is full-width */
}

/* All numbers of a folded text, 12.8 as one. A single digit is left out: it
 * counts an item more often than it tells a result. */
static HashSet figures_of(Str s, Arena *a)
{
    ptrdiff_t digits = 0;
    for (ptrdiff_t i = 0; i < s.n; i++)
        digits += is_figure(s.s[i]);
    HashSet out = set_for(digits / 2, a);
    for (ptrdiff_t i = 0; i < s.n; i++) {
        ptrdiff_t from = i;
        while (i < s.n && (is_figure(s.s[i]) || (i > from && s.s[i] == '.')))
            i++;
        Str number = {s.s + from, i - from};
        while (number.n && number.s[number.n - 1] == '.')
            number.n--;
        if (number.n >= 2)
            put_hash(&out, hash64(number));
    }
    return out;
}

Traits traits_of(Str body, Arena *perm, Arena scratch)
{
    Str s = fold_loose(&scratch, body);
    return (Traits){all_runs(s, perm), figures_of(s, perm)};
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
