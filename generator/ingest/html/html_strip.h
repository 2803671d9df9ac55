/* L3 ingest: HTML that must not or cannot be parsed: its tags cut away. */
#ifndef JIEBAO_INGEST_HTML_HTML_STRIP_H
#define JIEBAO_INGEST_HTML_HTML_STRIP_H

#include "ingest/blocks/block_list.h"

/* Appends a block for each stretch of text between the tags that begin or end
 * a paragraph, in linear time. All of them count as main: nothing is known of
 * the page's structure. */
void strip_blocks(Str html, BlockList *out, Arena scratch);

#endif
