#include "query/excerpt.h"

#include "text/fold.h"

#include <stdlib.h>

enum {
    EXCERPT = 120,       /* characters */
    MOST_MARKED = 24,    /* words */
    LONGEST_CLUSTER = 64 /* bytes of a character with what joins it */
};

/* A fold, and for each of its bytes where in the text it came from. */
typedef struct FoldMap {
    Buf folded;
    ptrdiff_t *from, *to;
} FoldMap;

static bool folds_alone(Rune r)
{
    return r < 0x80 || (r >= 0x3000 && r <= 0x301D) ||
           (r >= 0x4E00 && r <= 0x9FFF) || (r >= 0xFF01 && r <= 0xFF5E);
}

/* Does `more` fold to the same behind `s` as on its own? */
static bool folds_apart(Str s, Str more, Arena scratch)
{
    Str apart = str_concat(&scratch, fold(&scratch, s), fold(&scratch, more));
    return str_eq(apart, fold(&scratch, str_span(s.s, more.s + more.n)));
}

/* The character at p with those behind it that become one with it. */
static const char *cluster_end(const char *p, const char *end, Arena scratch)
{
    const char *from = p;
    bool alone = folds_alone(utf8_next(&p, end));
    while (p < end && p - from < LONGEST_CLUSTER) {
        const char *next = p;
        if ((folds_alone(utf8_next(&next, end)) && alone) ||
            folds_apart(str_span(from, p), str_span(p, next), scratch))
            break;
        alone = false;
        p = next;
    }
    return p;
}

static FoldMap fold_map(Str s, Arena *a)
{
    FoldMap m = {.folded = buf_in(a)};
    ptrdiff_t room = fold(a, s).n + 4 * s.n + 64; /* clusters fold no longer */
    buf_reserve(&m.folded, room);
    m.from = NEW_N(a, ptrdiff_t, room);
    m.to = NEW_N(a, ptrdiff_t, room);
    for (const char *p = s.s, *end = s.s + s.n; p < end;) {
        const char *next = cluster_end(p, end, *a);
        Arena scratch = *a;
        Str part = fold(&scratch, str_span(p, next));
        for (ptrdiff_t i = 0; i < part.n && m.folded.n < room; i++) {
            m.from[m.folded.n] = p - s.s;
            m.to[m.folded.n] = next - s.s;
            buf_byte(&m.folded, part.s[i]);
        }
        p = next;
    }
    return m;
}

typedef struct Mark {
    ptrdiff_t from, to;
} Mark;

static int by_place(const void *x, const void *y)
{
    const Mark *a = x, *b = y;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to < b->to) - (a->to > b->to);
}

/* Where the words stand in s, in order, none overlapping. */
static ptrdiff_t find_marks(Str s, StrList words, Mark **out, Arena *a)
{
    FoldMap m = fold_map(s, a);
    Str folded = buf_str(&m.folded);
    Mark *v = NEW_N(a, Mark,
                    folded.n * (words.n < MOST_MARKED ? words.n : MOST_MARKED));
    ptrdiff_t n = 0, kept = 0;
    for (ptrdiff_t w = 0; w < words.n && w < MOST_MARKED; w++) {
        Str word = words.v[w];
        for (ptrdiff_t i = 0; (i = str_find(folded, word, i)) >= 0; i += word.n)
            v[n++] = (Mark){m.from[i], m.to[i + word.n - 1]};
    }
    if (n)
        qsort(v, (size_t)n, sizeof *v, by_place);
    for (ptrdiff_t i = 0; i < n; i++) {
        if (kept && v[i].from < v[kept - 1].to)
            v[kept - 1].to =
                v[i].to > v[kept - 1].to ? v[i].to : v[kept - 1].to;
        else
            v[kept++] = v[i];
    }
    *out = v;
    return kept;
}

static bool ends_sentence(Rune r)
{
    return r == 0x3002 || r == 0xFF1B || r == 0xFF01 || r == 0xFF1F;
}

/* Where to begin: at the sentence where that is near, else some characters
 * before. *whole: a sentence begins there. */
