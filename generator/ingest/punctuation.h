/* L3 ingest: punctuation as Chinese sets it. */
#ifndef JIEBAO_INGEST_PUNCTUATION_H
#define JIEBAO_INGEST_PUNCTUATION_H

#include "text/utf8.h"

/* s with , ; : ! ? ( ) made full-width beside Chinese characters, where
 * scrapers folded them. Figures, times and Latin text stay. Every change is
 * undone by NFKC, so that no text is lost. */
Str punctuate(Arena *a, Str s);

#endif
