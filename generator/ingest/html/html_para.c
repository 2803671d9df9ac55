#include "ingest/html/html_para.h"

#include "ingest/line/numbering.h"
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
        buf_add(b, utf8_head(token, 40));
    } else if (next_token(&id, &token)) {
        buf_byte(b, '#');
        buf_add(b, utf8_head(token, 40));
    }
}

Str node_path(Arena *a, const DomNode *n)
{
    const DomNode *steps[PATH_PARTS];
    int k = 0;
    Buf b = buf_in(a);
    for (n = block_above(n); n && k < PATH_PARTS; n = block_above(n->parent))
        if (n->tag != DOM_HTML && n->tag != DOM_BODY && n->tag != DOM_TBODY)
            steps[k++] = n;
    while (k-- > 0) {
        put_step(&b, steps[k]);
        if (k)
            buf_byte(&b, '>');
    }
    return buf_str(&b);
}

static void add_link(Para *p, const DomNode *el, ptrdiff_t from)
{
    if (p->nlinks == p->cap_links) {
        int cap = p->cap_links ? p->cap_links * 2 : 8;
        ParaLink *v = NEW_N(p->a, ParaLink, cap);
        if (p->nlinks)
            memcpy(v, p->links, (size_t)p->nlinks * sizeof *v);
        p->links = v;
        p->cap_links = cap;
    }
    p->links[p->nlinks++] = (ParaLink){from, from, el};
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

void para_raise(Buf *b, Str s, bool sub)
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

/* Begins with a word of two to six characters and a colon. */
static bool begins_with_label(Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    for (int i = 0; i <= 6 && p < end; i++) {
        Rune r = utf8_next(&p, end);
        if (r == ':' || r == 0xFF1A)
            return i >= 2;
        if (!rune_is_han(r))
            return false;
    }
    return false;
}

/* Links side by side, and the fields of a date line, are parted by their
 * style alone: <span>...</span><span>label: ...</span>. */
static bool stands_apart(const Para *p, const DomNode *text)
{
    const DomNode *before = p->before;
    if (!p->raw.n || !before || before->parent == text->parent)
        return false;
    const DomNode *x = p->facts->v[before->id].link;
    const DomNode *y = p->facts->v[text->id].link;
    if (x && y && x != y)
        return true;
    const char *end = p->raw.s + p->raw.n;
    return !rune_is_cjk_punct(utf8_prev(&end, p->raw.s)) &&
           begins_with_label(text->text);
}

static void follow_link(Para *p, const DomNode *a, ptrdiff_t from)
{
    if (!a || !p->facts->v[a->id].files)
        return;
    if (!p->nlinks || p->links[p->nlinks - 1].el != a)
        add_link(p, a, from);
    p->links[p->nlinks - 1].to = p->raw.n;
}

void para_text(Para *p, const DomNode *text)
{
    const NodeFacts *f = &p->facts->v[text->id];
    if (f->chars && stands_apart(p, text))
        buf_byte(&p->raw, ' ');
    ptrdiff_t from = p->raw.n;
    if (f->sup || f->sub)
        para_raise(&p->raw, text->text, f->sub);
    else
        buf_add(&p->raw, text->text);
    if (!f->chars)
        return;
    if (!p->start)
        p->start = text;
    p->before = text;
    p->chars += f->chars;
    p->link_chars += f->link_chars;
    p->bold_chars += f->bold ? f->chars : 0;
    follow_link(p, f->link, from);
}

void para_literal(Para *p, const DomNode *where, Str s)
{
    if (!p->start)
        p->start = where;
    buf_add(&p->raw, s);
}

static bool is_tiny(Str size)
{
    enum { ICON = 50 }; /* pixels */
    int64_t n = str_to_int(str_head(size, size.n < 4 ? size.n : 4), 9999);
    return n >= 0 && n <= ICON;
}

/* An inlined picture (data:) or one without address is only furniture, and so
 * is a small one without a text. */
void para_image(Para *p, const DomNode *img)
{
    Str src = str_trim(dom_attr(img, S("src")));
    bool silent = !str_trim(dom_attr(img, S("alt"))).n;
    if (!src.n || str_starts(src, S("data:")) ||
        (silent && (is_tiny(dom_attr(img, S("width"))) ||
                    is_tiny(dom_attr(img, S("height"))))))
        return;
    add_link(p, img, p->raw.n);
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
    b->pre = f->pre;
    b->blank_before = p->apart;
    p->apart = false;
    para_note(p, from);
    return b;
}

static const Str no_caption = STR_INIT("图片");

/* An alt that is the file's name, or no more than letters and digits. */
static bool says_nothing(Str alt)
{
    for (ptrdiff_t i = 0; i < alt.n; i++)
        if ((unsigned char)alt.s[i] >= 0x80 || alt.s[i] == ' ')
            return str_ends(alt, S(".jpg")) || str_ends(alt, S(".png")) ||
                   str_ends(alt, S(".gif")) || str_ends(alt, S(".jpeg"));
    return true;
}

/* The caption that stands beside an image is not said twice. */
static void part_captions(Para *p)
{
    Block *last = &p->out->v[p->out->n - 1];
    Block *before = p->out->n > 1 ? last - 1 : NULL;
    if (before && before->image != last->image &&
        str_eq(before->text, last->text)) {
        Block *image = before->image ? before : last;
        image->text = no_caption;
    }
}

/* A number that has a block to itself belongs to the short line in the next
 * one: <p>一、</p><p>...</p>. Puts that line behind it; false: it is none. */
static bool join_number(Para *p, Str text)
{
    enum { LINE = 40 };
    int i = p->out->n - 1;
    Block *number = i >= 0 ? &p->out->v[i] : NULL;
    if (!number || number->kind != BLOCK_TEXT || number->link_chars ||
        p->link_chars || utf8_count(text) > LINE || ends_sentence(text))
        return false;
    Numbering n = numbering_of(number->text);
    const DomNode *a = block_above(p->nodes[i]), *b = block_above(p->start);
    bool mark = n.kind == NUMBER_HAN || n.kind == NUMBER_HAN_PAREN ||
                n.kind == NUMBER_ARABIC || n.kind == NUMBER_PAREN;
    if (!mark || n.text.n || !a || !b || a->parent != b->parent ||
        numbering_of(text).kind != NUMBER_NONE)
        return false;
    number->text = str_concat(p->out->a, number->text, text);
    number->bold &= p->bold_chars == p->chars;
    return true;
}

static void push_text(Para *p, Str raw)
{
    Str text = block_tidy(p->out->a, raw);
    if (!text.n)
        return;
    const NodeFacts *f = &p->facts->v[p->start->id];
    if (!f->level && join_number(p, text))
        return;
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
    part_captions(p);
}

static void push_link(Para *p, const ParaLink *l)
{
    bool image = l->el->tag == DOM_IMG;
    Str raw = image ? dom_attr(l->el, S("alt"))
                    : (Str){p->raw.s + l->from, l->to - l->from};
    Str text = block_tidy(p->out->a, raw);
    Str target = str_dup(
        p->out->a, str_trim(dom_attr(l->el, image ? S("src") : S("href"))));
    Block *b = push_block(p, BLOCK_LINK, l->el);
    b->text = image && says_nothing(text) ? no_caption : text;
    b->target = target;
    b->image = image;
    b->link_chars = p->facts->v[l->el->id].link ? (int)utf8_count(text) : 0;
    if (image)
        part_captions(p);
}

/* Whether the paragraph is nothing but links to documents with a short label:
 * then these become blocks; within a sentence the text stays whole. */
static bool is_file_list(const Para *p)
{
    int in_files = 0;
    for (int i = 0; i < p->nlinks; i++)
        if (p->links[i].el->tag == DOM_A)
            in_files += p->facts->v[p->links[i].el->id].chars;
    return in_files && p->chars - in_files <= LABEL_CHARS;
}

static void push_file_list(Para *p)
{
    ptrdiff_t at = 0;
    p->link_chars = 0;
    for (int i = 0; i < p->nlinks; i++) {
        push_text(p, (Str){p->raw.s + at, p->links[i].from - at});
        push_link(p, &p->links[i]);
        at = p->links[i].to;
    }
    push_text(p, (Str){p->raw.s + at, p->raw.n - at});
}

static void flush(Para *p)
{
    if (p->start && is_file_list(p)) {
        push_file_list(p);
    } else {
        if (p->start)
            push_text(p, buf_str(&p->raw));
        for (int i = 0; i < p->nlinks; i++)
            if (p->links[i].el->tag == DOM_IMG)
                push_link(p, &p->links[i]);
    }
    p->raw.n = 0;
    p->start = p->before = NULL;
    p->chars = p->link_chars = p->bold_chars = p->nlinks = 0;
}

void para_break(Para *p)
{
    if (!p->start)
        p->apart = true; /* two breaks in a row: an empty line */
    flush(p);
}

void para_edge(Para *p)
{
    flush(p);
    p->apart = true;
}
