#include "ingest/years_session.h"

#include "ingest/key.h"
#include "ingest/kind.h"

enum { FIRST_PARTS = 8, LONGEST_LINE = 150 };

static bool names_session(Str key)
{
    static const char *const words[] = {"会议", "大会", "全会", "人大", NULL};
    return has_any(key, words) > 0;
}

/* The line names the session, or the next one does: 2024年2月1日 / 在...会议上.
 * A whole text in one line is looked at as far as its salutation. */
Date session_date(const Outline *o, Arena scratch)
{
    for (int i = 0; i < o->n && i < FIRST_PARTS; i++) {
        Arena a = scratch;
        Str key = key_of(&a, utf8_head(o->v[i].text, LONGEST_LINE));
        ptrdiff_t call = str_find(key, S("各位"), 0);
        Date d = date_find(call > 0 ? str_head(key, call) : key, NULL);
        if (call == 0)
            return 0;
        bool next = i + 1 < o->n && utf8_count(key) <= 14 &&
                    str_starts(utf8_trim(o->v[i + 1].text), S("在")) &&
                    names_session(utf8_head(o->v[i + 1].text, LONGEST_LINE));
        if (d && (next || names_session(key)))
            return d;
    }
    return 0;
}

int session_named_year(const Outline *o, Arena scratch)
{
    static const char *const reviews[] = {"年工作回顾", "年政府工作回顾",
                                          "年主要工作回顾", "年工作总结", NULL};
    enum { OPENING = 600, DIGITS = 4 };
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
    }
    return 0;
}

int session_year(Date session)
{
    int year = session / 10000, month = session / 100 % 100;
    return session ? month >= 10 ? year : year - 1 : 0;
}
