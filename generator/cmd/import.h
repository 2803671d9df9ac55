/* L4: the parts of `jiebao import`.
 *
 * Inputs go through in batches: read, recognised on threads, then numbered and
 * written in their order, then put in place together, then printed. So a line
 * says only what is on the disk, and neither batches nor threads show. */
#ifndef JIEBAO_CMD_IMPORT_H
#define JIEBAO_CMD_IMPORT_H

#include "cmd/cmd.h"
#include "cmd/import_input.h"
#include "cmd/intake.h"
#include "cmd/progress.h"

typedef struct ImportWorker {
    _Alignas(64) Arena keep; /* what a batch needs until its end */
    Arena scratch;
} ImportWorker;

typedef struct Import {
    Cmd *c;
    bool force, again, dry, json;
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

/* import_run.c: all inputs, from m->inputs to the lines that say what became
 * of them. */
void import_run(Import *m);

/* import_say.c: the diagnostics of an input and its line; memory from *a. */
void import_say(Import *m, const Input *in, IntakeJob *job, Arena *a);
/* What is to say besides: copies the diagnostics and prints them. */
void import_say_notes(Import *m, const Diags *notes);

#endif
