/* L2: what a careful editor would ask about a report's front matter. Pure:
 * every finding is a diagnostic at the field's line. */
#ifndef JIEBAO_MODEL_CHECK_H
#define JIEBAO_MODEL_CHECK_H

#include "model/config.h"
#include "model/place.h"
#include "model/report.h"

/* Missing fields that a reader would look for, inferred ones, years that
 * contradict each other, unknown topics, an address that is none. `flawed`:
 * report_parse said something of r, so that a field that has a line and no
 * value is wrong (and named already) rather than missing. */
void check_fields(const Report *r, bool flawed, const Config *c, Str path,
                  Arena scratch, Diags *d);
/* Names against the division code; without one, whether the names are of one
 * place of the gazetteer. */
void check_place(const Report *r, const Gazetteer *g, Str path, Arena scratch,
                 Diags *d);

#endif
