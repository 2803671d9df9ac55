#include "archive/intake_disk.h"

#include "archive/intake_find.h"
#include "archive/intake_memory.h"
#include "base/hash.h"

#include <errno.h>
#include <stdlib.h>

enum { LARGEST_FILE = 64 << 20, PENDING = 1 << 30 /* of addresses */ };

Str intake_status_name(IntakeStatus s)
{
    static const char *const names[] = {"imported", "updated", "unchanged",
                                        "kept", "skipped"};
    return str_of(names[s]);
}

Str intake_path(Str slug, Arena *a)
{
    return str_join3(a, S("content/reports/"), slug, S(".md"));
}

static void remember(Intake *in, Known *k)
{
    *map_slot(&in->by_slug, k->slug, in->perm) = k;
    if (k->sha.n)
        *map_slot(&in->by_sha, k->sha, in->perm) = k;
    void **slot = map_slot(&in->by_identity, k->identity, in->perm);
    k->again = *slot;
    sketch_index_add(&in->by_text, &k->print.sketch, k);
    k->next = in->all;
    in->all = k;
    *slot = k;
    if (k->id > in->index.last)
        in->index.last = k->id;
}

static Print own_print(const Report *r, Sketch sketch, Arena *perm)
{
    Print p = print_of(r, sketch);
    p.street = str_dup(perm, p.street);
    p.division = str_dup(perm, p.division);
    p.url = str_dup(perm, p.url);
    p.source = str_dup(perm, p.source);
    return p;
}

static bool cannot_read(Diags *d, Str path)
{
    DIAG1(d, READ, path, 0, fs_reason(errno));
    return false;
}

/* One file of content/reports; one that is not valid keeps its name taken.
 * NULL, with a diagnostic: the system does not let it be read. */
static Known *read_report(Intake *in, const FsEntry *e, Arena scratch, Diags *d)
{
    Str shown = str_concat(&scratch, S("content/reports/"), e->path);
    Str path = intake_in_site(in, shown, &scratch);
    Known *k = NEW(in->perm, Known);
    Str file, front, body;
    Diags ignored = diags_in(&scratch);
    Report r = {0};
    FsStat st;
    int line;
    Str slug = str_head(e->path, e->path.n - 3);
    k->recalled = memory_recall(in, slug, &e->st, k);
    if (k->recalled)
        return k;
    *k = (Known){.slug = str_dup(in->perm, slug), .identity = S("")};
    bool read = fs_read(path, LARGEST_FILE, true, &scratch, &file, &st);
    if (!read && fs_failed(errno)) {
        cannot_read(d, shown);
        return NULL;
    }
    if (read && report_split(file, &front, &body, &line) &&
        report_parse(front, path, k->slug, &scratch, &ignored, &r)) {
        k->sha = str_dup(in->perm, r.source_sha256);
        k->identity = intake_identity(&r, in->perm);
        k->id = r.id;
        k->print = own_print(&r, sketch_of(body, scratch), in->perm);
        if (e->st.kind == FS_FILE && memory_trusts(in, &st))
            k->st = st;
    }
    return k;
}

/* In the order in which import made them: so that a run that goes on where
 * another was cut off sees the same. */
static int by_id(const void *a, const void *b)
{
    const Known *x = *(Known *const *)a, *y = *(Known *const *)b;
    int c = (x->id > y->id) - (x->id < y->id);
    return c ? c : str_cmp(x->slug, y->slug);
}

static bool read_reports(Intake *in, Arena scratch, Diags *d)
{
    FsList files;
    ptrdiff_t n = 0;
    Str reports = intake_in_site(in, S("content/reports"), &scratch);
    if (!fs_list(reports, false, &scratch, &files))
        return !fs_failed(errno) || cannot_read(d, S("content/reports"));
    Known **v = NEW_N(&scratch, Known *, files.n);
    for (ptrdiff_t i = 0; i < files.n; i++) {
        if (!str_ends(files.v[i].path, S(".md")))
            continue;
        v[n] = read_report(in, &files.v[i], scratch, d);
        if (!v[n++])
            return false;
    }
    if (n)
        qsort(v, (size_t)n, sizeof *v, by_id);
    for (ptrdiff_t i = 0; i < n; i++)
        remember(in, v[i]);
    return true;
}

