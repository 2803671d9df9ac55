#include "text/postings.h"

/* Some of `room` numbers are written as the gaps between them, or where they
 * are more than half as the gaps between the others. */
static bool tells_others(uint32_t n, uint32_t room)
{
    return n > room / 2;
}

/* --- writing */

typedef struct Gaps {
    BitOut *out;
    int k;
    uint32_t next; /* the least that may come */
} Gaps;

static Gaps gaps_of(BitOut *out, uint32_t n, uint32_t room)
{
    uint32_t codes = tells_others(n, room) ? room - n : n;
    return (Gaps){.out = out, .k = rice_parameter(codes, room)};
}

static void put_gap(Gaps *g, uint32_t number)
{
    put_rice(g->out, number - g->next, g->k);
    g->next = number + 1;
}

static void put_slots(BitOut *out, const Posting *v, uint32_t n, uint32_t slots)
{
    Gaps g = gaps_of(out, n, slots);
    uint32_t other = 0;
    bool others = tells_others(n, slots);
    put_gamma(out, n);
    for (uint32_t i = 0; i < n; i++, other++) {
        if (!others)
            put_gap(&g, v[i].slot);
        for (; others && other < v[i].slot; other++)
            put_gap(&g, other);
    }
    for (; others && other < slots; other++)
        put_gap(&g, other);
}

/* Which of the postings have one of the traits, or with `absent` have it not.
 */
static void put_trait(BitOut *out, const Posting *v, uint32_t n, unsigned trait,
                      bool absent)
{
    uint32_t having = 0;
    for (uint32_t i = 0; i < n; i++)
        having += !(v[i].traits & trait) == absent;
    put_gamma(out, having + 1);
    Gaps g = gaps_of(out, having, n);
    bool others = tells_others(having, n);
    for (uint32_t i = 0; i < n; i++)
        if ((!(v[i].traits & trait) == absent) != others)
            put_gap(&g, i);
}

void postings_put(BitOut *out, const Posting *v, uint32_t n, uint32_t slots)
{
    bool plain = true;
    for (uint32_t i = 0; i < n; i++)
        plain &= v[i].traits == TRAIT_TEXT;
    put_slots(out, v, n, slots);
    put_bits(out, plain, 1);
    if (plain)
        return;
    put_trait(out, v, n, TRAIT_TITLE, false);
    put_trait(out, v, n, TRAIT_HEADINGS, false);
    put_trait(out, v, n, TRAIT_TEXT, true);
    put_trait(out, v, n, TRAIT_OFTEN, false);
}

/* --- reading */

typedef struct Codes {
    BitIn *in;
    int k;
    uint32_t left, room;
    uint32_t next;   /* the least that may come */
    uint32_t number; /* the last one read; room where there are no more */
} Codes;

/* False: damaged. */
static bool next_code(Codes *c)
{
    if (!c->left) {
        c->number = c->room;
        return true;
    }
    uint32_t gap = get_rice(c->in, c->k);
    if (c->in->bad || gap >= c->room - c->next)
        return false;
    c->left--;
    c->number = c->next + gap;
    c->next = c->number + 1;
    return true;
}

/* The first of the codes of n of `room` numbers. */
static bool codes_of(BitIn *in, uint32_t n, uint32_t room, Codes *c)
{
    if (in->bad || n > room)
        return false;
    uint32_t left = tells_others(n, room) ? room - n : n;
    *c = (Codes){
        .in = in, .k = rice_parameter(left, room), .left = left, .room = room};
    return next_code(c);
}

static bool pass_rest(Codes *c)
{
    bool ok = true;
    while (ok && c->number < c->room)
        ok = next_code(c);
    return ok;
}

static bool pass_codes(BitIn *in, uint32_t n, uint32_t room)
{
    Codes c;
    return codes_of(in, n, room, &c) && pass_rest(&c);
}

static bool get_slots(BitIn *in, uint32_t slots, Posting *v, uint32_t n)
{
    Codes c;
    bool others = tells_others(n, slots), ok = codes_of(in, n, slots, &c);
    uint32_t slot = 0;
    for (uint32_t i = 0; ok && i < n; slot++) {
        if (others && slot == c.number) {
            ok = next_code(&c);
            continue;
        }
        v[i++] = (Posting){others ? slot : c.number, TRAIT_TEXT};
        ok = others || next_code(&c);
    }
    return ok && pass_rest(&c);
}

/* Changes the trait of some of the n postings. */
static bool get_trait(BitIn *in, Posting *v, uint32_t n, unsigned trait)
{
    Codes c;
    uint32_t having = get_gamma(in) - 1;
    if (!v)
        return pass_codes(in, having, n);
    if (!codes_of(in, having, n, &c))
        return false;
    bool others = tells_others(having, n);
    for (uint32_t i = 0; i < n; i++) {
        bool told = i == c.number;
        if (told != others)
            v[i].traits = (uint8_t)(v[i].traits ^ trait);
        if (told && !next_code(&c))
            return false;
    }
    return true;
}

bool postings_get(BitIn *in, uint32_t slots, Posting *v, uint32_t *n)
{
    *n = get_gamma(in);
    if (in->bad || *n > slots ||
        !(v ? get_slots(in, slots, v, *n) : pass_codes(in, *n, slots)))
        return false;
    bool plain = get_bits(in, 1);
    return !in->bad && (plain || (get_trait(in, v, *n, TRAIT_TITLE) &&
                                  get_trait(in, v, *n, TRAIT_HEADINGS) &&
                                  get_trait(in, v, *n, TRAIT_TEXT) &&
                                  get_trait(in, v, *n, TRAIT_OFTEN)));
}
