#include "cmd/import.h"

#include "base/fs.h"
#include "base/pool.h"
#include "base/stop.h"
#include "text/utf8.h"

#include <errno.h>

enum {
    LARGEST_SOURCE = 65 << 20,
    BATCH = 256,           /* inputs of a batch, at most */
    BATCH_BYTES = 8 << 20, /* no further input once a batch has so many */
    KEEP = 64 << 20        /* bytes of an arena that stay between batches */
};

typedef struct Batch {
    Import *m;
    const Str *paths; /* of m->inputs */
    IntakeJob *jobs;
    int n;
} Batch;

static bool read_source(Import *m, Str path, Str *bytes, Diags *d)
{
    bool from_stdin = str_eq(path, S("-"));
    bool ok = from_stdin
                  ? fs_read_stdin(LARGEST_SOURCE, &m->batch, bytes)
                  : fs_read(path, LARGEST_SOURCE, true, &m->batch, bytes, NULL);
    if (ok)
        return true;
    *bytes = (Str){0};
    if (errno == EFBIG)
        DIAG1(d, TOO_LARGE, path, 0, S("64"));
    else if (errno == ESPIPE || errno == EISDIR)
        DIAG0(d, NOT_A_FILE, path, 0);
    else
        DIAG1(d, OPEN, path, 0, fs_reason(errno));
    return false;
}

/* Reads the inputs from `from` on, as many as make a batch. */
static void read_batch(Import *m, ptrdiff_t from, Batch *b)
{
    ptrdiff_t bytes = 0, left = m->inputs.n - from;
    *b = (Batch){.m = m, .paths = m->inputs.v + from};
    b->jobs = NEW_N(&m->batch, IntakeJob, left < BATCH ? left : BATCH);
    while (b->n < BATCH && b->n < left && bytes < BATCH_BYTES) {
        IntakeJob *job = &b->jobs[b->n];
        job->status = INTAKE_SKIPPED;
        job->d = diags_in(&m->workers[0].keep);
        read_source(m, b->paths[b->n], &job->source, &job->d);
        bytes += job->source.n;
        b->n++;
    }
}

static void say_candidates(IntakeJob *job, Str path, Arena scratch)
{
    for (int i = 0; i < job->imp.place.n; i++) {
        const PlaceCandidate *x = &job->imp.place.v[i];
        Buf b = buf_in(&scratch);
        buf_int(&b, x->score);
        Str score = str_dup(&scratch, buf_str(&b));
        Str name = str_join3(&scratch, x->place->name, S(" "), x->place->code);
        DIAG2(&job->d, PLACE_CANDIDATE, path, 0, name, score);
    }
}

/* On a thread. The status becomes INTAKE_IMPORTED where the page may go into
 * the archive. */
static void recognise(void *ctx, int worker, ptrdiff_t i)
{
    Batch *b = ctx;
    Import *m = b->m;
    ImportWorker *w = &m->workers[worker];
    IntakeJob *job = &b->jobs[i];
    Str path = b->paths[i];
    Arena mark = w->scratch;
    if (!str_given(job->source))
        return; /* could not be read */
    job->d = diags_in(&w->keep);
    bool ok = import_page(job->source, path, &m->raw, m->places, &w->keep,
                          w->scratch, &job->d, &job->imp);
    arena_trim(&w->scratch, mark, KEEP);
    if (!ok || (job->imp.doubtful && !m->force))
        return;
    job->status = INTAKE_IMPORTED;
    if (!str_eq(path, S("-")))
        job->imp.report.source = utf8_tidy(&w->keep, import_base_name(path));
    if (m->c->verbose)
        say_candidates(job, path, w->scratch);
}

static void run_batch(Import *m, Batch *b)
{
    pool_run(m->threads, b->n, recognise, b);
    for (int i = 0; i < b->n; i++)
        if (b->jobs[i].status != INTAKE_SKIPPED)
            intake_put(&m->intake, &b->jobs[i], &m->batch);
    intake_commit(&m->intake, m->batch, &m->c->diags);
    for (int i = 0; i < b->n; i++)
        import_say(m, b->paths[i], &b->jobs[i], &m->batch);
}

void import_run(Import *m)
{
    Arena batch = m->batch;
    ptrdiff_t at = 0;
    ImportWorker *marks = NEW_N(&m->kept, ImportWorker, m->threads);
    for (int i = 0; i < m->threads; i++)
        marks[i] = m->workers[i];
    while (at < m->inputs.n && !stop_asked()) {
        Batch b;
        read_batch(m, at, &b);
        run_batch(m, &b);
        at += b.n;
        for (int i = 0; i < m->threads; i++)
            arena_trim(&m->workers[i].keep, marks[i].keep, KEEP);
        arena_trim(&m->batch, batch, KEEP);
    }
    if (stop_asked())
        DIAG0(&m->c->diags, STOPPED, (Str){0}, 0);
}
