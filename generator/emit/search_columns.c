/* The columns that ranking, filters and facets need, from the site alone. Of a
 * large segment they are files of their own, so that the manifest stays small:
 * what every query needs, what only filters and counts do, in pieces that are
 * samples of the whole, and the streets. */
#include "emit/search_build.h"
#include "text/escape.h"
#include "text/symbols.h"

#include <stdlib.h>

enum {
    OWN_FILES = 1024, /* reports of a segment whose columns are files */
    CUT_FROM = 16384, /* reports of a segment whose facets are cut ... */
    CUTS = 8,         /* ... into so many files, */
    DAY_STEPS = 30    /* and whose days are told in so many steps first */
};

static const size_t RESERVE = (size_t)1 << 32; /* address space */

/* The values of one column, a number for each report. */
typedef struct Column {
    uint32_t *v;
    Str dictionary; /* what the numbers stand for: JSON */
} Column;

typedef struct Columns {
    const Entry *entries;
    ptrdiff_t n;
    int first;        /* number that the segment begins with */
    uint32_t day0;    /* the first known day */
    uint32_t step;    /* days that `coarse` counts by */
    uint32_t *coarse; /* 0: unknown; else steps since day0, and one */
    uint32_t *fine;   /* days left over */
    Column district, year, topic, kind, street;
} Columns;

/* Distinct values of a column, numbered as they come. */
typedef struct Dictionary {
    Map index; /* the value -> its number, as a pointer to it */
    Buf json;  /* all values, with a comma between them */
    Arena *a;
} Dictionary;

static Dictionary dictionary_in(Arena *a)
{
    Dictionary d = {.json = buf_in(a), .a = a};
    buf_byte(&d.json, '[');
    return d;
}

static uint32_t dictionary_code(Dictionary *d, Str json)
{
    void **slot = map_slot(&d->index, json, d->a);
    if (!*slot) {
        uint32_t *code = NEW(d->a, uint32_t);
        *code = (uint32_t)d->index.n - 1;
        *slot = code;
        if (*code)
            buf_byte(&d->json, ',');
        buf_add(&d->json, json);
    }
    return *(uint32_t *)*slot;
}

static Str dictionary_end(Dictionary *d)
{
    buf_byte(&d->json, ']');
    return buf_str(&d->json);
}

typedef Str ValueFn(const Entry *x, Arena *a);

static Column by_value(const Columns *c, ValueFn *value, Arena *a)
{
    Column out = {.v = NEW_N(a, uint32_t, c->n)};
    Dictionary d = dictionary_in(a);
    for (ptrdiff_t i = 0; i < c->n; i++)
        out.v[i] = dictionary_code(&d, value(&c->entries[i], a));
    out.dictionary = dictionary_end(&d);
    return out;
}

static Str years_json(const Entry *x, Arena *a)
{
    Buf b = buf_in(a);
    buf_lit(&b, "[\"");
    years_put(&b, x->r.summary);
    buf_lit(&b, "\",\"");
    years_put(&b, x->r.plan);
    buf_lit(&b, "\"]");
    return buf_str(&b);
}

static Str topics_json(const Entry *x, Arena *a)
{
    const Digest *d = x->digest;
    Buf b = buf_in(a);
    buf_byte(&b, '[');
    for (int i = 0; d && i < d->topics.nuses; i++) {
        if (i)
            buf_byte(&b, ',');
        buf_int(&b, d->topics.uses[i].topic);
    }
    buf_byte(&b, ']');
    return buf_str(&b);
}

static Str kind_json(const Entry *x, Arena *a)
{
    Buf b = buf_in(a);
    esc_json(&b, x->r.kind);
    return buf_str(&b);
}

/* --- places */

/* A six-digit code as a number, or -1. */
static int64_t code_number(Str code)
{
    return code.n == 6 ? str_to_int(code, 999999) : -1;
}

/* The districts of the segment, in order of code: a number for a code of six
 * digits, to add to the one before; any other code as a string. A district
 * further on in the manifest changes no segment's files. */
