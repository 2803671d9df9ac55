/* L4: how much two texts have in common. */
#ifndef JIEBAO_CMD_RESEMBLANCE_H
#define JIEBAO_CMD_RESEMBLANCE_H

#include "base/arena.h"

/* 0..100: the share of runs of six characters that both have among those that
 * either has (Jaccard's index over shingles). */
int resemblance(Str a, Str b, Arena scratch);

#endif
