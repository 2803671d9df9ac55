/* L3 ingest: what kind of document a title or a heading names, and for which
 * years. */
#ifndef JIEBAO_INGEST_LINE_KIND_H
#define JIEBAO_INGEST_LINE_KIND_H

#include "text/date.h"

/* Bits of a KindSet. */
typedef unsigned KindSet;
enum {
    KIND_SUMMARY = 1,    /* 工作总结 回顾 完成情况 */
    KIND_PLAN = 2,       /* 工作计划 思路 要点 打算 安排 */
    KIND_GOVERNMENT = 4, /* 政府工作报告: both, of a session */
    KIND_REPORT = 8, /* 工作报告, 述职报告, 工作情况: looks back */
    KIND_FIVE_YEARS = 16 /* 规划 of five years */
};

/* The kinds that the words of a key (ingest/line/key.h) name. */
KindSet kind_words(Str key);
/* Whether it ends with such a word. */
bool kind_ends(Str key);
bool kind_has_year(Str key);

/* Years of a text by what they are for. */
typedef struct KindYears {
    YearSpan summary, plan;
    bool next_year; /* 明年 下一年: the plan is for the year after */
    KindSet kinds;
    YearSpan other; /* a year that no word claims: 2022年政府工作报告 */
    YearSpan also;  /* what `summary` was claimed together with, the one a
                       part of the other: 2020年及“十三五”工作回顾 */
} KindYears;
/* Reads a title or heading from left to right: each year belongs to the next
 * word of a kind. */
KindYears kind_years(Str key);
/* The year expression at p (2022年, 2016-2020年, 十三五): its bytes, or 0. */
ptrdiff_t year_at(Str key, ptrdiff_t at, YearSpan *out);
/* The first year in s, else none. */
YearSpan year_in(Str s);

#endif
