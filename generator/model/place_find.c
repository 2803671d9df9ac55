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
    int city;        /* likewise of its city */
    int context;     /* district, city, province, neighbours, chain */
    int from[PLACE_SOURCES];
} Candidate;

typedef struct Finding {
    const Gazetteer *g;
    const PlaceEvidence *e;
    Tallies t;
    /* by province, city, district: what names, host and code say for it */
    Sparse names, host, code;
    Sparse named;   /* the part that full names, host and code give */
    Sparse sibling; /* likewise: points of a district's streets */
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
    for (int i = 0; i < WHERES; i++)
        c->from[FROM_TITLE + i] +=
            tally_points_at(n, (Where)i, f->header_percent);
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
    *sparse_at(&f->sibling, f->g->v[place].parent) += sibling_points(f, n);
}

static void add_to_parent(Finding *f, const NameTally *n, int32_t place,
                          int percent)
{
    int zone = f->g->v[place].level < PLACE_DISTRICT ? n->zone : 0;
    int points = (tally_points(n, 100) + n->old_status + zone) *
                 level_percent(&f->g->v[place]) / 100 * percent / 100;
    *sparse_at(&f->names, place) += points;
    if (n->kind == NAME_FULL || n->old_status)
        *sparse_at(&f->named, place) += points;
}

/* A place that was speaks for its successor, too. A county of two characters
 * (任县 in 担任县委) counts only where it begins for sure. */
static void add_parent(Finding *f, const NameTally *n, int32_t place)
{
    const Place *p = &f->g->v[place];
    if (p->until && n->name.n <= 2 * 3 && !n->sure)
        return;
    if (place_was_there(p, f->e->year))
        add_to_parent(f, n, place, 100);
    if (p->successor >= 0 && n->kind == NAME_FULL)
        add_to_parent(f, n, p->successor, w->old_status_percent);
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
        else if (place_was_there(&f->g->v[r.v[i]], f->e->year) &&
                 (!parents || sparse_get(&f->t.chain, r.v[i])))
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
    int points =
        sparse_get(&f->sibling, f->g->v[c->place].parent) - c->as_sibling;
    return points > w->sibling_cap ? w->sibling_cap : points;
}

/* What names, host or code say for a district together with its city and
 * province. A city without districts counts once, though its stand-in has its
 * name. */
static int points_of(const Finding *f, const Sparse *by, const Place *d)
{
    const Place *city = place_parent(f->g, d);
    const Place *province = place_parent(f->g, city);
    int points =
        sparse_get(by, d - f->g->v) + sparse_get(by, province - f->g->v);
    return str_eq(city->name, d->name)
               ? points
               : points + sparse_get(by, city - f->g->v);
}

