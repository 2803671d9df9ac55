#define _GNU_SOURCE /* O_CLOEXEC with nanosecond stat fields, flock */
#include "base/fs.h"

#include "base/buf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file may carry any time: one past the year 2262 wraps around, which is as
 * good for telling whether it changed. */
static int64_t time_ns(const struct timespec *t)
{
    return (int64_t)((uint64_t)t->tv_sec * 1000000000u + (uint64_t)t->tv_nsec);
}

static FsStat stat_of(const struct stat *st)
{
    FsKind kind = S_ISREG(st->st_mode)   ? FS_FILE
                  : S_ISDIR(st->st_mode) ? FS_DIR
                                         : FS_OTHER;
    return (FsStat){
        .kind = kind,
        .size = st->st_size,
        .mtime_ns = time_ns(&st->st_mtim),
        .ctime_ns = time_ns(&st->st_ctim),
        .inode = st->st_ino,
    };
}

bool fs_stat(Str path, FsStat *st, Arena scratch)
{
    return fs_stat_at(AT_FDCWD, str_cstr(&scratch, path), st);
}

bool fs_stat_at(int dirfd, const char *name, FsStat *out)
{
    struct stat st;
    *out = (FsStat){0};
    if (!fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW)) {
        *out = stat_of(&st);
        return true;
    }
    return errno == ENOENT || errno == ENOTDIR;
}

bool fs_stat_fd(int fd, FsStat *out)
{
    struct stat st;
    if (fstat(fd, &st))
        return false;
    *out = stat_of(&st);
    return true;
}

bool fs_stat_same(const FsStat *a, const FsStat *b)
{
    return a->kind == b->kind && a->size == b->size &&
           a->mtime_ns == b->mtime_ns && a->ctime_ns == b->ctime_ns &&
           a->inode == b->inode;
}

bool fs_stat_young(const FsStat *st, int64_t now_ns)
{
    bool whole_seconds = st->ctime_ns % 1000000000 == 0;
    return st->ctime_ns > now_ns - (whole_seconds ? 2000000000 : 20000000);
}

ptrdiff_t fs_read_some(int fd, char *to, ptrdiff_t n)
{
    ssize_t k;
    do
        k = read(fd, to, (size_t)n);
    while (k < 0 && errno == EINTR);
    return k;
}

ptrdiff_t fs_read_full(int fd, char *to, ptrdiff_t n)
{
    ptrdiff_t all = 0, got = 1;
    while (all < n && (got = fs_read_some(fd, to + all, n - all)) > 0)
        all += got;
    return got < 0 ? -1 : all;
}

/* What grows meanwhile is read too. */
bool fs_read_fd(int fd, int64_t size, int64_t max, Arena *a, Str *out)
{
    Buf b = buf_in(a);
    buf_reserve(&b, (size > 0 && size <= max ? (ptrdiff_t)size : 0) + 1);
    for (;;) {
        if (b.n == b.cap)
            buf_reserve(&b, 1);
        ptrdiff_t k = fs_read_some(fd, b.s + b.n, b.cap - b.n);
        if (k < 0)
            return false;
        if (!k)
            break;
        b.n += k;
        if (b.n > max) {
            errno = EFBIG;
            return false;
        }
    }
    *out = buf_str(&b);
    return true;
}

static int open_regular(const char *path, bool follow, FsStat *st)
{
    struct stat s;
    /* O_NONBLOCK: a FIFO must not hang us; it is refused below. */
    int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW);
    int fd = open(path, flags);
    if (fd < 0)
        return -1;
    int err = fstat(fd, &s) ? errno : 0;
    if (!err && !S_ISREG(s.st_mode))
        err = S_ISDIR(s.st_mode) ? EISDIR : ESPIPE;
    if (err) {
        close(fd);
        errno = err;
        return -1;
    }
    *st = stat_of(&s);
    return fd;
}

int fs_open(Str path, bool follow, Arena scratch, FsStat *st)
{
    return open_regular(str_cstr(&scratch, path), follow, st);
}

