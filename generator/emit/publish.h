/* L3 emit: the output folder. Outputs are handed over as finished bytes under
 * a path and the hash of what they were made from; what is current is neither
 * made nor written again. All that is written is put in place at the end, at
 * once (stage.h), or not at all; then what is no longer handed over is removed.
 * Safe from several threads, but for opening and closing. */
#ifndef JIEBAO_EMIT_PUBLISH_H
#define JIEBAO_EMIT_PUBLISH_H

#include "base/diag.h"
#include "base/hash.h"
#include "emit/state.h"

typedef struct Publish Publish;

/* An output that is not as the last finished build left it. */
typedef struct PublishChange {
    Str path; /* relative to the output folder */
    OutputChange change;
    int64_t size; /* bytes; 0 for a removed one */
} PublishChange;

typedef struct PublishResult {
    int64_t added, changed, removed; /* files */
    int64_t unchanged;               /* files kept as they were */
    int64_t bytes;                   /* written */
    bool placed; /* false: it failed, and the outputs are as they were */
    bool unsure; /* a removal may not have reached the disk */
    const PublishChange *changes; /* by path */
    ptrdiff_t nchanges;
} PublishResult;

typedef struct PublishOptions {
    bool full;  /* nothing is taken as current, but unchanged bytes are still
                   not rewritten */
    bool force; /* a folder that is not ours and not empty is taken, too */
    Str memory; /* .jiebao/: outputs wait there where they can be renamed from
                   there into place; or "" */
} PublishOptions;

/* Opens the output folder dir (made where missing). NULL: a diagnostic says
 * why (a folder with files none of which is ours is refused). */
Publish *publish_open(Str dir, State *state, PublishOptions opt, Arena *perm,
                      Arena scratch, Diags *d);

/* Is the output at path (relative to the output folder, "/" between parts) in
 * place and made from exactly these inputs? Then it is kept, and the caller
 * need not make it. */
bool publish_current(Publish *p, Str path, Hash128 inputs);
/* What was the output at path made from, of which the disk still holds the
 * bytes? False: that is not known, or nothing is to be taken as current. */
bool publish_made_from(Publish *p, Str path, Hash128 *inputs);
/* Keeps the output at path, in place, as one that is made from these inputs:
 * for who knows that its bytes would be the same. False: it is not in place. */
bool publish_rekey(Publish *p, Str path, Hash128 inputs);
/* The bytes of an output in place, as an earlier build wrote them; in a. False:
 * it is not in place, cannot be read, or holds others: so does one that was
 * handed over in this build. */
bool publish_read(Publish *p, Str path, Arena *a, Str *bytes);
/* Hands over an output; nothing is written any more once stop_asked() or after
 * an error. Written only where its bytes are not there already. Errors are
 * remembered in the Publish and reported once by its owner; the caller goes on.
 */
void publish_put(Publish *p, Str path, Hash128 inputs, Str bytes,
                 Arena scratch);

/* Is every output that is known in place? Then publish_keep keeps them all: for
 * a build in which nothing changed. */
bool publish_whole(const Publish *p);
void publish_keep(Publish *p, Arena scratch);
/* An output cannot be made: what it is to be made of cannot be read any more.
 * It counts as one that could not be written, for the reason in errno. */
void publish_lost(Publish *p, Str path);
/* Has an output not been written that should have been? */
bool publish_failed(const Publish *p);
/* The outputs that are wanted and in place so far, in no order that means
 * anything; *v in *a. Returns how many. Not while other threads publish. */
ptrdiff_t publish_outputs(Publish *p, Output ***v, Arena *a);

/* The same for one; NULL where it is not wanted or not in place. */
const Output *publish_output(Publish *p, Str path);

/* Nothing is removed at the end: what stale outputs were made of may be there
 * still. */
void publish_keep_stale(Publish *p);
/* Closes p with the outputs as they were. */
void publish_abandon(Publish *p);

/* Puts in place what was handed over, then removes our outputs that were
 * neither handed over nor kept: only regular files whose bytes are still ours,
 * and folders that are empty then. After an error, or once stop_asked(),
 * nothing is placed and nothing removed. Reports errors to d in order of path;
 * closes p. What is in place is on the disk then, so that the build's memory
 * never believes in what a power cut took. The changes are in the arena of
 * publish_open. */
PublishResult publish_close(Publish *p, Arena scratch, Diags *d);

#endif
