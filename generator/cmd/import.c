#include "ingest/import.h"

#include "base/fs.h"
#include "cmd/cmd.h"
#include "cmd/intake.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { LARGEST_SOURCE = 65 << 20, LARGEST_PLACES = 16 << 20 };

typedef struct Import {
    Cmd *c;
    bool force, dry, json;
    Str encoding, url;
    RawOptions raw;
    Arena kept; /* what the whole run needs: the archive, the inputs */
    Arena per;  /* what one input needs */
    Intake intake;
    const Gazetteer *places;
    StrList inputs; /* sorted paths; "-" last */
} Import;

static bool has_source_ending(Str path)
{
    static const char *const endings[] = {".txt",   ".html",  ".htm",
                                          ".xhtml", ".shtml", ".text"};
    ptrdiff_t dot = str_rfind_byte(path, '.');
    if (dot < 0)
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_eq_nocase(str_skip(path, dot), str_of(endings[i])))
            return true;
    return false;
}

/* The sources below a folder; what cannot be read is said. */
static void add_folder(Import *m, Str dir, ptrdiff_t *cap)
{
    FsList files;
    if (!fs_list(dir, true, &m->kept, &files)) {
        DIAG1(&m->c->diags, OPEN, dir, 0, fs_reason(errno));
        return;
    }
    for (ptrdiff_t i = 0; i < files.n; i++) {
        const FsEntry *e = &files.v[i];
        Str path = str_join3(&m->kept, dir,
                             str_ends(dir, S("/")) ? S("") : S("/"), e->path);
        if (e->st.kind == FS_DIR)
            DIAG1(&m->c->diags, OPEN, path, 0, fs_reason((int)-e->st.size));
        else if (has_source_ending(path))
            strlist_push(&m->kept, &m->inputs, cap, path);
    }
}

static void find_inputs(Import *m)
{
    ptrdiff_t cap = 0;
    bool from_stdin = false;
    for (ptrdiff_t i = 0; i < m->c->args.n; i++) {
        Str arg = m->c->args.v[i];
        FsStat st = {0};
        if (str_eq(arg, S("-")))
            from_stdin = true;
        else if (fs_stat(arg, &st, m->kept) && st.kind == FS_DIR)
            add_folder(m, arg, &cap);
        else
            strlist_push(&m->kept, &m->inputs, &cap, arg);
    }
    StrList *l = &m->inputs;
    if (l->n)
        qsort(l->v, (size_t)l->n, sizeof *l->v, str_cmp_qsort);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < l->n; i++)
        if (!n || !str_eq(l->v[n - 1], l->v[i]))
            l->v[n++] = l->v[i];
    l->n = n;
    if (from_stdin)
        strlist_push(&m->kept, l, &cap, S("-"));
}

static bool read_source(Import *m, Str path, Str *bytes, Diags *d)
{
    bool from_stdin = str_eq(path, S("-"));
    bool ok = from_stdin
                  ? fs_read_stdin(LARGEST_SOURCE, &m->per, bytes)
                  : fs_read(path, LARGEST_SOURCE, true, &m->per, bytes, NULL);
    if (ok)
        return true;
    if (errno == EFBIG)
        DIAG1(d, TOO_LARGE, path, 0, S("64"));
    else if (errno == ESPIPE || errno == EISDIR)
        DIAG0(d, NOT_A_FILE, path, 0);
    else
        DIAG1(d, OPEN, path, 0, fs_reason(errno));
    return false;
}

static Str base_name(Str path)
{
    return str_skip(path, str_rfind_byte(path, '/') + 1);
}

/* The text of the most serious diagnostic: why an input was skipped. */
static Str reason_of(const Import *m, const Diags *d, Arena *a)
{
    const Diag *worst = NULL;
    for (const Diag *x = d->first; x; x = x->next)
        if (diag_level(x->id) >= DIAG_WARNING &&
            (!worst || diag_level(x->id) > diag_level(worst->id) ||
             x->id == DIAG_NOT_A_REPORT))
            worst = x;
    Buf b = buf_in(a);
    if (worst)
        diag_text(&b, m->c->lang, worst);
    return str_dup(a, buf_str(&b));
}

static void print_json(Import *m, Str path, IntakeStatus status,
                       const Imported *imp, Str reason)
{
    Arena *a = &m->per;
    Buf b = buf_in(a);
    JsonOut j = {.b = &b};
    bool skipped = status == INTAKE_SKIPPED;
    json_open(&j, '{');
    json_key(&j, S("source"));
    json_str(&j, str_eq(path, S("-")) ? path : base_name(path));
    json_key(&j, S("status"));
    json_str(&j, intake_status_name(status));
    if (skipped) {
        json_key(&j, S("reason"));
        json_str(&j, reason);
    } else {
        Report r = imp->report;
        json_key(&j, S("path"));
        json_str(&j, intake_path(r.slug, a));
        json_key(&j, S("encoding"));
        json_str(&j, charset_name(imp->charset));
        r.source = (Str){0};
        report_put_json(&j, &r);
        json_key(&j, S("markdown"));
        json_str(&j, imp->markdown);
    }
    json_close(&j, '}');
    buf_byte(&b, '\n');
    fwrite(b.s, 1, (size_t)b.n, stdout);
}

static void print_line(Import *m, Str path, IntakeStatus status,
                       const Imported *imp, Str reason)
{
    Str args[] = {intake_status_name(status), path,
                  status == INTAKE_SKIPPED
                      ? reason
                      : intake_path(imp->report.slug, &m->per)};
    cmd_say(m->c,
            status == INTAKE_SKIPPED ? S("cmd.import.skipped")
                                     : S("cmd.import.done"),
            args, 3);
}

