#include "model/place_find.h"

enum { LABELS = 8, LABEL_MAX = 63 /* RFC 1035, 2.3.4 */ };

/* Whether label is the first `syllables` of pinyin without spaces. */
static bool spells(Str label, Str pinyin, int syllables)
{
    ptrdiff_t k = 0;
    for (ptrdiff_t i = 0; i < pinyin.n; i++) {
        if (pinyin.s[i] == ' ') {
            if (--syllables == 0)
                break;
        } else if (k == label.n || label.s[k++] != pinyin.s[i])
            return false;
    }
    return k == label.n && k > 0;
}

/* Whether label begins with the initials of the first syllables; *used is how
 * many letters those are. */
static bool starts_initials(Str label, Str pinyin, int syllables, int *used)
{
    *used = 0;
    for (ptrdiff_t i = 0; i < pinyin.n && *used < syllables; i++)
        if (i == 0 || pinyin.s[i - 1] == ' ') {
            if (*used >= label.n || label.s[*used] != pinyin.s[i])
                return false;
            ++*used;
        }
    return *used > 0;
}

static int count_short(const Place *p)
{
    return (int)utf8_count(place_short_name(p));
}

/* Initials of the full name (csx: 长沙县), or of city and district (cstx). */
static int initials_points(const Gazetteer *g, const Place *p, Str label)
{
    const PlaceWeights *w = &place_weights;
    const Place *city = place_parent(g, p);
    if (city && place_is_stand_in(city)) { /* of a municipality, or of none */
        city = place_parent(g, city);
        city = str_ends(city->name, S("市")) ? city : NULL;
    }
    int used, more, points = label.n >= 4 ? w->host_letters4 : w->host_letters3;
    if (label.n < 3)
        return 0;
    if (starts_initials(label, p->pinyin, (int)utf8_count(p->name), &used) &&
        used == label.n)
        return points;
    if (city &&
        starts_initials(label, city->pinyin, count_short(city), &used) &&
        starts_initials(str_skip(label, used), p->pinyin, count_short(p),
                        &more) &&
        used + more == label.n)
        return points;
    return 0;
}

/* Whether the label is p's name in pinyin, in full or for short. */
static bool is_spelled(const Place *p, Str label)
{
    return spells(label, p->pinyin, count_short(p)) ||
           spells(label, p->pinyin, (int)utf8_count(p->name));
}

/* Whether a district is called for short like a city, whose host it then is:
 * changsha is no word of 长沙县. */
static bool is_citys(const Gazetteer *g, const Place *p, Str label)
{
    if (p->level != PLACE_DISTRICT ||
        str_eq(place_parent(g, p)->name, p->name) ||
        !spells(label, p->pinyin, count_short(p)))
        return false;
    for (int i = 0; i < g->level_first[PLACE_DISTRICT]; i++)
        if (spells(label, g->v[i].pinyin, count_short(&g->v[i])))
            return true;
    return false;
}

static int label_points(const Gazetteer *g, const Place *p, Str label)
{
    if (is_spelled(p, label))
        return is_citys(g, p, label) ? 0 : place_weights.host_name;
    return p->level == PLACE_DISTRICT ? initials_points(g, p, label) : 0;
}

/* Labels that say nothing. */
static bool is_plain_label(Str label)
{
    return label.n < 2 || label.n > LABEL_MAX || str_eq(label, S("www")) ||
           str_eq(label, S("gov")) || str_eq(label, S("com")) ||
           str_eq(label, S("org")) || str_eq(label, S("zwgk")) ||
           str_eq(label, S("xxgk"));
}

static void weigh_label(const Gazetteer *g, Str label, Sparse *points,
                        Sparse *named)
{
    for (int i = 0; i < g->level_first[PLACE_STREET]; i++) {
        const Place *p = &g->v[i];
        int n = 0;
        if (p->pinyin.n && p->pinyin.s[0] == label.s[0])
            n = label_points(g, p, label);
        else if (p->level == PLACE_DISTRICT)
            n = initials_points(g, p, label);
        n = n * place_weights.level_percent[p->level] / 100;
        if (n) {
            *sparse_at(points, i) += n;
            *sparse_at(named, i) += n;
        }
    }
}

void place_weigh_host(const Gazetteer *g, Str host, Sparse *points,
                      Sparse *named)
{
    int labels = 0;
    for (Str rest = host; str_given(rest) && rest.n && labels < LABELS;) {
        Str label = str_cut(&rest, S("."));
        if (is_plain_label(label))
            continue;
        labels++;
        weigh_label(g, label, points, named);
    }
}

/* The one province or city that the label spells, or NULL. */
static const Place *spelled_by(const Gazetteer *g, Str label)
{
    const Place *found = NULL;
    for (int i = 0; i < g->level_first[PLACE_DISTRICT]; i++) {
        const Place *p = &g->v[i];
        if (place_is_stand_in(p) || !is_spelled(p, label))
            continue;
        if (found)
            return NULL;
        found = p;
    }
    return found;
}

const Place *place_city_of_host(const Gazetteer *g, Str host)
{
    Str rest = str_head(host, host.n - S(".gov.cn").n);
    if (!str_ends(host, S(".gov.cn")) || rest.n <= 0)
        return NULL;
    Str label = str_skip(rest, str_rfind_byte(rest, '.') + 1);
    return is_plain_label(label) ? NULL : spelled_by(g, label);
}
