#include "text/date_western.h"

#include "text/utf8.h"

static const char *const months[] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

static bool is_letter(Str s, ptrdiff_t i)
{
    if (i < 0 || i >= s.n)
        return false;
    char c = (char)(s.s[i] | 0x20);
    return c >= 'a' && c <= 'z';
}

static ptrdiff_t skip_joints(Str s, ptrdiff_t i)
{
    while (i < s.n && (s.s[i] == ' ' || s.s[i] == ',' || s.s[i] == '.' ||
                       s.s[i] == '-' || s.s[i] == '/'))
        i++;
    return i;
}

/* At most `max` digits at *i, not part of a longer number; -1: none. */
static int64_t read_number(Str s, ptrdiff_t *i, int max)
{
    int64_t v = 0;
    int n = 0;
    for (; n < max && str_is_digit(s, *i); n++, ++*i)
        v = v * 10 + (s.s[*i] - '0');
    return n && !str_is_digit(s, *i) ? v : -1;
}

/* An English month at *i, whole or its first three letters; 0: none. */
static int english_month(Str s, ptrdiff_t *i)
{
    enum { SHORT = 3 };
    ptrdiff_t n = 0;
    if (is_letter(s, *i - 1))
        return 0;
    while (is_letter(s, *i + n))
        n++;
    for (int m = 0; m < 12; m++) {
        Str word = {s.s + *i, n}, name = str_of(months[m]);
        bool sept = m == 8 && n == SHORT + 1;
        if (n == name.n || n == SHORT || sept)
            if (str_eq_nocase(word, str_head(name, n))) {
                *i += n;
                return m + 1;
            }
    }
    return 0;
}

/* 八月 or 8月 at *i, no year in front; 0: none. */
static int chinese_month(Str s, ptrdiff_t *i)
{
    static const char *const names[] = {"十二月", "十一月", "十月", "九月",
                                        "八月",   "七月",   "六月", "五月",
                                        "四月",   "三月",   "二月", "一月"};
    Str rest = str_skip(s, *i);
    for (int k = 0; k < 12; k++)
        if (str_starts(rest, str_of(names[k]))) {
            *i += str_of(names[k]).n;
            return 12 - k;
        }
    ptrdiff_t at = *i;
    int64_t m = str_is_digit(s, at - 1) ? -1 : read_number(s, &at, 2);
    if (m < 1 || m > 12 || !str_starts(str_skip(s, at), S("月")))
        return 0;
    *i = at + S("月").n;
    return (int)m;
}

/* hh:mm:ss and a time zone, where ctime(3) has the year last. */
static ptrdiff_t skip_time(Str s, ptrdiff_t i)
{
    ptrdiff_t at = i;
    int64_t h = read_number(s, &at, 2);
    if (h < 0 || at >= s.n || s.s[at] != ':')
        return i;
    while (at < s.n && (str_is_digit(s, at) || s.s[at] == ':'))
        at++;
    at = skip_joints(s, at);
    while (at < s.n && s.s[at] >= 'A' && s.s[at] <= 'Z') /* CST */
        at++;
    return skip_joints(s, at);
}

/* th, 日 and the like behind a day. */
static ptrdiff_t skip_ordinal(Str s, ptrdiff_t i)
{
    static const char *const ends[] = {"th", "st", "nd", "rd", "日", NULL};
    for (int k = 0; ends[k]; k++)
        if (str_starts(str_skip(s, i), str_of(ends[k])))
            return i + str_of(ends[k]).n;
    return i;
}

/* Sat and the like between day and year. */
static ptrdiff_t skip_weekday(Str s, ptrdiff_t i)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu",
                                       "Fri", "Sat", "Sun", NULL};
    for (int k = 0; days[k]; k++)
        if (str_starts(str_skip(s, i), str_of(days[k]))) {
            while (is_letter(s, i))
                i++;
            return skip_joints(s, i);
        }
    return i;
}

/* The rest of a date whose month ends at *i: day, perhaps the day of the week
 * or a time, year. */
static Date read_day_year(Str s, ptrdiff_t *i, int month)
{
    ptrdiff_t at = skip_joints(s, *i);
    int64_t day = read_number(s, &at, 2);
    if (day < 0)
        return 0;
    at = skip_weekday(s, skip_joints(s, skip_ordinal(s, at)));
    at = skip_time(s, at);
    int64_t year = read_number(s, &at, 4);
    *i = at;
    return date_make(year, month, day);
}

/* 12 August 2005 at *i, or 0. */
static Date read_day_first(Str s, ptrdiff_t *i)
{
    ptrdiff_t at = *i;
    if (str_is_digit(s, at - 1))
        return 0;
    int64_t day = read_number(s, &at, 2);
    at = day > 0 ? skip_joints(s, skip_ordinal(s, at)) : at;
    int month = day > 0 ? english_month(s, &at) : 0;
    if (!month)
        return 0;
    at = skip_joints(s, at);
    int64_t year = read_number(s, &at, 4);
    *i = at;
    return date_make(year, month, day);
}

/* hh:mm at i, perhaps behind a comma. */
static bool at_time(Str s, ptrdiff_t i, bool *half_days)
{
    i = skip_joints(s, i);
    ptrdiff_t hour = i;
    while (str_is_digit(s, i) && i < hour + 2)
        i++;
    if (i == hour || i >= s.n || s.s[i] != ':' || !str_is_digit(s, i + 1))
        return false;
    while (str_is_digit(s, i) || (i < s.n && (s.s[i] == ':' || s.s[i] == ' ')))
        i++;
    Str half = str_head(str_skip(s, i), 2);
    *half_days = str_eq_nocase(half, S("AM")) || str_eq_nocase(half, S("PM"));
    return true;
}

/* A date in figures with the year last and a time behind it: 13-08-2005 10:22;
 * 08-13-2005, 10:22; 8/12/2005 10:22 PM. Which number is the month must be
 * sure: by its size, else those who count half days name it first. */
static Date read_figures(Str s, ptrdiff_t *i)
{
    enum { MONTHS = 12 };
    ptrdiff_t at = *i;
    bool half_days = false;
    if (str_is_digit(s, at - 1))
        return 0;
    int64_t a = read_number(s, &at, 2);
    char joint = at < s.n ? s.s[at] : 0;
    if (a < 1 || (joint != '-' && joint != '/'))
        return 0;
    at++;
    int64_t b = read_number(s, &at, 2);
    if (b < 1 || at >= s.n || s.s[at++] != joint)
        return 0;
    ptrdiff_t from = at;
    int64_t year = read_number(s, &at, 4);
    if (at - from != 4 || !at_time(s, at, &half_days))
        return 0;
    *i = at;
    if (a > MONTHS || a == b)
        return date_make(year, b, a);
    return b > MONTHS || half_days ? date_make(year, a, b) : 0;
}

Date date_find_western(Str s, ptrdiff_t *at, ptrdiff_t *end)
{
    for (ptrdiff_t i = 0; i < s.n; i++) {
        ptrdiff_t e = i;
        Date d = 0;
        if (str_is_digit(s, i))
            d = read_day_first(s, &e);
        if (!d && str_is_digit(s, i)) {
            e = i;
            d = read_figures(s, &e);
        }
        if (!d) {
            e = i;
            int month = is_letter(s, i) ? english_month(s, &e)
                        : str_is_digit(s, i) || (s.s[i] & 0x80)
                            ? chinese_month(s, &e)
                            : 0;
            d = month ? read_day_year(s, &e, month) : 0;
        }
        if (!d)
            continue;
        if (at)
            *at = i;
        if (end)
            *end = e;
        return d;
    }
    return 0;
}
