#include "ingest/page/metadata.h"

#include "ingest/line/line_form.h"
#include "ingest/line/office.h"
#include "ingest/page/dateline.h"
#include "ingest/page/label_rows.h"
#include "ingest/page/meta_tags.h"
#include "ingest/page/meta_value.h"
#include "text/date_address.h"

/* The next piece is the value of a label that stood alone on its line: one of
 * its form, or anything short between two lines with labels. */
static bool take_next(Page *page, int i, const Label *l, Arena *perm)
{
    Piece *next = i + 1 < page->n ? &page->v[i + 1] : NULL;
    if (next && str_eq(next->rule, S("meta-value")))
        return meta_take(page, l, next->text, i >= page->last, perm);
    if (!next || next->label || next->role != ROLE_CHROME || next->prose ||
        next->b->kind == BLOCK_TABLE || next->b->chrome)
        return false;
    bool between = i + 2 < page->n && page->v[i + 2].label;
    bool typed = l->field == F_INDEX || label_dates(l) ||
                 ((l->field == F_PUBLISHER || l->field == F_ORIGIN) &&
                  is_office(next->text));
    if (!between && !typed)
        return false;
    if (!meta_take(page, l, next->text, i >= page->last, perm))
        return false;
    next->role = ROLE_META;
    next->rule = S("meta-value");
    return true;
}

/* The values that stand in a row under their labels. */
static bool read_columns(Page *page, int i, Arena *perm)
{
    const Piece *p = &page->v[i];
    bool below = i + 1 < page->n && str_eq(p[1].rule, S("meta-columns"));
    Columns c = {.n = 0};
    if (p->b->kind == BLOCK_TABLE)
        c = columns_of_table(p->b);
    else if (below)
        c = columns_of_lines(p->text, p[1].text);
    for (int k = 0; k < c.n; k++)
        if (c.value[k].n)
            meta_take(page, c.label[k], c.value[k], i >= page->last, perm);
    return c.n > 0;
}

static void read_piece(Page *page, int i, Arena *perm)
{
    Piece *p = &page->v[i];
    Segments g;
    Str value;
    if (read_columns(page, i, perm))
        return;
    find_segments(p->text, &g);
    if (!g.n) {
        const Label *row = label_of_row(p->text, &value);
        if (row)
            meta_take(page, row, value, i >= page->last, perm);
        return;
    }
    Str front = str_head(p->text, g.v[0].at);
    meta_set_date(page, front, RANK_BARE + (i >= page->last ? RANK_FOOT : 0));
    Str office = office_in_front(utf8_trim(front));
    if (office.n)
        meta_set_origin(&page->meta, office, perm);
    for (int k = 0; k < g.n; k++)
        if (g.v[k].text.n)
            meta_take(page, g.v[k].label, g.v[k].text, i >= page->last, perm);
    if (!g.v[g.n - 1].text.n)
        take_next(page, i, g.v[g.n - 1].label, perm);
}

/* Lines of the head that bear a value without any label. */
static void read_bare(Page *page, Piece *p, Arena *perm)
{
    Date d;
    if (p->prose || p->chars > 60 || p->b->kind == BLOCK_TABLE ||
        dateline_of_answer(p->key))
        return;
    Str office = office_with_date(p->text, &d);
    if (office.n) {
        meta_set_date(page, p->key, RANK_BARE);
        meta_set_origin(&page->meta, office, perm);
    } else if (is_date_line(p->key, &d) || date_with_words(p->text)) {
        bool written = dateline_read(p).written;
        if (!is_file_date(p->text))
            meta_set_date(page, p->text, written ? RANK_WRITTEN : RANK_BARE);
    } else if (is_index_line(p->key)) {
        if (!page->meta.index_no.n)
            page->meta.index_no = utf8_tidy(perm, p->text);
    } else if (is_office(p->text)) {
        meta_set_origin(&page->meta, p->text, perm);
    } else {
        return;
    }
    p->role = ROLE_META;
    p->rule = S("meta-bare");
}

void meta_read(Page *page, Arena *perm, Arena scratch)
{
    int title = -1;
    for (int i = page->first - 1; i >= 0; i--)
        if (page->v[i].role == ROLE_TITLE)
            title = i;
    for (int i = 0; i < page->n; i++) {
        Piece *p = &page->v[i];
        if (p->role == ROLE_TITLE || (p->role == ROLE_BODY && !p->label) ||
            p->b->reply)
            continue;
        if (p->label && p->role != ROLE_BODY)
            read_piece(page, i, perm);
        else if (title >= 0 && i > title && i < page->first &&
                 str_eq(p->rule, S("head-value")))
            read_bare(page, p, perm);
    }
    meta_tags_read(page, perm, scratch);
}

void meta_infer(Page *page)
{
    Meta *m = &page->meta;
    if (m->published)
        return;
    meta_set_day(m, date_of_address(page->raw->url), RANK_ADDRESS);
    m->date_inferred = m->published != 0;
}
