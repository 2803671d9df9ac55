#include "text/textcode.h"

enum {
    LONGEST = 24,   /* bits of a code */
    ROOM = 0x5200,  /* characters that most texts take theirs from */
    AGAIN = 0,      /* in place of a character: what followed the last time */
    MOST = 0x110000 /* different characters */
};

/* --- writing */

typedef struct Letter {
    Rune c;
    uint32_t count;
    int bits; /* of its code */
    uint32_t code;
} Letter;

typedef struct Letters {
    Letter *v;
    ptrdiff_t n;
} Letters;

/* The text with AGAIN for what is as it was the last time. */
static Rune *predict(const Rune *v, ptrdiff_t n, uint32_t *last, Arena *a)
{
    Rune *out = NEW_N(a, Rune, n);
    if (n)
        out[0] = v[0];
    for (ptrdiff_t i = 1; i < n; i++) {
        uint32_t c = (uint32_t)v[i], *follows = &last[v[i - 1]];
        out[i] = *follows == c ? AGAIN : v[i];
        *follows = c;
    }
    for (ptrdiff_t i = 0; i < n; i++)
        last[v[i]] = 0;
    return out;
}

/* Each with its count; counts keep their indexes, and one. */
static Letters count_letters(const Rune *v, ptrdiff_t n, uint32_t *index,
                             Arena *a)
{
    Letters l = {.v = NEW_N(a, Letter, n)};
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!index[v[i]]) {
            l.v[l.n] = (Letter){.c = v[i]};
            index[v[i]] = (uint32_t)++l.n;
        }
        l.v[index[v[i]] - 1].count++;
    }
    return l;
}

/* A letter's place in a list, and what it is sorted by. */
typedef struct Sorted {
    uint32_t key, at;
} Sorted;

/* Stable, by eight bits of the key at a time. Returns the one of v and `to`,
 * room for as many, that holds the result. */
static Sorted *sort_by_key(Sorted *v, Sorted *to, ptrdiff_t n)
{
    uint32_t most = 0; /* and all bits that others have */
    for (ptrdiff_t i = 0; i < n; i++)
        most |= v[i].key;
    for (int shift = 0; shift < 32 && most >> shift; shift += 8) {
        ptrdiff_t at[257] = {0};
        for (ptrdiff_t i = 0; i < n; i++)
            at[(v[i].key >> shift & 255) + 1]++;
        for (int k = 0; k < 256; k++)
            at[k + 1] += at[k];
        for (ptrdiff_t i = 0; i < n; i++)
            to[at[v[i].key >> shift & 255]++] = v[i];
        Sorted *swap = v;
        v = to;
        to = swap;
    }
    return v;
}

/* The letters in order of character. */
static void sort_by_char(Letters *l, Arena *a)
{
    Sorted *v = NEW_N(a, Sorted, l->n), *room = NEW_N(a, Sorted, l->n);
    Letter *to = NEW_N(a, Letter, l->n);
    for (ptrdiff_t i = 0; i < l->n; i++)
        v[i] = (Sorted){(uint32_t)l->v[i].c, (uint32_t)i};
    v = sort_by_key(v, room, l->n);
    for (ptrdiff_t i = 0; i < l->n; i++)
        to[i] = l->v[v[i].at];
    l->v = to;
}

/* The letters, in order of character, by the bits of their codes. */
static void sort_by_bits(Letters *l, Arena *a)
{
    Letter *to = NEW_N(a, Letter, l->n);
    ptrdiff_t at[LONGEST + 2] = {0};
    for (ptrdiff_t i = 0; i < l->n; i++)
        at[l->v[i].bits + 1]++;
    for (int k = 0; k <= LONGEST; k++)
        at[k + 1] += at[k];
    for (ptrdiff_t i = 0; i < l->n; i++)
        to[at[l->v[i].bits]++] = l->v[i];
    l->v = to;
}

