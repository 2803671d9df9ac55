#include "ingest/page/page.h"

#include "ingest/line/chrome.h"
#include "ingest/line/key.h"
#include "ingest/line/kind.h"
#include "ingest/line/line_form.h"
#include "ingest/line/meta_line.h"
#include "ingest/line/numbering.h"
#include "ingest/line/office.h"
#include "ingest/line/run_on.h"
#include "ingest/line/tail.h"
#include "ingest/page/label_rows.h"
#include "ingest/page/title.h"
#include "text/words.h"

enum {
    SENTENCE = 24,  /* characters from which a line with 。 is prose */
    PARAGRAPH = 60, /* and without */
    MOST_MAIN = 50  /* percent of the prose that makes `main` believable */
};

/* Sentences, not a menu: few spaces for its length, few links. */
static bool is_prose(const Piece *p)
{
    const Block *b = p->b;
    if (b->link_chars * 2 > p->chars || b->kind == BLOCK_LINK)
        return false;
    if (p->chars < SENTENCE)
        return false;
    if (has_sentence(p->text) || str_has(p->text, S("！")))
        return true;
    return p->chars >= PARAGRAPH && !str_has(p->text, S("|")) &&
           (str_has(p->key, S(",")) || str_has(p->key, S("、"))) &&
           count_of(p->text, S(" ")) * 10 < p->chars;
}

static void describe(Piece *p, Arena *perm)
{
    p->key = key_of(perm, p->text);
    p->chars = (int)utf8_chars(p->key);
    NumberClass number = numbering_of(p->text).kind;
    p->label = meta_line(p->text, NULL) ||
               (p->b->kind == BLOCK_TABLE && meta_table(p->text));
    p->numbered = number != NUMBER_NONE && number != NUMBER_ORDINAL;
    p->prose = !p->label && is_prose(p) &&
               (p->numbered ||
                !chrome_rule(p->key, p->chars, ZONE_FOOT | ZONE_HEAD).n);
}

/* Where a title starts that goes on at `at`: offices stand in front of it,
 * each behind a space, as where two report together; not the last name of the
 * breadcrumb itself, which its arrow leads to. */
static ptrdiff_t with_offices(Str text, ptrdiff_t at)
{
    static const char *const arrows[] = {">", "＞", "»", "→", "/",
                                         "-", "：", ":", "|", NULL};
    for (;;) {
        Str before = utf8_trim(str_head(text, at));
        ptrdiff_t space = str_rfind_byte(before, ' ');
        Str front = utf8_trim(str_head(before, space > 0 ? space : 0));
        if (space <= 0 || !is_office(str_skip(before, space + 1)) ||
            ends_any(front, arrows))
            return at;
        at = space + 1;
    }
}

/* Where the title starts behind the breadcrumb that it was folded into one
 * line with: the last words that are one, or 0. */
static ptrdiff_t behind_crumb(Str text, Arena scratch)
{
    enum { TITLE = 65 };
    static const char *const crumbs[] = {
        "首页",   "网站首页", "当前位置", "您当前",   "您的位置",
        "您现在", "您所在",   "位置:",    "所在位置", NULL};
    if (!starts_any(key_of(&scratch, text), crumbs))
        return 0;
    for (ptrdiff_t at = text.n - 1; at > 0; at--)
        if (text.s[at] == ' ' &&
            title_score(str_skip(text, at + 1), scratch) >= TITLE)
            return with_offices(text, at + 1);
    return 0;
}

/* Where a line of the head goes over into labels: 某街道2022年工作总结
 * 发布时间：..., or 0. */
static ptrdiff_t label_inside(const Piece *p, Arena scratch)
{
    enum { LONG_LINE = 300, LONG_TITLE = 60 };
    ptrdiff_t head;
    if (p->prose || p->label || p->chars > LONG_LINE ||
        p->b->kind == BLOCK_TABLE)
        return 0;
    if (meta_line(p->text, &head) || head <= 0)
        return 0;
    Str front = str_head(p->text, head);
    bool title = !str_has(front, S("。")) && (utf8_chars(front) <= LONG_TITLE ||
                                              behind_crumb(front, scratch));
    return title ? head : 0;
}

/* s without the bracket that closes at its end. */
static Str in_brackets(Str s)
{
    static const char *const closes[] = {")", "）", "]", "】", NULL};
    return str_head(s, s.n - ends_any(s, closes));
}

