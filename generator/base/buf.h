/* L0: bytes that grow in an arena. Appending cannot fail, so that renderers
 * read like templates. */
#ifndef JIEBAO_BASE_BUF_H
#define JIEBAO_BASE_BUF_H

#include "base/arena.h"

#include <string.h>

typedef struct Buf {
    char *s;
    ptrdiff_t n;   /* bytes used */
    ptrdiff_t cap; /* bytes taken from the arena */
    Arena *a;
} Buf;

static inline Buf buf_in(Arena *a)
{
    return (Buf){.a = a};
}
/* Room for `more` further bytes; in place where the buffer is the last thing
 * in its arena, else by a copy to twice the room. */
void buf_reserve(Buf *b, ptrdiff_t more);

static inline void buf_add(Buf *b, Str s)
{
    if (s.n <= 0)
        return;
    if (!b->s || s.n > b->cap - b->n)
        buf_reserve(b, s.n);
    memcpy(b->s + b->n, s.s, (size_t)s.n);
    b->n += s.n;
}
static inline void buf_byte(Buf *b, char c)
{
    if (b->n == b->cap)
        buf_reserve(b, 1);
    b->s[b->n++] = c;
}
#define buf_lit(b, lit) buf_add((b), S(lit))
void buf_int(Buf *b, int64_t v);
/* v in decimal with at least `width` digits, zeros in front: dates. */
void buf_int_pad(Buf *b, int64_t v, int width);
/* Two lower-case hexadecimal digits a byte. */
void buf_hex(Buf *b, const unsigned char *p, ptrdiff_t n);
/* What was written so far; valid until the next append. */
static inline Str buf_str(const Buf *b)
{
    return (Str){b->s ? b->s : "", b->n};
}

#endif
