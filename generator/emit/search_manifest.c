/* The manifest, and the columns that facets and ranking need: from the site
 * alone, so that no segment has to be read again for them. */
#include "emit/search_build.h"
#include "emit/search_code.h"
#include "text/escape.h"

/* A segment of at least so many reports keeps its columns in their own file,
 * so that the manifest stays small. */
enum { OWN_COLUMNS = 1024 };

static const size_t RESERVE = (size_t)1 << 32; /* address space */

/* Distinct values of a column, numbered as they come. */
typedef struct Dictionary {
    Map index; /* the value's JSON -> its number + 1, as a pointer's value */
    Buf json;  /* all values, with a comma behind each */
    Arena *a;
} Dictionary;

static Dictionary dictionary_in(Arena *a)
{
    return (Dictionary){.json = buf_in(a), .a = a};
}

static uint32_t dictionary_code(Dictionary *d, Str json)
{
    void **slot = map_slot(&d->index, json, d->a);
    if (!*slot) {
        uint32_t *code = NEW(d->a, uint32_t);
        *code = (uint32_t)d->index.n - 1;
        *slot = code;
        buf_add(&d->json, json);
        buf_byte(&d->json, ',');
    }
    return *(uint32_t *)*slot;
}

static void put_column(Buf *b, const uint32_t *v, ptrdiff_t n)
{
    uint32_t max = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        max = v[i] > max ? v[i] : max;
    int width = fixed_width(max);
    buf_byte(b, '"');
    for (ptrdiff_t i = 0; i < n; i++)
        put_fixed(b, v[i], width);
    buf_lit(b, "\",");
}

static void drop_comma(Buf *b)
{
    if (b->n && b->s[b->n - 1] == ',')
        b->n--;
}

static void put_dictionary(Buf *b, Dictionary *d)
{
    drop_comma(&d->json);
    buf_byte(b, '[');
    buf_add(b, buf_str(&d->json));
    buf_lit(b, "],");
}

/* Runs of consecutive numbers: how many are left out, how many follow. */
static void put_numbers(Buf *b, const Entry *v, ptrdiff_t n, int first)
{
    buf_byte(b, '[');
    int next = first;
    for (ptrdiff_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && v[end].number == v[end - 1].number + 1;)
            end++;
        buf_int(b, v[i].number - next);
        buf_byte(b, ',');
        buf_int(b, end - i);
        buf_byte(b, ',');
        next = v[end - 1].number + 1;
    }
    drop_comma(b);
    buf_lit(b, "],");
}

static Str years_json(const Report *r, Arena *a)
{
    Buf b = buf_in(a);
    buf_lit(&b, "[\"");
    years_put(&b, r->summary);
    buf_lit(&b, "\",\"");
    years_put(&b, r->plan);
    buf_lit(&b, "\"]");
    return buf_str(&b);
}

