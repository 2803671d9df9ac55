#include "ingest/line/kind.h"

#include "ingest/line/key.h"
#include "text/words.h"

typedef struct KindWord {
    const char *word;
    KindSet kind;
    bool task; /* what is planned, and reported on once done */
} KindWord;

/* Longer ones first where one begins another. */
static const KindWord words[] = {
    {"政府工作报告", KIND_GOVERNMENT, true},
    {"代表会议报告", KIND_GOVERNMENT, false},
    {"代表大会报告", KIND_GOVERNMENT, false},
    {"代表会议上的报告", KIND_GOVERNMENT, false},
    {"代表大会上的报告", KIND_GOVERNMENT, false},
    {"代表会议上的工作报告", KIND_GOVERNMENT, false},
    {"代表大会上的工作报告", KIND_GOVERNMENT, false},
    {"议事会议报告", KIND_GOVERNMENT, false},
    {"社代会报告", KIND_GOVERNMENT, false},
    {"人代会报告", KIND_GOVERNMENT, false},
    {"社代会工作报告", KIND_GOVERNMENT, false},
    {"人代会工作报告", KIND_GOVERNMENT, false},
    {"述职述廉报告", KIND_REPORT, false},
    {"述职报告", KIND_REPORT, false},
    {"述廉报告", KIND_REPORT, false},
    {"履职情况", KIND_REPORT, false},
    {"工作总结", KIND_SUMMARY, false},
    {"工作小结", KIND_SUMMARY, false},
    {"工作回顾", KIND_SUMMARY, false},
    {"工作完成情况", KIND_SUMMARY, false},
    {"工作开展情况", KIND_SUMMARY, false},
    {"工作进展情况", KIND_SUMMARY, false},
    {"工作落实情况", KIND_SUMMARY, false},
    {"工作汇报", KIND_SUMMARY, false},
    {"工作成效", KIND_SUMMARY, false},
    {"工作成绩", KIND_SUMMARY, false},
    {"工作亮点", KIND_SUMMARY, false},
    {"工作情况", KIND_REPORT, false},
    {"建设情况", KIND_REPORT, false},
    {"建设年度报告", KIND_REPORT, false},
    {"年度报告", KIND_REPORT, false},
    {"工作年报", KIND_REPORT, false},
    {"公开年报", KIND_REPORT, false},
    /* not 年报: it is in 青年报 */
    {"年年报", KIND_REPORT, false},
    {"度年报", KIND_REPORT, false},
    {"工作报告", KIND_REPORT, false},
    {"情况报告", KIND_REPORT, false},
    {"情况汇报", KIND_REPORT, false},
    {"情况总结", KIND_SUMMARY, false},
    {"年终总结", KIND_SUMMARY, false},
    {"年度总结", KIND_SUMMARY, false},
    {"总结报告", KIND_SUMMARY, false},
    {"总结", KIND_SUMMARY, false},
    {"小结", KIND_SUMMARY, false},
    {"回顾", KIND_SUMMARY, false},
    {"完成情况", KIND_SUMMARY, false},
    {"开展情况", KIND_SUMMARY, false},
    {"发展情况", KIND_SUMMARY, false},
    {"发展总体情况", KIND_SUMMARY, false},
    {"成效", KIND_SUMMARY, false},
    {"取得的成绩", KIND_SUMMARY, false},
    {"主要工作及成效", KIND_SUMMARY, false},
    {"工作计划", KIND_PLAN, true},
    {"工作思路", KIND_PLAN, false},
    {"工作要点", KIND_PLAN, false},
    {"工作打算", KIND_PLAN, false},
    {"工作安排", KIND_PLAN, true},
    {"工作部署", KIND_PLAN, true},
    {"工作目标", KIND_PLAN, true},
    {"工作设想", KIND_PLAN, false},
    {"工作谋划", KIND_PLAN, false},
    {"工作举措", KIND_PLAN, false},
    {"工作重点", KIND_PLAN, true},
    {"工作任务", KIND_PLAN, true},
    {"工作规划", KIND_PLAN, true},
    {"工作建议", KIND_PLAN, false},
    {"重点工作", KIND_PLAN, true},
    {"重点任务", KIND_PLAN, true},
    {"目标任务", KIND_PLAN, true},
    {"总体要求", KIND_PLAN, false},
    {"总体思路", KIND_PLAN, false},
    {"主要目标任务", KIND_PLAN, true},
    {"主要目标", KIND_PLAN, true},
    {"奋斗目标", KIND_PLAN, true},
    {"计划", KIND_PLAN, true},
    {"思路", KIND_PLAN, false},
    {"要点", KIND_PLAN, false},
    {"打算", KIND_PLAN, false},
    {"安排", KIND_PLAN, false},
    {"谋划", KIND_PLAN, false},
    {"展望", KIND_PLAN, false},
    {"设想", KIND_PLAN, false},
    {"规划", KIND_PLAN | KIND_FIVE_YEARS, true},
    {"纲要", KIND_PLAN | KIND_FIVE_YEARS, false},
};
static WordSet word_set = WORD_SET(words);

