#include "test.h"

#include "ingest/key.h"
#include "ingest/punctuation.h"

static Arena arena;

static void is(const char *in, const char *want)
{
    Arena a = arena;
    CHECK_STR(punctuate(&a, str_of(in)), str_of(want));
}

static void test_marks(void)
{
    is("党建,经济;民生:好!吗?", "党建，经济；民生：好！吗？");
    is("完成1,234万元,增长5%,其中", "完成1,234万元，增长5%，其中");
    is("19:00至05:00开放", "19:00至05:00开放");
    is("比例为3:1。", "比例为3:1。");
    is("see a, b; c: d", "see a, b; c: d");
    is("“红管家”,“金话筒”", "“红管家”，“金话筒”");
    is("网址:http://a.cn/b:c", "网址：http://a.cn/b:c");
    is("2023年, 街道", "2023年，街道");
    is("", "");
    is("品质建设 文化古城", "品质建设 文化古城");
}

static void test_brackets(void)
{
    is("(一)加强", "（一）加强");
    is("投资(含税)3亿元", "投资（含税）3亿元");
    is("平台(APP)上线", "平台（APP）上线");
    is("f(x) and (y)", "f(x) and (y)");
    is("甲(乙(丙)丁)", "甲（乙（丙）丁）");
    is("乱)序(", "乱）序(");
    is("1)第一", "1)第一");
}

static void test_title(void)
{
    Arena a = arena;
    CHECK_STR(tidy_title(&a, S("某街道2022年工作总结及 2023年工作计划")),
              S("某街道2022年工作总结及2023年工作计划"));
    CHECK_STR(tidy_title(&a, S("某 街 道 2 0 2 2 年 工 作 总 结")),
              S("某街道2022年工作总结"));
    CHECK_STR(tidy_title(&a, S("AB 座 report 2022")), S("AB座report 2022"));
}

static void test_key(void)
{
    Arena a = arena;
    CHECK_STR(key_of(&a, S("•　发布 时间：２０２２（Ａ）")),
              S("发布时间:2022(a)"));
}

int main(void)
{
    arena = arena_new(1 << 22);
    test_marks();
    test_brackets();
    test_title();
    test_key();
    return test_end();
}
