/* L3 ingest: lines that say when an article was put up, told from clocks,
 * counters, events and all other dates of a page. */
#ifndef JIEBAO_INGEST_PAGE_DATELINE_H
#define JIEBAO_INGEST_PAGE_DATELINE_H

#include "ingest/page/page.h"

typedef struct Dateline {
    Date date;    /* 0: the line bears none that may be the page's */
    bool told;    /* says more than the day: a time or */
    bool fact;    /* a source, an author, 发表 */
    bool written; /* with 年 or 月 and without a time, as signatures have it */
    bool weekday; /* as site clocks have it, and diaries */
    bool linked;  /* most of the line is links: of the source, or a title */
    bool inside;  /* the date itself is in a link: of a diary's entry */
} Dateline;

Dateline dateline_read(const Piece *p);
/* The date and time that are glued to the front of a text: 【2005-08-12
 * 10:22】; 0: none. */
Date dateline_opening(const Piece *p);
/* Whether a line heads an answer: 2楼 2014-04-28 07:49:40, #3 发表于 ... */
bool dateline_of_answer(Str key);

#endif
