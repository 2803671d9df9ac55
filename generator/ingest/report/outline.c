#include "ingest/report/outline.h"

#include "ingest/line/key.h"
#include "ingest/line/kind.h"
#include "ingest/report/outline_bare.h"
#include "ingest/report/outline_line.h"
#include "ingest/report/outline_lost.h"
#include "ingest/report/outline_parallel.h"

#include <stdlib.h>

typedef struct Lines {
    Line *v;
    int n, nruns;
} Lines;

/* Whether a line without number is what the page's title gives out: 某县2022年
 * 政务公开工作要点 below the notice that issues it. It heads no section. */
static bool is_given_out(const Line *l, Str title)
{
    enum { SHORTEST = 8 };
    return l->num.kind == NUMBER_YEAR && l->p->chars >= SHORTEST &&
           str_has(title, S("关于印发")) && str_has(title, l->p->key);
}

static Lines body_lines(const Page *page, Arena *a)
{
    Lines ls = {NEW_N(a, Line, page->n), 0, 0};
    Str title = key_of(a, page->title);
    for (int i = 0; i < page->n; i++) {
        Line *l = &ls.v[ls.n];
        if (page->v[i].role != ROLE_BODY)
            continue;
        line_look(l, &page->v[i]);
        if (is_given_out(l, title))
            *l = (Line){.p = l->p};
        ls.n++;
    }
    return ls;
}

/* Whether a numbered line names a kind of document, as the parts of a report
 * do: 一、2022年工作回顾. */
static bool names_part(const Line *l, bool with_year, Arena a)
{
    enum { LONGEST = 24 };
    Str key = key_of(&a, utf8_head(l->num.text, LONGEST));
    return kind_words(key) && (!with_year || kind_has_year(key));
}

/* Parts and what they consist of may both count 一、二、: 一、2022年工作回顾,
 * 一、..., 二、..., 二、2023年工作安排. The parts then rank above. `from` is
 * the first part. */
static void promote_parts(Lines *ls, int from, Arena a)
{
    int part = 0, inner = 0;
    for (int i = from; i < ls->n; i++) {
        Line *l = &ls->v[i];
        if (l->num.kind != NUMBER_HAN)
            continue;
        bool next = l->num.value == part + 1;
        bool goes_on = l->num.value == inner + 1;
        if (i == from || (next && names_part(l, goes_on, a))) {
            l->num.kind = NUMBER_YEAR;
            part++;
            inner = 0;
        } else if (goes_on) {
            inner++;
        }
    }
}

/* Finds the first part of which a count from 一、 starts anew. */
static void find_parts(Lines *ls, Arena a)
{
    int part = -1; /* a line 一、 that may be one */
    for (int i = 0; i < ls->n; i++) {
        const Line *l = &ls->v[i];
        if (l->num.kind != NUMBER_HAN)
            continue;
        bool first = l->num.value == 1, named = first && names_part(l, true, a);
        if (part >= 0 && first && (part == i - 1 || !named) &&
            (part == i - 1 || names_part(&ls->v[part], true, a))) {
            promote_parts(ls, part, a);
            return;
        }
        part = first ? i : -1;
    }
}

/* The number of the first 一、 below line i and above the next section without
 * a number; 0 where there is none. */
static int count_below(const Lines *ls, int i)
{
    for (int j = i + 1; j < ls->n; j++) {
        const Numbering *num = &ls->v[j].num;
        if (num->kind == NUMBER_HAN)
            return num->value;
        if (num->kind == NUMBER_YEAR || num->kind == NUMBER_PART)
            return 0;
    }
    return 0;
}

/* Sections without number stand above the numbered ones where the count begins
 * anew below each: 五年工作回顾 一、 二、 今后工作打算 一、 二、 */
static void raise_sections(Lines *ls)
{
    int anew = 0;
    for (int i = 0; i < ls->n; i++) {
        const Numbering *num = &ls->v[i].num;
        int first = num->kind == NUMBER_YEAR ? count_below(ls, i) : 0;
        if (first > 1)
            return; /* the count goes on across it */
        anew += first == 1;
    }
    for (int i = 0; i < ls->n && anew > 1; i++) {
        Numbering *num = &ls->v[i].num;
        if (num->kind == NUMBER_YEAR && num->value < 0 &&
            count_below(ls, i) == 1)
            num->value = 0;
    }
}

