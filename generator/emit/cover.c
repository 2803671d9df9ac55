#define _GNU_SOURCE /* renameat2, O_NOFOLLOW, O_CLOEXEC */
#include "emit/cover.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME "whole"

static const int FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

/* So deep a tree is walked, with open folders at each level. */
enum { DEEPEST = 64 };

bool spots_exchange(Spot a, Spot b)
{
#ifdef RENAME_EXCHANGE
    return !renameat2(a.dir, a.name, b.dir, b.name, RENAME_EXCHANGE);
#else
    (void)a, (void)b;
    errno = ENOSYS;
    return false;
#endif
}

void cover_clean(int holder)
{
    folder_discard(holder, NAME);
}

bool cover_begin(Cover *c, Folders *out, Str out_path, int holder, Arena *mem)
{
    *c = (Cover){.out = out, .out_path = out_path, .holder = holder};
    c->tree = (Folders){.root = -1, .mem = mem};
    cover_clean(holder);
    if (!mkdirat(holder, NAME, 0777))
        c->tree.root = openat(holder, NAME, FOLDER);
    return c->tree.root >= 0;
}

void cover_omit(Cover *c, Str path)
{
    *map_slot(&c->changes, path, c->tree.mem) = &c->tree;
}

bool cover_take(Cover *c, Str path, Spot from, Arena scratch)
{
    Spot to;
    *map_slot(&c->changes, path, c->tree.mem) = c;
    return folders_spot(&c->tree, path, true, &scratch, &to) &&
           !linkat(from.dir, from.name, to.dir, to.name, 0);
}

/* Is the path one that changes? *staged: to a staged file. */
static bool changes(const Cover *c, Str path, bool *staged)
{
    const void *v = map_get(&c->changes, path);
    *staged = v == c;
    return v != NULL;
}

/* --- a walk through one of the two, with the same folder of the other */

typedef struct Walk {
    Cover *c;
    int in, beside; /* descriptors; beside may be -1 */
    Str path;       /* of the folder, "" for the root */
    int depth;
} Walk;

/* Called for all that is in a folder; false with errno ends the walk. */
typedef bool Visit(const Walk *w, const struct dirent *e, Str path,
                   Arena scratch);

static bool is_dots(const char *name)
{
    return str_eq(str_of(name), S(".")) || str_eq(str_of(name), S(".."));
}

static bool walk(const Walk *w, Visit *visit, Arena scratch)
{
    DIR *d = folder_list(w->in);
    if (!d)
        return false;
    bool ok = true;
    struct dirent *e;
    while (errno = 0, ok && (e = readdir(d))) {
        Arena a = scratch;
        Str name = str_of(e->d_name);
        Str path = w->path.n ? str_join3(&a, w->path, S("/"), name)
                             : str_dup(&a, name);
        ok = is_dots(e->d_name) || visit(w, e, path, a);
    }
    int err = errno;
    closedir(d);
    errno = err;
    return ok && !err;
}

/* Walks through a folder that a walk has met. False with errno; ENOTDIR or
 * ELOOP where it is none. */
static bool enter(const Walk *w, const struct dirent *e, Str path, Walk *below)
{
    *below = (Walk){w->c, -1, -1, path, w->depth + 1};
    errno = ENOTDIR;
    if (e->d_type == DT_DIR || e->d_type == DT_UNKNOWN)
        below->in = openat(w->in, e->d_name, FOLDER);
    return below->in >= 0;
}

static void leave(const Walk *below)
{
    int err = errno;
    close(below->in);
    if (below->beside >= 0)
        close(below->beside);
    errno = err;
}

/* --- filling it from the output folder */

/* Gives a folder of the second tree the rights of its model. False with errno
 * where the two would still not be alike: another owner, something mounted. */
static bool take_rights(int folder, int model)
{
    struct stat st;
    if (fstat(model, &st))
        return false;
    fchmod(folder, st.st_mode & 07777);
    errno = EPERM;
    return folders_alike(folder, model);
}

static Visit fill;

