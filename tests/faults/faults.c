/* Calls of the system that fail once, for tests/suites/faults. The program is
 * linked with --wrap for each of them, which works under ASan too and meets the
 * program's own calls only.
 *
 * Memory that a library asks for is met, too: malloc and its kin are defined
 * here in front of the C library's (not under ASan, which has its own).
 *
 * FAULT=KIND:N:ERRNO  the N-th call of the kind fails with that number, without
 *                     being made (close: after it). "short" as number: read and
 *                     write move one byte only.
 * FAULT=change:N:kill the program is killed before the N-th call that changes
 *                     files, whatever its kind; a write is half done then.
 * FAULT_LOG=FILE      gets "KIND N what" when that happens, and at the end how
 *                     often each kind was called, "KIND count". */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

typedef enum Kind {
    K_OPEN,
    K_OPENAT,
    K_READ,
    K_WRITE,
    K_CLOSE,
    K_RENAME,
    K_RENAMEAT,
    K_FSYNC,
    K_SYNCFS,
    K_MKDIR,
    K_MKDIRAT,
    K_UNLINK,
    K_UNLINKAT,
    K_MMAP,
    K_FSTAT,
    K_FSTATAT,
    K_STAT,
    K_LSEEK,
    K_FTRUNCATE,
    K_FUTIMENS,
    K_FLOCK,
    K_FDOPENDIR,
    K_READDIR,
    K_REALPATH,
    K_THREAD,
    K_RENAMEAT2,
    K_PREAD,
    K_PWRITE,
    K_DUP,
    K_TMPFILE,
    K_READLINK,
    K_ICONV,
    K_LINKAT,
    K_FCHMOD,
    K_XATTR,
    K_CHANGE,
    K_MALLOC,
    KINDS
} Kind;

static const char *const names[KINDS] = {
    "open",      "openat",     "read",     "write",     "close",
    "rename",    "renameat",   "fsync",    "syncfs",    "mkdir",
    "mkdirat",   "unlink",     "unlinkat", "mmap",      "fstat",
    "fstatat",   "stat",       "lseek",    "ftruncate", "futimens",
    "flock",     "fdopendir",  "readdir",  "realpath",  "pthread_create",
    "renameat2", "pread",      "pwrite",   "dup",       "tmpfile",
    "readlink",  "iconv_open", "linkat",   "fchmod",    "flistxattr",
    "change",    "malloc",
};

enum { SHORT = -1, KILL = -2 };
static atomic_long calls[KINDS];
static Kind fault_kind = KINDS;
static long fault_at;
static int fault_error;
static FILE *fault_log;

__attribute__((constructor)) static void faults_begin(void)
{
    const char *spec = getenv("FAULT"), *file = getenv("FAULT_LOG");
    char name[32], error[32];
    if (file)
        fault_log = fopen(file, "w");
    if (!spec || sscanf(spec, "%31[^:]:%ld:%31s", name, &fault_at, error) != 3)
        return;
    for (Kind k = 0; k < KINDS; k++)
        if (!strcmp(names[k], name))
            fault_kind = k;
    fault_error = !strcmp(error, "short")  ? SHORT
                  : !strcmp(error, "kill") ? KILL
                                           : atoi(error);
}

__attribute__((destructor)) static void faults_end(void)
{
    for (Kind k = 0; fault_log && k < KINDS; k++)
        fprintf(fault_log, "%s %ld\n", names[k], (long)calls[k]);
    if (fault_log)
        fclose(fault_log);
}

/* 0, or what the call is to fail with; errno is set. */
static int fault(Kind k, const char *what)
{
    static _Thread_local bool busy; /* writing to the log may take memory */
    if (busy)
        return 0;
    if (atomic_fetch_add(&calls[k], 1) + 1 != fault_at || k != fault_kind)
        return 0;
    busy = true;
    if (fault_log) {
        fprintf(fault_log, "hit %s %ld %s\n", names[k], fault_at, what);
        fflush(fault_log);
    }
    busy = false;
    errno = fault_error;
    return fault_error;
}

