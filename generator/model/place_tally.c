#include "model/place_tally.h"

enum {
    LEAD_BYTES = 600,
    TAIL_LINES = 12,      /* where a signature is looked for */
    SIGNATURE_BYTES = 90, /* a longer line is a sentence */
    CHAIN_GAP = 8,        /* bytes between a parent and its street */
    ZONE_GAP = 18 * 3,    /* ... where a zone's name stands there */
    ZONE_NAME = 6,        /* characters of a zone's name before its word */
    CHAIN_BEARERS = 256,  /* of one name that are looked at */
    CHAIN_CHECKS = 4096   /* in all: what comes later adds nothing */
};

/* --- One field ------------------------------------------------------------ */

/* A text that is being scanned. */
typedef struct Reading {
    Tallies *t;
    Str text;
    Where where;     /* IN_BODY: also the lead and the signature */
    ptrdiff_t tail;  /* where the last lines start */
    PlaceHit before; /* the latest mention, or node TRIE_NONE */
} Reading;

/* No third kind, for all that a reader of code can tell. */
static int slot_of(NameKind kind)
{
    return kind == NAME_FULL ? NAME_FULL : NAME_SHORT;
}

static NameTally *tally_of(Tallies *t, const PlaceHit *h, Str name)
{
    int32_t *slot = sparse_at(&t->slot[slot_of(h->kind)], h->node);
    if (!*slot) {
        if (t->n == t->cap) {
            int cap = t->cap ? t->cap * 2 : 256;
            NameTally *v = NEW_N(t->a, NameTally, cap);
            for (int i = 0; i < t->n; i++)
                v[i] = t->v[i];
            t->v = v;
            t->cap = cap;
        }
        t->v[t->n] =
            (NameTally){.node = h->node, .kind = h->kind, .name = name};
        *slot = ++t->n;
    }
    return &t->v[*slot - 1];
}

/* Whether [from, to) is a zone's name: 江北新区, 高新区. */
static bool is_zone_gap(Str text, ptrdiff_t from, ptrdiff_t to)
{
    if (to - from > ZONE_GAP || !place_ends_zone(text, to))
        return false;
    const char *p = text.s + from;
    while (p < text.s + to)
        if (!rune_is_han(utf8_next(&p, text.s + to)))
            return false;
    return true;
}

/* Whether [from, to) joins a parent and its street: nothing, or blanks and the
 * marks of a breadcrumb. */
static bool is_joint(Str text, ptrdiff_t from, ptrdiff_t to)
{
    static const char marks[] = ">-/|·»›→";
    if (to - from > CHAIN_GAP)
        return false;
    const char *p = text.s + from;
    for (const char *end = text.s + to; p < end;) {
        const char *beg = p;
        Rune r = utf8_next(&p, end);
        if (r == '\n' || r == '\r' ||
            (!rune_is_space(r) && !str_has(str_of(marks), str_span(beg, p))))
            return false;
    }
    return true;
}

static bool refs_have(PlaceRefs r, int32_t place)
{
    int lo = 0, hi = r.n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (r.v[mid] < place)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < r.n && r.v[lo] == place;
}

typedef enum ChainKind {
    CHAIN_NONE,   /* no parent directly in front */
    CHAIN_GOOD,   /* a place of that name lies in the one in front */
    CHAIN_FOREIGN /* the one in front has none of that name */
} ChainKind;

/* The same city, for two places below it: streets move between its districts
 * when they are redrawn. */
static bool same_city(const Gazetteer *g, const Place *a, const Place *b)
{
    const Place *x = place_at(g, a, PLACE_CITY);
    return x && x == place_at(g, b, PLACE_CITY);
}

/* Whether place p lies in one of the places `up`. */
static bool lies_in(const Gazetteer *g, int32_t p, PlaceRefs up)
{
    int a = g->v[p].parent;
    while (a >= 0 && !refs_have(up, (int32_t)a))
        a = g->v[a].parent;
    return a >= 0;
}

static bool is_near(const Gazetteer *g, int32_t p, PlaceRefs up)
{
    for (int i = 0; i < up.n && i < CHAIN_BEARERS / 32; i++)
        if (same_city(g, &g->v[p], &g->v[up.v[i]]))
            return true;
    return false;
}

