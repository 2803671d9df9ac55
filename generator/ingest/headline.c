#include "ingest/headline.h"

#include "ingest/chrome.h"
#include "ingest/dateline.h"
#include "ingest/key.h"
#include "ingest/label.h"
#include "ingest/office.h"

enum {
    SHORTEST = 4, /* characters of a headline */
    LONGEST = 80,
    NEAR = 12,      /* pieces above the text that may hold it */
    NEAR_PLAIN = 3, /* where it is only bold or centred */
    NAMED = 5       /* score from which <title> has the headline, too */
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
        if (str_eq(p->key, key) && p->b->kind != BLOCK_LINK) {
            p->role = ROLE_TITLE;
            p->rule = S("title");
        }
    }
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
        /* blogs link the headline to itself */
        if (p->b->link_chars * 2 > p->chars &&
            (p->b->kind != BLOCK_HEADING || score < NAMED))
            continue;
        bool plain = p->b->kind != BLOCK_HEADING;
        bool far = score < NAMED && i + (plain ? NEAR_PLAIN : NEAR) < start;
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
        if (dateline_read(&page->v[i]).date)
            piece_mark(&page->v[i], ROLE_META, S("head-date"));
}

/* The first date line among `count` pieces from `from` on. */
static Dateline date_near(const Page *page, int from, int count)
{
    Dateline line = {0};
    for (int i = from; i < from + count && i < page->n && !line.date; i++)
        line = dateline_read(&page->v[i]);
    return line;
}

/* A date above the title: one that says so, or that stands right above it and
 * is no clock. */
static Date date_above(const Page *page, int title)
{
    enum { ABOVE = 6, RIGHT_ABOVE = 2 };
    for (int i = title - 1; i >= 0 && i >= title - ABOVE; i--) {
        const Piece *p = &page->v[i];
        Dateline line = dateline_read(p);
        bool near = i >= title - RIGHT_ABOVE;
        if (line.date && !(line.weekday && !p->b->main) && !p->b->chrome &&
            !line.linked && (near || (line.told && !line.weekday)))
            return line.date;
    }
    return 0;
}

/* A date alone behind the text, which no office signs with. */
static bool is_foot_date(const Page *page, int i, const Dateline *line)
{
    const Piece *p = &page->v[i];
    bool signs = i > 0 && (is_office(page->v[i - 1].text) ||
                           (!page->v[i - 1].prose && !line->told));
    return line->date && !line->written && !p->label && !signs;
}

/* A line that the dates of other articles and of replies stand below. */
static bool begins_other(const Piece *p)
{
    static const char *const starts[] = {"评论", "回复", "留言", "跟帖",
                                         "相关", "网友", "游客", "【评论",
                                         "最新", "热门", NULL};
    return p->b->kind == BLOCK_HEADING || starts_any(p->key, starts) > 0 ||
           chrome_ends_page(p->key, p->chars);
}

/* The date behind the text; where it is the last line of it, and no signature,
 * it leaves the text. */
static Date date_below(Page *page, int last)
{
    enum { BELOW = 4 };
    Piece *p = last > 0 ? &page->v[last - 1] : NULL;
    if (p && p->role == ROLE_BODY) {
        Dateline line = dateline_read(p);
        if (is_foot_date(page, last - 1, &line)) {
            piece_mark(p, ROLE_META, S("foot-date"));
            return line.date;
        }
    }
    for (int i = last; i < page->n && i < last + BELOW; i++) {
        if (begins_other(&page->v[i]))
            break;
        Dateline line = dateline_read(&page->v[i]);
        if (line.date && !line.weekday && !line.linked)
            return line.date;
    }
    return 0;
}

/* Behind the last piece of the text. */
static int text_end(const Page *page)
{
    int last = page->n;
    while (last > 0 && page->v[last - 1].role != ROLE_BODY)
        last--;
    return last > 0 ? last : page->last;
}

void headline_date(Page *page)
{
    enum { FIRST_LINES = 3 };
    int title = -1, top = -1, start = page->first, last = text_end(page);
    bool foot = page->meta.date_rank >= RANK_FOOT;
    if ((page->meta.published && !foot) || !page->raw->html)
        return;
    for (int i = 0; i < page->n && i < start; i++)
        if (page->v[i].role == ROLE_TITLE) {
            title = i;
            top = top < 0 ? i : top;
        }
    Dateline line = {0};
    if (title >= 0)
        line = date_near(page, title, start - title);
    if (!line.date && top < title)
        line = date_near(page, top, title - top);
    if (!line.date)
        line = date_near(page, start, FIRST_LINES);
    Date d = line.date;
    if (page->meta.published && (line.written || !d))
        return; /* a label below the text is surer */
    if (!d)
        d = date_above(page, title >= 0 ? title : start);
    if (!d)
        d = date_below(page, last);
    bool later = page->meta.latest && d > page->meta.latest;
    if (d && !later) {
        page->meta.published = d;
        page->meta.date_rank = RANK_BARE;
    }
}
