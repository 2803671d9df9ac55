#include "model/place_trie.h"

#include <string.h>

/* An edge in 8 bytes, for fewer pages to touch at each start: from node (21
 * bits), character (21 bits), to node (22 bits); 0: a free slot. */
enum { NODE_MAX = 1 << 21, TO_BITS = 22 };

/* The longest first where one ends in another. */
static const Str generic_words[] = {
    STR_INIT("街道办事处"), STR_INIT("民族苏木"),   STR_INIT("民族乡"),
    STR_INIT("街道"),       STR_INIT("苏木"),       STR_INIT("镇"),
    STR_INIT("乡"),         STR_INIT("特别行政区"), STR_INIT("自治区"),
    STR_INIT("自治州"),     STR_INIT("自治县"),     STR_INIT("自治旗"),
    STR_INIT("地区"),       STR_INIT("特区"),       STR_INIT("林区"),
    STR_INIT("区"),         STR_INIT("县"),         STR_INIT("市"),
    STR_INIT("省"),         STR_INIT("盟"),         STR_INIT("州"),
    STR_INIT("旗"),
};

/* Whether a generic word ends in the character: most names that end in none are
 * told by their last one. */
static bool ends_generic(Rune last)
{
    switch (last) {
    case 0x5904: /* 处 */
    case 0x6728: /* 木 */
    case 0x4E61: /* 乡 */
    case 0x9053: /* 道 */
    case 0x9547: /* 镇 */
    case 0x533A: /* 区 */
    case 0x5DDE: /* 州 */
    case 0x53BF: /* 县 */
    case 0x65D7: /* 旗 */
    case 0x5E02: /* 市 */
    case 0x7701: /* 省 */
    case 0x76DF: /* 盟 */
        return true;
    default:
        return false;
    }
}

Str place_generic_word(Str name)
{
    const char *last = name.n > 3 ? name.s + name.n - 3 : NULL;
    if (!last || !ends_generic(utf8_three(last)))
        return (Str){0};
    for (size_t i = 0; i < sizeof generic_words / sizeof *generic_words; i++) {
        Str word = generic_words[i];
        if (word.s[word.n - 1] == last[2] && name.n > word.n &&
            str_ends(name, word))
            return str_skip(name, name.n - word.n);
    }
    return (Str){0};
}

Str place_without_office(Str name)
{
    return str_ends(name, S("街道办事处"))
               ? str_head(name, name.n - S("办事处").n)
               : name;
}

static uint64_t edge_key(int node, Rune r)
{
    return (uint64_t)node << 21 | (uint64_t)r;
}

/* The edge of that key, or the free slot that it may take. */
static uint64_t *find_edge(uint64_t *edges, uint64_t mask, uint64_t key)
{
    uint64_t h = key * 0x9E3779B97F4A7C15u; /* Fibonacci hashing */
    h = h >> 24 & mask; /* the product's middle depends on all of it */
    while (edges[h] && edges[h] >> TO_BITS != key)
        h = (h + 1) & mask;
    return &edges[h];
}

static uint64_t pair_key(Rune a, Rune b)
{
    return (uint64_t)a << 21 | (uint64_t)b;
}

static int edge_to(uint64_t edge)
{
    return (int)(edge & ((1 << TO_BITS) - 1));
}

int trie_step(const PlaceTrie *t, int node, Rune r)
{
    return edge_to(*find_edge(t->edges, t->mask, edge_key(node, r)));
}

int trie_pair(const PlaceTrie *t, Rune a, Rune b)
{
    return edge_to(*find_edge(t->pairs, t->pair_mask, pair_key(a, b)));
}

int trie_find(const PlaceTrie *t, Str name)
{
    int node = TRIE_ROOT;
    const char *p = name.s;
    for (const char *end = p + name.n; p < end && node != TRIE_NONE;)
        node = trie_step(t, node, utf8_next(&p, end));
    return name.n ? node : TRIE_NONE;
}

PlaceRefs trie_refs(const PlaceTrie *t, int node, NameKind kind)
{
    const int32_t *first = t->first[kind];
    return (PlaceRefs){t->refs[kind] + first[node],
                       first[node + 1] - first[node]};
}

/* --- Making ------------------------------------------------------------- */

/* One use of a name, before they are laid out by node. */
typedef struct Use {
    int32_t node, place;
} Use;
/* An edge behind one of the root's, by the characters of both. */
typedef struct Pair {
    uint64_t key;
    int to;
} Pair;
typedef struct Making {
    PlaceTrie *t;
    Use *uses[2];
    int n[2];
    Pair *pairs;
    int npairs;
} Making;

static void note_start(PlaceTrie *t, Str name)
{
    const char *p = name.s, *end = p + name.n;
    Rune a = utf8_next(&p, end);
    t->single |= p == end;
    uint64_t h = trie_start_hash(a, p < end ? utf8_next(&p, end) : 0);
    for (int i = 0; i < 2; i++) {
        uint32_t k = trie_start_bit(h, i);
        t->starts[k / 64] |= (uint64_t)1 << k % 64;
    }
}

/* Makes the nodes of a name; *inner is the node where its first `at` bytes
 * end, or stays as it was. */
