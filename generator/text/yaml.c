#include "text/yaml.h"

#include "base/map.h"
#include "text/utf8.h"

#include <yaml.h>

enum { MAX_BYTES = 64 * 1024, LONGEST_KEY = 128, DEEPEST = 16 };

typedef struct Reader {
    yaml_parser_t parser;
    yaml_event_t event;
    Arena *perm;
    YamlDoc *out;
    ptrdiff_t cap;
    Map keys;
    Str why;  /* absent while all is well */
    int line; /* of `why` */
} Reader;

static bool refuse(Reader *r, Str why, size_t line0)
{
    r->why = why;
    r->line = (int)line0 + 1;
    return false;
}

/* The next event, in place of the one before it. Anchors, tags and aliases
 * are refused here, wherever they stand. */
static bool next(Reader *r)
{
    yaml_event_delete(&r->event);
    if (!yaml_parser_parse(&r->parser, &r->event)) {
        if (r->parser.error == YAML_MEMORY_ERROR)
            mem_exhausted();
        return refuse(r, S("why.yaml-syntax"), r->parser.problem_mark.line);
    }
    const yaml_event_t *e = &r->event;
    size_t line = e->start_mark.line;
    const void *anchor = NULL, *tag = NULL;
    bool special = false;
    switch (e->type) {
    case YAML_ALIAS_EVENT:
        special = true;
        break;
    case YAML_SCALAR_EVENT:
        anchor = e->data.scalar.anchor;
        tag = e->data.scalar.tag;
        special = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
                  !e->data.scalar.plain_implicit; /* the tag "!" */
        break;
    case YAML_SEQUENCE_START_EVENT:
        anchor = e->data.sequence_start.anchor;
        tag = e->data.sequence_start.tag;
        break;
    case YAML_MAPPING_START_EVENT:
        anchor = e->data.mapping_start.anchor;
        tag = e->data.mapping_start.tag;
        break;
    case YAML_DOCUMENT_START_EVENT:
        special = e->data.document_start.version_directive ||
                  e->data.document_start.tag_directives.start !=
                      e->data.document_start.tag_directives.end;
        break;
    default:
        break;
    }
    if (anchor || tag || special)
        return refuse(r, S("why.yaml-special"), line);
    return true;
}

/* The scalar of the present event; absent for a plain null (YAML 1.2, 10.2).
 * Nothing else is guessed: numbers and dates stay strings. */
