#include "ingest/page/signature.h"

#include "ingest/line/key.h"
#include "ingest/line/line_form.h"
#include "ingest/line/office.h"

/* The office that signs at the end of the text. */
static Str signer_at_end(const Page *page, int *from, Arena *perm)
{
    enum { LOOK_BACK = 6 };
    int seen = 0;
    *from = page->last;
    for (int i = page->last - 1; i >= page->first && seen < LOOK_BACK; i--) {
        const Piece *p = &page->v[i];
        Date d;
        if (p->role != ROLE_BODY)
            continue;
        seen++;
        if (p->prose)
            return (Str){0};
        Str name = is_office(p->text) ? p->text : office_before_date(p->text);
        if (name.n) {
            *from = i;
            return tidy_title(perm, name);
        }
        if (is_date_line(p->key, &d))
            *from = i;
    }
    return (Str){0};
}

/* The office that signs a notice above what it gives out: a line of its own
 * with the day below it. */
static Str notice_signer(const Page *page, Arena *perm)
{
    Date d;
    for (int i = page->first; i + 1 < page->last; i++) {
        const Piece *p = &page->v[i];
        if (p->role == ROLE_BODY && !p->prose && is_office(p->text) &&
            is_date_line(p[1].key, &d) && str_has(p[1].key, S("日")))
            return tidy_title(perm, p->text);
    }
    return (Str){0};
}

Str find_signer(const Page *page, int *from, Arena *perm)
{
    Str name = signer_at_end(page, from, perm);
    bool notice =
        str_has(page->title, S("印发")) || str_has(page->title, S("转发"));
    return name.n || !notice ? name : notice_signer(page, perm);
}