/* Huffman's tree over weights in ascending order, `order` having the letters of
 * that order: two queues, of the letters and of the nodes, which are made in
 * ascending order, too. Returns the longest code. */
static int set_lengths(Letters *l, const Sorted *order, const uint32_t *weight,
                       Arena scratch)
{
    ptrdiff_t n = l->n, nodes = 2 * n - 1, leaf = 0, node = n;
    uint64_t *w = NEW_N(&scratch, uint64_t, nodes);
    ptrdiff_t *parent = NEW_N(&scratch, ptrdiff_t, nodes);
    int *depth = NEW_N(&scratch, int, nodes), longest = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        w[i] = weight[i];
    for (ptrdiff_t made = n; made < nodes; made++)
        for (int k = 0; k < 2; k++) {
            bool is_leaf = leaf < n && (node >= made || w[leaf] <= w[node]);
            ptrdiff_t least = is_leaf ? leaf++ : node++;
            w[made] += w[least];
            parent[least] = made;
        }
    for (ptrdiff_t i = nodes - 2; i >= 0; i--)
        depth[i] = depth[parent[i]] + 1;
    for (ptrdiff_t i = 0; i < n; i++) {
        int bits = n > 1 ? depth[i] : 1;
        l->v[order[i].at].bits = bits;
        longest = bits > longest ? bits : longest;
    }
    return longest;
}

/* The bits of each letter's code, at most LONGEST: flatter weights where the
 * text's own give longer ones. Returns the longest. */
static int set_bits(Letters *l, Arena scratch)
{
    uint32_t *weight = NEW_N(&scratch, uint32_t, l->n);
    Sorted *order = NEW_N(&scratch, Sorted, l->n);
    Sorted *room = NEW_N(&scratch, Sorted, l->n);
    for (ptrdiff_t i = 0; i < l->n; i++)
        order[i] = (Sorted){l->v[i].count, (uint32_t)i};
    order = sort_by_key(order, room, l->n);
    for (ptrdiff_t i = 0; i < l->n; i++)
        weight[i] = order[i].key;
    int longest = l->n ? set_lengths(l, order, weight, scratch) : 0;
    while (longest > LONGEST) {
        for (ptrdiff_t i = 0; i < l->n; i++)
            weight[i] = weight[i] / 2 + 1;
        longest = set_lengths(l, order, weight, scratch);
    }
    return longest;
}

/* Canonical codes; the letters are left in their order. */
static int set_codes(Letters *l, Arena *a)
{
    uint32_t code = 0;
    sort_by_char(l, a);
    int longest = set_bits(l, *a);
    sort_by_bits(l, a);
    for (ptrdiff_t i = 0; i < l->n; i++) {
        if (i)
            code = (code + 1) << (l->v[i].bits - l->v[i - 1].bits);
        l->v[i].code = code;
    }
    return longest;
}

/* The letters of one length: how many, and the gaps between them. */
static void put_class(BitOut *out, const Letter *v, uint32_t n)
{
    int low = rice_parameter(n, ROOM);
    Rune next = 0;
    put_gamma(out, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t gap = (uint32_t)(v[i].c - next);
        put_gamma(out, (gap >> low) + 1);
        put_bits(out, gap & ((1u << low) - 1), low);
        next = v[i].c + 1;
    }
}

/* The characters' codes, looked up in the table: code and, above, its bits. */
static void put_letters(BitOut *out, const Letters *l, const Rune *text,
                        ptrdiff_t n, uint32_t *table)
{
    for (ptrdiff_t i = 0; i < l->n; i++)
        table[l->v[i].c] = (uint32_t)l->v[i].bits << LONGEST | l->v[i].code;
    for (ptrdiff_t i = 0; i < n; i++) {
        uint32_t code = table[text[i]];
        put_bits(out, code & ((1u << LONGEST) - 1), (int)(code >> LONGEST));
    }
    for (ptrdiff_t i = 0; i < l->n; i++)
        table[l->v[i].c] = 0;
}

