/* L3 query: a search in the built index: what the pages' search.js finds, in
 * the same order (docs/search-index.md, "Searching"). */
#ifndef JIEBAO_QUERY_SEARCH_H
#define JIEBAO_QUERY_SEARCH_H

#include "query/index.h"
#include "query/words.h"

/* Empty lists let everything pass; else any of the values. */
typedef struct Filters {
    StrList district; /* code or name */
    StrList year;     /* looked back on or planned for */
    StrList topic;    /* slug or name */
    StrList kind;
} Filters;

typedef struct QueryOptions {
    Filters filters;
    int limit;       /* results */
    Str traditional; /* data/traditional.txt: words are looked for in other
                        spellings, too; absent: only as they stand */
    int verify;      /* candidates that are checked even where fewer results are
                        asked for: the total is exact up to it */
} QueryOptions;

typedef struct Found {
    int number;
    IndexText text;
    Str district;     /* its name */
    Str anchor;       /* id of the passage on the report's page, or "" */
    Str excerpt;      /* of the passage with most of the words */
    ptrdiff_t *marks; /* pairs of offsets in it, from and to, in order */
    ptrdiff_t nmarks; /* pairs */
} Found;

typedef struct Answer {
    Words words;
    int total;  /* where `open` an estimate */
    bool open;  /* some candidates are not checked */
    bool exact; /* else the total is an estimate, or files are missing */
    Found *results;
    int nresults;
} Answer;

/* What could not be read is noted in ix->missing. All in perm. */
Answer query_search(Index *ix, Str query, const QueryOptions *o, Arena *perm);

/* Is report `number` found by this folded word in its text `t`, by way of the
 * postings, too? False as well where the index has no such report; *read tells
 * whether all that it takes could be read. */
bool query_finds(Index *ix, int number, const IndexText *t, Str word,
                 bool *read, Arena scratch);

/* Does the index hold the report under this street? */
bool query_in_street(Index *ix, int number, Str street, bool *read);

#endif
