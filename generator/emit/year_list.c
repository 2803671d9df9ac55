#include "emit/year_list.h"

#include "model/url.h"

#include <stdlib.h>

static int cmp_ref(const void *x, const void *y)
{
    int32_t a = *(const int32_t *)x, b = *(const int32_t *)y;
    return (a > b) - (a < b);
}

RefList year_refs(const Year *y, Arena *a)
{
    int n = y->summaries.n + y->plans.n;
    RefList all = {NEW_N(a, int32_t, n), 0};
    for (int i = 0; i < n; i++)
        all.v[i] = i < y->summaries.n ? y->summaries.v[i]
                                      : y->plans.v[i - y->summaries.n];
    if (n > 1)
        qsort(all.v, (size_t)n, sizeof *all.v, cmp_ref);
    for (int i = 0; i < n; i++)
        if (!i || all.v[i] != all.v[all.n - 1])
            all.v[all.n++] = all.v[i];
    return all;
}

/* How many reports stand under a year, either way. */
static int count_reports(const Emit *e, const Year *y)
{
    int n = y->summaries.n + y->plans.n;
    for (int i = 0; i < y->plans.n; i++) {
        YearSpan s = e->site->entries[y->plans.v[i]].r.summary;
        n -= years_given(s) && s.first <= y->year && y->year <= s.last;
    }
    return n;
}

/* The two bars of a year, one behind the other: 0 to 20 each, rounded up,
 * against the most that any year has of both. */
static void val_two_shares(Val *v, Arena *a, const Year *y, int most)
{
    enum { LONGEST = 20 };
    val_int(v, a, S("share_back"),
            (y->summaries.n * LONGEST + most - 1) / most);
    val_int(v, a, S("share_plan"), (y->plans.n * LONGEST + most - 1) / most);
}

static int most_of_both(const Taxonomy *t)
{
    int most = 1;
    for (int i = 0; i < t->nyears; i++) {
        int n = t->years[i].summaries.n + t->years[i].plans.n;
        most = n > most ? n : most;
    }
    return most;
}

void val_years(const Emit *e, Val *root, Arena *a, Str from, int most)
{
    const Taxonomy *t = e->tax;
    Val *list = val_list(root, a, S("years"));
    int largest = most_of_both(t);
    for (int i = 0; i < t->nyears && i < most; i++) {
        const Year *y = &t->years[i];
        Val *v = val_item(list, a);
        val_int(v, a, S("year"), y->year);
        val_str(v, a, S("url"), url_relative(a, from, url_year(a, y->year, 1)));
        val_int(v, a, S("reports"), count_reports(e, y));
        val_int(v, a, S("summaries"), y->summaries.n);
        val_int(v, a, S("plans"), y->plans.n);
        val_two_shares(v, a, y, largest);
    }
}

void inputs_years(Buf *in, const Emit *e)
{
    for (int i = 0; i < e->tax->nyears; i++) {
        const Year *y = &e->tax->years[i];
        inputs_int(in, y->year);
        inputs_int(in, count_reports(e, y));
        inputs_int(in, y->summaries.n);
        inputs_int(in, y->plans.n);
    }
}

void val_district_counts(const Emit *e, Val *root, Arena *a, Str from,
                         RefList refs)
{
    enum { MOST = 100 };
    int *count = NEW_N(a, int, e->tax->ndistricts), shown = 0;
    for (int i = 0; i < refs.n; i++)
        count[e->tax->district_of[refs.v[i]]]++;
    Val *list = val_list(root, a, S("districts"));
    for (int i = 0; i < e->tax->ndistricts && shown < MOST; i++) {
        if (!count[i])
            continue;
        Val *v = val_item(list, a);
        val_district(e, v, a, from, &e->tax->districts[i]);
        val_int(v, a, S("reports"), count[i]);
        shown++;
    }
}
