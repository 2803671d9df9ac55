#include "ingest/html/main_edges.h"

#include "ingest/blocks/block_list.h"
#include "text/utf8.h"
#include "text/words.h"

enum {
    NOTICE = 150,   /* characters; a longer text may mention what notices do */
    PARAGRAPH = 20, /* characters of a paragraph that is fetched back */
    LITTLE = 120,   /* characters that may stand before it */
    SHORT = 60      /* a heading, a line of metadata */
};

typedef struct Edges {
    Block *v;
    int n;
    const DomNode **from;
    const Aside *aside;
} Edges;

int count_stops(Str s, int *commas)
{
    const char *p = s.s, *end = s.s + s.n;
    int ends = 0;
    *commas = 0;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        ends += r == 0x3002 || r == 0xFF1B || r == ';' || r == 0xFF01;
        *commas += r == 0xFF0C || r == ',' || r == 0x3001;
    }
    return ends;
}

/* What stands around articles and in none, in both scripts. */
static const char *const notices[] = {
    "版权所有",       "版權所有",   "ICP备",      "备案号",     "公网安备",
    "网站标识",       "技术支持：", "免责声明",   "免責聲明",   "责任编辑",
    "責任編輯",       "上一篇：",   "下一篇：",   "分享到",     "返回顶部",
    "返回頂部",       "关闭窗口",   "關閉視窗",   "打印本页",   "列印本頁",
    "登载此文",       "立场无关",   "凡本网",     "不代表本站", "不代表本网",
    "侵犯了您",       "请注明出处", "請註明出處", "仅代表作者", "僅代表作者",
    "并不意味着赞同", "不得转载",   "不得轉載",   NULL};
/* The same where they stand in no sentence. */
static const char *const mentions[] = {
    "主办",   "承办",   "邮编", "转载",   "轉載",   "浏览器", "瀏覽器",
    "扫一扫", "掃一掃", "扫码", "二维码", "客户端", NULL};
static WordSet notice_set = WORD_SET(notices);
static WordSet mention_set = WORD_SET(mentions);

bool is_notice(Str s)
{
    if (utf8_count(s) >= NOTICE)
        return false;
    return words_in(&notice_set, s) ||
           (!ends_sentence(s) && words_in(&mention_set, s));
}

/* Mostly links, of which none shows its address: a text that names pages does
 * that, menus do not. */
static bool is_link(const Block *b)
{
    return !shows_address(b->text) && b->kind != BLOCK_LINK &&
           b->link_chars * 3 > utf8_count(b->text);
}

/* Whether a and b stand in different columns of a layout table. */
static bool other_column(const DomNode *a, const DomNode *b)
{
    while (a && !dom_within(b, a))
        a = a->parent;
    return a && a->tag == DOM_TR;
}

/* A paragraph of prose or a numbered heading outside the article's element. */
static bool is_left_out(const Edges *e, int i, int at)
{
    const Block *b = &e->v[i];
    ptrdiff_t chars = utf8_count(b->text);
    int commas, ends = count_stops(b->text, &commas);
    bool prose =
        (ends || commas > 1) && ends_sentence(b->text) && chars >= PARAGRAPH;
    bool heading = begins_numbered(b->text) && chars <= SHORT;
    return (prose || heading) &&
           (b->kind == BLOCK_TEXT || b->kind == BLOCK_ITEM) && !b->chrome &&
           !is_link(b) && !is_notice(b->text) && !e->aside[e->from[i]->id] &&
           !other_column(e->from[i], e->from[at]);
}

/* What no part of the article stands in front of: its title, the line with
 * date and source. */
static bool is_title_or_data(const Block *b)
{
    bool colon = str_has(b->text, S("：")) || str_has(b->text, S(":"));
    return b->kind == BLOCK_HEADING || b->kind == BLOCK_TABLE ||
           (colon && utf8_count(b->text) <= SHORT * 2 &&
            !str_has(b->text, S("。")) && !begins_numbered(b->text));
}

/* Ends with a mark that no heading ends with; a colon may. */
static bool ends_as_sentence(Str s)
{
    static const Str colon = STR_INIT("：");
    if (str_ends(s, colon) || str_ends(s, S(":")))
        s.n -= str_ends(s, colon) ? colon.n : 1;
    return ends_sentence(s);
}

/* Headings of what follows an article, in both scripts. */
static const char *const behind[] = {
    "上一篇",       "下一篇",       "前一篇",     "后一篇",   "上一条",
    "下一条",       "相关新闻",     "相关阅读",   "相关链接", "相关文章",
    "相关报道",     "相关推荐",     "相關新聞",   "相關閱讀", "相關連結",
    "相關文章",     "相關報導",     "延伸阅读",   "延伸閱讀", "网友评论",
    "发表评论",     "最新评论",     "热门评论",   "我要评论", "網友評論",
    "發表評論",     "最新評論",     "我要評論",   "推荐阅读", "推薦閱讀",
    "为你推荐",     "为您推荐",     "為你推薦",   "為您推薦", "猜你喜欢",
    "猜你喜歡",     "热门文章",     "熱門文章",   "热门新闻", "熱門新聞",
    "热门推荐",     "熱門推薦",     "熱門點閱",   "评论列表", "精彩评论",
    "精彩推荐",     "编辑推荐",     "編輯推薦",   "今日推荐", "最新文章",
    "更多新闻",     "更多新聞",     "点击排行",   "阅读排行", "你可能感兴趣",
    "您可能感兴趣", "你可能也喜歡", "看过本文的", NULL};
