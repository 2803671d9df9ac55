/* L3 archive: what the archive already has, as import needs to know it, and how
 * a report gets into it: number, file name, source, ledger.
 *
 * A source with a hash that a report was made from belongs to that report. A
 * source with another hash whose report has the text of one that is there
 * (archive/print.h) is, where it is from the same page or site, the same page
 * saved again (other clock, other counter): it takes its place, number and name
 * stay, and the earlier source is remembered as replaced. From elsewhere it is
 * a duplicate: left out, unless `force`.
 *
 *   content/raw/HASH.txt|html   the source, once for each SHA-256
 *   content/ledger/             see archive/ledger.h
 *
 * Inputs are taken in batches, so that the disk is waited for a few times a
 * batch, not for each file. Whenever the program is stopped, every file is
 * whole; a report has its ledger and its source; and the next run over the same
 * inputs ends in the same bytes as one that nothing stopped.
 */
#ifndef JIEBAO_ARCHIVE_INTAKE_H
#define JIEBAO_ARCHIVE_INTAKE_H

#include "archive/ledger.h"
#include "archive/print.h"
#include "archive/sketch_index.h"
#include "base/fs_group.h"
#include "base/hash.h"
#include "base/spool.h"

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
    Str slug, sha; /* sha: of the source that it was made from */
    Str identity;  /* place and years */
    int32_t id;    /* 0: none */
    Print print;
    struct Known *again; /* the next one of the same identity */
    Str waiting;         /* its file, while it waits for intake_commit */
    bool dreamt;         /* a dry run would have written it; `spooled` */
    Spooled spooled;
    struct Known *next; /* in Intake.all */
    FsStat st;          /* of its file; kind FS_NONE: not to be remembered */
    bool recalled;      /* from an earlier run, and not changed since */
} Known;

/* One input on its way into the archive. */
typedef struct IntakeJob {
    Imported imp; /* intake_put fills slug and id of its report */
    Str source;   /* bytes of the input */
    Diags d;      /* in an arena that intake_put gets nowhere else */
    IntakeStatus status;
    const Sketch *sketch; /* of the text; NULL: not made yet */
    Str duplicate_of; /* slug, where that is why it is skipped; and how much */
    int percent;      /* of the text both have */
} IntakeJob;

/* A report that is written and waits for intake_commit. */
typedef struct IntakeWait {
    IntakeJob *job;
    Known *k;
    int set; /* in the group */
} IntakeWait;

typedef struct Intake {
    Str dir;                          /* of the site */
    Arena *perm;                      /* lives as long as the run */
    Map by_slug, by_sha, by_identity; /* -> Known */
    SketchIndex by_text;
    Spool spool;       /* what a dry run would have written */
    Map next_free;     /* slug -> the number to try next behind it, as int * */
    Known *all;        /* every report */
    LedgerIndex index; /* index.last: the largest number given so far */
    Arena pending, pending_start; /* the group's, and of paths to say; free
                                     again after each intake_commit */
    FsGroup group;
    IntakeWait *waits;
    int nwaits, waits_cap;
    Buf replaced; /* lines of the index that are not on the disk yet */
    bool force, dry;
    bool ready;         /* the folders are there */
    bool settled;       /* the index on the disk is in its one form */
    int32_t saved_last; /* what the index on the disk has */
    Map memory;         /* archive/intake_memory.h: slug -> record, as Str * */
    Hash128 program;    /* that writes it */
    int64_t now_ns;     /* the file system's clock at the start; 0: unknown */
} Intake;

/* An exclusive lock for what gives numbers (import, check --fix), held until
 * the process ends. False with a diagnostic: another one has it. */
bool intake_lock(Str dir, Arena scratch, Diags *d);
/* Learns what is in content/reports, from an earlier run's memory where files
 * are as they were, and reads content/ledger/index.tsv. False, with a
 * diagnostic, where the system keeps one of them from being read: what is not
 * known would be given a second number, or be written over. */
bool intake_open(Intake *in, Str dir, bool dry, Arena *perm, Arena scratch,
                 Diags *d);
/* Before the first write, under the lock: removes what a cut-off run left
 * behind. */
void intake_sweep(const Intake *in, Arena scratch);
/* Puts a report where it belongs: fills slug, id and status, writes Markdown,
 * ledger and source (unless `dry`) under temporary names. They are in place
 * after intake_commit, which may turn the status into INTAKE_SKIPPED with a
 * diagnostic; so job and *a must live until then. */
void intake_put(Intake *in, IntakeJob *job, Arena *a);
/* Puts what waits in its place: sources, then ledgers, then reports, then the
 * largest number; all is on the disk when it returns. */
void intake_commit(Intake *in, Arena scratch, Diags *d);
/* Commits, puts the index in its one form, and remembers what is known; at the
 * end of a run. */
void intake_close(Intake *in, Arena scratch, Diags *d);
/* The file of a report: front matter and text. */
Str intake_render(const Imported *imp, Arena *a);
/* content/reports/SLUG.md: relative to the site. */
Str intake_path(Str slug, Arena *a);

#endif
