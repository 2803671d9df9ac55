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

bool place_agrees(const Gazetteer *g, const Place *p, int level, Str is,
                  Str *should)
{
    Str names[PLACE_LEVELS];
    place_names(g, p, names);
    *should = names[level];
    return !is.n || !should->n || str_eq(is, *should) ||
           bears(place_at(g, p, (PlaceLevel)level), is);
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
                    (!within || place_at(g, p, within->level) == within);
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
