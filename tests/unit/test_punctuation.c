#include "test.h"

#include "ingest/line/key.h"
#include "ingest/line/punctuation.h"

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

static void test_gaps(void)
{
    /* broken words: in a clause of running text */
    is("全年保持增长，限额以上批 发业销售额增长5%。",
       "全年保持增长，限额以上批发业销售额增长5%。");
    is("一年来，现将情 况报告如下：", "一年来，现将情况报告如下：");
    is("这是第一年，街道工作的 总要求是：稳",
       "这是第一年，街道工作的总要求是：稳");
    /* separators: between names, in quotes and brackets, behind headings */
    is("参会的有，王建 设立民 陈风。", "参会的有，王建 设立民 陈风。");
    is("一年来，以“强管理 工程美”为主线，",
       "一年来，以“强管理 工程美”为主线，");
    is("情 况说明。计 划如下", "情 况说明。计 划如下");
    is("夯实基层 党建引领，街道", "夯实基层 党建引领，街道");
    is("强基础，抓落实。全面 工作推进，", "强基础，抓落实。全面 工作推进，");
    is("来宾，区长 景明，", "来宾，区长 景明，");
    is("单位，part A 党建，", "单位，part A 党建，");
    /* letters set apart */
    is("政 府 工 作 报 告", "政府工作报告");
    is("工 作 总 结（2022年）", "工作总结（2022年）");
    is("大 中 小", "大 中 小");
    is("甲 乙 丙 丁 戊", "甲 乙 丙 丁 戊");
    is("武昌区区长 余 松", "武昌区区长 余 松");
    is("第一 部 分 总 述", "第一 部 分 总 述");
}

static void test_figures(void)
{
    is("时间∶2022年，地点∶会议室", "时间：2022年，地点：会议室");
    is("配比3∶1，男女之比为男∶女", "配比3∶1，男女之比为男∶女");
    is("上午9:30-11:30，12:30休息", "上午9:30-11:30，12:30休息");
    is("比分2:1,增长3.5%,达1,200.50万元", "比分2:1，增长3.5%，达1,200.50万元");
    is("他说\"Hello, world!\"后", "他说\"Hello, world!\"后");
    is("公式 y=f(x,t);a:b 成立", "公式 y=f(x,t);a:b 成立");
    is("邮箱a@b.cn,电话0731-8888:1", "邮箱a@b.cn，电话0731-8888:1");
    is("见https://x.cn/a?b=1,2;c(d)", "见https://x.cn/a?b=1,2;c(d)");
    is("见https://x.cn/a?名=1 好吗?是", "见https://x.cn/a?名=1 好吗？是");
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
    test_gaps();
    test_figures();
    test_title();
    test_key();
    return test_end();
}
