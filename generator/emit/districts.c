/* districts/index.html, districts/CODE.html and, where the index would grow
 * too long, districts/area-NN.html by province. */
#include "emit/district_list.h"
#include "model/url.h"

#include <stdlib.h>

enum { MOST_ON_INDEX = 150 };

/* --- the index
 * ---------------------------------------------------------------- */

/* Districts first .. first + n - 1, which lie in one province or are all that
 * have no code. */
typedef struct Area {
    Str code, name;
    Slice of;
    int reports;
} Area;

typedef struct IndexPage {
    const Area *areas; /* of the index: all, of an area's page: the one */
    int nareas;
    Slice of; /* the districts to list */
    int page, pages;
} IndexPage;

static bool has_code(const District *d)
{
    return d->code.n == 6 && d->code.s[0] >= '0' && d->code.s[0] <= '9';
}

static Str area_code(const District *d)
{
    return has_code(d) ? str_head(d->code, 2) : S("x");
}

static Area *list_areas(const Emit *e, int *n)
{
    const Taxonomy *t = e->tax;
    Area *v = NEW_N(e->perm, Area, t->ndistricts);
    *n = 0;
    for (int i = 0; i < t->ndistricts; i++) {
        const District *d = &t->districts[i];
        Str code = area_code(d);
        if (!*n || !str_eq(v[*n - 1].code, code))
            v[(*n)++] = (Area){.code = code, .of = {i, 0}};
        Area *a = &v[*n - 1];
        a->of.n++;
        a->reports += d->reports.n;
        if (!a->name.n && has_code(d))
            a->name = d->province;
    }
    for (int i = 0; i < *n; i++)
        if (!v[i].name.n)
            v[i].name =
                page_text(e, e->perm, S("other_districts"), (Str){0}, (Str){0});
    return v;
}

static Str area_path(const void *ctx, int page, Arena *a)
{
    const Area *area = ctx;
    Buf b = buf_in(a);
    buf_lit(&b, "districts/area-");
    buf_add(&b, area->code);
    if (page > 1) {
        buf_byte(&b, '-');
        buf_int(&b, page);
    }
    buf_lit(&b, ".html");
    return buf_str(&b);
}

static Str or_none(Str s)
{
    return s.n ? s : (Str){0};
}

/* By province, then city, as the codes order them. A city that is its province
 * is named once. */
static void put_provinces(const Emit *e, Val *root, Arena *a, Str from,
                          Slice of)
{
    Val *provinces = val_list(root, a, S("provinces"));
    Val *cities = NULL, *districts = NULL;
    const District *last = NULL;
    for (int i = of.first; i < of.first + of.n; i++) {
        const District *d = &e->tax->districts[i];
        if (!last || !str_eq(last->province, d->province)) {
            Val *p = val_item(provinces, a);
            val_str(p, a, S("name"), or_none(d->province));
            cities = val_list(p, a, S("cities"));
            last = NULL;
        }
        if (!last || !str_eq(last->city, d->city)) {
            Val *c = val_item(cities, a);
            bool same = str_eq(d->city, d->province);
            val_str(c, a, S("name"), same ? (Str){0} : or_none(d->city));
            districts = val_list(c, a, S("districts"));
        }
        Val *v = val_item(districts, a);
        val_district_item(e, v, a, from, d);
        val_str(v, a, S("own_name"),
                d->name.n ? d->name : district_label(e, d, a));
        last = d;
    }
}

static void put_areas(Val *root, Arena *a, Str from, const IndexPage *page)
{
    Val *list = val_list(root, a, S("areas"));
    for (int i = 0; i < page->nareas; i++) {
        const Area *area = &page->areas[i];
        Val *v = val_item(list, a);
        val_str(v, a, S("name"), area->name);
        val_str(v, a, S("url"), url_relative(a, from, area_path(area, 1, a)));
        val_int(v, a, S("districts"), area->of.n);
        val_int(v, a, S("reports"), area->reports);
    }
}

static void fill_index(const Emit *e, const PageJob *job, Val *root, Arena *a)
{
    const IndexPage *page = job->data;
    bool whole = page->page == 0;
    Str name = whole ? page_text(e, a, S("districts"), (Str){0}, (Str){0})
                     : page->areas->name;
    page_title(e, root, a, name, (Str){0});
    if (whole) {
        val_int(root, a, S("reports"), e->site->nentries);
        val_int(root, a, S("district_count"), e->tax->ndistricts);
    } else {
        val_str(root, a, S("area"), name);
        val_pager(root, a, job->path, page->page, page->pages, area_path,
                  page->areas);
    }
    if (whole && page->nareas)
        put_areas(root, a, job->path, page);
    else
        put_provinces(e, root, a, job->path, page->of);
}

