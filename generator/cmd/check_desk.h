/* L4: the order in which an editor would take up what check found, and the
 * groups in which it is shown. */
#ifndef JIEBAO_CMD_CHECK_DESK_H
#define JIEBAO_CMD_CHECK_DESK_H

#include "base/diag.h"

/* From what matters most to what matters least. */
typedef enum DeskGroup {
    DESK_LEFT_OUT,      /* a report or a field that is not on the site at all */
    DESK_CONTRADICTION, /* two things that cannot both be right */
    DESK_TWICE,         /* the same report again */
    DESK_MISSING,       /* what every report should have */
    DESK_SUSPICIOUS,    /* a text that may not be as it was printed */
    DESK_INFERRED,      /* concluded by import, confirmed by nobody */
    DESK_SITE,          /* links, files, configuration */
    DESK_GROUPS
} DeskGroup;

DeskGroup desk_group(const Diag *d);
/* "left-out" ...: for --json, and the end of the key of its heading,
 * cmd.desk.left-out. */
Str desk_group_name(DeskGroup g);

/* A list of findings, by group, then by kind and by the field of a file that
 * matters most, then by file, field and line, then as they were found; in a.
 * Returns how many. */
ptrdiff_t desk_sort(const Diags *found, Arena *a, const Diag ***v);

#endif
