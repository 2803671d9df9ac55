#include "cmd/check_parts.h"

#include "base/pool.h"

enum { SCRATCH_KEPT = 64 << 20 };

typedef struct Round {
    Check *k;
    CheckFn *fn;
    Diags *said; /* one an item */
} Round;

static void run_item(void *ctx, int worker, ptrdiff_t i)
{
    Round *r = ctx;
    Arena *scratch = &r->k->scratch[worker], mark = *scratch;
    r->said[i] = diags_in(&r->k->keep[worker]);
    r->fn(r->k, i, &r->k->keep[worker], *scratch, &r->said[i]);
    arena_trim(scratch, mark, SCRATCH_KEPT);
}

void check_each(Check *k, ptrdiff_t n, CheckFn *fn)
{
    Round r = {k, fn, NEW_N(k->perm, Diags, n)};
    pool_run(k->threads, n, run_item, &r);
    for (ptrdiff_t i = 0; i < n; i++)
        diags_merge(&k->all, &r.said[i]);
}

Str check_path(const Entry *e, Arena *a)
{
    return str_join3(a, S("content/reports/"), e->r.slug, S(".md"));
}
