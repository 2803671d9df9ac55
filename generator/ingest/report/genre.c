#include "ingest/report/genre.h"

#include "ingest/line/chrome.h"
#include "ingest/line/key.h"
#include "ingest/line/kind.h"
#include "ingest/line/numbering.h"
#include "ingest/page/title.h"

/* Titles of other documents end so, with or without （试行） and 的通知. */
static const char *const ends[] = {
    "规则",   "办法",     "细则",     "规定",   "条例",   "解读",   "方案",
    "预案",   "公告",     "公示",     "名单",   "启事",   "简章",   "通告",
    "决定",   "批复",     "复函",     "章程",   "指南",   "清单",   "须知",
    "目录",   "简介",     "一览表",   "明细表", "统计表", "公报",   "答复",
    "讲话",   "职能",     "职责",     "分工",   "倡议书", "公开信", "纪要",
    "制度",   "公约",     "流程图",   "申请表", "登记表", "承诺书", "协议书",
    "慰问信", "调查问卷", "实施意见", "召开",   "举行",   "闭幕",   "开幕",
    NULL};
/* ... or have these in them. */
static const char *const parts[] = {
    "部门预算", "部门决算", "预算公开", "决算公开", "预算编制", "财政预算",
    "财政决算", "绩效评价", "绩效自评", "整体支出", "三公经费", "责任分解",
    "任务分解", "文字解读", "图文解读", "政策解读", "解读:",    "招聘",
    "征求意见", "采购",     "招标",     "中标",     "拟录用",   "任免",
    "放假",     "值班",     "招募",     "选聘",     "竞聘",     "遴选",
    "选调",     "面试",     "笔试",     "体检",     "拍卖",     "出让",
    "听证",     "倡议",     "停水",     "停电",     "招租",     "一封信",
    NULL};

/* The title that a notice forwards: of 关于印发《...》的通知 the .... */
static Str forwarded(Str key)
{
    static const char *const tails[] = {"的通知",   "(试行)", "(暂行)",
                                        "(修订)",   "》",     "(全文)",
                                        "(修订稿)", NULL};
    for (ptrdiff_t n; (n = ends_any(key, tails)) > 0;)
        key.n -= n;
    return key;
}

/* A notice that asks for reports, 关于报送2022年工作总结的通知, or shares out
 * the tasks of one, 关于印发政府工作报告重点任务的通知. */
static bool asks_for_reports(Str key)
{
    static const char *const tasks[] = {"任务", "重点工作", "分工", "目标",
                                        NULL};
    static const char *const asks[] = {"报送", "上报", "做好", "开展",
                                       "编制", "撰写", "征集", "提交",
                                       "召开", "举办", NULL};
    ptrdiff_t report = str_find(key, S("工作报告"), 0);
    Str behind = report < 0 ? S("") : str_skip(key, report);
    return str_ends(key, S("的通知")) &&
           (has_any(key, asks) || has_any(behind, tasks));
}

/* The summary of one event, not of an office's work: 消防演练活动总结. */
static bool sums_up_event(Str key)
{
    static const char *const events[] = {
        "演练",   "演习",     "讲座",   "比赛",   "竞赛",   "运动会", "联欢会",
        "晚会",   "演出",     "参观",   "考察",   "座谈会", "植树",   "义诊",
        "宣传周", "宣传日",   "宣传月", "游园",   "庙会",   "展演",   "趣味赛",
        "培训班", "知识问答", "联谊",   "健步走", "文化节", NULL};
    static const char *const tails[] = {"报告", "的",   "总结", "小结",
                                        "情况", "开展", "活动", NULL};
    Str name = key;
    for (ptrdiff_t n; (n = ends_any(name, tails)) > 0;)
        name = str_head(name, name.n - n);
    return name.n < key.n && ends_any(name, events) &&
           (str_has(key, S("总结")) || str_has(key, S("小结")));
}

