/* L3 emit: the terms of a segment's reports while they are collected. They are
 * cut into buckets by their hash; each thread appends what a report has in a
 * bucket to a list of its own, so that a bucket is later read in one go,
 * however many reports there are. */
#ifndef JIEBAO_EMIT_SEARCH_RUNS_H
#define JIEBAO_EMIT_SEARCH_RUNS_H

#include "base/spool.h"

#include <stdint.h>

/* The terms of one report in one bucket, in no order that means anything. */
typedef struct TermRun {
    uint32_t slot, n;
    uint32_t *hashes;
    uint8_t *traits; /* of each: text/postings.h */
} TermRun;

typedef struct RunChunk RunChunk;

/* Runs in the order in which they were added. All 0 is an empty one. */
typedef struct RunList {
    RunChunk *first, *last;
    ptrdiff_t terms; /* of all runs */
} RunList;

/* Adds a run of n terms, which the caller fills, in *words; *a holds the list
 * itself. Only this list and others of its thread take from them. */
TermRun runs_add(RunList *l, uint32_t slot, uint32_t n, Arena *a, Arena *words);
/* Brings all runs of n lists to the disk: nothing of them is in the memory for
 * words any more. */
void runs_spill(RunList *v, int n, Spool *disk);

typedef struct RunReader {
    const RunChunk *chunk;
    uint32_t *words; /* of it */
    uint32_t at;     /* words of it that are read */
    TermRun run;
    bool there; /* run is one */
    bool bad;   /* what was brought to the disk cannot be read */
    const Spool *disk;
    Arena *a; /* for what is read from there */
} RunReader;

/* At the first run, and on to the next one, where there is one. */
RunReader runs_read(const RunList *l, const Spool *disk, Arena *a);
void runs_next(RunReader *r);

#endif
