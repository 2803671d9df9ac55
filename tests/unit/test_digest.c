#include "test.h"

#include "emit/digest.h"
#include "emit/listing.h"
#include "text/utf8.h"

static Arena perm, scratch;

static Keyword words[] = {{STR_INIT("养老服务"), 3}};
static Topic topic = {.name = STR_INIT("养老"),
                      .keywords = words,
                      .nkeywords = 1,
                      .threshold = 3};
static Config conf = {.topics = &topic, .ntopics = 1};

static Digest *digest_of(Str body)
{
    static const Report none;
    MdDoc doc;
    Str reason;
    CHECK(md_render(body, &perm, scratch, &doc, &reason));
    const TopicMatcher *m = topic_matcher(&conf, &perm);
    TopicFinding f = topic_find(m, &conf, &none, &doc, &perm, scratch);
    TopicFinding shown = digest_passages(&f, 1, &perm, scratch);
    Digest *d = digest_make(&doc, &f, &shown, &perm, scratch);
    d->topics.passages = shown.passages; /* as if they could not be stored */
    d->topics.npassages = shown.npassages;
    return d;
}

static Str repeat(Str s, int n)
{
    Buf b = buf_in(&perm);
    while (n-- > 0)
        buf_add(&b, s);
    return buf_str(&b);
}

/* A passage stays within its length, and every mark is the word. */
static void check_passage(const Passage *p)
{
    CHECK(utf8_count(p->text) <= PASSAGE_CHARS + 8);
    CHECK(p->nmarks > 0);
    for (int i = 0; i < p->nmarks; i++) {
        Str mark = {p->text.s + p->marks[i].at, p->marks[i].n};
        CHECK_STR(mark, S("养老服务"));
    }
}

static void test_cut(void)
{
    Str far = repeat(S("无关的话。"), 200);
    Buf b = buf_in(&perm);
    buf_add(&b, far);
    buf_lit(&b, "建养老服务站；");
    buf_add(&b, far);
    buf_lit(&b, "再办养老服务。");
    buf_add(&b, far);
    Digest *d = digest_of(buf_str(&b));
    CHECK(d->topics.npassages == 1 && d->topics.passages[0].nmarks == 2);
    check_passage(&d->topics.passages[0]);
    CHECK_STR(d->topics.passages[0].text, S("…建养老服务站；…再办养老服务。…"));
    CHECK(d->chars == 3 * 1000 + 14);
    CHECK(utf8_count(d->excerpt) == EXCERPT_CHARS + 1); /* 24 sentences */

    Str endless = repeat(S("没有句号"), 200); /* one sentence */
    Buf c = buf_in(&perm);
    buf_add(&c, endless);
    buf_lit(&c, "养老服务");
    buf_add(&c, endless);
    d = digest_of(buf_str(&c));
    check_passage(&d->topics.passages[0]);
    d = digest_of(repeat(S("养老服务"), 500));
    check_passage(&d->topics.passages[0]);
}

static void test_few_are_kept(void)
{
    Digest *d = digest_of(repeat(S("养老服务。\n\n"), 9));
    CHECK(d->topics.npassages == PASSAGES_PER_TOPIC);
    CHECK(d->topics.uses[0].passages == 9);
    CHECK_STR(d->topics.passages[4].block_id, S("p5"));
    CHECK(digest_of(S(""))->chars == 0);
}

/* An excerpt is sentences: no table, no salutation, no part of a number. */
static void test_excerpt(void)
{
    Buf b = buf_in(&perm);
    buf_lit(&b, "——2023年1月9日在枫湾镇第三次会议上\n\n各位代表：\n\n"
                "| 指标 | 完成 |\n| --- | --- |\n| 收入 | 5.07 |\n\n"
                "现在报告工作。\n\n");
    buf_add(&b, repeat(S("再办一件实事。"), 14));
    buf_lit(&b, "每餐成本下降1.4元，比上年少。");
    CHECK_STR(digest_of(buf_str(&b))->excerpt,
              str_join3(&perm, S("现在报告工作。 "),
                        repeat(S("再办一件实事。"), 14), S("…")));

    const Str thirty = repeat(S("路灯"), 15);
    Buf c = buf_in(&perm);
    buf_add(&c, repeat(thirty, 3));
    buf_lit(&c, "，");
    buf_add(&c, repeat(S("桥"), 27));
    buf_lit(&c, "1180.5万人次。");
    CHECK_STR(digest_of(buf_str(&c))->excerpt, /* a clause is whole */
              str_concat(&perm, repeat(thirty, 3), S("…")));
    Buf e = buf_in(&perm);
    buf_add(&e, repeat(S("桥"), 118));
    buf_lit(&e, "1180.5万人次");
    CHECK_STR(digest_of(buf_str(&e))->excerpt, /* and a number */
              str_concat(&perm, repeat(S("桥"), 118), S("…")));

    CHECK_STR(digest_of(S("各位代表："))->excerpt, S("各位代表："));
    CHECK_STR(
        digest_of(S("| 收入 | 5.07 |\n| --- | --- |\n| 支出 | 3 |"))->excerpt,
        S("收入 5.07 支出 3"));
    CHECK_STR(digest_of(S("他说：“办好了。”\n\n完。"))->excerpt,
              S("他说：“办好了。” 完。"));
}

/* Pages hold every item once, none is too long, and full ones stay. */
static void test_list_cut(void)
{
    enum { MOST = 1000 };
    static int32_t weight[MOST];
    const ListLimits most = {50, LIST_BYTES};
    Slice *before = NULL;
    int pages_before = 0;
    for (int i = 0; i < MOST; i++)
        weight[i] = 500 + i * 7919 % 9000;
    for (int n = 0; n <= MOST; n++) {
        Slice *v;
        int pages = list_cut(weight, n, most, &perm, &v), sum = 0, same = 0;
        for (int k = 0; k < pages; k++) {
            sum += v[k].n;
            CHECK(v[k].n <= 75);
        }
        CHECK(sum == n && v[0].first + v[0].n == n);
        for (int k = 1; k < pages && k < pages_before; k++)
            same += v[k].first == before[k].first && v[k].n == before[k].n;
        CHECK(same == (pages_before > 1 ? pages_before - 1 : 0));
        before = v;
        pages_before = pages;
    }
}

int main(void)
{
    perm = arena_new((size_t)1 << 30);
    scratch = arena_new((size_t)1 << 30);
    test_cut();
    test_few_are_kept();
    test_excerpt();
    test_list_cut();
    return test_end();
}
