#include "ingest/html/html_facts.h"

#include "text/utf8.h"

enum { PLAIN, BLOCK = 1, DROPPED = 2, BOLD = 4, CHROME = 8 };

/* More characters than these, and its end tag was forgotten. */
enum { LONGEST_HEADING = 200, LONGEST_LINK = 250 };

/* What an element means for text. */
static const unsigned char kinds[DOM_TAG_COUNT] = {
    [DOM_HEAD] = DROPPED,
    [DOM_TITLE] = DROPPED,
    [DOM_STYLE] = DROPPED,
    [DOM_SCRIPT] = DROPPED,
    [DOM_NOSCRIPT] = DROPPED,
    [DOM_TEMPLATE] = DROPPED,
    [DOM_RP] = DROPPED,
    [DOM_IFRAME] = DROPPED,
    [DOM_OBJECT] = DROPPED,
    [DOM_AUDIO] = DROPPED,
    [DOM_VIDEO] = DROPPED,
    [DOM_CANVAS] = DROPPED,
    [DOM_SVG] = DROPPED,
    [DOM_BUTTON] = DROPPED,
    [DOM_SELECT] = DROPPED,
    [DOM_OPTION] = DROPPED,
    [DOM_TEXTAREA] = DROPPED,
    [DOM_NOFRAMES] = DROPPED,
    [DOM_NOEMBED] = DROPPED,
    [DOM_NAV] = BLOCK | CHROME,
    [DOM_ASIDE] = BLOCK | CHROME,
    [DOM_FOOTER] = BLOCK | CHROME,
    [DOM_HTML] = BLOCK,
    [DOM_BODY] = BLOCK,
    [DOM_ARTICLE] = BLOCK,
    [DOM_SECTION] = BLOCK,
    [DOM_H1] = BLOCK,
    [DOM_H2] = BLOCK,
    [DOM_H3] = BLOCK,
    [DOM_H4] = BLOCK,
    [DOM_H5] = BLOCK,
    [DOM_H6] = BLOCK,
    [DOM_HEADER] = BLOCK,
    [DOM_MAIN] = BLOCK,
    [DOM_P] = BLOCK,
    [DOM_HR] = BLOCK,
    [DOM_PRE] = BLOCK,
    [DOM_BLOCKQUOTE] = BLOCK,
    [DOM_OL] = BLOCK,
    [DOM_UL] = BLOCK,
    [DOM_LI] = BLOCK,
    [DOM_DL] = BLOCK,
    [DOM_DT] = BLOCK,
    [DOM_DD] = BLOCK,
    [DOM_FIGURE] = BLOCK,
    [DOM_FIGCAPTION] = BLOCK,
    [DOM_DIV] = BLOCK,
    [DOM_CENTER] = BLOCK,
    [DOM_TABLE] = BLOCK,
    [DOM_CAPTION] = BLOCK,
    [DOM_TBODY] = BLOCK,
    [DOM_THEAD] = BLOCK,
    [DOM_TFOOT] = BLOCK,
    [DOM_TR] = BLOCK,
    [DOM_TD] = BLOCK,
    [DOM_TH] = BLOCK,
    [DOM_FORM] = BLOCK,
    [DOM_FIELDSET] = BLOCK,
    [DOM_LEGEND] = BLOCK,
    [DOM_DETAILS] = BLOCK,
    [DOM_SUMMARY] = BLOCK,
    [DOM_ADDRESS] = BLOCK,
    [DOM_DIR] = BLOCK,
    [DOM_MENU] = BLOCK,
    [DOM_HGROUP] = BLOCK,
    [DOM_B] = BOLD,
    [DOM_STRONG] = BOLD,
};

/* Words of class and id that only page furniture bears. */
static const Str furniture[] = {
    STR_INIT("nav"),         STR_INIT("navbar"),
    STR_INIT("navigation"),  STR_INIT("topnav"),
    STR_INIT("menu"),        STR_INIT("mainmenu"),
    STR_INIT("foot"),        STR_INIT("footer"),
    STR_INIT("copyright"),   STR_INIT("breadcrumb"),
    STR_INIT("breadcrumbs"), STR_INIT("crumb"),
    STR_INIT("crumbs"),      STR_INIT("sidebar"),
    STR_INIT("share"),       STR_INIT("pagination"),
    STR_INIT("pager"),       STR_INIT("bdsharebuttonbox"),
};

