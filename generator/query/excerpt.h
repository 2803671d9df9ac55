/* L3 query: the passage of a report that is shown. */
#ifndef JIEBAO_QUERY_EXCERPT_H
#define JIEBAO_QUERY_EXCERPT_H

#include "query/search.h"

/* Fills anchor, excerpt and marks of f, whose text is there, for the folded
 * words; in a. */
void found_excerpt(Found *f, StrList words, Arena *a);

#endif
