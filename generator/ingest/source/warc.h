/* L3 ingest: web archives (WARC, ISO 28500), record by record: bytes are
 * pulled as they are needed, memory does not grow with the archive. Archives of
 * gzip members come through base/gzip.h. */
#ifndef JIEBAO_INGEST_SOURCE_WARC_H
#define JIEBAO_INGEST_SOURCE_WARC_H

#include "base/source.h"
#include "ingest/source/container.h"

typedef struct WarcReader WarcReader;
/* Takes some 200 KB of *a. */
WarcReader *warc_open(ByteSource in, Arena *a);

typedef enum WarcStep {
    WARC_END,
    WARC_PAGE,   /* *page is a page of HTML or text */
    WARC_REFUSED /* so is it, but it cannot be taken: see *why; page->bytes is
                    absent */
    ,
    WARC_BROKEN /* the archive is cut off or damaged: nothing more comes */
} WarcStep;

typedef struct WarcWhy {
    Str key;        /* "why...."; of WARC_REFUSED and WARC_BROKEN */
    bool large;     /* WARC_REFUSED: more than max bytes */
    int64_t offset; /* WARC_BROKEN: where the record starts that is not whole;
                       in an archive of gzip members, its member */
} WarcWhy;

/* The next page: a reply with status 200 (or 203) whose type is HTML or plain
 * text, or a conversion to text, as WET files have it; all else is passed over
 * and counted. Pages of more than max bytes are refused. */
WarcStep warc_next(WarcReader *r, int64_t max, Arena *a, Arena scratch,
                   ContainedPage *page, WarcWhy *why);
/* How many records were passed over so far. */
int64_t warc_passed(const WarcReader *r);

/* Whether bytes start as a WARC file does, or as a gzip file. */
bool warc_looks(Str bytes);
bool gzip_looks(Str bytes);

#endif
