/* Which place a page is about. Two questions, one after the other:
 *
 *  1. Which street's NAME does the page speak for? What title, publisher,
 *     header, signature and body say, weighed by place_tally.c.
 *  2. Which of the places that BEAR the name is it? 17 streets are called
 *     建设街道: parents, neighbours and the host name decide.
 *
 * Where either answer is thin or tied, there is none, and the district alone
 * is asked for. */
#include "model/place_find.h"

#include <stdlib.h>

enum { SHOWN = 8 };

/* A street that the page mentions. */
typedef struct Candidate {
    int32_t place;
    int full, brief; /* points of its names in full, for short */
    int brief_chars; /* length of the short name, when it has points */
    int node;        /* of the name that says most, to know its namesakes */
    int node_points;
    int as_sibling;  /* what its names say for its district's other streets */
    bool sure;       /* a full name begins for sure at least once */
    bool brief_sure; /* a short name likewise */
    int district;    /* points of its district alone, host included */
    int context;     /* district, city, province, neighbours, chain */
} Candidate;

typedef struct Finding {
    const Gazetteer *g;
    const PlaceEvidence *e;
    Tallies t;
    int32_t *points;  /* by province, city, district: what speaks for it */
    int32_t *named;   /* the part of points that full names and host give */
    int32_t *sibling; /* likewise: points of a district's streets */
    int header_percent;
    Candidate *v;
    int n, cap;
    Sparse slot; /* by place: index into v + 1 */
    Arena *a;
} Finding;

static const PlaceWeights *const w = &place_weights;

/* --- Collecting ------------------------------------------------------------
 */

static int level_percent(const Place *p)
{
    return p->level == PLACE_PROVINCE && str_ends(p->name, S("市"))
               ? w->municipality_percent
               : w->level_percent[p->level];
}

static Candidate *candidate_of(Finding *f, int32_t place)
{
    int32_t *slot = sparse_at(&f->slot, place);
    if (!*slot) {
        if (f->n == f->cap) {
            int cap = f->cap ? f->cap * 2 : 256;
            Candidate *v = NEW_N(f->a, Candidate, cap);
            for (int i = 0; i < f->n; i++)
                v[i] = f->v[i];
            f->v = v;
            f->cap = cap;
        }
        f->v[f->n] = (Candidate){.place = place};
        *slot = ++f->n;
    }
    return &f->v[*slot - 1];
}

static bool is_parent(const Finding *f, int32_t place)
{
    return f->g->v[place].level < PLACE_STREET;
}

/* How much one name says for the district of a street that bears it. */
static int sibling_points(const Finding *f, const NameTally *n)
{
    PlaceRefs r = trie_refs(f->g->trie, n->node, n->kind);
    if (n->kind == NAME_SHORT)
        return n->name.n > 2 * 3 && r.n <= w->common_bearers ? w->sibling_brief
                                                             : 0;
    if (!n->sure)
        return 0;
    return r.n > w->common_bearers ? w->sibling_common : w->sibling;
}

static void add_street(Finding *f, const NameTally *n, int32_t place)
{
    if (n->kind == NAME_SHORT && n->name.n <= 2 * 3 && !n->sure)
        return; /* 代化 in 现代化 */
    Candidate *c = candidate_of(f, place);
    int points = tally_points(n, f->header_percent);
    if (n->kind == NAME_FULL) {
        c->full += points;
        c->sure |= n->sure;
    } else if (points) {
        c->brief += points;
        c->brief_chars = (int)utf8_count(n->name);
        c->brief_sure |= n->sure;
    }
    if (points > c->node_points) {
        c->node = n->node;
        c->node_points = points;
    }
    c->as_sibling += sibling_points(f, n);
    f->sibling[f->g->v[place].parent] += sibling_points(f, n);
}

static void add_parent(Finding *f, const NameTally *n, int32_t place)
{
    int points = (tally_points(n, 100) + n->old_status) *
                 level_percent(&f->g->v[place]) / 100;
    f->points[place] += points;
    if (n->kind == NAME_FULL || n->old_status)
        f->named[place] += points;
}

/* Some zones among the streets are called like a district (西工区), some
 * streets for short like a province or a city (江西): the name means the larger
 * one, unless it stands behind the street's parent. */
static void add_name(Finding *f, const NameTally *n)
{
    PlaceRefs r = trie_refs(f->g->trie, n->node, n->kind);
    PlaceLevel first = f->g->v[r.v[0]].level;
    bool parents =
        n->kind == NAME_FULL ? first < PLACE_STREET : first < PLACE_DISTRICT;
    for (int i = 0; i < r.n; i++)
        if (is_parent(f, r.v[i]))
            add_parent(f, n, r.v[i]);
        else if (!parents || sparse_get(&f->t.chain, r.v[i]))
            add_street(f, n, r.v[i]);
}

