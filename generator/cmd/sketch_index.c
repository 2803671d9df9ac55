#include "cmd/sketch_index.h"

enum { MOST = 1024, FEWEST_BUCKETS = 1024 };

SketchIndex sketch_index_in(Arena *a)
{
    return (SketchIndex){.a = a};
}

static int32_t *bucket_of(const SketchIndex *x, uint64_t hash)
{
    return &x->buckets[hash & (uint64_t)(x->nbuckets - 1)];
}

static void link_post(SketchIndex *x, int32_t i)
{
    int32_t *bucket = bucket_of(x, x->posts[i].hash);
    x->posts[i].next = *bucket;
    *bucket = i;
}

/* Twice the room, every post in its bucket again, in the order added. */
static void grow(SketchIndex *x)
{
    if (x->cap > INT32_MAX / 4)
        mem_exhausted();
    x->cap = x->cap ? x->cap * 2 : FEWEST_BUCKETS;
    x->nbuckets = x->cap;
    SketchPost *posts = NEW_N(x->a, SketchPost, x->cap);
    x->buckets = NEW_N(x->a, int32_t, x->nbuckets);
    for (int32_t i = 0; i < x->nbuckets; i++)
        x->buckets[i] = -1;
    for (int32_t i = 0; i < x->n; i++)
        posts[i] = x->posts[i];
    x->posts = posts;
    for (int32_t i = 0; i < x->n; i++)
        link_post(x, i);
}

static uint64_t post_hash(const Sketch *s, int band)
{
    return sketch_band(s, band) + (uint64_t)band;
}

void sketch_index_add(SketchIndex *x, const Sketch *s, void *item)
{
    for (int band = 0; band < SKETCH_BANDS && s->usable; band++) {
        if (x->n == x->cap)
            grow(x);
        x->posts[x->n] = (SketchPost){post_hash(s, band), -1, item};
        link_post(x, x->n++);
    }
}

void sketch_index_find(const SketchIndex *x, const Sketch *s, SketchFound *fn,
                       void *ctx)
{
    for (int band = 0; band < SKETCH_BANDS && s->usable && x->n; band++) {
        uint64_t hash = post_hash(s, band);
        int found = 0;
        for (int32_t i = *bucket_of(x, hash); i >= 0 && found < MOST;
             i = x->posts[i].next)
            if (x->posts[i].hash == hash) {
                fn(ctx, x->posts[i].item);
                found++;
            }
    }
}
