/* L3 archive: content/ledger, what import remembers beside the reports.
 *
 *   SLUG.json   source, hash of the Markdown as written (what tells an edit by
 *               hand), what was removed by which rule
 *   index.tsv   "last TAB 41": the largest number ever given; "replaced TAB
 *               HASH TAB SLUG": a source whose place another copy has taken.
 *               Lines may be appended and repeat; the largest number and the
 *               last slug of a hash hold. At the end of a run it is put in its
 *               one form: one line `last`, the others by hash. */
#ifndef JIEBAO_ARCHIVE_LEDGER_H
#define JIEBAO_ARCHIVE_LEDGER_H

#include "base/map.h"
#include "ingest/import.h"
#include "model/provenance.h"

/* content/ledger/SLUG.json, relative to the site. */
Str ledger_path(Str slug, Arena *a);
/* The text of SLUG.json. `previous`: the hash of the Markdown that `file`
 * takes the place of; may be absent. */
Str ledger_text(const Imported *imp, Str file, Str previous, Arena *a);
/* The part of that text that is made from the record alone: for
 * Imported.ledger. */
Str ledger_of_record(const Record *r, Arena *a, Arena scratch);
/* What SLUG.json says; false, with nothing in *out, where there is none that
 * can be read, and with errno where the system failed, else 0. */
bool ledger_load(Str dir, Str slug, Arena *a, Provenance *out);
/* Whether the file is what import wrote: its hash is in the ledger, as the
 * last one or (a run was cut off in between) the one before. errno as above. */
bool ledger_wrote(Str dir, Str slug, Str file, Arena scratch);

typedef struct LedgerIndex {
    int32_t last; /* the largest number ever given */
    Map replaced; /* hash of an earlier source -> slug, as Str * */
} LedgerIndex;

/* The index of a site. False: it is not in its one form (or is missing), or,
 * with errno, the system failed. */
bool ledger_read(Str dir, LedgerIndex *x, Arena *perm, Arena scratch);
/* Records that another copy has taken the place of a source. */
void ledger_replace(LedgerIndex *x, Str sha, Str slug, Arena *perm);
/* Puts the index in its one form; on the disk when it returns true. */
bool ledger_write(Str dir, const LedgerIndex *x, Arena scratch);
/* Adds lines to it; on the disk when it returns true. What a cut-off run left
 * without line end must have been put in form before. */
bool ledger_append(Str dir, Str lines, Arena scratch);
void ledger_put_last(Buf *b, int32_t last);
void ledger_put_replaced(Buf *b, Str sha, Str slug);

#endif
