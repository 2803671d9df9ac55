/* L3 emit: exports of all reports. Up to 5,000 reports they are one file;
 * beyond, files by blocks of 256 accession numbers and an index of them, so
 * that a new report rewrites the last block and the index only. */
#ifndef JIEBAO_EMIT_BLOCKS_H
#define JIEBAO_EMIT_BLOCKS_H

#include "emit/page.h"

enum { WHOLE_MOST = 5000, BLOCK_NUMBERS = 256 };

/* Entries beg .. end - 1, whose numbers lie in block `number` (1-based). */
typedef struct Block {
    int number;
    int32_t beg, end;
} Block;

/* The blocks that have entries, or one block of all (number 0) where they fit
 * one file; in perm. Returns how many. */
int blocks_of(const Site *site, Arena *perm, Block **v);
/* The name of a block's file: "data/reports", 3, ".json" gives
 * data/reports-3.json; number 0 is the whole: data/reports.json. */
Str block_path(Arena *a, Str stem, int number, Str ending);
/* What the files of a block are made from, besides their kind. */
Hash128 block_inputs(const Emit *e, const Block *b, Arena scratch);

#endif
