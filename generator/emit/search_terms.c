/* From a report's text to its terms, and from all reports' terms to posting
 * files. */
#include "emit/search_build.h"
#include "text/fold.h"
#include "text/symbols.h"

enum { FIRST_SIZE = 8192 };

/* The terms of one report in the order in which they first came, and a table
 * to find them by: open addressing, at most half full. */
typedef struct TermTable {
    uint32_t *places; /* a term's index + 1, or 0 */
    uint32_t size;    /* of places: a power of two */
    uint32_t *hashes;
    uint8_t *parts;
    uint32_t n;
} TermTable;

static void table_add(TermTable *t, uint32_t hash, unsigned parts)
{
    uint32_t i = hash & (t->size - 1);
    while (t->places[i] && t->hashes[t->places[i] - 1] != hash)
        i = (i + 1) & (t->size - 1);
    if (t->places[i]) {
        t->parts[t->places[i] - 1] |= (uint8_t)parts;
        return;
    }
    t->hashes[t->n] = hash;
    t->parts[t->n] = (uint8_t)parts;
    t->places[i] = ++t->n;
}

/* Room for `more` further terms, all of them new. */
static void table_reserve(TermTable *t, ptrdiff_t more, Arena *a)
{
    uint32_t size = t->size ? t->size : FIRST_SIZE;
    while ((ptrdiff_t)size / 2 < more + t->n)
        size *= 2;
    if (size == t->size)
        return;
    TermTable old = *t;
    *t = (TermTable){.places = NEW_N(a, uint32_t, size), .size = size};
    t->hashes = NEW_N(a, uint32_t, size / 2);
    t->parts = NEW_N(a, uint8_t, size / 2);
    for (uint32_t i = 0; i < old.n; i++)
        table_add(t, old.hashes[i], old.parts[i]);
}

/* What search_collect works with. */
typedef struct Collector {
    TermTable table;
    uint8_t *units; /* parts of single units, by unit */
    uint16_t *seen; /* the units that are set, nseen of them */
    ptrdiff_t nseen;
    Arena a;
} Collector;

/* All terms of one text, which no match leaves. A single unit is told of the
 * windows as of one: who looks for one letter is not served by more. */
static void collect_text(Collector *c, Str text, unsigned part)
{
    ptrdiff_t n;
    const uint16_t *u = fold_utf16(&c->a, text, &n);
    unsigned single = 1u << (part < PART_TEXT ? part : PART_TEXT);
    table_reserve(&c->table, n, &c->a);
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!c->units[u[i]])
            c->seen[c->nseen++] = u[i];
        c->units[u[i]] |= (uint8_t)single;
        if (i + 1 < n)
            table_add(&c->table, bigram_hash(bigram_of(u[i], u[i + 1])),
                      1u << part);
    }
}

/* The single units become terms like any other; their table is cleared. */
static void collect_units(Collector *c)
{
    table_reserve(&c->table, c->nseen, &c->a);
    for (ptrdiff_t i = 0; i < c->nseen; i++) {
        uint16_t unit = c->seen[i];
        table_add(&c->table, bigram_hash(bigram_of(unit, 0)), c->units[unit]);
        c->units[unit] = 0;
    }
}

int search_windows(const MdDoc *doc, int starts[WINDOWS])
{
    ptrdiff_t total = 0, before = 0;
    for (int i = 0; i < doc->nblocks; i++)
        total += doc->blocks[i].text.n;
    /* three bytes a character: near enough, and cheap */
    ptrdiff_t size = (ptrdiff_t)WINDOW_CHARS * 3;
    ptrdiff_t n = (total + size - 1) / size;
    n = n < 1 ? 1 : n > WINDOWS ? WINDOWS : n;
    int w = 0;
    for (int i = 0; i < doc->nblocks; i++) {
        if (w < n && before >= total / n * w)
            starts[w++] = i;
        before += doc->blocks[i].text.n;
    }
    return w;
}

/* The table's terms in order of bucket, in perm. */
static void table_sort(const TermTable *t, int bucket_bits, Arena *perm,
                       SlotTerms *out)
{
    uint32_t buckets = 1u << bucket_bits;
    uint32_t *at = NEW_N(perm, uint32_t, buckets + 1);
    out->hashes = NEW_N(perm, uint32_t, t->n);
    out->parts = NEW_N(perm, uint8_t, t->n);
    out->starts = at;
    for (uint32_t i = 0; i < t->n; i++)
        at[t->hashes[i] >> (32 - bucket_bits)]++;
    uint32_t sum = 0;
    for (uint32_t k = 0; k <= buckets; k++) {
        sum += at[k];
        at[k] = sum; /* the end of bucket k, for now */
    }
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t k = --at[t->hashes[i] >> (32 - bucket_bits)];
        out->hashes[k] = t->hashes[i];
        out->parts[k] = t->parts[i];
    }
}

void search_collect(const SearchBuild *b, SearchLane *lane, Str title,
                    const MdDoc *doc, SlotTerms *out)
{
    Collector c = {.units = lane->units, .a = lane->scratch};
    c.seen = NEW_N(&c.a, uint16_t, 0x10000);
    collect_text(&c, title, PART_TITLE);
    for (int i = 0; i < doc->nheadings; i++)
        collect_text(&c, doc->headings[i].text, PART_HEADINGS);
    int starts[WINDOWS];
    int n = search_windows(doc, starts);
    for (int i = 0, w = 0; i < doc->nblocks; i++) {
        while (w + 1 < n && starts[w + 1] <= i)
            w++;
        collect_text(&c, doc->blocks[i].text, (unsigned)(PART_TEXT + w));
    }
    collect_units(&c);
    table_sort(&c.table, b->bucket_bits, &lane->kept, out);
}

