/* L3 ingest: which years a report looks back on and plans for. */
#ifndef JIEBAO_INGEST_REPORT_YEARS_H
#define JIEBAO_INGEST_REPORT_YEARS_H

#include "ingest/line/kind.h"
#include "ingest/report/outline.h"

typedef struct ReportYears {
    YearSpan summary, plan;
    bool summary_inferred, plan_inferred; /* concluded, not read */
    KindSet kinds; /* what the title, else headings and opening show it to be */
} ReportYears;

/* From the title, else the headings, else the opening sentences. `published`
 * (0: unknown) is what 今年 and 一年来 are relative to. */
ReportYears years_find(Str title, const Outline *o, Date published,
                       Arena scratch);

#endif