static int add_name(Making *m, Str name, ptrdiff_t at, int *inner)
{
    PlaceTrie *t = m->t;
    int node = TRIE_ROOT, depth = 0;
    Rune before = 0;
    const char *p = name.s;
    note_start(t, name);
    for (const char *end = p + name.n; p < end;) {
        Rune r = utf8_next(&p, end);
        uint64_t key = edge_key(node, r);
        uint64_t *e = find_edge(t->edges, t->mask, key);
        if (!*e) {
            *e = key << TO_BITS | (uint64_t)t->nnodes;
            if (depth == 1)
                m->pairs[m->npairs++] = (Pair){pair_key(before, r), t->nnodes};
            t->nnodes++;
        }
        node = edge_to(*e);
        before = r;
        depth++;
        if (p - name.s == at)
            *inner = node;
    }
    return node;
}

/* A place's uses stand together: one that is there is not added again. */
static void add_use(Making *m, int node, int place, NameKind kind)
{
    Use *uses = m->uses[kind];
    int n = m->n[kind];
    if (node == TRIE_NONE)
        return;
    for (int i = n - 1; i >= 0 && i > n - 8 && uses[i].place == place; i--)
        if (uses[i].node == node)
            return;
    uses[m->n[kind]++] = (Use){node, (int32_t)place};
}

/* Adds a name in full and, where it begins with `stem`, the stem for short. A
 * name is meant in full when it ends in a generic word, or is so long that it
 * can hardly be anything else; a bare word (the street 永兴) counts as a short
 * name does. An office's word is no part of a name: 王府街道办事处 is another's
 * office too. 街道 alone, a row of two new towns, says nothing. */
static void add_both(Making *m, Str name, Str stem, int place)
{
    int inner = TRIE_NONE;
    name = place_without_office(name);
    bool full = name.n >= 4 * 3 || place_generic_word(name).n;
    ptrdiff_t at = stem.n < name.n && str_starts(name, stem) ? stem.n : -1;
    if (!name.n || m->t->nnodes >= NODE_MAX - name.n || str_eq(name, S("街道")))
        return;
    int node = add_name(m, name, at, &inner);
    add_use(m, node, place, full ? NAME_FULL : NAME_SHORT);
    add_use(m, inner, place, NAME_SHORT);
}

static void add_place(Making *m, const Place *p, int i)
{
    if (place_is_stand_in(p))
        return;
    Str stem = place_short_name(p);
    bool street_then = p->until && p->level == PLACE_STREET;
    add_both(m, p->name, street_then ? (Str){0} : stem, i);
    for (Str rest = p->aliases; rest.n;) {
        Str alias = str_cut(&rest, S(","));
        if (!str_eq(alias, stem) && !str_eq(alias, p->name))
            add_both(m, alias, (Str){0}, i);
    }
}

/* Uses to refs by node: a counting sort, which keeps the places in order. */
static void lay_out(Making *m, NameKind kind, Arena *perm)
{
    PlaceTrie *t = m->t;
    int32_t *first = NEW_N(perm, int32_t, t->nnodes + 2);
    int32_t *refs = NEW_N(perm, int32_t, m->n[kind] + 1);
    for (int i = 0; i < m->n[kind]; i++) {
        int node = m->uses[kind][i].node;
        first[node + 2]++;
        t->kinds[node / 4] |= (unsigned char)(1 << kind << node % 4 * 2);
    }
    for (int i = 2; i < t->nnodes + 2; i++)
        first[i] += first[i - 1];
    for (int i = 0; i < m->n[kind]; i++)
        refs[first[m->uses[kind][i].node + 1]++] = m->uses[kind][i].place;
    t->first[kind] = first;
    t->refs[kind] = refs;
}

static void make_pairs(const Making *m, Arena *perm)
{
    enum { FEWEST = 1 << 10 };
    PlaceTrie *t = m->t;
    uint64_t slots = FEWEST;
    while (slots < (uint64_t)m->npairs * 2)
        slots *= 2;
    t->pairs = NEW_N(perm, uint64_t, (ptrdiff_t)slots);
    t->pair_mask = slots - 1;
    for (int i = 0; i < m->npairs; i++) {
        uint64_t key = m->pairs[i].key;
        *find_edge(t->pairs, t->pair_mask, key) =
            key << TO_BITS | (uint64_t)m->pairs[i].to;
    }
}

const PlaceTrie *trie_make(const Place *v, int n, Arena *perm, Arena scratch)
{
    ptrdiff_t uses = 0, chars = 0, slots = 1 << 10;
    for (int i = 0; i < n; i++) {
        uses += 2 + 2 * (v[i].aliases.n > 0);
        chars += utf8_chars(v[i].name) + utf8_chars(v[i].aliases);
        for (ptrdiff_t k = 0; k < v[i].aliases.n; k++)
            uses += 2 * (v[i].aliases.s[k] == ',');
    }
    while (slots < chars + chars / 8)
        slots *= 2; /* names share so much that a third is in use */
    PlaceTrie *t = NEW(perm, PlaceTrie);
    t->edges = NEW_N(perm, uint64_t, slots);
    t->mask = (uint64_t)slots - 1;
    t->starts = NEW_N(perm, uint64_t, (1 << TRIE_START_BITS) / 64);
    t->nnodes = TRIE_ROOT + 1;
    Making m = {.t = t};
    m.uses[NAME_FULL] = NEW_N(&scratch, Use, uses);
    m.uses[NAME_SHORT] = NEW_N(&scratch, Use, uses);
    m.pairs = NEW_N(&scratch, Pair, uses);
    for (int i = 0; i < n; i++)
        add_place(&m, &v[i], i);
    t->kinds = NEW_N(perm, unsigned char, t->nnodes / 4 + 1);
    lay_out(&m, NAME_FULL, perm);
    lay_out(&m, NAME_SHORT, perm);
    make_pairs(&m, perm);
    return t;
}
