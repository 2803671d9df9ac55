#include "text/date.h"

#include "text/utf8.h"

/* A place in the text that moves by whole characters. */
typedef struct Cursor {
    const char *p, *end;
} Cursor;

static Rune peek(Cursor c)
{
    return c.p < c.end ? utf8_next(&c.p, c.end) : 0;
}

static void step(Cursor *c)
{
    if (c->p < c->end)
        utf8_next(&c->p, c->end);
}

/* The value of a decimal digit, ASCII or full-width, or -1. */
static int digit_value(Rune r)
{
    if (r >= '0' && r <= '9')
        return (int)(r - '0');
    if (r >= 0xFF10 && r <= 0xFF19)
        return (int)(r - 0xFF10);
    return -1;
}

/* The value of a Chinese digit, or -1. The circles are all seen for 0. */
static int han_digit(Rune r)
{
    switch (r) {
    case 'O':
    case 'o':
    case 0x25CB:
    case 0x25EF:
    case 0x3007:
    case 0x96F6:
        return 0;
    case 0x4E00:
        return 1;
    case 0x4E8C:
        return 2;
    case 0x4E09:
        return 3;
    case 0x56DB:
        return 4;
    case 0x4E94:
        return 5;
    case 0x516D:
        return 6;
    case 0x4E03:
        return 7;
    case 0x516B:
        return 8;
    case 0x4E5D:
        return 9;
    default:
        return -1;
    }
}

static bool leap(int64_t y)
{
    return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

Date date_make(int64_t year, int64_t month, int64_t day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1)
        return 0;
    int last = days[month - 1] + (month == 2 && leap(year));
    if (day > last)
        return 0;
    return (Date)(year * 10000 + month * 100 + day);
}

Date date_next(Date d)
{
    int64_t year = d / 10000, month = d / 100 % 100, day = d % 100;
    Date next = date_make(year, month, day + 1);
    if (!next)
        next = date_make(year, month + 1, 1);
    return next ? next : date_make(year + 1, 1, 1);
}

Date date_parse_iso(Str s)
{
    if (s.n != 10 || s.s[4] != '-' || s.s[7] != '-')
        return 0;
    int64_t y = str_to_int(str_head(s, 4), 9999);
    int64_t m = str_to_int(str_head(str_skip(s, 5), 2), 99);
    int64_t d = str_to_int(str_skip(s, 8), 99);
    return y < 0 || m < 0 || d < 0 ? 0 : date_make(y, m, d);
}

void date_put_iso(Buf *b, Date d)
{
    if (!d)
        return;
    buf_int_pad(b, d / 10000, 4);
    buf_byte(b, '-');
    buf_int_pad(b, d / 100 % 100, 2);
    buf_byte(b, '-');
    buf_int_pad(b, d % 100, 2);
}

void date_put_zh(Buf *b, Date d)
{
    if (!d)
        return;
    buf_int(b, d / 10000);
    buf_lit(b, "年");
    buf_int(b, d / 100 % 100);
    buf_lit(b, "月");
    buf_int(b, d % 100);
    buf_lit(b, "日");
}

static void skip_space(Cursor *c)
{
    while (c->p < c->end && rune_is_space(peek(*c)))
        step(c);
}

/* Reads at most `max` decimal digits; *n says how many there were. */
static int64_t read_digits(Cursor *c, int max, int *n)
{
    int64_t v = 0;
    for (*n = 0; *n < max; ++*n) {
        int d = digit_value(peek(*c));
        if (d < 0)
            break;
        v = v * 10 + d;
        step(c);
    }
    return v;
}

/* A year as four Chinese digits one after the other: 二〇二〇. */
static int64_t read_han_year(Cursor *c)
{
    int64_t v = 0;
    for (int i = 0; i < 4; i++) {
        int d = han_digit(peek(*c));
        if (d < 0)
            return 0;
        v = v * 10 + d;
        step(c);
    }
    return v;
}

/* A Chinese number below 100: 九, 十, 十二, 二十, 二十一, 廿一, 三十. 0: none.
 */
static int64_t read_han_number(Cursor *c)
{
    enum { TEN = 0x5341, TWENTY = 0x5EFF, THIRTY = 0x5345 };
    Rune r = peek(*c);
    int first = han_digit(r), tens = 0;
    if (r == TWENTY || r == THIRTY) {
        tens = r == TWENTY ? 2 : 3;
        step(c);
    } else {
        if (first > 0)
            step(c);
        if (peek(*c) != TEN)
            return first > 0 ? first : 0;
        tens = first > 0 ? first : 1;
        step(c);
    }
    int unit = han_digit(peek(*c));
    if (unit > 0)
        step(c);
    return tens * 10 + (unit > 0 ? unit : 0);
}

/* A month or a day in either kind of digits. */
static int64_t read_part(Cursor *c)
{
    int n;
    int64_t v = read_digits(c, 2, &n);
    return n ? v : read_han_number(c);
}

