/* Labels, title, dates and bounds of a page. What is read stands in the page;
 * a date is one. */
#include "ingest/line/label.h"
#include "ingest/line/line_form.h"
#include "ingest/line/meta_line.h"
#include "ingest/page/page_head.h"
#include "page.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

static void check_segments(Str s)
{
    Segments found;
    ptrdiff_t at = 0;
    find_segments(s, &found);
    MUST(found.n >= 0 && found.n <= MAX_SEGMENTS);
    for (int i = 0; i < found.n; i++) {
        const Segment *x = &found.v[i];
        MUST(x->at >= at && x->value > x->at && x->value <= s.n);
        MUST(x->text.n == 0 || (x->text.s >= s.s + x->value &&
                                x->text.s + x->text.n <= s.s + s.n));
        MUST(utf8_valid(x->text));
        at = x->value;
    }
}

static void check_date(Date d)
{
    MUST(d == 0 || date_make(d / 10000, d / 100 % 100, d % 100) == d);
}

static void check_meta(const Meta *m)
{
    MUST(utf8_valid(m->title) && utf8_valid(m->index_no));
    MUST(utf8_valid(m->publisher) && utf8_valid(m->origin));
    check_date(m->published);
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    RawPage raw;
    Page page;
    ptrdiff_t head;
    if (!read_blocks(data, perm, scratch, &raw))
        return;
    for (int i = 0; i < raw.n; i++) {
        check_segments(raw.v[i].text);
        check_date(date_with_words(raw.v[i].text));
        meta_line(raw.v[i].text, &head);
        MUST(head >= -1 && head < raw.v[i].text.n);
    }
    page_head(&page, &raw, perm, scratch);
    MUST(page.first >= 0 && page.first <= page.last && page.last <= page.n);
    MUST(utf8_valid(page.title));
    check_meta(&page.meta);
    for (int i = 0; i < page.n; i++) {
        const Piece *p = &page.v[i];
        MUST(utf8_valid(p->text) && utf8_valid(p->key) && p->chars >= 0);
        MUST(p->role == ROLE_BODY || p->rule.n);
    }
}
