/* L3 emit: a segment of the search index while it is made; shared by the
 * search*.c files only. */
#ifndef JIEBAO_EMIT_SEARCH_BUILD_H
#define JIEBAO_EMIT_SEARCH_BUILD_H

#include "emit/search.h"
#include "text/ngram.h"
#include "text/utf8.h"

/* Each report takes PARTS places in the postings: its title, its headings, and
 * its text in up to WINDOWS runs of blocks. */
enum { PARTS = 8, PART_TITLE = 0, PART_HEADINGS = 1, PART_TEXT = 2 };
enum { WINDOWS = PARTS - PART_TEXT, WINDOW_CHARS = 600 };

/* The terms of one report, each as its bigram_hash, by bucket: those of bucket
 * k, whose highest bits are k, are hashes[starts[k]] .. [starts[k + 1]). */
typedef struct SlotTerms {
    uint32_t *hashes;
    uint8_t *parts;   /* bit p: the term occurs in part p */
    uint32_t *starts; /* buckets + 1 of them; NULL: an empty report */
} SlotTerms;

/* The memory of one thread. */
typedef struct SearchLane {
    Arena kept;      /* what lives until search_end */
    Arena start;     /* kept as it was made */
    Arena scratch;   /* never moves: passed by value */
    uint8_t *units;  /* 65,536: a code unit's parts; all 0 between reports */
    uint32_t *table; /* one a scalar value; all 0 between reports */
} SearchLane;

/* What a text file says of one report. */
typedef struct SearchText {
    Str report; /* JSON: all but the text; absent: it could not be read */
    Rune *v;    /* n characters: all headings, then all blocks, each ended by
                   U+000A */
    ptrdiff_t n;
} SearchText;

struct SearchBuild {
    Emit *e;
    SearchSegment seg;
    ptrdiff_t n;     /* slots */
    int shard_bits;  /* 1 << shard_bits posting files */
    int bucket_bits; /* at most shard_bits: units of work in search_end */
    SlotTerms *slots;
    SearchText *texts; /* of a tail, in place of slots' terms */
    SearchLane *lanes; /* one a thread */
    Arena start;       /* of the memory that holds this and its arrays */
};

/* Where the windows of a report begin: starts[w] is the index of the first
 * block of window w. Returns how many there are, at most WINDOWS. */
int search_windows(const MdDoc *doc, int starts[WINDOWS]);
/* Collects the terms of a report into *out, in lane->kept. */
void search_collect(const SearchBuild *b, SearchLane *lane, Str title,
                    const MdDoc *doc, SlotTerms *out);
/* Writes the posting files of one bucket. */
void search_put_bucket(const SearchBuild *b, uint32_t bucket, Arena scratch);
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
