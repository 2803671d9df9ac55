/* L3 ingest: lines and tables that are made of labels and their values. */
#ifndef JIEBAO_INGEST_LINE_META_LINE_H
#define JIEBAO_INGEST_LINE_META_LINE_H

#include "base/str.h"

/* Whether the text begins with a label of the table and is made of labels and
 * their values; *head (may be NULL) is the offset of its first label where the
 * line begins with something else, e.g. the title: then false, and *head >= 0
 * says that from there on it would be such a line. */
bool meta_line(Str text, ptrdiff_t *head);
/* The same of a table, in which a cell of another kind may stand in front. */
bool meta_table(Str text);

#endif