static Column by_district(const Columns *c, const Emit *e, Arena *a)
{
    const int32_t *of = e->tax->district_of + (c->entries - e->site->entries);
    uint32_t *codes = NEW_N(a, uint32_t, e->tax->ndistricts);
    Column out = {.v = NEW_N(a, uint32_t, c->n)};
    for (ptrdiff_t i = 0; i < c->n; i++)
        codes[of[i]] = 1;
    Buf b = buf_in(a);
    buf_byte(&b, '[');
    uint32_t n = 0;
    int64_t last = 0;
    for (int i = 0; i < e->tax->ndistricts; i++) {
        Str code = e->tax->districts[i].code;
        int64_t number = code_number(code);
        if (!codes[i])
            continue;
        if (n)
            buf_byte(&b, ',');
        if (number < last)
            esc_json(&b, code);
        else
            buf_int(&b, number - last);
        last = number < last ? last : number;
        codes[i] = n++;
    }
    buf_byte(&b, ']');
    out.dictionary = buf_str(&b);
    for (ptrdiff_t i = 0; i < c->n; i++)
        out.v[i] = codes[of[i]];
    return out;
}

typedef struct StreetRef {
    uint32_t district, slot;
    Str name;
} StreetRef;

static int cmp_street(const void *x, const void *y)
{
    const StreetRef *a = x, *b = y;
    if (a->district != b->district)
        return a->district < b->district ? -1 : 1;
    int c = str_cmp(a->name, b->name);
    return c ? c : (a->slot > b->slot) - (a->slot < b->slot);
}

/* [district, name, name ...] for each district: a street's name is one only
 * within it. */
static Column by_street(const Columns *c, Arena *a)
{
    Column out = {.v = NEW_N(a, uint32_t, c->n)};
    StreetRef *v = NEW_N(a, StreetRef, c->n);
    for (ptrdiff_t i = 0; i < c->n; i++)
        v[i] =
            (StreetRef){c->district.v[i], (uint32_t)i, c->entries[i].r.street};
    qsort(v, (size_t)c->n, sizeof *v, cmp_street);
    Buf b = buf_in(a);
    buf_byte(&b, '[');
    uint32_t code = 0;
    for (ptrdiff_t i = 0; i < c->n; i++) {
        bool begins = !i || v[i].district != v[i - 1].district;
        bool next = begins || !str_eq(v[i].name, v[i - 1].name);
        if (begins) {
            buf_add(&b, i ? S("],[") : S("["));
            buf_int(&b, v[i].district);
        }
        if (next) {
            buf_byte(&b, ',');
            esc_json(&b, v[i].name);
            code += i ? 1 : 0;
        }
        out.v[v[i].slot] = code;
    }
    buf_lit(&b, "]]");
    out.dictionary = buf_str(&b);
    return out;
}

/* --- days */

/* Days from 1 March 1900 (proleptic Gregorian), 1 on that day; dates before
 * it and the unknown one are 0. Years start in March, so that the leap day is
 * their last. */
static uint32_t day_number(Date d)
{
    int y = d / 10000, m = d / 100 % 100, day = d % 100;
    if (d < 19000301)
        return 0;
    y -= m < 3;
    m = m < 3 ? m + 9 : m - 3;
    int days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day;
    return (uint32_t)(days - (365 * 1900 + 1900 / 4 - 1900 / 100 + 1900 / 400));
}

static void by_day(Columns *c, Arena *a)
{
    uint32_t first = UINT32_MAX, last = 0;
    uint32_t *day = c->coarse = NEW_N(a, uint32_t, c->n);
    c->fine = NEW_N(a, uint32_t, c->n);
    for (ptrdiff_t i = 0; i < c->n; i++) {
        day[i] = day_number(c->entries[i].r.published);
        first = day[i] && day[i] < first ? day[i] : first;
        last = day[i] > last ? day[i] : last;
    }
    c->day0 = last ? first : 0;
    c->step = c->n < CUT_FROM ? 1 : (last - c->day0) / DAY_STEPS + 1;
    for (ptrdiff_t i = 0; i < c->n; i++) {
        uint32_t days = day[i] ? day[i] - c->day0 : 0;
        c->fine[i] = days % c->step;
        day[i] = day[i] ? days / c->step + 1 : 0;
    }
}

/* --- writing */

/* "...": the width of a number in bits, then every step-th number from `from`
 * on. */
static void put_column(Buf *b, const uint32_t *v, ptrdiff_t n, ptrdiff_t from,
                       ptrdiff_t step)
{
    uint32_t max = 0;
    int width = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        max = v[i] > max ? v[i] : max;
    while (max >> width)
        width++;
    BitOut bits = {.b = b};
    buf_byte(b, '"');
    put_gamma(&bits, (uint32_t)width + 1);
    for (ptrdiff_t i = from; i < n; i += step)
        put_bits(&bits, v[i], width);
    end_bits(&bits);
    buf_byte(b, '"');
}

