#include "archive/sketch_index.h"

#include <string.h>

enum { MOST = 1024, FEWEST_BUCKETS = 1024, FEWEST_CHUNKS = 64 };

SketchIndex sketch_index_in(Arena *a)
{
    return (SketchIndex){.a = a};
}

static SketchEntry *entry_at(const SketchIndex *x, int32_t i)
{
    return &x->chunks[i / SKETCH_CHUNK][i % SKETCH_CHUNK];
}

static int32_t *bucket_of(const SketchIndex *x, const Sketch *s, int band)
{
    uint64_t hash = sketch_band(s, band) + (uint64_t)band;
    return &x->buckets[hash & (uint64_t)(x->nbuckets - 1)];
}

static void link_entry(SketchIndex *x, int32_t i)
{
    SketchEntry *e = entry_at(x, i);
    for (int band = 0; band < SKETCH_BANDS; band++) {
        int32_t *bucket = bucket_of(x, e->sketch, band);
        e->next[band] = *bucket;
        *bucket = i * SKETCH_BANDS + band;
    }
}

/* Four times the buckets, every entry in its own again, in the order added. */
static void grow_buckets(SketchIndex *x)
{
    if (x->n > INT32_MAX / 4 / SKETCH_BANDS)
        mem_exhausted();
    x->nbuckets = x->nbuckets ? x->nbuckets * 4 : FEWEST_BUCKETS;
    x->buckets = NEW_N(x->a, int32_t, x->nbuckets);
    memset(x->buckets, 0xFF, (size_t)x->nbuckets * sizeof *x->buckets);
    for (int32_t i = 0; i < x->n; i++)
        link_entry(x, i);
}

static void add_chunk(SketchIndex *x)
{
    int32_t k = x->n / SKETCH_CHUNK;
    if (k == x->cap) {
        x->cap = x->cap ? x->cap * 2 : FEWEST_CHUNKS;
        SketchEntry **v = NEW_N(x->a, SketchEntry *, x->cap);
        if (k)
            memcpy(v, x->chunks, (size_t)k * sizeof(SketchEntry *));
        x->chunks = v;
    }
    x->chunks[k] = NEW_N(x->a, SketchEntry, SKETCH_CHUNK);
}

void sketch_index_add(SketchIndex *x, const Sketch *s, void *item)
{
    if (!s->usable)
        return;
    if (x->n >= x->nbuckets / SKETCH_BANDS * 2)
        grow_buckets(x);
    if (x->n % SKETCH_CHUNK == 0)
        add_chunk(x);
    *entry_at(x, x->n) = (SketchEntry){.item = item, .sketch = s};
    link_entry(x, x->n++);
}

static bool same_band(const Sketch *a, const Sketch *b, int band)
{
    ptrdiff_t at = (ptrdiff_t)band * SKETCH_BAND;
    return !memcmp(a->v + at, b->v + at, SKETCH_BAND * sizeof *a->v);
}

void sketch_index_find(const SketchIndex *x, const Sketch *s, SketchFound *fn,
                       void *ctx)
{
    for (int band = 0; band < SKETCH_BANDS && s->usable && x->n; band++) {
        int found = 0;
        for (int32_t i = *bucket_of(x, s, band); i >= 0 && found < MOST;) {
            const SketchEntry *e = entry_at(x, i / SKETCH_BANDS);
            int its = i % SKETCH_BANDS;
            i = e->next[its];
            if (its == band && same_band(e->sketch, s, band)) {
                fn(ctx, e->item);
                found++;
            }
        }
    }
}
