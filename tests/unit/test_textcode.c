/* A text is read as it was written; what is damaged is refused, never read
 * past. */
#include "test.h"

#include "text/textcode.h"

#include <string.h>

static ptrdiff_t runes_of(Str s, Rune *v)
{
    const char *p = s.s, *end = s.s + s.n;
    ptrdiff_t n = 0;
    while (p < end)
        v[n++] = utf8_next(&p, end);
    return n;
}

static ptrdiff_t lines_of(Str s)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++)
        n += s.s[i] == '\n';
    return n;
}

static Str written(Str s, Arena *a)
{
    uint32_t *table = NEW_N(a, uint32_t, 0x110000);
    Rune *v = NEW_N(a, Rune, s.n);
    ptrdiff_t n = runes_of(s, v), left = 0;
    Buf *b = NEW(a, Buf);
    *b = buf_in(a);
    buf_reserve(b, 64 * (s.n + 64));
    BitOut out = {.b = b};
    textcode_put(&out, v, n, table, arena_carve(a, 1 << 24));
    end_bits(&out);
    for (int i = 0; i < 0x110000; i++)
        left += table[i] != 0;
    CHECK(!left);
    return buf_str(b);
}

static void round_trip(Str s, Arena a)
{
    Str coded = written(s, &a), back;
    BitIn in = bits_in(coded);
    bool ok = textcode_get(&in, lines_of(s), &a, &back);
    CHECK(ok);
    if (ok)
        CHECK_STR(back, s);
}

static void test_texts(Arena a)
{
    static const char *const TEXTS[] = {
        "",
        "\n",
        "\n\n\n",
        "a\n",
        "一\n",
        "aaaaaaaa\n",
        "abababababab\nab\n",
        "党建引领，党建引领网格化管理。\n党建\n",
        "\x01\x02\x7F\xF0\xA0\xAE\xB7\xF4\x8F\xBF\xBF\xEF\xBF\xBD \t\"<\\\n",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        round_trip(str_of(TEXTS[i]), a);
}

/* Frequencies that ask for longer codes than there are: each character as
 * often as the two before it together. */
static void test_steep(Arena a)
{
    Buf b = buf_in(&a);
    buf_reserve(&b, 1 << 20);
    for (int k = 0, x = 1, y = 1; k < 24; k++, y += x, x = y - x)
        for (int i = 0; i < x; i++) {
            utf8_put(&b, 0x4E00 + k);
            utf8_put(&b, 0x5E00 + (i * 7 + k) % 13);
        }
    buf_byte(&b, '\n');
    round_trip(buf_str(&b), a);
}

static void test_many(Arena a)
{
    Buf b = buf_in(&a);
    buf_reserve(&b, 1 << 20);
    for (Rune r = 0x20; r < 0xD800; r++)
        utf8_put(&b, r);
    buf_byte(&b, '\n');
    round_trip(buf_str(&b), a);
}

/* Cut and changed codes: refused, or another text; never a crash. */
static void test_damage(Arena a)
{
    Str s = S("党建引领，党建引领网格化管理。\n养老服务党建\n"), back;
    Str coded = written(s, &a);
    for (ptrdiff_t n = 0; n < coded.n; n++) {
        Arena scratch = a;
        BitIn in = bits_in(str_head(coded, n));
        CHECK(!textcode_get(&in, 2, &scratch, &back));
    }
    char *copy = NEW_N(&a, char, coded.n);
    for (ptrdiff_t i = 0; i < coded.n; i++)
        for (char c = ' '; c <= '~'; c++) {
            Arena scratch = a;
            memcpy(copy, coded.s, (size_t)coded.n);
            copy[i] = c;
            BitIn in = bits_in((Str){copy, coded.n});
            if (textcode_get(&in, 2, &scratch, &back))
                CHECK(lines_of(back) == 2 && utf8_bad_at(back) < 0);
        }
}

int main(void)
{
    Arena a = arena_new((size_t)1 << 30);
    test_texts(a);
    test_steep(a);
    test_many(a);
    test_damage(a);
    return test_end();
}
