/* A trie over the keywords of all topics, walked from every character of a
 * text: at most as many steps as the longest keyword has characters, and one
 * look at a bitmap where no keyword begins. Texts are compared without regard
 * to case, width and white space; marks are offsets in the text as it is. */
#include "model/topic.h"

#include "text/utf8.h"

#include <limits.h>
#include <stdlib.h>

typedef struct Word { /* one keyword of one topic */
    int topic, weight;
    int runes; /* its length after folding */
    int next;  /* another topic's word at the same node, or -1 */
} Word;

typedef struct Edge { /* hash table: from node by rune to node */
    int32_t node, to; /* node -1: empty */
    Rune rune;
} Edge;

struct TopicMatcher {
    Edge *edges;
    uint32_t mask;  /* of the table: a power of two less one */
    int32_t *words; /* a node's first word, -1: none */
    int32_t nnodes;
    Word *v;
    int nwords;
    uint64_t begins[1024]; /* of the plane 0: does a keyword begin so? */
};

/* What all of matching sees: 0 for white space, else one form of a letter
 * whatever its case and width. Han characters are what they are. */
static Rune fold_rune(Rune r)
{
    if (r >= 0xFF01 && r <= 0xFF5E)
        r -= 0xFEE0;
    if (r >= 'A' && r <= 'Z')
        return r + ('a' - 'A');
    return rune_is_space(r) ? 0 : r;
}

/* --- making it ------------------------------------------------------------ */

static Edge *edge_slot(const TopicMatcher *m, int32_t node, Rune r)
{
    uint32_t h = ((uint32_t)node * 0x9E3779B1u) ^ ((uint32_t)r * 0x85EBCA6Bu);
    for (h ^= h >> 15;; h++) {
        Edge *e = &m->edges[h & m->mask];
        if (e->node < 0 || (e->node == node && e->rune == r))
            return e;
    }
}

static int32_t edge_add(TopicMatcher *m, int32_t node, Rune r)
{
    Edge *e = edge_slot(m, node, r);
    if (e->node < 0)
        *e = (Edge){node, m->nnodes++, r};
    return e->to;
}

static void word_add(TopicMatcher *m, int topic, const Keyword *k)
{
    const char *p = k->text.s, *end = k->text.s + k->text.n;
    Word *w = &m->v[m->nwords];
    int32_t node = 0;
    *w = (Word){.topic = topic, .weight = k->weight};
    while (p < end) {
        Rune r = fold_rune(utf8_next(&p, end));
        if (!r)
            continue;
        if (node == 0 && r < 0x10000)
            m->begins[r / 64] |= 1ull << r % 64;
        node = edge_add(m, node, r);
        w->runes++;
    }
    if (!w->runes)
        return;
    w->next = m->words[node];
    m->words[node] = m->nwords++;
}

TopicMatcher *topic_matcher(const Config *c, Arena *perm)
{
    TopicMatcher *m = NEW(perm, TopicMatcher);
    ptrdiff_t runes = 1, words = 0, room = 64;
    for (int t = 0; t < c->ntopics; t++)
        for (int k = 0; k < c->topics[t].nkeywords; k++, words++)
            runes += utf8_count(c->topics[t].keywords[k].text);
    while (room < 2 * runes)
        room *= 2;
    m->edges = NEW_N(perm, Edge, room);
    m->mask = (uint32_t)room - 1;
    m->words = NEW_N(perm, int32_t, runes);
    m->v = NEW_N(perm, Word, words);
    m->nnodes = 1;
    for (ptrdiff_t i = 0; i < room; i++)
        m->edges[i].node = -1;
    for (ptrdiff_t i = 0; i < runes; i++)
        m->words[i] = -1;
    for (int t = 0; t < c->ntopics; t++)
        for (int k = 0; k < c->topics[t].nkeywords; k++)
            word_add(m, t, &c->topics[t].keywords[k]);
    return m;
}

/* --- what occurs in a text ------------------------------------------------ */

typedef struct Hit {
    int word, topic;
    int rank;         /* smaller goes first: exclusions, then longer words */
    int32_t from, to; /* characters of the text, white space left out */
} Hit;

typedef struct Scan { /* a text's characters and the words found in it */
    Rune *runes;
    int32_t *at;  /* byte offset of each character in the text */
    int32_t *end; /* and of what follows it */
    int32_t n;
    Hit *hits;
    int nhits;
    ptrdiff_t cap;
} Scan;

