#define _GNU_SOURCE /* syncfs, O_DIRECTORY */
#include "base/fs_group.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* So few files are brought to the disk one by one: syncfs would also write
 * what other programs have unwritten. */
enum { FEW = 12 };

FsGroup fs_group_in(Arena *a)
{
    return (FsGroup){.a = a};
}

int fs_group_open_set(FsGroup *g)
{
    if (g->nsets == g->sets_cap) {
        g->sets_cap = g->sets_cap ? g->sets_cap * 2 : 64;
        FsSet *v = NEW_N(g->a, FsSet, g->sets_cap);
        if (g->nsets)
            memcpy(v, g->sets, (size_t)g->nsets * sizeof *v);
        g->sets = v;
    }
    g->sets[g->nsets] = (FsSet){0};
    return g->nsets++;
}

void fs_group_reset(FsGroup *g)
{
    *g = fs_group_in(g->a);
}

static char *temp_of(const FsPending *p, Arena *a)
{
    return str_cstr(a, str_concat(a, p->dest, FS_TEMP_ENDING));
}

/* The set has failed: its files that wait are removed. */
static void fail_set(FsGroup *g, int set, int error, Str path, Arena scratch)
{
    FsSet *s = &g->sets[set];
    if (!s->error)
        *s = (FsSet){error, path};
    for (ptrdiff_t i = 0; i < g->n; i++) {
        Arena a = scratch;
        if (g->v[i].set == set && g->v[i].waits)
            unlink(temp_of(&g->v[i], &a));
        g->v[i].waits &= g->v[i].set != set;
    }
}

static void push(FsGroup *g, FsPending p)
{
    if (g->n == g->cap) {
        g->cap = g->cap ? g->cap * 2 : 256;
        FsPending *v = NEW_N(g->a, FsPending, g->cap);
        if (g->n)
            memcpy(v, g->v, (size_t)g->n * sizeof *v);
        g->v = v;
    }
    g->v[g->n++] = p;
}

bool fs_group_add(FsGroup *g, int phase, Str path, Str bytes, Arena scratch)
{
    int set = g->nsets - 1, err = 0;
    FsPending p = {str_dup(g->a, path), set, phase, true};
    int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW;
    char *temp = temp_of(&p, &scratch);
    int fd = open(temp, flags, 0666);
    if (fd < 0) {
        err = errno;
    } else {
        push(g, p);
        if (!fs_write_fd(fd, bytes))
            err = errno;
        if (close(fd) && !err)
            err = errno;
    }
    if (!err)
        return true;
    fail_set(g, set, err, p.dest, scratch);
    errno = err;
    return false;
}

static Str folder_of(Str path)
{
    ptrdiff_t slash = str_rfind_byte(path, '/');
    return slash > 0 ? str_head(path, slash) : slash ? S(".") : S("/");
}

static void sync_each(FsGroup *g, Arena scratch)
{
    for (ptrdiff_t i = 0; i < g->n; i++) {
        Arena a = scratch;
        if (!g->v[i].waits)
            continue;
        int fd = open(temp_of(&g->v[i], &a), O_RDONLY | O_CLOEXEC);
        int err = fd < 0 || fsync(fd) ? errno : 0;
        if (fd >= 0)
            close(fd);
        if (err)
            fail_set(g, g->v[i].set, err, g->v[i].dest, scratch);
    }
}

#ifdef __linux__
/* Whether all file systems of the group took it; ENOSYS and the like: no. */
static bool sync_whole(const FsGroup *g, Arena scratch)
{
    Str last[FS_PHASES] = {0}; /* the folder that a phase had last */
    for (ptrdiff_t i = 0; i < g->n; i++) {
        Arena a = scratch;
        Str dir = folder_of(g->v[i].dest);
        if (!g->v[i].waits || str_eq(dir, last[g->v[i].phase]))
            continue;
        last[g->v[i].phase] = dir;
        int fd = open(str_cstr(&a, dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool ok = fd >= 0 && !syncfs(fd);
        if (fd >= 0)
            close(fd);
        if (!ok)
            return false;
    }
    return true;
}
#else
static bool sync_whole(const FsGroup *g, Arena scratch)
{
    (void)g, (void)scratch;
    return false;
}
#endif

void fs_group_sync(FsGroup *g, Arena scratch)
{
    if (g->n <= FEW || !sync_whole(g, scratch))
        sync_each(g, scratch); /* which also tells what it was that failed */
}

void fs_group_place(FsGroup *g, int phase, Arena scratch)
{
    Str last = {0};
    for (ptrdiff_t i = 0; i < g->n; i++) {
        Arena a = scratch;
        FsPending *p = &g->v[i];
        if (p->phase != phase || !p->waits)
            continue;
        if (rename(temp_of(p, &a), str_cstr(&a, p->dest)))
            fail_set(g, p->set, errno, p->dest, scratch);
        p->waits = false;
    }
    for (ptrdiff_t i = 0; i < g->n; i++) {
        const FsPending *p = &g->v[i];
        Str dir = folder_of(p->dest);
        if (p->phase != phase || g->sets[p->set].error || str_eq(dir, last))
            continue;
        if (fs_sync_dir(dir, scratch))
            last = dir;
        else
            fail_set(g, p->set, errno, p->dest, scratch);
    }
}

void fs_sweep(Str dir, Arena scratch)
{
    FsList files;
    if (!fs_list(dir, false, &scratch, &files))
        return;
    for (ptrdiff_t i = 0; i < files.n; i++) {
        Arena a = scratch;
        Str path = str_join3(&a, dir, S("/"), files.v[i].path);
        if (files.v[i].st.kind == FS_FILE && str_ends(path, FS_TEMP_ENDING))
            fs_remove(path, a);
    }
}
