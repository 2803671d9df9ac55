#include "ingest/blocks/text_blocks.h"

#include "ingest/line/key.h"
#include "ingest/line/numbering.h"
#include "text/html_scan.h"
#include "text/utf8.h"

#include <limits.h>

enum {
    TABLE_ROWS = 3,  /* lines in a row that make a table, */
    TABLE_CELLS = 3, /* and cells in each of them */
    WRAP_LINES = 4,  /* full lines that show a width */
    WIDEST = 200     /* which is below this */
};

typedef struct Line {
    Str text;    /* trimmed, bullet removed */
    int indent;  /* columns of white space in front */
    int size[2]; /* its length by measure: columns (as far as WIDEST),
                    characters */
    int number;  /* 1-based */
    bool bullet;
    bool blank_before;
    char cut;  /* '\t' or '|' where the line has cells, else 0 */
    int cells; /* how many */
} Line;
/* Text is wrapped at a number of columns or of characters. */
typedef struct Wrap {
    int measure; /* of Line.size */
    int width;   /* 0: it is not wrapped */
    int slack;   /* how much a full line may be short of the width */
} Wrap;
typedef struct Lines {
    Line *v;
    int n;
} Lines;

/* Marks that stand for a list item; the first group needs no space after. */
static const char always_bullets[] = "•‣◦▪▫";
static const char spaced_bullets[] = "●○■□◆◇·*-–—";

static bool rune_in(Rune r, const char *set)
{
    const char *p = set, *end = set + strlen(set);
    while (p < end)
        if (utf8_next(&p, end) == r)
            return true;
    return false;
}

/* s without a bullet at its start. */
static Str skip_bullet(Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    if (p == end)
        return s;
    Rune r = utf8_next(&p, end);
    Str rest = str_span(p, end);
    if (p == end)
        return s; /* nothing but a mark */
    if (rune_in(r, always_bullets))
        return utf8_trim(rest);
    if (!rune_in(r, spaced_bullets))
        return s;
    return rune_is_space(utf8_next(&p, end)) ? utf8_trim(rest) : s;
}

static int indent_of(Str line, Str trimmed)
{
    return trimmed.n ? text_columns(str_span(line.s, trimmed.s), INT_MAX) : 0;
}

/* A line of nothing but the dashes and bars under a Markdown table's head. */
static bool is_ruler(Str s)
{
    bool bar = false, dash = false;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bar |= s.s[i] == '|';
        dash |= s.s[i] == '-';
        if (!strchr("|-:+ \t", s.s[i]) || !s.s[i])
            return false;
    }
    return bar && dash;
}

/* The line between its outer bars, where it has both. */
static Str inside_bars(Str s)
{
    s = str_trim(s);
    if (s.n >= 2 && s.s[0] == '|' && s.s[s.n - 1] == '|')
        s = (Str){s.s + 1, s.n - 2};
    return s;
}

static int count_cells(Str s, char cut)
{
    return 1 + count_of(s, (Str){&cut, 1});
}

static void find_cells(Line *l, Str line)
{
    int tabs = count_cells(utf8_trim(line), '\t');
    int bars = count_cells(inside_bars(l->text), '|');
    l->cells = tabs > 1 ? tabs : bars;
    l->cut = tabs > 1 ? '\t' : bars > 1 ? '|' : 0;
}

/* At least as many as there are lines that are not empty. */
static int count_lines(Str text)
{
    int n = 1;
    for (ptrdiff_t i = 1; (i = str_find(text, S("\n"), i)) >= 0; i++)
        n += text.s[i - 1] != '\n';
    return n;
}

/* A line of one cell without the bars that close its row; nothing where it has
 * only bars. */
static Str without_bar(Str s)
{
    Str front = s;
    while (front.n && strchr("| \t", front.s[front.n - 1]))
        front.n--;
    if (front.n == s.n || str_has(front, S("|")) || str_has(front, S("\t")))
        return s;
    return !front.n || s.s[front.n] == ' ' ? front : s;
}

