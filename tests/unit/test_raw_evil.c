/* Inputs that nobody writes: refusals, pathological markup within a time
 * limit, and mutations of the pages of tests/raw. */
#include "base/fs.h"
#include "ingest/blocks/block.h"
#include "test.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <time.h>

#define ROOM ((size_t)8 << 30)

static Arena perm, scratch;

/* The diagnostic of a refusal, or "" where blocks came out. */
static Str refusal(Str bytes)
{
    Diags d = diags_in(&perm);
    RawPage page;
    RawOptions opt = {0};
    bool ok = raw_read(bytes, S("x"), &opt, &perm, scratch, &d, &page);
    CHECK(ok == (d.worst < DIAG_ERROR));
    return ok ? S("") : diag_key(d.first->id);
}

static void refusals(void)
{
    char zeros[4000] = {0};
    CHECK_STR(refusal(S("")), S("empty-input"));
    CHECK_STR(refusal(S(" \r\n\t ")), S("empty-input"));
    CHECK_STR(refusal(S("\xEF\xBB\xBF")), S("empty-input"));
    CHECK_STR(refusal(S("\xE3\x80\x80\n")), S("empty-input"));
    CHECK_STR(refusal(S("<html><body><p>&nbsp;</p></body></html>")),
              S("no-text"));
    CHECK_STR(refusal(S("%PDF-1.7 text")), S("binary-input"));
    CHECK_STR(refusal(S("PK\x03\x04 docx")), S("binary-input"));
    CHECK_STR(refusal(S("\xD0\xCF\x11\xE0\xA1\xB1")), S("binary-input"));
    CHECK_STR(refusal(S("\x89PNG\r\n")), S("binary-input"));
    CHECK_STR(refusal((Str){zeros, sizeof zeros}), S("binary-input"));
    CHECK_STR(refusal(S("a\x01\x02\x03\x04\x05\x06")), S("binary-input"));
    CHECK_STR(refusal(S("a zero \0 in a text is let through, dropped, as long "
                        "as it is one in many characters, like this one")),
              S(""));
}

static void too_large(void)
{
    ptrdiff_t n = ((ptrdiff_t)64 << 20) + 1;
    Arena mark = perm;
    char *p = arena_bytes(&perm, n);
    memset(p, 'x', (size_t)n);
    CHECK_STR(refusal((Str){p, n}), S("too-large"));
    arena_rewind(&perm, mark);
}

static Str many(Str part, int n)
{
    Buf b = buf_in(&perm);
    for (int i = 0; i < n; i++)
        buf_add(&b, part);
    return buf_str(&b);
}

static void too_many(void)
{
    Arena mark = perm;
    CHECK_STR(refusal(many(S("a\n"), 500001)), S("html-limit"));
    CHECK_STR(refusal(many(S("<p>a"), 500001)), S("html-limit"));
    CHECK_STR(refusal(many(S("a\n\n"), 1000)), S(""));
    arena_rewind(&perm, mark);
}

/* Of a number no character has: U+FFFD, and nothing behind it is lost. */
static void references(void)
{
    static const char *const beyond[] = {
        "&#1114112;",    "&#2147483648;",
        "&#4294967182;", "&#x110000;",
        "&#X80000000;",  "&#xFFFFFF8e;",
        "&#00009999999", "&#99999999999999999999;",
    };
    for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++) {
        Arena mark = perm;
        Diags d = diags_in(&perm);
        RawPage page;
        Buf b = buf_in(&perm);
        buf_lit(&b, "<html><title>a&#2147483648;b</title><p>c");
        buf_add(&b, str_of(beyond[i]));
        buf_lit(&b, " d</p></html>");
        CHECK(raw_read(buf_str(&b), S("x"), &(RawOptions){0}, &perm, scratch,
                       &d, &page));
        CHECK_STR(page.title_tag, S("a\uFFFDb"));
        CHECK(page.n == 1);
        CHECK_STR(page.v[0].text, S("c\uFFFD d"));
        arena_rewind(&perm, mark);
    }
}

