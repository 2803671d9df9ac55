#include "test.h"

#include "text/markdown.h"
#include "text/utf8.h"

#include <time.h>

static Arena perm, scratch;

static MdDoc render(Str body)
{
    MdDoc doc;
    Str reason;
    CHECK(md_render(body, &perm, scratch, &doc, &reason));
    return doc;
}

static void check_html(Str body, Str want)
{
    CHECK_STR(render(body).html, want);
}

static void test_headings(void)
{
    MdDoc d = render(S("# 一\n\n### a\n\n## 二\n\n### b\n\n##### c\n\n### "
                       "*强* [x](y.html)\n\n#\n"));
    static const struct {
        int level, parent;
        const char *id, *text;
    } want[] = {
        {2, -1, "s1", "一"}, {3, 0, "s1-1", "a"},     {2, -1, "s2", "二"},
        {3, 2, "s2-1", "b"}, {5, 3, "s2-1-0-1", "c"}, {3, 2, "s2-2", "强 x"},
    };
    CHECK(d.nheadings == 6);
    for (int i = 0; i < d.nheadings && i < 6; i++) {
        CHECK(d.headings[i].level == want[i].level);
        CHECK(d.headings[i].parent == want[i].parent);
        CHECK_STR(d.headings[i].id, str_of(want[i].id));
        CHECK_STR(d.headings[i].text, str_of(want[i].text));
    }
    CHECK(d.headings[2].line == 5);
    CHECK_STR(render(S("### 先\n")).headings[0].id, S("s0-1"));
    check_html(S("## 一\n"),
               S("<h2 id=\"s1\"><a class=\"self\" href=\"#s1\">一</a></h2>\n"));
    check_html(S("## [x](y)\n"), S("<h2 id=\"s1\"><a href=\"y\">x</a></h2>\n"));
}

static void test_blocks(void)
{
    MdDoc d = render(S("甲\n乙 c\nd\n\n- 一\n- 二\n\n  三\n\n1. x\n\n```\na "
                       "<b>\n  c\n```\n\n> 引\n"));
    CHECK(d.nblocks == 7);
    CHECK_STR(d.blocks[0].text, S("甲乙 c d"));
    CHECK_STR(d.blocks[0].id, S("p1"));
    CHECK(d.blocks[0].heading == -1 && d.blocks[0].kind == MD_PARAGRAPH);
    CHECK(d.blocks[1].kind == MD_ITEM && d.blocks[1].line == 5);
    CHECK_STR(d.blocks[5].text, S("a <b>\n  c"));
    CHECK(d.blocks[5].kind == MD_CODE);
    check_html(S("- a\n- b\n"),
               S("<ul>\n<li id=\"p1\">a</li>\n<li id=\"p2\">b</li>\n</ul>\n"));
    check_html(S("7. a\n\n8. b\n"),
               S("<ol start=\"7\">\n<li><p id=\"p1\">a</p>\n</li>\n<li><p "
                 "id=\"p2\">b</p>\n</li>\n</ol>\n"));
    check_html(S("甲  \n乙\n丙 \nd"), S("<p id=\"p1\">甲<br>乙丙\nd</p>\n"));
}

static void test_hostile(void)
{
    check_html(S("<script>alert(1)</script>\n"),
               S("<p id=\"p1\">&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"));
    check_html(S("a <b onclick=x> &lt; &quot;\n"),
               S("<p id=\"p1\">a &lt;b onclick=x&gt; &lt; &quot;</p>\n"));
    check_html(S("[x](javascript:alert)[y](JaVa&#x53;cript:a)"
                 "[z](<java\tscript:b>)\n"),
               S("<p id=\"p1\">xyz</p>\n"));
    check_html(S("[x](data:text/html,a) [y](//evil/) [q](\\\\\\\\evil)\n"),
               S("<p id=\"p1\">x y q</p>\n"));
    check_html(S("![图](http://x.cn/a.png \"t\")![](b.png)\n"),
               S("<p id=\"p1\"><a href=\"http://x.cn/a.png\" rel=\"nofollow "
                 "noopener noreferrer\">图</a><a "
                 "href=\"b.png\">b.png</a></p>\n"));
    check_html(S("[![甲](a.png)乙](b.html)\n"),
               S("<p id=\"p1\"><a href=\"b.html\">甲乙</a></p>\n"));
    check_html(S("[a](<x\"y'<z&amp;>)\n"),
               S("<p id=\"p1\">[a](&lt;x&quot;y&#39;&lt;z&amp;&gt;)</p>\n"));
    check_html(S("[a](x\"y'&amp;)\n"),
               S("<p id=\"p1\"><a href=\"x%22y&#39;&amp;\">a</a></p>\n"));
    CHECK(render(S("[a](b) [c](http://d/) [e](#f)")).links.n == 2);
}

