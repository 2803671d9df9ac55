#include "ingest/html_para.h"

#include "text/utf8.h"

enum { PATH_PARTS = 3, LABEL_CHARS = 24 };

void para_note(Para *p, const DomNode *n)
{
    int i = p->out->n - 1;
    if (i >= p->cap_nodes) {
        int cap = p->cap_nodes ? p->cap_nodes * 2 : 64;
        const DomNode **v = NEW_N(p->a, const DomNode *, cap);
        if (p->cap_nodes)
            memcpy(v, p->nodes, (size_t)p->cap_nodes * sizeof *v);
        p->nodes = v;
        p->cap_nodes = cap;
    }
    p->nodes[i] = n;
}

static const DomNode *block_above(const DomNode *n)
{
    while (n && !(n->kind == DOM_ELEMENT && tag_is_block(n->tag)))
        n = n->parent;
    return n;
}

static void put_step(Buf *b, const DomNode *n)
{
    Str token, cls = dom_attr(n, S("class")), id = dom_attr(n, S("id"));
    buf_add(b, n->name);
    if (next_token(&cls, &token)) {
        buf_byte(b, '.');
        buf_add(b, str_head(token, 40));
    } else if (next_token(&id, &token)) {
        buf_byte(b, '#');
        buf_add(b, str_head(token, 40));
    }
}

Str node_path(Arena *a, const DomNode *n)
{
    const DomNode *steps[PATH_PARTS];
    int k = 0;
    Buf b = buf_in(a);
    for (n = block_above(n); n && k < PATH_PARTS; n = block_above(n->parent))
        if (n->tag != DOM_BODY && n->tag != DOM_TBODY)
            steps[k++] = n;
    while (k-- > 0) {
        put_step(&b, steps[k]);
        if (k)
            buf_byte(&b, '>');
    }
    return buf_str(&b);
}

static ParaLink *add_link(Para *p)
{
    if (p->nlinks == p->cap_links) {
        int cap = p->cap_links ? p->cap_links * 2 : 8;
        ParaLink *v = NEW_N(p->a, ParaLink, cap);
        if (p->nlinks)
            memcpy(v, p->links, (size_t)p->nlinks * sizeof *v);
        p->links = v;
        p->cap_links = cap;
    }
    return &p->links[p->nlinks++];
}

/* Superscript and subscript digits, so that m<sup>2</sup> is m² and not m2. */
static Rune raised(Rune r, bool sub)
{
    if (r >= '0' && r <= '9' && sub)
        return 0x2080 + (r - '0');
    switch (r) {
    case '1':
        return 0xB9;
    case '2':
        return 0xB2;
    case '3':
        return 0xB3;
    case '+':
        return sub ? 0x208A : 0x207A;
    case '-':
    case 0x2212:
        return sub ? 0x208B : 0x207B;
    default:
        return r >= '0' && r <= '9' ? 0x2070 + (r - '0') : 0;
    }
}

/* Text within sup or sub: mapped where all of it can be. */
static void put_raised(Buf *b, Str s, bool sub)
{
    const char *p = s.s, *end = s.s + s.n;
    bool all = true;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        all &= raised(r, sub) || rune_is_space(r);
    }
    if (!all) {
        buf_add(b, s);
        return;
    }
    for (p = s.s; p < end;) {
        Rune r = utf8_next(&p, end);
        utf8_put(b, raised(r, sub) ? raised(r, sub) : r);
    }
}

static void follow_file(Para *p, const NodeFacts *f, ptrdiff_t from)
{
    const DomNode *a = f->link;
    bool file = a && is_file_address(dom_attr(a, S("href")));
    if (!file) {
        p->open_file = NULL;
        return;
    }
    if (p->open_file != a || !p->nlinks) {
        *add_link(p) = (ParaLink){
            .from = from, .target = dom_attr(a, S("href")), .line = a->line};
        p->open_file = a;
    }
    p->links[p->nlinks - 1].to = p->raw.n;
}

void para_text(Para *p, const DomNode *text)
{
    const NodeFacts *f = &p->facts->v[text->id];
    ptrdiff_t from = p->raw.n;
    if (f->sup || f->sub)
        put_raised(&p->raw, text->text, f->sub);
    else
        buf_add(&p->raw, text->text);
    if (!f->chars)
        return;
    if (!p->start)
        p->start = text;
    p->chars += f->chars;
    p->link_chars += f->link_chars;
    p->bold_chars += f->bold ? f->chars : 0;
    follow_file(p, f, from);
}

