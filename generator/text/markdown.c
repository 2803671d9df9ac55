#include "text/markdown.h"

#include "text/escape.h"
#include "text/markdown_guard.h"
#include "text/markdown_table.h"
#include "text/utf8.h"

#include <cmark.h>

/* cmark takes memory through functions without a context: each thread keeps
 * the arena of the call that it is in. Nothing is freed one by one. */
static _Thread_local Arena *lib_arena;

static void *lib_calloc(size_t n, size_t size)
{
    return arena_lib_calloc(lib_arena, n, size);
}

static void *lib_realloc(void *p, size_t size)
{
    return arena_lib_realloc(lib_arena, p, size);
}

static void lib_free(void *p)
{
    (void)p;
}

static cmark_mem lib_mem = {lib_calloc, lib_realloc, lib_free};

static cmark_node *parse(Str text)
{
    cmark_parser *p = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &lib_mem);
    cmark_parser_feed(p, text.s, (size_t)text.n);
    return cmark_parser_finish(p);
}

/* --- the walk ------------------------------------------------------------ */

typedef struct Render {
    MdDoc *doc;
    Arena *perm;
    Arena scratch; /* what only the call needs, cmark's nodes included */
    Buf html;
    Buf text; /* plain texts and ids, one after the other: the results'
                 strings are parts of it */
    ptrdiff_t cap_headings, cap_blocks, cap_links;
    ptrdiff_t text_from; /* where the open block's or heading's text begins */
    int count[7];        /* headings so far, by level */
    int last[7];         /* the open heading of each level, -1: none */
    int heading;         /* the latest heading */
    int links;           /* links and images around the present place */
    bool link_shown;     /* the outermost of them became an <a> */
    bool broken;         /* a line break waits for the next text */
    Str body;
    Str *lines; /* of body, only where it may have tables */
    int nlines;
} Render;

/* A line break of the source between two Han characters is nothing, between
 * others a space. */
static void put_break(Render *r, Str next)
{
    const char *p = next.s, *end = r->text.s + r->text.n;
    r->broken = false;
    if (r->text.n == r->text_from)
        return;
    Rune after = utf8_next(&p, next.s + next.n);
    Rune before = utf8_prev(&end, r->text.s + r->text_from);
    if (rune_is_wide(before) && rune_is_wide(after))
        return;
    buf_byte(&r->text, ' ');
    buf_byte(&r->html, '\n');
}

static void put_text(Render *r, Str s)
{
    if (!s.n)
        return;
    if (r->broken)
        put_break(r, s);
    esc_html(&r->html, s);
    buf_add(&r->text, s);
}

/* The strings of results are parts of the text buffer. When it grows, its old
 * bytes stay where they were, so that parts taken before stay valid. */
static Str text_since(Render *r, ptrdiff_t from)
{
    return (Str){r->text.s + from, r->text.n - from};
}

static void put_id(Render *r, Str id)
{
    buf_lit(&r->html, " id=\"");
    buf_add(&r->html, id);
    buf_lit(&r->html, "\"");
}

static void *grow(Arena *a, void *old, ptrdiff_t n, ptrdiff_t *cap,
                  ptrdiff_t size)
{
    if (n < *cap)
        return old;
    *cap = *cap ? *cap * 2 : 32;
    void *v = arena_alloc(a, size, _Alignof(max_align_t), *cap);
    if (n)
        memcpy(v, old, (size_t)(n * size));
    return v;
}

/* Begins a block: its id goes out as an attribute of the tag at hand. */
static void block_begin(Render *r, MdKind kind, int line)
{
    MdDoc *d = r->doc;
    d->blocks =
        grow(r->perm, d->blocks, d->nblocks, &r->cap_blocks, sizeof(MdBlock));
    MdBlock *b = &d->blocks[d->nblocks++];
    *b = (MdBlock){.kind = kind, .heading = r->heading, .line = line};
    ptrdiff_t from = r->text.n;
    buf_byte(&r->text, 'p');
    buf_int(&r->text, d->nblocks);
    b->id = text_since(r, from);
    put_id(r, b->id);
    r->text_from = r->text.n;
    r->broken = false;
}

static void block_end(Render *r)
{
    r->doc->blocks[r->doc->nblocks - 1].text = text_since(r, r->text_from);
    r->broken = false;
}

/* --- headings ------------------------------------------------------------ */

typedef struct HeadingLook {
    bool empty, has_link;
} HeadingLook;

static HeadingLook look_at_heading(cmark_node *heading)
{
    HeadingLook look = {.empty = true};
    cmark_iter *it = cmark_iter_new(heading);
    while (cmark_iter_next(it) != CMARK_EVENT_DONE) {
        cmark_node *n = cmark_iter_get_node(it);
        cmark_node_type type = cmark_node_get_type(n);
        if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
            look.has_link = true;
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE ||
            type == CMARK_NODE_HTML_INLINE || look.has_link)
            look.empty = false;
    }
    return look;
}

