/* L3 emit: the output folder. Outputs are handed over as finished bytes under
 * a path and the hash of what they were made from; what is current is neither
 * made nor written again, what is no longer handed over is removed at the
 * end. Safe from several threads. */
#ifndef JIEBAO_EMIT_PUBLISH_H
#define JIEBAO_EMIT_PUBLISH_H

#include "base/diag.h"
#include "base/hash.h"

typedef struct Publish Publish;

/* Is the output at path (relative to the output folder, "/" between parts) in
 * place and made from exactly these inputs? Then it is kept, and the caller
 * need not make it. */
bool publish_current(Publish *p, Str path, Hash128 inputs);
/* Hands over an output. Written beside its place and renamed, and only where
 * its bytes are not there already. Errors are remembered in the Publish and
 * reported once by its owner; the caller goes on. */
void publish_put(Publish *p, Str path, Hash128 inputs, Str bytes,
                 Arena scratch);

#endif
