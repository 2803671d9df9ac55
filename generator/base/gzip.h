/* L0: gzip (RFC 1952), zlib (RFC 1950) and deflate (RFC 1951): libz, only
 * included by gzip.c. */
#ifndef JIEBAO_BASE_GZIP_H
#define JIEBAO_BASE_GZIP_H

#include "base/arena.h"
#include "base/source.h"

/* The members of a gzip file, one behind the other, unpacked as they are read;
 * a read never goes beyond the end of a member. `place` of the source is where
 * the member of the latest bytes starts. All of it lives in *a. */
ByteSource gunzip_source(ByteSource in, Arena *a);

/* Unpacks what HTTP calls gzip or deflate: gzip, zlib or bare deflate, told by
 * their first bytes. False: it is none, or damaged (*large is false), or more
 * than max bytes (*large is true). */
bool gzip_unpack(Str packed, int64_t max, Arena *a, Arena scratch, Str *out,
                 bool *large);

#endif
