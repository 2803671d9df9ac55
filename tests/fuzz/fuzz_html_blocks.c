/* HTML to blocks, whatever it looks like. */
#include "ingest/html/html_blocks.h"
#include "page.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

static void check_table(const Block *b)
{
    MUST(b->nrows > 0);
    for (int i = 0; i < b->nrows; i++)
        for (int k = 0; k < b->rows[i].n; k++) {
            const Cell *c = &b->rows[i].v[k];
            MUST(utf8_valid(c->text) && c->colspan >= 1 && c->rowspan >= 1);
        }
}

static void check_block(const Block *b)
{
    MUST(utf8_valid(b->text) && utf8_valid(b->target));
    MUST(!b->main || !b->chrome);
    MUST(b->line >= 1 && b->link_chars >= 0);
    MUST(!str_has(b->text, S("\n")) || b->kind == BLOCK_TABLE);
    MUST(b->level >= 0 && b->level <= 6);
    if (b->kind == BLOCK_TABLE)
        check_table(b);
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    Decoded text = charset_decode(perm, data, CHARSET_UTF8);
    RawPage page = {.html = true, .text = text.text};
    Diags d = diags_in(perm);
    html_looks(page.text);
    html_blocks(&page, S("x"), perm, scratch, &d);
    MUST(utf8_valid(page.title_tag) && utf8_valid(page.url));
    for (int i = 0; i < page.n; i++)
        check_block(&page.v[i]);
    for (int i = 0; i < page.nmetas; i++)
        MUST(utf8_valid(page.metas[i].name) &&
             utf8_valid(page.metas[i].content));
}
