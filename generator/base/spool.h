/* L0: bytes put aside for later on the disk, in a temporary file without a
 * name that dies with the process; in memory where there can be none. */
#ifndef JIEBAO_BASE_SPOOL_H
#define JIEBAO_BASE_SPOOL_H

#include "base/arena.h"

typedef struct Spool {
    Arena *a; /* for what the disk does not take */
    int fd;   /* + 1; 0: not open yet, -1: cannot be */
    int64_t size;
} Spool;

/* Where bytes were put. */
typedef struct Spooled {
    int64_t at;
    ptrdiff_t n;
    Str kept; /* in memory; absent: in the file */
} Spooled;

Spool spool_in(Arena *a);
Spooled spool_put(Spool *s, Str bytes);
/* False with errno: the file cannot be read. */
bool spool_get(const Spool *s, const Spooled *x, Arena *a, Str *out);
void spool_close(Spool *s);

#endif
