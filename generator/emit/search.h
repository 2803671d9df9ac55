/* L3 emit: the search index, prebuilt. The format is documented in
 * docs/search-index.md, the reader is the theme's search.js. */
#ifndef JIEBAO_EMIT_SEARCH_H
#define JIEBAO_EMIT_SEARCH_H

#include "emit/emit.h"

/* A range of accession numbers whose index files stand on their own. */
typedef struct SearchSegment {
    int first, last; /* entry numbers, inclusive */
} SearchSegment;

/* The layout for the largest number: a pure function, so that no history shows
 * in the output. Returns the number of segments; *v in perm. */
int search_layout(int largest, Arena *perm, SearchSegment **v);

/* Everything needed to write one segment, collected while its reports are
 * read; slots are independent, so that workers fill them at once. */
typedef struct SearchBuild SearchBuild;
/* For a segment with n entries (slot k = k-th entry of the segment). */
SearchBuild *search_begin(Emit *e, SearchSegment seg, ptrdiff_t n);
/* The entry's passages. The caller's `worker` arena only lives until the next
 * report: what must stay is copied into the build's own memory. */
void search_add(SearchBuild *b, ptrdiff_t slot, const Entry *entry,
                const MdDoc *doc, int worker);
/* Writes the segment's files (all outputs carry `inputs`) and frees b. */
void search_end(SearchBuild *b, Hash128 inputs);
/* Is every file of the segment in place, made from these inputs? A segment
 * that is current is not read at all; its files are then kept. */
bool search_current(Emit *e, SearchSegment seg, Hash128 inputs);
/* The manifest, written after all segments. */
void search_manifest(Emit *e, const SearchSegment *v, int n);

#endif