static void say_candidates(const Imported *imp, Str path, Arena *a, Diags *d)
{
    for (int i = 0; i < imp->place.n; i++) {
        const PlaceCandidate *x = &imp->place.v[i];
        Buf b = buf_in(a);
        buf_int(&b, x->score);
        Str name = str_join3(a, x->place->name, S(" "), x->place->code);
        DIAG2(d, PLACE_CANDIDATE, path, 0, name, buf_str(&b));
    }
}

static IntakeStatus import_one(Import *m, Str path, Imported *imp, Diags *d)
{
    Str bytes;
    if (!read_source(m, path, &bytes, d) ||
        !import_page(bytes, path, &m->raw, m->places, &m->per, m->kept, d, imp))
        return INTAKE_SKIPPED;
    if (imp->doubtful && !m->force)
        return INTAKE_SKIPPED;
    if (!str_eq(path, S("-")))
        imp->report.source = base_name(path);
    if (m->c->verbose)
        say_candidates(imp, path, &m->per, d);
    return intake_put(&m->intake, imp, bytes, &m->per, d);
}

static void run_one(Import *m, Str path)
{
    Arena per = m->per, messages = m->c->perm;
    Imported imp = {0};
    Diags d = diags_in(&m->per);
    IntakeStatus status = import_one(m, path, &imp, &d);
    Str reason = status == INTAKE_SKIPPED ? reason_of(m, &d, &m->per) : S("");
    bool told = status == INTAKE_SKIPPED && !m->json && !m->c->quiet;
    for (const Diag *x = d.first; x; x = x->next)
        if (!(told && x->id == DIAG_NOT_A_REPORT)) /* its line says it */
            diag_add(&m->c->diags, x->id, x->file, x->line, x->args[0],
                     x->args[1], x->args[2]);
    cmd_flush(m->c);
    arena_rewind(&m->c->perm, messages);
    if (m->json)
        print_json(m, path, status, &imp, reason);
    else
        print_line(m, path, status, &imp, reason);
    enum { KEEP = 64 << 20 };
    arena_trim(&m->per, per, KEEP);
}

/* A site is a folder with a site.conf; a dry run does without. */
static bool check_site(Import *m)
{
    FsStat st;
    Str conf = str_concat(&m->kept, m->c->dir, S("/site.conf"));
    if (m->dry || (fs_stat(conf, &st, m->kept) && st.kind == FS_FILE))
        return true;
    DIAG1(&m->c->diags, NO_SITE, (Str){0}, 0, m->c->dir);
    return false;
}

static bool check_options(Import *m)
{
    Cmd *c = m->c;
    if (!c->args.n) {
        DIAG1(&c->diags, USAGE, (Str){0}, 0,
              lang_text(c->lang, S("cmd.import.no-path")));
        return false;
    }
    if (str_given(m->encoding)) {
        m->raw.forced = charset_by_label(m->encoding);
        if (m->raw.forced == CHARSET_NONE) {
            DIAG1(&c->diags, ENCODING, (Str){0}, 0, m->encoding);
            return false;
        }
    }
    m->raw.url = m->url;
    return true;
}

static void load_places(Import *m)
{
    Str path = str_concat(&m->kept, m->c->dir, S("/content/places.tsv"));
    Str own = {0};
    FsStat st;
    if (fs_stat(path, &st, m->kept) && st.kind != FS_NONE &&
        !fs_read(path, LARGEST_PLACES, true, &m->kept, &own, NULL))
        DIAG1(&m->c->diags, OPEN, path, 0, fs_reason(errno));
    m->places = gazetteer_load(own, path, &m->kept, &m->c->diags);
}

static bool lock_site(Import *m)
{
    if (m->dry)
        return true;
    Str dir = str_concat(&m->kept, m->c->dir, S("/.jiebao"));
    if (fs_mkdirs(dir, m->kept) && fs_lock(dir, S("import.lock"), m->kept) >= 0)
        return true;
    if (errno == EWOULDBLOCK)
        DIAG0(&m->c->diags, LOCKED, (Str){0}, 0);
    else
        DIAG1(&m->c->diags, OPEN, dir, 0, fs_reason(errno));
    return false;
}

int cmd_import(Cmd *c, int argc, char **argv)
{
    Import m = {.c = c};
    int code;
    const CmdOption own[] = {
        {NULL, "--encoding", NULL, &m.encoding},
        {NULL, "--url", NULL, &m.url},
        {NULL, "--force", &m.force, NULL},
        {NULL, "--dry-run", &m.dry, NULL},
        {NULL, "--json", &m.json, NULL},
        {0},
    };
    if (!cmd_parse(c, argc, argv, own, &code))
        return code;
    m.kept = arena_new((size_t)1 << 34);
    m.per = arena_new((size_t)1 << 34);
    if (!check_options(&m) || !check_site(&m) || !lock_site(&m))
        return cmd_end(c);
    load_places(&m);
    intake_open(&m.intake, c->dir, &m.kept, m.per);
    m.intake.force = m.force;
    m.intake.dry = m.dry;
    find_inputs(&m);
    cmd_flush(c);
    for (ptrdiff_t i = 0; i < m.inputs.n; i++)
        run_one(&m, m.inputs.v[i]);
    intake_close(&m.intake, m.per, &c->diags);
    return cmd_end(c);
}
