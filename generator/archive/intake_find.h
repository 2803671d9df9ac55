/* L3 archive: which report of the archive has the text of a new one. */
#ifndef JIEBAO_ARCHIVE_INTAKE_FIND_H
#define JIEBAO_ARCHIVE_INTAKE_FIND_H

#include "archive/intake.h"

typedef struct Copy {
    Known *k;       /* NULL: none */
    bool elsewhere; /* from another site: a duplicate, not the page saved again
                     */
    int percent;    /* of the text */
} Copy;

/* The report that the job's is a copy of: the likeliest that is the same page
 * saved again, else the likeliest from elsewhere; of equals the first by
 * number. Texts too short for a sketch are only compared with what has the
 * same place and years, and only as the same page saved again. One that cannot
 * be read might be it: false, with a diagnostic in the job. */
bool find_copy(const Intake *in, IntakeJob *job, Arena scratch, Copy *out);

/* The sketch of the job's text, made in *a where that was not done yet. */
const Sketch *intake_sketch(IntakeJob *job, Arena *a);
/* Place and years as one string: two reports of one identity may be one report
 * saved twice. Without a place the title stands for it. */
Str intake_identity(const Report *r, Arena *a);
/* The bytes of a report's file as it stands, or as it will. False: it cannot be
 * read. */
bool intake_read(const Intake *in, const Known *k, Arena *a, Str *file);

#endif
