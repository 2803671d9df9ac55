/* A raw page to blocks, whatever its bytes are. */
#include "fuzz.h"
#include "ingest/blocks/block.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    RawPage page;
    RawOptions opt = {0};
    Diags d = diags_in(perm);
    bool ok = raw_read(data, S("x"), &opt, perm, scratch, &d, &page);
    MUST(ok == (d.worst < DIAG_ERROR));
    if (!ok)
        return;
    MUST(page.n > 0 && utf8_valid(page.text));
    for (int i = 0; i < page.n; i++) {
        const Block *b = &page.v[i];
        MUST(utf8_valid(b->text) && utf8_valid(b->target));
        MUST(!b->main || !b->chrome);
        MUST(b->line >= 1 && b->link_chars >= 0);
    }
}
