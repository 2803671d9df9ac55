#include "test.h"
#include "text/charset_guess.h"
#include "text/html_scan.h"

static Arena arena;

static Str decode(Str bytes, Charset c, ptrdiff_t replaced)
{
    Decoded d = charset_decode(&arena, bytes, c);
    CHECK(d.replaced == replaced);
    CHECK(d.charset == c);
    return d.text;
}

static void labels(void)
{
    CHECK(charset_by_label(S(" GB2312\n")) == CHARSET_GB18030);
    CHECK(charset_by_label(S("x-gbk")) == CHARSET_GB18030);
    CHECK(charset_by_label(S("Big5-HKSCS")) == CHARSET_BIG5);
    CHECK(charset_by_label(S("iso-8859-1")) == CHARSET_WINDOWS1252);
    CHECK(charset_by_label(S("utf-16")) == CHARSET_UTF16LE);
    CHECK(charset_by_label(S("hz-gb-2312")) == CHARSET_NONE);
    CHECK(charset_by_label(S("iso-2022-cn-ext")) == CHARSET_NONE);
    CHECK(charset_by_label(S("")) == CHARSET_NONE);
    CHECK_STR(charset_name(CHARSET_BIG5), S("Big5"));
}

/* A byte of 今 is missing: what follows is read in step again. A character
 * with an ASCII trail byte is none of that, nor is a rare one. */
static void lost_bytes(void)
{
    CHECK_STR(decode(S("\xB9\xA4\xD7\xF7\xBD\xD6\xB5\xC0\xB9\xA4\xD7\xF7"
                       "\xD7\xDC\xBD\xE1\xBD\xF1\xC4\xEA\xCE\xD2\xC3\xC7"),
                     CHARSET_GB18030, 0),
              S("工作街道工作总结今年我们"));
    CHECK_STR(
        decode(S("\xB9\xA4\xD7\xF7\xD7\xDC\xBD\xE1\xBD\xC4\xEA\xCE\xD2"
                 "\xC3\xC7\xB5\xC4\xB9\xA4\xD7\xF7\xA3\xAC\xC8\xFD\xB8\xF6"
                 "<p>"),
               CHARSET_GB18030, 1),
        S("工作总结\uFFFD年我们的工作，三个<p>"));
    CHECK_STR(decode(S("\xD6\xEC\xE9\x46<p>"), CHARSET_GB18030, 0),
              S("朱镕<p>"));
}

static void double_bytes(void)
{
    /* 中 euro, ideographic space, a four-byte character */
    CHECK_STR(
        decode(S("\xD6\xD0\x80\xA3\xA0\x81\x30\x81\x30"), CHARSET_GB18030, 0),
        S("中€\u3000"
          "\xC2\x80"));
    /* a lead byte alone swallows no ASCII: a quote, a tag */
    CHECK_STR(decode(S("\xFF<p>\xD6>"), CHARSET_GB18030, 2),
              S("\uFFFD<p>\uFFFD>"));
    CHECK_STR(decode(S("\xD6\"\xD6\xD0"), CHARSET_GB18030, 1), S("\uFFFD\"中"));
    CHECK_STR(decode(S("\xD6"), CHARSET_GB18030, 1), S("\uFFFD"));
    CHECK_STR(decode(S("\xA4\xA4\xA4\xE5"), CHARSET_BIG5, 0), S("中文"));
    CHECK_STR(decode(S("\xA4<\xA4\xE5"), CHARSET_BIG5, 1), S("\uFFFD<文"));
}

static void utf(void)
{
    CHECK_STR(decode(S("\xEF\xBB\xBF\xE4\xB8\xAD\r\na\rb"), CHARSET_UTF8, 0),
              S("中\na\nb"));
    CHECK_STR(decode(S("\xE4\xB8<\xF0\x9F"), CHARSET_UTF8, 2),
              S("\uFFFD<\uFFFD"));
    CHECK_STR(decode(S("\xFF\xFE-N\x87\x65"), CHARSET_UTF16LE, 0), S("中文"));
    CHECK_STR(decode(S("N-e\x87\xD8"), CHARSET_UTF16BE, 1), S("中文\uFFFD"));
    /* a lone half of a surrogate pair leaves what follows alone */
    CHECK_STR(decode(S("\xD8\x01N-"), CHARSET_UTF16BE, 1), S("\uFFFD中"));
    CHECK_STR(decode(S("\xD8\x40\xDC\x0B"), CHARSET_UTF16BE, 0),
              S("\U0002000B"));
    CHECK_STR(decode(S("\x93"
                       "a\x94\xE9"),
                     CHARSET_WINDOWS1252, 0),
              S("“a”é"));
}

