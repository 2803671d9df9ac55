/* L3 archive: .jiebao/fingerprints, what import remembers of the reports that
 * it has read or written, so that one new page does not mean that all are read.
 * Deleting it costs time, never correctness: a report whose file is not as it
 * was (size, times, inode) is read again, and what another program wrote, or
 * what is damaged, is not believed.
 *
 *   "jiebao fingerprints 1" LF, hash of the program, records (slug, state of
 *   the file, what Known has of it), hash of all that                       */
#ifndef JIEBAO_ARCHIVE_INTAKE_MEMORY_H
#define JIEBAO_ARCHIVE_INTAKE_MEMORY_H

#include "archive/intake.h"

/* Reads it, under the lock or for a dry run. */
void memory_open(Intake *in, Arena scratch);
/* What is known of a report whose file is as `now` says; else false. Texts
 * live in in->perm. */
bool memory_recall(const Intake *in, Str slug, const FsStat *now, Known *k);
/* Whether a file in that state can be remembered: not one that may yet change
 * without being seen to. */
bool memory_trusts(const Intake *in, const FsStat *st);
/* Writes it, where anything changed. It is worth nothing by itself, so that a
 * failure is none. */
void memory_save(const Intake *in, Arena scratch);

#endif
