#include "ingest/line/label.h"

#include "ingest/line/key.h"
#include "ingest/line/kind.h"
#include "ingest/line/office.h"

#include <pthread.h>

static const Label labels[] = {
    {"索引号", F_INDEX, true, 0},
    {"信息索引号", F_INDEX, true, 0},
    {"信息索引", F_INDEX, true, 0},
    {"索引码", F_INDEX, true, 0},
    {"索引号码", F_INDEX, true, 0},
    {"索引编号", F_INDEX, true, 0},
    {"索取号", F_INDEX, true, 0},
    {"索引", F_INDEX, false, 0},
    {"发布机构", F_PUBLISHER, true, 1},
    {"信息发布机构", F_PUBLISHER, true, 1},
    {"发布单位", F_PUBLISHER, true, 1},
    {"发布部门", F_PUBLISHER, true, 2},
    {"发文机关", F_PUBLISHER, true, 1},
    {"发文机构", F_PUBLISHER, true, 1},
    {"发文单位", F_PUBLISHER, true, 1},
    {"发布机关", F_PUBLISHER, true, 1},
    {"发文部门", F_PUBLISHER, true, 2},
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
    {"生成单位", F_PUBLISHER, true, 2},
    {"公开责任单位", F_PUBLISHER, true, 2},
    {"信息所属单位", F_PUBLISHER, true, 2},
    {"编制单位", F_PUBLISHER, true, 3},
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
    {"发稿日期", F_DATE, true, 14},
    {"登载时间", F_DATE, true, 14},
    {"登载日期", F_DATE, true, 14},
    {"刊发时间", F_DATE, true, 14},
    {"刊发日期", F_DATE, true, 14},
    {"见报日期", F_DATE, true, 16},
    {"出版日期", F_DATE, true, 16},
    {"发布", F_ISSUED, false, 15},
    {"日期", F_DATE, false, 16},
    {"时间", F_DATE, false, 17},
    {"生成日期", F_DATE, true, 20},
    {"生成时间", F_DATE, true, 20},
    {"录入时间", F_DATE, true, 40},
    {"录入日期", F_DATE, true, 40},
    {"添加时间", F_DATE, true, 40},
    {"添加日期", F_DATE, true, 40},
    {"加入时间", F_DATE, true, 40},
    {"加入日期", F_DATE, true, 40},
    {"收录时间", F_DATE, true, 40},
    {"整理日期", F_DATE, true, 40},
    {"整理时间", F_DATE, true, 40},
    {"创建时间", F_DATE, true, 40},
    {"编辑时间", F_DATE, true, 40},
    {"投稿日期", F_DATE, true, 40},
    {"投稿时间", F_DATE, true, 40},
    {"刊登日期", F_DATE, true, 14},
    {"刊登时间", F_DATE, true, 14},
    {"张贴时间", F_DATE, true, 14},
    {"发帖时间", F_DATE, true, 14},
    {"信息时间", F_DATE, true, 16},
    {"信息日期", F_DATE, true, 16},
    {"稿件时间", F_DATE, true, 16},
    {"文章日期", F_DATE, true, 16},
    {"文章发表时间", F_DATE, true, 13},
    {"文章发布时间", F_DATE, true, 12},
    {"本文发表日期", F_DATE, true, 13},
    {"提交时间", F_DATE, true, 40},
    {"提交日期", F_DATE, true, 40},
    {"更新时间", F_DATE, true, RANK_UPDATE},
    {"更新日期", F_DATE, true, RANK_UPDATE},
    {"最后更新", F_DATE, true, RANK_UPDATE},
    {"本站最后更新", F_OTHER, true, 0},
    {"本站最后更新时间", F_OTHER, true, 0},
    {"本站更新时间", F_OTHER, true, 0},
    {"网站最后更新时间", F_OTHER, true, 0},
    {"网站更新时间", F_OTHER, true, 0},
    {"网站更新日期", F_OTHER, true, 0},
    {"标题", F_TITLE, false, 0},
    {"信息标题", F_TITLE, true, 0},
    {"信息名称", F_TITLE, true, 0},
    {"文件名称", F_TITLE, true, 0},
    {"文件标题", F_TITLE, true, 0},
    {"公文名称", F_TITLE, true, 0},
    {"名称", F_TITLE, false, 0},
    {"成文日期", F_OTHER, true, 0},
    {"成文时间", F_OTHER, true, 0},
    {"发文日期", F_DATE, true, 45},
    {"发文时间", F_DATE, true, 45},
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
    {"统一编号", F_OTHER, true, 0},
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
    {"效力状况", F_OTHER, true, 0},
    {"效力", F_OTHER, false, 0},
    {"文件状态", F_OTHER, true, 0},
    {"状态", F_OTHER, false, 0},
    {"公开范围", F_OTHER, true, 0},
    {"公开方式", F_OTHER, true, 0},
    {"公开形式", F_OTHER, true, 0},
    {"公开目录", F_OTHER, true, 0},
    {"公开依据", F_OTHER, true, 0},
    {"文种", F_OTHER, false, 0},
    {"信息编号", F_OTHER, true, 0},
    {"更新频率", F_OTHER, true, 0},
    {"保存期限", F_OTHER, true, 0},
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
    {"作者", F_AUTHOR, false, 0},
    {"文章作者", F_AUTHOR, true, 0},
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
    {"内容概览", F_LONG, true, 0},
    {"信息概览", F_LONG, true, 0},
    {"在线链接地址", F_OTHER, true, 0},
    {"在线链接", F_OTHER, true, 0},
};
enum { NLABELS = sizeof labels / sizeof *labels };

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

