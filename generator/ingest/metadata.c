#include "ingest/metadata.h"

#include "ingest/key.h"
#include "ingest/office.h"

typedef enum Field {
    F_OTHER, /* known, not kept */
    F_LONG,  /* known, not kept, its value may be a paragraph */
    F_TITLE,
    F_INDEX,
    F_PUBLISHER,
    F_ORIGIN,
    F_DATE
} Field;

/* A strong label needs no colon: it says nothing else in a page's head. The
 * rank of a date tells how surely it is that of publication. */
typedef struct Label {
    const char *name;
    Field field;
    bool strong;
    int rank;
} Label;

enum { RANK_META = 25, RANK_BARE = 30, RANK_UPDATE = 50, RANK_NONE = 99 };

static const Label labels[] = {
    {"索引号", F_INDEX, true, 0},
    {"信息索引号", F_INDEX, true, 0},
    {"信息索引", F_INDEX, true, 0},
    {"索引码", F_INDEX, true, 0},
    {"索引", F_INDEX, false, 0},
    {"发布机构", F_PUBLISHER, true, 1},
    {"信息发布机构", F_PUBLISHER, true, 1},
    {"发布单位", F_PUBLISHER, true, 1},
    {"发布部门", F_PUBLISHER, true, 1},
    {"发文机关", F_PUBLISHER, true, 1},
    {"发文机构", F_PUBLISHER, true, 1},
    {"发文单位", F_PUBLISHER, true, 1},
    {"发文部门", F_PUBLISHER, true, 1},
    {"公开主体", F_PUBLISHER, true, 2},
    {"公开单位", F_PUBLISHER, true, 2},
    {"公开机构", F_PUBLISHER, true, 2},
    {"公开责任部门", F_PUBLISHER, true, 2},
    {"公开部门", F_PUBLISHER, true, 2},
    {"制作机关", F_PUBLISHER, true, 2},
    {"制作单位", F_PUBLISHER, true, 2},
    {"信息生成单位", F_PUBLISHER, true, 2},
    {"信息提供单位", F_PUBLISHER, true, 2},
    {"信息公开单位", F_PUBLISHER, true, 2},
    {"生成机构", F_PUBLISHER, true, 2},
    {"产生机构", F_PUBLISHER, true, 2},
    {"责任部门", F_PUBLISHER, true, 3},
    {"责任单位", F_PUBLISHER, false, 3},
    {"来源", F_ORIGIN, false, 1},
    {"信息来源", F_ORIGIN, true, 1},
    {"文章来源", F_ORIGIN, true, 1},
    {"稿件来源", F_ORIGIN, true, 1},
    {"内容来源", F_ORIGIN, true, 1},
    {"新闻来源", F_ORIGIN, true, 1},
    {"稿源", F_ORIGIN, false, 1},
    {"出处", F_ORIGIN, false, 1},
    {"来自", F_ORIGIN, false, 1},
    {"供稿单位", F_ORIGIN, true, 2},
    {"发布日期", F_DATE, true, 10},
    {"公开日期", F_DATE, true, 11},
    {"公布日期", F_DATE, true, 11},
    {"信息发布日期", F_DATE, true, 10},
    {"发布时间", F_DATE, true, 12},
    {"公开时间", F_DATE, true, 13},
    {"公布时间", F_DATE, true, 13},
    {"发表时间", F_DATE, true, 13},
    {"发表日期", F_DATE, true, 13},
    {"发表于", F_DATE, false, 14},
    {"发布于", F_DATE, false, 14},
    {"上网日期", F_DATE, true, 14},
    {"上网时间", F_DATE, true, 14},
    {"上传时间", F_DATE, true, 14},
    {"上传日期", F_DATE, true, 14},
    {"发稿时间", F_DATE, true, 14},
    {"发布", F_DATE, false, 15},
    {"日期", F_DATE, false, 16},
    {"时间", F_DATE, false, 17},
    {"生成日期", F_DATE, true, 20},
    {"生成时间", F_DATE, true, 20},
    {"录入时间", F_DATE, true, 40},
    {"录入日期", F_DATE, true, 40},
    {"添加时间", F_DATE, true, 40},
    {"提交时间", F_DATE, true, 40},
    {"更新时间", F_DATE, true, RANK_UPDATE},
    {"更新日期", F_DATE, true, RANK_UPDATE},
    {"最后更新", F_DATE, true, RANK_UPDATE},
    {"标题", F_TITLE, false, 0},
    {"信息标题", F_TITLE, true, 0},
    {"信息名称", F_TITLE, true, 0},
    {"文件名称", F_TITLE, true, 0},
    {"文件标题", F_TITLE, true, 0},
    {"公文名称", F_TITLE, true, 0},
    {"名称", F_TITLE, false, 0},
    {"成文日期", F_OTHER, true, 0},
    {"成文时间", F_OTHER, true, 0},
    {"发文日期", F_OTHER, true, 0},
    {"发文时间", F_OTHER, true, 0},
    {"印发日期", F_OTHER, true, 0},
    {"印发时间", F_OTHER, true, 0},
    {"制发日期", F_OTHER, true, 0},
    {"签发日期", F_OTHER, true, 0},
    {"生效日期", F_OTHER, true, 0},
    {"实施日期", F_OTHER, true, 0},
    {"废止日期", F_OTHER, true, 0},
    {"失效日期", F_OTHER, true, 0},
    {"截止日期", F_OTHER, true, 0},
    {"归档时间", F_OTHER, true, 0},
    {"文号", F_OTHER, true, 0},
    {"发文字号", F_OTHER, true, 0},
    {"文件编号", F_OTHER, true, 0},
    {"文件字号", F_OTHER, true, 0},
    {"文件号", F_OTHER, true, 0},
    {"公文种类", F_OTHER, true, 0},
    {"统一登记号", F_OTHER, true, 0},
    {"登记号", F_OTHER, true, 0},
    {"规范性文件编号", F_OTHER, true, 0},
    {"主题分类", F_OTHER, true, 0},
    {"公开分类", F_OTHER, true, 0},
    {"信息分类", F_OTHER, true, 0},
    {"信息类别", F_OTHER, true, 0},
    {"组配分类", F_OTHER, true, 0},
    {"体裁分类", F_OTHER, true, 0},
    {"服务对象分类", F_OTHER, true, 0},
    {"服务对象", F_OTHER, false, 0},
    {"所属主题", F_OTHER, true, 0},
    {"所属分类", F_OTHER, true, 0},
    {"所属栏目", F_OTHER, true, 0},
    {"所属机构", F_OTHER, true, 0},
    {"栏目", F_OTHER, false, 0},
    {"分类", F_OTHER, false, 0},
    {"类别", F_OTHER, false, 0},
    {"体裁", F_OTHER, false, 0},
    {"主题词", F_OTHER, true, 0},
    {"关键词", F_OTHER, true, 0},
    {"关键字", F_OTHER, true, 0},
    {"有效性", F_OTHER, true, 0},
    {"有效期", F_OTHER, true, 0},
    {"时效", F_OTHER, false, 0},
    {"时效性", F_OTHER, true, 0},
    {"时效状态", F_OTHER, true, 0},
    {"效力状态", F_OTHER, true, 0},
    {"文件状态", F_OTHER, true, 0},
    {"状态", F_OTHER, false, 0},
    {"公开范围", F_OTHER, true, 0},
    {"公开方式", F_OTHER, true, 0},
    {"公开形式", F_OTHER, true, 0},
    {"公开属性", F_OTHER, true, 0},
    {"公开类别", F_OTHER, true, 0},
    {"公开程序", F_OTHER, true, 0},
    {"公开期限", F_OTHER, true, 0},
    {"公开载体", F_OTHER, true, 0},
    {"信息形式", F_OTHER, true, 0},
    {"载体形式", F_OTHER, true, 0},
    {"信息格式", F_OTHER, true, 0},
    {"文件类型", F_OTHER, true, 0},
    {"语种", F_OTHER, false, 0},
    {"责任编辑", F_OTHER, true, 0},
    {"编辑", F_OTHER, false, 0},
    {"作者", F_OTHER, false, 0},
    {"审核", F_OTHER, false, 0},
    {"审核人", F_OTHER, false, 0},
    {"录入", F_OTHER, false, 0},
    {"录入员", F_OTHER, false, 0},
    {"录入者", F_OTHER, false, 0},
    {"发布人", F_OTHER, false, 0},
    {"发布者", F_OTHER, false, 0},
    {"供稿", F_OTHER, false, 0},
    {"撰稿", F_OTHER, false, 0},
    {"信息员", F_OTHER, false, 0},
    {"浏览量", F_OTHER, true, 0},
    {"浏览次数", F_OTHER, true, 0},
    {"浏览", F_OTHER, false, 0},
    {"浏览数", F_OTHER, false, 0},
    {"访问量", F_OTHER, false, 0},
    {"访问次数", F_OTHER, true, 0},
    {"点击数", F_OTHER, true, 0},
    {"点击量", F_OTHER, true, 0},
    {"点击率", F_OTHER, true, 0},
    {"点击次数", F_OTHER, true, 0},
    {"点击", F_OTHER, false, 0},
    {"阅读次数", F_OTHER, true, 0},
    {"阅读量", F_OTHER, true, 0},
    {"阅读数", F_OTHER, true, 0},
    {"阅读", F_OTHER, false, 0},
    {"人气", F_OTHER, false, 0},
    {"字体大小", F_OTHER, true, 0},
    {"字体", F_OTHER, false, 0},
    {"字号", F_OTHER, false, 0},
    {"文字大小", F_OTHER, true, 0},
    {"分享到", F_OTHER, true, 0},
    {"分享至", F_OTHER, true, 0},
    {"分享", F_OTHER, false, 0},
    {"保护视力色", F_OTHER, true, 0},
    {"视力保护色", F_OTHER, true, 0},
    {"背景色", F_OTHER, true, 0},
    {"信息有效性", F_OTHER, true, 0},
    {"是否有效", F_OTHER, true, 0},
    {"页码", F_OTHER, false, 0},
    {"内容概述", F_LONG, true, 0},
    {"信息概述", F_LONG, true, 0},
    {"内容摘要", F_LONG, true, 0},
    {"摘要", F_LONG, false, 0},
    {"概述", F_LONG, false, 0},
    {"内容描述", F_LONG, true, 0},
    {"信息摘要", F_LONG, true, 0},
};
enum { NLABELS = sizeof labels / sizeof *labels, MAX_SEGMENTS = 32 };

