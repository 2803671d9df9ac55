/* L1: all spellings of a word, from what a built index says of spelling
 * (docs/search-index.md, "Other spellings"); for readers of the index. */
#ifndef JIEBAO_TEXT_SPELLER_H
#define JIEBAO_TEXT_SPELLER_H

#include "text/expand.h"
#include "text/json.h"

typedef struct IndexSpelling {
    Speller speller;
    Str letters; /* of which there is a file of the dictionary */
} IndexSpelling;

/* Reads the manifest's [version, letters, traditional, synonyms]; table is
 * data/traditional.txt. All in perm; texts are views of `spelling`. False where
 * it has another form (an older index): no word has other spellings then. */
bool spelling_read(const Json *spelling, Str table, Arena *perm,
                   IndexSpelling *out);

/* The text of the index's file spell/LETTER (one string), in a; the absent
 * string where it cannot be read. */
typedef Str SpellingFile(void *ctx, char letter, Arena *a);

/* The other spellings of a folded word, at most MOST_SPELLINGS, as
 * spellings_of; of one that is `lost` also what it may stand for as pinyin, for
 * which `load` is asked. Ask first with lost = false, and with true only where
 * nothing is found so, and for words that are in no report. */
int query_expand(const IndexSpelling *s, Str word, bool lost,
                 SpellingFile *load, void *ctx, Arena *perm, Spelling **out);

#endif
