#include "text/expand.h"

#include <stdlib.h>

/* from may stand for to; `common`: simplified text has `from`, too. */
typedef struct HanPair {
    Rune from, to;
    int order; /* of the pair in the table */
    bool common;
} HanPair;

struct HanTable {
    HanPair *v;    /* by from, then order */
    HanPair *back; /* the same pairs by to, then order */
    int n;
    uint8_t kinds[0x10000];
};

Str spelling_why(SpellingWhy why)
{
    static const Str NAMES[] = {
        [WHY_SYNONYM] = STR_INIT("synonym"),
        [WHY_TRADITIONAL] = STR_INIT("traditional"),
        [WHY_SIMPLIFIED] = STR_INIT("simplified"),
        [WHY_PINYIN] = STR_INIT("pinyin"),
        [WHY_MARKS] = STR_INIT("marks"),
    };
    return NAMES[why];
}

/* --- the table ------------------------------------------------------------ */

static int by_from(const void *a, const void *b)
{
    const HanPair *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static int by_to(const void *a, const void *b)
{
    const HanPair *x = a, *y = b;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static void add_entry(HanTable *t, Str entry, bool common)
{
    const char *p = entry.s, *end = entry.s + entry.n;
    Rune from = utf8_next(&p, end);
    while (p < end) {
        Rune to = utf8_next(&p, end);
        t->v[t->n] = (HanPair){from, to, t->n, common};
        t->n++;
        if (to < 0x10000 && to != from)
            t->kinds[to] |= HAN_SIMPLIFIED;
    }
    if (!common && from < 0x10000)
        t->kinds[from] |= HAN_TRADITIONAL;
}

HanTable *han_table(Str text, Arena *perm)
{
    HanTable *t = NEW(perm, HanTable);
    t->v = NEW_N(perm, HanPair, text.n);
    bool common = false;
    Str line;
    while (str_line(&text, &line)) {
        if (str_starts(line, S("#")))
            continue;
        Str rest = line;
        while (str_given(rest)) {
            Str entry = str_cut(&rest, S(" "));
            if (str_eq(entry, S("=")))
                common = true;
            else if (entry.n)
                add_entry(t, entry, common);
        }
    }
    t->back = NEW_N(perm, HanPair, t->n);
    if (t->n) {
        memcpy(t->back, t->v, (size_t)t->n * sizeof *t->v);
        qsort(t->v, (size_t)t->n, sizeof *t->v, by_from);
        qsort(t->back, (size_t)t->n, sizeof *t->back, by_to);
    }
    return t;
}

/* The first of n sorted pairs whose key (`to` or `from`) is at least r. */
static int pair_from(const HanPair *v, int n, Rune r, bool to)
{
    int lo = 0, hi = n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if ((to ? v[mid].to : v[mid].from) < r)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void han_put_entry(Buf *b, const HanTable *t, Rune r)
{
    int k = pair_from(t->v, t->n, r, false);
    if (k == t->n || t->v[k].from != r)
        return;
    utf8_put(b, r);
    for (; k < t->n && t->v[k].from == r; k++)
        utf8_put(b, t->v[k].to);
}

const uint8_t *han_kinds(const HanTable *t)
{
    return t->kinds;
}

/* --- lists of spellings --------------------------------------------------- */

typedef struct Spellings {
    Str word;
    Spelling *v;
    int n;
    Arena *a;
} Spellings;

static void add_spelling(Spellings *s, Str text, SpellingWhy why)
{
    if (s->n == MOST_SPELLINGS || !text.n || str_eq(text, s->word))
        return;
    for (int i = 0; i < s->n; i++)
        if (str_eq(s->v[i].text, text))
            return;
    s->v[s->n++] = (Spelling){text, why};
}

/* --- characters ----------------------------------------------------------- */

enum { MOST_OPTIONS = 8 };

/* What a character of a word may become: fills v, returns how many. */
typedef int Options(const Speller *s, Rune r, Rune v[MOST_OPTIONS]);

static int simplified_options(const Speller *s, Rune r, Rune v[MOST_OPTIONS])
{
    const HanTable *t = s->han;
    int n = 0;
    for (int k = pair_from(t->v, t->n, r, false);
         k < t->n && t->v[k].from == r && n < MOST_OPTIONS; k++)
        v[n++] = t->v[k].to;
    if (!n)
        v[n++] = r;
    return n;
}

static int traditional_options(const Speller *s, Rune r, Rune v[MOST_OPTIONS])
{
    const HanTable *t = s->archive;
    int n = 0;
    for (int k = pair_from(t->back, t->n, r, true);
         k < t->n && t->back[k].to == r && n + 1 < MOST_OPTIONS; k++)
        if (t->back[k].from != r)
            v[n++] = t->back[k].from;
    v[n++] = r;
    return n;
}

/* All ways to put the options together, those with the first options first, as
 * far as there is room. */
static void add_combined(Spellings *out, const Speller *s, Options *options,
                         SpellingWhy why)
{
    Str heads[MOST_SPELLINGS + 1] = {S("")}, next[MOST_SPELLINGS + 1];
    int n = 1;
    const char *p = out->word.s, *end = p + out->word.n;
    while (p < end) {
        Rune v[MOST_OPTIONS];
        int nopts = options(s, utf8_next(&p, end), v), made = 0;
        for (int k = 0; k < nopts; k++)
            for (int i = 0; i < n && made <= MOST_SPELLINGS; i++) {
                Buf b = buf_in(out->a);
                buf_add(&b, heads[i]);
                utf8_put(&b, v[k]);
                next[made++] = buf_str(&b);
            }
        memcpy(heads, next, (size_t)made * sizeof *next);
        n = made;
    }
    for (int i = 0; i < n; i++)
        add_spelling(out, heads[i], why);
}

static bool looks_traditional(const HanTable *t, Str word, bool lost)
{
    const char *p = word.s, *end = p + word.n;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        int k = pair_from(t->v, t->n, r, false);
        if (k < t->n && t->v[k].from == r && (lost || !t->v[k].common))
            return true;
    }
    return false;
}

/* --- synonyms ------------------------------------------------------------- */

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_alnum(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

/* Where m stands in the word as a word of its own: 500m2 has m2, pm2.5 and
 * m25 do not. -1: nowhere. */
static ptrdiff_t find_member(Str word, Str m)
{
    for (ptrdiff_t at = str_find(word, m, 0); at >= 0;
         at = str_find(word, m, at + 1)) {
        ptrdiff_t end = at + m.n;
        bool front = at && is_letter(m.s[0]) && is_letter(word.s[at - 1]);
        bool digit =
            at && m.s[0] >= '0' && m.s[0] <= '9' && is_alnum(word.s[at - 1]);
        bool back =
            end < word.n && is_alnum(m.s[m.n - 1]) && is_alnum(word.s[end]);
        if (!front && !digit && !back)
            return at;
    }
    return -1;
}

/* The longest of a group's words that stands in the word is exchanged for each
 * of the others. */
static void add_synonyms(Spellings *out, const SynonymGroup *g)
{
    int best = -1;
    for (int i = 0; i < g->n; i++)
        if (g->v[i].n && find_member(out->word, g->v[i]) >= 0 &&
            (best < 0 || g->v[i].n > g->v[best].n))
            best = i;
    if (best < 0)
        return;
    Str m = g->v[best];
    ptrdiff_t at = find_member(out->word, m);
    for (int i = 0; i < g->n; i++) {
        Buf b = buf_in(out->a);
        buf_add(&b, str_head(out->word, at));
        buf_add(&b, g->v[i]);
        buf_add(&b, str_skip(out->word, at + m.n));
        add_spelling(out, buf_str(&b), WHY_SYNONYM);
    }
}

enum { LONGEST_WORD = 120 }; /* bytes: nobody spells a paragraph otherwise */

int spellings_of(const Speller *s, Str word, bool lost, Arena *perm,
                 Spelling **out)
{
    Spellings all = {word, NEW_N(perm, Spelling, MOST_SPELLINGS), 0, perm};
    *out = all.v;
    if (word.n > LONGEST_WORD)
        return 0;
    for (int i = 0; i < s->ngroups; i++)
        add_synonyms(&all, &s->groups[i]);
    if (looks_traditional(s->han, word, lost))
        add_combined(&all, s, simplified_options, WHY_TRADITIONAL);
    if (s->archive)
        add_combined(&all, s, traditional_options, WHY_SIMPLIFIED);
    return all.n;
}