static int district_points(const Finding *f, const Place *d)
{
    return points_of(f, &f->names, d) + points_of(f, &f->host, d) +
           points_of(f, &f->code, d);
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
        c->district = sparse_get(&f->named, d - f->g->v);
        c->city = sparse_get(&f->named, place_parent(f->g, d) - f->g->v);
        c->from[FROM_PARENTS] =
            points_of(f, &f->names, d) - shared_points(f, p);
        c->from[FROM_NEIGHBOURS] = siblings_of(f, c);
        c->from[FROM_CHAIN] = sparse_get(&f->t.chain, c->place);
        c->from[FROM_HOST] = points_of(f, &f->host, d);
        c->from[FROM_CODE] = points_of(f, &f->code, d);
        for (int k = FROM_PARENTS; k < PLACE_SOURCES; k++)
            c->context += c->from[k];
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

/* How much a candidate's name is a street's: 高新区 stands for the zone that a
 * street named beside it belongs to. */
static int name_rank(const Finding *f, const Candidate *c)
{
    return !is_full(c)                                     ? 0
           : place_name_is_generic(f->g->v[c->place].name) ? 1
                                                           : 2;
}

/* The candidate whose name the page speaks for most, one named in full before
 * all that are named for short; among bearers of one name the one that its
 * context speaks for. */
static const Candidate *best_candidate(const Finding *f)
{
    const Candidate *best = NULL;
    for (int i = 0; i < f->n; i++) {
        const Candidate *c = &f->v[i];
        int more = !best ? 1
                   : name_rank(f, c) != name_rank(f, best)
                       ? name_rank(f, c) - name_rank(f, best)
                   : own(c) != own(best) ? own(c) - own(best)
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

/* Whether the page names the candidate's district in full, or, where its name
 * is a rare one, its city: of many namesakes one lies in almost any place that
 * a page may mention. */
static bool is_placed(const Finding *f, const Candidate *c)
{
    int bearers = trie_refs(f->g->trie, c->node, NAME_FULL).n;
    return (c->district > 0 && bearers <= w->homonym_bearers) ||
           (c->city > 0 && bearers <= w->common_bearers);
}

/* Whether another candidate is about as good: a namesake with about the same
 * context (none at all, where the page places the other), or another name
 * with about the same mentions (a short name does not rival a full one). */
static bool is_rival(const Finding *f, const Candidate *c,
                     const Candidate *best)
{
    int more = is_full(best) ? w->context_rival : w->context_rival_brief;
    if (c->node == best->node && c->context <= 0 && is_placed(f, best))
        return best->context < w->homonym_named;
    if (c->node == best->node)
        return best->context < w->homonym_least ||
               best->context < c->context + w->homonym_margin ||
               best->context * 100 < c->context * w->homonym_share;
    return (c->full || !is_full(best)) &&
           own(c) * 100 >= own(best) * w->own_rival_percent &&
           best->context < c->context + more;
}

/* Then and now of one street are no rivals. */
static bool is_rivalled(const Finding *f, const Candidate *best)
{
    const Place *v = f->g->v;
    for (int i = 0; i < f->n; i++)
        if (&f->v[i] != best && is_rival(f, &f->v[i], best) &&
            !(name_rank(f, &f->v[i]) == 1 && name_rank(f, best) == 2) &&
            !place_is_same_unit(f->g, &v[f->v[i].place], &v[best->place]))
            return true;
    return false;
}

/* The district that most speaks for, and what speaks for the next. */
typedef struct Leader {
    const Place *best;
    int points, second;
} Leader;

/* Of then and now of one district the one that leads has no second. */
static void lead(const Finding *f, Leader *l, int beg, int end)
{
    for (int i = beg; i < end; i++) {
        const Place *d = &f->g->v[i];
        int sibling = sparse_get(&f->sibling, i);
        int sum =
            sparse_get(&f->named, i) == 0
                ? 0
                : district_points(f, d) +
                      (sibling > w->sibling_cap ? w->sibling_cap : sibling);
        bool same = l->best && place_is_same_unit(f->g, d, l->best);
        if (sum > l->points) {
            l->second = same ? l->second : l->points;
            l->points = sum;
            l->best = d;
        } else if (sum > l->second && !same)
            l->second = sum;
    }
}

static const Place *best_district(const Finding *f, int *points, int *margin)
{
    Leader l = {0};
    lead(f, &l, f->g->level_first[PLACE_DISTRICT],
         f->g->level_first[PLACE_STREET]);
    lead(f, &l, f->g->former_first[PLACE_DISTRICT],
         f->g->former_first[PLACE_STREET]);
    *points = l.points;
    *margin = l.points - l.second;
    return l.best;
}

/* Whether the page is clearly about a district of another city: then the
 * street is a namesake that the table lacks. */
static bool is_foreign(const Finding *f, const Candidate *c)
{
    int points, margin;
    const Place *d = best_district(f, &points, &margin);
    const Place *mine = place_parent(f->g, &f->g->v[c->place]);
    return d && d != mine && d->parent != mine->parent &&
           !place_is_same_unit(f->g, d, mine) &&
           sparse_get(&f->named, d - f->g->v) >= w->foreign_district &&
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
    for (int i = 0; i < out->n; i++) {
        const Candidate *c = &f->v[i];
        PlaceCandidate *x = &out->v[i];
        x->place = &f->g->v[c->place];
        for (int k = 0; k < PLACE_SOURCES; k++)
            x->score += x->from[k] = c->from[k];
    }
}

/* A district as a candidate; score 0 where only a name of two characters says
 * it, which is easily part of other words: 和县 in 镇和县领导. */
static PlaceCandidate district_candidate(const Finding *f, const Place *d)
{
    PlaceCandidate x = {.place = d};
    if (!sparse_get(&f->named, d - f->g->v))
        return x;
    x.from[FROM_PARENTS] = points_of(f, &f->names, d);
    x.from[FROM_HOST] = points_of(f, &f->host, d);
    x.from[FROM_CODE] = points_of(f, &f->code, d);
    bool told =
        x.from[FROM_HOST] || x.from[FROM_CODE] || utf8_count(d->name) > 2;
    x.score = told ? district_points(f, d) : 0;
    return x;
}

/* Where no street is a candidate, the districts that the page speaks for. */
static void list_districts(const Finding *f, PlaceFinding *out, Arena *perm)
{
    if (f->n)
        return;
    out->v = NEW_N(perm, PlaceCandidate, SHOWN + 1);
    for (int i = f->g->level_first[PLACE_DISTRICT];
         i < f->g->level_first[PLACE_STREET]; i++) {
        PlaceCandidate x = district_candidate(f, &f->g->v[i]);
        int at = out->n;
        if (!x.score)
            continue;
        for (; at > 0 && x.score > out->v[at - 1].score; at--)
            out->v[at] = out->v[at - 1];
        out->v[at] = x; /* the last place is a spare one */
        out->n += out->n < SHOWN;
    }
}

/* Whether the page has the full name of a province, city or district. */
static bool is_named_in_full(const Finding *f, const Place *p)
{
    int at = sparse_get(&f->t.slot[NAME_FULL], trie_find(f->g->trie, p->name));
    return at && tally_points(&f->t.v[at - 1], 100) > 0;
}

/* Then or now of one street: the one whose district the page names; where it
 * names both or neither, the one that the year is surely of. */
static const Place *then_or_now(const Finding *f, const Place *street)
{
    const Place *then = street, *now = street;
    for (int i = 0; i < f->n; i++) {
        const Place *p = &f->g->v[f->v[i].place];
        if (str_eq(p->name, street->name) &&
            place_is_same_unit(f->g, p, street)) {
            then = p->until ? p : street;
            now = p->until ? street : p;
        }
    }
    if (then == now)
        return street;
    const Place *was = place_parent(f->g, then), *is = place_parent(f->g, now);
    bool named_then = is_named_in_full(f, was),
         named_now = is_named_in_full(f, is);
    if (named_then != named_now)
        return named_then ? then : now;
    return f->e->year < then->until ? then : now;
}

/* What the street's district was at the time, by the page's own words, where
 * the table has no streets of it. */
static const Place *district_then(const Finding *f, const Place *d)
{
    if (d->until || is_named_in_full(f, d))
        return NULL;
    for (int i = f->g->former_first[PLACE_DISTRICT];
         i < f->g->former_first[PLACE_STREET]; i++) {
        const Place *p = &f->g->v[i];
        if (p->successor >= 0 && &f->g->v[p->successor] == d &&
            sparse_get(&f->named, i) && place_was_there(p, f->e->year))
            return p;
    }
    return NULL;
}

static void answer_street(const Finding *f, const Place *street,
                          PlaceFinding *out)
{
    street = then_or_now(f, street);
    out->as_of = district_then(f, place_parent(f->g, street));
    out->place = street;
    out->street_inferred = !is_read(f->e, street);
    out->district_inferred =
        !is_read(f->e, out->as_of ? out->as_of : place_parent(f->g, street));
}

/* Whether the district is the only place of which a page without streets says
 * anything, and has an office there: 信息在某县人民政府网站公开. */
static bool is_office_alone(const Finding *f, const Place *d, int points,
                            int margin)
{
    int at = sparse_get(&f->t.slot[NAME_FULL], trie_find(f->g->trie, d->name));
    return !f->n && points >= w->district_enough_alone && margin == points &&
           at && f->t.v[at - 1].office;
}

/* No street of the table: the district where that is certain, and the street's
 * name where the page has one. */
static void answer_district(const Finding *f, Arena *perm, PlaceFinding *out)
{
    int points, margin;
    const Place *d = best_district(f, &points, &margin);
    Str name = place_read_street(f->g, f->e);
    if (!name.n) {
        name = place_read_body(f->g, f->e);
        out->street_inferred = name.n > 0;
    }
    if (f->t.foreign_district) {
        d = f->t.foreign_district;
        name = name.n ? name : f->t.foreign_name;
    } else if (!d ||
               (!is_office_alone(f, d, points, margin) &&
                (points < w->district_enough || margin < w->district_margin))) {
        d = NULL;
    }
    const Place *city = f->t.zone_clash ? NULL : f->t.zone_city;
    if (city && name.n && (!d || place_at(f->g, d, city->level) != city))
        d = city; /* no further than that */
    if (!d && !name.n)
        d = place_city_of_host(f->g, f->e->host);
    out->place = d;
    out->district_inferred = d && !is_read(f->e, d);
    out->street_name = name.n ? str_dup(perm, name) : (Str){0};
}

PlaceFinding place_find(const Gazetteer *g, const PlaceEvidence *e, Arena *perm,
                        Arena scratch)
{
    PlaceFinding out = {0};
    PlaceEvidence plain = place_simplify(e, perm, scratch);
    if (place_is_outside(&plain))
        return out;
    out.place = place_owner_above(g, &plain);
    if (out.place)
        return out;
    plain = place_spell_out(g, &plain, perm, scratch);
    Finding f = {.g = g, .e = &plain, .a = &scratch};
    f.t = tally_evidence(g, &plain, &scratch);
    f.names = sparse_in(&scratch, g->total);
    f.host = sparse_in(&scratch, g->total);
    f.code = sparse_in(&scratch, g->total);
    f.named = sparse_in(&scratch, g->total);
    f.sibling = sparse_in(&scratch, g->total);
    f.slot = sparse_in(&scratch, g->total);
    f.header_percent = header_percent(&f);
    for (int i = 0; i < f.t.n; i++)
        add_name(&f, &f.t.v[i]);
    place_weigh_host(g, e->host, &f.host, &f.named);
    place_weigh_code(g, e, &f.code, &f.named, &f.t.chain);
    weigh_context(&f);
    if (f.n)
        qsort(f.v, (size_t)f.n, sizeof *f.v, compare_candidates);
    list_candidates(&f, &out, perm);
    list_districts(&f, &out, perm);
    const Candidate *best = best_candidate(&f);
    if (best && is_named(&f, best) && !is_rivalled(&f, best) &&
        !is_foreign(&f, best))
        answer_street(&f, &g->v[best->place], &out);
    else
        answer_district(&f, perm, &out);
    return out;
}