/* A header that names many streets is a list of links, not a statement. */
static int header_percent(const Finding *f)
{
    int streets = 0;
    for (int i = 0; i < f->t.n; i++) {
        const NameTally *n = &f->t.v[i];
        PlaceRefs r = trie_refs(f->g->trie, n->node, n->kind);
        streets += n->kind == NAME_FULL && n->points[IN_HEADER] &&
                   f->g->v[r.v[r.n - 1]].level == PLACE_STREET;
    }
    return streets >= w->crowd ? w->crowd_percent : 100;
}

/* The neighbours of a candidate: its district's streets but itself. */
static int siblings_of(const Finding *f, const Candidate *c)
{
    int points = f->sibling[f->g->v[c->place].parent] - c->as_sibling;
    return points > w->sibling_cap ? w->sibling_cap : points;
}

/* What speaks for a district together with its city and province. A city
 * without districts counts once, though its stand-in has its name. */
static int district_points(const Finding *f, const Place *d)
{
    const Place *city = place_parent(f->g, d);
    const Place *province = place_parent(f->g, city);
    int points = f->points[d - f->g->v] + f->points[province - f->g->v];
    return str_eq(city->name, d->name) ? points
                                       : points + f->points[city - f->g->v];
}

/* What a short name says for a parent that shares it with the street: 铁山 is
 * no mention of 铁山区 where it is one of 铁山街道. */
static int shared_points(const Finding *f, const Place *street)
{
    Str name = place_short_name(street);
    int sum = 0,
        at = sparse_get(&f->t.slot[NAME_SHORT], trie_find(f->g->trie, name));
    if (!at)
        return 0;
    for (const Place *p = place_parent(f->g, street); p;
         p = place_parent(f->g, p))
        if (str_eq(place_short_name(p), name))
            sum += tally_points(&f->t.v[at - 1], 100) * level_percent(p) / 100;
    return sum;
}

static void weigh_context(Finding *f)
{
    for (int i = 0; i < f->n; i++) {
        Candidate *c = &f->v[i];
        const Place *p = &f->g->v[c->place], *d = place_parent(f->g, p);
        c->district = f->named[d - f->g->v];
        c->context = district_points(f, d) - shared_points(f, p) +
                     siblings_of(f, c) + sparse_get(&f->t.chain, c->place);
    }
}

/* --- Choosing ----------------------------------------------------------------
 */

static int own(const Candidate *c)
{
    return c->full + c->brief;
}

/* Candidates by all that speaks for them; the code breaks ties. */
static int compare_candidates(const void *x, const void *y)
{
    const Candidate *a = x, *b = y;
    int sa = own(a) + a->context, sb = own(b) + b->context;
    if (sa != sb)
        return sa < sb ? 1 : -1;
    return (a->place > b->place) - (a->place < b->place);
}

static bool is_full(const Candidate *c)
{
    return c->sure && c->full >= w->own_enough;
}

/* The candidate whose name the page speaks for most, one named in full before
 * all that are named for short; among bearers of one name the one that its
 * context speaks for. */
static const Candidate *best_candidate(const Finding *f)
{
    const Candidate *best = NULL;
    for (int i = 0; i < f->n; i++) {
        const Candidate *c = &f->v[i];
        int more = !best                         ? 1
                   : is_full(c) != is_full(best) ? is_full(c) - is_full(best)
                   : own(c) != own(best)         ? own(c) - own(best)
                                                 : c->context - best->context;
        if (more > 0)
            best = c;
    }
    return best;
}

/* Whether the candidate's name is the only one that the page has in full, but
 * for passing mentions. */
static bool is_alone(const Finding *f, const Candidate *c)
{
    if (!c->sure || c->full < w->own_enough_alone)
        return false;
    for (int i = 0; i < f->n; i++)
        if (f->v[i].node != c->node && f->v[i].sure &&
            f->v[i].full * 2 >= c->full)
            return false;
    return true;
}

/* Whether the page says enough for the candidate's name. A short name alone
 * wants its district named, and one of two characters, which is easily part of
 * other words (代化 in 现代化), a mention that begins for sure. */
static bool is_named(const Finding *f, const Candidate *c)
{
    if (is_full(c) || is_alone(f, c))
        return true;
    if (c->brief_chars >= 3)
        return own(c) >= w->own_enough_brief && c->context >= w->brief_district;
    return c->brief_sure && own(c) >= w->own_enough_two &&
           c->district >= w->brief_district;
}

/* Whether another candidate is about as good: a namesake with about the same
 * context, or another name with about the same mentions (a short name does not
 * rival a full one). */
