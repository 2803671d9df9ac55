/* L4: `import --shard K/N`: the heavy step, for one share of the inputs. What
 * is recognised goes to a file that `merge` takes into the archive; the archive
 * is not touched. */
#ifndef JIEBAO_CMD_SHARD_H
#define JIEBAO_CMD_SHARD_H

#include "archive/shard_file.h"
#include "cmd/import.h"

enum { SHARD_MOST = 999 };

/* K/N with 1 <= K <= N <= SHARD_MOST; false: it is not. */
bool shard_parse(Str value, InputShare *out);
/* Runs the import of m->inputs into the shard; the exit status. */
int shard_run(Import *m);
/* A recognised batch, for import_run. False: nothing can be written, and going
 * on is of no use. */
bool shard_put(ShardOut *out, const ImportBatch *b);
/* What the site itself says on how its pages are read. */
Hash128 shard_rules(Str dir, Arena scratch);

#endif
