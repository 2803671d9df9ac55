/* L1: in which reports of a segment a term occurs, and how, in few bits
 * (docs/search-index.md, "Posting files"). */
#ifndef JIEBAO_TEXT_POSTINGS_H
#define JIEBAO_TEXT_POSTINGS_H

#include "text/symbols.h"

/* How a report has a term. */
enum {
    TRAIT_TITLE = 1,
    TRAIT_HEADINGS = 2,
    TRAIT_TEXT = 4,
    TRAIT_OFTEN = 8, /* in three or more windows of its text */
    TRAIT_BITS = 4
};

typedef struct Posting {
    uint32_t slot;
    uint8_t traits;
} Posting;

/* From where it has it; `windows`: a bit for each window of the text that does.
 */
static inline uint8_t traits_of(bool title, bool headings, unsigned windows)
{
    enum { OFTEN = 3 };
    int n = __builtin_popcount(windows);
    return (uint8_t)((title ? TRAIT_TITLE : 0u) |
                     (headings ? TRAIT_HEADINGS : 0u) | (n ? TRAIT_TEXT : 0u) |
                     (n >= OFTEN ? TRAIT_OFTEN : 0u));
}

/* Writes n postings, n > 0, in order of slot, each below `slots`. */
void postings_put(BitOut *out, const Posting *v, uint32_t n, uint32_t slots);

/* Reads them to v, which has room for `slots` of them; NULL: passes over them.
 * False: damaged. */
bool postings_get(BitIn *in, uint32_t slots, Posting *v, uint32_t *n);

#endif
