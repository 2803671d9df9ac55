#include "ingest/report/report_kind.h"

#include "ingest/line/key.h"
#include "ingest/report/genre.h"

/* Subjects of reports on one field of an office's work. */
static const char *const subjects[] = {
    "法治政府", "法治建设", "依法行政", "依法治",   "述法",     "普法",
    "政务公开", "信息公开", "安全生产", "应急",     "消防",     "党建",
    "党风廉政", "从严治党", "意识形态", "纪检",     "人大工作", "统战",
    "生态环境", "环境保护", "污染防治", "河长",     "河湖长",   "林长",
    "信访",     "平安建设", "综治",     "反恐",     "禁毒",     "反诈",
    "民政工作", "养老",     "残联",     "残疾人",   "卫生健康", "爱国卫生",
    "疫情防控", "精神文明", "文明城市", "文明创建", "文化",     "体育",
    "教育",     "城市管理", "市容",     "垃圾分类", "拆违",     "招商引资",
    "营商环境", "统计",     "财政",     "审计",     "乡村振兴", "脱贫",
    "扶贫",     "人居环境", "农业",     "水利",     "防汛",     "武装",
    "征兵",     "双拥",     "退役军人", "工会",     "共青团",   "团工委",
    "妇联",     "妇女",     "科协",     "科普",     "志愿",     "网格",
    "放管服",   "行政审批", "政务服务", "政府职能", "绩效",     "督查",
    "民生实事", "物业",     "食品安全", "知识产权", NULL};
/* Those that the text of a report without a title gives away, and what such
 * reports are called. */
static const struct {
    const char *subject, *name;
} plain_subjects[] = {{"法治政府", "法治政府建设情况报告"},
                      {"法治建设", "法治建设情况报告"},
                      {"政务公开", "政务公开工作报告"},
                      {"信息公开", "政府信息公开工作年度报告"},
                      {"安全生产", "安全生产工作报告"},
                      {"营商环境", "优化营商环境工作报告"},
                      {"党建工作", "党建工作报告"},
                      {"信访工作", "信访工作报告"},
                      {"党风廉政", "党风廉政建设工作报告"}};
enum {
    PLAIN_SUBJECTS = sizeof plain_subjects / sizeof *plain_subjects,
    DISCLOSURE = 3 /* 信息公开 */
};
/* Sessions to which a government or an office reports. */
static const char *const sessions[] = {
    "社代会",   "社区代表会议", "人代会",   "人民代表大会",
    "代表大会", "代表会议",     "议事会议", NULL};
static const char *const duties[] = {"述职", "述廉", "述责", "履职", NULL};
static const char *const halves[] = {"半年", "1-6月", "1—6月", "1至6月", NULL};
static const char *const five_years[] = {"五年",   "十一五", "十二五", "十三五",
                                         "十四五", "十五五", NULL};
/* Headings of what looks back on a term. */
static const char *const terms[] = {"五年工作总结", "五年工作回顾",
                                    "五年来工作",   "过去五年",
                                    "五年来的工作", NULL};
static const char *const points[] = {"要点", "思路", "重点工作", "重点任务",
                                     NULL};

/* Whether a kind of document is named within a few characters, before any
 * year. */
static bool kind_follows(Str rest)
{
    enum { NEAR = 12 };
    for (int n = 2; n <= NEAR; n++) {
        Str front = utf8_head(rest, n);
        if (kind_has_year(front))
            return false;
        if (kind_words(front))
            return true;
    }
    return false;
}

/* A subject of which the kind of document is told at once, with no place or
 * year between: 2022年法治政府建设情况报告, not 平安街道2022年工作总结. */
static bool names_subject(Str key)
{
    static const char *const places[] = {"街道",   "镇",   "乡", "区",
                                         "办公室", "中心", NULL};
    for (int i = 0; subjects[i]; i++) {
        Str subject = str_of(subjects[i]);
        ptrdiff_t at = str_find(key, subject, 0);
        Str rest = str_skip(key, at < 0 ? key.n : at + subject.n);
        if (rest.n && !starts_any(rest, places) && kind_follows(rest))
            return true;
    }
    return false;
}

static bool is_five(YearSpan y)
{
    return years_given(y) && y.last - y.first >= 4;
}

/* The plain kinds: what is looked back on, planned, or both. */
static ReportKind plain_kind(bool back, bool plan, bool as_points)
{
    if (back)
        return plan ? REPORT_BOTH : REPORT_SUMMARY;
    if (plan)
        return as_points ? REPORT_POINTS : REPORT_PLAN;
    return REPORT_KIND_OTHER;
}

