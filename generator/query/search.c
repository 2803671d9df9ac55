#include "query/search.h"

#include "query/excerpt.h"
#include "query/folded.h"
#include "query/postings.h"
#include "text/fold.h"
#include "text/speller.h"

#include <stdlib.h>

enum { LOOKED_UP = 8 }; /* words that go to the postings */

/* A report that has, or may have, what is asked for. */
typedef struct Hit {
    int number;
    uint32_t day;
    int level; /* as far as it is known: the most it can have */
    int best;  /* what it was before it was checked */
    int count;
    bool checked; /* certain */
} Hit;

enum { LEVELS = 3, SAMPLE = 3 };

/* What an estimate is made from: the hits of a level, and how many of them were
 * checked down to the result SAMPLE, and were right. */
typedef struct Level {
    int64_t all, checked, right;
} Level;

typedef struct Hits {
    Hit *v;
    ptrdiff_t n;
    Level levels[LEVELS]; /* by Hit.best; of those not certain at first */
    int64_t certain;
} Hits;

/* --- ranking */

static int by_rank(const void *x, const void *y)
{
    const Hit *a = x, *b = y;
    if (a->level != b->level)
        return a->level > b->level ? -1 : 1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* By where each of n words occurs ... */
static int level_of(const uint8_t *traits, ptrdiff_t n)
{
    bool titles = true, either = true;
    for (ptrdiff_t i = 0; i < n; i++) {
        titles &= (traits[i] & TRAIT_TITLE) != 0;
        either &= (traits[i] & (TRAIT_TITLE | TRAIT_HEADINGS)) != 0;
    }
    return titles ? 2 : either ? 1 : 0;
}

/* ... and by whether the text has them, and often, as the postings tell it. */
static int count_of(const uint8_t *traits, ptrdiff_t n)
{
    int count = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        count += (traits[i] & TRAIT_TEXT ? 1 : 0) +
                 (traits[i] & TRAIT_OFTEN ? 1 : 0);
    return count;
}

/* --- filters */

static bool has_year(YearSpan y, StrList wanted)
{
    for (ptrdiff_t i = 0; i < wanted.n; i++) {
        int64_t year = str_to_int(wanted.v[i], 9999);
        if (years_given(y) && year >= y.first && year <= y.last)
            return true;
    }
    return false;
}

static bool has_district(const Index *ix, Str code, StrList wanted)
{
    bool is = strlist_has(wanted, code);
    for (int i = 0; i < ix->ndistricts && !is; i++)
        is = str_eq(ix->districts[i].code, code) &&
             strlist_has(wanted, ix->districts[i].name);
    return is;
}

static bool has_topic(const Index *ix, const Json *topics, StrList wanted)
{
    for (const Json *j = topics ? topics->child : NULL; j; j = j->next) {
        if (j->kind != JSON_NUMBER || !(j->num >= 0 && j->num < ix->ntopics))
            continue;
        const IndexTopic *t = &ix->topics[(int)j->num];
        if (strlist_has(wanted, t->slug) || strlist_has(wanted, t->name))
            return true;
    }
    return false;
}

typedef bool PassFn(const Index *ix, const IndexValue *v, StrList wanted);

static bool pass_district(const Index *ix, const IndexValue *v, StrList wanted)
{
    return has_district(ix, v->text, wanted);
}

static bool pass_year(const Index *ix, const IndexValue *v, StrList wanted)
{
    (void)ix;
    return has_year(v->back, wanted) || has_year(v->plan, wanted);
}

static bool pass_topic(const Index *ix, const IndexValue *v, StrList wanted)
{
    return has_topic(ix, v->topics, wanted);
}

static bool pass_kind(const Index *ix, const IndexValue *v, StrList wanted)
{
    (void)ix;
    return v->text.n && strlist_has(wanted, v->text);
}

static void keep_passing(const Index *ix, const IndexSegment *seg,
                         const IndexColumn *c, StrList wanted, PassFn *pass,
                         uint8_t *keep, Arena scratch)
{
    if (!wanted.n)
        return;
    bool *passes = NEW_N(&scratch, bool, c->nvalues);
    for (uint32_t i = 0; i < c->nvalues; i++)
        passes[i] = pass(ix, &c->values[i], wanted);
    for (int32_t s = 0; s < seg->slots; s++)
        keep[s] &= passes[c->codes[s]];
}

static bool is_filtered(const Filters *f)
{
    return f->district.n || f->year.n || f->topic.n || f->kind.n;
}

/* Zeros the slots that a filter stops; false: the columns cannot be read. */
static bool filter(Index *ix, IndexSegment *seg, const Filters *f,
                   uint8_t *keep, Arena scratch)
{
    if (!is_filtered(f))
        return true;
    if (!index_facets(ix, seg))
        return false;
    keep_passing(ix, seg, &seg->district, f->district, pass_district, keep,
                 scratch);
    keep_passing(ix, seg, &seg->year, f->year, pass_year, keep, scratch);
    keep_passing(ix, seg, &seg->topic, f->topic, pass_topic, keep, scratch);
    keep_passing(ix, seg, &seg->kind, f->kind, pass_kind, keep, scratch);
    return true;
}

/* --- candidates */

/* What the postings say of a segment. */
typedef struct Looked {
    uint8_t *wanted[LOOKED_UP], *unwanted[LOOKED_UP]; /* traits; NULL: unread */
    uint8_t *each[LOOKED_UP][MOST_SPELLINGS + 1];     /* of each spelling */
    bool sure_each[LOOKED_UP][MOST_SPELLINGS + 1];
    bool sure_not[LOOKED_UP]; /* the unwanted word is there for certain */
    ptrdiff_t nwanted, nunwanted;
    bool sure; /* of all wanted words, and there are no further ones */
} Looked;

/* How reports may have wanted word i in any spelling. NULL: unread.
 * *sure: they do. */
static uint8_t *look_up_word(Index *ix, IndexSegment *seg, const Words *w,
                             ptrdiff_t i, Arena *a, Looked *l, bool *sure)
{
    uint8_t *all = NULL;
    *sure = true;
    for (int k = 0; k < words_spellings(w, i); k++) {
        uint8_t *traits = word_traits(ix, seg, words_spelling(w, i, k),
                                      w->loose, a, &l->sure_each[i][k]);
        l->each[i][k] = traits;
        *sure &= traits && l->sure_each[i][k];
        if (!traits)
            continue;
        if (!all)
            all = NEW_N(a, uint8_t, seg->slots);
        for (int32_t s = 0; s < seg->slots; s++)
            all[s] |= traits[s];
    }
    return all;
}

/* The report in this slot is a hit: by which spellings? */
static void note_hit(const Words *w, const Looked *l, int32_t slot)
{
    for (ptrdiff_t i = 0; w->spelled && i < l->nwanted; i++)
        for (int k = 0; k < words_spellings(w, i); k++)
            if (l->each[i][k] && l->each[i][k][slot] && !words_loose(w, i, k))
                words_note(w, i, k,
                           l->sure_each[i][k] ? SPELLING_CERTAIN
                                              : SPELLING_POSSIBLE);
}

/* False where a wanted word cannot be looked up. */
static bool look_up(Index *ix, IndexSegment *seg, const Words *w, Arena *a,
                    Looked *l)
{
    *l = (Looked){.sure =
                      w->wanted.n <= LOOKED_UP && w->unwanted.n <= LOOKED_UP};
    bool found = true, sure;
    for (; l->nwanted < w->wanted.n && l->nwanted < LOOKED_UP; l->nwanted++) {
        l->wanted[l->nwanted] =
            look_up_word(ix, seg, w, l->nwanted, a, l, &sure);
        l->sure &= sure;
        found &= l->wanted[l->nwanted] != NULL;
    }
    for (ptrdiff_t i = 0; i < w->unwanted.n && i < LOOKED_UP; i++) {
        l->unwanted[i] =
            word_traits(ix, seg, w->unwanted.v[i], false, a, &l->sure_not[i]);
        l->nunwanted++;
    }
    return found;
}

/* Can the report in this slot be one? *checked: it is for certain. */
static bool is_candidate(const Looked *l, int32_t slot, bool *checked)
{
    *checked = l->sure;
    for (ptrdiff_t i = 0; i < l->nwanted; i++)
        if (!l->wanted[i][slot])
            return false;
    for (ptrdiff_t i = 0; i < l->nunwanted; i++) {
        bool may = !l->unwanted[i] || l->unwanted[i][slot];
        if (may && l->unwanted[i] && l->sure_not[i])
            return false;
        *checked &= !may;
    }
    return true;
}

static void add_hits(const IndexSegment *seg, const Looked *l, const Words *w,
                     const uint8_t *keep, Hits *out)
{
    for (int32_t s = 0; s < seg->slots; s++) {
        uint8_t traits[LOOKED_UP];
        bool checked;
        if (!keep[s] || !is_candidate(l, s, &checked))
            continue;
        Hit *h = &out->v[out->n++];
        *h = (Hit){

            .number = seg->first + s, .day = seg->day[s], .checked = checked};
        for (ptrdiff_t i = 0; i < l->nwanted; i++)
            traits[i] = l->wanted[i][s];
        h->level = h->best = level_of(traits, l->nwanted);
        h->count = count_of(traits, l->nwanted);
        note_hit(w, l, s);
    }
}

static void find_hits(Index *ix, const Words *w, const Filters *f, Hits *out,
                      Arena scratch)
{
    for (int i = 0; i < ix->nsegments; i++) {
        IndexSegment *seg = &ix->segments[i];
        Arena a = scratch;
        Looked l;
        uint8_t *keep = NEW_N(&a, uint8_t, seg->slots);
        if (!look_up(ix, seg, w, &a, &l) || !index_order(ix, seg))
            continue;
        for (int32_t s = 0; s < seg->slots; s++)
            keep[s] = seg->there[s];
        if (filter(ix, seg, f, keep, a))
            add_hits(seg, &l, w, keep, out);
    }
}

/* --- checking in the texts */

/* The same of wanted word i in any spelling; `loose` is the text with any
 * marks. */
static uint8_t traits_spelled(const FoldedText *f, const FoldedText *loose,
                              const Words *w, ptrdiff_t i, Arena scratch)
{
    uint8_t all = 0;
    for (int k = 0; k < words_spellings(w, i); k++) {
        Str word = words_spelling(w, i, k);
        uint8_t traits = folded_traits(f, word);
        if (traits)
            words_note(w, i, k, SPELLING_CERTAIN);
        if (words_loose(w, i, k))
            traits = folded_traits(loose, fold_loosen(&scratch, word));
        all |= traits;
    }
    return all;
}

/* Does the text contain all that is wanted and nothing else? Sets h's level. */
static bool check_hit(Index *ix, Hit *h, const Words *w, Arena a)
{
    IndexText t;
    if (!index_text(ix, h->number, &a, &t))
        return false;
    FoldedText f = folded_text(&t, &a), loose = f;
    if (w->loose)
        loose = folded_loose(&f, &a);
    uint8_t *traits = NEW_N(&a, uint8_t, w->wanted.n);
    for (ptrdiff_t i = 0; i < w->wanted.n; i++)
        if (!(traits[i] = traits_spelled(&f, &loose, w, i, a)))
            return false;
    for (ptrdiff_t i = 0; i < w->unwanted.n; i++)
        if (folded_traits(&f, w->unwanted.v[i]))
            return false;
    h->checked = true;
    h->level = level_of(traits, w->wanted.n);
    return true;
}

/* The hits in order, until `need` are certain. What is not checked yet stands
 * at the best place that it can have and is checked when its turn comes.
 * Returns how many of the first hits are certain and in their places; h->n is
 * what is left of all. */
static ptrdiff_t rank(Index *ix, Hits *h, ptrdiff_t need, const Words *w,
                      Arena scratch)
{
    ptrdiff_t done = 0;
    for (ptrdiff_t i = 0; i < h->n; i++)
        h->v[i].checked ? h->certain++ : h->levels[h->v[i].best].all++;
    if (h->n)
        qsort(h->v, (size_t)h->n, sizeof *h->v, by_rank);
    while (done < need && done < h->n) {
        Hit now = h->v[done];
        if (now.checked) {
            done++;
            continue;
        }
        bool good = check_hit(ix, &now, w, scratch);
        if (done < SAMPLE) {
            h->levels[now.best].checked++;
            h->levels[now.best].right += good;
        }
        ptrdiff_t to = done; /* moves up what is better than it proved to be */
        for (; to + 1 < h->n && (!good || by_rank(&h->v[to + 1], &now) < 0);
             to++)
            h->v[to] = h->v[to + 1];
        if (good)
            h->v[to] = now;
        else
            h->n--;
    }
    return done;
}

/* How many hits are right, where some are not checked: of those of a level the
 * part that is right of those in the sample. */
static int64_t estimate(const Hits *h, ptrdiff_t sure)
{
    int64_t sum = h->certain;
    for (int i = 0; i < LEVELS; i++) {
        const Level *l = &h->levels[i];
        sum += l->checked
                   ? (2 * l->all * l->right + l->checked) / (2 * l->checked)
                   : l->all;
    }
    return sum > sure ? sum : sure + 1;
}

/* --- the interface */

static Str district_name(const Index *ix, Str code)
{
    for (int i = 0; i < ix->ndistricts; i++)
        if (str_eq(ix->districts[i].code, code))
            return ix->districts[i].name;
    return (Str){0};
}

static ptrdiff_t all_reports(const Index *ix)
{
    ptrdiff_t n = 0;
    for (int i = 0; i < ix->nsegments; i++)
        n += ix->segments[i].n;
    return n;
}

/* --- other spellings */

enum { MOST_CHECKED = 50 }; /* texts, to say that a word is nowhere */

/* A file of the dictionary. */
static Str load_lines(void *ctx, char letter, Arena *a)
{
    Str json, name = str_concat(a, S("spell/"), (Str){&letter, 1});
    Index *ix = ctx;
    const Json *lines =
        index_load(ix, name, a, &json) ? json_parse(json, a) : NULL;
    return lines && lines->kind == JSON_STRING ? lines->str : (Str){0};
}

/* True where word i has more spellings than it had. */
static bool spell_word(Index *ix, const IndexSpelling *s, Words *w, ptrdiff_t i,
                       bool lost, Arena *perm)
{
    Spelled *to = &w->spelled[i];
    int before = to->n;
    *to = (Spelled){0};
    to->n = query_expand(s, w->wanted.v[i], lost, load_lines, ix, perm, &to->v);
    return to->n > before;
}

/* Hits in order, in out->v; returns how many of them are certain. */
static ptrdiff_t find_ranked(Index *ix, const Words *w, const Filters *f,
                             ptrdiff_t need, Hits *out, Arena scratch)
{
    *out = (Hits){.v = out->v};
    if (w->wanted.n || is_filtered(f))
        find_hits(ix, w, f, out, scratch);
    return rank(ix, out, need, w, scratch);
}

/* Is the word in no report as it stands? Where that takes too many texts to
 * say it is not. */
static bool is_lost(Index *ix, Str word, Hits *room, Arena scratch)
{
    const Words w = {.wanted = {&word, 1}};
    const Filters all = {0};
    *room = (Hits){.v = room->v};
    find_hits(ix, &w, &all, room, scratch);
    if (room->n > MOST_CHECKED)
        return false;
    return !rank(ix, room, MOST_CHECKED, &w, scratch);
}

/* As find_ranked, with other spellings where there are any. */
static ptrdiff_t find_spelled(Index *ix, Words *w, const QueryOptions *o,
                              ptrdiff_t need, Hits *out, Arena *perm)
{
    IndexSpelling s;
    if (!spelling_read(ix->spelling, o->traditional, perm, &s))
        return find_ranked(ix, w, &o->filters, need, out, *perm);
    w->spelled = NEW_N(perm, Spelled, w->wanted.n);
    w->loose = true;
    bool more = false;
    for (ptrdiff_t i = 0; i < w->wanted.n && i < LOOKED_UP; i++)
        spell_word(ix, &s, w, i, false, perm);
    ptrdiff_t sure = find_ranked(ix, w, &o->filters, need, out, *perm);
    if (out->n)
        return sure;
    for (ptrdiff_t i = 0; i < w->wanted.n && i < LOOKED_UP; i++)
        if (is_lost(ix, w->wanted.v[i], out, *perm))
            more |= spell_word(ix, &s, w, i, true, perm);
    *out = (Hits){.v = out->v};
    return more ? find_ranked(ix, w, &o->filters, need, out, *perm) : 0;
}

/* What the answer owes to other marks, of what is shown. */
static void note_forms(const Words *w, const IndexText *t, Arena *perm)
{
    if (!w->loose)
        return;
    FoldedText f = folded_text(t, perm);
    for (ptrdiff_t i = 0; i < w->wanted.n; i++) {
        if (!words_loose(w, i, 0))
            continue;
        Spelled *s = &w->spelled[i];
        StrList forms = folded_forms(&f, w, i, perm);
        for (ptrdiff_t k = 0; k < forms.n; k++)
            if (!strlist_has(s->forms, forms.v[k]))
                strlist_push(perm, &s->forms, &s->cap, forms.v[k]);
        if (folded_traits(&f, w->wanted.v[i]))
            words_note(w, i, 0, SPELLING_CERTAIN);
    }
}

Answer query_search(Index *ix, Str query, const QueryOptions *o, Arena *perm)
{
    Answer out = {.words = words_of(query, perm)};
    Words *w = &out.words;
    Hits hits = {.v = NEW_N(perm, Hit, all_reports(ix))};
    int need = o->limit > o->verify ? o->limit : o->verify;
    need = need > SAMPLE ? need : SAMPLE;
    bool forgiving = str_given(o->traditional) && w->wanted.n;
    ptrdiff_t sure = forgiving
                         ? find_spelled(ix, w, o, need, &hits, perm)
                         : find_ranked(ix, w, &o->filters, need, &hits, *perm);
    bool open = false;
    for (ptrdiff_t i = sure; i < hits.n; i++)
        open |= !hits.v[i].checked;
    out.total = (int)(open ? estimate(&hits, sure) : hits.n);
    out.results = NEW_N(perm, Found, o->limit < sure ? o->limit : sure);
    for (ptrdiff_t i = 0; i < sure && i < o->limit; i++) {
        Found *f = &out.results[out.nresults];
        f->number = hits.v[i].number;
        if (!index_text(ix, f->number, perm, &f->text))
            continue;
        f->district = district_name(ix, f->text.district);
        found_excerpt(f, w, perm);
        note_forms(w, &f->text, perm);
        out.nresults++;
    }
    out.exact = !open && !ix->missing.n;
    out.open = open;
    return out;
}

static IndexSegment *segment_of(Index *ix, int number, int32_t *slot)
{
    for (int i = 0; i < ix->nsegments; i++) {
        IndexSegment *seg = &ix->segments[i];
        if (number < seg->first || number > seg->last || !index_order(ix, seg))
            continue;
        *slot = number - seg->first;
        if (seg->there[*slot])
            return seg;
    }
    return NULL;
}

bool query_finds(Index *ix, int number, const IndexText *t, Str word,
                 bool *read, Arena scratch)
{
    int32_t slot;
    ptrdiff_t before = ix->missing.n;
    IndexSegment *seg = segment_of(ix, number, &slot);
    bool sure, found = false;
    if (seg && word.n) {
        const uint8_t *traits =
            word_traits(ix, seg, word, false, &scratch, &sure);
        FoldedText f = folded_text(t, &scratch);
        found = traits && traits[slot] && folded_traits(&f, word);
    }
    *read = ix->missing.n == before;
    return found;
}

bool query_in_street(Index *ix, int number, Str street, bool *read)
{
    int32_t slot;
    ptrdiff_t before = ix->missing.n;
    IndexSegment *seg = segment_of(ix, number, &slot);
    bool found = seg && index_streets(ix, seg);
    if (found) {
        const IndexColumn *c = &seg->street;
        found = str_eq(c->values[c->codes[slot]].text, street);
    }
    *read = ix->missing.n == before;
    return found;
}
