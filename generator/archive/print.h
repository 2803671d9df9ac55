/* L3 archive: a report's fingerprint, and what it tells of two reports: the
 * same text or not, from the same place or not. docs/duplicates.md has the rule
 * and what it was measured on. */
#ifndef JIEBAO_ARCHIVE_PRINT_H
#define JIEBAO_ARCHIVE_PRINT_H

#include "archive/resemblance.h"
#include "model/report.h"

typedef struct Print {
    Sketch sketch;
    Str street, division;   /* as read: what was inferred is left out, */
    YearSpan summary, plan; /* here, too */
    Str url, source;        /* where it is from; may be absent */
} Print;

enum {
    PRINT_PERCENT = 85,     /* of the text, from which on two are the same */
    PRINT_FIGURES = 90,     /* of the numbers, */
    PRINT_FIGURES_SURE = 50 /* and where place and years say the same, or the
                               page is the same */
};

/* Strings are views of the report's. */
Print print_of(const Report *r, Sketch sketch);
/* What both are known to be of differs: street, division or years. */
bool print_contradicts(const Print *a, const Print *b);
/* Whether it is worth while to compare the texts. */
bool print_near(const Print *a, const Print *b);
/* The same report by its text; l is the likeness of the texts. */
bool print_same(const Print *a, const Print *b, Likeness l);
/* The same page, or another one of its site: by the hosts of the addresses
 * where both have one, else by the names of the source files. */
bool print_same_origin(const Print *a, const Print *b);

#endif
