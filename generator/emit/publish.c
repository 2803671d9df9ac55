#define _GNU_SOURCE /* openat and friends, O_NOFOLLOW, O_CLOEXEC, syncfs */
#include "emit/publish.h"

#include "base/stop.h"
#include "emit/adopt.h"
#include "emit/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Failure {
    struct Failure *next;
    Str path;
    int err;
    DiagId id;
} Failure;

struct Publish {
    Str dir;
    State *state;
    PublishOptions opt;
    Arena *perm;
    pthread_mutex_t lock; /* guards all below, the state and perm */
    Folders folders;      /* dir */
    Stage stage;
    ptrdiff_t noutputs; /* known when it was opened, and in place */
    ptrdiff_t nin_place;
    PublishResult counts;
    PublishChange *removed;
    ptrdiff_t nremoved;
    Failure *failures;
    ptrdiff_t nfailures;
    bool keep_stale;
};

static void fail(Publish *p, DiagId id, Str path, int err)
{
    pthread_mutex_lock(&p->lock);
    Failure *f = NEW(p->perm, Failure);
    *f = (Failure){p->failures, str_dup(p->perm, path), err, id};
    p->failures = f;
    p->nfailures++;
    pthread_mutex_unlock(&p->lock);
}

/* Marks the outputs that the disk still holds as we left them. Those of a
 * folder come together, for the most part. */
static void look(Publish *p, Arena scratch)
{
    Str last = {0};
    int dir = -1;
    Output **v = state_outputs(p->state, &p->noutputs, &scratch);
    for (ptrdiff_t i = 0; i < p->noutputs; i++) {
        Arena temp = scratch;
        Output *o = v[i];
        FsStat now;
        Str folder = folder_of(o->path);
        if (!i || !str_eq(folder, last))
            dir = folders_open(&p->folders, folder, false, scratch);
        last = folder;
        Str bare = str_skip(o->path, folder.n + (folder.n > 0));
        char *name = str_cstr(&temp, bare);
        o->in_place = dir >= 0 && fs_stat_at(dir, name, &now) &&
                      now.kind == FS_FILE && fs_stat_same(&now, &o->st);
        p->nin_place += o->in_place;
    }
}

bool publish_whole(const Publish *p)
{
    return p->noutputs && p->nin_place == p->noutputs;
}

/* Anything but hidden files, which hosts and version control keep. */
static bool folder_is_empty(Str dir, Arena scratch)
{
    FsList l;
    return !fs_list(dir, false, &scratch, &l) || !l.n;
}

/* A memory that is lost or damaged may not name all that is ours. Where nothing
 * is, what lies there is not ours to write among. */
static bool claim_folder(Publish *p, Arena scratch, Diags *d)
{
    if (!state_whole(p->state) || !state_noutputs(p->state)) {
        if (!adopt_outputs(p->state, p->dir, scratch, d))
            return false;
        state_settle(p->state);
    }
    if (state_noutputs(p->state) || p->opt.force ||
        folder_is_empty(p->dir, scratch))
        return true;
    DIAG1(d, NOT_OURS, (Str){0}, 0, p->dir);
    return false;
}

static void publish_drop(Publish *p)
{
    stage_close(&p->stage);
    folders_close(&p->folders);
    pthread_mutex_destroy(&p->lock);
}

