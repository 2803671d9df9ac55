#include "ingest/html/html_blocks.h"

#include "ingest/html/html_dates.h"
#include "ingest/html/html_embedded.h"
#include "ingest/html/html_head.h"
#include "ingest/html/html_para.h"
#include "ingest/html/html_strip.h"
#include "ingest/html/html_table.h"
#include "ingest/html/main_content.h"
#include "text/date.h"
#include "text/utf8.h"

/* The walk over the page: the paragraph under way, the list numbers. */
typedef struct Reader {
    Para para;
    int *count; /* by DomNode.id of a list: its items so far */
} Reader;

static void put_letters(Buf *b, int n, char first)
{
    if (n > 26)
        put_letters(b, (n - 1) / 26, first);
    buf_byte(b, (char)(first + (n - 1) % 26));
}

static void put_roman(Buf *b, int n, bool upper)
{
    static const struct {
        int value;
        Str lower, upper;
    } parts[] = {
        {100, STR_INIT("c"), STR_INIT("C")},
        {90, STR_INIT("xc"), STR_INIT("XC")},
        {50, STR_INIT("l"), STR_INIT("L")},
        {40, STR_INIT("xl"), STR_INIT("XL")},
        {10, STR_INIT("x"), STR_INIT("X")},
        {9, STR_INIT("ix"), STR_INIT("IX")},
        {5, STR_INIT("v"), STR_INIT("V")},
        {4, STR_INIT("iv"), STR_INIT("IV")},
        {1, STR_INIT("i"), STR_INIT("I")},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (; n >= parts[i].value; n -= parts[i].value)
            buf_add(b, upper ? parts[i].upper : parts[i].lower);
}

static void put_ordinal(Buf *b, int n, Str type)
{
    char t = type.n == 1 ? type.s[0] : '1';
    bool letter = (t == 'a' || t == 'A') && n > 0;
    bool roman = (t == 'i' || t == 'I') && n > 0 && n < 400;
    if (letter)
        put_letters(b, n, t);
    else if (roman)
        put_roman(b, n, t == 'I');
    else
        buf_int(b, n);
    buf_lit(b, ". ");
}

static bool has_no_marker(const DomNode *n)
{
    char buf[16];
    return str_eq(style_of(n, S("list-style"), buf, sizeof buf), S("none")) ||
           str_eq(style_of(n, S("list-style-type"), buf, sizeof buf),
                  S("none"));
}

/* The first text below n. */
static Str first_text(const HtmlFacts *facts, const DomNode *n, Arena *a)
{
    for (int i = n->id + 1; i < n->end; i++)
        if (facts->dom->v[i]->kind == DOM_TEXT && facts->v[i].chars)
            return block_tidy(a, facts->dom->v[i]->text);
    return (Str){0};
}

/* An item of an <ol> shows a number, unless its text brings its own. */
static void number_item(Reader *r, const DomNode *li)
{
    const DomNode *ol = li->parent;
    if (!ol || ol->tag != DOM_OL)
        return;
    Arena scratch = *r->para.out->a; /* nothing is pushed meanwhile */
    int64_t start = str_to_int(str_trim(dom_attr(ol, S("start"))), 1000000);
    int64_t value = str_to_int(str_trim(dom_attr(li, S("value"))), 1000000);
    int *count = &r->count[ol->id];
    if (value >= 0)
        *count = (int)value;
    else
        *count = *count ? *count + 1 : start >= 0 ? (int)start : 1;
    if (has_no_marker(ol) || has_no_marker(li) ||
        begins_numbered(first_text(r->para.facts, li, &scratch)) ||
        !r->para.facts->v[li->id].chars)
        return;
    Buf b = buf_in(&scratch);
    put_ordinal(&b, *count, dom_attr(ol, S("type")));
    para_literal(&r->para, li, buf_str(&b));
}

/* The caption of a table that is kept as one. */
static void table_caption(Reader *r, const DomNode *table)
{
    const DomNode *caption = table->first;
    while (caption && caption->tag != DOM_CAPTION)
        caption = caption->next;
    if (!caption)
        return;
    for (int i = caption->id + 1; i < caption->end; i++)
        if (r->para.facts->dom->v[i]->kind == DOM_TEXT)
            para_text(&r->para, r->para.facts->dom->v[i]);
    para_edge(&r->para);
}

/* Links to documents in a table that is kept as one. */
static void table_files(Reader *r, const DomNode *table)
{
    const HtmlFacts *facts = r->para.facts;
    for (int i = table->id + 1; i < table->end; i++) {
        const DomNode *n = facts->dom->v[i];
        if (n->kind != DOM_ELEMENT)
            continue;
        if (n->tag == DOM_IMG)
            para_image(&r->para, n);
        if (n->tag == DOM_A && facts->v[i].files && facts->v[i].links) {
            Block *b = block_push(r->para.out, BLOCK_LINK);
            b->target = str_dup(r->para.out->a, dom_attr(n, S("href")));
            b->line = n->line;
            b->chrome = facts->v[i].chrome;
            para_note(&r->para, n);
        }
    }
    para_edge(&r->para);
}

static void read_table(Reader *r, const DomNode *table)
{
    const HtmlFacts *facts = r->para.facts;
    BlockList *out = r->para.out;
    Row *rows;
    para_edge(&r->para);
    table_caption(r, table);
    int n = table_rows(facts, table, out->a, *r->para.a, &rows);
    Str text = table_text(out->a, rows, n);
    Str path = node_path(out->a, table);
    Block *b = block_push(out, BLOCK_TABLE);
    b->text = text;
    b->rows = rows;
    b->nrows = n;
    b->path = path;
    b->line = table->line;
    b->blank_before = true;
    b->chrome = facts->v[table->id].chrome;
    b->link_chars = facts->v[table->id].link_chars;
    para_note(&r->para, table);
    table_files(r, table);
}

/* Preformatted text keeps its lines. */
static void read_pre(Reader *r, const DomNode *n)
{
    DomNode *line = NEW(r->para.a, DomNode);
    Str rest = n->text, s;
    *line = *n;
    while (str_line(&rest, &s)) {
        line->text = s;
        para_text(&r->para, line);
        if (str_given(rest) && n->text.s + n->text.n > s.s + s.n)
            para_break(&r->para);
        line->line++;
    }
}

/* Returns whether the subtree of n has been dealt with. */
static bool enter(Reader *r, const DomNode *n)
{
    Para *p = &r->para;
    const NodeFacts *f = &p->facts->v[n->id];
    if (f->dropped || n->kind == DOM_COMMENT)
        return true;
    if (n->kind == DOM_TEXT) {
        if (f->pre)
            read_pre(r, n);
        else
            para_text(p, n);
        return true;
    }
    if (n->tag == DOM_TABLE && table_is_data(p->facts, n)) {
        read_table(r, n);
        return true;
    }
    if (n->tag == DOM_BR && f->level)
        para_literal(p, n, S("\n"));
    else if (n->tag == DOM_BR)
        para_break(p);
    else if (n->tag == DOM_IMG)
        para_image(p, n);
    else if (n->tag == DOM_RT)
        para_literal(p, n, S("("));
    else if (f->block)
        para_edge(p);
    if (n->tag == DOM_LI)
        number_item(r, n);
    return false;
}

static void leave(Reader *r, const DomNode *n)
{
    if (n->kind != DOM_ELEMENT)
        return;
    if (n->tag == DOM_RT)
        para_literal(&r->para, n, S(")"));
    else if (r->para.facts->v[n->id].block)
        para_edge(&r->para);
}

static void read_tree(Reader *r, const Dom *dom)
{
    for (int i = 0; i < dom->n;) {
        const DomNode *n = dom->v[i];
        i = enter(r, n) ? n->end : i + 1;
        const DomNode *up = i < dom->n ? dom->v[i]->parent : NULL;
        /* what ends before the next node: n and ancestors of it */
        for (const DomNode *x = n; x != up && x && x->end <= i; x = x->parent)
            if (x != n || i == n->end)
                leave(r, x);
    }
}

/* Characters of the blocks that have sentences. */
static int64_t count_prose(const BlockList *l)
{
    int64_t n = 0;
    for (int i = 0; i < l->n; i++)
        if (str_has(l->v[i].text, S("。")))
            n += utf8_count(l->v[i].text);
    return n;
}

/* The page with the article behind it that it carries along and does not show,
 * where that is most of its text; the absent string: there is none. */
static Str with_embedded(const RawPage *page, const Dom *dom,
                         const BlockList *list, Arena *a)
{
    enum { LEAST = 150 };
    int64_t prose = count_prose(list) * 2;
    Date date = 0;
    bool shown = prose > LEAST;
    Str html = embedded_article(dom, shown ? prose : LEAST, shown, a, &date);
    if (!html.n)
        return html;
    Buf b = buf_in(a);
    buf_reserve(&b, page->text.n + html.n + 200);
    buf_add(&b, page->text);
    buf_lit(&b, "\n");
    if (date) {
        buf_lit(&b, "<meta name=datepublished content=\"");
        date_put_iso(&b, date);
        buf_lit(&b, "\">");
    }
    buf_lit(&b, "<div>");
    buf_add(&b, html);
    buf_lit(&b, "</div>");
    return buf_str(&b);
}

/* An image's text that is the page's title says nothing of the image. */
static void drop_title_captions(const RawPage *page, BlockList *list)
{
    for (int i = 0; i < list->n; i++) {
        Block *b = &list->v[i];
        if (b->image && utf8_count(b->text) >= 4 &&
            str_starts(page->title_tag, b->text))
            b->text = S("图片");
    }
}

/* Blocks of nothing but 1, 2, 3 ...: numbers of lines beside a program, of
 * pages below a list. */
static void drop_counting(BlockList *list)
{
    enum { FEWEST = 3, LAST = 99999 };
    for (int i = 0, k; i<list->n; i = k> i ? k : i + 1) {
        for (k = i; k < list->n; k++)
            if (str_to_int(list->v[k].text, LAST) != k - i + 1)
                break;
        for (int j = i; k - i >= FEWEST && j < k; j++)
            list->v[j].chrome = true;
    }
}

static bool read_page(RawPage *page, BlockList *list, Arena scratch, Str *limit,
                      Str *more)
{
    Dom dom;
    if (!dom_parse(page->text, &scratch, *list->a, &dom, limit))
        return false;
    HtmlFacts facts = html_facts(&dom, &scratch);
    Reader r = {.para = {.a = &scratch,
                         .facts = &facts,
                         .out = list,
                         .raw = buf_in(&scratch)},
                .count = NEW_N(&scratch, int, dom.n)};
    read_tree(&r, &dom);
    html_head(&dom, page, list->a);
    html_dates(&dom, page);
    drop_title_captions(page, list);
    drop_counting(list);
    main_content(&facts, r.para.nodes, list->v, list->n, scratch);
    if (more)
        *more = with_embedded(page, &dom, list, list->a);
    return true;
}

static int64_t count_text(const BlockList *l)
{
    int64_t n = 0;
    for (int i = 0; i < l->n; i++)
        n += l->v[i].text.n;
    return n;
}

/* Where the tree has next to nothing of the text (a comment, a script or a
 * text field that was never closed swallowed it), the tags are cut away
 * instead. */
static bool lost_text(const RawPage *page, const BlockList *list,
                      BlockList *stripped, Arena scratch)
{
    enum { FEW_BYTES = 1500, TIMES = 4 };
    if (count_text(list) >= FEW_BYTES)
        return false;
    strip_blocks(page->text, stripped, scratch);
    return count_text(stripped) > FEW_BYTES &&
           count_text(stripped) > TIMES * count_text(list);
}

void html_blocks(RawPage *page, Str file, Arena *perm, Arena scratch, Diags *d)
{
    BlockList list = {.a = perm}, stripped = {.a = perm};
    Str limit = {0}, more = {0};
    bool read = read_page(page, &list, scratch, &limit, &more);
    if (read && more.n) {
        RawPage whole = {.text = more, .url = page->url};
        BlockList all = {.a = perm};
        if (read_page(&whole, &all, scratch, &limit, NULL)) {
            list = all;
            page->metas = whole.metas;
            page->nmetas = whole.nmetas;
            page->told = whole.told;
            page->hinted = whole.hinted;
        }
    }
    if (!read) {
        DIAG1(d, HTML_STRIPPED, file, 0, limit);
        strip_blocks(page->text, &list, scratch);
    } else if (lost_text(page, &list, &stripped, scratch)) {
        DIAG1(d, HTML_STRIPPED, file, 0, S("why.html-unclosed"));
        list = stripped;
    }
    page->v = list.v;
    page->n = list.n;
}