/* Numbers of one class belong to a run until a heading of a higher class
 * stands between them or the count starts anew. */
static void find_runs(Lines *ls)
{
    int run[NUMBER_CLASSES] = {0}, value[NUMBER_CLASSES] = {0};
    for (int i = 0; i < ls->n; i++) {
        Line *l = &ls->v[i];
        NumberClass k = l->num.kind;
        if (k == NUMBER_NONE || k == NUMBER_ORDINAL)
            continue;
        bool anew = l->num.value == 1 && value[k] >= 1;
        if (!run[k] || anew)
            run[k] = ++ls->nruns;
        l->run = run[k];
        value[k] = l->num.value;
        for (int lower = (int)k + 1; lower < NUMBER_CLASSES; lower++) {
            run[lower] = 0;
            value[lower] = 0;
        }
    }
}

/* A line of its own that is followed at once by its next neighbour heads
 * nothing. */
static bool heads_something(const Lines *ls, int i)
{
    const Line *l = &ls->v[i];
    if (l->shape == SHAPE_RUN_IN)
        return true;
    if (l->shape == SHAPE_NONE || i + 1 >= ls->n)
        return false;
    if (l->p->b->kind == BLOCK_HEADING)
        return true;
    const Line *next = &ls->v[i + 1];
    return next->num.kind == NUMBER_NONE || next->num.kind > l->num.kind;
}

typedef struct Run {
    NumberClass kind;
    int members, shaped; /* how many, and how many of them head something */
    int alone;           /* shaped, and a line of their own */
    int titles;          /* with the form of a title, whatever follows */
    int stops;           /* shaped, and a sentence whole */
    bool opens;          /* the first of them heads something */
    int broken;          /* members in the middle of a sentence */
    int chars;           /* of the titles of these, together */
    bool heading;
} Run;

/* Whether the line above is a paragraph that does not end there: the number is
 * none of the report's. Sites that sell documents cut them in numbered pieces.
 */
static bool breaks_in(const Lines *ls, int i)
{
    enum { PARAGRAPH = 60 };
    static const char *const ends[] = {"。", "！", "？", "；", "：", "”",
                                       "）", ".",  "!",  "?",  ";",  ":",
                                       "\"", ")",  "…",  "》", NULL};
    const Piece *above = i ? ls->v[i - 1].p : NULL;
    return above && above->b->kind == BLOCK_TEXT && above->chars >= PARAGRAPH &&
           !ends_any(above->text, ends);
}

static Run *count_runs(const Lines *ls, Arena *a)
{
    Run *runs = NEW_N(a, Run, ls->nruns + 1);
    for (int i = 0; i < ls->n; i++) {
        const Line *l = &ls->v[i];
        if (!l->run)
            continue;
        Run *r = &runs[l->run];
        bool heads = heads_something(ls, i);
        r->opens |= heads && !r->members;
        r->kind = l->num.kind;
        r->members++;
        r->broken += breaks_in(ls, i);
        r->titles += l->shape != SHAPE_NONE;
        if (heads) {
            r->shaped++;
            r->alone += l->shape == SHAPE_ALONE;
            r->stops += l->shape == SHAPE_RUN_IN &&
                        str_ends(str_head(l->p->text, l->cut), S("。"));
            r->chars += line_title_chars(l);
        }
    }
    return runs;
}

/* 一、 and （一） head sections unless most of a run plainly do not, and even
 * then where the first does and all are titles: the tables below the others are
 * lost. 1. （1） ① count items as often, and do so unless the run shows
 * otherwise. */
static bool run_heads(const Run *r)
{
    if (r->kind <= NUMBER_HAN_PAREN)
        return (r->shaped * 5 >= r->members * 2 && r->shaped > 0) ||
               (r->opens && r->titles == r->members);
    return r->members > 1 && r->shaped * 5 >= r->members * 3 &&
           r->broken * 2 < r->members;
}

/* A class that counts items in one place heads nothing in another, unless by
 * far most of its numbers do. */
