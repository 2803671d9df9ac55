#include "cmd/shard.h"

#include "archive/shard_pack.h"
#include "base/pack.h"
#include "base/stop.h"

#include <errno.h>

bool shard_parse(Str value, InputShare *out)
{
    Str of = value, number = str_cut(&of, S("/"));
    out->number = (int)str_to_int(number, SHARD_MOST);
    out->of = (int)str_to_int(of, SHARD_MOST);
    return out->number >= 1 && out->number <= out->of;
}

/* Absent and empty files are told apart by their length. */
Hash128 shard_rules(Str dir, Arena scratch)
{
    enum { LARGEST = 16 << 20 };
    static const Str files[] = {STR_INIT("/content/places.tsv"),
                                STR_INIT("/content/overrides.conf")};
    Hash128 h = {0};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        Arena a = scratch;
        Str text = {0}, path = str_concat(&a, dir, files[i]);
        if (!fs_read(path, LARGEST, true, &a, &text, NULL))
            text = (Str){0};
        Buf b = buf_in(&a);
        pack_str(&b, text);
        h = hash128_more(h, buf_str(&b));
    }
    return h;
}

static ShardHead head_of(const Import *m)
{
    ShardHead h = {.program = shard_program(),
                   .number = m->share.number,
                   .of = m->share.of,
                   .rules = shard_rules(m->c->dir, m->batch),
                   .force = m->force,
                   .encoding = m->encoding,
                   .url = m->url,
                   .files = m->inputs.n};
    for (ptrdiff_t i = 0; i < m->inputs.n; i++)
        h.names = hash128_more(h.names, m->inputs.v[i]);
    return h;
}

/* Where the shard goes: -o, or .jiebao/shards/3-of-8.shard of the site. */
static Str path_of(Import *m)
{
    if (str_given(m->output))
        return m->output;
    Buf b = buf_in(&m->kept);
    buf_add(&b, m->c->dir);
    buf_lit(&b, "/.jiebao/shards");
    fs_mkdirs(buf_str(&b), m->batch); /* what fails shows when it is opened */
    buf_byte(&b, '/');
    buf_int(&b, m->share.number);
    buf_lit(&b, "-of-");
    buf_int(&b, m->share.of);
    buf_lit(&b, ".shard");
    return buf_str(&b);
}

bool shard_put(ShardOut *out, const ImportBatch *b)
{
    Import *m = b->m;
    for (int i = 0; i < b->n; i++) {
        Arena scratch = m->batch;
        const Input *in = &b->inputs[i];
        Buf buf = buf_in(&scratch);
        shard_pack(&buf, in, &b->notes[i], &b->jobs[i], m->c->verbose);
        shard_add(out, (ShardPlace){in->file, in->page}, buf_str(&buf),
                  scratch);
    }
    if (b->last) {
        Buf notes = buf_in(&m->kept);
        shard_pack_diags(&notes, &b->notes[b->n], m->c->verbose);
        out->notes = buf_str(&notes);
    }
    return !out->file.error;
}

static void say_done(Import *m, const ShardOut *out)
{
    Cmd *c = m->c;
    Str args[] = {cmd_int(c, m->share.number), cmd_int(c, m->share.of),
                  cmd_int(c, out->own)};
    Str line[] = {args[0], args[1], args[2], cmd_int(c, m->share.inputs),
                  out->file.path};
    cmd_say(c, S("cmd.shard.done"), line, 5);
}

static bool fail(Import *m, Str path)
{
    if (errno == EWOULDBLOCK)
        DIAG0(&m->c->diags, SHARD_BUSY, path, 0);
    else
        DIAG1(&m->c->diags, WRITE, path, 0, fs_reason(errno));
    return false;
}

int shard_run(Import *m)
{
    ShardOut out;
    ShardHead head = head_of(m);
    Str path = path_of(m);
    if (!shard_create(&out, path, &head, &m->kept)) {
        fail(m, path);
        return cmd_end(m->c);
    }
    m->shard = &out;
    import_run(m);
    bool keep = !stop_asked();
    if (shard_finish(&out, keep, &m->share, m->batch))
        say_done(m, &out);
    else if (keep)
        fail(m, path);
    return cmd_end(m->c);
}
