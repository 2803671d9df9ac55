#include "base/map.h"

#include "base/hash.h"

enum { FIRST_PLACES = 8 };

/* The place of a key, or the free one where it belongs. */
static MapPlace *place_of(const Map *m, uint64_t hash, Str key)
{
    for (uint64_t i = hash;; i++) {
        MapPlace *p = &m->v[i & (m->places - 1)];
        if (!p->node || (p->hash == hash && str_eq(p->node->key, key)))
            return p;
    }
}

/* Keys differ: no bytes are compared. */
static void grow(Map *m, uint64_t places, Arena *a)
{
    MapPlace *v = NEW_N(a, MapPlace, (ptrdiff_t)places);
    for (uint64_t k = 0; k < m->places; k++) {
        uint64_t i = m->v[k].hash;
        if (!m->v[k].node)
            continue;
        while (v[i & (places - 1)].node)
            i++;
        v[i & (places - 1)] = m->v[k];
    }
    m->v = v;
    m->places = places;
}

void map_reserve(Map *m, ptrdiff_t n, Arena *a)
{
    uint64_t places = m->places ? m->places : FIRST_PLACES;
    while (places / 2 < (uint64_t)n)
        places *= 2;
    if (places > m->places)
        grow(m, places, a);
}

void **map_slot(Map *m, Str key, Arena *a)
{
    uint64_t hash = hash64(key);
    MapPlace *p = m->places ? place_of(m, hash, key) : NULL;
    if (p && p->node)
        return &p->node->val;
    MapNode *node = NEW(a, MapNode);
    node->key = key;
    if (!p || m->places / 2 <= (uint64_t)m->n) {
        map_reserve(m, m->n + 1, a);
        p = place_of(m, hash, key);
    }
    *p = (MapPlace){hash, node};
    if (m->last)
        m->last->next = node;
    else
        m->first = node;
    m->last = node;
    m->n++;
    return &node->val;
}

void *map_get(const Map *m, Str key)
{
    if (!m->places)
        return NULL;
    const MapPlace *p = place_of(m, hash64(key), key);
    return p->node ? p->node->val : NULL;
}
