#include "archive/shard_file.h"

#include "base/pack.h"

#include <errno.h>

#define MAGIC "jiebao shard "
#define FORMAT "2\n"

enum { FRAME_HEAD = 8 + 8 + 8 + 16 };

/* Before and behind all inputs. */
static const ShardPlace head_place = {-1, 0}, tail_place = {INT64_MAX, 0};

int shard_place_cmp(ShardPlace a, ShardPlace b)
{
    int c = (a.file > b.file) - (a.file < b.file);
    return c ? c : (a.page > b.page) - (a.page < b.page);
}

/* JIEBAO_SOURCES is a checksum over all that decides how a page is read, so
 * that the same sources built elsewhere are the same program. */
Str shard_program(void)
{
    return S(JIEBAO_VERSION " " JIEBAO_SOURCES);
}

static Hash128 frame_sum(Hash128 last, ShardPlace place, Str bytes, Arena a)
{
    Buf b = buf_in(&a);
    pack_hash(&b, last);
    pack_i64(&b, place.file);
    pack_i64(&b, place.page);
    pack_hash(&b, hash128(bytes));
    return hash128(buf_str(&b));
}

/* --- Writing ---------------------------------------------------------------
 */

static void put_head(Buf *b, const ShardHead *h)
{
    pack_str(b, h->program);
    pack_i32(b, h->number);
    pack_i32(b, h->of);
    pack_hash(b, h->rules);
    pack_i32(b, h->force);
    pack_str(b, h->encoding);
    pack_str(b, h->url);
    pack_i64(b, h->files);
    pack_hash(b, h->names);
}

static void put_tail(Buf *b, const ShardTail *t)
{
    pack_i64(b, t->own);
    pack_i64(b, t->share.inputs);
    pack_hash(b, t->share.seen);
    pack_str(b, t->notes);
}

static void put_frame(ShardOut *out, ShardPlace place, Str bytes, Arena scratch)
{
    Buf b = buf_in(&scratch);
    pack_i64(&b, place.file);
    pack_i64(&b, place.page);
    pack_i64(&b, bytes.n);
    out->last = frame_sum(out->last, place, bytes, scratch);
    pack_hash(&b, out->last);
    fs_out_add(&out->file, buf_str(&b));
    fs_out_add(&out->file, bytes);
}

bool shard_create(ShardOut *out, Str path, const ShardHead *h, Arena *perm)
{
    *out = (ShardOut){0};
    if (!fs_out_open(&out->file, path, perm))
        return false;
    Arena scratch = *perm;
    Buf b = buf_in(&scratch);
    put_head(&b, h);
    Str head = str_dup(&scratch, buf_str(&b));
    fs_out_add(&out->file, S(MAGIC FORMAT));
    put_frame(out, head_place, head, scratch);
    return true;
}

void shard_add(ShardOut *out, ShardPlace place, Str bytes, Arena scratch)
{
    put_frame(out, place, bytes, scratch);
    out->own++;
}

bool shard_finish(ShardOut *out, bool keep, const InputShare *seen,
                  Arena scratch)
{
    ShardTail t = {.own = out->own, .share = *seen, .notes = out->notes};
    Buf b = buf_in(&scratch);
    put_tail(&b, &t);
    Str tail = str_dup(&scratch, buf_str(&b));
    put_frame(out, tail_place, tail, scratch);
    return fs_out_close(&out->file, keep, scratch);
}

/* --- Reading ---------------------------------------------------------------
 */

static bool say(const ShardIn *in, Diags *d, Str why)
{
    DIAG1(d, SHARD_FILE, in->path, 0, why);
    return false;
}

/* Exactly n bytes; false with a diagnostic. */
static bool read_bytes(ShardIn *in, char *to, int64_t n, Diags *d)
{
    for (ptrdiff_t k; n > 0; n -= k, to += k) {
        k = fs_read_some(in->fd, to, (ptrdiff_t)n);
        if (k < 0)
            return say(in, d, fs_reason(errno));
        if (k == 0)
            return say(in, d, S("why.shard-cut"));
        in->rest -= k;
    }
    return true;
}

