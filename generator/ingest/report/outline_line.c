#include "ingest/report/outline_line.h"

#include "ingest/line/key.h"
#include "ingest/line/kind.h"
#include "text/words.h"

enum {
    LONG_TITLE = 46,  /* characters of a title that ends with 。 */
    LONG_ALONE = 60,  /* of one on a line of its own */
    LONG_LABEL = 20,  /* of one that ends with a colon */
    LONG_SPACED = 30, /* of one that ends with a space */
    SHORT_TEXT = 6,   /* of the paragraph after it */
    WHOLE_TEXT = 24   /* where only a colon or a space parts them */
};

/* Names of sections that stand without any number. */
static const char *const sections[] = {"工作总结",
                                       "工作计划",
                                       "工作回顾",
                                       "主要工作",
                                       "存在问题",
                                       "存在的问题",
                                       "存在的主要问题",
                                       "存在的困难和问题",
                                       "存在的不足",
                                       "存在问题和不足",
                                       "存在的问题和不足",
                                       "存在的问题与不足",
                                       "主要问题",
                                       "问题与不足",
                                       "困难和问题",
                                       "下一步工作",
                                       "下一步工作计划",
                                       "下一步工作打算",
                                       "下一步工作思路",
                                       "下一步工作安排",
                                       "下一步打算",
                                       "下步工作打算",
                                       "下步工作计划",
                                       "下步工作思路",
                                       "今后工作打算",
                                       "工作打算",
                                       "工作思路",
                                       "工作成效",
                                       "主要成效",
                                       "主要工作成效",
                                       "工作亮点",
                                       "总体要求",
                                       "指导思想",
                                       "主要目标",
                                       "工作措施",
                                       "保障措施",
                                       "基本情况",
                                       "前言",
                                       "结语",
                                       "工作目标",
                                       NULL};

static bool is_year_heading(const Piece *p)
{
    static const char *const masked[] = {"20xx年", "201x年", "202x年", "xxxx年",
                                         "xx年",   "20××年", "××年",   NULL};
    YearSpan y;
    bool year = year_at(p->key, 0, &y) || starts_any(p->key, masked);
    return p->chars <= 30 && year && kind_ends(p->key) &&
           !str_has(p->key, S("。"));
}

/* What stands behind a report's last section and belongs to none. */
static bool is_appendix(const Piece *p)
{
    static const char *const names[] = {"名词解释",     "名词注释",
                                        "名词说明",     "名词术语解释",
                                        "有关名词解释", NULL};
    Str key = p->key;
    key.n -= str_ends(key, S(":")) ? 1 : 0;
    return starts_any(key, names) == key.n;
}

/* A line without number that names a section. */
static bool is_section(const Piece *p)
{
    static const char *const times[] = {
        "上半年",   "下半年",   "今年",     "明年",     "过去一年",
        "一年来",   "五年来",   "过去五年", "今后五年", "下一年",
        "五年工作", "今后工作", "未来五年", NULL};
    if (p->chars <= 20 && starts_any(p->key, times) && kind_ends(p->key))
        return true;
    Str key = p->key;
    key.n -= str_ends(key, S(":")) ? 1 : 0;
    return starts_any(key, sections) == key.n;
}

static bool ends_open(Str s) /* ； ， 、 and kin: a list goes on */
{
    static const char *const ends[] = {"；", ";", "，", ",", "、", NULL};
    return ends_any(s, ends) > 0;
}

/* Offset behind the first 。！？ of s, or its like in ASCII, or -1. */
static ptrdiff_t sentence_end(Str s)
{
    ptrdiff_t best = ascii_stop(s);
    static const char *const stops[] = {"。", "！", "？"};
    for (int i = 0; i < 3; i++) {
        ptrdiff_t at = str_find(s, str_of(stops[i]), 0);
        if (at >= 0 && (best < 0 || at + 3 < best))
            best = at + 3;
    }
    return best;
}

