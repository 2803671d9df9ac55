/* L2: content/overrides.conf, what a person has corrected once and for all: a
 * section [SHA256] for each source (the whole hash, or a prefix of at least 12
 * digits), with fields of the front matter. docs/overrides.md is the form. */
#ifndef JIEBAO_MODEL_OVERRIDES_H
#define JIEBAO_MODEL_OVERRIDES_H

#include "model/place.h"
#include "model/report.h"

enum { OVERRIDE_DIGITS = 12 }; /* of a hash, at least */

typedef struct Override {
    FieldId field;
    Str value; /* valid; empty: the field is removed */
} Override;

/* The section of one source. */
typedef struct OverrideSet {
    Str hash; /* lower case, OVERRIDE_DIGITS to 64 digits */
    int line; /* of its heading */
    Override *v;
    int n, cap;
    Str met; /* the whole hash of the source that it was found to be of */
    struct OverrideSet *same_head; /* the next one that begins alike */
    struct OverrideSet *next;      /* in the file */
} OverrideSet;

typedef struct Overrides {
    Str file; /* its name for diagnostics */
    OverrideSet *first;
    Map by_head; /* the first OVERRIDE_DIGITS digits -> OverrideSet */
} Overrides;

/* Reads the text; what is wrong gets a diagnostic at its line and is left out.
 * Views of text are kept. */
void overrides_read(Str text, Str file, Arena *perm, Diags *d, Overrides *out);
/* The section of a source, or NULL; o may be NULL. */
OverrideSet *overrides_find(const Overrides *o, Str sha);
/* Puts the section's values into r: fields that are corrected are no longer
 * inferred. Where names of the place are corrected and the code is not, place
 * and code are found anew, and *place (the finding's; may become NULL) with
 * them; names that were not corrected follow where the place is certain.
 * Returns the fields that were corrected, as bits 1u << FieldId. */
uint32_t overrides_apply(const OverrideSet *set, const Gazetteer *g,
                         const Place **place, Report *r, Arena *perm);
/* A source that is there: an input, or one that a report was made from. Not
 * for several threads at once. Says where the prefix of a section fits two. */
void overrides_meet(const Overrides *o, Str sha, Diags *d);
/* Once all sources were met: says which sections are of none. */
void overrides_say_unmet(const Overrides *o, Diags *d);

#endif
