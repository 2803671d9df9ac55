#include "ingest/key.h"

#include "ingest/punctuation.h"

/* ASCII for a full-width or look-alike character; else the character. */
static Rune narrow(Rune r)
{
    if (r >= 0xFF01 && r <= 0xFF5E)
        r -= 0xFEE0;
    if (r == 0x2236) /* ratio, used as a colon */
        r = ':';
    if (r == 0xFF5C || r == 0x2502 || r == 0xA6)
        r = '|';
    if (r == 0x3014 || r == 0x3016)
        r = 0x3010;
    if (r == 0x3015 || r == 0x3017)
        r = 0x3011;
    return r >= 'A' && r <= 'Z' ? r + ('a' - 'A') : r;
}

static bool is_bullet(Rune r)
{
    return r == 0x2022 || r == 0xB7 || r == 0x25CF || r == 0x25CB ||
           r == 0x25A0 || r == 0x25A1 || r == 0x25C6 || r == 0x25C7 ||
           r == 0x2605 || r == 0x203B || r == 0x30FB;
}

Str key_of(Arena *a, Str s)
{
    Buf b = buf_in(a);
    const char *p = s.s, *end = s.s + s.n;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (rune_is_space(r) || (!b.n && is_bullet(r)))
            continue;
        utf8_put(&b, narrow(r));
    }
    return buf_str(&b);
}

ptrdiff_t has_any(Str s, const char *const *words)
{
    ptrdiff_t best = 0;
    for (; *words; words++) {
        Str w = str_of(*words);
        if (w.n > best && str_has(s, w))
            best = w.n;
    }
    return best;
}

ptrdiff_t starts_any(Str s, const char *const *words)
{
    ptrdiff_t best = 0;
    for (; *words; words++) {
        Str w = str_of(*words);
        if (w.n > best && str_starts(s, w))
            best = w.n;
    }
    return best;
}

ptrdiff_t ends_any(Str s, const char *const *words)
{
    ptrdiff_t best = 0;
    for (; *words; words++) {
        Str w = str_of(*words);
        if (w.n > best && str_ends(s, w))
            best = w.n;
    }
    return best;
}

int count_of(Str s, Str needle)
{
    int n = 0;
    for (ptrdiff_t at = 0; (at = str_find(s, needle, at)) >= 0; at += needle.n)
        n++;
    return n;
}

/* Most characters stand alone between spaces: letter-spaced. */
static bool letter_spaced(Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    int alone = 0, words = 0, run = 0;
    while (p < end) {
        if (rune_is_space(utf8_next(&p, end))) {
            words += run > 0;
            alone += run == 1;
            run = 0;
        } else {
            run++;
        }
    }
    words += run > 0;
    alone += run == 1;
    return words >= 4 && alone * 4 >= words * 3;
}

static bool is_wide(Rune r)
{
    return rune_is_han(r) || rune_is_cjk_punct(r);
}

Str tidy_title(Arena *a, Str s)
{
    if (letter_spaced(s))
        return punctuate(a, utf8_squeeze(a, s));
    Str tidy = utf8_tidy(a, s);
    Buf b = buf_in(a);
    const char *p = tidy.s, *end = tidy.s + tidy.n;
    Rune before = 0;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        const char *q = p;
        Rune next = p < end ? utf8_next(&q, end) : 0;
        if (r == ' ' && (is_wide(before) || is_wide(next)))
            continue;
        utf8_put(&b, r);
        before = r;
    }
    return punctuate(a, buf_str(&b));
}
