#include "ingest/page/entries.h"

#include "ingest/page/dateline.h"
#include "text/utf8.h"

enum {
    FEWEST = 5,      /* entries */
    SHORTEST = 2,    /* characters of a title that is a heading */
    TITLE = 6,       /* and of one that is only a link: names are shorter */
    MOMENT = 22,     /* of the longest date with its time */
    TEXT = 15,       /* characters of a line that is text */
    ABOVE = 3,       /* pieces above its date in which an entry has its title */
    NEARLY_ALL = 60, /* percent of the page's text that stands in entries */
    MOST = 75        /* percent of it that one entry may have */
};

/* A heading, or a link that is longer than the name of who wrote an answer. */
static bool may_be_title(const Piece *p)
{
    bool heading = p->b->kind == BLOCK_HEADING && p->chars >= SHORTEST;
    bool linked = p->b->link_chars * 2 > p->chars && p->chars >= TITLE;
    return (heading || linked) && p->b->kind != BLOCK_LINK;
}

/* The piece with the title of the entry that is dated at i: the linked part of
 * the same line, or above it; -1: there is none. */
static int title_of(const Page *page, int i, int after)
{
    const Piece *p = &page->v[i];
    int rest = (int)utf8_count(p->b->text) - p->b->link_chars;
    if (p->b->link_chars >= TITLE && rest > 0 && rest <= MOMENT)
        return i;
    for (int k = i - 1; k > after && k >= i - ABOVE; k--)
        if (may_be_title(&page->v[k]) && !dateline_read(&page->v[k]).date)
            return k;
    return -1;
}

/* The line at i dates what the page's title, right above it, names. */
static bool dates_title(const Page *page, int i)
{
    for (int k = i - 1; k >= 0 && k >= i - ABOVE; k--)
        if (page->v[k].role == ROLE_TITLE)
            return true;
    return false;
}

/* The element that a date stands in, with its classes. */
static Str element_of(const Piece *p)
{
    return str_skip(p->b->path, str_rfind_byte(p->b->path, '>') + 1);
}

static int text_of(const Piece *p)
{
    bool text =
        p->prose || (p->chars >= TEXT && p->b->link_chars * 2 < p->chars);
    return text && p->b->kind != BLOCK_LINK ? p->chars : 0;
}

bool page_is_of_entries(const Page *page)
{
    int64_t all = 0, inside = 0, entry = 0, longest = 0;
    int entries = 0, last = -1;
    Str element = {0};
    for (int i = 0; i < page->n; i++) {
        const Piece *p = &page->v[i];
        bool dated = (!entries || str_eq(element_of(p), element)) &&
                     dateline_read(p).date;
        int title = dated ? title_of(page, i, last) : -1;
        if (title >= 0 && p->b->reply &&
            page->v[title].b->kind != BLOCK_HEADING)
            return false; /* a thread */
        if (dated && !entries &&
            (title >= 0 ? page->v[title].role == ROLE_TITLE
                        : dates_title(page, i)))
            return false; /* the page is this article */
        if (title >= 0) {
            element = entries++ ? element : element_of(p);
            last = i;
            entry = 0;
        } else {
            int text = text_of(p);
            all += text;
            entry += text;
            inside += entries ? text : 0;
            longest = entries && entry > longest ? entry : longest;
        }
    }
    return entries >= FEWEST && inside * 100 >= all * NEARLY_ALL &&
           longest * 100 <= inside * MOST;
}
