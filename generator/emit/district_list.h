/* L3 emit: what the home page and the districts' pages say of a district. */
#ifndef JIEBAO_EMIT_DISTRICT_LIST_H
#define JIEBAO_EMIT_DISTRICT_LIST_H

#include "emit/grid.h"

/* Whether it collects the reports of which no place is known. */
bool district_is_unknown(const District *d);
/* How many of its streets have a name. */
int count_streets(const District *d);
/* First and last year that its reports stand under; 0, 0 for none. */
YearSpan district_years(const Emit *e, const District *d);
/* name, url, code, city, reports, streets, first_year, last_year. */
void val_district_item(const Emit *e, Val *item, Arena *a, Str from,
                       const District *d);
/* What val_district_item prints. */
void inputs_district(Buf *in, const Emit *e, const District *d);
/* The rows of a district's streets; returns how many. */
int grid_streets(const Emit *e, const District *d, Str group, GridRow *rows,
                 Arena *a);

#endif
