#include "query/postings.h"

#include "query/folded.h"
#include "text/fold.h"
#include "text/ngram.h"
#include "text/symbols.h"

/* Adds the parts of the term with this hash to parts; false: damaged. */
static bool find_term(const IndexSegment *seg, uint32_t shard, Str data,
                      uint32_t hash, uint8_t *parts)
{
    uint64_t low = (uint64_t)1 << (32 - seg->bits);
    uint64_t room = (uint64_t)seg->n * PLACES;
    BitIn in = bits_in(data);
    uint32_t terms = get_gamma(&in) - 1;
    if (in.bad)
        return false;
    int k = rice_parameter(terms, low);
    uint64_t next = shard * low;
    for (uint32_t i = 0; i < terms; i++, next++) {
        next += get_rice(&in, k);
        if (in.bad || next > hash)
            return !in.bad;
        uint32_t count = get_gamma(&in);
        if (in.bad || count > room)
            return false;
        int gap = rice_parameter(count, room);
        uint64_t place = 0;
        for (uint32_t j = 0; j < count; j++, place++) {
            place += get_rice(&in, gap);
            if (in.bad || place >= room)
                return false;
            if (next == hash)
                parts[place / PLACES] |= (uint8_t)(1u << place % PLACES);
        }
        if (next == hash)
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

static bool term_parts(Index *ix, const IndexSegment *seg, uint32_t hash,
                       uint8_t *parts, Arena scratch)
{
    uint32_t shard = hash >> (32 - seg->bits);
    Buf b = buf_in(&scratch);
    buf_add(&b, seg->name);
    buf_byte(&b, '/');
    buf_int(&b, shard);
    Str name = str_dup(&scratch, buf_str(&b)), data;
    if (!index_load(ix, name, &scratch, &data))
        return false;
    if (unquote(&data) && find_term(seg, shard, data, hash, parts))
        return true;
    index_note(ix, name);
    return false;
}

static bool is_ascii(const uint16_t *u, ptrdiff_t at)
{
    return u[at] < 0x80 && u[at + 1] < 0x80;
}

/* Pairs of ASCII, as in figures, are not rare: where there are no others among
 * them, the word's first other one becomes the first. */
static void avoid_ascii(const uint16_t *u, ptrdiff_t n, ptrdiff_t *at,
                        int pairs)
{
    ptrdiff_t other = 0;
    for (int i = 0; i < pairs; i++)
        if (!is_ascii(u, at[i]))
            return;
    while (other < n && is_ascii(u, other))
        other++;
    if (other < n)
        at[0] = other;
}

enum { FEW = 4096, MOST_PAIRS = 4 };

/* Where reports are few, pairs cost less than texts that prove to be wrong:
 * both ends, too. */
static int pairs_of_few(ptrdiff_t n, ptrdiff_t at[MOST_PAIRS])
{
    at[0] = 0;
    at[1] = n > 4 ? (n - 1) / 3 : 1;
    at[2] = n > 4 ? 2 * (n - 1) / 3 : n - 1;
    at[3] = n - 1;
    return n > 4 ? 4 : n > 2 ? 3 : (int)n;
}

/* Those in the middle, which most often span two words of the language and so
 * are rare. */
static int pairs_of_many(ptrdiff_t n, ptrdiff_t at[MOST_PAIRS])
{
    at[0] = n > 4 ? n / 4 : (n - 1) / 2;
    at[1] = n > 4 ? n / 2 : (n + 1) / 2;
    at[2] = 3 * n / 4;
    return n > 4 ? 3 : n > 1 ? 2 : 1;
}

/* Which pairs of a word of n + 1 units are looked up in a segment, by the first
 * unit's index. Returns how many. */
static int pairs_of(const IndexSegment *seg, const uint16_t *u, ptrdiff_t n,
                    ptrdiff_t at[MOST_PAIRS])
{
    at[0] = 0;
    if (n < 1)
        return 1;
    int pairs = seg->n < FEW ? pairs_of_few(n, at) : pairs_of_many(n, at);
    if (n > 1)
        avoid_ascii(u, n, at, pairs);
    return pairs;
}

/* One character of the basic plane: postings tell it of all the text as one. */
static bool is_unit(Str word)
{
    const char *p = word.s, *end = word.s + word.n;
    return p < end && utf8_next(&p, end) < 0x10000 && p == end;
}

/* In the last few reports, by their texts. */
static uint8_t *tail_parts(Index *ix, IndexSegment *seg, Str word, bool loose,
                           Arena *a)
{
    if (!index_tail(ix, seg))
        return NULL;
    uint8_t *all = NEW_N(a, uint8_t, seg->n);
    const uint8_t text = 0xFF & ~(TITLE | HEADINGS);
    for (int32_t s = 0; s < seg->n; s++) {
        Arena scratch = *a;
        if (!str_given(seg->texts[s].slug))
            continue;
        FoldedText f = folded_text(&seg->texts[s], &scratch);
        if (loose)
            f = folded_loose(&f, &scratch);
        all[s] = folded_parts(&f, loose ? fold_loosen(&scratch, word) : word);
        if (is_unit(word) && all[s] & text)
            all[s] = (uint8_t)((all[s] & ~text) | 1 << PLACE_TEXT);
    }
    return all;
}

uint8_t *word_parts(Index *ix, IndexSegment *seg, Str word, bool loose,
                    Arena *a, bool *sure)
{
    *sure = true;
    if (!seg->bits)
        return tail_parts(ix, seg, word, loose, a);
    ptrdiff_t n, at[MOST_PAIRS];
    uint8_t *all = NEW_N(a, uint8_t, seg->n);
    Arena scratch = *a;
    const uint16_t *u = fold_utf16(&scratch, word, &n);
    int pairs = pairs_of(seg, u, n - 1, at), read = 0;
    uint8_t *one = NEW_N(&scratch, uint8_t, seg->n);
    for (int i = 0; i < pairs; i++) {
        Bigram g = bigram_of(u[at[i]], n > 1 ? u[at[i] + 1] : 0);
        for (int32_t s = 0; s < seg->n; s++)
            one[s] = 0;
        if (!term_parts(ix, seg, bigram_hash(g), one, scratch))
            continue;
        for (int32_t s = 0; s < seg->n; s++)
            all[s] = read ? all[s] & one[s] : one[s];
        read++;
    }
    *sure = n <= 2 && (loose || !fold_is_loose(word));
    return read ? all : NULL;
}