static Str topics_json(const Digest *d, Arena *a)
{
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

/* A street's name is one only within its district: [district, name]. */
static Str street_json(int32_t district, const Report *r, Arena *a)
{
    Buf b = buf_in(a);
    buf_byte(&b, '[');
    buf_int(&b, district);
    buf_byte(&b, ',');
    esc_json(&b, r->street);
    buf_byte(&b, ']');
    return buf_str(&b);
}

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

/* The day before the first one, then each day's distance from it; 0: none. */
static void put_days(Buf *b, uint32_t *col, const Entry *v, ptrdiff_t n)
{
    uint32_t first = UINT32_MAX;
    for (ptrdiff_t i = 0; i < n; i++) {
        col[i] = day_number(v[i].r.published);
        first = col[i] && col[i] < first ? col[i] : first;
    }
    for (ptrdiff_t i = 0; i < n; i++)
        col[i] = col[i] ? col[i] - first + 1 : 0;
    buf_int(b, first == UINT32_MAX ? 0 : (int64_t)first - 1);
    buf_byte(b, ',');
    put_column(b, col, n);
}

/* [numbers, districts, years, codes, topics, codes, day, days, streets,
 * codes] */
static void put_columns(Buf *b, const Emit *e, const Entry *v, ptrdiff_t n,
                        int first, Arena scratch)
{
    uint32_t *col = NEW_N(&scratch, uint32_t, n);
    const int32_t *district_of = e->tax->district_of + (v - e->site->entries);
    Dictionary streets = dictionary_in(&scratch);
    Dictionary years = dictionary_in(&scratch);
    Dictionary topics = dictionary_in(&scratch);
    buf_byte(b, '[');
    put_numbers(b, v, n, first);
    for (ptrdiff_t i = 0; i < n; i++)
        col[i] = (uint32_t)district_of[i];
    put_column(b, col, n);
    for (ptrdiff_t i = 0; i < n; i++)
        col[i] = dictionary_code(&years, years_json(&v[i].r, &scratch));
    put_dictionary(b, &years);
    put_column(b, col, n);
    for (ptrdiff_t i = 0; i < n; i++)
        col[i] = dictionary_code(&topics, topics_json(v[i].digest, &scratch));
    put_dictionary(b, &topics);
    put_column(b, col, n);
    put_days(b, col, v, n);
    for (ptrdiff_t i = 0; i < n; i++)
        col[i] = dictionary_code(
            &streets, street_json(district_of[i], &v[i].r, &scratch));
    put_dictionary(b, &streets);
    put_column(b, col, n);
    drop_comma(b);
    buf_byte(b, ']');
}

static void put_districts(Buf *b, const Taxonomy *t)
{
    buf_byte(b, '[');
    for (int i = 0; i < t->ndistricts; i++) {
        const District *d = &t->districts[i];
        Str v[] = {d->code, d->name, d->city, d->province};
        buf_byte(b, '[');
        for (int k = 0; k < 4; k++) {
            if (k)
                buf_byte(b, ',');
            esc_json(b, v[k]);
        }
        buf_lit(b, "],");
    }
    drop_comma(b);
    buf_lit(b, "],");
}

static void put_topics(Buf *b, const Config *c)
{
    buf_byte(b, '[');
    for (int i = 0; i < c->ntopics; i++) {
        buf_byte(b, '[');
        esc_json(b, c->topics[i].slug);
        buf_byte(b, ',');
        esc_json(b, c->topics[i].name);
        buf_lit(b, "],");
    }
    drop_comma(b);
    buf_lit(b, "],");
}

/* The output's inputs are its bytes: it is cheap to make, and made always. */
static void publish_bytes(Emit *e, Str path, Str bytes, Arena scratch)
{
    publish_put(e->out, path, hash128(bytes), bytes, scratch);
}

static void put_own_columns(Emit *e, SearchSegment seg, const Entry *v,
                            ptrdiff_t n, Arena scratch)
{
    Arena start = arena_new(RESERVE), mem = start;
    Str path = search_columns_path(&mem, seg);
    Buf b = buf_in(&mem);
    search_open_call(&b, path);
    put_columns(&b, e, v, n, seg.first, scratch);
    buf_lit(&b, ");\n");
    publish_bytes(e, path, buf_str(&b), scratch);
    arena_free(start);
}

/* [first, last, reports, log2 of posting files, version, columns or 0] */
static void put_segment(Buf *b, Emit *e, SearchSegment seg, Arena scratch)
{
    ptrdiff_t beg, end;
    search_range(e->site, seg, &beg, &end);
    if (beg == end)
        return;
    const Entry *v = e->site->entries + beg;
    buf_byte(b, '[');
    buf_int(b, seg.first);
    buf_byte(b, ',');
    buf_int(b, seg.last);
    buf_byte(b, ',');
    buf_int(b, end - beg);
    buf_byte(b, ',');
    buf_int(b, search_shard_bits(end - beg));
    buf_lit(b, ",\"");
    buf_hex(b, (const unsigned char *)&seg.version, 6);
    buf_lit(b, "\",");
    if (end - beg < OWN_COLUMNS) {
        put_columns(b, e, v, end - beg, seg.first, scratch);
    } else {
        buf_byte(b, '0');
        put_own_columns(e, seg, v, end - beg, scratch);
    }
    buf_lit(b, "],");
}

/* [format, largest number, districts, topics, segments] */
void search_manifest(Emit *e, const SearchSegment *v, int n)
{
    Arena start = arena_new(RESERVE), mem = start;
    Str path = S("search/manifest.js");
    Buf b = buf_in(&mem);
    search_open_call(&b, path);
    buf_lit(&b, "[1,");
    buf_int(&b, e->site->largest);
    buf_byte(&b, ',');
    put_districts(&b, e->tax);
    put_topics(&b, &e->site->conf);
    buf_byte(&b, '[');
    for (int i = 0; i < n; i++)
        put_segment(&b, e, v[i], e->workers[0]);
    drop_comma(&b);
    buf_lit(&b, "]]);\n");
    publish_bytes(e, path, buf_str(&b), e->workers[0]);
    arena_free(start);
}
