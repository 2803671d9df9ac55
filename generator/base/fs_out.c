#define _GNU_SOURCE /* O_CLOEXEC, flock */
#include "base/fs_out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether the open file is the one that has the name: another process may have
 * put it in its place before the lock was had. */
static bool has_name(int fd, const char *name)
{
    struct stat a, b;
    return !fstat(fd, &a) && !lstat(name, &b) && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

/* Opens and locks the temporary file; -1 with errno. A file system without
 * locks does without. */
static int open_temp(const char *name)
{
    enum { TRIES = 16 };
    for (int i = 0; i < TRIES; i++) {
        int fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd < 0)
            return -1;
        if (flock(fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK) {
            close(fd);
            break;
        }
        if (has_name(fd, name))
            return fd;
        close(fd);
    }
    errno = EWOULDBLOCK;
    return -1;
}

bool fs_out_open(FsOut *f, Str path, Arena *perm)
{
    *f = (FsOut){.path = str_dup(perm, path),
                 .temp = str_concat(perm, path, FS_TEMP_ENDING)};
    Arena scratch = *perm;
    f->fd = open_temp(str_cstr(&scratch, f->temp));
    if (f->fd >= 0 && ftruncate(f->fd, 0))
        f->error = errno;
    return f->fd >= 0;
}

void fs_out_add(FsOut *f, Str bytes)
{
    if (!f->error && !fs_write_fd(f->fd, bytes))
        f->error = errno;
}

/* The lock goes last, so that nobody begins the file anew before. */
bool fs_out_close(FsOut *f, bool keep, Arena scratch)
{
    char *temp = str_cstr(&scratch, f->temp);
    char *path = str_cstr(&scratch, f->path);
    ptrdiff_t slash = str_rfind_byte(f->path, '/');
    Str dir = slash > 0 ? str_head(f->path, slash) : slash ? S(".") : S("/");
    if (keep && !f->error && fsync(f->fd))
        f->error = errno;
    if (keep && !f->error && rename(temp, path))
        f->error = errno;
    bool placed = keep && !f->error;
    if (!placed)
        unlink(temp);
    else if (!fs_sync_dir(dir, scratch))
        f->error = errno;
    close(f->fd);
    errno = f->error;
    return placed && !f->error;
}
