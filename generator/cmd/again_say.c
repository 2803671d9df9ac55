#include "cmd/again.h"

#include "text/json.h"
#include "text/utf8.h"

#include <stdio.h>

/* A field for a person: lists as they are written in overrides.conf. */
static Str shown(const Report *r, FieldId f, Arena *a)
{
    Buf b = buf_in(a);
    if (f == FIELD_TOPICS)
        for (ptrdiff_t i = 0; i < r->topics.n; i++) {
            buf_add(&b, i ? S(", ") : S(""));
            buf_add(&b, r->topics.v[i]);
        }
    else if (f == FIELD_INFERRED)
        for (FieldId k = 0; k < FIELD_COUNT; k++) {
            if (!(r->inferred >> k & 1))
                continue;
            buf_add(&b, b.n ? S(", ") : S(""));
            buf_add(&b, field_name(k));
        }
    else
        return report_field_text(r, f, a);
    return buf_str(&b);
}

/* --- lines -----------------------------------------------------------------
 */

typedef struct Say {
    Import *m;
    const AgainJob *j;
    Str path;
    Arena *a;
} Say;

/* A long text cut after some characters. */
static Str brief(const Say *s, Str text)
{
    enum { CHARS = 60 };
    const char *p = text.s, *end = text.s + text.n;
    int n = 0;
    if (!text.n)
        return lang_text(s->m->c->lang, S("cmd.again.nothing"));
    while (p < end && n++ < CHARS)
        utf8_next(&p, end);
    Str head = str_span(text.s, p);
    return p < end ? str_concat(s->a, head, S("...")) : head;
}

static void say_field(const Say *s, FieldId f)
{
    const AgainJob *j = s->j;
    bool kept = j->merge.kept >> f & 1;
    Str to = shown(kept ? &j->job.imp.report : &j->merge.r, f, s->a);
    Str args[] = {s->path, field_name(f), brief(s, shown(&j->mine, f, s->a)),
                  brief(s, to)};
    cmd_say(s->m->c, kept ? S("cmd.again.kept") : S("cmd.again.field"), args,
            4);
}

static Str number(const Say *s, int v)
{
    Buf b = buf_in(s->a);
    buf_int(&b, v);
    return buf_str(&b);
}

static void say_lines(const Say *s)
{
    const AgainJob *j = s->j;
    Cmd *c = s->m->c;
    uint32_t any = j->merge.updated | j->merge.kept;
    for (FieldId f = 0; f < FIELD_COUNT; f++)
        if (any >> f & 1)
            say_field(s, f);
    Str args[] = {s->path, number(s, j->text.lines), number(s, j->text.line),
                  brief(s, j->text.from), brief(s, j->text.to)};
    if (j->text.lines)
        cmd_say(c, S("cmd.again.text"), args, 5);
    if (j->text_kept)
        cmd_say(c, S("cmd.again.text-kept"), args, 1);
    if (j->item->status == AGAIN_KEPT)
        cmd_say(c, S("cmd.again.unknown-base"), args, 1);
    if (j->item->status == AGAIN_RECORD)
        cmd_say(c, S("cmd.again.record"), args, 1);
}

/* --- JSON ------------------------------------------------------------------
 */

static void put_value(JsonOut *o, Str key, Str value)
{
    json_key(o, key);
    if (value.n)
        json_str(o, value);
    else
        json_null(o);
}

static void put_changes(JsonOut *o, const Say *s, Str key, uint32_t fields,
                        const Report *to)
{
    json_key(o, key);
    json_open(o, '[');
    for (FieldId f = 0; f < FIELD_COUNT; f++) {
        if (!(fields >> f & 1))
            continue;
        json_open(o, '{');
        put_value(o, S("field"), field_name(f));
        put_value(o, S("from"), shown(&s->j->mine, f, s->a));
        put_value(o, S("to"), shown(to, f, s->a));
        json_close(o, '}');
    }
    json_close(o, ']');
}

static void put_text(JsonOut *o, const AgainJob *j)
{
    json_key(o, S("text"));
    json_open(o, '{');
    json_key(o, S("lines"));
    json_int(o, j->text.lines);
    if (j->text.lines) {
        json_key(o, S("line"));
        json_int(o, j->text.line);
        put_value(o, S("from"), j->text.from);
        put_value(o, S("to"), j->text.to);
    }
    json_key(o, S("kept"));
    json_bool(o, j->text_kept);
    json_close(o, '}');
}

static void say_json(const Say *s)
{
    static const Str names[AGAIN_STATUSES] = {
        [AGAIN_UNCHANGED] = STR_INIT("unchanged"),
        [AGAIN_CHANGED] = STR_INIT("updated"),
        [AGAIN_RECORD] = STR_INIT("record"),
        [AGAIN_KEPT] = STR_INIT("kept"),
        [AGAIN_SKIPPED] = STR_INIT("skipped"),
        [AGAIN_OWN] = STR_INIT("skipped"),
    };
    const AgainJob *j = s->j;
    Buf b = buf_in(s->a);
    JsonOut o = {.b = &b};
    json_open(&o, '{');
    put_value(&o, S("path"), s->path);
    put_value(&o, S("status"), names[j->item->status]);
    put_value(&o, S("source"), j->was.source);
    json_key(&o, S("edited"));
    json_bool(&o, j->edited);
    put_changes(&o, s, S("changes"), j->merge.updated, &j->merge.r);
    put_changes(&o, s, S("kept"), j->merge.kept, &j->job.imp.report);
    put_text(&o, j);
    json_close(&o, '}');
    buf_byte(&b, '\n');
    fwrite(b.s, 1, (size_t)b.n, stdout);
}

void again_say(Import *m, const AgainJob *j, Arena *a)
{
    Say s = {.m = m, .j = j, .path = intake_path(j->item->k->slug, a), .a = a};
    if (j->item->status == AGAIN_OWN)
        return;
    if (m->json)
        say_json(&s);
    else
        say_lines(&s);
}
