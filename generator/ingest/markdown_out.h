/* L3 ingest: the parts of a report as CommonMark. */
#ifndef JIEBAO_INGEST_MARKDOWN_OUT_H
#define JIEBAO_INGEST_MARKDOWN_OUT_H

#include "ingest/report/outline.h"

/* The body: one line a paragraph, an empty line between blocks, tables as
 * pipe tables; punctuation set as Chinese, everything escaped. `url` is the
 * page's own address, against which links are resolved; may be absent. */
Str markdown_out(const Outline *o, Str url, Arena *perm, Arena scratch);

#endif
