#define _XOPEN_SOURCE 700 /* realpath */
#include "emit/build.h"

#include "base/program.h"
#include "base/stop.h"
#include "emit/emit.h"
#include "emit/receipt.h"
#include "emit/stamp.h"
#include "emit/theme.h"
#include "model/load.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Address space, not memory: only what is touched counts. */
static const size_t WORKER_RESERVE = (size_t)1 << 34;

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void end_phase(BuildResult *r, BuildPhase phase, int64_t *since)
{
    int64_t t = now_ns();
    r->ns[phase] = t - *since;
    *since = t;
}

Str build_output_dir(const BuildOptions *opt, Arena *a)
{
    return str_given(opt->out) ? opt->out
                               : str_concat(a, opt->dir, S("/public"));
}

/* The absent string where there is nothing at path. */
static Str real_path(Str path, Arena *a)
{
    char *real = realpath(str_cstr(a, path), NULL);
    Str copy = str_dup(a, str_of(real));
    free(real);
    return copy;
}

/* Each output folder has files of its own in the build's memory, named by its
 * real path; those of the usual one move with their site. */
static Str memory_path(Str dir, Str out, Str name, Str ending, Arena *perm)
{
    Str memory = str_join3(perm, dir, S("/.jiebao/"), name);
    Str usual = real_path(str_concat(perm, dir, S("/public")), perm);
    Str real = real_path(out, perm);
    if (str_eq(real, usual))
        return str_concat(perm, memory, ending);
    Hash128 h = hash128(real);
    Buf b = buf_in(perm);
    buf_add(&b, memory);
    buf_byte(&b, '-');
    buf_hex(&b, (const unsigned char *)&h.lo, (ptrdiff_t)sizeof h.lo);
    buf_add(&b, ending);
    return buf_str(&b);
}

/* Makes the output folder, and refuses one in which outputs would lie among
 * what they are made from. */
static bool open_output(Str dir, Str out, Arena *perm, Diags *d)
{
    static const Str inputs[] = {STR_INIT("/content"), STR_INIT("/themes"),
                                 STR_INIT("/.jiebao")};
    if (!fs_mkdirs(out, *perm)) {
        DIAG1(d, OPEN, out, 0, fs_reason(errno));
        return false;
    }
    Str real = real_path(out, perm);
    if (!real.n) {
        DIAG1(d, OPEN, out, 0, fs_reason(errno));
        return false;
    }
    real = str_concat(perm, real, S("/"));
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        Str in = real_path(str_concat(perm, dir, inputs[i]), perm);
        if (in.n && str_starts(real, str_concat(perm, in, S("/")))) {
            DIAG1(d, NOT_OURS, (Str){0}, 0, out);
            return false;
        }
    }
    return true;
}

static State *open_state(Str dir, Str out, Hash128 key, Arena *perm, Diags *d)
{
    if (!open_output(dir, out, perm, d))
        return NULL;
    Str path = memory_path(dir, out, S("state"), S(""), perm);
    State *state = state_open(path, key, perm);
    if (!state)
        DIAG1(d, OPEN, path, 0, fs_reason(errno));
    return state;
}

/* One build at a time: the lock dies with its process. */
static int lock_site(Str dir, Arena *perm, Diags *d)
{
    Str memory = str_concat(perm, dir, S("/.jiebao"));
    int fd = -1;
    if (fs_mkdirs(memory, *perm))
        fd = fs_lock(memory, S("lock"), *perm);
    if (fd < 0 && errno == EWOULDBLOCK)
        DIAG0(d, LOCKED, dir, 0);
    else if (fd < 0)
        DIAG1(d, OPEN, memory, 0, fs_reason(errno));
    return fd;
}

/* What every page may depend on. The key of remembered entries leaves out the
 * templates and most of site.conf: they do not enter a digest. */
static Hash128 hash_base(Hash128 key, const Theme *theme, Str base_url)
{
    Str templates = {(const char *)&theme->hash, sizeof theme->hash};
    return hash128_more(hash128_more(key, templates), base_url);
}

