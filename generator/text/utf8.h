/* L1: Unicode text as UTF-8. */
#ifndef JIEBAO_TEXT_UTF8_H
#define JIEBAO_TEXT_UTF8_H

#include "base/buf.h"

typedef int32_t Rune; /* a Unicode scalar value */
enum { RUNE_BAD = 0xFFFD };

/* The scalar value at *p (p < end) and moves *p behind it. Ill-formed bytes
 * give U+FFFD and one step per maximal subpart (Unicode 15, 3.9, U+FFFD
 * Substitution), overlong forms and surrogates included. */
static inline Rune utf8_next(const char **p, const char *end);
/* The scalar value that ends just before *p (p > beg), and moves *p back. */
Rune utf8_prev(const char **p, const char *beg);
Rune utf8_next_any(const char **p, const char *end); /* of utf8_next */
static inline void utf8_put(Buf *b, Rune r);
void utf8_put_any(Buf *b, Rune r); /* of utf8_put */
/* Offset of the first ill-formed byte, or -1 where all is well-formed. */
ptrdiff_t utf8_bad_at(Str s);
/* How many scalar values; ill-formed bytes count as utf8_next counts. */
ptrdiff_t utf8_count(Str s);
/* The same of text that is known to be well-formed, as decoded text is: its
 * bytes but those that continue a character. */
ptrdiff_t utf8_chars(Str s);
/* The first n scalar values of s. */
Str utf8_head(Str s, ptrdiff_t n);

/* Ideographs: CJK Unified with extensions A to I, compatibility, U+3007. */
static inline bool rune_is_han(Rune r);
bool rune_is_han_any(Rune r); /* of rune_is_han */
/* White_Space of Unicode, and U+FEFF and U+200B, which scrapers leave. */
static inline bool rune_is_space(Rune r);
bool rune_is_space_any(Rune r); /* of rune_is_space */
/* CJK and full-width punctuation: 。，、；：？！（）《》“”‘’—…· and kin. */
bool rune_is_cjk_punct(Rune r);
/* Han or its punctuation: no space belongs between two of these. */
static inline bool rune_is_wide(Rune r);
bool rune_is_digit(Rune r); /* ASCII 0-9 and full-width */
/* s without white space (rune_is_space) at both ends. */
Str utf8_trim(Str s);
/* s with every run of white space made one U+0020, none at the ends and none
 * between two Han characters or CJK punctuation marks. */
Str utf8_tidy(Arena *a, Str s);
/* s without any white space. */
Str utf8_squeeze(Arena *a, Str s);

/* str_four of as many bytes as there are, 0 behind them; nothing of less than
 * three.
 */
static inline uint32_t utf8_up_to_four(const char *p, const char *end)
{
    const unsigned char *s = (const unsigned char *)p;
    if (end - p >= 4)
        return str_four(p);
    return end - p < 3
               ? 0
               : (uint32_t)s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16;
}
/* Of them the first three as a character of three bytes, where they have that
 * form; else UINT32_MAX. */
static inline uint32_t utf8_three_of(uint32_t v)
{
    return (v & 0xC0C0F0) == 0x8080E0
               ? (v & 0x0F) << 12 | (v >> 2 & 0xFC0) | (v >> 16 & 0x3F)
               : UINT32_MAX;
}
/* The character of three bytes at p. */
static inline Rune utf8_three(const char *p)
{
    const unsigned char *s = (const unsigned char *)p;
    return (s[0] & 0x0F) << 12 | (s[1] & 0x3F) << 6 | (s[2] & 0x3F);
}
/* The ideograph U+4E00..U+9FFF that starts at p, or 0: most of a Chinese text,
 * which loops over its characters pass over without a look at more. */
static inline Rune utf8_han(const char *p, const char *end)
{
    uint32_t r = utf8_three_of(utf8_up_to_four(p, end));
    return r - 0x4E00 < 0x5200 ? (Rune)r : 0;
}
static inline bool utf8_at_han(const char *p, const char *end)
{
    return utf8_han(p, end) != 0;
}

/* ASCII and most of the Basic Multilingual Plane at once, Han included: three
 * bytes whose first does not narrow the second. */
static inline Rune utf8_next(const char **p, const char *end)
{
    const unsigned char *s = (const unsigned char *)*p;
    if (s[0] < 0x80) {
        ++*p;
        return s[0];
    }
    if (end - *p < 3)
        return utf8_next_any(p, end);
    uint32_t r = utf8_three_of(utf8_up_to_four(*p, end));
    if (r - 0x1000 < 0xC000 || r - 0xE000 < 0x2000) {
        *p += 3;
        return (Rune)r;
    }
    return utf8_next_any(p, end);
}

/* The same characters as utf8_next has at once, and ASCII. */
static inline void utf8_put(Buf *b, Rune r)
{
    if (r < 0x1000 || r > 0xFFFF || (r >= 0xD000 && r < 0xE000)) {
        utf8_put_any(b, r);
        return;
    }
    if (b->cap - b->n < 3)
        buf_reserve(b, 3);
    b->s[b->n] = (char)(0xE0 | r >> 12);
    b->s[b->n + 1] = (char)(0x80 | (r >> 6 & 0x3F));
    b->s[b->n + 2] = (char)(0x80 | (r & 0x3F));
    b->n += 3;
}

/* Nearly all of a Chinese text is told by its first comparisons. */
static inline bool rune_is_han(Rune r)
{
    return (r >= 0x4E00 && r <= 0x9FFF) || rune_is_han_any(r);
}

static inline bool rune_is_space(Rune r)
{
    return !(r > 0x3000 && r < 0xFEFF) && rune_is_space_any(r);
}

static inline bool rune_is_wide(Rune r)
{
    return rune_is_han(r) || rune_is_cjk_punct(r);
}

#endif