/* `at`, or where the bracket in front of it starts. */
static ptrdiff_t before_bracket(Str s, ptrdiff_t at)
{
    static const char *const opens[] = {"(", "（", "[", "【", NULL};
    return at - ends_any(str_head(s, at), opens);
}

/* Where a title goes over into the page's date in figures: 某街道2021年工作
 * 总结 2022-03-30, or 0. One with 年月日 may be a session's, unless a label
 * follows in the same line or a program wrote it. */
static ptrdiff_t date_inside(const Piece *p, bool labelled)
{
    enum { LONG_LINE = 100, LONG_DATE = 20 };
    Date d;
    if (p->prose || p->label || p->chars > LONG_LINE ||
        p->b->kind == BLOCK_TABLE || is_date_line(p->key, &d) ||
        !kind_words(p->key))
        return 0;
    for (ptrdiff_t at = 1; at < p->text.n; at++) {
        char c = p->text.s[at], before = p->text.s[at - 1];
        Str tail = str_skip(p->text, at);
        if ((c == '1' || c == '2') && !(before >= '0' && before <= '9') &&
            tail.n <= LONG_DATE &&
            (labelled || !str_has(tail, S("月")) ||
             is_padded_date(str_skip(p->text, before_bracket(p->text, at)))) &&
            is_date_line(in_brackets(tail), &d))
            return before_bracket(p->text, at);
    }
    return 0;
}

static void make_room(Page *page, int more, Arena *perm)
{
    if (page->n + more <= page->cap)
        return;
    page->cap = page->n * 2 + more;
    Piece *v = NEW_N(perm, Piece, page->cap);
    if (page->n)
        memcpy(v, page->v, (size_t)page->n * sizeof *v);
    page->v = v;
}

static void push(Page *page, const Block *b, Str text, Arena *perm)
{
    make_room(page, 1, perm);
    Piece *p = &page->v[page->n++];
    *p = (Piece){.b = b, .text = utf8_trim(text)};
    describe(p, perm);
}

/* A line's front, in two where a breadcrumb starts or a date ends it.
 * `labelled`: a label comes next. */
static void push_dated(Page *page, const Block *b, Str text, bool labelled,
                       Arena *perm, Arena scratch)
{
    ptrdiff_t title = behind_crumb(text, scratch);
    if (title)
        push(page, b, str_head(text, title), perm);
    text = str_skip(text, title);
    push(page, b, text, perm);
    ptrdiff_t cut = date_inside(&page->v[page->n - 1], labelled);
    if (!cut)
        return;
    page->n--;
    push(page, b, str_head(text, cut), perm);
    push(page, b, str_skip(text, cut), perm);
}

/* A text, and apart from it the furniture that is glued to its end. */
static void push_text(Page *page, const Block *b, Str text, Arena *perm)
{
    ptrdiff_t cut = b->kind == BLOCK_TABLE ? 0 : tail_at(text);
    push(page, b, cut ? str_head(text, cut) : text, perm);
    if (!cut)
        return;
    push(page, b, str_skip(text, cut), perm);
    piece_mark(&page->v[page->n - 1], ROLE_CHROME, S("tail"));
}

static bool may_run_on(const Block *b)
{
    return b->kind != BLOCK_TABLE && b->kind != BLOCK_LINK;
}

/* A block, or what follows the title in it, that is a whole text becomes a
 * piece for each paragraph. */
static bool push_paragraphs(Page *page, const Block *b, Str text, Arena *perm,
                            Arena scratch)
{
    int n = may_run_on(b) ? run_on_cuts(text, NULL) : 0;
    if (!n)
        return false;
    ptrdiff_t *cuts = NEW_N(&scratch, ptrdiff_t, n + 1);
    run_on_cuts(text, cuts);
    cuts[n] = text.n;
    push(page, b, str_head(text, cuts[0]), perm);
    for (int i = 0; i < n; i++)
        push_text(page, b, str_span(text.s + cuts[i], text.s + cuts[i + 1]),
                  perm);
    return true;
}

/* Whether a text that has lost all breaks goes on at s behind its title: with
 * a year of which no document is named, or as first sentences like to start. */