static void emit_all(Emit *e, BuildResult *r, int64_t *clock)
{
    static void (*const rest[])(Emit *) = {
        emit_districts, emit_years, emit_topics, emit_pages,
        emit_data,      emit_home,  emit_feeds,  emit_checksums,
    };
    emit_assets(e);
    emit_reports(e);
    end_phase(r, PHASE_READ, clock);
    if (stop_asked()) /* the digests that all others need are not complete */
        return;
    taxonomy_topics(e->tax, e->site, e->perm, e->workers[0]);
    for (size_t i = 0; i < sizeof rest / sizeof *rest && !stop_asked(); i++)
        rest[i](e);
    end_phase(r, PHASE_EMIT, clock);
}

static Arena *new_workers(int n, Arena *perm)
{
    Arena *v = NEW_N(perm, Arena, n);
    for (int i = 0; i < n; i++) {
        v[i] = arena_new(WORKER_RESERVE);
        arena_large_pages(&v[i], v[i].end - v[i].beg);
    }
    return v;
}

static void write_receipt(const Emit *e, Str path, Str bytes, Arena scratch)
{
    if (!fs_write_atomic(path, bytes, false, scratch))
        DIAG1(e->diags, WRITE, path, 0, fs_reason(errno));
}

/* Before the build is remembered as finished: one that is cut off here leaves
 * its changes to the next one's receipt. */
static void write_receipts(const Emit *e, State *state, const BuildOptions *opt,
                           BuildResult *r)
{
    Arena a = e->workers[0], scratch = arena_carve(&a, (a.end - a.beg) / 2);
    Receipt receipt =
        receipt_make(state_made_with(state), &e->made_with, &r->files, e->perm);
    Str out = build_output_dir(opt, &a);
    Str path = memory_path(opt->dir, out, S("receipt"), S(".json"), e->perm);
    r->causes = receipt.causes;
    write_receipt(e, path, receipt_json(&receipt, r, &a), scratch);
    if (str_given(opt->receipt))
        write_receipt(e, opt->receipt, receipt_paths(&receipt, &a), scratch);
}

/* How many files that the site is made of could not be read. */
static int missed(const Emit *e)
{
    return diags_count(e->diags, DIAG_OPEN) + diags_count(e->diags, DIAG_READ);
}

/* Closes the state: a build that was stopped is remembered as one that was cut
 * off, and so is one whose outputs are not all made of what they should be. */
static void finish(Emit *e, State *state, Hash128 stamp, bool sound,
                   const BuildOptions *opt, BuildResult *r)
{
    if (stop_asked())
        DIAG0(e->diags, STOPPED, (Str){0}, 0);
    if (stop_asked() || !r->files.placed) {
        state_close(state);
        return;
    }
    r->reports = (int)e->site->nentries;
    state_making_with(state, &e->made_with);
    if (!e->diags->first) /* else they have to be said again */
        state_set_stamp(state, (Stamp){stamp, e->site->nentries});
    write_receipts(e, state, opt, r);
    r->done = true;
    if (!sound || r->files.unsure)
        state_close(state); /* what was claimed is then looked at again */
    else if (!state_save(state, e->site, e->workers[0]))
        DIAG1(e->diags, WRITE, S(".jiebao"), 0, fs_reason(errno));
}

/* The last build was finished, what it was made from has not been touched
 * since, and neither has what it made. */
static bool same_as_before(const Emit *e, const State *state, Hash128 stamp)
{
    return (stamp.lo || stamp.hi) && state_whole(state) &&
           hash128_eq(state_stamp(state).inputs, stamp) &&
           publish_whole(e->out) && !e->diags->first;
}

static void finish_unchanged(Emit *e, State *state, const BuildOptions *opt,
                             BuildResult *r)
{
    r->reports = (int)state_stamp(state).reports;
    publish_keep(e->out, e->workers[0]);
    r->files = publish_close(e->out, e->workers[0], e->diags);
    write_receipts(e, state, opt, r);
    state_close(state);
    r->done = true;
}

