#include "ingest/source/container.h"

/* 17 May 2020, with or without the day of the week in front. */
static Date mail_day(Str s)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    Str part[3];
    ptrdiff_t comma = str_find(s, S(","), 0);
    Str rest = str_trim(str_skip(s, comma + 1));
    for (int i = 0; i < 3; i++) {
        part[i] = str_cut(&rest, S(" "));
        rest = str_trim(rest);
    }
    ptrdiff_t month =
        part[1].n == 3 ? str_find(str_of(months), part[1], 0) : -1;
    if (month < 0 || month % 3)
        return 0;
    return date_make(str_to_int(part[2], 2199), month / 3 + 1,
                     str_to_int(part[0], 31));
}

/* Its zone may be any: a day more is certain. */
Date captured_day(Str time)
{
    enum { CHINA_AHEAD = 8 };
    time = str_trim(time);
    Date d = date_parse_iso(str_head(time, 10));
    if (!d) {
        d = mail_day(time);
        return d ? date_next(d) : 0;
    }
    Str hour = str_head(str_skip(time, 11), 2);
    bool next_day = str_to_int(hour, 24) >= 24 - CHINA_AHEAD;
    return next_day || hour.n < 2 ? date_next(d) : d;
}
