#include "ingest/page/dateline.h"

#include "ingest/line/key.h"
#include "text/date_short.h"
#include "text/date_western.h"
#include "text/words.h"

#include <string.h>

enum {
    LONGEST = 90, /* characters of a line that bears the date */
    BESIDE = 16,  /* and of what stands beside it, where it is no known fact */
    DAY = 8       /* characters of the shortest date */
};

/* What lines speak of that have another date. */
static const char *const others[] = {
    "农历",   "今天",      "现在",   "当前时间",  "北京时间", "您好",
    "欢迎",   "copyright", "©",      "版权",      "icp",      "举行",
    "召开",   "开幕",      "有效期", "截止",      "截至",     "上一篇",
    "下一篇", "免责声明",  "上次",   "创建于",    "建站",     "本站最",
    "本站更", "本站创",    "本站建", "网站更",    "网站最",   "最近更新",
    "访客",   "℃",         "gmt",    "processed", "timenow",  "timeisnow",
    "摄",     "拍摄",      "生于",   "出生",      "逝世",     "最后由",
    "】修改", NULL};
/* The same, unless they stand behind the date of a line that names source,
 * author or the like. */
static const char *const asides[] = {"会议", "施行", "实施", "通过", "成立",
                                     "注册", "登录", "登陆", "天气", "执行",
                                     "附件", "有效", "结束", "开始", NULL};
static WordSet aside_set = WORD_SET(asides);
static WordSet other_set = WORD_SET(others);

/* What stands beside the date of an article. */
static const char *const facts[] = {
    "来源",   "作者",   "发布",       "发表", "阅读", "浏览", "点击",
    "编辑",   "记者",   "字号",       "字体", "稿源", "责编", "评论",
    "转载",   "posted", "published:", "by",   "载于", "写于", "刊于",
    "录入",   "发信站", "人气",       "【大", "打印", "楼主", "date:",
    "版】",   "版)",    "回复",       "标签", "分类", "栏目", "类别",
    "关键词", "关键字", NULL};
static WordSet fact_set = WORD_SET(facts);

/* What may stand in front of 时间 and 日期 where they are an article's. */
static const char *const acts[] = {
    "发布", "发表", "更新", "录入", "添加", "上传", "提交", "投稿",
    "刊登", "刊出", "张贴", "贴文", "收录", "加入", "整理", "编辑",
    "创建", "发稿", "发文", "上网", "公开", "公布", "生成", "撰写",
    "写作", "稿件", "信息", "文章", "新闻", "帖子", "发帖", "来稿",
    "采集", "推荐", "审核", "成稿", "修改", "公告", "见报", "出版",
    "播出", "入库", "转载", "阅读", "发送", "填写", NULL};
static WordSet act_set = WORD_SET(acts);

static bool is_han(Rune r)
{
    return r >= 0x4E00 && r <= 0x9FFF;
}

/* 时间 or 日期 of something else: 报名时间, 活动日期. */
static bool is_of_event(Str key)
{
    static const Str words[] = {STR_INIT("时间"), STR_INIT("日期")};
    for (int k = 0; k < 2; k++)
        for (ptrdiff_t at = 0; (at = str_find(key, words[k], at)) >= 0; at++) {
            Str front = str_head(key, at);
            const char *p = front.s + at;
            if (at && is_han(utf8_prev(&p, front.s)) &&
                !words_end(&act_set, front))
                return true;
        }
    return false;
}

/* A weekday in front of s or at its end, by which it is cut; bytes of it. */
static ptrdiff_t weekday_at(Str s)
{
    static const char *const days[] = {"星期", "周", NULL};
    static const char *const numbers[] = {"一", "二", "三", "四", "五",
                                          "六", "日", "天", NULL};
    ptrdiff_t n = starts_any(s, days);
    ptrdiff_t number = n ? starts_any(str_skip(s, n), numbers) : 0;
    return number ? n + number : 0;
}

/* s with its full-width digits made ASCII, in room for LONGEST characters. */
static Str narrow_digits(Str s, char *room)
{
    enum { ZERO = 0xFF10, NINE = 0xFF19 };
    const char *p = s.s, *end = s.s + s.n;
    ptrdiff_t n = 0;
    bool wide = false;
    while (p < end) {
        const char *q = p;
        Rune r = utf8_next(&p, end);
        if (r >= ZERO && r <= NINE) {
            room[n++] = (char)('0' + (r - ZERO));
            wide = true;
        } else {
            memcpy(room + n, q, (size_t)(p - q));
            n += p - q;
        }
    }
    return wide ? (Str){room, n} : s;
}

/* hh:mm or hh时 in front of s: its bytes, or 0. */
static ptrdiff_t time_at(Str s)
{
    ptrdiff_t n =
        str_is_digit(s, 0) + (str_is_digit(s, 0) && str_is_digit(s, 1));
    Str rest = str_skip(s, n);
    bool colon = str_starts(rest, S(":")) || str_starts(rest, S("："));
    if (!n ||
        !(colon || str_starts(rest, S("时")) || str_starts(rest, S("点"))))
        return 0;
    ptrdiff_t colon_bytes = rest.s[0] == ':' ? 1 : 3;
    if (colon && !str_is_digit(rest, colon_bytes))
        return 0;
    static const char *const units[] = {":",  "：", "时", "点", "分",
                                        "秒", "AM", "PM", NULL};
    for (;;) {
        ptrdiff_t unit = starts_any(str_skip(s, n), units);
        if (unit)
            n += unit;
        else if (str_is_digit(s, n))
            n++;
        else
            return n;
    }
}

