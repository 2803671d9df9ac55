#include "ingest/page/title.h"

#include "ingest/line/chrome.h"
#include "ingest/line/key.h"
#include "ingest/line/kind.h"
#include "ingest/line/numbering.h"
#include "text/words.h"

enum { THIN = 45, LONGEST = 80, SHORTEST = 4 };

static const char *const place_words[] = {
    "街道", "镇", "乡", "办事处", "区", "县", "市", "开发区", "新区", NULL};
static const char *const news_words[] = {
    "召开",   "举行",   "举办",   "开展",   "组织",         "调研",
    "传达",   "部署会", "推进会", "总结会", "座谈会",       "动员会",
    "述职会", "表彰",   "慰问",   "培训班", "工作总结大会", "会议",
    "发布",   "出炉",   "收藏",   NULL};
/* Names of columns, which stand above titles and look like them. */
static const char *const columns[] = {"规划计划",
                                      "计划总结",
                                      "工作总结",
                                      "总结计划",
                                      "工作计划",
                                      "年度计划",
                                      "计划规划",
                                      "规划总结",
                                      "年度工作总结",
                                      "年度总结",
                                      "工作总结与计划",
                                      "工作报告",
                                      "政府工作报告",
                                      "计划与总结",
                                      "总结报告",
                                      "工作计划与总结",
                                      "计划总结报告",
                                      "年度工作计划",
                                      "工作要点",
                                      "工作计划总结",
                                      "规划信息",
                                      "工作总结和计划",
                                      "工作计划及总结",
                                      "工作总结及计划",
                                      "年度工作报告",
                                      "发展规划",
                                      "计划",
                                      "总结",
                                      NULL};
/* What a site's own name has. */
static const char *const sites[] = {"人民政府", "门户网站", "政府网",
                                    "信息网",   "网站",     NULL};
static WordSet place_set = WORD_SET(place_words),
               news_set = WORD_SET(news_words), column_set = WORD_SET(columns);

/* key without the session in brackets and the speaker behind it: 政府工作报告
 * (2019年1月21日在某市...会议上)某市人民政府市长某某. */
static Str without_bracket(Str key)
{
    enum { SPEAKER = 24 }; /* characters */
    static const char *const sessions[] = {"会议上)", "大会上)", "全会上)"};
    ptrdiff_t open = str_find(key, S("("), 0);
    for (int i = 0; open > 0 && i < 3; i++) {
        Str end = str_of(sessions[i]);
        ptrdiff_t at = str_find(key, end, open);
        if (at > 0 && utf8_chars(str_skip(key, at + end.n)) <= SPEAKER)
            return str_head(key, open);
    }
    return key;
}

/* key without where it was given: 政府工作报告(草案)在某镇...会议上. */
static Str without_session(Str key)
{
    static const char *const sessions[] = {"会议上",  "大会上",  "全会上",
                                           "会议上)", "大会上)", NULL};
    static const char *const opens[] = {"——在", "—在", "(在", "——",
                                        "—",    "在",  NULL};
    if (!ends_any(key, sessions))
        return key;
    for (int i = 0; opens[i]; i++) {
        ptrdiff_t at = str_find(key, str_of(opens[i]), 0);
        if (at > 0 && kind_words(str_head(key, at)))
            return str_head(key, at);
    }
    return key;
}

static bool ends_as_kind(Str key)
{
    static const char *const tails[] = {
        "的报告", "的汇报", "情况报告", "情况汇报", "的通知",
        "情况",   "的通告", "(摘要)",   "(摘登)",   NULL};
    key = without_session(without_bracket(key));
    if (str_ends(key, S(")"))) {
        ptrdiff_t open = str_find(key, S("("), 0);
        if (open > 0)
            key = str_head(key, open);
    }
    key.n -= str_ends(key, S("》")) ? 3 : 0;
    if (kind_ends(key))
        return true;
    ptrdiff_t n = ends_any(key, tails);
    if (n)
        key.n -= n;
    key.n -= str_ends(key, S("》")) ? 3 : 0;
    return kind_ends(key);
}

bool title_ends(Str s, Arena scratch)
{
    Str key = key_of(&scratch, s);
    ptrdiff_t open = str_ends(key, S(")")) ? str_find(key, S("("), 0) : 0;
    return kind_ends(open > 0 ? str_head(key, open) : key);
}

/* s without what sites put around a title: [上海] in front, the name of a file
 * behind. */