/* Rulers of tables without a table. */
static void rulers(void)
{
    Diags d = diags_in(&perm);
    RawPage page;
    Str s = S("text\n| --- | --- | ---: |\n| --- | --- | --- |\n"
              "| --- | --- | --- |\n");
    CHECK(raw_read(s, S("x"), &(RawOptions){0}, &perm, scratch, &d, &page));
    CHECK(page.n == 1);
}

static void forced(void)
{
    Diags d = diags_in(&perm);
    RawPage page;
    RawOptions opt = {.forced = CHARSET_GB18030,
                      .url = S("https://qw.example.org/1.html")};
    CHECK(raw_read(S("\xD6\xD0"), S("x"), &opt, &perm, scratch, &d, &page));
    CHECK_STR(page.text, S("中"));
    CHECK_STR(page.url, S("https://qw.example.org/1.html"));
    opt.forced = CHARSET_UTF8;
    CHECK(raw_read(S("\xD6\xD0\xD6"), S("x"), &opt, &perm, scratch, &d, &page));
    CHECK(page.replaced == 3 && d.worst == DIAG_WARNING);
}

/* What must hold of any result. */
static bool is_sound(const RawPage *p)
{
    bool ok = utf8_bad_at(p->text) < 0 && utf8_bad_at(p->title_tag) < 0;
    for (int i = 0; i < p->n; i++) {
        const Block *b = &p->v[i];
        ok &= utf8_bad_at(b->text) < 0 && b->line >= 1;
        ok &= b->kind == BLOCK_LINK || b->text.n > 0;
        ok &= b->kind != BLOCK_TABLE || b->nrows > 0;
        ok &= b->kind == BLOCK_TABLE ||
              !memchr(b->text.s, '\n', (size_t)b->text.n);
        ok &= (b->kind == BLOCK_HEADING) == (b->level > 0);
        ok &= !(b->main && b->chrome);
        for (int j = 0; j < b->nrows; j++)
            for (int k = 0; k < b->rows[j].n; k++)
                ok &= utf8_bad_at(b->rows[j].v[k].text) < 0;
    }
    return ok;
}

static double read_seconds(Str bytes)
{
    Arena mark = perm;
    Diags d = diags_in(&perm);
    RawPage page;
    RawOptions opt = {0};
    clock_t t = clock();
    if (raw_read(bytes, S("x"), &opt, &perm, scratch, &d, &page))
        CHECK(is_sound(&page));
    double s = (double)(clock() - t) / CLOCKS_PER_SEC;
    arena_trim(&perm, mark, (size_t)16 << 20);
    return s;
}

/* head, then part n times, then tail. */
static void repeated(const char *head, const char *part, int n,
                     const char *tail)
{
    const double limit = getenv("SAN") && *getenv("SAN") ? 20 : 2;
    Arena mark = perm;
    Buf b = buf_in(&perm);
    buf_add(&b, str_of(head));
    for (int i = 0; i < n; i++)
        buf_add(&b, str_of(part));
    buf_add(&b, str_of(tail));
    double s = read_seconds(buf_str(&b));
    CHECK(s < limit);
    if (s >= limit)
        printf("  %.1f s: '%s' x %d\n", s, part, n);
    arena_trim(&perm, mark, (size_t)16 << 20);
}

