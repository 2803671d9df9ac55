#define _GNU_SOURCE /* nanosleep */
#include "base/fs.h"
#include "base/hash.h"
#include "base/pool.h"
#include "base/stop.h"
#include "cmd/cmd.h"
#include "cmd/http.h"
#include "emit/build.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

enum { DEFAULT_PORT = 8000, POLL_MS = 400 };

/* Number by number: the padding between them is not ours to read. */
static void hash_stat(const FsStat *st, Hash128 *h)
{
    int64_t v[] = {(int64_t)st->kind, st->size, st->mtime_ns, st->ctime_ns,
                   (int64_t)st->inode};
    *h = hash128_more(*h, (Str){(const char *)v, sizeof v});
}

static void hash_folder(Str dir, Str sub, Hash128 *h, Arena scratch)
{
    FsList l;
    if (!fs_list(str_join3(&scratch, dir, S("/"), sub), true, &scratch, &l))
        return;
    for (ptrdiff_t i = 0; i < l.n; i++) {
        *h = hash128_more(*h, l.v[i].path);
        hash_stat(&l.v[i].st, h);
    }
}

/* Changes when anything that a build reads does. */
static Hash128 look(Str dir, Arena scratch)
{
    Hash128 h = {0};
    FsStat conf;
    Str file = str_concat(&scratch, dir, S("/site.conf"));
    fs_stat(file, &conf, scratch);
    hash_stat(&conf, &h);
    hash_folder(dir, S("content"), &h, scratch);
    hash_folder(dir, S("themes"), &h, scratch);
    return h;
}

/* Each rebuild has an arena of its own: a preview may run for weeks. *busy (may
 * be NULL: then it is said): another command is at work on the site. */
static bool rebuild(Cmd *c, const BuildOptions *opt, bool *busy)
{
    Arena start = arena_new((size_t)1 << 36), perm = start;
    Diags d = diags_in(&perm);
    BuildResult r = build_site(opt, &perm, &d);
    bool locked = busy && diags_count(&d, DIAG_LOCKED) > 0;
    if (busy)
        *busy = locked;
    Diags keep = c->diags;
    c->diags = d;
    if (!locked)
        cmd_flush(c);
    c->diags = keep;
    if (r.done) {
        Str args[] = {cmd_int(c, r.reports), cmd_int(c, r.files.added),
                      cmd_int(c, r.files.changed), cmd_int(c, r.files.removed),
                      cmd_int(c, r.files.bytes)};
        cmd_say(c, S("cmd.build.done"), args, 5);
        fflush(stdout);
    }
    arena_free(start);
    return r.done;
}

static void sleep_ms(int ms)
{
    struct timespec t = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&t, NULL);
}

/* built: what the site looked like before it was built. */
static void watch(Cmd *c, const BuildOptions *opt, Hash128 built, Http *h)
{
    Hash128 seen = built;
    while (!stop_asked()) {
        Arena mark = c->perm;
        sleep_ms(POLL_MS);
        Hash128 now = look(opt->dir, c->perm);
        /* Wait until it stays the same once: editors write in steps. */
        if (!hash128_eq(now, built) && hash128_eq(now, seen)) {
            bool busy; /* then once more, when it has ended */
            if (rebuild(c, opt, &busy))
                http_refresh(h);
            built = busy ? built : now;
        }
        seen = now;
        arena_rewind(&c->perm, mark);
    }
}

int cmd_serve(Cmd *c, int argc, char **argv)
{
    BuildOptions opt = {.threads = pool_cpus()};
    Str port_text = {0};
    int code, port = DEFAULT_PORT;
    const CmdOption own[] = {{"-p", "--port", NULL, &port_text}, {0}};
    if (!cmd_parse(c, argc, argv, own, &code))
        return code;
    if (!cmd_number(c, "-p", port_text, 0, 65535, &port))
        return cmd_end(c);
    if (c->args.n) {
        DIAG1(&c->diags, ARGUMENT, (Str){0}, 0, c->args.v[0]);
        return cmd_end(c);
    }
    opt.dir = c->dir;
    stop_catch();
    Hash128 built = look(opt.dir, c->perm);
    if (!rebuild(c, &opt, NULL)) {
        if (!stop_asked())
            c->diags.worst = DIAG_FATAL;
        return cmd_end(c);
    }
    Http *h = http_start(build_output_dir(&opt, &c->perm), &port,
                         !str_given(port_text), &c->perm);
    if (!h) {
        DIAG1(&c->diags, PORT, (Str){0}, 0, cmd_int(c, port));
        return cmd_end(c);
    }
    http_refresh(h);
    Str args[] = {cmd_int(c, port)};
    cmd_say(c, S("cmd.serve.ready"), args, 1);
    fflush(stdout);
    watch(c, &opt, built, h);
    http_stop(h);
    return cmd_end(c);
}
