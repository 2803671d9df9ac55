#include "query/index.h"

#include "base/fs.h"
#include "text/symbols.h"

#include <string.h>

enum {
    LARGEST_FILE = 64 << 20,
    MOST_SLOTS = 16384, /* of a segment */
    MOST_BITS = 20
};

static const size_t RESERVE = (size_t)1 << 34; /* of addresses */

void index_note(Index *ix, Str name)
{
    if (!strlist_has(ix->missing, name))
        strlist_push(&ix->own, &ix->missing, &ix->cap, str_dup(&ix->own, name));
}

/* The data within jiebao.shard("NAME",DATA); */
static bool unwrap(Str file, Str name, Str *data)
{
    static const Str open = STR_INIT("jiebao.shard(\""), sep = STR_INIT("\",");
    Str end = S(");");
    if (str_ends(file, S("\n")))
        file.n--;
    if (!str_starts(file, open) || !str_ends(file, end))
        return false;
    Str rest = str_head(str_skip(file, open.n), file.n - open.n - end.n);
    if (!str_starts(rest, name) || !str_starts(str_skip(rest, name.n), sep))
        return false;
    *data = str_skip(rest, name.n + sep.n);
    return true;
}

bool index_load(Index *ix, Str name, Arena *a, Str *data)
{
    Str path =
        str_join3(a, ix->dir, S("/search/"), str_concat(a, name, S(".js")));
    Str file;
    if (fs_read(path, LARGEST_FILE, true, a, &file, NULL) &&
        unwrap(file, name, data))
        return true;
    index_note(ix, name);
    return false;
}

/* --- values of JSON: a false return is damage */

static const Json *items(const Json *j)
{
    return j && j->kind == JSON_ARRAY ? j->child : NULL;
}

static bool is_array(const Json *j)
{
    return j && j->kind == JSON_ARRAY;
}

static int64_t count(const Json *j)
{
    int64_t n = 0;
    for (const Json *x = items(j); x; x = x->next)
        n++;
    return n;
}

/* The number at *j, min..max; moves on. */
static bool take_int(const Json **j, int64_t min, int64_t max, int64_t *out)
{
    const Json *x = *j;
    if (!x || x->kind != JSON_NUMBER || !(x->num >= (double)min) ||
        !(x->num <= (double)max))
        return false;
    *out = (int64_t)x->num;
    *j = x->next;
    return true;
}

static bool take_str(const Json **j, Str *out)
{
    if (!*j || (*j)->kind != JSON_STRING)
        return false;
    *out = (*j)->str;
    *j = (*j)->next;
    return true;
}

static bool take_array(const Json **j, const Json **out)
{
    if (!is_array(*j))
        return false;
    *out = *j;
    *j = (*j)->next;
    return true;
}

/* --- columns */

/* Which of a segment's reports a column is of: every step-th one from `from`
 * on. */
typedef struct Every {
    int from, step;
} Every;

static const Every ALL = {0, 1};

/* Numbers, each below most, to the slots of v that have those reports. */
static bool read_column(Str s, const IndexSegment *seg, Every of, uint64_t most,
                        uint32_t *v)
{
    BitIn in = bits_in(s);
    uint32_t width = get_gamma(&in) - 1;
    if (in.bad || width > 31)
        return false;
    for (int32_t i = of.from; i < seg->n; i += of.step) {
        uint32_t value = get_bits(&in, (int)width);
        if (value >= most)
            return false;
        v[seg->slot_of[i]] = value;
    }
    return !in.bad;
}

static bool read_numbers(const Json *runs, IndexSegment *seg)
{
    int64_t next = 0, left, more;
    int32_t k = 0;
    for (const Json *j = items(runs); j;) {
        if (!take_int(&j, 0, MOST_SLOTS, &left) ||
            !take_int(&j, 0, MOST_SLOTS, &more) || more > seg->n - k)
            return false;
        for (next += left; more--; next++) {
            if (next >= seg->slots)
                return false;
            seg->there[next] = true;
            seg->slot_of[k++] = (int32_t)next;
        }
    }
    return k == seg->n;
}

/* A code of six digits is told by its distance from the one before. */
static bool read_code(const Json *j, int64_t *last, Str *out, Arena *a)
{
    int64_t more;
    const Json *at = j;
    if (take_str(&at, out))
        return true;
    if (!take_int(&at, 0, 999999 - *last, &more))
        return false;
    *last += more;
    Buf b = buf_in(a);
    buf_int_pad(&b, *last, 6);
    *out = buf_str(&b);
    return true;
}

static bool read_years(const Json *pair, IndexValue *v)
{
    const Json *j = items(pair);
    Str back, plan;
    if (!take_str(&j, &back) || !take_str(&j, &plan))
        return false;
    return (!back.n || years_parse(back, &v->back)) &&
           (!plan.n || years_parse(plan, &v->plan));
}

