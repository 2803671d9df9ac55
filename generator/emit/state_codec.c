#include "emit/state_codec.h"

/* Whoever adds a member to one of these stores it here too: what is recalled
 * must be all that was read. */
#define SIZE(T, n) (sizeof(void *) != 8 || sizeof(T) == (n))
_Static_assert(SIZE(Report, 344) && SIZE(YamlField, 40), "store new members");
_Static_assert(SIZE(Digest, 72) && SIZE(TopicUse, 16) && SIZE(Passage, 88),
               "store new members");

static void put_raw(Buf *b, const void *p, size_t n)
{
    buf_add(b, (Str){p, (ptrdiff_t)n});
}

static void put_i64(Buf *b, int64_t v)
{
    put_raw(b, &v, sizeof v);
}

static void put_i32(Buf *b, int32_t v)
{
    put_raw(b, &v, sizeof v);
}

/* Length first; -1 for the absent string. */
static void put_str(Buf *b, Str s)
{
    put_i32(b, str_given(s) ? (int32_t)s.n : -1);
    buf_add(b, s);
}

static void put_list(Buf *b, StrList l)
{
    put_i32(b, (int32_t)l.n);
    for (ptrdiff_t i = 0; i < l.n; i++)
        put_str(b, l.v[i]);
}

static void get_raw(Reader *r, void *p, size_t n)
{
    memset(p, 0, n);
    if (r->bad || r->rest.n < (ptrdiff_t)n) {
        r->bad = true;
        return;
    }
    memcpy(p, r->rest.s, n);
    r->rest = str_skip(r->rest, (ptrdiff_t)n);
}

static int64_t get_i64(Reader *r)
{
    int64_t v;
    get_raw(r, &v, sizeof v);
    return v;
}

static int32_t get_i32(Reader *r)
{
    int32_t v;
    get_raw(r, &v, sizeof v);
    return v;
}

static Str get_str(Reader *r)
{
    int32_t n = get_i32(r);
    if (r->bad || n < 0)
        return (Str){0};
    if (n > r->rest.n) {
        r->bad = true;
        return (Str){0};
    }
    Str s = str_head(r->rest, n);
    r->rest = str_skip(r->rest, n);
    return s;
}

/* A count of items that take at least `least` bytes each, so that a damaged
 * one cannot ask for more memory than the record's own size. */
static int32_t get_count(Reader *r, ptrdiff_t least)
{
    int32_t n = get_i32(r);
    if (n < 0 || n > r->rest.n / least)
        r->bad = true;
    return r->bad ? 0 : n;
}

static StrList get_list(Reader *r, Arena *perm)
{
    StrList l = {.n = get_count(r, 4)};
    l.v = NEW_N(perm, Str, l.n);
    for (ptrdiff_t i = 0; i < l.n; i++)
        l.v[i] = get_str(r);
    return l;
}

/* The text fields of a report, in the order in which they are stored. */
enum { REPORT_TEXTS = 13 };
static void report_texts(Report *r, Str *v[REPORT_TEXTS])
{
    Str *all[REPORT_TEXTS] = {
        &r->slug,          &r->title,    &r->kind,       &r->province,
        &r->city,          &r->district, &r->street,     &r->division,
        &r->publisher,     &r->index_no, &r->source_url, &r->source,
        &r->source_sha256,
    };
    memcpy(v, all, sizeof all);
}

static void put_report(Buf *b, const Report *report)
{
    Report r = *report;
    Str *texts[REPORT_TEXTS];
    report_texts(&r, texts);
    for (int i = 0; i < REPORT_TEXTS; i++)
        put_str(b, *texts[i]);
    put_i32(b, r.id);
    put_i32(b, r.published);
    put_raw(b, &r.summary, sizeof r.summary);
    put_raw(b, &r.plan, sizeof r.plan);
    put_i32(b, (int32_t)r.inferred);
    put_list(b, r.topics);
    put_raw(b, r.lines, sizeof r.lines);
    put_i32(b, (int32_t)r.extra.n);
    for (ptrdiff_t i = 0; i < r.extra.n; i++) {
        put_str(b, r.extra.v[i].key);
        put_list(b, r.extra.v[i].values);
        put_i32(b, r.extra.v[i].is_list);
        put_i32(b, r.extra.v[i].line);
    }
}

static void get_report(Reader *rd, Arena *perm, Report *r)
{
    Str *texts[REPORT_TEXTS];
    report_texts(r, texts);
    for (int i = 0; i < REPORT_TEXTS; i++)
        *texts[i] = get_str(rd);
    r->id = get_i32(rd);
    r->published = get_i32(rd);
    get_raw(rd, &r->summary, sizeof r->summary);
    get_raw(rd, &r->plan, sizeof r->plan);
    r->inferred = (uint32_t)get_i32(rd);
    r->topics = get_list(rd, perm);
    get_raw(rd, r->lines, sizeof r->lines);
    r->extra.n = get_count(rd, 16);
    r->extra.v = NEW_N(perm, YamlField, r->extra.n);
    for (ptrdiff_t i = 0; i < r->extra.n; i++) {
        r->extra.v[i].key = get_str(rd);
        r->extra.v[i].values = get_list(rd, perm);
        r->extra.v[i].is_list = get_i32(rd) != 0;
        r->extra.v[i].line = get_i32(rd);
    }
}

