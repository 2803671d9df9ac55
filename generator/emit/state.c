#define _GNU_SOURCE /* pwrite-like helpers with O_CLOEXEC, mmap */
#include "emit/state.h"

#include "emit/state_codec.h"
#include "emit/state_heap.h"
#include "emit/state_log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "jiebao state 2\n"

typedef enum RecordKind {
    RECORD_KEY = 1,   /* the key of the entries that follow */
    RECORD_ENTRY,     /* put_entry */
    RECORD_NO_ENTRY,  /* slug of a report that is gone */
    RECORD_OUTPUT,    /* put_output */
    RECORD_CLAIM,     /* path that is about to be written */
    RECORD_NO_OUTPUT, /* path that was removed */
    RECORD_DOUBT,     /* what was behind this was lost: outputs may be ours
                         that are not known */
    RECORD_SURE,      /* they are known now */
    RECORD_MADE,      /* a MadeWith */
    RECORD_STAMP      /* a Stamp; holds as long as it is the last record */
} RecordKind;

/* An entry as remembered: decoded when it is asked for. */
typedef struct Memory {
    struct Memory *next; /* of all records, in their order */
    Str slug;
    Str record; /* view of the mapped log; absent: forgotten */
} Memory;

/* An output in the list of all. */
typedef struct Listed {
    struct Listed *next;
    Output o;
    bool gone; /* not ours any more */
} Listed;

struct State {
    Str path;
    Str map; /* the log as it was found, mapped */
    Arena *perm;
    Hash128 key;
    bool same_key;        /* the entries were stored under `key` */
    bool whole;           /* read to its end, and nothing was ever lost */
    bool doubt;           /* the last of RECORD_DOUBT and RECORD_SURE */
    Memory *unsorted;     /* records that are not in the map yet */
    Memory **tail;        /* the end of their list */
    Map memories;         /* slug -> Memory *, once it is asked for */
    Map outputs;          /* path -> Listed * */
    Listed *first;        /* all outputs, in the order in which they came */
    Listed **last;        /* the end of their list */
    ptrdiff_t noutputs;   /* that are ours */
    MadeWith before, now; /* the last finished build; this one */
    Stamp stamp, stamped; /* the same; inputs zero: none */
    int64_t now_ns;       /* the file system's clock when this run began */
    Log log;
    Heap heap;
    Entry recalled; /* by state_recall */
};

static void append(State *s, RecordKind kind, Str bytes)
{
    log_append(&s->log, (uint32_t)kind, bytes);
}

static void append_key(State *s)
{
    append(s, RECORD_KEY, (Str){(const char *)&s->key, sizeof s->key});
}

/* The slug is the first text after the fixed part of an entry. */
static Str entry_slug(Str record)
{
    ptrdiff_t at = 4 + 4 * 8 + (ptrdiff_t)sizeof(Hash128) + 4;
    int32_t n = -1;
    if (record.n >= at + 4)
        memcpy(&n, record.s + at, sizeof n);
    return n > 0 && n <= record.n - at - 4
               ? str_head(str_skip(record, at + 4), n)
               : (Str){0};
}

static void push_memory(State *s, Str slug, Str record)
{
    Memory *m = NEW(s->perm, Memory);
    *m = (Memory){NULL, slug, record};
    *s->tail = m;
    s->tail = &m->next;
}

static void learn_entry(State *s, Str record)
{
    Str slug = entry_slug(record);
    if (slug.n && s->same_key)
        push_memory(s, slug, record);
}

/* The map of what the records say, the last of each slug. */
static const Map *memories(State *s, Arena *a)
{
    for (Memory *m = s->unsorted; m; m = m->next)
        *map_slot(&s->memories, m->slug, a) = m;
    s->unsorted = NULL;
    s->tail = &s->unsorted;
    return &s->memories;
}

static Output *own(State *s, Str path)
{
    void **slot = map_slot(&s->outputs, path, s->perm);
    if (!*slot) {
        Listed *l = *slot = NEW(s->perm, Listed);
        *s->last = l;
        s->last = &l->next;
        s->noutputs++;
    }
    Listed *l = *slot;
    l->o.path = path;
    return &l->o;
}

