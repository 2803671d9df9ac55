#include "model/taxonomy.h"

#include "base/map.h"
#include "model/taxonomy_near.h"
#include "model/taxonomy_pairs.h"

#include <stdlib.h>

enum {
    YEAR_FIRST = 1900, /* the range of text/date.h */
    YEAR_COUNT = 300,
    CODE_DIGITS = 6
};

static const Str UNKNOWN = STR_INIT("unknown");

/* An entry with what it is sorted by. */
typedef struct Item {
    Str code;   /* of its district */
    Str street; /* name, or "" */
    int32_t entry;
    int year, number;
} Item;

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

static int cmp_time(const Item *x, const Item *y)
{
    int c = cmp_int(x->year, y->year);
    return c ? c : cmp_int(x->number, y->number);
}

static int by_district(const void *a, const void *b)
{
    const Item *x = a, *y = b;
    int c = cmp_code(x->code, y->code);
    return c ? c : cmp_time(x, y);
}

static int by_street(const void *a, const void *b)
{
    const Item *x = a, *y = b;
    int c = cmp_code(x->code, y->code);
    if (!c)
        c = str_cmp(x->street, y->street);
    return c ? c : cmp_time(x, y);
}

static int by_district_number(const void *a, const void *b)
{
    const Item *x = a, *y = b;
    int c = cmp_code(x->code, y->code);
    return c ? c : cmp_int(x->number, y->number);
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
static Item *items_of(const Site *site, Arena *perm, Arena *scratch)
{
    Map codes = {0};
    Item *v = NEW_N(scratch, Item, site->nentries);
    Str *names = NEW_N(scratch, Str, site->nentries);
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        const Report *r = &site->entries[i].r;
        names[i] = names_of(r, scratch);
        v[i] = (Item){.street = r->street,
                      .entry = (int32_t)i,
                      .year = report_year(r),
                      .number = site->entries[i].number};
        if (r->division.n < CODE_DIGITS)
            continue;
        v[i].code = str_head(r->division, CODE_DIGITS);
        Str **slot = (Str **)map_slot(&codes, names[i], scratch);
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
    return v;
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
static ptrdiff_t district_end(const Item *v, ptrdiff_t n, ptrdiff_t i)
{
    ptrdiff_t end = i + 1;
    while (end < n && str_eq(v[end].code, v[i].code))
        end++;
    return end;
}

static ptrdiff_t street_end(const Item *v, ptrdiff_t n, ptrdiff_t i)
{
    ptrdiff_t end = i + 1;
    while (end < n && str_eq(v[end].street, v[i].street))
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

static void derive_districts(Taxonomy *t, const Site *site, Item *v,
                             Arena *perm)
{
    ptrdiff_t n = site->nentries, count = 0;
    qsort(v, (size_t)n, sizeof *v, by_district);
    for (ptrdiff_t i = 0; i < n; i = district_end(v, n, i))
        count++;
    t->districts = NEW_N(perm, District, count);
    for (ptrdiff_t i = 0, end; i < n; i = end) {
        end = district_end(v, n, i);
        District *d = &t->districts[t->ndistricts];
        d->code = v[i].code;
        d->reports = refs(v, i, end, perm);
        name_district(site, d);
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

static void derive_streets(Taxonomy *t, const Site *site, Item *v, Arena *perm)
{
    ptrdiff_t n = site->nentries, from = 0;
    qsort(v, (size_t)n, sizeof *v, by_street);
    for (int k = 0; k < t->ndistricts; k++) {
        District *d = &t->districts[k];
        ptrdiff_t to = from + d->reports.n;
        for (ptrdiff_t i = from; i < to; i = street_end(v, to, i))
            d->nstreets++;
        d->streets = NEW_N(perm, Street, d->nstreets);
        Street *s = d->streets;
        for (ptrdiff_t i = from, end; i < to; i = end, s++) {
            end = street_end(v, to, i);
            s->name = v[i].street.n ? v[i].street : S("");
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

static void derive_years(Taxonomy *t, const Site *site, Item *v, Arena *perm,
                         Arena scratch)
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
    qsort(v, (size_t)site->nentries, sizeof *v, by_district_number);
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        const Report *r = &site->entries[v[i].entry].r;
        add_span(years, r->summary, false, v[i].entry);
        add_span(years, r->plan, true, v[i].entry);
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
    Item *v = items_of(site, perm, &scratch);
    derive_districts(t, site, v, perm);
    derive_streets(t, site, v, perm);
    derive_years(t, site, v, perm, scratch);
    taxonomy_neighbours(t, site, scratch);
    taxonomy_pairs(t, site, scratch);
    return t;
}

static int newest_first(const void *a, const void *b)
{
    const Item *x = a, *y = b;
    return cmp_time(y, x);
}

void taxonomy_topics(Taxonomy *t, const Site *site, Arena *perm, Arena scratch)
{
    Item *v = NEW_N(&scratch, Item, site->nentries);
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        const Entry *e = &site->entries[i];
        v[i] = (Item){.entry = (int32_t)i,
                      .year = report_year(&e->r),
                      .number = e->number};
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
    if (site->nentries)
        qsort(v, (size_t)site->nentries, sizeof *v, newest_first);
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        const Digest *d = site->entries[v[i].entry].digest;
        for (int k = 0; d && k < d->topics.nuses; k++) {
            RefList *l = &t->topics[d->topics.uses[k].topic].reports;
            l->v[l->n++] = v[i].entry;
        }
    }
}
