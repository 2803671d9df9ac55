#include "archive/ledger_record.h"

#include "base/hash.h"
#include "base/map.h"

/* A place in the text of the source, from 1. */
typedef struct Place {
    int32_t line, column;
} Place;

/* Changes of one rule that put the same for the same. */
typedef struct Group {
    int32_t first, last; /* of the changes */
    struct Group *next;  /* in order of the first ones */
} Group;

typedef struct Changes {
    const Record *r;
    Place *place;  /* of each change */
    int32_t *next; /* the next one of its group, or -1 */
    Group *first, *last;
    ptrdiff_t most; /* bytes that the object may have */
} Changes;

static ptrdiff_t count_chars(const char *p, const char *end)
{
    ptrdiff_t n = 0;
    for (; p < end; p++)
        n += (*p & 0xC0) != 0x80;
    return n;
}

static Place *find_places(const Record *r, Arena *a)
{
    Place *v = NEW_N(a, Place, r->n + 1), at = {1, 1};
    const char *p = r->text.s;
    for (int i = 0; i < r->n; i++) {
        const char *to = r->text.s + r->v[i].at, *lf;
        while (p < to && (lf = memchr(p, '\n', (size_t)(to - p))) != NULL) {
            at = (Place){at.line + 1, 1};
            p = lf + 1;
        }
        at.column += (int32_t)count_chars(p, to);
        p = to;
        v[i] = at;
    }
    return v;
}

static Str was_of(const Record *r, const Change *c)
{
    return (Str){r->text.s + c->at, c->was};
}

static Str now_of(const Record *r, const Change *c)
{
    return (Str){r->plain.s + c->to, c->now};
}

/* What the changes of a group have in common. */
static Str group_key(const Record *r, const Change *c, Buf *b)
{
    ptrdiff_t from = b->n;
    buf_add(b, *c->rule);
    buf_byte(b, '\0');
    buf_int(b, c->was);
    buf_byte(b, '\0');
    buf_add(b, was_of(r, c));
    buf_add(b, now_of(r, c));
    return str_skip(buf_str(b), from);
}

static void group_changes(Changes *x, Arena *a)
{
    enum { LONG = 48 }; /* longer ones are hardly ever equal */
    Map map = {0};
    for (int i = 0; i < x->r->n; i++) {
        const Change *c = &x->r->v[i];
        x->next[i] = -1;
        if (c->removed)
            continue;
        Group *new = NULL, **g = &new;
        if (c->was + c->now <= LONG) {
            Buf b = buf_in(a);
            g = (Group **)map_slot(&map, group_key(x->r, c, &b), a);
        }
        if (*g) {
            x->next[(*g)->last] = i;
            (*g)->last = i;
            continue;
        }
        *g = NEW(a, Group);
        **g = (Group){i, i, NULL};
        if (x->last)
            x->last->next = *g;
        else
            x->first = *g;
        x->last = *g;
    }
}

static void put_pair(JsonOut *j, Str key, Str value)
{
    json_key(j, key);
    json_str(j, value);
}

static void put_int(JsonOut *j, Str key, int64_t value)
{
    json_key(j, key);
    json_int(j, value);
}

/* False: there was no room for it, and nothing is put. */
static bool put_removed(JsonOut *j, const Changes *x, int i)
{
    JsonOut before = *j;
    ptrdiff_t n = j->b->n;
    json_open(j, '{');
    put_pair(j, S("rule"), *x->r->v[i].rule);
    put_int(j, S("line"), x->place[i].line);
    if (x->place[i].column > 1)
        put_int(j, S("column"), x->place[i].column);
    put_pair(j, S("text"), was_of(x->r, &x->r->v[i]));
    json_close(j, '}');
    if (j->b->n <= x->most)
        return true;
    *j = before;
    j->b->n = n;
    return false;
}

