#include "emit/search_code.h"

/* The symbol of a value: " < and \ are left out of 0x20..0x7E. */
static char symbol(uint32_t v)
{
    static const char alphabet[SYMBOLS + 1] =
        " !#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefg"
        "hijklmnopqrstuvwxyz{|}~";
    return alphabet[v];
}

/* First symbols by how many follow: 64 for none, 20 for one, 7 for two, 1 for
 * three. */
void put_number(Buf *b, uint32_t v)
{
    static const struct {
        uint32_t first, firsts, room; /* room: values a first symbol covers */
    } form[] = {{0, 64, 1},
                {64, 20, SYMBOLS},
                {84, 7, SYMBOLS * SYMBOLS},
                {91, 1, SYMBOLS * SYMBOLS * SYMBOLS}};
    int k = 0;
    while (k < 3 && v >= form[k].firsts * form[k].room) {
        v -= form[k].firsts * form[k].room;
        k++;
    }
    buf_byte(b, symbol(form[k].first + v / form[k].room));
    put_fixed(b, v % form[k].room, k);
}

void put_fixed(Buf *b, uint32_t v, int width)
{
    char s[8];
    for (int i = width; i-- > 0; v /= SYMBOLS)
        s[i] = symbol(v % SYMBOLS);
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

void put_bits(BitOut *o, uint32_t v, int n)
{
    o->held = o->held << n | v;
    o->count += n;
    while (o->count >= SYMBOL_BITS) {
        o->count -= SYMBOL_BITS;
        buf_byte(o->b, symbol(o->held >> o->count & 63));
    }
}

void put_zeros(BitOut *o, uint32_t n)
{
    for (; n >= 24; n -= 24)
        put_bits(o, 0, 24);
    put_bits(o, 0, (int)n);
}

void end_bits(BitOut *o)
{
    if (o->count)
        put_bits(o, 0, SYMBOL_BITS - o->count);
    o->held = 0;
}

int rice_parameter(uint32_t n, uint64_t room)
{
    int k = 0;
    while (k < 20 && (uint64_t)n * 13 << (k + 1) <= room * 9)
        k++;
    return k;
}
