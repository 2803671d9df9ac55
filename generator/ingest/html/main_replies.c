#include "ingest/html/main_replies.h"

#include "ingest/blocks/block_list.h"
#include "ingest/line/key.h"

/* Posts show by lines of one kind between them, marks: who wrote, when to the
 * minute, the how manieth it is. The article is the first text between marks
 * that is about as long as the longest; it is answered from the next mark on,
 * where enough marks follow. */
typedef enum Mark {
    MARK_NONE,
    MARK_POST,   /* a name and a time */
    MARK_FIRST,  /* the same, and it says that it is of the article */
    MARK_ANSWER, /* the same, of an answer */
    MARK_HEADING /* of a list of comments */
} Mark;

enum {
    ARTICLE = 100,   /* weight of an article that can be answered */
    LINE = 60,       /* characters of a mark */
    BESIDE = 40,     /* of them beside date and time */
    INLINE = 400,    /* characters of an answer that ends with its time */
    HEAD_LINE = 40,  /* characters of a heading */
    FEWEST_POSTS = 3 /* marks that make a thread by themselves */
};

/* Where a date with hours and minutes stands in s; false: it has none. */
static bool find_moment(Str s, ptrdiff_t *at, ptrdiff_t *end)
{
    if (!date_find_span(s, at, end))
        return false;
    ptrdiff_t i = *end;
    while (i < s.n && (s.s[i] == ' ' || s.s[i] == ',' || s.s[i] == '|'))
        i++;
    ptrdiff_t n =
        str_is_digit(s, i) + (str_is_digit(s, i) && str_is_digit(s, i + 1));
    if (!n || i + n >= s.n || s.s[i + n] != ':' || !str_is_digit(s, i + n + 1))
        return false;
    i += n;
    while (i < s.n && (str_is_digit(s, i) || s.s[i] == ':'))
        i++;
    *end = i;
    return true;
}

/* N of 第N楼, N楼, N# at the start or end of s, or 0. */
static int floor_of(Str s)
{
    static const char *const units[] = {"楼", "#", NULL};
    for (ptrdiff_t i = 0; i < s.n; i++) {
        ptrdiff_t k = i;
        int v = 0;
        if (str_is_digit(s, i - 1))
            continue;
        for (; str_is_digit(s, k) && v < 10000; k++)
            v = v * 10 + (s.s[k] - '0');
        if (k > i && starts_any(str_skip(s, k), units))
            return v;
    }
    return 0;
}

/* 评论, 评论(7), 网友评论：..., 7条评论. */
static bool is_heading(Str s, ptrdiff_t chars)
{
    static const char *const starts[] = {
        "网友评论",   "发表评论", "最新评论", "读者评论", "评论列表",
        "精彩评论",   "全部评论", "相关评论", "文章评论", "网友留言",
        "我来说两句", "查看评论", "热门跟帖", "网友跟帖", "读者留言",
        "评论(",      "评论（",   "评论:",    "评论：",   "回复(",
        "發表評論",   "最新評論", "網友評論", "網友留言", "評論(",
        "評論（",     "回應(",    "回覆(",    "Comments", NULL};
    static const char *const whole[] = {"评论", "回复", "留言",     "跟帖",
                                        "跟贴", "回帖", "所有评论", "評論",
                                        "回應", "回覆", NULL};
    if (chars > HEAD_LINE || ends_sentence(s))
        return starts_any(s, starts) > 0 && chars <= LINE;
    return starts_any(s, starts) || starts_any(s, whole) == s.n ||
           (ends_any(s, whole) && str_has(s, S("条")));
}

/* A table of one post: what a forum says of its author. */
static bool is_member(Str s)
{
    static const char *const words[] = {"注册", "积分", "等级", "级别", "发帖",
                                        "帖数", "精华", "威望", "楼",   NULL};
    return has_any(s, words) > 0;
}

static bool has_figure(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (str_is_digit(s, i))
            return true;
    return str_has(s, S(":")) || str_has(s, S("："));
}

static Mark kind_of_post(Str s)
{
    static const char *const answers[] = {
        "回复日期", "回复时间", "回复于", "悄悄话", "re:",    "Re:",
        "游客",     "评论于",   "网友",   "回覆於", "回應於", NULL};
    static const char *const firsts[] = {"楼主", "osted",    "阅读", "浏览",
                                         "来源", "提交日期", NULL};
    int floor = floor_of(s);
    if (has_any(s, answers) || floor > 1)
        return MARK_ANSWER;
    return has_any(s, firsts) || floor == 1 ? MARK_FIRST : MARK_POST;
}

/* How the headings of answers begin. */
static const char *const answer_starts[] = {"re:",  "Re:", "RE:", "回复",
                                            "# re", "#",   NULL};

