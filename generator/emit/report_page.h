/* L3 emit: a report's own page. */
#ifndef JIEBAO_EMIT_REPORT_PAGE_H
#define JIEBAO_EMIT_REPORT_PAGE_H

#include "emit/page.h"
#include "text/markdown.h"

typedef struct ReportPage {
    int32_t entry; /* its digest is there */
    const MdDoc *doc;
} ReportPage;

/* What the page is made from: its own file and those of its neighbours. */
Hash128 report_page_inputs(const Emit *e, int32_t entry, Arena scratch);
/* Fills the template "report"; job->data is a ReportPage. */
PageFill fill_report_page;

/* A table of contents: nested <ol>, or the absent string where doc has fewer
 * than two headings. */
Str toc_html(Arena *a, const MdDoc *doc);

#endif
