#define _GNU_SOURCE /* syncfs, unlinkat */
#include "emit/publish_own.h"

#include "base/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* --- what goes */

/* Outputs that are no longer wanted. */
typedef struct Stale {
    Output **v; /* those that are there */
    ptrdiff_t n;
    Output **lost; /* not there, or not ours any more: forgotten */
    ptrdiff_t nlost;
} Stale;

/* Only what certainly is ours goes: a regular file as we left it, one of the
 * same bytes (touched, or copied with the site), or one that a killed build was
 * about to write. */
static bool is_ours(const Output *o, Spot at, const FsStat *now, Arena scratch)
{
    bool claimed = o->st.kind == FS_NONE;
    return now->kind == FS_FILE &&
           (o->in_place || claimed ||
            (now->size == o->st.size &&
             publish_same_bytes(at, now->size, o->bytes, scratch)));
}

/* The folders above a removed output, as far as they are empty now, or gone: a
 * build may have been killed between two of them. */
static void remove_empty_folders(Publish *p, Str path, Arena scratch)
{
    for (ptrdiff_t n; (n = str_rfind_byte(path, '/')) > 0;) {
        Arena temp = scratch;
        Spot at;
        path = str_head(path, n);
        bool gone = folders_spot(&p->folders, path, false, &temp, &at) &&
                    !unlinkat(at.dir, at.name, AT_REMOVEDIR);
        if (!gone && errno != ENOENT)
            return;
    }
}

/* Is the output there, and ours? False in *known, with errno, where nobody can
 * tell. */
static bool find_ours(Publish *p, const Output *o, bool *known, Arena scratch)
{
    Spot at;
    FsStat now;
    if (!folders_spot(&p->folders, o->path, false, &scratch, &at)) {
        *known = !fs_failed(errno);
        return false;
    }
    *known = fs_stat_at(at.dir, at.name, &now);
    errno = 0;
    bool ours = *known && is_ours(o, at, &now, scratch);
    *known = *known && (ours || !fs_failed(errno));
    return ours;
}

/* Those that nobody knows of stay, and it is said. */
static Stale find_stale(Publish *p, Arena *a)
{
    ptrdiff_t n;
    Output **v = state_outputs(p->state, &n, a);
    Stale s = {.v = v, .lost = NEW_N(a, Output *, n)};
    for (ptrdiff_t i = 0; i < n; i++) {
        bool known;
        if (v[i]->wanted)
            continue;
        if (find_ours(p, v[i], &known, *a))
            s.v[s.n++] = v[i];
        else if (known)
            s.lost[s.nlost++] = v[i];
        else
            publish_fail(p, DIAG_REMOVE, v[i]->path, errno);
    }
    return s;
}

static void forget(Publish *p, Output *o)
{
    p->removed[p->nremoved++] = (PublishChange){o->path, OUTPUT_REMOVED, 0};
    state_forget(p->state, o);
}

static void remove_stale(Publish *p, const Stale *s, Arena scratch)
{
    p->removed = NEW_N(p->perm, PublishChange, s->n + s->nlost);
    for (ptrdiff_t i = 0; i < s->nlost; i++)
        forget(p, s->lost[i]);
    for (int rank = STAGE_RANKS - 1; rank >= 0; rank--)
        for (ptrdiff_t i = 0; i < s->n; i++) {
            Output *o = s->v[i];
            if (publish_rank(o->path) != rank)
                continue;
            if (!stage_take(&p->stage, o->path, scratch)) {
                publish_fail(p, DIAG_REMOVE, o->path, errno);
                continue;
            }
            p->counts.removed++;
            forget(p, o);
        }
    for (ptrdiff_t i = 0; i < p->nremoved; i++)
        remove_empty_folders(p, p->removed[i].path, scratch);
}

/* --- what changed */

static int cmp_change(const void *a, const void *b)
{
    return str_cmp(((const PublishChange *)a)->path,
                   ((const PublishChange *)b)->path);
}

/* What changed, by path: of the outputs that are there, and of those that are
 * gone. */
static void list_changes(Publish *p, Arena scratch)
{
    Output **v;
    ptrdiff_t n = publish_outputs(p, &v, &scratch), k = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        k += v[i]->change != OUTPUT_SAME;
    PublishChange *all = NEW_N(p->perm, PublishChange, k + p->nremoved);
    k = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        if (v[i]->change != OUTPUT_SAME)
            all[k++] = (PublishChange){v[i]->path, v[i]->change, v[i]->st.size};
    for (ptrdiff_t i = 0; i < p->nremoved; i++)
        all[k++] = p->removed[i];
    if (k)
        qsort(all, (size_t)k, sizeof *all, cmp_change);
    p->counts.changes = all;
    p->counts.nchanges = k;
}

static int cmp_failure(const void *a, const void *b)
{
    return str_cmp((*(Failure *const *)a)->path, (*(Failure *const *)b)->path);
}

