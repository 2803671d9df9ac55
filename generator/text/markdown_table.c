#include "text/markdown_table.h"

enum { MAX_COLUMNS = 200 }; /* missing cells are filled up: rows x columns */

/* The next cell of *rest up to an unescaped pipe. */
static Str next_cell(Str *rest)
{
    ptrdiff_t i = 0;
    while (i < rest->n && rest->s[i] != '|')
        i += rest->s[i] == '\\' && i + 1 < rest->n ? 2 : 1;
    Str cell = str_trim(str_head(*rest, i));
    *rest = i < rest->n ? str_skip(*rest, i + 1) : (Str){0};
    return cell;
}

/* A line without the pipes that may frame it; false where it is empty. */
static bool unframe(Str line, Str *inner)
{
    *inner = str_trim(line);
    if (inner->n && inner->s[0] == '|')
        *inner = str_skip(*inner, 1);
    ptrdiff_t n = inner->n, slashes = 0;
    if (!n || inner->s[n - 1] != '|')
        return n > 0;
    while (slashes < n - 1 && inner->s[n - 2 - slashes] == '\\')
        slashes++;
    if (slashes % 2 == 0)
        inner->n--;
    return true;
}

static int count_cells(Str line)
{
    Str rest;
    int n = 0;
    if (!unframe(line, &rest))
        return 0;
    do {
        next_cell(&rest);
        n++;
    } while (str_given(rest));
    return n;
}

/* "\|" stands for a pipe in a cell, whatever else the cell means. */
static Str unescape_pipes(Arena *a, Str cell)
{
    if (!str_has(cell, S("\\|")))
        return cell;
    Buf b = buf_in(a);
    for (ptrdiff_t i = 0; i < cell.n; i++) {
        char c = cell.s[i];
        bool pair = c == '\\' && i + 1 < cell.n;
        if (pair && cell.s[i + 1] != '|')
            buf_byte(&b, c);
        if (pair)
            c = cell.s[++i];
        buf_byte(&b, c);
    }
    return buf_str(&b);
}

static MdRow read_row(Str line, Arena *a)
{
    MdRow row = {0};
    Str rest;
    int n = count_cells(line);
    row.cells = NEW_N(a, Str, n);
    if (unframe(line, &rest))
        while (row.n < n)
            row.cells[row.n++] = unescape_pipes(a, next_cell(&rest));
    return row;
}

/* One cell of the delimiter row: :---, :---:, ---: or ---. */
static bool read_align(Str cell, MdAlign *out)
{
    bool left = cell.n && cell.s[0] == ':';
    bool right = cell.n > left && cell.s[cell.n - 1] == ':';
    if (cell.n - left - right < 1)
        return false;
    for (ptrdiff_t i = left; i < cell.n - right; i++)
        if (cell.s[i] != '-')
            return false;
    *out = right ? left ? MD_CENTRE : MD_RIGHT : MD_LEFT;
    return true;
}

static bool read_aligns(Str line, Arena *a, MdTable *t)
{
    MdRow row = read_row(line, a);
    t->ncols = row.n;
    t->align = NEW_N(a, MdAlign, row.n);
    for (int i = 0; i < row.n; i++)
        if (!read_align(row.cells[i], &t->align[i]))
            return false;
    return row.n > 0 && row.n <= MAX_COLUMNS && str_has(line, S("-"));
}

static int count_lines(Str s)
{
    Str line;
    int n = 0;
    while (str_line(&s, &line))
        n++;
    return n;
}

bool md_table_read(Str src, Arena *a, MdTable *out)
{
    Str rest = src, head, delim, line;
    if (!str_line(&rest, &head) || !str_line(&rest, &delim) ||
        !str_has(head, S("|")) || !str_has(delim, S("-")))
        return false;
    *out = (MdTable){0};
    if (!read_aligns(delim, a, out) || count_cells(head) != out->ncols)
        return false;
    out->rows = NEW_N(a, MdRow, 1 + count_lines(rest));
    out->rows[out->nrows++] = read_row(head, a);
    while (str_line(&rest, &line))
        out->rows[out->nrows++] = read_row(line, a);
    return true;
}

bool md_is_plain(Str cell)
{
    for (ptrdiff_t i = 0; i < cell.n; i++) {
        char c = cell.s[i];
        if (c == '\\')
            i++; /* the next byte is text */
        else if (c && strchr("*_`[]<&!\n", c))
            return false;
    }
    return true;
}

static bool is_ascii_punct(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') ||
           (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

Str md_unescape(Arena *a, Str s)
{
    if (!str_has(s, S("\\")))
        return s;
    Buf b = buf_in(a);
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool escape =
            s.s[i] == '\\' && i + 1 < s.n && is_ascii_punct(s.s[i + 1]);
        i += escape;
        buf_byte(&b, s.s[i]);
    }
    return buf_str(&b);
}
