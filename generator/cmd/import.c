#include "cmd/again.h"

#include "archive/overrides.h"
#include "base/fs.h"
#include "base/pool.h"
#include "base/stop.h"
#include "cmd/places.h"
#include "cmd/shard.h"

#include <errno.h>
#include <stdlib.h>

static const size_t RESERVE = (size_t)1 << 34; /* of addresses */

static int by_path(const void *key, const void *entry)
{
    return str_cmp(*(const Str *)key, ((const FsEntry *)entry)->path);
}

static bool lists(const FsList *files, Str path)
{
    return bsearch(&path, files->v, (size_t)files->n, sizeof *files->v,
                   by_path) != NULL;
}

/* Whether the path lies in the folder that a browser saved beside a page:
 * PAGE_files/ or PAGE.files/ beside PAGE.html. `files` is sorted. */
static bool is_beside_page(const FsList *files, Str path, Arena scratch)
{
    static const Str ends[] = {STR_INIT("_files"), STR_INIT(".files")};
    static const Str pages[] = {STR_INIT(".html"),  STR_INIT(".htm"),
                                STR_INIT(".shtml"), STR_INIT(".xhtml"),
                                STR_INIT(".HTML"),  STR_INIT(".HTM")};
    for (ptrdiff_t at = 0; (at = str_find(path, S("/"), at)) >= 0; at++)
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
            Str dir = str_head(path, at);
            if (!str_ends(dir, ends[i]))
                continue;
            dir.n -= ends[i].n;
            for (size_t k = 0; k < sizeof pages / sizeof *pages; k++)
                if (lists(files, str_concat(&scratch, dir, pages[k])))
                    return true;
        }
    return false;
}

