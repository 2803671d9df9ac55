/* L3 archive: the inputs of import as one stream: files, and the pages within
 * those files that hold several (web archives). */
#ifndef JIEBAO_ARCHIVE_IMPORT_INPUT_H
#define JIEBAO_ARCHIVE_IMPORT_INPUT_H

#include "base/hash.h"
#include "base/source.h"
#include "ingest/blocks/block.h"
#include "ingest/source/warc.h"

/* One input: what becomes one report, or one line that says why not. */
typedef struct Input {
    Str label;  /* as the user knows it: its path, or PATH#PART */
    Str source; /* what its report names: the label without its folders; absent
                   for standard input */
    Str bytes;  /* absent: it could not be read, a diagnostic says why */
    Str url;    /* what its container says; or absent */
    Charset declared;
    Date captured;
    /* Its place in the order of inputs, whatever the batches: the file's place
     * in the sorted list of paths, and the page's within the file. */
    ptrdiff_t file, page;
    bool mine; /* of the stream's share; else what is here is not to be used */
} Input;

/* Where the work on one set of inputs is shared out among several runs: which
 * share this one has, and what it saw of all of them. */
typedef struct InputShare {
    int number, of; /* 1 .. of; 0 of 0: all inputs are this run's */
    int64_t inputs; /* how many there were so far, of all shares */
    Hash128 seen;   /* of names, sizes and the pages of archives: the same
                       for every share of the same inputs */
} InputShare;

/* A web archive that is being read. */
typedef struct OpenArchive {
    WarcReader *warc; /* NULL: none is open */
    Str path;
    FileSource disk;
    MemorySource memory;
    ptrdiff_t pages; /* so far */
} OpenArchive;

typedef struct InputStream {
    const StrList *paths; /* sorted; "-" is standard input */
    ptrdiff_t next;       /* of paths */
    int64_t bytes;        /* of files, as they lie on the disk, so far */
    OpenArchive open;
    InputShare share;
    Arena arena, mark; /* for what is open */
} InputStream;

/* `arena` is the stream's own from now on. */
InputStream inputs_of(const StrList *paths, Arena arena);
/* The next input into *in, its bytes into *a. What is wrong with it goes to *d,
 * and so do notes on the file that ended before it. False: there is none (there
 * may be notes). Inputs of other shares come, too, with !in->mine: a file of
 * theirs is hardly looked at, but an archive is read by all. */
bool input_next(InputStream *s, Arena *a, Diags *d, Input *in);
/* Which share an input belongs to, 1 .. of: by its place in the order, so that
 * neighbours, which are much alike, are spread, and a single large archive is
 * shared out as many small files are. */
int input_share(ptrdiff_t file, ptrdiff_t page, int of);
/* Whether a folder's file of that name is an input. */
bool input_has_ending(Str path);
/* The last part of a path. */
Str import_base_name(Str path);

#endif
