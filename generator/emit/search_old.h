/* L3 emit: what an earlier build wrote of a segment, read back: its own bytes
 * only, which their hash tells. */
#ifndef JIEBAO_EMIT_SEARCH_OLD_H
#define JIEBAO_EMIT_SEARCH_OLD_H

#include "emit/search_build.h"

/* The title, headings and blocks of a report as its text file has them; in a.
 * False: it cannot be read. */
bool search_old_text(const SearchBuild *b, int number, Arena *a, Str *title,
                     MdDoc *doc);
/* The n records of a posting file, sorted; in a. False: it cannot be read. */
bool search_old_shard(const SearchBuild *b, uint32_t shard, Arena *a,
                      Record **v, ptrdiff_t *n);

#endif
