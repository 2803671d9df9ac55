#include "test.h"
#include "text/escape.h"
#include "text/utf8.h"

#include <string.h>

static Arena mem;

typedef void Escape(Buf *b, Str s);

static Str via(Escape *f, Str s)
{
    Buf b = buf_in(&mem);
    f(&b, s);
    return buf_str(&b);
}

#define FFFD "\xEF\xBF\xBD"

static void test_html(void)
{
    CHECK_STR(via(esc_html, S("<a href=\"x\" title='y'>&amp;")),
              S("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;"));
    CHECK_STR(via(esc_html, S("a\0b\x01\x1f\x7f\t\n\r")),
              S("a" FFFD "b" FFFD FFFD FFFD "\t\n\r"));
    CHECK_STR(via(esc_html, S("\xC2\x80\xC2\x85\xC2\x9F\xC2\xA0")),
              S(FFFD FFFD FFFD "\xC2\xA0"));
    CHECK_STR(via(esc_html, S("\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD，")),
              S(FFFD FFFD FFFD "，"));
    CHECK_STR(via(esc_html, S("\xC2")), S("\xC2")); /* looks behind no end */
    CHECK_STR(via(esc_html, S("\xEF\xBF")), S("\xEF\xBF"));
    CHECK_STR(via(esc_html, (Str){0}), S(""));
    CHECK_STR(via(esc_html, S("街道：a b")), S("街道：a b"));
}

/* Long runs are passed over in steps: a mark is found wherever it stands. */
static void test_html_steps(void)
{
    static const char *const marks[] = {"<",        "\x01",         "\xC2\x85",
                                        "\xC2\xA0", "\xEF\xBF\xBE", "，"};
    enum { MOST = 20, MARKS = sizeof marks / sizeof *marks };
    Arena mark = mem;
    for (int front = 0; front < MOST * MARKS * MARKS; front++) {
        Buf in = buf_in(&mem), out = buf_in(&mem);
        const char *two[] = {marks[front % MARKS],
                             marks[front / MARKS % MARKS]};
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < front / MARKS / MARKS; i++) {
                buf_add(&in, i % 5 ? S("街") : S("é"));
                buf_add(&out, i % 5 ? S("街") : S("é"));
            }
            buf_add(&in, str_of(two[k]));
            esc_html(&out, str_of(two[k]));
        }
        CHECK_STR(via(esc_html, buf_str(&in)), buf_str(&out));
        arena_rewind(&mem, mark);
    }
}

static void test_paths(void)
{
    CHECK_STR(via(esc_path, S("reports/街 a.html?x#y%")),
              S("reports/%E8%A1%97%20a.html%3Fx%23y%25"));
    CHECK_STR(via(esc_query, S("a/b&c=d+e \"<'")),
              S("a%2Fb%26c%3Dd%2Be%20%22%3C%27"));
    CHECK_STR(via(esc_query, S("\0\xff")), S("%00%FF"));
}

static void test_json(void)
{
    CHECK_STR(via(esc_json, S("a\"\\\n\t\0")),
              S("\"a\\\"\\\\\\n\\u0009\\u0000\""));
    CHECK_STR(via(esc_json, S("</script><!--&\x7f")),
              S("\"\\u003c/script\\u003e\\u003c!--\\u0026\\u007f\""));
    CHECK_STR(via(esc_json, S("\xE2\x80\xA8\xE2\x80\xA9街")),
              S("\"\\u2028\\u2029街\""));
    CHECK_STR(via(esc_json, S("\xff\xE4\xB8")), S("\"" FFFD FFFD "\""));
    CHECK_STR(via(esc_json, S("\xED\xA0\x80")),
              S("\"" FFFD FFFD FFFD "\"")); /* a lone surrogate */
    CHECK_STR(via(esc_json, (Str){0}), S("\"\""));
}

static void test_csv(void)
{
    CHECK_STR(via(esc_csv, S("a,\"b\"\n")), S("\"a,\"\"b\"\"\n\""));
    CHECK_STR(via(esc_csv, S("=1+1")), S("\"'=1+1\""));
    CHECK_STR(via(esc_csv, S("\n=1")), S("\"'\n=1\""));
    CHECK_STR(via(esc_csv, S("a\0b")), S("\"ab\""));
    CHECK_STR(via(esc_csv, S("1=1")), S("\"1=1\""));
    CHECK_STR(via(esc_csv, (Str){0}), S("\"\""));
}

static bool refused(Str url)
{
    return !str_given(url_safe(&mem, url));
}

