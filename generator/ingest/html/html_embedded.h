/* L3 ingest: articles that a page does not show as text but carries along: in
 * the srcdoc of a frame, as markup in a text field, as a string in a script
 * that builds the page. */
#ifndef JIEBAO_INGEST_HTML_HTML_EMBEDDED_H
#define JIEBAO_INGEST_HTML_HTML_EMBEDDED_H

#include "text/date.h"
#include "text/dom.h"

/* The longest text of sentences that the page carries so, as HTML in *a, where
 * it has more than `least` Han characters; else the absent string. `shown`: the
 * page shows an article as well. *date gets the day of publication that a field
 * beside it names, or stays as it is. */
Str embedded_article(const Dom *dom, int64_t least, bool shown, Arena *a,
                     Date *date);

#endif