/* A label found in a line, and what stands between it and the next one. */
typedef struct Segment {
    const Label *label;
    ptrdiff_t at;    /* where the label starts */
    ptrdiff_t value; /* where its value starts */
    bool colon;      /* a colon or the border of a cell follows it */
    Str text;        /* the value, trimmed */
} Segment;
typedef struct Segments {
    Segment v[MAX_SEGMENTS];
    int n;
} Segments;

static bool is_colon(Rune r)
{
    return r == ':' || r == 0xFF1A || r == 0x2236;
}

static bool is_cell(Rune r)
{
    return r == '|' || r == '\t' || r == '\n' || r == 0xFF5C || r == 0x2502;
}

static bool is_bracket(Rune r)
{
    return r == '[' || r == ']' || r == '(' || r == ')' || r == 0xFF08 ||
           r == 0xFF09 || r == 0x3010 || r == 0x3011 || r == 0x3014 ||
           r == 0x3015 || r == 0xFF3B || r == 0xFF3D;
}

static bool is_separator(Rune r)
{
    return rune_is_space(r) || is_colon(r) || is_cell(r) || is_bracket(r) ||
           r == ';' || r == 0xFF1B || r == ',' || r == 0xFF0C || r == 0x2022 ||
           r == 0xB7 || r == 0x25CF || r == 0x25A0 || r == '/' || r == '-' ||
           r == 0x3001 || r == '*';
}