/* Figures make a sentence of it: 完成财政收入11.13亿元. */
static bool has_figures(Str title)
{
    int digits = 0;
    for (ptrdiff_t i = 0; i < title.n; i++) {
        char c = title.s[i];
        digits += c >= '0' && c <= '9';
        if (c == '%')
            return true;
    }
    return digits >= 3 && !kind_has_year(title);
}

/* The end of a title that names a kind of document and goes over into its
 * text behind a space: 2023年工作回顾 2023年是..., or 0. */
static ptrdiff_t kind_end(Str text)
{
    ptrdiff_t space = str_find(text, S(" "), 0);
    Str front = str_head(text, space > 0 ? space : 0);
    return utf8_chars(front) <= LONG_SPACED && kind_ends(front) &&
                   utf8_chars(str_skip(text, space)) >= WHOLE_TEXT
               ? space
               : 0;
}

/* The end of a title that names a kind of document and goes over into a text
 * that begins with its year: 2023年工作回顾2023年是..., or 0. */
static ptrdiff_t year_restart(Str text)
{
    YearSpan y;
    Str front = utf8_head(text, LONG_SPACED);
    for (ptrdiff_t at = 4; at < front.n; at++)
        if (text.s[at] >= '1' && text.s[at] <= '2' &&
            year_at(str_skip(text, at), 0, &y) &&
            (kind_ends(str_head(text, at)) ||
             str_ends(str_head(text, at), S("年主要工作"))))
            return utf8_chars(str_skip(text, at)) >= WHOLE_TEXT ? at : 0;
    return 0;
}

/* The end of a title that names a year and a kind of document and goes over
 * into its text without any mark: 2022年工作安排持续推进..., or 0. */
static ptrdiff_t kind_glued(Str text)
{
    static const char *const joints[] = {
        "和",   "及",   "与",   "暨",   "、",   "的",   "以及", "并",   "情况",
        "会",   "，",   ",",    "（",   "(",    "。",   "：",   ":",    "；",
        "完成", "落实", "良好", "清晰", "明确", "有",   "已",   "在",   "是",
        "中",   "要",   "将",   "为",   "按",   "安排", "计划", "任务", "目标",
        "部署", "思路", "总结", "报告", "建议", "重点", "要点", "”",    "》",
        " ",    "方面", "上",   "进行", "得到", "取得", NULL};
    static WordSet joint_set = WORD_SET(joints);
    static const char *const halves[] = {"上半年", "下半年", "半年", NULL};
    YearSpan y;
    ptrdiff_t from = year_at(text, 0, &y);
    from = from ? from : starts_any(text, halves);
    Str front = utf8_head(text, LONG_SPACED);
    for (ptrdiff_t at = from + 1; from && at < front.n; at++) {
        Str rest = str_skip(text, at);
        if (((unsigned char)text.s[at] & 0xC0) == 0x80 ||
            !kind_ends(str_head(text, at)))
            continue;
        return words_start(&joint_set, rest) || utf8_chars(rest) < WHOLE_TEXT
                   ? 0
                   : at;
    }
    return 0;
}

/* The end of a title without any mark that a space parts from a long sentence
 * with marks, or 0. */
static ptrdiff_t spaced_end(Str text, ptrdiff_t stop)
{
    enum { SHORTEST = 5 };
    static const char *const marks[] = {"，", ",", "、", "；", "：", ":", NULL};
    ptrdiff_t space = str_find(text, S(" "), 0);
    Str front = str_head(text, space > 0 ? space : 0);
    Str rest = str_skip(str_head(text, stop > 0 ? stop : text.n), front.n);
    ptrdiff_t n = utf8_chars(front);
    bool sentence = utf8_chars(rest) >= WHOLE_TEXT &&
                    (str_has(rest, S("，")) || str_has(rest, S(",")));
    return n >= SHORTEST && n <= LONG_SPACED && !has_any(front, marks) &&
                   sentence && (stop < 0 || space < stop)
               ? space
               : 0;
}

