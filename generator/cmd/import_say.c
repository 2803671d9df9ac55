#include "cmd/import.h"

#include "text/json.h"

#include <stdio.h>

/* What says by itself why an input is skipped. */
static bool is_reason(DiagId id)
{
    return id == DIAG_NOT_A_REPORT || id == DIAG_DUPLICATE;
}

/* The text of the most serious diagnostic: why an input was skipped. */
static Str reason_of(const Import *m, const Diags *d, Arena *a)
{
    const Diag *worst = NULL;
    for (const Diag *x = d->first; x; x = x->next)
        if (diag_level(x->id) >= DIAG_WARNING &&
            (!worst || diag_level(x->id) > diag_level(worst->id) ||
             is_reason(x->id)))
            worst = x;
    Buf b = buf_in(a);
    if (worst)
        diag_text(&b, m->c->lang, worst);
    return str_dup(a, buf_str(&b));
}

static void put_reason(JsonOut *j, const IntakeJob *job, Str reason)
{
    json_key(j, S("reason"));
    json_str(j, reason);
    if (!job->duplicate_of.n)
        return;
    json_key(j, S("duplicate_of"));
    json_str(j, job->duplicate_of);
    json_key(j, S("percent"));
    json_int(j, job->percent);
}

/* What was read in the page: of one that is skipped, too. */
static void put_imported(JsonOut *j, const Imported *imp)
{
    bool recognised = str_given(imp->markdown);
    Report r = imp->report;
    r.source = (Str){0};
    json_key(j, S("encoding"));
    if (recognised)
        json_str(j, charset_name(imp->charset));
    else
        json_null(j);
    if (recognised)
        report_put_json(j, &r);
    json_key(j, S("markdown"));
    if (recognised)
        json_str(j, imp->markdown);
    else
        json_null(j);
}

static void print_json(const Input *in, const IntakeJob *job, Str reason,
                       Arena *a)
{
    Buf b = buf_in(a);
    JsonOut j = {.b = &b};
    bool skipped = job->status == INTAKE_SKIPPED;
    json_open(&j, '{');
    json_key(&j, S("source"));
    json_str(&j, in->source.n ? in->source : in->label);
    json_key(&j, S("status"));
    json_str(&j, intake_status_name(job->status));
    if (skipped)
        put_reason(&j, job, reason);
    json_key(&j, S("path"));
    if (skipped)
        json_null(&j);
    else
        json_str(&j, intake_path(job->imp.report.slug, a));
    put_imported(&j, &job->imp);
    json_close(&j, '}');
    buf_byte(&b, '\n');
    fwrite(b.s, 1, (size_t)b.n, stdout);
}

static void print_line(Import *m, Str path, const IntakeJob *job, Str reason,
                       Arena *a)
{
    bool skipped = job->status == INTAKE_SKIPPED;
    Str args[] = {intake_status_name(job->status), path,
                  skipped ? reason : intake_path(job->imp.report.slug, a)};
    cmd_say(m->c, skipped ? S("cmd.import.skipped") : S("cmd.import.done"),
            args, 3);
}

void import_say(Import *m, const Input *in, IntakeJob *job, Arena *a)
{
    Cmd *c = m->c;
    Arena messages = c->perm;
    bool skipped = job->status == INTAKE_SKIPPED;
    Str reason = skipped ? reason_of(m, &job->d, a) : S("");
    bool told = skipped && !m->json && !c->quiet;
    for (const Diag *x = job->d.first; x; x = x->next)
        if (!(told && is_reason(x->id))) /* its line says it */
            diag_add(&c->diags, x->id, x->file, x->line, x->args[0], x->args[1],
                     x->args[2]);
    cmd_flush(c);
    arena_rewind(&c->perm, messages);
    if (m->json)
        print_json(in, job, reason, a);
    else
        print_line(m, in->label, job, reason, a);
}

void import_say_notes(Import *m, const Diags *notes)
{
    Arena messages = m->c->perm;
    diags_merge(&m->c->diags, notes);
    cmd_flush(m->c);
    arena_rewind(&m->c->perm, messages);
}
