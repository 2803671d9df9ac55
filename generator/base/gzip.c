#include "base/gzip.h"

#include "base/buf.h"

#include <string.h>
#include <zlib.h>

enum { GZIP = 15 + 16, ZLIB_OR_GZIP = 15 + 32, BARE = -15, STRETCH = 1 << 16 };

typedef struct Gunzip {
    ByteSource in;
    z_stream z;
    Arena *a;
    unsigned char buf[STRETCH];
    int64_t taken;  /* bytes of `in` that were read so far */
    int64_t member; /* offset of the member that is being unpacked */
    bool inside;    /* of a member */
    Str why;
} Gunzip;

static void *lib_alloc(void *a, unsigned n, unsigned size)
{
    return arena_lib_calloc(a, n, size);
}

static void lib_free(void *a, void *p)
{
    (void)a; /* it dies with the arena */
    (void)p;
}

static bool start(z_stream *z, int form, Arena *a)
{
    *z = (z_stream){.zalloc = lib_alloc, .zfree = lib_free, .opaque = a};
    return inflateInit2(z, form) == Z_OK;
}

static bool fill(Gunzip *g)
{
    if (g->z.avail_in)
        return true;
    ptrdiff_t n = g->in.read(g->in.ctx, (char *)g->buf, STRETCH);
    if (n <= 0) {
        g->why = n < 0 ? *g->in.why : S("why.cut-off");
        return false;
    }
    g->z.next_in = g->buf;
    g->z.avail_in = (unsigned)n;
    g->taken += n;
    return true;
}

/* Zeros behind the last member are padding of tapes and disks. */
static void skip_zeros(Gunzip *g)
{
    while (fill(g) && !*g->z.next_in) {
        g->z.next_in++;
        g->z.avail_in--;
    }
}

/* 1: a member starts; 0: the end; -1: it failed. */
static int next_member(Gunzip *g)
{
    if (g->taken)
        skip_zeros(g);
    if (!fill(g))
        return str_eq(g->why, S("why.cut-off")) ? 0 : -1;
    inflateReset(&g->z);
    g->member = g->taken - (int64_t)g->z.avail_in;
    g->inside = true;
    return 1;
}

static ptrdiff_t read_gzip(void *ctx, char *to, ptrdiff_t n)
{
    Gunzip *g = ctx;
    unsigned room = n < STRETCH ? (unsigned)n : STRETCH;
    g->z.next_out = (unsigned char *)to;
    g->z.avail_out = room;
    while (g->z.avail_out == room) {
        int there = g->inside ? 1 : next_member(g);
        if (there <= 0)
            return there;
        if (!fill(g))
            return -1;
        int rc = inflate(&g->z, Z_NO_FLUSH);
        if (rc == Z_STREAM_END)
            g->inside = false;
        else if (rc != Z_OK && rc != Z_BUF_ERROR && g->z.avail_out == room) {
            g->why = S("why.gzip-damaged");
            return -1;
        }
    }
    return (ptrdiff_t)(room - g->z.avail_out);
}

ByteSource gunzip_source(ByteSource in, Arena *a)
{
    Gunzip *g = NEW(a, Gunzip);
    g->in = in;
    g->a = a;
    if (!start(&g->z, GZIP, a))
        mem_exhausted();
    return (ByteSource){read_gzip, g, &g->member, &g->why};
}

/* All members of one form. */
static bool unpack_as(Str packed, int form, int64_t max, Buf *out,
                      Arena scratch)
{
    z_stream z;
    if (packed.n > INT32_MAX || !start(&z, form, &scratch))
        return false;
    union {
        const char *s;
        unsigned char *u;
    } in = {packed.s};
    z.next_in = in.u;
    z.avail_in = (unsigned)packed.n;
    int rc = Z_OK;
    while (rc == Z_OK && out->n <= max) {
        buf_reserve(out, STRETCH);
        z.next_out = (unsigned char *)out->s + out->n;
        z.avail_out = STRETCH;
        rc = inflate(&z, Z_NO_FLUSH);
        out->n += STRETCH - (ptrdiff_t)z.avail_out;
    }
    return rc == Z_STREAM_END;
}

bool gzip_unpack(Str packed, int64_t max, Arena *a, Arena scratch, Str *out,
                 bool *large)
{
    Buf b = buf_in(a);
    bool ok = unpack_as(packed, ZLIB_OR_GZIP, max, &b, scratch);
    if (!ok && !b.n)
        ok = unpack_as(packed, BARE, max, &b, scratch);
    *large = b.n > max;
    *out = buf_str(&b);
    return ok && !*large;
}