static Str title_core(Str s, Arena scratch)
{
    enum { NAMED = 65, LONG_MARK = 12 };
    static const char *const opens[] = {"[", "【", "［", NULL};
    static const char *const closes[] = {"]", "】", "］", NULL};
    static const char *const tails[] = {".docx", ".doc", ".pdf", ".wps",
                                        ".txt",  ".rtf", "范文", NULL};
    Str core = utf8_trim(s);
    core.n -= ends_any(core, tails);
    Str mark = utf8_head(core, LONG_MARK);
    for (int i = 0; closes[i] && starts_any(core, opens); i++) {
        ptrdiff_t at = str_find(mark, str_of(closes[i]), 0);
        if (at < 0 || kind_words(str_head(core, at)))
            continue;
        Str rest = str_skip(core, at + str_of(closes[i]).n);
        if (title_score(rest, scratch) >= NAMED)
            return utf8_trim(rest);
    }
    return core.n < s.n && title_score(core, scratch) >= NAMED ? core : s;
}

int title_score(Str s, Arena scratch)
{
    if (str_has(s, S("。"))) /* most paragraphs: told without their key */
        return 0;
    Str key = key_of(&scratch, s);
    ptrdiff_t n = utf8_chars(key);
    if (n < SHORTEST || n > LONGEST || str_has(key, S(">")) ||
        str_starts(key, S("首页")))
        return 0;
    static const char *const particles[] = {"吧", "吗", "啦", "呢",
                                            "哦", "!",  "?",  NULL};
    int score = 0;
    KindSet kinds = kind_words(key);
    score += kinds ? 25 : 0;
    score += kinds && ends_as_kind(key) ? 40 : 0;
    score += kind_has_year(key) ? 20 : 0;
    score += words_in(&place_set, key) ? 15 : 0;
    score -= words_in(&news_set, key) && !ends_as_kind(key) ? 50 : 0;
    score -= words_start(&column_set, key) == key.n ? 40 : 0;
    score -= ends_any(key, particles) ? 40 : 0;
    score -= str_ends(key, S(",")) || str_ends(key, S(";")) ||
                     str_ends(key, S(":")) || str_ends(key, S("、"))
                 ? 40
                 : 0;
    return score > 0 ? score : 0;
}

/* A line, or two, that may be the title. */
typedef struct Candidate {
    Str text;
    int from, to; /* pieces, inclusive; -1: not a line of the page */
    int score;
} Candidate;

typedef struct Search {
    Page *page;
    Arena *perm;
    Arena scratch;
    Str tag_key, meta_key; /* of <title> and of ArticleTitle */
    Candidate best;
} Search;

/* A year and a kind of document under a good title that names the place: the
 * first heading. */
static bool is_section_under(const Candidate *best, Str key, Arena scratch)
{
    enum { GOOD = 65 };
    YearSpan y;
    return best->score >= GOOD && year_at(key, 0, &y) && kind_ends(key) &&
           !words_in(&place_set, key) &&
           has_any(key_of(&scratch, best->text), place_words);
}

static void propose(Search *s, Str text, int from, int to, int bonus)
{
    Arena scratch = s->scratch;
    text = title_core(text, scratch);
    int score = title_score(text, scratch);
    Str key = key_of(&scratch, text);
    if (!score || is_section_under(&s->best, key, scratch))
        return;
    if (key.n && (str_eq(key, s->tag_key) || str_eq(key, s->meta_key)))
        bonus += 20;
    score += bonus;
    if (score > s->best.score)
        s->best = (Candidate){tidy_title(s->perm, text), from, to, score};
}

static bool may_be_title(const Piece *p)
{
    return !p->label && !p->prose && p->chars <= LONGEST &&
           numbering_of(p->text).kind == NUMBER_NONE &&
           p->b->kind != BLOCK_TABLE && p->b->kind != BLOCK_LINK &&
           !chrome_rule(p->key, p->chars, ZONE_HEAD).n &&
           p->b->link_chars * 2 <= p->chars;
}

static bool breaks_off(Str key)
{
    static const char *const joints[] = {
        "及",     "和",       "暨",     "与",     "、",   "的", "“",
        "关于",   "年",       "上半年", "下半年", "街道", "镇", "乡",
        "办事处", "人民政府", "年度",   "政府",   "(",    NULL};
    return ends_any(key, joints) > 0;
}

/* Title lines come in two where the first breaks off. */
static void propose_pair(Search *s, int i)
{
    const Piece *a = &s->page->v[i], *b = a + 1;
    if (i + 1 >= s->page->n || !may_be_title(b) || !breaks_off(a->key) ||
        b->role != a->role)
        return;
    if (kind_words(a->key) && ends_as_kind(a->key))
        return;
    Arena scratch = s->scratch;
    if (title_score(b->text, scratch) >= 85 && has_any(b->key, place_words))
        return; /* whole by itself */
    propose(s, str_join3(s->perm, a->text, S(" "), b->text), i, i + 1, 5);
}