bool intake_open(Intake *in, Str dir, bool dry, Arena *perm, Arena scratch,
                 Diags *d)
{
    *in = (Intake){.dir = dir,
                   .perm = perm,
                   .dry = dry,
                   .by_text = sketch_index_in(perm),
                   .spool = spool_in(perm),
                   .pending = arena_new(PENDING),
                   .replaced = buf_in(perm)};
    in->pending_start = in->pending;
    in->group = fs_group_in(&in->pending);
    in->settled = ledger_read(dir, &in->index, perm, scratch);
    if (!in->settled && errno)
        return cannot_read(d, S("content/ledger/index.tsv"));
    in->saved_last = in->index.last;
    memory_open(in, scratch);
    if (!read_reports(in, scratch, d))
        return false;
    in->settled &= in->saved_last == in->index.last;
    return true;
}

/* A file name that no report has: SLUG, SLUG-2, SLUG-3 ... */
static Str free_slug(Intake *in, Str slug, Str file, Arena *a, Diags *d)
{
    enum { LONGEST = 74 }; /* of 80, with room for -99999 */
    if (!map_get(&in->by_slug, slug))
        return slug;
    Str base = str_head(slug, LONGEST), name = slug;
    int *next = map_get(&in->next_free, base);
    if (!next) {
        next = NEW(in->perm, int);
        *next = 2;
        *map_slot(&in->next_free, str_dup(in->perm, base), in->perm) = next;
    }
    while (map_get(&in->by_slug, name)) {
        Buf b = buf_in(a);
        buf_add(&b, base);
        buf_byte(&b, '-');
        buf_int(&b, (*next)++);
        name = buf_str(&b);
    }
    DIAG1(d, SLUG_TAKEN, file, 0, name);
    return name;
}

/* The file that was just written is what the archive has from now on. */
static void await(Intake *in, Known *k, Str file)
{
    k->st = (FsStat){0};
    k->recalled = false;
    if (in->dry) {
        k->dreamt = true;
        k->spooled = spool_put(&in->spool, file);
        return;
    }
    in->waits[in->nwaits - 1].k = k;
    k->waiting = file;
}

static Known *add_known(Intake *in, IntakeJob *job, Arena *a)
{
    const Report *r = &job->imp.report;
    Known *k = NEW(in->perm, Known);
    *k = (Known){.slug = str_dup(in->perm, r->slug),
                 .sha = str_dup(in->perm, r->source_sha256),
                 .identity = intake_identity(r, in->perm),
                 .id = r->id,
                 .print = own_print(r, *intake_sketch(job, a), in->perm)};
    remember(in, k);
    return k;
}

/* The report now comes from another source: the one before is remembered, so
 * that reading it again changes nothing. */
static void replace_source(Intake *in, Known *k, Str sha)
{
    if (k->sha.n) {
        ledger_replace(&in->index, k->sha, k->slug, in->perm);
        ledger_put_replaced(&in->replaced, k->sha, k->slug);
    }
    k->sha = str_dup(in->perm, sha);
    *map_slot(&in->by_sha, k->sha, in->perm) = k;
}

Str intake_render(const Imported *imp, Arena *a)
{
    Buf b = buf_in(a);
    report_put_front_matter(&b, &imp->report);
    buf_byte(&b, '\n');
    buf_add(&b, imp->markdown);
    return buf_str(&b);
}

/* The next number; 0 with a diagnostic where there is none. */
static int32_t next_number(const Intake *in, IntakeJob *job)
{
    if (in->index.last < INT32_MAX)
        return in->index.last + 1;
    DIAG0(&job->d, NO_NUMBER, job->imp.report.source, 0);
    return 0;
}

static IntakeStatus put_new(Intake *in, IntakeJob *job, Arena *a)
{
    Report *r = &job->imp.report;
    r->id = next_number(in, job);
    if (!r->id)
        return INTAKE_SKIPPED;
    r->slug = free_slug(in, r->slug, r->source, a, &job->d);
    Str file = intake_render(&job->imp, a);
    if (!in->dry && !intake_write(in, job, (Files){.report = file}, *a))
        return INTAKE_SKIPPED;
    Known *k = add_known(in, job, a);
    await(in, k, file);
    return INTAKE_IMPORTED;
}

/* The same bytes under another name or without their address are still the
 * source that the report names. */
static void keep_origin(Report *r, Str present, Arena *a)
{
    Report old = {0};
    Diags ignored = diags_in(a);
    Str front, body;
    int line;
    if (!report_split(present, &front, &body, &line) ||
        !report_parse(front, r->source, r->slug, a, &ignored, &old))
        return;
    r->source = old.source.n ? old.source : r->source;
    r->source_url = r->source_url.n ? r->source_url : old.source_url;
}

