#include "emit/report_page.h"

#include "emit/listing.h"
#include "model/url.h"
#include "text/escape.h"

enum {
    MOST_YEAR_LINKS = 12,
    SHOWN_URL_CHARS = 120,
    PAIR_CHARS = 60,
    DESCRIPTION_CHARS = 160
};

Hash128 report_page_inputs(const Emit *e, int32_t entry, Arena scratch)
{
    const Neighbours *n = &e->tax->neighbours[entry];
    const District *d = &e->tax->districts[e->tax->district_of[entry]];
    Buf in = inputs_begin(e, &scratch);
    inputs_entry(&in, e, entry);
    inputs_str(&in, d->code);
    inputs_int(&in, e->site->entries[entry].notes.there);
    const int32_t other[] = {n->previous, n->next, n->planned, n->result};
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        inputs_int(&in, other[i] >= 0);
        if (other[i] >= 0)
            inputs_entry(&in, e, other[i]);
    }
    for (size_t i = 0; i < sizeof n->near / sizeof *n->near; i++)
        if (n->near[i] >= 0)
            inputs_entry(&in, e, n->near[i]);
    return inputs_end(&in);
}

Str toc_html(Arena *a, const MdDoc *doc)
{
    Buf b = buf_in(a);
    int level = 0;
    if (doc->nheadings < 2)
        return (Str){0};
    for (int i = 0; i < doc->nheadings; i++) {
        const MdHeading *h = &doc->headings[i];
        int depth = 1;
        for (int p = h->parent; p >= 0; p = doc->headings[p].parent)
            depth++;
        if (depth > level)
            buf_lit(&b, "<ol>\n");
        for (int l = level; l >= depth; l--)
            buf_add(&b, l == depth ? S("</li>\n") : S("</li>\n</ol>\n"));
        buf_lit(&b, "<li><a href=\"#");
        buf_add(&b, h->id);
        buf_lit(&b, "\">");
        esc_html(&b, h->text);
        buf_lit(&b, "</a>");
        level = depth;
    }
    for (; level; level--)
        buf_lit(&b, "</li>\n</ol>\n");
    return buf_str(&b);
}

/* --- metadata ----------------------------------------------------------------
 */

typedef struct Meta {
    const Emit *e;
    const PageJob *job;
    const Report *r;
    Arena *a;
    Val *list;
} Meta;

/* A member of the list, with its label and whether it was concluded. */
static Val *meta_item(Meta *m, Str key, uint32_t fields)
{
    Val *v = val_item(m->list, m->a);
    Str label = str_concat(m->a, S("meta_"), key);
    val_str(v, m->a, S("key"), key);
    val_str(v, m->a, S("label"),
            page_text(m->e, m->a, label, (Str){0}, (Str){0}));
    val_int(v, m->a, S("inferred"), (m->r->inferred & fields) != 0);
    return v;
}

static Val *meta_text(Meta *m, Str key, Str value, uint32_t fields)
{
    if (!value.n)
        return NULL;
    Val *v = meta_item(m, key, fields);
    val_str(v, m->a, S("value"), value);
    return v;
}

static void put_link(Meta *m, Val *links, Str text, Str to)
{
    Val *v = val_item(links, m->a);
    val_str(v, m->a, S("text"), text);
    val_str(v, m->a, S("url"), url_relative(m->a, m->job->path, to));
}

static void meta_place(Meta *m, const District *d)
{
    const uint32_t fields = 1u << FIELD_PROVINCE | 1u << FIELD_CITY |
                            1u << FIELD_DISTRICT | 1u << FIELD_STREET;
    Str place = report_place(m->r, m->a);
    Val *v = meta_text(m, S("place"), place, fields);
    if (v)
        put_link(m, val_list(v, m->a, S("links")), place,
                 url_district(m->a, d->code, 1));
}

