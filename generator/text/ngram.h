/* L1: bigrams over folded text (text/fold.h), every script alike. */
#ifndef JIEBAO_TEXT_NGRAM_H
#define JIEBAO_TEXT_NGRAM_H

#include "text/utf8.h"

/* Two adjacent scalar values in one number, ordered as the pair is; the last
 * character of a passage gives a bigram with second half 0, so that every
 * character begins one and one-character queries are ranges. */
typedef uint64_t Bigram;
static inline Bigram bigram_of(Rune a, Rune b)
{
    return (uint64_t)(uint32_t)a << 21 | (uint32_t)b;
}

#endif