static Rune rune_at(Str s, ptrdiff_t i)
{
    const char *p = s.s + i;
    return i < s.n ? utf8_next(&p, s.s + s.n) : 0;
}

static Rune rune_before(Str s, ptrdiff_t i)
{
    const char *p = s.s + i;
    return i > 0 ? utf8_prev(&p, s.s) : 0;
}

static ptrdiff_t skip_spaces(Str s, ptrdiff_t i)
{
    while (i < s.n) {
        const char *p = s.s + i;
        if (!rune_is_space(utf8_next(&p, s.s + s.n)))
            break;
        i = p - s.s;
    }
    return i;
}

/* End of the label's name at i, spaces within allowed, or -1. */
static ptrdiff_t match_name(Str s, ptrdiff_t i, const char *name)
{
    const char *q = name, *qend = name + strlen(name);
    while (q < qend) {
        ptrdiff_t at = q == name ? i : skip_spaces(s, i);
        const char *p = s.s + at, *end = s.s + s.n;
        if (p >= end || utf8_next(&p, end) != utf8_next(&q, qend))
            return -1;
        i = p - s.s;
    }
    return i;
}

/* The longest label at i, or NULL; *end is behind its name. */
static const Label *longest_label(Str s, ptrdiff_t i, ptrdiff_t *end)
{
    const Label *best = NULL;
    for (int k = 0; k < NLABELS; k++) {
        if (memcmp(labels[k].name, s.s + i, 3) != 0)
            continue;
        ptrdiff_t e = match_name(s, i, labels[k].name);
        if (e > 0 && (!best || strlen(labels[k].name) > strlen(best->name))) {
            best = &labels[k];
            *end = e;
        }
    }
    return best;
}

