#include "test.h"

#include "ingest/line/key.h"
#include "ingest/line/kind.h"
#include "ingest/line/line_form.h"
#include "ingest/line/meta_line.h"
#include "ingest/line/numbering.h"
#include "ingest/line/office.h"
#include "ingest/line/run_on.h"
#include "ingest/page/title.h"
#include "ingest/report/outline_line.h"

static Arena arena;

static void number(const char *s, NumberClass kind, int value, const char *rest)
{
    Numbering n = numbering_of(str_of(s));
    if (n.kind != kind || n.value != value)
        printf("%s: kind %d value %d\n", s, (int)n.kind, n.value);
    CHECK(n.kind == kind && n.value == value);
    CHECK_STR(n.text, str_of(rest));
}

static void test_numbers(void)
{
    number("一、工作", NUMBER_HAN, 1, "工作");
    number("二十三、工作", NUMBER_HAN, 23, "工作");
    number("十、工作", NUMBER_HAN, 10, "工作");
    number("(一)工作", NUMBER_HAN_PAREN, 1, "工作");
    number("（ 十二 ）工作", NUMBER_HAN_PAREN, 12, "工作");
    number("1.工作", NUMBER_ARABIC, 1, "工作");
    number("12、 工作", NUMBER_ARABIC, 12, "工作");
    number("１．工作", NUMBER_ARABIC, 1, "工作");
    number("1.2022年工作", NUMBER_ARABIC, 1, "2022年工作");
    number("(1)工作", NUMBER_PAREN, 1, "工作");
    number("1）工作", NUMBER_PAREN, 1, "工作");
    number("③工作", NUMBER_CIRCLE, 3, "工作");
    number("第一部分 工作", NUMBER_PART, 1, "工作");
    number("第二章：工作", NUMBER_PART, 2, "工作");
    number("一是工作", NUMBER_ORDINAL, 1, "工作");
    number("1.5亿元", NUMBER_NONE, 0, "1.5亿元");
    number("2022.工作", NUMBER_NONE, 0, "2022.工作");
    number("一年来", NUMBER_NONE, 0, "一年来");
    number("三农工作", NUMBER_NONE, 0, "三农工作");
    number("", NUMBER_NONE, 0, "");
    number("第", NUMBER_NONE, 0, "第");
}

static void years(const char *s, int s1, int s2, int p1, int p2)
{
    Arena a = arena;
    KindYears k = kind_years(key_of(&a, str_of(s)));
    bool ok = k.summary.first == s1 && k.summary.last == s2 &&
              k.plan.first == p1 && k.plan.last == p2;
    if (!ok)
        printf("%s: %d-%d, %d-%d\n", s, k.summary.first, k.summary.last,
               k.plan.first, k.plan.last);
    CHECK(ok);
}

static void test_years(void)
{
    years("第十四个五年规划纲要", 0, 0, 2021, 2025);
    years("2022年1-10月工作总结", 2022, 2022, 0, 0);
    years("2022年1月5日工作总结", 0, 0, 0, 0);
    years("2022年重点工作任务完成情况及2023年重点工作安排", 2022, 2022, 2023,
          2023);
    years("某街道2022年工作总结和2023年工作计划", 2022, 2022, 2023, 2023);
    years("2023年政府工作报告完成情况", 2023, 2023, 0, 0);
    years("2023年政府工作报告重点任务落实情况", 2023, 2023, 0, 0);
    years("2023年政府工作报告", 0, 0, 0, 0);
    years("“十三五”及2020年工作任务完成情况", 2020, 2020, 0, 0);
    years("“十三五”工作总结及 “十四五”工作计划", 2016, 2020, 2021, 2025);
    years("2019-2021年工作总结", 2019, 2021, 0, 0);
    years("二〇二二年工作要点", 0, 0, 2022, 2022);
    years("2022年度工作总结暨2023年度工作思路", 2022, 2022, 2023, 2023);
    years("2022工作总结", 2022, 2022, 0, 0);
    years("2022年计划生育工作", 0, 0, 0, 0);
    years("召开2022年总结会", 0, 0, 0, 0);
    years("2022年1月5日工作总结", 0, 0, 0, 0);
}

static void meta(const char *s, bool want)
{
    ptrdiff_t head;
    if (meta_line(str_of(s), &head) != want)
        printf("%s\n", s);
    CHECK(meta_line(str_of(s), &head) == want);
}

static void test_meta_lines(void)
{
    meta("索引号 | 002550110/2023 | 公开分类 | |", true);
    meta("文 号 | 主题词 |", true);
    meta("发布时间 : 2020-10-20 来源:某街道 字体大小:", true);
    meta("2022年02月18日来源:某街道", true);
    meta("【字体： 大 中 小】", true);
    meta("来源广泛，形式多样", false);
    meta("时间就是生命，街道第一时间行动。", false);
    meta("街道数据来源:统计站", false);
    meta("", false);
}

