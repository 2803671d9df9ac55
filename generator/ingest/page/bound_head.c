#include "ingest/line/key.h"
#include "ingest/line/line_form.h"
#include "ingest/line/office.h"
#include "ingest/page/bound.h"

/* What goes between a title and the text and is the report's: the session at
 * which it was given, a date in brackets, a salutation. */
static bool is_subtitle(const Piece *p)
{
    static const char *const starts[] = {"——", "—", "(", "--", NULL};
    static const char *const has[] = {"会议上", "大会上",   "全会上", "审议",
                                      "讨论稿", "各位代表", "同志们", NULL};
    Date d;
    if (is_date_line(p->key, &d) &&
        (!str_has(p->key, S("月")) || is_padded_date(p->text)))
        return false; /* (2022-11-28) */
    return starts_any(p->key, starts) || has_any(p->key, has);
}

/* A value without a label, as heads have them. */
static bool is_value(const Piece *p)
{
    static const char *const access[] = {"主动公开", "依申请公开", "不予公开",
                                         "免予公开", NULL};
    Date d;
    if (starts_any(p->key, access) == p->key.n)
        return true;
    return is_date_line(p->key, &d) || is_office(p->text) ||
           is_index_line(p->key) || office_with_date(p->text, &d).n ||
           date_with_words(p->text);
}

/* A day in full, 2022年1月5日: written by whoever wrote the report. */
static bool is_written_date(const Piece *p)
{
    Date d;
    return is_date_line(p->key, &d) && str_has(p->key, S("日"));
}

/* A day written out that the session's name follows: 2024年2月1日 / 在某市第
 * 十八届人民代表大会第二次会议上. */
static bool is_session_date(const Page *page, int i)
{
    static const char *const sessions[] = {"会议", "大会", "全会", NULL};
    const Piece *p = &page->v[i];
    return i + 1 < page->n && is_written_date(p) &&
           str_starts(p[1].key, S("在")) && has_any(p[1].key, sessions);
}

/* What stands above a title on the cover of a report: the session, the number
 * of the document; not the short name of a column. */
static bool is_cover_line(const Piece *p)
{
    enum { SHORTEST = 6 };
    static const char *const words[] = {"会议", "大会", "全会", "文件", NULL};
    bool number = str_has(p->key, S("【")) && str_ends(p->key, S("号"));
    return number || is_subtitle(p) ||
           (p->chars >= SHORTEST && has_any(p->key, words));
}

/* Where a cover starts that the report has above the last showing of its title
 * (piece `title`), or `title`. Inside an article's element all that stands
 * below an earlier showing, `top`, and the page's metadata is the report's,
 * elsewhere only what looks like it. */
static int cover_start(const Page *page, int top, int title)
{
    int from = title;
    while (from > 0 && from - 1 != top) {
        const Piece *p = &page->v[from - 1];
        bool own =
            page->raw->html && from - 1 > top ? p->b->main : is_cover_line(p);
        if (p->role != ROLE_BODY || !own || bound_mark(p, ZONE_HEAD).n ||
            (is_value(p) && !is_written_date(p) && !is_office(p->text)))
            break;
        from--;
    }
    return from;
}

/* Whether labels stand between two showings of the title: what follows without
 * a label is then the report's and not the page's. */
static bool has_labels(const Page *page, int top, int title)
{
    for (int i = top + 1; i < title; i++)
        if (page->v[i].label)
            return true;
    return false;
}

typedef struct Head {
    int top, title; /* first and last showing of the title, or -1 */
    int cover;      /* where the report's own cover starts, else = title */
    bool labelled;  /* page's metadata stand above the last showing */
} Head;

static Head find_head(const Page *page, int first)
{
    Head h = {-1, -1, -1, false};
    for (int i = 0; i < first; i++)
        if (page->v[i].role == ROLE_TITLE) {
            h.title = i;
            h.top = h.top < 0 ? i : h.top;
        }
    /* Outside the article's element it was furniture before it was a title. */
    for (int i = 0; i < h.top; i++)
        if (str_eq(page->v[i].key, page->v[h.top].key))
            h.top = i;
    h.cover = cover_start(page, h.top, h.title);
    h.labelled = h.title > h.top && has_labels(page, h.top, h.title);
    return h;
}

/* A value without a label that is the page's: not an office or a day written
 * out on the report's own cover. */
static bool is_page_value(const Page *page, const Head *h, int i)
{
    const Piece *p = &page->v[i];
    bool own = (i > h->title && h->labelled) || h->cover < h->title ||
               is_session_date(page, i);
    return i > h->top && h->title >= 0 && is_value(p) && !is_subtitle(p) &&
           !(own && i >= h->cover &&
             (is_written_date(p) || is_office(p->text)));
}

/* The rule for a piece above page->first, or the absent string: it is the
 * report's. */
static Str head_rule(const Page *page, const Head *h, int i)
{
    const Piece *p = &page->v[i];
    Str rule = bound_mark(p, ZONE_HEAD);
    if (rule.n)
        return rule;
    if (is_page_value(page, h, i))
        return S("head-value");
    if (i < h->title)
        return i < h->cover ? S("before-title") : (Str){0};
    return h->title < 0 && !p->prose ? S("before-text") : (Str){0};
}

void bound_head(Page *page, int prose)
{
    int first = 0;
    for (int i = prose - 1; i >= 0 && !first; i--) {
        const Piece *p = &page->v[i];
        Date d;
        if (p->role != ROLE_BODY || bound_mark(p, ZONE_HEAD).n ||
            (is_date_line(p->key, &d) && !is_subtitle(p) &&
             !is_session_date(page, i)))
            first = i + 1;
    }
    Head h = find_head(page, first);
    /* Values that follow the title, before the text starts. */
    while (h.title >= 0 && first < prose && is_value(&page->v[first]) &&
           !is_session_date(page, first))
        first++;
    page->first = first;
    for (int i = 0; i < first; i++) {
        Piece *p = &page->v[i];
        Str rule = head_rule(page, &h, i);
        if (rule.n)
            piece_mark(p, p->label ? ROLE_META : ROLE_CHROME, rule);
    }
}