static bool opens_box(Rune r)
{
    return r == '[' || r == 0x3010 || r == 0x3014 || r == 0xFF3B;
}

static bool closes_box(Rune r)
{
    return r == ']' || r == 0x3011 || r == 0x3015 || r == 0xFF3D;
}

static bool is_separator(Rune r)
{
    return rune_is_space(r) || is_colon(r) || is_cell(r) || is_bracket(r) ||
           r == ';' || r == 0xFF1B || r == ',' || r == 0xFF0C || r == 0x2022 ||
           r == 0xB7 || r == 0x25CF || r == 0x25A0 || r == '/' || r == '-' ||
           r == 0x3001 || r == '*';
}

Rune rune_at(Str s, ptrdiff_t i)
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
        if (p >= end || rune_simple(utf8_next(&p, end)) != utf8_next(&q, qend))
            return -1;
        i = p - s.s;
    }
    return i;
}

/* By the first character, all of which are Han: a label's index + 1, or 0; and
 * the same of the next label that begins alike. */
enum { HAN_FIRST = 0x4E00, HAN_LAST = 0x9FFF };
static unsigned char first_label[HAN_LAST - HAN_FIRST + 1];
static unsigned char next_label[NLABELS];
/* A bit for each first two characters of a name, by hash: most words that begin
 * like a label are told from it by their second one. */
enum { PAIR_BITS = 12 };
static unsigned char pairs[(1 << PAIR_BITS) / 8];
static pthread_once_t first_once = PTHREAD_ONCE_INIT;
_Static_assert(NLABELS < 256, "an index + 1 is a byte");

static uint32_t pair_of(Rune first, Rune second)
{
    uint32_t h = ((uint32_t)first << 16 ^ (uint32_t)second) * 0x9E3779B1u;
    return h >> (32 - PAIR_BITS);
}

static void make_first_labels(void)
{
    for (int i = NLABELS - 1; i >= 0; i--) {
        const char *p = labels[i].name, *end = p + strlen(p);
        Rune r = utf8_next(&p, end);
        uint32_t pair = pair_of(r, p < end ? utf8_next(&p, end) : 0);
        pairs[pair / 8] |= (unsigned char)(1 << pair % 8);
        next_label[i] = first_label[r - HAN_FIRST];
        first_label[r - HAN_FIRST] = (unsigned char)(i + 1);
    }
    for (Rune r = HAN_FIRST; r <= HAN_LAST; r++)
        first_label[r - HAN_FIRST] = first_label[rune_simple(r) - HAN_FIRST];
}

/* Whether a label may start with `first`, which is at i: a space between its
 * characters hides the second one. */
static bool may_be_label(Str s, ptrdiff_t i, Rune first)
{
    Rune second = rune_at(s, i + 3);
    uint32_t pair = pair_of(rune_simple(first), rune_simple(second));
    return first_label[first - HAN_FIRST] &&
           (pairs[pair / 8] >> pair % 8 & 1 || rune_is_space(second));
}

/* The longest label at i, or NULL; *end is behind its name. */
static const Label *longest_label(Str s, ptrdiff_t i, Rune first,
                                  ptrdiff_t *end)
{
    const Label *best = NULL;
    if (first < HAN_FIRST || first > HAN_LAST)
        return NULL;
    for (int k = first_label[first - HAN_FIRST]; k; k = next_label[k - 1]) {
        const Label *l = &labels[k - 1];
        ptrdiff_t e = match_name(s, i, l->name);
        if (e > 0 && (!best || strlen(l->name) > strlen(best->name))) {
            best = l;
            *end = e;
        }
    }
    return best;
}

/* Whether a label with its colon follows a title without a space: ...工作总结
 * 日期：2022-02-18. */
