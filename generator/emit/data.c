/* data/reports.json and data/reports.csv: every field of every report, with
 * address, length, topics. The forms are documented in docs/data.md. */
#include "base/pool.h"
#include "emit/blocks.h"
#include "model/url.h"
#include "text/escape.h"
#include "text/json.h"

/* --- JSON
 * ---------------------------------------------------------------------------
 */

/* What the report is about, and in how many passages each. */
static void put_json_topics(const Emit *e, JsonOut *j, const TopicFinding *f)
{
    const Topic *topics = e->site->conf.topics;
    json_key(j, S("topics"));
    json_open(j, '[');
    for (int i = 0; i < f->nuses; i++)
        json_str(j, topics[f->uses[i].topic].name);
    json_close(j, ']');
    json_key(j, S("passages"));
    json_open(j, '{');
    for (int i = 0; i < f->nuses; i++) {
        json_key(j, topics[f->uses[i].topic].name);
        json_int(j, f->uses[i].passages);
    }
    json_close(j, '}');
}

static void put_json_report(const Emit *e, Buf *b, const Entry *x, Arena *a)
{
    JsonOut j = {.b = b};
    Str url = url_report(a, x->r.slug);
    Report r = x->r;
    r.topics = (StrList){0}; /* the override is in what it led to */
    json_open(&j, '{');
    json_key(&j, S("slug"));
    json_str(&j, x->r.slug);
    report_put_json(&j, &r);
    json_key(&j, S("url"));
    json_str(&j, e->base_url.n ? url_absolute(a, e->base_url, url) : url);
    if (x->digest) {
        json_key(&j, S("chars"));
        json_int(&j, x->digest->chars);
        put_json_topics(e, &j, &x->digest->topics);
    }
    json_close(&j, '}');
}

static Str make_json(const Emit *e, const Block *block, Arena *a)
{
    ptrdiff_t half = (a->end - a->beg) / 2;
    Arena out = {a->beg + half, a->end}, scratch = {a->beg, a->beg + half};
    Buf b = buf_in(&out);
    buf_byte(&b, '[');
    for (int32_t i = block->beg; i < block->end; i++) {
        Arena tmp = scratch;
        buf_add(&b, i > block->beg ? S(",\n") : S("\n"));
        put_json_report(e, &b, &e->site->entries[i], &tmp);
    }
    buf_lit(&b, "\n]\n");
    return buf_str(&b);
}

/* --- CSV
 * ----------------------------------------------------------------------------
 */

typedef struct Row { /* of CSV: puts the commas */
    Buf *b;
    bool begun;
} Row;

static void put_cell(Row *r, Str s)
{
    if (r->begun)
        buf_byte(r->b, ',');
    r->begun = true;
    esc_csv(r->b, s);
}

static void end_row(Row *r)
{
    buf_lit(r->b, "\r\n"); /* RFC 4180 */
    r->begun = false;
}

/* The names of what field_text returns, in the order of the columns. */
static void put_csv_head(Row *r)
{
    put_cell(r, S("slug"));
    for (int f = 0; f < FIELD_COUNT; f++)
        if (f != FIELD_TOPICS)
            put_cell(r, field_name((FieldId)f));
    put_cell(r, S("url"));
    put_cell(r, S("chars"));
    put_cell(r, S("topics"));
    put_cell(r, S("passages"));
    end_row(r);
}

static Str inferred_text(const Report *r, Arena *a)
{
    Buf b = buf_in(a);
    for (int f = 0; f < FIELD_COUNT; f++)
        if (r->inferred >> f & 1) {
            if (b.n)
                buf_byte(&b, ' ');
            buf_add(&b, field_name((FieldId)f));
        }
    return buf_str(&b);
}

static Str field_text(const Report *r, FieldId f, Arena *a)
{
    return f == FIELD_INFERRED ? inferred_text(r, a)
                               : report_field_text(r, f, a);
}

static Str topics_text(const Emit *e, const TopicFinding *f, Arena *a)
{
    Buf b = buf_in(a);
    for (int i = 0; i < f->nuses; i++) {
        if (i)
            buf_byte(&b, ' ');
        buf_add(&b, e->site->conf.topics[f->uses[i].topic].name);
    }
    return buf_str(&b);
}

