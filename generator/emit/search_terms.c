/* From a report's text to its terms, and from all reports' terms to posting
 * files. */
#include "emit/search_build.h"
#include "text/fold.h"
#include "text/symbols.h"

enum { FIRST_SIZE = 16384 };

/* The terms of one report, in no order that means anything: open addressing,
 * at most half full. */
typedef uint64_t Term; /* hash << PARTS_BITS | parts; 0: no term here */

typedef struct TermTable {
    Term *v;
    uint32_t size; /* of v: a power of two */
    uint32_t n;    /* terms */
} TermTable;

static inline void table_add(TermTable *t, uint32_t hash, uint32_t parts)
{
    uint32_t i = hash & (t->size - 1);
    Term there = t->v[i];
    while ((there != 0) & (there >> PARTS_BITS != hash)) { /* one branch */
        i = (i + 1) & (t->size - 1);
        there = t->v[i];
    }
    t->n += !there;
    t->v[i] = there | (Term)hash << PARTS_BITS | parts;
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
    *t = (TermTable){.v = NEW_N(a, Term, size), .size = size};
    for (uint32_t i = 0; i < old.size; i++)
        if (old.v[i])
            table_add(t, (uint32_t)(old.v[i] >> PARTS_BITS),
                      old.v[i] & ((1u << PARTS_BITS) - 1));
}

/* Moves the terms to the front, without a branch that nobody can foresee. */
static void table_pack(TermTable *t)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->size; i++) {
        t->v[n] = t->v[i];
        n += t->v[i] != 0;
    }
}

/* What search_collect works with. */
typedef struct Collector {
    TermTable table;
    uint8_t *units; /* parts of single units, by unit */
    uint16_t *seen; /* the units that are set, nseen of them */
    ptrdiff_t nseen;
    Arena a;
} Collector;

static ptrdiff_t count_trigrams(const uint16_t *u, ptrdiff_t n)
{
    ptrdiff_t count = 0;
    for (ptrdiff_t i = 0; i + 2 < n; i++)
        count += is_trigram(u[i], u[i + 1], u[i + 2]);
    return count;
}

/* All terms of one text, which no match leaves. A single unit is told of the
 * windows as of one: who looks for one letter is not served by more. */
static void collect_text(Collector *c, Str text, unsigned part)
{
    ptrdiff_t n, nseen = c->nseen;
    const uint16_t *u = fold_utf16(&c->a, text, &n);
    uint8_t single = (uint8_t)(1u << (part < PART_TEXT ? part : PART_TEXT));
    table_reserve(&c->table, n + count_trigrams(u, n), &c->a);
    TermTable t = c->table;
    for (ptrdiff_t i = 0; i + 1 < n; i++)
        table_add(&t, bigram_hash(bigram_of(u[i], u[i + 1])), 1u << part);
    for (ptrdiff_t i = 0; i + 2 < n; i++)
        if (is_trigram(u[i], u[i + 1], u[i + 2]))
            table_add(&t, bigram_hash(trigram_of(u[i], u[i + 1], u[i + 2])),
                      1u << part);
    for (ptrdiff_t i = 0; i < n; i++) {
        uint8_t *there = &c->units[u[i]];
        c->seen[nseen] = u[i];
        nseen += !*there;
        *there |= single;
    }
    c->nseen = nseen;
    c->table = t;
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

/* Adds the table's terms to the lane's runs; the table is used up. */
static void table_put(TermTable *t, const SearchBuild *b, SearchLane *lane,
                      uint32_t slot)
{
    enum { MOST = 1 << MOST_BUCKET_BITS };
    int low = 32 + PARTS_BITS - b->bucket_bits;
    uint32_t n[MOST] = {0}, at[MOST] = {0};
    TermRun runs[MOST];
    table_pack(t);
    for (uint32_t i = 0; i < t->n; i++)
        n[t->v[i] >> low]++;
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t k = (uint32_t)(t->v[i] >> low), to = at[k]++;
        uint8_t parts = (uint8_t)t->v[i];
        if (!to) /* the first of its run */
            runs[k] =
                runs_add(&lane->runs[k], slot, n[k], &lane->kept, &lane->words);
        runs[k].hashes[to] = (uint32_t)(t->v[i] >> PARTS_BITS);
        runs[k].traits[to] =
            traits_of(parts & 1u << PART_TITLE, parts & 1u << PART_HEADINGS,
                      parts >> PART_TEXT);
    }
}

