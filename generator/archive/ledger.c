#include "archive/ledger.h"

#include "archive/ledger_record.h"
#include "base/fs.h"
#include "base/hash.h"
#include "text/json.h"

#include <errno.h>
#include <stdlib.h>

enum { LARGEST_FILE = 128 << 20, LARGEST_INDEX = 1 << 30 };

Str ledger_path(Str slug, Arena *a)
{
    return str_join3(a, S("content/ledger/"), slug, S(".json"));
}

static Str index_path(Str dir, Arena *a)
{
    return str_concat(a, dir, S("/content/ledger/index.tsv"));
}

bool ledger_load(Str dir, Str slug, Arena *a, Provenance *out)
{
    Str text;
    Str path = str_join3(a, dir, S("/"), ledger_path(slug, a));
    *out = (Provenance){0};
    bool read = fs_read(path, LARGEST_FILE, true, a, &text, NULL);
    errno = !read && fs_failed(errno) ? errno : 0;
    return read && provenance_read(text, a, out);
}

bool ledger_wrote(Str dir, Str slug, Str file, Arena scratch)
{
    Provenance p;
    return ledger_load(dir, slug, &scratch, &p) &&
           provenance_wrote(&p, sha256_hex(&scratch, file));
}

static void put_pair(JsonOut *j, Str key, Str value)
{
    json_key(j, key);
    json_str(j, value);
}

/* What a later import needs to do the same again, and to tell what a person
 * changed since. */
static void put_base(JsonOut *j, const Imported *imp, Str file, Arena *a)
{
    Str front, body;
    int line;
    const RawOptions *o = &imp->options;
    if (o->url.n)
        put_pair(j, S("url"), o->url);
    if (o->forced)
        put_pair(j, S("encoding_forced"), charset_name(o->forced));
    if (o->declared)
        put_pair(j, S("encoding_declared"), charset_name(o->declared));
    if (o->captured) {
        Buf day = buf_in(a);
        date_put_iso(&day, o->captured);
        put_pair(j, S("captured"), buf_str(&day));
    }
    if (!report_split(file, &front, &body, &line))
        return;
    put_pair(j, S("front_matter"), front);
    put_pair(j, S("body_sha256"), sha256_hex(a, body));
    if (!imp->overridden)
        return;
    json_key(j, S("overridden"));
    json_open(j, '[');
    for (FieldId f = 0; f < FIELD_COUNT; f++)
        if (imp->overridden & 1u << f)
            json_str(j, field_name(f));
    json_close(j, ']');
}

Str ledger_text(const Imported *imp, Str file, Str previous, Arena *a)
{
    Str sha = sha256_hex(a, file);
    char *end = a->end;
    Arena scratch = arena_carve(a, (a->end - a->beg) / 2);
    Buf out = buf_in(a);
    JsonOut j = {.b = &out};
    json_open(&j, '{');
    put_pair(&j, S("source"), imp->report.source);
    put_pair(&j, S("source_sha256"), imp->report.source_sha256);
    put_pair(&j, S("encoding"), charset_name(imp->charset));
    put_pair(&j, S("markdown_sha256"), sha);
    if (previous.n)
        put_pair(&j, S("previous_sha256"), previous);
    put_base(&j, imp, file, a);
    if (imp->ledger.n)
        json_members(&j, imp->ledger);
    else
        ledger_put_record(&j, &imp->record, scratch);
    json_close(&j, '}');
    buf_byte(&out, '\n');
    a->end = end;
    return buf_str(&out);
}

Str ledger_of_record(const Record *r, Arena *a, Arena scratch)
{
    Buf out = buf_in(a);
    JsonOut j = {.b = &out};
    ledger_put_record(&j, r, scratch);
    return buf_str(&out);
}

static int by_key(const void *a, const void *b)
{
    return str_cmp(((const MapNode *const *)a)[0]->key,
                   ((const MapNode *const *)b)[0]->key);
}

void ledger_put_last(Buf *b, int32_t last)
{
    buf_lit(b, "last\t");
    buf_int(b, last);
    buf_byte(b, '\n');
}

void ledger_put_replaced(Buf *b, Str sha, Str slug)
{
    buf_lit(b, "replaced\t");
    buf_add(b, sha);
    buf_byte(b, '\t');
    buf_add(b, slug);
    buf_byte(b, '\n');
}

static Str index_text(const LedgerIndex *x, Arena *a, Arena scratch)
{
    MapNode **v = NEW_N(&scratch, MapNode *, x->replaced.n + 1);
    ptrdiff_t n = 0;
    for (MapNode *node = x->replaced.first; node; node = node->next)
        v[n++] = node;
    qsort(v, (size_t)n, sizeof *v, by_key);
    Buf b = buf_in(a);
    ledger_put_last(&b, x->last);
    for (ptrdiff_t i = 0; i < n; i++)
        ledger_put_replaced(&b, v[i]->key, *(const Str *)v[i]->val);
    return buf_str(&b);
}

void ledger_replace(LedgerIndex *x, Str sha, Str slug, Arena *perm)
{
    Str *val = NEW(perm, Str);
    *val = str_dup(perm, slug);
    Str key = map_get(&x->replaced, sha) ? sha : str_dup(perm, sha);
    *map_slot(&x->replaced, key, perm) = val;
}

/* A line without its end is what is left of one. */
static void read_lines(Str text, LedgerIndex *x, Arena *perm)
{
    Str line;
    text = str_head(text, str_rfind_byte(text, '\n') + 1);
    while (str_line(&text, &line)) {
        Str key = str_cut(&line, S("\t"));
        if (str_eq(key, S("last"))) {
            int64_t last = str_to_int(line, INT32_MAX);
            x->last = last > x->last ? (int32_t)last : x->last;
        } else if (str_eq(key, S("replaced"))) {
            Str sha = str_cut(&line, S("\t"));
            ledger_replace(x, sha, line, perm);
        }
    }
}

bool ledger_read(Str dir, LedgerIndex *x, Arena *perm, Arena scratch)
{
    Str text;
    *x = (LedgerIndex){0};
    Str path = index_path(dir, &scratch);
    if (!fs_read(path, LARGEST_INDEX, true, &scratch, &text, NULL)) {
        errno = fs_failed(errno) ? errno : 0;
        return false;
    }
    errno = 0;
    read_lines(text, x, perm);
    Arena half = arena_carve(&scratch, (scratch.end - scratch.beg) / 2);
    return str_eq(text, index_text(x, &half, scratch));
}

bool ledger_write(Str dir, const LedgerIndex *x, Arena scratch)
{
    Arena half = arena_carve(&scratch, (scratch.end - scratch.beg) / 2);
    Str text = index_text(x, &half, scratch);
    Str path = index_path(dir, &half);
    return fs_write_atomic(path, text, true, scratch);
}

bool ledger_append(Str dir, Str lines, Arena scratch)
{
    Str path = index_path(dir, &scratch);
    return fs_append(path, lines, scratch);
}
