#include "cmd/check_html.h"

#include "text/escape.h"

/* Rows of a group: more than a person works through at a time, and what a
 * browser still shows at once. The list itself is complete. */
enum { MOST_ROWS = 2000 };

#define STYLE                                                                 \
    ":root{color-scheme:light dark;"                                          \
    "--soft:color-mix(in srgb,CanvasText 68%,Canvas)}"                        \
    "html{background:Canvas;color:CanvasText}"                                \
    "a{color:light-dark(#1f4e79,#93bee8)}"                                    \
    "body{font:16px/1.7 system-ui,sans-serif;max-width:72em;margin:0 auto;"   \
    "padding:1.5em 1em 4em}"                                                  \
    "h1{font-size:1.5em;margin:0 0 .3em}"                                     \
    "summary{font-size:1.15em;font-weight:600;padding:.5em 0;cursor:pointer}" \
    "summary h2{display:inline;font-size:1em;margin:0}"                       \
    "summary b{font-weight:400;color:var(--soft);margin-left:.5em}"           \
    "details{border-top:1px solid color-mix(in srgb,CanvasText 20%,Canvas)}"  \
    "table{border-collapse:collapse;width:100%;margin:0 0 1.5em}"             \
    "td{vertical-align:top;padding:.25em 1em .25em 0;overflow-wrap:anywhere}" \
    "td:first-child{width:22em;font:14px/1.7 ui-monospace,monospace}"         \
    "td "                                                                     \
    "span{display:block;font-family:system-ui,sans-serif;color:var(--soft)}"  \
    "ul{display:flex;flex-wrap:wrap;gap:.2em 1.5em;margin:0 0 "               \
    "1.5em;padding:0;"                                                        \
    "list-style:none}"                                                        \
    "tr{border-top:1px solid color-mix(in srgb,CanvasText 8%,Canvas)}"        \
    ".error td:last-child{font-weight:600}"                                   \
    "input{margin:0 .6em 0 0;vertical-align:-.1em}"                           \
    "tr:has(:checked) :is(td,a){color:var(--soft);"                           \
    "text-decoration:line-through}"                                           \
    ":focus-visible{outline:3px solid Highlight;outline-offset:2px}"          \
    "@media(max-width:40em){td{display:block;padding:.1em 0}"                 \
    "td:first-child{width:auto}}"                                             \
    "@media print{details{break-inside:auto}}"

typedef struct Sheet {
    Buf *b;
    const Lang *l;
    const DeskPage *page;
} Sheet;

static void put_head(Sheet *s)
{
    Str title = s->page->title;
    buf_lit(s->b, "<!doctype html>\n<html lang=\"");
    esc_html(s->b, s->l->tag);
    buf_lit(s->b, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\""
                  "default-src 'none'; style-src 'unsafe-inline'\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width\">\n"
                  "<meta name=\"robots\" content=\"noindex\">\n<title>");
    esc_html(s->b, lang_text(s->l, S("cmd.desk.title")));
    buf_lit(s->b, " - ");
    esc_html(s->b, title);
    buf_lit(s->b, "</title>\n<style>" STYLE
                  "</style>\n</head>\n<body>\n<main>\n<h1>");
    esc_html(s->b, lang_text(s->l, S("cmd.desk.title")));
    buf_lit(s->b, "</h1>\n<p>");
    esc_html(s->b, title);
    buf_lit(s->b, "<br>");
    esc_html(s->b, s->page->summary);
    buf_lit(s->b, "</p>\n");
}

/* content/reports/SLUG.md: its SLUG, else nothing. */
static Str slug_of(Str file)
{
    Str folder = S("content/reports/");
    if (!str_starts(file, folder) || !str_ends(file, S(".md")))
        return (Str){0};
    Str slug = str_skip(file, folder.n);
    return str_head(slug, slug.n - 3);
}

/* A report's slug, as a link where the pages lie beside the list. */
static void put_report(Sheet *s, Str slug)
{
    if (!s->page->pages.n) {
        esc_html(s->b, slug);
        return;
    }
    buf_lit(s->b, "<a href=\"");
    esc_html(s->b, s->page->pages);
    esc_path(s->b, slug);
    buf_lit(s->b, ".html\">");
    esc_html(s->b, slug);
    buf_lit(s->b, "</a>");
}

static void put_place(Sheet *s, const Diag *d)
{
    Str slug = slug_of(d->file);
    if (slug.n)
        put_report(s, slug);
    else
        esc_html(s->b, d->file);
    if (d->line > 0) {
        buf_byte(s->b, ':');
        buf_int(s->b, d->line);
    }
}