static void test_table(void)
{
    check_html(S("| 年 | 数 |\n|:--|--:|\n| 2021 | 5\\|*6* |\n| x |\n"
                 "| 1. | # | 多 |\n"),
               S("<div class=\"table\"><table>\n<thead>\n<tr "
                 "id=\"p1\"><th>年</th><th class=\"right\">数</th></tr>\n"
                 "</thead>\n<tbody>\n<tr id=\"p2\"><td>2021</td><td "
                 "class=\"right\">5|<em>6</em></td></tr>\n<tr "
                 "id=\"p3\"><td>x</td><td class=\"right\"></td></tr>\n<tr "
                 "id=\"p4\"><td>1.</td><td class=\"right\">#</td><td>多</td>"
                 "</tr>\n</tbody>\n</table></div>\n"));
    MdDoc d = render(S("a\n\n|x|y|\n|-|-|\n|`c`|\\*d|\n\nb"));
    CHECK(d.nblocks == 4);
    CHECK_STR(d.blocks[2].text, S("c *d"));
    CHECK(d.blocks[2].kind == MD_CELLS && d.blocks[2].line == 5);
    CHECK_STR(d.blocks[3].text, S("b"));
    CHECK_STR(d.blocks[3].id, S("p4"));
    /* no tables: another number of columns, no delimiter row */
    CHECK(render(S("|a|b|\n|-|\n")).nblocks == 1);
    CHECK(render(S("a | b\nc | d\n")).blocks[0].kind == MD_PARAGRAPH);
    CHECK(render(S("> |a|b|\n> |-|-|\n")).blocks[0].kind == MD_PARAGRAPH);
    CHECK_STR(render(S("|a|b|\r\n|-|-|\r\n|1|* * *|\r\n")).blocks[1].text,
              S("1 * * *"));
}

/* --- md_escape: what is escaped reads back as the same text --------------- */

static uint64_t seed = 88172645463325252u;
static uint32_t rnd(uint32_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % n;
}