/* Looks behind a label's name: sets value and colon; false where the name is
 * only a word of the text. */
static bool label_stands(Str s, ptrdiff_t at, ptrdiff_t end, bool earlier,
                         Segment *seg)
{
    Rune before = rune_before(s, at);
    bool edge = at == 0 || is_separator(before);
    ptrdiff_t i = skip_spaces(s, end);
    bool space = i > end;
    Rune r = rune_at(s, i);
    if ((r == ']' || r == 0x3011 || r == 0xFF3D) && is_colon(rune_at(s, i + 3)))
        r = ':';
    seg->colon = is_colon(r) || is_cell(r);
    seg->value = i;
    bool strong = seg->label->strong;
    if (is_colon(r)) /* glued to a value before: 2022年2月18日来源: */
        return edge || strong || rune_is_digit(before) || before == 0x65E5;
    if (!edge)
        return false;
    if (i >= s.n || is_cell(r) || is_bracket(r))
        return strong || earlier || at > 0 || is_cell(r);
    if (strong)
        return space || r < 0x80;
    return earlier && space;
}

static Str trim_value(Str s)
{
    const char *beg = s.s, *end = s.s + s.n;
    while (beg < end) {
        const char *p = beg;
        Rune r = utf8_next(&p, end);
        if (!is_separator(r) || r == '(' || r == 0xFF08 || r == '[' ||
            r == 0x3014)
            break;
        beg = p;
    }
    while (end > beg) {
        const char *p = end;
        Rune r = utf8_prev(&p, beg);
        if (!is_separator(r) || r == ')' || r == 0xFF09 || r == 0x3015)
            break;
        end = p;
    }
    return str_span(beg, end);
}

/* The value ends at the next label, and at the next border of a cell. */
static void cut_value(Str s, Segment *seg, ptrdiff_t next)
{
    Str v = {s.s + seg->value, next - seg->value};
    ptrdiff_t i = 0;
    while (i < v.n) { /* leading separators are not the end of a cell */
        const char *p = v.s + i;
        if (!is_separator(utf8_next(&p, v.s + v.n)))
            break;
        i = p - v.s;
    }
    for (ptrdiff_t k = i; k < v.n; k++)
        if (v.s[k] == '|' || v.s[k] == '\n') {
            v.n = k;
            break;
        }
    seg->text = trim_value(v);
}

/* The first characters of all labels, as bits by a hash of their bytes: most
 * positions of a text are told from a label by one look. */
typedef struct FirstRunes {
    uint64_t bits[8];
} FirstRunes;

static unsigned first_hash(const char *s)
{
    return ((unsigned char)s[0] * 7u + (unsigned char)s[1] * 61u +
            (unsigned char)s[2] * 5u) &
           511u;
}