static Hash128 index_inputs(const Emit *e, const IndexPage *page)
{
    Arena scratch = e->workers[0];
    Buf in = inputs_begin(e, &scratch);
    inputs_labels(&in, e);
    inputs_pager(&in, page->page, page->pages);
    inputs_int(&in, page->page ? 0 : e->site->nentries);
    for (int i = 0; i < page->nareas; i++) {
        inputs_str(&in, page->areas[i].name);
        inputs_int(&in, page->areas[i].of.n);
        inputs_int(&in, page->page ? 0 : page->areas[i].reports);
    }
    for (int i = page->of.first; i < page->of.first + page->of.n; i++)
        inputs_district(&in, e, &e->tax->districts[i]);
    return inputs_end(&in);
}

static void index_run(Emit *e, Str path, const IndexPage *page)
{
    PageJob job = {path, S("districts"), index_inputs(e, page), page};
    pages_run(e, &job, 1, fill_index);
}

static void area_run(Emit *e, const Area *area)
{
    enum { BYTES = 700 };
    Slice *v;
    int32_t *weight = NEW_N(e->perm, int32_t, area->of.n);
    for (int i = 0; i < area->of.n; i++)
        weight[i] = BYTES;
    ListLimits most = {MOST_ON_INDEX, LIST_BYTES};
    int n = list_cut(weight, area->of.n, most, e->perm, &v);
    for (int k = 0; k < n; k++) {
        Slice of = {area->of.first + v[k].first, v[k].n};
        IndexPage page = {area, 1, of, k + 1, n};
        index_run(e, area_path(area, k + 1, e->perm), &page);
    }
}

static void emit_index(Emit *e)
{
    int n = 0;
    Area *areas = NULL;
    IndexPage page = {.of = {0, e->tax->ndistricts}};
    if (e->tax->ndistricts > MOST_ON_INDEX) {
        areas = list_areas(e, &n);
        page = (IndexPage){areas, n, {0, 0}, 0, 0};
    }
    index_run(e, S("districts/index.html"), &page);
    for (int i = 0; i < n; i++)
        area_run(e, &areas[i]);
}

/* --- a district
 * ----------------------------------------------------------------- */

typedef struct DistrictPage {
    const District *d;
    const int32_t *refs; /* of this page, in order of accession */
    int n;
    int page, pages;
    const int32_t *street_of; /* of every entry, within its district */
} DistrictPage;

typedef struct Item { /* an entry and where it stands on the page */
    int32_t street, year, ref;
} Item;

static int cmp_int(int a, int b)
{
    return (a > b) - (a < b);
}

/* By street, in each the newest first. */
static int cmp_item(const void *x, const void *y)
{
    const Item *a = x, *b = y;
    int c = cmp_int(a->street, b->street);
    c = c ? c : cmp_int(b->year, a->year);
    return c ? c : cmp_int(b->ref, a->ref);
}

static void put_groups(const Emit *e, const DistrictPage *p, Val *root,
                       Arena *a, Str from)
{
    Item *v = NEW_N(a, Item, p->n);
    for (int i = 0; i < p->n; i++)
        v[i] = (Item){p->street_of[p->refs[i]],
                      report_year(&e->site->entries[p->refs[i]].r), p->refs[i]};
    qsort(v, (size_t)p->n, sizeof *v, cmp_item);
    Val *groups = val_list(root, a, S("groups")), *entries = NULL;
    int count = 0;
    for (int i = 0; i < p->n; i++) {
        if (!i || v[i].street != v[i - 1].street) {
            const Street *s = &p->d->streets[v[i].street];
            Val *g = val_item(groups, a);
            val_str(g, a, S("name"), or_none(s->name));
            val_str(g, a, S("id"),
                    str_concat(a, S("g"), page_number(a, ++count)));
            entries = val_list(g, a, S("entries"));
        }
        val_entry(e, val_item(entries, a), a, from, v[i].ref);
    }
}

static Str district_path(const void *ctx, int page, Arena *a)
{
    const District *d = ctx;
    return url_district(a, d->code, page);
}

