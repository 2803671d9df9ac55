/* L2: all names of the gazetteer as a trie over characters, so that a text is
 * searched for 60,000 names in one pass: each character starts at most one
 * walk, no longer than the longest name. Only for model/place*.c. */
#ifndef JIEBAO_MODEL_PLACE_TRIE_H
#define JIEBAO_MODEL_PLACE_TRIE_H

#include "model/place.h"
#include "text/utf8.h"

enum {
    PLACE_NAME_MAX = 40, /* characters: the longest name a walk may follow */
    TRIE_NONE = 0,       /* no node; the root is 1 */
    TRIE_ROOT = 1
};

/* A name as it can be meant: 天心区 in full (or another name with a generic
 * word: 长阳县), or 天心 for short. */
typedef enum NameKind { NAME_FULL, NAME_SHORT } NameKind;

typedef struct PlaceTrie {
    uint64_t *edges; /* open addressing, by node and character */
    uint64_t mask;   /* slots - 1, slots a power of two */
    uint64_t *pairs; /* likewise from the root by two characters at once */
    uint64_t pair_mask;
    uint64_t *starts;     /* a Bloom filter of beginnings of two characters: two
                             bits for each, by hash */
    bool single;          /* some name is one character */
    int nnodes;           /* nodes are 1 .. nnodes - 1, at most 2^21 */
    unsigned char *kinds; /* two bits for each node: 1 << kind where it has refs
                             of that kind, told without a look at `first` */
    int32_t *first[2];    /* by kind: the refs of a node are
                             refs[first[node]] .. refs[first[node + 1]] */
    int32_t *refs[2];
} PlaceTrie;

/* All names of v[0..n); past two million characters (a table of the site's own
 * of many MB) names are left out. */
const PlaceTrie *trie_make(const Place *v, int n, Arena *perm, Arena scratch);
/* False: no name starts with a and b (0: the text's end). Told without a look
 * at the trie: it is so of most places in a text. */
static inline bool trie_may_start(const PlaceTrie *t, Rune a, Rune b);
/* The node that `r` leads to from `node`, or TRIE_NONE. */
int trie_step(const PlaceTrie *t, int node, Rune r);
/* The node that a and b lead to from the root, or TRIE_NONE. */
int trie_pair(const PlaceTrie *t, Rune a, Rune b);
/* The node where `name` ends, or TRIE_NONE. */
int trie_find(const PlaceTrie *t, Str name);
PlaceRefs trie_refs(const PlaceTrie *t, int node, NameKind kind);
/* Whether a name of the kind ends at the node. */
static inline bool trie_ends(const PlaceTrie *t, int node, NameKind kind)
{
    return t->kinds[node / 4] >> (node % 4 * 2) >> kind & 1;
}

/* 王府街道 for 王府街道办事处: how all names are kept in the trie. */
Str place_without_office(Str name);
/* The generic word that ends a name (街道, 镇, 区, 自治县 ...), or the absent
 * string. Longest first: 街道办事处 before 街道. */
Str place_generic_word(Str name);

enum { TRIE_START_BITS = 19 };

/* A product whose upper bits depend on both characters. */
static inline uint64_t trie_start_hash(Rune a, Rune b)
{
    return ((uint64_t)a << 21 ^ (uint64_t)b) * 0x9E3779B97F4A7C15u;
}

/* The bit of a hash in `starts`, of two: which 0 or 1. */
static inline uint32_t trie_start_bit(uint64_t hash, int which)
{
    return (uint32_t)(hash >> (64 - (which + 1) * TRIE_START_BITS)) &
           ((1u << TRIE_START_BITS) - 1);
}

static inline bool trie_has_bit(const PlaceTrie *t, uint32_t k)
{
    return t->starts[k / 64] >> k % 64 & 1;
}

static inline bool trie_may_start(const PlaceTrie *t, Rune a, Rune b)
{
    uint64_t h = trie_start_hash(a, b);
    return t->single || (trie_has_bit(t, trie_start_bit(h, 0)) &&
                         trie_has_bit(t, trie_start_bit(h, 1)));
}

#endif
