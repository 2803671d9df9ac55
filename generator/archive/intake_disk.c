#include "archive/intake_disk.h"

#include "archive/intake_memory.h"

#include <errno.h>

/* In this order files reach their place: a report always has its source, and
 * the ledger tells a report of a cut-off run from one edited by hand. */
enum { PHASE_RAW, PHASE_LEDGER, PHASE_REPORT };

Str intake_in_site(const Intake *in, Str path, Arena *a)
{
    return str_join3(a, in->dir, S("/"), path);
}

bool intake_lock(Str dir, Arena scratch, Diags *d)
{
    Str memory = str_concat(&scratch, dir, S("/.jiebao"));
    if (fs_mkdirs(memory, scratch) &&
        fs_lock(memory, S("import.lock"), scratch) >= 0)
        return true;
    if (errno == EWOULDBLOCK)
        DIAG0(d, LOCKED, (Str){0}, 0);
    else
        DIAG1(d, OPEN, memory, 0, fs_reason(errno));
    return false;
}

/* The folders that import writes to. */
static const Str folders[] = {STR_INIT("content/raw"),
                              STR_INIT("content/ledger"),
                              STR_INIT("content/reports")};
enum { NFOLDERS = sizeof folders / sizeof *folders };

void intake_sweep(const Intake *in, Arena scratch)
{
    for (int i = 0; i < NFOLDERS; i++) {
        Arena a = scratch;
        Str dir = intake_in_site(in, folders[i], &a);
        fs_sweep(dir, a);
    }
}

/* Before the first file is written. The index then knows all numbers and ends
 * with a line end, so that lines can be added. */
static bool make_ready(Intake *in, Arena scratch)
{
    if (in->ready)
        return true;
    for (int i = 0; i < NFOLDERS; i++) {
        Arena a = scratch;
        Str dir = intake_in_site(in, folders[i], &a);
        if (!fs_mkdirs(dir, a))
            return false;
    }
    Str content = intake_in_site(in, S("content"), &scratch);
    if (!fs_sync_dir(content, scratch) || !fs_sync_dir(in->dir, scratch) ||
        (!in->settled && !ledger_write(in->dir, &in->index, scratch)))
        return false;
    in->saved_last = in->index.last;
    in->settled = in->ready = true;
    return true;
}

/* A merged report is told from its ledger field by field, so the ledger comes
 * after it: cut off in between, the same merge comes out again. */
static bool write_ledger(Intake *in, const IntakeJob *job, Files f,
                         Arena scratch, Str *shown)
{
    int phase = f.merged ? PHASE_REPORT : PHASE_LEDGER;
    *shown = ledger_path(job->imp.report.slug, &in->pending);
    Str path = intake_in_site(in, *shown, &scratch);
    Str text = f.record;
    if (!text.n)
        text = ledger_text(&job->imp, f.report, f.previous, &scratch);
    return fs_group_add(&in->group, phase, path, text, scratch);
}

static bool write_report(Intake *in, const IntakeJob *job, Files f,
                         Arena scratch, Str *shown)
{
    int phase = f.merged ? PHASE_LEDGER : PHASE_REPORT;
    *shown = intake_path(job->imp.report.slug, &in->pending);
    Str path = intake_in_site(in, *shown, &scratch);
    return !f.report.n ||
           fs_group_add(&in->group, phase, path, f.report, scratch);
}

static bool write_set(Intake *in, const IntakeJob *job, Files f, Arena scratch,
                      Str *shown)
{
    FsStat st;
    const Report *r = &job->imp.report;
    *shown = S("content");
    if (!make_ready(in, scratch))
        return false;
    *shown = str_join3(&in->pending, S("content/raw/"), r->source_sha256,
                       job->imp.html ? S(".html") : S(".txt"));
    Str path = intake_in_site(in, *shown, &scratch);
    if (str_given(job->source) &&
        (!fs_stat(path, &st, scratch) || st.kind != FS_FILE) &&
        !fs_group_add(&in->group, PHASE_RAW, path, job->source, scratch))
        return false;
    return write_ledger(in, job, f, scratch, shown) &&
           write_report(in, job, f, scratch, shown);
}

