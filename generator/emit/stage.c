#define _GNU_SOURCE /* syncfs, O_NOFOLLOW, O_CLOEXEC */
#include "emit/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The stage's name in its home, in an output folder, and of a folder that shows
 * whether one can be renamed to the other. */
#define AT_HOME "new"
#define IN_OUT ".jiebao-new~"
#define PROBE ".jiebao-probe~"

static const int FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

static const char *stage_name(const Stage *s)
{
    return s->in_out ? IN_OUT : AT_HOME;
}

static int open_home(const Stage *s, Arena scratch)
{
    return s->home.n ? open(str_cstr(&scratch, s->home), FOLDER) : -1;
}

/* Remembers what together.h could not end. */
static void note_left(Stage *s, Str left)
{
    if (str_given(left))
        s->left_err = errno;
    if (str_given(left))
        s->left = left;
}

void stage_open(Stage *s, Folders *out, Str out_path, Str home, Arena *mem,
                Arena scratch)
{
    *s = (Stage){.out = out,
                 .out_path = out_path,
                 .home = home,
                 .mem = mem,
                 .from = {.root = -1, .mem = mem},
                 .holder = -1};
    int fd = open_home(s, scratch);
    if (fd >= 0) {
        folder_discard(fd, AT_HOME);
        close(fd);
    }
    note_left(s, together_heal(out, scratch));
    folder_discard(out->root, IN_OUT);
    unlinkat(out->root, PROBE, AT_REMOVEDIR);
}

/* Makes the stage under an open folder. */
static bool make_stage(Stage *s, int holder, bool in_out)
{
    s->holder = holder;
    s->in_out = in_out;
    folder_discard(holder, stage_name(s));
    if (!mkdirat(holder, stage_name(s), 0777))
        s->from.root = openat(holder, stage_name(s), FOLDER);
    return s->from.root >= 0;
}

/* Device numbers do not tell: a folder may be mounted to another place. */
static bool can_be_renamed(const Stage *s)
{
    bool ok = !mkdirat(s->from.root, PROBE, 0777) &&
              !renameat(s->from.root, PROBE, s->out->root, PROBE);
    unlinkat(ok ? s->out->root : s->from.root, PROBE, AT_REMOVEDIR);
    return ok;
}

/* Beside the output folder where that is possible: a stage in there would be
 * seen by who copies it meanwhile. */
static bool begin(Stage *s, Arena scratch)
{
    int home = open_home(s, scratch);
    if (home >= 0 && make_stage(s, home, false) && can_be_renamed(s))
        return true;
    stage_close(s);
    return make_stage(s, dup(s->out->root), true);
}

bool stage_spot(Stage *s, Str path, Arena *a, Spot *out)
{
    if (s->from.root < 0 && !begin(s, *a))
        return false;
    return folders_spot(&s->from, path, true, a, out);
}

void stage_add(Stage *s, Str path, int rank, void *owner)
{
    if (s->n == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 256;
        Staged *v = NEW_N(s->mem, Staged, s->cap);
        if (s->n)
            memcpy(v, s->v, (size_t)s->n * sizeof *v);
        s->v = v;
    }
    s->v[s->n++] = (Staged){.path = path, .rank = rank, .owner = owner};
}

bool stage_sync(const Stage *s)
{
#ifdef __linux__
    return !syncfs(s->from.root);
#else
    (void)s;
    return true;
#endif
}

/* --- an output folder with nothing in it */

static bool is_empty(int fd)
{
    DIR *d = folder_list(fd);
    if (!d)
        return false;
    bool empty = true;
    struct dirent *e;
    while (errno = 0, empty && (e = readdir(d)))
        empty = str_eq(str_of(e->d_name), S(".")) ||
                str_eq(str_of(e->d_name), S(".."));
    empty = empty && !errno;
    closedir(d);
    return empty;
}

