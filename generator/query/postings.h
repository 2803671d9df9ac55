/* L3 query: which reports may contain a word, and where. */
#ifndef JIEBAO_QUERY_POSTINGS_H
#define JIEBAO_QUERY_POSTINGS_H

#include "query/index.h"

/* For each slot of the segment the traits (text/postings.h) of a report that
 * has all the word's terms that are looked up, 0 of any other; in a. `word` is
 * folded and not empty. *sure: such reports do contain it, for it is a term
 * itself; else they may. The postings know dashes and the like only as what
 * they stand for: a word with such is sure where it is `loose`, wanted with
 * any; in the tail any word is. NULL where no posting file of the word could be
 * read. */
uint8_t *word_traits(Index *ix, IndexSegment *seg, Str word, bool loose,
                     Arena *a, bool *sure);

#endif
