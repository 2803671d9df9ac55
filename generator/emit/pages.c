/* The site's own pages (content/pages), the search page and the page for
 * addresses that lead nowhere. */
#include "emit/listing.h"
#include "emit/report_page.h"
#include "text/markdown_guard.h"

enum { MOST_FILTER_DISTRICTS = 200 };

/* --- content/pages
 * --------------------------------------------------------------- */

/* The page's Markdown; what cannot be rendered is said in d, if any. */
static Str body_of(const Page *page, Diags *d)
{
    Str front, body;
    int line = 1;
    if (!report_split(page->file, &front, &body, &line))
        body = page->file;
    Str why = d ? md_refusal(body) : (Str){0};
    if (str_given(why))
        DIAG1(d, MARKDOWN_LIMIT, page->path, line, why);
    return body;
}

static void fill_own_page(const Emit *e, const PageJob *job, Val *root,
                          Arena *a)
{
    const Page *page = job->data;
    Str body = body_of(page, NULL), reason;
    MdDoc doc;
    ptrdiff_t half = (a->end - a->beg) / 2;
    Arena scratch = {a->beg + half, a->end};
    Arena perm = {a->beg, a->beg + half};
    if (!md_render(body, &perm, scratch, &doc, &reason))
        doc = (MdDoc){.html = S("")}; /* said by body_of */
    a->beg = perm.beg;
    page_title(e, root, a, page->title,
               doc.nblocks ? text_cut(a, doc.blocks[0].text, 160) : (Str){0});
    val_str(root, a, S("slug"), page->slug);
    val_html(root, a, S("body"), doc.html);
    Str toc = toc_html(a, &doc);
    if (toc.n)
        val_html(root, a, S("toc"), toc);
}

static void emit_own_pages(Emit *e)
{
    int n = e->site->npages;
    PageJob *jobs = NEW_N(e->perm, PageJob, n);
    for (int i = 0; i < n; i++) {
        const Page *page = &e->site->pages[i];
        body_of(page, e->diags);
        Arena scratch = e->workers[0];
        Buf in = inputs_begin(e, &scratch);
        inputs_str(&in, page->slug);
        inputs_str(&in, page->title);
        inputs_str(&in, page->file);
        jobs[i] = (PageJob){str_concat(e->perm, page->slug, S(".html")),
                            S("page"), inputs_end(&in), page};
    }
    pages_run(e, jobs, n, fill_own_page);
}

/* --- search and 404
 * --------------------------------------------------------------- */

static void fill_search(const Emit *e, const PageJob *job, Val *root, Arena *a)
{
    const Taxonomy *t = e->tax;
    (void)job;
    page_title(e, root, a, page_text(e, a, S("search"), (Str){0}, (Str){0}),
               (Str){0});
    Val *districts = val_list(root, a, S("districts"));
    int n = t->ndistricts > MOST_FILTER_DISTRICTS ? 0 : t->ndistricts;
    for (int i = 0; i < n; i++) {
        Val *v = val_item(districts, a);
        val_str(v, a, S("code"), t->districts[i].code);
        val_str(v, a, S("name"), district_label(e, &t->districts[i], a));
    }
    Val *years = val_list(root, a, S("years"));
    for (int i = 0; i < t->nyears; i++)
        val_int(val_item(years, a), a, S("year"), t->years[i].year);
    Val *topics = val_list(root, a, S("topics"));
    for (int i = 0; i < e->site->conf.ntopics; i++) {
        Val *v = val_item(topics, a);
        val_str(v, a, S("slug"), e->site->conf.topics[i].slug);
        val_str(v, a, S("name"), e->site->conf.topics[i].name);
    }
}

static void emit_search_page(Emit *e)
{
    Arena scratch = e->workers[0];
    Buf in = inputs_begin(e, &scratch);
    inputs_labels(&in, e);
    for (int i = 0; i < e->tax->ndistricts; i++) {
        const District *d = &e->tax->districts[i];
        inputs_str(&in, d->code);
        inputs_str(&in, d->province);
        inputs_str(&in, d->city);
        inputs_str(&in, d->name);
    }
    for (int i = 0; i < e->tax->nyears; i++)
        inputs_int(&in, e->tax->years[i].year);
    PageJob job = {S("search.html"), S("search"), inputs_end(&in), NULL};
    pages_run(e, &job, 1, fill_search);
}

static void fill_not_found(const Emit *e, const PageJob *job, Val *root,
                           Arena *a)
{
    (void)job;
    page_title(e, root, a,
               page_text(e, a, S("not_found_title"), (Str){0}, (Str){0}),
               (Str){0});
}

static void emit_not_found(Emit *e)
{
    Arena scratch = e->workers[0];
    Buf in = inputs_begin(e, &scratch);
    PageJob job = {S("404.html"), S("404"), inputs_end(&in), NULL};
    pages_run(e, &job, 1, fill_not_found);
}

void emit_pages(Emit *e)
{
    emit_own_pages(e);
    emit_search_page(e);
    emit_not_found(e);
}
