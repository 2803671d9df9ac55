/* L3 emit: what publish.c (handing over) and publish_close.c (putting in place)
 * share. */
#ifndef JIEBAO_EMIT_PUBLISH_OWN_H
#define JIEBAO_EMIT_PUBLISH_OWN_H

#include "emit/publish.h"
#include "emit/stage.h"

#include <pthread.h>

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

/* Remembers what could not be done. From any thread. */
void publish_fail(Publish *p, DiagId id, Str path, int err);
/* Is a file of these bytes there? False, with errno 0 where it has others. */
bool publish_same_bytes(Spot at, int64_t size, Hash128 hash, Arena scratch);
/* Pages that others link to are placed before them, and go after them: 0 what
 * is no page, 1 reports, 2 lists. */
int publish_rank(Str path);
/* Closes p with its outputs as they are. */
void publish_drop(Publish *p);

#endif
