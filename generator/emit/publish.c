#define _GNU_SOURCE /* openat and friends, O_NOFOLLOW, O_CLOEXEC, syncfs */
#include "emit/publish_own.h"

#include "base/stop.h"
#include "emit/adopt.h"
#include "emit/checksums.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void publish_fail(Publish *p, DiagId id, Str path, int err)
{
    pthread_mutex_lock(&p->lock);
    Failure *f = NEW(p->perm, Failure);
    *f = (Failure){p->failures, str_dup(p->perm, path), err, id};
    p->failures = f;
    p->nfailures++;
    pthread_mutex_unlock(&p->lock);
}

/* Is the path that of a file in the folder itself? */
static bool is_in(Str path, Str folder)
{
    ptrdiff_t n = folder.n;
    return n && path.n > n && path.s[n] == '/' && str_starts(path, folder) &&
           !memchr(path.s + n + 1, '/', (size_t)(path.n - n - 1));
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
        Str folder = is_in(o->path, last) ? last : folder_of(o->path);
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

/* Are the checksums there those of another build than this memory knows of? So
 * it is where the folder has been elsewhere meanwhile, or is a copy. */
static bool was_built_elsewhere(Publish *p, Arena scratch)
{
    Spot at;
    FsStat now;
    const Output *o = state_output(p->state, CHECKSUMS_ROOT);
    return o && !o->in_place && o->st.kind == FS_FILE &&
           folders_spot(&p->folders, o->path, false, &scratch, &at) &&
           fs_stat_at(at.dir, at.name, &now) && now.kind == FS_FILE &&
           !publish_same_bytes(at, o->st.size, o->bytes, scratch);
}

/* A memory that is lost or damaged, or not the last one's, may not name all
 * that is ours. Where nothing is, what lies there is not ours to write among.
 */
static bool claim_folder(Publish *p, Arena scratch, Diags *d)
{
    if (!state_whole(p->state) || !state_noutputs(p->state) ||
        was_built_elsewhere(p, scratch)) {
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

void publish_drop(Publish *p)
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

bool publish_same_bytes(Spot at, int64_t size, Hash128 hash, Arena scratch)
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

/* *st stays as it is where the system does not tell. */
static bool write_file(Spot at, Str bytes, FsStat *st)
{
    int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
    int fd = openat(at.dir, at.name, flags, 0666);
    if (fd < 0)
        return false;
    bool ok = fs_write_fd(fd, bytes);
    int err = errno;
    fs_stat_fd(fd, st);
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
    FsStat made;  /* the file that is to come there */
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
           publish_same_bytes(at, bytes.n, put->bytes, scratch);
}

static bool put_write(Publish *p, Put *put, Str bytes, Arena scratch)
{
    Spot at;
    pthread_mutex_lock(&p->lock);
    bool ok = stage_spot(&p->stage, put->path, &scratch, &at);
    int err = errno;
    pthread_mutex_unlock(&p->lock);
    errno = err;
    return ok && write_file(at, bytes, &put->made);
}

static void count(Publish *p, Output *o, OutputChange change, int64_t *which,
                  int64_t bytes)
{
    o->change = change;
    ++*which;
    p->counts.bytes += bytes;
}

int publish_rank(Str path)
{
    return !str_ends(path, S(".html"))       ? 0
           : str_starts(path, S("reports/")) ? 1
                                             : 2;
}

/* The output's memory, and what becomes of it. */
static void put_end(Publish *p, const Put *put, bool same, Str bytes)
{
    Output *o = put->o;
    int rank = publish_rank(o->path);
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
        o->st = put->made;
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
        publish_fail(p, DIAG_WRITE, path, errno);
        return;
    }
    bool as_before = hash128_eq(put.o->bytes, put.bytes);
    put.sha = as_before ? put.o->sha : sha256(bytes);
    bool same = is_there(&put, at, bytes, scratch);
    if (!same && !put_write(p, &put, bytes, scratch)) {
        publish_fail(p, DIAG_WRITE, path, errno);
        return;
    }
    put_end(p, &put, same, bytes);
}

void publish_lost(Publish *p, Str path)
{
    publish_fail(p, DIAG_WRITE, path, errno);
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

void publish_keep_stale(Publish *p)
{
    p->keep_stale = true;
}

void publish_abandon(Publish *p)
{
    publish_drop(p);
}