static Str skip_marks(Str s)
{
    while (s.n && (s.s[0] == ' ' || s.s[0] == ',' || s.s[0] == 'T'))
        s = str_skip(s, 1);
    return s;
}

/* The line goes on with the end of a span of days. */
static bool is_span(Str after)
{
    static const char *const joints[] = {"至", "到",  "—", "～", "~",
                                         "－", " - ", "-", NULL};
    Str rest = skip_marks(after);
    ptrdiff_t n = starts_any(rest, joints);
    return n && str_is_digit(skip_marks(str_skip(rest, n)), 0);
}

/* The name of a newspaper or the like, as it is quoted: 《江城晚报》. */
static bool is_quoted_medium(Str s)
{
    enum { LONGEST_NAME = 14 };
    static const char *const ends[] = {"报》", "刊》", "网》", "志》",
                                       "社》", "台》", NULL};
    return str_starts(s, S("《")) && str_find(s, S("》"), 0) == s.n - 3 &&
           ends_any(s, ends) && utf8_count(s) <= LONGEST_NAME;
}

/* Few words beside the date, and no sentence. */
static bool is_short(Str before, Str after)
{
    static const char *const marks[] = {"，", "。", "；", "、", "：",
                                        "“",  "《", "?",  "？", NULL};
    return utf8_count(before) + utf8_count(after) <= BESIDE &&
           (!has_any(before, marks) || is_quoted_medium(before)) &&
           !has_any(after, marks);
}

/* An address in front, as portals print their own: www.example.com. */
static Str skip_address(Str s)
{
    ptrdiff_t n = 0;
    while (n < s.n && s.s[n] > ' ' && !(s.s[n] & 0x80))
        n++;
    Str word = str_head(s, n);
    return str_has(word, S(".")) && !str_is_digit(word, 0)
               ? utf8_trim(str_skip(s, n))
               : s;
}

bool dateline_of_answer(Str key)
{
    static const char *const seats[] = {"沙发", "板凳", "地板", NULL};
    Str rest = str_starts(key, S("#")) ? str_skip(key, 1) : key;
    ptrdiff_t n = 0;
    while (str_is_digit(rest, n))
        n++;
    bool first = n == 1 && rest.s[0] <= '1';
    bool floor = str_starts(str_skip(rest, n), S("楼")) || rest.n < key.n ||
                 (str_starts(str_skip(rest, n), S("#")) && n < 4);
    return (n && n < 6 && floor && !first) || starts_any(key, seats);
}

/* Characters of the piece that are in links for sure: of its block's, those
 * that the rest of the block has no room for. */
static int linked_chars(const Piece *p)
{
    int rest = (int)utf8_count(p->b->text) - (int)utf8_count(p->text);
    return p->b->link_chars > rest ? p->b->link_chars - rest : 0;
}

Dateline dateline_read(const Piece *p)
{
    Dateline none = {0}, line = {0};
    ptrdiff_t at = 0, end = 0;
    char room[LONGEST * 8];
    if (p->chars > LONGEST || p->b->kind == BLOCK_TABLE || p->b->reply ||
        p->text.n > (ptrdiff_t)sizeof room)
        return none;
    Str text = narrow_digits(p->text, room);
    int linked = linked_chars(p);
    line.linked = linked * 2 > p->chars;
    line.inside = p->chars - linked < DAY;
    bool prose = p->prose && !str_has(p->key, S("wasposted"));
    line.date = date_find_span(text, &at, &end);
    if (!line.date)
        line.date = date_find_western(text, &at, &end);
    if (!line.date)
        line.date = date_find_short(text, &at, &end);
    line.fact = !prose && words_in(&fact_set, p->key) > 0;
    Str front = line.fact ? str_head(text, at) : p->key;
    if (!line.date || words_in(&other_set, p->key) ||
        words_in(&aside_set, front) || is_of_event(p->key) ||
        dateline_of_answer(p->key))
        return none;
    Str before = skip_address(utf8_trim(str_head(text, at)));
    Str after = str_skip(text, end);
    if (is_span(after))
        return none;
    after = skip_marks(after);
    line.weekday = str_has(p->key, S("星期")) || weekday_at(after) > 0;
    after = skip_marks(str_skip(after, weekday_at(after)));
    ptrdiff_t time = time_at(after);
    after = utf8_trim(str_skip(after, time));
    Str day = str_span(text.s + at, text.s + end);
    line.written = !time && str_has(day, S("月"));
    line.told = time || line.fact;
    if (prose && (!time || str_has(text, S("。"))))
        return none;
    if (p->b->kind == BLOCK_HEADING && !line.told && before.n + after.n)
        return none; /* a headline of that day: 2005年8月12日停水公告 */
    if (line.inside)
        return line.told && is_short(before, after) ? line : none;
    bool beside = !line.linked && is_short(before, after);
    return line.told || beside ? line : none;
}

Date dateline_opening(const Piece *p)
{
    enum { FRONT = 30 }; /* bytes: a bracket, a site's name */
    static const char *const ends[] = {" ", "]", "】", ")", "）", "　", NULL};
    ptrdiff_t at = 0, end = 0;
    Date d = date_find_span(p->text, &at, &end);
    Str after = str_skip(p->text, end);
    ptrdiff_t gap = after.n - skip_marks(after).n;
    ptrdiff_t time = d && at <= FRONT ? time_at(skip_marks(after)) : 0;
    Str front = str_head(p->text, at);
    bool told = time && starts_any(str_skip(after, gap + time), ends);
    return told && !str_has(front, S("，")) && !str_has(front, S("。")) ? d : 0;
}
