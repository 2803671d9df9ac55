#include "ingest/headline.h"

#include "ingest/chrome.h"
#include "ingest/dateline.h"
#include "ingest/headline_tag.h"
#include "ingest/key.h"
#include "ingest/label.h"
#include "ingest/office.h"

enum {
    SHORTEST = 4, /* characters of a headline */
    LONGEST = 80,
    NEAR = 12,      /* pieces above the text that may hold it */
    NEAR_PLAIN = 3, /* where it is only bold or centred */
    WHOLE = 8,      /* score of a part of <title> */
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
    return !p->label && p->chars <= LONGEST && p->b->kind != BLOCK_TABLE &&
           p->b->kind != BLOCK_LINK &&
           !chrome_rule(p->key, p->chars, ZONE_HEAD).n;
}

static bool is_shown(const Piece *p)
{
    return p->b->kind == BLOCK_HEADING || p->b->bold || p->b->centred;
}

/* A headline of two or three characters (春晓) is one where it is shown as one
 * and <title> begins with it. */
static bool is_long_enough(const Piece *p, const HeadlineTag *tag,
                           Arena scratch)
{
    enum { SHORTEST_NAMED = 2 };
    return p->chars >= SHORTEST ||
           (p->chars >= SHORTEST_NAMED && is_shown(p) && tag->n &&
            str_eq(key_of(&scratch, tag->part[0]), p->key));
}

/* How sure it is that a line is the headline: by <title>, else by its form. */
static int headline_score(const Piece *p, const HeadlineTag *tag, Arena scratch)
{
    bool heading = p->b->kind == BLOCK_HEADING && p->b->level <= 3;
    int form = heading ? 4 - p->b->level : 0;
    form += p->b->bold || p->b->centred;
    int known = headline_known(tag, p->key, scratch);
    if (known < 0 || (!known && dateline_read(p).date))
        return 0;
    return known || !p->prose ? known + form : 0;
}

/* Whether a line that <title> knows, too, is the headline rather than the best
 * so far: the name of a blog stands above, in larger letters. */
static bool is_nearer(const Piece *p, int score, int most)
{
    return score >= most || (score > WHOLE && most > WHOLE && is_shown(p));
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

/* Whether the line could be a headline that nothing shows as one. */
static bool is_plain_headline(const Piece *p)
{
    enum { SHORTEST_PLAIN = 5, LONGEST_PLAIN = 40 };
    static const char *const ends[] = {"，", "。", "：", "；", "、",
                                       ",",  ":",  ";",  "」", NULL};
    return may_be_headline(p) && p->chars >= SHORTEST_PLAIN &&
           p->chars <= LONGEST_PLAIN && !p->prose && !p->numbered &&
           !p->b->link_chars && !p->b->chrome && !date_find(p->text, NULL) &&
           !ends_any(p->text, ends) && !is_office(p->text);
}

/* Where no line is known or shown as the headline: the one right above the
 * line with the date; else the last one above the text, where that is all that
 * its element has above it. */
static int plain_headline(const Page *page, int start)
{
    enum { ABOVE = 4 };
    for (int i = start; i > 0 && i > start - ABOVE; i--)
        if (i < page->n && dateline_read(&page->v[i]).date &&
            is_plain_headline(&page->v[i - 1]))
            return i - 1;
    const Piece *p = start > 0 && start < page->n ? &page->v[start - 1] : NULL;
    bool alone = p && (start < 2 || p[-1].b->chrome ||
                       chrome_rule(p[-1].key, p[-1].chars, ZONE_HEAD).n > 0);
    bool first = p && (alone || (p->b->main && !p[-1].b->main));
    return first && is_plain_headline(p) ? start - 1 : -1;
}

void headline_find(Page *page, Arena *perm, Arena scratch)
{
    if (page->title.n || !page->raw->html)
        return;
    HeadlineTag tag = headline_tag(page->raw->title_tag, perm);
    int start = text_start(page), best = -1, most = 0;
    /* the line itself may look like a sentence */
    int stop = start < page->n ? start + 1 : page->n;
    for (int i = 0; i < stop; i++) {
        const Piece *p = &page->v[i];
        if (!may_be_headline(p) || !is_long_enough(p, &tag, scratch))
            continue;
        int score = headline_score(p, &tag, scratch);
        /* blogs link the headline to itself */
        if (p->b->link_chars * 2 > p->chars &&
            (p->b->kind != BLOCK_HEADING || score < NAMED))
            continue;
        bool plain = p->b->kind != BLOCK_HEADING;
        bool far = score < NAMED && i + (plain ? NEAR_PLAIN : NEAR) < start;
        if (score && !far && is_nearer(p, score, most)) {
            best = i;
            most = score;
        }
    }
    if (best < 0 && !headline_in_tag(&tag))
        best = plain_headline(page, start);
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
    bool weak = page->meta.date_rank >= RANK_UPDATE;
    if ((page->meta.published && !weak) || !page->raw->html)
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
    bool update = page->meta.date_rank == RANK_UPDATE;
    if (page->meta.published && (line.written || !d || (update && !line.told)))
        return; /* a label below the text, or of a change, is surer */
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
