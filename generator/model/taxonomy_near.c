#include "model/taxonomy_near.h"

#include <stdlib.h>

enum { NEAR = sizeof((Neighbours){0}.near) / sizeof(int32_t) };

/* A report of one district. */
typedef struct Spot {
    int year;
    int street; /* index into the district's streets */
    int32_t at; /* index into that street's reports: by year, then number */
    int32_t entry;
} Spot;

/* By year; within a year this is the ring of the district's streets. */
static int by_year_street(const void *a, const void *b)
{
    const Spot *x = a, *y = b;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    if (x->street != y->street)
        return x->street < y->street ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static int year_of(const Site *site, int32_t entry)
{
    return report_year(&site->entries[entry].r);
}

/* The report of a street whose year is nearest, the earlier of two that are
 * equally near: a binary search, because the reports are by year. */
static int32_t nearest_in_time(const Site *site, RefList l, int year)
{
    int from = 0, to = l.n;
    while (from < to) {
        int mid = from + (to - from) / 2;
        if (year_of(site, l.v[mid]) < year)
            from = mid + 1;
        else
            to = mid;
    }
    if (from == l.n)
        return l.v[l.n - 1];
    if (from == 0)
        return l.v[0];
    int after = year_of(site, l.v[from]) - year;
    int before = year - year_of(site, l.v[from - 1]);
    return before <= after ? l.v[from - 1] : l.v[from];
}

static bool has(const Neighbours *n, int count, int32_t entry)
{
    for (int i = 0; i < count; i++)
        if (n->near[i] == entry)
            return true;
    return false;
}

/* Other years of the next streets, where too few reports are of the year. The
 * walk ends after twice NEAR streets: those passed over are in already. */
static int fill_up(const Site *site, const District *d, const Spot *s,
                   Neighbours *n, int count)
{
    for (int k = 1; k < d->nstreets && k <= 2 * NEAR && count < NEAR; k++) {
        const Street *street = &d->streets[(s->street + k) % d->nstreets];
        int32_t e = nearest_in_time(site, street->reports, s->year);
        if (!has(n, count, e))
            n->near[count++] = e;
    }
    return count;
}

/* The spots [from, to) are all of one year. */
static void link_year(const Site *site, const District *d, const Spot *v,
                      ptrdiff_t from, ptrdiff_t to, Neighbours *all)
{
    ptrdiff_t size = to - from;
    for (ptrdiff_t i = from; i < to; i++) {
        Neighbours *n = &all[v[i].entry];
        int count = 0;
        for (ptrdiff_t k = 1; k < size && count < NEAR; k++)
            n->near[count++] = v[from + (i - from + k) % size].entry;
        count = fill_up(site, d, &v[i], n, count);
        while (count < NEAR)
            n->near[count++] = -1;
    }
}

static ptrdiff_t year_end(const Spot *v, ptrdiff_t n, ptrdiff_t i)
{
    ptrdiff_t end = i + 1;
    while (end < n && v[end].year == v[i].year)
        end++;
    return end;
}

static void link_district(const Site *site, const District *d, Neighbours *all,
                          Arena scratch)
{
    Spot *v = NEW_N(&scratch, Spot, d->reports.n);
    ptrdiff_t n = 0;
    for (int s = 0; s < d->nstreets; s++) {
        RefList l = d->streets[s].reports;
        for (int i = 0; i < l.n; i++)
            v[n++] = (Spot){year_of(site, l.v[i]), s, i, l.v[i]};
    }
    qsort(v, (size_t)n, sizeof *v, by_year_street);
    for (ptrdiff_t i = 0, end; i < n; i = end) {
        end = year_end(v, n, i);
        link_year(site, d, v, i, end, all);
    }
}

/* Reports of one street in their order; those that name no street are not of
 * one. */
static void link_street(const Street *s, Neighbours *all)
{
    for (int i = 0; s->name.n && i < s->reports.n; i++) {
        Neighbours *n = &all[s->reports.v[i]];
        if (i > 0)
            n->previous = s->reports.v[i - 1];
        if (i + 1 < s->reports.n)
            n->next = s->reports.v[i + 1];
    }
}

void taxonomy_neighbours(Taxonomy *t, const Site *site, Arena scratch)
{
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        Neighbours *n = &t->neighbours[i];
        n->previous = n->next = -1;
        for (int k = 0; k < NEAR; k++)
            n->near[k] = -1;
    }
    for (int i = 0; i < t->ndistricts; i++) {
        const District *d = &t->districts[i];
        if (str_eq(d->code, S("unknown")))
            continue; /* from anywhere: nobody's neighbours */
        for (int s = 0; s < d->nstreets; s++)
            link_street(&d->streets[s], t->neighbours);
        link_district(site, d, t->neighbours, scratch);
    }
}
