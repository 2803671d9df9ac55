#include "emit/search_build.h"

#include "base/pool.h"
#include "emit/page.h"
#include "model/load.h"

/* Numbers to which the layout rounds down: whole blocks of the first for
 * good, then one segment up to the last whole multiple of each further step,
 * then the tail. Few segments, because each costs a reader requests; a short
 * tail, because it is written anew with every report, and read as a whole. */
static const int STEPS[] = {16384, 1024, 8};
enum { NSTEPS = sizeof STEPS / sizeof *STEPS };

static const size_t RESERVE = (size_t)1 << 34; /* address space, not memory */
static const ptrdiff_t WORDS_MOST = (ptrdiff_t)144 << 20; /* of all threads */

static int whole(int n, int step)
{
    return n / step * step;
}

int search_layout(int largest, Arena *perm, SearchSegment **v)
{
    int blocks = largest / STEPS[0], n = 0, done = 0;
    *v = NEW_N(perm, SearchSegment, blocks + NSTEPS);
    for (; n < blocks; n++, done += STEPS[0])
        (*v)[n] = (SearchSegment){.first = done + 1, .last = done + STEPS[0]};
    for (int k = 1; k <= NSTEPS; k++) {
        int end = k < NSTEPS ? whole(largest, STEPS[k]) : largest;
        if (end > done)
            (*v)[n++] = (SearchSegment){
                .first = done + 1, .last = end, .tail = k == NSTEPS};
        done = end;
    }
    return n;
}

/* The postings of one report a file or somewhat more or less, some 3 to 6 KB,
 * of half a report where reports are few: a query reads few of them, and what
 * else is in them is for nothing. At least two files: a shift by all 32 bits of
 * a hash is none in JavaScript. */
int search_shard_bits(ptrdiff_t n)
{
    enum { FEW = 4096 };
    int bits = 1;
    while ((ptrdiff_t)3 << bits < (n < FEW ? 4 : 2) * n)
        bits++;
    return bits;
}

static Buf segment_path(Arena *a, SearchSegment seg)
{
    Buf b = buf_in(a);
    buf_lit(&b, "search/");
    buf_int(&b, seg.first);
    buf_byte(&b, '-');
    buf_int(&b, seg.last);
    buf_byte(&b, '/');
    return b;
}

Str search_shard_path(Arena *a, SearchSegment seg, uint32_t shard)
{
    Buf b = segment_path(a, seg);
    buf_int(&b, shard);
    buf_lit(&b, ".js");
    return buf_str(&b);
}

Str search_named_path(Arena *a, SearchSegment seg, Str name)
{
    Buf b = segment_path(a, seg);
    buf_add(&b, name);
    buf_lit(&b, ".js");
    return buf_str(&b);
}

Str search_text_path(Arena *a, int number)
{
    Buf b = buf_in(a);
    buf_lit(&b, "search/text/");
    buf_int(&b, number / 1000); /* no folder of more than 1,000 files */
    buf_byte(&b, '/');
    buf_int(&b, number);
    buf_lit(&b, ".js");
    return buf_str(&b);
}

void search_open_call(Buf *b, Str path)
{
    ptrdiff_t skip = S("search/").n, tail = S(".js").n;
    buf_lit(b, "jiebao.shard(\"");
    buf_add(b, str_head(str_skip(path, skip), path.n - skip - tail));
    buf_lit(b, "\",");
}

void search_range(const Site *site, SearchSegment seg, ptrdiff_t *beg,
                  ptrdiff_t *end)
{
    *beg = site_entry_from(site, seg.first);
    *end = seg.last == INT32_MAX ? site->nentries
                                 : site_entry_from(site, seg.last + 1);
}

/* n zeros at the start of a new arena, whose pages are zero: those that nobody
 * touches never become memory. */
static uint32_t *fresh_zeros(Arena *a, ptrdiff_t n)
{
    return arena_aligned(a, n * (ptrdiff_t)sizeof(uint32_t));
}

Hash128 search_text_inputs(const Emit *e, ptrdiff_t entry, Arena scratch)
{
    Buf in = buf_in(&scratch);
    inputs_str(&in, (Str){(const char *)&e->found, sizeof e->found});
    inputs_entry(&in, e, (int32_t)entry);
    inputs_str(&in, e->tax->districts[e->tax->district_of[entry]].code);
    return inputs_end(&in);
}

Hash128 search_inputs(const Hash128 *v, ptrdiff_t n)
{
    return hash128((Str){(const char *)v, n * (ptrdiff_t)sizeof *v});
}