static void build_into(Emit *e, State *state, const BuildOptions *opt,
                       BuildResult *r)
{
    int64_t clock = now_ns();
    Found found = stamp_inputs(e->site, e->theme_dir, &e->made_with, state,
                               e->perm, e->workers[0]);
    if (!opt->full && same_as_before(e, state, found.stamp)) {
        finish_unchanged(e, state, opt, r);
        end_phase(r, PHASE_LOAD, &clock);
        return;
    }
    e->ledgers = found.ledgers;
    if (found.ledgers_error)
        DIAG1(e->diags, OPEN, S("content/ledger"), 0,
              fs_reason(found.ledgers_error));
    LoadOptions load = {.threads = opt->threads,
                        .reports = found.reports_listed ? &found.reports : NULL,
                        .recall = opt->full ? NULL : state_recall,
                        .recall_ctx = state};
    if (!site_load(e->site, &load, e->perm, e->diags)) {
        publish_abandon(e->out);
        state_close(state);
        return; /* rather than a site without reports */
    }
    int unread = missed(e);
    e->tax = taxonomy_derive(e->site, e->perm, e->workers[0]);
    end_phase(r, PHASE_LOAD, &clock);
    emit_all(e, r, &clock);
    if (missed(e)) /* what is stale may be made of what was not read */
        publish_keep_stale(e->out);
    bool sound = missed(e) == unread;
    r->files = publish_close(e->out, e->workers[0], e->diags);
    finish(e, state, found.stamp, sound, opt, r);
    end_phase(r, PHASE_SAVE, &clock);
}

static void build_locked(const BuildOptions *opt, Site *site, Arena *perm,
                         Diags *d, BuildResult *r)
{
    Theme theme;
    if (!theme_open(opt->dir, site->conf.theme, site->lang, perm, d, &theme))
        return;
    Str conf = {(const char *)&site->conf_hash, sizeof site->conf_hash};
    Str topics = {(const char *)&site->topics_hash, sizeof site->topics_hash};
    Str base_url = site->conf.base_url;
    MadeWith made = {program_hash(*perm), site->conf_hash, theme.hash,
                     hash128(base_url)};
    Hash128 key = hash128_more(made.program, conf);
    Emit e = {
        .site = site,
        .templates = theme.templates,
        .key = key,
        .base = hash_base(key, &theme, base_url),
        .found = hash128_more(made.program, topics),
        .made_with = made,
        .theme_dir = theme.dir,
        .base_url = base_url,
        .threads = opt->threads,
        .workers = NEW_N(perm, Arena, opt->threads),
        .perm = perm,
        .diags = d,
    };
    Arena *workers = new_workers(opt->threads, perm);
    memcpy(e.workers, workers, (size_t)opt->threads * sizeof *workers);
    Str out = build_output_dir(opt, perm);
    State *state = open_state(opt->dir, out, e.found, perm, d);
    e.state = state;
    PublishOptions publish = {
        .full = opt->full,
        .force = opt->force,
        .memory = str_concat(perm, opt->dir, S("/.jiebao")),
    };
    if (state)
        e.out = publish_open(out, state, publish, perm, e.workers[0], d);
    if (e.out)
        build_into(&e, state, opt, r);
    else if (state)
        state_close(state);
    for (int i = 0; i < opt->threads; i++)
        arena_free(workers[i]); /* as they were made: digests moved e's */
}

/* --base-url wins; an empty one asks for relative addresses. */
static bool take_base_url(const BuildOptions *opt, Arena *perm, Diags *d,
                          Str *out)
{
    if (!str_given(opt->base_url))
        return true;
    *out = opt->base_url.n ? base_url_read(opt->base_url, perm) : S("");
    if (!str_given(*out))
        DIAG3(d, OPTION_VALUE, (Str){0}, 0, S("--base-url"), opt->base_url,
              S("why.base-url"));
    return str_given(*out);
}

BuildResult build_site(const BuildOptions *opt, Arena *perm, Diags *d)
{
    BuildResult r = {0};
    Site site = {0};
    arena_large_pages(perm, perm->end - perm->beg);
    if (!site_open(opt->dir, perm, d, &site) ||
        !take_base_url(opt, perm, d, &site.conf.base_url))
        return r;
    int lock = lock_site(opt->dir, perm, d);
    if (lock < 0)
        return r;
    build_locked(opt, &site, perm, d, &r);
    close(lock);
    return r;
}
