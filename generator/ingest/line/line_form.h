/* L3 ingest: lines of nothing but a date or a number, told by their form. */
#ifndef JIEBAO_INGEST_LINE_LINE_FORM_H
#define JIEBAO_INGEST_LINE_LINE_FORM_H

#include "text/date.h"

/* A line of nothing but a date, with or without a time. */
bool is_date_line(Str key, Date *out);
/* The date in figures of a line that has little else, as pages print beside a
 * column's name: 2021-06-18 总结, 某网 2021-07-27 17:30:25 报告; or 0. */
Date date_with_words(Str text);
/* Whether a date starts s as the names of files have it, which titles take
 * over: (20230113). */
bool is_file_date(Str s);
/* Whether a date in brackets starts s that a program wrote, with two figures
 * for each month and day: （2022年04月15日）. */
bool is_padded_date(Str s);
/* A line of nothing but an index number: 430103/2022-00123. */
bool is_index_line(Str key);

#endif
