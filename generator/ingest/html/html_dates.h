/* L3 ingest: the day of publication as pages tell it to machines: attributes
 * of elements, fields of their scripts. */
#ifndef JIEBAO_INGEST_HTML_HTML_DATES_H
#define JIEBAO_INGEST_HTML_HTML_DATES_H

#include "ingest/blocks/block.h"
#include "text/dom.h"

/* Sets page->told and page->hinted. What is said of several days is said of
 * several articles: then it is none. */
void html_dates(const Dom *dom, RawPage *page);
/* The first day that a field of a script names as that of publication
 * ("publishTime":"2021-07-08 ..."), or 0. */
Date script_date(Str script);

#endif
