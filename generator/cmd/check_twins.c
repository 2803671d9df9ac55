#include "cmd/check_parts.h"

#include "base/hash.h"

#include <stdlib.h>

/* Reports whose texts are nearly the same, in linear time: those that share a
 * band of their sketches are candidates, and of its candidates each report is
 * compared in full with the likeliest only. */

/* A report in one band. */
typedef struct InBand {
    uint64_t hash;
    int32_t entry;
} InBand;

typedef struct Twin {
    int32_t other; /* index of an entry whose slug comes before; -1: none */
    int likeness;  /* of the sketches; SKETCH more where nothing speaks
                      against it */
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

/* Entries are named by their place in the order of slugs from here on. What is
 * known to be of another street or year comes after all others. */
static void consider(const Check *k, Twin *of, const int32_t *by_slug,
                     int32_t a, int32_t b)
{
    const Print *x = &k->prints[by_slug[a]], *y = &k->prints[by_slug[b]];
    int n = sketch_equal(&x->sketch, &y->sketch);
    if (n < sketch_enough(TWIN_PERCENT))
        return;
    n += print_contradicts(x, y) ? 0 : SKETCH;
    if (n > of[b].likeness || (n == of[b].likeness && a < of[b].other))
        of[b] = (Twin){a, n};
}

/* Within a run of equal bands each is held against the first and the one
 * before it: that keeps a thousand copies of one text linear. */
static void match_band(const Check *k, Twin *of, const int32_t *by_slug,
                       int band, InBand *v, ptrdiff_t n)
{
    ptrdiff_t m = 0;
    for (int32_t i = 0; i < n; i++) {
        const Sketch *s = &k->prints[by_slug[i]].sketch;
        if (s->usable)
            v[m++] = (InBand){sketch_band(s, band), i};
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
    bool told;
} Pair;

static Likeness compare(const Check *k, const Pair *p, Arena scratch)
{
    Str file, a, b;
    Diags said = diags_in(&scratch); /* check_reports has said it */
    if (!site_body(&k->site, &k->site.entries[p->a], &scratch, &file, &a,
                   &said) ||
        !site_body(&k->site, &k->site.entries[p->b], &scratch, &file, &b,
                   &said))
        return (Likeness){0};
    Arena room = arena_carve(&scratch, (scratch.end - scratch.beg) / 2);
    Traits x = traits_of(a, &room, scratch), y = traits_of(b, &room, scratch);
    return likeness_of(&x, &y);
}

/* Another year of the same street, or another street with the same phrases: no
 * more than that, unless even the numbers are the same. */
static bool is_twin(const Print *a, const Print *b, Likeness l)
{
    return l.text >= TWIN_PERCENT &&
           (l.figures >= PRINT_FIGURES || !print_contradicts(a, b));
}

/* Where a report is from: its address, else the name of its source. */
static Str origin_of(const Print *p)
{
    return p->url.n ? p->url : p->source;
}

/* " [x; y]"; nothing where neither is known. */
static Str origins_of(const Print *a, const Print *b, Arena *to)
{
    Str x = origin_of(a), y = origin_of(b);
    Buf out = buf_in(to);
    if (!x.n && !y.n)
        return S("");
    buf_lit(&out, " [");
    buf_add(&out, x.n ? x : S("?"));
    buf_lit(&out, "; ");
    buf_add(&out, y.n ? y : S("?"));
    buf_lit(&out, "]");
    return buf_str(&out);
}

static void check_pair(Check *k, ptrdiff_t i, Arena *keep, Arena scratch,
                       Diags *d)
{
    (void)keep;
    Pair *p = (Pair *)k->job + i;
    const Print *a = &k->prints[p->a], *b = &k->prints[p->b];
    Likeness l = compare(k, p, scratch);
    p->told = is_twin(a, b, l);
    if (!p->told)
        return;
    const Entry *e = &k->site.entries[p->b];
    Buf percent = buf_in(&scratch);
    buf_int(&percent, l.text);
    Str text = str_dup(&scratch, buf_str(&percent));
    DIAG3(d, NEAR_DUPLICATE, check_path(e, &scratch), e->body_line,
          k->site.entries[p->a].r.slug, text, origins_of(b, a, &scratch));
}

/* Marks the entries of which it is said that another has their text. */
static void check_near(Check *k, const int32_t *by_slug, bool *told,
                       Arena *perm)
{
    ptrdiff_t n = k->site.nentries, npairs = 0;
    Twin *of = NEW_N(perm, Twin, n);
    InBand *room = NEW_N(perm, InBand, n);
    Pair *pairs = NEW_N(perm, Pair, n);
    for (int band = 0; band < SKETCH_BANDS; band++)
        match_band(k, of, by_slug, band, room, n);
    for (ptrdiff_t i = 0; i < n; i++)
        if (of[i].likeness)
            pairs[npairs++] = (Pair){by_slug[of[i].other], by_slug[i], false};
    k->job = pairs;
    check_each(k, npairs, check_pair);
    for (ptrdiff_t i = 0; i < npairs; i++)
        told[pairs[i].b] = pairs[i].told;
}

/* Of a title without a place: whether it can be one report's only. */
static bool names_place(Str title)
{
    return str_has(title, S("街道")) || str_has(title, S("镇")) ||
           str_has(title, S("乡"));
}

/* One title, place and time in two files: imported twice, most likely. Where
 * their texts were found alike, it has been said. */
static void check_same(Check *k, const int32_t *by_slug, const bool *told,
                       Arena *perm)
{
    Map seen = {0};
    for (ptrdiff_t i = 0; i < k->site.nentries; i++) {
        const Entry *e = &k->site.entries[by_slug[i]];
        Str place = report_place(&e->r, perm);
        if (!place.n && !names_place(e->r.title))
            continue;
        Buf b = buf_in(perm);
        buf_add(&b, e->r.title);
        buf_byte(&b, '\n');
        buf_add(&b, place);
        buf_byte(&b, '\n');
        years_put(&b, e->r.summary);
        buf_byte(&b, '\n');
        years_put(&b, e->r.plan);
        void **slot = map_slot(&seen, buf_str(&b), perm);
        const Entry *first = *slot;
        if (first && !told[by_slug[i]])
            DIAG1(&k->all, SAME_REPORT, check_path(e, perm),
                  e->r.lines[FIELD_TITLE], first->r.slug);
        else if (!first)
            *slot = &k->site.entries[by_slug[i]];
    }
}

void check_twins(Check *k)
{
    int32_t *by_slug = order_by_slug(&k->site, k->perm);
    bool *told = NEW_N(k->perm, bool, k->site.nentries);
    check_near(k, by_slug, told, k->perm);
    check_same(k, by_slug, told, k->perm);
}
