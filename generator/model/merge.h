/* L2: three versions of a report made one: as import wrote it (base), as a
 * person left it (mine), as today's rules have it (theirs). */
#ifndef JIEBAO_MODEL_MERGE_H
#define JIEBAO_MODEL_MERGE_H

#include "model/report.h"

typedef struct Merge {
    Report r;         /* mine, with what only the rules changed */
    uint32_t updated; /* bit 1u << FieldId: the value is the rules' new one */
    uint32_t kept;    /* the rules changed it, too, but a person's holds */
} Merge;

/* Field by field. A person changed a field who gave it another value, or who
 * took it out of `inferred`: its value is certain from then on. Number, name
 * and unknown fields are mine; the source's hash is theirs. */
Merge report_merge(const Report *base, const Report *mine,
                   const Report *theirs);

/* The text of a file with `r` for its front matter, `file` being one whose
 * front matter is `old`: lines of fields that are alike stay byte for byte,
 * comments and order with them. What cannot be done so is written anew. */
Str front_matter_edit(Str file, const Report *old, const Report *r, Arena *a,
                      Arena scratch);

#endif
