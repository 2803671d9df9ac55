/* L1 text: the lines that sha256sum(1) writes and reads: 64 hexadecimal digits,
 * two spaces, a path. */
#ifndef JIEBAO_TEXT_CHECKSUM_H
#define JIEBAO_TEXT_CHECKSUM_H

#include "base/buf.h"
#include "base/hash.h"

/* Appends one line. A path with a backslash or a line end is escaped as
 * sha256sum does it: a backslash in front of the line, and \\, \n, \r. */
void checksum_put(Buf *b, Sha256 sha, Str path);
/* Takes the next line off *rest. False: it has no such form; *path is then the
 * whole line. The path is a view, or in *a where it was escaped. */
bool checksum_take(Str *rest, Arena *a, Sha256 *sha, Str *path);

#endif
