#include "ingest/report/years_session.h"

#include "ingest/line/key.h"
#include "ingest/line/kind.h"

enum { FIRST_PARTS = 8, LONGEST_LINE = 150 };

static bool names_session(Str key)
{
    static const char *const words[] = {"会议", "大会", "全会", "人大", NULL};
    return has_any(key, words) > 0 || str_ends(key, S("届")); /* 第五届 / ... */
}

/* Whether part i, a line of a date alone, stands between the session's name and
 * the text: 在...会议上 / 镇长 某某 / (2024年2月1日), or the other way round.
 */
static bool beside_session(const Outline *o, int i)
{
    enum { ABOVE = 3 };
    Str below = i + 1 < o->n ? utf8_trim(o->v[i + 1].text) : (Str){0};
    if (str_starts(below, S("在")) &&
        names_session(utf8_head(below, LONGEST_LINE)))
        return true;
    for (int k = i - 1; k >= 0 && k >= i - ABOVE; k--)
        if (utf8_chars(o->v[k].text) <= LONGEST_LINE &&
            names_session(o->v[k].text))
            return true;
    return false;
}

/* A whole text in one line is looked at as far as its salutation. */
Date session_date(const Outline *o, Str title, Arena scratch)
{
    enum { DATE_ALONE = 14 };
    bool titled = names_session(title) ||
                  (kind_words(key_of(&scratch, title)) & KIND_GOVERNMENT);
    for (int i = 0; i < o->n && i < FIRST_PARTS; i++) {
        Arena a = scratch;
        Str key = key_of(&a, utf8_head(o->v[i].text, LONGEST_LINE));
        ptrdiff_t call = str_find(key, S("各位"), 0);
        if (call == 0)
            return 0;
        bool alone = utf8_chars(key) <= DATE_ALONE;
        bool line = call > 0 || !str_has(key, S("。")); /* no paragraph */
        if (!alone && !line)
            continue;
        Date d = date_find(call > 0 ? str_head(key, call) : key, NULL);
        if (d && ((line && names_session(key)) ||
                  (alone && (titled || beside_session(o, i)))))
            return d;
    }
    return 0;
}

/* 刚刚过去的2021年 */
static int gone_year(Str key)
{
    static const char *const fronts[] = {"过去的", "即将过去的", "回顾", NULL};
    for (int i = 0; fronts[i]; i++) {
        Str front = str_of(fronts[i]);
        YearSpan y;
        ptrdiff_t at = str_find(key, front, 0);
        if (at >= 0 && year_at(key, at + front.n, &y) && y.first == y.last)
            return y.first;
    }
    return 0;
}

int session_named_year(const Outline *o, Arena scratch)
{
    static const char *const reviews[] = {"年工作回顾", "年政府工作回顾",
                                          "年主要工作回顾", "年工作总结", NULL};
    enum { OPENING = 600, DIGITS = 4 };
    int gone = 0;
    for (int i = 0; i < o->n && i < FIRST_PARTS; i++) {
        Arena a = scratch;
        Str key = key_of(&a, utf8_head(o->v[i].text, OPENING));
        for (int k = 0; reviews[k]; k++) {
            YearSpan y;
            ptrdiff_t at = str_find(key, str_of(reviews[k]), 0);
            if (at >= DIGITS && year_at(key, at - DIGITS, &y) &&
                y.first == y.last)
                return y.first;
        }
        gone = gone ? gone : gone_year(key);
    }
    return gone;
}

int session_year(Date session)
{
    int year = session / 10000, month = session / 100 % 100;
    return session ? month >= 10 ? year : year - 1 : 0;
}
