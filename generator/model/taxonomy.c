#include "model/taxonomy.h"

#include "base/map.h"
#include "base/pack.h"
#include "model/taxonomy_near.h"
#include "model/taxonomy_pairs.h"

#include <stdlib.h>

enum {
    YEAR_FIRST = 1900, /* the range of text/date.h */
    YEAR_COUNT = 300,
    CODE_DIGITS = 6
};

static const Str UNKNOWN = STR_INIT("unknown");

/* What items are sorted by. */
typedef enum ItemKey { KEY_YEAR, KEY_STREET, KEY_DISTRICT, KEYS } ItemKey;

/* An entry with what it is sorted by: places as their ranks, so that only the
 * few that there are, not all that are in them, are compared as text. */
typedef struct Item {
    Str code; /* of its district */
    int32_t entry;
    int32_t key[KEYS];
} Item;

typedef struct Items {
    Item *v;
    ptrdiff_t n;
    int32_t values[KEYS]; /* each key is below this */
} Items;

static int cmp_int(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Districts by code, the unknown last. */
static int cmp_code(Str a, Str b)
{
    int c = cmp_int(str_eq(a, UNKNOWN), str_eq(b, UNKNOWN));
    return c ? c : str_cmp(a, b);
}

/* 0: none known. */
static int32_t year_key(const Report *r)
{
    int year = report_year(r);
    return year ? year - YEAR_FIRST + 1 : 0;
}

/* By one key; what is alike in it keeps its order. */
static void sort_by(Items *items, ItemKey key, Arena scratch)
{
    int32_t *at = NEW_N(&scratch, int32_t, items->values[key] + 1);
    Item *out = NEW_N(&scratch, Item, items->n);
    for (ptrdiff_t i = 0; i < items->n; i++)
        at[items->v[i].key[key] + 1]++;
    for (int32_t k = 0; k < items->values[key]; k++)
        at[k + 1] += at[k];
    for (ptrdiff_t i = 0; i < items->n; i++)
        out[at[items->v[i].key[key]]++] = items->v[i];
    memcpy(items->v, out, (size_t)items->n * sizeof *out);
}

/* A text and its place among all others. */
typedef struct Rank {
    Str text;
    int32_t rank;
} Rank;

static int cmp_rank_code(const void *a, const void *b)
{
    return cmp_code((*(Rank *const *)a)->text, (*(Rank *const *)b)->text);
}

static int cmp_rank_text(const void *a, const void *b)
{
    return str_cmp((*(Rank *const *)a)->text, (*(Rank *const *)b)->text);
}

/* Fills in a key from the texts that stand for it, one an item. */
static void rank(Items *items, ItemKey key, const Str *texts,
                 int (*cmp)(const void *, const void *), Arena scratch)
{
    Map known = {0};
    Rank **of = NEW_N(&scratch, Rank *, items->n);
    Rank **all = NEW_N(&scratch, Rank *, items->n);
    int32_t n = 0;
    for (ptrdiff_t i = 0; i < items->n; i++) {
        void **slot = map_slot(&known, texts[i], &scratch);
        if (!*slot) {
            all[n] = *slot = NEW(&scratch, Rank);
            all[n++]->text = texts[i];
        }
        of[i] = *slot;
    }
    qsort(all, (size_t)n, sizeof *all, cmp);
    for (int32_t k = 0; k < n; k++)
        all[k]->rank = k;
    for (ptrdiff_t i = 0; i < items->n; i++)
        items->v[i].key[key] = of[i]->rank;
    items->values[key] = n;
}

/* Names as one key; no name contains a line feed (text is tidied). */
static Str names_of(const Report *r, Arena *a)
{
    Str top = str_join3(a, r->province, S("\n"), r->city);
    return str_join3(a, top, S("\n"), r->district);
}

static Str code_of_names(Str names, Arena *perm)
{
    uint64_t h = hash64(names);
    unsigned char be[sizeof h];
    for (size_t i = 0; i < sizeof h; i++)
        be[i] = (unsigned char)(h >> (56 - 8 * i));
    Buf b = buf_in(perm);
    buf_lit(&b, "x-");
    buf_hex(&b, be, sizeof be);
    return buf_str(&b);
}

/* The code of each entry's district: from its division; else the one that
 * another report gives to the same names (the smallest, so that no order of
 * files matters); else one made of the names. */
static void find_codes(const Site *site, Item *v, Arena *perm, Arena scratch)
{
    Map codes = {0};
    Str *names = NEW_N(&scratch, Str, site->nentries);
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        const Report *r = &site->entries[i].r;
        names[i] = names_of(r, &scratch);
        if (r->division.n < CODE_DIGITS)
            continue;
        v[i].code = str_head(r->division, CODE_DIGITS);
        Str **slot = (Str **)map_slot(&codes, names[i], &scratch);
        if (r->district.n && (!*slot || str_cmp(v[i].code, **slot) < 0))
            *slot = &v[i].code;
    }
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        const Str *known = map_get(&codes, names[i]);
        if (v[i].code.n)
            continue;
        v[i].code = names[i].n == 2 ? UNKNOWN /* the two line feeds */
                    : known         ? *known
                                    : code_of_names(names[i], perm);
    }
}