/* A term of a report as one number: its hash, the slot, the parts. Sorted by
 * hash, records are in order of posting file, too; the order of slots stays,
 * as the sort is stable. */
typedef uint64_t Record;
enum { PARTS_BITS = 8, SLOT_BITS = 16, HASH_AT = PARTS_BITS + SLOT_BITS };

static uint32_t hash_in(Record r)
{
    return (uint32_t)(r >> HASH_AT);
}

/* Gathers the terms of a bucket from all reports, in order of slot. */
static Record *gather(const SearchBuild *b, uint32_t bucket, Arena *a,
                      ptrdiff_t *count)
{
    ptrdiff_t n = 0, k = 0;
    for (ptrdiff_t i = 0; i < b->n; i++)
        if (b->slots[i].starts)
            n += b->slots[i].starts[bucket + 1] - b->slots[i].starts[bucket];
    Record *v = NEW_N(a, Record, n);
    for (ptrdiff_t i = 0; i < b->n; i++) {
        const SlotTerms *s = &b->slots[i];
        if (!s->starts)
            continue;
        for (uint32_t j = s->starts[bucket]; j < s->starts[bucket + 1]; j++)
            v[k++] = (uint64_t)s->hashes[j] << HASH_AT |
                     (uint64_t)i << PARTS_BITS | s->parts[j];
    }
    *count = n;
    return v;
}

/* Sorts by the hash's last `bits` bits, which tell all within a bucket, from
 * the lowest on; stable. */
static Record *sort_records(Record *v, ptrdiff_t n, int bits, Arena *a)
{
    enum { DIGIT = 10, DIGITS = 1 << DIGIT };
    Record *to = NEW_N(a, Record, n);
    for (int shift = HASH_AT; shift < HASH_AT + bits; shift += DIGIT) {
        ptrdiff_t at[DIGITS + 1] = {0};
        for (ptrdiff_t i = 0; i < n; i++)
            at[(v[i] >> shift & (DIGITS - 1)) + 1]++;
        for (int k = 0; k < DIGITS; k++)
            at[k + 1] += at[k];
        for (ptrdiff_t i = 0; i < n; i++)
            to[at[v[i] >> shift & (DIGITS - 1)]++] = v[i];
        Record *swap = v;
        v = to;
        to = swap;
    }
    return v;
}

static uint32_t parts_in(Record r)
{
    uint32_t n = 0;
    for (uint32_t parts = r & ((1u << PARTS_BITS) - 1); parts;
         parts &= parts - 1)
        n++;
    return n;
}

/* One term's places, n records of it: how many, then the gaps between them. */
static void put_places(BitOut *out, const Record *v, ptrdiff_t n, uint64_t room)
{
    uint32_t count = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        count += parts_in(v[i]);
    put_gamma(out, count);
    int k = rice_parameter(count, room);
    uint32_t next = 0; /* the least place that may come */
    for (ptrdiff_t i = 0; i < n; i++) {
        uint32_t first = (uint32_t)(v[i] >> PARTS_BITS & 0xFFFF) * PARTS;
        unsigned parts = v[i] & ((1u << PARTS_BITS) - 1);
        for (; parts; parts &= parts - 1) {
            uint32_t place = first + (uint32_t)__builtin_ctz(parts);
            put_rice(out, place - next, k);
            next = place + 1;
        }
    }
}

/* How many of the n records, sorted, from v on have v's hash. */
static ptrdiff_t same_hash(const Record *v, ptrdiff_t n)
{
    ptrdiff_t k = 1;
    while (k < n && hash_in(v[k]) == hash_in(v[0]))
        k++;
    return k;
}

/* A posting file: how many terms, then each by its distance from the one
 * before and its places. Returns how many of the n records are in it. */
static ptrdiff_t put_shard(const SearchBuild *b, uint32_t shard,
                           const Record *v, ptrdiff_t n, Arena scratch)
{
    int low = 32 - b->shard_bits;
    uint32_t terms = 0;
    ptrdiff_t all = 0;
    for (; all < n && hash_in(v[all]) >> low == shard; terms++)
        all += same_hash(v + all, n - all);
    Str path = search_shard_path(&scratch, b->seg, shard);
    Buf out = buf_in(&scratch);
    search_open_call(&out, path);
    buf_byte(&out, '"');
    BitOut bits = {.b = &out};
    put_gamma(&bits, terms + 1);
    int k = rice_parameter(terms, (uint64_t)1 << low);
    uint32_t next = shard << low;
    for (ptrdiff_t i = 0, same; i < all; i += same) {
        same = same_hash(v + i, all - i);
        put_rice(&bits, hash_in(v[i]) - next, k);
        next = hash_in(v[i]) + 1;
        put_places(&bits, v + i, same, (uint64_t)b->n * PARTS);
    }
    end_bits(&bits);
    buf_lit(&out, "\");\n");
    publish_put(b->e->out, path, b->seg.inputs, buf_str(&out), scratch);
    return all;
}

void search_put_bucket(const SearchBuild *b, uint32_t bucket, Arena scratch)
{
    ptrdiff_t n, done = 0;
    Record *v = gather(b, bucket, &scratch, &n);
    v = sort_records(v, n, 32 - b->bucket_bits, &scratch);
    uint32_t shards = 1u << (b->shard_bits - b->bucket_bits);
    for (uint32_t k = 0; k < shards; k++)
        done += put_shard(b, bucket * shards + k, v + done, n - done, scratch);
}
