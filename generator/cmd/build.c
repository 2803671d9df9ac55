#include "emit/build.h"
#include "base/pool.h"
#include "base/stop.h"
#include "cmd/cmd.h"
#include "emit/receipt.h"

static void say_causes(Cmd *c, uint32_t causes)
{
    Str all = {0};
    for (int i = 0; i < CAUSE_COUNT; i++) {
        if (!(causes >> i & 1))
            continue;
        Str key = str_concat(&c->perm, S("cmd.cause."), cause_name((Cause)i));
        Str args[] = {all, lang_text(c->lang, key)};
        Buf b = buf_in(&c->perm);
        lang_format(&b, lang_text(c->lang, S("cmd.cause.and")), args, 2);
        all = all.n ? buf_str(&b) : args[1];
    }
    if (all.n)
        cmd_say(c, S("cmd.build.because"), &all, 1);
}

static void say_times(Cmd *c, const BuildResult *r)
{
    Str v[PHASE_COUNT];
    for (int i = 0; i < PHASE_COUNT; i++)
        v[i] = cmd_int(c, r->ns[i] / 1000000);
    cmd_say(c, S("cmd.build.times"), v, PHASE_COUNT);
}

int cmd_build(Cmd *c, int argc, char **argv)
{
    BuildOptions opt = {.threads = pool_cpus()};
    Str jobs = {0};
    int code;
    const CmdOption own[] = {
        {"-o", "--output", NULL, &opt.out},
        {"-j", "--jobs", NULL, &jobs},
        {NULL, "--full", &opt.full, NULL},
        {NULL, "--force", &opt.force, NULL},
        {NULL, "--receipt", NULL, &opt.receipt},
        {NULL, "--base-url", NULL, &opt.base_url},
        {0},
    };
    if (!cmd_parse(c, argc, argv, own, &code))
        return code;
    if (!cmd_number(c, "-j", jobs, 1, 64, &opt.threads))
        return cmd_end(c);
    if (c->args.n) {
        DIAG1(&c->diags, ARGUMENT, (Str){0}, 0, c->args.v[0]);
        return cmd_end(c);
    }
    opt.dir = c->dir;
    stop_catch();
    BuildResult r = build_site(&opt, &c->perm, &c->diags);
    if (r.done) {
        Str args[] = {cmd_int(c, r.reports), cmd_int(c, r.files.added),
                      cmd_int(c, r.files.changed), cmd_int(c, r.files.removed),
                      cmd_int(c, r.files.bytes)};
        cmd_say(c, S("cmd.build.done"), args, 5);
        say_causes(c, r.causes);
        say_times(c, &r);
    }
    return cmd_end(c);
}
