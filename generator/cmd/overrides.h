/* L4: content/overrides.conf of a site. */
#ifndef JIEBAO_CMD_OVERRIDES_H
#define JIEBAO_CMD_OVERRIDES_H

#include "cmd/intake.h"
#include "model/overrides.h"

/* Reads it, in perm; what is wrong with it is said. A site without one has no
 * overrides. */
const Overrides *overrides_load(Str dir, Arena *perm, Diags *d);
/* Meets all sources that reports of the archive were made from. */
void overrides_meet_archive(const Overrides *o, const Intake *in, Diags *d);

#endif
