#define _GNU_SOURCE /* openat and friends, O_NOFOLLOW, O_CLOEXEC, xattr */
#include "emit/folders.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/xattr.h>
#endif

static const int FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

static int open_step(int at, const char *name, bool make)
{
    int fd = openat(at, name, FOLDER);
    if (fd < 0 && errno == ENOENT && make &&
        (!mkdirat(at, name, 0777) || errno == EEXIST))
        fd = openat(at, name, FOLDER);
    return fd;
}

Str folder_of(Str path)
{
    ptrdiff_t slash = str_rfind_byte(path, '/');
    return str_head(path, slash < 0 ? 0 : slash);
}

/* Remembers a folder's descriptor, or that it is missing. */
static int learn(Folders *f, Str folder, int *known, int fd)
{
    int err = errno;
    if (fd < 0 && (err != ENOENT || known))
        return -1;
    if (!known) {
        known = NEW(f->mem, int);
        *map_slot(&f->known, str_dup(f->mem, folder), f->mem) = known;
    }
    *known = fd;
    errno = err;
    return fd;
}

int folders_open(Folders *f, Str folder, bool make, Arena scratch)
{
    if (!folder.n)
        return f->root;
    int *known = map_get(&f->known, folder);
    if (known && (*known >= 0 || !make)) {
        errno = ENOENT;
        return *known;
    }
    Str above = folder_of(folder);
    int at = folders_open(f, above, make, scratch);
    if (at < 0)
        return -1;
    Str name = str_skip(folder, above.n + (above.n > 0));
    return learn(f, folder, known,
                 open_step(at, str_cstr(&scratch, name), make));
}

void folders_look_again(Folders *f)
{
    for (MapNode *n = f->known.first; n; n = n->next) {
        const int *fd = n->val;
        if (fd && *fd < 0)
            n->val = NULL;
    }
}

bool folders_spot(Folders *f, Str path, bool make, Arena *a, Spot *out)
{
    Str folder = folder_of(path);
    out->name = str_cstr(a, str_skip(path, folder.n + (folder.n > 0)));
    out->dir = folders_open(f, folder, make, *a);
    return out->dir >= 0;
}

void folders_close(Folders *f)
{
    for (const MapNode *n = f->known.first; n; n = n->next) {
        const int *fd = n->val;
        if (fd && *fd >= 0)
            close(*fd);
    }
    f->known = (Map){0};
    if (f->root >= 0)
        close(f->root);
    f->root = -1;
}

#ifdef __linux__
/* Lists of rights, labels of security; longer ones count as unlike. */
static bool attributes_alike(int a, int b)
{
    char names[1024], more[1024];
    ssize_t n = flistxattr(a, names, sizeof names);
    if (n < 0 && errno == ENOTSUP)
        return true;
    if (n < 0 || flistxattr(b, more, sizeof more) != n ||
        memcmp(names, more, (size_t)n) != 0)
        return false;
    for (ssize_t i = 0; i < n; i += (ssize_t)strlen(names + i) + 1) {
        char x[1024], y[1024];
        ssize_t size = fgetxattr(a, names + i, x, sizeof x);
        if (size < 0 || fgetxattr(b, names + i, y, sizeof y) != size ||
            memcmp(x, y, (size_t)size) != 0)
            return false;
    }
    return true;
}
#else
static bool attributes_alike(int a, int b)
{
    (void)a, (void)b;
    return true;
}
#endif

bool folders_alike(int a, int b)
{
    struct stat x, y;
    return !fstat(a, &x) && !fstat(b, &y) && x.st_mode == y.st_mode &&
           x.st_uid == y.st_uid && x.st_gid == y.st_gid &&
           x.st_dev == y.st_dev && attributes_alike(a, b);
}

DIR *folder_list(int fd)
{
    int own = openat(fd, ".", FOLDER);
    DIR *d = own < 0 ? NULL : fdopendir(own);
    if (own >= 0 && !d)
        close(own);
    return d;
}

/* So deep no output lies: a path is shorter. */
enum { DEEPEST = 64 };

static void empty_folder(int fd, int depth)
{
    DIR *d = fdopendir(fd);
    if (!d) {
        close(fd);
        return;
    }
    struct dirent *e;
    while ((e = readdir(d))) {
        Str name = str_of(e->d_name);
        if (str_eq(name, S(".")) || str_eq(name, S("..")) ||
            !unlinkat(fd, e->d_name, 0))
            continue;
        int below = depth < DEEPEST ? openat(fd, e->d_name, FOLDER) : -1;
        if (below >= 0)
            empty_folder(below, depth + 1);
        unlinkat(fd, e->d_name, AT_REMOVEDIR);
    }
    closedir(d);
}

void folder_discard(int at, const char *name)
{
    int fd = openat(at, name, FOLDER);
    if (fd >= 0)
        empty_folder(fd, 0);
    else if (errno != ENOENT)
        unlinkat(at, name, 0); /* a file or a link in our way */
    unlinkat(at, name, AT_REMOVEDIR);
}
