#include "ingest/page/bound.h"

#include "ingest/blocks/block_list.h"
#include "ingest/line/key.h"
#include "ingest/line/line_form.h"
#include "ingest/line/numbering.h"
#include "ingest/line/office.h"
#include "ingest/page/title.h"

void piece_mark(Piece *p, Role role, Str rule)
{
    if (p->role != ROLE_BODY)
        return;
    p->role = role;
    p->rule = rule;
}

/* A line of nothing but links, of which none shows its address. */
static bool is_link_row(const Piece *p)
{
    return !shows_address(p->text) && p->b->link_chars > 0 &&
           p->b->link_chars * 10 >= p->chars * 8 && p->b->kind != BLOCK_LINK;
}

Str bound_mark(const Piece *p, Zone zone)
{
    if (p->label)
        return S("meta");
    if (p->numbered)
        return (Str){0};
    Str rule = chrome_rule(p->key, p->chars, zone);
    if (rule.n)
        return rule;
    return is_link_row(p) && !p->prose ? S("links") : (Str){0};
}

/* The share of the prose that stands before piece i, in percent. */
static int share_before(const Page *page, int i)
{
    int64_t before = 0, all = 0;
    for (int k = 0; k < page->n; k++) {
        const Piece *p = &page->v[k];
        if (!p->prose || p->role != ROLE_BODY)
            continue;
        all += p->chars;
        before += k < i ? p->chars : 0;
    }
    return all ? (int)(before * 100 / all) : 0;
}

/* Behind the last piece that may be the report's: a line after which the page
 * has none, where nearly all prose stands before it. */
static int page_limit(const Page *page)
{
    enum { NEARLY_ALL = 90 };
    int64_t before = 0, all = 0;
    for (int i = 0; i < page->n; i++)
        if (page->v[i].prose && page->v[i].role == ROLE_BODY)
            all += page->v[i].chars;
    for (int i = 0; i < page->n; i++) {
        const Piece *p = &page->v[i];
        if (p->prose && p->role == ROLE_BODY)
            before += p->chars;
        else if (all && before * 100 >= all * NEARLY_ALL &&
                 p->role == ROLE_BODY && !p->numbered &&
                 chrome_ends_page(p->key, p->chars))
            return i;
    }
    return page->n;
}

/* What may follow the last sentence and the first furniture, and is still the
 * report's: who signs it and when, its annexes. */
static bool is_closing(const Piece *p)
{
    static const char *const starts[] = {"附件:", "附件1", "附:",    "附表",
                                         "注:",   "(此件", "附件一", NULL};
    Date d;
    return is_office(p->text) || is_date_line(p->key, &d) ||
           starts_any(p->key, starts);
}

/* The same of piece i by what stands before it: the further names of 附件：1.
 * ... 2. ... */
static bool closes_at(const Page *page, int i)
{
    enum { MOST_ANNEXES = 30 };
    const Piece *p = &page->v[i];
    if (is_closing(p))
        return true;
    for (int k = i; k > 0 && k > i - MOST_ANNEXES && !p->prose; k--) {
        if (numbering_of(page->v[k].text).kind != NUMBER_ARABIC)
            return false;
        if (str_starts(page->v[k - 1].key, S("附件")))
            return true;
    }
    return false;
}

/* 附件： and nothing after it but the page's furniture. */
static bool is_empty_annex(const Page *page, int i)
{
    static const char *const names[] = {"附件:", "附件", "附:", NULL};
    const Piece *p = &page->v[i], *next = p + 1;
    return starts_any(p->key, names) == p->key.n &&
           (i + 1 >= page->n || next->role != ROLE_BODY ||
            bound_mark(next, ZONE_FOOT).n > 0);
}

/* What stands between the title and the article's element is the report's as
 * much as what is inside it, and so is a signature right behind. */
static void reclaim(Page *page)
{
    int title = -1, first = -1, last = -1;
    for (int i = 0; i < page->n; i++) {
        const Piece *p = &page->v[i];
        if (p->role == ROLE_TITLE && first < 0)
            title = i;
        if (p->role == ROLE_BODY && p->prose && first < 0)
            first = i;
        if (p->role == ROLE_BODY)
            last = i;
    }
    for (int i = title + 1; title >= 0 && i < first && !page->headline; i++)
        if (str_eq(page->v[i].rule, S("outside-main")) && !page->v[i].prose) {
            bool again = str_eq(page->v[i].key, page->v[title].key);
            page->v[i].role = again ? ROLE_TITLE : ROLE_BODY;
            page->v[i].rule = again ? S("title") : page->v[i].rule;
        }
    for (int i = last + 1; last >= 0 && i < page->n; i++) {
        Piece *p = &page->v[i];
        if (!str_eq(p->rule, S("outside-main")) || !closes_at(page, i))
            break;
        p->role = ROLE_BODY;
    }
}

