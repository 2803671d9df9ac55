#include "cmd/import.h"

#include "base/pool.h"
#include "base/stop.h"

enum {
    BATCH = 256,           /* inputs of a batch, at most */
    BATCH_BYTES = 8 << 20, /* no further input once a batch has so many */
    KEEP = 64 << 20        /* bytes of an arena that stay between batches */
};

static const size_t RESERVE = (size_t)1 << 34; /* of addresses */

typedef struct Batch {
    Import *m;
    Input *inputs;
    Diags *notes; /* on what came before each input, and one behind the last */
    IntakeJob *jobs;
    int n;
    bool last; /* no input comes after it */
} Batch;

/* Reads as many inputs as make a batch. */
static void read_batch(Import *m, InputStream *s, Batch *b)
{
    ptrdiff_t bytes = 0;
    Arena *a = &m->batch;
    *b = (Batch){.m = m,
                 .inputs = NEW_N(a, Input, BATCH),
                 .notes = NEW_N(a, Diags, BATCH + 1),
                 .jobs = NEW_N(a, IntakeJob, BATCH)};
    while (b->n < BATCH && bytes < BATCH_BYTES && !b->last) {
        IntakeJob *job = &b->jobs[b->n];
        Diags d = diags_in(&m->workers[0].keep);
        b->last = !input_next(s, a, &d, &b->inputs[b->n]);
        job->source = b->inputs[b->n].bytes;
        job->status = INTAKE_SKIPPED;
        job->d = diags_in(&m->workers[0].keep);
        bool read = b->last || str_given(job->source);
        *(read ? &b->notes[b->n] : &job->d) = d;
        bytes += job->source.n;
        b->n += !b->last;
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
    const Input *in = &b->inputs[i];
    Arena mark = w->scratch;
    RawOptions raw = m->raw;
    raw.url = raw.url.n ? raw.url : in->url;
    raw.declared = in->declared;
    raw.captured = in->captured;
    if (!str_given(job->source))
        return; /* could not be read */
    job->d = diags_in(&w->keep);
    bool ok = import_page(job->source, in->label, &raw, m->places, &w->keep,
                          w->scratch, &job->d, &job->imp);
    arena_trim(&w->scratch, mark, KEEP);
    if (!ok || (job->imp.doubtful && !m->force))
        return;
    job->status = INTAKE_IMPORTED;
    job->imp.report.source = in->source;
    if (m->c->verbose)
        say_candidates(job, in->label, w->scratch);
}

static void run_batch(Import *m, Batch *b, Progress *p)
{
    pool_run(m->threads, b->n, recognise, b);
    for (int i = 0; i < b->n; i++)
        if (b->jobs[i].status != INTAKE_SKIPPED)
            intake_put(&m->intake, &b->jobs[i], &m->batch);
    intake_commit(&m->intake, m->batch, &m->c->diags);
    progress_clear(p);
    for (int i = 0; i < b->n; i++) {
        import_say_notes(m, &b->notes[i]);
        import_say(m, &b->inputs[i], &b->jobs[i], &m->batch);
    }
    import_say_notes(m, &b->notes[b->n]);
}

void import_run(Import *m)
{
    Arena batch = m->batch;
    Progress p = progress_of(m->c);
    InputStream s = inputs_of(&m->inputs, arena_new(RESERVE));
    ImportWorker *marks = NEW_N(&m->kept, ImportWorker, m->threads);
    for (int i = 0; i < m->threads; i++)
        marks[i] = m->workers[i];
    for (Batch b = {0}; !b.last && !stop_asked();) {
        read_batch(m, &s, &b);
        run_batch(m, &b, &p);
        if (!b.last)
            progress_show(&p, m->c, S("cmd.import.progress"), s.next - 1,
                          m->inputs.n, s.bytes + s.open.disk.read,
                          m->input_bytes);
        for (int i = 0; i < m->threads; i++)
            arena_trim(&m->workers[i].keep, marks[i].keep, KEEP);
        arena_trim(&m->batch, batch, KEEP);
    }
    progress_clear(&p);
    if (stop_asked())
        DIAG0(&m->c->diags, STOPPED, (Str){0}, 0);
}
