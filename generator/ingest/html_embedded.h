/* L3 ingest: articles that a page does not show as text but carries along: in
 * the srcdoc of a frame, as a string in a script that builds the page. */
#ifndef JIEBAO_INGEST_HTML_EMBEDDED_H
#define JIEBAO_INGEST_HTML_EMBEDDED_H

#include "text/dom.h"

/* The longest text of sentences that the page carries so, as HTML in *a, where
 * it has more than `least` Han characters; else the absent string. *date gets
 * the value of a field beside it that names the day of publication, or stays
 * as it is. */
Str embedded_article(const Dom *dom, int64_t least, Arena *a, Str *date);

#endif