static const char *cut_start(Str s, const char *at, bool *whole)
{
    const char *p = at, *near = at;
    *whole = true;
    for (int i = 0; p > s.s; i++) {
        const char *before = p;
        Rune r = utf8_prev(&before, s.s);
        if (ends_sentence(r))
            return p;
        if (i == EXCERPT / 2) {
            *whole = false;
            return near;
        }
        p = before;
        near = i < EXCERPT / 4 ? p : near;
    }
    return p;
}

/* Where to end: behind the last sentence that fits, else where room ends. */
static const char *cut_stop(Str s, const char *beg, const char *hit,
                            bool *whole)
{
    const char *p = beg, *end = s.s + s.n, *stop = NULL;
    for (int i = 0; p < end && (i < EXCERPT || p < hit); i++)
        if (ends_sentence(utf8_next(&p, end)) && p >= hit)
            stop = p;
    *whole = p == end || stop;
    return p == end || !stop ? p : stop;
}

static void cut(Found *f, Str s, StrList words, Arena *a)
{
    static const Str more = STR_INIT("…");
    Mark *v;
    ptrdiff_t n = find_marks(s, words, &v, a);
    bool begins, ends;
    const char *beg = cut_start(s, s.s + (n ? v[0].from : 0), &begins);
    const char *end = cut_stop(s, beg, s.s + (n ? v[0].to : 0), &ends);
    Buf b = buf_in(a);
    buf_add(&b, begins ? S("") : more);
    ptrdiff_t shift = (beg - s.s) - b.n;
    buf_add(&b, str_span(beg, end));
    buf_add(&b, ends ? S("") : more);
    f->excerpt = str_dup(a, buf_str(&b));
    f->marks = NEW_N(a, ptrdiff_t, 2 * n);
    f->nmarks = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        if (v[i].from >= beg - s.s && v[i].to <= end - s.s) {
            f->marks[2 * f->nmarks] = v[i].from - shift;
            f->marks[2 * f->nmarks++ + 1] = v[i].to - shift;
        }
}

/* How many of the words the line contains. */
static int words_in(Str line, const Words *w, Arena scratch)
{
    Str folded = fold(&scratch, line);
    int n = 0;
    for (ptrdiff_t i = 0; i < w->wanted.n; i++) {
        bool has = false;
        for (int k = 0; k < words_spellings(w, i) && !has; k++)
            has = words_in_line(w, i, k, folded, scratch);
        n += has;
    }
    return n;
}

/* Everything that is marked in the line. */
static StrList all_spellings(const Words *w, Str line, Arena *a)
{
    StrList out = {0};
    ptrdiff_t cap = 0;
    for (ptrdiff_t i = 0; i < w->wanted.n; i++)
        for (int k = 0; k < words_spellings(w, i); k++)
            strlist_push(a, &out, &cap, words_spelling(w, i, k));
    Str folded = fold(a, line);
    for (ptrdiff_t i = 0; i < w->wanted.n && w->loose; i++)
        words_forms(w, i, folded, &out, &cap, a);
    return out;
}

void found_excerpt(Found *f, const Words *w, Arena *a)
{
    const IndexText *t = &f->text;
    int best = 0;
    bool titled = w->wanted.n && words_in(t->title, w, *a);
    Str line = t->nblocks && !titled ? t->blocks[0].text : t->title;
    Buf anchor = buf_in(a);
    for (int i = 0; i < t->nblocks; i++) {
        int n = words_in(t->blocks[i].text, w, *a);
        if (n <= best)
            continue;
        best = n;
        line = t->blocks[i].text;
        anchor.n = 0;
        buf_byte(&anchor, 'p');
        buf_int(&anchor, i + 1);
    }
    for (int i = 0; i < t->nheadings; i++) {
        int n = words_in(t->headings[i].text, w, *a);
        if (n <= best)
            continue;
        best = n;
        line = t->headings[i].text;
        anchor.n = 0;
        buf_add(&anchor, t->headings[i].id);
    }
    f->anchor = str_dup(a, buf_str(&anchor));
    cut(f, line, all_spellings(w, line, a), a);
}
