/* L3 emit: a segment of the search index while it is made; shared by the
 * search*.c files only. */
#ifndef JIEBAO_EMIT_SEARCH_BUILD_H
#define JIEBAO_EMIT_SEARCH_BUILD_H

#include "emit/search.h"
#include "emit/search_runs.h"
#include "text/ngram.h"
#include "text/postings.h"
#include "text/utf8.h"

#include <stdatomic.h>

/* While a report is read its parts are its title, its headings, and its text in
 * up to WINDOWS runs of blocks; the postings tell them as traits. */
enum { PARTS_BITS = 8, PART_TITLE = 0, PART_HEADINGS = 1, PART_TEXT = 2 };
enum { MOST_BUCKET_BITS = 6 };
enum { WINDOWS = PARTS_BITS - PART_TEXT, WINDOW_CHARS = 600 };

/* The memory of one thread. */
typedef struct SearchLane {
    Arena kept;      /* what lives until search_end */
    Arena start;     /* kept as it was made */
    Arena scratch;   /* never moves: passed by value */
    uint8_t *units;  /* 65,536: a code unit's parts; all 0 between reports */
    uint16_t *seen;  /* room for as many units, and one */
    uint32_t *table; /* one a scalar value; all 0 between reports */
    RunList *runs;   /* one a bucket, in kept; their words in: */
    Arena words, words_mark, words_start; /* as it was before the first report,
                                             and when it was made */
    Spool disk;                           /* for what is too much for memory */
} SearchLane;

/* What a text file says of one report. */
typedef struct SearchText {
    Str report; /* JSON: all but the text; absent: it could not be read */
    Rune *v;    /* n characters: all headings, then all blocks, each ended by
                   U+000A */
    ptrdiff_t n;
} SearchText;

/* What is taken over from the segment as an earlier build made it
 * (search_patch.c). */
typedef struct SearchPatch SearchPatch;

struct SearchBuild {
    Emit *e;
    SearchSegment seg;
    ptrdiff_t n;        /* reports */
    ptrdiff_t first;    /* of them, in Site.entries */
    uint32_t slots;     /* numbers of the segment; not all have a report */
    int shard_bits;     /* 1 << shard_bits posting files */
    int bucket_bits;    /* at most shard_bits: units of work in search_end */
    SearchPatch *patch; /* NULL: all is made from the reports */
    atomic_bool failed; /* what was to be taken over could not be read */
    SearchText *texts;  /* of a tail, in place of terms: one a report */
    SearchLane *lanes;  /* one a thread */
    Arena start;        /* of the memory that holds this and its arrays */
};

/* Where the windows of a report begin: starts[w] is the index of the first
 * block of window w. Returns how many there are, at most WINDOWS. */
int search_windows(const MdDoc *doc, int starts[WINDOWS]);
/* The slot of the report with this number. */
static inline uint32_t slot_of(const SearchBuild *b, int number)
{
    return (uint32_t)(number - b->seg.first);
}
/* Collects the terms of the report of a slot into the lane's runs. A lane's
 * reports come in ascending order of slot. */
void search_collect(const SearchBuild *b, SearchLane *lane, uint32_t slot,
                    Str title, const MdDoc *doc);
/* A term of a report as one number: its hash, the slot, the traits. Sorted,
 * records are in order of posting file, too. */
typedef uint64_t Record;
enum { SLOT_BITS = 16, HASH_AT = TRAIT_BITS + SLOT_BITS };
static inline Record record_of(uint32_t hash, uint32_t slot, uint32_t traits)
{
    return (uint64_t)hash << HASH_AT | (uint64_t)slot << TRAIT_BITS | traits;
}
static inline uint32_t record_hash(Record r)
{
    return (uint32_t)(r >> HASH_AT);
}
static inline uint32_t record_slot(Record r)
{
    return (uint32_t)(r >> TRAIT_BITS) & ((1u << SLOT_BITS) - 1);
}
static inline uint8_t record_traits(Record r)
{
    return (uint8_t)(r & ((1u << TRAIT_BITS) - 1));
}
/* Room for n records, not zeroed. */
static inline Record *records_in(Arena *a, ptrdiff_t n)
{
    return arena_aligned(a, n * (ptrdiff_t)sizeof(Record));
}
/* Writes a posting file, of which v holds the n records, sorted. */
void search_put_shard(const SearchBuild *b, uint32_t shard, const Record *v,
                      ptrdiff_t n, Arena scratch);
/* Writes the posting files of one bucket. */
void search_put_bucket(SearchBuild *b, uint32_t bucket, Arena scratch);
/* Can the segment be made from what is there, and from those of its reports
 * that changed since? If so, what search_build needs for it, in perm; else
 * NULL. Keeps the other reports' texts. */
SearchPatch *search_patch(SearchBuild *b, Arena *perm);
/* Is the report of the slot to be read? */
bool search_patch_wants(const SearchPatch *p, uint32_t slot);
/* The terms that the changed reports had, by bucket. */
const RunList *search_patch_old(const SearchPatch *p);
/* Makes a posting file from the one that is there, and v, the n records of the
 * changed reports now, and old, the nold ones that they had; both sorted. */
bool search_patch_shard(const SearchBuild *b, uint32_t shard, const Record *v,
                        ptrdiff_t n, const Record *old, ptrdiff_t nold,
                        Arena scratch);

/* A report, which has its digest, for showing and for making sure; `district`
 * is its district's code. */
SearchText search_text(Arena *a, const Entry *x, Str district,
                       const MdDoc *doc);
/* The file of n reports' texts. `table` is a SearchLane's. */
Str search_texts(Arena *a, Str path, const SearchText *t, ptrdiff_t n,
                 uint32_t *table);

/* How many posting files a segment of n reports has, as a power of two. */
int search_shard_bits(ptrdiff_t n);
/* search/1-992/17.js, search/text/1/1234.js; with a name: search/1-1024/NAME.js
 */
Str search_shard_path(Arena *a, SearchSegment seg, uint32_t shard);
Str search_text_path(Arena *a, int number);
Str search_named_path(Arena *a, SearchSegment seg, Str name);
/* Appends what the manifest has as the columns of a segment with the n entries
 * from v on, n > 0: the columns themselves, or the version of the files that
 * they are published in. */
void search_put_columns(Buf *b, Emit *e, SearchSegment seg, const Entry *v,
                        ptrdiff_t n);
/* Publishes bytes that are cheap to make, and are made always. */
void search_publish(Emit *e, Str path, Str bytes, Arena scratch);
/* Opens a file's one call: jiebao.shard("NAME",  NAME is the path without
 * search/ and .js. Closed by ");\n". */
void search_open_call(Buf *b, Str path);
/* The entries of a segment: their index range in Site.entries. */
void search_range(const Site *site, SearchSegment seg, ptrdiff_t *beg,
                  ptrdiff_t *end);

#endif