static int line_bonus(const Piece *p)
{
    bool shown = p->b->kind == BLOCK_HEADING || p->b->bold || p->b->centred;
    return (shown ? 15 : 0) + (p->role == ROLE_BODY && p->b->main ? 10 : 0);
}

static ptrdiff_t dash_at(Str s)
{
    static const char *const dashes[] = {"——", "—", "――", "--", "－－", NULL};
    return starts_any(s, dashes);
}

/* Whether the line ends with what a line above it says alone: a headline that
 * the text repeats behind its motto and the day. */
static bool repeats_line_above(const Page *page, int i)
{
    enum { SHORTEST_REPEATED = 8, NEAR = 8 };
    Str key = page->v[i].key;
    for (int k = i > NEAR ? i - NEAR : 0; k < i; k++)
        if (page->v[k].chars >= SHORTEST_REPEATED &&
            may_be_title(&page->v[k]) && str_ends(key, page->v[k].key))
            return true;
    return false;
}

/* A title of two lines, the second behind a dash: the name of the document
 * may be in either of them. */
static void propose_subtitled(Search *s, int i)
{
    const Piece *a = &s->page->v[i], *b = a + 1;
    ptrdiff_t dash = i + 1 < s->page->n ? dash_at(b->text) : 0;
    if (!dash || b->role != a->role || !may_be_title(b) ||
        (kind_words(a->key) && ends_as_kind(a->key)) ||
        words_start(&column_set, a->key) == a->key.n ||
        has_any(a->key, sites) || repeats_line_above(s->page, i + 1))
        return;
    Str sub = utf8_trim(str_skip(b->text, dash));
    propose(s, str_join3(s->perm, a->text, S("——"), sub), i, i + 1,
            line_bonus(b) + 5);
}

/* The parts of <title>, which sites join with their own name. */
static void propose_tag(Search *s, Str tag)
{
    static const char *const cuts[] = {" - ", "_",  "|", "–", "——", "-", "＿",
                                       "—",   "::", "»", ">", " ",  NULL};
    propose(s, tag, -1, -1, 0);
    for (int i = 0; cuts[i]; i++) {
        Str rest = tag, sep = str_of(cuts[i]);
        while (str_given(rest))
            propose(s, str_cut(&rest, sep), -1, -1, -1 - i / 11 * 20);
    }
}

/* Whether the tag's title is the line's behind the names of the site and of a
 * column. */
static bool is_named_by(const Search *s, const Candidate *tag)
{
    enum { GOOD = 65 };
    Arena scratch = s->scratch;
    Str whole = key_of(&scratch, tag->text);
    Str line = key_of(&scratch, s->best.text);
    if (s->best.from < 0 || s->best.score < GOOD || !str_ends(whole, line))
        return false;
    Str front = str_head(whole, whole.n - line.n);
    return has_any(front, sites) || ends_any(front, columns);
}

/* The last line before the text that names nothing but the kind of report, as
 * those of sessions do; score 0 where there is none. */
static Candidate plain_title(const Search *s, int stop)
{
    static const char *const names[] = {"政府工作报告", "人民政府工作报告",
                                        "工作报告", NULL};
    for (int i = stop - 1; i >= 0; i--) {
        const Piece *p = &s->page->v[i];
        if (may_be_title(p) && starts_any(p->key, names) == p->key.n)
            return (Candidate){tidy_title(s->perm, p->text), i, i, THIN};
    }
    return (Candidate){0};
}

/* Whether two lines are the title in two, without the word that joins them:
 * 某街道2022年工作总结 / 2023年工作计划. */
static bool is_title_in_two(Str title, Str a, Str b)
{
    static const char *const joints[] = {"和", "及",   "暨", "与",
                                         "、", "以及", NULL};
    ptrdiff_t between = title.n - a.n - b.n;
    if (between < 0 || !a.n || !b.n || !str_starts(title, a) ||
        !str_ends(title, b))
        return false;
    Str joint = str_head(str_skip(title, a.n), between);
    return !between || starts_any(joint, joints) == between;
}

