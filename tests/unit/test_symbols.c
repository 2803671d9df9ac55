/* The alphabet and the codes of the search index, read back by a small reader
 * of its own; the layout. */
#include "test.h"

#include "emit/search.h"
#include "emit/search_build.h"
#include "text/symbols.h"

#include <string.h>

static void test_symbols(void)
{
    bool seen[128] = {false};
    for (uint32_t v = 0; v < SYMBOLS; v++) {
        char c = symbol_of(v);
        CHECK(c >= 0x20 && c < 0x7F && !strchr("\"<\\", c) && !seen[(int)c]);
        CHECK(symbol_value(c) == (int)v);
        seen[(int)c] = true;
    }
    int values = 0;
    for (int c = -128; c < 128; c++)
        values += symbol_value((char)c) >= 0;
    CHECK(values == SYMBOLS);
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
        BitIn in = bits_in(buf_str(&b));
        for (int i = 0; i < COUNT; i++) {
            CHECK(get_rice(&in, k) == NUMBERS[i]);
            CHECK(get_gamma(&in) == NUMBERS[i] + 1);
            CHECK(get_bits(&in, 32) == NUMBERS[i]);
        }
        CHECK(!in.bad);
    }
}

/* What is cut off or no code at all is bad from there on, and stays so. */
static void test_bad_codes(void)
{
    static const Str BAD[] = {STR_INIT(""),       STR_INIT("!"),
                              STR_INIT("\"\""),   STR_INIT("~~"),
                              STR_INIT("      "), STR_INIT("\xE5\xE5")};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        BitIn in = bits_in(BAD[i]);
        CHECK(get_gamma(&in) == 0 && in.bad);
        CHECK(get_bits(&in, 7) == 0 && get_rice(&in, 3) == 0 && in.bad);
    }
    BitIn in = bits_in(S("                        !!"));
    CHECK(get_rice(&in, 31) == 0 && in.bad);
}

static void check_layout(int largest, const int *ends, int n, Arena a)
{
    SearchSegment *v;
    CHECK(search_layout(largest, &a, &v) == n);
    for (int i = 0; i < n; i++) {
        CHECK(v[i].first == (i ? ends[i - 1] : 0) + 1);
        CHECK(v[i].last == ends[i]);
        CHECK(v[i].tail == (ends[i] % 8 != 0));
    }
}

static void test_layout(Arena a)
{
    SearchSegment *v;
    CHECK(search_layout(0, &a, &v) == 0);
    check_layout(1, (int[]){1}, 1, a);
    check_layout(16, (int[]){16}, 1, a);
    check_layout(46, (int[]){40, 46}, 2, a);
    check_layout(1000, (int[]){1000}, 1, a);
    check_layout(1007, (int[]){1000, 1007}, 2, a);
    check_layout(1024, (int[]){1024}, 1, a);
    check_layout(10001, (int[]){9216, 10000, 10001}, 3, a);
    check_layout(16384 * 2 + 5, (int[]){16384, 32768, 32773}, 3, a);
    CHECK(search_layout(INT32_MAX, &a, &v) == 131074);
    CHECK(v[131073].last == INT32_MAX);
    CHECK(search_shard_bits(1) == 1 && search_shard_bits(8) == 4);
    CHECK(search_shard_bits(992) == 11 && search_shard_bits(4095) == 13);
    CHECK(search_shard_bits(4096) == 12 && search_shard_bits(16384) == 14);
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
    test_bad_codes();
    test_codes(a);
    test_layout(a);
    test_hash();
    return test_end();
}
