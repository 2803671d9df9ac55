/* L3 query: what a query asks for. */
#ifndef JIEBAO_QUERY_WORDS_H
#define JIEBAO_QUERY_WORDS_H

#include "base/arena.h"

/* Folded words, none twice, none empty. */
typedef struct Words {
    StrList wanted;   /* must all occur */
    StrList unwanted; /* must not */
} Words;

/* Words with white space between; "..." is one word, -word an unwanted one.
 * A query of unwanted words alone is looked for as it stands. */
Words words_of(Str query, Arena *perm);

#endif
