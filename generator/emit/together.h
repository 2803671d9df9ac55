/* L3 emit: pages that come into the output folder, or go from it, in one step,
 * however many there are and wherever they lie: where they link to each other
 * in a ring, no order of renames suits them.
 *
 * The files lie in a folder of their own in the output folder, and symbolic
 * links to them in their places; under the folder's shown name all links lead
 * somewhere, under its hidden name none does. So one rename brings all or takes
 * all. The files then replace their links, one after the other, or the links
 * are removed: nobody sees a difference.
 *
 * What a killed build leaves tells by itself which of the two it was. */
#ifndef JIEBAO_EMIT_TOGETHER_H
#define JIEBAO_EMIT_TOGETHER_H

#include "emit/folders.h"

typedef struct Together {
    Folders *out; /* the output folder */
    Folders tree; /* the folder of the files; root -1: there is none */
} Together;

/* Begins with an empty folder, shown or hidden. False with errno where there
 * can be no symbolic links, or no such folder: nothing is left then. */
bool together_begin(Together *t, Folders *out, bool shown, Arena *mem);
/* While hidden: the file at `from` is to come as `path`, where nothing is.
 * False with errno. */
bool together_come(Together *t, Str path, Spot from, Arena scratch);
/* While shown: the output folder's file `path` is to go. False with errno. */
bool together_go(Together *t, Str path, Arena scratch);
/* All that is to come is there from now on; all that is to go is not. False
 * with errno: it is as it was. */
bool together_show(Together *t);
bool together_hide(Together *t);
/* While shown: the file takes the place of its link. False with errno. */
bool together_settle(Together *t, Str path, Arena scratch);
/* Ends it, any time, as together_heal does. */
Str together_end(Together *t, Arena scratch);
/* Brings an end to what a build has left: links become files while shown, and
 * are removed while hidden. The name, with errno, of what is in the output
 * folder still; absent: nothing. */
Str together_heal(Folders *out, Arena scratch);

#endif
