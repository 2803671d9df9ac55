/* L3 emit: a whole build, from a site's folder to its output. */
#ifndef JIEBAO_EMIT_BUILD_H
#define JIEBAO_EMIT_BUILD_H

#include "base/diag.h"
#include "emit/publish.h"

typedef struct BuildOptions {
    Str dir;      /* the site */
    Str out;      /* the output folder; absent: dir/public */
    Str base_url; /* --base-url; absent: the one of site.conf */
    Str receipt;  /* --receipt: a file for the list of changed paths */
    int threads;
    bool full;  /* take nothing as current */
    bool force; /* take an output folder that is not ours and not empty */
} BuildOptions;

/* Steps of a build whose time is shown with --verbose. */
typedef enum BuildPhase {
    PHASE_LOAD,
    PHASE_READ,
    PHASE_EMIT,
    PHASE_SAVE,
    PHASE_COUNT
} BuildPhase;

typedef struct BuildResult {
    bool done; /* false: not begun, or stopped; a diagnostic says why */
    int reports;
    PublishResult files;
    uint32_t causes;         /* why files changed: bits by Cause (receipt.h) */
    int64_t ns[PHASE_COUNT]; /* wall time of each phase, nanoseconds */
} BuildResult;

/* The place of the output folder for these options. */
Str build_output_dir(const BuildOptions *opt, Arena *a);
/* Builds. Holds the site's lock while it works. */
BuildResult build_site(const BuildOptions *opt, Arena *perm, Diags *d);

#endif