/* The end of a title in `text` (without its number), or -1. */
static ptrdiff_t title_end(Str text, bool sure_class)
{
    ptrdiff_t kind = kind_end(text);
    if (kind <= 0)
        kind = year_restart(text);
    if (kind <= 0 && sure_class)
        kind = kind_glued(text);
    if (kind > 0)
        return kind;
    ptrdiff_t stop = sentence_end(text);
    ptrdiff_t spaced = spaced_end(text, stop);
    if (spaced > 0)
        return spaced;
    ptrdiff_t first = find_first_of_all(text, 0);
    if (first > 0 && (stop < 0 || first < stop) &&
        utf8_chars(str_head(text, first)) <= LONG_TITLE)
        return first;
    Str title = str_head(text, stop > 0 ? stop : 0);
    if (stop > 0 && utf8_chars(title) <= LONG_TITLE &&
        !str_has(title, S("；")) && (sure_class || !has_figures(title)) &&
        utf8_chars(str_skip(text, stop)) >= SHORT_TEXT)
        return stop;
    ptrdiff_t colon = str_find(text, S("："), 0);
    ptrdiff_t narrow = str_find(text, S(":"), 0);
    if (colon < 0 || (narrow >= 0 && narrow < colon))
        colon = narrow;
    ptrdiff_t width = colon >= 0 && text.s[colon] == ':' ? 1 : 3;
    if (colon > 0 && utf8_chars(str_head(text, colon)) <= LONG_LABEL &&
        (stop < 0 || colon < stop) &&
        utf8_chars(str_skip(text, colon)) >= WHOLE_TEXT)
        return colon + width;
    ptrdiff_t space = str_find(text, S(" "), 0);
    if (space > 0 && (stop < 0 || space < stop)) {
        ptrdiff_t n = utf8_chars(str_head(text, space));
        if (n >= 5 && n <= LONG_SPACED &&
            utf8_chars(str_skip(text, space)) >= WHOLE_TEXT)
            return space;
    }
    return -1;
}

static bool is_sure_class(NumberClass k)
{
    return k != NUMBER_NONE && k <= NUMBER_HAN_PAREN;
}

static void look_numbered(Line *l)
{
    Str text = l->num.text;
    ptrdiff_t stop = sentence_end(text);
    ptrdiff_t n = utf8_chars(text);
    bool one = stop < 0 || stop >= text.n;
    ptrdiff_t end = title_end(text, is_sure_class(l->num.kind));
    if (end > 0 && end < text.n) {
        l->shape = SHAPE_RUN_IN;
        l->cut = text.s + end - l->p->text.s;
    } else if (one && n <= LONG_ALONE && n > 0 && !ends_open(text) &&
               (stop < 0 || n <= LONG_TITLE)) {
        l->shape = SHAPE_ALONE;
    }
}

/* A heading by its markup, a year or its name alone. */
static void look_unnumbered(Line *l)
{
    const Block *b = l->p->b;
    bool fits = l->p->chars <= 40 && !str_has(l->p->key, S("。")) &&
                !ends_open(l->p->text);
    if (!fits || b->kind == BLOCK_LINK)
        return;
    bool markup = b->kind == BLOCK_HEADING;
    if (is_year_heading(l->p) || is_appendix(l->p) ||
        (markup && b->level <= 2)) {
        l->num.kind = NUMBER_YEAR;
    } else if (is_section(l->p) || (b->bold && !l->p->prose)) {
        l->num.kind = NUMBER_YEAR;
        l->num.value = -1; /* only where nothing better heads the sections */
    } else if (markup) {
        l->num.kind = NUMBER_HAN_PAREN;
    } else {
        return;
    }
    l->shape = SHAPE_ALONE;
}

void line_look(Line *l, const Piece *p)
{
    *l = (Line){.p = p, .num = numbering_of(p->text)};
    if (p->b->kind == BLOCK_TABLE || p->b->kind == BLOCK_LINK)
        l->num.kind = NUMBER_NONE;
    else if (l->num.kind == NUMBER_NONE)
        look_unnumbered(l);
    else if (l->num.kind != NUMBER_ORDINAL)
        look_numbered(l);
}