/* The place of the next frame and what is said of its bytes. */
static bool next_frame(ShardIn *in, Diags *d)
{
    char head[FRAME_HEAD];
    if (in->rest < FRAME_HEAD)
        return say(in, d, S("why.shard-cut"));
    if (!read_bytes(in, head, FRAME_HEAD, d))
        return false;
    Unpack u = {.rest = {head, FRAME_HEAD}};
    ShardPlace before = in->place;
    in->place.file = unpack_i64(&u);
    in->place.page = unpack_i64(&u);
    in->size = unpack_i64(&u);
    in->sum = unpack_hash(&u);
    if (in->size < 0 || shard_place_cmp(before, in->place) >= 0)
        return say(in, d, S("why.shard-damaged"));
    return in->size <= in->rest || say(in, d, S("why.shard-cut"));
}

/* The bytes of the frame whose head was read. */
static bool read_frame(ShardIn *in, Arena *a, Str *bytes, Diags *d)
{
    char *room = arena_bytes(a, (ptrdiff_t)in->size);
    *bytes = (Str){room, (ptrdiff_t)in->size};
    if (!read_bytes(in, room, in->size, d))
        return false;
    in->last = frame_sum(in->last, in->place, *bytes, *a);
    return hash128_eq(in->last, in->sum) || say(in, d, S("why.shard-damaged"));
}

static bool get_head(Str bytes, ShardHead *h)
{
    Unpack u = {.rest = bytes};
    h->program = unpack_str(&u);
    h->number = unpack_i32(&u);
    h->of = unpack_i32(&u);
    h->rules = unpack_hash(&u);
    h->force = unpack_i32(&u) != 0;
    h->encoding = unpack_str(&u);
    h->url = unpack_str(&u);
    h->files = unpack_i64(&u);
    h->names = unpack_hash(&u);
    return !u.bad && !u.rest.n && h->number >= 1 && h->number <= h->of;
}

static bool get_tail(ShardIn *in, Diags *d)
{
    Str bytes;
    ShardTail *t = &in->tail;
    if (!read_frame(in, in->perm, &bytes, d))
        return false;
    Unpack u = {.rest = bytes};
    t->own = unpack_i64(&u);
    t->share.inputs = unpack_i64(&u);
    t->share.seen = unpack_hash(&u);
    t->notes = unpack_str(&u);
    in->ended = true;
    return (!u.bad && !u.rest.n && !in->rest) ||
           say(in, d, S("why.shard-damaged"));
}

/* The start of every shard, of whatever format. */
static bool read_magic(ShardIn *in, Diags *d)
{
    char start[sizeof MAGIC FORMAT - 1];
    Str read = {start, (ptrdiff_t)sizeof start};
    if (in->rest < read.n)
        return say(in, d, S("why.shard-foreign"));
    if (!read_bytes(in, start, read.n, d))
        return false;
    if (!str_starts(read, S(MAGIC)))
        return say(in, d, S("why.shard-foreign"));
    return str_ends(read, S(FORMAT)) || say(in, d, S("why.shard-program"));
}

/* Of another program even the head may be of another form. */
static bool read_head(ShardIn *in, Diags *d)
{
    Str bytes;
    in->place = (ShardPlace){INT64_MIN, 0};
    if (!read_magic(in, d) || !next_frame(in, d) ||
        !read_frame(in, in->perm, &bytes, d))
        return false;
    Unpack u = {.rest = bytes};
    if (!str_eq(unpack_str(&u), shard_program()))
        return say(in, d, S("why.shard-program"));
    return get_head(bytes, &in->head) || say(in, d, S("why.shard-damaged"));
}

static bool to_next(ShardIn *in, Diags *d)
{
    if (!next_frame(in, d))
        return false;
    return shard_place_cmp(in->place, tail_place) != 0 || get_tail(in, d);
}

bool shard_open(ShardIn *in, Str path, Arena *perm, Diags *d)
{
    FsStat st;
    *in = (ShardIn){.path = path, .perm = perm};
    in->fd = fs_open(path, true, *perm, &st);
    in->rest = in->fd >= 0 ? st.size : 0;
    if (in->fd < 0)
        return say(in, d, fs_reason(errno));
    if (read_head(in, d) && to_next(in, d))
        return true;
    shard_close(in);
    return false;
}

bool shard_read(ShardIn *in, Arena *a, Str *bytes, Diags *d)
{
    return read_frame(in, a, bytes, d) && to_next(in, d);
}

void shard_close(ShardIn *in)
{
    if (in->fd >= 0)
        fs_close(in->fd);
    in->fd = -1;
}
