/* L3 ingest: the Markdown that import writes, taken back to plain text. */
#ifndef JIEBAO_INGEST_MARKDOWN_PLAIN_H
#define JIEBAO_INGEST_MARKDOWN_PLAIN_H

#include "base/buf.h"

/* The lines of a body as markdown_out wrote it, without marks and escapes, each
 * ended by "\n"; empty lines and the rule under a table's head are gone. The
 * inverse that docs/ledger.md describes, not a reader of CommonMark. */
Str markdown_plain(Str body, Arena *perm);

#endif
