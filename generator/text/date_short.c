#include "text/date_short.h"

#include "text/utf8.h"

enum { LEAP_YEAR = 2000 /* one in which every day may be */ };

/* hh:mm at i. */
static bool at_time(Str s, ptrdiff_t i)
{
    while (i < s.n && s.s[i] == ' ')
        i++;
    ptrdiff_t n = i;
    while (str_is_digit(s, n) && n < i + 2)
        n++;
    Str rest = str_skip(s, n);
    return n > i && (str_starts(rest, S(":")) || str_starts(rest, S("："))) &&
           str_is_digit(rest, rest.s[0] == ':' ? 1 : 3);
}

/* One or two digits at *i; a third one stands behind them only as the hour of
 * a time. -1: none. */
static int64_t read_part(Str s, ptrdiff_t *i)
{
    int64_t v = 0;
    int n = 0;
    for (; n < 2 && str_is_digit(s, *i); n++, ++*i)
        v = v * 10 + (s.s[*i] - '0');
    return n && (!str_is_digit(s, *i) || at_time(s, *i)) ? v : -1;
}

/* Moves *i behind `mark`, with white space around it. */
static bool skip_mark(Str s, ptrdiff_t *i, Str mark)
{
    ptrdiff_t at = *i;
    while (at < s.n && s.s[at] == ' ')
        at++;
    if (!str_starts(str_skip(s, at), mark))
        return false;
    at += mark.n;
    while (at < s.n && s.s[at] == ' ')
        at++;
    *i = at;
    return true;
}

/* M-D, M/D or M月D日 at *i: month * 100 + day; *han says which. */
static int read_month_day(Str s, ptrdiff_t *i, Str joint, bool *han)
{
    int64_t month = read_part(s, i);
    *han = month > 0 && skip_mark(s, i, S("月"));
    if (month <= 0 || (!*han && !skip_mark(s, i, joint)))
        return 0;
    int64_t day = read_part(s, i);
    if (*han && day > 0)
        skip_mark(s, i, S("日"));
    return day > 0 && date_make(LEAP_YEAR, month, day)
               ? (int)(month * 100 + day)
               : 0;
}

static int64_t century(int64_t year)
{
    enum { OLDEST = 90, LATEST = 49 };
    return year >= OLDEST ? 1900 + year : year <= LATEST ? 2000 + year : 0;
}

/* A date with a year of two digits at *i; *sure: it can be nothing else. */
static Date read_short(Str s, ptrdiff_t *i, bool *sure)
{
    static const Str joints[] = {STR_INIT("-"), STR_INIT("/"), STR_INIT(".")};
    ptrdiff_t start = *i;
    bool han = false;
    if (str_is_digit(s, start - 1) || !str_is_digit(s, start + 1) ||
        str_is_digit(s, start + 2))
        return 0;
    int64_t year = century((s.s[start] - '0') * 10 + s.s[start + 1] - '0');
    for (int k = 0; k < 3 && year; k++) {
        ptrdiff_t at = start + 2;
        if (k == 0 && skip_mark(s, &at, S("年"))) {
            int md = read_month_day(s, &at, S("月"), &han);
            *sure = true;
            *i = at;
            return md ? date_make(year, md / 100, md % 100) : 0;
        }
        if (!str_starts(str_skip(s, at), joints[k]))
            continue;
        at += joints[k].n;
        int md = read_month_day(s, &at, joints[k], &han);
        *sure = !han && at_time(s, at);
        *i = at;
        return md && !han ? date_make(year, md / 100, md % 100) : 0;
    }
    return 0;
}

Date date_find_short(Str s, ptrdiff_t *at, ptrdiff_t *end)
{
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool sure = false;
        ptrdiff_t e = i;
        char before = i ? s.s[i - 1] : ' ';
        bool joined = before == '-' || before == '/' || before == '.';
        Date d = str_is_digit(s, i) && !joined ? read_short(s, &e, &sure) : 0;
        if (!d || !sure)
            continue;
        if (at)
            *at = i;
        if (end)
            *end = e;
        return d;
    }
    return 0;
}

Date date_short(Str s)
{
    bool sure;
    ptrdiff_t i = 0;
    Date d = str_is_digit(s, 0) ? read_short(s, &i, &sure) : 0;
    bool more = str_is_digit(s, i) && !at_time(s, i);
    return more ? 0 : d;
}

int date_month_day(Str s)
{
    static const Str joints[] = {STR_INIT("-"), STR_INIT("/")};
    for (int k = 0; k < 2; k++) {
        ptrdiff_t i = 0;
        bool han;
        int md =
            str_is_digit(s, 0) ? read_month_day(s, &i, joints[k], &han) : 0;
        bool more = i < s.n && (s.s[i] == '-' || s.s[i] == '/');
        if (md && !more)
            return md;
    }
    return 0;
}