static bool place_whole(Stage *s, Arena scratch)
{
    if (s->in_out || !is_empty(s->out->root) ||
        !folders_alike(s->from.root, s->out->root) ||
        renameat(s->holder, stage_name(s), AT_FDCWD,
                 str_cstr(&scratch, s->out_path)))
        return false;
    for (ptrdiff_t i = 0; i < s->n; i++)
        s->v[i].placed = PLACED_INSIDE;
    s->whole = true;
    return true;
}

/* --- one that is in use */

/* What is there is exchanged for the new one where the file system can; a
 * folder never is, it may hold anything. False with errno. */
static bool replace(Stage *s, Staged *f, Spot from, Spot to)
{
    FsStat st;
    if (!fs_stat_at(to.dir, to.name, &st))
        return false;
    if (st.kind == FS_NONE)
        return true;
    errno = EISDIR;
    if (st.kind == FS_DIR)
        return false;
    f->placed = PLACED_OVER;
    if (s->plain)
        return true;
    if (spots_exchange(from, to)) {
        f->placed = PLACED_EXCHANGED;
        return true;
    }
    s->plain = errno == EINVAL || errno == ENOSYS;
    return s->plain;
}

static bool place_file(Stage *s, Staged *f, Arena scratch)
{
    Spot from, to;
    if (!folders_spot(&s->from, f->path, false, &scratch, &from) ||
        !folders_spot(s->out, f->path, true, &scratch, &to))
        return false;
    Placed before = f->placed;
    bool ok = f->rank != STAGE_REPLACES || replace(s, f, from, to);
    if (ok && f->placed != PLACED_EXCHANGED)
        ok = !renameat(from.dir, from.name, to.dir, to.name);
    if (!ok)
        f->placed = before;
    else if (f->placed == before)
        f->placed = PLACED_NEW;
    return ok;
}

static bool place_rank(Stage *s, int rank, Str *failed, Arena scratch)
{
    for (ptrdiff_t i = 0; i < s->n; i++) {
        Staged *f = &s->v[i];
        if (f->rank != rank || f->placed != PLACED_NOT)
            continue;
        *failed = f->path;
        if (!place_file(s, f, scratch))
            return false;
    }
    return true;
}

static bool is_new_page(const Staged *f)
{
    return f->rank > 0 && f->rank < STAGE_REPLACES;
}

/* One page that comes has a link to itself at most. True: they come by rank.
 */
static bool need_not_come_together(Stage *s, Together *t)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < s->n && n < 2; i++)
        n += is_new_page(&s->v[i]);
    return n < 2 || !together_begin(t, s->out, false, s->mem);
}

/* Brings the new pages in one step; links stand for them until settle_pages. */
static bool place_pages(Stage *s, Together *t, Str *failed, Arena scratch)
{
    if (need_not_come_together(s, t))
        return place_rank(s, 1, failed, scratch) &&
               place_rank(s, 2, failed, scratch);
    for (ptrdiff_t i = 0; i < s->n; i++) {
        Staged *f = &s->v[i];
        Arena a = scratch;
        Spot from;
        if (!is_new_page(f))
            continue;
        *failed = f->path;
        if (!folders_spot(&s->from, f->path, false, &a, &from) ||
            !together_come(t, f->path, from, a))
            return false;
        f->placed = PLACED_TOGETHER;
    }
    return together_show(t);
}

static bool settle_pages(Stage *s, Together *t, Str *failed, Arena scratch)
{
    for (ptrdiff_t i = 0; i < s->n; i++) {
        Staged *f = &s->v[i];
        *failed = f->path;
        if (f->placed != PLACED_TOGETHER)
            continue;
        if (!together_settle(t, f->path, scratch))
            return false;
        f->placed = PLACED_NEW;
    }
    return true;
}

static void take_back(Stage *s, Staged *f, Arena scratch)
{
    Spot from, to;
    if ((f->placed != PLACED_NEW && f->placed != PLACED_EXCHANGED) ||
        !folders_spot(&s->from, f->path, false, &scratch, &from) ||
        !folders_spot(s->out, f->path, false, &scratch, &to))
        return;
    if (f->placed == PLACED_EXCHANGED)
        spots_exchange(from, to);
    else if (!renameat(to.dir, to.name, from.dir, from.name))
        folders_prune(s->out, f->path, scratch);
}

