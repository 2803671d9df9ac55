#include "ingest/markdown_out.h"

#include "ingest/punctuation.h"
#include "text/markdown.h"
#include "text/uri.h"

static void put_line(Buf *b, Str text, bool at_start, Arena scratch)
{
    md_escape(b, punctuate(&scratch, text), at_start);
}

static int columns_of(const Block *t)
{
    int most = 1;
    for (int r = 0; r < t->nrows; r++) {
        int n = 0;
        for (int c = 0; c < t->rows[r].n; c++)
            n += t->rows[r].v[c].colspan > 1 ? t->rows[r].v[c].colspan : 1;
        most = n > most ? n : most;
    }
    return most < 64 ? most : 64;
}

/* One row; `open[c]` counts the rows that a cell above still covers. A
 * spanned place is an empty cell, so that each text stands once. */
static void put_row(Buf *b, const Row *row, int ncols, int *open, Arena scratch)
{
    int cell = 0;
    buf_byte(b, '|');
    for (int c = 0; c < ncols;) {
        int span = 1;
        buf_byte(b, ' ');
        if (open[c] > 0) {
            open[c]--;
        } else if (cell < row->n) {
            const Cell *x = &row->v[cell++];
            put_line(b, x->text, false, scratch);
            span = x->colspan > 1 ? x->colspan : 1;
            for (int k = c; k < c + span && k < ncols; k++)
                open[k] = x->rowspan > 1 ? x->rowspan - 1 : 0;
        }
        buf_lit(b, " |");
        for (int k = 1; k < span && c + k < ncols; k++)
            buf_lit(b, "  |");
        c += span;
    }
    for (; cell < row->n; cell++) { /* more cells than columns: keep them */
        buf_byte(b, ' ');
        put_line(b, row->v[cell].text, false, scratch);
        buf_lit(b, " |");
    }
    buf_byte(b, '\n');
}

static void put_table(Buf *b, const Block *t, Arena scratch)
{
    int ncols = columns_of(t);
    int *open = NEW_N(&scratch, int, ncols);
    for (int r = 0; r < t->nrows; r++) {
        put_row(b, &t->rows[r], ncols, open, scratch);
        if (r)
            continue;
        buf_byte(b, '|');
        for (int c = 0; c < ncols; c++)
            buf_lit(b, " --- |");
        buf_byte(b, '\n');
    }
}

static void put_address(Buf *b, Str address)
{
    for (ptrdiff_t i = 0; i < address.n; i++) {
        unsigned char c = (unsigned char)address.s[i];
        if (c <= ' ' || c == '<' || c == '>' || c == '(' || c == ')' ||
            c == '\\' || c == '"' || c == '|' || c == '`') {
            buf_byte(b, '%');
            buf_hex(b, &c, 1);
        } else {
            buf_byte(b, (char)c);
        }
    }
}

static void put_link(Buf *b, const Part *p, Str url, Arena scratch)
{
    /* what is relative to nowhere would lead into our own site */
    Str address = uri_resolve(&scratch, url, p->b->target);
    if (!address.n && p->b->image && str_eq(p->text, S("图片")))
        return; /* says nothing and leads nowhere */
    if (!address.n) {
        put_line(b, p->text, true, scratch);
    } else {
        buf_add(b, p->b->image ? S("![") : S("["));
        put_line(b, p->text, false, scratch);
        buf_lit(b, "](");
        put_address(b, address);
        buf_byte(b, ')');
    }
    buf_byte(b, '\n');
}

static void put_part(Buf *b, const Part *p, Str url, Arena scratch)
{
    switch (p->kind) {
    case PART_HEADING:
        for (int i = 0; i < p->level; i++)
            buf_byte(b, '#');
        buf_byte(b, ' ');
        put_line(b, p->text, false, scratch);
        buf_byte(b, '\n');
        break;
    case PART_TABLE:
        put_table(b, p->b, scratch);
        break;
    case PART_LINK:
        put_link(b, p, url, scratch);
        break;
    case PART_ITEM:
        buf_lit(b, "- ");
        /* fall through */
    case PART_TEXT:
        put_line(b, p->text, true, scratch);
        buf_byte(b, '\n');
        break;
    }
}

Str markdown_out(const Outline *o, Str url, Arena *perm, Arena scratch)
{
    Buf b = buf_in(perm);
    for (int i = 0; i < o->n; i++) {
        const Part *p = &o->v[i];
        bool list = i && p->kind == PART_ITEM && o->v[i - 1].kind == PART_ITEM;
        if (i && !list)
            buf_byte(&b, '\n');
        put_part(&b, p, url, scratch);
    }
    return buf_str(&b);
}
