/* The body of a page to parts: no character of it is lost or invented. */
#include "ingest/line/numbering.h"
#include "ingest/report/outline.h"
#include "page.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

static Str body_text(const Page *page, Arena *a)
{
    Buf b = buf_in(a);
    for (int i = 0; i < page->n; i++)
        if (page->v[i].role == ROLE_BODY)
            buf_add(&b, page->v[i].text);
    return buf_str(&b);
}

static Str parts_text(const Outline *o, Arena *a)
{
    Buf b = buf_in(a);
    for (int i = 0; i < o->n; i++)
        buf_add(&b, o->v[i].text);
    return buf_str(&b);
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    RawPage raw;
    Page page;
    if (!read_blocks(data, perm, scratch, &raw))
        return;
    page_open(&page, &raw, perm, scratch);
    Outline o = outline_make(&page, perm, scratch);
    for (int i = 0; i < o.n; i++) {
        const Part *p = &o.v[i];
        MUST(utf8_valid(p->text));
        MUST(p->kind != PART_HEADING || (p->level >= 2 && p->level <= 6));
        numbering_of(p->text);
    }
    Str was = body_text(&page, perm), now = parts_text(&o, perm);
    MUST(same_text(was, now));
}
