/* L3 ingest: headings whose numbers are no sure sign by themselves: 一
 * 党建工作, 1.2 党建工作, Ⅰ、党建工作. */
#ifndef JIEBAO_INGEST_REPORT_OUTLINE_BARE_H
#define JIEBAO_INGEST_REPORT_OUTLINE_BARE_H

#include "ingest/report/outline_line.h"

/* Gives short lines that begin so and count from one on the number and shape of
 * a heading; the first two forms only where nothing counts 一、. */
void find_bare_numbers(Line *v, int n);

#endif