void search_collect(const SearchBuild *b, SearchLane *lane, uint32_t slot,
                    Str title, const MdDoc *doc)
{
    Collector c = {
        .units = lane->units, .seen = lane->seen, .a = lane->scratch};
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
    table_put(&c.table, b, lane, slot);
}

/* The terms of a bucket: those of its k-th posting file are
 * v[starts[k]] .. [starts[k + 1]), in order of slot; `room` has as many. */
typedef struct Gathered {
    Record *v, *room;
    ptrdiff_t *starts;
    bool bad; /* not all of them could be read */
} Gathered;

/* The lane whose next run is of the least slot, or NULL at the end. */
static RunReader *next_lane(RunReader *v, int n)
{
    RunReader *best = NULL;
    for (int i = 0; i < n; i++)
        if (v[i].there && (!best || v[i].run.slot < best->run.slot))
            best = &v[i];
    return best;
}

/* In order of slot, to v; counts those of posting file k in starts[k + 1]. */
static void gather_runs(const SearchBuild *b, RunReader *lanes, int nlanes,
                        uint32_t files, Gathered *g)
{
    int low = 32 - b->shard_bits;
    Record *v = g->room;
    RunReader *lane;
    for (; (lane = next_lane(lanes, nlanes)); runs_next(lane)) {
        TermRun r = lane->run;
        for (uint32_t i = 0; i < r.n; i++) {
            *v++ = record_of(r.hashes[i], r.slot, r.traits[i]);
            g->starts[(r.hashes[i] >> low & (files - 1)) + 1]++;
        }
    }
}

/* The terms of a bucket from the runs of n lanes, by posting file. */
static Gathered gather(const SearchBuild *b, const RunList *const *of, int n,
                       uint32_t files, Arena *a)
{
    Arena read = arena_carve(a, (a->end - a->beg) / 2);
    int low = HASH_AT + 32 - b->shard_bits;
    RunReader *lanes = NEW_N(a, RunReader, n);
    ptrdiff_t all = 0;
    for (int i = 0; i < n; i++) {
        lanes[i] = runs_read(of[i], &b->lanes[i].disk, &read);
        all += of[i]->terms;
    }
    Gathered g = {.starts = NEW_N(a, ptrdiff_t, files + 1)};
    ptrdiff_t *at = NEW_N(a, ptrdiff_t, files);
    g.v = records_in(a, all);
    g.room = records_in(a, all);
    gather_runs(b, lanes, n, files, &g);
    for (int i = 0; i < n; i++)
        g.bad = g.bad || lanes[i].bad;
    for (uint32_t k = 0; k < files; k++)
        at[k] = g.starts[k + 1] += g.starts[k];
    for (ptrdiff_t i = all; i-- > 0;)
        g.v[--at[g.room[i] >> low & (files - 1)]] = g.room[i];
    return g;
}

/* The terms that the lanes collected of the bucket. */
static Gathered gather_new(const SearchBuild *b, uint32_t bucket,
                           uint32_t files, Arena *a)
{
    int n = b->e->threads;
    const RunList **of = NEW_N(a, const RunList *, n);
    for (int i = 0; i < n; i++)
        of[i] = &b->lanes[i].runs[bucket];
    return gather(b, of, n, files, a);
}

/* Sorts by the hash's last `bits` bits, which tell all within a posting file,
 * from the lowest on; stable. Returns the one of v and `to`, room for as many,
 * that holds the result. */
