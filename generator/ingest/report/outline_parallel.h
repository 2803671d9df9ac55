/* L3 ingest: headings without number or markup that show by their likeness. */
#ifndef JIEBAO_INGEST_REPORT_OUTLINE_PARALLEL_H
#define JIEBAO_INGEST_REPORT_OUTLINE_PARALLEL_H

#include "ingest/report/outline_line.h"

/* Gives those of the lines that are no heading yet, stand alone between whole
 * paragraphs and are built alike the number class and shape of a heading. */
void find_parallels(Line *v, int n);
/* Whether line i, which is not the last, is such a line but for its likeness.
 */
bool parallel_may_head(const Line *v, int i);

#endif