bool genre_title_is_other(Str key)
{
    Str core = forwarded(key);
    if (sums_up_event(core) || ends_any(core, ends) || has_any(key, parts) ||
        asks_for_reports(key))
        return true;
    return str_ends(key, S("的通知")) && !kind_ends(core);
}

/* Whether an office's name is followed by what it did, as in the headline of
 * news: 某街道安排部署2023年重点工作. */
static bool title_tells_event(Str key)
{
    static const char *const always[] = {"听取", "审议", "召开", "举行", NULL};
    static const char *const offices[] = {"街道",   "镇",       "乡", "苏木",
                                          "办事处", "人民政府", "团", NULL};
    static const char *const acts[] = {
        "召开", "举行", "举办",     "组织",       "部署", "安排部署", "谋划",
        "谋深", "听取", "审议",     "研究",       "讨论", "学习",     "传达",
        "启动", "扎实", "认真",     "积极",       "全力", "深入",     "圆满",
        "顺利", "切实", "多措并举", "多点发力",   "以",   "用",       "聚焦",
        "抓实", "做好", "党委书记", "党工委书记", NULL};
    if (has_any(key, always) ||
        (str_has(key, S(",")) && !kind_has_year(key))) /* two clauses */
        return true;
    for (int i = 0; offices[i]; i++) {
        Str office = str_of(offices[i]);
        for (ptrdiff_t at = 0; (at = str_find(key, office, at)) >= 0;) {
            at += office.n;
            if (starts_any(str_skip(key, at), acts))
                return true;
        }
    }
    return false;
}

/* A line above the text that may be a title, though of no report. */
static bool is_named_line(const Piece *p)
{
    enum { SHORTEST = 8, LONGEST = 80 };
    static const char *const places[] = {"街道", "镇",     "乡",   "区", "县",
                                         "市",   "办事处", "居民", NULL};
    return !p->label && p->chars >= SHORTEST && p->chars <= LONGEST &&
           p->b->link_chars == 0 && !str_has(p->key, S(">")) &&
           numbering_of(p->text).kind == NUMBER_NONE &&
           (has_any(p->key, places) || kind_has_year(p->key)) &&
           !chrome_rule(p->key, p->chars, ZONE_HEAD).n;
}

/* Whether the title that was found is only a part of this one, and this one of
 * another document: its lines were broken. */
static bool is_part_of_other(Str title, Str whole)
{
    return str_has(whole, title) && genre_title_is_other(whole);
}

/* The lines of a notice's title that begins at piece i, joined, where the first
 * breaks off: 关于印发《...》 / 重点任务分工 / 的通知. Absent for none. */
static Str notice_in_lines(const Page *page, int i, Arena *a)
{
    enum { LINES = 3 };
    static const char *const opens[] = {"关于印发", "关于转发", "关于下发",
                                        "关于公布", "关于报送", NULL};
    Buf b = buf_in(a);
    if (!has_any(page->v[i].key, opens))
        return (Str){0};
    for (int k = i; k < page->n && k < i + LINES && !page->v[k].prose; k++) {
        buf_add(&b, page->v[k].key);
        if (str_ends(buf_str(&b), S("的通知")))
            return buf_str(&b);
    }
    return (Str){0};
}

bool genre_is_other(const Page *page, Arena scratch)
{
    Str title = key_of(&scratch, page->title);
    if (title.n &&
        (genre_title_is_other(title) ||
         is_part_of_other(title, key_of(&scratch, page->meta.title))))
        return true;
    for (int i = 0; i < page->n && !page->v[i].prose; i++) {
        const Piece *p = &page->v[i];
        Arena a = scratch;
        if ((is_named_line(p) && is_part_of_other(title, p->key)) ||
            is_part_of_other(title, notice_in_lines(page, i, &a)))
            return true;
    }
    return false;
}

