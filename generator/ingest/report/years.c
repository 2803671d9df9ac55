#include "ingest/report/years.h"

#include "ingest/line/key.h"
#include "ingest/report/genre.h"
#include "ingest/report/years_opening.h"
#include "ingest/report/years_session.h"
#include "text/words.h"

/* Parts of a year whose plan is made within it. */
static const char *const later_parts[] = {"下半年", "二季度", "三季度",
                                          "四季度", NULL};

static const char *const five_ahead[] = {"今后五年", "未来五年", "今后5年",
                                         "未来5年", NULL};

/* How many years a title or heading looks back on without their numbers: 5 for
 * 过去五年工作回顾, 4 for 四年来的工作; 0 for 五年规划实施情况. */
static int years_back(Str key, KindSet kinds)
{
    static const char *const others[] = {"五年规划", "五年计划", "五年行动",
                                         "五年纲要", "个五年",   NULL};
    static const struct {
        Str five, gone, since;
        int n;
    } spans[] = {
        {STR_INIT("五年"), STR_INIT("过去五年"), STR_INIT("五年来"), 5},
        {STR_INIT("过去四年"), STR_INIT("过去的四年"), STR_INIT("四年来"), 4},
        {STR_INIT("过去三年"), STR_INIT("过去的三年"), STR_INIT("三年来"), 3}};
    bool looks_back = (kinds & (KIND_SUMMARY | KIND_REPORT)) != 0;
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        if (!has_any(key, others) &&
            ((looks_back && str_has(key, spans[i].five)) ||
             str_has(key, spans[i].gone) || str_has(key, spans[i].since)))
            return spans[i].n;
    return 0;
}

/* What the headings show beside years. */
typedef struct Sections {
    KindSet kinds;
    bool later_part, next_year; /* that a plan is for: 下半年, 明年 */
    bool half;                  /* one names half a year */
    int back;         /* one looks back on so many that it does not name */
    bool ahead;       /* one plans for five years that it does not name */
    bool plans_first; /* the first of them plans */
    int seen;
} Sections;

static bool is_single(YearSpan y)
{
    return years_given(y) && y.first == y.last;
}

/* Whether the text behind part `from`, up to the next heading that stands as
 * high, speaks of five years and not of one of them. */
static bool reviews_five(const Outline *o, int from, Arena scratch)
{
    static const char *const cues[] = {
        "五年来",  "过去五年", "过去的五年", "这五年",  "五年间",
        "五年里",  "五年累计", "五年年均",   "五”期间", "五”时期,",
        "五”以来", "五\"期间", "五期间",     "五时期,", NULL};
    static WordSet cue_set = WORD_SET(cues);
    for (int i = from + 1; i < o->n; i++) {
        const Part *p = &o->v[i];
        if (from >= 0 && p->kind == PART_HEADING &&
            p->level <= o->v[from].level)
            return false;
        Arena a = scratch;
        if (words_in(&cue_set, key_of(&a, p->text)))
            return true;
    }
    return false;
}

/* What 2020年及“十三五”工作回顾 looks back on: the five years where the text
 * does, else the one. `from`: the heading, -1 for the title. */
static YearSpan reviewed(const KindYears *k, const Outline *o, int from,
                         Arena scratch)
{
    if (!years_given(k->also))
        return k->summary;
    bool one = is_single(k->summary);
    bool five = reviews_five(o, from, scratch);
    return one == five ? k->also : k->summary;
}

/* The year behind the one looked back on for which things are promised by name:
 * 及2023年民生实事; not where it is told what became of them. */
static void from_promise(ReportYears *r, const KindYears *k, Str key)
{
    static const char *const done[] = {"完成", "落实", "进展",
                                       "办理", "情况", NULL};
    ptrdiff_t at = str_find(key, S("民生实事"), 0);
    if (at >= 0 && !has_any(str_skip(key, at), done) && is_single(k->other) &&
        years_given(r->summary) && k->other.first == r->summary.last + 1)
        years_take(&r->plan, k->other);
}

