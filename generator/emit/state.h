/* L3 emit: the build's memory, .jiebao/: what earlier builds made and from
 * what. Deleting it costs time, never correctness; damage to it means that
 * the rest is made again.
 *
 * One file, a log of records, each with its length and checksum: later ones
 * win, a torn end is cut off, a new report appends a few. It is written anew
 * once most of it is outdated. Only ever read by the program that wrote it:
 * the first record holds the key (program and format), another key is an
 * empty memory but for the list of outputs that are ours. */
#ifndef JIEBAO_EMIT_STATE_H
#define JIEBAO_EMIT_STATE_H

#include "base/fs.h"
#include "base/hash.h"
#include "model/site.h"

/* What became of an output since the last build that was finished. A build that
 * was cut off may have written any file that it claimed: such a one counts as
 * changed, though this build finds its bytes in place. */
typedef enum OutputChange {
    OUTPUT_SAME,
    OUTPUT_ADDED,
    OUTPUT_CHANGED,
    OUTPUT_REMOVED
} OutputChange;

/* What is remembered of an output file. */
typedef struct Output {
    Str path;            /* relative to the output folder */
    Hash128 inputs;      /* what it was made from; zero: not known */
    Hash128 bytes;       /* hash of the file's bytes; zero: not known */
    Sha256 sha;          /* of its bytes, for the site's checksums */
    FsStat st;           /* the file as we left it */
    bool in_place;       /* the file on disk still is as we left it */
    bool wanted;         /* handed over or found current in this build */
    bool dirty;          /* the log lacks its present values */
    OutputChange change; /* in this build */
} Output;

/* What every output may depend on, each as a hash: what tells why all of them
 * were made again. */
typedef struct MadeWith {
    Hash128 program, conf, theme, base_url;
} MadeWith;

/* May a file of this name be an output: a relative path of plain names, that
 * leads neither up nor anywhere by an absolute way? A log that came with
 * somebody's site cannot make us write or remove elsewhere. */
bool output_path_valid(Str path);

typedef struct State State;

/* Beside the log is a file of what is too much to read each time: bytes by
 * their place. Its checksum goes with the place, so that nothing but what was
 * stored ever comes back. Both from any thread. */
bool state_store(State *s, Str bytes, Stored *place);
/* False: it is not there, or damaged. */
bool state_fetch(const State *s, const Stored *place, Arena *a, Str *bytes);

/* Opens the memory at path (a file, made where missing) and reads it. Entries
 * are recalled only if `key` is the one they were stored under. NULL with
 * errno set where the file cannot be made or read. */
State *state_open(Str path, Hash128 key, Arena *perm);
/* For LoadOptions.recall. */
const Entry *state_recall(void *state, Str slug, const FsStat *now);
/* Was there a log, and was nothing of it lost? Else outputs may be ours that
 * are not known as such (adopt.h), until state_settle says that they are. */
bool state_whole(const State *s);
void state_settle(State *s);
/* How many outputs are known as ours. */
ptrdiff_t state_noutputs(const State *s);
/* The record of an output, or NULL. */
Output *state_output(State *s, Str path);
/* The same, made where there is none. Not for several threads at once. */
Output *state_own(State *s, Str path);
/* Says in the log, before anything is put there, that the file is ours and its
 * bytes are no longer known: a killed build's files are then known. It is said
 * for certain after state_flush, which is false with errno where it cannot be.
 */
void state_claim(State *s, const Output *o);
bool state_flush(State *s);
/* All outputs, in no order that means anything: about that of the build that
 * made them, so that those of a folder are near each other. */
Output **state_outputs(State *s, ptrdiff_t *n, Arena *a);
/* Forgets an output that was removed. */
void state_forget(State *s, Output *o);
/* What the last finished build was made with; all zero: there was none. */
const MadeWith *state_made_with(const State *s);
/* What this one is made with; stored by state_save. */
void state_making_with(State *s, const MadeWith *m);
/* What a finished build was made from, as a whole (stamp.h); inputs are zero
 * where that is not certain. */
typedef struct Stamp {
    Hash128 inputs;
    int64_t reports;
} Stamp;
/* That of the last build, if it was finished and nothing came after. */
Stamp state_stamp(const State *s);
/* That of this build; stored by state_save. */
void state_set_stamp(State *s, Stamp stamp);
/* Was the file last changed so long before this run that a later change shows
 * in its times? */
bool state_is_settled(const State *s, const FsStat *st);
/* Remembers what a build found out: entries that were read (digest and all),
 * in place of all that were remembered before, and dirty outputs. Closes s.
 * False with errno set where that could not be written. */
bool state_save(State *s, const Site *site, Arena scratch);
/* Closes without remembering anything new. */
void state_close(State *s);

#endif
