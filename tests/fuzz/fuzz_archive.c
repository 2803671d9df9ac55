/* Web archives and pages saved whole. */
#include "fuzz.h"
#include "ingest/source/mime.h"
#include "ingest/source/warc.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

static void walk_warc(Str data, Arena *perm, Arena scratch)
{
    MemorySource m = {.rest = data};
    WarcReader *r = warc_open(source_of_memory(&m), perm);
    for (;;) {
        Arena temp = *perm;
        ContainedPage page = {0};
        WarcWhy why = {0};
        WarcStep step = warc_next(r, 1 << 20, &temp, scratch, &page, &why);
        if (step == WARC_END)
            return;
        if (step == WARC_BROKEN) {
            MUST(why.key.n && why.offset >= 0);
            return;
        }
        MUST(page.part.n);
        MUST(step == WARC_PAGE || !str_given(page.bytes));
        MUST(page.bytes.n <= 1 << 20);
    }
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    ContainedPage page;
    walk_warc(data, perm, scratch);
    if (mhtml_looks(data) && mhtml_page(data, perm, &page))
        MUST(page.part.n && !str_has(page.url, S("\n")));
}