typedef enum ValueKind { V_DISTRICT, V_YEARS, V_TOPICS, V_KIND } ValueKind;

static bool read_values(const Json *list, ValueKind kind, IndexColumn *c,
                        Arena *a)
{
    int64_t last = 0;
    if (!is_array(list))
        return false;
    c->values = NEW_N(a, IndexValue, count(list));
    for (const Json *j = items(list); j; j = j->next) {
        IndexValue *v = &c->values[c->nvalues++];
        const Json *at = j;
        bool ok = kind == V_DISTRICT ? read_code(j, &last, &v->text, a)
                  : kind == V_YEARS  ? read_years(j, v)
                  : kind == V_TOPICS ? take_array(&at, &v->topics)
                                     : take_str(&at, &v->text);
        if (!ok)
            return false;
    }
    return true;
}

static bool read_order(Index *ix, IndexSegment *seg, const Json *data)
{
    const Json *j = items(data), *numbers;
    int64_t day0, step;
    Str day;
    seg->slot_of = NEW_N(&ix->own, int32_t, seg->n);
    seg->there = NEW_N(&ix->own, bool, seg->slots);
    seg->day = NEW_N(&ix->own, uint32_t, seg->slots);
    if (!take_array(&j, &numbers) || !read_numbers(numbers, seg) ||
        !take_int(&j, 0, 1 << 20, &day0) || !take_int(&j, 1, 1 << 20, &step) ||
        !take_str(&j, &day) || !read_column(day, seg, ALL, 4096 * 64, seg->day))
        return false;
    for (int32_t i = 0; i < seg->slots; i++)
        if (seg->day[i])
            seg->day[i] =
                (uint32_t)((int64_t)day0 + (int64_t)(seg->day[i] - 1) * step);
    IndexColumn *of[] = {&seg->district, &seg->year, &seg->topic, &seg->kind};
    for (int k = 0; k < 4; k++) {
        if (!read_values(j, (ValueKind)k, of[k], &ix->own))
            return false;
        j = j->next;
    }
    return true;
}

enum { CUT_FROM = 16384, CUTS = 8 };

static int cuts_of(const IndexSegment *seg)
{
    return seg->n < CUT_FROM ? 1 : CUTS;
}

static bool read_facets(IndexSegment *seg, int cut, const Json *data)
{
    IndexColumn *of[] = {&seg->district, &seg->year, &seg->topic, &seg->kind};
    const Json *j = items(data);
    Every some = {cut, cuts_of(seg)};
    Str s;
    for (int k = 0; k < 4; k++)
        if (!take_str(&j, &s) ||
            !read_column(s, seg, some, of[k]->nvalues, of[k]->codes))
            return false;
    return take_str(&j, &s) && read_column(s, seg, some, 1 << 20, seg->fine);
}

static bool read_streets(Index *ix, IndexSegment *seg, const Json *data)
{
    const Json *j = items(data), *groups;
    IndexColumn *c = &seg->street;
    int64_t most = 0, district;
    Str codes;
    if (!take_array(&j, &groups) || !take_str(&j, &codes))
        return false;
    for (const Json *g = items(groups); g; g = g->next)
        most += count(g);
    c->values = NEW_N(&ix->own, IndexValue, most);
    for (const Json *g = items(groups); g; g = g->next) {
        const Json *at = items(g);
        if (!take_int(&at, 0, (int64_t)seg->district.nvalues - 1, &district))
            return false;
        while (at) {
            IndexValue *v = &c->values[c->nvalues++];
            v->district = (uint32_t)district;
            if (!take_str(&at, &v->text))
                return false;
        }
    }
    c->codes = NEW_N(&ix->own, uint32_t, seg->slots);
    return read_column(codes, seg, ALL, c->nvalues, c->codes);
}

/* The piece's data: of the manifest, or of its own file. NULL: it is noted. */
static const Json *piece(Index *ix, const IndexSegment *seg, Str name, int at,
                         Str *file)
{
    Str data;
    *file = S("manifest");
    if (is_array(seg->columns)) {
        const Json *j = seg->columns->child;
        while (j && at--)
            j = j->next;
        return j;
    }
    *file = str_join3(&ix->own, seg->name, S("/"), name);
    return index_load(ix, *file, &ix->own, &data) ? json_parse(data, &ix->own)
                                                  : NULL;
}

static bool end_piece(Index *ix, Str file, IndexState *state, bool ok)
{
    *state = ok ? READ_WELL : READ_BADLY;
    if (!ok)
        index_note(ix, file);
    return ok;
}

bool index_order(Index *ix, IndexSegment *seg)
{
    Str file;
    if (seg->order != NOT_READ)
        return seg->order == READ_WELL;
    const Json *j = piece(ix, seg, S("order"), 0, &file);
    return end_piece(ix, file, &seg->order, j && read_order(ix, seg, j));
}

