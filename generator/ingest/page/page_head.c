#include "ingest/page/page_head.h"

#include "ingest/page/headline.h"
#include "ingest/page/metadata.h"
#include "ingest/page/title.h"

void page_head(Page *page, const RawPage *raw, Arena *perm, Arena scratch)
{
    enum { SURE = 45 }; /* score of a label's value that may be the title */
    page_open(page, raw, perm, scratch);
    title_find(page, perm, scratch);
    headline_find(page, perm, scratch);
    page_bound(page);
    meta_read(page, perm, scratch);
    headline_date(page);
    meta_infer(page);
    if (!page->title.n && title_score(page->meta.title, scratch) >= SURE)
        page->title = page->meta.title; /* only a label has it */
}