static Lines read_lines(Str text, Arena *a)
{
    Lines out = {0};
    out.v = NEW_N(a, Line, count_lines(text));
    Str rest = text, line;
    bool blank = true;
    for (int number = 1; str_line(&rest, &line); number++) {
        Str trimmed = utf8_trim(line);
        if (!trimmed.n) {
            blank = true;
            continue;
        }
        trimmed = without_bar(trimmed);
        if (!trimmed.n)
            continue;
        Line *l = &out.v[out.n++];
        l->text = skip_bullet(trimmed);
        l->bullet = l->text.s != trimmed.s;
        l->indent = indent_of(line, trimmed);
        l->size[1] = (int)utf8_chars(str_span(line.s, trimmed.s + trimmed.n));
        l->size[0] = l->size[1] >= WIDEST /* no less than that in columns */
                         ? WIDEST
                         : l->indent + text_columns(trimmed, WIDEST);
        l->number = number;
        l->blank_before = blank;
        find_cells(l, line);
        blank = false;
    }
    return out;
}

/* The width at which the whole text is wrapped: most lines that are at all
 * long end at most `slack` before it and hardly any is longer. */
static int wrap_width(const Lines *lines, int measure, int narrowest, int slack,
                      Arena scratch)
{
    int *count = NEW_N(&scratch, int, WIDEST + 1);
    int longer = 0, best = 0, full = 0, over = 0;
    for (int i = 0; i < lines->n; i++) {
        int w = lines->v[i].size[measure];
        count[w < WIDEST ? w : WIDEST]++;
        longer += w > narrowest / 2;
    }
    for (int w = narrowest; w < WIDEST; w++) {
        int near = 0;
        for (int k = 0; k <= slack; k++)
            near += count[w - k];
        if (near > full) {
            full = near;
            best = w;
        }
    }
    for (int w = best + 1; w <= WIDEST; w++)
        over += count[w];
    bool certain = full >= WRAP_LINES && full * 2 > longer && over * 20 <= full;
    return certain ? best : 0;
}

static Wrap find_wrap(const Lines *lines, Arena scratch)
{
    int chars = wrap_width(lines, 1, 25, 0, scratch);
    if (chars)
        return (Wrap){1, chars, 0};
    return (Wrap){0, wrap_width(lines, 0, 50, 3, scratch), 3};
}

/* Whether `next` goes on with the paragraph that `l` breaks off. */
static bool goes_on(const Line *l, const Line *next, Wrap w)
{
    int size = l->size[w.measure];
    return w.width && size >= w.width - w.slack && size <= w.width &&
           !next->blank_before && !next->bullet && next->indent == 0 &&
           !l->cut && !next->cut && !ends_sentence(l->text) &&
           !begins_numbered(next->text);
}

/* A line that starts in the middle of a sentence. */
static bool begins_inside(const Line *l)
{
    static const char marks[] = "，。、；：！？）》”,;:!?)";
    const char *p = l->text.s, *end = p + l->text.n;
    return !l->blank_before && !l->bullet && p < end &&
           rune_in(utf8_next(&p, end), marks);
}

/* A number of a heading without its text. */
static bool is_bare_number(Str s)
{
    Numbering n = numbering_of(s);
    return n.kind != NUMBER_NONE && n.kind != NUMBER_ORDINAL && !n.text.n;
}

/* A bracket that opens, and at `next` its number and the one that closes:
 * （ / 三）标题. */
static bool is_torn_bracket(Str s, Str next)
{
    const char *p = next.s, *end = next.s + next.n;
    bool opens = str_eq(s, S("（")) || str_eq(s, S("("));
    return opens && number_take_han(&p, end) && p < end &&
           rune_in(utf8_next(&p, end), "）)");
}

/* Whether a paragraph is broken between lines i and i + 1, at the borders of
 * its runs of one font: 一、 \n 标题; 产业链 \n 企业 \n ，探索. */
