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
    StrList forms; /* where marks are taken for each other: in which it was
                      found, beside its own */
    ptrdiff_t cap;
} Spelled;

/* Folded words, none twice, none empty. */
typedef struct Words {
    StrList wanted;   /* must all occur */
    StrList unwanted; /* must not */
    Spelled *spelled; /* one a wanted word; NULL: as they stand */
    bool loose;       /* wanted words are found with any marks that stand for
                         theirs: 1-10 in 1—10 */
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
/* Is spelling k of wanted word i found with other marks, too? */
bool words_loose(const Words *w, ptrdiff_t i, int k);
/* Does the folded line contain it, in any form where it is loose? */
bool words_in_line(const Words *w, ptrdiff_t i, int k, Str line, Arena scratch);
/* Appends the forms in which the folded line has loose word i, itself left out,
 * none twice, a few at most. All in perm. */
void words_forms(const Words *w, ptrdiff_t i, Str line, StrList *out,
                 ptrdiff_t *cap, Arena *perm);

#endif