/* s3-2: the counts from level 2 down to this one. */
static Str heading_id(Render *r, int level)
{
    ptrdiff_t from = r->text.n;
    for (int l = 2; l <= level; l++) {
        buf_byte(&r->text, l == 2 ? 's' : '-');
        buf_int(&r->text, r->count[l]);
    }
    return text_since(r, from);
}

static int heading_level(cmark_node *node)
{
    int level = cmark_node_get_heading_level(node);
    return level < 2 ? 2 : level > 6 ? 6 : level;
}

static MdHeading *heading_add(Render *r, cmark_node *node)
{
    MdDoc *d = r->doc;
    int level = heading_level(node), parent = -1;
    d->headings = grow(r->perm, d->headings, d->nheadings, &r->cap_headings,
                       sizeof(MdHeading));
    for (int l = 2; l < level; l++)
        parent = r->last[l] >= 0 ? r->last[l] : parent;
    r->heading = d->nheadings++;
    r->count[level]++;
    for (int l = level; l <= 6; l++) {
        r->last[l] = l == level ? r->heading : -1;
        r->count[l] = l == level ? r->count[l] : 0;
    }
    MdHeading *h = &d->headings[r->heading];
    *h = (MdHeading){.level = level,
                     .parent = parent,
                     .line = cmark_node_get_start_line(node)};
    h->id = heading_id(r, level);
    return h;
}

static void put_heading_tag(Render *r, Str open, int level)
{
    buf_add(&r->html, open);
    buf_int(&r->html, level);
}

static void heading_enter(Render *r, cmark_node *node)
{
    HeadingLook look = look_at_heading(node);
    if (look.empty)
        return;
    MdHeading *h = heading_add(r, node);
    put_heading_tag(r, S("<h"), h->level);
    put_id(r, h->id);
    buf_byte(&r->html, '>');
    if (!look.has_link) {
        buf_lit(&r->html, "<a class=\"self\" href=\"#");
        buf_add(&r->html, h->id);
        buf_lit(&r->html, "\">");
    }
    r->text_from = r->text.n;
    r->broken = false;
}

static void heading_exit(Render *r, cmark_node *node)
{
    HeadingLook look = look_at_heading(node);
    if (look.empty)
        return;
    if (!look.has_link)
        buf_lit(&r->html, "</a>");
    put_heading_tag(r, S("</h"), heading_level(node));
    buf_lit(&r->html, ">\n");
    r->doc->headings[r->heading].text = text_since(r, r->text_from);
    r->broken = false;
}

/* --- inlines ------------------------------------------------------------- */

static Str literal(cmark_node *node)
{
    return str_of(cmark_node_get_literal(node));
}

static void put_link_start(Render *r, Str url, bool elsewhere, Arena scratch)
{
    Buf href = buf_in(&scratch);
    if (r->broken)
        put_break(r, S("-"));
    esc_url(&href, url);
    buf_lit(&r->html, "<a href=\"");
    esc_html(&r->html, buf_str(&href));
    if (elsewhere)
        buf_lit(&r->html, "\" rel=\"nofollow noopener noreferrer");
    buf_lit(&r->html, "\">");
}

/* Pages of reports lie this many folders deep. */
enum { DEPTH = 1 };

/* Links and images both become links: nothing is loaded into a page. Of links
 * within links the outermost counts. */
static void link_enter(Render *r, cmark_node *node)
{
    if (r->links++)
        return;
    Arena tmp = r->scratch;
    Str url = url_safe(&tmp, str_of(cmark_node_get_url(node)));
    bool relative = url_is_relative(url);
    r->link_shown = url.n && (!relative || url_stays_within(url, DEPTH));
    if (url.n && relative)
        strlist_push(r->perm, &r->doc->links, &r->cap_links,
                     str_dup(r->perm, url));
    if (r->link_shown)
        put_link_start(r, url, !relative, tmp);
    if (url.n && !cmark_node_first_child(node))
        put_text(r, url);
}

static void link_exit(Render *r)
{
    if (--r->links == 0 && r->link_shown)
        buf_lit(&r->html, "</a>");
}

static void put_code(Render *r, Str s)
{
    if (r->broken)
        put_break(r, s.n ? s : S("-"));
    buf_lit(&r->html, "<code>");
    put_text(r, s);
    buf_lit(&r->html, "</code>");
}