/* Whether the opening addresses a session. */
static bool addresses_session(const Outline *o, Arena scratch)
{
    enum { OPENING = 12 };
    static const char *const calls[] = {"各位代表", "各位议事", "各位居民代表",
                                        NULL};
    static const char *const gives[] = {
        "向大会", "向会议", "作工作报告", "政府工作报告", "请予审议", NULL};
    bool called = false, given = false;
    for (int i = 0; i < o->n && i < OPENING; i++) {
        Arena a = scratch;
        Str key = key_of(&a, o->v[i].text);
        called |= has_any(key, calls) > 0;
        given |= has_any(key, gives) > 0;
    }
    return called && given;
}

static bool has_heading(const Outline *o, const char *const *words)
{
    for (int i = 0; i < o->n; i++)
        if (o->v[i].kind == PART_HEADING && o->v[i].level == 2 &&
            has_any(o->v[i].text, words))
            return true;
    return false;
}

/* A subject that the opening and the first heading come back to: its index, or
 * -1. */
static int opening_subject(const Outline *o, Arena scratch)
{
    enum { OPENING = 4, OFTEN = 2 };
    if (genre_is_disclosure(o, scratch))
        return DISCLOSURE;
    for (int k = 0; k < PLAIN_SUBJECTS; k++) {
        Str subject = str_of(plain_subjects[k].subject);
        int n = 0;
        for (int i = 0; i < o->n && i < OPENING; i++) {
            Arena a = scratch;
            Str key = key_of(&a, utf8_head(o->v[i].text, 400));
            n += count_of(key, subject);
        }
        if (n >= OFTEN)
            return k;
    }
    return -1;
}

/* What the title says; `sure` where it says it plainly. */
static ReportKind title_kind(Str key, const ReportYears *y, bool *sure)
{
    KindYears t = kind_years(key);
    bool plan = (t.kinds & KIND_PLAN) != 0;
    bool back = (t.kinds & (KIND_SUMMARY | KIND_REPORT)) != 0;
    *sure = (t.kinds & (KIND_SUMMARY | KIND_PLAN)) != 0;
    if (has_any(key, halves) && back)
        return REPORT_HALF_YEAR;
    bool five = has_any(key, five_years) || is_five(t.summary);
    if (five && back)
        return *sure ? REPORT_FIVE_YEARS : REPORT_KIND_OTHER;
    if (plan && !back && (has_any(key, five_years) || is_five(t.plan)))
        return REPORT_FIVE_YEAR_PLAN;
    if (*sure)
        return plain_kind(back, plan, has_any(key, points) > 0);
    if (!back)
        return REPORT_KIND_OTHER;
    return is_five(y->summary) ? REPORT_FIVE_YEARS
                               : plain_kind(true, years_given(y->plan), false);
}

static ReportKind text_kind(const ReportYears *y, const Outline *o,
                            Arena scratch)
{
    if (addresses_session(o, scratch))
        return REPORT_GOVERNMENT;
    if (opening_subject(o, scratch) >= 0)
        return REPORT_SPECIAL;
    bool back = years_given(y->summary) ||
                (y->kinds & (KIND_SUMMARY | KIND_REPORT)) != 0;
    bool plan = years_given(y->plan) || (y->kinds & KIND_PLAN) != 0;
    if (is_five(y->summary) || (back && has_heading(o, terms)))
        return REPORT_FIVE_YEARS;
    if (!back && is_five(y->plan))
        return REPORT_FIVE_YEAR_PLAN;
    if (back && has_heading(o, halves))
        return REPORT_HALF_YEAR;
    return plain_kind(back, plan, false);
}

KindFinding report_kind_find(Str title, const ReportYears *y, const Outline *o,
                             Arena scratch)
{
    Str key = key_of(&scratch, title);
    KindSet words = kind_words(key);
    bool sure;
    if (has_any(key, duties))
        return (KindFinding){REPORT_DUTY, false};
    if (words && names_subject(key))
        return (KindFinding){REPORT_SPECIAL, false};
    if ((words & KIND_GOVERNMENT) ||
        (has_any(key, sessions) && str_has(key, S("报告"))))
        return (KindFinding){REPORT_GOVERNMENT, false};
    ReportKind kind = title_kind(key, y, &sure);
    if (str_has(key, S("会上")) && addresses_session(o, scratch))
        return (KindFinding){REPORT_GOVERNMENT, false};
    if (kind != REPORT_KIND_OTHER && sure)
        return (KindFinding){kind, false};
    if (kind == REPORT_HALF_YEAR)
        return (KindFinding){kind, false};
    if (kind != REPORT_KIND_OTHER && !addresses_session(o, scratch))
        return (KindFinding){kind, true};
    return (KindFinding){text_kind(y, o, scratch), true};
}

Str report_kind_title(ReportKind kind, const Outline *o, Arena scratch)
{
    int subject = kind == REPORT_SPECIAL ? opening_subject(o, scratch) : -1;
    if (subject >= 0)
        return str_of(plain_subjects[subject].name);
    switch (kind) {
    case REPORT_GOVERNMENT:
        return S("工作报告");
    case REPORT_HALF_YEAR:
        return S("上半年工作总结");
    default:
        return S("工作总结");
    }
}