/* In the order of entries, which is that of accession. */
static Items items_of(const Site *site, Arena *perm, Arena *scratch)
{
    Items items = {NEW_N(scratch, Item, site->nentries), site->nentries,
                   .values[KEY_YEAR] = YEAR_COUNT + 1};
    Str *texts = NEW_N(scratch, Str, site->nentries);
    for (ptrdiff_t i = 0; i < items.n; i++) {
        const Report *r = &site->entries[i].r;
        items.v[i].entry = (int32_t)i;
        items.v[i].key[KEY_YEAR] = year_key(r);
        texts[i] = r->street;
    }
    rank(&items, KEY_STREET, texts, cmp_rank_text, *scratch);
    find_codes(site, items.v, perm, *scratch);
    for (ptrdiff_t i = 0; i < items.n; i++)
        texts[i] = items.v[i].code;
    rank(&items, KEY_DISTRICT, texts, cmp_rank_code, *scratch);
    return items;
}

/* The entries of items [from, to) as a list in perm. */
static RefList refs(const Item *v, ptrdiff_t from, ptrdiff_t to, Arena *perm)
{
    RefList l = {NEW_N(perm, int32_t, to - from), (int)(to - from)};
    for (ptrdiff_t i = from; i < to; i++)
        l.v[i - from] = v[i].entry;
    return l;
}

/* Where the group that begins at item i ends. */
static ptrdiff_t group_end(const Item *v, ptrdiff_t n, ptrdiff_t i, ItemKey key)
{
    ptrdiff_t end = i + 1;
    while (end < n && v[end].key[key] == v[i].key[key])
        end++;
    return end;
}

/* A district's names are those of its latest report that has a district's
 * name: a place that was renamed is shown under its present name. */
static void name_district(const Site *site, District *d)
{
    if (str_eq(d->code, UNKNOWN))
        return;
    const Report *best = &site->entries[d->reports.v[0]].r;
    for (int i = 0; i < d->reports.n; i++) {
        const Report *r = &site->entries[d->reports.v[i]].r;
        if (r->district.n || !best->district.n)
            best = r;
    }
    d->province = best->province;
    d->city = best->city;
    d->name = best->district;
}

static void hash_district(District *d, Arena scratch)
{
    const Str parts[] = {d->code, d->province, d->city, d->name};
    Buf b = buf_in(&scratch);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        pack_str(&b, parts[i]);
    d->self = hash128(buf_str(&b));
}

/* items are by district and year. */
static void derive_districts(Taxonomy *t, const Site *site, const Items *items,
                             Arena *perm)
{
    const Item *v = items->v;
    t->districts = NEW_N(perm, District, items->values[KEY_DISTRICT]);
    for (ptrdiff_t i = 0, end; i < items->n; i = end) {
        end = group_end(v, items->n, i, KEY_DISTRICT);
        District *d = &t->districts[t->ndistricts];
        d->code = v[i].code;
        d->reports = refs(v, i, end, perm);
        name_district(site, d);
        hash_district(d, *perm);
        for (ptrdiff_t k = i; k < end; k++)
            t->district_of[v[k].entry] = t->ndistricts;
        t->ndistricts++;
    }
}

/* By code, those without one after them by name, the nameless last. */
static int by_street_code(const void *a, const void *b)
{
    const Street *x = a, *y = b;
    int c = cmp_int(!x->name.n, !y->name.n);
    if (!c)
        c = cmp_int(!x->code.n, !y->code.n);
    if (!c)
        c = str_cmp(x->code, y->code);
    return c ? c : str_cmp(x->name, y->name);
}

/* The smallest street code that the reports give, or absent. */
static Str street_code(const Site *site, RefList reports)
{
    Str code = {0};
    for (int i = 0; i < reports.n; i++) {
        Str c = site->entries[reports.v[i]].r.division;
        if (c.n > CODE_DIGITS && (!code.n || str_cmp(c, code) < 0))
            code = c;
    }
    return code;
}

/* items are by district, street and year. */
static void derive_streets(Taxonomy *t, const Site *site, const Items *items,
                           Arena *perm)
{
    const Item *v = items->v;
    ptrdiff_t from = 0;
    for (int k = 0; k < t->ndistricts; k++) {
        District *d = &t->districts[k];
        ptrdiff_t to = from + d->reports.n;
        for (ptrdiff_t i = from; i < to; i = group_end(v, to, i, KEY_STREET))
            d->nstreets++;
        d->streets = NEW_N(perm, Street, d->nstreets);
        Street *s = d->streets;
        for (ptrdiff_t i = from, end; i < to; i = end, s++) {
            end = group_end(v, to, i, KEY_STREET);
            Str name = site->entries[v[i].entry].r.street;
            s->name = name.n ? name : S("");
            s->reports = refs(v, i, end, perm);
            s->code = s->name.n ? street_code(site, s->reports) : (Str){0};
        }
        qsort(d->streets, (size_t)d->nstreets, sizeof *d->streets,
              by_street_code);
        from = to;
    }
}

