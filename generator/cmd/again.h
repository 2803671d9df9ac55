/* L4: `jiebao import --again`: the kept sources through today's rules.
 *
 * All reports are read again and what would change is printed, and nothing but
 * that with --dry-run. Only then those that change are read once more and
 * written. So memory does not grow with the archive, and what is written is
 * what was printed. */
#ifndef JIEBAO_CMD_AGAIN_H
#define JIEBAO_CMD_AGAIN_H

#include "cmd/import.h"
#include "model/merge.h"
#include "model/provenance.h"

typedef enum AgainStatus {
    AGAIN_UNCHANGED,
    AGAIN_CHANGED, /* the Markdown changes */
    AGAIN_RECORD,  /* only the ledger does */
    AGAIN_KEPT,    /* edited by hand, and what import wrote is not known */
    AGAIN_SKIPPED, /* failed, with a diagnostic */
    AGAIN_OWN,     /* written by hand: it has no source */
    AGAIN_STATUSES
} AgainStatus;

typedef struct AgainItem {
    Known *k;
    bool named; /* on the command line */
    AgainStatus status;
} AgainItem;

/* How two texts differ, by lines. */
typedef struct TextChange {
    int lines;    /* changed, put in or taken out; 0: alike */
    int line;     /* 1-based, of the text, where they begin to differ */
    Str from, to; /* these lines; absent where a text ends there */
} TextChange;

/* A report while it is looked at. */
typedef struct AgainJob {
    AgainItem *item;
    IntakeJob job; /* what today's rules make of the source */
    Provenance was;
    Report mine;       /* as it stands */
    Merge merge;       /* fields as they will be */
    TextChange text;   /* of the body */
    bool text_kept;    /* by hand, and the rules changed it, too */
    bool edited, crlf; /* by hand; its line ends */
    Str result;        /* the file as it will be; absent: as it is */
    Str previous;      /* hash of the file as it is */
    Str record;        /* the ledger as it will be */
} AgainJob;

/* import --again, from the options on; m->intake is open. */
int import_again(Import *m);

/* again_review.c: reads and compares one report, on a thread: the job's item
 * is given, its status is set. `raws`: hash -> path of the kept source, as
 * FsEntry. */
void again_review(const Import *m, const Map *raws, AgainJob *j,
                  ImportWorker *w);

/* again_say.c: what will change, as lines or as an object; memory from a. */
void again_say(Import *m, const AgainJob *j, Arena *a);

#endif
