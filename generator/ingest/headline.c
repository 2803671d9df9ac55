#include "ingest/headline.h"

#include "ingest/chrome.h"
#include "ingest/key.h"
#include "ingest/label.h"

enum {
    SHORTEST = 4, /* characters of a headline */
    LONGEST = 80,
    NEAR = 12,      /* pieces above the text that may hold it */
    NEAR_PLAIN = 3, /* where it is only bold or centred */
    DATE_LINE = 90, /* characters of a line that bears the date */
    SHORT = 40,     /* and of one that begins with it */
    FIGURES = 17    /* bytes of a date in figures */
};

/* The first piece of the text: of a paragraph that the structure or the form
 * gives to the article. */
static int text_start(const Page *page)
{
    for (int i = 0; i < page->n; i++)
        if (page->v[i].prose && page->v[i].role == ROLE_BODY)
            return i;
    for (int i = 0; i < page->n; i++)
        if (page->v[i].b->main && page->v[i].role == ROLE_BODY)
            return i;
    return page->n;
}

static bool may_be_headline(const Piece *p)
{
    return !p->label && p->chars >= SHORTEST && p->chars <= LONGEST &&
           p->b->kind != BLOCK_TABLE && p->b->kind != BLOCK_LINK &&
           p->b->link_chars * 2 <= p->chars &&
           !chrome_rule(p->key, p->chars, ZONE_HEAD).n;
}

/* How sure it is that a line is the headline; tag: key of <title>. Sites put
 * their own name behind the article's, or cut the article's short. */
static int headline_score(const Piece *p, Str tag)
{
    bool heading = p->b->kind == BLOCK_HEADING && p->b->level <= 3;
    int score = heading ? 4 - p->b->level : 0;
    score += p->b->bold || p->b->centred;
    if (str_starts(tag, p->key))
        return score + 8;
    if (tag.n >= 30 && str_starts(p->key, str_head(tag, 30)))
        return score + 6;
    if (p->chars >= 8 && str_has(tag, p->key))
        return score + 5;
    return !p->prose ? score : 0;
}

static void mark_all(Page *page, Str key, int until)
{
    for (int i = 0; i < page->n && i <= until; i++) {
        Piece *p = &page->v[i];
        if (str_eq(p->key, key)) {
            p->role = ROLE_TITLE;
            p->rule = S("title");
        }
    }
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The date of a line that says when something was put up: alone, with a time,
 * with a source or the like; 0 where the line speaks of something else. */
static Date line_date(const Piece *p)
{
    static const char *const others[] = {
        "星期",     "农历", "今天", "现在时间", "copyright", "©",
        "版权",     "icp",  "举行", "召开",     "会议",      "有效期",
        "截止",     "施行", "通过", "截至",     "上一篇",    "下一篇",
        "免责声明", "成立", "注册", "最后登录", NULL};
    static const char *const facts[] = {
        "来源", "作者", "发布", "发表",   "时间", "日期", "阅读",
        "浏览", "点击", "编辑", "记者",   "字号", "字体", "稿源",
        "责编", "评论", "转载", "posted", "by",   "于",   NULL};
    ptrdiff_t end = 0;
    Date d = p->chars <= DATE_LINE ? date_find(p->text, &end) : 0;
    if (!d || p->b->kind == BLOCK_TABLE || p->b->link_chars * 2 > p->chars ||
        has_any(p->key, others))
        return 0;
    Str after = utf8_trim(str_skip(p->text, end));
    bool time =
        after.n >= 4 && is_digit(after.s[0]) &&
        (after.s[1] == ':' || (is_digit(after.s[1]) && after.s[2] == ':'));
    bool alone = p->chars <= 14;
    bool leads = !p->prose && p->chars <= SHORT && end <= FIGURES &&
                 is_digit(p->text.s[0]);
    return time || alone || leads || (!p->prose && has_any(p->key, facts)) ? d
                                                                           : 0;
}

void headline_find(Page *page, Arena *perm)
{
    if (page->title.n || !page->raw->html)
        return;
    Str tag = key_of(perm, page->raw->title_tag);
    int start = text_start(page), best = -1, most = 0;
    /* the line itself may look like a sentence */
    int stop = start < page->n ? start + 1 : page->n;
    for (int i = 0; i < stop; i++) {
        const Piece *p = &page->v[i];
        if (!may_be_headline(p))
            continue;
        int score = headline_score(p, tag);
        bool plain = p->b->kind != BLOCK_HEADING;
        bool far = score < 5 && i + (plain ? NEAR_PLAIN : NEAR) < start;
        if (score && !far && score >= most) {
            best = i;
            most = score;
        }
    }
    if (best < 0)
        return;
    page->title = tidy_title(perm, page->v[best].text);
    page->headline = true;
    mark_all(page, page->v[best].key, stop);
    for (int i = best + 1; i < start; i++)
        if (line_date(&page->v[i]))
            piece_mark(&page->v[i], ROLE_META, S("head-date"));
}

/* The nearest date from `from` on, in steps, over at most `count` pieces. */
static Date date_near(const Page *page, int from, int step, int count)
{
    for (int i = from, k = 0; k < count && i >= 0 && i < page->n;
         i += step, k++) {
        Date d = line_date(&page->v[i]);
        if (d)
            return d;
    }
    return 0;
}

void headline_date(Page *page)
{
    enum { ABOVE = 6, BELOW = 4, FIRST_LINES = 3 };
    int title = -1, start = page->first, last = page->last;
    if (page->meta.published || !page->raw->html)
        return;
    for (int i = 0; i < page->n && i < start; i++)
        if (page->v[i].role == ROLE_TITLE)
            title = i;
    Date d = 0;
    if (title >= 0) {
        d = date_near(page, title, 1, start - title);
        if (!d)
            d = date_near(page, start, 1, FIRST_LINES);
        if (!d)
            d = date_near(page, title - 1, -1, ABOVE);
    } else {
        d = date_near(page, start, 1, FIRST_LINES);
        if (!d)
            d = date_near(page, start - 1, -1, ABOVE + ABOVE);
    }
    if (!d)
        d = date_near(page, last, 1, BELOW);
    bool later = page->meta.latest && d > page->meta.latest;
    if (d && !later) {
        page->meta.published = d;
        page->meta.date_rank = RANK_BARE;
    }
}
