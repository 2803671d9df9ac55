/* L3 archive: a recognised input as bytes of a shard: all that the archive
 * takes of it and all that is said of it. */
#ifndef JIEBAO_ARCHIVE_SHARD_PACK_H
#define JIEBAO_ARCHIVE_SHARD_PACK_H

#include "archive/import_input.h"
#include "archive/intake.h"

/* `notes` are on what came before the input. Of the diagnostics, notes are
 * packed with `verbose` only. Where the job is skipped, neither the source nor
 * what was found in it is. */
void shard_pack(Buf *b, const Input *in, const Diags *notes,
                const IntakeJob *job, bool verbose);
/* The same again: texts are views of bytes, lists and diagnostics in *a. False:
 * the bytes are damaged. */
bool shard_unpack(Str bytes, Arena *a, Input *in, Diags *notes, IntakeJob *job);

void shard_pack_diags(Buf *b, const Diags *d, bool verbose);
bool shard_unpack_diags(Str bytes, Arena *a, Diags *out);

#endif
