/* L1: CommonMark (libcmark, safe mode; only included by markdown.c) to HTML
 * with stable ids, and the same walk's list of blocks for topics and search.
 * GitHub-style pipe tables are read as tables: reports have figures. */
#ifndef JIEBAO_TEXT_MARKDOWN_H
#define JIEBAO_TEXT_MARKDOWN_H

#include "base/buf.h"

typedef struct MdHeading {
    int level;  /* 2..6 as rendered: a level 1 in a body becomes 2 */
    int parent; /* index of the enclosing heading, -1 at the top */
    Str id;     /* s3-2: third level-2 heading, its second level-3 one; a
                   skipped level counts as 0 (s3-0-1) */
    Str text;   /* plain, no markup */
    int line;   /* 1-based line in the Markdown that was given */
} MdHeading;

typedef enum MdKind { MD_PARAGRAPH, MD_ITEM, MD_CELLS, MD_CODE } MdKind;

/* A run of text that is read as one: a paragraph, an item's paragraph, one
 * row of a table (cells joined by U+0020). */
typedef struct MdBlock {
    MdKind kind;
    int heading; /* index into headings, -1 before the first */
    Str id;      /* p12: twelfth block of the report */
    Str text;    /* plain; soft breaks between Han characters vanish, others
                    are one space */
    int line;
} MdBlock;

typedef struct MdDoc {
    Str html; /* escaped, no scripts, links by url_safe only; each heading has
                 its id and a link to itself, each paragraph and row its id */
    MdHeading *headings;
    int nheadings;
    MdBlock *blocks;
    int nblocks;
    StrList links; /* relative targets, as written: for `check` */
} MdDoc;

/* Renders body, all results in perm. False where the input would take cmark
 * 0.30.2 super-linear time (more than 200 container markers at a line's head,
 * more than 1,000 "![" ...): *reason says which, nothing is rendered. */
bool md_render(Str body, Arena *perm, Arena scratch, MdDoc *out, Str *reason);

/* Appends text as one line of Markdown that renders as exactly that text:
 * every ASCII punctuation mark that could mean something there is escaped,
 * pipes included, so that it may be a cell of a table. `at_start`: the text
 * begins a line, so that #, -, +, digits with . or ) and leading spaces
 * could. Newlines become spaces. After the "## " of a heading pass false and
 * a text without leading spaces. */
void md_escape(Buf *out, Str text, bool at_start);

#endif
