/* L0: many files that reach the disk together. Each is written beside its
 * place under a temporary name; then all are brought to the disk at once
 * (syncfs(2) of Linux, fsync(2) for each elsewhere); then they are renamed,
 * one phase after the other, and a phase is on the disk before the next one
 * begins. Whatever stops the program, each file is whole, old or new, and one
 * of a later phase never stands without those of an earlier phase.
 *
 * Files belong to sets: where one file of a set fails, those of later phases
 * are left out. */
#ifndef JIEBAO_BASE_FS_GROUP_H
#define JIEBAO_BASE_FS_GROUP_H

#include "base/fs.h"

enum { FS_PHASES = 4 };

typedef struct FsPending {
    Str dest; /* final path */
    int set;  /* 0 .. nsets - 1 */
    int phase;
    bool waits; /* still under its temporary name */
} FsPending;

/* How a set ended: error is 0, or errno of the first file that failed. */
typedef struct FsSet {
    int error;
    Str path; /* of that file */
} FsSet;

typedef struct FsGroup {
    Arena *a; /* lists and paths: never the one that scratch comes from */
    FsPending *v;
    ptrdiff_t n, cap;
    FsSet *sets;
    int nsets, sets_cap;
} FsGroup;

/* An empty group. */
FsGroup fs_group_in(Arena *a);
/* Empties it for the next files, and uses nothing of its arena any more; what
 * waits is forgotten, not removed. */
void fs_group_reset(FsGroup *g);
/* Begins a set; returns its number. */
int fs_group_open_set(FsGroup *g);
/* Writes one file of the set that was opened last, under its temporary name.
 * False: it failed, with errno; the set's files are gone, nothing of it will
 * be put in place. The folder has to exist; phase is 0 .. FS_PHASES - 1. */
bool fs_group_add(FsGroup *g, int phase, Str path, Str bytes, Arena scratch);
/* Brings the contents of all files to the disk. Sets of a file system that
 * fails have its errno. */
void fs_group_sync(FsGroup *g, Arena scratch);
/* Renames the files of a phase, in the order in which they were added, and
 * brings their folders to the disk. */
void fs_group_place(FsGroup *g, int phase, Arena scratch);
/* Removes what a cut-off run left under temporary names in a folder: call it
 * only where nobody else writes there. */
void fs_sweep(Str dir, Arena scratch);

#endif