/* Runs of consecutive numbers: how many are left out, how many follow. */
static void put_numbers(Buf *b, const Columns *c)
{
    const Entry *v = c->entries;
    int next = c->first;
    buf_byte(b, '[');
    for (ptrdiff_t i = 0, end; i < c->n; i = end) {
        for (end = i + 1; end < c->n && v[end].number == v[end - 1].number + 1;)
            end++;
        if (i)
            buf_byte(b, ',');
        buf_int(b, v[i].number - next);
        buf_byte(b, ',');
        buf_int(b, end - i);
        next = v[end - 1].number + 1;
    }
    buf_byte(b, ']');
}

/* [numbers, day0, step, day, districts, years, topics, kinds] */
static void put_order(Buf *b, const Columns *c)
{
    const Column *of[] = {&c->district, &c->year, &c->topic, &c->kind};
    buf_byte(b, '[');
    put_numbers(b, c);
    buf_byte(b, ',');
    buf_int(b, c->day0);
    buf_byte(b, ',');
    buf_int(b, c->step);
    buf_byte(b, ',');
    put_column(b, c->coarse, c->n, 0, 1);
    for (int i = 0; i < 4; i++) {
        buf_byte(b, ',');
        buf_add(b, of[i]->dictionary);
    }
    buf_byte(b, ']');
}

/* [district, year, topic, kind, fine] of every step-th report */
static void put_facets(Buf *b, const Columns *c, ptrdiff_t from, ptrdiff_t step)
{
    const uint32_t *of[] = {c->district.v, c->year.v, c->topic.v, c->kind.v,
                            c->fine};
    for (int i = 0; i < 5; i++) {
        buf_byte(b, i ? ',' : '[');
        put_column(b, of[i], c->n, from, step);
    }
    buf_byte(b, ']');
}

/* [streets, street] */
static void put_streets(Buf *b, const Columns *c)
{
    buf_byte(b, '[');
    buf_add(b, c->street.dictionary);
    buf_byte(b, ',');
    put_column(b, c->street.v, c->n, 0, 1);
    buf_byte(b, ']');
}

/* One of the files, b holding what it calls with; adds it to *version. */
static void put_file(Emit *e, SearchSegment seg, Str name, Buf *data,
                     Hash128 *version, Arena scratch)
{
    Str path = search_named_path(&scratch, seg, name);
    *version = hash128_more(*version, buf_str(data));
    Buf b = buf_in(&scratch);
    search_open_call(&b, path);
    buf_add(&b, buf_str(data));
    buf_lit(&b, ");\n");
    search_publish(e, path, buf_str(&b), scratch);
}

static Hash128 put_files(Emit *e, SearchSegment seg, const Columns *c,
                         Arena mem)
{
    Hash128 version = {0};
    Buf b = buf_in(&mem);
    put_order(&b, c);
    put_file(e, seg, S("order"), &b, &version, e->workers[0]);
    b.n = 0;
    put_streets(&b, c);
    put_file(e, seg, S("streets"), &b, &version, e->workers[0]);
    int cuts = c->n < CUT_FROM ? 1 : CUTS;
    for (int k = 0; k < cuts; k++) {
        char name[] = "facets-0";
        name[sizeof name - 2] = (char)('0' + k);
        b.n = 0;
        put_facets(&b, c, k, cuts);
        put_file(e, seg, str_of(name), &b, &version, e->workers[0]);
    }
    return version;
}

static Columns columns_of(const Emit *e, SearchSegment seg, const Entry *v,
                          ptrdiff_t n, Arena *a)
{
    Columns c = {.entries = v, .n = n, .first = seg.first};
    by_day(&c, a);
    c.district = by_district(&c, e, a);
    c.year = by_value(&c, years_json, a);
    c.topic = by_value(&c, topics_json, a);
    c.kind = by_value(&c, kind_json, a);
    c.street = by_street(&c, a);
    return c;
}

void search_put_columns(Buf *b, Emit *e, SearchSegment seg, const Entry *v,
                        ptrdiff_t n)
{
    Arena start = arena_new(RESERVE), mem = start;
    Columns c = columns_of(e, seg, v, n, &mem);
    if (n < OWN_FILES) {
        buf_byte(b, '[');
        put_order(b, &c);
        buf_byte(b, ',');
        put_facets(b, &c, 0, 1);
        buf_byte(b, ',');
        put_streets(b, &c);
        buf_byte(b, ']');
    } else {
        Hash128 version = put_files(e, seg, &c, mem);
        buf_byte(b, '"');
        buf_hex(b, (const unsigned char *)&version, 6);
        buf_byte(b, '"');
    }
    arena_free(start);
}
