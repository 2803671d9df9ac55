/* L3 ingest: the headings of a report, from numbers, years and markup. */
#ifndef JIEBAO_INGEST_REPORT_OUTLINE_H
#define JIEBAO_INGEST_REPORT_OUTLINE_H

#include "ingest/page/page.h"

typedef enum PartKind {
    PART_HEADING,
    PART_TEXT,
    PART_ITEM,
    PART_TABLE,
    PART_LINK
} PartKind;

/* A block of the report as it is to be written. */
typedef struct Part {
    PartKind kind;
    int level; /* of a heading: 2..6 */
    Str text;
    const Block *b;
} Part;
typedef struct Outline {
    Part *v;
    int n;
} Outline;

/* The pieces of the body as parts. What a heading is, is decided for runs of
 * numbers, not for single lines: a number means the same throughout a report.
 * A title that runs into its paragraph is cut off; no character is lost. */
Outline outline_make(const Page *page, Arena *perm, Arena scratch);

#endif