/* Whether hh:mm stands at c: scrapers lose the space before the time. */
static bool at_time(Cursor c)
{
    int n;
    read_digits(&c, 2, &n);
    Rune colon = peek(c);
    if (n != 2 || (colon != ':' && colon != 0xFF1A))
        return false;
    step(&c);
    return digit_value(peek(c)) >= 0;
}

/* 年 M 月 D 日, the cursor behind the year. */
static Date read_zh_rest(Cursor *c, int64_t year)
{
    enum { MONTH = 0x6708, DAY = 0x65E5, DAY2 = 0x53F7 };
    skip_space(c);
    int64_t month = read_part(c);
    skip_space(c);
    if (peek(*c) != MONTH)
        return 0;
    step(c);
    skip_space(c);
    int64_t day = read_part(c);
    Cursor mark = *c;
    skip_space(c);
    Rune r = peek(*c);
    if (r == DAY || r == DAY2)
        step(c);
    else
        *c = mark;
    return date_make(year, month, day);
}

/* The one character that joins the parts of 2020-10-20, or 0. */
static Rune joiner(Rune r)
{
    switch (r) {
    case '-':
    case '/':
    case '.':
        return r;
    case 0xFF0D:
    case 0x2013:
    case 0x2014:
    case 0x2010:
    case 0x2011:
        return '-';
    case 0xFF0F:
        return '/';
    case 0xFF0E:
        return '.';
    default:
        return 0;
    }
}

/* The joiner at c, which the cursor moves behind, or 0; a hyphen may have
 * spaces around it. */
static Rune read_joiner(Cursor *c)
{
    Cursor at = *c;
    skip_space(&at);
    Rune join = joiner(peek(at));
    if (!join || (join != '-' && at.p != c->p))
        return 0;
    step(&at);
    if (join == '-')
        skip_space(&at);
    *c = at;
    return join;
}

/* -MM-DD and kin, the cursor behind the year. */
static Date read_joined_rest(Cursor *c, int64_t year)
{
    int nm, nd;
    Rune join = read_joiner(c);
    int64_t month = read_digits(c, 2, &nm);
    if (read_joiner(c) != join)
        return 0;
    Cursor start = *c;
    int64_t day = read_digits(c, 2, &nd);
    bool more = digit_value(peek(*c)) >= 0 && !at_time(*c);
    if (nd == 2 && (day > 31 || more)) { /* 2021-7-915:17 */
        *c = start;
        day = read_digits(c, 1, &nd);
    }
    if (!nm || !nd)
        return 0;
    if (digit_value(peek(*c)) >= 0 && !at_time(*c))
        return 0;
    return date_make(year, month, day);
}

/* A date that starts exactly at *c, or 0. */
static Date read_date(Cursor *c)
{
    enum { YEAR = 0x5E74 };
    int n;
    Cursor start = *c;
    int64_t year = read_digits(c, 9, &n);
    if (n == 8)
        return date_make(year / 10000, year / 100 % 100, year % 100);
    if (!n) {
        *c = start;
        year = read_han_year(c);
    } else if (n != 4) {
        return 0;
    }
    Cursor rest = *c;
    if (n && read_joiner(&rest))
        return read_joined_rest(c, year);
    skip_space(c);
    if (peek(*c) != YEAR)
        return 0;
    step(c);
    return read_zh_rest(c, year);
}

Date date_find_span(Str s, ptrdiff_t *at_byte, ptrdiff_t *end)
{
    Cursor c = {s.s, s.s ? s.s + s.n : s.s}, next = c;
    Rune before = 0;
    for (; c.p < c.end; c = next) {
        Rune r = utf8_next(&next.p, c.end);
        bool starts =
            digit_value(r) >= 0 ? digit_value(before) < 0 : han_digit(r) > 0;
        Cursor at = c;
        Date d = starts ? read_date(&at) : 0;
        if (d) {
            if (at_byte)
                *at_byte = c.p - s.s;
            if (end)
                *end = at.p - s.s;
            return d;
        }
        before = r;
    }
    return 0;
}

Date date_find(Str s, ptrdiff_t *end)
{
    return date_find_span(s, NULL, end);
}

bool years_parse(Str s, YearSpan *out)
{
    *out = (YearSpan){0};
    if (s.n != 4 && (s.n != 9 || s.s[4] != '-'))
        return false;
    int64_t first = str_to_int(str_head(s, 4), 9999);
    int64_t last = s.n == 4 ? first : str_to_int(str_skip(s, 5), 9999);
    if (first < 1900 || last > 2199 || first > last)
        return false;
    *out = (YearSpan){(int16_t)first, (int16_t)last};
    return true;
}

void years_put(Buf *b, YearSpan y)
{
    if (!years_given(y))
        return;
    buf_int_pad(b, y.first, 4);
    if (y.last != y.first) {
        buf_byte(b, '-');
        buf_int_pad(b, y.last, 4);
    }
}
