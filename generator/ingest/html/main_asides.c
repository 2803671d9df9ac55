#include "ingest/html/main_asides.h"

#include "ingest/html/html_table.h"
#include "text/date.h"

enum {
    SMALL = 40, /* percent of the page's text up to which a name is believed */
    ARTICLE = 100 /* characters of prose that are an article */
};

/* Parts of class and id names of what stands around an article. `sure`: of
 * large elements, too, where an article is left. */
typedef struct AsideWord {
    Str word;
    bool sure;
} AsideWord;

static const AsideWord aside_words[] = {
    {STR_INIT("comment"), true},    {STR_INIT("recommend"), true},
    {STR_INIT("related"), true},    {STR_INIT("relate-"), true},
    {STR_INIT("reply"), true},      {STR_INIT("pinglun"), true},
    {STR_INIT("tuijian"), true},    {STR_INIT("footer"), false},
    {STR_INIT("copyright"), false}, {STR_INIT("sidebar"), false},
    {STR_INIT("share"), false},     {STR_INIT("statement"), false},
    {STR_INIT("disclaim"), false},  {STR_INIT("hotnews"), true},
    {STR_INIT("popup"), false},     {STR_INIT("dialog"), false},
    {STR_INIT("login"), false},     {STR_INIT("toolbar"), false},
    {STR_INIT("advert"), false},    {STR_INIT("banner"), false},
    {STR_INIT("_next"), false},
};

bool name_has(Str s, Str word)
{
    for (ptrdiff_t i = 0; i + word.n <= s.n; i++)
        if (str_eq_nocase((Str){s.s + i, word.n}, word))
            return true;
    return false;
}

static Aside named_aside(const DomNode *n)
{
    Str cls = dom_attr(n, S("class")), id = dom_attr(n, S("id"));
    Aside found = ASIDE_NOT;
    if (cls.n + id.n == 0 || cls.n + id.n > 400)
        return ASIDE_NOT;
    for (size_t i = 0; i < sizeof aside_words / sizeof *aside_words; i++) {
        const AsideWord *w = &aside_words[i];
        Aside how = w->sure ? ASIDE_SURE : ASIDE_NAMED;
        if (how > found && (name_has(cls, w->word) || name_has(id, w->word)))
            found = how;
    }
    return found;
}

/* Characters of text outside links that stand in no element whose name says
 * surely that it is not the article; sentences only. */
static int64_t prose_left(const HtmlFacts *facts, Arena scratch)
{
    const Dom *dom = facts->dom;
    bool *out = NEW_N(&scratch, bool, dom->n);
    int64_t left = 0;
    for (int i = 1; i < dom->n; i++) {
        const DomNode *n = dom->v[i];
        const NodeFacts *f = &facts->v[i];
        out[i] = out[n->parent->id] || f->chrome || f->dropped ||
                 (n->kind == DOM_ELEMENT && named_aside(n) == ASIDE_SURE);
        if (!out[i] && n->kind == DOM_TEXT && !f->link &&
            (str_has(n->text, S("。")) || str_has(n->text, S("，"))))
            left += f->chars;
    }
    return left;
}

/* By DomNode.id, of a node and all below it. */
typedef struct Posts {
    int *prose; /* characters outside links in pieces of some length */
    int *dates; /* short texts with a date */
} Posts;

static Posts look_for_posts(const HtmlFacts *facts, Arena *a)
{
    enum { SCRAP = 6, LINE = 60 };
    const Dom *dom = facts->dom;
    Posts p = {NEW_N(a, int, dom->n), NEW_N(a, int, dom->n)};
    for (int i = dom->n; i-- > 1;) {
        const DomNode *n = dom->v[i];
        const NodeFacts *f = &facts->v[i];
        if (n->kind == DOM_TEXT && !f->dropped && f->chars >= SCRAP) {
            p.prose[i] = f->link ? 0 : f->chars;
            p.dates[i] = f->chars < LINE && date_find(n->text, NULL);
        }
        p.prose[n->parent->id] += p.prose[i];
        p.dates[n->parent->id] += p.dates[i];
    }
    return p;
}

/* ---- cards: teasers, replies ------------------------------------------- */

enum {
    FEWEST_CARDS = 3,
    LONGEST_CARD = 400,
    TITLE_PART = 12 /* percent of a teaser that its link is, at least */
};

static bool may_be_card(DomTag tag)
{
    return tag == DOM_DIV || tag == DOM_LI || tag == DOM_DL ||
           tag == DOM_ARTICLE || tag == DOM_SECTION || tag == DOM_A;
}

static Str first_class(const DomNode *n)
{
    Str cls = dom_attr(n, S("class")), token;
    return next_token(&cls, &token) ? token : (Str){0};
}

static bool same_form(const DomNode *a, const DomNode *b)
{
    return a->tag == b->tag && str_eq(first_class(a), first_class(b));
}