/* The headings, in order: the first year for each purpose. */
static void from_headings(ReportYears *r, const Outline *o, Sections *s,
                          Arena scratch)
{
    for (int i = 0; i < o->n; i++) {
        const Part *p = &o->v[i];
        if (p->kind != PART_HEADING || p->level > 3)
            continue;
        Arena a = scratch;
        Str key = key_of(&a, p->text);
        KindYears k = kind_years(key);
        if (p->level > 2 && years_given(r->summary) && years_given(r->plan))
            break;
        s->kinds |= k.kinds;
        s->later_part |= (k.kinds & KIND_PLAN) && has_any(key, later_parts);
        s->next_year |= k.next_year;
        if (years_given(k.summary))
            years_take(&r->summary, reviewed(&k, o, i, scratch));
        years_take(&r->plan, k.plan);
        from_promise(r, &k, key);
        s->half |= str_has(key, S("半年"));
        s->ahead |= (k.kinds & KIND_PLAN) && has_any(key, five_ahead);
        if (p->level == 2 && !s->back && !years_given(k.summary))
            s->back = years_back(key, k.kinds);
        s->plans_first |= !s->seen++ && k.kinds == KIND_PLAN;
    }
}

/* The year that a text of one purpose begins with, where no cue tells. */
static void from_leading(OpeningYears *v, bool only_summary, bool only_plan)
{
    if (only_summary)
        years_take(&v->summary, v->leading);
    if (only_plan)
        years_take(&v->plan, v->leading);
}

static void from_opening(ReportYears *r, const Outline *o, Date published,
                         KindSet kinds, Arena scratch)
{
    OpeningYears v = opening_read(o, published, &kinds, scratch);
    if (!kinds && genre_is_disclosure(o, scratch))
        kinds = KIND_REPORT;
    kinds |= years_given(v.meant) ? KIND_PLAN : 0;
    kinds |= years_given(v.said) && kinds ? KIND_SUMMARY : 0;
    bool only_plan = (kinds & KIND_PLAN) && !(kinds & ~(KindSet)KIND_PLAN);
    bool only_summary = kinds && !(kinds & (KIND_PLAN | KIND_GOVERNMENT));
    from_leading(&v, only_summary, only_plan);
    YearSpan back = years_given(v.said) ? v.said : v.summary;
    if (years_given(back) && !only_plan && !years_given(r->summary)) {
        r->summary = back;
        r->summary_inferred = true;
    }
    YearSpan plan = years_given(v.meant) ? v.meant : v.plan;
    if (years_given(plan) && !only_summary && !years_given(r->plan) &&
        !(years_given(r->summary) && r->summary.last >= plan.first)) {
        r->plan = plan;
        r->plan_inferred = true;
    }
    r->kinds |= kinds;
    if (!kinds)
        r->kinds |= (years_given(r->summary) ? KIND_SUMMARY : 0) |
                    (years_given(r->plan) ? KIND_PLAN : 0);
}

/* A plan that the opening announces beside a summary whose year is known. */
static void from_announced_plan(ReportYears *r, const Outline *o,
                                Date published, Arena scratch)
{
    KindSet kinds = 0;
    OpeningYears v = opening_read(o, published, &kinds, scratch);
    if (years_given(v.meant) && v.meant.first >= r->summary.last) {
        r->plan = v.meant;
        r->plan_inferred = true;
    }
}

