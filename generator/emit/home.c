/* index.html: what the archive has, at one glance. */
#include "emit/district_list.h"
#include "emit/passage_html.h"
#include "emit/year_list.h"
#include "model/url.h"

#include <stdlib.h>

enum {
    NEWEST = 20,
    MOST_DISTRICTS = 60,
    MOST_YEARS = 40,
    GRID_STREETS = 60,  /* more: the grid is of districts */
    GRID_DISTRICTS = 60 /* more: there is no grid */
};

static int count_all_streets(const Taxonomy *t)
{
    int n = 0;
    for (int i = 0; i < t->ndistricts; i++)
        n += count_streets(&t->districts[i]);
    return n;
}

static void put_counts(const Emit *e, Val *root, Arena *a)
{
    const Taxonomy *t = e->tax;
    int districts = 0;
    for (int i = 0; i < t->ndistricts; i++)
        districts += t->districts[i].name.n > 0;
    val_int(root, a, S("reports"), e->site->nentries);
    val_int(root, a, S("streets"), count_all_streets(t));
    val_int(root, a, S("district_count"), districts);
    val_int(root, a, S("year_count"), t->nyears);
    val_int(root, a, S("topic_count"), e->site->conf.ntopics);
    if (t->nyears) {
        val_int(root, a, S("first_year"), t->years[t->nyears - 1].year);
        if (t->nyears > 1) /* else there is no range to name */
            val_int(root, a, S("last_year"), t->years[0].year);
    }
}

/* The latest addition to a topic, or -1. */
static int32_t newest_of(const TopicTerm *t)
{
    int32_t newest = -1;
    for (int i = 0; i < t->reports.n; i++)
        if (t->reports.v[i] > newest)
            newest = t->reports.v[i];
    return newest;
}

static void put_cards(const Emit *e, Val *root, Arena *a, Str from)
{
    Val *list = val_list(root, a, S("topics"));
    for (int i = 0; i < e->site->conf.ntopics; i++) {
        const Topic *t = &e->site->conf.topics[i];
        const TopicTerm *term = &e->tax->topics[i];
        int32_t newest = newest_of(term);
        Val *v = val_item(list, a);
        val_str(v, a, S("name"), t->name);
        val_str(v, a, S("slug"), t->slug);
        val_str(v, a, S("url"),
                url_relative(a, from, url_topic(a, t->slug, 0, 1)));
        val_int(v, a, S("reports"), term->reports.n);
        val_int(v, a, S("passages"), term->npassages);
        Val *entry = val_object(a);
        if (newest >= 0) {
            val_glimpse(e, entry, a, from, i, newest);
            val_entry(e, entry, a, from, newest);
            val_obj(v, a, S("newest"), entry);
        } else {
            val_str(v, a, S("newest"), (Str){0}); /* not the page's list */
        }
    }
    val_shares(list, a, S("passages"));
}

/* The districts to show, in the order of their codes: all, or those with the
 * most reports. Returns the least number of reports that is shown. */
static int cmp_more(const void *x, const void *y)
{
    const District *a = *(const District *const *)x;
    const District *b = *(const District *const *)y;
    int c = (a->reports.n < b->reports.n) - (a->reports.n > b->reports.n);
    return c ? c : str_cmp(a->code, b->code);
}

static void put_districts(const Emit *e, Val *root, Arena *a, Str from)
{
    const Taxonomy *t = e->tax;
    const District **v = NEW_N(a, const District *, t->ndistricts);
    int n = t->ndistricts;
    for (int i = 0; i < n; i++)
        v[i] = &t->districts[i];
    if (n > MOST_DISTRICTS) {
        qsort(v, (size_t)n, sizeof *v, cmp_more);
        n = MOST_DISTRICTS;
    }
    Val *list = val_list(root, a, S("districts"));
    for (int i = 0; i < n; i++)
        val_district_item(e, val_item(list, a), a, from, v[i]);
    val_int(root, a, S("more_districts"), t->ndistricts - n);
}

static void put_home_grid(const Emit *e, Val *root, Arena *a, Str from)
{
    const Taxonomy *t = e->tax;
    int rows = 0, n = 0;
    for (int i = 0; i < t->ndistricts; i++)
        rows += t->districts[i].nstreets;
    bool by_district = rows > GRID_STREETS;
    if (by_district && t->ndistricts > GRID_DISTRICTS)
        return;
    GridRow *v = NEW_N(a, GridRow, by_district ? t->ndistricts : rows);
    for (int i = 0; i < t->ndistricts; i++) {
        const District *d = &t->districts[i];
        Str label = district_label(e, d, a);
        if (by_district)
            v[n++] = (GridRow){label, {0}, d->code, d->reports};
        else
            n += grid_streets(e, d, label, v + n, a);
    }
    val_grid(e, root, a, from, v, n, by_district);
}

static void fill_home(const Emit *e, const PageJob *job, Val *root, Arena *a)
{
    const Config *c = &e->site->conf;
    page_title(e, root, a, c->title, c->description);
    put_counts(e, root, a);
    put_cards(e, root, a, job->path);
    put_districts(e, root, a, job->path);
    val_years(e, root, a, job->path, MOST_YEARS);
    put_home_grid(e, root, a, job->path);
    Val *newest = val_list(root, a, S("newest"));
    int32_t last = (int32_t)e->site->nentries - 1;
    for (int32_t i = last; i >= 0 && last - i < NEWEST; i--)
        val_entry(e, val_item(newest, a), a, job->path, i);
}

void emit_home(Emit *e)
{
    Arena scratch = e->workers[0];
    Buf in = inputs_begin(e, &scratch);
    inputs_labels(&in, e);
    for (int i = 0; i < e->site->conf.ntopics; i++) {
        inputs_int(&in, e->tax->topics[i].reports.n);
        inputs_int(&in, e->tax->topics[i].npassages);
    }
    for (ptrdiff_t i = 0; i < e->site->nentries; i++)
        inputs_entry(&in, e, (int32_t)i);
    PageJob job = {S("index.html"), S("home"), inputs_end(&in), NULL};
    pages_run(e, &job, 1, fill_home);
}
