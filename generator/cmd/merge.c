/* `jiebao merge SHARD...`: what several runs of `import --shard` recognised
 * goes into the archive as one run of `import` over all inputs would have put
 * it there. All shards are read through before anything is written. */
#include "cmd/shard.h"

#include "archive/overrides.h"
#include "archive/shard_pack.h"
#include "base/stop.h"

typedef struct Merge {
    Import m;
    ShardIn *v; /* by number, once they are known to be complete */
    int n;
    int64_t inputs; /* of all of them */
} Merge;

static bool differs(Merge *g, const ShardIn *x, Str why)
{
    DIAG2(&g->m.c->diags, SHARD_DIFFERS, x->path, 0, g->v[0].path, why);
    return false;
}

static bool same_text(Str a, Str b)
{
    return str_given(a) == str_given(b) && str_eq(a, b);
}

/* Whether a shard belongs to the first one. */
static bool is_of_first(Merge *g, const ShardIn *x)
{
    const ShardHead *a = &g->v[0].head, *b = &x->head;
    if (a->of != b->of)
        return differs(g, x, S("why.shard-number"));
    if (a->force != b->force || !same_text(a->encoding, b->encoding) ||
        !same_text(a->url, b->url))
        return differs(g, x, S("why.shard-options"));
    if (!hash128_eq(a->rules, b->rules))
        return differs(g, x, S("why.shard-rules"));
    if (a->files != b->files || !hash128_eq(a->names, b->names))
        return differs(g, x, S("why.shard-inputs"));
    return true;
}

static bool open_all(Merge *g)
{
    bool ok = true;
    Cmd *c = g->m.c;
    g->v = NEW_N(&g->m.kept, ShardIn, c->args.n);
    for (ptrdiff_t i = 0; i < c->args.n; i++)
        if (shard_open(&g->v[g->n], c->args.v[i], &g->m.kept, &c->diags))
            g->n++;
        else
            ok = false;
    for (int i = 1; i < g->n; i++)
        ok &= is_of_first(g, &g->v[i]);
    return ok;
}

/* Puts the shards in the order of their numbers: each there, once. */
static bool put_in_order(Merge *g)
{
    bool ok = true;
    Cmd *c = g->m.c;
    int of = g->v[0].head.of;
    ShardIn **by_number = NEW_N(&g->m.kept, ShardIn *, of);
    ShardIn *sorted = NEW_N(&g->m.kept, ShardIn, of);
    for (int i = 0; i < g->n; i++) {
        ShardIn *x = &g->v[i], **place = &by_number[x->head.number - 1];
        if (*place)
            DIAG1(&c->diags, SHARD_TWICE, x->path, 0, (*place)->path);
        ok &= !*place;
        *place = x;
    }
    for (int i = 0; i < of; i++) {
        if (by_number[i])
            sorted[i] = *by_number[i];
        else
            DIAG2(&c->diags, SHARD_MISSING, (Str){0}, 0, cmd_int(c, i + 1),
                  cmd_int(c, of));
        ok &= by_number[i] != NULL;
    }
    g->v = sorted;
    g->n = of;
    return ok;
}

/* Reads a shard to its end: each frame an input of this share. */
static bool read_through(ShardIn *x, Arena scratch, Diags *d)
{
    int64_t own = 0;
    for (; !x->ended; own++) {
        Str bytes;
        Input in;
        Diags notes;
        IntakeJob job;
        Arena a = scratch;
        ShardPlace p = x->place;
        if (!shard_read(x, &a, &bytes, d))
            return false;
        if (input_share(p.file, p.page, x->head.of) != x->head.number ||
            !shard_unpack(bytes, &a, &in, &notes, &job)) {
            DIAG1(d, SHARD_FILE, x->path, 0, S("why.shard-damaged"));
            return false;
        }
    }
    if (own != x->tail.own)
        DIAG1(d, SHARD_FILE, x->path, 0, S("why.shard-damaged"));
    return own == x->tail.own;
}

