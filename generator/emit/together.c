#define _GNU_SOURCE /* O_NOFOLLOW, O_CLOEXEC */
#include "emit/together.h"

#include "base/buf.h"
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHOWN ".jiebao-pages~"
#define HIDDEN ".jiebao-pages-hidden~"
#define PROBE ".probe"

static const int FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

/* What the link at a path says. */
static char *link_text(Str path, Arena *a)
{
    Buf b = buf_in(a);
    for (ptrdiff_t i = 0; i < path.n; i++)
        if (path.s[i] == '/')
            buf_lit(&b, "../");
    buf_lit(&b, SHOWN "/");
    buf_add(&b, path);
    return str_cstr(a, buf_str(&b));
}

bool together_begin(Together *t, Folders *out, bool shown, Arena *mem)
{
    const char *name = shown ? SHOWN : HIDDEN;
    *t = (Together){.out = out, .tree = {.root = -1, .mem = mem}};
    if (mkdirat(out->root, name, 0777))
        return false;
    t->tree.root = openat(out->root, name, FOLDER);
    bool ok = t->tree.root >= 0 && !symlinkat(SHOWN, t->tree.root, PROBE) &&
              !unlinkat(t->tree.root, PROBE, 0);
    if (!ok)
        together_end(t, *mem);
    return ok;
}

bool together_come(Together *t, Str path, Spot from, Arena scratch)
{
    Spot in, to;
    return folders_spot(&t->tree, path, true, &scratch, &in) &&
           folders_spot(t->out, path, true, &scratch, &to) &&
           !renameat(from.dir, from.name, in.dir, in.name) &&
           !symlinkat(link_text(path, &scratch), to.dir, to.name);
}

bool together_go(Together *t, Str path, Arena scratch)
{
    Spot in, at;
    return folders_spot(t->out, path, false, &scratch, &at) &&
           folders_spot(&t->tree, path, true, &scratch, &in) &&
           !symlinkat(link_text(path, &scratch), in.dir, in.name) &&
           spots_exchange(in, at);
}

bool together_show(Together *t)
{
    return !renameat(t->out->root, HIDDEN, t->out->root, SHOWN);
}

bool together_hide(Together *t)
{
    return !renameat(t->out->root, SHOWN, t->out->root, HIDDEN);
}

bool together_settle(Together *t, Str path, Arena scratch)
{
    Spot in, at;
    return folders_spot(&t->tree, path, false, &scratch, &in) &&
           folders_spot(t->out, path, false, &scratch, &at) &&
           !renameat(in.dir, in.name, at.dir, at.name);
}

Str together_end(Together *t, Arena scratch)
{
    folders_close(&t->tree);
    return together_heal(t->out, scratch);
}

/* --- what is left */

/* So deep no output lies. */
enum { DEEPEST = 64 };

typedef struct Walk {
    Folders *out;
    bool shown;
    int in; /* descriptor */
    Str path;
    int depth;
} Walk;

/* Is the link of a path there? False, with errno 0 where something else is. */
static bool is_link(Spot at, Str path, Arena scratch)
{
    const char *want = link_text(path, &scratch);
    size_t n = strlen(want);
    char *found = NEW_N(&scratch, char, (ptrdiff_t)n + 1);
    ssize_t k = readlinkat(at.dir, at.name, found, n + 1);
    if (k >= 0 || errno == EINVAL || errno == ENOENT)
        errno = 0;
    return k == (ssize_t)n && !memcmp(found, want, n);
}

/* The file takes the place of its link. Where it is none, the link goes. */
static bool heal_link(const Walk *w, const char *name, Spot at)
{
    FsStat st = {0};
    if (w->shown && !fs_stat_at(w->in, name, &st))
        return false;
    return st.kind == FS_FILE ? !renameat(w->in, name, at.dir, at.name)
                              : !unlinkat(at.dir, at.name, 0);
}

/* False with errno: the link is still there, or nobody can tell. */
static bool heal_file(const Walk *w, const char *name, Str path, Arena scratch)
{
    Spot at;
    if (!folders_spot(w->out, path, false, &scratch, &at))
        return !fs_failed(errno);
    if (!is_link(at, path, scratch) ? errno : !heal_link(w, name, at))
        return false;
    folders_prune(w->out, path, scratch);
    return true;
}

static bool heal(const Walk *w, Arena scratch);

static bool heal_entry(const Walk *w, const char *name, Arena scratch)
{
    Str path = w->path.n ? str_join3(&scratch, w->path, S("/"), str_of(name))
                         : str_dup(&scratch, str_of(name));
    int fd = openat(w->in, name, FOLDER);
    if (fd < 0)
        return (errno == ENOTDIR || errno == ELOOP) &&
               heal_file(w, name, path, scratch);
    bool ok = heal(&(Walk){w->out, w->shown, fd, path, w->depth + 1}, scratch);
    int err = errno;
    close(fd);
    errno = err;
    return ok;
}

/* Goes on after a failure. False with errno of the last one. */
static bool heal(const Walk *w, Arena scratch)
{
    errno = ELOOP;
    DIR *d = w->depth > DEEPEST ? NULL : folder_list(w->in);
    if (!d)
        return false;
    int err = 0;
    struct dirent *e;
    while (errno = 0, (e = readdir(d))) {
        if (!str_eq(str_of(e->d_name), S(".")) &&
            !str_eq(str_of(e->d_name), S("..")) &&
            !heal_entry(w, e->d_name, scratch))
            err = errno;
    }
    err = errno ? errno : err;
    closedir(d);
    errno = err;
    return !err;
}

/* False with errno: what cannot be healed stays for the next build. */
static bool heal_under(Folders *out, const char *name, bool shown,
                       Arena scratch)
{
    Walk w = {out, shown, openat(out->root, name, FOLDER), S(""), 0};
    if (w.in < 0 && errno == ENOENT)
        return true;
    if (w.in < 0 && errno != ENOTDIR && errno != ELOOP)
        return false;
    bool ok = w.in < 0 || heal(&w, scratch); /* else something in our way */
    int err = errno;
    if (w.in >= 0)
        close(w.in);
    errno = err;
    return ok && folder_discard(out->root, name);
}

Str together_heal(Folders *out, Arena scratch)
{
    return !heal_under(out, SHOWN, true, scratch)     ? S(SHOWN)
           : !heal_under(out, HIDDEN, false, scratch) ? S(HIDDEN)
                                                      : (Str){0};
}