static void meta_date(Meta *m)
{
    Buf iso = buf_in(m->a);
    date_put_iso(&iso, m->r->published);
    Str datetime = buf_str(&iso);
    Buf text = buf_in(m->a);
    put_date_text(&text, m->e, m->r->published);
    Val *v =
        meta_text(m, S("published"), buf_str(&text), 1u << FIELD_PUBLISHED);
    if (v)
        val_str(v, m->a, S("datetime"), datetime);
}

/* The report of the same street that says what was planned for these years, or
 * what became of the plan. */
static void put_pair(Meta *m, Val *item, int32_t entry, Str key, YearSpan years)
{
    if (entry < 0)
        return;
    Val *v = val_object(m->a);
    const Report *other = &m->e->site->entries[entry].r;
    val_str(v, m->a, S("label"),
            page_text(m->e, m->a, key, years_text(m->a, years), (Str){0}));
    val_str(v, m->a, S("title"), text_cut(m->a, other->title, PAIR_CHARS));
    val_str(v, m->a, S("url"),
            url_relative(m->a, m->job->path, url_report(m->a, other->slug)));
    val_obj(item, m->a, S("pair"), v);
}

static YearSpan years_of(const Meta *m, int32_t entry, bool plan)
{
    if (entry < 0)
        return (YearSpan){0};
    const Report *r = &m->e->site->entries[entry].r;
    return plan ? r->plan : r->summary;
}

static void meta_years(Meta *m, bool plan, const Neighbours *n)
{
    YearSpan y = plan ? m->r->plan : m->r->summary;
    Str key = plan ? S("plan_years") : S("summary_years");
    FieldId field = plan ? FIELD_PLAN_YEARS : FIELD_SUMMARY_YEARS;
    int32_t other = plan ? n->result : n->planned;
    Val *v = meta_text(m, key, years_text(m->a, y), 1u << field);
    if (!v)
        return;
    put_pair(m, v, other, plan ? S("pair_result") : S("pair_plan"),
             years_of(m, other, !plan));
    if (y.last - y.first >= MOST_YEAR_LINKS)
        return;
    Val *links = val_list(v, m->a, S("links"));
    for (int year = y.first; year <= y.last; year++)
        put_link(m, links, page_number(m->a, year), url_year(m->a, year, 1));
}

static void meta_source_url(Meta *m)
{
    Str url = url_safe(m->a, m->r->source_url);
    Val *v = meta_text(m, S("source_url"),
                       text_cut(m->a, m->r->source_url, SHOWN_URL_CHARS),
                       1u << FIELD_SOURCE_URL);
    if (!v || !url.n || url_is_relative(url))
        return;
    Buf href = buf_in(m->a);
    esc_url(&href, url);
    val_str(v, m->a, S("external"), buf_str(&href));
}

static void put_meta(Meta *m, const District *d, const Neighbours *n)
{
    const Report *r = m->r;
    meta_place(m, d);
    meta_date(m);
    meta_text(m, S("kind"), r->kind, 1u << FIELD_KIND);
    meta_years(m, false, n);
    meta_years(m, true, n);
    meta_text(m, S("publisher"), r->publisher, 1u << FIELD_PUBLISHER);
    meta_text(m, S("index_no"), r->index_no, 1u << FIELD_INDEX_NO);
    meta_source_url(m);
    Val *v = meta_text(m, S("source"), r->source, 1u << FIELD_SOURCE);
    if (v && r->source_sha256.n)
        val_str(v, m->a, S("file_note"),
                str_concat(m->a, S("SHA-256: "), r->source_sha256));
    if (r->id)
        meta_text(m, S("id"), page_number(m->a, r->id), 0);
}

/* --- citing ------------------------------------------------------------------
 */

/* GB/T 7714-2015, 8.8: author. title[EB/OL]. (date of publication)[date of
 * access]. address. The date of access is the reader's to fill in. */
