#define _GNU_SOURCE /* memmem, in POSIX since 2024 */
#include "base/str.h"

#include <string.h>

Str str_of(const char *cstr)
{
    return cstr ? (Str){cstr, (ptrdiff_t)strlen(cstr)} : (Str){0};
}

bool str_eq(Str a, Str b)
{
    return a.n == b.n && (!a.n || !memcmp(a.s, b.s, (size_t)a.n));
}

int str_cmp(Str a, Str b)
{
    ptrdiff_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.s, b.s, (size_t)n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

/* Which byte of a needle tells most: one that begins few characters of a
 * Chinese text, where Han characters begin with E4 .. E9, else the last one. */
static ptrdiff_t telling(Str needle)
{
    unsigned char c = (unsigned char)needle.s[0];
    return c < 0xE4 || c > 0xE9 ? 0 : needle.n - 1;
}

/* Offset of a short needle at or behind `from`, or -1: memchr for one byte of
 * it passes over what is between at several times the speed of memmem. */
static ptrdiff_t find_short(Str s, Str needle, ptrdiff_t from)
{
    ptrdiff_t k = telling(needle);
    const char *p = s.s + from + k, *last = s.s + s.n - needle.n + k;
    while (p <= last) {
        p = memchr(p, needle.s[k], (size_t)(last + 1 - p));
        if (!p)
            return -1;
        if (p[-k] == needle.s[0] && !memcmp(p - k, needle.s, (size_t)needle.n))
            return p - k - s.s;
        p++;
    }
    return -1;
}

ptrdiff_t str_find(Str s, Str needle, ptrdiff_t from)
{
    enum { SHORT = 16 };
    if (from < 0 || from > s.n || needle.n > s.n - from)
        return -1;
    if (!needle.n)
        return from;
    if (needle.n == 1) {
        const char *p =
            from < s.n ? memchr(s.s + from, needle.s[0], (size_t)(s.n - from))
                       : NULL;
        return p ? p - s.s : -1;
    }
    if (needle.n <= SHORT)
        return find_short(s, needle, from);
    const char *p =
        memmem(s.s + from, (size_t)(s.n - from), needle.s, (size_t)needle.n);
    return p ? p - s.s : -1;
}

ptrdiff_t str_rfind_byte(Str s, char c)
{
    for (ptrdiff_t i = s.n; i-- > 0;)
        if (s.s[i] == c)
            return i;
    return -1;
}

bool str_has(Str s, Str needle)
{
    return str_find(s, needle, 0) >= 0;
}

static bool is_ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

Str str_trim(Str s)
{
    while (s.n && is_ascii_space(s.s[0]))
        s = str_skip(s, 1);
    while (s.n && is_ascii_space(s.s[s.n - 1]))
        s.n--;
    return s;
}

Str str_cut(Str *rest, Str sep)
{
    ptrdiff_t at = str_find(*rest, sep, 0);
    Str all = *rest;
    if (at < 0) {
        *rest = (Str){0};
        return all;
    }
    *rest = str_skip(all, at + sep.n);
    return str_head(all, at);
}

bool str_line(Str *rest, Str *line)
{
    if (!rest->n)
        return false;
    const char *nl = memchr(rest->s, '\n', (size_t)rest->n);
    ptrdiff_t n = nl ? nl - rest->s : rest->n;
    *line = str_head(*rest, n);
    *rest = str_skip(*rest, nl ? n + 1 : n);
    if (line->n && line->s[line->n - 1] == '\r')
        line->n--;
    return true;
}

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_eq_nocase(Str a, Str b)
{
    if (a.n != b.n)
        return false;
    for (ptrdiff_t i = 0; i < a.n; i++)
        if (ascii_lower(a.s[i]) != ascii_lower(b.s[i]))
            return false;
    return true;
}

int64_t str_to_int(Str s, int64_t max)
{
    int64_t v = 0;
    if (!s.n)
        return -1;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        int d = s.s[i] - '0';
        if (d < 0 || d > 9 || d > max || v > (max - d) / 10)
            return -1;
        v = v * 10 + d;
    }
    return v;
}

int str_cmp_qsort(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

bool strlist_has(StrList l, Str s)
{
    for (ptrdiff_t i = 0; i < l.n; i++)
        if (str_eq(l.v[i], s))
            return true;
    return false;
}
