#include "model/taxonomy_pairs.h"

enum { FIRST_YEAR = 1900, YEARS = 300 }; /* what date.h reads */

/* The two best reports for a year: one of them is not the one that asks. */
typedef struct Best {
    int32_t v[2]; /* -1: none */
} Best;

/* Of one street: who looks back on, or plans for, a year. Spans of one year
 * and of several are told apart: a plan for five years is answered by the
 * review of five. */
typedef struct Role {
    Best one[YEARS], several[YEARS];
} Role;

static const YearSpan *span_of(const Report *r, bool plan)
{
    return plan ? &r->plan : &r->summary;
}

/* Is x the better of two reports for a year that both cover? The shorter span,
 * the whole year before the half, the later publication, the later number. */
static bool is_better(const Site *site, int32_t x, int32_t y, bool plan)
{
    if (y < 0)
        return true;
    const Report *a = &site->entries[x].r, *b = &site->entries[y].r;
    const YearSpan *s = span_of(a, plan), *t = span_of(b, plan);
    int la = s->last - s->first, lb = t->last - t->first;
    if (la != lb)
        return la < lb;
    bool half_a = report_kind_by_name(a->kind) == REPORT_HALF_YEAR;
    bool half_b = report_kind_by_name(b->kind) == REPORT_HALF_YEAR;
    if (half_a != half_b)
        return half_b;
    return a->published != b->published ? a->published > b->published : x > y;
}

static void offer(const Site *site, Best *to, int32_t entry, bool plan)
{
    if (is_better(site, entry, to->v[0], plan)) {
        to->v[1] = to->v[0];
        to->v[0] = entry;
    } else if (is_better(site, entry, to->v[1], plan)) {
        to->v[1] = entry;
    }
}

static void clear_role(Role *role, YearSpan all)
{
    for (int y = all.first - FIRST_YEAR; y <= all.last - FIRST_YEAR; y++)
        role->one[y] = role->several[y] = (Best){{-1, -1}};
}

static void fill_role(const Site *site, RefList l, bool plan, Role *role)
{
    for (int i = 0; i < l.n; i++) {
        YearSpan s = *span_of(&site->entries[l.v[i]].r, plan);
        if (!years_given(s))
            continue;
        Best *to = s.first == s.last ? role->one : role->several;
        for (int y = s.first; y <= s.last; y++)
            offer(site, &to[y - FIRST_YEAR], l.v[i], plan);
    }
}

static int32_t other_than(Best b, int32_t entry)
{
    return b.v[0] == entry ? b.v[1] : b.v[0];
}

/* Who in `role` answers a report's span: one of the same sort, else any that
 * covers the year. */
static int32_t answer(const Role *role, YearSpan s, int year, int32_t entry)
{
    if (!years_given(s))
        return -1;
    int y = year - FIRST_YEAR;
    int32_t one = other_than(role->one[y], entry);
    int32_t several = other_than(role->several[y], entry);
    bool want_one = s.first == s.last;
    int32_t best = want_one ? one : several;
    return best >= 0 ? best : want_one ? several : one;
}

static void widen(YearSpan *all, YearSpan s)
{
    if (!years_given(s))
        return;
    if (!years_given(*all) || s.first < all->first)
        all->first = s.first;
    if (s.last > all->last)
        all->last = s.last;
}

static void pair_street(const Site *site, RefList l, Role *back, Role *plan,
                        Neighbours *all)
{
    YearSpan years = {0};
    for (int i = 0; i < l.n; i++) {
        widen(&years, site->entries[l.v[i]].r.summary);
        widen(&years, site->entries[l.v[i]].r.plan);
    }
    if (l.n < 2 || !years_given(years))
        return;
    clear_role(back, years);
    clear_role(plan, years);
    fill_role(site, l, false, back);
    fill_role(site, l, true, plan);
    for (int i = 0; i < l.n; i++) {
        int32_t e = l.v[i];
        const Report *r = &site->entries[e].r;
        all[e].planned = answer(plan, r->summary, r->summary.last, e);
        all[e].result = answer(back, r->plan, r->plan.first, e);
    }
}

void taxonomy_pairs(Taxonomy *t, const Site *site, Arena scratch)
{
    Role *back = NEW(&scratch, Role), *plan = NEW(&scratch, Role);
    for (ptrdiff_t i = 0; i < site->nentries; i++)
        t->neighbours[i].planned = t->neighbours[i].result = -1;
    for (int i = 0; i < t->ndistricts; i++) {
        const District *d = &t->districts[i];
        for (int s = 0; s < d->nstreets && !str_eq(d->code, S("unknown")); s++)
            if (d->streets[s].name.n)
                pair_street(site, d->streets[s].reports, back, plan,
                            t->neighbours);
    }
}
