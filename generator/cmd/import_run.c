#include "cmd/import.h"

#include "archive/intake_find.h"
#include "base/pool.h"
#include "base/stop.h"
#include "cmd/places.h"
#include "cmd/shard.h"

static const size_t RESERVE = (size_t)1 << 34; /* of addresses */

ImportBatch import_batch(Import *m)
{
    Arena *a = &m->batch;
    return (ImportBatch){.m = m,
                         .inputs = NEW_N(a, Input, IMPORT_BATCH),
                         .notes = NEW_N(a, Diags, IMPORT_BATCH + 1),
                         .jobs = NEW_N(a, IntakeJob, IMPORT_BATCH)};
}

/* The next input of this run's share; false: there is none. */
static bool next_mine(Import *m, InputStream *s, Diags *d, Input *in)
{
    while (!stop_asked()) {
        Arena batch = m->batch, keep = m->workers[0].keep;
        *d = diags_in(&m->workers[0].keep);
        if (!input_next(s, &m->batch, d, in))
            return false;
        if (in->mine)
            return true;
        arena_rewind(&m->batch, batch);
        arena_rewind(&m->workers[0].keep, keep);
    }
    return false;
}

/* Reads as many inputs as make a batch. */
static void read_batch(Import *m, InputStream *s, ImportBatch *b)
{
    ptrdiff_t bytes = 0;
    *b = import_batch(m);
    while (b->n < IMPORT_BATCH && bytes < IMPORT_BATCH_BYTES && !b->last) {
        IntakeJob *job = &b->jobs[b->n];
        Diags d = diags_in(&m->workers[0].keep);
        b->last = !next_mine(m, s, &d, &b->inputs[b->n]);
        job->source = b->inputs[b->n].bytes;
        job->status = INTAKE_SKIPPED;
        job->d = diags_in(&m->workers[0].keep);
        bool read = b->last || str_given(job->source);
        *(read ? &b->notes[b->n] : &job->d) = d;
        bytes += job->source.n;
        b->n += !b->last;
    }
}

static void say_candidates(const Import *m, IntakeJob *job, Str path,
                           Arena scratch)
{
    for (int i = 0; i < job->imp.place.n; i++) {
        const PlaceCandidate *x = &job->imp.place.v[i];
        Buf b = buf_in(&scratch);
        buf_int(&b, x->score);
        Str score = str_dup(&scratch, buf_str(&b));
        DIAG3(&job->d, PLACE_CANDIDATE, path, 0,
              places_label(m->places, x->place, &scratch), score,
              places_evidence(m->c->lang, x, &scratch));
    }
}

/* On a thread. The status becomes INTAKE_IMPORTED where the page may go into
 * the archive. */
static void recognise(void *ctx, int worker, ptrdiff_t i)
{
    ImportBatch *b = ctx;
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
    if (ok && m->shard)
        job->imp.ledger =
            ledger_of_record(&job->imp.record, &w->keep, w->scratch);
    arena_rewind(&w->scratch, mark);
    if (!ok || (job->imp.doubtful && !m->force))
        return;
    job->status = INTAKE_IMPORTED;
    if (!m->shard)
        intake_sketch(job, &w->keep);
    job->imp.report.source = in->source;
    if (m->c->verbose)
        say_candidates(m, job, in->label, w->scratch);
}

void import_take(ImportBatch *b, Progress *p)
{
    Import *m = b->m;
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

void import_forget(Import *m, const ImportWorker *marks, Arena batch)
{
    for (int i = 0; i < m->threads; i++) {
        arena_trim(&m->workers[i].keep, marks[i].keep, IMPORT_BATCH_KEEP);
        arena_trim(&m->workers[i].scratch, marks[i].scratch, IMPORT_BATCH_KEEP);
    }
    arena_trim(&m->batch, batch, IMPORT_BATCH_KEEP);
}

static void run_batch(ImportBatch *b, Progress *p)
{
    Import *m = b->m;
    pool_run(m->threads, b->n, recognise, b);
    if (m->shard)
        b->last |= !shard_put(m->shard, b);
    else
        import_take(b, p);
}

void import_run(Import *m)
{
    Arena batch = m->batch;
    Progress p = progress_of(m->c);
    InputStream s = inputs_of(&m->inputs, arena_new(RESERVE));
    s.share = m->share;
    ImportWorker *marks = NEW_N(&m->kept, ImportWorker, m->threads);
    for (int i = 0; i < m->threads; i++)
        marks[i] = m->workers[i];
    for (ImportBatch b = {0}; !b.last && !stop_asked();) {
        read_batch(m, &s, &b);
        run_batch(&b, &p);
        if (!b.last)
            progress_show(&p, m->c, S("cmd.import.progress"), s.next - 1,
                          m->inputs.n, s.bytes + s.open.disk.read,
                          m->input_bytes);
        import_forget(m, marks, batch);
    }
    progress_clear(&p);
    m->share = s.share;
    if (stop_asked())
        DIAG0(&m->c->diags, STOPPED, (Str){0}, 0);
}
