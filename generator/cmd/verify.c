/* jiebao verify: a copy of a site against its checksums. */
#include "base/fs.h"
#include "base/map.h"
#include "cmd/cmd.h"
#include "emit/checksums.h"
#include "emit/state.h"
#include "text/checksum.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static const int64_t LARGEST_OUTPUT = (int64_t)1 << 31;

typedef enum Verdict { WHOLE, MISSING, CHANGED, FOREIGN, VERDICTS } Verdict;

typedef struct Verified {
    Str path;
    Sha256 sha; /* as listed */
    Verdict verdict;
} Verified;

typedef struct Verify {
    Cmd *c;
    Str dir;       /* the copy */
    Map by_path;   /* -> Verified * */
    bool complete; /* all lists are whole: what they leave out is foreign */
    Verified **v;  /* in order of path, once all are known */
    ptrdiff_t n;
    int64_t counts[VERDICTS];
} Verify;

static Verified *add(Verify *x, Str path)
{
    void **slot = map_slot(&x->by_path, path, &x->c->perm);
    if (*slot)
        return NULL; /* listed twice */
    Verified *v = NEW(&x->c->perm, Verified);
    v->path = path;
    *slot = v;
    return v;
}

/* Reads the lines of a list into the map. The paths of a list that somebody
 * else may have written lead nowhere but into the folder. */
static void take_list(Verify *x, Str file, Str text)
{
    Arena *perm = &x->c->perm;
    for (int line = 1; text.n; line++) {
        Str path;
        Sha256 sha;
        bool ok = checksum_take(&text, perm, &sha, &path);
        Verified *v = ok && output_path_valid(path) ? add(x, path) : NULL;
        if (!v) { /* what follows is not to be trusted either */
            DIAG0(&x->c->diags, CHECKSUM_LINE, file, line);
            x->complete = false;
            return;
        }
        v->sha = sha;
    }
}

static bool read_file(Verify *x, Str path, Arena *a, Str *bytes)
{
    Str file = str_join3(a, x->dir, S("/"), path);
    return fs_read(file, LARGEST_OUTPUT, false, a, bytes, NULL);
}

static Verdict judge(Verify *x, const Verified *v, Arena scratch)
{
    Str bytes;
    if (!read_file(x, v->path, &scratch, &bytes))
        return errno == ENOENT || errno == ENOTDIR ? MISSING : CHANGED;
    Sha256 now = sha256(bytes);
    return memcmp(&now, &v->sha, sizeof now) != 0 ? CHANGED : WHOLE;
}

static int cmp_verified(const void *a, const void *b)
{
    return str_cmp((*(Verified *const *)a)->path,
                   (*(Verified *const *)b)->path);
}

static void sort_all(Verify *x)
{
    x->v = NEW_N(&x->c->perm, Verified *, x->by_path.n);
    x->n = 0;
    for (const MapNode *n = x->by_path.first; n; n = n->next)
        if (n->val)
            x->v[x->n++] = n->val;
    if (x->n)
        qsort(x->v, (size_t)x->n, sizeof *x->v, cmp_verified);
}

/* SHA256SUMS names the parts; each whole part names outputs. */
static bool read_lists(Verify *x, Arena scratch)
{
    Str text;
    if (!read_file(x, CHECKSUMS_ROOT, &x->c->perm, &text)) {
        DIAG1(&x->c->diags, NO_CHECKSUMS, (Str){0}, 0, x->dir);
        return false;
    }
    x->complete = true;
    take_list(x, CHECKSUMS_ROOT, text);
    sort_all(x);
    Verified **parts = x->v;
    for (ptrdiff_t i = 0, n = x->n; i < n; i++) {
        parts[i]->verdict = judge(x, parts[i], scratch);
        x->complete = x->complete && parts[i]->verdict == WHOLE;
        if (parts[i]->verdict != MISSING &&
            read_file(x, parts[i]->path, &x->c->perm, &text))
            take_list(x, parts[i]->path, text);
    }
    return true;
}

static void find_foreign(Verify *x)
{
    FsList l;
    if (!fs_list(x->dir, true, &x->c->perm, &l)) {
        DIAG1(&x->c->diags, OPEN, x->dir, 0, fs_reason(errno));
        return;
    }
    for (ptrdiff_t i = 0; i < l.n; i++) {
        Verified *v =
            str_eq(l.v[i].path, CHECKSUMS_ROOT) ? NULL : add(x, l.v[i].path);
        if (v)
            v->verdict = FOREIGN;
    }
}

static void say(Verify *x, const Verified *v)
{
    static const Str names[VERDICTS] = {
        [WHOLE] = STR_INIT("whole"),
        [MISSING] = STR_INIT("missing"),
        [CHANGED] = STR_INIT("changed"),
        [FOREIGN] = STR_INIT("foreign"),
    };
    Str args[] = {names[v->verdict], v->path};
    x->counts[v->verdict]++;
    if (v->verdict != WHOLE)
        cmd_say(x->c, S("cmd.verify.line"), args, 2);
}

static void verify(Verify *x)
{
    Arena *perm = &x->c->perm;
    Arena scratch = arena_carve(perm, (perm->end - perm->beg) / 2);
    if (!read_lists(x, scratch))
        return;
    if (x->complete)
        find_foreign(x);
    sort_all(x);
    for (ptrdiff_t i = 0; i < x->n; i++) {
        bool open = x->v[i]->verdict == WHOLE;
        if (open)
            x->v[i]->verdict = judge(x, x->v[i], scratch);
        say(x, x->v[i]);
    }
    Str args[] = {
        cmd_int(x->c, x->counts[WHOLE]), cmd_int(x->c, x->counts[MISSING]),
        cmd_int(x->c, x->counts[CHANGED]), cmd_int(x->c, x->counts[FOREIGN])};
    cmd_say(x->c, S("cmd.verify.done"), args, 4);
    if (x->counts[MISSING] + x->counts[CHANGED])
        DIAG1(&x->c->diags, NOT_WHOLE, (Str){0}, 0, x->dir);
}

int cmd_verify(Cmd *c, int argc, char **argv)
{
    static const CmdOption own[] = {{0}};
    int code;
    if (!cmd_parse(c, argc, argv, own, &code))
        return code;
    if (c->args.n > 1) {
        DIAG1(&c->diags, ARGUMENT, (Str){0}, 0, c->args.v[1]);
        return cmd_end(c);
    }
    Verify x = {.c = c};
    x.dir =
        c->args.n ? c->args.v[0] : str_concat(&c->perm, c->dir, S("/public"));
    verify(&x);
    return cmd_end(c);
}
