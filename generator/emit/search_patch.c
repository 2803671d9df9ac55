/* A segment made from the one that an earlier build left: what its posting
 * files hold of reports that did not change is taken from them. The bytes are
 * those of a segment that is made from the reports. */
#include "emit/search_build.h"
#include "emit/search_old.h"

struct SearchPatch {
    ptrdiff_t n;  /* slots of the segment that is there */
    int32_t *to;  /* slot then -> slot now; -1: its report changed or went */
    bool *wanted; /* slot now -> is its report to be read? */
    RunList *old; /* one a bucket: the terms of changed reports as they were,
                     under their slots now */
    bool rewrite; /* slots moved, or such terms are not known: any posting file
                     may be another one now */
};

/* A report of the segment that is there: its text file tells. */
typedef struct OldText {
    int number;
    Hash128 inputs;
} OldText;

static ptrdiff_t old_texts(const SearchBuild *b, OldText *v)
{
    ptrdiff_t n = 0;
    for (int number = b->seg.first; number <= b->seg.last; number++) {
        Arena scratch = b->lanes[0].scratch;
        Str path = search_text_path(&scratch, number);
        v[n].number = number;
        n += publish_made_from(b->e->out, path, &v[n].inputs);
    }
    return n;
}

/* Is every posting file in place, and made from these texts? */
static bool postings_of(const SearchBuild *b, const OldText *v, ptrdiff_t n)
{
    Arena scratch = b->lanes[0].scratch;
    Hash128 *texts = NEW_N(&scratch, Hash128, n), inputs;
    for (ptrdiff_t i = 0; i < n; i++)
        texts[i] = v[i].inputs;
    Hash128 made_from = search_inputs(texts, n);
    for (uint32_t k = 0; k < 1u << b->shard_bits; k++) {
        Arena temp = scratch;
        Str path = search_shard_path(&temp, b->seg, k);
        if (!publish_made_from(b->e->out, path, &inputs) ||
            !hash128_eq(inputs, made_from))
            return false;
    }
    return true;
}

/* Is the text file of the entry the one that there is? Then it is kept. */
static bool text_stays(const SearchBuild *b, ptrdiff_t entry)
{
    Arena scratch = b->lanes[0].scratch;
    Str path = search_text_path(&scratch, b->e->site->entries[entry].number);
    return publish_current(b->e->out, path,
                           search_text_inputs(b->e, entry, scratch));
}

/* Compares what is there with what is to be. Returns how many reports came,
 * changed or went. */
static ptrdiff_t compare(const SearchBuild *b, const OldText *v,
                         ptrdiff_t first, SearchPatch *p)
{
    const Entry *entries = b->e->site->entries + first;
    ptrdiff_t i = 0, k = 0, changes = 0;
    while (i < p->n || k < b->n) {
        bool went = k == b->n || (i < p->n && v[i].number < entries[k].number);
        bool came = i == p->n || (k < b->n && entries[k].number < v[i].number);
        if (!went && !came && text_stays(b, first + k)) {
            p->to[i++] = (int32_t)k++;
            continue;
        }
        changes++;
        p->rewrite = p->rewrite || went || came;
        if (!came)
            p->to[i++] = -1;
        if (!went)
            p->wanted[k++] = true;
    }
    return changes;
}

/* Collects what the changed reports were. */
static void collect_old(SearchBuild *b, ptrdiff_t first, SearchPatch *p)
{
    SearchLane lane = b->lanes[0];
    lane.runs = p->old;
    for (ptrdiff_t k = 0; k < b->n && !p->rewrite; k++) {
        Arena scratch = lane.scratch;
        Str title;
        MdDoc doc;
        if (!p->wanted[k])
            continue;
        int number = b->e->site->entries[first + k].number;
        p->rewrite = !search_old_text(b, number, &scratch, &title, &doc);
        SearchLane rest = lane;
        rest.scratch = scratch;
        if (!p->rewrite)
            search_collect(b, &rest, k, title, &doc);
        lane.kept = rest.kept;
        lane.words = rest.words;
    }
    b->lanes[0].kept = lane.kept;
    b->lanes[0].words = lane.words;
}

SearchPatch *search_patch(SearchBuild *b, Arena *perm)
{
    ptrdiff_t first, end;
    search_range(b->e->site, b->seg, &first, &end);
    OldText *v = NEW_N(perm, OldText, b->seg.last - b->seg.first + 2);
    SearchPatch *p = NEW(perm, SearchPatch);
    p->n = old_texts(b, v);
    if (!p->n || search_shard_bits(p->n) != b->shard_bits ||
        !postings_of(b, v, p->n))
        return NULL;
    p->to = NEW_N(perm, int32_t, p->n);
    p->wanted = NEW_N(perm, bool, b->n);
    p->old = NEW_N(perm, RunList, 1 << b->bucket_bits);
    if (compare(b, v, first, p) > b->n / 2)
        return NULL;
    collect_old(b, first, p);
    return p;
}

bool search_patch_wants(const SearchPatch *p, ptrdiff_t slot)
{
    return p->wanted[slot];
}

const RunList *search_patch_old(const SearchPatch *p)
{
    return p->old;
}

static bool same_records(const Record *v, ptrdiff_t n, const Record *old,
                         ptrdiff_t nold)
{
    return n == nold && (!n || !memcmp(v, old, (size_t)n * sizeof *v));
}

/* Those of the file that stay, under their slots now, in place. */
static ptrdiff_t keep_records(const SearchPatch *p, Record *v, ptrdiff_t n)
{
    ptrdiff_t k = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        int32_t to = p->to[record_slot(v[i])];
        if (to >= 0)
            v[k++] =
                record_of(record_hash(v[i]), (uint32_t)to, record_traits(v[i]));
    }
    return k;
}

/* No slot is in both. */
static void merge(const Record *x, ptrdiff_t nx, const Record *y, ptrdiff_t ny,
                  Record *to)
{
    ptrdiff_t i = 0, k = 0;
    while (i < nx || k < ny)
        *to++ = k == ny || (i < nx && x[i] < y[k]) ? x[i++] : y[k++];
}

bool search_patch_shard(const SearchBuild *b, uint32_t shard, const Record *v,
                        ptrdiff_t n, const Record *old, ptrdiff_t nold,
                        Arena scratch)
{
    const SearchPatch *p = b->patch;
    Arena temp = scratch;
    Record *stay;
    ptrdiff_t nstay;
    if (!p->rewrite && same_records(v, n, old, nold))
        return publish_rekey(b->e->out, search_shard_path(&temp, b->seg, shard),
                             b->seg.inputs);
    if (!search_old_shard(b, shard, p->n, &scratch, &stay, &nstay))
        return false;
    nstay = keep_records(p, stay, nstay);
    Record *all = records_in(&scratch, nstay + n);
    merge(stay, nstay, v, n, all);
    search_put_shard(b, shard, all, nstay + n, scratch);
    return true;
}
