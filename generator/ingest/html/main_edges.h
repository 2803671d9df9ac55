/* L3 ingest: where the article of a page begins and ends, to the block. */
#ifndef JIEBAO_INGEST_HTML_MAIN_EDGES_H
#define JIEBAO_INGEST_HTML_MAIN_EDGES_H

#include "ingest/blocks/block.h"
#include "ingest/html/main_asides.h"

/* Ends of sentences in s (full stops, semicolons, exclamation marks); *commas
 * counts the marks within them. */
int count_stops(Str s, int *commas);
/* A short text with a phrase of the notices below an article: who runs the
 * site, who may copy. */
bool is_notice(Str s);

/* Moves the ends of the blocks marked as main: notices and links there are
 * let go; then, unless the site itself marked the article (`exact`), whole
 * paragraphs near by that its element left out are taken in, an abstract in
 * front or a last paragraph behind a picture; then signature and date behind
 * it. from[i] is the node of v[i], aside[id] what is named as not the article.
 */
void main_edges(Block *v, int n, const DomNode **from, const Aside *aside,
                bool exact);

#endif
