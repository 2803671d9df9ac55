#include "text/dom.h"

#include "text/html_scan.h"

#include <gumbo.h>
#include <string.h>

/* Within these limits gumbo 0.10 takes a fraction of a second; without them
 * 200,000 nested elements or attributes, or formatting elements that are left
 * open and made again in each paragraph, take minutes. */
enum {
    MOST_BYTES = 8 << 20,
    MOST_TAGS = 200000,
    MOST_DEPTH = 400,
    MOST_ATTRIBUTES = 256,
    MOST_REOPENED = 400000 /* open formatting elements, summed over tags */
};

static bool name_in(Str name, const Str *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(name, v[i]))
            return true;
    return false;
}
#define NAME_IN(name, table) \
    name_in((name), (table), sizeof(table) / sizeof *(table))

static const Str formatting[] = {
    STR_INIT("a"),  STR_INIT("b"),     STR_INIT("big"),    STR_INIT("code"),
    STR_INIT("em"), STR_INIT("font"),  STR_INIT("i"),      STR_INIT("nobr"),
    STR_INIT("s"),  STR_INIT("small"), STR_INIT("strike"), STR_INIT("strong"),
    STR_INIT("tt"), STR_INIT("u"),
};
/* Elements that have no end tag, or whose next of kind closes them. */
static const Str not_nested[] = {
    STR_INIT("br"),    STR_INIT("img"),   STR_INIT("input"), STR_INIT("hr"),
    STR_INIT("meta"),  STR_INIT("link"),  STR_INIT("p"),     STR_INIT("li"),
    STR_INIT("td"),    STR_INIT("tr"),    STR_INIT("th"),    STR_INIT("option"),
    STR_INIT("dd"),    STR_INIT("dt"),    STR_INIT("col"),   STR_INIT("area"),
    STR_INIT("base"),  STR_INIT("param"), STR_INIT("embed"), STR_INIT("source"),
    STR_INIT("wbr"),   STR_INIT("frame"), STR_INIT("tbody"), STR_INIT("thead"),
    STR_INIT("track"), STR_INIT("image"), STR_INIT("tfoot"), STR_INIT("rt"),
    STR_INIT("rp"),
};

/* What a parser would have open, roughly: names only. */
typedef struct Open {
    Str stack[MOST_DEPTH];
    int depth, formatting;
    int64_t reopened;
    int tags;
} Open;

/* An end tag closes what was opened since its start tag; where there is none
 * it closes nothing. */
static void close_tag(Open *o, Str name)
{
    if (NAME_IN(name, formatting) && o->formatting)
        o->formatting--;
    for (int i = o->depth; i-- > 0;)
        if (str_eq_nocase(o->stack[i], name)) {
            o->depth = i;
            return;
        }
}

/* Counts a start tag; the name of the limit it breaks, or absent. */
static Str open_tag(Open *o, const HtmlPiece *tag)
{
    if (++o->tags > MOST_TAGS)
        return S("why.html-tags");
    if (tag->nattrs > MOST_ATTRIBUTES)
        return S("why.html-attributes");
    o->reopened += o->formatting;
    if (o->reopened > MOST_REOPENED)
        return S("formatting");
    o->formatting += NAME_IN(tag->name, formatting);
    if (NAME_IN(tag->name, not_nested))
        return (Str){0};
    if (o->depth == MOST_DEPTH)
        return S("why.html-depth");
    o->stack[o->depth++] = tag->name;
    return (Str){0};
}

static bool within_limits(Str html, Arena scratch, Str *limit)
{
    Open *o = NEW(&scratch, Open);
    HtmlScan scan = html_scan(html);
    HtmlPiece piece;
    *limit = html.n > MOST_BYTES ? S("why.html-size") : (Str){0};
    while (!limit->n && html_scan_next(&scan, &piece)) {
        if (piece.kind == HTML_START)
            *limit = open_tag(o, &piece);
        else if (piece.kind == HTML_END)
            close_tag(o, piece.name);
    }
    return !limit->n;
}

static void *gumbo_take(void *arena, size_t n)
{
    return n < PTRDIFF_MAX ? arena_alloc(arena, (ptrdiff_t)n, 16, 1) : NULL;
}

static void gumbo_give(void *arena, void *p)
{
    (void)arena; /* all of it dies with the arena */
    (void)p;
}

static DomTag tag_of(GumboTag tag)
{
    static const unsigned char tags[GUMBO_TAG_LAST + 1] = {
#define DOM_TAG(id) [GUMBO_TAG_##id] = DOM_##id,
#include "text/dom_tags.h"
#undef DOM_TAG
    };
    return tag <= GUMBO_TAG_LAST ? (DomTag)tags[tag] : DOM_OTHER;
}

