/* L3 emit: a log of records, each with its kind, length and checksum, so that
 * one that was cut off is read up to where it is whole. */
#ifndef JIEBAO_EMIT_STATE_LOG_H
#define JIEBAO_EMIT_STATE_LOG_H

#include "base/arena.h"

#include <stdint.h>

/* On its way to an open file, in pieces of some size. */
typedef struct Log {
    int fd;
    int error; /* errno of the first failed write, or 0: no more is written */
    char *pending;
    ptrdiff_t npending;
} Log;

enum { LOG_HEAD = 16 }; /* bytes of a record before its own */

/* Sets up all but fd. */
void log_open(Log *l, Arena *perm);
/* Bytes that are no record. */
void log_bytes(Log *l, Str bytes);
/* A record; it reaches the file with the next flush. */
void log_append(Log *l, uint32_t kind, Str bytes);
void log_flush(Log *l);
/* Takes the next whole record, a view; false where there is none. */
bool log_next(Str *rest, uint32_t *kind, Str *bytes);

#endif
