#include "emit/grid.h"

#include "model/url.h"

enum {
    MOST_COLUMNS = 20, /* the newest years */
    MOST_ROWS = 200,
    MOST_LINKS = 800,    /* in cells; above, the cells give numbers */
    MOST_NUMBERS = 2000, /* in cells; rows after that are left out */
    FIRST_YEAR = 1900,
    YEARS = 300 /* that dates may have: text/date.h */
};

typedef struct Grid {
    const Emit *e;
    Arena *a;
    Str from;
    int years[MOST_COLUMNS]; /* oldest first */
    int nyears;
    bool linked;
    int numbers; /* in the cells so far */
} Grid;

static bool in_span(YearSpan s, int year)
{
    return years_given(s) && s.first <= year && year <= s.last;
}

static void mark_span(bool *seen, YearSpan s)
{
    for (int y = s.first; years_given(s) && y <= s.last; y++)
        if (y >= FIRST_YEAR && y < FIRST_YEAR + YEARS)
            seen[y - FIRST_YEAR] = true;
}

static const Report *report_of(const Grid *g, int32_t ref)
{
    return &g->e->site->entries[ref].r;
}

/* The newest years that any row has a report for. */
static void choose_years(Grid *g, const GridRow *v, int n)
{
    bool seen[YEARS] = {0};
    int skip = -MOST_COLUMNS;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < v[i].refs.n; k++) {
            mark_span(seen, report_of(g, v[i].refs.v[k])->summary);
            mark_span(seen, report_of(g, v[i].refs.v[k])->plan);
        }
    for (int y = 0; y < YEARS; y++)
        skip += seen[y];
    for (int y = 0; y < YEARS; y++)
        if (seen[y] && skip-- <= 0)
            g->years[g->nyears++] = FIRST_YEAR + y;
}

static int count_links(const Grid *g, const GridRow *v, int n)
{
    int links = 0;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < v[i].refs.n; k++) {
            const Report *r = report_of(g, v[i].refs.v[k]);
            for (int y = 0; y < g->nyears; y++)
                links += in_span(r->summary, g->years[y]) ||
                         in_span(r->plan, g->years[y]);
            if (links > MOST_LINKS)
                return links;
        }
    return links;
}

static void put_mark(const Grid *g, Val *marks, const Report *r, bool back,
                     bool plan)
{
    Val *m = val_item(marks, g->a);
    val_str(m, g->a, S("url"),
            url_relative(g->a, g->from, url_report(g->a, r->slug)));
    val_str(m, g->a, S("title"), text_cut(g->a, r->title, 60));
    val_int(m, g->a, S("back"), back && !plan);
    val_int(m, g->a, S("plan"), plan && !back);
    val_int(m, g->a, S("both"), back && plan);
}

static void put_cell(Grid *g, Val *cells, const GridRow *row, int year)
{
    Val *cell = val_item(cells, g->a);
    int backs = 0, plans = 0;
    val_int(cell, g->a, S("year"), year);
    Val *marks = val_list(cell, g->a, S("marks"));
    for (int k = 0; k < row->refs.n; k++) {
        const Report *r = report_of(g, row->refs.v[k]);
        bool back = in_span(r->summary, year), plan = in_span(r->plan, year);
        backs += back;
        plans += plan;
        if (g->linked && (back || plan))
            put_mark(g, marks, r, back, plan);
    }
    g->numbers += (backs > 0) + (plans > 0);
    val_int(cell, g->a, S("back_count"), g->linked ? 0 : backs);
    val_int(cell, g->a, S("plan_count"), g->linked ? 0 : plans);
}

static void put_row(Grid *g, Val *rows, const GridRow *row)
{
    Val *v = val_item(rows, g->a);
    Str url = {0};
    if (row->code.n)
        url = url_relative(g->a, g->from, url_district(g->a, row->code, 1));
    val_str(v, g->a, S("name"), row->name);
    val_str(v, g->a, S("group"), row->group);
    val_str(v, g->a, S("url"), url);
    Val *cells = val_list(v, g->a, S("cells"));
    for (int y = 0; y < g->nyears; y++)
        put_cell(g, cells, row, g->years[y]);
}

static void put_columns(const Grid *g, Val *grid)
{
    Val *columns = val_list(grid, g->a, S("columns"));
    for (int y = 0; y < g->nyears; y++) {
        Val *c = val_item(columns, g->a);
        Str to = url_year(g->a, g->years[y], 1);
        val_int(c, g->a, S("year"), g->years[y]);
        val_str(c, g->a, S("url"), url_relative(g->a, g->from, to));
    }
}

void val_grid(const Emit *e, Val *root, Arena *a, Str from, const GridRow *v,
              int n, bool by_district)
{
    Grid g = {.e = e, .a = a, .from = from};
    choose_years(&g, v, n);
    if (!g.nyears)
        return;
    g.linked = count_links(&g, v, n) <= MOST_LINKS;
    Val *grid = val_object(a);
    put_columns(&g, grid);
    Val *rows = val_list(grid, a, S("rows"));
    int shown = 0;
    while (shown < n && shown < MOST_ROWS && g.numbers < MOST_NUMBERS)
        put_row(&g, rows, &v[shown++]);
    val_int(grid, a, S("linked"), g.linked);
    val_int(grid, a, S("counted"), !g.linked);
    val_int(grid, a, S("by_district"), by_district);
    val_int(grid, a, S("omitted"), n - shown);
    val_obj(root, a, S("grid"), grid);
}
