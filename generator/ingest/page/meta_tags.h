/* L3 ingest: what a page's meta tags and scripts say of it. */
#ifndef JIEBAO_INGEST_PAGE_META_TAGS_H
#define JIEBAO_INGEST_PAGE_META_TAGS_H

#include "ingest/page/page.h"

/* Reads title, source and day from the tags, where no line says them better. */
void meta_tags_read(Page *page, Arena *perm, Arena scratch);

#endif