static WordSet behind_set = WORD_SET(behind);

/* A short line behind which the page goes on with something else. */
static bool ends_article(const Block *b)
{
    enum { LINE = 60 };
    const char *p = b->text.s, *end = p + b->text.n;
    if (utf8_count(b->text) > LINE + 1 || ends_as_sentence(b->text) || p == end)
        return false;
    bool at_start = words_start(&behind_set, b->text) > 0;
    utf8_next(&p, end); /* 【 */
    return at_start || words_start(&behind_set, str_span(p, end)) > 0;
}

/* What the article does not go on behind: a heading of the page's, a notice. */
static bool begins_other(const Block *b)
{
    return (b->kind == BLOCK_HEADING && !begins_numbered(b->text)) ||
           is_notice(b->text) || ends_article(b);
}

/* Blocks from `at` on in steps of `step` up to the last one left out, with
 * little other text between: how many. */
static int left_out(const Edges *e, int at, int step)
{
    int found = 0;
    ptrdiff_t between = 0;
    for (int i = at + step; i >= 0 && i < e->n; i += step) {
        const Block *b = &e->v[i];
        if (b->chrome || is_link(b) || (step < 0 && is_title_or_data(b)) ||
            (step > 0 && begins_other(b)))
            break;
        between += utf8_count(b->text);
        if (is_left_out(e, i, at)) {
            found = (i - at) * step;
            between = 0;
        } else if (between > LITTLE) {
            break;
        }
    }
    return found;
}

static bool is_signature(const Block *b)
{
    static const Str ends[] = {
        STR_INIT("办事处"), STR_INIT("街道"),   STR_INIT("委员会"),
        STR_INIT("政府"),   STR_INIT("党工委"), STR_INIT("日"),
    };
    if (b->chrome || b->link_chars || utf8_count(b->text) > 30 ||
        str_has(b->text, S("：")) || str_has(b->text, S(":")))
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(b->text, ends[i]))
            return true;
    return false;
}

static int signatures(const Edges *e, int at)
{
    enum { MOST = 3 };
    int k = 0;
    while (k < MOST && at + k + 1 < e->n && is_signature(&e->v[at + k + 1]))
        k++;
    return k;
}

/* Lets go what stands behind such a line, where most of the text is in front
 * of it. */
static void cut_behind_end(Edges *e)
{
    enum { MOST = 60 };
    int64_t all = 0, before = 0;
    int commas;
    for (int i = 0; i < e->n; i++)
        if (e->v[i].main && count_stops(e->v[i].text, &commas))
            all += utf8_count(e->v[i].text);
    for (int i = 0; i < e->n; i++) {
        const Block *b = &e->v[i];
        if (!b->main)
            continue;
        if (before * 100 >= all * MOST && all && ends_article(b)) {
            while (i < e->n)
                e->v[i++].main = false;
            return;
        }
        if (count_stops(b->text, &commas))
            before += utf8_count(b->text);
    }
}

/* Lets go, amid the text, a line such as "related news" with the links under
 * it: a box that stands in the article's own cell. */
static void cut_boxes(Edges *e)
{
    enum { FEWEST = 2 };
    for (int i = 0; i < e->n; i++) {
        int k = i + 1;
        if (!e->v[i].main || !ends_article(&e->v[i]))
            continue;
        while (k < e->n && is_link(&e->v[k]))
            k++;
        for (int j = i; k - i > FEWEST && j < k; j++)
            e->v[j].main = false;
    }
}

static bool is_foreign(const Block *b)
{
    return !b->main || is_link(b) || is_notice(b->text);
}

/* The first and last block of main that are its own; false: there is none. */
static bool trim(Edges *e, int *first, int *last)
{
    int i = 0, j = e->n - 1;
    while (i < e->n && is_foreign(&e->v[i]))
        e->v[i++].main = false;
    while (j > i && is_foreign(&e->v[j]))
        e->v[j--].main = false;
    *first = i;
    *last = j;
    return i <= j;
}

void main_edges(Block *v, int n, const DomNode **from, const Aside *aside,
                bool exact)
{
    Edges e = {v, n, from, aside};
    int first, last;
    cut_behind_end(&e);
    cut_boxes(&e);
    if (!trim(&e, &first, &last))
        return;
    int beg = exact ? first : first - left_out(&e, first, -1);
    int end = exact ? last : last + left_out(&e, last, 1);
    end += signatures(&e, end);
    for (int i = beg; i <= end; i++)
        if (i < first || i > last)
            v[i].main = true;
}
