/* Plain text to blocks: nothing of it is lost but white space, bullets and
 * what parts the cells of a table. */
#include "ingest/blocks/text_blocks.h"
#include "page.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    Str text = charset_decode(perm, data, CHARSET_UTF8).text;
    BlockList l = {.a = perm};
    text_blocks(text, &l, scratch);
    Buf all = buf_in(&scratch);
    int line = 1;
    for (int i = 0; i < l.n; i++) {
        const Block *b = &l.v[i];
        MUST(utf8_valid(b->text) && b->text.n > 0);
        MUST(b->line >= line);
        line = b->line;
        MUST(b->kind != BLOCK_TABLE || b->nrows > 0);
        if (b->kind != BLOCK_TABLE)
            buf_add(&all, b->text);
    }
    if (!str_has(text, S("&"))) /* else references are decoded */
        MUST(in_order(buf_str(&all), text));
}