static bool restarts(Str s)
{
    enum { NEAR = 14 };
    static const char *const starts[] = {
        "一年来", "今年以来", "今年是",   "过去一年", "过去的一年", "过去五年",
        "五年来", "近年来",   "年初以来", "在县委",   "在区委",     "在市委",
        "在省委", "在镇党委", "在街道",   "在上级",   "根据",       "按照",
        "为深入", "为全面",   "为进一步", NULL};
    static WordSet start_set = WORD_SET(starts);
    YearSpan y;
    ptrdiff_t year = year_at(s, 0, &y);
    if (year)
        return !kind_words(utf8_head(str_skip(s, year), NEAR));
    return words_start(&start_set, s) > 0;
}

/* Where a text goes on behind its title in one line, with a space, a dash, a
 * salutation or its first sentence: 某镇2022年政府工作报告各位代表：现在 ...,
 * or 0. */
static ptrdiff_t title_inside(Str text, Arena scratch)
{
    enum { SURE = 85, NAMED = 65, LONGEST = 60, TEXT = 40 };
    static const char *const calls[] = {
        "各位代表", "各位领导", "各位议事", "各位委员", "各位居民",
        "同志们",   "——",       " ——",      "篇一",     NULL};
    static WordSet call_set = WORD_SET(calls);
    static const char *const commas[] = {"，", ",", NULL};
    bool clause = restarts(text); /* a sentence, and no title in front of one */
    Str front = utf8_head(text, LONGEST);
    if (front.n == text.n || numbering_of(text).kind != NUMBER_NONE)
        return 0;
    for (ptrdiff_t at = 1; at < front.n; at++) {
        if ((text.s[at] & 0xC0) == 0x80)
            continue; /* within a character */
        Str head = str_head(text, at), rest = str_skip(text, at);
        clause = clause || ends_any(head, commas);
        bool call = words_start(&call_set, rest) > 0;
        if (!call && text.s[at] != ' ' && (clause || !restarts(rest)))
            continue;
        int score = title_score(head, scratch);
        bool ends = title_ends(head, scratch);
        if (ends && score >= (call ? NAMED : SURE) && utf8_chars(rest) >= TEXT)
            return at;
        if (call && text.s[at] != ' ')
            break;
    }
    return 0;
}

/* A block with prose at the page's start that its title stands in front of:
 * then *cut > 0. */
static int find_titled(const RawPage *raw, Arena scratch, ptrdiff_t *cut)
{
    enum { LONG = 60, FIRST_FEW = 3 };
    int seen = 0;
    *cut = 0;
    for (int i = 0; i < raw->n && seen < FIRST_FEW; i++) {
        const Block *b = &raw->v[i];
        if (!b->main || b->chrome || !may_run_on(b) ||
            !str_has(b->text, S("。")) || utf8_chars(b->text) < LONG)
            continue;
        seen++;
        *cut = title_inside(b->text, scratch);
        if (*cut)
            return i;
    }
    return -1;
}

/* Pieces outside the article's element are furniture, where most of the prose
 * is inside it. */
static void leave_main(Page *page)
{
    int64_t inside = 0, all = 0;
    for (int i = 0; i < page->n; i++) {
        const Piece *p = &page->v[i];
        if (!p->prose || p->b->chrome)
            continue;
        all += p->chars;
        inside += p->b->main ? p->chars : 0;
    }
    bool believe = all && inside * 100 >= all * MOST_MAIN;
    for (int i = 0; i < page->n; i++) {
        Piece *p = &page->v[i];
        if (p->b->chrome)
            piece_mark(p, ROLE_CHROME, S("html-chrome"));
        else if (believe && !p->b->main)
            piece_mark(p, ROLE_CHROME, S("outside-main"));
    }
}

/* 时间：2013年5月8日 beside 地点：, as announcements have them: a line of the
 * text, no label of the page's. */
static void leave_events(Page *page)
{
    static const char *const places[] = {
        "地点:", "地址:",   "主讲", "嘉宾:", "对象:", "参加人",
        "参会",  "主持人:", "报名", "票价:", NULL};
    static const char *const times[] = {"时间:", "日期:", NULL};
    for (int i = 0; i < page->n; i++) {
        Piece *p = &page->v[i];
        if (!p->label || !starts_any(p->key, times))
            continue;
        bool event = (i > 0 && starts_any(p[-1].key, places)) ||
                     (i + 1 < page->n && starts_any(p[1].key, places));
        p->label = !event;
    }
}

