#include "emit/state_codec.h"

#include "model/report_pack.h"

/* Whoever adds a member to one of these stores it here too: what is recalled
 * must be all that was read. */
#define SIZE(T, n) (sizeof(void *) != 8 || sizeof(T) == (n))
_Static_assert(SIZE(Digest, 112) && SIZE(TopicUse, 20) && SIZE(Passage, 88),
               "store new members");

static void put_raw(Buf *b, const void *p, size_t n)
{
    buf_add(b, (Str){p, (ptrdiff_t)n});
}

static void get_raw(Unpack *r, void *p, size_t n)
{
    Str s = unpack_bytes(r, (ptrdiff_t)n);
    memset(p, 0, n);
    if (s.n)
        memcpy(p, s.s, n);
}

static void put_passage(Buf *b, const Passage *p)
{
    pack_i32(b, p->topic);
    pack_i32(b, p->score);
    pack_str(b, p->block_id);
    pack_str(b, p->heading_id);
    pack_str(b, p->heading);
    pack_str(b, p->text);
    pack_i32(b, p->nmarks);
    put_raw(b, p->marks, sizeof *p->marks * (size_t)p->nmarks);
}

static void get_passage(Unpack *r, Arena *perm, Passage *p)
{
    p->topic = unpack_i32(r);
    p->score = unpack_i32(r);
    p->block_id = unpack_str(r);
    p->heading_id = unpack_str(r);
    p->heading = unpack_str(r);
    p->text = unpack_str(r);
    p->nmarks = unpack_count(r, (ptrdiff_t)sizeof *p->marks);
    p->marks = NEW_N(perm, Mark, p->nmarks);
    get_raw(r, p->marks, sizeof *p->marks * (size_t)p->nmarks);
}

static void put_digest(Buf *b, const Digest *d)
{
    pack_i32(b, d->chars);
    pack_str(b, d->excerpt);
    pack_str(b, d->traditional);
    pack_i32(b, d->topics.nuses);
    for (int i = 0; i < d->topics.nuses; i++) {
        pack_i32(b, d->topics.uses[i].topic);
        pack_i32(b, d->topics.uses[i].by_hand);
        pack_i32(b, d->topics.uses[i].score);
        pack_i32(b, d->topics.uses[i].passages);
        pack_i32(b, d->topics.uses[i].bytes);
    }
    pack_list(b, d->headings);
    pack_i64(b, d->passages.at);
    pack_i64(b, d->passages.n);
    pack_i64(b, (int64_t)d->passages.check);
}

static Digest *get_digest(Unpack *r, Arena *perm)
{
    Digest *d = NEW(perm, Digest);
    d->chars = unpack_i32(r);
    d->excerpt = unpack_str(r);
    d->traditional = unpack_str(r);
    d->topics.nuses = unpack_count(r, 20);
    d->topics.uses = NEW_N(perm, TopicUse, d->topics.nuses);
    for (int i = 0; i < d->topics.nuses; i++) {
        d->topics.uses[i].topic = unpack_i32(r);
        d->topics.uses[i].by_hand = unpack_i32(r) != 0;
        d->topics.uses[i].score = unpack_i32(r);
        d->topics.uses[i].passages = unpack_i32(r);
        d->topics.uses[i].bytes = unpack_i32(r);
    }
    d->headings = unpack_list(r, perm);
    d->passages.at = unpack_i64(r);
    d->passages.n = unpack_i64(r);
    d->passages.check = (uint64_t)unpack_i64(r);
    return d;
}

void put_passages(Buf *b, const TopicFinding *f)
{
    pack_i32(b, f->npassages);
    for (int i = 0; i < f->npassages; i++)
        put_passage(b, &f->passages[i]);
}

bool get_passages(Str bytes, Arena *perm, TopicFinding *out)
{
    Unpack r = {.rest = bytes};
    *out = (TopicFinding){.npassages = unpack_count(&r, 28)};
    out->passages = NEW_N(perm, Passage, out->npassages);
    for (int i = 0; i < out->npassages; i++)
        get_passage(&r, perm, &out->passages[i]);
    return !r.bad;
}

void put_entry(Buf *b, const Entry *e)
{
    pack_stat(b, &e->st);
    put_raw(b, &e->hash, sizeof e->hash);
    pack_i32(b, e->body_line);
    report_pack(b, &e->r);
    put_digest(b, e->digest);
    pack_stat(b, &e->notes.st);
    put_raw(b, &e->notes.hash, sizeof e->notes.hash);
    pack_i32(b, e->notes.there);
}

bool get_entry(Str record, Arena *perm, Entry *out)
{
    Unpack r = {.rest = record};
    *out = (Entry){0};
    unpack_stat(&r, &out->st);
    get_raw(&r, &out->hash, sizeof out->hash);
    out->body_line = unpack_i32(&r);
    report_unpack(&r, perm, &out->r);
    out->digest = get_digest(&r, perm);
    unpack_stat(&r, &out->notes.st);
    get_raw(&r, &out->notes.hash, sizeof out->notes.hash);
    out->notes.there = unpack_i32(&r) != 0;
    out->recalled = true;
    return !r.bad;
}

void put_output(Buf *b, const Output *o)
{
    pack_str(b, o->path);
    put_raw(b, &o->inputs, sizeof o->inputs);
    put_raw(b, &o->bytes, sizeof o->bytes);
    put_raw(b, &o->sha, sizeof o->sha);
    pack_stat(b, &o->st);
}

bool output_path_valid(Str path)
{
    for (Str rest = path; str_given(rest);) {
        Str part = str_cut(&rest, S("/"));
        if (part.n <= 2 &&
            (!part.n || str_eq(part, S(".")) || str_eq(part, S(".."))))
            return false;
    }
    return path.n > 0 && path.n < 4096 && !str_has(path, S("\0"));
}

bool get_output(Str record, Output *out)
{
    Unpack r = {.rest = record};
    *out = (Output){.path = unpack_str(&r)};
    get_raw(&r, &out->inputs, sizeof out->inputs);
    get_raw(&r, &out->bytes, sizeof out->bytes);
    get_raw(&r, &out->sha, sizeof out->sha);
    unpack_stat(&r, &out->st);
    return !r.bad && output_path_valid(out->path);
}