int line_title_chars(const Line *l)
{
    const char *end = l->shape == SHAPE_RUN_IN ? l->p->text.s + l->cut
                                               : l->p->text.s + l->p->text.n;
    return (int)utf8_chars(str_span(l->num.text.s, end));
}

/* Words with which the sentence after a title likes to begin. */
static const char *const openers[] = {
    "狠抓", "抓好", "抓实", "坚持", "加强",   "加大", "加快", "推进", "推动",
    "大力", "持续", "深入", "积极", "全面",   "完善", "健全", "落实", "开展",
    "强化", "深化", "围绕", "始终", "严格",   "聚焦", "依托", "全力", "切实",
    "扎实", "牢固", "充分", "认真", "进一步", "紧盯", "紧扣", "按照", "通过",
    "根据", "结合", "以",   "街道", "全街",   "全镇", "我镇", "全年", "今年",
    "继续", "不断", "严守", "严把", "做好",   "做实", "做优", "实施", "组织",
    "建立", "探索", "创新", "优化", "提升",   "巩固", "利用", "发挥", NULL};
/* Words that want one of them right behind and do not end a title. */
static const char *const leaders[] = {
    "贯彻", "学习", "宣传", "组织", "统筹", "督促", "推动", "推进", "加强",
    "聚力", "着力", "全力", "奋力", "持续", "大力", "深入", "不断", "积极",
    "努力", "加快", "扎实", "切实", "全面", "一步", "继续", "合力", "倾力",
    "，",   ",",    "、",   "和",   "与",   "及",   "“",    NULL};

/* Offset of the clause that starts nearest to `want` characters, or 0. */
static ptrdiff_t clause_near(Str text, int want)
{
    enum { AS_FAR = 5 };
    const char *p = text.s, *end = text.s + text.n;
    ptrdiff_t best = 0, best_off = AS_FAR + 1;
    for (int i = 0; p < end && i <= want + AS_FAR; i++) {
        Str rest = str_span(p, end), front = str_span(text.s, p);
        ptrdiff_t off = i > want ? i - want : want - i;
        if (i > 4 && off < best_off && starts_any(rest, openers) &&
            !ends_any(front, leaders)) {
            best = front.n;
            best_off = off;
        }
        utf8_next(&p, end);
    }
    return best;
}

bool line_take_whole(Line *l)
{
    enum { LONGEST_WHOLE = 100 };
    ptrdiff_t stop = sentence_end(l->num.text);
    if ((stop >= 0 && stop < l->num.text.n) || ends_open(l->num.text) ||
        utf8_chars(l->num.text) > LONGEST_WHOLE)
        return false;
    l->shape = SHAPE_ALONE;
    return true;
}

bool line_cut_sentence(Line *l, int chars)
{
    enum { LONGEST_SENTENCE = 80, LEAST = 24 };
    ptrdiff_t stop = sentence_end(l->num.text);
    ptrdiff_t n = stop > 0 ? utf8_chars(str_head(l->num.text, stop)) : 0;
    if (!n || n > LONGEST_SENTENCE || n > 2 * chars ||
        utf8_chars(str_skip(l->num.text, stop)) < LEAST ||
        has_figures(str_head(l->num.text, stop)))
        return false;
    l->shape = SHAPE_RUN_IN;
    l->cut = l->num.text.s + stop - l->p->text.s;
    return true;
}

bool line_cut_like(Line *l, int chars)
{
    Str text = l->num.text;
    ptrdiff_t cut = clause_near(text, chars);
    if (!cut) {
        ptrdiff_t wide = str_find(text, S("，"), 0);
        ptrdiff_t narrow = str_find(text, S(","), 0);
        bool use = narrow >= 0 && (wide < 0 || narrow < wide);
        cut = use ? narrow + 1 : wide + 3;
        int n = (int)utf8_chars(str_head(text, cut));
        if ((use ? narrow : wide) < 0 || n > LONG_SPACED ||
            n > chars + chars / 2 + 2)
            return false; /* much longer than the others: a sentence */
    }
    l->shape = SHAPE_RUN_IN;
    l->cut = text.s + cut - l->p->text.s;
    return l->cut < l->p->text.n;
}