/* Places from change i on, by line. */
static void put_places(JsonOut *j, const Changes *x, int32_t i)
{
    while (i >= 0 && j->b->n <= x->most) {
        int32_t line = x->place[i].line, next = x->next[i];
        bool alone = next < 0 || x->place[next].line != line;
        if (alone && x->place[i].column == 1) {
            json_int(j, line);
            i = next;
            continue;
        }
        json_open(j, '[');
        json_int(j, line);
        for (; i >= 0 && x->place[i].line == line && j->b->n <= x->most;
             i = x->next[i])
            json_int(j, x->place[i].column);
        json_close(j, ']');
    }
}

/* Likewise. */
static bool put_repaired(JsonOut *j, const Changes *x, const Group *g)
{
    JsonOut before = *j;
    ptrdiff_t n = j->b->n;
    const Change *c = &x->r->v[g->first];
    json_open(j, '{');
    put_pair(j, S("rule"), *c->rule);
    put_pair(j, S("was"), was_of(x->r, c));
    put_pair(j, S("now"), now_of(x->r, c));
    json_key(j, S("at"));
    json_open(j, '[');
    put_places(j, x, g->first);
    json_close(j, ']');
    json_close(j, '}');
    if (j->b->n <= x->most)
        return true;
    *j = before;
    j->b->n = n;
    return false;
}

static void put_text(JsonOut *j, const Record *r, Arena scratch)
{
    int64_t lines = r->text.n && r->text.s[r->text.n - 1] != '\n';
    for (ptrdiff_t i = 0; i < r->text.n; i++)
        lines += r->text.s[i] == '\n';
    json_key(j, S("text"));
    json_open(j, '{');
    put_pair(j, S("form"), r->html ? S("html") : S("plain"));
    put_int(j, S("lines"), lines);
    put_int(j, S("characters"), count_chars(r->text.s, r->text.s + r->text.n));
    put_pair(j, S("sha256"), sha256_hex(&scratch, r->text));
    json_close(j, '}');
}

static void put_lost(JsonOut *j, const Record *r, Arena scratch)
{
    enum { LONG = 64 };
    if (!r->nlost)
        return;
    json_key(j, S("lost"));
    json_open(j, '[');
    for (int i = 0; i < r->nlost; i++) {
        const LostBytes *x = &r->lost[i];
        Arena a = scratch;
        Buf hex = buf_in(&a);
        buf_hex(&hex, (const unsigned char *)x->bytes.s,
                x->bytes.n < LONG ? x->bytes.n : LONG);
        json_open(j, '{');
        put_int(j, S("byte"), x->at);
        put_int(j, S("length"), x->bytes.n);
        put_pair(j, S("bytes"), buf_str(&hex));
        put_int(j, S("line"), x->line);
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* False: some had no room. */
static bool put_changes(JsonOut *j, const Changes *x)
{
    bool all = true;
    json_key(j, S("removed"));
    json_open(j, '[');
    for (int i = 0; i < x->r->n && all; i++)
        if (x->r->v[i].removed)
            all = put_removed(j, x, i);
    json_close(j, ']');
    json_key(j, S("repaired"));
    json_open(j, '[');
    for (const Group *g = x->first; g && all; g = g->next)
        all = put_repaired(j, x, g);
    json_close(j, ']');
    return all;
}

void ledger_put_record(JsonOut *j, const Record *r, Arena scratch)
{
    enum { SLACK = 64 << 10 }; /* metadata of a short report */
    Changes x = {.r = r};
    x.place = find_places(r, &scratch);
    x.next = NEW_N(&scratch, int32_t, r->n + 1);
    group_changes(&x, &scratch);
    put_text(j, r, scratch);
    put_lost(j, r, scratch);
    x.most = j->b->n + r->text.n + SLACK;
    bool whole = put_changes(j, &x);
    if (!whole || !r->complete) {
        json_key(j, S("complete"));
        json_bool(j, false);
    }
    if (!r->html)
        return;
    json_key(j, S("source_lines"));
    json_open(j, '[');
    for (int i = 0; i < r->nlines; i++)
        json_int(j, r->lines[i]);
    json_close(j, ']');
}