/* Marks the lines of the title and every line of the head that repeats it. */
static void mark_title(Page *page, const Candidate *best, Arena scratch)
{
    Str key = key_of(&scratch, best->text);
    for (int i = best->from; i >= 0 && i <= best->to; i++) {
        Piece *p = &page->v[i];
        p->role = ROLE_TITLE;
        p->rule = S("title");
    }
    int until = best->to + 4;
    for (int i = 0; i < page->n; i++) {
        Piece *p = &page->v[i];
        bool near = i <= until || !page->v[i].prose;
        Piece *next = i + 1 < page->n ? p + 1 : NULL;
        bool same = str_eq(p->key, key) && p->b->kind != BLOCK_LINK;
        if (!same && near && !p->numbered && p->chars <= LONGEST &&
            str_has(p->key, key))
            same = str_eq(key_of(&scratch, title_core(p->text, scratch)), key);
        if (i <= until && next && next->role == ROLE_BODY &&
            p->role == ROLE_BODY && is_title_in_two(key, p->key, next->key)) {
            p->role = next->role = ROLE_TITLE;
            p->rule = next->rule = S("title");
        }
        for (int k = best->from; i > best->to && i <= until && k >= 0 &&
                                 best->from < best->to && k <= best->to;
             k++)
            same |= str_eq(p->key, page->v[k].key);
        bool above = i <= until && str_eq(p->rule, S("outside-main"));
        if (near && same && (p->role == ROLE_BODY || above)) {
            p->role = ROLE_TITLE;
            p->rule = S("title");
        }
    }
}

/* Whether the line right above the text heads its first section instead: it
 * names a year and a kind, and a line further down another year of another
 * kind. 2022年工作回顾 ... 2023年工作计划 */
static bool heads_section(const Page *page, const Candidate *best)
{
    enum { LONGEST_HEAD = 30 };
    YearSpan y, other;
    if (page->raw->html || best->from < 0 || best->from != best->to ||
        best->to + 1 >= page->n || !page->v[best->to + 1].prose)
        return false;
    Str key = page->v[best->from].key;
    KindSet kinds = kind_words(key);
    if (!year_at(key, 0, &y) || words_in(&place_set, key) ||
        (kinds & KIND_GOVERNMENT) || !kind_ends(key))
        return false;
    for (int i = 0; i < best->from; i++)
        if (page->v[i].label || page->v[i].prose)
            return false;
    for (int i = best->to + 2; i < page->n; i++) {
        Str k = page->v[i].key;
        if (page->v[i].chars <= LONGEST_HEAD && year_at(k, 0, &other) &&
            kind_ends(k) && !(kind_words(k) & kinds) &&
            other.first == y.last + 1)
            return true;
    }
    return false;
}

void title_find(Page *page, Arena *perm, Arena scratch)
{
    enum { CERTAIN_LATER = 100, AFTER_PROSE = 12 };
    Search s = {.page = page, .perm = perm, .scratch = scratch};
    int stop = 0, later = 0;
    Search tag = s;
    propose_tag(&tag, page->raw->title_tag);
    if (tag.best.score)
        s.tag_key = key_of(&s.scratch, tag.best.text);
    for (int i = 0; i < page->raw->nmetas; i++)
        if (str_eq_nocase(page->raw->metas[i].name, S("ArticleTitle")))
            s.meta_key = key_of(&s.scratch, page->raw->metas[i].content);
    while (stop < page->n &&
           !(page->v[stop].prose && page->v[stop].role == ROLE_BODY))
        stop++;
    later = stop + AFTER_PROSE < page->n ? stop + AFTER_PROSE : page->n;
    later = later <= page->titled ? page->titled + 1 : later;
    for (int i = 0; i < later; i++) {
        const Piece *p = &page->v[i];
        if (!may_be_title(p))
            continue;
        if (i >= stop && i != page->titled && !str_eq(p->key, s.tag_key) &&
            !str_eq(p->key, s.meta_key))
            continue;
        propose(&s, str_skip(p->text, dash_at(p->text)), i, i, line_bonus(p));
        if (i < stop) {
            propose_pair(&s, i);
            propose_subtitled(&s, i);
        }
    }
    Candidate plain = plain_title(&s, stop);
    bool named = plain.score && str_ends(s.tag_key, page->v[plain.from].key);
    if (named && (s.best.score < THIN || s.best.from == plain.from))
        s.best = plain; /* <title> has it behind the names of site and column */
    else if (tag.best.score > s.best.score && !is_named_by(&s, &tag.best))
        s.best = tag.best; /* no line is as good */
    if (page->meta.title.n)
        propose(&s, page->meta.title, -1, -1, -16);
    if (s.best.score < THIN || heads_section(page, &s.best))
        s.best = plain;
    if (s.best.score < THIN)
        return;
    page->title = s.best.text;
    mark_title(page, &s.best, scratch);
}
