/* L3 emit: the passages of the digests. Those of all reports are more than
 * memory should hold, and few pages show them: they are in the build's memory
 * on disk until they are asked for. */
#ifndef JIEBAO_EMIT_PASSAGES_H
#define JIEBAO_EMIT_PASSAGES_H

#include "emit/emit.h"

/* Renders a report's body. False with the reason: cmark must not be given it,
 * and doc is the text as it was written. */
bool body_render(Str body, Arena *a, Arena scratch, MdDoc *doc, Str *reason);
/* Puts d's passages away. Where that fails, they are copied to perm; false: the
 * digest is then not to be remembered. */
bool passages_keep(const Emit *e, Digest *d, const TopicFinding *shown,
                   Arena *perm, Arena scratch);
/* Those of a report that has its digest, in a; from the report itself where the
 * memory is damaged. Safe from several threads. */
TopicFinding passages_of(const Emit *e, int32_t entry, Arena *a);

#endif
