/* L3 ingest: the furniture of government pages: one table of rules. */
#ifndef JIEBAO_INGEST_LINE_CHROME_H
#define JIEBAO_INGEST_LINE_CHROME_H

#include "base/str.h"

/* Where a rule may take a line away. */
typedef enum Zone {
    ZONE_HEAD = 1,  /* before the report's text starts */
    ZONE_FOOT = 2,  /* after it ended */
    ZONE_INSIDE = 4 /* between: only what is unmistakable */
} Zone;

/* The id of the rule that takes a line with this key (ingest/line/key.h) for
 * furniture in that zone, or the absent string. */
Str chrome_rule(Str key, int chars, Zone zone);
/* Whether a line after which the page has no text of the report any more:
 * imprint, record numbers, previous and next page. */
bool chrome_ends_page(Str key, int chars);

#endif