/* A plan that only the end announces: 2023年,我们将.... */
static void from_ending(ReportYears *r, const Outline *o, Arena scratch)
{
    enum { PARAGRAPHS = 3 };
    static const char *const cues[] = {"将",   "要",   "力争", "计划",
                                       "继续", "打算", "重点", NULL};
    int next = r->summary.last + 1, seen = 0;
    for (int i = o->n - 1; i >= 0 && seen < PARAGRAPHS; i--) {
        YearSpan y;
        if (o->v[i].kind != PART_TEXT || !str_has(o->v[i].text, S("。")))
            continue;
        Arena a = scratch;
        Str rest = key_of(&a, o->v[i].text);
        seen++;
        while (str_given(rest)) {
            Str s = str_cut(&rest, S("。"));
            if (year_at(s, 0, &y) && y.first == next && y.last == next &&
                has_any(s, cues)) {
                r->plan = y;
                r->plan_inferred = true;
                return;
            }
        }
    }
}

/* The report of a session reviews the year before and plans for its own,
 * unless its day or its text says otherwise: what a title calls the report of
 * 2019 may be given in January 2020. */
static void from_session(ReportYears *r, YearSpan session, Date day, bool half,
                         const Outline *o, Arena scratch)
{
    int by_day = session_year(day);
    int named = session_named_year(o, scratch);
    if ((!years_given(session) && !by_day && !named) ||
        years_given(r->summary) || years_given(r->plan))
        return;
    if (half && years_given(session)) {
        r->summary = session;
        r->plan = session;
        return;
    }
    if (session.last > session.first) {
        r->summary = session;
        return;
    }
    int year = session.first - 1;
    if (!years_given(session))
        year = named ? named : by_day;
    else if (named == session.first || (!named && by_day == session.first))
        year = session.first;
    r->summary = years_of(year);
    r->plan = years_of(year + 1);
    r->summary_inferred = r->plan_inferred = true;
}

/* A session's report plans for the year after the one that it reviews, where
 * the session is of that year by its title or its day. */
static void plan_of_session(ReportYears *r, YearSpan session, Date day)
{
    if (!years_given(r->summary) || years_given(r->plan))
        return;
    int last = r->summary.last;
    if (session.first != last + 1 && session_year(day) != last)
        return;
    r->plan = years_of(last + 1);
    r->plan_inferred = true;
}

/* Years that only a heading tells of, 过去五年工作回顾, end with the one that
 * the session reviews: by its day, else by the title. */
static void from_back(ReportYears *r, int back, YearSpan session, Date day)
{
    int last = day                  ? session_year(day)
               : is_single(session) ? session.first - 1
                                    : 0;
    bool other = years_given(r->summary) && !r->summary_inferred;
    if (!last || other)
        return;
    r->summary = (YearSpan){(int16_t)(last - back + 1), (int16_t)last};
    r->summary_inferred = true;
}

/* The one year that the first paragraphs of a report on half a year name. */
static void from_half(ReportYears *r, const Outline *o, Date published,
                      Arena scratch)
{
    enum { PARAGRAPHS = 3 };
    YearSpan only = {0};
    int seen = 0, latest = published / 10000;
    for (int i = 0; i < o->n && seen < PARAGRAPHS; i++) {
        if (o->v[i].kind != PART_TEXT)
            continue;
        Arena a = scratch;
        Str rest = key_of(&a, o->v[i].text);
        seen++;
        while (str_given(rest)) {
            YearSpan y = year_in(str_cut(&rest, S(",")));
            if (!is_single(y))
                continue;
            if (years_given(only) && y.first != only.first)
                return;
            only = y;
        }
    }
    bool fits = !latest || only.first == latest || only.first == latest - 1;
    if (years_given(only) && fits) {
        r->summary = only;
        r->summary_inferred = true;
    }
}

/* The year that the report begins with, as the opening tells: 2012年以来; or 0.
 */
static int since_year(const Outline *o)
{
    enum { PARTS = 3 };
    Str since = S("年以来");
    for (int i = 0; i < o->n && i < PARTS; i++) {
        ptrdiff_t at = str_find(o->v[i].text, since, 0);
        YearSpan y = at >= 4 ? year_in(str_span(o->v[i].text.s + at - 4,
                                                o->v[i].text.s + at + since.n))
                             : (YearSpan){0};
        if (years_given(y))
            return y.first;
    }
    return 0;
}

