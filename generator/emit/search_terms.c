/* From a report's text to its terms, and from all reports' terms to posting
 * files. */
#include "emit/search_build.h"
#include "emit/search_code.h"
#include "text/fold.h"

enum { FIRST_SIZE = 8192 };

/* The terms of one report: open addressing, at most half full. */
typedef struct TermTable {
    Bigram *terms;
    uint8_t *parts; /* 0: a free place */
    uint32_t size;  /* a power of two */
    uint32_t used;
} TermTable;

static TermTable table_new(uint32_t size, Arena *a)
{
    return (TermTable){NEW_N(a, Bigram, size), NEW_N(a, uint8_t, size), size,
                       0};
}

static void table_add(TermTable *t, Bigram g, unsigned parts)
{
    uint32_t i = bigram_hash(g) & (t->size - 1);
    while (t->parts[i] && t->terms[i] != g)
        i = (i + 1) & (t->size - 1);
    t->used += !t->parts[i];
    t->terms[i] = g;
    t->parts[i] |= (uint8_t)parts;
}

static void table_reserve(TermTable *t, ptrdiff_t more, Arena *a)
{
    uint32_t size = t->size;
    while ((ptrdiff_t)size / 2 < more + t->used)
        size *= 2;
    if (size == t->size)
        return;
    TermTable old = *t;
    *t = table_new(size, a);
    for (uint32_t i = 0; i < old.size; i++)
        if (old.parts[i])
            table_add(t, old.terms[i], old.parts[i]);
}

/* All terms of one text, which no match leaves. A single unit is told of the
 * windows as of one: who looks for one letter is not served by more. */
