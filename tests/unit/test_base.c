/* Strings, arenas, buffers, maps, diagnostics, threads. */
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/pool.h"
#include "test.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static void test_str(void)
{
    Str none = {0};
    CHECK(!str_given(none) && str_given(S("")));
    CHECK(str_eq(none, S("")));
    CHECK(str_cmp(none, S("a")) < 0 && str_cmp(S("a"), none) > 0);
    CHECK(str_cmp(S("ab"), S("abc")) < 0 && str_cmp(S("b"), S("abc")) > 0);
    CHECK(str_cmp(S("\xff"), S("a")) > 0); /* bytes are unsigned */
    CHECK(str_starts(S("abc"), S("")) && str_starts(none, none));
    CHECK(!str_starts(S("a"), S("ab")) && !str_ends(S("a"), S("ba")));
    CHECK(str_ends(S("abc"), S("bc")) && str_ends(S("abc"), none));
    CHECK_STR(str_skip(S("abc"), 5), S(""));
    CHECK_STR(str_skip(S("abc"), -1), S("abc"));
    CHECK_STR(str_head(S("abc"), 5), S("abc"));
    CHECK_STR(str_head(S("abc"), -5), S(""));
    CHECK_STR(str_skip(none, 3), none);
    CHECK(!str_given(str_of(NULL)));
}

static void test_find(void)
{
    Str none = {0};
    CHECK(str_find(S("街道。"), S("。"), 0) == 6);
    CHECK(str_find(S("\xE3\x80\xE3\x80\x82"), S("。"), 0) == 2);
    CHECK(str_find(S("\xE3\x80"), S("。"), 0) == -1);
    CHECK(str_find(S("aab"), S("ab"), 0) == 1);
    CHECK(str_find(S("aaa"), S("ab"), 0) == -1);
    CHECK(str_find(S("a&b&"), S("&"), 2) == 3);
    CHECK(str_find(S("abcabc"), S("bc"), 0) == 1);
    CHECK(str_find(S("abcabc"), S("bc"), 2) == 4);
    CHECK(str_find(S("abcabc"), S("bc"), 5) == -1);
    CHECK(str_find(S("abc"), S("bc"), -1) == -1);
    CHECK(str_find(S("abc"), S(""), 3) == 3);
    CHECK(str_find(S("abc"), S(""), 4) == -1);
    CHECK(str_find(none, none, 0) == 0);
    CHECK(str_find(none, S("a"), 0) == -1);
    CHECK(str_find(S("a\0b"), S("\0b"), 0) == 1);
    CHECK(str_rfind_byte(S("a/b/c"), '/') == 3);
    CHECK(str_rfind_byte(none, '/') == -1);
    CHECK_STR(str_trim(S(" \t\r\n\f\va b\n")), S("a b"));
    CHECK_STR(str_trim(S(" \n ")), S(""));
    CHECK_STR(str_trim(none), S(""));
}

static void test_cut(void)
{
    Str rest = S("a,,b,"), line;
    CHECK_STR(str_cut(&rest, S(",")), S("a"));
    CHECK_STR(str_cut(&rest, S(",")), S(""));
    CHECK_STR(str_cut(&rest, S(",")), S("b"));
    CHECK(str_given(rest));
    CHECK_STR(str_cut(&rest, S(",")), S(""));
    CHECK(!str_given(rest));
    rest = S("a\r\n\nb\rc\n");
    CHECK(str_line(&rest, &line));
    CHECK_STR(line, S("a"));
    CHECK(str_line(&rest, &line));
    CHECK_STR(line, S(""));
    CHECK(str_line(&rest, &line));
    CHECK_STR(line, S("b\rc"));
    CHECK(!str_line(&rest, &line));
    rest = (Str){0};
    CHECK(!str_line(&rest, &line));
}