/* In the opposite order: those that others refer to go last. */
static void take_all_back(Stage *s, Together *t, Arena scratch)
{
    for (int rank = STAGE_REPLACES; rank >= 0; rank--) {
        if (rank < STAGE_REPLACES && t->tree.root >= 0) {
            together_hide(t);
            note_left(s, together_end(t, scratch));
        }
        for (ptrdiff_t i = s->n; i-- > 0;)
            if (s->v[i].rank == rank)
                take_back(s, &s->v[i], scratch);
    }
}

bool stage_place(Stage *s, Str *failed, Arena scratch)
{
    Together t = {.tree = {.root = -1}};
    if (!s->n || place_whole(s, scratch))
        return true;
    bool ok = place_rank(s, 0, failed, scratch) &&
              place_pages(s, &t, failed, scratch) &&
              place_rank(s, STAGE_REPLACES, failed, scratch) &&
              settle_pages(s, &t, failed, scratch);
    int err = errno;
    if (!ok)
        take_all_back(s, &t, scratch);
    else if (t.tree.root >= 0)
        note_left(s, together_end(&t, scratch));
    errno = err;
    return ok;
}

/* Until the stage is closed it has the file. */
static int take(Stage *s, Str path, Arena scratch)
{
    Spot from, to;
    if (!folders_spot(s->out, path, false, &scratch, &to))
        return fs_failed(errno) ? errno : 0;
    if (stage_spot(s, path, &scratch, &from) &&
        !renameat(to.dir, to.name, from.dir, from.name))
        return 0;
    return !unlinkat(to.dir, to.name, 0) || errno == ENOENT ? 0 : errno;
}

static void take_rank(Stage *s, int rank, Going *v, ptrdiff_t n, Arena scratch)
{
    for (ptrdiff_t i = 0; i < n; i++)
        if (v[i].rank == rank && v[i].err)
            v[i].err = take(s, v[i].path, scratch);
}

/* False: all of them are still there. */
static bool take_pages(Stage *s, Going *v, ptrdiff_t n, Arena scratch)
{
    Together t;
    ptrdiff_t pages = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        pages += v[i].rank > 0;
    if (pages < 2 || !together_begin(&t, s->out, true, s->mem))
        return false;
    bool ok = true;
    for (ptrdiff_t i = 0; i < n && ok; i++)
        ok = !v[i].rank || together_go(&t, v[i].path, scratch) ||
             errno == ENOENT;
    ok = ok && together_hide(&t);
    note_left(s, together_end(&t, scratch));
    for (ptrdiff_t i = 0; i < n && ok; i++)
        v[i].err = v[i].rank ? 0 : v[i].err;
    return ok;
}

void stage_take(Stage *s, Going *v, ptrdiff_t n, Arena scratch)
{
    for (ptrdiff_t i = 0; i < n; i++)
        v[i].err = EIO; /* it is there */
    if (!take_pages(s, v, n, scratch))
        for (int rank = STAGE_RANKS - 1; rank > 0; rank--)
            take_rank(s, rank, v, n, scratch);
    take_rank(s, 0, v, n, scratch);
}

bool stage_stat(Stage *s, const Staged *f, FsStat *st, Arena scratch)
{
    Spot at;
    Folders *in = f->placed == PLACED_INSIDE ? &s->from : s->out;
    return folders_spot(in, f->path, false, &scratch, &at) &&
           fs_stat_at(at.dir, at.name, st);
}

void stage_close(Stage *s)
{
    folders_close(&s->from);
    if (s->holder >= 0) {
        if (!s->whole)
            folder_discard(s->holder, stage_name(s));
        close(s->holder);
    }
    s->holder = -1;
}
