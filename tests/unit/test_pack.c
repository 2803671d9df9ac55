#include "base/pack.h"
#include "test.h"

static Arena mem;

static void numbers_and_strings_come_back(void)
{
    Str two[] = {S("一"), {0}};
    Buf b = buf_in(&mem);
    pack_i32(&b, INT32_MIN);
    pack_i64(&b, INT64_MAX);
    pack_hash(&b, (Hash128){1, UINT64_MAX});
    pack_str(&b, S(""));
    pack_str(&b, (Str){0});
    pack_str(&b, S("a\0b"));
    pack_list(&b, (StrList){two, 2});
    Unpack u = {.rest = buf_str(&b)};
    CHECK(unpack_i32(&u) == INT32_MIN);
    CHECK(unpack_i64(&u) == INT64_MAX);
    CHECK(hash128_eq(unpack_hash(&u), (Hash128){1, UINT64_MAX}));
    Str empty = unpack_str(&u), absent = unpack_str(&u);
    CHECK(str_given(empty) && !empty.n);
    CHECK(!str_given(absent));
    CHECK_STR(unpack_str(&u), S("a\0b"));
    StrList l = unpack_list(&u, &mem);
    CHECK(l.n == 2 && str_eq(l.v[0], S("一")) && !str_given(l.v[1]));
    CHECK(!u.bad && !u.rest.n);
}

static void the_form_is_the_same_on_every_machine(void)
{
    Buf b = buf_in(&mem);
    pack_i32(&b, 0x01020304);
    pack_i64(&b, -2);
    CHECK_STR(buf_str(&b), S("\x04\x03\x02\x01\xfe\xff\xff\xff\xff\xff\xff"
                             "\xff"));
}

/* Cut anywhere: bad, and nothing but zeros from there on. */
static void what_is_too_short_is_bad(void)
{
    Str one = S("abc");
    Buf b = buf_in(&mem);
    pack_i64(&b, 7);
    pack_list(&b, (StrList){&one, 1});
    for (ptrdiff_t n = 0; n < b.n; n++) {
        Unpack u = {.rest = str_head(buf_str(&b), n)};
        int64_t v = unpack_i64(&u);
        CHECK(v == (n < 8 ? 0 : 7));
        unpack_list(&u, &mem);
        CHECK(u.bad);
        CHECK(!unpack_i32(&u) && !str_given(unpack_str(&u)));
    }
}

static void counts_ask_for_no_more_than_is_there(void)
{
    Buf b = buf_in(&mem);
    pack_i32(&b, 1000);
    pack_i64(&b, 0);
    Unpack u = {.rest = buf_str(&b)}, v = u;
    CHECK(!unpack_count(&u, 1) && u.bad);
    v.rest.n = 4;
    CHECK(!unpack_count(&v, 4) && v.bad);
    Unpack w = {.rest = S("\xff\xff\xff\xff\x01\x02")};
    CHECK(!unpack_count(&w, 1) && w.bad);
}

int main(void)
{
    mem = arena_new((size_t)1 << 24);
    numbers_and_strings_come_back();
    the_form_is_the_same_on_every_machine();
    what_is_too_short_is_bad();
    counts_ask_for_no_more_than_is_there();
    return test_end();
}
