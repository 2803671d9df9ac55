#include "ingest/line/numbering.h"

typedef struct Cursor {
    const char *p, *end;
} Cursor;

static Rune peek(Cursor c)
{
    return c.p < c.end ? utf8_next(&c.p, c.end) : 0;
}

static Rune take(Cursor *c)
{
    return c->p < c->end ? utf8_next(&c->p, c->end) : 0;
}

static void skip_space(Cursor *c)
{
    while (c->p < c->end && rune_is_space(peek(*c)))
        take(c);
}

static int han_value(Rune r)
{
    switch (r) {
    case 0x4E00: /* 一 */
        return 1;
    case 0x4E8C: /* 二 */
        return 2;
    case 0x4E09: /* 三 */
        return 3;
    case 0x56DB: /* 四 */
        return 4;
    case 0x4E94: /* 五 */
        return 5;
    case 0x516D: /* 六 */
        return 6;
    case 0x4E03: /* 七 */
        return 7;
    case 0x516B: /* 八 */
        return 8;
    case 0x4E5D: /* 九 */
        return 9;
    default:
        return 0;
    }
}

/* 一 .. 九十九; 0: none. */
static int take_han(Cursor *c)
{
    enum { TEN = 0x5341 };
    int v = 0, first = han_value(peek(*c));
    if (first)
        take(c);
    if (peek(*c) != TEN)
        return first;
    take(c);
    v = (first ? first : 1) * 10;
    int unit = han_value(peek(*c));
    if (unit)
        take(c);
    return v + unit;
}

/* At most three decimal digits; 0: none or more. */
static int take_arabic(Cursor *c)
{
    int v = 0, n = 0;
    while (rune_is_digit(peek(*c)) && n < 4) {
        Rune r = take(c);
        v = v * 10 + (int)(r > 0xFF00 ? r - 0xFF10 : r - '0');
        n++;
    }
    return n < 4 ? v : 0;
}

static bool is_stop(Rune r) /* behind 1 and 一 */
{
    return r == 0x3001 || r == '.' || r == 0xFF0E || r == 0xFF61;
}

static bool is_open(Rune r)
{
    return r == '(' || r == 0xFF08;
}

static bool is_close(Rune r)
{
    return r == ')' || r == 0xFF09;
}

static Numbering found(NumberClass kind, int value, Cursor c)
{
    skip_space(&c);
    return (Numbering){kind, value, str_span(c.p, c.end)};
}

/* 第一部分 第一章 第一节 第一, */
static Numbering ordinal(Cursor c, Numbering none)
{
    Cursor start = c;
    int v = take_han(&c);
    if (!v)
        v = take_arabic(&c);
    Str rest = str_span(c.p, c.end);
    if (!v)
        return none;
    static const struct {
        const char *word;
        NumberClass kind;
    } words[] = {{"部分", NUMBER_PART},  {"章", NUMBER_PART},
                 {"篇", NUMBER_PART},    {"节", NUMBER_SECTION},
                 {"，", NUMBER_ORDINAL}, {",", NUMBER_ORDINAL},
                 {"、", NUMBER_ORDINAL}, {"是", NUMBER_ORDINAL}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        Str w = str_of(words[i].word);
        if (!str_starts(rest, w))
            continue;
        c.p += w.n;
        while (peek(c) == 0x3001 || peek(c) == ':' || peek(c) == 0xFF1A)
            take(&c);
        return found(words[i].kind, v, c);
    }
    (void)start;
    return none;
}

static Numbering parenthesised(Cursor c, Numbering none)
{
    skip_space(&c);
    NumberClass kind = NUMBER_HAN_PAREN;
    int v = take_han(&c);
    if (!v) {
        kind = NUMBER_PAREN;
        v = take_arabic(&c);
    }
    skip_space(&c);
    if (!v || !is_close(take(&c)))
        return none;
    if (is_stop(peek(c)))
        take(&c);
    return found(kind, v, c);
}

static Numbering arabic(Cursor c, Numbering none)
{
    int v = take_arabic(&c);
    Cursor mark = c;
    skip_space(&c);
    Rune r = take(&c);
    if (!v || (!is_stop(r) && !is_close(r)))
        return none;
    /* 1.5亿元 and 10.2公里 are figures; so is a date. */
    if (rune_is_digit(peek(c)) && (r == '.' || r == 0xFF0E) && mark.p < c.p) {
        Cursor ahead = c;
        int year = 0, n = 0;
        while (rune_is_digit(peek(ahead)) && n < 5) {
            year = year * 10 + (int)(take(&ahead) & 15);
            n++;
        }
        if (n != 4 || year < 1900 || year > 2199) /* "1.2022年..." is one */
            return none;
    }
    return found(is_close(r) ? NUMBER_PAREN : NUMBER_ARABIC, v, c);
}

Numbering numbering_of(Str s)
{
    Cursor c = {s.s, s.s + s.n};
    skip_space(&c);
    Numbering none = {NUMBER_NONE, 0, str_span(c.p, c.end)};
    Cursor start = c;
    Rune r = peek(c);
    if (rune_is_digit(r))
        return arabic(c, none);
    take(&c);
    if (is_open(r))
        return parenthesised(c, none);
    if (r == 0x7B2C) /* 第 */
        return ordinal(c, none);
    if (r >= 0x2460 && r <= 0x2473)
        return found(NUMBER_CIRCLE, (int)(r - 0x2460) + 1, c);
    if (r >= 0x2474 && r <= 0x2487)
        return found(NUMBER_PAREN, (int)(r - 0x2474) + 1, c);
    if (r >= 0x2488 && r <= 0x249B)
        return found(NUMBER_ARABIC, (int)(r - 0x2488) + 1, c);
    if (r >= 0x3220 && r <= 0x3229)
        return found(NUMBER_HAN_PAREN, (int)(r - 0x3220) + 1, c);
    c = start;
    int v = take_han(&c);
    if (!v)
        return none;
    Cursor stop = c;
    skip_space(&c);
    Rune after = take(&c);
    if (is_stop(after))
        return found(NUMBER_HAN, v, c);
    if (after == 0x662F || (after == 0x8981 && stop.p - start.p == 3))
        return found(NUMBER_ORDINAL, v, c); /* 一是 一要 */
    return none;
}

/* Whether what ends at p could end a clause or a title: anything but a Han
 * character with which 一 makes a word. */
static bool clause_may_start(Str s, ptrdiff_t at)
{
    static const char *const glue[] = {"统", "唯", "同", "之", "第", "单",
                                       "万", "任", "不", "合", "如"};
    for (size_t i = 0; i < sizeof glue / sizeof *glue; i++)
        if (str_ends(str_head(s, at), str_of(glue[i])))
            return false;
    return true;
}

int number_take_han(const char **p, const char *end)
{
    Cursor c = {*p, end};
    int v = take_han(&c);
    *p = c.p;
    return v;
}

ptrdiff_t find_first_of_all(Str s, ptrdiff_t from)
{
    if (str_find(s, S("二是"), from) < 0)
        return -1;
    ptrdiff_t at = from - 1;
    while ((at = str_find(s, S("一是"), at + 1)) >= 0)
        if (clause_may_start(s, at))
            return at;
    return -1;
}
