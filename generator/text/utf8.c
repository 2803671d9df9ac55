#include "text/utf8.h"

/* Well-formed sequences by their first byte (Unicode 15, table 3-7). */
static int need_after(unsigned char c, unsigned char *lo, unsigned char *hi)
{
    *lo = 0x80;
    *hi = 0xBF;
    if (c >= 0xC2 && c <= 0xDF)
        return 1;
    if (c >= 0xE0 && c <= 0xEF) {
        *lo = c == 0xE0 ? 0xA0 : 0x80;
        *hi = c == 0xED ? 0x9F : 0xBF;
        return 2;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        *lo = c == 0xF0 ? 0x90 : 0x80;
        *hi = c == 0xF4 ? 0x8F : 0xBF;
        return 3;
    }
    return -1;
}

Rune utf8_next_any(const char **p, const char *end)
{
    unsigned char lo, hi, c = (unsigned char)*(*p)++;
    if (c < 0x80)
        return c;
    int need = need_after(c, &lo, &hi);
    if (need < 0)
        return RUNE_BAD;
    Rune r = c & (0x3F >> need);
    for (; need; need--) {
        unsigned char d = *p < end ? (unsigned char)**p : 0;
        if (d < lo || d > hi)
            return RUNE_BAD; /* *p stays at the byte that does not fit */
        r = r << 6 | (d & 0x3F);
        lo = 0x80;
        hi = 0xBF;
        ++*p;
    }
    return r;
}

Rune utf8_prev(const char **p, const char *beg)
{
    const char *end = *p;
    const char *q = end - 1;
    while (q > beg && end - q < 4 && ((unsigned char)*q & 0xC0) == 0x80)
        q--;
    const char *after = q;
    Rune r = utf8_next(&after, end);
    if (after != end) { /* ill-formed: one byte at a time */
        q = end - 1;
        r = RUNE_BAD;
    }
    *p = q;
    return r;
}

void utf8_put_any(Buf *b, Rune r)
{
    if (r < 0 || r > 0x10FFFF || (r >= 0xD800 && r <= 0xDFFF))
        r = RUNE_BAD;
    if (r < 0x80) {
        buf_byte(b, (char)r);
        return;
    }
    int more = r < 0x800 ? 1 : r < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    buf_byte(b, (char)(lead[more] | r >> (6 * more)));
    while (more--)
        buf_byte(b, (char)(0x80 | (r >> (6 * more) & 0x3F)));
}

/* Are there at p, in 24 bytes, eight characters of three bytes that utf8_next
 * reads at once, each a lead E1..EF but ED? */
static inline bool at_eight_threes(const char *p)
{
    static const unsigned char LEADS[24] = {
        255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0,
        255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0,
    };
    const uint64_t ones = 0x0101010101010101;
    uint64_t bad = 0;
    for (int i = 0; i < 3; i++) {
        uint64_t v, lead, low;
        memcpy(&v, p + 8 * i, sizeof v);
        memcpy(&lead, LEADS + 8 * i, sizeof lead);
        bad |= (v & (lead & ones * 0xF0)) ^ (lead & ones * 0xE0);
        bad |= (v & (~lead & ones * 0xC0)) ^ (~lead & ones * 0x80);
        low = v & (lead & ones * 0x0F); /* 0 for E0, 13 for ED */
        bad |=
            ((low + ones * 15) & (lead & ones * 0x10)) ^ (lead & ones * 0x10);
        bad |=
            (((low ^ (lead & ones * 13)) + ones * 15) & (lead & ones * 0x10)) ^
            (lead & ones * 0x10);
    }
    return !bad;
}

/* As far as there is ASCII, eight bytes at a time, and what utf8_next reads at
 * once. */
static const char *well_formed_end(const char *p, const char *end)
{
    const uint64_t high = 0x8080808080808080;
    uint64_t v;
    while (p < end) {
        const unsigned char *u = (const unsigned char *)p;
        if (u[0] < 0x80) {
            for (p++; end - p >= 8; p += 8) {
                memcpy(&v, p, sizeof v);
                if (v & high)
                    break;
            }
            continue;
        }
        while (end - p >= 24 && at_eight_threes(p))
            p += 24;
        u = (const unsigned char *)p;
        if (end - p >= 3 && u[0] > 0xE0 && u[0] < 0xF0 && u[0] != 0xED &&
            (u[1] & 0xC0) == 0x80 && (u[2] & 0xC0) == 0x80)
            p += 3;
        else if (p < end && u[0] >= 0x80)
            return p;
    }
    return p;
}

