/* L3 archive: how the archive's files get to the disk. Only for
 * archive/intake*.c and cmd/again.c: what goes where is decided there. */
#ifndef JIEBAO_ARCHIVE_INTAKE_DISK_H
#define JIEBAO_ARCHIVE_INTAKE_DISK_H

#include "archive/intake.h"

/* What a report is and was. */
typedef struct Files {
    Str report;   /* the bytes of content/reports/SLUG.md; absent: they stay */
    Str previous; /* hash of those before; may be absent */
    Str record;   /* the ledger's text; absent: made from the report */
    bool merged;  /* `report` holds what a person edited */
} Files;

/* Writes a report under temporary names, with source and ledger, and adds it to
 * in->waits (the caller fills in its Known). False: with a diagnostic. */
bool intake_write(Intake *in, IntakeJob *job, Files f, Arena scratch);
/* The path of a file of the site. */
Str intake_in_site(const Intake *in, Str path, Arena *a);

#endif