static void test_offices(void)
{
    CHECK(is_office(S("天心区金盆岭街道办事处")));
    CHECK(is_office(S("中共某镇委员会")));
    CHECK(!is_office(S("1.市级平安建设先进街道")));
    CHECK(!is_office(S("建设宜居、宜业街道")));
    CHECK(!is_office(S("街道")));
    Date d;
    CHECK_STR(office_with_date(S("某区某街道 2024-01-08 16:45"), &d),
              S("某区某街道"));
    CHECK(d == 20240108);
    CHECK(!office_with_date(S("某乡人民政府 2024年1月8日"), &d).n);
}

static void look(const char *s, Shape shape, const char *title)
{
    Block b = {.kind = BLOCK_TEXT};
    Arena a = arena;
    Piece p = {.b = &b, .text = str_of(s), .key = key_of(&a, str_of(s))};
    p.chars = (int)utf8_count(p.key);
    Line l;
    line_look(&l, &p);
    if (l.shape != shape)
        printf("%s: shape %d\n", s, (int)l.shape);
    CHECK(l.shape == shape);
    if (shape == SHAPE_RUN_IN)
        CHECK_STR(str_head(p.text, l.cut), str_of(title));
}

static void test_shapes(void)
{
    look("一、工作回顾", SHAPE_ALONE, "");
    look("(一)党建引领。街道坚持以党建引领基层治理。", SHAPE_RUN_IN,
         "(一)党建引领。");
    look("(二)强组织一是建好队伍。二是抓好学习。", SHAPE_RUN_IN, "(二)强组织");
    look("1.新增停车泊位300个；", SHAPE_NONE, "");
    look("2021年工作总结", SHAPE_ALONE, "");
    look("工作亮点纷呈的一年", SHAPE_NONE, "");
    look("1.全年完成收入11.13亿元,增长5%。其余指标均达到年度要求。", SHAPE_NONE,
         "");
}

static void test_cut_like(void)
{
    Block b = {.kind = BLOCK_TEXT};
    Str s = S("(三)聚焦民生,聚力建设幸福家园做好就业服务,"
              "建好各类站点,努力让群众满意,让社会更加和谐,让生活更加美好,"
              "全力保障基层群众的各项权益。");
    Piece p = {.b = &b, .text = s, .key = s, .chars = 70};
    Line l;
    line_look(&l, &p);
    CHECK(l.shape == SHAPE_NONE);
    CHECK(line_cut_like(&l, 14));
    CHECK_STR(str_head(s, l.cut), S("(三)聚焦民生,聚力建设幸福家园"));
}

static void test_title_ends(void)
{
    CHECK(title_ends(S("某区2022年政府工作报告"), arena));
    CHECK(title_ends(S("某区2022年政府工作报告（全文）"), arena));
    CHECK(!title_ends(S("某区2022年政府工作报告发布"), arena));
    CHECK(!title_ends(S("（全文）"), arena));
}

static void test_dates_with_words(void)
{
    CHECK(date_with_words(S("2021-06-18 总结")) == 20210618);
    CHECK(date_with_words(S("某网 2021-07-27 17:30:25 报告")) == 20210727);
    CHECK(date_with_words(S("2021年6月18日 总结")) == 0);
    CHECK(date_with_words(S("2021-06-18 召开会议，部署全年工作")) == 0);
    CHECK(date_with_words(S("编号2021-06-18")) == 0);
    CHECK(date_with_words(S("")) == 0);
}

/* A chapter's heading and its first section have lost what parted them. */
static void test_run_on(void)
{
    Arena a = arena;
    Buf b = buf_in(&a);
    buf_lit(&b, "二、2021年工作计划（一）抓好春耕。");
    for (int i = 0; i < 12; i++)
        buf_lit(&b, "提前调运良种和化肥，组织农机检修，确保不误农时。");
    buf_lit(&b, "（二）办好实事。改造卫生室两所，新建照料点一处。");
    ptrdiff_t cuts[8];
    CHECK(run_on_cuts(buf_str(&b), NULL) == 2);
    CHECK(run_on_cuts(buf_str(&b), cuts) == 2);
    CHECK(str_starts(str_skip(buf_str(&b), cuts[0]), S("（一）")));
    CHECK(str_starts(str_skip(buf_str(&b), cuts[1]), S("（二）")));
}

int main(void)
{
    arena = arena_new(1 << 22);
    test_numbers();
    test_years();
    test_meta_lines();
    test_offices();
    test_shapes();
    test_cut_like();
    test_title_ends();
    test_dates_with_words();
    test_run_on();
    return test_end();
}
