/* L4: sketches by their bands, to find those that are near another one without
 * looking at all. Takes memory for what is added, nothing is taken out. */
#ifndef JIEBAO_CMD_SKETCH_INDEX_H
#define JIEBAO_CMD_SKETCH_INDEX_H

#include "cmd/resemblance.h"

typedef struct SketchPost {
    uint64_t hash; /* of band and its number */
    int32_t next;  /* post of the same bucket, added before; -1: none */
    void *item;
} SketchPost;

typedef struct SketchIndex {
    Arena *a;
    int32_t *buckets; /* the last post of each, or -1 */
    int32_t nbuckets; /* a power of two */
    SketchPost *posts;
    int32_t n, cap;
} SketchIndex;

SketchIndex sketch_index_in(Arena *a);
/* A sketch that is not usable is left out. */
void sketch_index_add(SketchIndex *x, const Sketch *s, void *item);

/* Calls fn for what shares a band with s, once a band, the last added first;
 * for at most 1,024 a band, so that a thousand copies of one text stay
 * cheap. */
typedef void SketchFound(void *ctx, void *item);
void sketch_index_find(const SketchIndex *x, const Sketch *s, SketchFound *fn,
                       void *ctx);

#endif
