#include "ingest/html/main_content.h"

#include "base/map.h"
#include "ingest/blocks/block_list.h"
#include "ingest/html/main_asides.h"
#include "ingest/html/main_edges.h"
#include "ingest/html/main_replies.h"
#include "text/utf8.h"

/* How it works: each block gets a weight, the number of its characters where
 * it reads like prose (whole sentences, few links) and nothing where it does
 * not. The weights are summed up the tree. From the root, or from a container
 * that many portals name alike where it holds most of the weight, the search
 * goes down into the heaviest child as long as what it leaves behind is no
 * part of the article for sure. Where it stops, the article is spread over
 * several children, and links at their ends are cut off. */
enum {
    PROSE_CHARS = 12,     /* a shorter block weighs nothing by itself */
    DUPLICATE_CHARS = 30, /* a shorter one may be repeated by chance */
    CONTAINER = 60,  /* percent of the page's weight that a known container or
                        a range between marks must have */
    MOST = 55,       /* percent that the heaviest child must have */
    SENTENCE = 24,   /* weight of one */
    ARTICLE = 100,   /* weight from which what stands around it is not it */
    LEFT_BEHIND = 15 /* percent that may be left behind without a reason; what
                        of it is prose near by is fetched back at the end */
};

/* The article as a range of node ids. */
typedef struct Range {
    int from, to;
} Range;

typedef struct Search {
    const HtmlFacts *facts;
    const DomNode **from;
    Block *v;
    int n;
    int *sum;     /* by DomNode.id: weight of the blocks below it */
    int *before;  /* by DomNode.id: weight of all blocks that begin earlier */
    Aside *aside; /* by DomNode.id */
    bool *copy;   /* by block: its text stood on the page before */
    int answers;  /* the block from which on there are only answers, or n */
} Search;

/* Names that content systems of Chinese portals give to the element around
 * the article's text. Evidence only: it must hold most of the text, too. */
static const Str containers[] = {
    STR_INIT("TRS_Editor"),
    STR_INIT("trs_editor_view"),
    STR_INIT("zoom"),
    STR_INIT("UCAP-CONTENT"),
    STR_INIT("pages_content"),
    STR_INIT("article-content"),
    STR_INIT("article_content"),
    STR_INIT("article_con"),
    STR_INIT("con_text"),
    STR_INIT("vsb_content"),
    STR_INIT("ivs_content"),
    STR_INIT("news_content"),
    STR_INIT("NewsContent"),
    STR_INIT("info_content"),
    STR_INIT("conTxt"),
    STR_INIT("article-body"),
    STR_INIT("artibody"),
    STR_INIT("art_content"),
    STR_INIT("content_body"),
    STR_INIT("detail-content"),
    STR_INIT("text_content"),
    STR_INIT("main-txt"),
    STR_INIT("ContentRegion"),
    STR_INIT("js_content"),
    STR_INIT("mainText"),
    STR_INIT("Custom_UnionStyle"),
    STR_INIT("j-fontContent"),
    STR_INIT("easysite-news-text"),
    STR_INIT("view"),
    STR_INIT("news_txt"),
};

static int prose_weight(const Block *b)
{
    int ends, commas, chars = (int)utf8_count(b->text);
    if (b->chrome || b->kind == BLOCK_LINK || b->link_chars * 3 > chars)
        return 0;
    if (b->kind == BLOCK_TABLE)
        return chars / 2;
    ends = count_stops(b->text, &commas);
    if (chars < PROSE_CHARS || !(ends + commas) || is_notice(b->text))
        return 0;
    return ends ? chars - b->link_chars : (chars - b->link_chars) / 3;
}

/* A paragraph that stood on the page before (a copy for telephones, for
 * print) weighs nothing, so that the first copy wins. */
