/* L3 emit: numbers and bits as text, the alphabet of the search index
 * (docs/search-index.md, "Symbols"): one symbol is one byte of UTF-8 that
 * stands for itself in a JavaScript string. */
#ifndef JIEBAO_EMIT_SEARCH_CODE_H
#define JIEBAO_EMIT_SEARCH_CODE_H

#include "base/buf.h"

enum { SYMBOLS = 92 }; /* printable ASCII but " < and \ */

/* v in exactly `width` symbols, v < SYMBOLS^width. */
void put_fixed(Buf *b, uint32_t v, int width);
/* The least width that put_fixed needs for values up to max. */
int fixed_width(uint32_t max);

/* The symbol of a value below SYMBOLS. */
char symbol_of(uint32_t v);

/* Bits, highest first, thirteen in two symbols. */
typedef struct BitOut {
    Buf *b;
    uint64_t held; /* its last `count` bits are not written yet */
    int count;
} BitOut;
void put_bits(BitOut *o, uint32_t v, int n); /* n <= 32, v < 2^n */
/* v >= 1 in Elias' gamma code: as many zeros as v has bits less one, then v. */
void put_gamma(BitOut *o, uint32_t v);
/* v in Rice's code: v >> k zeros, a one, the last k bits. */
void put_rice(BitOut *o, uint32_t v, int k);
void end_bits(BitOut *o); /* fills up with zeros */

/* The best k for the gaps between n of `room` numbers, from the two alone. */
int rice_parameter(uint32_t n, uint64_t room);

#endif
