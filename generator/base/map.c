#include "base/map.h"

#include "base/hash.h"

static bool is_at(const MapNode *n, uint64_t hash, Str key)
{
    return n->hash == hash && str_eq(n->key, key);
}

void **map_slot(Map *m, Str key, Arena *a)
{
    MapNode **p = &m->root;
    uint64_t hash = hash64(key);
    for (uint64_t h = hash; *p; h <<= 2) {
        if (is_at(*p, hash, key))
            return &(*p)->val;
        p = &(*p)->child[h >> 62];
    }
    *p = NEW(a, MapNode);
    (*p)->hash = hash;
    (*p)->key = key;
    m->n++;
    return &(*p)->val;
}

void *map_get(const Map *m, Str key)
{
    const MapNode *p = m->root;
    uint64_t hash = hash64(key);
    for (uint64_t h = hash; p; h <<= 2) {
        if (is_at(p, hash, key))
            return p->val;
        p = p->child[h >> 62];
    }
    return NULL;
}