static void weigh(Search *s, Arena scratch)
{
    Map seen = {0};
    int *weight = NEW_N(&scratch, int, s->n);
    for (int i = 0; i < s->n; i++) {
        int w = s->aside[s->from[i]->id] ? 0 : prose_weight(&s->v[i]);
        if (w >= DUPLICATE_CHARS) {
            void **slot = map_slot(&seen, s->v[i].text, &scratch);
            s->copy[i] = *slot != NULL;
            w = s->copy[i] ? 0 : w;
            *slot = s;
        }
        weight[i] = w;
    }
    s->answers = replies_start(s->v, s->n, weight);
    for (int i = 0; i < s->answers; i++)
        s->sum[s->from[i]->id] += weight[i];
    for (int i = 1; i <= s->facts->dom->n; i++)
        s->before[i] = s->before[i - 1] + s->sum[i - 1];
    for (int i = s->facts->dom->n; i-- > 1;)
        s->sum[s->facts->dom->v[i]->parent->id] += s->sum[i];
}

static bool percent_of(int part, int all, int percent)
{
    return (int64_t)part * 100 >= (int64_t)all * percent;
}

static bool is_linked(const NodeFacts *f)
{
    return f->link_chars * 4 > f->chars;
}

static const DomNode *heaviest_child(const Search *s, const DomNode *n)
{
    const DomNode *best = NULL;
    for (const DomNode *c = n->first; c; c = c->next)
        if (c->kind == DOM_ELEMENT &&
            (!best || s->sum[c->id] > s->sum[best->id]))
            best = c;
    return best;
}

/* The weight beside the heaviest child that may be a part of the article: not
 * what is full of links or, in a row of a layout table, another column. */
static int doubtful_rest(const Search *s, const DomNode *n, const DomNode *best)
{
    int rest = 0;
    for (const DomNode *c = n->first; c; c = c->next) {
        bool column = c->tag == DOM_TD && best->tag == DOM_TD;
        if (c != best && !column && !is_linked(&s->facts->v[c->id]))
            rest += s->sum[c->id];
    }
    return rest;
}

/* Elements of which a part may be the article. */
static bool may_contain(DomTag tag)
{
    bool text = tag == DOM_P || tag == DOM_LI || tag_level(tag);
    return !text && (tag_is_block(tag) || tag == DOM_OTHER || tag == DOM_FONT ||
                     tag == DOM_SPAN);
}

static const DomNode *go_down(const Search *s, const DomNode *n)
{
    for (;;) {
        const DomNode *best = heaviest_child(s, n);
        int all = s->sum[n->id];
        if (!all || !best || !may_contain(best->tag) ||
            !percent_of(s->sum[best->id], all, MOST))
            return n;
        int rest = doubtful_rest(s, n, best);
        if (rest && percent_of(rest, all, LEFT_BEHIND))
            return n;
        n = best;
    }
}

static bool is_container(const DomNode *n)
{
    Str names[] = {dom_attr(n, S("class")), dom_attr(n, S("id"))}, token;
    for (int k = 0; k < 2; k++)
        while (next_token(&names[k], &token))
            for (size_t i = 0; i < sizeof containers / sizeof *containers; i++)
                if (str_eq_nocase(token, containers[i]))
                    return true;
    return false;
}

/* The first container by name that has most of the weight, or the root. */
static const DomNode *known_container(const Search *s)
{
    const Dom *dom = s->facts->dom;
    for (int i = 0; i < dom->n; i++) {
        const DomNode *n = dom->v[i];
        if (n->kind == DOM_ELEMENT && s->sum[i] &&
            percent_of(s->sum[i], s->sum[0], CONTAINER) && is_container(n))
            return n;
    }
    return dom->v[0];
}

/* It names pages by their addresses, as menus do not. */
static bool names_pages(const Search *s, const DomNode *el)
{
    for (int i = el->id; i < el->end; i++) {
        const DomNode *n = s->facts->dom->v[i];
        if (n->kind == DOM_TEXT && shows_address(n->text))
            return true;
    }
    return false;
}

