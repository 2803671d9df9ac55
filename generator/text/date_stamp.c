#include "text/date_stamp.h"

enum { DAY_SECONDS = 86400, CHINA = 8 /* hours before UTC */ };

/* The day of the proleptic Gregorian calendar, `days` after 1970-01-01. */
static Date day_of(int64_t days)
{
    enum { YEAR = 365 };
    int64_t year = 1970;
    for (;; year++) {
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (days < YEAR + leap)
            break;
        days -= YEAR + leap;
    }
    if (!date_make(year, 1, 1))
        return 0; /* past the last one that dates have */
    int64_t month = 1;
    for (; month < 12; month++) {
        int64_t length = 31;
        while (!date_make(year, month, length))
            length--;
        if (days < length)
            break;
        days -= length;
    }
    return date_make(year, month, days + 1);
}

static Date day_of_seconds(Str s)
{
    enum { SECONDS = 10, MILLISECONDS = 13 };
    ptrdiff_t n = 0;
    while (str_is_digit(s, n))
        n++;
    if (n != SECONDS && n != MILLISECONDS)
        return 0;
    int64_t time = str_to_int(str_head(s, SECONDS), 9999999999);
    return day_of((time + (int64_t)CHINA * 3600) / DAY_SECONDS);
}

/* Whether the time in `rest`, behind a day, is so late in UTC that China has
 * the next one. */
static bool is_next_in_china(Str rest)
{
    bool joined = rest.n > 5 && (rest.s[0] == 'T' || rest.s[0] == ' ');
    if (!joined || !str_is_digit(rest, 1) || !str_is_digit(rest, 2))
        return false;
    int hour = (rest.s[1] - '0') * 10 + rest.s[2] - '0';
    ptrdiff_t i = 3;
    while (str_is_digit(rest, i) ||
           (i < rest.n && (rest.s[i] == ':' || rest.s[i] == '.')))
        i++;
    Str zone = str_skip(rest, i);
    bool utc = str_starts(zone, S("Z")) || str_starts(zone, S("+00:00")) ||
               str_starts(zone, S("+0000"));
    return utc && hour >= 24 - CHINA;
}

Date date_of_stamp(Str s)
{
    s = str_trim(s);
    ptrdiff_t at = 0, end = 0;
    Date d = day_of_seconds(s);
    if (d)
        return d;
    d = date_find_span(s, &at, &end);
    if (!d || at)
        return 0;
    return is_next_in_china(str_skip(s, end)) ? date_next(d) : d;
}
