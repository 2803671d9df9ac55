/* Values and rendering; parsing is in template_parse.c. */
#include "text/template.h"

#include "base/map.h"
#include "text/escape.h"
#include "text/template_code.h"

static Val *append(Val *parent, Arena *a)
{
    Val *v = NEW(a, Val);
    if (parent->last)
        parent->last->next = v;
    else
        parent->child = v;
    parent->last = v;
    return v;
}

static Val *member(Val *obj, Arena *a, Str name, ValKind kind)
{
    Val *v = append(obj, a);
    v->kind = kind;
    v->name = name;
    return v;
}

Val *val_object(Arena *a)
{
    Val *v = NEW(a, Val);
    v->kind = VAL_OBJ;
    return v;
}

void val_str(Val *obj, Arena *a, Str name, Str s)
{
    member(obj, a, name, str_given(s) ? VAL_STR : VAL_NONE)->str = s;
}

void val_html(Val *obj, Arena *a, Str name, Str escaped)
{
    member(obj, a, name, str_given(escaped) ? VAL_HTML : VAL_NONE)->str =
        escaped;
}

void val_int(Val *obj, Arena *a, Str name, int64_t v)
{
    member(obj, a, name, VAL_INT)->num = v;
}

void val_obj(Val *obj, Arena *a, Str name, const Val *value)
{
    Val *v = append(obj, a);
    *v = *value;
    v->name = name;
    v->next = NULL;
}

Val *val_list(Val *obj, Arena *a, Str name)
{
    return member(obj, a, name, VAL_LIST);
}

Val *val_item(Val *list, Arena *a)
{
    Val *v = append(list, a);
    v->kind = VAL_OBJ;
    return v;
}

/* The objects whose members are in sight, innermost first. */
typedef struct Scope {
    const Val *v;
    const struct Scope *outer;
} Scope;

static const Val *find_member(const Val *obj, Str name)
{
    for (const Val *v = obj->child; v; v = v->next)
        if (v->name.n == name.n &&
            (v->name.s == name.s || !memcmp(v->name.s, name.s, (size_t)name.n)))
            return v;
    return NULL;
}

/* A member without value ends the search too: it hides the outer ones. */
static const Val *look_up(const Scope *scope, Str name)
{
    static const Val absent;
    for (; scope; scope = scope->outer) {
        const Val *v = find_member(scope->v, name);
        if (v)
            return v;
    }
    return &absent;
}

static bool has_value(const Val *v)
{
    switch (v->kind) {
    case VAL_STR:
    case VAL_HTML:
        return v->str.n > 0;
    case VAL_INT:
        return v->num != 0;
    case VAL_LIST:
        return v->child != NULL;
    case VAL_OBJ:
        for (const Val *m = v->child; m; m = m->next)
            if (m->kind != VAL_NONE)
                return true;
        return false;
    default:
        return false;
    }
}

static void put_escaped(Buf *out, const Val *v)
{
    if (v->kind == VAL_INT)
        buf_int(out, v->num);
    else if (v->kind == VAL_STR || v->kind == VAL_HTML)
        esc_html(out, v->str);
}

/* What is not known to be HTML is escaped, whatever the template asks for. */
static void put_html(Buf *out, const Val *v)
{
    if (v->kind == VAL_HTML)
        buf_add(out, v->str);
    else
        put_escaped(out, v);
}

static void run(const Instr *code, int32_t from, int32_t to, const Scope *scope,
                Buf *out);

static void run_section(const Instr *code, int32_t at, const Scope *scope,
                        Buf *out)
{
    const Val *v = look_up(scope, code[at].s);
    int32_t from = at + 1, to = code[at].end;
    if (!has_value(v))
        return;
    if (v->kind == VAL_LIST)
        for (const Val *item = v->child; item; item = item->next)
            run(code, from, to, &(Scope){item, scope}, out);
    else if (v->kind == VAL_OBJ)
        run(code, from, to, &(Scope){v, scope}, out);
    else
        run(code, from, to, scope, out);
}

/* Recursion ends at TEMPLATE_DEPTH, which the parser has checked. */
static void run(const Instr *code, int32_t from, int32_t to, const Scope *scope,
                Buf *out)
{
    for (int32_t i = from; i < to; i++) {
        const Instr *in = &code[i];
        switch (in->op) {
        case OP_TEXT:
            buf_add(out, in->s);
            break;
        case OP_VALUE:
            put_escaped(out, look_up(scope, in->s));
            break;
        case OP_HTML:
            put_html(out, look_up(scope, in->s));
            break;
        case OP_SECTION:
            run_section(code, i, scope, out);
            i = in->end - 1;
            break;
        case OP_PRESENT:
        case OP_ABSENT:
            if (has_value(look_up(scope, in->s)) != (in->op == OP_PRESENT))
                i = in->end - 1;
            break;
        case OP_PART:
            run(in->part->code, 0, in->part->n, scope, out);
            break;
        }
    }
}

void template_render(const Template *t, const Val *root, Buf *out)
{
    run(t->code, 0, t->n, &(Scope){root, NULL}, out);
}

typedef struct Names {
    Arena *a;
    StrList list;
    ptrdiff_t cap;
    Map names, parts; /* those seen so far */
} Names;

/* False for all but the first time. */
static bool is_new(Names *names, Map *seen, Str key)
{
    void **slot = map_slot(seen, key, names->a);
    bool first = !*slot;
    *slot = names;
    return first;
}

static void collect(Names *names, const Template *t)
{
    for (int32_t i = 0; i < t->n; i++) {
        const Instr *in = &t->code[i];
        if (in->op == OP_TEXT)
            continue;
        if (in->op != OP_PART) {
            if (is_new(names, &names->names, in->s))
                strlist_push(names->a, &names->list, &names->cap, in->s);
        } else if (is_new(names, &names->parts, in->s)) {
            collect(names, in->part);
        }
    }
}

StrList template_names(const Template *t, Arena *a)
{
    Names names = {.a = a};
    collect(&names, t);
    return names.list;
}
