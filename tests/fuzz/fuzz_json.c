/* JSON that we read (search index, ledger), and lines of checksums. */
#include "fuzz.h"
#include "text/checksum.h"
#include "text/json.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

static void walk(const Json *j)
{
    for (; j; j = j->next) {
        MUST(j->kind <= JSON_OBJECT);
        walk(j->child);
    }
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    (void)scratch;
    walk(json_parse(data, perm));
    for (Str rest = data; rest.n;) {
        Sha256 sha;
        Str path;
        ptrdiff_t before = rest.n;
        if (checksum_take(&rest, perm, &sha, &path))
            MUST(path.n > 0);
        MUST(rest.n < before);
    }
}
