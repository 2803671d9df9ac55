/* L1: a list of words, looked for in one pass over a text instead of once for
 * each word. */
#ifndef JIEBAO_TEXT_WORDS_H
#define JIEBAO_TEXT_WORDS_H

#include "base/str.h"

#include <stdatomic.h>

enum { WORDS_MAX = 255, WORDS_BUCKETS = 256, WORDS_PAIRS = 1024 };

/* The words and, from the first use on, where those with one beginning stand;
 * any thread may be the first. Static, made by WORD_SET. */
typedef struct WordSet {
    const char *list; /* the words, parted by spaces; or NULL and */
    const void *at;   /* a table: n entries of `stride` bytes, each of which
                         starts with a const char *; NULL is no word */
    size_t stride;
    int n;       /* at most WORDS_MAX */
    int longest; /* bytes */
    atomic_int ready;
    unsigned char head[WORDS_BUCKETS]; /* by beginning: a word's index + 1 */
    /* Bits: by the first two characters of words, of three bytes each; by
     * beginning, where a word has no such two. Words often begin with a common
     * character: most of a text is passed over by its second one. */
    unsigned char pairs[WORDS_PAIRS / 8], open[WORDS_BUCKETS / 8];
    unsigned char shorts;           /* the same, of words of one byte */
    unsigned char next[WORDS_MAX];  /* the same, of the one after it */
    unsigned char bytes[WORDS_MAX]; /* lengths; at most 255 */
    const char *word[WORDS_MAX];    /* not terminated */
} WordSet;

/* Of an array, whether of strings or of records that start with one. */
#define WORD_SET(array)                             \
    {                                               \
        .at = (array), .stride = sizeof *(array),   \
        .n = (int)(sizeof(array) / sizeof *(array)) \
    }

#define WORD_LIST(words) \
    {                    \
        .list = (words)  \
    }

/* The index of a word that s starts with, the next one behind `after` (-1: the
 * first), in no order that means anything; -1: no further one. */
int words_next(WordSet *set, Str s, int after);
/* The bytes of word i. */
static inline ptrdiff_t words_bytes(const WordSet *set, int i)
{
    return set->bytes[i];
}
/* The length in bytes of the longest word that s starts with, that it ends
 * with, or that is in it; 0: none. */
ptrdiff_t words_start(WordSet *set, Str s);
ptrdiff_t words_end(WordSet *set, Str s);
ptrdiff_t words_in(WordSet *set, Str s);

#endif