/* `again`: the row before is about the same report. */
static void put_title(Sheet *s, const Diag *d, bool again)
{
    const Str *title = map_get(s->page->titles, d->file);
    if (!title || !title->n || again)
        return;
    buf_lit(s->b, "<span>");
    esc_html(s->b, *title);
    buf_lit(s->b, "</span>");
}

/* The other report of a pair, to be opened beside this one. */
static void put_twin(Sheet *s, const Diag *d)
{
    if (d->id != DIAG_NEAR_DUPLICATE && d->id != DIAG_SAME_REPORT)
        return;
    buf_lit(s->b, " → ");
    put_report(s, d->args[0]);
}

static void put_row(Sheet *s, const Diag *d, bool again, Arena scratch)
{
    Buf text = buf_in(&scratch);
    diag_text(&text, s->l, d);
    buf_add(s->b, diag_level(d->id) >= DIAG_ERROR ? S("<tr class=\"error\">")
                                                  : S("<tr>"));
    buf_lit(s->b, "<td><input type=\"checkbox\" aria-label=\"");
    esc_html(s->b, lang_text(s->l, S("cmd.desk.done")));
    buf_lit(s->b, "\">");
    put_place(s, d);
    put_title(s, d, again);
    buf_lit(s->b, "</td><td>");
    esc_html(s->b, buf_str(&text));
    put_twin(s, d);
    buf_lit(s->b, "</td></tr>\n");
}

static void put_more(Sheet *s, ptrdiff_t left, Arena scratch)
{
    Buf number = buf_in(&scratch);
    buf_int(&number, left);
    Str arg = str_dup(&scratch, buf_str(&number));
    Buf text = buf_in(&scratch);
    lang_format(&text, lang_text(s->l, S("cmd.desk.more")), &arg, 1);
    buf_lit(s->b, "<p>");
    esc_html(s->b, buf_str(&text));
    buf_lit(s->b, "</p>\n");
}

/* The findings v[0] .. v[n - 1] are of one group. */
static void put_group(Sheet *s, const Diag *const *v, ptrdiff_t n,
                      Arena scratch)
{
    Str name = desk_group_name(desk_group(v[0]));
    Str key = str_concat(&scratch, S("cmd.desk."), name);
    buf_lit(s->b, "<details open id=\"");
    esc_html(s->b, name);
    buf_lit(s->b, "\"><summary><h2>");
    esc_html(s->b, lang_text(s->l, key));
    buf_lit(s->b, "</h2><b>");
    buf_int(s->b, n);
    buf_lit(s->b, "</b></summary>\n<table>\n");
    for (ptrdiff_t i = 0; i < n && i < MOST_ROWS; i++)
        put_row(s, v[i], i && str_eq(v[i]->file, v[i - 1]->file), scratch);
    buf_lit(s->b, "</table>\n");
    if (n > MOST_ROWS)
        put_more(s, n - MOST_ROWS, scratch);
    buf_lit(s->b, "</details>\n");
}

/* The end of the findings of one group that begin at v[beg]. */
static ptrdiff_t group_end(const Diag *const *v, ptrdiff_t beg, ptrdiff_t n)
{
    DeskGroup g = desk_group(v[beg]);
    while (beg < n && desk_group(v[beg]) == g)
        beg++;
    return beg;
}

/* What there is, and the way to it. */
static void put_contents(Sheet *s, const Diag *const *v, ptrdiff_t n,
                         Arena scratch)
{
    buf_lit(s->b, "<ul>\n");
    for (ptrdiff_t beg = 0, end; beg < n; beg = end) {
        Arena a = scratch;
        Str name = desk_group_name(desk_group(v[beg]));
        end = group_end(v, beg, n);
        buf_lit(s->b, "<li><a href=\"#");
        esc_html(s->b, name);
        buf_lit(s->b, "\">");
        esc_html(s->b, lang_text(s->l, str_concat(&a, S("cmd.desk."), name)));
        buf_lit(s->b, "</a> ");
        buf_int(s->b, end - beg);
        buf_lit(s->b, "</li>\n");
    }
    buf_lit(s->b, "</ul>\n");
}

Str check_html(const Diag *const *v, ptrdiff_t n, const DeskPage *page,
               const Lang *l, Arena *a, Arena scratch)
{
    Buf b = buf_in(a);
    Sheet s = {&b, l, page};
    put_head(&s);
    if (n)
        put_contents(&s, v, n, scratch);
    for (ptrdiff_t beg = 0, end; beg < n; beg = end) {
        end = group_end(v, beg, n);
        put_group(&s, v + beg, end - beg, scratch);
    }
    if (!n) {
        buf_lit(&b, "<p>");
        esc_html(&b, lang_text(l, S("cmd.desk.nothing")));
        buf_lit(&b, "</p>\n");
    }
    buf_lit(&b, "</main>\n</body>\n</html>\n");
    return buf_str(&b);
}
