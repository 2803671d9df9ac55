/* L3 ingest: plain text as blocks. */
#ifndef JIEBAO_INGEST_BLOCKS_TEXT_BLOCKS_H
#define JIEBAO_INGEST_BLOCKS_TEXT_BLOCKS_H

#include "ingest/blocks/block_list.h"

/* Appends a block for each line that is not empty. Lines are joined only
 * where the whole text is certainly wrapped at a constant width; at least
 * three lines with the same number (three or more) of cells between tabs or
 * "|" are a table; a bullet makes an item and is not part of its text. */
void text_blocks(Str text, BlockList *out, Arena scratch);

#endif
