#include "text/words.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

/* How many bytes tell the beginnings of words apart: two of ASCII, or a
 * character of the Basic Multilingual Plane. */
static ptrdiff_t beginning(const char *s)
{
    return (unsigned char)s[0] < 0xE0 ? 2 : 3;
}

static unsigned bucket_of(const char *s)
{
    unsigned a = (unsigned char)s[0], b = (unsigned char)s[1];
    unsigned c = a < 0xE0 ? 0 : (unsigned char)s[2];
    return (a * 37u + b * 5u + c * 61u) % WORDS_BUCKETS;
}

static const char *word_at(const WordSet *set, int i)
{
    return *(const char *const *)((const char *)set->at +
                                  (size_t)i * set->stride);
}

static void link_word(WordSet *set, int i, unsigned char *head)
{
    set->next[i] = *head;
    *head = (unsigned char)(i + 1);
}

/* Words of one byte end the chain of every bucket. */
static void make(WordSet *set)
{
    assert(set->n <= WORDS_MAX);
    for (int i = set->n; i-- > 0;) {
        const char *w = word_at(set, i);
        size_t n = w ? strlen(w) : 0;
        assert(n < 256);
        set->bytes[i] = (unsigned char)n;
        if (n == 1)
            link_word(set, i, &set->shorts);
    }
    memset(set->head, set->shorts, sizeof set->head);
    for (int i = set->n; i-- > 0;)
        if (set->bytes[i] > 1)
            link_word(set, i, &set->head[bucket_of(word_at(set, i))]);
}

static void make_ready(WordSet *set)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    if (!atomic_load_explicit(&set->ready, memory_order_relaxed)) {
        make(set);
        atomic_store_explicit(&set->ready, 1, memory_order_release);
    }
    pthread_mutex_unlock(&lock);
}

static void ready(WordSet *set)
{
    if (!atomic_load_explicit(&set->ready, memory_order_acquire))
        make_ready(set);
}

/* The index + 1 of the first word, from link k on, that s starts with. */
static int follow(const WordSet *set, Str s, int k)
{
    for (; k; k = set->next[k - 1]) {
        ptrdiff_t n = set->bytes[k - 1];
        if (n <= s.n && !memcmp(word_at(set, k - 1), s.s, (size_t)n))
            break;
    }
    return k;
}

static int first_link(const WordSet *set, Str s)
{
    if (!s.n)
        return 0;
    return s.n < beginning(s.s) ? set->shorts : set->head[bucket_of(s.s)];
}

int words_next(WordSet *set, Str s, int after)
{
    ready(set);
    return follow(set, s, after < 0 ? first_link(set, s) : set->next[after]) -
           1;
}

static ptrdiff_t longest_at(const WordSet *set, Str s)
{
    ptrdiff_t best = 0;
    for (int k = first_link(set, s); (k = follow(set, s, k)) > 0;
         k = set->next[k - 1])
        if (set->bytes[k - 1] > best)
            best = set->bytes[k - 1];
    return best;
}

ptrdiff_t words_start(WordSet *set, Str s)
{
    ready(set);
    return longest_at(set, s);
}

ptrdiff_t words_in(WordSet *set, Str s)
{
    ptrdiff_t best = 0;
    ready(set);
    for (; s.n; s = (Str){s.s + 1, s.n - 1}) {
        if (((unsigned char)*s.s & 0xC0) == 0x80)
            continue; /* no word starts within a character */
        ptrdiff_t n = longest_at(set, s);
        best = n > best ? n : best;
    }
    return best;
}
