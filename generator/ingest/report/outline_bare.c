#include "ingest/report/outline_bare.h"

enum {
    SHORTEST = 2, /* characters of such a heading */
    LONGEST = 40,
    ENOUGH = 2 /* in a row from 1 on */
};

/* A number and what follows it. */
typedef struct Bare {
    int chapter, value; /* 1 and 2 of 1.2 */
    Str text;
} Bare;

typedef bool Reader(Str s, Bare *out);

static bool ends_number(Rune r)
{
    return rune_is_space(r) || r == ':' || r == 0xFF1A || r == ',' ||
           r == 0xFF0C;
}

/* 一 党建工作, 一：党建工作 */
static bool read_han(Str s, Bare *out)
{
    const char *p = s.s, *end = s.s + s.n;
    int value = number_take_han(&p, end);
    if (!value || p == end || !ends_number(utf8_next(&p, end)))
        return false;
    *out = (Bare){0, value, utf8_trim(str_span(p, end))};
    return true;
}

static int take_digits(const char **p, const char *end)
{
    int v = 0, n = 0;
    for (; *p < end && **p >= '0' && **p <= '9' && n < 3; ++*p, n++)
        v = v * 10 + **p - '0';
    return n < 3 ? v : 0;
}

/* 1.2 党建工作, 1.2党建工作 */
static bool read_decimal(Str s, Bare *out)
{
    const char *p = s.s, *end = s.s + s.n;
    int chapter = take_digits(&p, end);
    if (!chapter || p == end || *p++ != '.')
        return false;
    int value = take_digits(&p, end);
    if (p < end && *p == '.')
        p++;
    *out = (Bare){chapter, value, utf8_trim(str_span(p, end))};
    const char *q = out->text.s;
    return value && out->text.n && rune_is_han(utf8_next(&q, end));
}

/* Ⅰ、党建工作 */
static bool read_roman(Str s, Bare *out)
{
    enum { ONE = 0x2160, TWELVE = 0x216B, COMMA = 0x3001, WIDE_DOT = 0xFF0E };
    const char *p = s.s, *end = s.s + s.n;
    Rune r = p < end ? utf8_next(&p, end) : 0;
    if (r < ONE || r > TWELVE || p == end)
        return false;
    Rune mark = utf8_next(&p, end);
    if (mark != COMMA && mark != '.' && mark != WIDE_DOT)
        return false;
    *out = (Bare){0, (int)(r - ONE) + 1, utf8_trim(str_span(p, end))};
    return true;
}

static bool may_head(const Line *l, Reader *read, Bare *out)
{
    if (l->num.kind != NUMBER_NONE || l->p->b->kind != BLOCK_TEXT ||
        !read(l->p->text, out))
        return false;
    ptrdiff_t n = utf8_chars(out->text);
    return n >= SHORTEST && n <= LONGEST && !str_has(out->text, S("。")) &&
           !str_has(out->text, S("；"));
}

/* Whether the number goes on with the count or begins it. */
static bool goes_on(const Bare *b, const Bare *last)
{
    return b->chapter == last->chapter ? b->value == last->value + 1
                                       : b->value == 1;
}

static void mark(Line *v, int n, Reader *read, NumberClass kind)
{
    Bare last = {0}, b;
    int found = 0;
    for (int i = 0; i < n; i++)
        if (may_head(&v[i], read, &b) && goes_on(&b, &last)) {
            last = b;
            found++;
        }
    last = (Bare){0};
    for (int i = 0; i < n && found >= ENOUGH; i++)
        if (may_head(&v[i], read, &b) && goes_on(&b, &last)) {
            v[i].num = (Numbering){kind, b.value, b.text};
            v[i].shape = SHAPE_ALONE;
            last = b;
        }
}

void find_bare_numbers(Line *v, int n)
{
    bool chapters = false;
    for (int i = 0; i < n; i++)
        chapters |= v[i].num.kind == NUMBER_HAN;
    if (!chapters) {
        mark(v, n, read_roman, NUMBER_HAN);
        mark(v, n, read_han, NUMBER_HAN);
    }
    mark(v, n, read_decimal, NUMBER_DECIMAL);
}