static const GumboVector *children_of(const GumboNode *g)
{
    static const GumboVector none = {0};
    if (g->type == GUMBO_NODE_DOCUMENT)
        return &g->v.document.children;
    if (g->type == GUMBO_NODE_ELEMENT || g->type == GUMBO_NODE_TEMPLATE)
        return &g->v.element.children;
    return &none;
}

static void copy_element(DomNode *n, const GumboElement *e, Arena *a)
{
    n->kind = DOM_ELEMENT;
    n->tag = tag_of(e->tag);
    n->name = str_dup(a, str_of(gumbo_normalized_tagname(e->tag)));
    n->line = (int)e->start_pos.line;
    n->attrs = NEW_N(a, DomAttr, e->attributes.length);
    for (unsigned i = 0; i < e->attributes.length; i++) {
        const GumboAttribute *g = e->attributes.data[i];
        n->attrs[n->nattrs++] = (DomAttr){str_dup(a, str_of(g->name)),
                                          str_dup(a, str_of(g->value))};
    }
}

static DomNode *copy_node(const GumboNode *g, Arena *a)
{
    DomNode *n = NEW(a, DomNode);
    if (g->type == GUMBO_NODE_ELEMENT || g->type == GUMBO_NODE_TEMPLATE) {
        copy_element(n, &g->v.element, a);
        return n;
    }
    if (g->type == GUMBO_NODE_DOCUMENT) {
        n->name = S("");
        n->line = 1;
        return n;
    }
    n->kind = g->type == GUMBO_NODE_COMMENT ? DOM_COMMENT : DOM_TEXT;
    n->text = str_dup(a, str_of(g->v.text.text));
    n->line = (int)g->v.text.start_pos.line;
    return n;
}

/* Where the copying stands: a chain upwards instead of recursion. */
typedef struct Walk {
    const GumboNode *g;
    DomNode *n;
    unsigned next; /* child of g to copy next */
    struct Walk *up;
} Walk;

static void append_child(DomNode *parent, DomNode *n)
{
    n->parent = parent;
    n->depth = parent->depth + 1;
    if (parent->last)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
}

static void list_node(Dom *dom, int *cap, DomNode *n, Arena *a)
{
    if (dom->n == *cap) {
        *cap = *cap ? *cap * 2 : 256;
        DomNode **v = NEW_N(a, DomNode *, *cap);
        if (dom->n)
            memcpy(v, dom->v, (size_t)dom->n * sizeof *v);
        dom->v = v;
    }
    n->id = dom->n;
    dom->v[dom->n++] = n;
}

static Dom copy_tree(const GumboNode *root, Arena *perm, Arena scratch)
{
    Dom dom = {0};
    int cap = 0;
    Walk *w = NEW(&scratch, Walk);
    Walk *free_walks = NULL;
    *w = (Walk){.g = root, .n = copy_node(root, perm)};
    list_node(&dom, &cap, w->n, perm);
    for (;;) {
        const GumboVector *kids = children_of(w->g);
        if (w->next == kids->length) {
            Walk *up = w->up;
            w->n->end = dom.n;
            if (!up)
                return dom;
            w->up = free_walks;
            free_walks = w;
            w = up;
            continue;
        }
        const GumboNode *g = kids->data[w->next++];
        DomNode *n = copy_node(g, perm);
        append_child(w->n, n);
        list_node(&dom, &cap, n, perm);
        Walk *down = free_walks;
        if (down)
            free_walks = down->up;
        else
            down = NEW(&scratch, Walk);
        *down = (Walk){.g = g, .n = n, .up = w};
        w = down;
    }
}

bool dom_parse(Str html, Arena *perm, Arena scratch, Dom *out, Str *limit)
{
    *out = (Dom){0};
    if (!within_limits(html, scratch, limit))
        return false;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = gumbo_take;
    options.deallocator = gumbo_give;
    options.userdata = &scratch;
    options.max_errors = 0;
    html = html_tame_references(html, &scratch);
    GumboOutput *tree =
        gumbo_parse_with_options(&options, html.s, (size_t)html.n);
    *out = copy_tree(tree->document, perm, scratch);
    return true;
}

Str dom_attr(const DomNode *n, Str name)
{
    for (int i = 0; i < n->nattrs; i++)
        if (str_eq(n->attrs[i].name, name))
            return n->attrs[i].value;
    return (Str){0};
}
