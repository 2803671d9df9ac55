/* L3 ingest: what a page says of itself: 索引号, 发布机构, 发布日期 ... */
#ifndef JIEBAO_INGEST_PAGE_METADATA_H
#define JIEBAO_INGEST_PAGE_METADATA_H

#include "ingest/page/page.h"

/* Reads labels and values of all pieces that bear any outside the body, and
 * of the page's meta tags; marks these pieces ROLE_META. */
void meta_read(Page *page, Arena *perm, Arena scratch);
/* What the page does not say and its address does: the day. To be called when
 * all that it says is read. */
void meta_infer(Page *page);

#endif
