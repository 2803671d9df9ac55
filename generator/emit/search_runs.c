#include "emit/search_runs.h"

enum {
    HEAD = 2,             /* words before a run's hashes: slot and n */
    CHUNK_WORDS = 1 << 14 /* but more for a longer run */
};

struct RunChunk {
    RunChunk *next;
    uint32_t used, room; /* words */
    uint32_t words[];
};

void *aligned_bytes(Arena *a, ptrdiff_t n)
{
    enum { ALIGN = 16 };
    arena_bytes(a, (ptrdiff_t)(-(uintptr_t)a->beg & (ALIGN - 1)));
    return arena_bytes(a, n);
}

static RunChunk *add_chunk(RunList *l, uint32_t room, Arena *a)
{
    ptrdiff_t words = (ptrdiff_t)(room * sizeof(uint32_t));
    RunChunk *c = aligned_bytes(a, (ptrdiff_t)sizeof *c + words);
    *c = (RunChunk){.room = room};
    if (l->last)
        l->last->next = c;
    else
        l->first = c;
    return l->last = c;
}

/* The run that begins at `at`, given its first two words. */
static TermRun run_at(const RunChunk *c, uint32_t at)
{
    uint32_t *w = (uint32_t *)(uintptr_t)(c->words + at), n = w[1];
    return (TermRun){w[0], n, w + HEAD, (uint8_t *)(w + HEAD + n)};
}

static uint32_t words_of(uint32_t n)
{
    return HEAD + n + (n + 3) / 4;
}

TermRun runs_add(RunList *l, uint32_t slot, uint32_t n, Arena *a)
{
    uint32_t more = words_of(n);
    RunChunk *c = l->last;
    if (!c || c->room - c->used < more)
        c = add_chunk(l, more > CHUNK_WORDS ? more : CHUNK_WORDS, a);
    uint32_t at = c->used;
    c->words[at] = slot;
    c->words[at + 1] = n;
    c->used += more;
    l->terms += n;
    return run_at(c, at);
}

RunReader runs_read(const RunList *l)
{
    RunReader r = {.chunk = l->first};
    runs_next(&r);
    return r;
}

void runs_next(RunReader *r)
{
    if (r->chunk && r->at == r->chunk->used) {
        r->chunk = r->chunk->next;
        r->at = 0;
    }
    r->there = r->chunk != NULL;
    if (!r->there)
        return;
    r->run = run_at(r->chunk, r->at);
    r->at += words_of(r->run.n);
}