static void put_passage(Buf *b, const Passage *p)
{
    put_i32(b, p->topic);
    put_i32(b, p->score);
    put_str(b, p->block_id);
    put_str(b, p->heading_id);
    put_str(b, p->heading);
    put_str(b, p->text);
    put_i32(b, p->nmarks);
    put_raw(b, p->marks, sizeof *p->marks * (size_t)p->nmarks);
}

static void get_passage(Reader *r, Arena *perm, Passage *p)
{
    p->topic = get_i32(r);
    p->score = get_i32(r);
    p->block_id = get_str(r);
    p->heading_id = get_str(r);
    p->heading = get_str(r);
    p->text = get_str(r);
    p->nmarks = get_count(r, (ptrdiff_t)sizeof *p->marks);
    p->marks = NEW_N(perm, Mark, p->nmarks);
    get_raw(r, p->marks, sizeof *p->marks * (size_t)p->nmarks);
}

static void put_digest(Buf *b, const Digest *d)
{
    put_i32(b, d->chars);
    put_str(b, d->excerpt);
    put_str(b, d->traditional);
    put_i32(b, d->topics.nuses);
    for (int i = 0; i < d->topics.nuses; i++) {
        put_i32(b, d->topics.uses[i].topic);
        put_i32(b, d->topics.uses[i].by_hand);
        put_i32(b, d->topics.uses[i].score);
        put_i32(b, d->topics.uses[i].passages);
    }
    put_i32(b, d->topics.npassages);
    for (int i = 0; i < d->topics.npassages; i++)
        put_passage(b, &d->topics.passages[i]);
}

static Digest *get_digest(Reader *r, Arena *perm)
{
    Digest *d = NEW(perm, Digest);
    d->chars = get_i32(r);
    d->excerpt = get_str(r);
    d->traditional = get_str(r);
    d->topics.nuses = get_count(r, 16);
    d->topics.uses = NEW_N(perm, TopicUse, d->topics.nuses);
    for (int i = 0; i < d->topics.nuses; i++) {
        d->topics.uses[i].topic = get_i32(r);
        d->topics.uses[i].by_hand = get_i32(r) != 0;
        d->topics.uses[i].score = get_i32(r);
        d->topics.uses[i].passages = get_i32(r);
    }
    d->topics.npassages = get_count(r, 28);
    d->topics.passages = NEW_N(perm, Passage, d->topics.npassages);
    for (int i = 0; i < d->topics.npassages; i++)
        get_passage(r, perm, &d->topics.passages[i]);
    return d;
}

static void put_stat(Buf *b, const FsStat *st)
{
    put_i32(b, (int32_t)st->kind);
    put_i64(b, st->size);
    put_i64(b, st->mtime_ns);
    put_i64(b, st->ctime_ns);
    put_i64(b, (int64_t)st->inode);
}

static void get_stat(Reader *r, FsStat *st)
{
    st->kind = (FsKind)get_i32(r);
    st->size = get_i64(r);
    st->mtime_ns = get_i64(r);
    st->ctime_ns = get_i64(r);
    st->inode = (uint64_t)get_i64(r);
}

void put_entry(Buf *b, const Entry *e)
{
    put_stat(b, &e->st);
    put_raw(b, &e->hash, sizeof e->hash);
    put_i32(b, e->body_line);
    put_report(b, &e->r);
    put_digest(b, e->digest);
    put_stat(b, &e->notes.st);
    put_raw(b, &e->notes.hash, sizeof e->notes.hash);
    put_i32(b, e->notes.there);
}

bool get_entry(Str record, Arena *perm, Entry *out)
{
    Reader r = {.rest = record};
    *out = (Entry){0};
    get_stat(&r, &out->st);
    get_raw(&r, &out->hash, sizeof out->hash);
    out->body_line = get_i32(&r);
    get_report(&r, perm, &out->r);
    out->digest = get_digest(&r, perm);
    get_stat(&r, &out->notes.st);
    get_raw(&r, &out->notes.hash, sizeof out->notes.hash);
    out->notes.there = get_i32(&r) != 0;
    out->recalled = true;
    return !r.bad;
}

void put_output(Buf *b, const Output *o)
{
    put_str(b, o->path);
    put_raw(b, &o->inputs, sizeof o->inputs);
    put_raw(b, &o->bytes, sizeof o->bytes);
    put_raw(b, &o->sha, sizeof o->sha);
    put_stat(b, &o->st);
}

bool output_path_valid(Str path)
{
    Str rest = path;
    while (str_given(rest)) {
        Str part = str_cut(&rest, S("/"));
        if (!part.n || str_eq(part, S(".")) || str_eq(part, S("..")))
            return false;
    }
    return path.n > 0 && path.n < 4096 && !str_has(path, S("\0"));
}

bool get_output(Str record, Output *out)
{
    Reader r = {.rest = record};
    *out = (Output){.path = get_str(&r)};
    get_raw(&r, &out->inputs, sizeof out->inputs);
    get_raw(&r, &out->bytes, sizeof out->bytes);
    get_raw(&r, &out->sha, sizeof out->sha);
    get_stat(&r, &out->st);
    return !r.bad && output_path_valid(out->path);
}
