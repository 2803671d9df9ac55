/* L2: plans and results of the same street. */
#ifndef JIEBAO_MODEL_TAXONOMY_PAIRS_H
#define JIEBAO_MODEL_TAXONOMY_PAIRS_H

#include "model/taxonomy.h"

/* Sets planned and result of each report of t, whose streets are known. */
void taxonomy_pairs(Taxonomy *t, const Site *site, Arena scratch);

#endif