static void test_to_int(void)
{
    CHECK(str_to_int(S("0"), 0) == 0);
    CHECK(str_to_int(S("12"), 12) == 12);
    CHECK(str_to_int(S("13"), 12) == -1);
    CHECK(str_to_int(S("007"), 9) == 7);
    for (int max = 0; max < 30; max++) /* every value beside every limit */
        for (int v = 0; v < 40; v++) {
            char s[16];
            snprintf(s, sizeof s, "%d", v);
            CHECK(str_to_int(str_of(s), max) == (v <= max ? v : -1));
        }
    CHECK(str_to_int(S("9223372036854775807"), INT64_MAX) == INT64_MAX);
    CHECK(str_to_int(S("9223372036854775808"), INT64_MAX) == -1);
    CHECK(str_to_int(S("99999999999999999999999"), INT64_MAX) == -1);
    CHECK(str_to_int(S(""), 9) == -1);
    CHECK(str_to_int(S("-1"), 9) == -1);
    CHECK(str_to_int(S("+1"), 9) == -1);
    CHECK(str_to_int(S(" 1"), 9) == -1);
    CHECK(str_to_int(S("1\0"), 9) == -1);
    CHECK(str_to_int(S("\xef\xbc\x91"), 9) == -1);
}

/* What a callee takes from its own copy never moves what the caller has. */
static void use_scratch(Arena scratch)
{
    memset(arena_bytes(&scratch, 1000), 0xAA, 1000);
}

static void test_arena(void)
{
    Arena a = arena_new(1), start = a; /* less than the least is rounded up */
    CHECK(a.end - a.beg >= 1 << 20);
    char *x = arena_bytes(&a, 3);
    memcpy(x, "abc", 3);
    use_scratch(a);
    CHECK(!memcmp(x, "abc", 3));
    int64_t *n = NEW_N(&a, int64_t, 100); /* where the garbage is */
    int64_t sum = 0;
    for (int i = 0; i < 100; i++)
        sum |= n[i];
    CHECK(!sum);
    CHECK((uintptr_t)n % _Alignof(int64_t) == 0);
    CHECK(NEW_N(&a, int, 0) != NULL);
    CHECK(str_given(str_dup(&a, S(""))));
    CHECK(!str_given(str_dup(&a, (Str){0})));
    CHECK(!strcmp(str_cstr(&a, (Str){0}), ""));
    CHECK_STR(str_join3(&a, S("a"), S("/"), S("b")), S("a/b"));
    CHECK_STR(str_concat(&a, (Str){0}, S("b")), S("b"));
    Arena mark = a;
    for (int i = 0; i < 10; i++) { /* room is found again */
        arena_bytes(&a, 900000);
        arena_rewind(&a, mark);
    }
    char *big = arena_bytes(&a, 500000);
    memset(big, 7, 500000);
    arena_trim(&a, mark, 4096);
    memset(arena_bytes(&a, 500000), 8, 500000);
    arena_free(start);
}

static void test_lib_alloc(void)
{
    Arena a = arena_new(1 << 20), start = a;
    char *p = arena_lib_calloc(&a, 3, 5);
    memcpy(p, "0123456789abcde", 15);
    CHECK((uintptr_t)p % _Alignof(max_align_t) == 0);
    p = arena_lib_realloc(&a, p, 100);
    CHECK(!memcmp(p, "0123456789abcde\0", 16));
    p = arena_lib_realloc(&a, p, 4);
    CHECK(!memcmp(p, "0123", 4));
    CHECK(arena_lib_realloc(&a, NULL, 0) != NULL);
    arena_free(start);
}

/* Two buffers grow in turns in one arena, another of its bytes in between:
 * neither may run into the other. */