static void disown(State *s, Str path)
{
    Listed *l = map_get(&s->outputs, path);
    if (!l)
        return;
    l->gone = true;
    *map_slot(&s->outputs, path, s->perm) = NULL;
    s->noutputs--;
}

static void learn(State *s, RecordKind kind, Str bytes)
{
    Output o;
    s->stamp = (Stamp){0};
    switch (kind) {
    case RECORD_KEY:
        s->same_key = bytes.n == sizeof s->key &&
                      !memcmp(bytes.s, &s->key, sizeof s->key);
        break;
    case RECORD_ENTRY:
        learn_entry(s, bytes);
        break;
    case RECORD_NO_ENTRY:
        push_memory(s, bytes, (Str){0});
        break;
    case RECORD_OUTPUT:
        if (get_output(bytes, &o)) {
            if (!s->same_key)
                o.inputs = (Hash128){0};
            *own(s, o.path) = o;
        }
        break;
    case RECORD_CLAIM:
        if (output_path_valid(bytes))
            *own(s, bytes) = (Output){.path = bytes};
        break;
    case RECORD_NO_OUTPUT:
        disown(s, bytes);
        break;
    case RECORD_DOUBT:
    case RECORD_SURE:
        s->doubt = kind == RECORD_DOUBT;
        break;
    case RECORD_MADE:
        if (bytes.n == sizeof s->before)
            memcpy(&s->before, bytes.s, sizeof s->before);
        break;
    case RECORD_STAMP:
        if (bytes.n == sizeof s->stamp)
            memcpy(&s->stamp, bytes.s, sizeof s->stamp);
        break;
    }
}

/* About how much of a log there is for each output, reports included. */
enum { BYTES_FOR_OUTPUT = 400 };

/* Returns the length of the whole records. */
static ptrdiff_t read_log(State *s)
{
    if (!str_starts(s->map, S(MAGIC)))
        return 0;
    Str rest = str_skip(s->map, S(MAGIC).n);
    uint32_t kind;
    Str bytes;
    map_reserve(&s->outputs, s->map.n / BYTES_FOR_OUTPUT, s->perm);
    while (log_next(&rest, &kind, &bytes))
        learn(s, (RecordKind)kind, bytes);
    return s->map.n - rest.n;
}

static bool map_log(State *s)
{
    struct stat st;
    if (fstat(s->log.fd, &st))
        return false;
    if (!st.st_size)
        return true;
    void *p =
        mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, s->log.fd, 0);
    if (p == MAP_FAILED)
        return false;
    s->map = (Str){p, st.st_size};
    return true;
}

/* Writes over what was torn or foreign, then cuts off the rest, so that a run
 * that is killed here leaves the doubt. An empty log gets its magic and key.
 * Touching the file also tells the file system's own time, which the racy test
 * of state_recall needs. */
static bool start_log(State *s, ptrdiff_t whole)
{
    struct stat st;
    if (lseek(s->log.fd, whole, SEEK_SET) < 0)
        return false;
    if (!whole)
        log_bytes(&s->log, S(MAGIC));
    if (!s->whole)
        append(s, RECORD_DOUBT, S(""));
    if (!s->same_key)
        append_key(s);
    log_flush(&s->log);
    if (ftruncate(s->log.fd, lseek(s->log.fd, 0, SEEK_CUR)))
        return false;
    if (futimens(s->log.fd, NULL) || fstat(s->log.fd, &st))
        return false;
    s->now_ns = st.st_mtim.tv_sec * 1000000000LL + st.st_mtim.tv_nsec;
    errno = s->log.error;
    return !s->log.error;
}

