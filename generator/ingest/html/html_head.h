/* L3 ingest: what a page says of itself beside its text. */
#ifndef JIEBAO_INGEST_HTML_HTML_HEAD_H
#define JIEBAO_INGEST_HTML_HTML_HEAD_H

#include "ingest/blocks/block.h"
#include "text/dom.h"

/* Fills title_tag, metas and, where it is absent, url (canonical link, og:url,
 * "saved from url", a meta SourceURL; http and https only), base and site. */
void html_head(const Dom *dom, RawPage *page, Arena *perm);

#endif
