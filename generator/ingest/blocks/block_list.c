#include "ingest/blocks/block_list.h"

#include "text/utf8.h"

Block *block_push(BlockList *l, BlockKind kind)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 64;
        Block *v = NEW_N(l->a, Block, l->cap);
        if (l->n)
            memcpy(v, l->v, (size_t)l->n * sizeof(Block));
        l->v = v;
    }
    Block *b = &l->v[l->n++];
    *b = (Block){.kind = kind, .text = S("")};
    return b;
}

enum { STRETCH = 64 }; /* bytes that are looked at at once */

/* Whether among so many bytes one may be of white space or a control
 * character: by the first two or three of each, in a loop that compilers make
 * one of vectors. */
static bool stretch_may_change(const unsigned char *s)
{
    unsigned char any = 0;
    for (int i = 0; i < STRETCH; i++) {
        unsigned char a = s[i], b = s[i + 1], c = s[i + 2];
        any |= (unsigned char)((a <= 0x20) | (a == 0x7F) | (a == 0xC2) |
                               ((a == 0xE1) & (b == 0x9A)) |
                               ((a == 0xE2) & (b == 0x81)) |
                               ((a == 0xE2) & (b == 0x80) &
                                ((c <= 0x8B) | (c >= 0xA8))) |
                               ((a == 0xE3) & (b == 0x80) & (c == 0x80)) |
                               ((a == 0xEF) & (b == 0xBB)));
    }
    return any;
}

/* The same of a whole text; false for most lines, which are copied as they
 * are. */
static bool may_change(Str s)
{
    unsigned char rest[STRETCH + 4]; /* two more are looked at behind it */
    for (; s.n >= STRETCH + 2; s = str_skip(s, STRETCH))
        if (stretch_may_change((const unsigned char *)s.s))
            return true;
    memset(rest, 'x', sizeof rest);
    if (s.n)
        memcpy(rest, s.s, (size_t)s.n);
    return stretch_may_change(rest) || stretch_may_change(rest + 2);
}

Str block_tidy(Arena *a, Str s)
{
    enum { HAN = 0x4E00 }; /* any, where only its width is asked */
    Buf b = buf_in(a);
    s = utf8_trim(s);
    if (!may_change(s)) {
        buf_add(&b, s);
        return buf_str(&b);
    }
    buf_reserve(&b, s.n);
    const char *p = s.s, *end = s.s + s.n, *run = p;
    Rune before = 0;
    bool gap = false, wrapped = false;
    while (p < end) {
        const char *at = p;
        if (!gap && utf8_at_han(p, end)) {
            before = HAN;
            p += 3;
            continue;
        }
        Rune r = utf8_next(&p, end);
        if (r > 0x3000 && r < 0xFEFF && !gap) {
            before = r; /* most of a text: neither white nor control */
            continue;
        }
        bool space = rune_is_space(r), control = r < 0x20 || r == 0x7F;
        if ((space || control) && !gap) {
            buf_add(&b, str_span(run, at));
            run = p;
        }
        if (space) {
            gap = true;
            wrapped |= r == '\n';
        } else if (!control) {
            if (gap && !(wrapped && (rune_is_wide(before) || rune_is_wide(r))))
                buf_byte(&b, ' ');
            run = gap ? at : run;
            before = r;
            gap = wrapped = false;
        }
    }
    if (!gap)
        buf_add(&b, str_span(run, end));
    return buf_str(&b);
}

Str table_text(Arena *a, const Row *rows, int nrows)
{
    Buf b = buf_in(a);
    for (int i = 0; i < nrows; i++) {
        if (i)
            buf_byte(&b, '\n');
        for (int j = 0; j < rows[i].n; j++) {
            if (j)
                buf_lit(&b, " | ");
            buf_add(&b, rows[i].v[j].text);
        }
    }
    return buf_str(&b);
}

int text_columns(Str s, int most)
{
    const char *p = s.s, *end = s.s + s.n;
    int n = 0;
    while (p < end && n < most) {
        if (utf8_at_han(p, end)) {
            n += 2;
            p += 3;
            continue;
        }
        Rune r = utf8_next(&p, end);
        n += rune_is_wide(r) || r == 0x3000 ? 2 : 1;
    }
    return n;
}

static bool is_one_of(Rune r, const char *set)
{
    const char *p = set, *end = set + strlen(set);
    while (p < end)
        if (utf8_next(&p, end) == r)
            return true;
    return false;
}

bool shows_address(Str s)
{
    return str_has(s, S("http://")) || str_has(s, S("https://"));
}

bool ends_sentence(Str s)
{
    const char *p = s.s + s.n;
    while (p > s.s) {
        Rune r = utf8_prev(&p, s.s);
        if (is_one_of(r, "。！？；：!?;:…"))
            return true;
        if (!is_one_of(r, "”’』」》）)]】\""))
            return false;
    }
    return false;
}

static bool is_han_number(Rune r)
{
    return is_one_of(r, "一二三四五六七八九十百零〇");
}

bool begins_numbered(Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    if (p == end)
        return false;
    Rune r = utf8_next(&p, end);
    if (r >= 0x2460 && r <= 0x249B)
        return true; /* circled, in parentheses, with a full stop */
    bool open = is_one_of(r, "（(〔[第");
    if (open && p < end)
        r = utf8_next(&p, end);
    int digits = 0;
    while ((is_han_number(r) || rune_is_digit(r)) && p < end) {
        digits++;
        r = utf8_next(&p, end);
    }
    return digits && digits < 4 &&
           is_one_of(r, open ? "）)〕]，,章节条部" : "、.．，,)）");
}
