/* L2: words that mean the same to a search: those of every site
 * (data/synonyms.conf) and the site's own, content/synonyms.conf. Form of a
 * line: words with "=" or commas between, full-width ones too; "#" or ";"
 * begins a comment line. See docs/synonyms.md. */
#ifndef JIEBAO_MODEL_SYNONYMS_H
#define JIEBAO_MODEL_SYNONYMS_H

#include "base/diag.h"
#include "text/expand.h"

enum { GROUP_MOST = 12, GROUP_WORD_CHARS = 40 };

typedef struct Synonyms {
    SynonymGroup *v; /* in the order of the files; words folded, distinct */
    int n;
} Synonyms;

/* Appends the groups of text; a line that is none gets a diagnostic and is
 * left out. All in perm. */
void synonyms_read(Str text, Str file, Arena *perm, Diags *d, Synonyms *out);
/* Those of the site in dir: a missing file means none of its own. */
Synonyms synonyms_load(Str dir, Arena *perm, Arena scratch, Diags *d);

#endif
