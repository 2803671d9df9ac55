#define _GNU_SOURCE /* renameat and friends with O_NOFOLLOW, O_CLOEXEC */
#include "emit/publish.h"

#include "base/stop.h"
#include "emit/adopt.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Files being written stand in the output folder itself under one of these
 * names, so that what a killed build leaves behind is known to the next. */
#define TEMP_NAME ".jiebao-%02d~"
enum { TEMPS = 64, TEMP_SIZE = 24 };

typedef struct Failure {
    struct Failure *next;
    Str path;
    int err;
    DiagId id;
} Failure;

struct Publish {
    Str dir;
    int root; /* descriptor of dir */
    State *state;
    PublishOptions opt;
    Arena *perm;
    pthread_mutex_t lock; /* guards all below, the state and perm */
    Map folders;          /* "reports" -> int *: descriptor */
    ptrdiff_t noutputs;   /* known when it was opened, and in place */
    ptrdiff_t nin_place;
    uint64_t temps; /* bit k: temporary name k is in use */
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

/* One part of a path at a time, so that no symbolic link leads out. */
static int open_step(int at, const char *name, bool make)
{
    int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    int fd = openat(at, name, flags);
    if (fd < 0 && errno == ENOENT && make &&
        (!mkdirat(at, name, 0777) || errno == EEXIST))
        fd = openat(at, name, flags);
    return fd;
}

/* Under the lock. -1 with errno set. */
static int open_folder(Publish *p, Str folder, bool make, Arena scratch)
{
    if (!folder.n)
        return p->root;
    int *known = map_get(&p->folders, folder);
    if (known)
        return *known;
    ptrdiff_t slash = str_rfind_byte(folder, '/');
    Str above = str_head(folder, slash < 0 ? 0 : slash);
    int at = open_folder(p, above, make, scratch);
    if (at < 0)
        return -1;
    Str name = str_skip(folder, slash + 1);
    int fd = open_step(at, str_cstr(&scratch, name), make);
    if (fd < 0)
        return -1;
    known = NEW(p->perm, int);
    *known = fd;
    *map_slot(&p->folders, str_dup(p->perm, folder), p->perm) = known;
    return fd;
}

/* Where an output is: a name under an open folder. */
typedef struct Spot {
    int dir;
    const char *name;
} Spot;

static bool spot_of(Publish *p, Str path, bool make, Arena *a, Spot *out)
{
    ptrdiff_t slash = str_rfind_byte(path, '/');
    Str folder = str_head(path, slash < 0 ? 0 : slash);
    out->name = str_cstr(a, str_skip(path, slash + 1));
    out->dir = open_folder(p, folder, make, *a);
    return out->dir >= 0;
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
        ptrdiff_t slash = str_rfind_byte(o->path, '/');
        Str folder = str_head(o->path, slash < 0 ? 0 : slash);
        if (!i || !str_eq(folder, last))
            dir = open_folder(p, folder, false, scratch);
        last = folder;
        char *name = str_cstr(&temp, str_skip(o->path, slash + 1));
        o->in_place = dir >= 0 && fs_stat_at(dir, name, &now) &&
                      now.kind == FS_FILE && fs_stat_same(&now, &o->st);
        p->nin_place += o->in_place;
    }
}

bool publish_whole(const Publish *p)
{
    return p->noutputs && p->nin_place == p->noutputs;
}

static void temp_name(int k, char name[TEMP_SIZE])
{
    snprintf(name, TEMP_SIZE, TEMP_NAME, k);
}

