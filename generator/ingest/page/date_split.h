/* L3 ingest: dates whose parts stand on lines of their own, as in the leaf of a
 * calendar: the day in large type, month and year below it. */
#ifndef JIEBAO_INGEST_PAGE_DATE_SPLIT_H
#define JIEBAO_INGEST_PAGE_DATE_SPLIT_H

#include "ingest/page/page.h"

/* The first such date in the lines between the title's and the text, or right
 * above the title; 0: none. What of it stands in the text leaves it. */
Date split_date(Page *page, int title, int start);

#endif
