/* years/index.html and years/YYYY.html: what looks back on a year and what
 * plans for it. */
#include "emit/year_list.h"
#include "model/url.h"

#include <stdlib.h>

typedef struct YearPage {
    int index; /* into Taxonomy.years */
    RefList all;
    Slice of;
    int page, pages;
} YearPage;

static Str year_path(const void *ctx, int page, Arena *a)
{
    const Year *y = ctx;
    return url_year(a, y->year, page);
}

static bool covers(YearSpan s, int year)
{
    return years_given(s) && s.first <= year && year <= s.last;
}

typedef struct Item {
    int32_t district, ref;
    const Report *r;
} Item;

static int cmp_int(int a, int b)
{
    return (a > b) - (a < b);
}

static int cmp_item(const void *x, const void *y)
{
    const Item *a = x, *b = y;
    int c = cmp_int(a->district, b->district);
    c = c ? c : str_cmp(a->r->division, b->r->division);
    c = c ? c : str_cmp(a->r->street, b->r->street);
    return c ? c : cmp_int(b->ref, a->ref);
}

/* Those of the page that look back on the year, or plan for it, by district
 * and street, so that the plan and the result of a street stand alike on both
 * sides; of a street the latest additions first. */
static void put_side(const Emit *e, const YearPage *p, Val *root, Arena *a,
                     Str from, bool plans)
{
    int year = e->tax->years[p->index].year, n = 0;
    Item *v = NEW_N(a, Item, p->of.n);
    for (int i = 0; i < p->of.n; i++) {
        int32_t ref = p->all.v[p->of.first + i];
        const Report *r = &e->site->entries[ref].r;
        if (covers(plans ? r->plan : r->summary, year))
            v[n++] = (Item){e->tax->district_of[ref], ref, r};
    }
    if (!n)
        return;
    qsort(v, (size_t)n, sizeof *v, cmp_item);
    Val *side = val_object(a), *entries = NULL;
    Val *groups = val_list(side, a, S("groups"));
    for (int i = 0; i < n; i++) {
        if (!i || v[i].district != v[i - 1].district) {
            Val *g = val_item(groups, a);
            val_district(e, g, a, from, &e->tax->districts[v[i].district]);
            entries = val_list(g, a, S("entries"));
        }
        val_entry(e, val_item(entries, a), a, from, v[i].ref);
    }
    val_obj(root, a, plans ? S("plans") : S("summaries"), side);
}

static void put_other_year(const Emit *e, Val *root, Arena *a, Str from,
                           Str name, int index)
{
    if (index < 0 || index >= e->tax->nyears)
        return;
    int year = e->tax->years[index].year;
    Val *v = val_object(a);
    val_int(v, a, S("year"), year);
    val_str(v, a, S("url"), url_relative(a, from, url_year(a, year, 1)));
    val_obj(root, a, name, v);
}

static void fill_year(const Emit *e, const PageJob *job, Val *root, Arena *a)
{
    const YearPage *p = job->data;
    const Year *y = &e->tax->years[p->index];
    Str number = page_number(a, y->year);
    page_title(e, root, a, page_text(e, a, S("year_title"), number, (Str){0}),
               page_text(e, a, S("year_description"), number, (Str){0}));
    val_int(root, a, S("year"), y->year);
    page_within(val_list(root, a, S("within")), a, S("year"), number);
    val_int(root, a, S("any_role"), 1);
    if (p->page == 1) { /* a new year changes no other page of its neighbours */
        put_other_year(e, root, a, job->path, S("before"), p->index + 1);
        put_other_year(e, root, a, job->path, S("after"), p->index - 1);
        val_int(root, a, S("summary_count"), y->summaries.n);
        val_int(root, a, S("plan_count"), y->plans.n);
    }
    if (p->page == 1 && p->pages > 1)
        val_district_counts(e, root, a, job->path, p->all);
    put_side(e, p, root, a, job->path, false);
    put_side(e, p, root, a, job->path, true);
    val_pager(root, a, job->path, p->page, p->pages, year_path, y);
}

static Hash128 year_inputs(const Emit *e, const YearPage *p)
{
    Arena scratch = e->workers[0];
    Buf in = inputs_begin(e, &scratch);
    bool front = p->page == 1;
    inputs_labels(&in, e);
    inputs_pager(&in, p->page, p->pages);
    inputs_int(&in, e->tax->years[p->index].year);
    for (int i = p->index - 1; front && i <= p->index + 1; i++)
        inputs_int(&in,
                   i >= 0 && i < e->tax->nyears ? e->tax->years[i].year : 0);
    int n = front ? p->all.n : p->of.n, first = front ? 0 : p->of.first;
    for (int i = first; i < first + n; i++)
        inputs_entry_of_district(&in, e, p->all.v[i]);
    return inputs_end(&in);
}

static int add_pages(const Emit *e, int index, PageJob *v)
{
    Slice *cut;
    const Year *y = &e->tax->years[index];
    RefList all = year_refs(y, e->perm);
    int32_t *weight = NEW_N(e->perm, int32_t, all.n);
    for (int i = 0; i < all.n; i++) {
        const Report *r = &e->site->entries[all.v[i]].r;
        int sides = covers(r->summary, y->year) + covers(r->plan, y->year);
        weight[i] = sides * entry_weight(e, all.v[i]);
    }
    ListLimits most = {e->site->conf.per_page, LIST_BYTES};
    int pages = list_cut(weight, all.n, most, e->perm, &cut);
    for (int k = 0; k < pages; k++) {
        YearPage *p = NEW(e->perm, YearPage);
        *p = (YearPage){index, all, cut[k], k + 1, pages};
        v[k] = (PageJob){url_year(e->perm, y->year, k + 1), S("year"),
                         year_inputs(e, p), p};
    }
    return pages;
}

static void fill_index(const Emit *e, const PageJob *job, Val *root, Arena *a)
{
    page_title(e, root, a, page_text(e, a, S("years"), (Str){0}, (Str){0}),
               (Str){0});
    val_int(root, a, S("reports"), e->site->nentries);
    val_years(e, root, a, job->path, e->tax->nyears);
}

void emit_years(Emit *e)
{
    Arena scratch = e->workers[0];
    Buf in = inputs_begin(e, &scratch);
    inputs_int(&in, e->site->nentries);
    inputs_years(&in, e);
    PageJob index = {S("years/index.html"), S("years"), inputs_end(&in), NULL};
    pages_run(e, &index, 1, fill_index);
    for (int i = 0; i < e->tax->nyears; i++) {
        const Year *y = &e->tax->years[i];
        PageJob *jobs =
            NEW_N(e->perm, PageJob, y->summaries.n + y->plans.n + 1);
        pages_run(e, jobs, add_pages(e, i, jobs), fill_year);
    }
}
