#include "cmd/again.h"

#include "archive/intake_disk.h"
#include "archive/overrides.h"
#include "base/pool.h"
#include "base/stop.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    BATCH = 256,
    BATCH_BYTES = 8 << 20, /* of sources; no further one beyond that */
    KEEP = 64 << 20        /* bytes of an arena that stay between batches */
};

typedef struct Again {
    Import *m;
    Map raws; /* hash -> FsEntry */
    AgainItem *v;
    ptrdiff_t n;
    bool writing; /* the second time */
    int count[AGAIN_STATUSES];
    int kept; /* where an edit by hand holds against the rules */
    ImportWorker *marks;
} Again;

typedef struct Batch {
    Again *g;
    AgainJob *jobs;
    int n;
} Batch;

/* --- which reports ---------------------------------------------------------
 */

static int by_slug(const void *a, const void *b)
{
    return str_cmp(((const AgainItem *)a)->k->slug,
                   ((const AgainItem *)b)->k->slug);
}

/* SLUG, SLUG.md or the path of the report. */
static Str slug_of(Str arg)
{
    Str name = import_base_name(arg);
    return str_ends(name, S(".md")) ? str_head(name, name.n - 3) : name;
}

static void add_named(Again *g, Str arg)
{
    Import *m = g->m;
    Known *k = map_get(&m->intake.by_slug, slug_of(arg));
    if (k)
        g->v[g->n++] = (AgainItem){.k = k, .named = true};
    else
        DIAG1(&m->c->diags, NO_REPORT, (Str){0}, 0, arg);
}

static void list_items(Again *g)
{
    Import *m = g->m;
    const StrList *args = &m->c->args;
    ptrdiff_t most = args->n, n = 0;
    for (Known *k = m->intake.all; k && !args->n; k = k->next)
        most++;
    g->v = NEW_N(&m->kept, AgainItem, most);
    for (ptrdiff_t i = 0; i < args->n; i++)
        add_named(g, args->v[i]);
    for (Known *k = m->intake.all; k && !args->n; k = k->next)
        g->v[g->n++] = (AgainItem){.k = k};
    if (g->n)
        qsort(g->v, (size_t)g->n, sizeof *g->v, by_slug);
    for (ptrdiff_t i = 0; i < g->n; i++)
        if (!i || g->v[i].k != g->v[i - 1].k)
            g->v[n++] = g->v[i];
    g->n = n;
}

static void list_raws(Again *g)
{
    FsList files;
    Import *m = g->m;
    Str dir = intake_in_site(&m->intake, S("content/raw"), &m->kept);
    if (!fs_list(dir, false, &m->kept, &files))
        return; /* each report says that its source is missing */
    for (ptrdiff_t i = 0; i < files.n; i++) {
        Str rest = files.v[i].path, sha = str_cut(&rest, S("."));
        *map_slot(&g->raws, sha, &m->kept) = &files.v[i];
    }
}

/* --- a batch ---------------------------------------------------------------
 */

static void review(void *ctx, int worker, ptrdiff_t i)
{
    Batch *b = ctx;
    ImportWorker *w = &b->g->m->workers[worker];
    Arena mark = w->scratch;
    again_review(b->g->m, &b->g->raws, &b->jobs[i], w);
    arena_trim(&w->scratch, mark, KEEP);
}

static bool is_wanted(const Again *g, const AgainItem *item)
{
    return !g->writing || item->status == AGAIN_CHANGED ||
           item->status == AGAIN_RECORD;
}

/* The items from `at` on that make a batch; returns where the next begins. */
static ptrdiff_t make_batch(Again *g, ptrdiff_t at, Batch *b)
{
    int64_t bytes = 0;
    *b = (Batch){.g = g, .jobs = NEW_N(&g->m->batch, AgainJob, BATCH)};
    for (; at < g->n && b->n < BATCH && bytes < BATCH_BYTES; at++) {
        const FsEntry *raw = map_get(&g->raws, g->v[at].k->sha);
        if (!is_wanted(g, &g->v[at]))
            continue;
        bytes += raw ? raw->st.size : 0;
        b->jobs[b->n++].item = &g->v[at];
    }
    return at;
}

