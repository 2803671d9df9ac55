#include "cmd/check.h"

#include "base/pool.h"
#include "cmd/places.h"
#include "model/synonyms.h"
#include "text/json.h"

#include <stdio.h>
#include <stdlib.h>

static const size_t WORKER_RESERVE = (size_t)1 << 34; /* of addresses */
enum { SCRATCH_KEPT = 64 << 20 };

typedef struct Round {
    Check *k;
    CheckFn *fn;
    Diags *said; /* one an item */
} Round;

static void run_item(void *ctx, int worker, ptrdiff_t i)
{
    Round *r = ctx;
    Arena *scratch = &r->k->scratch[worker], mark = *scratch;
    r->said[i] = diags_in(&r->k->keep[worker]);
    r->fn(r->k, i, &r->k->keep[worker], *scratch, &r->said[i]);
    arena_trim(scratch, mark, SCRATCH_KEPT);
}

void check_each(Check *k, ptrdiff_t n, CheckFn *fn)
{
    Round r = {k, fn, NEW_N(k->perm, Diags, n)};
    pool_run(k->threads, n, run_item, &r);
    for (ptrdiff_t i = 0; i < n; i++)
        diags_merge(&k->all, &r.said[i]);
}

Str check_path(const Entry *e, Arena *a)
{
    return str_join3(a, S("content/reports/"), e->r.slug, S(".md"));
}

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

static void check_all(Check *k)
{
    k->places = places_load(k->site.dir, k->perm, &k->all);
    synonyms_load(k->site.dir, k->perm, k->scratch[0], &k->all);
    k->tax = taxonomy_derive(&k->site, k->perm, k->scratch[0]);
    check_reports(k);
    check_twins(k);
    check_files(k);
    check_public(k);
}

/* A finding with its place in the order found, which decides between equals. */
typedef struct Finding {
    const Diag *d;
    ptrdiff_t at;
} Finding;

static int by_file_line(const void *a, const void *b)
{
    const Finding *x = a, *y = b;
    int c = str_cmp(x->d->file, y->d->file);
    if (!c)
        c = (x->d->line > y->d->line) - (x->d->line < y->d->line);
    return c ? c : (x->at > y->at) - (x->at < y->at);
}

/* Moves the findings to the command's own list, by file and line. */
static void sort_findings(Check *k)
{
    ptrdiff_t n = 0;
    for (const Diag *d = k->all.first; d; d = d->next)
        n++;
    Finding *v = NEW_N(k->perm, Finding, n);
    n = 0;
    for (const Diag *d = k->all.first; d; d = d->next, n++)
        v[n] = (Finding){d, n};
    if (n)
        qsort(v, (size_t)n, sizeof *v, by_file_line);
    for (ptrdiff_t i = 0; i < n; i++) {
        const Diag *d = v[i].d;
        diag_add(&k->c->diags, d->id, d->file, d->line, d->args[0], d->args[1],
                 d->args[2]);
    }
}

static void print_json(Cmd *c)
{
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
        json_key(&j, S("text"));
        json_str(&j, said);
        json_close(&j, '}');
        buf_byte(&b, '\n');
        fwrite(b.s, 1, (size_t)b.n, stdout);
    }
    c->diags.first = NULL;
    c->diags.tail = NULL;
}

static int finish(Check *k, bool json, bool checked)
{
    Cmd *c = k->c;
    sort_findings(k);
    c->verbose = !c->quiet; /* notes are what this command is for */
    if (json)
        print_json(c);
    cmd_flush(c);
    if (checked && !json) {
        Str args[] = {cmd_int(c, k->site.nentries),
                      cmd_int(c, c->diags.count[DIAG_ERROR]),
                      cmd_int(c, c->diags.count[DIAG_WARNING]),
                      cmd_int(c, c->diags.count[DIAG_NOTE])};
        cmd_say(c, S("cmd.check.done"), args, 4);
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
    int code;
    const CmdOption own[] = {
        {NULL, "--json", &json, NULL},
        {NULL, "--fix", &fix, NULL},
        {NULL, "--search", &search, NULL},
        {0},
    };
    if (!cmd_parse(c, argc, argv, own, &code))
        return code;
    if (c->args.n) {
        DIAG1(&c->diags, BAD_OPTION, (Str){0}, 0, c->args.v[0]);
        return cmd_end(c);
    }
    k.all = diags_in(k.perm);
    open_arenas(&k);
    bool loaded = fix ? load_fixed(&k) : load(&k);
    if (loaded)
        check_all(&k);
    if (loaded && search)
        check_search(&k);
    return finish(&k, json, loaded);
}