/* The sources below a folder; what cannot be read is said. */
static void add_folder(Import *m, Str dir, ptrdiff_t *cap)
{
    FsList files;
    Arena before = m->batch;
    ptrdiff_t sources = m->inputs.n;
    if (!fs_list(dir, true, &m->batch, &files)) {
        DIAG1(&m->c->diags, OPEN, dir, 0, fs_reason(errno));
        return;
    }
    for (ptrdiff_t i = 0; i < files.n; i++) {
        const FsEntry *e = &files.v[i];
        Str path = str_join3(&m->kept, dir,
                             str_ends(dir, S("/")) ? S("") : S("/"), e->path);
        if (e->st.kind == FS_DIR)
            DIAG1(&m->c->diags, OPEN, path, 0, fs_reason((int)-e->st.size));
        else if (input_has_ending(path) && e->st.kind != FS_FILE)
            DIAG0(&m->c->diags, NOT_A_FILE, path,
                  0); /* a link leads anywhere */
        else if (input_has_ending(path) &&
                 !is_beside_page(&files, e->path, m->kept)) {
            strlist_push(&m->kept, &m->inputs, cap, path);
            m->input_bytes += e->st.size > 0 ? e->st.size : 0;
        }
    }
    if (m->inputs.n == sources)
        DIAG0(&m->c->diags, NO_SOURCES, dir, 0);
    arena_trim(&m->batch, before, IMPORT_BATCH_KEEP);
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
        else {
            strlist_push(&m->kept, &m->inputs, &cap, arg);
            m->input_bytes += st.size;
        }
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

/* A site is a folder with a site.conf; a dry run does without. */
static bool check_site(Import *m)
{
    FsStat st;
    Str conf = str_concat(&m->kept, m->c->dir, S("/site.conf"));
    if ((m->dry && !m->again) ||
        (fs_stat(conf, &st, m->kept) && st.kind == FS_FILE))
        return true;
    DIAG1(&m->c->diags, NO_SITE, (Str){0}, 0, m->c->dir);
    return false;
}

static bool check_options(Import *m, Str jobs)
{
    Cmd *c = m->c;
    if (str_given(m->url) && !str_starts(m->url, S("http://")) &&
        !str_starts(m->url, S("https://"))) {
        DIAG3(&c->diags, OPTION_VALUE, (Str){0}, 0, S("--url"), m->url,
              S("why.url"));
        return false;
    }
    if (m->again && (m->force || str_given(m->url) || str_given(m->encoding))) {
        DIAG1(&c->diags, USAGE, (Str){0}, 0,
              lang_text(c->lang, S("cmd.again.options")));
        return false;
    }
    if (!c->args.n && !m->again) {
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
    m->threads = pool_cpus();
    return cmd_number(c, "-j", jobs, 1, 64, &m->threads);
}

static bool has_stdin(const StrList *args)
{
    for (ptrdiff_t i = 0; i < args->n; i++)
        if (str_eq(args->v[i], S("-")))
            return true;
    return false;
}

static bool check_shard(Import *m, Str shard)
{
    Cmd *c = m->c;
    const char *wrong = NULL;
    if (str_given(shard) && !shard_parse(shard, &m->share)) {
        DIAG3(&c->diags, OPTION_VALUE, (Str){0}, 0, S("--shard"), shard,
              S("why.shard"));
        return false;
    }
    if (!m->share.of && str_given(m->output))
        wrong = "cmd.shard.output";
    else if (m->share.of && (m->again || m->dry || m->json))
        wrong = "cmd.shard.options";
    else if (m->share.of && has_stdin(&c->args))
        wrong = "cmd.shard.stdin";
    if (wrong)
        DIAG1(&c->diags, USAGE, (Str){0}, 0, lang_text(c->lang, str_of(wrong)));
    return !wrong;
}

void import_arenas(Import *m)
{
    m->kept = arena_new(RESERVE);
    m->batch = arena_new(RESERVE);
    m->workers = NEW_N(&m->kept, ImportWorker, m->threads);
    for (int i = 0; i < m->threads; i++) {
        m->workers[i].keep = arena_new(RESERVE);
        m->workers[i].scratch = arena_new(RESERVE);
    }
}

/* What the site says on how its pages are read. */
static void load_rules(Import *m)
{
    Cmd *c = m->c;
    m->places = places_load(c->dir, &m->kept, &c->diags);
    m->raw.overrides = overrides_load(c->dir, &m->kept, &c->diags);
}

/* What is left of a cut-off run is swept away under the lock. */
bool import_open(Import *m)
{
    Cmd *c = m->c;
    if (!check_site(m) ||
        (!m->dry && !intake_lock(c->dir, m->batch, &c->diags)))
        return false;
    load_rules(m);
    if (!intake_open(&m->intake, c->dir, m->dry, &m->kept, m->batch, &c->diags))
        return false;
    m->intake.force = m->force;
    if (!m->dry)
        intake_sweep(&m->intake, m->batch);
    return true;
}

int import_close(Import *m)
{
    Cmd *c = m->c;
    overrides_meet_archive(m->raw.overrides, &m->intake, &c->diags);
    overrides_say_unmet(m->raw.overrides, &c->diags);
    intake_close(&m->intake, m->batch, &c->diags);
    return cmd_end(c);
}

static int run_shard(Import *m)
{
    if (!str_given(m->output) && !check_site(m))
        return cmd_end(m->c);
    load_rules(m);
    find_inputs(m);
    cmd_flush(m->c);
    return shard_run(m);
}

int cmd_import(Cmd *c, int argc, char **argv)
{
    Import m = {.c = c};
    Str jobs = {0}, shard = {0};
    int code;
    const CmdOption own[] = {
        {NULL, "--encoding", NULL, &m.encoding},
        {NULL, "--url", NULL, &m.url},
        {NULL, "--force", &m.force, NULL},
        {NULL, "--again", &m.again, NULL},
        {NULL, "--dry-run", &m.dry, NULL},
        {NULL, "--json", &m.json, NULL},
        {NULL, "--shard", NULL, &shard},
        {"-o", "--output", NULL, &m.output},
        {"-j", "--jobs", NULL, &jobs},
        {0},
    };
    if (!cmd_parse(c, argc, argv, own, &code))
        return code;
    stop_catch();
    if (!check_options(&m, jobs) || !check_shard(&m, shard))
        return cmd_end(c);
    import_arenas(&m);
    if (m.share.of)
        return run_shard(&m);
    if (!import_open(&m))
        return cmd_end(c);
    if (m.again)
        return import_again(&m);
    find_inputs(&m);
    cmd_flush(c);
    import_run(&m);
    return import_close(&m);
}
