/* L3 ingest: one line on its way to a heading. */
#ifndef JIEBAO_INGEST_REPORT_OUTLINE_LINE_H
#define JIEBAO_INGEST_REPORT_OUTLINE_LINE_H

#include "ingest/line/numbering.h"
#include "ingest/page/page.h"

typedef enum Shape {
    SHAPE_NONE,  /* a sentence, an item */
    SHAPE_ALONE, /* the whole line could be a heading */
    SHAPE_RUN_IN /* its start could be one */
} Shape;

typedef struct Line {
    const Piece *p;
    Numbering num; /* kind NUMBER_YEAR where a heading has no number */
    Shape shape;
    ptrdiff_t cut; /* SHAPE_RUN_IN: bytes of p->text that are the heading */
    int run;       /* number of the run that it belongs to */
    bool heading;
} Line;

/* Fills num, shape and cut from the piece. */
void line_look(Line *l, const Piece *p);
/* For a numbered line without a visible end of its title, whose neighbours in
 * the run have titles of about `chars` characters: cuts before the clause that
 * starts nearest to there, else behind the first comma. False: leave it. */
bool line_cut_like(Line *l, int chars);
/* For one whose neighbours have whole sentences of about `chars` characters as
 * titles: cuts behind its first one, where that is no more than twice as long
 * and no figures are in it. False: leave it. */
bool line_cut_sentence(Line *l, int chars);
/* For one whose neighbours are lines of their own: takes all of it where that
 * is one sentence of a heading's length, if a long one. */
bool line_take_whole(Line *l);
/* Characters of the line's title, its number not counted. */
int line_title_chars(const Line *l);

#endif
