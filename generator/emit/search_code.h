/* L3 emit: numbers and bits as text, the alphabet of the search index
 * (docs/search-index.md, "Symbols"): one symbol is one byte of UTF-8 that
 * stands for itself in a JavaScript string. */
#ifndef JIEBAO_EMIT_SEARCH_CODE_H
#define JIEBAO_EMIT_SEARCH_CODE_H

#include "base/buf.h"

enum {
    SYMBOLS = 92,       /* printable ASCII but " < and \ */
    SYMBOL_BITS = 6,    /* a symbol of the first 64 carries six bits */
    NUMBER_MAX = 839839 /* the largest that put_number takes */
};

/* 0 <= v <= NUMBER_MAX in one to four symbols, small numbers in one. */
void put_number(Buf *b, uint32_t v);
/* v in exactly `width` symbols, v < SYMBOLS^width. */
void put_fixed(Buf *b, uint32_t v, int width);
/* The least width that put_fixed needs for values up to max. */
int fixed_width(uint32_t max);

/* Bits, highest first, six in a symbol. */
typedef struct BitOut {
    Buf *b;
    uint32_t held; /* the last `count` bits are not written yet */
    int count;
} BitOut;
void put_bits(BitOut *o, uint32_t v, int n); /* n <= 24 */
void put_zeros(BitOut *o, uint32_t n);
void end_bits(BitOut *o); /* fills the last symbol with zeros */

/* The Rice parameter for n of `room` numbers: the part of a gap that is
 * written in plain bits. */
int rice_parameter(uint32_t n, uint64_t room);

#endif