/* What makes another thing of a kind's word: 总结会, 计划生育. */
static bool is_other_word(Str key, ptrdiff_t at, ptrdiff_t n)
{
    static const char *const after[] = {"会",   "大会",     "生育", "经济",
                                        "单列", "局",       "科",   "办",
                                        "表彰", "建设用地", NULL};
    Str rest = str_skip(key, at + n);
    return starts_any(rest, after) > 0;
}

static const KindWord *word_at(Str key, ptrdiff_t at)
{
    Str rest = str_skip(key, at);
    ptrdiff_t longest = 0;
    const KindWord *best = NULL;
    for (int i = -1; (i = words_next(&word_set, rest, i)) >= 0;) {
        ptrdiff_t n = words_bytes(&word_set, i);
        if (n > longest && !is_other_word(key, at, n)) {
            best = &words[i];
            longest = n;
        }
    }
    return best;
}

/* The word at `at`: its kind and length, 0 for none. What was planned is looked
 * back on where its completion follows: 目标任务完成情况, 政府工作报告重点任务
 * 落实情况. */
static ptrdiff_t read_word(Str key, ptrdiff_t at, KindSet *kind)
{
    static const char *const done[] = {
        "完成情况", "落实情况", "进展",     "推进情况", "执行情况",
        "开展情况", "实施情况", "工作情况", "成效",     NULL};
    static const char *const tasks[] = {"目标任务", "重点任务", "重点工作",
                                        "主要任务", "任务",     "目标",
                                        "重点",     NULL};
    const KindWord *w = word_at(key, at);
    if (!w)
        return 0;
    ptrdiff_t n = str_of(w->word).n;
    Str rest = str_skip(key, at + n);
    ptrdiff_t of = w->task ? starts_any(rest, tasks) : 0;
    ptrdiff_t more = w->task ? starts_any(str_skip(rest, of), done) : 0;
    *kind = more ? KIND_SUMMARY : w->kind;
    return more ? n + of + more : n;
}

static ptrdiff_t next_rune(Str s, ptrdiff_t at)
{
    const char *p = s.s + at;
    utf8_next(&p, s.s + s.n);
    return p - s.s;
}

KindSet kind_words(Str key)
{
    KindSet set = 0;
    for (ptrdiff_t i = 0; i < key.n;) {
        KindSet kind = 0;
        ptrdiff_t n = read_word(key, i, &kind);
        set |= kind;
        i = n ? i + n : next_rune(key, i);
    }
    return set;
}

bool kind_ends(Str key)
{
    return words_end(&word_set, key) > 0;
}

/* 十二五 .. 十六五: a plan of five years, with or without quotation marks; 第十
 * 四个五年 in full. */
static ptrdiff_t five_years_at(Str s, YearSpan *out)
{
    static const struct {
        const char *name;
        int first;
    } plans[] = {
        {"十一五", 2006},       {"十二五", 2011},       {"十三五", 2016},
        {"十四五", 2021},       {"十五五", 2026},       {"十六五", 2031},
        {"第十一个五年", 2006}, {"第十二个五年", 2011}, {"第十三个五年", 2016},
        {"第十四个五年", 2021}, {"第十五个五年", 2026}, {"第十六个五年", 2031}};
    static const char *const open[] = {"“", "\"", "「", "'", "‘", NULL};
    static const char *const close[] = {"”", "\"", "」", "'", "’", NULL};
    ptrdiff_t at = starts_any(s, open);
    Str rest = str_skip(s, at);
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        Str name = str_of(plans[i].name);
        if (!str_starts(rest, name))
            continue;
        *out =
            (YearSpan){(int16_t)plans[i].first, (int16_t)(plans[i].first + 4)};
        return at + name.n + starts_any(str_skip(rest, name.n), close);
    }
    return 0;
}

/* Four digits of a year 1990..2099 at the start of s, or 0. */
static int four_digits(Str s)
{
    if (s.n < 4 || (s.n > 4 && s.s[4] >= '0' && s.s[4] <= '9'))
        return 0;
    int64_t y = str_to_int(str_head(s, 4), 2099);
    return y >= 1990 ? (int)y : 0;
}

/* 二〇二二年 */
static int han_year(Str s, ptrdiff_t *n)
{
    static const char digits[] = "〇一二三四五六七八九";
    int v = 0;
    ptrdiff_t at = 0;
    for (int i = 0; i < 4; i++, at += 3) {
        Str one = str_head(str_skip(s, at), 3);
        if (str_eq(one, S("○")) || str_eq(one, S("零")))
            one = S("〇");
        ptrdiff_t d = one.n == 3 ? str_find(str_of(digits), one, 0) : -1;
        if (d < 0 || d % 3)
            return 0;
        v = v * 10 + (int)(d / 3);
    }
    if (!str_starts(str_skip(s, at), S("年")) || v < 1990 || v > 2099)
        return 0;
    *n = at;
    return v;
}

