/* L3 emit: the search index, prebuilt. The format is documented in
 * docs/search-index.md, the reader is the theme's search-index.js. */
#ifndef JIEBAO_EMIT_SEARCH_H
#define JIEBAO_EMIT_SEARCH_H

#include "emit/emit.h"
#include "text/markdown.h"

/* A range of accession numbers whose index files stand on their own. */
typedef struct SearchSegment {
    int first, last; /* entry numbers, inclusive */
    bool tail; /* the last few: one file of texts takes the place of postings */
    /* The caller sets both before it uses the segment: */
    Hash128 version; /* of its reports' bytes and the program's release */
    Hash128 inputs;  /* of all that its files are made from, this build of the
                        program included */
} SearchSegment;

/* The layout for the largest number: a pure function, so that no history shows
 * in the output. Returns the number of segments; *v in perm, by number. */
int search_layout(int largest, Arena *perm, SearchSegment **v);

/* Everything needed to write one segment, collected while its reports are
 * read, by several workers at once. A report's slot in the segment is its
 * number less the first, so that no report moves when another one goes. */
typedef struct SearchBuild SearchBuild;
/* All its memory is its own, so that nothing stays after search_end. With
 * `patch` the reports that did not change are taken from the segment as it is,
 * where that is possible: one edited report then costs what changes by it. */
SearchBuild *search_begin(Emit *e, SearchSegment seg, bool patch);
/* Does the build need the report of an entry of the segment? */
bool search_wants(const SearchBuild *b, const Entry *entry);
/* The entry's passages; writes its text file. Needs its digest. An entry that
 * is never added (its report could not be read) is an empty report. */
void search_add(SearchBuild *b, const Entry *entry, const MdDoc *doc,
                int worker);
/* Writes the segment's postings, on e->threads threads, and frees b. False:
 * what an earlier build made could not be read after all; the segment has to be
 * made without. */
bool search_end(SearchBuild *b);
/* What the text file of an entry is made from. */
Hash128 search_text_inputs(const Emit *e, ptrdiff_t entry, Arena scratch);
/* What a segment is made from, of which v are the inputs of its n texts. */
Hash128 search_inputs(const Hash128 *v, ptrdiff_t n);
/* Is every file of the segment in place, made from seg.inputs? A segment that
 * is current is not read at all; its files are then kept. */
bool search_current(Emit *e, SearchSegment seg);
/* The manifest and the columns of large segments, from the site alone; written
 * after all segments, when every entry has its digest. */
void search_manifest(Emit *e, const SearchSegment *v, int n);

#endif