/* The five years that a report plans for without naming them: those behind what
 * it looks back on. */
static void from_ahead(ReportYears *r)
{
    bool named = years_given(r->plan) && !r->plan_inferred;
    if (named || !years_given(r->summary))
        return;
    int next = r->summary.last + 1;
    r->plan = (YearSpan){(int16_t)next, (int16_t)(next + 4)};
    r->plan_inferred = true;
}

ReportYears years_find(Str title, const Outline *o, Date published,
                       Arena scratch)
{
    Str key = key_of(&scratch, title);
    KindYears t = kind_years(key);
    ReportYears r = {.kinds = t.kinds};
    Sections sections = {0};
    Date day = session_date(o, title, scratch);
    bool both =
        (t.kinds & KIND_PLAN) && (t.kinds & (KIND_SUMMARY | KIND_REPORT));
    int five = years_back(key, t.kinds);
    if (!five || !is_single(t.summary))
        years_take(&r.summary, reviewed(&t, o, -1, scratch));
    years_take(&r.plan, t.plan);
    from_promise(&r, &t, key);
    if (both && years_given(r.summary) && !years_given(r.plan) &&
        !t.next_year && has_any(key, later_parts))
        r.plan = r.summary;
    from_headings(&r, o, &sections, scratch);
    if (t.kinds & KIND_GOVERNMENT)
        from_session(&r, t.other, day, str_has(key, S("半年")), o, scratch);
    else if (!years_given(r.summary) && !years_given(r.plan) && t.kinds &&
             !five)
        years_take(t.kinds & KIND_PLAN ? &r.plan : &r.summary, t.other);
    KindSet kinds = t.kinds ? t.kinds : sections.kinds;
    if ((t.kinds & KIND_GOVERNMENT) && sections.plans_first &&
        !(sections.kinds & KIND_SUMMARY))
        kinds = KIND_PLAN; /* another part of it */
    if (!years_given(r.summary) && !five)
        from_opening(&r, o, published, kinds, scratch);
    if (sections.back)
        from_back(&r, sections.back,
                  t.kinds & KIND_GOVERNMENT ? t.other : (YearSpan){0}, day);
    int since = since_year(o);
    if (sections.back > 1 && !day && r.summary_inferred &&
        is_single(r.summary) && since == r.summary.first)
        r.summary.last = (int16_t)(since + sections.back - 1);
    if (five > 1 && since && !years_given(r.summary)) {
        r.summary = (YearSpan){(int16_t)since, (int16_t)(since + five - 1)};
        r.summary_inferred = true;
    }
    if (!years_given(r.summary) && sections.half)
        from_half(&r, o, published, scratch);
    if (years_given(r.summary) && !years_given(r.plan) && sections.later_part &&
        r.summary.first == r.summary.last)
        r.plan = r.summary;
    if (years_given(r.summary) && !years_given(r.plan) &&
        (both || t.next_year || sections.next_year)) {
        r.plan = years_of(r.summary.last + 1);
        r.plan_inferred = true;
    }
    if (years_given(r.summary) && !years_given(r.plan))
        from_announced_plan(&r, o, published, scratch);
    if (years_given(r.summary) && !years_given(r.plan))
        from_ending(&r, o, scratch);
    if ((t.kinds & KIND_GOVERNMENT) || (day && !(t.kinds & KIND_SUMMARY)))
        plan_of_session(&r, t.other, day);
    if (sections.ahead)
        from_ahead(&r);
    both |= !t.kinds && (kinds & KIND_PLAN) && (kinds & KIND_SUMMARY);
    both |= (t.kinds & KIND_GOVERNMENT) != 0;
    if (years_given(r.plan) && !years_given(r.summary) && both) {
        r.summary = years_of(r.plan.first - 1);
        r.summary_inferred = true;
    }
    r.kinds |= t.kinds ? 0 : sections.kinds;
    return r;
}