Publish *publish_open(Str dir, State *state, PublishOptions opt, Arena *perm,
                      Arena scratch, Diags *d)
{
    Publish *p = NEW(perm, Publish);
    *p = (Publish){.dir = dir, .state = state, .opt = opt, .perm = perm};
    p->folders = (Folders){.root = -1, .mem = perm};
    if (fs_mkdirs(dir, scratch))
        p->folders.root =
            open(str_cstr(&scratch, dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (p->folders.root < 0) {
        DIAG1(d, OPEN, dir, 0, fs_reason(errno));
        return NULL;
    }
    pthread_mutex_init(&p->lock, NULL);
    stage_open(&p->stage, &p->folders, dir, opt.memory, perm, scratch);
    look(p, scratch);
    if (!claim_folder(p, scratch, d)) {
        publish_drop(p);
        return NULL;
    }
    return p;
}

static bool is_current(const Publish *p, const Output *o, Hash128 inputs)
{
    return o && !p->opt.full && o->in_place && hash128_eq(o->inputs, inputs);
}

static void keep(Publish *p, Output *o)
{
    p->counts.unchanged += !o->wanted;
    o->wanted = true;
}

void publish_keep(Publish *p, Arena scratch)
{
    ptrdiff_t n;
    Output **v = state_outputs(p->state, &n, &scratch);
    for (ptrdiff_t i = 0; i < n; i++)
        keep(p, v[i]);
}

bool publish_current(Publish *p, Str path, Hash128 inputs)
{
    pthread_mutex_lock(&p->lock);
    Output *o = state_output(p->state, path);
    bool current = is_current(p, o, inputs);
    if (current)
        keep(p, o);
    pthread_mutex_unlock(&p->lock);
    return current;
}

static bool hash128_given(Hash128 h)
{
    return h.lo || h.hi;
}

bool publish_made_from(Publish *p, Str path, Hash128 *inputs)
{
    pthread_mutex_lock(&p->lock);
    const Output *o = state_output(p->state, path);
    bool known = o && !p->opt.full && o->in_place && hash128_given(o->inputs);
    if (known)
        *inputs = o->inputs;
    pthread_mutex_unlock(&p->lock);
    return known;
}

bool publish_rekey(Publish *p, Str path, Hash128 inputs)
{
    pthread_mutex_lock(&p->lock);
    Output *o = state_output(p->state, path);
    bool in_place = o && o->in_place;
    if (in_place) {
        keep(p, o);
        o->dirty = o->dirty || !hash128_eq(o->inputs, inputs);
        o->inputs = inputs;
    }
    pthread_mutex_unlock(&p->lock);
    return in_place;
}

/* False, with errno 0 where the bytes are others. */
static bool read_bytes(Spot at, int64_t size, Hash128 hash, Arena *a, Str *out)
{
    int fd =
        openat(at.dir, at.name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool read = fs_read_fd(fd, size, size, a, out);
    int err = read ? 0 : errno;
    close(fd);
    errno = err;
    return read && out->n == size && hash128_eq(hash128(*out), hash);
}

static bool same_bytes(Spot at, int64_t size, Hash128 hash, Arena scratch)
{
    Str found;
    return read_bytes(at, size, hash, &scratch, &found);
}

bool publish_read(Publish *p, Str path, Arena *a, Str *bytes)
{
    Spot at;
    Output known = {0};
    pthread_mutex_lock(&p->lock);
    const Output *o = state_output(p->state, path);
    bool there =
        o && o->in_place && folders_spot(&p->folders, path, false, a, &at);
    if (there)
        known = *o;
    pthread_mutex_unlock(&p->lock);
    return there && read_bytes(at, known.st.size, known.bytes, a, bytes);
}

static bool write_file(Spot at, Str bytes)
{
    int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
    int fd = openat(at.dir, at.name, flags, 0666);
    if (fd < 0)
        return false;
    bool ok = fs_write_fd(fd, bytes);
    int err = errno;
    if (close(fd) && ok) /* some file systems say only now that they are full */
        return false;
    errno = err;
    return ok;
}

typedef struct Put { /* one output on its way to the stage */
    Output *o;
    Str path;
    Hash128 inputs, bytes; /* what it is made from, and its bytes' hash */
    Sha256 sha;
    FsStat there; /* what is in its place */
    bool known;   /* the disk holds bytes of a known hash */
} Put;

/* False with errno where nobody can tell what is there, or it is a folder. */
static bool put_begin(Publish *p, Put *put, Arena *a, Spot *at)
{
    pthread_mutex_lock(&p->lock);
    put->o = state_own(p->state, put->path);
    bool ok = folders_spot(&p->folders, put->path, false, a, at);
    int err = errno;
    put->known = put->o->in_place;
    put->o->wanted = true;
    pthread_mutex_unlock(&p->lock);
    put->there = put->known ? put->o->st : (FsStat){0};
    errno = err;
    if (!ok)
        return errno == ENOENT; /* with its folder */
    if (!put->known && !fs_stat_at(at->dir, at->name, &put->there))
        return false;
    errno = EISDIR;
    return put->there.kind != FS_DIR;
}

/* Are the bytes in place already? */
static bool is_there(const Put *put, Spot at, Str bytes, Arena scratch)
{
    if (put->known)
        return hash128_eq(put->o->bytes, put->bytes);
    return put->there.kind == FS_FILE && put->there.size == bytes.n &&
           same_bytes(at, bytes.n, put->bytes, scratch);
}

static bool put_write(Publish *p, const Put *put, Str bytes, Arena scratch)
{
    Spot at;
    pthread_mutex_lock(&p->lock);
    bool ok = stage_spot(&p->stage, put->path, &scratch, &at);
    int err = errno;
    pthread_mutex_unlock(&p->lock);
    errno = err;
    return ok && write_file(at, bytes);
}

static void count(Publish *p, Output *o, OutputChange change, int64_t *which,
                  int64_t bytes)
{
    o->change = change;
    ++*which;
    p->counts.bytes += bytes;
}

/* Pages that others link to are placed before them, and go after them: what is
 * no page, reports, lists. */
static int rank_of(Str path)
{
    return !str_ends(path, S(".html"))       ? 0
           : str_starts(path, S("reports/")) ? 1
                                             : 2;
}

/* The output's memory, and what becomes of it. */
static void put_end(Publish *p, const Put *put, bool same, Str bytes)
{
    Output *o = put->o;
    int rank = rank_of(o->path);
    bool existed = put->there.kind != FS_NONE;
    OutputChange quiet = hash128_given(o->bytes) ? OUTPUT_SAME : OUTPUT_CHANGED;
    pthread_mutex_lock(&p->lock);
    o->sha = put->sha;
    o->dirty = o->dirty || !same || !hash128_eq(o->inputs, put->inputs) ||
               !hash128_eq(o->bytes, put->bytes) ||
               !fs_stat_same(&o->st, &put->there);
    o->inputs = put->inputs;
    o->bytes = put->bytes;
    o->st = put->there;
    o->in_place = true;
    if (same) {
        count(p, o, quiet, &p->counts.unchanged, 0);
    } else {
        o->st.size = bytes.n;
        stage_add(&p->stage, o->path, existed ? STAGE_REPLACES : rank, o);
        count(p, o, existed ? OUTPUT_CHANGED : OUTPUT_ADDED,
              existed ? &p->counts.changed : &p->counts.added, bytes.n);
    }
    pthread_mutex_unlock(&p->lock);
}

bool publish_failed(const Publish *p)
{
    pthread_mutex_t *lock = (pthread_mutex_t *)(uintptr_t)&p->lock;
    pthread_mutex_lock(lock);
    bool failed = p->failures != NULL;
    pthread_mutex_unlock(lock);
    return failed;
}

void publish_put(Publish *p, Str path, Hash128 inputs, Str bytes, Arena scratch)
{
    Spot at;
    Put put = {.path = path, .inputs = inputs, .bytes = hash128(bytes)};
    /* Once stopped, what is being made may lack what was left out. */
    if (stop_asked() || publish_failed(p))
        return;
    if (!put_begin(p, &put, &scratch, &at)) {
        fail(p, DIAG_WRITE, path, errno);
        return;
    }
    bool as_before = hash128_eq(put.o->bytes, put.bytes);
    put.sha = as_before ? put.o->sha : sha256(bytes);
    bool same = is_there(&put, at, bytes, scratch);
    if (!same && !put_write(p, &put, bytes, scratch)) {
        fail(p, DIAG_WRITE, path, errno);
        return;
    }
    put_end(p, &put, same, bytes);
}

/* Only what certainly is ours goes: a regular file as we left it, one of the
 * same bytes (touched, or copied with the site), or one that a killed build was
 * about to write. */
static bool is_ours(const Output *o, Spot at, const FsStat *now, Arena scratch)
{
    bool claimed = o->st.kind == FS_NONE;
    return now->kind == FS_FILE &&
           (o->in_place || claimed ||
            (now->size == o->st.size &&
             same_bytes(at, now->size, o->bytes, scratch)));
}

/* The folders above a removed output, as far as they are empty now. */
static void remove_empty_folders(Publish *p, Str path, Arena scratch)
{
    for (ptrdiff_t n; (n = str_rfind_byte(path, '/')) > 0;) {
        Arena temp = scratch;
        Spot at;
        path = str_head(path, n);
        if (!folders_spot(&p->folders, path, false, &temp, &at) ||
            unlinkat(at.dir, at.name, AT_REMOVEDIR))
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

static void forget(Publish *p, Output *o)
{
    p->removed[p->nremoved++] = (PublishChange){o->path, OUTPUT_REMOVED, 0};
    state_forget(p->state, o);
}

/* The outputs that are to go, in *v; what is not there, or not ours any more,
 * is forgotten. Those that nobody knows of stay, and it is said. */
static ptrdiff_t find_stale(Publish *p, Output **v, ptrdiff_t n, Arena scratch)
{
    ptrdiff_t stale = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        bool known;
        if (v[i]->wanted)
            continue;
        if (find_ours(p, v[i], &known, scratch))
            v[stale++] = v[i];
        else if (known)
            forget(p, v[i]);
        else
            fail(p, DIAG_REMOVE, v[i]->path, errno);
    }
    return stale;
}

static void remove_stale(Publish *p, Arena scratch)
{
    ptrdiff_t n;
    Output **v = state_outputs(p->state, &n, &scratch);
    p->removed = NEW_N(p->perm, PublishChange, n);
    n = find_stale(p, v, n, scratch);
    for (int rank = STAGE_RANKS - 1; rank >= 0; rank--)
        for (ptrdiff_t i = 0; i < n; i++) {
            if (rank_of(v[i]->path) != rank)
                continue;
            if (!stage_take(&p->stage, v[i]->path, scratch)) {
                fail(p, DIAG_REMOVE, v[i]->path, errno);
                continue;
            }
            p->counts.removed++;
            forget(p, v[i]);
        }
    for (ptrdiff_t i = 0; i < p->nremoved; i++)
        remove_empty_folders(p, p->removed[i].path, scratch);
}

ptrdiff_t publish_outputs(Publish *p, Output ***v, Arena *a)
{
    ptrdiff_t n, k = 0;
    *v = state_outputs(p->state, &n, a);
    for (ptrdiff_t i = 0; i < n; i++)
        if ((*v)[i]->wanted && (*v)[i]->in_place)
            (*v)[k++] = (*v)[i];
    return k;
}

const Output *publish_output(Publish *p, Str path)
{
    const Output *o = state_output(p->state, path);
    return o && o->wanted && o->in_place ? o : NULL;
}

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

void publish_keep_stale(Publish *p)
{
    p->keep_stale = true;
}

void publish_abandon(Publish *p)
{
    publish_drop(p);
}

/* That all of these are ours is known before the first one is in place, and so
 * are their bytes on the disk. */
static bool claim_all(Publish *p)
{
    for (ptrdiff_t i = 0; i < p->stage.n; i++)
        state_claim(p->state, p->stage.v[i].owner);
    if (state_flush(p->state))
        return true;
    fail(p, DIAG_WRITE, S(""), errno);
    return false;
}

static void place_all(Publish *p, Arena scratch)
{
    Str failed = {0};
    if (!p->stage.n || !claim_all(p))
        return;
    if (!stage_sync(&p->stage) || !stage_place(&p->stage, &failed, scratch)) {
        fail(p, DIAG_WRITE, failed, errno);
        return;
    }
    for (ptrdiff_t i = 0; i < p->stage.n;
         i++) { /* a rename changes the ctime */
        Output *o = p->stage.v[i].owner;
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
    if (!p->failures && !stop_asked())
        place_all(p, scratch);
    p->counts.placed = !p->failures && !stop_asked();
    if (p->counts.placed && !p->keep_stale)
        remove_stale(p, scratch);
    if (p->counts.placed)
        list_changes(p, scratch);
    if (p->counts.placed && !removals_reach_disk(p)) {
        p->counts.unsure = true;
        fail(p, DIAG_WRITE, S(""), errno);
    }
    report_failures(p, scratch, d);
    publish_drop(p);
    return p->counts;
}
