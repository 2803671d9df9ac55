#define _GNU_SOURCE /* MAP_NORESERVE, MAP_ANONYMOUS, madvise */
#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <pthread.h>
#include <sanitizer/asan_interface.h>
enum { RED_ZONE = 16 }; /* so that an overrun of one block is seen */
#define POISON(p, n) __asan_poison_memory_region(p, n)
#define UNPOISON(p, n) __asan_unpoison_memory_region(p, n)
#else
enum { RED_ZONE = 0 };
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { SMALLEST_RESERVE = 1 << 20 };
#ifdef ARENA_ASAN /* a region's shadow, an eighth of it, is written at its end \
                   */
static const size_t LARGEST_RESERVE = (size_t)1 << 30;
#else
static const size_t LARGEST_RESERVE = SIZE_MAX;
#endif

_Noreturn void mem_exhausted(void)
{
    fputs("jiebao: out of memory / 内存不足\n", stderr);
    exit(1);
}

#ifdef ARENA_ASAN
/* To mark a region as usable again takes time by its size, not by its use. So
 * those that are given back are closed, and opened for the next who asks. */
enum { MOST_CLOSED = 64 };
static pthread_mutex_t closed_lock = PTHREAD_MUTEX_INITIALIZER;
static Arena closed[MOST_CLOSED];
static int nclosed;

static bool region_reopen(size_t size, Arena *a)
{
    bool found = false;
    pthread_mutex_lock(&closed_lock);
    for (int i = nclosed; i-- > 0 && !found;) {
        *a = closed[i];
        found = (size_t)(a->end - a->beg) == size &&
                !mprotect(a->beg, size, PROT_READ | PROT_WRITE);
        if (found)
            closed[i] = closed[--nclosed];
    }
    pthread_mutex_unlock(&closed_lock);
    return found;
}

static bool region_close(Arena a, size_t size)
{
    pthread_mutex_lock(&closed_lock);
    bool kept = nclosed < MOST_CLOSED && !mprotect(a.beg, size, PROT_NONE) &&
                !madvise(a.beg, size, MADV_DONTNEED);
    if (kept)
        closed[nclosed++] = a;
    pthread_mutex_unlock(&closed_lock);
    return kept;
}
#else
static bool region_reopen(size_t size, Arena *a)
{
    (void)size, (void)a;
    return false;
}

static bool region_close(Arena a, size_t size)
{
    (void)a, (void)size;
    return false;
}
#endif

