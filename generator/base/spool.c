#include "base/spool.h"

#include "base/fs.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum { CANNOT_BE = -1 };

Spool spool_in(Arena *a)
{
    return (Spool){.a = a};
}

static void open_file(Spool *s)
{
    FILE *f = tmpfile();
    int fd = f ? dup(fileno(f)) : -1;
    if (f)
        fclose(f);
    s->fd = fd < 0 ? CANNOT_BE : fd + 1;
}

Spooled spool_put(Spool *s, Str bytes)
{
    Spooled x = {s->size, bytes.n, {0}};
    if (!s->fd)
        open_file(s);
    if (s->fd > 0 && lseek(s->fd - 1, s->size, SEEK_SET) >= 0 &&
        fs_write_fd(s->fd - 1, bytes))
        s->size += bytes.n;
    else
        x.kept = bytes.n ? str_dup(s->a, bytes) : S("");
    return x;
}

bool spool_get(const Spool *s, const Spooled *x, Arena *a, Str *out)
{
    *out = x->kept;
    if (str_given(x->kept))
        return true;
    char *to = arena_bytes(a, x->n);
    *out = (Str){to, x->n};
    for (ptrdiff_t done = 0; done < x->n;) {
        ssize_t k = pread(s->fd - 1, to + done, (size_t)(x->n - done),
                          (off_t)(x->at + done));
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return false;
        done += k;
    }
    return true;
}

void spool_close(Spool *s)
{
    if (s->fd > 0)
        close(s->fd - 1);
    s->fd = CANNOT_BE;
}
