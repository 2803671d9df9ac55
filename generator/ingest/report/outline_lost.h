/* L3 ingest: headings that have lost their number. */
#ifndef JIEBAO_INGEST_REPORT_OUTLINE_LOST_H
#define JIEBAO_INGEST_REPORT_OUTLINE_LOST_H

#include "ingest/report/outline_line.h"

/* Gives the class and value that is missing between its neighbours to the only
 * line in the gap that may be a heading: 一、... X ... （二）. The text stays
 * as printed. */
void find_lost_numbers(Line *v, int n);

#endif
