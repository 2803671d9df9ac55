#include "model/taxonomy.h"

#include <stdlib.h>

enum {
    FIRST_YEAR = 1900,
    LAST_YEAR = 2199,
    YEARS = LAST_YEAR - FIRST_YEAR + 1,
    NEAR = sizeof(((Neighbours *)0)->near) / sizeof(int32_t)
};

/* An entry with what it is sorted by. */
typedef struct Ref {
    const Report *r;
    Str district; /* key of the district, see district_key */
    int year, number;
    int32_t index; /* into Site.entries */
} Ref;

#define UNKNOWN S("unknown")

/* The six digits of the division; "x-" and a hash of the names where there are
 * only names; "unknown" where there are none. */
static Str district_key(const Report *r, Arena *perm)
{
    if (r->division.n >= 6)
        return str_head(r->division, 6);
    if (!r->district.n)
        return UNKNOWN;
    Hash128 h =
        hash128_more(hash128_more(hash128(r->province), r->city), r->district);
    Buf b = buf_in(perm);
    buf_lit(&b, "x-");
    buf_hex(&b, (const unsigned char *)&h.lo, 6);
    return buf_str(&b);
}

static int cmp_int(int a, int b)
{
    return (a > b) - (a < b);
}

static int cmp_district(Str a, Str b)
{
    bool ua = str_eq(a, UNKNOWN), ub = str_eq(b, UNKNOWN);
    return ua != ub ? cmp_int(ua, ub) : str_cmp(a, b);
}

static Str street_code(const Report *r)
{
    return r->division.n == 9 ? r->division : (Str){0};
}

/* Streets with a code first, by code; a code stands for one street whatever
 * its name in the one report or the other. */
static int cmp_street(const Report *a, const Report *b)
{
    Str ca = street_code(a), cb = street_code(b);
    if (!ca.n != !cb.n)
        return cmp_int(!ca.n, !cb.n);
    return ca.n ? str_cmp(ca, cb) : str_cmp(a->street, b->street);
}

static int cmp_year(const void *pa, const void *pb)
{
    const Ref *a = pa, *b = pb;
    int c = cmp_int(a->year, b->year);
    return c ? c : cmp_int(a->number, b->number);
}

static int cmp_ref(const void *pa, const void *pb)
{
    const Ref *a = pa, *b = pb;
    int c = cmp_district(a->district, b->district);
    if (!c)
        c = cmp_street(a->r, b->r);
    return c ? c : cmp_year(pa, pb);
}

static int cmp_district_year(const void *pa, const void *pb)
{
    const Ref *a = pa, *b = pb;
    int c = cmp_district(a->district, b->district);
    if (!c)
        c = cmp_int(a->year, b->year);
    if (!c)
        c = cmp_street(a->r, b->r);
    return c ? c : cmp_int(a->number, b->number);
}

static void sort_refs(Ref *v, ptrdiff_t n,
                      int (*cmp)(const void *, const void *))
{
    if (n > 1)
        qsort(v, (size_t)n, sizeof *v, cmp);
}

static RefList refs_of(const Ref *v, ptrdiff_t n, Arena *perm)
{
    RefList l = {NEW_N(perm, int32_t, n), (int)n};
    for (ptrdiff_t i = 0; i < n; i++)
        l.v[i] = v[i].index;
    return l;
}

/* The run of refs from v on that lie in one district. */
static ptrdiff_t district_run(const Ref *v, ptrdiff_t n)
{
    ptrdiff_t k = 1;
    while (k < n && str_eq(v[k].district, v->district))
        k++;
    return k;
}

static ptrdiff_t street_run(const Ref *v, ptrdiff_t n)
{
    ptrdiff_t k = 1;
    while (k < n && !cmp_street(v[k].r, v->r))
        k++;
    return k;
}

static void link_years(Taxonomy *t, const Ref *v, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i + 1 < n; i++) {
        t->neighbours[v[i].index].next = v[i + 1].index;
        t->neighbours[v[i + 1].index].previous = v[i].index;
    }
}

static void add_streets(Taxonomy *t, District *d, const Ref *v, ptrdiff_t n,
                        Arena *perm)
{
    ptrdiff_t count = 0, k;
    for (ptrdiff_t i = 0; i < n; i += street_run(v + i, n - i))
        count++;
    d->streets = NEW_N(perm, Street, count);
    for (ptrdiff_t i = 0; i < n; i += k) {
        k = street_run(v + i, n - i);
        const Report *newest = v[i + k - 1].r;
        d->streets[d->nstreets++] = (Street){
            .name = newest->street.n ? newest->street : S(""),
            .code = street_code(newest),
            .reports = refs_of(v + i, k, perm),
        };
        if (newest->street.n)
            link_years(t, v + i, k);
    }
}

/* v is sorted by cmp_ref and all of one district. */
static void add_district(Taxonomy *t, Ref *v, ptrdiff_t n, Arena *perm)
{
    District *d = &t->districts[t->ndistricts];
    const Report *newest = v[0].r; /* names as the latest addition has them */
    int number = v[0].number;
    for (ptrdiff_t i = 0; i < n; i++) {
        t->district_of[v[i].index] = t->ndistricts;
        if (v[i].number > number) {
            newest = v[i].r;
            number = v[i].number;
        }
    }
    bool known = !str_eq(v[0].district, UNKNOWN);
    t->ndistricts++;
    *d = (District){.code = v[0].district};
    if (known) {
        d->province = newest->province;
        d->city = newest->city;
        /* a city without districts stands for its only one */
        d->name = newest->district.n ? newest->district : newest->city;
    }
    add_streets(t, d, v, n, perm);
    sort_refs(v, n, cmp_year);
    d->reports = refs_of(v, n, perm);
}