Arena arena_new(size_t reserve)
{
    Arena a = {0};
    if (reserve < SMALLEST_RESERVE)
        reserve = SMALLEST_RESERVE;
    if (reserve > LARGEST_RESERVE)
        reserve = LARGEST_RESERVE;
    if (region_reopen(reserve, &a))
        return a;
    for (; reserve >= SMALLEST_RESERVE; reserve /= 2) {
        char *p = mmap(NULL, reserve, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (p != MAP_FAILED)
            return (Arena){p, p + reserve};
    }
    mem_exhausted();
}

void arena_free(Arena start)
{
    size_t size = (size_t)(start.end - start.beg);
    if (region_close(start, size))
        return;
    UNPOISON(start.beg, size);
    munmap(start.beg, size);
}

Arena arena_carve(Arena *a, ptrdiff_t size)
{
    if (size < 0 || size > a->end - a->beg)
        mem_exhausted();
    a->end -= size;
    return (Arena){a->end, a->end + size};
}

void arena_rewind(Arena *a, Arena mark)
{
    POISON(mark.beg, (size_t)(a->beg - mark.beg));
    a->beg = mark.beg;
}

void arena_trim(Arena *a, Arena mark, size_t keep)
{
    size_t page = 4096;
    size_t left = (size_t)(a->end - mark.beg);
    arena_rewind(a, mark);
    if (left <= keep)
        return;
    uintptr_t from = ((uintptr_t)mark.beg + keep + page - 1) / page * page;
    if (from < (uintptr_t)a->end)
        (void)madvise((void *)from, (uintptr_t)a->end - from, MADV_DONTNEED);
}

void arena_large_pages(const Arena *a, ptrdiff_t n)
{
#ifdef MADV_HUGEPAGE
    enum { LARGE = 2 << 20 };
    uintptr_t from = ((uintptr_t)a->beg + LARGE - 1) / LARGE * LARGE;
    uintptr_t to = ((uintptr_t)a->beg + (uintptr_t)n) / LARGE * LARGE;
    if (n <= a->end - a->beg && from < to)
        (void)madvise((void *)from, to - from, MADV_HUGEPAGE);
#else
    (void)a, (void)n;
#endif
}

static char *take(Arena *a, ptrdiff_t size, ptrdiff_t align)
{
    ptrdiff_t pad = (ptrdiff_t)(-(uintptr_t)a->beg & (uintptr_t)(align - 1));
    ptrdiff_t room = a->end - a->beg - pad - RED_ZONE;
    if (size < 0 || size > room)
        mem_exhausted();
    char *p = a->beg + pad;
    a->beg = p + size + RED_ZONE;
    UNPOISON(p, (size_t)size);
    POISON(p + size, RED_ZONE);
    return p;
}

void *arena_alloc(Arena *a, ptrdiff_t size, ptrdiff_t align, ptrdiff_t n)
{
    if (n < 0 || (n && size > PTRDIFF_MAX / n))
        mem_exhausted();
    char *p = take(a, size * n, align);
    return memset(p, 0, (size_t)(size * n));
}

char *arena_bytes(Arena *a, ptrdiff_t n)
{
    return take(a, n, 1);
}

void *arena_aligned(Arena *a, ptrdiff_t n)
{
    return take(a, n, alignof(max_align_t));
}

Str str_dup(Arena *a, Str s)
{
    if (!s.s)
        return s;
    char *p = arena_bytes(a, s.n);
    if (s.n)
        memcpy(p, s.s, (size_t)s.n);
    return (Str){p, s.n};
}

char *str_cstr(Arena *a, Str s)
{
    char *p = arena_bytes(a, s.n + 1);
    if (s.n)
        memcpy(p, s.s, (size_t)s.n);
    p[s.n] = 0;
    return p;
}

Str str_concat(Arena *a, Str x, Str y)
{
    return str_join3(a, x, (Str){0}, y);
}

Str str_join3(Arena *a, Str x, Str sep, Str y)
{
    Str parts[] = {x, sep, y};
    char *p = arena_bytes(a, x.n + sep.n + y.n);
    Str all = {p, x.n + sep.n + y.n};
    for (int i = 0; i < 3; i++)
        if (parts[i].n) {
            memcpy(p, parts[i].s, (size_t)parts[i].n);
            p += parts[i].n;
        }
    return all;
}

void strlist_push(Arena *a, StrList *l, ptrdiff_t *cap, Str s)
{
    if (l->n == *cap) {
        *cap = *cap ? *cap * 2 : 8;
        Str *v = NEW_N(a, Str, *cap);
        if (l->n)
            memcpy(v, l->v, (size_t)l->n * sizeof(Str));
        l->v = v;
    }
    l->v[l->n++] = s;
}

typedef struct LibHead { /* in front of each block handed to a library */
    alignas(max_align_t) size_t size;
} LibHead;

void *arena_lib_calloc(Arena *a, size_t n, size_t size)
{
    if (size && n > (size_t)PTRDIFF_MAX / 2 / size)
        mem_exhausted();
    LibHead *h = arena_alloc(a, (ptrdiff_t)(sizeof(LibHead) + n * size),
                             alignof(LibHead), 1);
    h->size = n * size;
    return h + 1;
}

void *arena_lib_realloc(Arena *a, void *p, size_t size)
{
    void *q = arena_lib_calloc(a, 1, size);
    if (p) {
        size_t old = ((LibHead *)p - 1)->size;
        memcpy(q, p, old < size ? old : size);
    }
    return q;
}
