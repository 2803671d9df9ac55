/* L4: the gazetteer as a site has it. */
#ifndef JIEBAO_CMD_PLACES_H
#define JIEBAO_CMD_PLACES_H

#include "model/place.h"

/* The program's own table with the site's content/places.tsv, in perm; what is
 * wrong with that file is said. `dir`: the site. */
const Gazetteer *places_load(Str dir, Arena *perm, Diags *d);

#endif
