#include "model/place_match.h"

static bool bears(const Place *p, Str name)
{
    if (!p)
        return false;
    if (str_eq(p->name, name))
        return true;
    for (Str rest = p->aliases; str_given(rest);)
        if (str_eq(str_cut(&rest, S(",")), name))
            return true;
    return false;
}

/* Whether p was once called so but for its status: 望城县 for 望城区. One that
 * was merged into it (闸北区) is another place. */
static bool was_called(const Gazetteer *g, const Place *p, Str name)
{
    PlaceRefs refs = places_by_name(g, name);
    for (int i = 0; p && i < refs.n; i++) {
        const Place *q = &g->v[refs.v[i]];
        if (q->until && place_is_same_unit(g, q, p) &&
            str_eq(place_short_name(q), place_short_name(p)))
            return true;
    }
    return false;
}

/* Whether p lies in `within`, or in what that has become. */
static bool lies_within(const Gazetteer *g, const Place *p, const Place *within)
{
    const Place *up = place_at(g, p, within->level);
    return up && (up == within || place_is_same_unit(g, up, within));
}

bool place_agrees(const Gazetteer *g, const Place *p, int level, Str is,
                  Str *should)
{
    Str names[PLACE_LEVELS];
    place_names(g, p, names);
    *should = names[level];
    return !is.n || !should->n || str_eq(is, *should) ||
           bears(place_at(g, p, (PlaceLevel)level), is) ||
           was_called(g, place_at(g, p, (PlaceLevel)level), is);
}

int places_matching(const Gazetteer *g, const Str names[PLACE_LEVELS],
                    int level, const Place *within, const Place **found)
{
    PlaceRefs refs = places_by_name(g, names[level]);
    int n = 0;
    for (int i = 0; i < refs.n; i++) {
        const Place *p = &g->v[refs.v[i]];
        Str should;
        bool fits = (int)p->level == level &&
                    (!within || lies_within(g, p, within)) &&
                    !(p->until && n); /* today's come first */
        for (int up = 0; up < level && fits; up++)
            fits = place_agrees(g, p, up, names[up], &should);
        if (fits) {
            *found = p;
            n++;
        }
    }
    return n;
}

const Place *place_of_names(const Gazetteer *g, const Str names[PLACE_LEVELS],
                            uint32_t firm)
{
    for (int level = PLACE_STREET; level >= PLACE_DISTRICT; level--) {
        const Place *p = NULL;
        Str sure[PLACE_LEVELS] = {0};
        if (!names[level].n)
            continue;
        if (places_matching(g, names, level, NULL, &p) == 1)
            return p;
        for (int i = 0; i <= level; i++)
            if (i == level || (firm & 1u << i))
                sure[i] = names[i];
        if (firm && places_matching(g, sure, level, NULL, &p) == 1)
            return p;
    }
    return NULL;
}
