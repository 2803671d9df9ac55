/* L3 emit: a tree of folders that is reached through open descriptors, one part
 * of a path at a time, so that no symbolic link leads out of it. */
#ifndef JIEBAO_EMIT_FOLDERS_H
#define JIEBAO_EMIT_FOLDERS_H

#include "base/map.h"

#include <dirent.h>

/* Not for several threads at once. */
typedef struct Folders {
    int root;   /* descriptor; folders_close closes it, too */
    Map known;  /* "reports" -> int *: descriptor; -1: it was missing */
    Arena *mem; /* of the map */
} Folders;

/* Where a file is: a name under an open folder. */
typedef struct Spot {
    int dir;
    const char *name;
} Spot;

/* Opens a folder, made where missing if `make`. -1 with errno: ELOOP or ENOTDIR
 * where a part of the path is no folder. One that was missing is so until it is
 * made, or folders_look_again. */
int folders_open(Folders *f, Str folder, bool make, Arena scratch);
/* Folders that were missing may be there now. */
void folders_look_again(Folders *f);
/* The spot of a path, its name in *a. False where its folder cannot be opened.
 */
bool folders_spot(Folders *f, Str path, bool make, Arena *a, Spot *out);
/* The folder of a path; "" for the root. */
Str folder_of(Str path);
void folders_close(Folders *f);
/* What an open folder holds, to be closed by the caller; the folder itself
 * stays open, and where it was read to. NULL with errno. */
DIR *folder_list(int fd);
/* Would nobody tell one open folder from the other? By owner, rights (extended
 * attributes too) and file system. */
bool folders_alike(int a, int b);
/* Removes a folder that is ours whole, and all that is in it; links are
 * removed, not followed. What does not go stays. */
void folder_discard(int at, const char *name);

#endif
