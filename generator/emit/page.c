#include "emit/page.h"

#include "base/pool.h"
#include "model/url.h"

/* The sections of the site, in the order of its navigation, and the pages
 * that belong to each. */
static const struct Section {
    Str label; /* key of the interface text */
    Str path;
    Str kinds[2];
} sections[] = {
    {STR_INIT("home"), STR_INIT("index.html"), {STR_INIT("home"), {0, 0}}},
    {STR_INIT("districts"),
     STR_INIT("districts/index.html"),
     {STR_INIT("districts"), STR_INIT("district")}},
    {STR_INIT("years"),
     STR_INIT("years/index.html"),
     {STR_INIT("years"), STR_INIT("year")}},
    {STR_INIT("topics"),
     STR_INIT("topics/index.html"),
     {STR_INIT("topics"), STR_INIT("topic")}},
    {STR_INIT("search"), STR_INIT("search.html"), {STR_INIT("search"), {0, 0}}},
};

Str page_text(const Emit *e, Arena *a, Str key, Str a1, Str a2)
{
    Buf b = buf_in(a);
    Str args[] = {a1, a2};
    Str text = lang_text(e->site->lang, str_concat(a, S("ui."), key));
    lang_format(&b, text, args, 2);
    return buf_str(&b);
}

Str page_number(Arena *a, int64_t v)
{
    Buf b = buf_in(a);
    buf_int(&b, v);
    return buf_str(&b);
}

/* 404.html is served for addresses of any depth: a relative link of it only
 * works at the top. */
static bool is_anywhere(const Emit *e, const PageJob *job)
{
    return e->base_url.n && str_eq(job->name, S("404"));
}

static void put_nav_item(const Emit *e, const PageJob *job, Val *list, Arena *a,
                         Str to, Str label, bool current)
{
    Val *item = val_item(list, a);
    val_str(item, a, S("label"), label);
    val_str(item, a, S("url"),
            is_anywhere(e, job) ? url_absolute(a, e->base_url, to)
                                : url_relative(a, job->path, to));
    val_int(item, a, S("current"), current);
}

static void put_nav(const Emit *e, Val *root, Arena *a, const PageJob *job)
{
    const Site *site = e->site;
    Val *nav = val_list(root, a, S("nav"));
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        const struct Section *s = &sections[i];
        put_nav_item(e, job, nav, a, s->path,
                     page_text(e, a, s->label, (Str){0}, (Str){0}),
                     str_eq(job->name, s->kinds[0]) ||
                         str_eq(job->name, s->kinds[1]));
    }
    Val *pages = val_list(root, a, S("site_pages"));
    for (int i = 0; i < site->npages; i++) {
        Str path = str_concat(a, site->pages[i].slug, S(".html"));
        put_nav_item(e, job, pages, a, path, site->pages[i].title,
                     str_eq(path, job->path));
    }
}

/* The way back to the top: "../" for each folder. */
static Str root_of(Str path, Arena *a)
{
    Buf b = buf_in(a);
    for (ptrdiff_t i = 0; i < path.n; i++)
        if (path.s[i] == '/')
            buf_lit(&b, "../");
    return buf_str(&b);
}

static Val *page_root(const Emit *e, const PageJob *job, Arena *a)
{
    const Config *c = &e->site->conf;
    Val *root = val_object(a);
    val_str(root, a, S("root"),
            is_anywhere(e, job) ? e->base_url : root_of(job->path, a));
    val_str(root, a, S("lang"), e->site->lang->tag);
    val_str(root, a, S("site_title"), c->title);
    if (c->description.n)
        val_str(root, a, S("site_description"), c->description);
    if (c->notice.n)
        val_str(root, a, S("notice"), c->notice);
    if (e->base_url.n)
        val_str(root, a, S("canonical"),
                url_absolute(a, e->base_url, job->path));
    val_str(root, a, S("kind"), job->name);
    val_str(root, a, S("generator"), S("jiebao " JIEBAO_VERSION));
    put_nav(e, root, a, job);
    return root;
}

void page_title(const Emit *e, Val *root, Arena *a, Str heading,
                Str description)
{
    Str site = e->site->conf.title;
    Str full =
        str_eq(heading, site) ? site : str_join3(a, heading, S(" - "), site);
    val_str(root, a, S("heading"), heading);
    val_str(root, a, S("page_title"), full);
    if (description.n)
        val_str(root, a, S("page_description"), description);
}

void page_within(Val *list, Arena *a, Str name, Str value)
{
    Val *field = val_item(list, a);
    val_str(field, a, S("name"), name);
    val_str(field, a, S("value"), value);
}

const Template *page_template(Emit *e, Str name)
{
    TemplateError err;
    const Template *t = templates_get(e->templates, name, &err);
    if (!t)
        DIAG1(e->diags, NO_TEMPLATE, e->theme_dir, 0, name);
    return t;
}

void page_make(const Emit *e, const Template *t, const PageJob *job,
               PageFill *fill, Arena a)
{
    Val *root = page_root(e, job, &a);
    fill(e, job, root, &a);
    Buf html = buf_in(&a);
    template_render(t, root, &html);
    publish_put(e->out, job->path, job->inputs, buf_str(&html), a);
}

typedef struct Run {
    const Emit *e;
    const Template *template;
    const PageJob **jobs;
    PageFill *fill;
} Run;

static void run_job(void *ctx, int worker, ptrdiff_t i)
{
    const Run *r = ctx;
    page_make(r->e, r->template, r->jobs[i], r->fill, r->e->workers[worker]);
}

void pages_run(Emit *e, const PageJob *v, ptrdiff_t n, PageFill *fill)
{
    Run run = {e, NULL, NEW_N(e->perm, const PageJob *, n), fill};
    ptrdiff_t stale = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        if (!publish_current(e->out, v[i].path, v[i].inputs))
            run.jobs[stale++] = &v[i];
    if (n > 0)
        run.template = page_template(e, v[0].name);
    if (run.template)
        pool_run(e->threads, stale, run_job, &run);
}

/* --- inputs ----------------------------------------------------------------
 */

static void put_raw(Buf *in, const void *p, size_t n)
{
    buf_add(in, (Str){p, (ptrdiff_t)n});
}

Buf inputs_begin(const Emit *e, Arena *a)
{
    Buf in = buf_in(a);
    put_raw(&in, &e->base, sizeof e->base);
    for (int i = 0; i < e->site->npages; i++) {
        inputs_str(&in, e->site->pages[i].slug);
        inputs_str(&in, e->site->pages[i].title);
    }
    return in;
}

void inputs_entry(Buf *in, const Emit *e, int32_t entry)
{
    inputs_hash(in, e->site->entries[entry].self);
}

void inputs_int(Buf *in, int64_t v)
{
    put_raw(in, &v, sizeof v);
}

void inputs_hash(Buf *in, Hash128 h)
{
    put_raw(in, &h, sizeof h);
}

void inputs_str(Buf *in, Str s)
{
    inputs_int(in, s.n);
    buf_add(in, s);
}

Hash128 inputs_end(const Buf *in)
{
    return hash128(buf_str(in));
}
