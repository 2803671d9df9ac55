/* L4: the gazetteer as a site has it. */
#ifndef JIEBAO_CMD_PLACES_H
#define JIEBAO_CMD_PLACES_H

#include "base/lang.h"
#include "model/place.h"

/* The program's own table with the site's content/places.tsv, in perm; what is
 * wrong with that file is said. `dir`: the site. */
const Gazetteer *places_load(Str dir, Arena *perm, Diags *d);
/* A place with its parents and its code: 湖南省长沙市天心区金盆岭街道
 * (430103006). */
Str places_label(const Gazetteer *g, const Place *p, Arena *a);
/* What a candidate's score is made of, in words: "标题 60 + 网址 30". */
Str places_evidence(const Lang *lang, const PlaceCandidate *c, Arena *a);

#endif
