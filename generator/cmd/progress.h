/* L4: a line on the terminal that says how far a command is. */
#ifndef JIEBAO_CMD_PROGRESS_H
#define JIEBAO_CMD_PROGRESS_H

#include "cmd/cmd.h"

typedef struct Progress {
    bool on;    /* stderr is a terminal, and no --quiet */
    bool shown; /* the line stands there */
} Progress;

Progress progress_of(const Cmd *c);
/* Draws the line anew, in one write: the text "cmd.KEY" with `done` of `total`
 * and the per cent that `part` is of `whole`. */
void progress_show(Progress *p, const Cmd *c, Str key, int64_t done,
                   int64_t total, int64_t part, int64_t whole);
/* Takes it away; before anything else is printed, and at the end. */
void progress_clear(Progress *p);

#endif
