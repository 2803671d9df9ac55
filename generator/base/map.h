/* L0: a map from strings to pointers, in an arena; it may be dropped by
 * forgetting it. Its nodes stay where they are, and are listed in the order in
 * which they came; the table of them is open, and at most half full. */
#ifndef JIEBAO_BASE_MAP_H
#define JIEBAO_BASE_MAP_H

#include "base/arena.h"

#include <stdint.h>

typedef struct MapNode {
    struct MapNode *next; /* the one that came after */
    Str key;
    void *val;
} MapNode;

typedef struct MapPlace {
    uint64_t hash; /* of key: tells most others apart without their bytes */
    MapNode *node; /* NULL: free */
} MapPlace;

typedef struct Map {
    MapNode *first, *last;
    ptrdiff_t n;     /* keys */
    MapPlace *v;     /* the table */
    uint64_t places; /* of v: a power of two, or 0 */
} Map;

/* The value's place for key, made (NULL inside) where there is none. The key's
 * bytes are not copied: they must live as long as the map. */
void **map_slot(Map *m, Str key, Arena *a);
/* The value for key, or NULL. */
void *map_get(const Map *m, Str key);
/* Room for n keys, so that no table is outgrown on the way there. */
void map_reserve(Map *m, ptrdiff_t n, Arena *a);

#endif