static FirstRunes first_runes(void)
{
    FirstRunes f = {{0}};
    for (int i = 0; i < NLABELS; i++) {
        unsigned h = first_hash(labels[i].name);
        f.bits[h / 64] |= (uint64_t)1 << h % 64;
    }
    return f;
}

static bool may_start(const FirstRunes *f, const char *s)
{
    unsigned h = first_hash(s);
    return f->bits[h / 64] >> h % 64 & 1;
}

static void find_segments(Str s, Segments *out)
{
    FirstRunes first = first_runes();
    out->n = 0;
    for (ptrdiff_t i = 0; i + 3 <= s.n && out->n < MAX_SEGMENTS;) {
        ptrdiff_t end = 0;
        Segment *seg = &out->v[out->n];
        seg->label =
            may_start(&first, s.s + i) ? longest_label(s, i, &end) : NULL;
        if (seg->label && label_stands(s, i, end, out->n > 0, seg)) {
            seg->at = i;
            out->n++;
            i = end;
        } else {
            const char *p = s.s + i;
            utf8_next(&p, s.s + s.n);
            i = p - s.s;
        }
    }
    for (int k = 0; k < out->n; k++)
        cut_value(s, &out->v[k], k + 1 < out->n ? out->v[k + 1].at : s.n);
}

/* Only separators before i. */
static bool leads(Str s, ptrdiff_t i)
{
    return !trim_value(str_head(s, i)).n;
}

