#include "cmd/check.h"
#include "cmd/resemblance.h"
#include "text/fold.h"
#include "text/utf8.h"

#include <stdlib.h>

/* Reports whose texts are nearly the same, in linear time: sketches first
 * (min-wise hashing with one permutation, Li, Owen and Zhang 2012), cut into
 * bands; texts that agree in a whole band are candidates (Leskovec, Rajaraman
 * and Ullman, Mining of Massive Datasets, 3.4). With 16 bands of 4, texts that
 * share 80 % of their runs meet with a probability of 0.9997. Of its
 * candidates each report is compared in full with the likeliest only. */
enum {
    RUN = 6, /* characters, as in resemblance() */
    LEAST_CHARS = 100,
    BAND = 4,
    BANDS = SKETCH / BAND,
    LIKELY = SKETCH * 65 / 100 /* equal values that make a full comparison
                                  worth while: 80 % less three deviations */
};

Sketch sketch_of(Str body, Arena scratch)
{
    Sketch out;
    Str s = fold(&scratch, body);
    const char *from = s.s, *to = s.s, *end = s.s + s.n;
    for (int i = 0; i < SKETCH; i++)
        out.v[i] = SKETCH_NONE;
    out.usable = utf8_count(s) >= LEAST_CHARS;
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
        utf8_next(&from, end);
        utf8_next(&to, end);
    }
    return out;
}

static int alike(const Sketch *a, const Sketch *b)
{
    int n = 0;
    for (int i = 0; i < SKETCH; i++)
        n += a->v[i] == b->v[i];
    return n;
}

/* A report in one band. */
typedef struct InBand {
    uint64_t hash;
    int32_t entry;
} InBand;

typedef struct Twin {
    int32_t other; /* index of an entry whose slug comes before; -1: none */
    int likeness;  /* of the sketches */
} Twin;

typedef struct Twins {
    Check *k;
    int32_t *by_slug; /* entries in order of slug */
    Twin *of;         /* one an entry */
} Twins;

static int by_hash(const void *a, const void *b)
{
    const InBand *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->entry > y->entry) - (x->entry < y->entry);
}

/* Entries are named by their place in the order of slugs from here on. */
static void consider(const Check *k, Twin *of, const int32_t *by_slug,
                     int32_t a, int32_t b)
{
    int n = alike(&k->sketches[by_slug[a]], &k->sketches[by_slug[b]]);
    if (n >= LIKELY &&
        (n > of[b].likeness || (n == of[b].likeness && a < of[b].other)))
        of[b] = (Twin){a, n};
}

/* Within a run of equal bands each is held against the first and the one
 * before it: that keeps a thousand copies of one text linear. */
static void match_band(const Check *k, Twin *of, const int32_t *by_slug,
                       int band, InBand *v, ptrdiff_t n)
{
    ptrdiff_t m = 0;
    for (int32_t i = 0; i < n; i++) {
        const Sketch *s = &k->sketches[by_slug[i]];
        Str bytes = {(const char *)&s->v[band * BAND],
                     BAND * (ptrdiff_t)sizeof *s->v};
        if (s->usable)
            v[m++] = (InBand){hash64(bytes), i};
    }
    if (m)
        qsort(v, (size_t)m, sizeof *v, by_hash);
    for (ptrdiff_t i = 1, first = 0; i < m; i++) {
        if (v[i].hash != v[first].hash) {
            first = i;
            continue;
        }
        consider(k, of, by_slug, v[first].entry, v[i].entry);
        consider(k, of, by_slug, v[i - 1].entry, v[i].entry);
    }
}

static int by_slug_qsort(const void *a, const void *b)
{
    const Entry *const *x = a, *const *y = b;
    return str_cmp((*x)->r.slug, (*y)->r.slug);
}

/* Indexes of the entries in order of slug. */
static int32_t *order_by_slug(const Site *site, Arena *perm)
{
    int32_t *out = NEW_N(perm, int32_t, site->nentries);
    Arena scratch = *perm;
    const Entry **v = NEW_N(&scratch, const Entry *, site->nentries);
    for (ptrdiff_t i = 0; i < site->nentries; i++)
        v[i] = &site->entries[i];
    if (site->nentries)
        qsort(v, (size_t)site->nentries, sizeof *v, by_slug_qsort);
    for (ptrdiff_t i = 0; i < site->nentries; i++)
        out[i] = (int32_t)(v[i] - site->entries);
    return out;
}

/* What the workers compare in full: the pairs found. */
typedef struct Pair {
    int32_t a, b; /* entries; a's slug comes first */
    int percent;
} Pair;

static void compare(Check *k, Pair *p, Arena scratch)
{
    Str file, a, b;
    Diags said = diags_in(&scratch); /* check_reports has said it */
    if (site_body(&k->site, &k->site.entries[p->a], &scratch, &file, &a,
                  &said) &&
        site_body(&k->site, &k->site.entries[p->b], &scratch, &file, &b, &said))
        p->percent = resemblance(a, b, scratch);
}

static void check_pair(Check *k, ptrdiff_t i, Arena *keep, Arena scratch,
                       Diags *d)
{
    (void)keep;
    Pair *p = (Pair *)k->job + i;
    compare(k, p, scratch);
    if (p->percent < TWIN_PERCENT)
        return;
    const Entry *e = &k->site.entries[p->b];
    Buf b = buf_in(&scratch);
    buf_int(&b, p->percent);
    Str percent = buf_str(&b);
    DIAG2(d, NEAR_DUPLICATE, check_path(e, &scratch), e->body_line,
          k->site.entries[p->a].r.slug, percent);
}

static void check_near(Check *k, const int32_t *by_slug, Arena *perm)
{
    ptrdiff_t n = k->site.nentries, npairs = 0;
    Twin *of = NEW_N(perm, Twin, n);
    InBand *room = NEW_N(perm, InBand, n);
    Pair *pairs = NEW_N(perm, Pair, n);
    for (int band = 0; band < BANDS; band++)
        match_band(k, of, by_slug, band, room, n);
    for (ptrdiff_t i = 0; i < n; i++)
        if (of[i].likeness)
            pairs[npairs++] = (Pair){by_slug[of[i].other], by_slug[i], 0};
    k->job = pairs;
    check_each(k, npairs, check_pair);
}

/* One title, place and time in two files: imported twice, most likely. */
static void check_same(Check *k, const int32_t *by_slug, Arena *perm)
{
    Map seen = {0};
    for (ptrdiff_t i = 0; i < k->site.nentries; i++) {
        const Entry *e = &k->site.entries[by_slug[i]];
        Buf b = buf_in(perm);
        buf_add(&b, e->r.title);
        buf_byte(&b, '\n');
        buf_add(&b, report_place(&e->r, perm));
        buf_byte(&b, '\n');
        years_put(&b, e->r.summary);
        buf_byte(&b, '\n');
        years_put(&b, e->r.plan);
        void **slot = map_slot(&seen, buf_str(&b), perm);
        const Entry *first = *slot;
        if (first)
            DIAG1(&k->all, SAME_REPORT, check_path(e, perm),
                  e->r.lines[FIELD_TITLE], first->r.slug);
        else
            *slot = &k->site.entries[by_slug[i]];
    }
}

void check_twins(Check *k)
{
    int32_t *by_slug = order_by_slug(&k->site, k->perm);
    check_near(k, by_slug, k->perm);
    check_same(k, by_slug, k->perm);
}