static Str make_citation(const Emit *e, const Report *r, Str author,
                         Str permalink, Arena *a)
{
    Buf b = buf_in(a);
    Str where = r->source_url.n ? r->source_url : permalink;
    if (author.n) {
        buf_add(&b, author);
        buf_lit(&b, ". ");
    }
    buf_add(&b, r->title);
    buf_lit(&b, "[EB/OL]. ");
    if (r->published) {
        buf_byte(&b, '(');
        date_put_iso(&b, r->published);
        buf_byte(&b, ')');
    }
    buf_byte(&b, '[');
    buf_add(&b, page_text(e, a, S("access_date"), (Str){0}, (Str){0}));
    buf_lit(&b, "]. ");
    buf_add(&b, where.n ? where : e->site->conf.title);
    buf_byte(&b, '.');
    return buf_str(&b);
}

static void put_citation(const Emit *e, const PageJob *job, Val *root, Arena *a,
                         const Report *r)
{
    Str author = r->publisher.n ? r->publisher : report_place(r, a);
    Str link =
        e->base_url.n ? url_absolute(a, e->base_url, job->path) : (Str){0};
    if (author.n)
        val_str(root, a, S("author"), author);
    val_str(root, a, S("citation"), make_citation(e, r, author, link, a));
    if (!r->published)
        return;
    Buf slash = buf_in(a);
    date_put_iso(&slash, r->published);
    for (ptrdiff_t i = 0; i < slash.n; i++)
        if (slash.s[i] == '-')
            slash.s[i] = '/';
    val_str(root, a, S("published_slash"), buf_str(&slash));
}

/* --- the page ----------------------------------------------------------------
 */

static void put_neighbour(const Emit *e, Val *root, Arena *a, Str from,
                          Str name, int32_t entry)
{
    if (entry < 0)
        return;
    Val *v = val_object(a);
    val_entry_front(e, v, a, from, entry);
    val_obj(root, a, name, v);
}

static void put_neighbours(const Emit *e, Val *root, Arena *a, Str from,
                           const Neighbours *n)
{
    put_neighbour(e, root, a, from, S("previous"), n->previous);
    put_neighbour(e, root, a, from, S("next"), n->next);
    Val *near = val_list(root, a, S("near"));
    for (size_t i = 0; i < sizeof n->near / sizeof *n->near; i++)
        if (n->near[i] >= 0)
            val_entry_front(e, val_item(near, a), a, from, n->near[i]);
}

void fill_report_page(const Emit *e, const PageJob *job, Val *root, Arena *a)
{
    const ReportPage *page = job->data;
    const Report *r = &e->site->entries[page->entry].r;
    const Digest *digest = e->site->entries[page->entry].digest;
    const District *d = &e->tax->districts[e->tax->district_of[page->entry]];
    Meta meta = {.e = e, .job = job, .r = r, .a = a};
    page_title(e, root, a, text_cut(a, r->title, DESCRIPTION_CHARS),
               digest->excerpt);
    val_str(root, a, S("title"), r->title);
    meta.list = val_list(root, a, S("meta"));
    put_meta(&meta, d, &e->tax->neighbours[page->entry]);
    val_entry(e, root, a, job->path, page->entry);
    if (r->id)
        val_int(root, a, S("id"), r->id);
    val_int(root, a, S("title_inferred"),
            (r->inferred >> FIELD_TITLE & 1) != 0);
    Str toc = toc_html(a, page->doc);
    if (toc.n)
        val_html(root, a, S("toc"), toc);
    val_html(root, a, S("body"), page->doc->html);
    Str md = url_report_md(a, r->slug);
    val_str(root, a, S("md_url"), url_relative(a, job->path, md));
    if (e->site->entries[page->entry].notes.there)
        val_str(root, a, S("notes_url"),
                url_relative(a, job->path, url_notes(a, r->slug)));
    val_str(root, a, S("md_name"), str_concat(a, r->slug, S(".md")));
    val_str(root, a, S("district_url"),
            url_relative(a, job->path, url_district(a, d->code, 1)));
    put_citation(e, job, root, a, r);
    put_neighbours(e, root, a, job->path, &e->tax->neighbours[page->entry]);
}