static void add_districts(Taxonomy *t, Ref *v, ptrdiff_t n, Arena *perm)
{
    ptrdiff_t count = 0, k;
    sort_refs(v, n, cmp_ref);
    for (ptrdiff_t i = 0; i < n; i += district_run(v + i, n - i))
        count++;
    t->districts = NEW_N(perm, District, count);
    for (ptrdiff_t i = 0; i < n; i += k) {
        k = district_run(v + i, n - i);
        add_district(t, v + i, k, perm);
    }
}

/* v: the reports of one district and year, by street: a ring. */
static void add_near(Taxonomy *t, const Ref *v, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        int32_t *near = t->neighbours[v[i].index].near;
        int k = 0;
        for (ptrdiff_t j = 1; j < n && k < NEAR; j++) {
            const Ref *other = &v[(i + j) % n];
            if (cmp_street(other->r, v[i].r))
                near[k++] = other->index;
        }
    }
}

static void add_neighbours(Taxonomy *t, Ref *v, ptrdiff_t n)
{
    ptrdiff_t k;
    sort_refs(v, n, cmp_district_year);
    for (ptrdiff_t i = 0; i < n; i += k) {
        ptrdiff_t all = district_run(v + i, n - i);
        for (k = 1; k < all && v[i + k].year == v[i].year;)
            k++;
        if (!str_eq(v[i].district, UNKNOWN))
            add_near(t, v + i, k);
    }
}

/* How many entries stand under each year, to take room once. */
static void count_years(const Site *s, int *summaries, int *plans)
{
    for (ptrdiff_t i = 0; i < s->nentries; i++) {
        const Report *r = &s->entries[i].r;
        for (int y = r->summary.first; y && y <= r->summary.last; y++)
            summaries[y - FIRST_YEAR]++;
        for (int y = r->plan.first; y && y <= r->plan.last; y++)
            plans[y - FIRST_YEAR]++;
    }
}

static void fill_year(Year *of[YEARS], YearSpan span, bool plan, int32_t index)
{
    for (int y = span.first; y && y <= span.last; y++) {
        Year *year = of[y - FIRST_YEAR];
        RefList *l = plan ? &year->plans : &year->summaries;
        l->v[l->n++] = index;
    }
}

/* refs sorted by district and number: so are the lists then. */
static void add_years(Taxonomy *t, const Site *s, const Ref *v, Arena *perm)
{
    int summaries[YEARS] = {0}, plans[YEARS] = {0};
    Year *of[YEARS] = {0};
    count_years(s, summaries, plans);
    t->years = NEW_N(perm, Year, YEARS);
    for (int i = YEARS; i-- > 0;) {
        if (!summaries[i] && !plans[i])
            continue;
        Year *y = of[i] = &t->years[t->nyears++];
        y->year = i + FIRST_YEAR;
        y->summaries.v = NEW_N(perm, int32_t, summaries[i]);
        y->plans.v = NEW_N(perm, int32_t, plans[i]);
    }
    for (ptrdiff_t i = 0; i < s->nentries; i++) {
        fill_year(of, v[i].r->summary, false, v[i].index);
        fill_year(of, v[i].r->plan, true, v[i].index);
    }
}

static int cmp_district_number(const void *pa, const void *pb)
{
    const Ref *a = pa, *b = pb;
    int c = cmp_district(a->district, b->district);
    return c ? c : cmp_int(a->number, b->number);
}

static Ref *refs_new(const Site *s, Arena *perm, Arena *scratch)
{
    Ref *v = NEW_N(scratch, Ref, s->nentries);
    for (ptrdiff_t i = 0; i < s->nentries; i++) {
        const Entry *e = &s->entries[i];
        v[i] = (Ref){
            .r = &e->r,
            .district = district_key(&e->r, perm),
            .year = report_year(&e->r),
            .number = e->number,
            .index = (int32_t)i,
        };
    }
    return v;
}

Taxonomy *taxonomy_derive(const Site *site, Arena *perm, Arena scratch)
{
    Taxonomy *t = NEW(perm, Taxonomy);
    ptrdiff_t n = site->nentries;
    Ref *v = refs_new(site, perm, &scratch);
    t->neighbours = NEW_N(perm, Neighbours, n);
    t->district_of = NEW_N(perm, int32_t, n);
    memset(t->neighbours, -1, (size_t)n * sizeof *t->neighbours);
    add_districts(t, v, n, perm);
    add_neighbours(t, v, n);
    sort_refs(v, n, cmp_district_number);
    add_years(t, site, v, perm);
    return t;
}

static int cmp_newest(const void *pa, const void *pb)
{
    return -cmp_year(pa, pb);
}

void taxonomy_topics(Taxonomy *t, const Site *site, Arena *perm, Arena scratch)
{
    ptrdiff_t n = site->nentries;
    Ref *v = refs_new(site, &scratch, &scratch);
    sort_refs(v, n, cmp_newest);
    t->topics = NEW_N(perm, TopicTerm, site->conf.ntopics);
    for (int k = 0; k < site->conf.ntopics; k++) {
        t->topics[k].topic = k;
        t->topics[k].reports.v = NEW_N(perm, int32_t, n);
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        const Digest *d = site->entries[v[i].index].digest;
        for (int u = 0; d && u < d->topics.nuses; u++) {
            TopicTerm *term = &t->topics[d->topics.uses[u].topic];
            term->reports.v[term->reports.n++] = v[i].index;
            term->npassages += d->topics.uses[u].passages;
        }
    }
}
