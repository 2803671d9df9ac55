/* Posting lists: written and read back, whatever is in them; damaged ones are
 * refused or read as something else, never beyond their room. */
#include "test.h"
#include "text/postings.h"

#include <string.h>

enum { MOST = 600 };

static uint32_t seed = 20210407;

static uint32_t dice(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* So many in a thousand of the slots, each with some traits. */
static uint32_t make(Posting *v, uint32_t slots, uint32_t part, bool plain)
{
    uint32_t n = 0;
    for (uint32_t s = 0; s < slots; s++)
        if (dice(1000) < part)
            v[n++] = (Posting){s, (uint8_t)(plain ? TRAIT_TEXT : 1 + dice(15))};
    if (!n)
        v[n++] = (Posting){dice(slots), TRAIT_TEXT};
    return n;
}

static bool same(const Posting *a, const Posting *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (a[i].slot != b[i].slot || a[i].traits != b[i].traits)
            return false;
    return true;
}

/* Two lists behind each other, so that passing over one ends where reading it
 * does. */
static void check_lists(uint32_t slots, uint32_t part, bool plain, Arena a)
{
    static Posting v[2][MOST], out[MOST];
    uint32_t n[2], got;
    Buf b = buf_in(&a);
    BitOut bits = {.b = &b};
    for (int i = 0; i < 2; i++) {
        n[i] = make(v[i], slots, i ? 1000 - part : part, plain);
        postings_put(&bits, v[i], n[i], slots);
    }
    put_bits(&bits, 0x155, 9);
    end_bits(&bits);
    for (int skip = 0; skip < 2; skip++) {
        BitIn in = bits_in(buf_str(&b));
        CHECK(postings_get(&in, slots, skip ? NULL : out, &got));
        CHECK(got == n[0] && (skip || same(out, v[0], got)));
        CHECK(postings_get(&in, slots, out, &got));
        CHECK(got == n[1] && same(out, v[1], got));
        CHECK(get_bits(&in, 9) == 0x155 && !in.bad);
    }
}

static void test_round_trip(Arena a)
{
    static const uint32_t parts[] = {0, 3, 40, 250, 499, 500, 700, 990, 1000};
    static const uint32_t slots[] = {1, 2, 3, 8, 100, 599};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (size_t k = 0; k < sizeof slots / sizeof *slots; k++) {
            check_lists(slots[k], parts[i], true, a);
            check_lists(slots[k], parts[i], false, a);
        }
}

/* What all have costs next to nothing. */
static void test_size(Arena a)
{
    static Posting v[MOST];
    Buf b = buf_in(&a);
    BitOut bits = {.b = &b};
    uint32_t n = make(v, MOST, 1000, true);
    postings_put(&bits, v, n, MOST);
    end_bits(&bits);
    CHECK(n == MOST && b.n <= 6);
    postings_put(&bits, v, n - 3, MOST);
    end_bits(&bits);
    CHECK(b.n <= 16);
}

static void test_damaged(Arena a)
{
    static Posting v[MOST], out[MOST];
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
        Arena scratch = a;
        uint32_t slots = 1 + dice(MOST), got = 0;
        uint32_t n = make(v, slots, dice(1000), dice(2));
        Buf b = buf_in(&scratch);
        BitOut bits = {.b = &b};
        postings_put(&bits, v, n, slots);
        end_bits(&bits);
        for (uint32_t k = 1 + dice(3); k--;)
            b.s[dice((uint32_t)b.n)] = symbol_of(dice(SYMBOLS));
        for (int skip = 0; skip < 2; skip++) {
            BitIn in = bits_in(buf_str(&b));
            bool ok = postings_get(&in, slots, skip ? NULL : out, &got);
            refused += !ok;
            if (!ok)
                continue;
            CHECK(got > 0 && got <= slots);
            for (uint32_t i = 0; !skip && i < got; i++)
                CHECK(out[i].slot < slots &&
                      (!i || out[i].slot > out[i - 1].slot));
        }
    }
    CHECK(refused > 500 && refused < 4000);
}

int main(void)
{
    Arena a = arena_new((size_t)1 << 30);
    test_round_trip(a);
    test_size(a);
    test_damaged(a);
    return test_end();
}
