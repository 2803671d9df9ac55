/* Addresses of links: RFC 3986, section 5.4, and what pages have. */
#include "test.h"
#include "text/uri.h"

typedef struct Case {
    const char *ref, *want;
} Case;

/* Of the page http://a/b/c/d;p?q */
static const Case rfc[] = {
    {"g", "http://a/b/c/g"},
    {"./g", "http://a/b/c/g"},
    {"g/", "http://a/b/c/g/"},
    {"/g", "http://a/g"},
    {"//g", "http://g"},
    {"?y", "http://a/b/c/d;p?y"},
    {"g?y", "http://a/b/c/g?y"},
    {"#s", "http://a/b/c/d;p?q#s"},
    {"g?y#s", "http://a/b/c/g?y#s"},
    {".", "http://a/b/c/"},
    {"./", "http://a/b/c/"},
    {"..", "http://a/b/"},
    {"../g", "http://a/b/g"},
    {"../..", "http://a/"},
    {"../../g", "http://a/g"},
    {"../../../g", "http://a/g"},
    {"/./g", "http://a/g"},
    {"/../g", "http://a/g"},
    {"g.", "http://a/b/c/g."},
    {"..g", "http://a/b/c/..g"},
    {"./../g", "http://a/b/g"},
    {"g/./h", "http://a/b/c/g/h"},
    {"g/../h", "http://a/b/c/h"},
    {"g?y/../x", "http://a/b/c/g?y/../x"},
    {"..\\up\\1.jpg", "http://a/b/up/1.jpg"},
    {"HTTPS://h/x", "HTTPS://h/x"},
    {" //cdn.example/x.jpg ", "http://cdn.example/x.jpg"},
    {"javascript:alert(1)", NULL},
    {"java\tscript:alert(1)", NULL},
    {"data:text/html,x", NULL},
    {"mailto:a@b", NULL},
    {"", NULL},
};

static Arena mem;

static void check(const char *base, const char *ref, const char *want)
{
    Str got = uri_resolve(&mem, str_of(base), str_of(ref));
    CHECK_STR(got, want ? str_of(want) : S(""));
}

int main(void)
{
    mem = arena_new((size_t)1 << 24);
    for (size_t i = 0; i < sizeof rfc / sizeof *rfc; i++)
        check("http://a/b/c/d;p?q", rfc[i].ref, rfc[i].want);
    check("http://a", "g", "http://a/g");
    check("http://a", "?q", "http://a/?q");
    check("http://a/show?path=x/y", "1.doc", "http://a/1.doc");
    check("https://a/b", "//c/d", "https://c/d");
    check("", "1.doc", NULL);
    check("", "//h/1.doc", NULL);
    check("", "http://h/1.doc", "http://h/1.doc");
    check("nowhere", "../1.doc", NULL);
    CHECK_STR(uri_web(S(" HTTP://h/a?b ")), S("HTTP://h/a?b"));
    CHECK(!uri_web(S("http://h/a\nb")).n && !uri_web(S("http://h/a b")).n);
    CHECK(!uri_web(S("ftp://h/")).n && !uri_web(S("")).n);
    return test_end();
}
