/* L4: what the archive already has, as import needs to know it, and how a
 * report gets into it: number, file name, source, ledger.
 *
 * A source with a hash that a report was made from belongs to that report. A
 * source with another hash whose report has the same place and years and at
 * least nine tenths of the text of one that is there is the same page saved
 * again (other clock, other counter): it takes its place, number and name
 * stay, and the earlier source is remembered as replaced.
 *
 *   content/raw/HASH.txt|html   the source, once for each SHA-256
 *   content/ledger/SLUG.json    source, hash of the Markdown as written (what
 *                               tells an edit by hand), what was removed by
 *                               which rule
 *   content/ledger/index.tsv    the largest number ever given; replaced sources
 */
#ifndef JIEBAO_CMD_INTAKE_H
#define JIEBAO_CMD_INTAKE_H

#include "ingest/import.h"

typedef enum IntakeStatus {
    INTAKE_IMPORTED,
    INTAKE_UPDATED,
    INTAKE_UNCHANGED,
    INTAKE_KEPT,   /* edited by hand since: nothing overwritten */
    INTAKE_SKIPPED /* refused, or no report */
} IntakeStatus;
/* "imported" ...: what the command prints, the same in every language. */
Str intake_status_name(IntakeStatus s);

/* A report of content/reports, as far as import asks for it. */
typedef struct Known {
    Str slug, sha;       /* sha: of the source that it was made from */
    Str identity;        /* place and years */
    int32_t id;          /* 0: none */
    struct Known *again; /* the next one of the same identity */
} Known;

typedef struct Intake {
    Str dir;                          /* of the site */
    Arena *perm;                      /* lives as long as the run */
    Map by_slug, by_sha, by_identity; /* -> Known */
    Map replaced; /* hash of an earlier source -> slug, as Str * */
    int32_t last; /* the largest number ever given */
    bool force, dry;
    bool changed; /* content/ledger/index.tsv is to be written */
} Intake;

/* Reads content/reports (each file once) and content/ledger/index.tsv. */
void intake_open(Intake *in, Str dir, Arena *perm, Arena scratch);
/* Puts a report where it belongs: fills slug and id, writes the Markdown, its
 * ledger and the source unless `dry`. INTAKE_SKIPPED with a diagnostic where
 * writing failed. */
IntakeStatus intake_put(Intake *in, Imported *imp, Str source, Arena *a,
                        Diags *d);
/* Remembers numbers and replaced sources; at the end of a run. */
void intake_close(Intake *in, Arena scratch, Diags *d);
/* content/reports/SLUG.md: relative to the site. */
Str intake_path(Str slug, Arena *a);

#endif
