/* L3 ingest: HTML as blocks. */
#ifndef JIEBAO_INGEST_HTML_HTML_BLOCKS_H
#define JIEBAO_INGEST_HTML_HTML_BLOCKS_H

#include "ingest/blocks/block_list.h"

/* Whether text is HTML by its content: a document type, <html>, or enough
 * tags that HTML knows; a text that has some "<" is none. */
bool html_looks(Str text);

/* Fills blocks, title_tag, metas and url of *page from page->text. Where the
 * markup exceeds what may be parsed, tags are only cut away, with a warning:
 * the text is there, the article's element is not found. */
void html_blocks(RawPage *page, Str file, Arena *perm, Arena scratch, Diags *d);

#endif
