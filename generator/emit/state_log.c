#include "emit/state_log.h"

#include "base/fs.h"
#include "base/hash.h"

#include <errno.h>
#include <string.h>

enum { PENDING_CAP = 1 << 18 };

typedef struct RecordHead {
    uint32_t kind;
    uint32_t size;  /* bytes that follow */
    uint64_t check; /* of kind, size and bytes */
} RecordHead;
_Static_assert(sizeof(RecordHead) == LOG_HEAD, "as the header says");

void log_open(Log *l, Arena *perm)
{
    *l = (Log){.fd = -1, .pending = arena_bytes(perm, PENDING_CAP)};
}

void log_flush(Log *l)
{
    Str bytes = {l->pending, l->npending};
    if (!l->error && !fs_write_fd(l->fd, bytes))
        l->error = errno;
    l->npending = 0;
}

void log_bytes(Log *l, Str bytes)
{
    while (bytes.n) {
        if (l->npending == PENDING_CAP)
            log_flush(l);
        ptrdiff_t k = PENDING_CAP - l->npending;
        k = k < bytes.n ? k : bytes.n;
        memcpy(l->pending + l->npending, bytes.s, (size_t)k);
        l->npending += k;
        bytes = str_skip(bytes, k);
    }
}

static uint64_t check_of(uint32_t kind, uint32_t size, Str bytes)
{
    uint64_t all[] = {(uint64_t)kind << 32 | size, hash64(bytes)};
    return hash64((Str){(const char *)all, sizeof all});
}

void log_append(Log *l, uint32_t kind, Str bytes)
{
    RecordHead h = {kind, (uint32_t)bytes.n, 0};
    h.check = check_of(h.kind, h.size, bytes);
    log_bytes(l, (Str){(const char *)&h, sizeof h});
    log_bytes(l, bytes);
}

bool log_next(Str *rest, uint32_t *kind, Str *bytes)
{
    RecordHead h;
    if (rest->n < (ptrdiff_t)sizeof h)
        return false;
    memcpy(&h, rest->s, sizeof h);
    Str after = str_skip(*rest, sizeof h);
    if (h.size > (uint64_t)after.n)
        return false;
    Str own = str_head(after, h.size);
    if (check_of(h.kind, h.size, own) != h.check)
        return false;
    *kind = h.kind;
    *bytes = own;
    *rest = str_skip(after, own.n);
    return true;
}
