/* L3 ingest: making blocks; shared by the readers of text and of HTML. */
#ifndef JIEBAO_INGEST_BLOCKS_BLOCK_LIST_H
#define JIEBAO_INGEST_BLOCKS_BLOCK_LIST_H

#include "ingest/blocks/block.h"

typedef struct BlockList {
    Arena *a; /* where blocks, rows and texts live: nothing else may be taken
                 from it in a loop that must not copy the growing array */
    Block *v;
    int n, cap;
} BlockList;

/* A further block, zeroed but for its kind. The pointer is good until the
 * next push. */
Block *block_push(BlockList *l, BlockKind kind);

/* The text of a block: trimmed, a run of white space made one U+0020, or
 * nothing where it has a line break and stands beside a wide character (the
 * source was wrapped there). Other controls are dropped. */
Str block_tidy(Arena *a, Str s);

/* The rows of a table as one text: cells joined by " | ", rows by "\n". */
Str table_text(Arena *a, const Row *rows, int nrows);

/* Columns that s takes on a terminal: 2 for a wide character, else 1; counted
 * until they are `most` or more. */
int text_columns(Str s, int most);
/* Whether s ends as a sentence does: 。！？；： and closing marks after it. */
bool ends_sentence(Str s);
/* Whether the address of a page stands in s. */
bool shows_address(Str s);
/* Whether s begins as a numbered heading or item does: 一、 （一） 1. 1、 (1)
 * 第一， 第一章 ① */
bool begins_numbered(Str s);

#endif
