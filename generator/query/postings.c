#include "query/postings.h"

#include "query/folded.h"
#include "text/fold.h"
#include "text/ngram.h"
#include "text/postings.h"

/* Sets the traits of the term with this hash; false: damaged. */
static bool find_term(const IndexSegment *seg, uint32_t shard, Str data,
                      uint32_t hash, uint8_t *traits, Arena scratch)
{
    uint64_t low = (uint64_t)1 << (32 - seg->bits);
    BitIn in = bits_in(data);
    uint32_t terms = get_gamma(&in) - 1, n;
    if (in.bad)
        return false;
    int k = rice_parameter(terms, low);
    uint64_t next = shard * low;
    Posting *v = NEW_N(&scratch, Posting, seg->slots);
    for (uint32_t i = 0; i < terms; i++, next++) {
        next += get_rice(&in, k);
        if (in.bad || next > hash)
            return !in.bad;
        bool wanted = next == hash;
        if (!postings_get(&in, (uint32_t)seg->slots, wanted ? v : NULL, &n))
            return false;
        for (uint32_t j = 0; wanted && j < n; j++)
            traits[v[j].slot] = v[j].traits;
        if (wanted)
            return true;
    }
    return true;
}

/* A posting file's data is one string of symbols, none of which JSON escapes.
 */
static bool unquote(Str *s)
{
    if (s->n < 2 || s->s[0] != '"' || s->s[s->n - 1] != '"')
        return false;
    *s = str_head(str_skip(*s, 1), s->n - 2);
    return true;
}

static bool term_traits(Index *ix, const IndexSegment *seg, uint32_t hash,
                        uint8_t *traits, Arena scratch)
{
    uint32_t shard = hash >> (32 - seg->bits);
    Buf b = buf_in(&scratch);
    buf_add(&b, seg->name);
    buf_byte(&b, '/');
    buf_int(&b, shard);
    Str name = str_dup(&scratch, buf_str(&b)), data;
    if (!index_load(ix, name, &scratch, &data))
        return false;
    if (unquote(&data) && find_term(seg, shard, data, hash, traits, scratch))
        return true;
    index_note(ix, name);
    return false;
}

/* The terms of a word: its pairs, but where three units are ASCII the three,
 * which say more than the pairs in them. */
typedef struct Terms {
    uint32_t *hashes;
    bool *read;  /* is it looked up? */
    ptrdiff_t n; /* 1: the word is a term itself */
} Terms;

static Terms terms_of(const uint16_t *u, ptrdiff_t units, Arena *a)
{
    Terms t = {NEW_N(a, uint32_t, units), NEW_N(a, bool, units), 0};
    bool before = false; /* a trigram that holds the pair */
    if (units == 1)
        t.hashes[t.n++] = bigram_hash(bigram_of(u[0], 0));
    for (ptrdiff_t i = 0; i + 1 < units; i++) {
        bool three = i + 2 < units && is_trigram(u[i], u[i + 1], u[i + 2]);
        if (three)
            t.hashes[t.n++] = bigram_hash(trigram_of(u[i], u[i + 1], u[i + 2]));
        else if (!before)
            t.hashes[t.n++] = bigram_hash(bigram_of(u[i], u[i + 1]));
        before = three;
    }
    return t;
}

enum { FEW = 4096, MOST_FIRST = 4 };

/* Where reports are few, terms cost less than texts that prove to be wrong:
 * both ends, too. */
static int first_of_few(ptrdiff_t n, ptrdiff_t at[MOST_FIRST])
{
    at[0] = 0;
    at[1] = n > 4 ? (n - 1) / 3 : 1;
    at[2] = n > 4 ? 2 * (n - 1) / 3 : n - 1;
    at[3] = n - 1;
    return n > 4 ? 4 : n > 2 ? 3 : (int)n;
}

/* Those in the middle, which most often span two words of the language and so
 * are rare. */