static void put_csv_report(const Emit *e, Row *row, const Entry *x, Arena *a)
{
    static const TopicFinding nothing = {0};
    const TopicFinding *f = x->digest ? &x->digest->topics : &nothing;
    Str url = url_report(a, x->r.slug);
    int passages = 0;
    for (int i = 0; i < f->nuses; i++)
        passages += f->uses[i].passages;
    put_cell(row, x->r.slug);
    for (int k = 0; k < FIELD_COUNT; k++)
        if (k != FIELD_TOPICS)
            put_cell(row, field_text(&x->r, (FieldId)k, a));
    put_cell(row, e->base_url.n ? url_absolute(a, e->base_url, url) : url);
    put_cell(row, page_number(a, x->digest ? x->digest->chars : 0));
    put_cell(row, topics_text(e, f, a));
    put_cell(row, page_number(a, passages));
    end_row(row);
}

#define BYTE_ORDER_MARK "\xEF\xBB\xBF" /* spreadsheets read UTF-8 by it */

static Str make_csv(const Emit *e, const Block *block, Arena *a)
{
    ptrdiff_t half = (a->end - a->beg) / 2;
    Arena out = {a->beg + half, a->end}, scratch = {a->beg, a->beg + half};
    Buf b = buf_in(&out);
    Row row = {.b = &b};
    buf_lit(&b, BYTE_ORDER_MARK);
    put_csv_head(&row);
    for (int32_t i = block->beg; i < block->end; i++) {
        Arena tmp = scratch;
        put_csv_report(e, &row, &e->site->entries[i], &tmp);
    }
    return buf_str(&b);
}

/* --- files
 * -------------------------------------------------------------------------- */

typedef struct Export {
    Emit *e;
    const Block *blocks;
} Export;

static const struct Kind {
    Str ending;
    Str (*make)(const Emit *e, const Block *block, Arena *a);
} kinds[] = {{STR_INIT(".json"), make_json}, {STR_INIT(".csv"), make_csv}};

static void export_block(void *ctx, int worker, ptrdiff_t item)
{
    const Export *x = ctx;
    const Block *block = &x->blocks[item / 2];
    const struct Kind *kind = &kinds[item % 2];
    ptrdiff_t most = x->e->workers[worker].end - x->e->workers[worker].beg;
    Arena a = x->e->workers[worker], scratch = a;
    a.end = a.beg + most / 2;
    scratch.beg = a.end;
    Str path =
        block_path(&scratch, S("data/reports"), block->number, kind->ending);
    Hash128 inputs =
        hash128_more(block_inputs(x->e, block, scratch), kind->ending);
    if (publish_current(x->e->out, path, inputs))
        return;
    Str bytes = kind->make(x->e, block, &a);
    publish_put(x->e->out, path, inputs, bytes, scratch);
}

/* Where the reports are, when one file does not hold them. */
static Str index_json(const Emit *e, const Block *v, int n, Arena *a)
{
    Buf b = buf_in(a);
    JsonOut j = {.b = &b};
    json_open(&j, '{');
    json_key(&j, S("reports"));
    json_int(&j, e->site->nentries);
    json_key(&j, S("files"));
    json_open(&j, '[');
    for (int i = 0; i < n; i++) {
        buf_add(&b, i ? S("") : S("\n"));
        json_open(&j, '{');
        json_key(&j, S("json"));
        json_str(&j, block_path(a, S("reports"), v[i].number, S(".json")));
        json_key(&j, S("csv"));
        json_str(&j, block_path(a, S("reports"), v[i].number, S(".csv")));
        json_key(&j, S("reports"));
        json_int(&j, v[i].end - v[i].beg);
        json_close(&j, '}');
        buf_byte(&b, '\n');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(&b, '\n');
    return buf_str(&b);
}

static Str index_csv(const Block *v, int n, Arena *a)
{
    Buf b = buf_in(a);
    Row row = {.b = &b};
    buf_lit(&b, BYTE_ORDER_MARK);
    put_cell(&row, S("file"));
    put_cell(&row, S("reports"));
    end_row(&row);
    for (int i = 0; i < n; i++) {
        put_cell(&row, block_path(a, S("reports"), v[i].number, S(".csv")));
        put_cell(&row, page_number(a, v[i].end - v[i].beg));
        end_row(&row);
    }
    return buf_str(&b);
}

static void put_small(Emit *e, Str path, Str bytes, Arena scratch)
{
    Hash128 inputs = hash128(bytes);
    if (!publish_current(e->out, path, inputs))
        publish_put(e->out, path, inputs, bytes, scratch);
}

void emit_data(Emit *e)
{
    Block *v;
    int n = blocks_of(e->site, e->perm, &v);
    Export x = {e, v};
    pool_run(e->threads, 2 * n, export_block, &x);
    if (n == 1 && v[0].number == 0)
        return;
    Arena a = e->workers[0];
    Str json = index_json(e, v, n, &a), csv = index_csv(v, n, &a);
    put_small(e, S("data/reports.json"), json, a);
    put_small(e, S("data/reports.csv"), csv, a);
}
