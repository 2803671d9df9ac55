#include "text/words.h"

#include "text/utf8.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

/* How many bytes tell the beginnings of words apart: two of ASCII, or a
 * character of the Basic Multilingual Plane. */
static ptrdiff_t beginning(const char *s)
{
    return (unsigned char)s[0] < 0xE0 ? 2 : 3;
}

/* Of the first two or three bytes, the first the lowest. */
static unsigned bucket_of(uint32_t bytes)
{
    _Static_assert(WORDS_BUCKETS == 256, "eight bits of a product");
    return bytes * 0x9E3779B1u >> 24;
}

static unsigned bucket_at(const char *s)
{
    uint32_t a = (unsigned char)s[0], b = (unsigned char)s[1];
    uint32_t c = a < 0xE0 ? 0 : (unsigned char)s[2];
    return bucket_of(a | b << 8 | c << 16);
}

static void add_word(WordSet *set, int i, const char *w, size_t n)
{
    assert(i < WORDS_MAX && n < 256);
    set->word[i] = w;
    set->bytes[i] = (unsigned char)n;
    set->longest = (int)n > set->longest ? (int)n : set->longest;
}

static void read_table(WordSet *set)
{
    for (int i = 0; i < set->n; i++) {
        const char *w = *(const char *const *)((const char *)set->at +
                                               (size_t)i * set->stride);
        add_word(set, i, w, w ? strlen(w) : 0);
    }
}

static void read_list(WordSet *set)
{
    for (Str rest = str_of(set->list); str_given(rest);) {
        Str w = str_cut(&rest, S(" "));
        add_word(set, set->n++, w.s, (size_t)w.n);
    }
}

static void link_word(WordSet *set, int i, unsigned char *head)
{
    set->next[i] = *head;
    *head = (unsigned char)(i + 1);
}

static bool is_three(const char *s)
{
    return ((unsigned char)*s & 0xF0) == 0xE0;
}

/* Of two characters of three bytes each. */
static unsigned pair_of(uint32_t a, uint32_t b)
{
    _Static_assert(WORDS_PAIRS == 1024, "ten bits of a product");
    return (a * 0x9E3779B1u ^ b * 0x85EBCA6Bu) >> 22;
}

static void note_pair(WordSet *set, int i)
{
    enum { TWO = 6 };
    char start[8] = {0}; /* six bytes, and two that are not looked at */
    unsigned k = bucket_at(set->word[i]);
    if (set->bytes[i] < TWO || !is_three(set->word[i]) ||
        !is_three(set->word[i] + 3)) {
        set->open[k / 8] |= (unsigned char)(1 << k % 8);
        return;
    }
    memcpy(start, set->word[i], TWO);
    k = pair_of(str_four(start) & 0xFFFFFF, str_four(start + 3) & 0xFFFFFF);
    set->pairs[k / 8] |= (unsigned char)(1 << k % 8);
}

/* Words of one byte end the chain of every bucket. */
static void make(WordSet *set)
{
    if (set->list)
        read_list(set);
    else
        read_table(set);
    for (int i = 0; i < set->n; i++)
        if (set->bytes[i] == 1)
            link_word(set, i, &set->shorts);
    memset(set->head, set->shorts, sizeof set->head);
    memset(set->open, set->shorts ? 0xFF : 0, sizeof set->open);
    for (int i = 0; i < set->n; i++)
        if (set->bytes[i] > 1) {
            link_word(set, i, &set->head[bucket_at(set->word[i])]);
            note_pair(set, i);
        }
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
        const char *w = set->word[k - 1];
        if (n <= s.n && w[n - 1] == s.s[n - 1] && !memcmp(w, s.s, (size_t)n))
            break;
    }
    return k;
}

static int first_link(const WordSet *set, Str s)
{
    if (!s.n)
        return 0;
    return s.n < beginning(s.s) ? set->shorts : set->head[bucket_at(s.s)];
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

ptrdiff_t words_end(WordSet *set, Str s)
{
    ready(set);
    ptrdiff_t from = s.n > set->longest ? s.n - set->longest : 0;
    for (Str tail = str_skip(s, from); tail.n; tail = str_skip(tail, 1)) {
        if (((unsigned char)*tail.s & 0xC0) == 0x80)
            continue; /* no word starts within a character */
        for (int k = first_link(set, tail); (k = follow(set, tail, k)) > 0;
             k = set->next[k - 1])
            if (set->bytes[k - 1] == tail.n)
                return tail.n;
    }
    return 0;
}

static bool has_bit(const unsigned char *bits, unsigned k)
{
    return bits[k / 8] >> k % 8 & 1;
}

/* Whether a word may start with the eight bytes at p; *width is how many of
 * them are the first character. */
static bool may_start(const WordSet *set, const char *p, int *width)
{
    uint32_t v = str_four(p);
    if ((v & 0xF0) == 0xE0) {
        unsigned k = bucket_of(v & 0xFFFFFF);
        *width = 3;
        return set->head[k] &&
               (has_bit(set->open, k) ||
                has_bit(set->pairs,
                        pair_of(v & 0xFFFFFF, str_four(p + 3) & 0xFFFFFF)));
    }
    *width = (v & 0xFF) < 0xC0 ? 1 : (v & 0xFF) < 0xE0 ? 2 : 4;
    return set->head[bucket_at(p)] != 0;
}

ptrdiff_t words_in(WordSet *set, Str s)
{
    ptrdiff_t best = 0, n;
    int width = 1;
    ready(set);
    const char *p = s.s, *end = s.s + s.n;
    for (; end - p >= 8; p += width)
        if (may_start(set, p, &width)) {
            n = longest_at(set, str_span(p, end));
            best = n > best ? n : best;
        }
    for (; p < end; p++) {
        n = longest_at(set, str_span(p, end));
        best = n > best ? n : best;
    }
    return best;
}