/* Reads all of them and opens them anew. */
static bool read_all(Merge *g)
{
    bool ok = true;
    Diags *d = &g->m.c->diags;
    for (int i = 0; i < g->n; i++) {
        if (stop_asked()) {
            DIAG0(d, STOPPED, (Str){0}, 0);
            return false;
        }
        ok &= read_through(&g->v[i], g->m.batch, d);
        g->inputs += g->v[i].tail.own;
        shard_close(&g->v[i]);
    }
    const InputShare *first = &g->v[0].tail.share;
    for (int i = 1; i < g->n && ok; i++) {
        const InputShare *x = &g->v[i].tail.share;
        if (x->inputs != first->inputs || !hash128_eq(x->seen, first->seen))
            ok = differs(g, &g->v[i], S("why.shard-inputs"));
    }
    if (ok && g->inputs != first->inputs) {
        DIAG1(d, SHARD_FILE, g->v[0].path, 0, S("why.shard-damaged"));
        ok = false;
    }
    for (int i = 0; i < g->n && ok; i++)
        ok = shard_open(&g->v[i], g->v[i].path, &g->m.kept, d);
    return ok;
}

static bool check_rules(Merge *g)
{
    const ShardIn *x = &g->v[0];
    if (hash128_eq(x->head.rules, shard_rules(g->m.c->dir, g->m.batch)))
        return true;
    DIAG1(&g->m.c->diags, SHARD_FILE, x->path, 0, S("why.shard-rules"));
    return false;
}

/* The shard with the next input of all, or NULL. */
static ShardIn *next_shard(Merge *g)
{
    ShardIn *next = NULL;
    for (int i = 0; i < g->n; i++) {
        ShardIn *x = &g->v[i];
        if (!x->ended && (!next || shard_place_cmp(x->place, next->place) < 0))
            next = x;
    }
    return next;
}

/* False: with a diagnostic, for the shard has changed since it was read
 * through. */
static bool read_input(Merge *g, ShardIn *x, ImportBatch *b, Str *record)
{
    Import *m = &g->m;
    int i = b->n;
    if (!shard_read(x, &m->batch, record, &m->c->diags))
        return false;
    if (shard_unpack(*record, &m->workers[0].keep, &b->inputs[i], &b->notes[i],
                     &b->jobs[i]))
        return true;
    DIAG1(&m->c->diags, SHARD_FILE, x->path, 0, S("why.shard-damaged"));
    return false;
}

static void read_batch(Merge *g, ImportBatch *b)
{
    Import *m = &g->m;
    ptrdiff_t bytes = 0;
    *b = import_batch(m);
    while (b->n < IMPORT_BATCH && bytes < IMPORT_BATCH_BYTES && !b->last) {
        ShardIn *x = next_shard(g);
        Arena *keep = &m->workers[0].keep;
        Str record;
        b->last = !x;
        if (!x) {
            shard_unpack_diags(g->v[0].tail.notes, keep, &b->notes[b->n]);
            return;
        }
        if (!read_input(g, x, b, &record)) {
            b->last = true;
            b->notes[b->n] = diags_in(keep);
            return;
        }
        bytes += record.n;
        b->n++;
    }
    b->notes[b->n] = diags_in(&m->workers[0].keep);
}

static void merge_all(Merge *g)
{
    Import *m = &g->m;
    Arena batch = m->batch;
    ImportWorker mark = m->workers[0];
    Progress p = progress_of(m->c);
    int64_t done = 0;
    for (ImportBatch b = {0}; !b.last && !stop_asked();) {
        read_batch(g, &b);
        import_take(&b, &p);
        done += b.n;
        if (!b.last)
            progress_show(&p, m->c, S("cmd.merge.progress"), done, g->inputs,
                          done, g->inputs);
        import_forget(m, &mark, batch);
    }
    progress_clear(&p);
    if (stop_asked())
        DIAG0(&m->c->diags, STOPPED, (Str){0}, 0);
}

int cmd_merge(Cmd *c, int argc, char **argv)
{
    Merge g = {.m = {.c = c, .threads = 1}};
    int code;
    const CmdOption own[] = {
        {NULL, "--dry-run", &g.m.dry, NULL},
        {NULL, "--json", &g.m.json, NULL},
        {0},
    };
    if (!cmd_parse(c, argc, argv, own, &code))
        return code;
    stop_catch();
    if (!c->args.n) {
        DIAG1(&c->diags, USAGE, (Str){0}, 0,
              lang_text(c->lang, S("cmd.merge.no-shard")));
        return cmd_end(c);
    }
    import_arenas(&g.m);
    if (!open_all(&g) || !put_in_order(&g) || !check_rules(&g) || !read_all(&g))
        return cmd_end(c);
    g.m.force = g.v[0].head.force;
    if (!import_open(&g.m))
        return cmd_end(c);
    cmd_flush(c);
    merge_all(&g);
    return import_close(&g.m);
}