static void put_front(const Emit *e, const District *d, Val *root, Arena *a,
                      Str from)
{
    YearSpan y = district_years(e, d);
    GridRow *rows = NEW_N(a, GridRow, d->nstreets);
    val_int(root, a, S("reports"), d->reports.n);
    val_int(root, a, S("streets"), count_streets(d));
    val_int(root, a, S("first_year"), y.first);
    val_int(root, a, S("last_year"), y.last > y.first ? y.last : 0);
    int n = grid_streets(e, d, (Str){0}, rows, a);
    val_grid(e, root, a, from, rows, n, false);
    Val *names = val_list(root, a, S("street_names"));
    for (int i = 0; i < d->nstreets && d->nstreets > 1; i++)
        if (d->streets[i].name.n)
            val_str(val_item(names, a), a, S("name"), d->streets[i].name);
}

static void fill_district(const Emit *e, const PageJob *job, Val *root,
                          Arena *a)
{
    const DistrictPage *p = job->data;
    const District *d = p->d;
    bool unknown = district_is_unknown(d);
    Str label = district_label(e, d, a);
    Str full = str_join3(a, d->province,
                         str_eq(d->city, d->province) ? S("") : d->city,
                         str_eq(d->name, d->city) ? S("") : d->name);
    page_title(e, root, a, label, full);
    val_str(root, a, S("name"), label);
    val_str(root, a, S("full_name"), or_none(full));
    val_str(root, a, S("province"), or_none(d->province));
    val_str(root, a, S("city"), or_none(d->city));
    val_int(root, a, S("unknown"), unknown);
    if (!unknown && !str_starts(d->code, S("x-"))) /* one made of the names */
        val_str(root, a, S("code"), d->code);
    page_within(val_list(root, a, S("within")), a, S("district"), d->code);
    if (p->page == 1)
        put_front(e, d, root, a, job->path);
    put_groups(e, p, root, a, job->path);
    val_pager(root, a, job->path, p->page, p->pages, district_path, d);
}

static Hash128 district_inputs(const Emit *e, const DistrictPage *p)
{
    Arena scratch = e->workers[0];
    Buf in = inputs_begin(e, &scratch);
    const District *d = p->d;
    inputs_labels(&in, e);
    inputs_str(&in, d->code);
    inputs_str(&in, d->province);
    inputs_str(&in, d->city);
    inputs_str(&in, d->name);
    inputs_pager(&in, p->page, p->pages);
    for (int i = 0; i < p->n; i++) {
        inputs_entry(&in, e, p->refs[i]);
        inputs_str(&in, d->streets[p->street_of[p->refs[i]]].name);
    }
    for (int i = 0; p->page == 1 && i < d->reports.n; i++)
        inputs_entry(&in, e, d->reports.v[i]); /* the grid */
    return inputs_end(&in);
}

static int cmp_ref(const void *x, const void *y)
{
    return cmp_int(*(const int32_t *)x, *(const int32_t *)y);
}

/* The jobs of one district's pages, appended to v at *n. */
static void add_pages(const Emit *e, const District *d,
                      const int32_t *street_of, PageJob *v, int *n)
{
    Slice *cut;
    int count = d->reports.n;
    int32_t *refs = NEW_N(e->perm, int32_t, count);
    int32_t *weight = NEW_N(e->perm, int32_t, count);
    memcpy(refs, d->reports.v, (size_t)count * sizeof *refs);
    qsort(refs, (size_t)count, sizeof *refs, cmp_ref);
    for (int i = 0; i < count; i++)
        weight[i] = entry_weight(e, refs[i]);
    ListLimits most = {e->site->conf.per_page, LIST_BYTES};
    int pages = list_cut(weight, count, most, e->perm, &cut);
    for (int k = 0; k < pages; k++) {
        DistrictPage *p = NEW(e->perm, DistrictPage);
        *p = (DistrictPage){
            d, refs + cut[k].first, cut[k].n, k + 1, pages, street_of};
        v[(*n)++] = (PageJob){url_district(e->perm, d->code, k + 1),
                              S("district"), district_inputs(e, p), p};
    }
}

void emit_districts(Emit *e)
{
    const Taxonomy *t = e->tax;
    ptrdiff_t all = e->site->nentries;
    int32_t *street_of = NEW_N(e->perm, int32_t, all);
    PageJob *jobs = NEW_N(e->perm, PageJob, all + t->ndistricts);
    int n = 0;
    for (int i = 0; i < t->ndistricts; i++)
        for (int k = 0; k < t->districts[i].nstreets; k++) {
            RefList refs = t->districts[i].streets[k].reports;
            for (int j = 0; j < refs.n; j++)
                street_of[refs.v[j]] = k;
        }
    emit_index(e);
    for (int i = 0; i < t->ndistricts; i++)
        add_pages(e, &t->districts[i], street_of, jobs, &n);
    pages_run(e, jobs, n, fill_district);
}
