#include "base/source.h"

#include "base/fs.h"

#include <errno.h>
#include <string.h>

static ptrdiff_t read_memory(void *ctx, char *to, ptrdiff_t n)
{
    MemorySource *m = ctx;
    n = n < m->rest.n ? n : m->rest.n;
    if (n)
        memcpy(to, m->rest.s, (size_t)n);
    m->rest = str_skip(m->rest, n);
    return n;
}

ByteSource source_of_memory(MemorySource *m)
{
    return (ByteSource){read_memory, m, NULL, &m->why};
}

static ptrdiff_t read_file(void *ctx, char *to, ptrdiff_t n)
{
    FileSource *f = ctx;
    if (f->nhead) {
        n = n < f->nhead ? n : f->nhead;
        memcpy(to, f->head, (size_t)n);
        f->nhead -= (int)n;
        memmove(f->head, f->head + n, (size_t)f->nhead);
        return n;
    }
    n = fs_read_some(f->fd, to, n);
    if (n < 0)
        f->why = fs_reason(errno);
    else
        f->read += n;
    return n;
}

Str source_peek(FileSource *f)
{
    ptrdiff_t n = 1;
    while (n > 0 && f->nhead < (int)sizeof f->head) {
        n = fs_read_some(f->fd, f->head + f->nhead,
                         (ptrdiff_t)sizeof f->head - f->nhead);
        f->nhead += n > 0 ? (int)n : 0;
        f->read += n > 0 ? n : 0;
    }
    return (Str){f->head, f->nhead};
}

ByteSource source_of_file(FileSource *f)
{
    return (ByteSource){read_file, f, NULL, &f->why};
}