/* The same for one that changes files. */
static int change(Kind k, const char *what)
{
    int err = fault(k, what);
    if (!err && fault(K_CHANGE, what))
        raise(SIGKILL);
    return err;
}

#define WRAP(type, name, ...)        \
    type __real_##name(__VA_ARGS__); \
    type __wrap_##name(__VA_ARGS__); \
    type __wrap_##name(__VA_ARGS__)

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list l;
    va_start(l, flags);
    int mode = flags & O_CREAT ? va_arg(l, int) : 0;
    va_end(l);
    int err = flags & O_CREAT ? change(K_OPEN, path) : fault(K_OPEN, path);
    return err ? -1 : __real_open(path, flags, mode);
}

int __real_openat(int at, const char *path, int flags, ...);
int __wrap_openat(int at, const char *path, int flags, ...);
int __wrap_openat(int at, const char *path, int flags, ...)
{
    va_list l;
    va_start(l, flags);
    int mode = flags & O_CREAT ? va_arg(l, int) : 0;
    va_end(l);
    int err = flags & O_CREAT ? change(K_OPENAT, path) : fault(K_OPENAT, path);
    return err ? -1 : __real_openat(at, path, flags, mode);
}

WRAP(ssize_t, read, int fd, void *p, size_t n)
{
    int err = fault(K_READ, "");
    return err > 0 ? -1 : __real_read(fd, p, err == SHORT && n > 1 ? 1 : n);
}

WRAP(ssize_t, write, int fd, const void *p, size_t n)
{
    int err = fault(K_WRITE, "");
    if (!err && fault(K_CHANGE, "write")) {
        ssize_t k = __real_write(fd, p, n / 2);
        raise(k >= 0 ? SIGKILL : SIGABRT);
    }
    if (err > 0 && n > 1 && err != EINTR) { /* as a disk that fills up */
        ssize_t k = __real_write(fd, p, n / 2);
        (void)k;
        errno = err;
    }
    return err > 0 ? -1 : __real_write(fd, p, err == SHORT && n > 1 ? 1 : n);
}

WRAP(int, close, int fd)
{
    int err = fault(K_CLOSE, "");
    int r = __real_close(fd);
    if (err)
        errno = err;
    return err ? -1 : r;
}

WRAP(int, rename, const char *from, const char *to)
{
    return change(K_RENAME, to) ? -1 : __real_rename(from, to);
}

WRAP(int, renameat, int at, const char *from, int dir, const char *to)
{
    return change(K_RENAMEAT, to) ? -1 : __real_renameat(at, from, dir, to);
}

WRAP(int, fsync, int fd)
{
    return change(K_FSYNC, "") ? -1 : __real_fsync(fd);
}

WRAP(int, syncfs, int fd)
{
    return change(K_SYNCFS, "") ? -1 : __real_syncfs(fd);
}

WRAP(int, mkdir, const char *path, mode_t mode)
{
    return change(K_MKDIR, path) ? -1 : __real_mkdir(path, mode);
}

WRAP(int, mkdirat, int at, const char *path, mode_t mode)
{
    return change(K_MKDIRAT, path) ? -1 : __real_mkdirat(at, path, mode);
}

WRAP(int, unlink, const char *path)
{
    return change(K_UNLINK, path) ? -1 : __real_unlink(path);
}

WRAP(int, unlinkat, int at, const char *path, int flags)
{
    return change(K_UNLINKAT, path) ? -1 : __real_unlinkat(at, path, flags);
}

WRAP(void *, mmap, void *p, size_t n, int prot, int flags, int fd, off_t off)
{
    return fault(K_MMAP, flags & MAP_ANONYMOUS ? "memory" : "file")
               ? MAP_FAILED
               : __real_mmap(p, n, prot, flags, fd, off);
}

WRAP(int, fstat, int fd, struct stat *st)
{
    return fault(K_FSTAT, "") ? -1 : __real_fstat(fd, st);
}

WRAP(int, fstatat, int at, const char *path, struct stat *st, int flags)
{
    return fault(K_FSTATAT, path) ? -1 : __real_fstatat(at, path, st, flags);
}

WRAP(int, stat, const char *path, struct stat *st)
{
    return fault(K_STAT, path) ? -1 : __real_stat(path, st);
}

