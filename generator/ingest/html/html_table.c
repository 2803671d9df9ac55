#include "ingest/html/html_table.h"

#include "ingest/html/html_para.h"
#include "text/utf8.h"

enum {
    LONG_CELL = 300, /* characters: more than that is rather an article */
    PARAGRAPH = 40,  /* characters that make a paragraph of a cell's block */
    MOST_SPAN = 1000 /* HTML, 4.9.11: the cap on colspan */
};

typedef struct TableShape {
    int rows, cells; /* with text */
    int widest;      /* most cells with text in one row */
    int longest;     /* characters of the longest cell */
    int paragraphs;  /* blocks of PARAGRAPH characters in one cell, the most */
    int heads;       /* th */
    int labels;      /* cells that end in a colon or name a field */
} TableShape;

static bool is_cell(const DomNode *n)
{
    return n->kind == DOM_ELEMENT && (n->tag == DOM_TD || n->tag == DOM_TH);
}

/* Blocks of some length within a cell: paragraphs, or what <br> parts. */
static int count_paragraphs(const HtmlFacts *facts, const DomNode *cell)
{
    int n = 0, run = 0;
    for (int i = cell->id + 1; i < cell->end; i++) {
        const DomNode *x = facts->dom->v[i];
        bool breaks = facts->v[i].block || x->tag == DOM_BR;
        if (breaks) {
            n += run >= PARAGRAPH;
            run = 0;
        } else if (x->kind == DOM_TEXT) {
            run += facts->v[i].chars;
        }
    }
    return n + (run >= PARAGRAPH);
}

static bool is_label(const HtmlFacts *facts, const DomNode *cell)
{
    if (facts->v[cell->id].chars > 10)
        return false;
    for (int i = cell->end; i-- > cell->id;) {
        const DomNode *x = facts->dom->v[i];
        if (x->kind != DOM_TEXT || !facts->v[i].chars)
            continue;
        Str s = utf8_trim(x->text);
        return str_ends(s, S(":")) || str_ends(s, S("："));
    }
    return false;
}

static void look_at_cell(const HtmlFacts *facts, const DomNode *cell,
                         TableShape *t)
{
    int chars = facts->v[cell->id].chars;
    t->heads += cell->tag == DOM_TH;
    t->cells += chars > 0;
    t->labels += is_label(facts, cell);
    t->longest = chars > t->longest ? chars : t->longest;
    if (chars >= PARAGRAPH) {
        int n = count_paragraphs(facts, cell);
        t->paragraphs = n > t->paragraphs ? n : t->paragraphs;
    }
}

static TableShape look_at(const HtmlFacts *facts, const DomNode *table)
{
    TableShape t = {0};
    int in_row = 0;
    for (int i = table->id + 1; i < table->end; i++) {
        const DomNode *n = facts->dom->v[i];
        if (n->kind == DOM_ELEMENT && n->tag == DOM_TR) {
            t.rows += facts->v[i].chars > 0;
            in_row = 0;
        } else if (is_cell(n)) {
            look_at_cell(facts, n, &t);
            in_row += facts->v[i].chars > 0;
            t.widest = in_row > t.widest ? in_row : t.widest;
        }
    }
    return t;
}

bool table_is_data(const HtmlFacts *facts, const DomNode *table)
{
    const NodeFacts *f = &facts->v[table->id];
    if (f->tables > 1 || f->headings || f->link_chars * 2 > f->chars)
        return false;
    TableShape t = look_at(facts, table);
    if (t.widest < 2 || t.paragraphs > 3)
        return false;
    if (t.rows < 2)
        return t.labels && t.cells >= 2 && t.longest < LONG_CELL;
    bool one_dominates = t.longest > LONG_CELL && t.longest * 2 > f->chars;
    return !one_dominates;
}

static int span_of(const DomNode *cell, Str name)
{
    int64_t n = str_to_int(str_trim(dom_attr(cell, name)), MOST_SPAN);
    return n > 0 ? (int)n : 1;
}

/* The text of a cell: its lines and paragraphs parted by one space. */
static Str cell_text(const HtmlFacts *facts, const DomNode *cell, Arena *a,
                     Arena scratch)
{
    Buf all = buf_in(&scratch);
    buf_reserve(&all, 256);
    for (int i = cell->id + 1; i < cell->end; i++) {
        const DomNode *n = facts->dom->v[i];
        if (facts->v[i].dropped)
            continue;
        const NodeFacts *f = &facts->v[i];
        if (n->kind == DOM_TEXT && (f->sup || f->sub))
            para_raise(&all, n->text, f->sub);
        else if (n->kind == DOM_TEXT)
            buf_add(&all, n->text);
        else if (f->block || n->tag == DOM_BR)
            buf_lit(&all, "\xC2\xA0"); /* a space, whatever stands beside */
    }
    return block_tidy(a, buf_str(&all));
}

static int count_cells(const HtmlFacts *facts, const DomNode *row)
{
    int n = 0;
    for (int i = row->id + 1; i < row->end; i++)
        n += is_cell(facts->dom->v[i]);
    return n;
}

static Row read_row(const HtmlFacts *facts, const DomNode *tr, Arena *a,
                    Arena scratch)
{
    Row row = {NEW_N(a, Cell, count_cells(facts, tr)), 0};
    for (int i = tr->id + 1; i < tr->end; i++) {
        const DomNode *n = facts->dom->v[i];
        if (is_cell(n))
            row.v[row.n++] = (Cell){cell_text(facts, n, a, scratch),
                                    span_of(n, S("colspan")),
                                    span_of(n, S("rowspan")), n->tag == DOM_TH};
    }
    return row;
}

static bool is_row(const HtmlFacts *facts, int i)
{
    const DomNode *n = facts->dom->v[i];
    return n->kind == DOM_ELEMENT && n->tag == DOM_TR && facts->v[i].chars;
}

int table_rows(const HtmlFacts *facts, const DomNode *table, Arena *a,
               Arena scratch, Row **rows)
{
    int n = 0;
    for (int i = table->id + 1; i < table->end; i++)
        n += is_row(facts, i);
    *rows = NEW_N(a, Row, n);
    n = 0;
    for (int i = table->id + 1; i < table->end; i++)
        if (is_row(facts, i))
            (*rows)[n++] = read_row(facts, facts->dom->v[i], a, scratch);
    return n;
}