/* Warnings were said when the source was imported. */
static void say_errors(Import *m, const Diags *d)
{
    for (const Diag *x = d->first; x; x = x->next)
        if (diag_level(x->id) >= DIAG_ERROR || m->c->verbose)
            diag_add(&m->c->diags, x->id, x->file, x->line, x->args[0],
                     x->args[1], x->args[2]);
}

static void say_batch(Again *g, Batch *b)
{
    Import *m = g->m;
    for (int i = 0; i < b->n; i++) {
        Arena messages = m->c->perm;
        say_errors(m, &b->jobs[i].job.d);
        cmd_flush(m->c);
        arena_rewind(&m->c->perm, messages);
        again_say(m, &b->jobs[i], &m->batch);
        const AgainJob *j = &b->jobs[i];
        g->count[j->item->status]++;
        g->kept +=
            j->item->status == AGAIN_KEPT || j->merge.kept != 0 || j->text_kept;
    }
}

static void put(Import *m, AgainJob *j)
{
    Files f = {.report = j->result, .record = j->record, .merged = j->edited};
    j->job.source = (Str){0}; /* it is there */
    j->job.status = INTAKE_SKIPPED;
    if (!intake_write(&m->intake, &j->job, f, m->batch))
        return;
    m->intake.waits[m->intake.nwaits - 1].k = j->item->k;
    j->job.status = INTAKE_UPDATED;
}

static void write_batch(Again *g, Batch *b)
{
    Import *m = g->m;
    for (int i = 0; i < b->n; i++)
        if (is_wanted(g, b->jobs[i].item))
            put(m, &b->jobs[i]);
        else
            b->jobs[i].job.status = INTAKE_SKIPPED;
    intake_commit(&m->intake, m->batch, &m->c->diags);
    for (int i = 0; i < b->n; i++) {
        AgainJob *j = &b->jobs[i];
        Str path = intake_path(j->item->k->slug, &m->batch);
        Str args[] = {intake_status_name(INTAKE_UPDATED), j->was.source, path};
        say_errors(m, &j->job.d);
        cmd_flush(m->c);
        if (j->job.status == INTAKE_UPDATED && !m->json && j->result.n)
            cmd_say(m->c, S("cmd.import.done"), args, 3);
    }
}

static void go_through(Again *g)
{
    Import *m = g->m;
    Arena batch = m->batch;
    for (ptrdiff_t at = 0; at < g->n && !stop_asked();) {
        Batch b;
        at = make_batch(g, at, &b);
        pool_run(m->threads, b.n, review, &b);
        (g->writing ? write_batch : say_batch)(g, &b);
        for (int i = 0; i < m->threads; i++)
            arena_trim(&m->workers[i].keep, g->marks[i].keep, KEEP);
        arena_trim(&m->batch, batch, KEEP);
    }
}

static void say_sum(Again *g)
{
    Cmd *c = g->m->c;
    int read = (int)g->n - g->count[AGAIN_OWN];
    Str args[] = {cmd_int(c, read), cmd_int(c, g->count[AGAIN_CHANGED]),
                  cmd_int(c, g->kept), cmd_int(c, g->count[AGAIN_SKIPPED])};
    if (!g->m->json)
        cmd_say(c, S("cmd.again.done"), args, 4);
}

int import_again(Import *m)
{
    Again g = {.m = m};
    list_items(&g);
    list_raws(&g);
    g.marks = NEW_N(&m->kept, ImportWorker, m->threads);
    for (int i = 0; i < m->threads; i++)
        g.marks[i] = m->workers[i];
    cmd_flush(m->c);
    go_through(&g);
    if (!stop_asked())
        say_sum(&g);
    fflush(stdout);
    g.writing = true;
    if (!m->dry)
        go_through(&g);
    if (stop_asked())
        DIAG0(&m->c->diags, STOPPED, (Str){0}, 0);
    overrides_meet_archive(m->raw.overrides, &m->intake, &m->c->diags);
    overrides_say_unmet(m->raw.overrides, &m->c->diags);
    intake_close(&m->intake, m->batch, &m->c->diags);
    return cmd_end(m->c);
}