static void table_add_text(TermTable *t, Str text, unsigned part, Arena *a)
{
    ptrdiff_t n;
    const uint16_t *u = fold_utf16(a, text, &n);
    unsigned single = part < PART_TEXT ? part : PART_TEXT;
    table_reserve(t, 2 * n, a);
    for (ptrdiff_t i = 0; i < n; i++) {
        table_add(t, bigram_of(u[i], 0), 1u << single);
        if (i + 1 < n)
            table_add(t, bigram_of(u[i], u[i + 1]), 1u << part);
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
    out->terms = NEW_N(perm, Bigram, t->used);
    out->parts = NEW_N(perm, uint8_t, t->used);
    out->starts = at;
    for (uint32_t i = 0; i < t->size; i++)
        if (t->parts[i])
            at[bigram_hash(t->terms[i]) >> (32 - bucket_bits)]++;
    uint32_t sum = 0;
    for (uint32_t k = 0; k <= buckets; k++) {
        sum += at[k];
        at[k] = sum; /* the end of bucket k, for now */
    }
    for (uint32_t i = 0; i < t->size; i++) {
        if (!t->parts[i])
            continue;
        uint32_t k = bigram_hash(t->terms[i]) >> (32 - bucket_bits);
        out->terms[--at[k]] = t->terms[i];
        out->parts[at[k]] = t->parts[i];
    }
}

void search_collect(const SearchBuild *b, Str title, const MdDoc *doc,
                    Arena *perm, Arena scratch, SlotTerms *out)
{
    TermTable t = table_new(FIRST_SIZE, &scratch);
    table_add_text(&t, title, PART_TITLE, &scratch);
    for (int i = 0; i < doc->nheadings; i++)
        table_add_text(&t, doc->headings[i].text, PART_HEADINGS, &scratch);
    int starts[WINDOWS];
    int n = search_windows(doc, starts);
    for (int i = 0, w = 0; i < doc->nblocks; i++) {
        while (w + 1 < n && starts[w + 1] <= i)
            w++;
        table_add_text(&t, doc->blocks[i].text, (unsigned)(PART_TEXT + w),
                       &scratch);
    }
    table_sort(&t, b->bucket_bits, perm, out);
}

/* A term of a report as one number, so that sorting by its upper bits sorts
 * by file, then term; the order of slots stays, as the sort is stable. */
enum { SLOT_BITS = 16, PARTS_BITS = 8, TERM_AT = SLOT_BITS + PARTS_BITS };
typedef uint64_t Record;
static Record record_of(uint32_t shard, Bigram g, uint32_t slot, uint8_t parts)
{
    return (uint64_t)shard << (TERM_AT + 32) | (uint64_t)g << TERM_AT |
           slot << PARTS_BITS | parts;
}

/* Gathers the terms of a bucket from all reports, in order of slot. The shard
 * within the bucket is what of its number the bucket does not fix. */
static Record *gather(const SearchBuild *b, uint32_t bucket, Arena *a,
                      ptrdiff_t *count)
{
    ptrdiff_t n = 0, k = 0;
    for (ptrdiff_t i = 0; i < b->n; i++)
        if (b->slots[i].starts)
            n += b->slots[i].starts[bucket + 1] - b->slots[i].starts[bucket];
    Record *v = NEW_N(a, Record, n);
    uint32_t within = (1u << (b->shard_bits - b->bucket_bits)) - 1;
    for (ptrdiff_t i = 0; i < b->n; i++) {
        const SlotTerms *s = &b->slots[i];
        for (uint32_t j = s->starts ? s->starts[bucket] : 0;
             s->starts && j < s->starts[bucket + 1]; j++) {
            uint32_t shard = bigram_hash(s->terms[j]) >> (32 - b->shard_bits);
            v[k++] = record_of(shard & within, s->terms[j], (uint32_t)i,
                               s->parts[j]);
        }
    }
    *count = n;
    return v;
}

/* Sorts by file and term, eleven bits at a time from the lowest, stable. */
static Record *sort_records(Record *v, ptrdiff_t n, Arena *a)
{
    enum { DIGIT = 11, ROUNDS = 4 };
    Record *to = NEW_N(a, Record, n);
    for (int round = 0; round < ROUNDS; round++) {
        int shift = TERM_AT + round * DIGIT;
        ptrdiff_t at[(1 << DIGIT) + 1] = {0};
        for (ptrdiff_t i = 0; i < n; i++)
            at[(v[i] >> shift & ((1 << DIGIT) - 1)) + 1]++;
        for (int k = 0; k < 1 << DIGIT; k++)
            at[k + 1] += at[k];
        for (ptrdiff_t i = 0; i < n; i++)
            to[at[v[i] >> shift & ((1 << DIGIT) - 1)]++] = v[i];
        Record *swap = v;
        v = to;
        to = swap;
    }
    return v;
}

static Bigram term_of(Record r)
{
    return (Bigram)(r >> TERM_AT);
}

/* One term's places, n records of it: how many, then the gaps between them in
 * Rice's code. */
static void put_places(Buf *out, const Record *v, ptrdiff_t n, uint64_t room)
{
    uint32_t count = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        count += (uint32_t)__builtin_popcount(v[i] & ((1u << PARTS) - 1));
    put_number(out, count - 1);
    int k = rice_parameter(count, room);
    BitOut bits = {.b = out};
    uint32_t next = 0; /* the least place that may come */
    for (ptrdiff_t i = 0; i < n; i++) {
        uint32_t first = (uint32_t)(v[i] >> PARTS_BITS & 0xFFFF) * PARTS;
        for (uint32_t p = 0; p < PARTS; p++) {
            if (!(v[i] >> p & 1))
                continue;
            uint32_t gap = first + p - next;
            put_zeros(&bits, gap >> k);
            put_bits(&bits, 1, 1);
            put_bits(&bits, gap & ((1u << k) - 1), k);
            next = first + p + 1;
        }
    }
    end_bits(&bits);
}

/* One file: its terms in order, each by its distance from the one before. */
static void put_shard(const SearchBuild *b, uint32_t shard, const Record *v,
                      ptrdiff_t n, Arena scratch)
{
    Str path = search_shard_path(&scratch, b->seg, shard);
    Buf out = buf_in(&scratch);
    search_open_call(&out, path);
    buf_byte(&out, '"');
    Bigram before = 0;
    for (ptrdiff_t i = 0, end; i < n; i = end) {
        Bigram g = term_of(v[i]);
        for (end = i + 1; end < n && term_of(v[end]) == g;)
            end++;
        uint32_t step = (g >> 16) - (before >> 16);
        put_number(&out, step);
        put_number(&out, (g & 0xFFFF) - (step ? 0 : before & 0xFFFF));
        put_places(&out, v + i, end - i, (uint64_t)b->n * PARTS);
        before = g;
    }
    buf_lit(&out, "\");\n");
    publish_put(b->e->out, path, b->seg.inputs, buf_str(&out), scratch);
}

void search_put_bucket(const SearchBuild *b, uint32_t bucket, Arena scratch)
{
    ptrdiff_t n, i = 0;
    Record *v = gather(b, bucket, &scratch, &n);
    v = sort_records(v, n, &scratch);
    uint32_t shards = 1u << (b->shard_bits - b->bucket_bits);
    for (uint32_t k = 0; k < shards; k++) {
        ptrdiff_t from = i;
        while (i < n && v[i] >> (TERM_AT + 32) == k)
            i++;
        put_shard(b, bucket * shards + k, v + from, i - from, scratch);
    }
}
