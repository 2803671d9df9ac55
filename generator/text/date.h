/* L1: dates and years as reports write them. */
#ifndef JIEBAO_TEXT_DATE_H
#define JIEBAO_TEXT_DATE_H

#include "base/buf.h"

/* YYYYMMDD as a decimal number (20201020); 0: unknown. */
typedef int32_t Date;
/* Years first to last, inclusive; {0, 0}: unknown. */
typedef struct YearSpan {
    int16_t first, last;
} YearSpan;

/* A day of the proleptic Gregorian calendar from 1900 to 2199, or 0. */
Date date_make(int64_t year, int64_t month, int64_t day);
/* The day after d, which is one; 0 after the last. */
Date date_next(Date d);
/* Exactly YYYY-MM-DD, or 0. */
Date date_parse_iso(Str s);
void date_put_iso(Buf *b, Date d); /* nothing for 0 */
/* 2020年10月20日; nothing for 0. */
void date_put_zh(Buf *b, Date d);
/* The first date in s in any of the forms of Chinese pages: 2020-10-20,
 * 2020/10/20, 2020.10.20, 20201020, 2020年10月20日, 二〇二〇年十月二十日,
 * full-width digits included. *end (may be NULL) is the offset behind it. 0:
 * none. */
Date date_find(Str s, ptrdiff_t *end);
/* The same; *at is where it starts. */
Date date_find_span(Str s, ptrdiff_t *at, ptrdiff_t *end);

/* Exactly YYYY or YYYY-YYYY with first <= last, both 1900..2199. */
bool years_parse(Str s, YearSpan *out);
void years_put(Buf *b, YearSpan y); /* 2022 or 2016-2020; nothing for {0,0} */
static inline bool years_given(YearSpan y)
{
    return y.first != 0;
}

#endif
