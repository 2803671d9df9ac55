#include "model/report_pack.h"

/* Whoever adds a member to one of these stores it here too: what is recalled
 * must be all that was read. */
#define SIZE(T, n) (sizeof(void *) != 8 || sizeof(T) == (n))
_Static_assert(SIZE(Report, 344) && SIZE(YamlField, 40), "store new members");

/* The text fields of a report, in the order in which they are stored. */
enum { REPORT_TEXTS = 13 };
static void report_texts(Report *r, Str *v[REPORT_TEXTS])
{
    Str *all[REPORT_TEXTS] = {
        &r->slug,          &r->title,    &r->kind,       &r->province,
        &r->city,          &r->district, &r->street,     &r->division,
        &r->publisher,     &r->index_no, &r->source_url, &r->source,
        &r->source_sha256,
    };
    memcpy(v, all, sizeof all);
}

static void pack_years(Buf *b, YearSpan y)
{
    pack_i32(b, y.first);
    pack_i32(b, y.last);
}

static YearSpan unpack_years(Unpack *u)
{
    int32_t first = unpack_i32(u), last = unpack_i32(u);
    return (YearSpan){(int16_t)first, (int16_t)last};
}

void report_pack(Buf *b, const Report *report)
{
    Report r = *report;
    Str *texts[REPORT_TEXTS];
    report_texts(&r, texts);
    for (int i = 0; i < REPORT_TEXTS; i++)
        pack_str(b, *texts[i]);
    pack_i32(b, r.id);
    pack_i32(b, r.published);
    pack_years(b, r.summary);
    pack_years(b, r.plan);
    pack_i32(b, (int32_t)r.inferred);
    pack_list(b, r.topics);
    for (int i = 0; i < FIELD_COUNT; i++)
        pack_i32(b, r.lines[i]);
    pack_i32(b, (int32_t)r.extra.n);
    for (ptrdiff_t i = 0; i < r.extra.n; i++) {
        pack_str(b, r.extra.v[i].key);
        pack_list(b, r.extra.v[i].values);
        pack_i32(b, (int32_t)r.extra.v[i].shape);
        pack_i32(b, r.extra.v[i].line);
    }
}

void report_unpack(Unpack *u, Arena *perm, Report *r)
{
    *r = (Report){0};
    Str *texts[REPORT_TEXTS];
    report_texts(r, texts);
    for (int i = 0; i < REPORT_TEXTS; i++)
        *texts[i] = unpack_str(u);
    r->id = unpack_i32(u);
    r->published = unpack_i32(u);
    r->summary = unpack_years(u);
    r->plan = unpack_years(u);
    r->inferred = (uint32_t)unpack_i32(u);
    r->topics = unpack_list(u, perm);
    for (int i = 0; i < FIELD_COUNT; i++)
        r->lines[i] = unpack_i32(u);
    r->extra.n = unpack_count(u, 16);
    r->extra.v = NEW_N(perm, YamlField, r->extra.n);
    for (ptrdiff_t i = 0; i < r->extra.n; i++) {
        r->extra.v[i].key = unpack_str(u);
        r->extra.v[i].values = unpack_list(u, perm);
        r->extra.v[i].shape = (YamlShape)unpack_i32(u);
        u->bad |=
            r->extra.v[i].shape >= YAML_SHAPES ||
            (r->extra.v[i].shape != YAML_LIST && r->extra.v[i].values.n != 1);
        r->extra.v[i].line = unpack_i32(u);
    }
}
