#define _GNU_SOURCE /* renameat2, syncfs, O_NOFOLLOW, O_CLOEXEC */
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

void stage_open(Stage *s, Folders *out, Str out_path, Str home, Arena *mem,
                Arena scratch)
{
    *s = (Stage){.out = out,
                 .out_path = out_path,
                 .home = home,
                 .mem = mem,
                 .from = {.root = -1, .mem = mem},
                 .holder = -1,
                 .cover = {.tree = {.root = -1}}};
    int fd = open_home(s, scratch);
    if (fd >= 0) {
        folder_discard(fd, AT_HOME);
        cover_clean(fd);
        close(fd);
    }
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

/* The topmost folder on the way to `folder` that the output folder lacks;
 * absent: it is there. False with errno. */
static bool find_top(Stage *s, Str folder, Str *top, Arena scratch)
{
    *top = (Str){0};
    for (; folder.n; folder = folder_of(folder)) {
        if (folders_open(s->out, folder, false, scratch) >= 0)
            return true;
        if (errno != ENOENT)
            return false;
        *top = folder;
    }
    return true;
}

static Top *add_top(Stage *s, Str path)
{
    if (s->ntops == s->tops_cap) {
        s->tops_cap = s->tops_cap ? s->tops_cap * 2 : 16;
        Top *v = NEW_N(s->mem, Top, s->tops_cap);
        if (s->ntops)
            memcpy(v, s->tops, (size_t)s->ntops * sizeof *v);
        s->tops = v;
    }
    s->tops[s->ntops] = (Top){.path = path};
    return &s->tops[s->ntops++];
}

static Top *top_of(Stage *s, Str path)
{
    for (ptrdiff_t i = 0; i < s->ntops; i++)
        if (str_eq(s->tops[i].path, path))
            return &s->tops[i];
    return add_top(s, path);
}

/* Plans before anything moves, so that a path that cannot be taken is found
 * out while the site is untouched. */
static bool find_tops(Stage *s, Str *failed, Arena scratch)
{
    Str last = {0}, top = {0};
    for (ptrdiff_t i = 0; i < s->n; i++) {
        Staged *f = &s->v[i];
        Str folder = folder_of(f->path);
        *failed = f->path;
        if ((!i || !str_eq(folder, last)) &&
            !find_top(s, folder, &top, scratch))
            return false;
        last = folder;
        if (!str_given(top))
            continue;
        f->placed = PLACED_INSIDE;
        Top *t = top_of(s, top);
        t->rank = f->rank > t->rank ? f->rank : t->rank;
    }
    return true;
}

/* Moves a folder there, or back. */
static bool move_top(Stage *s, Top *t, bool back, Arena scratch)
{
    Spot from, to;
    if (!folders_spot(&s->from, t->path, false, &scratch, &from) ||
        !folders_spot(s->out, t->path, false, &scratch, &to))
        return false;
    t->placed = back ? renameat(to.dir, to.name, from.dir, from.name) != 0
                     : !renameat(from.dir, from.name, to.dir, to.name);
    return t->placed != back;
}

static bool place_tops(Stage *s, int rank, Str *failed, Arena scratch)
{
    for (ptrdiff_t i = 0; i < s->ntops; i++) {
        Top *t = &s->tops[i];
        *failed = t->path;
        if (t->rank == rank && !move_top(s, t, false, scratch))
            return false;
    }
    return true;
}

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
        !folders_spot(s->out, f->path, false, &scratch, &to))
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
    if (!place_tops(s, rank, failed, scratch))
        return false;
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

static void take_back(Stage *s, Staged *f, Arena scratch)
{
    Spot from, to;
    if ((f->placed != PLACED_NEW && f->placed != PLACED_EXCHANGED) ||
        !folders_spot(&s->from, f->path, false, &scratch, &from) ||
        !folders_spot(s->out, f->path, false, &scratch, &to))
        return;
    if (f->placed == PLACED_EXCHANGED)
        spots_exchange(from, to);
    else
        renameat(to.dir, to.name, from.dir, from.name);
}

/* In the opposite order: those that others refer to go last. */
static void take_all_back(Stage *s, Arena scratch)
{
    for (int rank = STAGE_REPLACES; rank >= 0; rank--) {
        for (ptrdiff_t i = s->n; i-- > 0;)
            if (s->v[i].rank == rank)
                take_back(s, &s->v[i], scratch);
        for (ptrdiff_t i = s->ntops; i-- > 0;)
            if (s->tops[i].rank == rank && s->tops[i].placed)
                move_top(s, &s->tops[i], true, scratch);
    }
}

bool stage_cover(Stage *s, const Str *gone, ptrdiff_t n, Arena scratch)
{
    Spot from;
    if (s->from.root < 0 || s->in_out || is_empty(s->out->root))
        return false;
    bool ok = cover_begin(&s->cover, s->out, s->out_path, s->holder, s->mem);
    for (ptrdiff_t i = 0; ok && i < s->n; i++) {
        Arena a = scratch;
        ok = folders_spot(&s->from, s->v[i].path, false, &a, &from) &&
             cover_take(&s->cover, s->v[i].path, from, a);
    }
    for (ptrdiff_t i = 0; i < n; i++)
        cover_omit(&s->cover, gone[i]);
    ok = ok && cover_fill(&s->cover, scratch);
    if (!ok)
        cover_end(&s->cover, scratch);
    return ok;
}

bool stage_place(Stage *s, Str *failed, Arena scratch)
{
    if (!s->n || place_whole(s, scratch))
        return true;
    bool ok = find_tops(s, failed, scratch);
    if (ok && s->cover.tree.root >= 0)
        cover_show(&s->cover, scratch); /* or the order of renames must do */
    for (int rank = 0; ok && rank <= STAGE_REPLACES; rank++)
        ok = place_rank(s, rank, failed, scratch);
    int err = errno;
    if (!ok)
        take_all_back(s, scratch);
    errno = err;
    return ok;
}

bool stage_settle(Stage *s, Arena scratch)
{
    bool covered = s->cover.tree.root >= 0;
    cover_end(&s->cover, scratch);
    return covered;
}

bool stage_take(Stage *s, Str path, Arena scratch)
{
    Spot from, to;
    if (!folders_spot(s->out, path, false, &scratch, &to))
        return !fs_failed(errno);
    if (stage_spot(s, path, &scratch, &from) &&
        !renameat(to.dir, to.name, from.dir, from.name))
        return true;
    return !unlinkat(to.dir, to.name, 0) || errno == ENOENT;
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
    cover_end(&s->cover, *s->mem);
    folders_close(&s->from);
    if (s->holder >= 0) {
        if (!s->whole)
            folder_discard(s->holder, stage_name(s));
        close(s->holder);
    }
    s->holder = -1;
}
