/* L2, part of taxonomy.c: which reports are next to a report. */
#ifndef JIEBAO_MODEL_TAXONOMY_NEAR_H
#define JIEBAO_MODEL_TAXONOMY_NEAR_H

#include "model/taxonomy.h"

/* Fills t->neighbours from t->districts. */
void taxonomy_neighbours(Taxonomy *t, const Site *site, Arena scratch);

#endif
