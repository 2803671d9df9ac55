#include "ingest/page/label_rows.h"

/* The label that s is, colons and spaces at its ends not counted, or NULL. */
static const Label *whole_label(Str s)
{
    ptrdiff_t end = 0;
    s = trim_value(s);
    const Label *l = label_at(s, 0, &end);
    return l && end == s.n ? l : NULL;
}

static bool is_value_row(const Row *r)
{
    int given = 0;
    for (int i = 0; i < r->n; i++) {
        if (whole_label(r->v[i].text))
            return false;
        given += r->v[i].text.n > 0;
    }
    return given > 0;
}

/* Whether all cells of a row are labels. */
static bool is_label_row(const Row *r)
{
    for (int i = 0; i < r->n; i++)
        if (!whole_label(r->v[i].text))
            return false;
    return r->n >= 2;
}

Columns columns_of_table(const Block *b)
{
    Columns c = {.n = 0};
    for (int k = 0; k + 1 < b->nrows && !c.n; k++) {
        const Row *upper = &b->rows[k], *lower = upper + 1;
        if (!is_label_row(upper) || !is_value_row(lower) ||
            upper->n != lower->n)
            continue;
        for (int i = 0; i < upper->n && c.n < MOST_COLUMNS; i++) {
            c.label[c.n] = whole_label(upper->v[i].text);
            c.value[c.n++] = trim_value(lower->v[i].text);
        }
    }
    return c;
}

static bool is_time(Str s)
{
    return s.n >= 4 && s.n <= 8 && s.s[0] >= '0' && s.s[0] <= '9' &&
           str_has(s, S(":"));
}

Columns columns_of_lines(Str upper, Str lower)
{
    Columns c = {.n = 0};
    Segments g;
    find_segments(upper, &g);
    if (g.n < 2 || g.n > MOST_COLUMNS)
        return c;
    for (int i = 0; i < g.n; i++)
        if (g.v[i].text.n)
            return c;
    int n = 0;
    while (str_given(lower) && n <= g.n) {
        Str word = str_cut(&lower, S(" "));
        if (n && is_time(word))
            c.value[n - 1].n = word.s + word.n - c.value[n - 1].s;
        else if (n < g.n)
            c.value[n++] = word;
        else
            n++;
    }
    for (int i = 0; i < g.n; i++)
        c.label[i] = g.v[i].label;
    c.n = n == g.n ? n : 0;
    return c;
}

const Label *label_of_row(Str s, Str *value)
{
    ptrdiff_t end = 0;
    const Label *l = label_at(s, 0, &end);
    if (!l || end >= s.n || (s.s[end] != ' ' && !l->strong))
        return NULL;
    *value = trim_value(str_skip(s, end));
    return l;
}