static void test_buf_growth(void)
{
    Arena a = arena_new((size_t)1 << 24), start = a;
    Buf x = buf_in(&a), y = buf_in(&a);
    CHECK_STR(buf_str(&x), S(""));
    for (int i = 0; i < 30000; i++) {
        buf_byte(&x, (char)('a' + i % 26));
        if (i % 3 == 0)
            buf_int(&y, i % 10);
        if (i % 1000 == 0)
            *arena_bytes(&a, 1) = '!';
    }
    CHECK(x.n == 30000 && y.n == 10000);
    bool ok = true;
    for (int i = 0; i < 30000; i++)
        ok = ok && x.s[i] == (char)('a' + i % 26);
    for (int i = 0; i < 10000; i++)
        ok = ok && y.s[i] == (char)('0' + 3 * i % 10);
    CHECK(ok);
    buf_add(&x, (Str){0});
    CHECK(x.n == 30000);
    arena_free(start);
}

static Str number(Arena *a, int64_t v, int width)
{
    Buf b = buf_in(a);
    buf_int_pad(&b, v, width);
    return buf_str(&b);
}

static void test_buf_numbers(void)
{
    Arena a = arena_new(1 << 20), start = a;
    CHECK_STR(number(&a, 0, 1), S("0"));
    CHECK_STR(number(&a, INT64_MAX, 1), S("9223372036854775807"));
    CHECK_STR(number(&a, INT64_MIN, 1), S("-9223372036854775808"));
    CHECK_STR(number(&a, 7, 2), S("07"));
    CHECK_STR(number(&a, 123, 2), S("123"));
    CHECK_STR(number(&a, -5, 3), S("-005"));
    CHECK(number(&a, 1, 1000).n == 24); /* wider than any number: cut */
    Buf b = buf_in(&a);
    buf_hex(&b, (const unsigned char *)"\x00\xff\x1a", 3);
    CHECK_STR(buf_str(&b), S("00ff1a"));
    arena_free(start);
}

static void test_map(void)
{
    enum { N = 5000 };
    Arena a = arena_new((size_t)1 << 24), start = a;
    Map m = {0};
    CHECK(!map_get(&m, S("x")));
    for (int i = 0; i < N; i++) {
        Buf b = buf_in(&a);
        buf_int(&b, i);
        int *v = NEW(&a, int);
        *v = i;
        *map_slot(&m, buf_str(&b), &a) = v;
    }
    CHECK(m.n == N);
    bool ok = true;
    for (int i = 0; i < N; i++) {
        Str key = number(&a, i, 1);
        const int *v = map_get(&m, key);
        ok = ok && v && *v == i && *map_slot(&m, key, &a) == v;
    }
    CHECK(ok && m.n == N);
    CHECK(!map_get(&m, S("5000")) && !map_get(&m, S("")));
    int zero = 0;
    *map_slot(&m, (Str){0}, &a) = &zero; /* absent and empty are one key */
    CHECK(map_get(&m, S("")) == &zero);
    arena_free(start);
}

static void test_hash(void)
{
    Arena a = arena_new(1 << 20), start = a;
    CHECK_STR(sha256_hex(&a, S("abc")), /* FIPS 180-4, example of the text */
              S("ba7816bf8f01cfea414140de5dae2223"
                "b00361a396177a9cb410ff61f20015ad"));
    CHECK_STR(sha256_hex(&a, (Str){0}), S("e3b0c44298fc1c149afbf4c8996fb924"
                                          "27ae41e4649b934ca495991b7852b855"));
    Hash128 zero = {0};
    /* Where one input ends and the next begins counts. */
    Hash128 x = hash128_more(hash128_more(zero, S("ab")), S("c"));
    Hash128 y = hash128_more(hash128_more(zero, S("a")), S("bc"));
    CHECK(!hash128_eq(x, y));
    CHECK(hash128_eq(hash128((Str){0}), hash128(S(""))));
    arena_free(start);
}

static Str line_of(Arena *a, Str file, int line, Str arg)
{
    Diags d = diags_in(a);
    Buf b = buf_in(a);
    DIAG1(&d, OPEN, file, line, arg);
    diag_line(&b, lang_load(a, S("en")), d.first);
    return buf_str(&b);
}

