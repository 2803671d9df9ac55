#include "test.h"

#include "text/date.h"
#include "text/date_address.h"
#include "text/date_short.h"
#include "text/date_stamp.h"
#include "text/date_western.h"

static void found(const char *text, Date want, const char *rest)
{
    ptrdiff_t end = 0;
    Str s = str_of(text);
    Date got = date_find(s, &end);
    if (got != want)
        printf("%s: got %d\n", text, (int)got);
    CHECK(got == want);
    if (want)
        CHECK_STR(str_skip(s, end), str_of(rest));
}

static void test_make(void)
{
    CHECK(date_make(2020, 2, 29) == 20200229);
    CHECK(date_make(2021, 2, 29) == 0);
    CHECK(date_make(1900, 2, 29) == 0);
    CHECK(date_make(2000, 2, 29) == 20000229);
    CHECK(date_make(1899, 12, 31) == 0);
    CHECK(date_make(2199, 12, 31) == 21991231);
    CHECK(date_make(2020, 13, 1) == 0);
    CHECK(date_make(2020, 0, 1) == 0);
    CHECK(date_make(2020, 4, 31) == 0);
    CHECK(date_make(2020, -5, 31) == 0);
}

static void test_next(void)
{
    CHECK(date_next(20230130) == 20230131 && date_next(20230131) == 20230201);
    CHECK(date_next(20240228) == 20240229 && date_next(20231231) == 20240101);
    CHECK(date_next(21991231) == 0);
}

static void test_iso(void)
{
    CHECK(date_parse_iso(S("2020-10-20")) == 20201020);
    CHECK(date_parse_iso(S("2020-1-20")) == 0);
    CHECK(date_parse_iso(S("2020-10-20 ")) == 0);
    CHECK(date_parse_iso(S("2020-13-20")) == 0);
    CHECK(date_parse_iso(S("")) == 0);
}

static void test_find(void)
{
    found("2020-10-20", 20201020, "");
    found("发布时间：2022-2-8 11:24", 20220208, " 11:24");
    found("2022-02-0811:24", 20220208, "11:24");
    found("2022/02/08", 20220208, "");
    found("2022.2.8来源", 20220208, "来源");
    found("20220208", 20220208, "");
    found("日期20220208a", 20220208, "a");
    found("2022年02月18日来源：某街道", 20220218, "来源：某街道");
    found("2022 年 2 月 18 日。", 20220218, "。");
    found("２０２２年２月１８日", 20220218, "");
    found("二〇二〇年十月二十日", 20201020, "");
    found("二○二一年一月三十一日", 20210131, "");
    found("二零一九年十二月十日", 20191210, "");
    found("二〇二一年廿一", 0, "");
    found("2020—10—20", 20201020, "");
    found("2022-02-08T10:00", 20220208, "T10:00");
    found("先 2021-13-40 后 2021-12-04", 20211204, "");
    found("2021-7-915:17", 20210709, "15:17");
    found("2022-11-218:51", 20221102, "18:51");
    found("2022-11-2118:51", 20221121, "18:51");
    found("2022 - 01 - 05", 20220105, "");
    found("2022- 1-5 9:00", 20220105, " 9:00");
}

static void test_not_found(void)
{
    found("", 0, "");
    found("2022年2月", 0, "");
    found("002550110/2023-181176", 0, "");
    found("e768971--2022-0012", 0, "");
    found("2020-10-201", 0, "");
    found("12020-10-20", 0, "");
    found("2020-10/20", 0, "");
    found("202202081", 0, "");
    found("2022年13月1日", 0, "");
    found("1—10月", 0, "");
    found("二〇", 0, "");
    found("2022-", 0, "");
    found("\xe5\xb9", 0, "");
}

static void test_put(void)
{
    Arena a = arena_new(1 << 20);
    Buf b = buf_in(&a);
    date_put_iso(&b, 20200105);
    date_put_iso(&b, 0);
    buf_byte(&b, ' ');
    date_put_zh(&b, 20200105);
    years_put(&b, (YearSpan){0});
    years_put(&b, (YearSpan){2016, 2020});
    buf_byte(&b, ' ');
    years_put(&b, (YearSpan){2022, 2022});
    CHECK_STR(buf_str(&b), S("2020-01-05 2020年1月5日2016-2020 2022"));
}