static void inline_event(Render *r, cmark_node *node, bool enter)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_HTML_INLINE: /* shown, never passed on */
        put_text(r, literal(node));
        break;
    case CMARK_NODE_CODE:
        put_code(r, literal(node));
        break;
    case CMARK_NODE_LINEBREAK:
        buf_lit(&r->html, "<br>");
        r->broken = true;
        break;
    case CMARK_NODE_SOFTBREAK:
        r->broken = true;
        break;
    case CMARK_NODE_EMPH:
        buf_add(&r->html, enter ? S("<em>") : S("</em>"));
        break;
    case CMARK_NODE_STRONG:
        buf_add(&r->html, enter ? S("<strong>") : S("</strong>"));
        break;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        if (enter)
            link_enter(r, node);
        else
            link_exit(r);
        break;
    default:
        break;
    }
}

/* --- tables -------------------------------------------------------------- */

/* Lines as cmark counts them: \n, \r\n or \r ends one. */
static void split_lines(Render *r)
{
    ptrdiff_t from = 0, n = r->body.n;
    int count = 1;
    for (ptrdiff_t i = 0; i < n; i++)
        count += r->body.s[i] == '\n' || r->body.s[i] == '\r';
    r->lines = NEW_N(&r->scratch, Str, count);
    for (ptrdiff_t i = 0; i < n; i++) {
        char c = r->body.s[i];
        if (c != '\n' && c != '\r')
            continue;
        r->lines[r->nlines++] = (Str){r->body.s + from, i - from};
        i += c == '\r' && i + 1 < n && r->body.s[i + 1] == '\n';
        from = i + 1;
    }
    r->lines[r->nlines++] = str_skip(r->body, from);
}

/* The source of a paragraph's lines. */
static Str source_of(Render *r, cmark_node *node)
{
    int first = cmark_node_get_start_line(node);
    int last = cmark_node_get_end_line(node);
    if (first < 1 || last > r->nlines || last <= first)
        return (Str){0};
    Str end = r->lines[last - 1];
    return str_span(r->lines[first - 1].s, end.s + end.n);
}

/* One cell's Markdown: what is not exactly one paragraph is plain text. */
static void put_cell(Render *r, Str cell)
{
    Arena mark = r->scratch;
    if (md_is_plain(cell)) {
        put_text(r, md_unescape(&r->scratch, cell));
        arena_rewind(&r->scratch, mark);
        return;
    }
    cmark_node *para = cmark_node_first_child(parse(cell));
    if (!para || cmark_node_next(para) ||
        cmark_node_get_type(para) != CMARK_NODE_PARAGRAPH) {
        put_text(r, md_unescape(&r->scratch, cell));
    } else {
        cmark_iter *it = cmark_iter_new(para);
        cmark_event_type ev;
        while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE)
            inline_event(r, cmark_iter_get_node(it), ev == CMARK_EVENT_ENTER);
    }
    arena_rewind(&r->scratch, mark);
}

static void put_row(Render *r, const MdTable *t, int k, int line)
{
    static const char *const align[] = {"", " class=\"centre\"",
                                        " class=\"right\""};
    const MdRow *row = &t->rows[k];
    Str tag = k ? S("td") : S("th");
    buf_lit(&r->html, "<tr");
    block_begin(r, MD_CELLS, line);
    buf_byte(&r->html, '>');
    for (int c = 0; c < row->n || c < t->ncols; c++) {
        buf_byte(&r->html, '<');
        buf_add(&r->html, tag);
        buf_add(&r->html, str_of(c < t->ncols ? align[t->align[c]] : ""));
        buf_byte(&r->html, '>');
        if (c && c < row->n)
            buf_byte(&r->text, ' ');
        if (c < row->n)
            put_cell(r, row->cells[c]);
        buf_lit(&r->html, "</");
        buf_add(&r->html, tag);
        buf_byte(&r->html, '>');
    }
    buf_lit(&r->html, "</tr>\n");
    block_end(r);
}

/* A paragraph of the document itself that is a table in its source. */
static bool put_table(Render *r, cmark_node *node)
{
    if (!r->lines ||
        cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_DOCUMENT)
        return false;
    Arena mark = r->scratch;
    MdTable t;
    bool is = md_table_read(source_of(r, node), &r->scratch, &t);
    int line = cmark_node_get_start_line(node);
    for (int k = 0; is && k < t.nrows; k++) {
        if (k == 0)
            buf_lit(&r->html, "<div class=\"table\"><table>\n<thead>\n");
        put_row(r, &t, k, line + k + (k > 0));
        if (k == 0)
            buf_lit(&r->html, "</thead>\n");
        if (k == 0 && t.nrows > 1)
            buf_lit(&r->html, "<tbody>\n");
    }
    if (is)
        buf_add(&r->html, t.nrows > 1 ? S("</tbody>\n</table></div>\n")
                                      : S("</table></div>\n"));
    arena_rewind(&r->scratch, mark);
    return is;
}

/* --- blocks -------------------------------------------------------------- */

/* Is this paragraph set without <p>, as those of a tight list? */
static bool is_tight(cmark_node *para)
{
    cmark_node *item = cmark_node_parent(para);
    cmark_node *list = item ? cmark_node_parent(item) : NULL;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST &&
           cmark_node_get_list_tight(list);
}