/* In order of path, so that it does not show which thread failed first. */
static void report_failures(Publish *p, Arena scratch, Diags *d)
{
    Failure **v = NEW_N(&scratch, Failure *, p->nfailures);
    ptrdiff_t n = 0;
    for (Failure *f = p->failures; f; f = f->next)
        v[n++] = f;
    if (n)
        qsort(v, (size_t)n, sizeof *v, cmp_failure);
    for (ptrdiff_t i = 0; i < n; i++) {
        Str path = str_join3(&scratch, p->dir, S("/"), v[i]->path);
        diag_add(d, v[i]->id, path, 0, fs_reason(v[i]->err), (Str){0},
                 (Str){0});
    }
}

/* --- putting in place */

/* Pages that come, or go, in one build and link to each other in a ring suit no
 * order of renames: in the moment between the first and the last one, a link
 * leads nowhere. For so many renames in a row, microseconds, that is borne: a
 * new report brings its page, that of its notes, and pages of a district and
 * years where it is their first. Where there are more, the change is made
 * behind a second tree (stage_cover), which costs a link to each file that
 * stays, and its removal. */
enum { MOST_IN_A_ROW = 16 };

static ptrdiff_t pages_in_a_row(const Publish *p, const Stale *s)
{
    ptrdiff_t come = 0, go = 0;
    for (ptrdiff_t i = 0; i < p->stage.n; i++)
        come += p->stage.v[i].rank > 0 && p->stage.v[i].rank < STAGE_REPLACES;
    for (ptrdiff_t i = 0; i < s->n; i++)
        go += publish_rank(s->v[i]->path) > 0;
    return come > go ? come : go;
}

static void cover(Publish *p, const Stale *s, Arena scratch)
{
    if (pages_in_a_row(p, s) <= MOST_IN_A_ROW)
        return;
    Str *gone = NEW_N(&scratch, Str, s->n);
    for (ptrdiff_t i = 0; i < s->n; i++)
        gone[i] = s->v[i]->path;
    stage_cover(&p->stage, gone, s->n, scratch); /* else the order must do */
}

/* That all of these are ours is known before the first one is in place, and so
 * are their bytes on the disk. */
static bool claim_all(Publish *p)
{
    for (ptrdiff_t i = 0; i < p->stage.n; i++)
        state_claim(p->state, p->stage.v[i].owner);
    if (state_flush(p->state))
        return true;
    publish_fail(p, DIAG_WRITE, S(""), errno);
    return false;
}

static bool place_all(Publish *p, const Stale *s, Arena scratch)
{
    Str failed = {0};
    if (!p->stage.n)
        return true;
    if (!claim_all(p))
        return false;
    cover(p, s, scratch);
    if (stage_sync(&p->stage) && stage_place(&p->stage, &failed, scratch))
        return true;
    publish_fail(p, DIAG_WRITE, failed, errno);
    return false;
}

/* A link more or less changes the ctime: what else is as it was is ours
 * still. */
static void look_again(Publish *p, Arena scratch)
{
    ptrdiff_t n;
    Output **v = state_outputs(p->state, &n, &scratch);
    for (ptrdiff_t i = 0; i < n; i++) {
        Arena a = scratch;
        Spot at;
        FsStat now;
        if (!v[i]->in_place ||
            !folders_spot(&p->folders, v[i]->path, false, &a, &at) ||
            !fs_stat_at(at.dir, at.name, &now))
            continue;
        v[i]->st.ctime_ns = now.ctime_ns;
        v[i]->dirty = true;
    }
}

/* A rename changes the ctime, and so does a link of the second tree; that of a
 * folder leaves what is in it as it was written. */
static void look_at_placed(Publish *p, bool covered, Arena scratch)
{
    for (ptrdiff_t i = 0; i < p->stage.n; i++) {
        Output *o = p->stage.v[i].owner;
        bool moved = p->stage.v[i].placed != PLACED_INSIDE;
        if (!moved && !covered && o->st.kind == FS_FILE)
            continue;
        if (!stage_stat(&p->stage, &p->stage.v[i], &o->st, scratch))
            o->st = (FsStat){0}; /* to be looked at again */
    }
}

/* Once removals are on the disk, what is removed cannot come back as a file
 * that is nobody's. */
static bool removals_reach_disk(const Publish *p)
{
#ifdef __linux__
    return !p->counts.removed || !syncfs(p->folders.root);
#else
    (void)p;
    return true;
#endif
}

PublishResult publish_close(Publish *p, Arena scratch, Diags *d)
{
    Stale gone = {0};
    bool ready = !p->failures && !stop_asked();
    folders_look_again(&p->folders);
    if (ready && !p->keep_stale)
        gone = find_stale(p, &scratch);
    p->counts.placed = ready && place_all(p, &gone, scratch) && !stop_asked();
    if (p->counts.placed)
        remove_stale(p, &gone, scratch);
    bool covered = stage_settle(&p->stage, scratch);
    if (covered)
        look_again(p, scratch);
    if (p->counts.placed) {
        look_at_placed(p, covered, scratch);
        list_changes(p, scratch);
    }
    if (p->counts.placed && !removals_reach_disk(p)) {
        p->counts.unsure = true;
        publish_fail(p, DIAG_WRITE, S(""), errno);
    }
    report_failures(p, scratch, d);
    publish_drop(p);
    return p->counts;
}
