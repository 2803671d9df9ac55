#include "base/hash.h"

#include "base/buf.h"

#define XXH_INLINE_ALL
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h> /* libcrypto: several times faster than others */
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

/* Step by step, the old way: the call that does it all looks up what it needs
 * each time, takes memory for that, and dies where there is none. */
Sha256 sha256(Str s)
{
    Sha256 h;
    SHA256_CTX ctx;
    SHA256_Init(&ctx);
    SHA256_Update(&ctx, s.n ? s.s : "", (size_t)s.n);
    SHA256_Final(h.v, &ctx);
    return h;
}

Str sha256_text(Arena *a, Sha256 h)
{
    Buf b = buf_in(a);
    buf_hex(&b, h.v, (ptrdiff_t)sizeof h.v);
    return buf_str(&b);
}

Str sha256_hex(Arena *a, Str s)
{
    return sha256_text(a, sha256(s));
}
