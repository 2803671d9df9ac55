/* CommonMark to HTML: no script and no address that the rules forbid. */
#include "fuzz.h"
#include "text/markdown.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    static const Str forbidden[] = {
        STR_INIT("<script"), STR_INIT("=\"javascript:"), STR_INIT("=\"data:"),
        STR_INIT("<iframe"), STR_INIT("<style")};
    MdDoc doc;
    Str why;
    if (!utf8_valid(data) || !md_render(data, perm, scratch, &doc, &why))
        return;
    MUST(utf8_valid(doc.html));
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        MUST(!str_has(doc.html, forbidden[i]));
    for (int i = 0; i < doc.nblocks; i++)
        MUST(doc.blocks[i].heading < doc.nheadings &&
             utf8_valid(doc.blocks[i].text));
}
