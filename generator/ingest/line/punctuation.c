#include "ingest/line/punctuation.h"

#include "base/byteset.h"
#include "ingest/line/gaps.h"

enum {
    FULL_WIDTH = 0xFEE0, /* from ASCII to its full-width form */
    RATIO = 0x2236,      /* which scrapers and typists take for a colon */
    DEEPEST = 16         /* nested brackets that are followed */
};

static bool is_wide(Rune r)
{
    return rune_is_han(r) || (rune_is_cjk_punct(r) && r != 0xB7);
}

static bool is_mark(Rune r)
{
    return r == ',' || r == ';' || r == ':' || r == '!' || r == '?' ||
           r == RATIO;
}

/* The characters of a text, to look at both sides of each. */
typedef struct Runes {
    Rune *v;
    ptrdiff_t n;
} Runes;

static Runes runes_of(Arena *a, Str s)
{
    Runes r = {NEW_N(a, Rune, s.n + 1), 0};
    const char *p = s.s, *end = s.s + s.n;
    while (p < end)
        r.v[r.n++] = utf8_next(&p, end);
    return r;
}

/* The neighbour that is no space, or 0. */
static Rune before(const Runes *t, ptrdiff_t i)
{
    while (--i >= 0)
        if (t->v[i] != ' ')
            return t->v[i];
    return 0;
}

static Rune after(const Runes *t, ptrdiff_t i)
{
    return i + 1 < t->n ? t->v[i + 1] : 0;
}

static bool is_digit_or_latin(Rune r)
{
    return (r >= '0' && r <= '9') || (r >= 'a' && r <= 'z') ||
           (r >= 'A' && r <= 'Z') || r == '/' || r == '\\';
}

/* 男女之比为男∶女: the sign means what it says. */
static bool is_of_ratio(const Runes *t, ptrdiff_t i)
{
    enum { NEAR = 12, BI = 0x6BD4 }; /* 比 */
    for (ptrdiff_t k = 1; k <= NEAR && k <= i; k++)
        if (t->v[i - k] == BI)
            return true;
    return false;
}

/* The end of a character reference, &lt; as it stands in a text. */
static bool ends_reference(const Runes *t, ptrdiff_t i)
{
    enum { LONGEST = 8 };
    if (t->v[i] != ';')
        return false;
    for (ptrdiff_t k = 1; k <= LONGEST && k <= i; k++)
        if (t->v[i - k] == '&')
            return k > 1;
        else if (!is_digit_or_latin(t->v[i - k]) && t->v[i - k] != '#')
            return false;
    return false;
}

static bool mark_is_chinese(const Runes *t, ptrdiff_t i)
{
    Rune x = before(t, i), y = after(t, i);
    if ((t->v[i] == RATIO && is_of_ratio(t, i)) || ends_reference(t, i))
        return false;
    if (is_digit_or_latin(x) && is_digit_or_latin(y))
        return false;
    return is_wide(x) || is_wide(y);
}

/* Whether brackets from i to j belong to Chinese text: what stands before
 * them or anything within is Chinese. */
static bool pair_is_chinese(const Runes *t, ptrdiff_t i, ptrdiff_t j,
                            const ptrdiff_t *han_before)
{
    return is_wide(before(t, i)) || han_before[j] > han_before[i];
}

/* Brackets by their mates; one without a mate by its neighbours. */
static void widen_brackets(Runes *t, Arena scratch)
{
    ptrdiff_t open[DEEPEST], depth = 0;
    ptrdiff_t *han = NEW_N(&scratch, ptrdiff_t, t->n + 1);
    for (ptrdiff_t i = 0; i < t->n; i++)
        han[i + 1] = han[i] + rune_is_han(t->v[i]);
    for (ptrdiff_t i = 0; i < t->n; i++) {
        if (t->v[i] == '(' || t->v[i] == 0xFF08) {
            if (depth < DEEPEST)
                open[depth++] = i;
        } else if (t->v[i] == ')' || t->v[i] == 0xFF09) {
            ptrdiff_t j = depth ? open[--depth] : -1;
            bool chinese =
                j >= 0 ? pair_is_chinese(t, j, i, han) : is_wide(before(t, i));
            if (chinese && t->v[i] == ')')
                t->v[i] = ')' + FULL_WIDTH;
            if (chinese && j >= 0 && t->v[j] == '(')
                t->v[j] = '(' + FULL_WIDTH;
        }
    }
    while (depth) {
        ptrdiff_t i = open[--depth];
        if (t->v[i] == '(' && is_wide(after(t, i)))
            t->v[i] = '(' + FULL_WIDTH;
    }
}

static bool is_full_mark(Rune r)
{
    return r >= 0xFF01 && r <= 0xFF20;
}

static void widen_marks(Runes *t)
{
    bool url = false; /* a question mark begins its query */
    for (ptrdiff_t i = 0; i < t->n; i++) {
        Rune r = t->v[i];
        url = (url && r > ' ' && r < 0x7F) || (r == ':' && after(t, i) == '/');
        if (is_mark(r) && !(url && r == '?') && mark_is_chinese(t, i))
            t->v[i] = (r == RATIO ? ':' : r) + FULL_WIDTH;
    }
}

/* Whether the mark at i stands between figures or letters, 12,345: it stays. */
static bool is_inside_number(Str s, ptrdiff_t i)
{
    return s.s[i] != ' ' && s.s[i] != '(' && s.s[i] != ')' && i > 0 &&
           i + 1 < s.n && is_digit_or_latin((unsigned char)s.s[i - 1]) &&
           is_digit_or_latin((unsigned char)s.s[i + 1]);
}

/* Whether anything in s might have to change: most lines are as they should
 * be. */
static bool has_candidates(Str s)
{
    static const ByteSet marks = {{[' '] = true,
                                   ['('] = true,
                                   [')'] = true,
                                   [','] = true,
                                   [';'] = true,
                                   [':'] = true,
                                   ['!'] = true,
                                   ['?'] = true}};
    ptrdiff_t i = byteset_find(&marks, s, 0);
    while (i < s.n && is_inside_number(s, i))
        i = byteset_find(&marks, s, i + 1);
    return i < s.n || str_has(s, S("\u2236"));
}

Str punctuate(Arena *a, Str s)
{
    Buf b = buf_in(a);
    if (!has_candidates(s)) {
        buf_add(&b, s);
        return buf_str(&b);
    }
    buf_reserve(&b, s.n * 3 + 16); /* all that may come: scratch lies behind */
    Arena scratch = *a;
    Runes t = runes_of(&scratch, s);
    if (str_has(s, S(" ")))
        t.n = gaps_close(t.v, t.n);
    if (str_has(s, S("(")) || str_has(s, S(")")))
        widen_brackets(&t, scratch);
    widen_marks(&t);
    Rune last = 0;
    bool gap = false;
    for (ptrdiff_t i = 0; i < t.n; i++) {
        Rune r = t.v[i];
        if (r != ' ') {
            /* A full-width mark brings its own white. */
            if (gap && !is_full_mark(r) && !is_full_mark(last))
                buf_byte(&b, ' ');
            utf8_put(&b, r);
            last = r;
        }
        gap = r == ' ';
    }
    return buf_str(&b);
}
