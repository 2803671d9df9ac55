/* L1: bigrams over folded text (text/fold.h), every script alike; and trigrams
 * of ASCII, whose pairs are in every text. */
#ifndef JIEBAO_TEXT_NGRAM_H
#define JIEBAO_TEXT_NGRAM_H

#include <stdbool.h>
#include <stdint.h>

/* Two adjacent UTF-16 code units in one number, ordered as the pair is. A
 * single unit is the pair with 0, which no text contains. Code units, not
 * characters: a rare character is then two of them in C and in JavaScript
 * alike, and a substring is the same either way. */
typedef uint32_t Bigram;
static inline Bigram bigram_of(uint16_t a, uint16_t b)
{
    return (uint32_t)a << 16 | b;
}

/* Three ASCII units in one number, of those that no bigram has: well-formed
 * text has no high surrogate before another unit that is none. */
static inline bool is_trigram(uint16_t a, uint16_t b, uint16_t c)
{
    return (a | b | c) < 0x80;
}
static inline Bigram trigram_of(uint16_t a, uint16_t b, uint16_t c)
{
    uint32_t all = (uint32_t)a << 14 | (uint32_t)b << 7 | c;
    return bigram_of((uint16_t)(0xD800 | all >> 15), all & 0x7FFF);
}

/* Spreads bigrams evenly over 32 bits, no two to the same number: the search
 * index knows them by it (docs/search-index.md). */
static inline uint32_t bigram_hash(Bigram g)
{
    g ^= g >> 15;
    g *= 0x2C1B3C6Du;
    g ^= g >> 12;
    g *= 0x297A2D39u;
    return g ^ g >> 15;
}

#endif
