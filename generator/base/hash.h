/* L0: hashes. Change detection uses XXH3 (libxxhash, only included by
 * hash.c); what names a source for good uses SHA-256 (FIPS 180-4). */
#ifndef JIEBAO_BASE_HASH_H
#define JIEBAO_BASE_HASH_H

#include "base/arena.h"

uint64_t hash64(Str s);

/* 128 bits: equal hashes are taken for equal bytes. */
typedef struct Hash128 {
    uint64_t lo, hi;
} Hash128;
Hash128 hash128(Str s);
/* The hash of a followed by s: to chain the inputs of an output. */
Hash128 hash128_more(Hash128 a, Str s);
bool hash128_eq(Hash128 a, Hash128 b);

typedef struct Sha256 {
    unsigned char v[32];
} Sha256;
Sha256 sha256(Str s);
/* As 64 lower-case hexadecimal digits, in a. */
Str sha256_text(Arena *a, Sha256 h);
Str sha256_hex(Arena *a, Str s);

#endif
