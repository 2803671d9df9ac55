/* L3 query: which parts of which reports may contain a word. */
#ifndef JIEBAO_QUERY_POSTINGS_H
#define JIEBAO_QUERY_POSTINGS_H

#include "query/index.h"

/* For each slot of the segment the parts that contain all the word's pairs
 * that are looked up, bit 1 << place each; in a. `word` is folded and not
 * empty. *sure: the parts do contain it (a word of one or two units, of whose
 * text windows one stands for all); else they may. The postings know marks
 * only as what they stand for: a word with such marks is sure where it is
 * `loose`, wanted with any; in the tail any is. NULL where no posting file of
 * the word could be read. */
uint8_t *word_parts(Index *ix, IndexSegment *seg, Str word, bool loose,
                    Arena *a, bool *sure);

#endif
