/* L3 ingest: the title of a report. */
#ifndef JIEBAO_INGEST_PAGE_TITLE_H
#define JIEBAO_INGEST_PAGE_TITLE_H

#include "ingest/page/page.h"

/* Finds the title among the lines of the page's head (two of them where it is
 * broken), the page's own title and what it says in tags; marks every line
 * that shows it. Leaves page->title absent where there is none. */
void title_find(Page *page, Arena *perm, Arena scratch);
/* How much s looks like the title of a report: 100 and more is certain, 45 is
 * thin, below it is none. */
int title_score(Str s, Arena scratch);
/* Whether s ends as the title of a report does, with or without what stands in
 * brackets behind it. */
bool title_ends(Str s, Arena scratch);

#endif
