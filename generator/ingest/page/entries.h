/* L3 ingest: pages that begin many articles and are none: the front page of a
 * blog, the index of a column. */
#ifndef JIEBAO_INGEST_PAGE_ENTRIES_H
#define JIEBAO_INGEST_PAGE_ENTRIES_H

#include "ingest/page/page.h"

/* Whether the page is a row of entries, each with a linked title or a heading,
 * a date and some text, none of which is most of it: the date of the first is
 * not the page's. To be called when titles are marked. */
bool page_is_of_entries(const Page *page);

#endif
