/* L3 query: the built search index, read back (docs/search-index.md): what the
 * pages' search-index.js does, for the command line and for `check`. Nothing in
 * the files is trusted: what is missing or damaged is noted by its name in
 * Index.missing, and the rest is read. Not for several threads at once. */
#ifndef JIEBAO_QUERY_INDEX_H
#define JIEBAO_QUERY_INDEX_H

#include "base/arena.h"
#include "text/date.h"
#include "text/json.h"

/* A report's text is in so many windows at most. */
enum { MOST_WINDOWS = 6 };

typedef struct IndexDistrict {
    Str code, name; /* code: the name of its page */
} IndexDistrict;

typedef struct IndexTopic {
    Str slug, name;
} IndexTopic;

/* A value of a column. */
typedef struct IndexValue {
    Str text;            /* a district's code, a kind's or a street's name */
    YearSpan back, plan; /* of a pair of years */
    const Json *topics;  /* numbers: indexes into the manifest's topics */
    uint32_t district;   /* of a street: index into the districts' values */
} IndexValue;

/* A column: what a report's number stands for. */
typedef struct IndexColumn {
    IndexValue *values;
    uint32_t nvalues;
    uint32_t *codes; /* one a slot, each below nvalues; NULL: not read */
} IndexColumn;

typedef enum IndexState { NOT_READ, READ_WELL, READ_BADLY } IndexState;

struct IndexText;

typedef struct IndexSegment {
    int first, last;     /* numbers */
    int32_t n;           /* reports */
    int32_t slots;       /* numbers from first to last, a slot each */
    int bits;            /* 1 << bits posting files; 0: none, it is the tail */
    Str name;            /* "1-992" */
    const Json *columns; /* [order, facets, streets], or no array: files */
    IndexState order, facets, streets;
    int32_t *slot_of; /* with order: the slots that have a report, ascending */
    bool *there;      /* with order: one a slot: has it a report? */
    uint32_t *day;    /* with order: one a slot: days, 0 unknown, in steps; */
    uint32_t *fine;   /* with facets: days to add */
    IndexColumn district, year, topic, kind, street;
    IndexState tail;
    struct IndexText *texts; /* with tail: one a slot; an absent slug: the build
                                could not read it */
} IndexSegment;

typedef struct Index {
    Str dir;          /* that holds search/ */
    Arena own, start; /* its memory, which grows while callers use theirs */
    IndexDistrict *districts;
    int ndistricts;
    IndexTopic *topics;
    int ntopics;
    IndexSegment *segments;
    int nsegments;
    const Json *spelling; /* what the manifest says of it; NULL: nothing */
    StrList missing;      /* files that could not be read, each once */
    ptrdiff_t cap;
} Index;

typedef struct IndexLine {
    Str id;     /* of a heading */
    int parent; /* heading that it stands under, or -1 */
    Str text;
} IndexLine;

/* A report's text file. */
typedef struct IndexText {
    Str slug, title, street, published, district, summary, plan, kind;
    const Json *topics; /* numbers */
    IndexLine *headings, *blocks;
    int nheadings, nblocks;
    int windows[MOST_WINDOWS]; /* first block of each */
    int nwindows;
} IndexText;

/* Opens dir/search; the Index itself is in perm. NULL where there is no
 * manifest that can be read. */
Index *index_open(Str dir, Arena *perm);
void index_close(Index *ix);

/* The data of one file (NAME without .js), as JSON text in a. False: it is
 * missing or no file of the index, and noted. */
bool index_load(Index *ix, Str name, Arena *a, Str *data);
/* Notes a file that turned out to be damaged. */
void index_note(Index *ix, Str name);

/* Reads a piece of a segment's columns where it is not there yet; false where
 * it cannot be. Facets and streets bring order with them. */
bool index_order(Index *ix, IndexSegment *seg);
bool index_facets(Index *ix, IndexSegment *seg);
bool index_streets(Index *ix, IndexSegment *seg);

/* Reads the texts of a segment without postings where they are not there yet;
 * false where they cannot be read. Brings order with them. */
bool index_tail(Index *ix, IndexSegment *seg);

/* The report's text, in a; false where it cannot be read. */
bool index_text(Index *ix, int number, Arena *a, IndexText *out);

#endif
