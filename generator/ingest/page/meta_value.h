/* L3 ingest: what a value may be taken for: an office, a day, an index number;
 * and which of several wins. */
#ifndef JIEBAO_INGEST_PAGE_META_VALUE_H
#define JIEBAO_INGEST_PAGE_META_VALUE_H

#include "ingest/line/label.h"
#include "ingest/page/page.h"

/* Takes a value for the label's field where it can be one; `foot`: it stands
 * below the text. Whether it can. */
bool meta_take(Page *page, const Label *l, Str v, bool foot, Arena *perm);
/* Takes the day of publication, unless one of a better rank is known, or it is
 * later than the page was there. 0: none. */
void meta_set_day(Meta *m, Date d, int rank);
/* The same of the day in a text. */
void meta_set_date(Page *page, Str v, int rank);
/* Takes the page's source, where v can be an office and none is known. */
void meta_set_origin(Meta *m, Str v, Arena *perm);

#endif