/* 时效 有效, between two lines with labels or behind them: one as well. */
static void join_rows(Page *page)
{
    enum { LONGEST = 30, SHORT = 12 };
    for (int i = 1; i < page->n; i++) {
        Piece *p = &page->v[i];
        Str value;
        bool next = i + 1 < page->n && p[1].label;
        p->label = p->label || (p[-1].label && !p->prose &&
                                p->chars <= (next ? LONGEST : SHORT) &&
                                label_of_row(p->text, &value));
    }
}

/* A line of labels over one of values: that is none of the text. */
static void mark_columns(Page *page)
{
    for (int i = 0; i + 1 < page->n; i++) {
        Piece *p = &page->v[i], *below = p + 1;
        if (p->label && !below->label && !below->prose &&
            p->b->kind != BLOCK_TABLE &&
            columns_of_lines(p->text, below->text).n)
            piece_mark(below, ROLE_META, S("meta-columns"));
    }
}

/* The label that the line is, with nothing behind it, or NULL. */
static const Label *bare_label(const Piece *p)
{
    Segments g;
    if (!p->label || p->b->kind == BLOCK_TABLE)
        return NULL;
    find_segments(p->text, &g);
    bool bare = g.n == 1 && g.v[0].at == 0 && !g.v[0].text.n;
    return bare ? g.v[0].label : NULL;
}

/* What may be the value of a label on the line above. */
static bool may_be_value(const Piece *p)
{
    enum { LONGEST = 60 };
    return !p->label && !p->prose && p->chars <= LONGEST &&
           p->b->kind != BLOCK_TABLE && p->b->kind != BLOCK_LINK &&
           !p->b->chrome && !str_has(p->text, S("。"));
}

/* Labels and values that take turns, a line each: the values are no lines of
 * the text. Behind the last label, where another may be without a value, a
 * title or a heading is none. */
static void pair_values(Page *page, Arena scratch)
{
    enum { ROW = 2, SHORT = 20, TITLE = 45 };
    int pairs = 0;
    for (int i = 0; i + 1 < page->n; i++) {
        Piece *value = &page->v[i + 1];
        const Label *label = bare_label(&page->v[i]);
        if (!label) {
            pairs = page->v[i].label ? pairs : 0;
            continue;
        }
        bool next = i + 2 < page->n && page->v[i + 2].label;
        bool last = pairs >= ROW && value->chars <= SHORT && !value->numbered &&
                    (label->field == F_LONG ||
                     title_score(value->text, scratch) < TITLE);
        if (may_be_value(value) && (next || last)) {
            piece_mark(value, ROLE_META, S("meta-value"));
            pairs++;
            i++;
        }
    }
}

void page_open(Page *page, const RawPage *raw, Arena *perm, Arena scratch)
{
    *page = (Page){.raw = raw,
                   .titled = -1,
                   .meta = {.date_rank = RANK_NONE, .latest = raw->captured}};
    ptrdiff_t title;
    int titled = find_titled(raw, scratch, &title);
    make_room(page, raw->n + raw->n / 4, perm);
    bool started = false;
    for (int i = 0; i < raw->n; i++) {
        const Block *b = &raw->v[i];
        if (!b->text.n && b->kind != BLOCK_TABLE)
            continue;
        Str text = b->text;
        if (i == titled && title) {
            page->titled = page->n;
            push(page, b, str_head(text, title), perm);
            text = str_skip(text, title);
        }
        if (push_paragraphs(page, b, text, perm, scratch)) {
            started = true;
            continue;
        }
        if (tail_at(text)) {
            push_text(page, b, text, perm);
            started = true;
            continue;
        }
        push(page, b, text, perm);
        Piece *p = &page->v[page->n - 1];
        started |= p->prose && b->main;
        ptrdiff_t cut = started ? 0 : label_inside(p, scratch);
        bool labelled = cut > 0;
        if (!cut && !started)
            cut = date_inside(p, false);
        if (cut) {
            page->n--;
            push_dated(page, b, str_head(text, cut), labelled, perm, scratch);
            push(page, b, str_skip(text, cut), perm);
        }
    }
    join_rows(page);
    mark_columns(page);
    leave_events(page);
    pair_values(page, scratch);
    leave_main(page);
}