static void test_years(void)
{
    YearSpan y;
    CHECK(years_parse(S("2022"), &y) && y.first == 2022 && y.last == 2022);
    CHECK(years_parse(S("2016-2020"), &y) && y.first == 2016 && y.last == 2020);
    CHECK(!years_parse(S("2020-2016"), &y));
    CHECK(!years_parse(S("2020 "), &y));
    CHECK(!years_parse(S("1899"), &y));
    CHECK(!years_parse(S("2020/2021"), &y));
    CHECK(!years_parse(S(""), &y) && !years_given(y));
}

static void western(const char *text, Date want, const char *before)
{
    ptrdiff_t at = 0, end = 0;
    Str s = str_of(text);
    Date got = date_find_western(s, &at, &end);
    if (got != want)
        printf("%s: got %d\n", text, (int)got);
    CHECK(got == want);
    if (want) {
        CHECK_STR(str_head(s, at), str_of(before));
        CHECK(end > at && end <= s.n);
    }
}

static void test_western(void)
{
    western("August 12, 2005", 20050812, "");
    western("Posted by x at Aug 12th, 2005 05:02 PM", 20050812,
            "Posted by x at ");
    western("Sept. 2 2005", 20050902, "");
    western("12 August 2005", 20050812, "");
    western("on 12-Aug-2005", 20050812, "on ");
    western("Fri Jun 18 10:22:33 CST 2021", 20210618, "Fri ");
    western("(Fri Aug 12 05:54:13 2005)", 20050812, "(Fri ");
    western("八月 12, 2005", 20050812, "");
    western("十二月 6th, 2009", 20091206, "");
    western("8月 12日, 2005", 20050812, "");
    western("Dec 28 Sat 2013 00:28", 20131228, "");
    western("08-13-2005, 10:22 AM", 20050813, "");
    western("13-08-2005 10:22", 20050813, "");
    western("8/12/2005 10:22:33 PM", 20050812, "");
    western("8-8-2005 10:22", 20050808, "");
    western("8-12-2005 10:22", 0, ""); /* which is the month? */
    western("08-13-2005", 0, "");
    western("108-13-2005 10:22", 0, "");
    western("8-13-20051 10:22", 0, "");
    western("August 32, 2005", 0, "");
    western("Augustus 12, 2005", 0, "");
    western("dismay 12 2005", 0, "");
    western("八月 2005", 0, "");
    western("18月 12, 2005", 0, "");
    western("Mar 12", 0, "");
    western("2005", 0, "");
    western("", 0, "");
    western("1", 0, "");
    western("\xE5\x85", 0, "");
}

