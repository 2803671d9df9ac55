/* L3 ingest: one raw page to one report. Pure: no files are read or written;
 * cmd/import.c does that.
 *
 *   bytes -> raw_read -> blocks -> page_head -> outline_make -> years_find ->
 *   place_find -> markdown_out -> record_make  */
#ifndef JIEBAO_INGEST_IMPORT_H
#define JIEBAO_INGEST_IMPORT_H

#include "ingest/blocks/block.h"
#include "ingest/record.h"
#include "model/place.h"
#include "model/report.h"

/* A line or block of the source that did not become part of the report. */
typedef struct Removed {
    Str rule; /* stable id of the rule: "breadcrumb", "imprint", "meta" ... */
    int line; /* of the decoded source */
    Str text;
} Removed;

typedef struct Imported {
    Report report; /* slug is a proposal; id is 0: the command gives them */
    Str markdown;  /* the body */
    Charset charset;
    bool html;        /* what the source is; else plain text */
    Removed *removed; /* in order */
    int nremoved;
    Record record; /* every change from the source to `markdown` */
    Str ledger;    /* `record` as the ledger has it, where it is made
                      beforehand; or absent */
    PlaceFinding place;
    RawOptions options;  /* what it was read with */
    uint32_t overridden; /* bit 1u << FieldId: from content/overrides.conf */
    bool doubtful; /* no report by all that is seen: a diagnostic says why */
} Imported;

/* False: refused, with a diagnostic. A page that is no report comes out with
 * `doubtful` set and a warning. */
bool import_page(Str bytes, Str file, const RawOptions *opt, const Gazetteer *g,
                 Arena *perm, Arena scratch, Diags *d, Imported *out);

#endif