bool tag_is_block(DomTag tag)
{
    return kinds[tag] & BLOCK;
}

int tag_level(DomTag tag)
{
    return tag >= DOM_H1 && tag <= DOM_H6 ? (int)(tag - DOM_H1) + 1 : 0;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Whether s ends as the name of a document does. */
static bool is_file_name(Str s)
{
    static const Str kinds_of_file[] = {
        STR_INIT("pdf"),  STR_INIT("doc"), STR_INIT("docx"), STR_INIT("xls"),
        STR_INIT("xlsx"), STR_INIT("ppt"), STR_INIT("pptx"), STR_INIT("wps"),
        STR_INIT("et"),   STR_INIT("zip"), STR_INIT("rar"),  STR_INIT("7z"),
        STR_INIT("ofd"),  STR_INIT("ceb"), STR_INIT("rtf"),  STR_INIT("csv"),
    };
    s = str_trim(s);
    ptrdiff_t dot = str_rfind_byte(s, '.');
    Str ext = dot < 0 ? (Str){0} : str_skip(s, dot + 1);
    for (size_t i = 0; i < sizeof kinds_of_file / sizeof *kinds_of_file; i++)
        if (str_eq_nocase(ext, kinds_of_file[i]))
            return true;
    return false;
}

/* /a/b.pdf, /a/b.pdf?v=1, /down.jsp?filename=b.pdf&x=1 */
static bool is_file_address(Str href)
{
    while (str_given(href)) {
        Str part = str_cut(&href, S("?"));
        while (str_given(part))
            if (is_file_name(str_cut(&part, S("&"))))
                return true;
    }
    return false;
}

Str style_of(const DomNode *n, Str property, char *buf, ptrdiff_t cap)
{
    Str style = dom_attr(n, S("style")), found = {0};
    while (style.n) {
        Str value = str_cut(&style, S(";"));
        Str name = str_cut(&value, S(":"));
        if (!str_eq_nocase(str_trim(name), property))
            continue;
        ptrdiff_t k = 0;
        for (ptrdiff_t i = 0; i < value.n && k < cap; i++)
            if (value.s[i] > ' ')
                buf[k++] = lower(value.s[i]);
        found = (Str){buf, k};
    }
    return found;
}

bool next_token(Str *rest, Str *token)
{
    *rest = str_trim(*rest);
    ptrdiff_t n = 0;
    while (n < rest->n && (unsigned char)rest->s[n] > ' ')
        n++;
    *token = str_head(*rest, n);
    *rest = str_skip(*rest, n);
    return n > 0;
}

static bool is_hidden(const DomNode *n)
{
    char buf[16];
    if (str_given(dom_attr(n, S("hidden"))))
        return true;
    return str_starts(style_of(n, S("display"), buf, sizeof buf), S("none")) ||
           str_starts(style_of(n, S("visibility"), buf, sizeof buf),
                      S("hidden"));
}

/* <span style="display:block"> */
static bool is_styled_block(const DomNode *n)
{
    char buf[16];
    Str display = style_of(n, S("display"), buf, sizeof buf);
    return str_starts(display, S("block")) || str_eq(display, S("flex")) ||
           str_starts(display, S("table")) || str_eq(display, S("list-item"));
}

static bool has_furniture_word(Str attr)
{
    Str token;
    while (next_token(&attr, &token))
        for (size_t i = 0; i < sizeof furniture / sizeof *furniture; i++)
            if (str_eq_nocase(token, furniture[i]))
                return true;
    return false;
}

static int count_chars(Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    int n = 0;
    while (p < end)
        n += !rune_is_space(utf8_next(&p, end));
    return n;
}

/* align= of a table or an image places it, not the text in it. */
static void read_alignment(const DomNode *n, NodeFacts *f)
{
    char buf[16];
    if (n->tag == DOM_CENTER)
        f->centred = true;
    Str align = dom_attr(n, S("align"));
    if (align.n && n->tag != DOM_TABLE && n->tag != DOM_IMG)
        f->centred = str_eq_nocase(align, S("center"));
    Str style = style_of(n, S("text-align"), buf, sizeof buf);
    if (style.n)
        f->centred = str_starts(style, S("center"));
}

static void read_weight(const DomNode *n, NodeFacts *f)
{
    char buf[16];
    if (kinds[n->tag] & BOLD)
        f->bold = true;
    Str weight = style_of(n, S("font-weight"), buf, sizeof buf);
    if (weight.n)
        f->bold =
            str_starts(weight, S("bold")) || str_to_int(weight, 1000) >= 600;
}

static void inherit(NodeFacts *f, const NodeFacts *up)
{
    f->hidden = up->hidden;
    f->bold = up->bold;
    f->centred = up->centred;
    f->pre = up->pre;
    f->sup = up->sup;
    f->sub = up->sub;
    f->level = up->level;
    f->link = up->link;
    f->item = up->item;
}

static bool is_typed_in(const DomNode *n)
{
    static const Str types[] = {STR_INIT(""), STR_INIT("text"),
                                STR_INIT("password"), STR_INIT("search"),
                                STR_INIT("email")};
    if (!str_eq_nocase(n->name, S("input")))
        return n->tag == DOM_TEXTAREA;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq_nocase(dom_attr(n, S("type")), types[i]))
            return true;
    return false;
}

