#include "ingest/report/years_opening.h"

#include "ingest/line/key.h"

/* s without the names of other documents: 按照《2020年工作要点》要求. */
static Str without_documents(Arena *a, Str s)
{
    Buf b = buf_in(a);
    for (ptrdiff_t open; (open = str_find(s, S("《"), 0)) >= 0;) {
        ptrdiff_t close = str_find(s, S("》"), open);
        if (close < 0)
            break;
        buf_add(&b, str_head(s, open));
        s = str_skip(s, close + S("》").n);
    }
    buf_add(&b, s);
    return buf_str(&b);
}

/* What is said of a year in its sentence tells what the report does with it;
 * *topic is the year that the paragraph speaks of so far. */
static void from_sentence(Str s, Date published, YearSpan *topic,
                          OpeningYears *v, Arena scratch)
{
    static const char *const plan_cues[] = {
        "总体要求", "总体思路", "总体考虑", "工作思路", "指导思想", "工作目标",
        "主要目标", "工作计划", "工作安排", "工作重点", "做好全年", "全年工作",
        "要以",     "将以",     "将坚持",   "将继续",   "工作要点", "年,要",
        "年要",     "我们将",   "将重点",   NULL};
    static const char *const summary_cues[] = {
        "以来",     "完成了",   "取得了",   "取得",     "圆满",
        "较好地",   "较好完成", "总结如下", "汇报如下", "报告如下",
        "情况如下", "实现了",   "情况汇报", "工作总结", NULL};
    static const char *const done[] = {"取得了", "完成了", "实现了", NULL};
    static const char *const this_year[] = {"今年以来", "今年来", NULL};
    static const char *const last_months[] = {"一年来", "过去一年",
                                              "过去的一年", "全年", NULL};
    YearSpan own = year_in(s);
    YearSpan y = years_given(own) ? own : *topic;
    *topic = y;
    bool plans = has_any(without_documents(&scratch, s), plan_cues);
    bool looks_back =
        has_any(s, summary_cues) || (!plans && str_has(s, S("领导下")));
    if (years_given(y) && plans && !looks_back)
        years_take(&v->plan, y);
    else if (years_given(y) && looks_back &&
             (!plans || (y.first == y.last && has_any(s, done))))
        years_take(&v->summary, y);
    if (years_given(own) || !published || years_given(v->summary))
        return;
    int year = published / 10000, month = published / 100 % 100;
    if (has_any(s, this_year)) /* put up at the start of the next */
        v->summary = years_of(month <= 2 ? year - 1 : year);
    else if (starts_any(s, last_months))
        v->summary = years_of(month <= 4 ? year - 1 : year);
}

/* What the text says that it is: 现将2022年工作总结和2023年工作计划汇报如下. */
static void from_announcement(Str s, OpeningYears *v)
{
    static const char *const opens[] = {"现将", "现公布", "现公开",
                                        "现就", "现对",   "现把",
                                        "特将", "现发布", NULL};
    for (int i = 0; opens[i]; i++) {
        ptrdiff_t at = str_find(s, str_of(opens[i]), 0);
        if (at < 0)
            continue;
        Str rest = str_skip(s, at);
        if (str_starts(str_skip(rest, str_of(opens[i]).n), S("《")))
            continue; /* another document */
        KindYears k = kind_years(rest);
        years_take(&v->said, k.summary);
        years_take(&v->meant, k.plan);
    }
}

/* 所列数据的统计期限自2021年1月1日起至12月31日止. */
static void from_term(Str s, OpeningYears *v)
{
    static const char *const terms[] = {"统计期限", "统计时限", NULL};
    for (int i = 0; terms[i]; i++) {
        ptrdiff_t at = str_find(s, str_of(terms[i]), 0);
        Date d = at < 0 ? 0 : date_find(str_skip(s, at), NULL);
        if (at >= 0)
            years_take(&v->said,
                       d ? years_of(d / 10000) : year_in(str_skip(s, at)));
    }
}

/* 2022年，某街道... tells of the year; 2022年是...之年 may plan for it. */
static void from_lead(Str paragraph, OpeningYears *v)
{
    YearSpan y;
    ptrdiff_t n = year_at(paragraph, 0, &y);
    if (n && !str_starts(str_skip(paragraph, n), S("是")))
        years_take(&v->leading, y);
}

OpeningYears opening_read(const Outline *o, Date published, KindSet *kinds,
                          Arena scratch)
{
    enum { PARAGRAPHS = 3, SENTENCES = 4 };
    static const char *const announced[] = {"总结如下", "总结报告如下",
                                            "总结汇报如下", "工作总结", NULL};
    OpeningYears v = {0};
    int seen = 0;
    for (int i = 0; i < o->n && seen < PARAGRAPHS; i++) {
        if (o->v[i].kind != PART_TEXT)
            continue;
        Arena a = scratch;
        Str rest = key_of(&a, o->v[i].text);
        YearSpan topic = {0};
        if (str_has(rest, S("现将")) && has_any(rest, announced))
            *kinds |= KIND_SUMMARY;
        from_lead(rest, &v);
        for (int k = 0; k < SENTENCES && str_given(rest); k++) {
            Str s = str_cut(&rest, S("。"));
            from_sentence(s, published, &topic, &v, a);
            from_term(s, &v);
            from_announcement(s, &v);
        }
        seen++;
    }
    return v;
}