/* 3月5日上午，...召开: a day and what happened on it. */
static bool tells_event(Str sentence)
{
    static const char *const events[] = {
        "召开", "举行", "举办", "开展了", "组织开展", "组织召开", "走进", NULL};
    ptrdiff_t month = str_find(sentence, S("月"), 0);
    ptrdiff_t day = month < 0 ? -1 : str_find(sentence, S("日"), month);
    return day > month && day - month <= 6 && has_any(sentence, events);
}

bool genre_heads_section(const Part *p)
{
    return p->kind == PART_HEADING &&
           (numbering_of(p->text).kind != NUMBER_NONE || kind_words(p->text));
}

/* What in a paragraph is said in news only. */
static int news_cues(Str text)
{
    static const char *const cues[] = {
        "会议指出", "会议要求", "会议强调", "会议认为", "会议听取", "主持会议",
        "参加会议", "出席会议", "列席会议", "胜利召开", "圆满召开", "本报讯",
        "通讯员",   "记者",     "新闻网",   "近日,",    "日前,",    "作者:",
        "编辑:",    "转载",     "会上,",    "会后,",    "会议由",   "会议最后",
        "与会",     "会议表决", "会议通报", "分组讨论", "会议审议", "表示,",
        "参加讨论", "先后发言", "畅谈",     "会议宣读", "会议号召", "代表团",
        "代表们",   NULL};
    int found = 0;
    for (int k = 0; cues[k]; k++)
        found += str_has(text, str_of(cues[k]));
    return found;
}

/* Whether the breadcrumb leads to a column of news. */
static bool in_news_column(const Page *page)
{
    static const char *const columns[] = {
        "新闻",     "动态", "要闻",     "基层信息", "今日",
        "媒体报道", "快讯", "工作信息", "政务信息", NULL};
    for (int i = 0; i < page->n; i++) {
        const Piece *p = &page->v[i];
        if (p->role != ROLE_BODY && str_has(p->key, S(">")) &&
            has_any(p->key, columns))
            return true;
    }
    return false;
}

/* Whether a writer or an editor is named below the text. */
static bool is_credited(const Page *page)
{
    static const char *const credits[] = {"作者:", "编辑:", "记者", "通讯员",
                                          NULL};
    for (int i = page->last; i < page->n; i++)
        if (starts_any(page->v[i].key, credits))
            return true;
    return false;
}

/* Whether a text begins with a day and what happened on it, as news do. */
static bool leads_with_event(Str key)
{
    enum { DATE = 12 }; /* bytes of 12月31日 */
    ptrdiff_t month = str_find(str_head(key, DATE), S("月"), 0);
    return month > 0 && month <= 2 && key.s[0] >= '0' && key.s[0] <= '9' &&
           tells_event(str_cut(&key, S("。")));
}

/* Whether a text begins as an agency's or a newspaper's own: 本报讯,
 * 某网2月10日 讯, 某新网12月28日电. */
static bool opens_as_dispatch(Str key)
{
    enum { NEAR = 14 }; /* characters */
    static const char *const names[] = {"报", "网", "社", "台", "今日", NULL};
    Str front = utf8_head(key, NEAR);
    ptrdiff_t at = str_find(front, S("讯"), 0);
    if (at < 0)
        at = str_find(front, S("日电"), 0);
    if (at < 0)
        at = str_find(front, S("日消息"), 0);
    return at > 0 && has_any(str_head(front, at), names);
}

