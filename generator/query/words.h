/* L3 query: what a query asks for. */
#ifndef JIEBAO_QUERY_WORDS_H
#define JIEBAO_QUERY_WORDS_H

#include "text/expand.h"

/* A word's other spellings, and which the answer owes to: flags[0] is the word
 * itself, flags[k + 1] spelling k. */
enum { SPELLING_POSSIBLE = 1, SPELLING_CERTAIN = 2 };
typedef struct Spelled {
    Spelling *v;
    int n;
    uint8_t flags[MOST_SPELLINGS + 1];
} Spelled;

/* Folded words, none twice, none empty. */
typedef struct Words {
    StrList wanted;   /* must all occur */
    StrList unwanted; /* must not */
    Spelled *spelled; /* one a wanted word; NULL: as they stand */
} Words;

/* Words with white space between; "..." is one word, -word an unwanted one.
 * A query of unwanted words alone is looked for as it stands. */
Words words_of(Str query, Arena *perm);
/* How many spellings wanted word i has, itself the first, and spelling k. */
int words_spellings(const Words *w, ptrdiff_t i);
Str words_spelling(const Words *w, ptrdiff_t i, int k);
/* Does the answer owe to the spelling? `open`: some candidates for it were not
 * checked. */
bool words_used(const Words *w, ptrdiff_t i, int k, bool open);
/* Notes that it does. */
void words_note(const Words *w, ptrdiff_t i, int k, uint8_t flag);

#endif
