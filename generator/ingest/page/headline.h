/* L3 ingest: title and date of a page that is any article: news, a blog. */
#ifndef JIEBAO_INGEST_PAGE_HEADLINE_H
#define JIEBAO_INGEST_PAGE_HEADLINE_H

#include "ingest/page/page.h"

/* Where title_find found no title of a report on an HTML page: the line in
 * front of the text that <title> begins with, or else the page's heading.
 * Marks it and what repeats it. Page->title stays absent where there is none.
 */
void headline_find(Page *page, Arena *perm, Arena scratch);
/* Where nothing of an HTML page that says what it is gave the date: the one
 * that stands in the lines between headline and text, else right above or
 * right below; never that of a clock, an imprint, a list of links. To be
 * called when the body's bounds are known. */
void headline_date(Page *page);

#endif
