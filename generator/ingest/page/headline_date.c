#include "ingest/line/chrome.h"
#include "ingest/line/key.h"
#include "ingest/line/label.h"
#include "ingest/line/office.h"
#include "ingest/page/date_split.h"
#include "ingest/page/dateline.h"
#include "ingest/page/entries.h"
#include "ingest/page/headline.h"

/* Characters of a line that says no more than the day. */
enum { LONGEST_DAY = 18 };

/* Whether a linked date begins a list of entries, the latest first; the dates
 * of answers to an article come later than its own. */
static bool is_first_of_list(const Page *page, int i, Date d)
{
    for (int k = i + 1; k < page->n; k++) {
        Dateline next = dateline_read(&page->v[k]);
        if (next.date && next.inside)
            return next.date <= d;
    }
    return false;
}

/* The first date line among `count` pieces from `from` on. */
static Dateline date_near(Page *page, int from, int count)
{
    Dateline line = {0};
    for (int i = from; i < from + count && i < page->n && !line.date; i++) {
        Piece *p = &page->v[i];
        line = dateline_read(p);
        if (line.inside && is_first_of_list(page, i, line.date))
            line = (Dateline){0};
        /* what says time or source is no line of the text, even there */
        bool bare = !line.written && p->chars <= LONGEST_DAY;
        if (line.date && (line.told || bare) && !p->prose)
            piece_mark(p, ROLE_META, S("head-date"));
    }
    return line;
}

/* The line is of an element that its class calls a date: what tells the day of
 * a diary from a site's clock. */
static bool is_named_date(const Piece *p)
{
    static const char *const names[] = {"date", "time", "post", "entry", NULL};
    static const char *const clocks[] = {"now",  "today", "clock", "top",
                                         "head", "nav",   "local", NULL};
    Str path = p->b->path;
    Str last = str_skip(path, str_rfind_byte(path, '>') + 1);
    Str names_of = str_skip(last, str_find(last, S("."), 0) + 1);
    return names_of.n < last.n && has_any(names_of, names) &&
           !has_any(names_of, clocks);
}

/* The page of a newspaper stands beside the day: 第A3版:要闻. */
static bool has_edition(const Page *page, int i)
{
    enum { BESIDE = 3, LONGEST = 16 };
    for (int k = i; k < page->n && k < i + BESIDE; k++) {
        Str key = page->v[k].key;
        ptrdiff_t at = str_find(key, S("第"), 0);
        ptrdiff_t end = at < 0 ? -1 : str_find(key, S("版"), at);
        if (end > at && end - at < LONGEST)
            return true;
    }
    return false;
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
        bool edition = line.weekday && has_edition(page, i);
        bool clock = line.weekday && !line.fact && !p->b->main && !edition &&
                     !(near && is_named_date(p));
        if (line.date && !clock && !p->b->chrome && !line.linked &&
            (near || edition || line.fact || (line.told && !line.weekday)))
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
    bool alone = line->told || p->chars <= LONGEST_DAY;
    return line->date && alone && !line->written && !p->label && !signs;
}

/* A line that the dates of other articles and of replies stand below. */
static bool begins_other(const Piece *p)
{
    static const char *const starts[] = {"评论", "回复", "留言", "跟帖",
                                         "相关", "网友", "游客", "【评论",
                                         "最新", "热门", NULL};
    static const char *const neighbours[] = {"上一", "下一", "前一", "后一",
                                             NULL};
    return p->b->kind == BLOCK_HEADING || starts_any(p->key, starts) > 0 ||
           (chrome_ends_page(p->key, p->chars) &&
            !starts_any(p->key, neighbours));
}

/* The date behind the text; where it is the last line of it, and no signature,
 * it leaves the text. */
static Date date_below(Page *page, int last)
{
    enum { BELOW = 4, FAR_BELOW = 8, TAIL = 3 };
    for (int i = last - 1; i >= 0 && i >= last - TAIL; i--) {
        Piece *p = &page->v[i];
        Dateline line = dateline_read(p);
        if (p->role != ROLE_BODY || (i < last - 1 && page->v[i + 1].prose))
            break;
        if (!is_foot_date(page, i, &line))
            continue;
        piece_mark(p, ROLE_META, S("foot-date"));
        while (++i < last) /* a licence, a name */
            piece_mark(&page->v[i], ROLE_CHROME, S("after-end"));
        return line.date;
    }
    for (int i = last; i < page->n && i < last + FAR_BELOW; i++) {
        if (begins_other(&page->v[i]))
            break;
        Dateline line = dateline_read(&page->v[i]);
        bool clock = line.weekday && !line.fact;
        bool near = i < last + BELOW || line.fact;
        if (line.date && near && !clock && !line.linked)
            return line.date;
    }
    return 0;
}

/* A newspaper and its day in brackets, with which a text ends:
 * ……。（江城晚报 2005-08-12） */
static Date date_cited(const Page *page, int last)
{
    static const char *const media[] = {"报", "网", "社", "刊",
                                        "台", "站", "版", NULL};
    enum { LONGEST = 25 };
    Str text = last > 0 ? page->v[last - 1].text : (Str){0};
    ptrdiff_t at = -1, date = 0, end = 0;
    if (!str_ends(text, S(")")) && !str_ends(text, S("）")))
        return 0;
    for (ptrdiff_t i = 0; (i = str_find(text, S("("), i)) >= 0; i++)
        at = i;
    for (ptrdiff_t i = 0; (i = str_find(text, S("（"), i)) >= 0; i++)
        at = i > at ? i : at;
    Str inside = str_skip(text, at + 1);
    Date d = at >= 0 && utf8_count(inside) <= LONGEST
                 ? date_find_span(inside, &date, &end)
                 : 0;
    Str before = utf8_trim(str_head(inside, date));
    return d && !has_sentence(inside) && ends_any(before, media) ? d : 0;
}

/* Behind the last piece of the text. */
static int text_end(const Page *page)
{
    int last = page->n;
    while (last > 0 && page->v[last - 1].role != ROLE_BODY)
        last--;
    return last > 0 ? last : page->last;
}

static void find_date(Page *page)
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
    if (!d)
        d = split_date(page, top >= 0 ? top : start, start);
    bool update = page->meta.date_rank == RANK_UPDATE;
    if (page->meta.published && (line.written || !d || (update && !line.told)))
        return; /* a label below the text, or of a change, is surer */
    if (!d)
        d = date_above(page, title >= 0 ? title : start);
    if (!d && start < page->n)
        d = dateline_opening(&page->v[start]);
    if (!d)
        d = date_below(page, last);
    if (!d)
        d = date_cited(page, last);
    bool later = page->meta.latest && d > page->meta.latest;
    if (d && !later) {
        page->meta.published = d;
        page->meta.date_rank = RANK_BARE;
    }
}

void headline_date(Page *page)
{
    find_date(page);
    bool shown = page->meta.published && page->meta.date_rank != RANK_META &&
                 page->meta.date_rank != RANK_SCRIPT;
    if (page->raw->html && shown && page_is_of_entries(page)) {
        page->meta.published = 0;
        page->meta.date_rank = RANK_NONE;
    }
}
