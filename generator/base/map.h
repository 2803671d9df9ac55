/* L0: a map from strings to pointers, in an arena: a hash trie (four ways a
 * level), so that it needs no resizing and may be dropped by forgetting it.
 * It has no order of its own: what is printed is sorted by the caller. */
#ifndef JIEBAO_BASE_MAP_H
#define JIEBAO_BASE_MAP_H

#include "base/arena.h"

#include <stdint.h>

typedef struct MapNode {
    struct MapNode *child[4];
    uint64_t hash; /* of key: tells most others apart without their bytes */
    Str key;
    void *val;
} MapNode;

typedef struct Map {
    MapNode *root;
    ptrdiff_t n; /* keys */
} Map;

/* The value's place for key, made (NULL inside) where there is none. The key's
 * bytes are not copied: they must live as long as the map. */
void **map_slot(Map *m, Str key, Arena *a);
/* The value for key, or NULL. */
void *map_get(const Map *m, Str key);

#endif