static void hit_add(Scan *s, Arena *a, Hit h)
{
    if (s->nhits == s->cap) {
        ptrdiff_t cap = s->cap ? s->cap * 2 : 64;
        Hit *v = NEW_N(a, Hit, cap);
        if (s->nhits)
            memcpy(v, s->hits, (size_t)s->nhits * sizeof *v);
        s->hits = v;
        s->cap = cap;
    }
    s->hits[s->nhits++] = h;
}

static void scan_from(const TopicMatcher *m, Scan *s, int32_t from, Arena *a)
{
    int32_t node = 0;
    for (int32_t i = from; i < s->n; i++) {
        const Edge *e = edge_slot(m, node, s->runes[i]);
        if (e->node < 0)
            return;
        node = e->to;
        for (int w = m->words[node]; w >= 0; w = m->v[w].next) {
            int rank = m->v[w].weight ? -m->v[w].runes : INT_MIN / 2;
            if (!m->v[w].weight)
                rank -= m->v[w].runes;
            hit_add(s, a, (Hit){w, m->v[w].topic, rank, from, i + 1});
        }
    }
}

static Scan scan(const TopicMatcher *m, Str text, Arena *a)
{
    Scan s = {0};
    const char *p = text.s, *end = text.s + text.n;
    s.runes = NEW_N(a, Rune, text.n);
    s.at = NEW_N(a, int32_t, text.n);
    s.end = NEW_N(a, int32_t, text.n);
    while (p < end) {
        int32_t at = (int32_t)(p - text.s);
        Rune r = fold_rune(utf8_next(&p, end));
        if (!r)
            continue;
        s.runes[s.n] = r;
        s.at[s.n] = at;
        s.end[s.n++] = (int32_t)(p - text.s);
    }
    for (int32_t i = 0; i < s.n; i++) {
        Rune r = s.runes[i];
        if (r >= 0x10000 || m->begins[r / 64] >> r % 64 & 1)
            scan_from(m, &s, i, a);
    }
    return s;
}

/* --- which of them count -------------------------------------------------- */

static int cmp_int(int a, int b)
{
    return (a > b) - (a < b);
}

static int cmp_hit(const void *x, const void *y)
{
    const Hit *a = x, *b = y;
    int c = cmp_int(a->topic, b->topic);
    c = c ? c : cmp_int(a->rank, b->rank);
    c = c ? c : cmp_int(a->from, b->from);
    return c ? c : cmp_int(a->word, b->word);
}

/* Within a topic, what an earlier hit has taken is gone for the later ones.
 * Leaves the keywords that count, by topic. */
static void resolve(const TopicMatcher *m, Scan *s, Arena scratch)
{
    int32_t *taken = NEW_N(&scratch, int32_t, s->n); /* topic + 1 */
    int kept = 0;
    if (s->nhits > 1)
        qsort(s->hits, (size_t)s->nhits, sizeof *s->hits, cmp_hit);
    for (int k = 0; k < s->nhits; k++) {
        Hit h = s->hits[k];
        bool free = true;
        for (int32_t i = h.from; i < h.to; i++)
            free = free && taken[i] != h.topic + 1;
        for (int32_t i = h.from; free && i < h.to; i++)
            taken[i] = h.topic + 1;
        if (free && m->v[h.word].weight)
            s->hits[kept++] = h;
    }
    s->nhits = kept;
}

/* --- a report ------------------------------------------------------------- */

typedef struct Find {
    const TopicMatcher *m;
    const Config *c;
    const MdDoc *doc;
    Arena *perm;
    Arena scratch;
    int heading;       /* whose words `headed` holds, -1: none */
    Hit *heading_hits; /* they, by topic */
    int nheading_hits;
    bool *headed;  /* by word: it stands in the heading */
    int *count;    /* by word: how often in the block at hand */
    bool *removed; /* by topic: "-name" in the front matter */
    int *score;    /* by topic, summed over the passages */
    int *passages; /* by topic */
    TopicFinding out;
    ptrdiff_t cap;
} Find;

static Scan scan_resolved(Find *f, Str text, Arena *a)
{
    Scan s = scan(f->m, text, a);
    resolve(f->m, &s, *a);
    return s;
}

static void use_heading(Find *f, int heading)
{
    if (heading == f->heading)
        return;
    for (int i = 0; i < f->nheading_hits; i++)
        f->headed[f->heading_hits[i].word] = false;
    f->nheading_hits = 0;
    f->heading = heading;
    if (heading < 0)
        return;
    Scan s = scan_resolved(f, f->doc->headings[heading].text, &f->scratch);
    f->heading_hits = s.hits;
    f->nheading_hits = s.nhits;
    for (int i = 0; i < s.nhits; i++)
        f->headed[s.hits[i].word] = true;
}