static void declared(void)
{
    CHECK(charset_declared(S("<meta charset='gbk'>")) == CHARSET_GB18030);
    CHECK(charset_declared(S("<META http-equiv=Content-Type content='text/html;"
                             " CharSet = big5'>")) == CHARSET_BIG5);
    CHECK(charset_declared(S("<?xml version='1.0' encoding=\"GB2312\"?>")) ==
          CHARSET_GB18030);
    CHECK(charset_declared(S("<meta charset=utf-16le>")) == CHARSET_UTF8);
    CHECK(charset_declared(S("<meta charset=klingon><meta charset=gbk>")) ==
          CHARSET_GB18030);
    CHECK(charset_declared(S("charset=gbk")) == CHARSET_NONE);
    CHECK(charset_declared(S("<meta")) == CHARSET_NONE);
}

static Charset guess(Str s, Charset said)
{
    bool whole;
    return charset_guess(s, said, arena, &whole);
}

static void guesses(void)
{
    Str gbk = S("\xBD\xD6\xB5\xC0\xB0\xEC\xCA\xC2\xB4\xA6\xB5\xC4\xB9\xA4\xD7"
                "\xF7"); /* 街道办事处的工作 */
    CHECK(guess(gbk, CHARSET_NONE) == CHARSET_GB18030);
    CHECK(guess(gbk, CHARSET_UTF8) == CHARSET_GB18030);
    CHECK(guess(gbk, CHARSET_BIG5) == CHARSET_GB18030);
    CHECK(guess(S("街道办事处的工作"), CHARSET_GB18030) == CHARSET_UTF8);
    CHECK(guess(S("plain words only"), CHARSET_NONE) == CHARSET_UTF8);
    CHECK(guess(S("this app can break"), CHARSET_NONE) == CHARSET_UTF8);
    CHECK(guess(S("caf\xE9 bar"), CHARSET_NONE) == CHARSET_WINDOWS1252);
    CHECK(guess(S("\xFE\xFF"
                  "ab"),
                CHARSET_GB18030) == CHARSET_UTF16BE);
    CHECK(guess(S(""), CHARSET_NONE) == CHARSET_UTF8);
}

/* The same line in UTF-8 is UTF-8 in every script, whatever is declared. */
static void guesses_of_scripts(void)
{
    static const char *const words[] = {
        "ལས་ཀའི་སྙན་ཞུ། ",    "خىزمەت دوكلاتى ", "업무 보고서를 냈다 ",
        "отчёт о работе ", "รายงานการทำงาน ", "ᠠᠵᠢᠯ ᠤᠨ ᠢᠯᠡᠳᠭᠡᠯ "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        Buf b = buf_in(&arena);
        for (int k = 0; k < 9; k++)
            buf_add(&b, str_of(words[i]));
        CHECK(guess(buf_str(&b), CHARSET_NONE) == CHARSET_UTF8);
        CHECK(guess(buf_str(&b), CHARSET_UTF8) == CHARSET_UTF8);
        CHECK(guess(buf_str(&b), CHARSET_GB18030) == CHARSET_UTF8);
    }
}

static Str unescape(Str s)
{
    Buf b = buf_in(&arena);
    html_unescape(&b, s);
    return buf_str(&b);
}

static Str unescape_marks(Str s)
{
    Buf b = buf_in(&arena);
    html_unescape_marks(&b, s);
    return buf_str(&b);
}

static void references(void)
{
    CHECK_STR(unescape_marks(S("a&nbsp;b&amp;nbsp;&lt;b&#62;&#8220;&quot;")),
              S("a\u00A0b&amp;nbsp;&lt;b&#62;“&quot;"));
    CHECK_STR(unescape(S("a&nbsp;b&amp;lt;&#x4E2D;&#147;&#0;")),
              S("a\u00A0b&lt;中“\uFFFD"));
    CHECK_STR(unescape(S("&unknown; & &#; &#xZ; &#99999999999; AT&T")),
              S("&unknown; & &#; &#xZ; &#99999999999; AT&T"));
}

static int attributes_of(Str html)
{
    HtmlScan scan = html_scan(html);
    HtmlPiece tag;
    return html_scan_next(&scan, &tag) ? tag.nattrs : -1;
}

/* The words of a value are no attributes. */
static void attributes(void)
{
    CHECK(attributes_of(S("<br>")) == 0);
    CHECK(attributes_of(S("<br/>")) == 0);
    CHECK(attributes_of(S("<td nowrap width=3 class='a b c'>")) == 3);
    CHECK(attributes_of(S("<a x = \"1 y=2\" z>")) == 2);
    CHECK(attributes_of(S("<a x=\"1\"y=2>")) == 2);
    CHECK(attributes_of(S("<a b/c =d>")) == 2);
    CHECK(attributes_of(S("<a =b=c>")) == 1);
    CHECK(attributes_of(S("<a b=\"never closed c d>")) == 1);
}

int main(void)
{
    arena = arena_new((size_t)64 << 20);
    labels();
    double_bytes();
    lost_bytes();
    utf();
    declared();
    guesses();
    guesses_of_scripts();
    references();
    attributes();
    return test_end();
}
