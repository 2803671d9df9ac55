/* L0: numbers and strings as bytes, for files that only this program reads.
 * Numbers have their lowest byte first, on every machine. */
#ifndef JIEBAO_BASE_PACK_H
#define JIEBAO_BASE_PACK_H

#include "base/buf.h"
#include "base/fs.h"
#include "base/hash.h"

void pack_i32(Buf *b, int32_t v);
void pack_i64(Buf *b, int64_t v);
void pack_hash(Buf *b, Hash128 h);
/* Its length first; the absent string stays absent. At most 2 GB. */
void pack_str(Buf *b, Str s);
void pack_list(Buf *b, StrList l);
void pack_stat(Buf *b, const FsStat *st);

/* What is left of bytes that are being read. Once they turn out too short, bad
 * is set and everything reads as zero. */
typedef struct Unpack {
    Str rest;
    bool bad;
} Unpack;

int32_t unpack_i32(Unpack *u);
int64_t unpack_i64(Unpack *u);
Hash128 unpack_hash(Unpack *u);
/* The next n bytes, as a view; the absent string where there are not so many.
 */
Str unpack_bytes(Unpack *u, ptrdiff_t n);
/* A view. */
Str unpack_str(Unpack *u);
/* A count of items that take at least `least` bytes each, so that a damaged
 * one cannot ask for more memory than what is being read has. */
int32_t unpack_count(Unpack *u, ptrdiff_t least);
/* Views in a list in perm. */
StrList unpack_list(Unpack *u, Arena *perm);
void unpack_stat(Unpack *u, FsStat *st);

#endif