ptrdiff_t utf8_bad_at(Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    for (;;) {
        p = well_formed_end(p, end);
        const char *at = p;
        if (p == end)
            return -1;
        if (utf8_next_any(&p, end) == RUNE_BAD)
            return at - s.s;
    }
}

/* How many of eight bytes continue a character (10xxxxxx). */
static ptrdiff_t continuations(const char *p)
{
    const uint64_t ones = 0x0101010101010101;
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return (ptrdiff_t)((v >> 7 & ~(v >> 6) & ones) * ones >> 56);
}

ptrdiff_t utf8_chars(Str s)
{
    ptrdiff_t n = s.n, i = 0;
    for (; i + 8 <= s.n; i += 8)
        n -= continuations(s.s + i);
    for (; i < s.n; i++)
        n -= ((unsigned char)s.s[i] & 0xC0) == 0x80;
    return n;
}

ptrdiff_t utf8_count(Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    ptrdiff_t n = 0;
    for (; p < end; n++)
        utf8_next(&p, end);
    return n;
}

Str utf8_head(Str s, ptrdiff_t n)
{
    const char *p = s.s, *end = s.s + s.n;
    while (n-- > 0 && p < end)
        utf8_next(&p, end);
    return (Str){s.s, p - s.s};
}

bool rune_is_han_any(Rune r)
{
    return (r >= 0x4E00 && r <= 0x9FFF) || (r >= 0x3400 && r <= 0x4DBF) ||
           (r >= 0xF900 && r <= 0xFAFF) || (r >= 0x20000 && r <= 0x323AF) ||
           r == 0x3007;
}

bool rune_is_space_any(Rune r)
{
    return r == ' ' || (r >= '\t' && r <= '\r') || r == 0x85 || r == 0xA0 ||
           r == 0x1680 || (r >= 0x2000 && r <= 0x200B) || r == 0x2028 ||
           r == 0x2029 || r == 0x202F || r == 0x205F || r == 0x3000 ||
           r == 0xFEFF;
}

bool rune_is_cjk_punct(Rune r)
{
    return (r >= 0x3001 && r <= 0x3003) || (r >= 0x3008 && r <= 0x3011) ||
           (r >= 0x3014 && r <= 0x301F) || (r >= 0xFF01 && r <= 0xFF0F) ||
           (r >= 0xFF1A && r <= 0xFF20) || (r >= 0xFF3B && r <= 0xFF40) ||
           (r >= 0xFF5B && r <= 0xFF65) || r == 0x2014 || r == 0x2015 ||
           (r >= 0x2018 && r <= 0x201F) || r == 0x2026 || r == 0xB7 ||
           r == 0x30FB;
}

bool rune_is_digit(Rune r)
{
    return (r >= '0' && r <= '9') || (r >= 0xFF10 && r <= 0xFF19);
}

Str utf8_trim(Str s)
{
    const char *beg = s.s, *end = s.s + s.n;
    while (beg < end) {
        const char *p = beg;
        if (!rune_is_space(utf8_next(&p, end)))
            break;
        beg = p;
    }
    while (end > beg) {
        const char *p = end;
        if (!rune_is_space(utf8_prev(&p, beg)))
            break;
        end = p;
    }
    return str_given(s) ? str_span(beg, end) : s;
}

Str utf8_tidy(Arena *a, Str s)
{
    Buf b = buf_in(a);
    s = utf8_trim(s);
    const char *p = s.s, *end = s.s + s.n;
    Rune before = 0;
    bool gap = false;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (rune_is_space(r)) {
            gap = true;
            continue;
        }
        if (gap && !(rune_is_wide(before) && rune_is_wide(r)))
            buf_byte(&b, ' ');
        utf8_put(&b, r);
        before = r;
        gap = false;
    }
    return buf_str(&b);
}

Str utf8_squeeze(Arena *a, Str s)
{
    Buf b = buf_in(a);
    const char *p = s.s, *end = s.s + s.n;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (!rune_is_space(r))
            utf8_put(&b, r);
    }
    return buf_str(&b);
}
