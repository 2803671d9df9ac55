#include "base/buf.h"

enum { FIRST_CAP = 64 };

void buf_reserve(Buf *b, ptrdiff_t more)
{
    if (more <= b->cap - b->n)
        return;
    if (more > PTRDIFF_MAX / 4 - b->n)
        mem_exhausted();
    ptrdiff_t cap = b->cap ? b->cap * 2 : FIRST_CAP;
    while (cap < b->n + more)
        cap *= 2;
    if (b->s && b->s + b->cap == b->a->beg) {
        arena_bytes(b->a, cap - b->cap); /* the buffer is last: just extend */
    } else {
        char *s = arena_bytes(b->a, cap);
        if (b->s)
            memcpy(s, b->s, (size_t)b->n);
        b->s = s;
    }
    b->cap = cap;
}

void buf_int(Buf *b, int64_t v)
{
    buf_int_pad(b, v, 1);
}

void buf_int_pad(Buf *b, int64_t v, int width)
{
    char digits[24];
    int n = 0;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        digits[n++] = (char)('0' + u % 10);
        u /= 10;
    } while (u);
    while (n < width && n < (int)sizeof digits)
        digits[n++] = '0';
    if (v < 0)
        buf_byte(b, '-');
    while (n)
        buf_byte(b, digits[--n]);
}

void buf_hex(Buf *b, const unsigned char *p, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        buf_byte(b, "0123456789abcdef"[p[i] >> 4]);
        buf_byte(b, "0123456789abcdef"[p[i] & 15]);
    }
}
