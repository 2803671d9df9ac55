#include "base/pool.h"
#include "cmd/check_html.h"
#include "cmd/check_parts.h"
#include "cmd/places.h"
#include "model/synonyms.h"
#include "text/json.h"

#include <errno.h>
#include <stdio.h>

static const size_t WORKER_RESERVE = (size_t)1 << 34; /* of addresses */

static bool load(Check *k)
{
    LoadOptions opt = {.threads = k->threads};
    if (!site_open(k->c->dir, k->perm, &k->all, &k->site))
        return false;
    site_load(&k->site, &opt, k->perm, &k->all);
    return true;
}

/* Numbers are given before anything is checked; what was said of the site as
 * it was is then forgotten. */
static bool load_fixed(Check *k)
{
    Diags fixes;
    if (!load(k))
        return false;
    Diags before = k->all;
    k->all = diags_in(k->perm);
    int fixed = check_fix(k);
    fixes = k->all;
    k->all = fixed ? diags_in(k->perm) : before;
    if (fixed && !load(k))
        return false;
    diags_merge(&k->all, &fixes);
    return true;
}

/* An editor knows a report by its title rather than by its file's name. */
static void learn_titles(Check *k)
{
    for (ptrdiff_t i = 0; i < k->site.nentries; i++) {
        Entry *e = &k->site.entries[i];
        *map_slot(&k->titles, check_path(e, k->perm), k->perm) = &e->r.title;
    }
}

static void check_all(Check *k)
{
    learn_titles(k);
    k->places = places_load(k->site.dir, k->perm, &k->all);
    synonyms_load(k->site.dir, k->perm, k->scratch[0], &k->all);
    k->tax = taxonomy_derive(&k->site, k->perm, k->scratch[0]);
    check_reports(k);
    check_twins(k);
    check_files(k);
    check_public(k);
}

/* Moves the findings to the command's own list, as they matter. */
static void sort_findings(Check *k)
{
    k->nfindings = desk_sort(&k->all, k->perm, &k->findings);
    for (ptrdiff_t i = 0; i < k->nfindings; i++) {
        const Diag *d = k->findings[i];
        diag_add(&k->c->diags, d->id, d->file, d->line, d->args[0], d->args[1],
                 d->args[2]);
    }
}

/* How many reports and findings: what cmd.check.done says. */
enum { COUNTS = 4 };
static void put_counts(const Check *k, Str args[COUNTS])
{
    Cmd *c = k->c;
    args[0] = cmd_int(c, k->site.nentries);
    args[1] = cmd_int(c, c->diags.count[DIAG_ERROR]);
    args[2] = cmd_int(c, c->diags.count[DIAG_WARNING]);
    args[3] = cmd_int(c, c->diags.count[DIAG_NOTE]);
}

/* Links to the pages of the reports work where the page lies beside them. */
static void write_html(Check *k, Str file)
{
    Arena a = k->scratch[0], half = arena_carve(&a, (a.end - a.beg) / 2);
    FsStat st;
    Str folder = str_head(file, str_rfind_byte(file, '/') + 1);
    Str pages = str_concat(&a, folder, S("reports"));
    bool beside = fs_stat(pages, &st, half) && st.kind == FS_DIR;
    Str args[COUNTS];
    Buf summary = buf_in(&a);
    put_counts(k, args);
    lang_format(&summary, lang_text(k->c->lang, S("cmd.check.done")), args,
                COUNTS);
    const DeskPage page = {.title = k->site.conf.title,
                           .summary = buf_str(&summary),
                           .pages = beside ? S("reports/") : S(""),
                           .titles = &k->titles};
    Str html =
        check_html(k->findings, k->nfindings, &page, k->c->lang, &a, half);
    if (!fs_write_atomic(file, html, false, half))
        DIAG1(&k->c->diags, WRITE, file, 0, fs_reason(errno));
}

static void print_json(const Check *k)
{
    Cmd *c = k->c;
    static const Str levels[] = {STR_INIT("note"), STR_INIT("warning"),
                                 STR_INIT("error"), STR_INIT("fatal")};
    for (const Diag *d = c->diags.first; d; d = d->next) {
        Arena scratch = c->perm;
        Buf text = buf_in(&scratch);
        diag_text(&text, c->lang, d);
        Str said = str_dup(&scratch, buf_str(&text));
        Buf b = buf_in(&scratch);
        JsonOut j = {.b = &b};
        json_open(&j, '{');
        json_key(&j, S("file"));
        json_str(&j, d->file);
        json_key(&j, S("line"));
        json_int(&j, d->line);
        json_key(&j, S("level"));
        json_str(&j, levels[diag_level(d->id)]);
        json_key(&j, S("key"));
        json_str(&j, diag_key(d->id));
        json_key(&j, S("group"));
        json_str(&j, desk_group_name(desk_group(d)));
        json_key(&j, S("text"));
        json_str(&j, said);
        const Str *title = map_get(&k->titles, d->file);
        if (title) {
            json_key(&j, S("title"));
            json_str(&j, *title);
        }
        json_close(&j, '}');
        buf_byte(&b, '\n');
        fwrite(b.s, 1, (size_t)b.n, stdout);
    }
    c->diags.first = NULL;
    c->diags.tail = NULL;
}

static int finish(Check *k, bool json, Str html, bool checked)
{
    Cmd *c = k->c;
    sort_findings(k);
    if (str_given(html) && checked)
        write_html(k, html);
    c->verbose = !c->quiet; /* notes are what this command is for */
    if (json)
        print_json(k);
    cmd_flush(c);
    if (checked && !json) {
        Str args[COUNTS];
        put_counts(k, args);
        cmd_say(c, S("cmd.check.done"), args, COUNTS);
    }
    return cmd_end(c);
}

static void open_arenas(Check *k)
{
    k->scratch = NEW_N(k->perm, Arena, k->threads);
    k->keep = NEW_N(k->perm, Arena, k->threads);
    for (int i = 0; i < k->threads; i++) {
        k->scratch[i] = arena_new(WORKER_RESERVE);
        k->keep[i] = arena_new(WORKER_RESERVE);
    }
}

int cmd_check(Cmd *c, int argc, char **argv)
{
    Check k = {.c = c, .perm = &c->perm, .threads = pool_cpus()};
    bool json = false, fix = false, search = false;
    Str html = {0};
    int code;
    const CmdOption own[] = {
        {NULL, "--json", &json, NULL},
        {NULL, "--fix", &fix, NULL},
        {NULL, "--search", &search, NULL},
        {NULL, "--html", NULL, &html},
        {0},
    };
    if (!cmd_parse(c, argc, argv, own, &code))
        return code;
    if (c->args.n) {
        DIAG1(&c->diags, ARGUMENT, (Str){0}, 0, c->args.v[0]);
        return cmd_end(c);
    }
    k.all = diags_in(k.perm);
    open_arenas(&k);
    bool loaded = fix ? load_fixed(&k) : load(&k);
    if (loaded)
        check_all(&k);
    if (loaded && search)
        check_search(&k);
    return finish(&k, json, html, loaded);
}
