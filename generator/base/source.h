/* L0: bytes that come one stretch after another: a large file, or what is
 * packed in it. */
#ifndef JIEBAO_BASE_SOURCE_H
#define JIEBAO_BASE_SOURCE_H

#include "base/str.h"

typedef struct ByteSource {
    /* 1 to n bytes into `to`; 0: the end; -1: it failed, *why says how. */
    ptrdiff_t (*read)(void *ctx, char *to, ptrdiff_t n);
    void *ctx;
    /* Where in the file the latest bytes come from, as far as there is a place
     * to go back to; NULL where the bytes are those of the file. */
    const int64_t *place;
    const Str *why; /* a key "why...." of the language files */
} ByteSource;

/* The bytes of a string that is in memory. */
typedef struct MemorySource {
    Str rest;
    Str why;
} MemorySource;
ByteSource source_of_memory(MemorySource *m);

/* An open file. */
typedef struct FileSource {
    int fd;
    int64_t read; /* bytes so far */
    char head[8]; /* of its start, while source_peek holds them */
    int nhead;
    Str why;
} FileSource;
ByteSource source_of_file(FileSource *f);
/* The first bytes (at most 8) of a file that nothing was read from yet; they
 * are read again. */
Str source_peek(FileSource *f);

#endif
