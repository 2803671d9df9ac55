/* L0: one file, of any size, that is written piece by piece beside its place:
 * readers see the old one or the new one, whole. */
#ifndef JIEBAO_BASE_FS_OUT_H
#define JIEBAO_BASE_FS_OUT_H

#include "base/fs.h"

typedef struct FsOut {
    int fd;
    Str path, temp;
    int error; /* errno of the first write that failed, or 0 */
} FsOut;

/* Begins the file; its folder has to exist. False with errno; EWOULDBLOCK:
 * another process is writing it. What a process that was killed left of it is
 * written over. */
bool fs_out_open(FsOut *f, Str path, Arena *perm);
/* Adds bytes; what fails shows in f->error, and later ones are left out. */
void fs_out_add(FsOut *f, Str bytes);
/* Brings the file to the disk and to its place; or, where a write failed or
 * !keep, removes it. False: it is not in place; with errno where it was to be.
 */
bool fs_out_close(FsOut *f, bool keep, Arena scratch);

#endif
