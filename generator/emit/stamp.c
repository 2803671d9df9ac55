#include "emit/stamp.h"

#include "base/buf.h"

#include <errno.h>

typedef struct Stamping {
    Buf in;       /* what is hashed */
    bool certain; /* so far */
    const State *state;
} Stamping;

static void put_i64(Buf *b, int64_t v)
{
    buf_add(b, (Str){(const char *)&v, sizeof v});
}

static void put_file(Stamping *s, Str path, const FsStat *st)
{
    put_i64(&s->in, path.n);
    buf_add(&s->in, path);
    put_i64(&s->in, st->kind);
    put_i64(&s->in, st->size);
    put_i64(&s->in, st->mtime_ns);
    put_i64(&s->in, st->ctime_ns);
    put_i64(&s->in, (int64_t)st->inode);
    if (st->kind != FS_NONE &&
        (st->kind != FS_FILE || !state_is_settled(s->state, st)))
        s->certain = false;
}

/* A folder that is not there is an empty one. False, with errno: it could not
 * be read. */
static bool put_folder(Stamping *s, Str dir, bool recurse, Arena *perm,
                       FsList *l)
{
    bool listed = fs_list(dir, recurse, perm, l) || errno == ENOENT;
    int err = errno;
    if (!listed)
        *l = (FsList){0};
    s->certain = s->certain && listed;
    put_i64(&s->in, l->n);
    for (ptrdiff_t i = 0; i < l->n; i++)
        put_file(s, l->v[i].path, &l->v[i].st);
    errno = err;
    return listed;
}

Found stamp_inputs(const Site *site, Str theme_dir, const MadeWith *made_with,
                   const State *state, Arena *perm, Arena scratch)
{
    Found f = {0};
    FsStat st = {0};
    FsList none; /* is kept */
    Arena lists = arena_carve(&scratch, (scratch.end - scratch.beg) / 2);
    Stamping s = {.in = buf_in(&scratch), .certain = true, .state = state};
    Str content = str_concat(perm, site->dir, S("/content/"));
    Str synonyms = str_concat(perm, content, S("synonyms.conf"));
    buf_add(&s.in, (Str){(const char *)made_with, sizeof *made_with});
    Str reports = str_concat(perm, content, S("reports"));
    Str ledgers = str_concat(perm, content, S("ledger"));
    Str pages = str_concat(perm, content, S("pages"));
    Str assets = str_concat(perm, theme_dir, S("/assets"));
    f.reports_listed = put_folder(&s, reports, true, perm, &f.reports);
    if (!put_folder(&s, ledgers, false, perm, &f.ledgers))
        f.ledgers_error = errno;
    put_folder(&s, pages, false, &lists, &none);
    put_folder(&s, assets, true, &lists, &none);
    s.certain = fs_stat(synonyms, &st, lists) && s.certain;
    put_file(&s, S("synonyms.conf"), &st);
    if (s.certain)
        f.stamp = hash128(buf_str(&s.in));
    return f;
}
