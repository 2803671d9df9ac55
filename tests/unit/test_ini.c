#include "test.h"

#include "text/ini.h"

static Arena mem;
static IniDoc doc;
static int bad_line;

static bool read(Str text)
{
    return ini_read(text, &mem, &doc, &bad_line);
}

static void check_entry(int i, Str section, Str key, Str value, int line)
{
    CHECK(i < doc.n);
    if (i >= doc.n)
        return;
    CHECK_STR(doc.v[i].section, section);
    CHECK_STR(doc.v[i].key, key);
    CHECK_STR(doc.v[i].value, value);
    CHECK(doc.v[i].line == line);
}

static void reads_forms(void)
{
    CHECK(read(S("\xef\xbb\xbf; note\r\n[site]\r\ntitle = 街报 ; aside\r\n"
                 "k=a;b\r\nempty =\r\ncolon: v = w\r\n\r\n[topic 养老]\r\n"
                 "keywords = 养老:3,\r\n  老人\r\n# end\r\nkeywords = 敬老")));
    CHECK(doc.n == 7);
    check_entry(0, S("site"), S("title"), S("街报"), 3);
    check_entry(1, S("site"), S("k"), S("a;b"), 4);
    check_entry(2, S("site"), S("empty"), S(""), 5);
    check_entry(3, S("site"), S("colon"), S("v = w"), 6);
    check_entry(4, S("topic 养老"), S("keywords"), S("养老:3,"), 9);
    check_entry(5, S("topic 养老"), S("keywords"), S("老人"), 10);
    check_entry(6, S("topic 养老"), S("keywords"), S("敬老"), 12);
    CHECK(read(S("a =   ; only a note\n")));
    check_entry(0, S(""), S("a"), S(""), 1);
    CHECK(read(S("")) && doc.n == 0);
}

static void names_the_line(void)
{
    CHECK(!read(S("[site]\na = b\njunk\nmore junk\n")));
    CHECK(bad_line == 3);
    CHECK(!read(S("[site\n")));
    CHECK(bad_line == 1);
    CHECK(!read(((Str){"a = b\nc = \0d\n", 13})));
    CHECK(bad_line == 2);
}

/* Lines, sections and values of every length around the library's limits come
 * out whole. */
static void any_length(void)
{
    for (int n = 1; n < 1200; n += n < 260 ? 1 : 97) {
        Arena mark = mem;
        Buf word = buf_in(&mem);
        for (int i = 0; i < n; i++)
            buf_add(&word, i % 7 ? S("老") : S("年;# ="));
        Str w = str_trim(buf_str(&word));
        Buf b = buf_in(&mem);
        buf_lit(&b, "[topic ");
        buf_add(&b, w);
        buf_lit(&b, "]\nkeywords = ");
        buf_add(&b, w);
        buf_lit(&b, " ; note\n   ");
        buf_add(&b, w);
        buf_lit(&b, "\n;");
        buf_add(&b, w);
        buf_lit(&b, "\nlast = 1\n");
        CHECK(read(buf_str(&b)));
        CHECK(doc.n == 3);
        Str section = str_concat(&mem, S("topic "), w);
        check_entry(0, section, S("keywords"), w, 2);
        check_entry(1, section, S("keywords"), w, 3);
        check_entry(2, section, S("last"), S("1"), 5);
        arena_rewind(&mem, mark);
    }
}

int main(void)
{
    mem = arena_new((size_t)1 << 28);
    reads_forms();
    names_the_line();
    any_length();
    return test_end();
}