static Mark mark_of(const Block *b)
{
    static const char *const stops[] = {"，", "。", "；", NULL};
    static const char *const opens[] = {"[", "(", "（", "【", NULL};
    Str s = b->text;
    ptrdiff_t at = 0, end = 0;
    if (b->kind == BLOCK_LINK || s.n > INLINE * 4)
        return MARK_NONE;
    ptrdiff_t chars = utf8_count(s);
    if (b->kind == BLOCK_TABLE)
        return is_member(s) && date_find(s, NULL) ? MARK_ANSWER : MARK_NONE;
    if (is_heading(s, chars))
        return MARK_HEADING;
    if (b->kind == BLOCK_HEADING && b->link_chars * 3 > chars &&
        !starts_any(s, answer_starts))
        return MARK_NONE; /* the title of another article */
    if (chars <= 6 && floor_of(s))
        return floor_of(s) > 1 ? MARK_ANSWER : MARK_FIRST;
    if (chars > INLINE || !find_moment(s, &at, &end))
        return MARK_NONE;
    Str before = str_head(s, at), after = utf8_trim(str_skip(s, end));
    if (chars <= LINE &&
        chars - utf8_count(str_span(s.s + at, s.s + end)) <= BESIDE &&
        !has_any(s, stops))
        return kind_of_post(s);
    bool bracketed = ends_any(before, opens) && utf8_count(after) <= 1;
    return bracketed ? MARK_ANSWER : MARK_NONE;
}

/* The text between two marks. */
typedef struct Part {
    int from, to; /* blocks, `to` is the mark behind it, or n */
    int weight;
} Part;

static Part part_at(const Block *v, int n, const int *weight, int from)
{
    Part p = {from, from, 0};
    while (p.to < n && (v[p.to].chrome || !mark_of(&v[p.to])))
        p.weight += weight[p.to++];
    return p;
}

/* The first part that is about as long as the longest. */
static Part article_of(const Block *v, int n, const int *weight)
{
    int most = 0;
    for (int i = 0; i <= n;) {
        Part p = part_at(v, n, weight, i);
        most = p.weight > most ? p.weight : most;
        i = p.to + 1;
    }
    for (int i = 0; i <= n;) {
        Part p = part_at(v, n, weight, i);
        if (p.weight * 2 >= most)
            return p;
        i = p.to + 1;
    }
    return (Part){n, n, 0};
}

typedef struct Count {
    int posts, answers, headings;
    int titles; /* headings of the page's: further articles, no answers */
    int last;   /* the last mark */
} Count;

static Count count_marks(const Block *v, int n, int from)
{
    Count c = {.last = from};
    for (int i = from; i < n; i++) {
        const Block *b = &v[i];
        if (b->chrome)
            continue;
        Mark m = mark_of(b);
        c.titles += !m && b->kind == BLOCK_HEADING &&
                    !starts_any(b->text, answer_starts);
        c.posts += m == MARK_POST || m == MARK_FIRST || m == MARK_ANSWER;
        c.answers += m == MARK_ANSWER;
        c.headings += m == MARK_HEADING;
        c.last = m ? i : c.last;
    }
    return c;
}

/* Whether the mark behind the article is its own, not that of an answer: the
 * marks stand behind the posts, so that no text follows the last of them. */
static bool is_own(const Block *v, int n, const int *weight, Part article,
                   const Count *c)
{
    Mark m = mark_of(&v[article.to]);
    for (int i = 0; i < article.from; i++)
        if (!v[i].chrome && mark_of(&v[i]) == MARK_POST)
            return false;
    if (m != MARK_POST)
        return m == MARK_FIRST;
    return c->last + 1 >= n || (!weight[c->last + 1] && !c->answers);
}

/* Behind the article stands what the forum says of who wrote the answer. */
static int before_member(const Block *v, int from, int mark)
{
    enum { MEMBER = 80, NAME = 14 };
    int i = mark;
    bool seen = false;
    while (i - 1 > from && !v[i - 1].chrome) {
        const Block *b = &v[i - 1];
        ptrdiff_t chars = utf8_count(b->text);
        bool member = chars <= MEMBER && is_member(b->text) &&
                      (chars <= NAME || has_figure(b->text)) &&
                      !ends_sentence(b->text);
        if (!member && !(seen && chars <= NAME && !ends_sentence(b->text)))
            break;
        seen |= member;
        i--;
    }
    return seen ? i : mark;
}

int replies_start(Block *v, int n, const int *weight)
{
    Part article = article_of(v, n, weight);
    if (article.weight < ARTICLE || article.to >= n)
        return n;
    Count c = count_marks(v, n, article.to);
    bool thread =
        c.posts >= FEWEST_POSTS || (c.posts && (c.headings || c.answers > 1));
    if (!thread || c.titles > 1)
        return n;
    int answers = article.to;
    if (is_own(v, n, weight, article, &c))
        do /* 楼主 | 2005-8-12 10:22 may be two blocks */
            answers++;
        while (answers < n && mark_of(&v[answers]) == MARK_POST);
    for (int i = answers; i < n; i++)
        v[i].reply = true;
    return before_member(v, article.from, article.to);
}
