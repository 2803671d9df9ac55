/* L3 ingest: rows of labels whose values stand elsewhere than behind a colon:
 * in the row below, or glued to a label that other rows give away. */
#ifndef JIEBAO_INGEST_PAGE_LABEL_ROWS_H
#define JIEBAO_INGEST_PAGE_LABEL_ROWS_H

#include "ingest/line/label.h"
#include "ingest/page/page.h"

enum { MOST_COLUMNS = 16 };

/* Labels over values: n pairs. */
typedef struct Columns {
    const Label *label[MOST_COLUMNS];
    Str value[MOST_COLUMNS];
    int n;
} Columns;

/* The pairs of a table that has a row of labels over one of values; n = 0
 * where it has none. */
Columns columns_of_table(const Block *b);
/* The same of two lines: the upper has only labels, the lower as many words;
 * a time belongs to the date in front of it. */
Columns columns_of_lines(Str upper, Str lower);
/* A line that begins with a label, no colon behind it: 时效 有效,
 * 发布机构某街道; NULL where it does not. */
const Label *label_of_row(Str s, Str *value);

#endif
