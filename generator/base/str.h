/* L0: strings are views by value: bytes that somebody else owns. */
#ifndef JIEBAO_BASE_STR_H
#define JIEBAO_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* n bytes at s, not terminated. An absent string is {NULL, 0}; every function
 * here treats it as the empty one, and str_given() tells the two apart. */
typedef struct Str {
    const char *s;
    ptrdiff_t n;
} Str;

/* A list of strings in an arena. */
typedef struct StrList {
    Str *v;
    ptrdiff_t n;
} StrList;

/* A Str of a string literal; usable in static initialisers as STR_INIT. */
#define S(lit) ((Str){"" lit, (ptrdiff_t)sizeof(lit) - 1})
#define STR_INIT(lit)                      \
    {                                      \
        "" lit, (ptrdiff_t)sizeof(lit) - 1 \
    }

/* For printf("%.*s"): only for short strings, never for output files. */
#define STR_ARG(x) (int)(x).n, ((x).s ? (x).s : "")

/* The view of a C string; NULL gives the absent string. */
Str str_of(const char *cstr);
/* Bytes beg (inclusive) to end (exclusive) of a string, by pointer. */
static inline Str str_span(const char *beg, const char *end)
{
    return (Str){beg, end - beg};
}
/* s without its first k bytes; k is clamped to [0, s.n]. */
static inline Str str_skip(Str s, ptrdiff_t k)
{
    k = k < 0 ? 0 : k > s.n ? s.n : k;
    return s.s ? (Str){s.s + k, s.n - k} : s;
}
/* The first k bytes of s; k is clamped to [0, s.n]. */
static inline Str str_head(Str s, ptrdiff_t k)
{
    k = k < 0 ? 0 : k > s.n ? s.n : k;
    return (Str){s.s, k};
}

/* The four bytes at p as one number, the first the lowest: one load where the
 * machine's order is the same. */
static inline uint32_t str_four(const char *p)
{
    const unsigned char *s = (const unsigned char *)p;
    return (uint32_t)s[0] | (uint32_t)s[1] << 8 | (uint32_t)s[2] << 16 |
           (uint32_t)s[3] << 24;
}

/* Whether one of eight bytes, read as a number, is c; rarely, one above it in
 * the number is taken for c as well, never is one missed. */
static inline bool bytes_have(uint64_t v, unsigned char c)
{
    const uint64_t ones = 0x0101010101010101;
    v ^= ones * c;
    return ((v - ones) & ~v & ones << 7) != 0;
}
/* Whether byte i is an ASCII digit; i may lie outside. */
static inline bool str_is_digit(Str s, ptrdiff_t i)
{
    return i >= 0 && i < s.n && s.s[i] >= '0' && s.s[i] <= '9';
}

static inline bool str_given(Str s)
{
    return s.s != NULL;
}
bool str_eq(Str a, Str b);
/* Byte order, shorter first where one is a prefix: <0, 0, >0. */
int str_cmp(Str a, Str b);
static inline bool str_starts(Str s, Str prefix);
static inline bool str_ends(Str s, Str suffix);
/* Offset of the first occurrence of needle at or after from, or -1.
 * The empty needle is found at from. */
ptrdiff_t str_find(Str s, Str needle, ptrdiff_t from);
/* Offset of the last occurrence of byte c, or -1. */
ptrdiff_t str_rfind_byte(Str s, char c);
bool str_has(Str s, Str needle);
/* s without ASCII white space (space, \t, \r, \n, \f, \v) at both ends. For
 * Unicode white space see text/utf8.h. */
Str str_trim(Str s);
/* Cuts *rest at the first occurrence of sep (not empty): returns what is before
 * it and sets *rest to what is after it; without sep returns all and sets *rest
 * to the absent string. Loop: while (str_given(rest)) { part = str_cut(...); }
 */
Str str_cut(Str *rest, Str sep);
/* The next line of *rest without its "\n" or "\r\n"; false at the end. */
bool str_line(Str *rest, Str *line);
/* ASCII case ignored. */
bool str_eq_nocase(Str a, Str b);
/* A non-negative decimal number of ASCII digits and nothing else, at most
 * max; -1 where it is not one. */
int64_t str_to_int(Str s, int64_t max);
/* For qsort over Str: str_cmp. */
int str_cmp_qsort(const void *a, const void *b);
bool strlist_has(StrList l, Str s);

/* Whether n bytes are the same, looking at the last one first: it is what tells
 * Han characters apart. */
static inline bool str_same_bytes(const char *a, const char *b, ptrdiff_t n)
{
    if (n <= 0 || !a || !b)
        return n <= 0;
    return a[n - 1] == b[n - 1] && !memcmp(a, b, (size_t)n);
}
static inline bool str_starts(Str s, Str prefix)
{
    return s.n >= prefix.n && str_same_bytes(s.s, prefix.s, prefix.n);
}
static inline bool str_ends(Str s, Str suffix)
{
    return s.n >= suffix.n && str_same_bytes(s.s ? s.s + (s.n - suffix.n) : s.s,
                                             suffix.s, suffix.n);
}

#endif