static void pathological(void)
{
    const char *h = "<html><body>", *t = "文字，一段话。</body></html>";
    repeated(h, "<div>", 200000, t);
    repeated(h, "<div>", 390, t);
    repeated(h, "<b><p>", 50000, t);
    repeated(h, "<a><b><i><u>", 50000, t);
    repeated(h, "<font color=1><p>文</font>", 60000, t);
    repeated(h, "<font size=7>字<p>", 20000, t);
    repeated("<html><p ", "a=1 ", 200000, ">文字</p></html>");
    repeated("<html><p ", "a", 5000000, "=1>文字</p></html>");
    repeated(h, "<table><tr><td>", 30000, t);
    repeated(h, "<table>文", 30000, t);
    repeated(h, "<li>", 190000, t);
    repeated(h, "<p>", 190000, t);
    repeated(h, "<ul><li>a</ul>", 60000, t);
    repeated("<html><ol>", "<li>项", 190000, t);
    repeated("<html><table>", "<tr><td rowspan=99999 colspan=99999>格<td>子",
             40000, t);
    repeated(h, "<!--", 500000, t);
    repeated(h, "<!-- content begin -->", 100000, t);
    repeated(h, "<script></a>", 300000, t);
    repeated(h, "<style>", 300000, t);
    repeated(h, "<a b=\"", 300000, t);
    repeated(h, "<a b='c", 300000, t);
    repeated(h, "<svg><foreignObject>", 20000, t);
    repeated(h, "<select><option>", 90000, t);
    repeated(h, "<template>", 50000, t);
    repeated(h, "<br>", 190000, t);
    repeated(h, "<img src=a>", 190000, t);
    repeated(h, "<a href=b.pdf>甲</a>", 60000, t);
    repeated(h, "<span>甲</span>", 90000, t);
    repeated(h, "<div style='display:none'>x</div>", 60000, t);
    repeated(h, "<div class='comment' id='a b c d e f'>x</div>", 60000, t);
    repeated(h, "&", 2000000, t);
    repeated(h, "&#x", 1000000, t);
    repeated(h, "</p>", 190000, t);
    repeated(h, "</br>", 190000, t);
    repeated(h, "<", 3000000, t);
    repeated("", "<", 3000000, "");
    repeated("", "\n", 8000000, "字");
    repeated("", "a\tb\tc\n", 500000, "");
    repeated("", "|||\n", 1000000, "");
    repeated("", "字", 10000000, "");
    repeated("", "\xFF", 8000000, "");
    repeated("", "\xD6", 8000001, "");
    repeated("", "<meta", 800000, "");
    repeated("<html>", "<p>段落，一句话。</p>\n", 100000, "");
    repeated("<pre>", "行\n", 1000000, "</pre></pre></p></p>");
}

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    return *state ^= *state << 5;
}

static const char *const splices[] = {
    "<table>", "</td>",     "<td colspan=3>", "</div>", "<div>",  "<p",
    "<!--",    "-->",       "<script>",       "\xFF",   "\0",     "<br>",
    "</html>", "<ol><li>",  "&#99999;",       "\r",     "</pre>", "<pre>",
    "<h1>",    "<a href=x", "\xE3\x80",       "\t",     "<sup>2", "<rt>",
};

/* Cuts a part out, doubles one, or puts something into it. */
static Str mutate(Str s, uint32_t *random, Arena *a)
{
    Buf b = buf_in(a);
    ptrdiff_t at = next_random(random) % (uint32_t)s.n;
    ptrdiff_t len = next_random(random) % 200;
    Str head = str_head(s, at), rest = str_skip(s, at);
    const char *splice =
        splices[next_random(random) % (sizeof splices / sizeof *splices)];
    buf_add(&b, head);
    switch (next_random(random) % 4) {
    case 0:
        rest = str_skip(rest, len);
        break;
    case 1:
        buf_add(&b, str_head(rest, len));
        break;
    case 2:
        buf_byte(&b, (char)next_random(random));
        rest = str_skip(rest, 1);
        break;
    default:
        buf_add(&b, (Str){splice, *splice ? (ptrdiff_t)strlen(splice) : 1});
    }
    buf_add(&b, rest);
    return buf_str(&b);
}

static void mutations(void)
{
    enum { ROUNDS = 40, AT_A_TIME = 6 };
    FsList files;
    uint32_t random = 20230105;
    double slowest = 0;
    CHECK(fs_list(S("tests/raw"), false, &perm, &files));
    CHECK(files.n > 25);
    for (ptrdiff_t i = 0; i < files.n; i++) {
        Str path = str_concat(&perm, S("tests/raw/"), files.v[i].path), page;
        CHECK(fs_read(path, 1 << 20, true, &perm, &page, NULL));
        for (int k = 0; k < ROUNDS; k++) {
            Arena mark = perm;
            Str s = page;
            for (int m = 0; m < AT_A_TIME && s.n; m++)
                s = mutate(s, &random, &perm);
            double t = read_seconds(s);
            slowest = t > slowest ? t : slowest;
            arena_rewind(&perm, mark);
        }
    }
    CHECK(slowest < 1);
}

int main(void)
{
    perm = arena_new(ROOM);
    scratch = arena_new(ROOM);
    refusals();
    too_large();
    too_many();
    references();
    rulers();
    forced();
    mutations();
    pathological();
    return test_end();
}