static Record *sort_records(Record *v, Record *to, ptrdiff_t n, int bits)
{
    enum { DIGIT = 10, DIGITS = 1 << DIGIT };
    for (int shift = HASH_AT; shift < HASH_AT + bits; shift += DIGIT) {
        int digit = HASH_AT + bits - shift;
        uint32_t digits = 1u << (digit < DIGIT ? digit : DIGIT);
        ptrdiff_t at[DIGITS + 1] = {0};
        for (ptrdiff_t i = 0; i < n; i++)
            at[(v[i] >> shift & (digits - 1)) + 1]++;
        for (uint32_t k = 0; k < digits; k++)
            at[k + 1] += at[k];
        for (ptrdiff_t i = 0; i < n; i++)
            to[at[v[i] >> shift & (digits - 1)]++] = v[i];
        Record *swap = v;
        v = to;
        to = swap;
    }
    return v;
}

/* One term's postings, n records of it; `room` has space for as many. */
static void put_term(BitOut *out, const Record *v, ptrdiff_t n, uint32_t slots,
                     Posting *room)
{
    for (ptrdiff_t i = 0; i < n; i++)
        room[i] = (Posting){record_slot(v[i]), record_traits(v[i])};
    postings_put(out, room, (uint32_t)n, slots);
}

/* How many of the n records, sorted, from v on have v's hash. */
static ptrdiff_t same_hash(const Record *v, ptrdiff_t n)
{
    ptrdiff_t k = 1;
    while (k < n && record_hash(v[k]) == record_hash(v[0]))
        k++;
    return k;
}

/* How many terms, then each by its distance from the one before and its
 * postings. */
void search_put_shard(const SearchBuild *b, uint32_t shard, const Record *v,
                      ptrdiff_t n, Arena scratch)
{
    int low = 32 - b->shard_bits;
    uint32_t terms = 0;
    for (ptrdiff_t i = 0; i < n; terms++)
        i += same_hash(v + i, n - i);
    Str path = search_shard_path(&scratch, b->seg, shard);
    Posting *room =
        arena_aligned(&scratch, b->slots * (ptrdiff_t)sizeof(Posting));
    Buf out = buf_in(&scratch);
    search_open_call(&out, path);
    buf_byte(&out, '"');
    BitOut bits = {.b = &out};
    put_gamma(&bits, terms + 1);
    int k = rice_parameter(terms, (uint64_t)1 << low);
    uint32_t next = shard << low;
    for (ptrdiff_t i = 0, same; i < n; i += same) {
        same = same_hash(v + i, n - i);
        put_rice(&bits, record_hash(v[i]) - next, k);
        next = record_hash(v[i]) + 1;
        put_term(&bits, v + i, same, b->slots, room);
    }
    end_bits(&bits);
    buf_lit(&out, "\");\n");
    publish_put(b->e->out, path, b->seg.inputs, buf_str(&out), scratch);
}

/* The records of the k-th posting file, sorted. */
static Record *sorted(const SearchBuild *b, const Gathered *g, uint32_t k,
                      ptrdiff_t *n)
{
    ptrdiff_t at = g->starts[k];
    *n = g->starts[k + 1] - at;
    return sort_records(g->v + at, g->room + at, *n, 32 - b->shard_bits);
}

void search_put_bucket(SearchBuild *b, uint32_t bucket, Arena scratch)
{
    uint32_t files = 1u << (b->shard_bits - b->bucket_bits);
    Gathered g = gather_new(b, bucket, files, &scratch), before = {0};
    if (b->patch) {
        const RunList *old = search_patch_old(b->patch) + bucket;
        before = gather(b, &old, 1, files, &scratch);
    }
    if (g.bad)
        publish_lost(b->e->out, search_shard_path(&scratch, b->seg, bucket));
    for (uint32_t k = 0; k < files && !g.bad; k++) {
        uint32_t shard = bucket * files + k;
        ptrdiff_t n, nold;
        Record *v = sorted(b, &g, k, &n);
        if (!b->patch) {
            search_put_shard(b, shard, v, n, scratch);
            continue;
        }
        Record *old = sorted(b, &before, k, &nold);
        if (!search_patch_shard(b, shard, v, n, old, nold, scratch))
            atomic_store(&b->failed, true);
    }
}
