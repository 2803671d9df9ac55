/* L3 ingest: a page taken out of what it was kept in: a web archive, a page
 * saved whole by a browser. */
#ifndef JIEBAO_INGEST_SOURCE_CONTAINER_H
#define JIEBAO_INGEST_SOURCE_CONTAINER_H

#include "base/buf.h"
#include "text/charset.h"
#include "text/date.h"

typedef struct ContainedPage {
    Str part;  /* what names it within its container; never empty */
    Str bytes; /* the page as its server sent it, transfer codings undone */
    Str url;   /* http or https; or absent */
    Charset declared; /* by what came with it, not by itself; or CHARSET_NONE */
    Date captured;    /* no later date can be its own; 0: unknown */
} ContainedPage;

/* The day (in UTC, and in China where it begins eight hours earlier) of a time
 * as WARC has it (2020-05-17T08:12:59Z) or as mail has it (Sun, 17 May 2020
 * 08:12:59 GMT): the later one where they differ. 0: none. */
Date captured_day(Str time);

#endif
