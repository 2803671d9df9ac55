#include "test.h"
#include "text/utf8.h"

#include <string.h>

static Arena mem;

/* How many scalar values utf8_next finds, U+FFFD among them. */
static void counts(Str s, ptrdiff_t want, ptrdiff_t want_bad)
{
    const char *p = s.s, *end = s.s + s.n;
    ptrdiff_t n = 0, bad = 0;
    while (p < end) {
        const char *before = p;
        bad += utf8_next(&p, end) == RUNE_BAD;
        CHECK(p > before && p <= end);
        n++;
    }
    CHECK(n == want && bad == want_bad);
    CHECK(utf8_count(s) == want);
}

/* The examples of The Unicode Standard 15, 3.9, tables 3-8 to 3-11. */
static void test_maximal_subparts(void)
{
    counts(S("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), 9, 8);
    counts(S("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"), 9, 8);
    counts(S("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"), 9, 7);
    counts(S("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), 5, 4);
}

static void test_edges(void)
{
    counts(S(""), 0, 0);
    counts(S("\xE4\xB8"), 1, 1);         /* cut short */
    counts(S("\xF0\x9F\x98"), 1, 1);     /* cut short */
    counts(S("\xE4<"), 2, 1);            /* the ASCII byte stays */
    counts(S("\xF5\x80\x80\x80"), 4, 4); /* above U+10FFFF */
    counts(S("\xF4\x8F\xBF\xBF\xEE\x80\x80\xED\x9F\xBF"), 3, 0);
    CHECK(utf8_bad_at(S("\xEF\xBF\xBD ok")) == -1); /* U+FFFD itself is well */
    CHECK(utf8_bad_at(S("ab\xEF\xBF\xBD\xFF")) == 5);
    CHECK(utf8_bad_at(S("a\xE4\xB8")) == 1);
    CHECK(utf8_bad_at((Str){0}) == -1);
    CHECK(utf8_count((Str){0}) == 0);
    CHECK(utf8_chars((Str){0}) == 0);
    Str mixed = S("2022年，街道é\xF0\xA0\x80\x80工作ab总结。");
    for (ptrdiff_t n = 0; n <= 17; n++) /* of any length modulo eight */
        CHECK(utf8_chars(utf8_head(mixed, n)) == n);
    CHECK_STR(utf8_head(S("街道报告"), 2), S("街道"));
    CHECK_STR(utf8_head(S("街"), 9), S("街"));
    CHECK_STR(utf8_head((Str){0}, 9), S(""));
    CHECK_STR(utf8_head(S("街"), -1), S(""));
}

static Str encoded(Rune r)
{
    Buf b = buf_in(&mem);
    utf8_put(&b, r);
    return buf_str(&b);
}

/* Every scalar value there and back, forwards and backwards. */
static void test_round_trip(void)
{
    Arena mark = mem;
    long wrong = 0;
    for (Rune r = 0; r <= 0x10FFFF; r++) {
        Str s = encoded(r);
        const char *p = s.s, *q = s.s + s.n, *end = q;
        Rune want = r >= 0xD800 && r <= 0xDFFF ? RUNE_BAD : r;
        wrong += utf8_next(&p, end) != want || p != end;
        wrong += utf8_prev(&q, s.s) != want || q != s.s;
        wrong += utf8_bad_at(s) != -1;
        arena_rewind(&mem, mark);
    }
    CHECK(!wrong);
    CHECK_STR(encoded(-1), S("\xEF\xBF\xBD"));
    CHECK_STR(encoded(0x110000), S("\xEF\xBF\xBD"));
}

static uint32_t seed = 12345;
static uint32_t next_random(void)
{
    return seed = seed * 1664525 + 1013904223;
}

/* Random bytes from few values, so that sequences come about: whatever they
 * are, both directions end at the ends, what is cleaned is well-formed, and
 * trimming twice is trimming once. */
static void test_random(void)
{
    static const char bytes[] = "a \t\x80\xBF\xC2\xA0\xE3\x80\xE4\xB8\xF0\x9F"
                                "\xED\xEF\xBB\xC0\xFF";
    Arena mark = mem;
    for (int round = 0; round < 20000; round++) {
        char s[24];
        int n = (int)(next_random() >> 16) % (int)sizeof s;
        for (int i = 0; i < n; i++)
            s[i] = bytes[(next_random() >> 16) % (sizeof bytes - 1)];
        Str all = {s, n};
        bool ok = true;
        for (const char *p = s + n; p > s;) {
            const char *before = p;
            utf8_prev(&p, s);
            ok = ok && p < before && p >= s;
        }
        Str tidy = utf8_tidy(&mem, all), squeezed = utf8_squeeze(&mem, all);
        Str trimmed = utf8_trim(all);
        ok = ok && utf8_bad_at(tidy) == -1 && utf8_bad_at(squeezed) == -1;
        ok = ok && str_eq(utf8_tidy(&mem, tidy), tidy);
        ok = ok && str_eq(utf8_squeeze(&mem, tidy), squeezed);
        ok = ok && str_eq(utf8_trim(trimmed), trimmed);
        ok = ok && utf8_count(utf8_head(all, 3)) <= 3;
        CHECK(ok);
        arena_rewind(&mem, mark);
    }
}

static void test_tidy(void)
{
    CHECK_STR(utf8_tidy(&mem, S(" 一、 党\t建　工 作\n")), S("一、党建工作"));
    CHECK_STR(utf8_tidy(&mem, S("GDP  增长 5 %")), S("GDP 增长 5 %"));
    CHECK_STR(utf8_tidy(&mem, S("a\xC2\xA0\xE2\x80\x8B b")), S("a b"));
    CHECK_STR(utf8_tidy(&mem, (Str){0}), S(""));
    CHECK_STR(utf8_squeeze(&mem, S(" a　b\n")), S("ab"));
    CHECK_STR(utf8_trim(S("\xEF\xBB\xBF　x　")), S("x"));
    CHECK(!str_given(utf8_trim((Str){0})));
}

static void test_kinds(void)
{
    static const Rune han[] = {0x3007, 0x4E00, 0x9FFF, 0x3400, 0x20000};
    for (size_t i = 0; i < sizeof han / sizeof *han; i++)
        CHECK(rune_is_han(han[i]));
    CHECK(!rune_is_han(0x3042) && !rune_is_han(0x3001) && !rune_is_han('a'));
    const char *marks = "。，、；：？！（）《》“”‘’—…·【】「」";
    for (const char *p = marks, *end = marks + strlen(marks); p < end;)
        CHECK(rune_is_cjk_punct(utf8_next(&p, end)));
    CHECK(!rune_is_cjk_punct('.') && !rune_is_cjk_punct(0x4E00));
    CHECK(!rune_is_cjk_punct(0xFF11) && !rune_is_cjk_punct(0xFF21));
    CHECK(rune_is_digit('0') && rune_is_digit(0xFF19) && !rune_is_digit('a'));
    CHECK(rune_is_space(0x3000) && rune_is_space(0xFEFF) &&
          rune_is_space('\v') && !rune_is_space(0) && !rune_is_space(0x200C));
}

/* Eight characters are looked at together: one bad byte among many good ones is
 * found where a look at each alone finds it. */
static void test_bad_among_many(void)
{
    static const unsigned char BYTES[] = {0x00, 0x41, 0x7F, 0x80, 0xBF, 0xC0,
                                          0xC2, 0xE0, 0xE1, 0xED, 0xEE, 0xEF,
                                          0xF0, 0xF4, 0xF5, 0xFF};
    char text[96];
    for (int i = 0; i < 96; i += 3)
        memcpy(text + i, i % 9 ? "\xE5\x85\x9A" : "\xEF\xBC\x8C", 3);
    for (int at = 0; at < 96; at++)
        for (size_t k = 0; k < sizeof BYTES; k++) {
            char kept = text[at];
            text[at] = (char)BYTES[k];
            const char *p = text, *end = text + sizeof text, *from = p;
            bool bad = false;
            while (p < end && !bad) {
                from = p;
                bad = utf8_next_any(&p, end) == RUNE_BAD;
            }
            Str all = {text, sizeof text};
            CHECK(utf8_bad_at(all) == (bad ? from - text : -1));
            text[at] = kept;
        }
}

int main(void)
{
    test_bad_among_many();
    mem = arena_new((size_t)1 << 24);
    test_maximal_subparts();
    test_edges();
    test_round_trip();
    test_random();
    test_tidy();
    test_kinds();
    return test_end();
}