void fs_close(int fd)
{
    close(fd);
}

bool fs_read(Str path, int64_t max, bool follow, Arena *a, Str *out, FsStat *st)
{
    FsStat own;
    Arena scratch = *a; /* the path is in the way of nothing once opened */
    int fd = open_regular(str_cstr(&scratch, path), follow, st ? st : &own);
    if (fd < 0)
        return false;
    int64_t size = st ? st->size : own.size;
    bool ok = false;
    if (size > max)
        errno = EFBIG;
    else
        ok = fs_read_fd(fd, size, max, a, out);
    int err = errno;
    close(fd);
    errno = err;
    return ok;
}

bool fs_read_stdin(int64_t max, Arena *a, Str *out)
{
    return fs_read_fd(STDIN_FILENO, 0, max, a, out);
}

bool fs_mkdirs(Str path, Arena scratch)
{
    char *p = str_cstr(&scratch, path);
    for (char *slash = strchr(p + (*p == '/'), '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = 0;
        int made = mkdir(p, 0777);
        *slash = '/';
        if (made && errno != EEXIST)
            return false;
    }
    struct stat st;
    if (!mkdir(p, 0777))
        return true;
    if (errno != EEXIST)
        return false;
    if (stat(p, &st))
        return false;
    errno = ENOTDIR;
    return S_ISDIR(st.st_mode);
}

bool fs_write_fd(int fd, Str bytes)
{
    while (bytes.n) {
        ssize_t k = write(fd, bytes.s, (size_t)bytes.n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0)
            return false;
        bytes = str_skip(bytes, k);
    }
    return true;
}

bool fs_sync_dir(Str dir, Arena scratch)
{
    int fd = open(str_cstr(&scratch, dir), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (fd < 0)
        return false;
    bool ok = !fsync(fd) || errno == EINVAL; /* some file systems cannot */
    int err = errno;
    close(fd);
    errno = err;
    return ok;
}

static bool sync_folder_of(Str path, Arena scratch)
{
    ptrdiff_t slash = str_rfind_byte(path, '/');
    Str dir = slash > 0 ? str_head(path, slash) : slash ? S(".") : S("/");
    return fs_sync_dir(dir, scratch);
}

bool fs_write_atomic(Str path, Str bytes, bool sync, Arena scratch)
{
    char *dest = str_cstr(&scratch, path);
    char *temp = str_cstr(&scratch, str_concat(&scratch, path, FS_TEMP_ENDING));
    int fd =
        open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return false;
    bool ok = fs_write_fd(fd, bytes) && (!sync || !fsync(fd));
    int err = errno;
    if (close(fd) && ok) {
        ok = false;
        err = errno;
    }
    if (ok && rename(temp, dest)) {
        ok = false;
        err = errno;
    }
    if (!ok)
        unlink(temp);
    else if (sync && !sync_folder_of(path, scratch))
        return false;
    errno = err;
    return ok;
}

bool fs_append(Str path, Str bytes, Arena scratch)
{
    int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW;
    int fd = open(str_cstr(&scratch, path), flags, 0666);
    if (fd < 0)
        return false;
    bool ok = fs_write_fd(fd, bytes) && !fsync(fd);
    int err = errno;
    if (close(fd) && ok) {
        ok = false;
        err = errno;
    }
    errno = err;
    return ok;
}

bool fs_remove(Str path, Arena scratch)
{
    return !unlink(str_cstr(&scratch, path));
}

/* Folders in folders; each holds a descriptor open and a frame of the stack. */
enum { DEEPEST = 64 };

typedef struct Lister {
    Arena *a;
    FsList *out;
    ptrdiff_t cap;
    bool recurse;
    int depth;
} Lister;

static void list_push(Lister *l, Str path, FsStat st)
{
    if (l->out->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 64;
        FsEntry *v = NEW_N(l->a, FsEntry, l->cap);
        if (l->out->n)
            memcpy(v, l->out->v, (size_t)l->out->n * sizeof *v);
        l->out->v = v;
    }
    l->out->v[l->out->n++] = (FsEntry){path, st};
}

static bool list_dir(Lister *l, int dirfd_, Str prefix);

static bool list_below(Lister *l, int at, const char *name, Str path)
{
    int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    errno = ELOOP;
    int fd = l->depth < DEEPEST ? openat(at, name, flags) : -1;
    if (fd < 0)
        return false;
    l->depth++;
    bool ok = list_dir(l, fd, path);
    l->depth--;
    return ok;
}

static void list_entry(Lister *l, DIR *d, const char *name, Str prefix)
{
    struct stat s;
    Str path = prefix.n ? str_join3(l->a, prefix, S("/"), str_of(name))
                        : str_dup(l->a, str_of(name));
    if (fstatat(dirfd(d), name, &s, AT_SYMLINK_NOFOLLOW)) {
        if (errno != ENOENT) /* else removed meanwhile */
            list_push(l, path, (FsStat){.kind = FS_OTHER, .size = -errno});
        return;
    }
    FsStat st = stat_of(&s);
    if (st.kind != FS_DIR)
        list_push(l, path, st);
    else if (l->recurse && !list_below(l, dirfd(d), name, path))
        list_push(l, path, (FsStat){.kind = FS_DIR, .size = -errno});
}

/* Takes dirfd_ over. */
static bool list_dir(Lister *l, int dirfd_, Str prefix)
{
    DIR *d = fdopendir(dirfd_);
    if (!d) {
        int err = errno;
        close(dirfd_);
        errno = err;
        return false;
    }
    struct dirent *e;
    while (errno = 0, (e = readdir(d)))
        if (e->d_name[0] != '.')
            list_entry(l, d, e->d_name, prefix);
    int err = errno;
    closedir(d);
    errno = err;
    return !err;
}

static int cmp_entry(const void *a, const void *b)
{
    return str_cmp(((const FsEntry *)a)->path, ((const FsEntry *)b)->path);
}

bool fs_list(Str dir, bool recurse, Arena *a, FsList *out)
{
    Arena scratch = *a;
    *out = (FsList){0};
    int fd = open(str_cstr(&scratch, dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    Lister l = {.a = a, .out = out, .recurse = recurse};
    if (!list_dir(&l, fd, (Str){0}))
        return false;
    if (out->n)
        qsort(out->v, (size_t)out->n, sizeof *out->v, cmp_entry);
    return true;
}

int fs_lock(Str dir, Str name, Arena scratch)
{
    char *path = str_cstr(&scratch, str_join3(&scratch, dir, S("/"), name));
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return -1;
    if (!flock(fd, LOCK_EX | LOCK_NB))
        return fd;
    int err = errno;
    close(fd);
    errno = err;
    return -1;
}

bool fs_failed(int err)
{
    static const int none[] = {0,      ENOENT, ENOTDIR, ENAMETOOLONG,
                               EISDIR, ESPIPE, ELOOP,   EFBIG};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (none[i] == err)
            return false;
    return true;
}

Str fs_reason(int err)
{
    static const struct {
        int err;
        Str key;
    } known[] = {
        {ENOENT, STR_INIT("why.no-entry")},
        {EACCES, STR_INIT("why.no-permission")},
        {EPERM, STR_INIT("why.no-permission")},
        {ENOSPC, STR_INIT("why.disk-full")},
        {EDQUOT, STR_INIT("why.quota")},
        {EROFS, STR_INIT("why.read-only")},
        {EISDIR, STR_INIT("why.is-folder")},
        {ENOTDIR, STR_INIT("why.not-a-folder")},
        {ESPIPE, STR_INIT("why.not-a-file")}, /* of fs_read */
        {ELOOP, STR_INIT("why.link-loop")},
        {ENAMETOOLONG, STR_INIT("why.long-name")},
        {EFBIG, STR_INIT("why.too-large")},
        {EMFILE, STR_INIT("why.open-files")},
        {EIO, STR_INIT("why.disk-error")},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].err == err)
            return known[i].key;
    return str_of(strerror(err));
}
