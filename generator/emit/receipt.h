/* L3 emit: what a build did and why, for people, uploaders and scripts. */
#ifndef JIEBAO_EMIT_RECEIPT_H
#define JIEBAO_EMIT_RECEIPT_H

#include "emit/build.h"
#include "emit/state.h"

/* What can make an output differ. Bits of a mask. */
typedef enum Cause {
    CAUSE_FIRST,    /* no earlier build is remembered */
    CAUSE_PROGRAM,  /* another jiebao */
    CAUSE_CONF,     /* site.conf */
    CAUSE_THEME,    /* a template or an asset of the theme */
    CAUSE_BASE_URL, /* --base-url */
    CAUSE_NEW,      /* reports that are new, */
    CAUSE_EDITED,   /* changed, */
    CAUSE_GONE,     /* or removed */
    CAUSE_OUTPUT,   /* none of these: the output itself was missing or altered,
                       or a cut-off build left it, or a page was edited */
    CAUSE_COUNT
} Cause;
/* "new-report" ...: as the receipt has it, and the end of the key of its text
 * in the user's language, cmd.cause.new-report. */
Str cause_name(Cause c);

typedef struct Receipt {
    uint32_t causes;         /* of the whole build: bits by Cause */
    const PublishChange *v;  /* what changed, by path */
    const uint32_t *because; /* of each: bits by Cause */
    ptrdiff_t n;
    StrList reports[CAUSE_COUNT]; /* slugs of CAUSE_NEW, _EDITED, _GONE */
} Receipt;

/* The causes, from what a build is made with beside the last finished one and
 * from its changes: a report's Markdown in the output tells what became of the
 * report. All in perm; texts are views of `files`. */
Receipt receipt_make(const MadeWith *before, const MadeWith *now,
                     const PublishResult *files, Arena *perm);
/* The text of .jiebao/receipt.json (docs/publishing.md). */
Str receipt_json(const Receipt *r, const BuildResult *b, Arena *a);
/* A changed path a line, removed ones too: what an uploader has to look at. */
Str receipt_paths(const Receipt *r, Arena *a);

#endif
