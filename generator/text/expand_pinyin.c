/* Pinyin, whole, in initials or mixed: which terms it may stand for. */
#include "text/expand.h"

#include <stdlib.h>

enum { SHORTEST = 2, LONGEST = 40 }; /* letters */

Str pinyin_letters(Str word, Arena *a)
{
    Buf b = buf_in(a);
    const char *p = word.s, *end = p + word.n;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (r == 0xFC)
            buf_byte(&b, 'v');
        else if (r >= 'a' && r <= 'z')
            buf_byte(&b, (char)r);
        else if (r != '\'' && r != 0x2019 && r != '-')
            return (Str){0};
    }
    return b.n < SHORTEST || b.n > LONGEST ? (Str){0} : buf_str(&b);
}

/* Which numbers of the query's letters may be used up by the syllables so far;
 * bit k: the first k letters. */
typedef struct Reach {
    uint64_t full;     /* by whole syllables alone */
    uint64_t initials; /* by initials alone */
    uint64_t mixed;    /* by either, and a last syllable begun */
} Reach;

/* The positions after `part`, from those in `from`. */
static uint64_t after(uint64_t from, Str letters, Str part)
{
    uint64_t to = 0;
    for (ptrdiff_t k = 0; k + part.n <= letters.n; k++)
        if (from >> k & 1 && str_starts(str_skip(letters, k), part))
            to |= (uint64_t)1 << (k + part.n);
    return to;
}

/* Does what is left of the letters from a position on only begin the syllable?
 */
static uint64_t begun(uint64_t from, Str letters, Str syllable)
{
    for (ptrdiff_t k = 0; k < letters.n; k++)
        if (from >> k & 1 && str_starts(syllable, str_skip(letters, k)))
            return (uint64_t)1 << letters.n;
    return 0;
}

static uint64_t after_initial(uint64_t from, Str letters, Str syllable)
{
    uint64_t to = after(from, letters, str_head(syllable, 1));
    if (syllable.n > 1 && syllable.s[1] == 'h')
        to |= after(from, letters, str_head(syllable, 2));
    return to;
}

/* One more character, with its readings. */
static Reach reach_next(Reach r, Str letters, Str readings)
{
    Reach to = {0};
    uint64_t any = r.full | r.initials | r.mixed;
    while (str_given(readings)) {
        Str s = str_cut(&readings, S(","));
        if (!s.n)
            continue;
        to.full |= after(r.full, letters, s);
        to.initials |= after_initial(r.initials, letters, s);
        to.mixed |= after(any, letters, s) | after_initial(any, letters, s) |
                    begun(any, letters, s);
    }
    return to;
}

typedef struct Match {
    Str text;
    int rank; /* smaller is likelier */
    int order;
} Match;

/* How good it is that the letters end after n of `all` characters. -1: not. */
static int match_rank(Reach r, ptrdiff_t end, int n, bool all)
{
    enum { FEWEST = 2, FEWEST_LOOSE = 3 };
    if (n >= FEWEST && r.full >> end & 1)
        return all ? 0 : 1;
    if (n < (all ? FEWEST : FEWEST_LOOSE))
        return -1;
    if (r.initials >> end & 1)
        return all ? 2 : 4;
    return r.mixed >> end & 1 ? (all ? 3 : 5) : -1;
}

static bool match_line(Str line, Str letters, Match *out)
{
    Str rest = line, term = str_cut(&rest, S(" "));
    const char *p = term.s, *end = p + term.n;
    Reach r = {1, 1, 0};
    *out = (Match){.rank = -1};
    for (int n = 1; str_given(rest) && p < end; n++) {
        Str readings = str_cut(&rest, S(" "));
        utf8_next(&p, end);
        r = reach_next(r, letters, readings);
        int rank = match_rank(r, letters.n, n, p == end);
        if (rank >= 0 && (out->rank < 0 || rank < out->rank)) {
            out->rank = rank;
            out->text = str_span(term.s, p);
        }
        if (!(r.full | r.initials | r.mixed))
            break;
    }
    return out->rank >= 0;
}

static int by_rank(const void *a, const void *b)
{
    const Match *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static bool has_text(const Spelling *v, int n, Str text)
{
    for (int i = 0; i < n; i++)
        if (str_eq(v[i].text, text))
            return true;
    return false;
}

int pinyin_terms(Str lines, Str letters, Arena *perm, Spelling **out)
{
    *out = NEW_N(perm, Spelling, MOST_SPELLINGS);
    if (letters.n < SHORTEST || letters.n > LONGEST)
        return 0;
    Arena scratch = *perm; /* behind what is kept: nothing else is taken */
    Match *v = NEW_N(&scratch, Match, lines.n / 4 + 1);
    Str line;
    int n = 0, kept = 0;
    while (str_line(&lines, &line)) {
        if (match_line(line, letters, &v[n])) {
            v[n].order = n;
            n++;
        }
    }
    if (n)
        qsort(v, (size_t)n, sizeof *v, by_rank);
    for (int i = 0; i < n && kept < MOST_SPELLINGS; i++)
        if (!has_text(*out, kept, v[i].text))
            (*out)[kept++] = (Spelling){v[i].text, WHY_PINYIN};
    return kept;
}
