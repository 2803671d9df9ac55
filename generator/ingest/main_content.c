#include "ingest/main_content.h"

#include "base/map.h"
#include "ingest/block_list.h"
#include "text/utf8.h"

/* How it works: each block gets a weight, the number of its characters where
 * it reads like prose (sentences, few links) and nothing where it does not.
 * The weights are summed up the tree, and from the root the search goes down
 * as long as one child has nearly all of the weight. It stops where the
 * article is spread over several children. */
enum {
    PROSE_CHARS = 20, /* a shorter block weighs nothing by itself */
    DUPLICATE_CHARS = 30,
    NEARLY_ALL = 90, /* percent */
    MOST = 55        /* percent, where the rest looks like furniture */
};

typedef struct Search {
    const HtmlFacts *facts;
    const DomNode **from;
    Block *v;
    int n;
    int *weight; /* by block */
    int *sum;    /* by DomNode.id: weight below it */
} Search;

/* Punctuation that prose has and lists of titles do not. */
static int count_stops(Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    int n = 0;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        n += r == 0x3002 || r == 0xFF0C || r == ',' || r == 0xFF1B ||
             r == 0x3001 || r == ';';
    }
    return n;
}

static int prose_weight(const Block *b)
{
    if (b->chrome || b->kind == BLOCK_LINK)
        return 0;
    int chars = (int)utf8_count(b->text);
    if (b->link_chars * 3 > chars)
        return 0;
    if (b->kind == BLOCK_TABLE)
        return chars / 2;
    if (chars < PROSE_CHARS || !count_stops(b->text))
        return 0;
    return chars - b->link_chars;
}

/* A paragraph that stood on the page before (a copy for telephones, for
 * print) weighs nothing, so that the first copy wins. */
static void weigh(Search *s, Arena scratch)
{
    Map seen = {0};
    for (int i = 0; i < s->n; i++) {
        int w = prose_weight(&s->v[i]);
        if (w >= DUPLICATE_CHARS) {
            void **slot = map_slot(&seen, s->v[i].text, &scratch);
            if (*slot)
                w = 0;
            *slot = s;
        }
        s->weight[i] = w;
        s->sum[s->from[i]->id] += w;
    }
    for (int i = s->facts->dom->n; i-- > 1;)
        s->sum[s->facts->dom->v[i]->parent->id] += s->sum[i];
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

/* What stands beside the heaviest child and may be a part of the article:
 * weight in siblings that are not full of links and, in a row of a layout
 * table, not another column. */
static int doubtful_rest(const Search *s, const DomNode *n, const DomNode *best)
{
    int rest = 0;
    for (const DomNode *c = n->first; c; c = c->next) {
        const NodeFacts *f = &s->facts->v[c->id];
        bool columns = c->tag == DOM_TD && best->tag == DOM_TD;
        bool linked = f->link_chars * 5 > f->chars;
        if (c != best && !columns && !linked)
            rest += s->sum[c->id];
    }
    return rest;
}

static const DomNode *article_element(const Search *s)
{
    const DomNode *n = s->facts->dom->v[0];
    for (;;) {
        const DomNode *best = heaviest_child(s, n);
        int all = s->sum[n->id];
        if (!best || !all)
            return n;
        int percent = (int)((int64_t)s->sum[best->id] * 100 / all);
        int rest = doubtful_rest(s, n, best);
        bool explained = (int64_t)rest * 100 <= (int64_t)all * 5;
        if (percent < NEARLY_ALL && !(percent >= MOST && explained))
            return n;
        if (!tag_is_block(best->tag) && best->tag != DOM_FONT &&
            best->tag != DOM_SPAN && best->tag != DOM_BODY)
            return n;
        if (best->tag == DOM_P || best->tag == DOM_LI)
            return n;
        n = best;
    }
}

/* Signature and date may stand just behind the element. */
static bool is_signature(const Block *b)
{
    static const Str ends[] = {
        STR_INIT("办事处"), STR_INIT("街道"),   STR_INIT("委员会"),
        STR_INIT("政府"),   STR_INIT("党工委"), STR_INIT("日"),
    };
    if (b->chrome || b->link_chars || utf8_count(b->text) > 30)
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(b->text, ends[i]))
            return true;
    return false;
}

static void mark(Search *s, const DomNode *el)
{
    int last = -1;
    for (int i = 0; i < s->n; i++) {
        s->v[i].main = dom_within(s->from[i], el) && !s->v[i].chrome;
        if (s->v[i].main)
            last = i;
    }
    for (int i = last + 1; last >= 0 && i < s->n && i <= last + 3; i++) {
        if (!is_signature(&s->v[i]))
            break;
        s->v[i].main = true;
    }
}

void main_content(const HtmlFacts *facts, const DomNode **from, Block *v, int n,
                  Arena scratch)
{
    Search s = {.facts = facts, .from = from, .v = v, .n = n};
    s.weight = NEW_N(&scratch, int, n);
    s.sum = NEW_N(&scratch, int, facts->dom->n);
    weigh(&s, scratch);
    mark(&s, article_element(&s));
}
