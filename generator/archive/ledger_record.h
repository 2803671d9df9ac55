/* L3 archive: a record of changes as JSON: the members text, source_lines,
 * removed, repaired and complete of docs/ledger.md. Only for archive/ledger.c.
 */
#ifndef JIEBAO_ARCHIVE_LEDGER_RECORD_H
#define JIEBAO_ARCHIVE_LEDGER_RECORD_H

#include "ingest/record.h"
#include "text/json.h"

/* Puts the members into the object that is open in j. */
void ledger_put_record(JsonOut *j, const Record *r, Arena scratch);

#endif