void textcode_put(BitOut *out, const Rune *v, ptrdiff_t n, uint32_t *table,
                  Arena scratch)
{
    Rune *text = predict(v, n, table, &scratch);
    Letters l = count_letters(text, n, table, &scratch);
    int longest = set_codes(&l, &scratch);
    put_gamma(out, (uint32_t)longest + 1);
    for (ptrdiff_t i = 0, from; i < l.n;) {
        for (int bits = i ? l.v[i - 1].bits + 1 : 1; bits < l.v[i].bits; bits++)
            put_gamma(out, 1); /* none of that length */
        for (from = i; i < l.n && l.v[i].bits == l.v[from].bits; i++)
            ;
        put_class(out, l.v + from, (uint32_t)(i - from));
    }
    put_letters(out, &l, text, n, table);
}

/* --- reading */

typedef struct Decoder {
    Rune *chars;    /* in order of code */
    uint32_t *last; /* index of what followed each, and one; 0: nothing */
    uint32_t n;
    uint32_t of[LONGEST + 1]; /* how many have codes of so many bits */
    int longest;
} Decoder;

static bool is_letter(int64_t r)
{
    return r >= 0 && r < MOST && (r < 0xD800 || r > 0xDFFF);
}

static bool get_class(BitIn *in, Decoder *d, int bits, Arena *a)
{
    uint32_t n = get_gamma(in) - 1;
    int low = rice_parameter(n, ROOM);
    int64_t next = 0;
    if (in->bad || n > MOST - d->n)
        return false;
    Rune *grown = NEW_N(a, Rune, d->n + n);
    for (uint32_t i = 0; i < d->n; i++)
        grown[i] = d->chars[i];
    d->chars = grown;
    for (uint32_t i = 0; i < n; i++) {
        int64_t high = (int64_t)get_gamma(in) - 1;
        if (in->bad || high > MOST)
            return false;
        next += high << low | get_bits(in, low);
        if (in->bad || !is_letter(next))
            return false;
        d->chars[d->n++] = (Rune)next++;
    }
    d->of[bits] = n;
    return true;
}

/* Codes must not outgrow their bits. */
static bool get_letters(BitIn *in, Decoder *d, Arena *a)
{
    uint64_t code = 0;
    d->longest = (int)(get_gamma(in) - 1);
    if (in->bad || d->longest > LONGEST)
        return false;
    for (int bits = 1; bits <= d->longest; bits++) {
        if (!get_class(in, d, bits, a))
            return false;
        code = 2 * code + d->of[bits];
        if (code > (uint64_t)1 << bits)
            return false;
    }
    d->last = NEW_N(a, uint32_t, d->n);
    return true;
}

/* The index of the next letter; d->n: damaged. */
static uint32_t get_letter(BitIn *in, const Decoder *d)
{
    uint32_t code = 0, first = 0, before = 0;
    for (int bits = 1; bits <= d->longest; bits++) {
        code = code << 1 | get_bits(in, 1);
        first = (first + (bits > 1 ? d->of[bits - 1] : 0)) << 1;
        if (code - first < d->of[bits])
            return in->bad ? d->n : before + code - first;
        before += d->of[bits];
    }
    return d->n;
}

bool textcode_get(BitIn *in, ptrdiff_t lines, Arena *a, Str *out)
{
    Decoder d = {0};
    if (!get_letters(in, &d, a))
        return false;
    Buf b = buf_in(a);
    buf_reserve(&b, 8 * (in->end - in->p) + 64);
    uint32_t *follows = NULL;
    while (lines > 0) {
        uint32_t i = get_letter(in, &d);
        if (i < d.n && d.chars[i] == AGAIN)
            i = follows ? *follows - 1 : d.n;
        if (i >= d.n)
            return false;
        if (follows)
            *follows = i + 1;
        follows = &d.last[i];
        utf8_put(&b, d.chars[i]);
        lines -= d.chars[i] == '\n';
    }
    *out = buf_str(&b);
    return true;
}
