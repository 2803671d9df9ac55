#include "base/map.h"

#include "base/hash.h"

void **map_slot(Map *m, Str key, Arena *a)
{
    MapNode **p = &m->root;
    for (uint64_t h = hash64(key); *p; h <<= 2) {
        if (str_eq((*p)->key, key))
            return &(*p)->val;
        p = &(*p)->child[h >> 62];
    }
    *p = NEW(a, MapNode);
    (*p)->key = key;
    m->n++;
    return &(*p)->val;
}

void *map_get(const Map *m, Str key)
{
    const MapNode *p = m->root;
    for (uint64_t h = hash64(key); p; h <<= 2) {
        if (str_eq(p->key, key))
            return p->val;
        p = p->child[h >> 62];
    }
    return NULL;
}
