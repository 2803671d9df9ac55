#include "ingest/metadata.h"

#include "ingest/dateline.h"
#include "ingest/key.h"
#include "ingest/label_rows.h"
#include "ingest/office.h"
#include "text/date_address.h"
#include "text/date_short.h"
#include "text/date_stamp.h"
#include "text/date_western.h"

/* Only separators before i. */
static bool leads(Str s, ptrdiff_t i)
{
    return !trim_value(str_head(s, i)).n;
}

static bool values_short(const Segments *g)
{
    enum { LONG_VALUE = 90, LONG_SENTENCE = 30 };
    for (int i = 0; i < g->n; i++) {
        ptrdiff_t n = utf8_chars(g->v[i].text);
        if (g->v[i].label->field == F_LONG)
            continue;
        if (n > LONG_VALUE ||
            (n > LONG_SENTENCE && str_has(g->v[i].text, S("。"))))
            return false;
    }
    return true;
}

/* A long line that has no label near its start is a paragraph. */
static bool starts_late(Str text)
{
    enum { LONG = 300, NEAR = 100 };
    Segments g;
    if (text.n <= LONG)
        return false;
    Str front = utf8_head(text, NEAR / 3);
    find_segments(front, &g);
    return !g.n && !str_has(front, S("首页")); /* a head in one line */
}

/* Whether a label of a date has it right behind, or in front and nothing
 * behind: 发表于 2023-04-13 19:25, 2022-03-29 发布. */
static bool dates_itself(Str text, const Segment *g)
{
    enum { SHORT = 60 };
    Date d;
    if (!label_dates(g->label) || utf8_count(text) > SHORT)
        return false;
    if (!g->text.n)
        return is_date_line(trim_value(str_head(text, g->at)), &d);
    ptrdiff_t end = 0;
    return leads(text, g->at) && date_find(g->text, &end) &&
           end <= (ptrdiff_t)sizeof "2023-04-13" - 1;
}

bool meta_table(Str text)
{
    enum { FEWEST = 3, LONGEST = 1200 };
    Segments g = {.n = 0};
    int sure = 0;
    if (text.n <= LONGEST)
        find_segments(text, &g);
    for (int i = 0; i < g.n; i++)
        sure += g.v[i].label->strong;
    return g.n >= FEWEST && sure >= 2 && values_short(&g);
}

bool meta_line(Str text, ptrdiff_t *head)
{
    enum { LONGEST = 2400, SHORT = 300 };
    Segments g = {.n = 0};
    if (head)
        *head = -1;
    if (text.n <= LONGEST && !starts_late(text))
        find_segments(text, &g);
    if (!g.n || !values_short(&g) ||
        (text.n > LONGEST / 2 && g.n < 3 && g.v[0].label->field != F_LONG))
        return false;
    bool sure = g.v[0].colon || g.n > 1 || dates_itself(text, &g.v[0]) ||
                (g.v[0].label->strong && g.v[0].text.n < SHORT) ||
                (g.v[0].label->field == F_TITLE && g.v[0].at == 0);
    if (!sure)
        return false;
    if (leads(text, g.v[0].at))
        return true;
    ptrdiff_t end = 0;
    Str front = trim_value(str_head(text, g.v[0].at));
    if (office_in_front(front).n)
        return true; /* 某街道 2022-02-08 浏览：12 */
    Date d = date_find(front, &end);
    if (d && end < front.n) { /* 2022-02-08 11:24 来源: */
        Str rest = trim_value(str_skip(front, end));
        d = utf8_chars(rest) <= 8 && rune_is_digit(rune_at(rest, 0)) ? d : 0;
    }
    if (d && utf8_chars(front) <= 22)
        return true;
    if (head && g.v[0].colon)
        *head = g.v[0].at;
    return false;
}

