#include "emit/search_code.h"

/* The symbol of a value: " < and \ are left out of 0x20..0x7E. */
char symbol_of(uint32_t v)
{
    static const char alphabet[SYMBOLS + 1] =
        " !#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefg"
        "hijklmnopqrstuvwxyz{|}~";
    return alphabet[v];
}

void put_fixed(Buf *b, uint32_t v, int width)
{
    char s[8];
    for (int i = width; i-- > 0; v /= SYMBOLS)
        s[i] = symbol_of(v % SYMBOLS);
    buf_add(b, (Str){s, width});
}

int fixed_width(uint32_t max)
{
    int w = 1;
    while (max >= SYMBOLS) {
        max /= SYMBOLS;
        w++;
    }
    return w;
}

enum { PAIR_BITS = 13 }; /* 2^13 < 92 * 92 */

void put_bits(BitOut *o, uint32_t v, int n)
{
    o->held = o->held << n | v;
    o->count += n;
    while (o->count >= PAIR_BITS) {
        o->count -= PAIR_BITS;
        uint32_t pair =
            (uint32_t)(o->held >> o->count) & ((1u << PAIR_BITS) - 1);
        buf_byte(o->b, symbol_of(pair / SYMBOLS));
        buf_byte(o->b, symbol_of(pair % SYMBOLS));
    }
}

static void put_zeros(BitOut *o, uint32_t n)
{
    for (; n > 32; n -= 32)
        put_bits(o, 0, 32);
    put_bits(o, 0, (int)n);
}

void put_gamma(BitOut *o, uint32_t v)
{
    int bits = 0;
    while (v >> bits > 1)
        bits++;
    put_zeros(o, (uint32_t)bits);
    put_bits(o, v, bits + 1);
}

void put_rice(BitOut *o, uint32_t v, int k)
{
    uint32_t zeros = v >> k, rest = 1u << k | (v & ((1u << k) - 1));
    if (zeros <= 31u - (uint32_t)k) {
        put_bits(o, rest, (int)zeros + 1 + k);
    } else {
        put_zeros(o, zeros);
        put_bits(o, rest, k + 1);
    }
}

void end_bits(BitOut *o)
{
    if (o->count)
        put_bits(o, 0, PAIR_BITS - o->count);
}

int rice_parameter(uint32_t n, uint64_t room)
{
    int k = 0;
    while (k < 31 && (uint64_t)n * 13 << (k + 1) <= room * 9)
        k++;
    return k;
}
