#include "ingest/page/meta_value.h"

#include "ingest/line/key.h"
#include "ingest/line/office.h"
#include "text/date_address.h"
#include "text/date_short.h"
#include "text/date_stamp.h"
#include "text/date_western.h"

static bool worthless(Str v)
{
    static const char *const nothing[] = {
        "本站", "本网", "本网站", "原创",     "网络", "互联网",   "无", "未知",
        "转载", "--",   "网友",   "网友投稿", "投稿", "作者原创", NULL};
    return starts_any(v, nothing) == v.n || str_starts(v, S("http")) ||
           str_starts(v, S("www."));
}

/* v without what follows it behind a space: the next label of a table, which
 * ours does not know, behind an office; counters and buttons behind any name.
 */
static Str first_office(Str v)
{
    static const char *const counters[] = {
        "跟贴", "跟帖", "评论", "网友", "手机看", "我要",
        "我来", "点击", "阅读", "浏览", "参与",   "查看",
        "进入", "有",   "已有", "字号", "字体",   NULL};
    for (ptrdiff_t i = 0; (i = str_find(v, S(" "), i)) >= 0; i++)
        if (starts_any(str_skip(v, i + 1), counters)) {
            v = utf8_trim(str_head(v, i));
            break;
        }
    ptrdiff_t space = str_find(v, S(" "), 0);
    Str front = str_head(v, space > 0 ? space : v.n);
    return space > 0 && is_office(front) && !is_office(str_skip(v, space + 1))
               ? front
               : v;
}

/* v without a button of the page that is glued to an office's name. */
static Str without_button(Str v)
{
    static const char *const buttons[] = {"举报", "打印", "关闭", "分享",
                                          "收藏", "纠错", "评论", NULL};
    ptrdiff_t n = ends_any(v, buttons);
    Str front = trim_value(str_head(v, v.n - n));
    return n && is_office(front) ? front : v;
}

static void set_office(Str *field, Str v, Arena *perm)
{
    enum { LONGEST = 45 };
    v = without_button(first_office(trim_value(v)));
    if (!field->n && !worthless(v) && utf8_chars(v) <= LONGEST &&
        utf8_chars(v) >= 2 && !date_find(v, NULL))
        *field = tidy_title(perm, v);
}

/* 发布机构 wins over 发布部门, wherever it stands. */
static void set_publisher(Meta *m, Str v, int rank, Arena *perm)
{
    Str found = {0};
    set_office(&found, v, perm);
    if (found.n && (!m->publisher.n || rank < m->publisher_rank)) {
        m->publisher = found;
        m->publisher_rank = rank;
    }
}

void meta_set_day(Meta *m, Date d, int rank)
{
    if (m->latest && d > m->latest)
        return; /* the page was there already */
    if (d && (!m->published || rank < m->date_rank)) {
        m->published = d;
        m->date_rank = rank;
    }
}

/* The full date of a day that is shown without its year: the one that the page
 * says elsewhere, if only as that of its last change. */
static Date complete_day(const RawPage *raw, int day)
{
    enum { YEAR = 10000, MOST_TAGS = 100 };
    Date known[] = {raw->told, raw->hinted, date_of_address(raw->url)};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i] && known[i] % YEAR == day)
            return known[i];
    for (int i = 0; i < raw->nmetas && i < MOST_TAGS; i++) {
        Date d = date_of_stamp(raw->metas[i].content);
        if (d && d % YEAR == day)
            return d;
    }
    return 0;
}

/* The day in a value. */
static Date day_of_value(const Page *page, Str v)
{
    enum { SHORT = 60 };
    Date d = date_find(v, NULL);
    if (d || utf8_count(v) > SHORT)
        return d;
    d = date_find_western(v, NULL, NULL);
    if (!d)
        d = date_short(v);
    int day = d ? 0 : date_month_day(v);
    return day ? complete_day(page->raw, day) : d;
}

void meta_set_date(Page *page, Str v, int rank)
{
    meta_set_day(&page->meta, day_of_value(page, v), rank);
}

/* The rank of who issued the page, by 发布 alone. */
enum { ISSUED_BY = 4 };

static bool has_digit(Str v)
{
    for (ptrdiff_t i = 0; i < v.n; i++)
        if (str_is_digit(v, i))
            return true;
    return false;
}

static bool index_like(Str v)
{
    return has_digit(v) && utf8_chars(v) >= 4 && utf8_chars(v) <= 60;
}

/* v without what follows a number in ASCII behind a space: the next label of a
 * table, which ours does not know. */
static Str first_index(Str v)
{
    ptrdiff_t n = 0;
    while (n < v.n && v.s[n] > ' ' && !(v.s[n] & 0x80))
        n++;
    bool han = n + 1 < v.n && v.s[n] == ' ' && (v.s[n + 1] & 0x80);
    return han && index_like(str_head(v, n)) ? str_head(v, n) : v;
}

static void set_author(Meta *m, Str v, Arena *perm)
{
    Str found = {0};
    set_office(&found, v, perm);
    if (!m->author.n && is_office(found))
        m->author = found;
}

bool meta_take(Page *page, const Label *l, Str v, bool foot, Arena *perm)
{
    Meta *m = &page->meta;
    switch (l->field) {
    case F_INDEX:
        v = first_index(v);
        if (!m->index_no.n && index_like(v))
            m->index_no = utf8_tidy(perm, v);
        return index_like(v);
    case F_PUBLISHER:
        set_publisher(m, v, l->rank, perm);
        return utf8_chars(v) <= 45;
    case F_ORIGIN:
        set_office(&m->origin, v, perm);
        return utf8_chars(v) <= 45;
    case F_AUTHOR:
        set_author(m, v, perm);
        return utf8_chars(v) <= 60;
    case F_ISSUED:
        if (!day_of_value(page, v) && !has_digit(v))
            set_publisher(m, v, ISSUED_BY, perm);
        /* fall through */
    case F_DATE:
        meta_set_date(page, v, l->rank + (foot ? RANK_FOOT : 0));
        return day_of_value(page, v) != 0;
    case F_TITLE:
        if (!m->title.n && utf8_chars(v) >= 4)
            m->title = tidy_title(perm, v);
        return utf8_chars(v) <= 90;
    default:
        return utf8_chars(v) <= 60;
    }
}

void meta_set_origin(Meta *m, Str v, Arena *perm)
{
    set_office(&m->origin, v, perm);
}