bool is_date_line(Str key, Date *out)
{
    ptrdiff_t end = 0;
    Date d = date_find(key, &end);
    *out = d;
    if (!d || utf8_chars(key) > 24)
        return false;
    /* Nothing but digits and their marks before and after. */
    static const char marks[] = "0123456789:-/.[]()年月日时分秒号";
    const char *p = key.s, *e = key.s + key.n;
    while (p < e) {
        const char *q = p;
        Rune r = utf8_next(&p, e);
        Str one = str_span(q, p);
        bool han_digit = str_has(S("〇○零一二三四五六七八九十廿"), one);
        if (!han_digit && !str_has(str_of(marks), one) && !rune_is_space(r))
            return false;
    }
    return true;
}

Date date_with_words(Str text)
{
    enum { LONGEST = 40, WORDS = 12, DATE = 10 };
    static const char *const marks[] = {"，", ",",  "。", "；", ";",  "：",
                                        "、", "（", "(",  "年", "月", "《",
                                        "“",  "%",  "元", NULL};
    ptrdiff_t end = 0;
    Date d = utf8_count(text) <= LONGEST ? date_find(text, &end) : 0;
    if (!d || end < DATE || has_any(text, marks))
        return 0;
    ptrdiff_t at = end; /* where the date starts */
    while (at > 0 && (text.s[at - 1] == '-' || text.s[at - 1] == '/' ||
                      rune_is_digit((unsigned char)text.s[at - 1])))
        at--;
    Str front = utf8_trim(str_head(text, at)), back = str_skip(text, end);
    while (back.n && (back.s[0] == ' ' || back.s[0] == ':' ||
                      rune_is_digit((unsigned char)back.s[0])))
        back = str_skip(back, 1);
    bool parted = at == 0 || text.s[at - 1] == ' ';
    return end - at >= 8 && parted && utf8_count(front) <= WORDS / 2 &&
                   utf8_count(back) <= WORDS
               ? d
               : 0;
}

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

static void set_day(Meta *m, Date d, int rank)
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

static void set_date(Page *page, Str v, int rank)
{
    set_day(&page->meta, day_of_value(page, v), rank);
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

/* Takes a value for a field where it can be one; `foot`: it stands below the
 * text. */
static bool take_value(Page *page, const Label *l, Str v, bool foot,
                       Arena *perm)
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
    case F_ISSUED:
        if (!day_of_value(page, v) && !has_digit(v))
            set_publisher(m, v, ISSUED_BY, perm);
        /* fall through */
    case F_DATE:
        set_date(page, v, l->rank + (foot ? RANK_FOOT : 0));
        return day_of_value(page, v) != 0;
    case F_TITLE:
        if (!m->title.n && utf8_chars(v) >= 4)
            m->title = tidy_title(perm, v);
        return utf8_chars(v) <= 90;
    default:
        return utf8_chars(v) <= 60;
    }
}

/* The next piece is the value of a label that stood alone on its line: one of
 * its form, or anything short between two lines with labels. */
static bool take_next(Page *page, int i, const Label *l, Arena *perm)
{
    Piece *next = i + 1 < page->n ? &page->v[i + 1] : NULL;
    if (next && str_eq(next->rule, S("meta-value")))
        return take_value(page, l, next->text, i >= page->last, perm);
    if (!next || next->label || next->role != ROLE_CHROME || next->prose ||
        next->b->kind == BLOCK_TABLE || next->b->chrome)
        return false;
    bool between = i + 2 < page->n && page->v[i + 2].label;
    bool typed = l->field == F_INDEX || label_dates(l) ||
                 ((l->field == F_PUBLISHER || l->field == F_ORIGIN) &&
                  is_office(next->text));
    if (!between && !typed)
        return false;
    if (!take_value(page, l, next->text, i >= page->last, perm))
        return false;
    next->role = ROLE_META;
    next->rule = S("meta-value");
    return true;
}