static void test_diag(void)
{
    Arena a = arena_new((size_t)1 << 24), start = a;
    CHECK_STR(line_of(&a, S("x.md"), 3, S("why not")),
              S("x.md:3: cannot open: why not\n"));
    CHECK_STR(line_of(&a, (Str){0}, 3, S("%1 %2")),
              S("cannot open: %1 %2\n")); /* an argument is no text */
    /* Nothing of an input drives the terminal, or makes a second line. */
    CHECK_STR(line_of(&a, S("a\nb\x1b[2J"), 0,
                      S("\x7f\r\0\xc2\x9b"
                        "31m\xc2\xa0\xc2")),
              S("a\\x0ab\\x1b[2J: cannot open: \\x7f\\x0d\\x00\\x9b"
                "31m\xc2\xa0\xc2\n"));
    Diags all = diags_in(&a), d = diags_in(&a);
    CHECK(all.worst == DIAG_NOTE);
    DIAG0(&d, NO_ID, S("b"), 0);
    DIAG0(&all, NO_TITLE, S("a"), 0);
    diags_merge(&all, &d);
    diags_merge(&all, &(Diags){0});
    CHECK(all.worst == DIAG_ERROR && all.count[DIAG_ERROR] == 1 &&
          all.count[DIAG_WARNING] == 1);
    CHECK_STR(all.first->file, S("a"));
    CHECK_STR(all.first->next->file, S("b"));
    CHECK(!all.first->next->next);
    arena_free(start);
}

static void test_lang(void)
{
    Arena a = arena_new((size_t)1 << 24), start = a;
    CHECK_STR(lang_load(&a, S("en_GB.UTF-8"))->tag, S("en"));
    CHECK_STR(lang_load(&a, S("C.UTF-8"))->tag, S("en"));
    CHECK_STR(lang_load(&a, S("zh_CN.UTF-8"))->tag, S("zh-CN"));
    CHECK_STR(lang_load(&a, S(""))->tag, S("zh-CN"));
    Lang *l = lang_load(&a, S("en"));
    CHECK_STR(lang_text(l, S("no.such key")), S("no.such key"));
    Str args[] = {S("A"), S("B")};
    Buf b = buf_in(&a);
    lang_format(&b, S("%2%1%3 100% %0%"), args, 2);
    CHECK_STR(buf_str(&b), S("BA%3 100% %0%"));
    Str counts[] = {S("1"), S("2{a|b}")};
    b = buf_in(&a);
    lang_format(&b, S("%1 file%1{|s}, %2 file%2{|s}, %1{ {x, {%2"), counts, 2);
    CHECK_STR(buf_str(&b), S("1 file, 2{a|b} files, 1{ {x, {2{a|b}"));
    arena_free(start);
}

enum { ITEMS = 1000 };
typedef struct Done {
    atomic_int times[ITEMS];
    int threads;
    atomic_bool strange; /* a worker number out of range */
} Done;

static void do_item(void *ctx, int worker, ptrdiff_t item)
{
    Done *d = ctx;
    if (worker < 0 || worker >= d->threads)
        d->strange = true;
    d->times[item]++;
}

static void test_pool(void)
{
    static const int threads[] = {1, 2, 7, 64, 1000};
    for (size_t k = 0; k < sizeof threads / sizeof *threads; k++)
        for (ptrdiff_t n = 0; n <= ITEMS; n += n < 3 ? 1 : 499) {
            Done *d = calloc(1, sizeof *d);
            d->threads = threads[k] > 64 ? 64 : threads[k];
            pool_run(threads[k], n, do_item, d);
            bool once = !d->strange;
            for (ptrdiff_t i = 0; i < ITEMS; i++)
                once = once && d->times[i] == (i < n);
            CHECK(once);
            free(d);
        }
    CHECK(pool_cpus() >= 1 && pool_cpus() <= 64);
}

int main(void)
{
    test_str();
    test_find();
    test_cut();
    test_to_int();
    test_arena();
    test_lib_alloc();
    test_buf_growth();
    test_buf_numbers();
    test_map();
    test_hash();
    test_diag();
    test_lang();
    test_pool();
    return test_end();
}