static void judge_runs(Run *runs, int nruns)
{
    int members[NUMBER_CLASSES] = {0}, heads[NUMBER_CLASSES] = {0};
    for (int i = 1; i <= nruns; i++) {
        Run *r = &runs[i];
        r->heading = run_heads(r);
        members[r->kind] += r->members;
        heads[r->kind] += r->heading ? r->shaped : 0;
    }
    for (int i = 1; i <= nruns; i++) {
        NumberClass k = runs[i].kind;
        if (k > NUMBER_HAN_PAREN && heads[k] * 5 <= members[k] * 3)
            runs[i].heading = false;
    }
}

/* Sections without number count only where no numbered ones stand as high. */
static bool has_chapters(const Lines *ls, const Run *runs)
{
    for (int i = 0; i < ls->n; i++) {
        const Line *l = &ls->v[i];
        if ((l->num.kind == NUMBER_HAN || l->num.kind == NUMBER_PART) &&
            runs[l->run].heading)
            return true;
    }
    return false;
}

static void judge_lines(Lines *ls, const Run *runs)
{
    bool chapters = has_chapters(ls, runs);
    for (int i = 0; i < ls->n; i++) {
        Line *l = &ls->v[i];
        const Run *r = &runs[l->run];
        if (!l->run || !r->heading)
            continue;
        if (l->num.kind == NUMBER_YEAR && l->num.value < 0 && chapters)
            continue;
        bool whole = l->shape == SHAPE_NONE && r->alone * 2 > r->members &&
                     line_take_whole(l);
        if (whole || (l->shape == SHAPE_ALONE && r->kind > NUMBER_HAN_PAREN))
            l->heading = heads_something(ls, i);
        else if (l->shape == SHAPE_NONE && r->shaped)
            l->heading = (r->stops == r->shaped &&
                          line_cut_sentence(l, r->chars / r->shaped)) ||
                         line_cut_like(l, r->chars / r->shaped);
        else
            l->heading = l->shape != SHAPE_NONE;
    }
}

/* The classes of the headings that enclose the present place. */
typedef struct Stack {
    NumberClass v[NUMBER_CLASSES];
    int n;
} Stack;

static int enter(Stack *s, NumberClass k)
{
    while (s->n && s->v[s->n - 1] >= k)
        s->n--;
    s->v[s->n++] = k;
    return s->n + 1 < 6 ? s->n + 1 : 6;
}

static PartKind part_kind(const Block *b)
{
    switch (b->kind) {
    case BLOCK_TABLE:
        return PART_TABLE;
    case BLOCK_ITEM:
        return PART_ITEM;
    case BLOCK_LINK:
        return PART_LINK;
    default:
        return PART_TEXT;
    }
}

static void add_part(Outline *o, PartKind kind, int level, Str text,
                     const Block *b)
{
    text = utf8_trim(text);
    if (text.n || kind == PART_TABLE)
        o->v[o->n++] = (Part){kind, level, text, b};
}

Outline outline_make(const Page *page, Arena *perm, Arena scratch)
{
    Lines ls = body_lines(page, &scratch);
    find_bare_numbers(ls.v, ls.n);
    find_lost_numbers(ls.v, ls.n);
    find_parallels(ls.v, ls.n);
    find_parts(&ls, scratch);
    raise_sections(&ls);
    find_runs(&ls);
    Run *runs = count_runs(&ls, &scratch);
    judge_runs(runs, ls.nruns);
    judge_lines(&ls, runs);
    Outline o = {NEW_N(perm, Part, ls.n * 2 + 1), 0};
    Stack stack = {.n = 0};
    for (int i = 0; i < ls.n; i++) {
        const Line *l = &ls.v[i];
        const Block *b = l->p->b;
        Str text = l->p->text;
        if (!l->heading) {
            bool numbered = l->num.kind != NUMBER_NONE;
            PartKind kind = part_kind(b);
            add_part(&o, kind == PART_ITEM && numbered ? PART_TEXT : kind, 0,
                     text, b);
            continue;
        }
        ptrdiff_t cut = l->shape == SHAPE_RUN_IN ? l->cut : text.n;
        add_part(&o, PART_HEADING, enter(&stack, l->num.kind),
                 str_head(text, cut), b);
        add_part(&o, PART_TEXT, 0, str_skip(text, cut), b);
    }
    return o;
}