void para_literal(Para *p, const DomNode *where, Str s)
{
    if (!p->start)
        p->start = where;
    buf_add(&p->raw, s);
}

/* An inlined picture (data:) or one without address is only furniture. */
void para_image(Para *p, const DomNode *img)
{
    Str src = str_trim(dom_attr(img, S("src")));
    if (!src.n || str_starts(src, S("data:")))
        return;
    *add_link(p) = (ParaLink){.from = p->raw.n,
                              .to = p->raw.n,
                              .text = dom_attr(img, S("alt")),
                              .target = src,
                              .line = img->line};
    p->open_file = NULL;
}

/* Columns of full-width and no-break spaces in front: HTML shows these. */
static int indent_of(Str raw)
{
    const char *p = raw.s, *end = raw.s + raw.n;
    int n = 0;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (!rune_is_space(r))
            break;
        n += r == 0x3000 || r == 0x2003 ? 2 : r == 0xA0 || r == 0x2002;
    }
    return n;
}

static Block *push_block(Para *p, BlockKind kind, const DomNode *from)
{
    Str path = node_path(p->out->a, from);
    Block *b = block_push(p->out, kind);
    const NodeFacts *f = &p->facts->v[from->id];
    b->line = from->line;
    b->path = path;
    b->chrome = f->chrome;
    b->centred = f->centred;
    b->blank_before = p->apart;
    p->apart = false;
    para_note(p, from);
    return b;
}

static void push_text(Para *p, Str raw)
{
    Str text = block_tidy(p->out->a, raw);
    if (!text.n)
        return;
    const NodeFacts *f = &p->facts->v[p->start->id];
    bool item = f->item && f->item != p->last_item && f->item->tag == DOM_LI &&
                !f->level;
    Block *b = push_block(p,
                          f->level ? BLOCK_HEADING
                          : item   ? BLOCK_ITEM
                                   : BLOCK_TEXT,
                          p->start);
    b->text = text;
    b->level = f->level;
    b->indent = indent_of(raw);
    b->link_chars = p->link_chars;
    b->bold = p->chars && p->bold_chars == p->chars;
    if (item)
        p->last_item = f->item;
}

static void push_link(Para *p, const ParaLink *l, Str text, const DomNode *from)
{
    Str tidy = block_tidy(p->out->a, text);
    Block *b = push_block(p, BLOCK_LINK, from);
    b->text = tidy;
    b->target = str_dup(p->out->a, l->target);
    b->line = l->line;
    b->link_chars = (int)utf8_count(tidy);
}

/* Whether the paragraph is nothing but links to documents with a short label:
 * then these become blocks; within a sentence the text stays whole. */
static bool is_file_list(const Para *p)
{
    int in_files = 0;
    for (int i = 0; i < p->nlinks; i++)
        in_files += (int)utf8_count((Str){p->raw.s + p->links[i].from,
                                          p->links[i].to - p->links[i].from});
    return in_files && p->chars - in_files <= LABEL_CHARS;
}

static Str raw_part(const Para *p, ptrdiff_t from, ptrdiff_t to)
{
    return (Str){p->raw.s + from, to - from};
}

static void push_file_list(Para *p)
{
    ptrdiff_t at = 0;
    int link_chars = p->link_chars;
    for (int i = 0; i < p->nlinks; i++) {
        const ParaLink *l = &p->links[i];
        p->link_chars = 0;
        push_text(p, raw_part(p, at, l->from));
        push_link(p, l, l->to > l->from ? raw_part(p, l->from, l->to) : l->text,
                  p->start);
        at = l->to;
    }
    push_text(p, raw_part(p, at, p->raw.n));
    p->link_chars = link_chars;
}

static void push_images(Para *p, const DomNode *from)
{
    for (int i = 0; i < p->nlinks; i++)
        if (p->links[i].from == p->links[i].to)
            push_link(p, &p->links[i], p->links[i].text, from);
}

static void flush(Para *p, const DomNode *at)
{
    if (p->start && is_file_list(p)) {
        push_file_list(p);
    } else {
        if (p->start)
            push_text(p, buf_str(&p->raw));
        push_images(p, p->start ? p->start : at);
    }
    p->raw.n = 0;
    p->start = NULL;
    p->chars = p->link_chars = p->bold_chars = p->nlinks = 0;
    p->open_file = NULL;
}

void para_break(Para *p, const DomNode *at)
{
    if (!p->start)
        p->apart = true; /* two breaks in a row: an empty line */
    flush(p, at);
}

void para_edge(Para *p, const DomNode *at)
{
    flush(p, at);
    p->apart = true;
}