/* The values that stand in a row under their labels. */
static bool read_columns(Page *page, int i, Arena *perm)
{
    const Piece *p = &page->v[i];
    bool below = i + 1 < page->n && str_eq(p[1].rule, S("meta-columns"));
    Columns c = {.n = 0};
    if (p->b->kind == BLOCK_TABLE)
        c = columns_of_table(p->b);
    else if (below)
        c = columns_of_lines(p->text, p[1].text);
    for (int k = 0; k < c.n; k++)
        if (c.value[k].n)
            take_value(page, c.label[k], c.value[k], i >= page->last, perm);
    return c.n > 0;
}

static void read_piece(Page *page, int i, Arena *perm)
{
    Piece *p = &page->v[i];
    Segments g;
    Str value;
    if (read_columns(page, i, perm))
        return;
    find_segments(p->text, &g);
    if (!g.n) {
        const Label *row = label_of_row(p->text, &value);
        if (row)
            take_value(page, row, value, i >= page->last, perm);
        return;
    }
    Str front = str_head(p->text, g.v[0].at);
    set_date(page, front, RANK_BARE + (i >= page->last ? RANK_FOOT : 0));
    Str office = office_in_front(utf8_trim(front));
    if (office.n)
        set_office(&page->meta.origin, office, perm);
    for (int k = 0; k < g.n; k++)
        if (g.v[k].text.n)
            take_value(page, g.v[k].label, g.v[k].text, i >= page->last, perm);
    if (!g.v[g.n - 1].text.n)
        take_next(page, i, g.v[g.n - 1].label, perm);
}

static Str lower(Arena *a, Str s)
{
    Buf b = buf_in(a);
    for (ptrdiff_t i = 0; i < s.n; i++)
        buf_byte(&b,
                 (char)(s.s[i] >= 'A' && s.s[i] <= 'Z' ? s.s[i] + 32 : s.s[i]));
    return buf_str(&b);
}

/* The time at which a program wrote the page, as some say in a meta tag:
 * "页面生成时间 2023-05-16 12:34:05". */
static Str time_of_making(const RawPage *raw)
{
    for (int i = 0; i < raw->nmetas; i++) {
        const MetaTag *t = &raw->metas[i];
        ptrdiff_t at = 0;
        if ((str_eq_nocase(t->name, S("maketime")) ||
             str_has(t->content, S("生成时间"))) &&
            date_find_span(t->content, &at, NULL))
            return utf8_trim(str_skip(t->content, at));
    }
    return (Str){0};
}

/* The day in a meta tag. One that is, to the minute, the time at which the page
 * was made is not surely that of publication. */
static void set_tag_date(Page *page, Str v, Str made)
{
    enum { MINUTE = 16 };
    bool same = made.n >= MINUTE && v.n >= MINUTE &&
                str_eq(str_head(made, MINUTE), str_head(v, MINUTE));
    Date d = date_of_stamp(v);
    set_day(&page->meta, d ? d : date_find(v, NULL),
            same ? RANK_SCRIPT : RANK_META);
}

static void read_tags(Page *page, Arena *perm, Arena scratch)
{
    static const char *const dates[] = {"pubdate",
                                        "publishdate",
                                        "publish_date",
                                        "article:published_time",
                                        "dc.date",
                                        "publishtime",
                                        "og:release_date",
                                        "createdate",
                                        "og:time",
                                        "apub:time",
                                        "pubtime",
                                        "publish-date",
                                        "datepublished",
                                        "firstpublishedtime",
                                        "dcterms.created",
                                        "dcterms.issued",
                                        "bytedance:published_time",
                                        "weibo:article:create_at",
                                        "weibo: article:create_at",
                                        NULL};
    const RawPage *raw = page->raw;
    Str made = time_of_making(raw);
    for (int i = 0; i < raw->nmetas; i++) {
        Str name = lower(&scratch, raw->metas[i].name);
        Str v = utf8_trim(raw->metas[i].content);
        if (!name.n || !v.n)
            continue;
        if (starts_any(name, dates) == name.n)
            set_tag_date(page, v, made);
        else if (str_eq(name, S("contentsource")) ||
                 str_eq(name, S("source")) || str_eq(name, S("laiyuan")))
            set_office(&page->meta.origin, v, perm);
        else if (str_eq(name, S("articletitle")) && !page->meta.title.n)
            page->meta.title = tidy_title(perm, v);
    }
    set_day(&page->meta, raw->told, RANK_META);
    set_day(&page->meta, raw->hinted, RANK_SCRIPT);
}

