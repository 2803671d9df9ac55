#include "model/merge.h"

static bool is_inferred(const Report *r, FieldId f)
{
    return r->inferred >> f & 1;
}

Merge report_merge(const Report *base, const Report *mine, const Report *theirs)
{
    Merge m = {.r = *mine};
    m.r.inferred = 0;
    for (FieldId f = 0; f < FIELD_COUNT; f++) {
        bool hand = !report_field_eq(base, mine, f) ||
                    (is_inferred(base, f) && !is_inferred(mine, f));
        if (f == FIELD_ID || f == FIELD_INFERRED)
            continue;
        if (f == FIELD_SOURCE_SHA256)
            hand = false;
        if (is_inferred(hand ? mine : theirs, f))
            m.r.inferred |= 1u << f;
        if (report_field_eq(mine, theirs, f))
            continue;
        if (!hand) {
            report_take_field(&m.r, f, theirs);
            m.updated |= 1u << f;
        } else if (!report_field_eq(base, theirs, f)) {
            m.kept |= 1u << f;
        }
    }
    if (m.r.inferred != mine->inferred)
        m.updated |= 1u << FIELD_INFERRED;
    return m;
}

/* --- the file --------------------------------------------------------------
 */

/* A file while its front matter is edited. */
typedef struct Edit {
    Buf out;
    Str rest; /* of the file, from the present line on */
    int line; /* 1-based number of the present line */
    const Report *old;
    const Report *r;
    Arena *scratch;
} Edit;

/* One field as a line, or nothing. */
static Str field_line(const Report *r, FieldId f, Arena *a)
{
    Report one = {0};
    Buf b = buf_in(a);
    report_take_field(&one, f, r);
    report_put_front_matter(&b, &one);
    Str all = buf_str(&b);
    return str_head(str_skip(all, 4), all.n - 8); /* without both "---\n" */
}

static Str take_line(Edit *e)
{
    ptrdiff_t end = str_find(e->rest, S("\n"), 0);
    Str line = str_head(e->rest, end < 0 ? e->rest.n : end + 1);
    e->rest = str_skip(e->rest, line.n);
    e->line++;
    return line;
}

static FieldId field_at(const Report *old, int line)
{
    for (FieldId f = 0; f < FIELD_COUNT; f++)
        if (old->lines[f] == line)
            return f;
    return FIELD_UNKNOWN;
}

/* A line that goes on with the value of the field above it. */
static bool goes_on(Str line)
{
    return line.n && (line.s[0] == ' ' || line.s[0] == '\t' ||
                      str_starts(line, S("- ")) || str_starts(line, S("-\n")));
}

/* Fields that the file did not have stand behind the one that they follow in
 * the usual order, or else at the front. */
static void put_new_after(Edit *e, int f)
{
    for (FieldId k = f + 1; k < FIELD_COUNT && !e->old->lines[k]; k++)
        buf_add(&e->out, field_line(e->r, k, e->scratch));
}

static void edit_line(Edit *e)
{
    FieldId f = field_at(e->old, e->line);
    Str line = take_line(e);
    if (f == FIELD_UNKNOWN) {
        buf_add(&e->out, line);
        return;
    }
    bool same = report_field_eq(e->old, e->r, f);
    buf_add(&e->out, same ? line : field_line(e->r, f, e->scratch));
    while (goes_on(e->rest)) {
        line = take_line(e);
        if (same)
            buf_add(&e->out, line);
    }
    put_new_after(e, f);
}

static Str edit_lines(Str file, Str front, const Report *old, const Report *r,
                      Arena *a, Arena *scratch)
{
    Edit e = {.out = buf_in(a), .line = 2, .old = old, .r = r};
    e.scratch = scratch;
    e.rest = str_span(front.s, file.s + file.n);
    buf_add(&e.out, str_span(file.s, front.s));
    put_new_after(&e, -1);
    while (e.rest.s < front.s + front.n)
        edit_line(&e);
    buf_add(&e.out, e.rest);
    return buf_str(&e.out);
}

static bool is_front_matter(Str file, const Report *r, Arena scratch)
{
    Report got;
    Str front, body;
    int line;
    Diags d = diags_in(&scratch);
    if (!report_split(file, &front, &body, &line) ||
        !report_parse(front, r->slug, r->slug, &scratch, &d, &got) || d.first)
        return false;
    for (FieldId f = 0; f < FIELD_COUNT; f++)
        if (!report_field_eq(&got, r, f))
            return false;
    return got.extra.n == r->extra.n;
}

Str front_matter_edit(Str file, const Report *old, const Report *r, Arena *a,
                      Arena scratch)
{
    Str front, body;
    int line;
    if (!report_split(file, &front, &body, &line))
        return file;
    Str edited = edit_lines(file, front, old, r, a, &scratch);
    if (is_front_matter(edited, r, scratch))
        return edited;
    Buf b = buf_in(a);
    report_put_front_matter(&b, r);
    buf_byte(&b, '\n');
    buf_add(&b, body);
    return buf_str(&b);
}
