#define _GNU_SOURCE /* openat and friends, O_NOFOLLOW, O_CLOEXEC */
#include "emit/folders.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

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

int folders_open(Folders *f, Str folder, bool make, Arena scratch)
{
    if (!folder.n)
        return f->root;
    int *known = map_get(&f->known, folder);
    if (known)
        return *known;
    Str above = folder_of(folder);
    int at = folders_open(f, above, make, scratch);
    if (at < 0)
        return -1;
    Str name = str_skip(folder, above.n + (above.n > 0));
    int fd = open_step(at, str_cstr(&scratch, name), make);
    if (fd < 0)
        return -1;
    known = NEW(f->mem, int);
    *known = fd;
    *map_slot(&f->known, str_dup(f->mem, folder), f->mem) = known;
    return fd;
}

bool folders_spot(Folders *f, Str path, bool make, Arena *a, Spot *out)
{
    Str folder = folder_of(path);
    out->name = str_cstr(a, str_skip(path, folder.n + (folder.n > 0)));
    out->dir = folders_open(f, folder, make, *a);
    return out->dir >= 0;
}

static void close_known(const MapNode *n)
{
    if (!n)
        return;
    close(*(int *)n->val);
    for (int i = 0; i < 4; i++)
        close_known(n->child[i]);
}

void folders_close(Folders *f)
{
    close_known(f->known.root);
    f->known = (Map){0};
    if (f->root >= 0)
        close(f->root);
    f->root = -1;
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
