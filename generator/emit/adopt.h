/* L3 emit: outputs that the build's memory does not know any more. */
#ifndef JIEBAO_EMIT_ADOPT_H
#define JIEBAO_EMIT_ADOPT_H

#include "base/diag.h"
#include "emit/state.h"

/* Claims what lies below the output folder dir in the places of our outputs
 * and carries our signature, so that it goes unless it is wanted: pages with
 * <meta name="generator" content="jiebao...">, files of the search index, the
 * Markdown beside a report's page, and data files and pieces of the sitemap by
 * name where such a page is there. Outputs known to be in_place stay known.
 * False with a diagnostic where the system does not tell what is there. */
bool adopt_outputs(State *s, Str dir, Arena scratch, Diags *d);

#endif