/* Whether a part of s between marks is a year of this century. */
static bool has_year(Str s)
{
    for (ptrdiff_t i = 0; i + 4 <= s.n; i++) {
        bool edge = (i == 0 || s.s[i - 1] == '-' || s.s[i - 1] == '/') &&
                    (i + 4 == s.n || s.s[i + 4] == '-' || s.s[i + 4] == '/');
        if (edge && s.s[i] == '2' && s.s[i + 1] == '0')
            return true;
    }
    return false;
}

bool is_index_line(Str key)
{
    int digits = 0, marks = 0, letters = 0;
    for (ptrdiff_t i = 0; i < key.n; i++) {
        char c = key.s[i];
        digits += c >= '0' && c <= '9';
        marks += c == '/' || c == '-';
        letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if ((unsigned char)c >= 0x80 || c == '.' || c == ':')
            return false;
    }
    bool coded = letters >= 2 && letters <= 4 && digits + letters == key.n;
    bool numbered = digits * 3 >= key.n * 2 && (marks > 0 || coded);
    bool parted = marks >= 2 && digits * 2 >= key.n && has_year(key);
    return key.n >= 12 && (numbered || parted) && !date_find(key, NULL);
}

/* The day in the name of a file, which titles take over: (20230113). */
static bool is_file_date(Str s)
{
    static const char *const opens[] = {"(", "（", "[", "【", NULL};
    enum { DIGITS = 8 };
    Str digits = str_skip(s, starts_any(s, opens));
    int n = 0;
    while (str_is_digit(digits, n))
        n++;
    return digits.n < s.n && n == DIGITS;
}

/* Lines of the head that bear a value without any label. */
static void read_bare(Page *page, Piece *p, Arena *perm)
{
    Date d;
    if (p->prose || p->chars > 60 || p->b->kind == BLOCK_TABLE ||
        dateline_of_answer(p->key))
        return;
    Str office = office_with_date(p->text, &d);
    if (office.n) {
        set_date(page, p->key, RANK_BARE);
        set_office(&page->meta.origin, office, perm);
    } else if (is_date_line(p->key, &d) || date_with_words(p->text)) {
        bool written = dateline_read(p).written;
        if (!is_file_date(p->text))
            set_date(page, p->text, written ? RANK_WRITTEN : RANK_BARE);
    } else if (is_index_line(p->key)) {
        if (!page->meta.index_no.n)
            page->meta.index_no = utf8_tidy(perm, p->text);
    } else if (is_office(p->text)) {
        set_office(&page->meta.origin, p->text, perm);
    } else {
        return;
    }
    p->role = ROLE_META;
    p->rule = S("meta-bare");
}

void meta_read(Page *page, Arena *perm, Arena scratch)
{
    int title = -1;
    for (int i = page->first - 1; i >= 0; i--)
        if (page->v[i].role == ROLE_TITLE)
            title = i;
    for (int i = 0; i < page->n; i++) {
        Piece *p = &page->v[i];
        if (p->role == ROLE_TITLE || (p->role == ROLE_BODY && !p->label) ||
            p->b->reply)
            continue;
        if (p->label && p->role != ROLE_BODY)
            read_piece(page, i, perm);
        else if (title >= 0 && i > title && i < page->first &&
                 str_eq(p->rule, S("head-value")))
            read_bare(page, p, perm);
    }
    read_tags(page, perm, scratch);
}

void meta_infer(Page *page)
{
    Meta *m = &page->meta;
    if (m->published)
        return;
    set_day(m, date_of_address(page->raw->url), RANK_ADDRESS);
    m->date_inferred = m->published != 0;
}
