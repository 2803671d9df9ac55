#include "emit/search_runs.h"

enum {
    HEAD = 2,             /* words before a run's hashes: slot and n */
    CHUNK_WORDS = 1 << 14 /* but more for a longer run */
};

struct RunChunk {
    RunChunk *next;
    uint32_t used, room; /* words */
    uint32_t *words;     /* NULL: they are on the disk */
    Spooled place;       /* there */
};

static RunChunk *add_chunk(RunList *l, uint32_t room, Arena *a, Arena *words)
{
    ptrdiff_t bytes = (ptrdiff_t)(room * sizeof(uint32_t));
    RunChunk *c = NEW(a, RunChunk);
    *c = (RunChunk){.room = room, .words = arena_aligned(words, bytes)};
    if (l->last)
        l->last->next = c;
    else
        l->first = c;
    return l->last = c;
}

/* The run that begins at w, given its first two words. */
static TermRun run_at(uint32_t *w)
{
    uint32_t n = w[1];
    return (TermRun){w[0], n, w + HEAD, (uint8_t *)(w + HEAD + n)};
}

static uint32_t words_of(uint32_t n)
{
    return HEAD + n + (n + 3) / 4;
}

TermRun runs_add(RunList *l, uint32_t slot, uint32_t n, Arena *a, Arena *words)
{
    uint32_t more = words_of(n);
    RunChunk *c = l->last;
    if (!c || !c->words || c->room - c->used < more)
        c = add_chunk(l, more > CHUNK_WORDS ? more : CHUNK_WORDS, a, words);
    uint32_t *w = c->words + c->used;
    w[0] = slot;
    w[1] = n;
    c->used += more;
    l->terms += n;
    return run_at(w);
}

static ptrdiff_t bytes_of(const RunChunk *c)
{
    return (ptrdiff_t)(c->used * sizeof(uint32_t));
}

void runs_spill(RunList *v, int n, Spool *disk)
{
    for (int i = 0; i < n; i++)
        for (RunChunk *c = v[i].first; c; c = c->next) {
            if (!c->words)
                continue;
            Str bytes = {(const char *)c->words, bytes_of(c)};
            c->place = spool_put(disk, bytes);
            c->words = NULL;
        }
}

/* The words of the reader's chunk, from the disk where they are there. */
static void fetch(RunReader *r)
{
    Str bytes;
    r->words = r->chunk->words;
    if (r->words)
        return;
    arena_aligned(r->a, 0);
    if (spool_get(r->disk, &r->chunk->place, r->a, &bytes) &&
        bytes.n == bytes_of(r->chunk))
        r->words = (uint32_t *)(uintptr_t)bytes.s;
    else
        r->bad = true;
}

RunReader runs_read(const RunList *l, const Spool *disk, Arena *a)
{
    RunReader r = {.chunk = l->first, .disk = disk, .a = a};
    if (r.chunk)
        fetch(&r);
    runs_next(&r);
    return r;
}

void runs_next(RunReader *r)
{
    if (r->chunk && r->at == r->chunk->used) {
        r->chunk = r->chunk->next;
        r->at = 0;
        if (r->chunk)
            fetch(r);
    }
    r->there = r->chunk && !r->bad;
    if (!r->there)
        return;
    r->run = run_at(r->words + r->at);
    r->at += words_of(r->run.n);
}
