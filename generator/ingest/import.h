/* L3 ingest: one raw page to one report. Pure: no files are read or written;
 * cmd/import.c does that. */
#ifndef JIEBAO_INGEST_IMPORT_H
#define JIEBAO_INGEST_IMPORT_H

#include "ingest/block.h"
#include "model/place.h"
#include "model/report.h"

/* A line or block of the source that did not become part of the report. */
typedef struct Removed {
    Str rule; /* stable id of the rule: "breadcrumb", "icp", "meta-date" ... */
    int line; /* of the decoded source */
    Str text;
} Removed;

typedef struct Imported {
    Report report; /* slug is a proposal; id is 0: the command gives them */
    Str markdown;  /* the body */
    Charset charset;
    Removed *removed; /* in order */
    int nremoved;
    PlaceFinding place;
} Imported;

/* False: refused, or not a report at all, with a diagnostic that says why. */
bool import_page(Str bytes, Str file, const RawOptions *opt, const Gazetteer *g,
                 Arena *perm, Arena scratch, Diags *d, Imported *out);

#endif
