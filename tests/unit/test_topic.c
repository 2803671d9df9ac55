#include "test.h"

#include "model/topic.h"

static Arena perm, scratch;

static Keyword care[] = {
    {STR_INIT("养老服务"), 3}, {STR_INIT("养老"), 2},     {STR_INIT("老人"), 1},
    {STR_INIT("独居老人"), 2}, {STR_INIT("养老保险"), 0}, {STR_INIT("APP"), 1},
};
static Keyword business[] = {
    {STR_INIT("营商环境"), 3},
    {STR_INIT("企业"), 1},
    {STR_INIT("企业退休"), 0},
};
static Topic topics[] = {
    {.name = STR_INIT("养老"),
     .keywords = care,
     .nkeywords = 6,
     .threshold = 3},
    {.name = STR_INIT("营商环境"),
     .keywords = business,
     .nkeywords = 3,
     .threshold = 3},
};
static Config conf = {.topics = topics, .ntopics = 2};
static Report report;

static TopicFinding find(Str body)
{
    MdDoc *doc = NEW(&perm, MdDoc);
    Str reason;
    CHECK(md_render(body, &perm, scratch, doc, &reason));
    return topic_find(topic_matcher(&conf, &perm), &conf, &report, doc, &perm,
                      scratch);
}

/* "topic:score:mark,mark;" of each passage. */
static Str shown(TopicFinding f)
{
    Buf b = buf_in(&perm);
    for (int i = 0; i < f.npassages; i++) {
        const Passage *p = &f.passages[i];
        buf_add(&b, topics[p->topic].name);
        buf_byte(&b, ':');
        buf_int(&b, p->score);
        for (int k = 0; k < p->nmarks; k++) {
            buf_byte(&b, k ? ',' : ':');
            buf_add(&b, (Str){p->text.s + p->marks[k].at, p->marks[k].n});
        }
        buf_byte(&b, ';');
    }
    return buf_str(&b);
}

static void check(const char *body, const char *want)
{
    CHECK_STR(shown(find(str_of(body))), str_of(want));
}

static void test_counting(void)
{
    /* clues alone, however often */
    check("老人用APP，老人学APP，APP教老人。", "");
    check("建成养老服务中心。", "养老:3:养老服务;");
    check("参加养老保险、养老保险。", "");
    check("养老保险和养老，老人", "养老:3:养老,老人;");
    check("老人、老人、老人", ""); /* 1, repeats or not */
    check("养老、养老、养老", "养老:3:养老,养老,养老;");
    check("独居老人一名老人", "养老:3:独居老人,老人;"); /* no overlap */
    check("企业退休人员，企业、企业", "");
    check("优化营商环境，服务企业；养老服务",
          "养老:3:养老服务;营商环境:4:营商环境,企业;");
}

static void test_forms(void)
{
    check("养　老服 务", "养老:3:养　老服 务;");
    check("养老ａｐｐ", "养老:3:养老,ａｐｐ;");
    check("养老 App", "养老:3:养老,App;");
}

static void test_headings(void)
{
    check("## 养老\n\n看望老人。\n\n开会。\n", "养老:5:老人;");
    check("## 养老\n\n养老。\n", "养老:4:养老;");
    check("## 养老保险\n\n老人。\n", "");
    check("## 养老\n\n### 其他\n\n老人。\n", ""); /* the nearest one only */
    TopicFinding f = find(S("## 甲\n\n### 乙\n\n一\n\n养老服务\n"));
    CHECK(f.npassages == 1 && f.nuses == 1 && f.uses[0].score == 3);
    CHECK_STR(f.passages[0].block_id, S("p2"));
    CHECK_STR(f.passages[0].heading_id, S("s1-1"));
    CHECK_STR(f.passages[0].heading, S("乙"));
    CHECK(!str_given(find(S("养老服务")).passages[0].heading_id));
}

static void test_by_hand(void)
{
    Str names[] = {S("-养老"), S("营商环境"), S("不知道")};
    report.topics = (StrList){names, 3};
    TopicFinding f = find(S("养老服务\n"));
    CHECK(f.npassages == 0 && f.nuses == 1);
    CHECK(f.uses[0].topic == 1 && f.uses[0].by_hand && !f.uses[0].score);
    report.topics = (StrList){0};
}

static void test_empty(void)
{
    Config none = {0};
    MdDoc doc = {0};
    TopicFinding f = topic_find(topic_matcher(&none, &perm), &none, &report,
                                &doc, &perm, scratch);
    CHECK(f.npassages == 0 && f.nuses == 0);
    check("", "");
}

int main(void)
{
    perm = arena_new((size_t)1 << 30);
    scratch = arena_new((size_t)1 << 30);
    test_counting();
    test_forms();
    test_headings();
    test_by_hand();
    test_empty();
    return test_end();
}