static void test_url_refused(void)
{
    CHECK(refused(S("javascript:alert(1)")));
    CHECK(refused(S("JaVaScRiPt:alert(1)")));
    CHECK(refused(S(" \x01java\tscr\nipt\r:alert(1)")));
    CHECK(refused(S("java\0script:alert(1)")));
    CHECK(refused(S("\xE2\x80\x8Bjavascript:alert(1)")));
    CHECK(refused(S("\xEF\xBB\xBFjava\xC2\xADscript:x")));
    CHECK(refused(S("data:text/html,<script>")));
    CHECK(refused(S("vbscript:x")));
    CHECK(refused(S("file:///etc/passwd")));
    CHECK(refused(S("blob:x")) && refused(S(":x")));
    CHECK(refused(S("//evil.example/")));
    CHECK(refused(S("/\\evil.example/")) && refused(S("\\\\evil.example")));
    CHECK(refused(S("/\t/evil.example")));
    CHECK(refused(S("")) && refused(S(" \t ")) && refused((Str){0}));
    CHECK(refused(S("\xff\xfe")));
}

static void test_url_taken(void)
{
    CHECK_STR(url_safe(&mem, S(" HTTPS://a.example/x?y=z#w ")),
              S("HTTPS://a.example/x?y=z#w"));
    CHECK_STR(url_safe(&mem, S("mailto:a@b.example")), S("mailto:a@b.example"));
    CHECK_STR(url_safe(&mem, S("../a b.html#街")), S("../a%20b.html#街"));
    CHECK_STR(url_safe(&mem, S("#a:b")), S("#a:b")); /* no scheme: a fragment */
    CHECK_STR(url_safe(&mem, S("?a:b")), S("?a:b"));
    CHECK(url_is_relative(S("../x")) && !url_is_relative(S("http://x")));
    CHECK_STR(via(esc_url, S("/街?a=b&c#d%E8%zz\"<>'\\^`{|}[]\1")),
              S("/%E8%A1%97?a=b&c#d%E8%25zz%22%3C%3E'%5C%5E%60%7B%7C%7D%5B%5D"
                "%01"));
    CHECK_STR(via(esc_url, S("%4")), S("%254")); /* no two digits */
    CHECK_STR(via(esc_url, S("%41")), S("%41"));
    CHECK_STR(via(esc_url, S("\0")), S("%00"));
}

static uint32_t seed = 99;
static uint32_t next_random(void)
{
    return seed = seed * 1664525 + 1013904223;
}

/* Whatever comes in: no way out of the quotes, and escaping an escaped
 * address changes nothing more. */
static void test_random(void)
{
    Arena mark = mem;
    for (int round = 0; round < 20000; round++) {
        char s[32];
        int n = (int)(next_random() >> 16) % (int)sizeof s;
        for (int i = 0; i < n; i++) {
            uint32_t r = next_random() >> 16;
            s[i] = r & 1 ? "<>\"'&:/\\%=\n\0\xC2\xEF\xBF"[(r >> 1) % 15]
                         : (char)(r >> 1);
        }
        Str in = {s, n}, html = via(esc_html, in), json = via(esc_json, in);
        bool ok = true;
        for (ptrdiff_t i = 0; i < html.n; i++)
            ok = ok && !strchr("<>\"'", html.s[i]) && html.s[i];
        for (ptrdiff_t i = 1; i < json.n - 1; i++) {
            i += json.s[i] == '\\';
            ok = ok && (json.s[i] != '"' || json.s[i - 1] == '\\') &&
                 (unsigned char)json.s[i] >= 0x20 && json.s[i] != '<';
        }
        ok = ok && utf8_bad_at(json) == -1;
        Str url = url_safe(&mem, in), once = via(esc_url, url);
        ok = ok && str_eq(via(esc_url, once), once);
        for (ptrdiff_t i = 0; i < once.n; i++)
            ok = ok && once.s[i] > 0x20 && !strchr("<>\"\\", once.s[i]);
        CHECK(ok);
        arena_rewind(&mem, mark);
    }
}

static void within(void)
{
    static const char *const in[] = {"x.html", "../x/y.html", "a/../../x",
                                     "#s1",    "?q=../../..", "./..../..b"};
    static const char *const out[] = {"/x",          "../../x", "a/../../../x",
                                      "..\\..\\x",   "\\x",     "%2e%2E/.%2e/x",
                                      "./../x/../.."};
    for (size_t i = 0; i < sizeof in / sizeof *in; i++)
        CHECK(url_stays_within(str_of(in[i]), 1));
    for (size_t i = 0; i < sizeof out / sizeof *out; i++)
        CHECK(!url_stays_within(str_of(out[i]), 1));
}

int main(void)
{
    mem = arena_new((size_t)1 << 24);
    test_html();
    test_html_steps();
    test_paths();
    test_json();
    test_csv();
    test_url_refused();
    test_url_taken();
    test_random();
    within();
    return test_end();
}
