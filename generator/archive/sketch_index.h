/* L3 archive: sketches by their bands, to find those that are near another one
 * without looking at all. Takes memory for what is added, about 200 bytes each;
 * nothing is taken out. */
#ifndef JIEBAO_ARCHIVE_SKETCH_INDEX_H
#define JIEBAO_ARCHIVE_SKETCH_INDEX_H

#include "archive/resemblance.h"

/* A sketch and its links, one a band. A link is a number: that of an entry
 * times SKETCH_BANDS, and the band; -1: none. */
typedef struct SketchEntry {
    void *item;
    const Sketch *sketch;
    int32_t next[SKETCH_BANDS]; /* in the same bucket, added before */
} SketchEntry;

enum { SKETCH_CHUNK = 1024 };

typedef struct SketchIndex {
    Arena *a;
    int32_t *buckets;     /* the last link of each, or -1 */
    int32_t nbuckets;     /* a power of two */
    SketchEntry **chunks; /* of SKETCH_CHUNK entries: they never move */
    int32_t n, cap;       /* entries; chunks that there is room for */
} SketchIndex;

SketchIndex sketch_index_in(Arena *a);
/* *s must stay where it is; where it changes it is added again, and no more
 * found as it was. A sketch that is not usable is left out. */
void sketch_index_add(SketchIndex *x, const Sketch *s, void *item);

/* Calls fn for what shares a band with s, once a band, the last added first;
 * for at most 1,024 a band, so that a thousand copies of one text stay
 * cheap. */
typedef void SketchFound(void *ctx, void *item);
void sketch_index_find(const SketchIndex *x, const Sketch *s, SketchFound *fn,
                       void *ctx);

#endif