/* 1-10月, 1至6月 */
static bool is_months(Str s)
{
    static const char *const joints[] = {"-", "—", "–", "~", "至", "到", NULL};
    for (int side = 0; side < 2; side++) {
        ptrdiff_t n = 0;
        while (n < s.n && n < 2 && s.s[n] >= '0' && s.s[n] <= '9')
            n++;
        s = str_skip(s, n);
        ptrdiff_t joint = side ? 0 : starts_any(s, joints);
        if (!n || (!side && !joint))
            return false;
        s = str_skip(s, joint);
    }
    return str_starts(s, S("月"));
}

ptrdiff_t year_at(Str key, ptrdiff_t at, YearSpan *out)
{
    static const char *const starts[] = {"1", "2",  "一", "二", "十", "第",
                                         "“", "\"", "「", "'",  "‘"};
    static WordSet start_set = WORD_SET(starts);
    static const char *const joints[] = {"-",    "—",    "–",   "~",   "至",
                                         "到",   "——",   "年-", "年—", "年至",
                                         "年到", "年——", "、",  NULL};
    Str s = str_skip(key, at);
    if (!words_start(&start_set, s))
        return 0;
    ptrdiff_t n = five_years_at(s, out);
    if (n)
        return n;
    if (at > 0 && key.s[at - 1] >= '0' && key.s[at - 1] <= '9')
        return 0;
    int first = four_digits(s), last = 0;
    n = 4;
    if (!first)
        first = han_year(s, &n);
    if (!first)
        return 0;
    Str rest = str_skip(s, n);
    ptrdiff_t joint = starts_any(rest, joints);
    if (joint)
        last = four_digits(str_skip(rest, joint));
    if (last > first && last - first < 11 &&
        str_starts(str_skip(rest, joint + 4), S("年")))
        n += joint + 4;
    else
        last = first;
    rest = str_skip(s, n);
    if (str_starts(rest, S("年"))) {
        n += 3;
        /* 2022年1月5日 is a day, 2022年1-10月 a part of the year. */
        Str after = str_skip(s, n);
        if (after.n && after.s[0] >= '0' && after.s[0] <= '9' &&
            !is_months(after))
            return 0;
    } else if (kind_words(str_head(rest, 30)) == 0 || rest.s[0] == '-') {
        return 0; /* without 年 only before the word of a kind */
    }
    *out = (YearSpan){(int16_t)first, (int16_t)last};
    return n;
}

bool kind_has_year(Str key)
{
    YearSpan y;
    for (ptrdiff_t i = 0; i < key.n; i = next_rune(key, i))
        if (year_at(key, i, &y))
            return true;
    return false;
}

static YearSpan join_spans(YearSpan a, YearSpan b)
{
    if (!years_given(a))
        return b;
    return (YearSpan){a.first < b.first ? a.first : b.first,
                      a.last > b.last ? a.last : b.last};
}

/* Years read since the last word: the last of them, and the one before where
 * the one is a part of the other. */
typedef struct Pending {
    YearSpan year, also;
} Pending;

static bool is_within(YearSpan a, YearSpan b)
{
    return a.first >= b.first && a.last <= b.last;
}

static void add_year(Pending *p, YearSpan y)
{
    YearSpan was = p->year;
    bool parts =
        years_given(was) && (was.first != y.first || was.last != y.last);
    parts = parts && (is_within(was, y) || is_within(y, was));
    *p = (Pending){y, parts ? was : (YearSpan){0}};
}

/* Gives the years read since the last word to this one. */
static void claim(KindYears *k, KindSet kind, const Pending *p, bool next)
{
    const YearSpan *pending = &p->year;
    k->kinds |= kind;
    if (kind & KIND_GOVERNMENT) {
        k->other = *pending;
    } else if (kind & KIND_PLAN) {
        if (years_given(*pending) && !years_given(k->plan))
            k->plan = *pending;
        k->next_year |= next;
    } else if (years_given(*pending) && !years_given(k->summary)) {
        k->summary = *pending;
        k->also = p->also;
    }
}

KindYears kind_years(Str key)
{
    static const char *const next_words[] = {"明年", "下一年", "来年",
                                             "次年", "下年",   NULL};
    static WordSet next_set = WORD_SET(next_words);
    KindYears k = {0};
    Pending pending = {0};
    YearSpan y;
    bool next = false;
    for (ptrdiff_t i = 0; i < key.n;) {
        KindSet kind = 0;
        ptrdiff_t n = year_at(key, i, &y);
        ptrdiff_t word = n ? 0 : read_word(key, i, &kind);
        if (n) {
            add_year(&pending, y);
            i += n;
        } else if (word) {
            claim(&k, kind, &pending, next);
            pending = (Pending){0};
            next = false;
            i += word;
        } else {
            next |= words_start(&next_set, str_skip(key, i)) > 0;
            i = next_rune(key, i);
        }
    }
    if (years_given(pending.year) && !years_given(k.other))
        k.other = join_spans(k.other, pending.year);
    return k;
}

YearSpan year_in(Str s)
{
    YearSpan y = {0};
    for (ptrdiff_t i = 0; i < s.n;) {
        if (year_at(s, i, &y))
            return y;
        const char *p = s.s + i;
        utf8_next(&p, s.s + s.n);
        i = p - s.s;
    }
    return (YearSpan){0};
}
