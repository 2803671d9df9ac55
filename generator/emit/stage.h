/* L3 emit: outputs on their way. All that a build writes is written beside the
 * output folder, and takes its place when all of it is there: until then, and
 * whenever something fails, the site stands as it was.
 *
 * An output folder with nothing in it is replaced by one rename. In one that is
 * in use what is new comes first, by rank (a new folder in one rename, with all
 * that is in it); then files that replace others. What was replaced is kept
 * until the last one is in place, and comes back where that fails. All of that
 * happens unseen where a second tree could be made (cover.h). */
#ifndef JIEBAO_EMIT_STAGE_H
#define JIEBAO_EMIT_STAGE_H

#include "base/fs.h"
#include "emit/cover.h"

/* How a file got to its place. */
typedef enum Placed {
    PLACED_NOT,
    PLACED_NEW,       /* renamed to where nothing was */
    PLACED_EXCHANGED, /* the stage has what it replaced */
    PLACED_OVER,      /* what it replaced is gone */
    PLACED_INSIDE     /* with its folder */
} Placed;

enum { STAGE_RANKS = 3, STAGE_REPLACES = STAGE_RANKS };

typedef struct Staged {
    Str path; /* relative to the output folder */
    int rank; /* new ones of a lower rank are placed first; STAGE_REPLACES:
                 something is there */
    Placed placed;
    void *owner; /* the caller's */
} Staged;

/* A folder that the output folder lacks, under one that it has. */
typedef struct Top {
    Str path;
    int rank; /* the highest of its files */
    bool placed;
} Top;

typedef struct Stage {
    Folders *out; /* the output folder */
    Str out_path; /* its path: it may be replaced as a whole */
    Str home;     /* a folder on whose file system the stage may lie; or "" */
    Arena *mem;   /* lists and paths */
    Folders from; /* the stage; root -1: nothing is written yet */
    int holder;   /* descriptor of the folder that holds it */
    bool in_out;  /* that one is the output folder itself */
    Staged *v;
    ptrdiff_t n, cap;
    Top *tops;
    ptrdiff_t ntops, tops_cap;
    bool plain;  /* the file system cannot exchange two files */
    bool whole;  /* the stage has become the output folder */
    Cover cover; /* tree.root -1: there is none */
} Stage;

/* Sets up *s and removes what a killed build left of its stage. */
void stage_open(Stage *s, Folders *out, Str out_path, Str home, Arena *mem,
                Arena scratch);
/* Where the file for path is to be written, folders made; its name in *a. False
 * with errno. Not for several threads at once. */
bool stage_spot(Stage *s, Str path, Arena *a, Spot *out);
/* Says that it is written. Not for several threads at once. */
void stage_add(Stage *s, Str path, int rank, void *owner);
/* Makes a second tree with all that is staged, and without n files that will
 * be taken; stage_place then shows it until stage_settle. False: that cannot be
 * done here. */
bool stage_cover(Stage *s, const Str *gone, ptrdiff_t n, Arena scratch);
/* Puts all in place. False with errno and the file that failed: nothing is in
 * place then, as far as that could be undone. */
bool stage_place(Stage *s, Str *failed, Arena scratch);
/* Takes a file out of the output folder, after stage_place: it goes with the
 * stage. False with errno; true where there is none. */
bool stage_take(Stage *s, Str path, Arena scratch);
/* All is placed and taken: the output folder itself is shown again. True: there
 * was a second tree, and the ctime of every file has changed. */
bool stage_settle(Stage *s, Arena scratch);
/* A file that stage_place put in its place, as it stands there. */
bool stage_stat(Stage *s, const Staged *f, FsStat *st, Arena scratch);
/* Brings what is written to the disk; false with errno. */
bool stage_sync(const Stage *s);
/* Removes the stage, with what is still in it. */
void stage_close(Stage *s);

#endif