/* The weight of a topic's words in a block, h[0..n-1], and in its heading:
 * each word once, twice where the heading has it, one more where the block
 * repeats it; a clue (weight 1) stays one however often it stands there. */
static int weigh(Find *f, const Hit *h, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int w = h[i].word, *count = &f->count[w];
        if (++*count == 1)
            sum += f->m->v[w].weight * (f->headed[w] ? 2 : 1);
        else if (*count == 2 && f->m->v[w].weight > 1)
            sum += 1;
    }
    for (int i = 0; i < f->nheading_hits; i++) {
        int w = f->heading_hits[i].word;
        if (f->heading_hits[i].topic == h[0].topic && !f->count[w]) {
            sum += 2 * f->m->v[w].weight;
            f->count[w] = 1;
        }
    }
    for (int i = 0; i < n; i++)
        f->count[h[i].word] = 0;
    for (int i = 0; i < f->nheading_hits; i++)
        f->count[f->heading_hits[i].word] = 0;
    return sum;
}

static int cmp_mark(const void *x, const void *y)
{
    return cmp_int(((const Mark *)x)->at, ((const Mark *)y)->at);
}

static void passage_add(Find *f, const MdBlock *b, const Scan *s, const Hit *h,
                        int n, int score)
{
    if (f->out.npassages == f->cap) {
        ptrdiff_t cap = f->cap ? f->cap * 2 : 16;
        Passage *v = NEW_N(f->perm, Passage, cap);
        if (f->cap)
            memcpy(v, f->out.passages, (size_t)f->cap * sizeof *v);
        f->out.passages = v;
        f->cap = cap;
    }
    Passage *p = &f->out.passages[f->out.npassages++];
    *p = (Passage){.topic = h->topic,
                   .score = score,
                   .block_id = b->id,
                   .text = b->text,
                   .marks = NEW_N(f->perm, Mark, n),
                   .nmarks = n};
    if (b->heading >= 0) {
        p->heading_id = f->doc->headings[b->heading].id;
        p->heading = f->doc->headings[b->heading].text;
    }
    for (int i = 0; i < n; i++) {
        int32_t at = s->at[h[i].from];
        p->marks[i] = (Mark){at, s->end[h[i].to - 1] - at};
    }
    qsort(p->marks, (size_t)n, sizeof *p->marks, cmp_mark);
    f->score[h->topic] += score;
    f->passages[h->topic]++;
}

static void find_in_block(Find *f, const MdBlock *b)
{
    use_heading(f, b->heading);
    Arena mark = f->scratch;
    Scan s = scan_resolved(f, b->text, &f->scratch);
    for (int from = 0, to; from < s.nhits; from = to) {
        int topic = s.hits[from].topic;
        for (to = from; to < s.nhits && s.hits[to].topic == topic; to++)
            ;
        int score = weigh(f, s.hits + from, to - from);
        if (score >= f->c->topics[topic].threshold && !f->removed[topic])
            passage_add(f, b, &s, s.hits + from, to - from, score);
    }
    arena_rewind(&f->scratch, mark);
}

/* What the report is about: topics with a passage, and those named by hand. */
static void fill_uses(Find *f, const Report *r)
{
    int n = f->c->ntopics;
    f->out.uses = NEW_N(f->perm, TopicUse, n);
    for (int t = 0; t < n; t++) {
        bool by_hand = strlist_has(r->topics, f->c->topics[t].name);
        if (by_hand || f->score[t])
            f->out.uses[f->out.nuses++] =
                (TopicUse){t, by_hand, f->score[t], f->passages[t], 0};
    }
}

TopicFinding topic_find(const TopicMatcher *m, const Config *c, const Report *r,
                        const MdDoc *doc, Arena *perm, Arena scratch)
{
    Find f = {.m = m,
              .c = c,
              .doc = doc,
              .perm = perm,
              .heading = -1,
              .headed = NEW_N(&scratch, bool, m->nwords),
              .count = NEW_N(&scratch, int, m->nwords),
              .removed = NEW_N(&scratch, bool, c->ntopics),
              .score = NEW_N(&scratch, int, c->ntopics),
              .passages = NEW_N(&scratch, int, c->ntopics)};
    for (int t = 0; t < c->ntopics; t++) {
        Str minus = str_concat(&scratch, S("-"), c->topics[t].name);
        f.removed[t] = strlist_has(r->topics, minus);
    }
    f.scratch = scratch;
    for (int i = 0; i < doc->nblocks; i++)
        if (doc->blocks[i].text.n < INT32_MAX)
            find_in_block(&f, &doc->blocks[i]);
    fill_uses(&f, r);
    return f.out;
}