State *state_open(Str path, Hash128 key, Arena *perm)
{
    State *s = NEW(perm, State);
    s->path = path;
    s->perm = perm;
    s->key = key;
    s->tail = &s->unsorted;
    s->last = &s->first;
    s->heap.fd = -1;
    log_open(&s->log, perm);
    s->log.fd = open(str_cstr(perm, path),
                     O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (s->log.fd < 0)
        return NULL;
    if (map_log(s)) {
        ptrdiff_t whole = read_log(s);
        s->whole = whole && whole == s->map.n && !s->doubt;
        if (start_log(s, whole)) {
            Str bulk = str_concat(perm, path, S(".passages"));
            heap_open(&s->heap, bulk, !s->unsorted, perm);
            return s;
        }
    }
    int err = errno;
    state_close(s);
    errno = err;
    return NULL;
}

/* A record as young as the run that made it may have missed a change within
 * the clock's granularity: such an entry's ctime is put to 0 when it is
 * stored (state_save), so that it never compares equal. */
const Entry *state_recall(void *state, Str slug, const FsStat *now)
{
    State *s = state;
    Memory *m = map_get(memories(s, s->perm), slug);
    if (!m || !m->record.n)
        return NULL;
    Arena mark = *s->perm;
    if (get_entry(m->record, s->perm, &s->recalled) &&
        fs_stat_same(&s->recalled.st, now))
        return &s->recalled;
    arena_rewind(s->perm, mark);
    return NULL;
}

bool state_store(State *s, Str bytes, Stored *place)
{
    return heap_put(&s->heap, bytes, place);
}

bool state_fetch(const State *s, const Stored *place, Arena *a, Str *bytes)
{
    return heap_get(&s->heap, place, a, bytes);
}

const MadeWith *state_made_with(const State *s)
{
    return &s->before;
}

void state_making_with(State *s, const MadeWith *m)
{
    s->now = *m;
}

Stamp state_stamp(const State *s)
{
    return s->stamp;
}

void state_set_stamp(State *s, Stamp stamp)
{
    s->stamped = stamp;
}

bool state_whole(const State *s)
{
    return s->whole;
}

void state_settle(State *s)
{
    append(s, RECORD_SURE, S(""));
    log_flush(&s->log);
}

ptrdiff_t state_noutputs(const State *s)
{
    return s->noutputs;
}

Output *state_output(State *s, Str path)
{
    Listed *l = map_get(&s->outputs, path);
    return l ? &l->o : NULL;
}

Output *state_own(State *s, Str path)
{
    Output *o = state_output(s, path);
    return o ? o : own(s, str_dup(s->perm, path));
}

void state_claim(State *s, const Output *o)
{
    append(s, RECORD_CLAIM, o->path);
}

bool state_flush(State *s)
{
    log_flush(&s->log);
    errno = s->log.error;
    return !s->log.error;
}

Output **state_outputs(State *s, ptrdiff_t *n, Arena *a)
{
    Output **v = NEW_N(a, Output *, s->noutputs);
    *n = 0;
    for (Listed *l = s->first; l; l = l->next)
        if (!l->gone)
            v[(*n)++] = &l->o;
    return v;
}

void state_forget(State *s, Output *o)
{
    append(s, RECORD_NO_OUTPUT, o->path);
    disown(s, o->path);
}

bool state_is_settled(const State *s, const FsStat *st)
{
    return !fs_stat_young(st, s->now_ns);
}

static void distrust_young(const State *s, FsStat *st)
{
    if (!state_is_settled(s, st))
        st->ctime_ns = 0;
}

static void save_entry(State *s, const Entry *e, Arena scratch)
{
    Entry copy = *e;
    distrust_young(s, &copy.st);
    distrust_young(s, &copy.notes.st);
    Buf b = buf_in(&scratch);
    put_entry(&b, &copy);
    append(s, RECORD_ENTRY, buf_str(&b));
}

static void save_made(State *s)
{
    append(s, RECORD_MADE, (Str){(const char *)&s->now, sizeof s->now});
}

/* The last record of all. */
static void save_stamp(State *s)
{
    if (s->stamped.inputs.lo || s->stamped.inputs.hi)
        append(s, RECORD_STAMP,
               (Str){(const char *)&s->stamped, sizeof s->stamped});
}

static void save_outputs(State *s, bool all, Arena scratch)
{
    ptrdiff_t n;
    Output **v = state_outputs(s, &n, &scratch);
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!all && !v[i]->dirty)
            continue;
        Arena temp = scratch;
        Buf b = buf_in(&temp);
        put_output(&b, v[i]);
        append(s, RECORD_OUTPUT, buf_str(&b));
    }
}

/* Reports that were not recalled by this run are no longer in the archive, or
 * were read and are stored anew. */
static void drop_entries(State *s, const Map *remembered, const Map *present)
{
    for (const MapNode *n = remembered->first; n; n = n->next) {
        const Memory *m = n->val;
        if (m && m->record.n && !map_get(present, n->key))
            append(s, RECORD_NO_ENTRY, n->key);
    }
}

