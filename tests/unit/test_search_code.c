/* The alphabet and the codes of the search index, read back by a small reader
 * of its own; the layout. */
#include "test.h"

#include "emit/search.h"
#include "emit/search_build.h"
#include "emit/search_code.h"

#include <string.h>

typedef struct BitIn {
    Str s;
    ptrdiff_t at; /* next symbol */
    uint32_t held;
    int count;
} BitIn;

static uint32_t value_of(char c)
{
    for (uint32_t v = 0; v < SYMBOLS; v++)
        if (symbol_of(v) == c)
            return v;
    return SYMBOLS;
}

static uint32_t next_bit(BitIn *in)
{
    if (!in->count) {
        in->held =
            value_of(in->s.s[in->at]) * SYMBOLS + value_of(in->s.s[in->at + 1]);
        in->at += 2;
        in->count = 13;
    }
    return in->held >> --in->count & 1;
}

static uint32_t next_bits(BitIn *in, int n)
{
    uint32_t v = 0;
    while (n--)
        v = v << 1 | next_bit(in);
    return v;
}

static uint32_t next_zeros(BitIn *in)
{
    uint32_t n = 0;
    while (!next_bit(in))
        n++;
    return n;
}

static void test_symbols(void)
{
    bool seen[128] = {false};
    for (uint32_t v = 0; v < SYMBOLS; v++) {
        char c = symbol_of(v);
        CHECK(c >= 0x20 && c < 0x7F && !strchr("\"<\\", c) && !seen[(int)c]);
        seen[(int)c] = true;
    }
    CHECK(fixed_width(0) == 1 && fixed_width(91) == 1 && fixed_width(92) == 2);
    CHECK(fixed_width(8463) == 2 && fixed_width(8464) == 3);
}

static const uint32_t NUMBERS[] = {0, 1,  2,   5,     8191,    8192,
                                   7, 64, 300, 65535, 1000000, 0xFFFFFF};
enum { COUNT = sizeof NUMBERS / sizeof *NUMBERS };

static void test_codes(Arena a)
{
    for (int k = 10; k < 32; k++) {
        Buf b = buf_in(&a);
        BitOut out = {.b = &b};
        for (int i = 0; i < COUNT; i++) {
            put_rice(&out, NUMBERS[i], k);
            put_gamma(&out, NUMBERS[i] + 1);
            put_bits(&out, NUMBERS[i], 32);
        }
        end_bits(&out);
        BitIn in = {.s = buf_str(&b)};
        for (int i = 0; i < COUNT; i++) {
            uint32_t high = next_zeros(&in);
            CHECK((high << k | next_bits(&in, k)) == NUMBERS[i]);
            int bits = (int)next_zeros(&in);
            CHECK((1u << bits | next_bits(&in, bits)) == NUMBERS[i] + 1);
            CHECK(next_bits(&in, 32) == NUMBERS[i]);
        }
    }
}

static void check_layout(int largest, const int *ends, int n, Arena a)
{
    SearchSegment *v;
    CHECK(search_layout(largest, &a, &v) == n);
    for (int i = 0; i < n; i++) {
        CHECK(v[i].first == (i ? ends[i - 1] : 0) + 1);
        CHECK(v[i].last == ends[i]);
    }
}

static void test_layout(Arena a)
{
    SearchSegment *v;
    CHECK(search_layout(0, &a, &v) == 0);
    check_layout(1, (int[]){1}, 1, a);
    check_layout(16, (int[]){16}, 1, a);
    check_layout(46, (int[]){32, 46}, 2, a);
    check_layout(1000, (int[]){992, 1000}, 2, a);
    check_layout(1024, (int[]){1024}, 1, a);
    check_layout(10001, (int[]){9216, 10000, 10001}, 3, a);
    check_layout(16384 * 2 + 5, (int[]){16384, 32768, 32773}, 3, a);
    CHECK(search_layout(INT32_MAX, &a, &v) == 131074);
    CHECK(v[131073].last == INT32_MAX);
    CHECK(search_shard_bits(1) == 1 && search_shard_bits(16) == 3);
    CHECK(search_shard_bits(4) == 1 && search_shard_bits(5) == 2);
    CHECK(search_shard_bits(992) == 9 && search_shard_bits(16384) == 13);
}

/* x with a * x == 1 modulo 2^32, for odd a: Newton's iteration. */
static uint32_t inverse(uint32_t a)
{
    uint32_t x = a;
    for (int i = 0; i < 5; i++)
        x *= 2 - a * x;
    return x;
}

/* Each step of the hash can be undone, so no two bigrams have one number; and
 * all the files of a segment are used alike. */
static void test_hash(void)
{
    uint32_t r = 1, files[8] = {0};
    for (int i = 0; i < 4000; i++) {
        uint16_t han = (uint16_t)(0x4E00 + i), next = (uint16_t)(0x9000 - i);
        files[bigram_hash(bigram_of(han, next)) >> 29]++;
        r = r * 1664525u + 1013904223u;
        uint32_t h = bigram_hash(r), undone = h ^ h >> 15 ^ h >> 30;
        undone *= inverse(0x297A2D39u);
        undone ^= undone >> 12 ^ undone >> 24;
        undone *= inverse(0x2C1B3C6Du);
        undone ^= undone >> 15 ^ undone >> 30;
        CHECK(undone == r);
    }
    for (int k = 0; k < 8; k++)
        CHECK(files[k] > 400 && files[k] < 600);
}

int main(void)
{
    Arena a = arena_new((size_t)1 << 30);
    test_symbols();
    test_codes(a);
    test_layout(a);
    test_hash();
    return test_end();
}
