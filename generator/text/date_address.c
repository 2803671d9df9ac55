#include "text/date_address.h"

enum { OLDEST = 1995 /* no page is older */ };

/* A run of digits in a path. */
typedef struct Run {
    ptrdiff_t at, n;
    int64_t value; /* of its first 8 digits */
} Run;

static Run run_at(Str s, ptrdiff_t i)
{
    enum { MOST = 8 };
    Run r = {.at = i};
    for (; str_is_digit(s, i + r.n); r.n++)
        if (r.n < MOST)
            r.value = r.value * 10 + (s.s[i + r.n] - '0');
    return r;
}

static bool is_joint(Str s, ptrdiff_t i)
{
    return i < s.n && (s.s[i] == '/' || s.s[i] == '-' || s.s[i] == '_');
}

/* The run behind r and one joint, or an empty one. */
static Run run_behind(Str s, Run r)
{
    ptrdiff_t joint = r.at + r.n;
    return is_joint(s, joint) ? run_at(s, joint + 1) : (Run){0};
}

static Date day_since_oldest(int64_t year, int64_t month, int64_t day)
{
    return year >= OLDEST ? date_make(year, month, day) : 0;
}

/* The date that begins with the run `a`, or 0. */
static Date date_at(Str s, Run a)
{
    enum { DAY = 8, SECOND = 14 };
    if (a.n == DAY || a.n == SECOND) /* 20090305, 20090305101112 */
        return day_since_oldest(a.value / 10000, a.value / 100 % 100,
                                a.value % 100);
    Run b = run_behind(s, a);
    if (a.n == 6 && b.n == 2) /* 200903/05 */
        return day_since_oldest(a.value / 100, a.value % 100, b.value);
    if (a.n != 4)
        return 0;
    if (b.n == 4) /* 2009/0305 */
        return day_since_oldest(a.value, b.value / 100, b.value % 100);
    Run c = b.n == 1 || b.n == 2 ? run_behind(s, b) : (Run){0};
    return c.n == 1 || c.n == 2 ? day_since_oldest(a.value, b.value, c.value)
                                : 0;
}

static Str path_of(Str url)
{
    ptrdiff_t host = str_find(url, S("://"), 0);
    ptrdiff_t path = host < 0 ? -1 : str_find(url, S("/"), host + 3);
    Str rest = path < 0 ? (Str){0} : str_skip(url, path);
    Str query = str_cut(&rest, S("?"));
    return str_cut(&query, S("#"));
}

Date date_of_address(Str url)
{
    Str path = path_of(url);
    Date found = 0;
    for (ptrdiff_t i = 0; i < path.n; i++) {
        Run r = run_at(path, i);
        Date d = r.n ? date_at(path, r) : 0;
        if (d && found && d != found)
            return 0;
        found = d ? d : found;
        i += r.n;
    }
    return found;
}