bool intake_write(Intake *in, IntakeJob *job, Files f, Arena scratch)
{
    Str shown;
    int set = fs_group_open_set(&in->group);
    if (!write_set(in, job, f, scratch, &shown)) {
        DIAG1(&job->d, WRITE, shown, 0, fs_reason(errno));
        return false;
    }
    if (in->nwaits == in->waits_cap) {
        in->waits_cap = in->waits_cap ? in->waits_cap * 2 : 64;
        IntakeWait *v = NEW_N(in->perm, IntakeWait, in->waits_cap);
        for (int i = 0; i < in->nwaits; i++)
            v[i] = in->waits[i];
        in->waits = v;
    }
    in->waits[in->nwaits++] = (IntakeWait){.job = job, .set = set};
    return true;
}

static void say_index(bool ok, Diags *d)
{
    if (!ok)
        DIAG1(d, WRITE, S("content/ledger/index.tsv"), 0, fs_reason(errno));
}

static void append_index(Intake *in, Str lines, Arena scratch, Diags *d)
{
    in->settled = false;
    say_index(ledger_append(in->dir, lines, scratch), d);
}

/* Sources that lost their place are recorded before the reports change, for
 * nothing else tells them apart from new ones; the largest number after them,
 * so that a run that is cut off gives the same numbers again. */
static void place_all(Intake *in, Arena scratch, Diags *d)
{
    fs_group_sync(&in->group, scratch);
    fs_group_place(&in->group, PHASE_RAW, scratch);
    fs_group_place(&in->group, PHASE_LEDGER, scratch);
    if (in->replaced.n)
        append_index(in, buf_str(&in->replaced), scratch, d);
    in->replaced.n = 0;
    fs_group_place(&in->group, PHASE_REPORT, scratch);
    if (in->index.last > in->saved_last) {
        Buf b = buf_in(&scratch);
        ledger_put_last(&b, in->index.last);
        append_index(in, buf_str(&b), scratch, d);
        in->saved_last = in->index.last;
    }
}

/* Of a file whose bytes are known, as it stands now: only those can be
 * remembered. */
static void note_state(const Intake *in, Known *k, Arena scratch)
{
    FsStat st;
    Str path = intake_in_site(in, intake_path(k->slug, &scratch), &scratch);
    bool known = k->waiting.n && fs_stat(path, &st, scratch) &&
                 st.kind == FS_FILE && st.size == k->waiting.n;
    k->st = known ? st : (FsStat){0};
    k->recalled = false;
}

void intake_commit(Intake *in, Arena scratch, Diags *d)
{
    if (!in->nwaits)
        return;
    place_all(in, scratch, d);
    for (int i = 0; i < in->nwaits; i++) {
        const IntakeWait *w = &in->waits[i];
        const FsSet *set = &in->group.sets[w->set];
        if (!set->error)
            note_state(in, w->k, scratch);
        w->k->waiting = (Str){0};
        if (!set->error)
            continue;
        w->job->status = INTAKE_SKIPPED;
        DIAG1(&w->job->d, WRITE, str_skip(set->path, in->dir.n + 1), 0,
              fs_reason(set->error));
    }
    in->nwaits = 0;
    fs_group_reset(&in->group);
    arena_rewind(&in->pending, in->pending_start);
}

void intake_close(Intake *in, Arena scratch, Diags *d)
{
    FsStat st = {0};
    if (in->dry)
        return;
    intake_commit(in, scratch, d);
    Arena a = scratch;
    Str ledger = intake_in_site(in, S("content/ledger"), &a);
    bool known = in->settled || fs_stat(ledger, &st, a);
    if (!known || st.kind == FS_DIR)
        say_index(known && ledger_write(in->dir, &in->index, scratch), d);
    in->settled = true;
    memory_save(in, scratch);
}
