/* Template text to instructions; rendering is in template.c. */
#include "base/lang.h"
#include "text/escape.h"
#include "text/template_code.h"

enum { MAX_TEXT = 1 << 24 }; /* bytes of a template file */

struct Templates {
    Arena *perm;
    TemplateSource *source;
    TemplateText *text;
    void *ctx;
    Map parsed; /* name -> Template *; one without code is being parsed */
    Map names;  /* each name once: name -> Str * */
    int depth;  /* of parts that are being parsed within each other */
};

/* A section that is not closed yet. */
typedef struct Open {
    Str name;
    int32_t at; /* its instruction */
    int line;
} Open;

typedef struct Parser {
    Templates *set;
    Str name;
    Buf text; /* all literal text; OP_TEXT has offsets into it until the end */
    Instr *code;
    int32_t n, cap;
    int32_t fresh; /* first instruction behind a section's end: text there
                      must not be joined to what is before it */
    Open open[TEMPLATE_DEPTH];
    int nopen;
    int texts; /* interface texts that are being read within each other */
    int depth; /* levels so far: the result's depth */
    TemplateError *err;
} Parser;

/* What is read: a template file, or an interface text within it. */
typedef struct Reader {
    Str s;
    ptrdiff_t at;
    int line;
    bool is_plain; /* not HTML: its literal text gets escaped */
} Reader;

typedef struct Tag {
    char kind;          /* one of "#?^/>!&", or '=' for a value */
    Str name;           /* of a note: the note */
    ptrdiff_t beg, end; /* with its braces */
} Tag;

/* Always false. %1 in what stands for name. */
static bool fail(Parser *p, int line, Str what, Str name)
{
    Buf b = buf_in(p->set->perm);
    lang_format(&b, what, &name, 1);
    *p->err = (TemplateError){p->name, line, buf_str(&b)};
    return false;
}

static Instr *put_instr(Parser *p, TemplateOp op)
{
    if (p->n == p->cap) {
        int32_t cap = p->cap ? p->cap * 2 : 32;
        Instr *v = NEW_N(p->set->perm, Instr, cap);
        if (p->n)
            memcpy(v, p->code, (size_t)p->n * sizeof *v);
        p->code = v;
        p->cap = cap;
    }
    Instr *in = &p->code[p->n++];
    in->op = op;
    return in;
}

static void put_text(Parser *p, Str s, bool is_plain)
{
    ptrdiff_t from = p->text.n;
    if (is_plain)
        esc_html(&p->text, s);
    else
        buf_add(&p->text, s);
    if (p->text.n == from)
        return;
    bool join = p->n > p->fresh && p->code[p->n - 1].op == OP_TEXT;
    Instr *in = join ? &p->code[p->n - 1] : put_instr(p, OP_TEXT);
    in->s.n += p->text.n - from;
}

/* The set's own copy: equal names are then the same bytes. */
static Str intern(Templates *set, Str name)
{
    Str *kept = map_get(&set->names, name);
    if (!kept) {
        kept = NEW(set->perm, Str);
        *kept = str_dup(set->perm, name);
        *map_slot(&set->names, *kept, set->perm) = kept;
    }
    return *kept;
}

/* An interface text stands on one line of the template: that of its tag. */
static void move_to(Reader *r, ptrdiff_t to)
{
    for (; r->at < to; r->at++)
        r->line += !r->is_plain && r->s.s[r->at] == '\n';
}

static bool is_name(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
        if (!ok)
            return false;
    }
    return s.n > 0;
}

