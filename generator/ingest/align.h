/* L3 ingest: two texts side by side, a part of the report and the place of the
 * source that it came from. Only for compare.c. */
#ifndef JIEBAO_INGEST_ALIGN_H
#define JIEBAO_INGEST_ALIGN_H

#include "ingest/record.h"
#include "ingest/report/outline.h"

typedef struct Align {
    Record *r;
    Arena *a;          /* where r->v grows */
    const char *s, *e; /* the source: next byte, end of the present block */
    const char *p;     /* the plain text: next byte */
    PartKind kind;     /* of the present part */
    int most;          /* changes that are recorded */
    int64_t budget;    /* bytes that may yet be looked ahead */
} Align;

/* Records that the source up to `s` became the plain text up to `p`. */
void align_change(Align *x, const char *s, const char *p, RepairRule rule);
/* Records that the source up to `s` is not part of the report. */
void align_remove(Align *x, const char *s, const Str *rule);
/* Goes through the plain text up to `pe`, and the source with it. */
void align_part(Align *x, const char *pe);
/* Behind the text of a removed piece, in the source from x->s on. */
const char *align_piece_end(const Align *x, Str piece);
/* Records the rest of the block. `rule`: what it is unless white space. */
void align_rest(Align *x, RepairRule rule);
/* The empty lines before the block's text, so that it starts a line. */
void align_blank_lines(Align *x);

#endif
