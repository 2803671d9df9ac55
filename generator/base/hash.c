#include "base/hash.h"

#include "base/buf.h"

#define XXH_INLINE_ALL
#include <sha2.h> /* libmd */
#include <xxhash.h>

uint64_t hash64(Str s)
{
    return XXH3_64bits(s.n ? s.s : "", (size_t)s.n);
}

Hash128 hash128(Str s)
{
    XXH128_hash_t h = XXH3_128bits(s.n ? s.s : "", (size_t)s.n);
    return (Hash128){h.low64, h.high64};
}

Hash128 hash128_more(Hash128 a, Str s)
{
    Hash128 pair[2] = {a, hash128(s)};
    return hash128((Str){(const char *)pair, (ptrdiff_t)sizeof pair});
}

bool hash128_eq(Hash128 a, Hash128 b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

Str sha256_hex(Arena *a, Str s)
{
    SHA2_CTX ctx;
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256Init(&ctx);
    SHA256Update(&ctx, (const uint8_t *)(s.n ? s.s : ""), (size_t)s.n);
    SHA256Final(digest, &ctx);
    Buf b = buf_in(a);
    buf_hex(&b, digest, SHA256_DIGEST_LENGTH);
    return buf_str(&b);
}
