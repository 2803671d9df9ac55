/* L3 ingest: which tables hold data, and their cells. */
#ifndef JIEBAO_INGEST_HTML_HTML_TABLE_H
#define JIEBAO_INGEST_HTML_HTML_TABLE_H

#include "ingest/blocks/block_list.h"
#include "ingest/html/html_facts.h"

/* Whether a <table> is one of figures or of labels and values, to be kept as
 * a table; else it only places things, and its cells are read one by one. */
bool table_is_data(const HtmlFacts *facts, const DomNode *table);
/* Its rows (those with text), in a. */
int table_rows(const HtmlFacts *facts, const DomNode *table, Arena *a,
               Arena scratch, Row **rows);

#endif
