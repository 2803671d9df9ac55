#include "archive/shard_pack.h"

#include "model/report_pack.h"

/* Whoever adds a member to one of these that the archive or a line of the
 * command needs stores it here too; not what intake_put
 * finds out or makes anew. */
#define SIZE(n, want) (sizeof(void *) != 8 || (n) == (want))
_Static_assert(SIZE(sizeof(Imported) - sizeof(Report) - sizeof(Record) -
                        sizeof(PlaceFinding) - sizeof(RawOptions),
                    64),
               "store new members");
_Static_assert(SIZE(sizeof(IntakeJob) - sizeof(Imported), 104),
               "store new members");
_Static_assert(SIZE(sizeof(RawOptions), 56), "store new members");

static void put_diags(Buf *b, const Diags *d, bool verbose)
{
    int32_t n = 0;
    for (const Diag *x = d->first; x; x = x->next)
        n += verbose || diag_level(x->id) != DIAG_NOTE;
    pack_i32(b, n);
    for (const Diag *x = d->first; x; x = x->next) {
        if (!verbose && diag_level(x->id) == DIAG_NOTE)
            continue;
        pack_i32(b, (int32_t)x->id);
        pack_str(b, x->file);
        pack_i32(b, x->line);
        for (int i = 0; i < 3; i++)
            pack_str(b, x->args[i]);
    }
}

static void get_diags(Unpack *u, Arena *a, Diags *out)
{
    enum { LEAST = 6 * 4 };
    int32_t n = unpack_count(u, LEAST);
    *out = diags_in(a);
    for (int32_t i = 0; i < n && !u->bad; i++) {
        Str args[3];
        int32_t id = unpack_i32(u);
        Str file = unpack_str(u);
        int32_t line = unpack_i32(u);
        for (int k = 0; k < 3; k++)
            args[k] = unpack_str(u);
        u->bad |= id < 0 || id >= DIAG_COUNT;
        if (!u->bad)
            diag_add(out, (DiagId)id, file, line, args[0], args[1], args[2]);
    }
}

static void put_options(Buf *b, const RawOptions *o)
{
    pack_i32(b, (int32_t)o->forced);
    pack_str(b, o->url);
    pack_i32(b, (int32_t)o->declared);
    pack_i32(b, o->captured);
}

static Charset get_charset(Unpack *u)
{
    int32_t v = unpack_i32(u);
    u->bad |= v < 0 || v > CHARSET_WINDOWS1252;
    return u->bad ? CHARSET_NONE : (Charset)v;
}

static void get_options(Unpack *u, RawOptions *o)
{
    o->forced = get_charset(u);
    o->url = unpack_str(u);
    o->declared = get_charset(u);
    o->captured = unpack_i32(u);
}

static void put_imported(Buf *b, const Imported *imp)
{
    report_pack(b, &imp->report);
    pack_str(b, imp->markdown);
    pack_i32(b, (int32_t)imp->charset);
    pack_i32(b, imp->html);
    pack_str(b, imp->ledger);
    put_options(b, &imp->options);
    pack_i32(b, (int32_t)imp->overridden);
    pack_i32(b, imp->doubtful);
}

/* Names of files are made from both. */
static bool names_valid(const Report *r)
{
    enum { DIGITS = 64 };
    Str sha = r->source_sha256;
    for (ptrdiff_t i = 0; i < sha.n; i++)
        if (!strchr("0123456789abcdef", sha.s[i]) || !sha.s[i])
            return false;
    return sha.n == DIGITS && slug_valid(r->slug);
}

static void get_imported(Unpack *u, Arena *a, Imported *imp)
{
    report_unpack(u, a, &imp->report);
    u->bad |= !names_valid(&imp->report);
    imp->markdown = unpack_str(u);
    u->bad |= !str_given(imp->markdown);
    imp->charset = get_charset(u);
    imp->html = unpack_i32(u) != 0;
    imp->ledger = unpack_str(u);
    get_options(u, &imp->options);
    imp->overridden = (uint32_t)unpack_i32(u);
    imp->doubtful = unpack_i32(u) != 0;
}

void shard_pack(Buf *b, const Input *in, const Diags *notes,
                const IntakeJob *job, bool verbose)
{
    pack_str(b, in->label);
    pack_str(b, in->source);
    put_diags(b, notes, verbose);
    put_diags(b, &job->d, verbose);
    pack_i32(b, (int32_t)job->status);
    bool recognised = str_given(job->imp.markdown); /* --json shows it */
    pack_i32(b, recognised);
    if (recognised)
        put_imported(b, &job->imp);
    if (job->status != INTAKE_SKIPPED)
        pack_str(b, job->source);
}

bool shard_unpack(Str bytes, Arena *a, Input *in, Diags *notes, IntakeJob *job)
{
    Unpack u = {.rest = bytes};
    *in = (Input){.label = unpack_str(&u), .mine = true};
    *job = (IntakeJob){0};
    in->source = unpack_str(&u);
    get_diags(&u, a, notes);
    get_diags(&u, a, &job->d);
    job->status = (IntakeStatus)unpack_i32(&u);
    bool recognised = unpack_i32(&u) != 0;
    if (recognised)
        get_imported(&u, a, &job->imp);
    if (job->status == INTAKE_IMPORTED && recognised)
        job->source = unpack_str(&u);
    else
        u.bad |= job->status != INTAKE_SKIPPED;
    return !u.bad && !u.rest.n;
}

void shard_pack_diags(Buf *b, const Diags *d, bool verbose)
{
    put_diags(b, d, verbose);
}

bool shard_unpack_diags(Str bytes, Arena *a, Diags *out)
{
    Unpack u = {.rest = bytes};
    get_diags(&u, a, out);
    return !u.bad && !u.rest.n;
}