/* Does the item's own tag carry the id of its first paragraph? */
static bool item_has_id(cmark_node *item)
{
    cmark_node *first = cmark_node_first_child(item);
    return first && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH &&
           is_tight(first);
}

static void item_enter(Render *r, cmark_node *item)
{
    cmark_node *first = cmark_node_first_child(item);
    buf_lit(&r->html, "<li");
    if (item_has_id(item))
        block_begin(r, MD_ITEM, cmark_node_get_start_line(first));
    buf_byte(&r->html, '>');
}

/* False: the paragraph is dealt with as a whole. */
static bool paragraph_enter(Render *r, cmark_node *para)
{
    cmark_node *parent = cmark_node_parent(para);
    bool in_item = cmark_node_get_type(parent) == CMARK_NODE_ITEM;
    if (put_table(r, para))
        return false;
    if (in_item && is_tight(para) && cmark_node_first_child(parent) == para)
        return true;
    buf_lit(&r->html, "<p");
    block_begin(r, in_item ? MD_ITEM : MD_PARAGRAPH,
                cmark_node_get_start_line(para));
    buf_byte(&r->html, '>');
    return true;
}

static void paragraph_exit(Render *r, cmark_node *para)
{
    cmark_node *parent = cmark_node_parent(para);
    block_end(r);
    if (cmark_node_get_type(parent) == CMARK_NODE_ITEM && is_tight(para) &&
        cmark_node_first_child(parent) == para)
        return;
    buf_lit(&r->html, "</p>\n");
}

static void list_event(Render *r, cmark_node *list, bool enter)
{
    bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    int start = ordered ? cmark_node_get_list_start(list) : 1;
    if (!enter) {
        buf_add(&r->html, ordered ? S("</ol>\n") : S("</ul>\n"));
    } else if (ordered && start != 1) {
        buf_lit(&r->html, "<ol start=\"");
        buf_int(&r->html, start);
        buf_lit(&r->html, "\">\n");
    } else {
        buf_add(&r->html, ordered ? S("<ol>\n") : S("<ul>\n"));
    }
}

/* Code, or raw HTML, which is shown as it stands: text is not lost. */
static void literal_block(Render *r, cmark_node *node, bool code)
{
    Str s = literal(node);
    while (str_ends(s, S("\n")))
        s.n--;
    buf_add(&r->html, code ? S("<pre") : S("<p"));
    block_begin(r, code ? MD_CODE : MD_PARAGRAPH,
                cmark_node_get_start_line(node));
    buf_add(&r->html, code ? S("><code>") : S(">"));
    put_text(r, s);
    block_end(r);
    buf_add(&r->html, code ? S("</code></pre>\n") : S("</p>\n"));
}

static bool block_event(Render *r, cmark_node *node, bool enter)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        if (enter)
            return paragraph_enter(r, node);
        paragraph_exit(r, node);
        break;
    case CMARK_NODE_HEADING:
        if (enter)
            heading_enter(r, node);
        else
            heading_exit(r, node);
        break;
    case CMARK_NODE_LIST:
        list_event(r, node, enter);
        break;
    case CMARK_NODE_ITEM:
        if (enter)
            item_enter(r, node);
        else
            buf_lit(&r->html, "</li>\n");
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        buf_add(&r->html, enter ? S("<blockquote>\n") : S("</blockquote>\n"));
        break;
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
        literal_block(r, node,
                      cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        buf_lit(&r->html, "<hr>\n");
        break;
    default:
        inline_event(r, node, enter);
    }
    return true;
}

static void walk(Render *r, cmark_node *doc)
{
    cmark_iter *it = cmark_iter_new(doc);
    cmark_event_type ev;
    while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(it);
        if (!block_event(r, node, ev == CMARK_EVENT_ENTER))
            cmark_iter_reset(it, node, CMARK_EVENT_EXIT);
    }
}

bool md_render(Str body, Arena *perm, Arena scratch, MdDoc *out, Str *reason)
{
    *out = (MdDoc){0};
    *reason = md_refusal(body);
    if (str_given(*reason))
        return false;
    Render r = {.doc = out,
                .perm = perm,
                .scratch = scratch,
                .html = buf_in(perm),
                .text = buf_in(perm),
                .heading = -1,
                .last = {-1, -1, -1, -1, -1, -1, -1},
                .body = body};
    buf_reserve(&r.html, body.n + body.n / 2 + 256);
    buf_reserve(&r.text, body.n + 256);
    lib_arena = &r.scratch;
    if (str_has(body, S("|")))
        split_lines(&r);
    walk(&r, parse(body));
    lib_arena = NULL;
    out->html = buf_str(&r.html);
    return true;
}
