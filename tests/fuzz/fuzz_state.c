/* The build's memory, as a file that somebody changed. */
#define _GNU_SOURCE /* mkstemp, unlink */
#include "emit/state.h"
#include "fuzz.h"

#include <unistd.h>

static char path[] = "/tmp/jiebao-fuzz-XXXXXX", bulk[sizeof path + 9];

static void clean(void)
{
    unlink(path);
    unlink(bulk);
}

void fuzz_start(Arena *perm)
{
    (void)perm;
    int fd = mkstemp(path);
    MUST(fd >= 0);
    close(fd);
    snprintf(bulk, sizeof bulk, "%s.passages", path);
    atexit(clean);
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    static const Hash128 key = {1, 2};
    MUST(fs_write_atomic(str_of(path), data, false, scratch));
    State *s = state_open(str_of(path), key, perm);
    MUST(s);
    ptrdiff_t n;
    Output **v = state_outputs(s, &n, &scratch);
    MUST(n == state_noutputs(s));
    for (ptrdiff_t i = 0; i < n; i++)
        MUST(output_path_valid(v[i]->path));
    FsStat st = {0};
    state_recall(s, S("a"), &st);
    MUST(state_save(s, &(Site){0}, scratch));
}
