#include "ingest/genre.h"

#include "ingest/chrome.h"
#include "ingest/key.h"
#include "ingest/kind.h"
#include "ingest/numbering.h"
#include "ingest/title.h"

/* Titles of other documents end so, with or without （试行） and 的通知. */
static const char *const ends[] = {
    "规则", "办法", "细则",   "规定",   "条例",   "解读",     "方案",
    "预案", "公告", "公示",   "名单",   "启事",   "简章",     "通告",
    "决定", "批复", "复函",   "章程",   "指南",   "清单",     "须知",
    "目录", "简介", "一览表", "明细表", "统计表", "调查问卷", NULL};
/* ... or have these in them. */
static const char *const parts[] = {
    "部门预算", "部门决算", "预算公开", "决算公开", "预算编制", "财政预算",
    "财政决算", "绩效评价", "绩效自评", "整体支出", "三公经费", "责任分解",
    "任务分解", "文字解读", "图文解读", "政策解读", "招聘",     "征求意见",
    "采购",     "招标",     "中标",     "拟录用",   "任免",     NULL};

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

bool genre_title_is_other(Str key)
{
    static const char *const yearly[] = {"年度报告", "年报", NULL};
    Str core = forwarded(key);
    if (ends_any(core, ends) || has_any(key, parts))
        return true;
    if (str_has(key, S("信息公开")) && has_any(key, yearly))
        return true;
    return str_ends(key, S("的通知")) && !kind_ends(core);
}

/* A line above the text that may be a title, though of no report. */
static bool is_named_line(const Piece *p)
{
    enum { SHORTEST = 8, LONGEST = 80 };
    static const char *const places[] = {"街道", "镇", "乡",     "区",
                                         "县",   "市", "办事处", NULL};
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

bool genre_is_other(const Page *page, Arena scratch)
{
    Str title = key_of(&scratch, page->title);
    if (title.n &&
        (genre_title_is_other(title) ||
         is_part_of_other(title, key_of(&scratch, page->meta.title))))
        return true;
    for (int i = 0; i < page->n && !page->v[i].prose; i++) {
        const Piece *p = &page->v[i];
        if (is_named_line(p) && is_part_of_other(title, p->key))
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

bool genre_is_news(const Outline *o, Arena scratch)
{
    enum { PARTS = 8, FEW_HEADINGS = 2, ENOUGH = 2 };
    static const char *const cues[] = {
        "会议指出", "会议要求", "会议强调", "会议认为", "会议听取", "主持会议",
        "参加会议", "出席会议", "列席会议", "胜利召开", "圆满召开", "本报讯",
        "通讯员",   "记者",     "新闻网",   "近日,",    "日前,",    "作者:",
        "编辑:",    "转载",     "会上,",    "会后,",    "会议由",   "会议最后",
        "与会",     "会议表决", "会议通报", "分组讨论", "会议审议", NULL};
    int headings = 0, texts = 0, found = 0;
    bool event = false;
    for (int i = 0; i < o->n; i++) {
        const Part *p = &o->v[i];
        headings += genre_heads_section(p);
        if (p->kind == PART_HEADING || texts++ >= PARTS)
            continue;
        Arena a = scratch;
        Str rest = key_of(&a, p->text);
        for (int k = 0; cues[k]; k++)
            found += str_has(rest, str_of(cues[k]));
        while (str_given(rest))
            event |= tells_event(str_cut(&rest, S("。")));
    }
    return headings <= FEW_HEADINGS && found + event >= ENOUGH;
}

bool genre_is_disclosure(const Outline *o, Arena scratch)
{
    static const char *const sections[] = {
        "主动公开政府信息情况", "收到和处理政府信息公开申请",
        "政府信息公开行政复议", "依申请公开", NULL};
    enum { SHORT = 30, ENOUGH = 2 };
    int found = 0;
    for (int i = 0; i < o->n; i++) {
        Arena a = scratch;
        if (utf8_chars(o->v[i].text) <= SHORT)
            found += has_any(key_of(&a, o->v[i].text), sections) > 0;
    }
    return found >= ENOUGH;
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