/* What a chain is worth: nothing where another's street is visited or met. */
static int chain_points(const Reading *r, const PlaceHit *h, Where where)
{
    if (where > IN_HEADER && (place_is_visited(r->text, r->before.at) ||
                              place_is_partner(r->text, r->before.at, h->end)))
        return 0;
    return place_weights.chain[where];
}

/* A district, city or province that has no street of the name behind it. */
static ChainKind take_foreign(Reading *r, const PlaceHit *h, Where where)
{
    Tallies *t = r->t;
    PlaceRefs up = trie_refs(t->g->trie, r->before.node, r->before.kind);
    PlaceRefs here = trie_refs(t->g->trie, h->node, NAME_FULL);
    const Place *front = &t->g->v[up.v[0]];
    if (r->before.kind != NAME_FULL || up.n != 1 ||
        front->level == PLACE_STREET || !place_was_there(front, t->year) ||
        t->g->v[here.v[0]].level != PLACE_STREET)
        return CHAIN_NONE;
    if (where < IN_LEAD && !t->foreign_district) {
        t->foreign_district = front;
        t->foreign_name = str_head(str_skip(r->text, h->at), h->end - h->at);
    }
    return CHAIN_FOREIGN;
}

/* Gives points to each bearer of the name that lies in the place in front. */
static ChainKind weigh_chain(Reading *r, const PlaceHit *h, Where where)
{
    Tallies *t = r->t;
    if (r->before.node == TRIE_NONE || h->kind != NAME_FULL ||
        !(is_joint(r->text, r->before.end, h->at) ||
          is_zone_gap(r->text, r->before.end, h->at)) ||
        t->chain_checks++ > CHAIN_CHECKS)
        return CHAIN_NONE;
    PlaceRefs up = trie_refs(t->g->trie, r->before.node, r->before.kind);
    PlaceRefs here = trie_refs(t->g->trie, h->node, NAME_FULL);
    int points = chain_points(r, h, where), cap = place_weights.chain_cap;
    bool good = false, near = false;
    for (int i = 0; i < here.n && i < CHAIN_BEARERS; i++) {
        int32_t p = here.v[i];
        if (!place_was_there(&t->g->v[p], t->year))
            continue;
        if (lies_in(t->g, p, up)) {
            int32_t *chain = sparse_at(&t->chain, p);
            *chain = *chain + points < cap ? *chain + points : cap;
            good = true;
        } else if (!near)
            near = is_near(t->g, p, up);
    }
    return good ? CHAIN_GOOD : near ? CHAIN_NONE : take_foreign(r, h, where);
}

/* A short line without a sentence's punctuation. */
static bool is_short_line(Str text, ptrdiff_t at)
{
    ptrdiff_t beg = at, end = at;
    while (beg > 0 && text.s[beg - 1] != '\n' && at - beg <= SIGNATURE_BYTES)
        beg--;
    while (end < text.n && text.s[end] != '\n' && end - beg <= SIGNATURE_BYTES)
        end++;
    Str line = str_span(text.s + beg, text.s + end);
    return line.n <= SIGNATURE_BYTES && !str_has(line, S("。")) &&
           !str_has(line, S("，")) && !str_has(line, S(",")) &&
           !str_has(line, S("；"));
}

static Where where_of(const Reading *r, ptrdiff_t at)
{
    if (r->where != IN_BODY)
        return r->where;
    if (at >= r->tail && is_short_line(r->text, at))
        return IN_SIGNATURE;
    return at < LEAD_BYTES ? IN_LEAD : IN_BODY;
}

static bool is_parent(const Gazetteer *g, const PlaceHit *h)
{
    PlaceRefs r = trie_refs(g->trie, h->node, h->kind);
    return g->v[r.v[0]].level < PLACE_STREET;
}

/* Whether the line names another page before the mention: 上一篇：... */
static bool is_link_line(Str text, ptrdiff_t at)
{
    ptrdiff_t beg = at;
    while (beg > 0 && text.s[beg - 1] != '\n' && at - beg < SIGNATURE_BYTES)
        beg--;
    Str before = str_span(text.s + beg, text.s + at);
    return str_has(before, S("一篇")) || str_has(before, S("一条")) ||
           str_has(before, S("相关")) || str_has(before, S("推荐"));
}

