#include "ingest/page/headline.h"

#include "ingest/line/chrome.h"
#include "ingest/line/headline_tag.h"
#include "ingest/line/key.h"
#include "ingest/line/label.h"
#include "ingest/line/office.h"
#include "ingest/page/dateline.h"

enum {
    SHORTEST = 4, /* characters of a headline */
    LONGEST = 80,
    NEAR = 12,      /* pieces above the text that may hold it */
    NEAR_PLAIN = 3, /* where it is only bold or centred */
    WHOLE = 8,      /* score of a part of <title> */
    DATED = 1,      /* score of the date below */
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

/* A heading that the line with the date stands right below. */
static bool is_dated(const Page *page, int i)
{
    return page->v[i].b->kind == BLOCK_HEADING && i + 1 < page->n &&
           !page->v[i].b->chrome && !page->v[i + 1].b->chrome &&
           dateline_read(&page->v[i + 1]).date;
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
        bool dated = score && is_dated(page, i);
        score += dated ? DATED : 0;
        /* blogs link the headline to itself */
        if (p->b->link_chars * 2 > p->chars &&
            (p->b->kind != BLOCK_HEADING || score < NAMED))
            continue;
        bool plain = p->b->kind != BLOCK_HEADING;
        bool far =
            score < NAMED && !dated && i + (plain ? NEAR_PLAIN : NEAR) < start;
        bool part = best >= 0 && str_has(page->v[best].key, p->key) &&
                    page->v[best].chars > p->chars && most >= NAMED;
        if (score && !far && !part && is_nearer(p, score, most)) {
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
