/* L0: work on independent items, on several threads. */
#ifndef JIEBAO_BASE_POOL_H
#define JIEBAO_BASE_POOL_H

#include <stddef.h>

/* One item: `worker` is 0 .. nthreads-1 and picks the caller's own arenas. */
typedef void PoolFn(void *ctx, int worker, ptrdiff_t item);

/* Runs fn for items 0 .. n-1, each once, in any order, on nthreads threads (1:
 * here, without any thread). Returns when all are done. Results must go to a
 * place of the item's own, so that no order of threads shows in the output. */
void pool_run(int nthreads, ptrdiff_t n, PoolFn *fn, void *ctx);
/* The number of processors this process may use, at least 1, at most 64. */
int pool_cpus(void);

#endif
