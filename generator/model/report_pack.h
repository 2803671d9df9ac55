/* L2: front matter as bytes, for files that only this program reads. */
#ifndef JIEBAO_MODEL_REPORT_PACK_H
#define JIEBAO_MODEL_REPORT_PACK_H

#include "base/pack.h"
#include "model/report.h"

void report_pack(Buf *b, const Report *r);
/* The same report, all that was read of it: texts are views, lists in perm.
 * What is damaged sets u->bad. */
void report_unpack(Unpack *u, Arena *perm, Report *out);

#endif
