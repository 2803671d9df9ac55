#include "ingest/report/outline_parallel.h"

#include "ingest/line/key.h"
#include "ingest/line/office.h"
#include "text/words.h"

enum {
    SHORTEST = 6,        /* characters of such a heading, */
    SHORTEST_MARKED = 4, /* ... where a mark stands in front */
    LONGEST = 46,        /* the same, as of numbered ones */
    PARAGRAPH = 40,      /* of the text below it, which is twice as long */
    OPENING = 12,        /* bytes that sentences of one series begin with */
    ENOUGH = 2,          /* headings that are built alike */
    ENOUGH_ANY = 3       /* that only stand alike */
};

/* What no heading has: it addresses, signs, refers or counts. */
static const char *const others[] = {
    "代表", "同志们", "会议上", "大会上", "附件", "报告人", "谢谢",
    "如下", "——",     "：",     ":",      "；",   ";",      "《",
    "%",    "(",      "（",     "http",   " ",    "|",      NULL};
static WordSet other_set = WORD_SET(others);

/* The mark that the line begins with and that headings of one series share:
 * 【党建工作】, ◆党建工作; absent for none. */
static Str mark_of(const Line *l)
{
    static const char *const marks[] = {"【", "◆", "■", "●", "★",  "▲", "◎",
                                        "☆",  "※", "▶", "►", "〖", NULL};
    return str_head(l->p->text, starts_any(l->p->text, marks));
}

/* A line that may be one: short, without figures, at most one sentence. */
static bool is_terse(const Line *l)
{
    const Piece *p = l->p;
    int shortest = mark_of(l).n ? SHORTEST_MARKED : SHORTEST;
    if (l->num.kind != NUMBER_NONE || l->shape != SHAPE_NONE ||
        p->b->kind != BLOCK_TEXT || p->chars < shortest || p->chars > LONGEST ||
        words_in(&other_set, p->text) || is_office(p->text))
        return false;
    ptrdiff_t stop = str_find(p->key, S("。"), 0);
    for (ptrdiff_t i = 0; i < p->key.n; i++)
        if (p->key.s[i] >= '0' && p->key.s[i] <= '9')
            return false;
    return (stop < 0 || stop == p->key.n - 3) && !str_ends(p->key, S(",")) &&
           !str_ends(p->key, S("、"));
}

static bool ends_sentence(Str s)
{
    static const char *const ends[] = {"。", "！", "？",  "!",    "?",
                                       "；", ";",  "。”", "。）", NULL};
    return ends_any(s, ends) > 0;
}

/* Whether a heading may stand here: what is above it is whole, what is below is
 * a paragraph. */
static bool between_paragraphs(const Line *l, bool first)
{
    const Line *above = l - !first, *below = l + 1;
    bool whole = first || ends_sentence(above->p->text) ||
                 above->p->b->kind != BLOCK_TEXT ||
                 (above->shape == SHAPE_ALONE && above->num.kind);
    bool text = below->num.kind == NUMBER_NONE ||
                below->num.kind == NUMBER_ORDINAL ||
                below->num.kind > NUMBER_HAN_PAREN;
    bool long_enough =
        below->num.kind == NUMBER_ORDINAL ||
        (below->p->chars >= PARAGRAPH && below->p->chars >= l->p->chars * 2);
    return whole && text && long_enough && str_has(below->p->text, S("。"));
}

static int commas(const Line *l)
{
    return count_of(l->p->key, S(","));
}

/* Whether two are built alike: sentences of one series, 一年来，我们 ..., or
 * clauses in the same number. */
static bool is_alike(const Line *a, const Line *b)
{
    Str x = a->p->key, y = b->p->key;
    Str mark = mark_of(a);
    if (mark.n)
        return str_eq(mark, mark_of(b));
    bool stop = str_ends(x, S("。"));
    if (stop != str_ends(y, S("。")))
        return false;
    if (str_starts(y, str_head(x, stop ? OPENING : OPENING / 2)))
        return true;
    return !stop && commas(a) > 0 && commas(a) == commas(b);
}

/* The class for such headings: below 一、, and below （一） where the report
 * has that too; NUMBER_NONE where none is free. */
static NumberClass free_class(const Line *v, int n)
{
    bool used[NUMBER_CLASSES] = {0};
    for (int i = 0; i < n; i++)
        used[v[i].num.kind] = true;
    if (!used[NUMBER_HAN_PAREN])
        return NUMBER_HAN_PAREN;
    return used[NUMBER_CIRCLE] ? NUMBER_NONE : NUMBER_CIRCLE;
}

/* How many of the candidates, by their indexes, are like `one`; itself too. */
static int count_alike(const Line *v, const int *at, int count, int one)
{
    enum { AS_MANY = 60 }; /* compared: a report has no more */
    int found = 0;
    for (int k = 0; k < count && k < AS_MANY; k++)
        found += at[k] == one || is_alike(&v[one], &v[at[k]]);
    return found;
}

bool parallel_may_head(const Line *v, int i)
{
    return is_terse(&v[i]) && between_paragraphs(&v[i], i == 0);
}

void find_parallels(Line *v, int n)
{
    enum { MOST = 200 };
    int at[MOST], count = 0, open = 0;
    bool heading[MOST] = {0};
    NumberClass k = free_class(v, n);
    for (int i = 0; i + 1 < n && count < MOST; i++)
        if (parallel_may_head(v, i)) {
            open += !str_ends(v[i].p->key, S("。"));
            at[count++] = i;
        }
    for (int c = 0; c < count && k; c++) {
        bool stop = str_ends(v[at[c]].p->key, S("。"));
        heading[c] = count_alike(v, at, count, at[c]) >= ENOUGH ||
                     (!stop && open >= ENOUGH_ANY);
    }
    for (int c = 0; c < count && k; c++)
        if (heading[c]) {
            v[at[c]].num.kind = k;
            v[at[c]].shape = SHAPE_ALONE;
        }
}
