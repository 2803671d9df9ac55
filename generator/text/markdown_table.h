/* L1: pipe tables (GitHub Flavored Markdown, 4.10) in the source lines of a
 * paragraph. No Markdown library is needed for it; markdown.c renders. */
#ifndef JIEBAO_TEXT_MARKDOWN_TABLE_H
#define JIEBAO_TEXT_MARKDOWN_TABLE_H

#include "base/buf.h"

typedef enum MdAlign { MD_LEFT, MD_CENTRE, MD_RIGHT } MdAlign;

typedef struct MdRow {
    Str *cells; /* Markdown of one line each, "\|" already made "|" */
    int n;
} MdRow;

typedef struct MdTable {
    MdAlign *align; /* one a column of the head; further cells are left */
    int ncols;
    MdRow *rows; /* rows[0] is the head; the delimiter row is not in it */
    int nrows;
} MdTable;

/* Reads a table that fills all of src (lines without their containers'
 * markers). False where it is none: the second line is no delimiter row or
 * does not fit the first. Unlike GitHub's, cells beyond the head's columns
 * are kept: no text of a report is dropped. */
bool md_table_read(Str src, Arena *a, MdTable *out);

/* Is a cell's only markup, if any, backslashes before punctuation? */
bool md_is_plain(Str cell);
/* Text without the backslashes that escape punctuation. */
Str md_unescape(Arena *a, Str s);

#endif