static int first_of_many(ptrdiff_t n, ptrdiff_t at[MOST_FIRST])
{
    at[0] = n > 4 ? n / 3 : (n - 1) / 2;
    at[1] = n > 4 ? 2 * n / 3 : (n + 1) / 2;
    return n > 1 ? 2 : 1;
}

/* One character of the basic plane: postings tell it of all the text as one. */
static bool is_unit(Str word)
{
    const char *p = word.s, *end = word.s + word.n;
    return p < end && utf8_next(&p, end) < 0x10000 && p == end;
}

/* In the last few reports, by their texts. */
static uint8_t *tail_traits(Index *ix, IndexSegment *seg, Str word, bool loose,
                            Arena *a)
{
    if (!index_tail(ix, seg))
        return NULL;
    uint8_t *all = NEW_N(a, uint8_t, seg->slots);
    for (int32_t s = 0; s < seg->slots; s++) {
        Arena scratch = *a;
        if (!str_given(seg->texts[s].slug))
            continue;
        FoldedText f = folded_text(&seg->texts[s], &scratch);
        if (loose)
            f = folded_loose(&f, &scratch);
        all[s] = folded_traits(&f, loose ? fold_loosen(&scratch, word) : word);
        if (is_unit(word))
            all[s] = (uint8_t)(all[s] & ~TRAIT_OFTEN);
    }
    return all;
}

/* What the terms looked up so far leave of a segment. */
typedef struct Narrowed {
    uint8_t *traits;
    int read; /* terms */
    int64_t left;
    int64_t expected; /* 1,024 times what chance would leave */
} Narrowed;

enum { CHANCE = 1024 };

static void look_up(Index *ix, const IndexSegment *seg, Terms *t, ptrdiff_t i,
                    Narrowed *to, Arena scratch)
{
    uint8_t *one = NEW_N(&scratch, uint8_t, seg->slots);
    int64_t has = 0;
    if (t->read[i])
        return;
    for (ptrdiff_t k = 0; k < t->n; k++) /* each once, however often it is in */
        t->read[k] = t->read[k] || t->hashes[k] == t->hashes[i];
    if (!term_traits(ix, seg, t->hashes[i], one, scratch))
        return;
    to->left = 0;
    for (int32_t s = 0; s < seg->slots; s++) {
        has += one[s] != 0;
        to->traits[s] = to->read ? to->traits[s] & one[s] : one[s];
        to->left += to->traits[s] != 0;
    }
    to->expected =
        (to->read ? to->expected : (int64_t)seg->n * CHANCE) * has / seg->n;
    to->read++;
}

/* Are so few left, and hardly more than of terms that have nothing to do with
 * each other, that a further one is worth its file? */
static bool by_chance(const IndexSegment *seg, const Narrowed *r)
{
    return r->left && 10 * r->left < (int64_t)3 * seg->n &&
           2 * CHANCE * r->left < 3 * r->expected + 4 * CHANCE;
}

uint8_t *word_traits(Index *ix, IndexSegment *seg, Str word, bool loose,
                     Arena *a, bool *sure)
{
    *sure = true;
    if (!seg->bits)
        return tail_traits(ix, seg, word, loose, a);
    ptrdiff_t units, at[MOST_FIRST];
    Narrowed r = {.traits = NEW_N(a, uint8_t, seg->slots)};
    Arena scratch = *a;
    const uint16_t *u = fold_utf16(&scratch, word, &units);
    Terms t = terms_of(u, units, &scratch);
    int first = seg->n < FEW ? first_of_few(t.n, at) : first_of_many(t.n, at);
    for (int i = 0; i < first; i++)
        look_up(ix, seg, &t, at[i], &r, scratch);
    for (ptrdiff_t i = 0; i < t.n && by_chance(seg, &r); i++)
        look_up(ix, seg, &t, i, &r, scratch);
    *sure = t.n == 1 && (loose || !fold_is_loose(word));
    return r.read ? r.traits : NULL;
}
