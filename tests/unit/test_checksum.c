/* Lines of sha256sum(1), written and read. */
#include "test.h"
#include "text/checksum.h"

static Arena mem;

static Str line_of(Str path)
{
    Buf b = buf_in(&mem);
    checksum_put(&b, sha256(S("abc")), path);
    return buf_str(&b);
}

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void test_form(void)
{
    CHECK_STR(line_of(S("a/b.html")), S(ABC "  a/b.html\n"));
    CHECK_STR(line_of(S("a b")), S(ABC "  a b\n"));
    CHECK_STR(line_of(S("a\nb\\c\r")), S("\\" ABC "  a\\nb\\\\c\\r\n"));
}

static void test_there_and_back(void)
{
    static const Str paths[] = {STR_INIT("x"),     STR_INIT("a\\nb"),
                                STR_INIT("\\"),    STR_INIT("\n\r\\n"),
                                STR_INIT(" lead"), STR_INIT("街.html")};
    Buf all = buf_in(&mem);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        buf_add(&all, line_of(paths[i]));
    Str rest = buf_str(&all);
    Sha256 abc = sha256(S("abc"));
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        Sha256 sha;
        Str path;
        CHECK(checksum_take(&rest, &mem, &sha, &path));
        CHECK_STR(path, paths[i]);
        CHECK(!memcmp(&sha, &abc, sizeof sha));
    }
    CHECK(!rest.n);
}

static void test_refused(void)
{
    static const Str lines[] = {STR_INIT(""),
                                STR_INIT("\n"),
                                STR_INIT(ABC),
                                STR_INIT(ABC "  "),
                                STR_INIT(ABC " x"),
                                STR_INIT(ABC "   "),
                                STR_INIT("\\"),
                                STR_INIT("\\" ABC "  "),
                                STR_INIT("g" ABC "  x"),
                                STR_INIT("zz7816bf  x"),
                                STR_INIT("SHA256 (x) = " ABC)};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Str rest = lines[i], path;
        Sha256 sha;
        bool one_space_name = str_eq(lines[i], S(ABC "   "));
        CHECK(checksum_take(&rest, &mem, &sha, &path) == one_space_name);
    }
    Str binary = S(ABC " *x\n"), path;
    Sha256 sha;
    CHECK(checksum_take(&binary, &mem, &sha, &path));
    CHECK_STR(path, S("x"));
}

int main(void)
{
    mem = arena_new(1 << 24);
    test_form();
    test_there_and_back();
    test_refused();
    return test_end();
}
