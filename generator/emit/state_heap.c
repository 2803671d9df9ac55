#define _GNU_SOURCE /* O_NOFOLLOW, O_CLOEXEC */
#include "emit/state_heap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

void heap_open(Heap *h, Str path, bool empty, Arena *perm)
{
    struct stat st;
    int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
    h->path = str_cstr(perm, path);
    h->fd = open(h->path, flags | (empty ? O_TRUNC : 0), 0666);
    bool ok = h->fd >= 0 && !fstat(h->fd, &st) && S_ISREG(st.st_mode);
    if (!ok)
        heap_close(h);
    atomic_init(&h->end, ok ? (long long)st.st_size : 0);
}

static bool write_at(int fd, Str bytes, int64_t at)
{
    while (bytes.n) {
        ssize_t k = pwrite(fd, bytes.s, (size_t)bytes.n, (off_t)at);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return false;
        bytes = str_skip(bytes, k);
        at += k;
    }
    return true;
}

bool heap_put(Heap *h, Str bytes, Stored *out)
{
    *out = (Stored){0};
    if (h->fd < 0)
        return false;
    int64_t at = atomic_fetch_add(&h->end, (long long)bytes.n);
    if (!write_at(h->fd, bytes, at))
        return false;
    *out = (Stored){at, bytes.n, hash64(bytes)};
    return true;
}

bool heap_get(const Heap *h, const Stored *at, Arena *a, Str *out)
{
    if (h->fd < 0 || at->n <= 0 || at->at < 0 || at->n > h->end - at->at)
        return false;
    Arena mark = *a;
    char *p = arena_bytes(a, at->n);
    ptrdiff_t n = 0;
    while (n < at->n) {
        ssize_t k =
            pread(h->fd, p + n, (size_t)(at->n - n), (off_t)(at->at + n));
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            break;
        n += k;
    }
    *out = (Str){p, n};
    if (n == at->n && hash64(*out) == at->check)
        return true;
    arena_rewind(a, mark);
    return false;
}

static char *next_path(const Heap *h, Arena *a)
{
    return str_cstr(a, str_concat(a, str_of(h->path), S(".tmp")));
}

bool heap_open_next(const Heap *h, Heap *next, Arena *perm)
{
    heap_open(next, str_of(next_path(h, perm)), true, perm);
    return next->fd >= 0;
}

bool heap_replace(Heap *h, Heap *next)
{
    if (rename(next->path, h->path)) {
        unlink(next->path);
        heap_close(next);
        return false;
    }
    heap_close(h);
    h->fd = next->fd;
    atomic_store(&h->end, atomic_load(&next->end));
    return true;
}

void heap_close(Heap *h)
{
    if (h->fd >= 0)
        close(h->fd);
    h->fd = -1;
}
