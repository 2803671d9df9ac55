/* A recognised input as a shard has it, whatever was done to its bytes. */
#include "archive/shard_pack.h"
#include "fuzz.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    Input in;
    Diags notes;
    IntakeJob job;
    (void)scratch;
    if (!shard_unpack(data, perm, &in, &notes, &job))
        return;
    if (job.status == INTAKE_IMPORTED)
        MUST(slug_valid(job.imp.report.slug));
    Buf once = buf_in(perm), twice = buf_in(perm);
    shard_pack(&once, &in, &notes, &job, true);
    Str bytes = str_dup(perm, buf_str(&once));
    MUST(shard_unpack(bytes, perm, &in, &notes, &job));
    shard_pack(&twice, &in, &notes, &job, true);
    MUST(str_eq(bytes, buf_str(&twice)));
}
