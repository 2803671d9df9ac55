/* L2: places that were, behind those of today. Only for model/place*.c. */
#ifndef JIEBAO_MODEL_PLACE_FORMER_H
#define JIEBAO_MODEL_PLACE_FORMER_H

#include "model/place.h"

/* The lines of data/former.tsv. */
typedef struct FormerLines {
    Str *v;
    int n;
} FormerLines;

void former_lines(Str text, FormerLines *out, Arena *a);
/* Puts them behind g->v[g->n - 1], where there is room for all, and sets total
 * and former_first. One whose parent the site's own table has replaced hangs
 * on what bears the parent's code; one without any is left out. */
void former_add(Gazetteer *g, const FormerLines *lines);

#endif
