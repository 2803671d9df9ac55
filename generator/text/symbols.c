#include "text/symbols.h"

#include <stdint.h>

/* The symbol of a value: " < and \ are left out of 0x20..0x7E. */
static const char alphabet[SYMBOLS + 1] =
    " !#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefg"
    "hijklmnopqrstuvwxyz{|}~";

char symbol_of(uint32_t v)
{
    return alphabet[v];
}

int symbol_value(char c)
{
    if (c < 0x20 || c > 0x7E || c == '"' || c == '<' || c == '\\')
        return -1;
    return c - 0x20 - (c > '"') - (c > '<') - (c > '\\');
}

enum { PAIR_BITS = 13 }; /* 2^13 < 92 * 92 */

void write_held(BitOut *o)
{
    Buf *b = o->b;
    int count = o->count;
    if (b->cap - b->n < 8) /* four pairs are 52 bits, five were 65 */
        buf_reserve(b, 8);
    char *p = b->s + b->n;
    for (; count >= PAIR_BITS; p += 2) {
        count -= PAIR_BITS;
        uint32_t pair = (uint32_t)(o->held >> count) & ((1u << PAIR_BITS) - 1);
        uint32_t high = pair / SYMBOLS;
        p[0] = alphabet[high];
        p[1] = alphabet[pair - high * SYMBOLS];
    }
    b->n = p - b->s;
    o->count = count;
}

static void put_zeros(BitOut *o, uint32_t n)
{
    for (; n > 32; n -= 32)
        put_bits(o, 0, 32);
    put_bits(o, 0, (int)n);
}

void put_gamma(BitOut *o, uint32_t v)
{
    int bits = 31 - __builtin_clz(v);
    if (bits < 16) {
        put_bits(o, v, 2 * bits + 1);
    } else {
        put_zeros(o, (uint32_t)bits);
        put_bits(o, v, bits + 1);
    }
}

void put_long_rice(BitOut *o, uint32_t v, int k)
{
    put_zeros(o, v >> k);
    put_bits(o, 1u << k | (v & ((1u << k) - 1)), k + 1);
}

void end_bits(BitOut *o)
{
    int over = o->count % PAIR_BITS;
    if (over)
        put_bits(o, 0, PAIR_BITS - over);
    write_held(o);
}

static bool fill_bits(BitIn *in)
{
    int hi = in->end - in->p >= 2 ? symbol_value(in->p[0]) : -1;
    int lo = hi < 0 ? -1 : symbol_value(in->p[1]);
    int pair = hi * SYMBOLS + lo;
    if (in->bad || hi < 0 || lo < 0 || pair >> PAIR_BITS) {
        in->bad = true;
        return false;
    }
    in->p += 2;
    in->held = (uint32_t)pair;
    in->count = PAIR_BITS;
    return true;
}

uint32_t get_bits(BitIn *in, int n)
{
    uint64_t v = 0;
    while (n > 0) {
        if (!in->count && !fill_bits(in))
            return 0;
        int take = n < in->count ? n : in->count;
        in->count -= take;
        v = v << take | (in->held >> in->count & ((1u << take) - 1));
        n -= take;
    }
    return (uint32_t)v;
}

/* How many zeros before a one, which is read, too; none where it is bad. */
static uint32_t get_zeros(BitIn *in)
{
    uint32_t n = 0;
    for (;;) {
        if (!in->count && !fill_bits(in))
            return 0;
        uint32_t left = in->held & ((1u << in->count) - 1);
        if (left) {
            int top = 31 - __builtin_clz(left);
            n += (uint32_t)(in->count - 1 - top);
            in->count = top;
            return n;
        }
        n += (uint32_t)in->count;
        in->count = 0;
    }
}

uint32_t get_gamma(BitIn *in)
{
    uint32_t n = get_zeros(in);
    if (n > 31)
        in->bad = true;
    return in->bad ? 0 : 1u << n | get_bits(in, (int)n);
}

uint32_t get_rice(BitIn *in, int k)
{
    uint64_t high = get_zeros(in);
    if (high << k > UINT32_MAX)
        in->bad = true;
    return in->bad ? 0 : (uint32_t)(high << k) | get_bits(in, k);
}

int rice_parameter(uint32_t n, uint64_t room)
{
    int k = 0;
    while (k < 31 && (uint64_t)n * 13 << (k + 1) <= room * 9)
        k++;
    return k;
}
