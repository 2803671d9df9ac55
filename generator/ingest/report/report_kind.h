/* L3 ingest: which of the kinds of model/report.h a report is of. */
#ifndef JIEBAO_INGEST_REPORT_REPORT_KIND_H
#define JIEBAO_INGEST_REPORT_REPORT_KIND_H

#include "ingest/report/years.h"
#include "model/report.h"

typedef struct KindFinding {
    ReportKind kind; /* REPORT_KIND_OTHER: none can be told */
    bool inferred;   /* from the text: the title does not say it */
} KindFinding;

/* From the title (absent where the page has none), else from the headings, the
 * opening and the years of the text. docs/front-matter.md says which kind wins
 * where several are true. */
KindFinding report_kind_find(Str title, const ReportYears *y, const Outline *o,
                             Arena scratch);
/* What a report of that kind that looks back is called, place and years left
 * out: 工作总结, 法治政府建设情况报告. */
Str report_kind_title(ReportKind kind, const Outline *o, Arena scratch);

#endif