static void save_changes(State *s, const Site *site, Arena scratch)
{
    Map present = {0};
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        const Entry *e = &site->entries[i];
        *map_slot(&present, e->r.slug, &scratch) = s;
        if ((!e->recalled || e->notes.fresh) && e->digest && !e->flawed)
            save_entry(s, e, scratch);
    }
    drop_entries(s, memories(s, &scratch), &present);
    save_outputs(s, false, scratch);
    if (memcmp(&s->before, &s->now, sizeof s->now) != 0)
        save_made(s);
    save_stamp(s);
}

static int64_t live_passages(const Site *site)
{
    int64_t sum = 0;
    for (ptrdiff_t i = 0; i < site->nentries; i++)
        if (site->entries[i].digest)
            sum += site->entries[i].digest->passages.n;
    return sum;
}

/* Is most of the heap outdated? */
static bool heap_is_stale(const State *s, const Site *site)
{
    return s->heap.end > 2 * live_passages(site) + (1 << 20);
}

/* Those whose passages came along. */
static void save_all_entries(State *s, const Site *site, Arena scratch)
{
    Heap next;
    bool move =
        heap_is_stale(s, site) && heap_open_next(&s->heap, &next, &scratch);
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        Entry e = site->entries[i];
        Arena temp = scratch;
        Str bytes;
        if (!e.digest || e.flawed)
            continue;
        Digest d = *e.digest;
        if (move && d.passages.n &&
            (!heap_get(&s->heap, &d.passages, &temp, &bytes) ||
             !heap_put(&next, bytes, &d.passages)))
            continue;
        e.digest = &d;
        save_entry(s, &e, temp);
    }
    if (move && !heap_replace(&s->heap, &next))
        s->log.error = s->log.error ? s->log.error : errno;
}

/* The log anew, beside its place, then renamed: old or new, never half. */
static bool rewrite(State *s, const Site *site, Arena scratch)
{
    char *temp = str_cstr(&scratch, str_concat(&scratch, s->path, S(".tmp")));
    int old = s->log.fd;
    log_flush(&s->log);
    s->log.fd =
        open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (s->log.fd < 0) {
        s->log.fd = old;
        return false;
    }
    close(old);
    log_bytes(&s->log, S(MAGIC));
    append_key(s);
    save_all_entries(s, site, scratch);
    save_outputs(s, true, scratch);
    save_made(s);
    save_stamp(s);
    log_flush(&s->log);
    if (s->log.error || rename(temp, str_cstr(&scratch, s->path))) {
        unlink(temp);
        return false;
    }
    return true;
}

static int64_t live_entries(const Map *remembered)
{
    int64_t sum = 0;
    for (const MapNode *n = remembered->first; n; n = n->next) {
        const Memory *m = n->val;
        sum += m ? m->record.n : 0;
    }
    return sum;
}

/* About how long a log would be that held only what still counts. */
static int64_t live_bytes(State *s, Arena scratch)
{
    enum { OUTPUT_SIZE = LOG_HEAD + sizeof(Output) };
    ptrdiff_t n;
    Output **v = state_outputs(s, &n, &scratch);
    int64_t sum = live_entries(&s->memories);
    for (ptrdiff_t i = 0; i < n; i++)
        sum += OUTPUT_SIZE + v[i]->path.n;
    return sum;
}

bool state_save(State *s, const Site *site, Arena scratch)
{
    int64_t size = lseek(s->log.fd, 0, SEEK_END);
    bool ok = true;
    memories(s, &scratch);
    if (!s->whole || size > 2 * live_bytes(s, scratch) + (1 << 20) ||
        heap_is_stale(s, site))
        ok = rewrite(s, site, scratch);
    else
        save_changes(s, site, scratch);
    log_flush(&s->log);
    int err = s->log.error ? s->log.error : errno;
    ok = ok && !s->log.error;
    state_close(s);
    errno = err;
    return ok;
}

void state_close(State *s)
{
    if (s->map.n)
        munmap((void *)(uintptr_t)s->map.s, (size_t)s->map.n);
    s->map = (Str){0};
    heap_close(&s->heap);
    if (s->log.fd >= 0)
        close(s->log.fd);
    s->log.fd = -1;
}
