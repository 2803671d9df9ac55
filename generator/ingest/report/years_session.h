/* L3 ingest: when the session was at which a report was given, and which year
 * it then reviews. */
#ifndef JIEBAO_INGEST_REPORT_YEARS_SESSION_H
#define JIEBAO_INGEST_REPORT_YEARS_SESSION_H

#include "ingest/report/outline.h"

/* The day of the session that the first lines of a report name, or 0. Where
 * they or the title name a session, a line of a date alone is its day. */
Date session_date(const Outline *o, Str title, Arena scratch);
/* The year that the text says it reviews where its sections have lost their
 * lines, 2021年工作回顾2021年是..., or that has gone by, 过去的2021年; or 0. */
int session_named_year(const Outline *o, Arena scratch);
/* The year that a session on that day reviews: at the end of a year it is that
 * one, else the one before; 0 for no day. */
int session_year(Date session);

#endif
