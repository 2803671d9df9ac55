/* L0: the running program as a file. */
#ifndef JIEBAO_BASE_PROGRAM_H
#define JIEBAO_BASE_PROGRAM_H

#include "base/hash.h"

/* Its path, in a, or the absent string where the system does not tell. */
Str program_path(Arena *a);
/* A hash of the running program's own bytes, so that another build of it takes
 * nothing for current. */
Hash128 program_hash(Arena scratch);

#endif