/* What was known of the source when it was imported holds until it is said
 * anew, so that reading it again knows it, too. */
static bool keep_evidence(const Intake *in, IntakeJob *job, Arena *a)
{
    Provenance was;
    RawOptions *o = &job->imp.options;
    Str slug = job->imp.report.slug;
    if (!ledger_load(in->dir, slug, a, &was))
        return !errno || cannot_read(&job->d, ledger_path(slug, a));
    if (!o->url.n)
        o->url = was.url;
    if (!o->declared)
        o->declared = charset_by_label(was.encoding_declared);
    if (!o->captured)
        o->captured = was.captured;
    return true;
}

/* The ledger names what stands on the disk, so what waits goes there first. */
static IntakeStatus write_again(Intake *in, Known *k, IntakeJob *job,
                                Str present, Str file, Arena *a)
{
    const Report *r = &job->imp.report;
    Files f = {.report = file};
    if (present.n)
        f.previous = sha256_hex(a, present);
    if (!in->dry && !intake_write(in, job, f, *a))
        return INTAKE_SKIPPED;
    k->id = r->id;
    if (k->id > in->index.last)
        in->index.last = k->id;
    await(in, k, file);
    k->print = own_print(r, *intake_sketch(job, a), in->perm);
    sketch_index_add(&in->by_text, &k->print.sketch, k);
    if (!str_eq(k->sha, r->source_sha256))
        replace_source(in, k, r->source_sha256);
    return INTAKE_UPDATED;
}

static IntakeStatus put_again(Intake *in, Known *k, IntakeJob *job, Arena *a)
{
    Report *r = &job->imp.report;
    Str present = {0};
    r->slug = k->slug;
    r->id = k->id ? k->id : next_number(in, job);
    if (!r->id)
        return INTAKE_SKIPPED;
    bool there = intake_read(in, k, a, &present);
    if (!there && fs_failed(errno)) {
        cannot_read(&job->d, intake_path(k->slug, a));
        return INTAKE_SKIPPED; /* nobody knows whether a person edited it */
    }
    if (there && str_eq(k->sha, r->source_sha256))
        keep_origin(r, present, a);
    Str file = intake_render(&job->imp, a);
    if (there && str_eq(file, present))
        return INTAKE_UNCHANGED;
    if (k->waiting.n)
        intake_commit(in, *a, &job->d);
    if (str_eq(k->sha, r->source_sha256) && !keep_evidence(in, job, a))
        return INTAKE_SKIPPED;
    if (there && !in->force && !k->dreamt &&
        !ledger_wrote(in->dir, k->slug, present, *a)) {
        if (!errno)
            return INTAKE_KEPT;
        cannot_read(&job->d, ledger_path(k->slug, a));
        return INTAKE_SKIPPED;
    }
    return write_again(in, k, job, there ? present : (Str){0}, file, a);
}

static IntakeStatus leave_out(IntakeJob *job, const Copy *copy, Arena *a)
{
    Buf percent = buf_in(a);
    job->duplicate_of = copy->k->slug;
    job->percent = copy->percent;
    buf_int(&percent, copy->percent);
    DIAG2(&job->d, DUPLICATE, job->imp.report.source, 0, copy->k->slug,
          buf_str(&percent));
    return INTAKE_SKIPPED;
}

static IntakeStatus put(Intake *in, IntakeJob *job, Arena *a)
{
    Report *r = &job->imp.report;
    Known *k = map_get(&in->by_sha, r->source_sha256);
    const Str *later = map_get(&in->index.replaced, r->source_sha256);
    if (!k && later && (k = map_get(&in->by_slug, *later))) {
        r->slug = k->slug; /* another copy of it has taken its place */
        r->id = k->id;
        return INTAKE_UNCHANGED;
    }
    Copy copy = {0};
    if (!k)
        intake_sketch(job, a);
    if (!k && !find_copy(in, job, *a, &copy))
        return INTAKE_SKIPPED;
    if (copy.k && copy.elsewhere && !in->force)
        return leave_out(job, &copy, a);
    if (copy.k && !copy.elsewhere)
        k = copy.k;
    return k ? put_again(in, k, job, a) : put_new(in, job, a);
}

void intake_put(Intake *in, IntakeJob *job, Arena *a)
{
    job->status = put(in, job, a);
}
