/* L3 ingest: which element of a page holds the article. */
#ifndef JIEBAO_INGEST_HTML_MAIN_CONTENT_H
#define JIEBAO_INGEST_HTML_MAIN_CONTENT_H

#include "ingest/blocks/block.h"
#include "ingest/html/html_facts.h"

/* Sets `main` (and `chrome` of a copy of the article further on) in v[0..n);
 * from[i] is the node that v[i] begins with. */
void main_content(const HtmlFacts *facts, const DomNode **from, Block *v, int n,
                  Arena scratch);

#endif
