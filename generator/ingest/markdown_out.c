#include "ingest/markdown_out.h"

#include "ingest/line/punctuation.h"
#include "text/markdown.h"
#include "text/uri.h"

static void put_line(Buf *b, Str text, bool at_start, Arena scratch)
{
    md_escape(b, punctuate(&scratch, text), at_start);
}

/* Columns that cells take, at most MOST_COLUMNS. */
enum { MOST_COLUMNS = 64 };

static int span_of(int span)
{
    return span > 1 ? span : 1;
}

/* Where the row ends; `open[c]` counts the rows that a cell above still covers
 * in a column. */
static int end_of_row(const Row *row, int *open)
{
    int c = 0;
    for (int cell = 0; cell < row->n && c < MOST_COLUMNS; cell++) {
        while (c < MOST_COLUMNS && open[c] > 0)
            open[c++]--;
        for (int k = span_of(row->v[cell].colspan); k-- && c < MOST_COLUMNS;)
            open[c++] = span_of(row->v[cell].rowspan) - 1;
    }
    for (int k = c; k < MOST_COLUMNS; k++)
        open[k] -= open[k] > 0;
    return c;
}

static int columns_of(const Block *t)
{
    int most = 1, open[MOST_COLUMNS] = {0};
    for (int r = 0; r < t->nrows; r++) {
        int n = end_of_row(&t->rows[r], open);
        most = n > most ? n : most;
    }
    return most;
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
            span = span_of(x->colspan);
            for (int k = c; k < c + span && k < ncols; k++)
                open[k] = span_of(x->rowspan) - 1;
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
