/* Runs a target under libFuzzer. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena perm, scratch;
    if (!perm.beg) {
        perm = arena_new((size_t)4 << 30);
        scratch = arena_new((size_t)4 << 30);
        fuzz_start(&perm);
    }
    Arena mark = perm;
    /* Its own copy, so that a read past the end is seen. */
    char *copy = malloc(size ? size : 1);
    MUST(copy);
    memcpy(copy, data, size);
    fuzz_one((Str){copy, (ptrdiff_t)size}, &perm, scratch);
    free(copy);
    arena_trim(&perm, mark, (size_t)64 << 20);
    return 0;
}
