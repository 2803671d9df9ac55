/* L3 ingest: the name of a report's file. */
#ifndef JIEBAO_INGEST_SLUG_H
#define JIEBAO_INGEST_SLUG_H

#include "model/place.h"
#include "model/report.h"

/* District, street and years: tianxin-jinpenling-2016-2020; the years looked
 * back on, else planned for, else that of publication. Without any place:
 * report- and the first ten digits of the source's hash. */
Str slug_propose(const Gazetteer *g, const Place *place, const Report *r,
                 Arena *perm, Arena scratch);

#endif
