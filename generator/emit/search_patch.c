/* A segment made from the one that an earlier build left: what its posting
 * files hold of reports that did not change is taken from them. The bytes are
 * those of a segment that is made from the reports. */
#include "emit/search_build.h"
#include "emit/search_old.h"

struct SearchPatch {
    bool *stays;  /* slot -> did its report stay as it was? */
    bool *wanted; /* slot -> is its report to be read? */
    RunList *old; /* one a bucket: the terms that reports had which changed or
                     went */
    bool rewrite; /* such terms are not known: any posting file may be another
                     one now */
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

/* Compares what is there with what is to be, and drops of the n texts in v
 * those that stay. Returns how many reports came, changed or went. */
static ptrdiff_t compare(const SearchBuild *b, OldText *v, ptrdiff_t *n,
                         SearchPatch *p)
{
    const Entry *entries = b->e->site->entries + b->first;
    ptrdiff_t k = 0, old = 0, changes = 0;
    for (ptrdiff_t i = 0; i < *n || k < b->n;) {
        bool went = k == b->n || (i < *n && v[i].number < entries[k].number);
        bool came = i == *n || (k < b->n && entries[k].number < v[i].number);
        int number = went ? v[i].number : entries[k].number;
        bool stays = !went && !came && text_stays(b, b->first + k);
        p->stays[slot_of(b, number)] = stays;
        p->wanted[slot_of(b, number)] = !went && !stays;
        changes += !stays;
        k += !went;
        if (!came && stays)
            i++;
        else if (!came)
            v[old++] = v[i++];
    }
    *n = old;
    return changes;
}

/* Collects what the n reports in v were, which changed or went. */
static void collect_old(SearchBuild *b, const OldText *v, ptrdiff_t n,
                        SearchPatch *p)
{
    SearchLane lane = b->lanes[0];
    lane.runs = p->old;
    for (ptrdiff_t i = 0; i < n && !p->rewrite; i++) {
        Arena scratch = lane.scratch;
        Str title;
        MdDoc doc;
        p->rewrite = !search_old_text(b, v[i].number, &scratch, &title, &doc);
        SearchLane rest = lane;
        rest.scratch = scratch;
        if (!p->rewrite)
            search_collect(b, &rest, slot_of(b, v[i].number), title, &doc);
        lane.kept = rest.kept;
        lane.words = rest.words;
    }
    b->lanes[0].kept = lane.kept;
    b->lanes[0].words = lane.words;
}

SearchPatch *search_patch(SearchBuild *b, Arena *perm)
{
    OldText *v = NEW_N(perm, OldText, (ptrdiff_t)b->slots + 1);
    SearchPatch *p = NEW(perm, SearchPatch);
    ptrdiff_t n = old_texts(b, v);
    if (!n || search_shard_bits(n) != b->shard_bits || !postings_of(b, v, n))
        return NULL;
    p->stays = NEW_N(perm, bool, b->slots);
    p->wanted = NEW_N(perm, bool, b->slots);
    p->old = NEW_N(perm, RunList, 1 << b->bucket_bits);
    if (compare(b, v, &n, p) > b->n / 2)
        return NULL;
    collect_old(b, v, n, p);
    return p;
}

bool search_patch_wants(const SearchPatch *p, uint32_t slot)
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

/* Those of the file that stay, in place. */
static ptrdiff_t keep_records(const SearchPatch *p, Record *v, ptrdiff_t n)
{
    ptrdiff_t k = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        if (p->stays[record_slot(v[i])])
            v[k++] = v[i];
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
    if (!search_old_shard(b, shard, &scratch, &stay, &nstay))
        return false;
    nstay = keep_records(p, stay, nstay);
    Record *all = records_in(&scratch, nstay + n);
    merge(stay, nstay, v, n, all);
    search_put_shard(b, shard, all, nstay + n, scratch);
    return true;
}