static bool is_torn(const Lines *lines, int i)
{
    enum { FRAGMENT = 12, SENTENCE = 16 };
    const Line *l = &lines->v[i], *next = l + 1;
    if (l->cut || next->cut || next->bullet)
        return false;
    if (begins_inside(next) || is_torn_bracket(l->text, next->text))
        return true;
    if (begins_numbered(next->text))
        return false;
    if (is_bare_number(l->text))
        return true;
    return !next->blank_before && i + 2 < lines->n && begins_inside(next + 1) &&
           next->size[1] <= FRAGMENT && l->size[1] >= SENTENCE &&
           !ends_sentence(l->text);
}

static Str join_lines(const Line *l, int n, BlockList *out)
{
    if (n == 1)
        return block_tidy(out->a, l->text);
    Buf b = buf_in(out->a);
    for (int i = 0; i < n; i++) {
        /* a line break within a number is no space */
        if (i && !(str_is_digit(l[i].text, 0) &&
                   str_is_digit(l[i - 1].text, l[i - 1].text.n - 1)))
            buf_byte(&b, '\n');
        buf_add(&b, l[i].text);
    }
    return block_tidy(out->a, buf_str(&b));
}

static void add_text(const Line *l, int n, BlockList *out)
{
    Str text = join_lines(l, n, out);
    if (!text.n)
        return; /* only control characters */
    Block *b = block_push(out, l->bullet ? BLOCK_ITEM : BLOCK_TEXT);
    b->text = text;
    b->line = l->number;
    b->indent = l->indent;
    b->blank_before = l->blank_before;
    b->main = true;
}

static Row split_cells(const Line *l, Arena *a)
{
    Row row = {NEW_N(a, Cell, l->cells), 0};
    Str rest = l->cut == '|' ? inside_bars(l->text) : l->text;
    Str sep = {&l->cut, 1};
    while (str_given(rest) && row.n < l->cells) {
        Str cell = str_cut(&rest, sep);
        row.v[row.n++] = (Cell){block_tidy(a, cell), 1, 1, false};
    }
    return row;
}

/* How many lines from l on have cells alike. */
static int table_lines(const Line *l, int n)
{
    int k = 1;
    if (!l->cut || l->cells < TABLE_CELLS)
        return 0;
    while (k < n && l[k].cut == l->cut && l[k].cells == l->cells &&
           !l[k].blank_before)
        k++;
    return k >= TABLE_ROWS ? k : 0;
}

static void add_table(const Line *l, int n, BlockList *out)
{
    Row *rows = NEW_N(out->a, Row, n);
    int nrows = 0;
    for (int i = 0; i < n; i++)
        if (!is_ruler(l[i].text))
            rows[nrows++] = split_cells(&l[i], out->a);
    if (!nrows)
        return;
    Str text = table_text(out->a, rows, nrows);
    Block *b = block_push(out, BLOCK_TABLE);
    b->text = text;
    b->rows = rows;
    b->nrows = nrows;
    b->line = l->number;
    b->indent = l->indent;
    b->blank_before = l->blank_before;
    b->main = true;
}

void text_blocks(Str text, BlockList *out, Arena scratch)
{
    Buf plain = buf_in(&scratch);
    html_unescape_marks(&plain, text); /* scrapers leave &nbsp; and its like */
    Lines lines = read_lines(buf_str(&plain), &scratch);
    Wrap wrap = find_wrap(&lines, scratch);
    for (int i = 0; i < lines.n;) {
        const Line *l = &lines.v[i];
        int n = table_lines(l, lines.n - i);
        if (n) {
            add_table(l, n, out);
            i += n;
            continue;
        }
        for (n = 1; i + n < lines.n && (goes_on(&l[n - 1], &l[n], wrap) ||
                                        is_torn(&lines, i + n - 1));)
            n++;
        add_text(l, n, out);
        i += n;
    }
}
