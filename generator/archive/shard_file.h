/* L3 archive: the file that `import --shard` makes and `merge` reads: what was
 * recognised in one share of the inputs.
 *
 *   "jiebao shard 2\n", then frames: place (file, page), length of what
 *   follows, hash of all that; numbers as base/pack.h has them
 *
 * The first frame is the head, the last one the tail, and between them stands
 * a frame for each input of the share, in the order of inputs. A frame's hash
 * has that of the one before in it. So a file that is cut off, put together
 * from two or changed anywhere is told from a whole one. */
#ifndef JIEBAO_ARCHIVE_SHARD_FILE_H
#define JIEBAO_ARCHIVE_SHARD_FILE_H

#include "archive/import_input.h"
#include "base/diag.h"
#include "base/fs_out.h"

/* What all shares of one import have in common, but for `number`. */
typedef struct ShardHead {
    Str program; /* its version, and a sum over its sources */
    int number, of;
    Hash128 rules; /* of the site: content/places.tsv, content/overrides.conf */
    bool force;
    Str encoding, url; /* as given, or absent */
    int64_t files;     /* how many inputs were named or found ... */
    Hash128 names;     /* ... and by which names */
} ShardHead;

typedef struct ShardTail {
    int64_t own;      /* inputs of this share */
    InputShare share; /* what it saw of all of them */
    Str notes;        /* on what came behind the last input: shard_pack.h */
} ShardTail;

/* Where an input stands, and a frame. */
typedef struct ShardPlace {
    int64_t file, page;
} ShardPlace;
int shard_place_cmp(ShardPlace a, ShardPlace b);
/* The program that runs. */
Str shard_program(void);

typedef struct ShardOut {
    FsOut file;
    Hash128 last; /* of the frame before */
    int64_t own;
    Str notes; /* for the tail */
} ShardOut;

/* Begins a shard; its folder has to exist. False with errno. */
bool shard_create(ShardOut *out, Str path, const ShardHead *h, Arena *perm);
void shard_add(ShardOut *out, ShardPlace place, Str bytes, Arena scratch);
/* Ends it. False with errno: there is no shard. With !keep it is dropped. */
bool shard_finish(ShardOut *out, bool keep, const InputShare *seen,
                  Arena scratch);

typedef struct ShardIn {
    Str path;
    int fd;       /* -1: closed */
    int64_t rest; /* bytes that were not read yet */
    ShardHead head;
    ShardTail tail;   /* once the frames were all read */
    ShardPlace place; /* of the frame that comes next */
    int64_t size;     /* of its bytes */
    Hash128 sum, last;
    bool ended;  /* there is no next frame */
    Arena *perm; /* has head and tail */
} ShardIn;

/* Opens a shard and reads its head. False: with a diagnostic. */
bool shard_open(ShardIn *in, Str path, Arena *perm, Diags *d);
/* The bytes of the next frame, in *a, and on to the one behind it. False: with
 * a diagnostic. Only where !in->ended. */
bool shard_read(ShardIn *in, Arena *a, Str *bytes, Diags *d);
void shard_close(ShardIn *in);

#endif
