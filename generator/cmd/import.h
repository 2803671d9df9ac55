/* L4: the parts of `jiebao import`.
 *
 * Inputs go through in batches: read, recognised on threads, then numbered and
 * written in their order, then put in place together, then printed. So a line
 * says only what is on the disk, and neither batches nor threads show. */
#ifndef JIEBAO_CMD_IMPORT_H
#define JIEBAO_CMD_IMPORT_H

#include "archive/import_input.h"
#include "archive/intake.h"
#include "cmd/cmd.h"
#include "cmd/progress.h"

typedef struct ImportWorker {
    _Alignas(64) Arena keep; /* what a batch needs until its end */
    Arena scratch;
} ImportWorker;

struct ShardOut;

typedef struct Import {
    Cmd *c;
    bool force, again, dry, json;
    InputShare share;       /* --shard; else 0 of 0 */
    Str output;             /* -o: of a shard */
    struct ShardOut *shard; /* where recognised inputs go; NULL: the archive */
    int threads;
    Str encoding, url;
    RawOptions raw;
    Arena kept;  /* what the whole run needs: the archive, the inputs */
    Arena batch; /* what a batch needs: sources, rendered files */
    ImportWorker *workers;
    Intake intake;
    const Gazetteer *places;
    int64_t input_bytes; /* of the inputs' files, about */
    StrList inputs;      /* sorted paths; "-" last */
} Import;

enum {
    IMPORT_BATCH = 256,           /* inputs of a batch, at most */
    IMPORT_BATCH_BYTES = 8 << 20, /* no further one once it has so many */
    IMPORT_BATCH_KEEP = 64 << 20  /* of an arena, that stay between batches */
};

typedef struct ImportBatch {
    Import *m;
    Input *inputs;
    Diags *notes; /* on what came before each input, and one behind the last */
    IntakeJob *jobs;
    int n;
    bool last; /* no input comes after it */
} ImportBatch;

/* import.c, for import and merge: the arenas, for m->threads; then the archive.
 * False: with a diagnostic, and nothing was done. */
void import_arenas(Import *m);
bool import_open(Import *m);
/* Says what is left to say; the exit status. */
int import_close(Import *m);

/* import_run.c: all inputs, from m->inputs to the lines that say what became
 * of them; or to the shard. */
void import_run(Import *m);
/* An empty batch, in m->batch. */
ImportBatch import_batch(Import *m);
/* Puts a recognised batch into the archive and says what became of it. */
void import_take(ImportBatch *b, Progress *p);
/* Forgets it. `marks` has m->workers and `batch` m->batch as they were before
 * the first one. */
void import_forget(Import *m, const ImportWorker *marks, Arena batch);

/* import_say.c: the diagnostics of an input and its line; memory from *a. */
void import_say(Import *m, const Input *in, IntakeJob *job, Arena *a);
/* What is to say besides: copies the diagnostics and prints them. */
void import_say_notes(Import *m, const Diags *notes);

#endif
