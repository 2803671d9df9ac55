/* L2: names of a place, as a report has them, against the gazetteer. */
#ifndef JIEBAO_MODEL_PLACE_MATCH_H
#define JIEBAO_MODEL_PLACE_MATCH_H

#include "model/place.h"

enum { PLACE_LEVELS = PLACE_STREET + 1 };

/* Whether `is`, where it is given, is or was a name of p's place at that level.
 * *should is what it would be called. */
bool place_agrees(const Gazetteer *g, const Place *p, int level, Str is,
                  Str *should);
/* How many places of that level bear names[level], are not excluded by the
 * names above, and lie in `within`, where that is given. *found is the last of
 * them. One that was counts where none of today does. */
int places_matching(const Gazetteer *g, const Str names[PLACE_LEVELS],
                    int level, const Place *within, const Place **found);
/* The one place that the names are of: the most exact name that is given
 * decides, else the next one up, no further than the district. `firm` (bit 1u
 * << level) tells the names that are certain: where all of them together are
 * of no one place, the others may be wrong and do not exclude. NULL: none, or
 * several. */
const Place *place_of_names(const Gazetteer *g, const Str names[PLACE_LEVELS],
                            uint32_t firm);

#endif