SearchBuild *search_begin(Emit *e, SearchSegment seg, bool patch)
{
    Arena mem = arena_new(RESERVE), start = mem;
    SearchBuild *b = NEW(&mem, SearchBuild);
    *b = (SearchBuild){.e = e, .seg = seg, .start = start};
    ptrdiff_t end;
    search_range(e->site, seg, &b->first, &end);
    b->n = end - b->first;
    b->slots = slot_of(b, seg.last) + 1;
    b->shard_bits = search_shard_bits(b->n);
    b->bucket_bits =
        b->shard_bits < MOST_BUCKET_BITS ? b->shard_bits : MOST_BUCKET_BITS;
    b->texts = NEW_N(&mem, SearchText, seg.tail ? b->n : 0);
    b->lanes = NEW_N(&mem, SearchLane, e->threads);
    for (int i = 0; i < e->threads; i++) {
        SearchLane *lane = &b->lanes[i];
        lane->kept = lane->start = arena_new(RESERVE);
        lane->units = NEW_N(&lane->kept, uint8_t, 0x10000);
        lane->seen = NEW_N(&lane->kept, uint16_t, 0x10000 + 1);
        lane->table = fresh_zeros(&lane->kept, 0x110000);
        lane->runs = NEW_N(&lane->kept, RunList, 1 << b->bucket_bits);
        lane->scratch = arena_new(RESERVE);
        lane->words = lane->words_start = arena_new(RESERVE);
        lane->disk = spool_in(&lane->kept);
    }
    b->patch = patch && !seg.tail ? search_patch(b, &mem) : NULL;
    for (int i = 0; i < e->threads; i++)
        b->lanes[i].words_mark = b->lanes[i].words;
    return b;
}

bool search_wants(const SearchBuild *b, const Entry *entry)
{
    return !b->patch || search_patch_wants(b->patch, slot_of(b, entry->number));
}

/* Memory goes by the number of reports, not by their text: terms that are too
 * many for it wait on the disk. */
static void bound_words(const SearchBuild *b, SearchLane *lane)
{
    if (lane->words.beg - lane->words_mark.beg < WORDS_MOST / b->e->threads)
        return;
    runs_spill(lane->runs, 1 << b->bucket_bits, &lane->disk);
    arena_trim(&lane->words, lane->words_mark, 0);
}

void search_add(SearchBuild *b, const Entry *entry, const MdDoc *doc,
                int worker)
{
    SearchLane *lane = &b->lanes[worker];
    const Taxonomy *tax = b->e->tax;
    ptrdiff_t i = entry - b->e->site->entries;
    Str district = tax->districts[tax->district_of[i]].code;
    if (b->seg.tail) {
        b->texts[i - b->first] = search_text(&lane->kept, entry, district, doc);
        return;
    }
    Arena scratch = lane->scratch;
    search_collect(b, lane, slot_of(b, entry->number), entry->r.title, doc);
    bound_words(b, lane);
    SearchText text = search_text(&scratch, entry, district, doc);
    Str path = search_text_path(&scratch, entry->number);
    Str bytes = search_texts(&scratch, path, &text, 1, lane->table);
    Hash128 inputs = search_text_inputs(b->e, i, scratch);
    publish_put(b->e->out, path, inputs, bytes, scratch);
}

static void put_tail(const SearchBuild *b)
{
    Arena scratch = b->lanes[0].scratch;
    Str path = search_named_path(&scratch, b->seg, S("texts"));
    Str bytes = search_texts(&scratch, path, b->texts, b->n, b->lanes[0].table);
    publish_put(b->e->out, path, b->seg.inputs, bytes, scratch);
}

static void put_bucket(void *ctx, int worker, ptrdiff_t item)
{
    SearchBuild *b = ctx;
    search_put_bucket(b, (uint32_t)item, b->lanes[worker].scratch);
}

bool search_end(SearchBuild *b)
{
    int threads = b->e->threads;
    if (b->n && b->seg.tail)
        put_tail(b);
    else if (b->n)
        pool_run(threads, (ptrdiff_t)1 << b->bucket_bits, put_bucket, b);
    for (int i = 0; i < threads; i++) {
        arena_free(b->lanes[i].start);
        arena_free(b->lanes[i].scratch);
        arena_free(b->lanes[i].words_start);
        spool_close(&b->lanes[i].disk);
    }
    bool ok = !b->failed;
    Arena start = b->start;
    arena_free(start);
    return ok;
}

bool search_current(Emit *e, SearchSegment seg)
{
    ptrdiff_t beg, end;
    search_range(e->site, seg, &beg, &end);
    if (seg.tail && end > beg) {
        Arena scratch = e->workers[0];
        Str path = search_named_path(&scratch, seg, S("texts"));
        return publish_current(e->out, path, seg.inputs);
    }
    uint32_t shards = end > beg ? 1u << search_shard_bits(end - beg) : 0;
    for (uint32_t k = 0; k < shards; k++) {
        Arena scratch = e->workers[0];
        if (!publish_current(e->out, search_shard_path(&scratch, seg, k),
                             seg.inputs))
            return false;
    }
    for (ptrdiff_t i = beg; i < end; i++) {
        Arena scratch = e->workers[0];
        Str path = search_text_path(&scratch, e->site->entries[i].number);
        if (!publish_current(e->out, path, search_text_inputs(e, i, scratch)))
            return false;
    }
    return true;
}
