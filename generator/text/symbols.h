/* L1: numbers and bits as text, the alphabet of the search index
 * (docs/search-index.md, "Symbols"): one symbol is one byte of UTF-8 that
 * stands for itself in a JavaScript string. */
#ifndef JIEBAO_TEXT_SYMBOLS_H
#define JIEBAO_TEXT_SYMBOLS_H

#include "base/buf.h"

enum { SYMBOLS = 92 }; /* printable ASCII but " < and \ */

/* The symbol of a value below SYMBOLS, and back: -1 for any other byte. */
char symbol_of(uint32_t v);
int symbol_value(char c);

/* Bits, highest first, thirteen in two symbols. */
typedef struct BitOut {
    Buf *b;
    uint64_t held; /* its last `count` bits are not written yet */
    int count;     /* less than BITS_HELD between calls */
} BitOut;
enum { BITS_HELD = 32 };
void write_held(BitOut *o); /* of put_bits: all but the last 12 bits or less */
static inline void put_bits(BitOut *o, uint32_t v, int n) /* n <= 32, v < 2^n */
{
    o->held = o->held << n | v;
    o->count += n;
    if (o->count >= BITS_HELD)
        write_held(o);
}
/* v >= 1 in Elias' gamma code: as many zeros as v has bits less one, then v. */
void put_gamma(BitOut *o, uint32_t v);
/* v in Rice's code: v >> k zeros, a one, the last k bits of v. */
void put_long_rice(BitOut *o, uint32_t v, int k); /* of put_rice */
static inline void put_rice(BitOut *o, uint32_t v, int k)
{
    uint32_t zeros = v >> k;
    if (zeros <= 31u - (uint32_t)k)
        put_bits(o, 1u << k | (v & ((1u << k) - 1)), (int)zeros + 1 + k);
    else
        put_long_rice(o, v, k);
}
void end_bits(BitOut *o); /* writes the last ones, filled up with zeros */

/* The same read back, from bytes that may be anything: behind the end, at a
 * byte that is no symbol and where a number would be over 32 bits, `bad` is
 * set for good and all that is read is 0. */
typedef struct BitIn {
    const char *p, *end; /* symbols not read yet */
    uint32_t held;       /* its last `count` bits are not used yet */
    int count;
    bool bad;
} BitIn;
static inline BitIn bits_in(Str symbols)
{
    return (BitIn){.p = symbols.s, .end = symbols.s + symbols.n};
}
uint32_t get_bits(BitIn *in, int n); /* n <= 32 */
uint32_t get_gamma(BitIn *in);       /* at least 1, but for bad ones */
uint32_t get_rice(BitIn *in, int k); /* k <= 31 */

/* The best k for the gaps between n of `room` numbers, from the two alone. */
int rice_parameter(uint32_t n, uint64_t room);

#endif
