/* L3 emit: a second tree in place of the output folder while that one is
 * brought up to date. It has what the output folder will have: hard links to
 * what stays (foreign files as well) and to what is staged. It takes the
 * output folder's name in one step, which the system makes or does not make;
 * the files of the output folder itself then change unseen, and it gets its
 * name back in one step more.
 *
 * So no reader, and no kill, ever meets a part of the change. The output folder
 * stays the same folder, with its owner and rights; nothing of it is ever in
 * the second tree alone. A killed build leaves one of the two under the other's
 * name, each with all foreign files; the next build removes what is left. */
#ifndef JIEBAO_EMIT_COVER_H
#define JIEBAO_EMIT_COVER_H

#include "emit/folders.h"

typedef struct Cover {
    Folders *out; /* the output folder */
    Str out_path; /* its path */
    int holder;   /* descriptor of the folder that holds the second tree */
    Map changes;  /* paths that come (value: the Cover) or go (another) */
    ptrdiff_t nomitted; /* files of the output folder met that go */
    Folders tree;       /* the second tree; root -1: there is none */
    bool shown;         /* it has the output folder's name */
} Cover;

/* Removes what a killed build left under an open folder. */
void cover_clean(int holder);
/* Begins a second tree under an open folder on the output folder's file system.
 * False with errno where that cannot be: nothing is left then. */
bool cover_begin(Cover *c, Folders *out, Str out_path, int holder, Arena *mem);
/* A path that the output folder has and shall not have any more. */
void cover_omit(Cover *c, Str path);
/* A path that is to have the file at `from`. False with errno. */
bool cover_take(Cover *c, Str path, Spot from, Arena scratch);
/* Links all else from the output folder; false with errno, where there is
 * something that cannot be linked. After cover_omit and cover_take. */
bool cover_fill(Cover *c, Arena scratch);
/* Exchanges the two names; false with errno: they are as they were. */
bool cover_show(Cover *c, Arena scratch);
/* Exchanges them again, takes over what somebody put into the second tree
 * meanwhile, and removes it. Any time. */
void cover_end(Cover *c, Arena scratch);
/* Exchanges two names in one step; false with errno, ENOSYS or EINVAL where the
 * file system cannot. */
bool spots_exchange(Spot a, Spot b);

#endif