/* Cuts off links and furniture at both ends of the element's children. */
static Range cut_ends(const Search *s, const DomNode *el)
{
    Range r = {el->id, el->end};
    bool inside = false, behind = false;
    for (const DomNode *c = el->first; c; c = c->next) {
        const NodeFacts *f = &s->facts->v[c->id];
        bool foreign = f->chrome || s->aside[c->id] ||
                       (is_linked(f) && !f->files && !names_pages(s, c));
        if (f->chars && !s->sum[c->id] && foreign) {
            r.from = inside ? r.from : c->end;
            behind = inside;
        } else if (f->chars || !behind) {
            inside |= f->chars > 0;
            behind = false;
            r.to = c->end;
        }
    }
    return r;
}

/* Comments such as <!--ZJEG_RSS.content.begin--> or <!-- 正文开始 -->. */
static bool is_mark(const DomNode *n, bool begin)
{
    static const Str what[] = {STR_INIT("content"), STR_INIT("内容"),
                               STR_INIT("正文"), STR_INIT("article")};
    static const Str begins[] = {STR_INIT("begin"), STR_INIT("start"),
                                 STR_INIT("开始")};
    static const Str ends[] = {STR_INIT("end"), STR_INIT("stop"),
                               STR_INIT("结束")};
    const Str *edge = begin ? begins : ends;
    bool named = false, at_edge = false;
    if (n->kind != DOM_COMMENT || n->text.n > 80)
        return false;
    for (int i = 0; i < 4; i++)
        named |= name_has(n->text, what[i]);
    for (int i = 0; i < 3; i++)
        at_edge |= name_has(n->text, edge[i]);
    return named && at_edge;
}

/* The shortest range between such comments that has most of the weight. */
static bool marked_range(const Search *s, Range *out)
{
    enum { MOST_MARKS = 16 };
    const Dom *dom = s->facts->dom;
    int begins[MOST_MARKS], n = 0;
    *out = (Range){0, dom->n};
    for (int i = 0; i < dom->n; i++) {
        if (n < MOST_MARKS && is_mark(dom->v[i], true))
            begins[n++] = i;
        else if (n && is_mark(dom->v[i], false))
            for (int k = 0; k < n; k++) {
                int weight = s->before[i] - s->before[begins[k]];
                if (i - begins[k] < out->to - out->from &&
                    percent_of(weight, s->sum[0], CONTAINER))
                    *out = (Range){begins[k], i};
            }
    }
    return out->from > 0 && s->sum[0];
}

static void mark(Search *s, Range r)
{
    for (int i = 0; i < s->n; i++) {
        int id = s->from[i]->id;
        s->v[i].main = id >= r.from && id < r.to && !s->v[i].chrome &&
                       s->aside[id] != ASIDE_SURE;
    }
    int weight = s->before[r.to] - s->before[r.from];
    for (int i = 0; i < s->n; i++) {
        Aside a = s->aside[s->from[i]->id];
        bool aside =
            (a == ASIDE_SURE && weight >= SENTENCE) || (a && weight >= ARTICLE);
        s->v[i].main &= i < s->answers;
        s->v[i].chrome |=
            (s->copy[i] || aside || i >= s->answers) && !s->v[i].main;
    }
}

void main_content(const HtmlFacts *facts, const DomNode **from, Block *v, int n,
                  Arena scratch)
{
    Search s = {.facts = facts, .from = from, .v = v, .n = n};
    Range r;
    s.sum = NEW_N(&scratch, int, facts->dom->n);
    s.before = NEW_N(&scratch, int, facts->dom->n + 1);
    s.aside = main_asides(facts, &scratch);
    s.copy = NEW_N(&scratch, bool, n);
    weigh(&s, scratch);
    bool exact = marked_range(&s, &r);
    if (!exact)
        r = cut_ends(&s, go_down(&s, known_container(&s)));
    mark(&s, r);
    main_edges(v, n, from, s.aside, exact);
}