/* A name of two characters that may be a word and the county that goes without
 * name: 和县 in 省委和县委. */
static bool is_joined(Str text, const PlaceHit *h)
{
    Str name = str_head(str_skip(text, h->at), h->end - h->at);
    return name.n == 2 * 3 && place_is_particle(str_head(name, 3));
}

static int weigh_full(const Reading *r, const PlaceHit *h, Where where,
                      bool chained, bool *sure)
{
    const PlaceWeights *w = &place_weights;
    bool parent = is_parent(r->t->g, h);
    if (parent && !chained && where >= IN_LEAD && is_joined(r->text, h))
        return 0;
    Boundary b = chained ? BOUND_SURE : place_boundary(r->text, h->at);
    int points = w->where[where].full * w->bound_percent[parent][b] / 100;
    *sure = b != BOUND_NONE;
    if (where == IN_HEADER && is_link_line(r->text, h->at))
        return points * w->link_percent / 100;
    if (place_is_office(r->text, h->end))
        return points * w->office_percent / 100;
    if (where <= IN_PUBLISHER)
        return points;
    ptrdiff_t from = chained ? r->before.at : h->at; /* 赴天心区金盆岭街道 */
    bool visited = place_is_visited(r->text, from);
    if (parent && (visited || place_is_border(r->text, h->at, h->end)))
        return 0; /* another place than the page's */
    if (visited)
        return points * w->visited_percent / 100;
    if (!parent && (place_is_partner(r->text, h->at, h->end) ||
                    place_is_partner(r->text, from, h->end)))
        return points * w->partner_percent / 100;
    return points;
}

/* 望城 in 望城县, where the table has 望城区 today. */
static bool has_other_status(Str text, ptrdiff_t end)
{
    Str next = str_skip(text, end);
    return str_starts(next, S("县")) || str_starts(next, S("区")) ||
           str_starts(next, S("市"));
}

static int weigh_brief(const Reading *r, const PlaceHit *h, Where where,
                       Str name)
{
    const PlaceWeights *w = &place_weights;
    if (place_names_other(r->text, h->end) || place_name_is_plain(name) ||
        place_is_zone(r->text, h->end, 0))
        return 0;
    int points = w->where[where].brief;
    return name.n <= 2 * 3 ? points * w->two_char_percent / 100 : points;
}

static int cap_of(NameKind kind, Where where)
{
    return kind == NAME_FULL ? place_weights.where[where].full_cap
                             : place_weights.where[where].brief_cap;
}

/* Whether one more mention adds nothing: most of a long text is passed over so.
 */
static bool is_full_up(const Tallies *t, const PlaceHit *h, Where where)
{
    int at = sparse_get(&t->slot[slot_of(h->kind)], h->node);
    const NameTally *n = at ? &t->v[at - 1] : NULL;
    return n && n->sure && n->points[where] >= cap_of(h->kind, where);
}

static void add_points(NameTally *n, Where where, int points)
{
    int cap = cap_of(n->kind, where);
    n->points[where] += points;
    if (n->points[where] > cap)
        n->points[where] = cap;
}

/* The one city that bears the name, or NULL. */
static const Place *city_of_name(const Gazetteer *g, const PlaceHit *h)
{
    PlaceRefs r = trie_refs(g->trie, h->node, h->kind);
    const Place *city = NULL;
    for (int i = 0; i < r.n; i++) {
        const Place *p = &g->v[r.v[i]];
        bool municipality =
            p->level == PLACE_PROVINCE && str_ends(p->name, S("市"));
        if (p->until || !(p->level == PLACE_CITY || municipality))
            continue;
        if (city)
            return NULL;
        city = p;
    }
    return city;
}

static void note_zone_city(Tallies *t, const Place *city)
{
    t->zone_clash |= city && t->zone_city && t->zone_city != city;
    t->zone_city = city ? city : t->zone_city;
}

/* A zone tells its city for certain: 成都高新区, 武汉东湖新技术开发区. */
static void take_zone_city(Reading *r, const PlaceHit *h, Where where, Str name)
{
    const PlaceWeights *w = &place_weights;
    const Place *city = city_of_name(r->t->g, h);
    if (place_is_visited(r->text, h->at))
        return;
    NameTally *n = tally_of(r->t, h, name);
    if (n->zone < w->where[where].full_cap)
        n->zone += w->where[where].full;
    n->sure |= place_boundary(r->text, h->at) != BOUND_NONE;
    if (where <= IN_PUBLISHER)
        note_zone_city(r->t, city);
}