typedef struct YearCount {
    int summaries, plans;
} YearCount;

static void count_span(YearCount *c, YearSpan span, bool plan)
{
    if (!years_given(span))
        return;
    for (int y = span.first; y <= span.last; y++) {
        if (plan)
            c[y - YEAR_FIRST].plans++;
        else
            c[y - YEAR_FIRST].summaries++;
    }
}

static void add_span(Year *const *years, YearSpan span, bool plan, int32_t e)
{
    if (!years_given(span))
        return;
    for (int y = span.first; y <= span.last; y++) {
        Year *year = years[y - YEAR_FIRST];
        RefList *l = plan ? &year->plans : &year->summaries;
        l->v[l->n++] = e;
    }
}

/* items are by district. */
static void derive_years(Taxonomy *t, const Site *site, const Items *items,
                         Arena *perm, Arena scratch)
{
    YearCount *count = NEW_N(&scratch, YearCount, YEAR_COUNT);
    Year **years = NEW_N(&scratch, Year *, YEAR_COUNT);
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        count_span(count, site->entries[i].r.summary, false);
        count_span(count, site->entries[i].r.plan, true);
    }
    t->years = NEW_N(perm, Year, YEAR_COUNT);
    for (int y = YEAR_COUNT; y-- > 0;) {
        if (!count[y].summaries && !count[y].plans)
            continue;
        Year *year = years[y] = &t->years[t->nyears++];
        year->year = y + YEAR_FIRST;
        year->summaries.v = NEW_N(perm, int32_t, count[y].summaries);
        year->plans.v = NEW_N(perm, int32_t, count[y].plans);
    }
    for (ptrdiff_t i = 0; i < items->n; i++) {
        int32_t entry = items->v[i].entry;
        const Report *r = &site->entries[entry].r;
        add_span(years, r->summary, false, entry);
        add_span(years, r->plan, true, entry);
    }
}

Taxonomy *taxonomy_derive(const Site *site, Arena *perm, Arena scratch)
{
    Taxonomy *t = NEW(perm, Taxonomy);
    t->neighbours = NEW_N(perm, Neighbours, site->nentries);
    t->district_of = NEW_N(perm, int32_t, site->nentries);
    t->topics = NEW_N(perm, TopicTerm, site->conf.ntopics);
    for (int i = 0; i < site->conf.ntopics; i++)
        t->topics[i].topic = i;
    if (!site->nentries)
        return t;
    Items items = items_of(site, perm, &scratch);
    sort_by(&items, KEY_DISTRICT, scratch);
    derive_years(t, site, &items, perm, scratch);
    sort_by(&items, KEY_YEAR, scratch);
    sort_by(&items, KEY_DISTRICT, scratch);
    derive_districts(t, site, &items, perm);
    sort_by(&items, KEY_STREET, scratch);
    sort_by(&items, KEY_DISTRICT, scratch);
    derive_streets(t, site, &items, perm);
    taxonomy_neighbours(t, site, scratch);
    taxonomy_pairs(t, site, scratch);
    return t;
}

void taxonomy_topics(Taxonomy *t, const Site *site, Arena *perm, Arena scratch)
{
    Items items = {NEW_N(&scratch, Item, site->nentries), site->nentries,
                   .values[KEY_YEAR] = YEAR_COUNT + 1};
    for (ptrdiff_t i = 0; i < items.n; i++) {
        const Entry *e = &site->entries[i];
        items.v[i].entry = (int32_t)i;
        items.v[i].key[KEY_YEAR] = year_key(&e->r);
        for (int k = 0; e->digest && k < e->digest->topics.nuses; k++) {
            const TopicUse *use = &e->digest->topics.uses[k];
            t->topics[use->topic].reports.n++;
            t->topics[use->topic].npassages += use->passages;
        }
    }
    for (int i = 0; i < site->conf.ntopics; i++) {
        RefList *l = &t->topics[i].reports;
        l->v = NEW_N(perm, int32_t, l->n);
        l->n = 0;
    }
    sort_by(&items, KEY_YEAR, scratch);
    for (ptrdiff_t i = items.n; i-- > 0;) { /* the newest first */
        int32_t entry = items.v[i].entry;
        const Digest *d = site->entries[entry].digest;
        for (int k = 0; d && k < d->topics.nuses; k++) {
            RefList *l = &t->topics[d->topics.uses[k].topic].reports;
            l->v[l->n++] = entry;
        }
    }
}
