#include "ingest/main_edges.h"

#include "ingest/block_list.h"
#include "text/utf8.h"

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

static bool has_any(Str s, const Str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_has(s, words[i]))
            return true;
    return false;
}

bool is_notice(Str s)
{
    static const Str always[] = {
        STR_INIT("版权所有"),       STR_INIT("ICP备"),
        STR_INIT("备案号"),         STR_INIT("公网安备"),
        STR_INIT("网站标识"),       STR_INIT("技术支持："),
        STR_INIT("免责声明"),       STR_INIT("责任编辑"),
        STR_INIT("上一篇："),       STR_INIT("下一篇："),
        STR_INIT("分享到"),         STR_INIT("返回顶部"),
        STR_INIT("关闭窗口"),       STR_INIT("打印本页"),
        STR_INIT("登载此文"),       STR_INIT("立场无关"),
        STR_INIT("凡本网"),         STR_INIT("不代表本站"),
        STR_INIT("不代表本网"),     STR_INIT("侵犯了您"),
        STR_INIT("请注明出处"),     STR_INIT("仅代表作者"),
        STR_INIT("并不意味着赞同"),
    };
    static const Str in_no_sentence[] = {
        STR_INIT("主办"), STR_INIT("承办"),   STR_INIT("邮编"),
        STR_INIT("转载"), STR_INIT("浏览器"), STR_INIT("扫一扫"),
        STR_INIT("扫码"), STR_INIT("二维码"), STR_INIT("客户端"),
    };
    if (utf8_count(s) >= NOTICE)
        return false;
    return has_any(s, always, sizeof always / sizeof *always) ||
           (!ends_sentence(s) &&
            has_any(s, in_no_sentence,
                    sizeof in_no_sentence / sizeof *in_no_sentence));
}

static bool is_link(const Block *b)
{
    return b->kind != BLOCK_LINK && b->link_chars * 3 > utf8_count(b->text);
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
    bool prose = ends && ends_sentence(b->text) && chars >= PARAGRAPH;
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

/* A short line behind which the page goes on with something else. */
static bool ends_article(const Block *b)
{
    enum { LINE = 60 };
    static const Str starts[] = {
        STR_INIT("上一篇"),   STR_INIT("下一篇"),   STR_INIT("前一篇"),
        STR_INIT("后一篇"),   STR_INIT("上一条"),   STR_INIT("下一条"),
        STR_INIT("相关新闻"), STR_INIT("相关阅读"), STR_INIT("相关链接"),
        STR_INIT("相关文章"), STR_INIT("相关报道"), STR_INIT("相关推荐"),
        STR_INIT("网友评论"), STR_INIT("发表评论"), STR_INIT("最新评论"),
        STR_INIT("热门评论"), STR_INIT("我要评论"), STR_INIT("推荐阅读"),
        STR_INIT("为你推荐"), STR_INIT("为您推荐"), STR_INIT("猜你喜欢"),
        STR_INIT("热门文章"), STR_INIT("评论列表"), STR_INIT("精彩评论"),
    };
    Str text = b->text;
    static const Str colon = STR_INIT("：");
    if (str_ends(text, colon) || str_ends(text, S(":")))
        text.n -= str_ends(text, colon) ? colon.n : 1;
    if (utf8_count(text) > LINE || ends_sentence(text))
        return false;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        ptrdiff_t at = str_find(text, starts[i], 0);
        if (at >= 0 && utf8_count(str_head(text, at)) <= 1) /* 【 */
            return true;
    }
    return false;
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