/* Reads the tag whose braces open at `beg`; false where it is none. */
static bool read_tag(Parser *p, const Reader *r, ptrdiff_t beg, Tag *tag)
{
    ptrdiff_t close = str_find(r->s, S("}}"), beg + 2);
    if (close < 0)
        return fail(p, r->line, S("tag is not closed: add '}}'"), S(""));
    Str in = str_head(str_skip(r->s, beg + 2), close - beg - 2);
    *tag = (Tag){'=', str_trim(in), beg, close + 2};
    if (in.n && memchr("#?^/>!&", in.s[0], 7)) {
        tag->kind = in.s[0];
        tag->name = str_trim(str_skip(in, 1));
    }
    if (tag->kind != '!' && !is_name(tag->name))
        return fail(p, r->line, S("'%1' is not a name"), tag->name);
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* A tag that prints nothing of its own and is alone on its line grows to the
 * whole line. */
static void take_line(const Reader *r, Tag *tag)
{
    if (r->is_plain || tag->kind == '=' || tag->kind == '&')
        return;
    ptrdiff_t beg = tag->beg, end = tag->end;
    while (beg > 0 && is_blank(r->s.s[beg - 1]))
        beg--;
    while (end < r->s.n && is_blank(r->s.s[end]))
        end++;
    if (beg > 0 && r->s.s[beg - 1] != '\n')
        return;
    if (end < r->s.n && r->s.s[end] != '\n')
        return;
    tag->beg = beg;
    tag->end = end < r->s.n ? end + 1 : end;
}

static bool go_deeper(Parser *p, int line, int levels, Str name)
{
    if (levels > TEMPLATE_DEPTH)
        return fail(p, line, S("'%1' is nested too deeply"), name);
    p->depth = levels > p->depth ? levels : p->depth;
    return true;
}

static bool open_section(Parser *p, TemplateOp op, Str name, int line)
{
    if (!go_deeper(p, line, p->nopen + 1, name))
        return false;
    Instr *in = put_instr(p, op);
    in->s = intern(p->set, name);
    p->open[p->nopen++] = (Open){in->s, p->n - 1, line};
    return true;
}

static bool close_section(Parser *p, Str name, int line, int first)
{
    if (p->nopen <= first)
        return fail(p, line, S("'{{/%1}}' closes no section"), name);
    Open o = p->open[--p->nopen];
    if (!str_eq(o.name, name))
        return fail(p, line, S("section '%1' is still open here"), o.name);
    p->code[o.at].end = p->fresh = p->n;
    return true;
}

static const Template *get(Templates *set, Str name, TemplateError *err);

static bool put_part(Parser *p, Str name, int line)
{
    TemplateError err = {0};
    if (p->set->depth > TEMPLATE_DEPTH)
        return fail(p, line, S("'%1' is nested too deeply"), name);
    const Template *part = get(p->set, name, &err);
    if (!part && !err.what.n)
        return fail(p, line, S("there is no part '%1'"), name);
    if (!part) {
        *p->err = err;
        return false;
    }
    if (!part->code)
        return fail(p, line, S("part '%1' contains itself"), name);
    Instr *in = put_instr(p, OP_PART);
    in->s = intern(p->set, name);
    in->part = part;
    return go_deeper(p, line, p->nopen + 1 + part->depth, name);
}

static bool read_all(Parser *p, Reader r);

/* {{t.key}}: the text of "ui.key" is read in the tag's place. */
static bool put_interface_text(Parser *p, Str key, int line)
{
    Str text = p->set->text(p->set->ctx, key);
    if (!str_given(text))
        return fail(p, line, S("there is no text 'ui.%1'"), key);
    if (p->texts == TEMPLATE_DEPTH)
        return fail(p, line, S("text 'ui.%1' is nested too deeply"), key);
    p->texts++;
    bool ok = read_all(p, (Reader){text, 0, line, true});
    p->texts--;
    return ok;
}

static bool put_tag(Parser *p, const Tag *tag, int line, int first)
{
    switch (tag->kind) {
    case '!':
        return true;
    case '#':
        return open_section(p, OP_SECTION, tag->name, line);
    case '?':
        return open_section(p, OP_PRESENT, tag->name, line);
    case '^':
        return open_section(p, OP_ABSENT, tag->name, line);
    case '/':
        return close_section(p, tag->name, line, first);
    case '>':
        return put_part(p, tag->name, line);
    default:
        break;
    }
    if (str_starts(tag->name, S("t.")))
        return put_interface_text(p, str_skip(tag->name, 2), line);
    Instr *in = put_instr(p, tag->kind == '&' ? OP_HTML : OP_VALUE);
    in->s = intern(p->set, tag->name);
    return true;
}

static bool read_all(Parser *p, Reader r)
{
    int first = p->nopen;
    for (ptrdiff_t beg; (beg = str_find(r.s, S("{{"), r.at)) >= 0;) {
        ptrdiff_t from = r.at;
        Tag tag = {0};
        move_to(&r, beg);
        if (!read_tag(p, &r, beg, &tag))
            return false;
        take_line(&r, &tag);
        put_text(p, str_head(str_skip(r.s, from), tag.beg - from), r.is_plain);
        if (!put_tag(p, &tag, r.line, first))
            return false;
        move_to(&r, tag.end);
    }
    put_text(p, str_skip(r.s, r.at), r.is_plain);
    if (p->nopen > first)
        return fail(p, p->open[p->nopen - 1].line,
                    S("section '%1' is not closed"),
                    p->open[p->nopen - 1].name);
    return true;
}

/* The text has stopped moving: offsets become addresses. */
static void finish(Parser *p, Template *t)
{
    Str rest = buf_str(&p->text);
    for (int32_t i = 0; i < p->n; i++) {
        Instr *in = &p->code[i];
        if (in->op != OP_TEXT)
            continue;
        in->s.s = rest.s;
        rest = str_skip(rest, in->s.n);
    }
    if (!p->n)
        put_instr(p, OP_TEXT);
    t->code = p->code;
    t->n = p->n;
    t->depth = p->depth;
}

/* NULL with err->what empty where there is no such file. */
static const Template *get(Templates *set, Str name, TemplateError *err)
{
    Template *t = map_get(&set->parsed, name);
    if (t)
        return t;
    Str text = set->source(set->ctx, name);
    *err = (TemplateError){.name = name};
    if (!str_given(text))
        return NULL;
    t = NEW(set->perm, Template);
    name = intern(set, name);
    void **slot = map_slot(&set->parsed, name, set->perm);
    Parser *p = NEW(set->perm, Parser);
    *slot = t;
    *p = (Parser){.set = set, .name = name, .err = err};
    p->text = buf_in(set->perm);
    set->depth++;
    bool ok = text.n <= MAX_TEXT
                  ? read_all(p, (Reader){text, 0, 1, false})
                  : fail(p, 1, S("file is larger than 16 MB"), S(""));
    set->depth--;
    if (ok)
        finish(p, t);
    else
        *slot = NULL;
    return ok ? t : NULL;
}

Templates *templates_new(Arena *perm, TemplateSource *source,
                         TemplateText *text, void *ctx)
{
    Templates *set = NEW(perm, Templates);
    *set =
        (Templates){.perm = perm, .source = source, .text = text, .ctx = ctx};
    return set;
}

const Template *templates_get(Templates *set, Str name, TemplateError *err)
{
    const Template *t = get(set, name, err);
    if (!t && !err->what.n)
        err->what = S("there is no such template");
    return t;
}
