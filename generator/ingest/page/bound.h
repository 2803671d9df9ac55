/* L3 ingest: where the body of a report starts and ends on its page
 * (page_bound, ingest/page/page.h). */
#ifndef JIEBAO_INGEST_PAGE_BOUND_H
#define JIEBAO_INGEST_PAGE_BOUND_H

#include "ingest/line/chrome.h"
#include "ingest/page/page.h"

/* The rule that makes a piece the page's and not the report's in that zone:
 * labels, furniture, rows of links; or the absent string. */
Str bound_mark(const Piece *p, Zone zone);
/* Sets page->first and marks what stands before it; `prose` is the first piece
 * with sentences behind the title. */
void bound_head(Page *page, int prose);

#endif
