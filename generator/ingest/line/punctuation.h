/* L3 ingest: punctuation as Chinese sets it. */
#ifndef JIEBAO_INGEST_LINE_PUNCTUATION_H
#define JIEBAO_INGEST_LINE_PUNCTUATION_H

#include "text/utf8.h"

/* s with , ; : ! ? ( ) made full-width beside Chinese characters, where
 * scrapers folded them, a ratio sign that stands for a colon too, and without
 * stray spaces (ingest/line/gaps.h). Figures, times, ratios and Latin text
 * stay. Every change but the ratio sign's is undone by NFKC and by dropping
 * white space, so that no text is lost. */
Str punctuate(Arena *a, Str s);

#endif