static void test_stamp(void)
{
    static const struct {
        const char *text;
        Date want;
    } cases[] = {
        {"2019-09-07", 20190907},
        {" 2019-09-07 15:14:21\", ", 20190907},
        {"2019-09-07T15:14:21", 20190907},
        {"2019-09-07T15:59:21Z", 20190907},
        {"2019-09-07T16:00:00.000Z", 20190908},
        {"2019-12-31T23:00:00+00:00", 20200101},
        {"2020-02-29T16:00:00+0000", 20200301},
        {"2019-09-07T23:14:21+08:00", 20190907},
        {"2019-09-07T1", 20190907},
        {"1567871999", 20190907},    /* 23:59:59 in China */
        {"1567872000", 20190908},    /* the next second */
        {"1582992000000", 20200301}, /* milliseconds */
        {"0000000000", 19700101},
        {"9999999999", 0},
        {"156787199", 0},
        {"15678719990", 0},
        {"on 2019-09-07", 0},
        {"", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Date got = date_of_stamp(str_of(cases[i].text));
        if (got != cases[i].want)
            printf("%s: got %d\n", cases[i].text, (int)got);
        CHECK(got == cases[i].want);
    }
}

static void shorter(const char *text, Date want, const char *before)
{
    ptrdiff_t at = 0, end = 0;
    Str s = str_of(text);
    Date got = date_find_short(s, &at, &end);
    if (got != want)
        printf("%s: got %d\n", text, (int)got);
    CHECK(got == want);
    if (want)
        CHECK_STR(str_head(s, at), str_of(before));
}

static void test_short(void)
{
    shorter("08年03月12日", 20080312, "");
    shorter("某站 08年3月12日【原创】", 20080312, "某站 ");
    shorter("99-12-31 09:30", 19991231, "");
    shorter("[08-03-12 09:30]", 20080312, "[");
    shorter("08-3-1209:30", 20080312, "");
    shorter("08/03/12 9:30", 20080312, "");
    shorter("08-03-12", 0, "");         /* may be anything */
    shorter("2008-03-12 09:30", 0, ""); /* the year has four digits */
    shorter("108年3月12日", 0, "");
    shorter("60年3月12日", 0, "");
    shorter("08年13月12日", 0, "");
    shorter("1-08-03-12 09:30", 0, "");
    shorter("08-03-12-4 09:30", 0, "");
    shorter("08年", 0, "");
    shorter("", 0, "");
    CHECK(date_short(S("18-03-0823:16")) == 20180308);
    CHECK(date_short(S("18-03-08 某号")) == 20180308);
    CHECK(date_short(S("18.3.8")) == 20180308);
    CHECK(date_short(S("18-03-081")) == 0);
    CHECK(date_short(S("x18-03-08")) == 0);
    CHECK(date_month_day(S("10-0812:00优质")) == 1008);
    CHECK(date_month_day(S("3月12日 09:30")) == 312);
    CHECK(date_month_day(S("2/29")) == 229);
    CHECK(date_month_day(S("18-03-08")) == 0);
    CHECK(date_month_day(S("13-08")) == 0);
    CHECK(date_month_day(S("10-081")) == 0);
    CHECK(date_month_day(S("昨天")) == 0);
}

static Date filed(const char *url)
{
    return date_of_address(str_of(url));
}

static void test_address(void)
{
    CHECK(filed("http://a.cn/2009/0305/12.html") == 20090305);
    CHECK(filed("http://a.cn/2009-03/05/content_12.htm") == 20090305);
    CHECK(filed("http://a.cn/x/200903/t20090305_12345.html") == 20090305);
    CHECK(filed("https://a.cn/art/2009/3/5/art_12_3456.html") == 20090305);
    CHECK(filed("https://a.cn/a/20090305/14526474_0.shtml") == 20090305);
    CHECK(filed("https://a.cn/200903/05/1.html") == 20090305);
    CHECK(filed("https://a.cn/c/2009-03-05/doc-x.shtml") == 20090305);
    CHECK(filed("https://a.cn/20090305101112.html") == 20090305);
    CHECK(filed("https://a.cn/20090305/2009-03-05.html") == 20090305);
    CHECK(filed("https://a.cn/20090305/2009-03-06.html") == 0);
    CHECK(filed("https://a.cn/202305/36796cdc82d04268.shtml") == 0);
    CHECK(filed("https://a.cn/x?date=2009-03-05") == 0);
    CHECK(filed("https://a.cn/x#2009-03-05") == 0);
    CHECK(filed("https://20090305.cn/x") == 0);
    CHECK(filed("https://a.cn/30332664.html") == 0);
    CHECK(filed("https://a.cn/19491001/1.html") == 0);
    CHECK(filed("https://a.cn/2009/13/05/1.html") == 0);
    CHECK(filed("https://a.cn/2009/03/051/1.html") == 0);
    CHECK(filed("a.cn/2009/0305/") == 0);
    CHECK(filed("https://a.cn") == 0);
    CHECK(filed("") == 0);
}

int main(void)
{
    test_make();
    test_next();
    test_iso();
    test_find();
    test_not_found();
    test_put();
    test_years();
    test_western();
    test_stamp();
    test_short();
    test_address();
    return test_end();
}
