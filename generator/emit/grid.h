/* L3 emit: the table of streets (or districts) and years that shows what the
 * archive has (docs/templates.md, "grid"). */
#ifndef JIEBAO_EMIT_GRID_H
#define JIEBAO_EMIT_GRID_H

#include "emit/listing.h"

/* A row: the reports of a street or a district. */
typedef struct GridRow {
    Str name;
    Str group;    /* what it stands under, may be absent */
    Str code;     /* of the district that it links to, may be absent */
    RefList refs; /* its entries */
} GridRow;

/* Adds the object `grid` with these rows; nothing where no report has a year.
 * Small grids link every report, large ones give numbers. */
void val_grid(const Emit *e, Val *root, Arena *a, Str from, const GridRow *v,
              int n, bool by_district);

#endif