bool genre_is_news(const Page *page, const Outline *o, bool named,
                   Arena scratch)
{
    enum { PARTS = 8, FEW_HEADINGS = 2, ENOUGH = 2 };
    int headings = 0, texts = 0;
    int found = in_news_column(page) + is_credited(page);
    bool event = false, told = title_tells_event(key_of(&scratch, page->title));
    if (named && !told)
        return false;
    for (int i = 0; i < o->n; i++) {
        const Part *p = &o->v[i];
        headings += genre_heads_section(p);
        if (p->kind == PART_HEADING || texts++ >= PARTS)
            continue;
        Arena a = scratch;
        Str rest = key_of(&a, p->text);
        if (str_starts(rest, S("各位")))
            return false; /* a report to them */
        found += news_cues(rest) + (texts == 1 && leads_with_event(rest));
        found += texts == 1 && opens_as_dispatch(rest) ? ENOUGH : 0;
        while (str_given(rest))
            event |= tells_event(str_cut(&rest, S("。")));
    }
    return headings <= FEW_HEADINGS && found + event + told >= ENOUGH;
}

bool genre_is_notice(const Outline *o, Arena scratch)
{
    enum { PARTS = 4 };
    static const char *const cues[] = {
        "征求意见",   "征求市民",   "公开征集",   "通知如下",   "公告如下",
        "告知如下",   "公示如下",   "予以公示",   "特此通知",   "特此公告",
        "印发给你们", "遵照执行",   "答复如下",   "本文将",     "本文从",
        "详细解读",   "新春的祝福", "节日的问候", "新年的问候", "辞旧迎新",
        NULL};
    for (int i = 0; i < o->n && i < PARTS; i++) {
        Arena a = scratch;
        Str key = key_of(&a, o->v[i].text);
        if (has_any(key, cues) || str_starts(key, S("同志们")))
            return true;
    }
    return false;
}

bool genre_opens_as_report(const Outline *o, Arena scratch)
{
    enum { PARTS = 4 };
    static const char *const cues[] = {
        "今年以来", "今年来",   "一年来", "过去一年", "过去的一年", "上半年",
        "现将",     "报告如下", "领导下", "我街道",   "我镇",       "我乡",
        "全街",     "全镇",     "全乡",   "截至目前", "截止目前",   "各位代表",
        "我街",     "我办",     "镇党委", "乡党委",   "街道党工委", NULL};
    for (int i = 0, texts = 0; i < o->n && texts < PARTS; i++) {
        if (o->v[i].kind == PART_HEADING)
            continue;
        Arena a = scratch;
        texts++;
        if (has_any(key_of(&a, o->v[i].text), cues))
            return true;
    }
    return false;
}

bool genre_is_disclosure(const Outline *o, Arena scratch)
{
    static const char *const sections[] = {"主动公开", "依申请公开",
                                           "政府信息管理", "政府信息公开"};
    enum { SHORT = 30, SECTIONS = sizeof sections / sizeof *sections };
    static const char *const terms[] = {"统计期限", "统计时限", "特此编制",
                                        "编制本报告", NULL};
    enum { OPENING = 3 };
    unsigned found = 0;
    for (int i = 0; i < o->n; i++) {
        Arena a = scratch;
        if (i < OPENING && str_has(o->v[i].text, S("信息公开")) &&
            str_has(o->v[i].text, S("年度报告")) &&
            has_any(o->v[i].text, terms))
            return true; /* as the prescribed form opens */
        if (utf8_chars(o->v[i].text) > SHORT)
            continue;
        Str key = key_of(&a, o->v[i].text);
        for (int k = 0; k < SECTIONS; k++)
            found |= str_has(key, str_of(sections[k])) ? 1u << k : 0;
    }
    return (found & (found - 1)) != 0; /* two of them */
}

bool genre_is_list(const Outline *o, Arena scratch)
{
    enum { LIKE_A_TITLE = 65, SEVERAL = 4, ONE_IN = 3 };
    int titles = 0, prose = 0;
    for (int i = 0; i < o->n; i++)
        prose += str_has(o->v[i].text, S("。"));
    if (prose * 3 >= o->n) /* a title is no prose: they cannot be enough */
        return false;
    for (int i = 0; i < o->n; i++)
        titles += title_score(o->v[i].text, scratch) >= LIKE_A_TITLE;
    return titles >= SEVERAL && titles * ONE_IN >= o->n && prose * 2 < titles;
}
