#define _GNU_SOURCE /* sched_getaffinity */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

enum { MAX_THREADS = 64 };

typedef struct Pool {
    PoolFn *fn;
    void *ctx;
    ptrdiff_t n;
    atomic_ptrdiff_t next;
} Pool;

typedef struct Worker {
    Pool *pool;
    int index;
    pthread_t thread;
} Worker;

static void *work(void *arg)
{
    Worker *w = arg;
    Pool *p = w->pool;
    ptrdiff_t i;
    while ((i = atomic_fetch_add(&p->next, 1)) < p->n)
        p->fn(p->ctx, w->index, i);
    return NULL;
}

void pool_run(int nthreads, ptrdiff_t n, PoolFn *fn, void *ctx)
{
    Pool pool = {.fn = fn, .ctx = ctx, .n = n};
    Worker w[MAX_THREADS];
    if (nthreads > MAX_THREADS)
        nthreads = MAX_THREADS;
    if (nthreads > n)
        nthreads = (int)n;
    for (int i = 0; i < nthreads; i++)
        w[i] = (Worker){.pool = &pool, .index = i};
    int started = 1; /* a thread that the system refuses is done without */
    while (started < nthreads &&
           !pthread_create(&w[started].thread, NULL, work, &w[started]))
        started++;
    if (n > 0) {
        w[0] = (Worker){.pool = &pool};
        work(&w[0]);
    }
    for (int i = 1; i < started; i++)
        pthread_join(w[i].thread, NULL);
}

int pool_cpus(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
#ifdef __linux__
    cpu_set_t set;
    if (!sched_getaffinity(0, sizeof set, &set))
        n = CPU_COUNT(&set);
#endif
    return n < 1 ? 1 : n > MAX_THREADS ? MAX_THREADS : (int)n;
}
