/* L3 emit: what tells that nothing changed since the last build, without
 * reading a report: the times of all files that a build reads, as one hash. */
#ifndef JIEBAO_EMIT_STAMP_H
#define JIEBAO_EMIT_STAMP_H

#include "emit/state.h"

/* The folders of content that builds list whole, as they were found before
 * anything in them was read. */
typedef struct Found {
    FsList reports, ledgers;
    bool reports_listed; /* false: content/reports could not be read */
    int ledgers_error;   /* why content/ledger could not be, as errno, or 0 */
    Hash128 stamp; /* of these and of all else that a build is made from; zero
                      where it is not certain: a file that is too young for
                      its times to tell, or that is no plain file */
} Found;

/* Lists into perm. What made_with and the state's key have (site.conf, the
 * program, templates) enters by its bytes, all else by path, size and times. */
Found stamp_inputs(const Site *site, Str theme_dir, const MadeWith *made_with,
                   const State *state, Arena *perm, Arena scratch);

#endif