WRAP(off_t, lseek, int fd, off_t off, int whence)
{
    return fault(K_LSEEK, "") ? -1 : __real_lseek(fd, off, whence);
}

WRAP(int, ftruncate, int fd, off_t n)
{
    return change(K_FTRUNCATE, "") ? -1 : __real_ftruncate(fd, n);
}

WRAP(int, futimens, int fd, const struct timespec *t)
{
    return change(K_FUTIMENS, "") ? -1 : __real_futimens(fd, t);
}

WRAP(int, flock, int fd, int op)
{
    return fault(K_FLOCK, "") ? -1 : __real_flock(fd, op);
}

WRAP(DIR *, fdopendir, int fd)
{
    return fault(K_FDOPENDIR, "") ? NULL : __real_fdopendir(fd);
}

WRAP(struct dirent *, readdir, DIR *d)
{
    return fault(K_READDIR, "") ? NULL : __real_readdir(d);
}

WRAP(char *, realpath, const char *path, char *out)
{
    return fault(K_REALPATH, path) ? NULL : __real_realpath(path, out);
}

WRAP(int, pthread_create, pthread_t *t, const pthread_attr_t *attr,
     void *(*fn)(void *), void *arg)
{
    int err = fault(K_THREAD, "");
    return err ? err : __real_pthread_create(t, attr, fn, arg);
}

WRAP(int, renameat2, int at, const char *from, int dir, const char *to,
     unsigned flags)
{
    return change(K_RENAMEAT2, to) ? -1
                                   : __real_renameat2(at, from, dir, to, flags);
}

WRAP(ssize_t, pread, int fd, void *p, size_t n, off_t at)
{
    int err = fault(K_PREAD, "");
    return err > 0 ? -1
                   : __real_pread(fd, p, err == SHORT && n > 1 ? 1 : n, at);
}

WRAP(ssize_t, pwrite, int fd, const void *p, size_t n, off_t at)
{
    int err = fault(K_PWRITE, "");
    if (!err && fault(K_CHANGE, "pwrite")) {
        ssize_t k = __real_pwrite(fd, p, n / 2, at);
        raise(k >= 0 ? SIGKILL : SIGABRT);
    }
    return err > 0 ? -1
                   : __real_pwrite(fd, p, err == SHORT && n > 1 ? 1 : n, at);
}

WRAP(int, dup, int fd)
{
    return fault(K_DUP, "") ? -1 : __real_dup(fd);
}

WRAP(FILE *, tmpfile, void)
{
    return fault(K_TMPFILE, "") ? NULL : __real_tmpfile();
}

WRAP(ssize_t, readlink, const char *path, char *to, size_t n)
{
    return fault(K_READLINK, path) ? -1 : __real_readlink(path, to, n);
}

WRAP(iconv_t, iconv_open, const char *to, const char *from)
{
    return fault(K_ICONV, from) ? (iconv_t)-1 : __real_iconv_open(to, from);
}

WRAP(int, linkat, int at, const char *from, int dir, const char *to, int flags)
{
    return change(K_LINKAT, to) ? -1 : __real_linkat(at, from, dir, to, flags);
}

WRAP(int, fchmod, int fd, mode_t mode)
{
    return change(K_FCHMOD, "") ? -1 : __real_fchmod(fd, mode);
}

WRAP(ssize_t, flistxattr, int fd, char *to, size_t n)
{
    return fault(K_XATTR, "") ? -1 : __real_flistxattr(fd, to, n);
}

#if defined(__SANITIZE_ADDRESS__)
#define OWN_MALLOC 0
#elif defined(__has_feature)
#define OWN_MALLOC !__has_feature(address_sanitizer)
#elif defined(__GLIBC__)
#define OWN_MALLOC 1
#else
#define OWN_MALLOC 0
#endif
#if OWN_MALLOC
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

void *malloc(size_t n)
{
    return fault(K_MALLOC, "malloc") ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return fault(K_MALLOC, "calloc") ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
    return fault(K_MALLOC, "realloc") ? NULL : __libc_realloc(p, n);
}
#endif