static void take_brief(Reading *r, const PlaceHit *h, Where where, Str name)
{
    const PlaceWeights *w = &place_weights;
    if (place_is_zone(r->text, h->end, ZONE_NAME) && city_of_name(r->t->g, h)) {
        take_zone_city(r, h, where, name);
        return;
    }
    if (place_has_districts(r->text, h->end))
        return;
    bool other = has_other_status(r->text, h->end);
    int points = other ? w->where[where].full * w->old_status_percent / 100
                       : weigh_brief(r, h, where, name);
    if (points <= 0)
        return;
    NameTally *n = tally_of(r->t, h, name);
    if (!other)
        add_points(n, where, points);
    else if (n->old_status < w->where[where].full_cap)
        n->old_status += points;
    n->sure |= !other && place_boundary(r->text, h->at) != BOUND_NONE;
}

static void take_full(Reading *r, const PlaceHit *h, Where where, Str name)
{
    ChainKind chain = weigh_chain(r, h, where);
    if (is_full_up(r->t, h, where))
        return;
    bool generic = place_name_is_generic(name) && chain != CHAIN_GOOD &&
                   (where >= IN_LEAD || !is_parent(r->t->g, h)) &&
                   !place_is_office(r->text, h->end);
    if (chain == CHAIN_FOREIGN || generic)
        return;
    if (where <= IN_PUBLISHER && place_is_zone(r->text, h->end, ZONE_NAME))
        note_zone_city(r->t, city_of_name(r->t->g, h));
    NameTally *n = tally_of(r->t, h, name);
    bool sure = false;
    int points = weigh_full(r, h, where, chain == CHAIN_GOOD, &sure);
    add_points(n, where, points);
    n->sure |= sure;
    n->office |= points > 0 && place_is_office(r->text, h->end);
}

static void take_hit(Reading *r, const PlaceHit *h)
{
    Where where = where_of(r, h->at);
    Str name = str_head(str_skip(r->text, h->at), h->end - h->at);
    if (h->kind == NAME_FULL)
        take_full(r, h, where, name);
    else if (!is_full_up(r->t, h, where))
        take_brief(r, h, where, name);
    bool zone = h->kind == NAME_SHORT && place_is_zone(r->text, h->end, 0) &&
                !city_of_name(r->t->g, h);
    if (!zone) /* 江北 in 南京江北新区 */
        r->before = *h;
}

static void scan_field(Tallies *t, Str text, Where where)
{
    Reading r = {.t = t, .text = text, .where = where};
    PlaceScan scan = {.trie = t->g->trie, .text = text};
    ptrdiff_t least = text.n - TAIL_LINES * SIGNATURE_BYTES;
    r.tail = text.n;
    for (int lines = 0; r.tail > 0 && r.tail > least; r.tail--)
        if (text.s[r.tail - 1] == '\n' && ++lines > TAIL_LINES)
            break;
    for (PlaceHit h; place_scan_next(&scan, &h);)
        take_hit(&r, &h);
}

Tallies tally_evidence(const Gazetteer *g, const PlaceEvidence *e, Arena *a)
{
    Tallies t = {.g = g, .a = a, .year = e->year};
    t.slot[NAME_FULL] = sparse_in(a, g->trie->nnodes);
    t.slot[NAME_SHORT] = sparse_in(a, g->trie->nnodes);
    t.chain = sparse_in(a, g->total);
    scan_field(&t, e->title, IN_TITLE);
    scan_field(&t, e->publisher, IN_PUBLISHER);
    scan_field(&t, e->header, IN_HEADER);
    scan_field(&t, e->body, IN_BODY);
    return t;
}

int tally_points_at(const NameTally *t, Where where, int header_percent)
{
    int points = t->points[where];
    return where == IN_HEADER ? points * header_percent / 100 : points;
}

int tally_points(const NameTally *t, int header_percent)
{
    int sum = 0;
    for (int i = 0; i < WHERES; i++)
        sum += tally_points_at(t, (Where)i, header_percent);
    return sum;
}
