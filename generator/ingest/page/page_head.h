/* L3 ingest: all that a page's head says, read in the one order that works. */
#ifndef JIEBAO_INGEST_PAGE_PAGE_HEAD_H
#define JIEBAO_INGEST_PAGE_PAGE_HEAD_H

#include "ingest/page/page.h"

/* Makes *page of the raw page: its pieces with their roles, its title, the
 * bounds of its body, its metadata and its date. */
void page_head(Page *page, const RawPage *raw, Arena *perm, Arena scratch);

#endif
