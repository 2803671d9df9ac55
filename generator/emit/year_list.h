/* L3 emit: lists of years and of reports by district, which several pages
 * have. */
#ifndef JIEBAO_EMIT_YEAR_LIST_H
#define JIEBAO_EMIT_YEAR_LIST_H

#include "emit/listing.h"

/* The list `years`, newest first, at most `most`: year, url, reports,
 * summaries, plans, and for bars share_back, share_plan. */
void val_years(const Emit *e, Val *root, Arena *a, Str from, int most);
/* What val_years prints. */
void inputs_years(Buf *in, const Emit *e);
/* Reports that stand under a year, in order of accession, each once. */
RefList year_refs(const Year *y, Arena *a);

/* The list `districts`: name, url, reports: how many of refs lie in each, in
 * the order of the districts' codes, at most 100. */
void val_district_counts(const Emit *e, Val *root, Arena *a, Str from,
                         RefList refs);

#endif
