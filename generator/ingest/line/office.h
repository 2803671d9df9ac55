/* L3 ingest: names of offices. */
#ifndef JIEBAO_INGEST_LINE_OFFICE_H
#define JIEBAO_INGEST_LINE_OFFICE_H

#include "text/date.h"

/* Whether s could be the name of an office and is nothing else: 某区某街道
 * 办事处, 中共某镇委员会, 某镇人民政府. */
bool is_office(Str s);
/* The office of a line of a page's head that has it and a date in figures,
 * 某区某街道 2024-01-08 16:45, in either order; else the absent string. A date
 * written out, 2022年1月12日, is a person's and not a page's. */
Str office_with_date(Str text, Date *date);
/* The name, of whatever, that follows a date in figures with which the text
 * begins: 2023-04-25 15:10 某某网; else the absent string. */
Str name_behind_date(Str text);
/* The office or name of what stands in front of a label in a line of a page's
 * head, beside a date in figures or behind one written out: 2022年1月12日某街道
 * 浏览：3; else the absent string. */
Str office_in_front(Str front);
/* The office of a signature on one line, 某街道办事处 2022年1月5日, or the
 * absent string. */
Str office_before_date(Str text);

#endif
