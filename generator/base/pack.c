#include "base/pack.h"

static void pack_number(Buf *b, uint64_t v, int bytes)
{
    char low_first[8];
    for (int i = 0; i < bytes; i++)
        low_first[i] = (char)(unsigned char)(v >> 8 * i);
    buf_add(b, (Str){low_first, bytes});
}

void pack_i32(Buf *b, int32_t v)
{
    pack_number(b, (uint32_t)v, 4);
}

void pack_i64(Buf *b, int64_t v)
{
    pack_number(b, (uint64_t)v, 8);
}

void pack_hash(Buf *b, Hash128 h)
{
    pack_number(b, h.lo, 8);
    pack_number(b, h.hi, 8);
}

void pack_str(Buf *b, Str s)
{
    pack_i32(b, str_given(s) ? (int32_t)s.n : -1);
    buf_add(b, s);
}

void pack_list(Buf *b, StrList l)
{
    pack_i32(b, (int32_t)l.n);
    for (ptrdiff_t i = 0; i < l.n; i++)
        pack_str(b, l.v[i]);
}

Str unpack_bytes(Unpack *u, ptrdiff_t n)
{
    if (u->bad || n < 0 || n > u->rest.n) {
        u->bad = true;
        return (Str){0};
    }
    Str s = str_head(u->rest, n);
    u->rest = str_skip(u->rest, n);
    return s;
}

int32_t unpack_i32(Unpack *u)
{
    Str s = unpack_bytes(u, 4);
    return s.n ? (int32_t)str_four(s.s) : 0;
}

int64_t unpack_i64(Unpack *u)
{
    Str s = unpack_bytes(u, 8);
    return s.n ? (int64_t)((uint64_t)str_four(s.s + 4) << 32 | str_four(s.s))
               : 0;
}

Hash128 unpack_hash(Unpack *u)
{
    uint64_t lo = (uint64_t)unpack_i64(u);
    return (Hash128){lo, (uint64_t)unpack_i64(u)};
}

Str unpack_str(Unpack *u)
{
    int32_t n = unpack_i32(u);
    return u->bad || n < 0 ? (Str){0} : unpack_bytes(u, n);
}

int32_t unpack_count(Unpack *u, ptrdiff_t least)
{
    int32_t n = unpack_i32(u);
    if (n < 0 || n > u->rest.n / least)
        u->bad = true;
    return u->bad ? 0 : n;
}

StrList unpack_list(Unpack *u, Arena *perm)
{
    StrList l = {.n = unpack_count(u, 4)};
    l.v = NEW_N(perm, Str, l.n);
    for (ptrdiff_t i = 0; i < l.n; i++)
        l.v[i] = unpack_str(u);
    return l;
}

void pack_stat(Buf *b, const FsStat *st)
{
    pack_i32(b, (int32_t)st->kind);
    pack_i64(b, st->size);
    pack_i64(b, st->mtime_ns);
    pack_i64(b, st->ctime_ns);
    pack_i64(b, (int64_t)st->inode);
}

void unpack_stat(Unpack *u, FsStat *st)
{
    st->kind = (FsKind)unpack_i32(u);
    st->size = unpack_i64(u);
    st->mtime_ns = unpack_i64(u);
    st->ctime_ns = unpack_i64(u);
    st->inode = (uint64_t)unpack_i64(u);
}