static bool is_rival(const Candidate *c, const Candidate *best)
{
    int more = is_full(best) ? w->context_rival : w->context_rival_brief;
    if (c->node == best->node)
        return best->context < w->homonym_least ||
               best->context < c->context + w->homonym_margin ||
               best->context * 100 < c->context * w->homonym_share;
    return (c->full || !is_full(best)) &&
           own(c) * 100 >= own(best) * w->own_rival_percent &&
           best->context < c->context + more;
}

static bool is_rivalled(const Finding *f, const Candidate *best)
{
    for (int i = 0; i < f->n; i++)
        if (&f->v[i] != best && is_rival(&f->v[i], best))
            return true;
    return false;
}

/* The district that most speaks for, and the margin over the next. */
static const Place *best_district(const Finding *f, int *points, int *margin)
{
    const Place *best = NULL;
    int second = 0;
    *points = 0;
    for (int i = f->g->level_first[PLACE_DISTRICT];
         i < f->g->level_first[PLACE_STREET]; i++) {
        const Place *d = &f->g->v[i];
        int sibling = f->sibling[i];
        int sum =
            f->named[i] == 0
                ? 0
                : district_points(f, d) +
                      (sibling > w->sibling_cap ? w->sibling_cap : sibling);
        if (sum > *points) {
            second = *points;
            *points = sum;
            best = d;
        } else if (sum > second)
            second = sum;
    }
    *margin = *points - second;
    return best;
}

/* Whether the page is clearly about a district of another city: then the
 * street is a namesake that the table lacks. */
static bool is_foreign(const Finding *f, const Candidate *c)
{
    int points, margin;
    const Place *d = best_district(f, &points, &margin);
    const Place *mine = place_parent(f->g, &f->g->v[c->place]);
    return d && d != mine && d->parent != mine->parent &&
           f->named[d - f->g->v] >= w->foreign_district &&
           points >= c->context + w->foreign_margin;
}

/* --- Answering ---------------------------------------------------------------
 */

/* Whether one of the place's names stands in title, publisher or header. */
static bool is_read(const PlaceEvidence *e, const Place *p)
{
    Str names = p->name, rest = p->aliases;
    do {
        if (str_has(e->title, names) || str_has(e->publisher, names) ||
            str_has(e->header, names))
            return true;
    } while (rest.n && (names = str_cut(&rest, S(","))).n);
    return false;
}

static void list_candidates(const Finding *f, PlaceFinding *out, Arena *perm)
{
    out->n = f->n < SHOWN ? f->n : SHOWN;
    out->v = NEW_N(perm, PlaceCandidate, out->n);
    for (int i = 0; i < out->n; i++)
        out->v[i] = (PlaceCandidate){&f->g->v[f->v[i].place],
                                     own(&f->v[i]) + f->v[i].context};
}

static void answer_street(const Finding *f, const Place *street,
                          PlaceFinding *out)
{
    out->place = street;
    out->street_inferred = !is_read(f->e, street);
    out->district_inferred = !is_read(f->e, place_parent(f->g, street));
}

/* No street of the table: the district where that is certain, and the street's
 * name where the page has one. */
static void answer_district(const Finding *f, Arena *perm, PlaceFinding *out)
{
    int points, margin;
    const Place *d = best_district(f, &points, &margin);
    Str name = place_read_street(f->g, f->e);
    if (f->t.foreign_district) {
        d = f->t.foreign_district;
        name = name.n ? name : f->t.foreign_name;
    } else if (!d || points < w->district_enough || margin < w->district_margin)
        d = NULL;
    out->place = d;
    out->district_inferred = d && !is_read(f->e, d);
    out->street_name = name.n ? str_dup(perm, name) : (Str){0};
}

PlaceFinding place_find(const Gazetteer *g, const PlaceEvidence *e, Arena *perm,
                        Arena scratch)
{
    PlaceFinding out = {0};
    Finding f = {.g = g, .e = e, .a = &scratch};
    f.t = tally_evidence(g, e, &scratch);
    int parents = g->level_first[PLACE_STREET];
    f.points = NEW_N(&scratch, int32_t, parents);
    f.named = NEW_N(&scratch, int32_t, parents);
    f.sibling = NEW_N(&scratch, int32_t, parents);
    f.slot = sparse_in(&scratch, g->n);
    f.header_percent = header_percent(&f);
    for (int i = 0; i < f.t.n; i++)
        add_name(&f, &f.t.v[i]);
    place_weigh_host(g, e->host, f.points, f.named);
    weigh_context(&f);
    if (f.n)
        qsort(f.v, (size_t)f.n, sizeof *f.v, compare_candidates);
    list_candidates(&f, &out, perm);
    const Candidate *best = best_candidate(&f);
    if (best && is_named(&f, best) && !is_rivalled(&f, best) &&
        !is_foreign(&f, best))
        answer_street(&f, &g->v[best->place], &out);
    else
        answer_district(&f, perm, &out);
    return out;
}