bool index_facets(Index *ix, IndexSegment *seg)
{
    if (seg->facets != NOT_READ || !index_order(ix, seg))
        return seg->facets == READ_WELL;
    IndexColumn *of[] = {&seg->district, &seg->year, &seg->topic, &seg->kind};
    for (int k = 0; k < 4; k++)
        of[k]->codes = NEW_N(&ix->own, uint32_t, seg->slots);
    seg->fine = NEW_N(&ix->own, uint32_t, seg->slots);
    for (int cut = 0; cut < cuts_of(seg); cut++) {
        char name[] = "facets-0";
        name[sizeof name - 2] = (char)('0' + cut);
        Str file;
        const Json *j = piece(ix, seg, str_of(name), 1, &file);
        if (!end_piece(ix, file, &seg->facets, j && read_facets(seg, cut, j)))
            return false;
    }
    return true;
}

bool index_streets(Index *ix, IndexSegment *seg)
{
    Str file;
    if (seg->streets != NOT_READ || !index_order(ix, seg))
        return seg->streets == READ_WELL;
    const Json *j = piece(ix, seg, S("streets"), 2, &file);
    return end_piece(ix, file, &seg->streets, j && read_streets(ix, seg, j));
}

/* --- the manifest */

static bool read_districts(Index *ix, const Json *groups)
{
    int64_t most = 0;
    for (const Json *g = items(groups); g; g = g->next)
        most += count(g);
    ix->districts = NEW_N(&ix->own, IndexDistrict, most);
    for (const Json *g = items(groups); g; g = g->next) {
        const Json *j = items(g);
        Str above;
        if (!take_str(&j, &above) || !take_str(&j, &above))
            return false;
        while (j) {
            IndexDistrict *d = &ix->districts[ix->ndistricts++];
            if (!take_str(&j, &d->code) || !take_str(&j, &d->name))
                return false;
        }
    }
    return true;
}

static bool read_topics(Index *ix, const Json *list)
{
    ix->topics = NEW_N(&ix->own, IndexTopic, count(list));
    for (const Json *t = items(list); t; t = t->next) {
        const Json *j = items(t);
        IndexTopic *topic = &ix->topics[ix->ntopics++];
        if (!take_str(&j, &topic->slug) || !take_str(&j, &topic->name))
            return false;
    }
    return true;
}

static bool read_segment(Index *ix, const Json *entry)
{
    const Json *j = items(entry);
    IndexSegment *seg = &ix->segments[ix->nsegments];
    int64_t first, last, n, bits;
    Str version;
    if (!take_int(&j, 1, INT32_MAX, &first) ||
        !take_int(&j, first, INT32_MAX, &last) || last - first >= MOST_SLOTS ||
        !take_int(&j, 1, MOST_SLOTS, &n) || n > last - first + 1 ||
        !take_int(&j, 0, MOST_BITS, &bits) || !take_str(&j, &version) || !j)
        return false;
    *seg = (IndexSegment){.first = (int)first,
                          .last = (int)last,
                          .n = (int32_t)n,
                          .slots = (int32_t)(last - first + 1),
                          .bits = (int)bits,
                          .columns = j};
    Buf b = buf_in(&ix->own);
    buf_int(&b, first);
    buf_byte(&b, '-');
    buf_int(&b, last);
    seg->name = buf_str(&b);
    ix->nsegments++;
    return true;
}

static bool read_manifest(Index *ix, const Json *data)
{
    enum { FORMAT = 5 };
    const Json *j = items(data), *districts, *topics, *segments;
    int64_t n;
    if (!take_int(&j, FORMAT, FORMAT, &n) || !take_int(&j, 0, INT32_MAX, &n) ||
        !take_array(&j, &districts) || !take_array(&j, &topics) ||
        !take_array(&j, &segments) || !read_districts(ix, districts) ||
        !read_topics(ix, topics))
        return false;
    ix->spelling = j;
    ix->segments = NEW_N(&ix->own, IndexSegment, count(segments));
    for (const Json *s = items(segments); s; s = s->next)
        if (!read_segment(ix, s))
            return false;
    return true;
}

Index *index_open(Str dir, Arena *perm)
{
    Index *ix = NEW(perm, Index);
    Arena mem = arena_new(RESERVE);
    *ix = (Index){.dir = dir, .own = mem, .start = mem};
    Str data;
    bool ok = index_load(ix, S("manifest"), &ix->own, &data);
    const Json *j = ok ? json_parse(data, &ix->own) : NULL;
    if (j && read_manifest(ix, j))
        return ix;
    index_close(ix);
    return NULL;
}

void index_close(Index *ix)
{
    Arena start = ix->start;
    arena_free(start);
}
