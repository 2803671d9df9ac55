#include "model/place_former.h"

/* The lists are made in the course of a year, some time after a change. */
enum { LATE = 1, LEVELS = PLACE_STREET + 1 };

static const int code_digits[LEVELS] = {2, 4, 6, 9};

void former_lines(Str text, FormerLines *out, Arena *a)
{
    int n = 0;
    for (ptrdiff_t i = 0; i < text.n; i++)
        n += text.s[i] == '\n';
    *out = (FormerLines){NEW_N(a, Str, n + 1), 0};
    for (Str line; str_line(&text, &line);)
        if (line.n && line.s[0] != '#')
            out->v[out->n++] = line;
}

static int read_year(Str s)
{
    int64_t year = str_to_int(s, 9999);
    return year > 0 ? (int)year : 0;
}

/* Index of the present place with that code, or -1. */
static int present_at(const Gazetteer *g, Str code)
{
    const Place *p = place_by_code(g, code);
    return p && !p->until ? (int)(p - g->v) : -1;
}

/* The place that had the parent's code in the child's years: one that was and
 * lasted as long, else the one of today. */
static int parent_of(const Gazetteer *g, const Place *p)
{
    int up = (int)p->level - 1;
    Str code = str_head(p->code, code_digits[up]);
    int lo = g->former_first[up], end = g->former_first[up + 1];
    for (int hi = end; lo < hi;) {
        int mid = lo + (hi - lo) / 2;
        if (str_cmp(g->v[mid].code, code) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < end && str_eq(g->v[lo].code, code); lo++)
        if (g->v[lo].until >= p->until)
            return lo;
    return present_at(g, code);
}

static void add_line(Gazetteer *g, Str line, int level)
{
    Place p = {.level = (PlaceLevel)level};
    p.code = str_cut(&line, S("\t"));
    p.name = str_cut(&line, S("\t"));
    p.pinyin = str_cut(&line, S("\t"));
    Str years = str_cut(&line, S("\t"));
    p.since = read_year(str_cut(&years, S("-")));
    p.until = read_year(years);
    p.successor = line.n ? present_at(g, line) : -1;
    p.parent = parent_of(g, &p);
    if (p.parent < 0 || !p.until)
        return;
    if (!p.pinyin.n && p.successor >= 0)
        p.pinyin = g->v[p.successor].pinyin;
    g->v[g->total++] = p;
}

void former_add(Gazetteer *g, const FormerLines *lines)
{
    g->total = g->n;
    for (int level = 0; level < LEVELS; level++) {
        for (int up = level; up < LEVELS; up++)
            g->former_first[up] = g->total; /* nothing there yet */
        g->former_first[LEVELS] = g->total;
        for (int i = 0; i < lines->n; i++)
            if (str_find(lines->v[i], S("\t"), 0) == code_digits[level])
                add_line(g, lines->v[i], level);
    }
    g->former_first[LEVELS] = g->total;
}

bool place_was_there(const Place *p, int year)
{
    return !p->until || (year && year <= p->until + LATE &&
                         (!p->since || year >= p->since - LATE));
}

bool place_is_same_unit(const Gazetteer *g, const Place *p, const Place *q)
{
    return (p->successor >= 0 && &g->v[p->successor] == q) ||
           (q->successor >= 0 && &g->v[q->successor] == p);
}
