#define _GNU_SOURCE /* readlink */
#include "base/program.h"

#include "base/fs.h"

#include <unistd.h>

Str program_path(Arena *a)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    return n > 0 && n < (ssize_t)sizeof path ? str_dup(a, (Str){path, n})
                                             : (Str){0};
}

/* Piece by piece: it is the largest file that a small run reads. */
static bool hash_file(Str path, Arena scratch, Hash128 *out)
{
    enum { PIECE = 1 << 16 };
    FsStat st;
    int fd = fs_open(path, true, scratch, &st);
    if (fd < 0)
        return false;
    char *piece = arena_bytes(&scratch, PIECE);
    ptrdiff_t n;
    *out = hash128(S(""));
    while ((n = fs_read_full(fd, piece, PIECE)) > 0)
        *out = hash128_more(*out, (Str){piece, n});
    fs_close(fd);
    return n == 0;
}

Hash128 program_hash(Arena scratch)
{
    Hash128 h;
    Str path = program_path(&scratch);
    if (path.n && hash_file(path, scratch, &h))
        return h;
    return hash128(S(JIEBAO_VERSION " " __DATE__ " " __TIME__));
}