static Str scalar(Reader *r)
{
    static const Str nulls[] = {STR_INIT(""), STR_INIT("~"), STR_INIT("null"),
                                STR_INIT("Null"), STR_INIT("NULL")};
    Str s = {(const char *)r->event.data.scalar.value,
             (ptrdiff_t)r->event.data.scalar.length};
    if (r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
        for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
            if (str_eq(s, nulls[i]))
                return (Str){0};
    return str_dup(r->perm, s);
}

/* Characters that libyaml's reader refuses or takes for a line break. */
static bool must_escape(Rune r)
{
    return r < 0x20 || (r >= 0x7f && r < 0xa0) || r == 0x2028 || r == 0x2029 ||
           r == 0xfeff || r == 0xfffe || r == 0xffff;
}

static void put_rune(Buf *b, Rune r)
{
    if (r == '"' || r == '\\') {
        buf_byte(b, '\\');
        buf_byte(b, (char)r);
    } else if (r == '\n') {
        buf_lit(b, "\\n");
    } else if (r == '\t') {
        buf_lit(b, "\\t");
    } else if (must_escape(r)) {
        const unsigned char be[] = {(unsigned char)(r >> 8),
                                    (unsigned char)(r & 0xff)};
        buf_lit(b, "\\u");
        buf_hex(b, be, sizeof be);
    } else {
        utf8_put(b, r);
    }
}

/* s in double quotes: a string of YAML, and of JSON. */
static void put_quoted(Buf *b, Str s)
{
    buf_byte(b, '"');
    for (const char *p = s.s, *end = s.s + s.n; p < end;)
        put_rune(b, utf8_next(&p, end));
    buf_byte(b, '"');
}

static void put_nested_scalar(Buf *out, Str s)
{
    if (str_given(s))
        put_quoted(out, s);
    else
        buf_lit(out, "null");
}

static bool put_nested(Reader *r, Buf *out, int depth);

/* The rest of a list, of which `n` items are in `out`; the present event is the
 * next one. */
static bool put_nested_items(Reader *r, Buf *out, int depth, ptrdiff_t n)
{
    for (; r->event.type != YAML_SEQUENCE_END_EVENT; n++) {
        if (n)
            buf_lit(out, ", ");
        if (!put_nested(r, out, depth) || !next(r))
            return false;
    }
    buf_byte(out, ']');
    return true;
}

static bool put_nested_members(Reader *r, Buf *out, int depth)
{
    buf_byte(out, '{');
    for (ptrdiff_t n = 0; next(r) && r->event.type != YAML_MAPPING_END_EVENT;
         n++) {
        if (r->event.type != YAML_SCALAR_EVENT)
            return refuse(r, S("why.yaml-nested"), r->event.start_mark.line);
        if (n)
            buf_lit(out, ", ");
        Str key = scalar(r);
        put_quoted(out, str_given(key) ? key : S(""));
        buf_lit(out, ": ");
        if (!next(r) || !put_nested(r, out, depth))
            return false;
    }
    buf_byte(out, '}');
    return !str_given(r->why);
}

/* The value that begins with the present event, as JSON. */
static bool put_nested(Reader *r, Buf *out, int depth)
{
    if (r->event.type == YAML_SCALAR_EVENT) {
        put_nested_scalar(out, scalar(r));
        return true;
    }
    if (depth == DEEPEST)
        return refuse(r, S("why.yaml-nested"), r->event.start_mark.line);
    if (r->event.type == YAML_MAPPING_START_EVENT)
        return put_nested_members(r, out, depth + 1);
    buf_byte(out, '[');
    return next(r) && put_nested_items(r, out, depth + 1, 0);
}

static void set_value(Reader *r, YamlField *f, YamlShape shape, Str value)
{
    f->shape = shape;
    f->values = (StrList){NEW(r->perm, Str), 1};
    f->values.v[0] = value;
}

/* A list of which an item is no scalar: the present event begins it. */
static bool read_nested_list(Reader *r, YamlField *f)
{
    Buf out = buf_in(r->perm);
    buf_byte(&out, '[');
    for (ptrdiff_t i = 0; i < f->values.n; i++) {
        if (i)
            buf_lit(&out, ", ");
        put_nested_scalar(&out, f->values.v[i]);
    }
    if (!put_nested_items(r, &out, 1, f->values.n))
        return false;
    set_value(r, f, YAML_NESTED, buf_str(&out));
    return true;
}

static bool read_list(Reader *r, YamlField *f)
{
    ptrdiff_t cap = 0;
    f->shape = YAML_LIST;
    while (next(r) && r->event.type != YAML_SEQUENCE_END_EVENT) {
        if (r->event.type != YAML_SCALAR_EVENT)
            return read_nested_list(r, f);
        Str s = scalar(r);
        if (str_given(s))
            strlist_push(r->perm, &f->values, &cap, s);
    }
    return !str_given(r->why);
}

static bool read_mapping(Reader *r, YamlField *f)
{
    Buf out = buf_in(r->perm);
    if (!put_nested(r, &out, 0))
        return false;
    set_value(r, f, YAML_NESTED, buf_str(&out));
    return true;
}

static YamlField *field_push(Reader *r)
{
    YamlDoc *d = r->out;
    if (d->n == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 24;
        YamlField *v = NEW_N(r->perm, YamlField, r->cap);
        if (d->n)
            memcpy(v, d->v, (size_t)d->n * sizeof *v);
        d->v = v;
    }
    return &d->v[d->n++];
}

/* The present event is the key. */
static bool read_field(Reader *r)
{
    size_t line = r->event.start_mark.line;
    if (r->event.type != YAML_SCALAR_EVENT)
        return refuse(r, S("why.yaml-nested"), line);
    Str key = scalar(r);
    if (key.n > LONGEST_KEY) /* a longer one could not be written again */
        return refuse(r, S("why.yaml-key"), line);
    void **seen = map_slot(&r->keys, key, r->perm);
    if (*seen)
        return refuse(r, S("why.yaml-duplicate"), line);
    *seen = r;
    YamlField *f = field_push(r);
    f->key = key;
    f->line = (int)line + 1;
    if (!next(r))
        return false;
    if (r->event.type == YAML_SEQUENCE_START_EVENT)
        return read_list(r, f);
    if (r->event.type == YAML_MAPPING_START_EVENT)
        return read_mapping(r, f);
    set_value(r, f, YAML_SCALAR, scalar(r));
    return true;
}

static bool read_stream(Reader *r)
{
    if (!next(r) || !next(r)) /* the stream's start is no news */
        return false;
    if (r->event.type == YAML_STREAM_END_EVENT)
        return true; /* nothing but comments */
    if (!next(r))
        return false;
    if (r->event.type != YAML_MAPPING_START_EVENT)
        return refuse(r, S("why.yaml-mapping"), r->event.start_mark.line);
    while (next(r) && r->event.type != YAML_MAPPING_END_EVENT)
        if (!read_field(r))
            return false;
    if (str_given(r->why) || !next(r) || !next(r))
        return false;
    if (r->event.type != YAML_STREAM_END_EVENT)
        return refuse(r, S("why.yaml-documents"), r->event.start_mark.line);
    return true;
}

bool yaml_parse(Str text, Arena *perm, YamlDoc *out, Str *reason, int *line)
{
    Reader r = {.perm = perm, .out = out};
    *out = (YamlDoc){0};
    bool ok = false;
    if (text.n > MAX_BYTES) {
        refuse(&r, S("why.yaml-size"), 0);
    } else {
        if (!yaml_parser_initialize(&r.parser))
            mem_exhausted();
        yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(
            &r.parser, (const unsigned char *)(text.n ? text.s : ""),
            (size_t)text.n);
        ok = read_stream(&r);
        yaml_event_delete(&r.event);
        yaml_parser_delete(&r.parser);
    }
    *reason = r.why;
    *line = r.line;
    return ok;
}

/* Would another reader (YAML 1.1 or 1.2) see a number, date, truth value or
 * null? Wider than their rules: a needless pair of quotes does no harm. */
static bool looks_typed(Str s)
{
    static const Str words[] = {
        STR_INIT("null"), STR_INIT("true"), STR_INIT("false"),
        STR_INIT("yes"),  STR_INIT("no"),   STR_INIT("on"),
        STR_INIT("off"),  STR_INIT("y"),    STR_INIT("n")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(s, words[i]))
            return true;
    if (s.s[0] < '0' || s.s[0] > '9')
        return false;
    if (s.n > 1 && s.s[0] == '0' && (s.s[1] | 32) >= 'a')
        return true; /* 0x.., 0o.., 0b.. */
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!memchr("0123456789+-.:_ eETtZz", s.s[i], 22))
            return false;
    return true;
}

static bool plain_start(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
           (c & 0x80) || c == '/' || c == '(';
}

/* Reads s back as itself without quotes, in a list's brackets as well? */
static bool plain_safe(Str s)
{
    if (!s.n || !plain_start(s.s[0]) || s.s[s.n - 1] == ' ' ||
        s.s[s.n - 1] == ':' || looks_typed(s))
        return false;
    Rune before = 0;
    for (const char *p = s.s, *end = s.s + s.n; p < end;) {
        Rune r = utf8_next(&p, end);
        if (must_escape(r) || (r < 0x80 && strchr(",[]{}", (int)r)) ||
            (before == ':' && (r == ' ' || r == '?')) ||
            (before == ' ' && r == '#'))
            return false;
        before = r;
    }
    return true;
}

void yaml_scalar(Buf *b, Str s)
{
    if (plain_safe(s)) {
        const char *p = s.s;
        while (p < s.s + s.n) /* rune by rune: ill-formed bytes are mended */
            utf8_put(b, utf8_next(&p, s.s + s.n));
        return;
    }
    put_quoted(b, s);
}
