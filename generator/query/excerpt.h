/* L3 query: the passage of a report that is shown. */
#ifndef JIEBAO_QUERY_EXCERPT_H
#define JIEBAO_QUERY_EXCERPT_H

#include "query/search.h"

/* Fills anchor, excerpt and marks of f, whose text is there, for the words,
 * however they are spelled; in a. */
void found_excerpt(Found *f, const Words *w, Arena *a);

#endif