static void read_element(const DomNode *n, NodeFacts *f)
{
    f->hidden |= is_hidden(n);
    f->block =
        tag_is_block(n->tag) || n->tag == DOM_TEXTAREA || is_styled_block(n);
    f->pre |= n->tag == DOM_PRE || n->tag == DOM_TEXTAREA;
    f->sup |= n->tag == DOM_SUP;
    f->sub |= n->tag == DOM_SUB;
    f->tables = n->tag == DOM_TABLE;
    f->fields = is_typed_in(n);
    f->headings = tag_level(n->tag) && f->chars <= LONGEST_HEADING;
    if (f->headings)
        f->level = tag_level(n->tag);
    if (n->tag == DOM_LI || n->tag == DOM_DT || n->tag == DOM_DD)
        f->item = n;
    if (n->tag == DOM_TABLE || n->tag == DOM_UL || n->tag == DOM_OL)
        f->item = NULL; /* starts afresh: what is in it is not the item's */
    if (n->tag == DOM_A && str_given(dom_attr(n, S("href"))) &&
        f->chars <= LONGEST_LINK) {
        f->link = n;
        f->links = 1;
        f->files = is_file_address(dom_attr(n, S("href")));
    }
    read_alignment(n, f);
    read_weight(n, f);
}

static void read_text(HtmlFacts *facts, const DomNode *n, NodeFacts *f)
{
    f->link_chars = f->link ? f->chars : 0;
    if (f->link && is_file_name(n->text))
        facts->v[f->link->id].files = 1;
}

bool field_is_markup(const DomNode *field)
{
    return field->tag == DOM_TEXTAREA && field->first &&
           str_starts(str_trim(field->first->text), S("<"));
}

bool field_is_data(Str text)
{
    enum { BRACES = 3 };
    int n = 0;
    for (ptrdiff_t i = 0; i < text.n && n < BRACES; i++)
        n += text.s[i] == '{';
    return n == BRACES;
}

/* A text field that holds an article: some sites show their texts in one. */
static bool is_article_field(const DomNode *n)
{
    enum { ARTICLE = 150, SENTENCES = 3 };
    int chars = 0, stops = 0;
    for (const DomNode *c = n->first; c && !field_is_markup(n); c = c->next) {
        if (c->kind != DOM_TEXT)
            continue;
        if (field_is_data(c->text))
            return false;
        chars += count_chars(c->text);
        for (ptrdiff_t at = 0; (at = str_find(c->text, S("。"), at)) >= 0; at++)
            stops++;
    }
    return chars >= ARTICLE && stops >= SENTENCES;
}

/* What is text at all, and how much of it there is below each node; children
 * have larger ids than their parents. */
