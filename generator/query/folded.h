/* L3 query: the text of a report, folded: where words stand in it. */
#ifndef JIEBAO_QUERY_FOLDED_H
#define JIEBAO_QUERY_FOLDED_H

#include "query/index.h"
#include "query/words.h"
#include "text/postings.h"

typedef struct FoldedText {
    const IndexText *t;
    Str title, *headings, *blocks;
} FoldedText;

FoldedText folded_text(const IndexText *t, Arena *a);
/* The same with marks that stand for each other as one. */
FoldedText folded_loose(const FoldedText *f, Arena *a);
/* How the report has the word: traits of text/postings.h; 0: not at all. */
uint8_t folded_traits(const FoldedText *f, Str word);
/* The forms in which the text has loose word i (words_forms). */
StrList folded_forms(const FoldedText *f, const Words *w, ptrdiff_t i,
                     Arena *a);

#endif