/* It has text of its own beside its elements, as paragraphs have. */
static bool is_paragraph(const HtmlFacts *facts, const DomNode *n)
{
    enum { WORDS = 12 };
    for (const DomNode *c = n->first; c && n->tag != DOM_A; c = c->next)
        if (c->kind == DOM_TEXT && facts->v[c->id].chars >= WORDS &&
            (str_has(c->text, S("，")) || str_has(c->text, S("。"))))
            return true;
    return false;
}

/* A teaser: a link that is its title, a few words besides. */
static bool is_card(const NodeFacts *f, const DomNode *n)
{
    bool linked = n->tag == DOM_A ? f->link_chars > 0 : f->links > 0;
    return linked && !f->files && f->chars <= LONGEST_CARD &&
           (int64_t)f->link_chars * 100 >= (int64_t)f->chars * TITLE_PART;
}

/* A name that is a link, a date, a few words: where the page has a text
 * besides. */
static bool is_reply(const NodeFacts *f, int dates)
{
    return dates && f->links && !f->files && f->chars <= LONGEST_CARD;
}

/* Marks a run of at least FEWEST_CARDS children of one form that are all
 * cards; what has no text between them does not part them. */
static void find_cards(const HtmlFacts *facts, const Posts *p,
                       const DomNode *parent, Aside *aside)
{
    bool elsewhere = p->prose[0] - p->prose[parent->id] >= ARTICLE * 2;
    const DomNode *run = NULL;
    int cards = 0;
    for (const DomNode *c = parent->first;; c = c->next) {
        if (c && !facts->v[c->id].chars)
            continue;
        bool card =
            c && c->kind == DOM_ELEMENT && may_be_card(c->tag) &&
            !is_paragraph(facts, c) &&
            (is_card(&facts->v[c->id], c) ||
             (elsewhere && is_reply(&facts->v[c->id], p->dates[c->id])));
        if (card && run && same_form(run, c)) {
            cards++;
            continue;
        }
        for (const DomNode *x = run; cards >= FEWEST_CARDS && x && x != c;
             x = x->next)
            if (x->kind == DOM_ELEMENT)
                aside[x->id] = ASIDE_SURE;
        run = card ? c : NULL;
        cards = card;
        if (!c)
            return;
    }
}

/* ---- replies ------------------------------------------------------------ */

/* A post has its author, date and text in elements of their own; a paragraph
 * or a table of figures has not. */
static bool is_post(const HtmlFacts *facts, const Posts *p, const DomNode *n)
{
    enum { NODES = 8 };
    return n->kind == DOM_ELEMENT && n->tag != DOM_P && n->tag != DOM_TD &&
           n->tag != DOM_TR && p->dates[n->id] && n->end - n->id >= NODES &&
           !(n->tag == DOM_TABLE && table_is_data(facts, n));
}

/* A thread: children of one form that are posts and have nearly all the text,
 * the first of them most of it. The others answer it. */
static void find_replies(const HtmlFacts *facts, const Posts *p,
                         const DomNode *parent, Aside *aside)
{
    enum { FEWEST = 3, NEARLY_ALL = 80 };
    const DomNode *first = NULL;
    int posts = 0;
    int64_t text = 0, own = 0;
    for (const DomNode *c = parent->first; c; c = c->next) {
        if ((first && !same_form(first, c)) || !is_post(facts, p, c))
            continue;
        first = first ? first : c;
        text += p->prose[c->id];
        own = first == c ? text : own;
        posts++;
    }
    if (posts < FEWEST || own < ARTICLE || own * 2 < text ||
        text * 100 < (int64_t)p->prose[parent->id] * NEARLY_ALL)
        return;
    for (const DomNode *c = first->next; c; c = c->next)
        if (same_form(first, c) && is_post(facts, p, c))
            aside[c->id] = ASIDE_SURE;
}

Aside *main_asides(const HtmlFacts *facts, Arena *a)
{
    const Dom *dom = facts->dom;
    Aside *aside = NEW_N(a, Aside, dom->n);
    int64_t page = facts->v[0].chars - facts->v[0].link_chars;
    bool rest = prose_left(facts, *a) >= ARTICLE;
    Posts posts = look_for_posts(facts, a);
    for (int i = 0; i < dom->n; i++)
        if (dom->v[i]->kind == DOM_ELEMENT && facts->v[i].links >= FEWEST_CARDS)
            find_cards(facts, &posts, dom->v[i], aside);
    for (int i = 0; i < dom->n; i++)
        if (dom->v[i]->kind == DOM_ELEMENT && posts.dates[i] >= FEWEST_CARDS)
            find_replies(facts, &posts, dom->v[i], aside);
    for (int i = 1; i < dom->n; i++) {
        const DomNode *n = dom->v[i];
        const NodeFacts *f = &facts->v[i];
        bool small = ((int64_t)f->chars - f->link_chars) * 100 <= page * SMALL;
        Aside name = n->kind == DOM_ELEMENT ? named_aside(n) : ASIDE_NOT;
        bool believed = small || (name == ASIDE_SURE && rest);
        Aside up = aside[n->parent->id];
        aside[i] = believed && name > aside[i] ? name : aside[i];
        aside[i] = up > aside[i] ? up : aside[i];
    }
    return aside;
}