static bool values_short(const Segments *g)
{
    enum { LONG_VALUE = 90, LONG_SENTENCE = 30 };
    for (int i = 0; i < g->n; i++) {
        ptrdiff_t n = utf8_count(g->v[i].text);
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
    find_segments(utf8_head(text, NEAR / 3), &g);
    return !g.n;
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
    bool sure = g.v[0].colon || g.n > 1 ||
                (g.v[0].label->strong && g.v[0].text.n < SHORT);
    if (!sure)
        return false;
    Date d;
    if (leads(text, g.v[0].at))
        return true;
    ptrdiff_t end = 0;
    Str front = trim_value(str_head(text, g.v[0].at));
    d = date_find(front, &end);
    if (d && end < front.n) { /* 2022-02-08 11:24 来源: */
        Str rest = trim_value(str_skip(front, end));
        d = utf8_count(rest) <= 8 && rune_is_digit(rune_at(rest, 0)) ? d : 0;
    }
    if (d && utf8_count(front) <= 22)
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
    if (!d || utf8_count(key) > 24)
        return false;
    /* Nothing but digits and their marks before and after. */
    static const char marks[] = "0123456789:-/.[]年月日时分秒号";
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

static bool worthless(Str v)
{
    static const char *const nothing[] = {"本站", "本网",   "本网站", "原创",
                                          "网络", "互联网", "无",     "未知",
                                          "转载", "--",     NULL};
    return starts_any(v, nothing) == v.n;
}

static void set_office(Str *field, Str v, Arena *perm)
{
    enum { LONGEST = 45 };
    v = trim_value(v);
    if (!field->n && !worthless(v) && utf8_count(v) <= LONGEST &&
        utf8_count(v) >= 2 && !date_find(v, NULL))
        *field = tidy_title(perm, v);
}

static void set_date(Meta *m, Str v, int rank)
{
    Date d = date_find(v, NULL);
    if (d && (!m->published || rank < m->date_rank)) {
        m->published = d;
        m->date_rank = rank;
    }
}

static bool index_like(Str v)
{
    bool digit = false;
    for (ptrdiff_t i = 0; i < v.n; i++)
        digit |= v.s[i] >= '0' && v.s[i] <= '9';
    return digit && utf8_count(v) >= 4 && utf8_count(v) <= 60;
}

/* Takes a value for a field where it can be one. */
static bool take_value(Page *page, const Label *l, Str v, Arena *perm)
{
    Meta *m = &page->meta;
    switch (l->field) {
    case F_INDEX:
        if (!m->index_no.n && index_like(v))
            m->index_no = utf8_tidy(perm, v);
        return index_like(v);
    case F_PUBLISHER:
        set_office(&m->publisher, v, perm);
        return utf8_count(v) <= 45;
    case F_ORIGIN:
        set_office(&m->origin, v, perm);
        return utf8_count(v) <= 45;
    case F_DATE:
        set_date(m, v, l->rank);
        return date_find(v, NULL) != 0;
    case F_TITLE:
        if (!m->title.n && utf8_count(v) >= 4)
            m->title = tidy_title(perm, v);
        return utf8_count(v) <= 90;
    default:
        return utf8_count(v) <= 60;
    }
}

/* The next piece is the value of a label that stood alone on its line: one of
 * its form, or anything short between two lines with labels. */
static bool take_next(Page *page, int i, const Label *l, Arena *perm)
{
    Piece *next = i + 1 < page->n ? &page->v[i + 1] : NULL;
    if (!next || next->label || next->role != ROLE_CHROME || next->prose ||
        next->b->kind == BLOCK_TABLE || next->b->chrome)
        return false;
    bool between = i + 2 < page->n && page->v[i + 2].label;
    bool typed = l->field == F_INDEX || l->field == F_DATE ||
                 ((l->field == F_PUBLISHER || l->field == F_ORIGIN) &&
                  is_office(next->text));
    if (!between && !typed)
        return false;
    if (!take_value(page, l, next->text, perm))
        return false;
    next->role = ROLE_META;
    next->rule = S("meta-value");
    return true;
}

static void read_piece(Page *page, int i, Arena *perm)
{
    Piece *p = &page->v[i];
    Segments g;
    find_segments(p->text, &g);
    if (!g.n)
        return;
    Str front = str_head(p->text, g.v[0].at);
    set_date(&page->meta, front, RANK_BARE);
    for (int k = 0; k < g.n; k++)
        if (g.v[k].text.n)
            take_value(page, g.v[k].label, g.v[k].text, perm);
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

static void read_tags(Page *page, Arena *perm, Arena scratch)
{
    static const char *const dates[] = {
        "pubdate", "publishdate", "publish_date",    "article:published_time",
        "dc.date", "publishtime", "og:release_date", "createdate",
        NULL};
    const RawPage *raw = page->raw;
    for (int i = 0; i < raw->nmetas; i++) {
        Str name = lower(&scratch, raw->metas[i].name);
        Str v = utf8_trim(raw->metas[i].content);
        if (!name.n || !v.n)
            continue;
        if (starts_any(name, dates) == name.n)
            set_date(&page->meta, v, RANK_META);
        else if (str_eq(name, S("contentsource")) ||
                 str_eq(name, S("source")) || str_eq(name, S("laiyuan")))
            set_office(&page->meta.origin, v, perm);
        else if (str_eq(name, S("articletitle")) && !page->meta.title.n)
            page->meta.title = tidy_title(perm, v);
    }
}

bool is_index_line(Str key)
{
    int digits = 0, marks = 0;
    for (ptrdiff_t i = 0; i < key.n; i++) {
        char c = key.s[i];
        digits += c >= '0' && c <= '9';
        marks += c == '/' || c == '-';
        if ((unsigned char)c >= 0x80 || c == '.' || c == ':')
            return false;
    }
    return key.n >= 12 && digits * 3 >= key.n * 2 && marks > 0 &&
           !date_find(key, NULL);
}

/* Lines of the head that bear a value without any label. */
static void read_bare(Page *page, Piece *p, Arena *perm)
{
    Date d;
    if (p->prose || p->chars > 60 || p->b->kind == BLOCK_TABLE)
        return;
    Str office = office_with_date(p->text, &d);
    if (office.n) {
        set_date(&page->meta, p->key, RANK_BARE);
        set_office(&page->meta.origin, office, perm);
    } else if (is_date_line(p->key, &d)) {
        set_date(&page->meta, p->key, RANK_BARE);
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
        if (p->role == ROLE_TITLE || (p->role == ROLE_BODY && !p->label))
            continue;
        if (p->label && p->role != ROLE_BODY)
            read_piece(page, i, perm);
        else if (title >= 0 && i > title && i < page->first &&
                 str_eq(p->rule, S("head-value")))
            read_bare(page, p, perm);
    }
    read_tags(page, perm, scratch);
}