static void count_text(HtmlFacts *facts)
{
    const Dom *dom = facts->dom;
    for (int i = 0; i < dom->n; i++) {
        const DomNode *n = dom->v[i];
        NodeFacts *f = &facts->v[i];
        f->dropped = n->parent && facts->v[n->parent->id].dropped;
        if (n->kind == DOM_ELEMENT)
            f->dropped |= (kinds[n->tag] & DROPPED) &&
                          !(n->tag == DOM_TEXTAREA && is_article_field(n));
        else if (n->kind == DOM_TEXT && !f->dropped)
            f->chars = count_chars(n->text);
    }
    for (int i = dom->n; i-- > 0;) {
        const DomNode *parent = dom->v[i]->parent;
        if (parent)
            facts->v[parent->id].chars += facts->v[i].chars;
    }
}

/* From the root down: what a node inherits and is. */
static void read_nodes(HtmlFacts *facts)
{
    const Dom *dom = facts->dom;
    for (int i = 0; i < dom->n; i++) {
        const DomNode *n = dom->v[i];
        NodeFacts *f = &facts->v[i];
        if (n->parent)
            inherit(f, &facts->v[n->parent->id]);
        if (n->kind == DOM_ELEMENT)
            read_element(n, f);
        else if (n->kind == DOM_TEXT)
            read_text(facts, n, f);
    }
}

/* From the leaves up: sums. */
static void add_up(HtmlFacts *facts)
{
    for (int i = facts->dom->n; i-- > 1;) {
        const NodeFacts *f = &facts->v[i];
        NodeFacts *up = &facts->v[facts->dom->v[i]->parent->id];
        up->link_chars += f->link_chars;
        up->links += f->chars ? f->links : 0;
        up->files += f->files;
        up->tables += f->tables;
        up->fields += f->fields;
        up->headings += f->headings;
    }
}

/* What consists of links to other pages: menus, lists of titles. */
static bool is_link_list(const DomNode *n, const NodeFacts *f)
{
    bool list = n->tag == DOM_UL || n->tag == DOM_OL || n->tag == DOM_DL;
    return f->links >= 3 && !f->files && f->block &&
           f->link_chars * 10 >= f->chars * (list ? 8 : 9);
}

/* Furniture by its name, unless it holds too much text to be that: a <nav>
 * that was never closed, a layout that calls its middle column "menu". */
static bool is_furniture(const DomNode *n, const NodeFacts *f, int page_text)
{
    bool named = (kinds[n->tag] & CHROME) ||
                 has_furniture_word(dom_attr(n, S("class"))) ||
                 has_furniture_word(dom_attr(n, S("id")));
    int text = f->chars - f->link_chars;
    return named && (text * 4 <= page_text || text <= 60);
}

/* A form to fill in: a few words a field, and not most of the page. */
static bool is_to_fill(const DomNode *n, const NodeFacts *f, int page_text)
{
    enum { WORDS = 80 };
    int text = f->chars - f->link_chars;
    return n->tag == DOM_FORM && f->fields && text <= WORDS * f->fields &&
           text * 4 <= page_text;
}

/* Hidden text is chrome, unless it is the bulk of the page: some sites show
 * the article by a script. */
static void find_chrome(HtmlFacts *facts)
{
    const Dom *dom = facts->dom;
    int page_text = facts->v[0].chars - facts->v[0].link_chars;
    for (int i = 0; i < dom->n; i++) {
        const DomNode *n = dom->v[i];
        NodeFacts *f = &facts->v[i];
        const NodeFacts *up = n->parent ? &facts->v[n->parent->id] : NULL;
        if (f->hidden && n->kind == DOM_ELEMENT && is_hidden(n))
            f->hidden = (f->chars - f->link_chars) * 2 <= page_text;
        else if (f->hidden && up)
            f->hidden = up->hidden;
        f->chrome = (up && up->chrome) || f->hidden;
        if (n->kind == DOM_ELEMENT && !f->chrome)
            f->chrome = is_furniture(n, f, page_text) || is_link_list(n, f) ||
                        is_to_fill(n, f, page_text);
    }
}

HtmlFacts html_facts(const Dom *dom, Arena *a)
{
    HtmlFacts facts = {dom, NEW_N(a, NodeFacts, dom->n)};
    count_text(&facts);
    read_nodes(&facts);
    add_up(&facts);
    find_chrome(&facts);
    return facts;
}
