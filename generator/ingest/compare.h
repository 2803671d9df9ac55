/* L3 ingest: the source and the Markdown that came of it, compared. */
#ifndef JIEBAO_INGEST_COMPARE_H
#define JIEBAO_INGEST_COMPARE_H

#include "ingest/record.h"
#include "ingest/report/outline.h"

/* Compares the page with the body that markdown_out made of its outline. */
void record_make(const Page *page, const Outline *o, Str markdown, Record *out,
                 Arena *perm);

#endif