static Str random_text(Arena *a)
{
    static const char *const parts[] = {
        "一",          "。",   "a",   "b",  "1",   "12", " ", "  ",
        "http://x.cn", "amp;", "lt;", "　", "1. ", "- ", "x"};
    Buf b = buf_in(a);
    for (uint32_t n = 1 + rnd(12); n; n--)
        if (rnd(2))
            buf_byte(&b, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\t"[rnd(33)]);
        else
            buf_add(&b, str_of(parts[rnd(15)]));
    return buf_str(&b);
}

static Str rendered_text(Str markdown)
{
    MdDoc doc = {0};
    Str reason;
    bool ok = md_render(markdown, &perm, scratch, &doc, &reason);
    if (ok && doc.nblocks + doc.nheadings == 1)
        return doc.nblocks ? doc.blocks[0].text : doc.headings[0].text;
    return S("(not one block)");
}

static void check_escape(Str before, Str text, Str after)
{
    Arena mark = perm;
    Buf b = buf_in(&scratch);
    buf_add(&b, before);
    md_escape(&b, text, !before.n || str_ends(before, S("\n")));
    buf_add(&b, after);
    Str got = rendered_text(buf_str(&b));
    if (!str_eq(got, text))
        printf("markdown '%.*s'\n", STR_ARG(buf_str(&b)));
    CHECK_STR(got, text);
    arena_rewind(&perm, mark);
}

static void test_escape_round_trip(void)
{
    for (int i = 0; i < 30000; i++) {
        Arena mark = scratch;
        Str text = random_text(&scratch);
        check_escape(S(""), text, S(""));
        check_escape(S("\n"), text, S("\n"));
        if (str_trim(text).n && str_trim(text).s == text.s)
            check_escape(S("## "), text, S("\n"));
        arena_rewind(&scratch, mark);
    }
}

/* Pieces that the caller puts between markup of its own. */
static void test_escape_pieces(void)
{
    for (int i = 0; i < 10000; i++) {
        Arena mark = scratch, pmark = perm;
        Str x = random_text(&scratch), y = random_text(&scratch);
        Buf b = buf_in(&scratch), want = buf_in(&scratch);
        buf_lit(&b, "甲");
        md_escape(&b, x, false);
        buf_lit(&b, "[");
        md_escape(&b, y, false);
        buf_lit(&b, "](u)");
        buf_lit(&want, "甲");
        buf_add(&want, x);
        buf_add(&want, y);
        CHECK_STR(rendered_text(buf_str(&b)), buf_str(&want));
        arena_rewind(&scratch, mark);
        arena_rewind(&perm, pmark);
    }
}

static void check_escaped(Str text, Str want)
{
    Buf b = buf_in(&perm);
    md_escape(&b, text, true);
    CHECK_STR(buf_str(&b), want);
}

static void test_escape_is_readable(void)
{
    Str same[] = {S("完成12.5%（同比+3%），5~10人"),
                  S("1.精准谋划"),
                  S("-5℃"),
                  S("a_b"),
                  S("2 < 3 & 4! > 1"),
                  S("+86-571"),
                  S("#5楼"),
                  S("http://x.cn/?a=1&b=2")};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        check_escaped(same[i], same[i]);
    check_escaped(S("1. a*b"), S("1\\. a\\*b"));
    check_escaped(S("- x"), S("\\- x"));
    check_escaped(S(" x "), S("&#32;x&#32;"));
    check_escaped(S("a\nb"), S("a b"));
    check_escaped(S("</b>|[x]"), S("\\</b>\\|\\[x\\]"));
}

/* --- input that must not take long ---------------------------------------- */

static Str repeat(Str s, int n, Str tail)
{
    Buf b = buf_in(&scratch);
    for (int i = 0; i < n; i++)
        buf_add(&b, s);
    buf_add(&b, tail);
    return buf_str(&b);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void test_refused(void)
{
    MdDoc d;
    Str reason;
    CHECK(
        !md_render(repeat(S("- "), 201, S("x")), &perm, scratch, &d, &reason));
    CHECK(str_given(reason));
    CHECK(
        !md_render(repeat(S(">"), 300, S("a*")), &perm, scratch, &d, &reason));
    CHECK(
        !md_render(repeat(S("1. "), 201, S("x")), &perm, scratch, &d, &reason));
    CHECK(!md_render(repeat(S("![[]()"), 1001, S("")), &perm, scratch, &d,
                     &reason));
    CHECK(
        !md_render(repeat(S(" "), 500, S("- x")), &perm, scratch, &d, &reason));
    CHECK(!md_render(repeat(S("x\r"), 1, repeat(S("- "), 300, S("x"))), &perm,
                     scratch, &d, &reason));
    CHECK(
        md_render(repeat(S("-"), 5000, S("\n")), &perm, scratch, &d, &reason));
    CHECK(md_render(repeat(S("- "), 100, S("x")), &perm, scratch, &d, &reason));
}

static void test_pathological(void)
{
    static const char *const parts[] = {"*a **a ",
                                        "a_ ",
                                        "a]",
                                        "[a",
                                        "*a_ ",
                                        "a**b",
                                        "[ a_",
                                        "[ (](",
                                        "**x [a*b**c*](d)",
                                        "[a](<b",
                                        "[a](b",
                                        "x <!--a",
                                        "x <?",
                                        "[a][b]",
                                        "\\\r\n",
                                        "`a",
                                        "&a",
                                        "|a",
                                        "|a|\n|-|\n",
                                        "\t",
                                        "<a b='",
                                        "a\n=",
                                        "[a]: u\n",
                                        "![",
                                        "[a]",
                                        "|\\",
                                        "- a\n",
                                        "a|b\n-|-\n|\n\n"};
    double worst = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Arena mark = scratch, pmark = perm;
        Str body = repeat(str_of(parts[i]), 1000, S(""));
        Str more = repeat(str_of(parts[i]), 60000, S(""));
        MdDoc d;
        Str reason;
        double from = seconds();
        md_render(body, &perm, scratch, &d, &reason);
        if (str_eq(str_of(parts[i]), S("!["))) /* refused beyond */
            more = body;
        md_render(more, &perm, scratch, &d, &reason);
        double took = seconds() - from;
        worst = took > worst ? took : worst;
        if (took > 2)
            printf("slow: %s %.2f s\n", parts[i], took);
        arena_rewind(&scratch, mark);
        arena_rewind(&perm, pmark);
    }
    CHECK(worst < 2);
}

int main(void)
{
    perm = arena_new((size_t)8 << 30);
    scratch = arena_new((size_t)8 << 30);
    test_headings();
    test_blocks();
    test_hostile();
    test_table();
    test_escape_round_trip();
    test_escape_pieces();
    test_escape_is_readable();
    test_refused();
    test_pathological();
    return test_end();
}