static bool glued_to_title(Str s, ptrdiff_t at, const Label *l)
{
    Str front = str_head(s, at);
    return (label_dates(l) || l->field == F_ORIGIN) &&
           (kind_ends(front) || str_ends(front, S("报告")));
}

/* What is known of a line before its labels are. */
typedef struct LineForm {
    bool sure; /* it begins with a label that stands for nothing else */
    bool run;  /* it is a row of a table that has lost its borders: it begins
                  with a label, and another stands between spaces */
} LineForm;

/* Looks behind a label's name: sets value and colon; false where the name is
 * only a word of the text. `last`: the one found before it, or NULL. */
static bool label_stands(Str s, ptrdiff_t at, ptrdiff_t end,
                         const Segment *last, LineForm form, Segment *seg)
{
    bool earlier = last != NULL;
    Rune before = rune_before(s, at);
    bool edge = at == 0 || is_separator(before);
    if (!edge && end - at > (ptrdiff_t)strlen(seg->label->name))
        return false; /* two words: 主动公开 责任部门 */
    ptrdiff_t i = skip_spaces(s, end);
    bool space = i > end;
    Rune r = rune_at(s, i);
    if (closes_box(r) &&
        (opens_box(before) || is_colon(rune_at(s, i + 1 + 2 * (r != ']')))))
        r = ':'; /* [发文机构] 某街道, 【来源】：某街道 */
    seg->colon = is_colon(r) || is_cell(r);
    seg->value = i;
    bool strong = seg->label->strong;
    if (is_colon(
            r)) /* glued to a value before: 2022年2月18日来源:某街道阅读: */
        return edge || strong || rune_is_digit(before) || before == 0x65E5 ||
               (earlier && last->colon && last->value < at) ||
               glued_to_title(s, at, seg->label);
    if (!edge) /* cells without anything between: 发布机构某街道发布日期2022 */
        return earlier && strong && form.sure && seg->label->field != F_OTHER;
    if (form.run && (space || i >= s.n))
        return true;
    if (i >= s.n || is_cell(r) || is_bracket(r))
        return strong || earlier || at > 0 || is_cell(r);
    if (strong) /* 发布机构某镇人民政府, a cell that has lost its border */
        return space || r < 0x80 ||
               (at == 0 && seg->label->field == F_PUBLISHER &&
                is_office(str_skip(s, i)));
    bool dated = at == 0 && label_dates(seg->label) && rune_is_digit(r);
    bool names = at == 0 && seg->label->field == F_TITLE && space &&
                 (kind_ends(str_skip(s, i)) ||
                  str_ends(s, S("报告"))); /* 名称 某街道2022年工作总结 */
    return (earlier && space) || dated || names; /* 发表于 2023-04-13 */
}

Str trim_value(Str s)
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

/* Whether the line begins with a label that is no word of any text. */
static bool starts_sure(const Segments *g)
{
    return g->n && g->v[0].at == 0 && g->v[0].label->field == F_INDEX &&
           g->v[0].label->strong;
}

static bool is_run(Str s)
{
    enum { LONGEST = 400 };
    int found = 0;
    if (s.n > LONGEST || str_has(s, S("。")))
        return false;
    for (ptrdiff_t at = 0; at < s.n && found < 2;) {
        ptrdiff_t end = 0;
        bool label = longest_label(s, at, rune_at(s, at), &end) &&
                     (end >= s.n || s.s[end] == ' ');
        if (!at && !label)
            return false;
        found += label;
        ptrdiff_t space = str_find(s, S(" "), label ? end : at);
        at = space < 0 ? s.n : space + 1;
    }
    return found >= 2;
}

const Label *label_at(Str s, ptrdiff_t i, ptrdiff_t *end)
{
    pthread_once(&first_once, make_first_labels);
    return longest_label(s, i, rune_at(s, i), end);
}

void find_segments(Str s, Segments *out)
{
    pthread_once(&first_once, make_first_labels);
    out->n = 0;
    LineForm form = {.run = is_run(s)};
    const char *p = s.s, *stop = s.s + s.n;
    while (p < stop && out->n < MAX_SEGMENTS) {
        Rune first = utf8_han(p, stop);
        if (!first) {
            p++;
            continue;
        }
        ptrdiff_t i = p - s.s, end = 0;
        p += 3;
        if (!may_be_label(s, i, first))
            continue;
        Segment *seg = &out->v[out->n];
        seg->label = longest_label(s, i, first, &end);
        if (seg->label &&
            label_stands(s, i, end, out->n ? seg - 1 : NULL, form, seg)) {
            seg->at = i;
            out->n++;
            form.sure = starts_sure(out);
            p = s.s + end;
        }
    }
    for (int k = 0; k < out->n; k++)
        cut_value(s, &out->v[k], k + 1 < out->n ? out->v[k + 1].at : s.n);
}