static void sweep_temps(Publish *p)
{
    char name[TEMP_SIZE];
    for (int k = 0; k < TEMPS; k++) {
        temp_name(k, name);
        unlinkat(p->root, name, 0);
    }
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

static void close_folders(const MapNode *n)
{
    if (!n)
        return;
    close(*(int *)n->val);
    for (int i = 0; i < 4; i++)
        close_folders(n->child[i]);
}

static void publish_drop(Publish *p)
{
    close_folders(p->folders.root);
    close(p->root);
    pthread_mutex_destroy(&p->lock);
}

Publish *publish_open(Str dir, State *state, PublishOptions opt, Arena *perm,
                      Arena scratch, Diags *d)
{
    Publish *p = NEW(perm, Publish);
    *p = (Publish){.dir = dir, .state = state, .opt = opt, .perm = perm};
    p->root = -1;
    if (fs_mkdirs(dir, scratch))
        p->root =
            open(str_cstr(&scratch, dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (p->root < 0) {
        DIAG1(d, OPEN, dir, 0, fs_reason(errno));
        return NULL;
    }
    pthread_mutex_init(&p->lock, NULL);
    look(p, scratch);
    if (!claim_folder(p, scratch, d)) {
        publish_drop(p);
        return NULL;
    }
    sweep_temps(p);
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

static int take_temp(Publish *p)
{
    int k = 0;
    while (k < TEMPS - 1 && p->temps >> k & 1)
        k++;
    p->temps |= (uint64_t)1 << k;
    return k;
}

/* False, with errno 0 where the bytes are others. */
static bool same_bytes(Spot at, int64_t size, Hash128 hash, Arena scratch)
{
    Str found;
    int fd =
        openat(at.dir, at.name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool read = fs_read_fd(fd, size, size, &scratch, &found);
    int err = read ? 0 : errno;
    close(fd);
    errno = err;
    return read && found.n == size && hash128_eq(hash128(found), hash);
}

static bool write_temp(Publish *p, const char *temp, Str bytes)
{
    int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
    int fd = openat(p->root, temp, flags, 0666);
    if (fd < 0)
        return false;
    bool ok = fs_write_fd(fd, bytes);
    int err = errno;
    if (close(fd) && ok) /* some file systems say only now that they are full */
        return false;
    errno = err;
    return ok;
}

/* Writes under the temporary name k, renames, and tells how the file then
 * stands: the rename itself changes its ctime. */
static bool write_file(Publish *p, int k, Spot at, Str bytes, FsStat *st)
{
    char temp[TEMP_SIZE];
    temp_name(k, temp);
    if (write_temp(p, temp, bytes) && !renameat(p->root, temp, at.dir, at.name))
        return fs_stat_at(at.dir, at.name, st);
    int err = errno;
    unlinkat(p->root, temp, 0);
    errno = err;
    return false;
}

typedef struct Put { /* one output on its way to the disk */
    Output *o;
    Spot at;
    int temp;
    bool known; /* the disk holds bytes of a known hash */
} Put;

static bool put_begin(Publish *p, Str path, Arena *a, Put *put)
{
    pthread_mutex_lock(&p->lock);
    put->o = state_own(p->state, path);
    bool ok = spot_of(p, path, false, a, &put->at);
    if (!ok && errno == ENOENT) { /* a folder is ours by what it is made for */
        state_claim(p->state, put->o);
        ok = spot_of(p, path, true, a, &put->at);
    }
    int err = errno;
    put->temp = take_temp(p);
    put->known = put->o->in_place;
    put->o->wanted = true;
    pthread_mutex_unlock(&p->lock);
    errno = err;
    return ok;
}

static bool hash128_given(Hash128 h)
{
    return h.lo || h.hi;
}

/* What an output's bytes are, and what they were made from. */
typedef struct Made {
    Hash128 inputs, bytes;
    Sha256 sha;
} Made;

static void put_end(Publish *p, Put *put, const Made *m, const FsStat *st)
{
    Output *o = put->o;
    Hash128 inputs = m->inputs, hash = m->bytes;
    pthread_mutex_lock(&p->lock);
    o->sha = m->sha;
    o->dirty = o->dirty || !hash128_eq(o->inputs, inputs) ||
               !hash128_eq(o->bytes, hash) || !fs_stat_same(&o->st, st);
    o->inputs = inputs;
    o->bytes = hash;
    o->st = *st;
    o->in_place = true;
    pthread_mutex_unlock(&p->lock);
}

static bool put_write(Publish *p, Put *put, Str bytes, FsStat *st)
{
    pthread_mutex_lock(&p->lock);
    state_claim(p->state, put->o);
    pthread_mutex_unlock(&p->lock);
    return write_file(p, put->temp, put->at, bytes, st);
}

/* The last step of every put. */
static void count(Publish *p, Put *put, OutputChange change, int64_t *which,
                  int64_t bytes)
{
    pthread_mutex_lock(&p->lock);
    put->o->change = change;
    ++*which;
    p->counts.bytes += bytes;
    p->temps &= ~((uint64_t)1 << put->temp);
    pthread_mutex_unlock(&p->lock);
}

static void put_failed(Publish *p, Put *put, Str path)
{
    int64_t none = 0;
    fail(p, DIAG_WRITE, path, errno);
    count(p, put, OUTPUT_SAME, &none, 0);
}

void publish_put(Publish *p, Str path, Hash128 inputs, Str bytes, Arena scratch)
{
    if (stop_asked())
        return; /* what is being made may lack what was left out */
    Put put;
    FsStat st = {0};
    Made m = {.inputs = inputs, .bytes = hash128(bytes)};
    if (!put_begin(p, path, &scratch, &put)) {
        put_failed(p, &put, path);
        return;
    }
    bool as_before = hash128_eq(put.o->bytes, m.bytes);
    bool any_before = hash128_given(put.o->bytes);
    m.sha = as_before ? put.o->sha : sha256(bytes);
    st = put.o->st;
    bool same = put.known && as_before;
    if (!put.known) {
        fs_stat_at(put.at.dir, put.at.name, &st);
        same = st.kind == FS_FILE && st.size == bytes.n &&
               same_bytes(put.at, bytes.n, m.bytes, scratch);
    }
    bool existed = st.kind != FS_NONE;
    if (!same && !put_write(p, &put, bytes, &st)) {
        put_failed(p, &put, path);
        return;
    }
    put_end(p, &put, &m, &st);
    if (same)
        count(p, &put, any_before ? OUTPUT_SAME : OUTPUT_CHANGED,
              &p->counts.unchanged, 0);
    else if (existed)
        count(p, &put, OUTPUT_CHANGED, &p->counts.changed, bytes.n);
    else
        count(p, &put, OUTPUT_ADDED, &p->counts.added, bytes.n);
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
        if (!spot_of(p, path, false, &temp, &at) ||
            unlinkat(at.dir, at.name, AT_REMOVEDIR))
            return;
    }
}

/* Removes it where it is ours. False with errno where nobody knows, or it does
 * not go. */
static bool remove_ours(Publish *p, const Output *o, Arena scratch)
{
    Spot at;
    FsStat now;
    if (!spot_of(p, o->path, false, &scratch, &at))
        return !fs_failed(errno);
    if (!fs_stat_at(at.dir, at.name, &now))
        return false;
    errno = 0;
    if (!is_ours(o, at, &now, scratch))
        return !fs_failed(errno);
    if (unlinkat(at.dir, at.name, 0) && errno != ENOENT)
        return false;
    p->counts.removed++;
    return true;
}

/* False where it should have gone and did not. */
static bool remove_output(Publish *p, const Output *o, Arena scratch)
{
    if (!remove_ours(p, o, scratch)) {
        fail(p, DIAG_REMOVE, o->path, errno);
        return false;
    }
    remove_empty_folders(p, o->path, scratch);
    return true;
}

static void remove_stale(Publish *p, Arena scratch)
{
    ptrdiff_t n;
    Output **v = state_outputs(p->state, &n, &scratch);
    ptrdiff_t stale = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        stale += !v[i]->wanted;
    p->removed = NEW_N(p->perm, PublishChange, stale);
    for (ptrdiff_t i = 0; i < n; i++)
        if (!v[i]->wanted && remove_output(p, v[i], scratch)) {
            p->removed[p->nremoved++] =
                (PublishChange){v[i]->path, OUTPUT_REMOVED, 0};
            state_forget(p->state, v[i]);
        }
}

bool publish_failed(const Publish *p)
{
    return p->failures != NULL;
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

/* Not one by one: that takes several times as long. */
static bool reach_disk(const Publish *p)
{
#ifdef __linux__
    return !syncfs(p->root);
#else
    (void)p;
    return true;
#endif
}

PublishResult publish_close(Publish *p, Arena scratch, Diags *d)
{
    if (!p->failures && !p->keep_stale && !stop_asked())
        remove_stale(p, scratch);
    list_changes(p, scratch);
    if (p->counts.added + p->counts.changed + p->counts.removed &&
        !reach_disk(p)) {
        p->counts.unsure = true;
        fail(p, DIAG_WRITE, S(""), errno);
    }
    report_failures(p, scratch, d);
    publish_drop(p);
    return p->counts;
}
