/* L3 archive: content/overrides.conf of a site. */
#ifndef JIEBAO_ARCHIVE_OVERRIDES_H
#define JIEBAO_ARCHIVE_OVERRIDES_H

#include "archive/intake.h"
#include "model/overrides.h"

/* Reads it, in perm; what is wrong with it is said. A site without one has no
 * overrides. */
const Overrides *overrides_load(Str dir, Arena *perm, Diags *d);
/* Meets all sources that reports of the archive were made from. */
void overrides_meet_archive(const Overrides *o, const Intake *in, Diags *d);

#endif