/* A folder from which all went that was in it goes as well. */
static bool fill_folder(const Walk *w, const char *name, Walk *below,
                        Arena scratch)
{
    ptrdiff_t before = w->c->nomitted;
    errno = ELOOP;
    if (below->depth > DEEPEST ||
        (mkdirat(w->beside, name, 0700) && errno != EEXIST))
        return false;
    below->beside = openat(w->beside, name, FOLDER);
    if (below->beside < 0 || !walk(below, fill, scratch) ||
        !take_rights(below->beside, below->in))
        return false;
    if (before != w->c->nomitted)
        unlinkat(w->beside, name, AT_REMOVEDIR);
    return true;
}

static bool fill(const Walk *w, const struct dirent *e, Str path, Arena scratch)
{
    Walk below;
    bool staged;
    if (changes(w->c, path, &staged)) {
        w->c->nomitted += !staged;
        return true;
    }
    if (enter(w, e, path, &below)) {
        bool ok = fill_folder(w, e->d_name, &below, scratch);
        leave(&below);
        return ok;
    }
    if (errno == ENOTDIR || errno == ELOOP)
        return !linkat(w->in, e->d_name, w->beside, e->d_name, 0) ||
               errno == ENOENT;
    return errno == ENOENT; /* it is gone meanwhile */
}

bool cover_fill(Cover *c, Arena scratch)
{
    Walk all = {c, c->out->root, c->tree.root, S(""), 0};
    return walk(&all, fill, scratch) && take_rights(c->tree.root, c->out->root);
}

/* --- emptying it into the output folder */

static bool is_there_too(const Walk *w, const char *name)
{
    struct stat here, there;
    return w->beside >= 0 &&
           !fstatat(w->in, name, &here, AT_SYMLINK_NOFOLLOW) &&
           !fstatat(w->beside, name, &there, AT_SYMLINK_NOFOLLOW) &&
           here.st_ino == there.st_ino;
}

/* What is there twice goes; what somebody put or replaced there while it was
 * shown is moved to the output folder. */
static bool empty(const Walk *w, const struct dirent *e, Str path,
                  Arena scratch)
{
    Walk below;
    Spot to;
    bool staged;
    if (enter(w, e, path, &below)) {
        if (w->beside >= 0)
            below.beside = openat(w->beside, e->d_name, FOLDER);
        if (below.depth <= DEEPEST)
            walk(&below, empty, scratch);
        leave(&below);
        return true;
    }
    changes(w->c, path, &staged);
    if (!staged && !is_there_too(w, e->d_name) &&
        folders_spot(w->c->out, path, true, &scratch, &to))
        renameat(w->in, e->d_name, to.dir, to.name);
    unlinkat(w->in, e->d_name, 0);
    return true;
}

/* --- the exchange */

static bool swap_names(const Cover *c, Arena scratch)
{
    return spots_exchange((Spot){c->holder, NAME},
                          (Spot){AT_FDCWD, str_cstr(&scratch, c->out_path)});
}

/* Does the name that was the second tree's have the output folder now? Where
 * the output folder's path ends in a symbolic link, it has the link. */
static bool has_out(const Cover *c)
{
    struct stat a, b;
    return !fstatat(c->holder, NAME, &a, AT_SYMLINK_NOFOLLOW) &&
           !fstat(c->out->root, &b) && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

bool cover_show(Cover *c, Arena scratch)
{
    if (!swap_names(c, scratch))
        return false;
    c->shown = has_out(c);
    if (c->shown)
        return true;
    swap_names(c, scratch);
    errno = ENOTDIR;
    return false;
}

void cover_end(Cover *c, Arena scratch)
{
    if (c->tree.root < 0)
        return;
    Walk all = {c, c->tree.root, c->out->root, S(""), 0};
    /* Where it cannot be exchanged again, it is the output folder from now on:
     * it has the same files. */
    bool ours = !c->shown || swap_names(c, scratch);
    if (c->shown && ours)
        walk(&all, empty, scratch);
    if (ours)
        cover_clean(c->holder);
    folders_close(&c->tree);
}