/* Where a signature ends that starts behind `prose`, or -1. */
static int signature_end(const Page *page, int prose, int limit)
{
    Date d;
    for (int i = prose + 1; i < limit; i++) {
        const Piece *p = &page->v[i];
        bool dated =
            is_date_line(p->key, &d) || office_before_date(p->text).n > 0;
        if (dated) {
            while (i + 1 < limit && closes_at(page, i + 1))
                i++;
            return i + 1;
        }
    }
    return -1;
}

static void bound_foot(Page *page, int prose, int limit)
{
    int end = signature_end(page, prose, limit);
    bool over = false;
    page->last = limit;
    for (int i = prose + 1; i < page->n; i++) {
        Piece *p = &page->v[i];
        Str rule = bound_mark(p, ZONE_FOOT);
        if (!rule.n && is_empty_annex(page, i))
            rule = S("annex");
        if (!rule.n && end >= 0 && i >= end)
            rule = S("after-end");
        if (i >= limit && !rule.n)
            rule = S("after-end");
        if (rule.n && !over) {
            over = true;
            page->last = i < page->last ? i : page->last;
        }
        if (rule.n)
            piece_mark(p, p->label ? ROLE_META : ROLE_CHROME,
                       p->label ? S("meta") : rule);
        else if (over && !closes_at(page, i) && !p->prose)
            piece_mark(p, ROLE_CHROME, S("after-end"));
        else if (over && p->role == ROLE_BODY)
            page->last = i + 1;
    }
}

/* The last line of more than `shortest` characters that may be of the text,
 * where no line has a sentence; or -1. */
static int last_line(const Page *page, int limit, int shortest)
{
    int last = -1;
    for (int i = 0; i < limit; i++) {
        const Piece *p = &page->v[i];
        if (p->role == ROLE_BODY && p->chars > shortest &&
            p->b->kind != BLOCK_LINK && !bound_mark(p, ZONE_HEAD).n &&
            (shortest || !bound_mark(p, ZONE_FOOT).n))
            last = i;
    }
    return last;
}

/* A line of a program. */
static bool is_code(const Piece *p)
{
    int han = 0;
    const char *s = p->key.s, *end = s + p->key.n;
    if (!p->b->pre || !p->b->main || p->chars <= 1)
        return false;
    while (s < end)
        han += rune_is_han(utf8_next(&s, end));
    return han * 4 <= p->chars;
}

/* The last line of programs that the article shows, or -1. */
static int last_code(const Page *page, int limit)
{
    enum { FEWEST = 5 };
    int lines = 0, last = -1;
    for (int i = 0; i < limit; i++)
        if (page->v[i].role == ROLE_BODY && is_code(&page->v[i])) {
            lines++;
            last = i;
        }
    return lines >= FEWEST ? last : -1;
}

/* The last line of what the article's element goes on with behind piece `prose`
 * in no sentences, as lists of things do: most of it is neither links nor
 * furniture, and no one has signed before. -1: there is too little. */
static int last_listed(const Page *page, int prose, int limit)
{
    enum { FEWEST = 5, TEXT = 200, MOST = 50 };
    int64_t own = 0, all = 0;
    int lines = 0, last = -1;
    if (!page->raw->html || prose < 0 || signature_end(page, prose, limit) >= 0)
        return -1;
    for (int i = prose + 1; i < limit; i++) {
        const Piece *p = &page->v[i];
        if (p->role != ROLE_BODY || !p->b->main || p->b->kind == BLOCK_LINK)
            continue;
        all += p->chars;
        if (bound_mark(p, ZONE_FOOT).n)
            continue;
        own += p->chars - p->b->link_chars;
        lines++;
        last = i;
    }
    bool enough = lines >= FEWEST && own >= TEXT && own * 100 >= all * MOST;
    return enough ? last : -1;
}

void page_bound(Page *page)
{
    enum { SHORT = 8 };
    reclaim(page);
    int limit = page_limit(page), first = -1, last = -1, title = -1;
    for (int i = 0; i < page->n; i++)
        if (page->v[i].role == ROLE_TITLE)
            title = i;
    if (share_before(page, title) > 30)
        title = -1; /* repeated within the text */
    for (int i = 0; i < limit; i++) {
        const Piece *p = &page->v[i];
        if (p->role != ROLE_BODY || !p->prose)
            continue;
        if (first < 0 && i > title)
            first = i;
        last = i;
    }
    page->first = 0;
    page->last = limit;
    if (first < 0) { /* no sentence anywhere: only labels and furniture go */
        first = title + 1;
        last = last_line(page, limit, SHORT);
        if (last < 0)
            last = last_line(page, limit, 0);
        last = last < first - 1 ? first - 1 : last;
    }
    int code = last_code(page, limit);
    last = code > last ? code : last;
    int listed = last_listed(page, last, limit);
    last = listed > last ? listed : last;
    bound_head(page, first);
    for (int i = page->first; i < last && i < page->n; i++) {
        Piece *p = &page->v[i];
        bool sure = !p->prose && !p->numbered;
        Str rule = sure ? chrome_rule(p->key, p->chars, ZONE_INSIDE) : (Str){0};
        if (rule.n)
            piece_mark(p, ROLE_CHROME, rule);
    }
    bound_foot(page, last < page->first - 1 ? page->first - 1 : last, limit);
}
