/* Which words of the archive the dictionary has. */
#include "data/embed.h"
#include "emit/spell.h"
#include "model/synonyms.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdlib.h>

enum { SHORTEST = 2, LONGEST = 8 }; /* characters */

/* --- what headings say, counted ------------------------------------------- */

/* How many reports have a piece in a heading; an open table by hash, small
 * because most pieces are in one or two. */
typedef struct Count {
    uint64_t hash;
    int32_t last; /* the report that was counted last, and one */
    int32_t n;    /* 0: free */
} Count;

typedef struct Counts {
    Count *v; /* size is a power of two, at most half full */
    size_t size, used;
    int32_t least; /* a piece that so many have is listed: */
    Str *common;   /* views of headings */
    ptrdiff_t ncommon, cap;
    Arena *a;
} Counts;

static Count *count_slot(const Counts *c, uint64_t hash)
{
    size_t k = (size_t)hash & (c->size - 1);
    while (c->v[k].n && c->v[k].hash != hash)
        k = (k + 1) & (c->size - 1);
    return &c->v[k];
}

static void counts_resize(Counts *c, size_t size)
{
    Counts old = *c;
    c->size = size;
    c->v = NEW_N(c->a, Count, (ptrdiff_t)c->size);
    for (size_t k = 0; k < old.size; k++)
        if (old.v[k].n)
            *count_slot(c, old.v[k].hash) = old.v[k];
}

static void list_common(Counts *c, Str piece)
{
    StrList l = {c->common, c->ncommon};
    strlist_push(c->a, &l, &c->cap, piece);
    c->common = l.v;
    c->ncommon = l.n;
}

static void count_piece(Counts *c, Str piece, int32_t report)
{
    if (2 * c->used >= c->size)
        counts_resize(c, 2 * c->size);
    uint64_t hash = hash64(piece);
    Count *x = count_slot(c, hash);
    c->used += !x->n;
    x->hash = hash;
    if (x->last == report + 1)
        return;
    x->last = report + 1;
    if (++x->n == c->least)
        list_common(c, piece);
}

/* How a heading begins that then says what it is about. */
static WordSet openers =
    WORD_LIST("进一步 不断 持续 全面 全力 着力 大力 积极 深入 扎实 "
              "切实 坚持 坚决 突出 聚焦 围绕 推进 推动 促进 加强 "
              "强化 深化 优化 提升 提高 加快 抓好 抓实 狠抓 做好 "
              "做实 落实 健全 完善 打造 夯实 筑牢 守牢 开展 注重");

/* What numbers of headings are written with. */
static WordSet numerals =
    WORD_LIST("一 二 三 四 五 六 七 八 九 十 百 第 部 分");

/* A run is Han characters of three bytes each. */
static int run_length(Str run)
{
    return (int)(run.n / 3);
}

static Str run_part(Str run, int beg, int n)
{
    return str_head(str_skip(run, 3 * beg), 3 * n);
}

static Str skip_opener(Str run)
{
    int n = (int)(words_start(&openers, run) / 3);
    return run_part(run, n, run_length(run) - n);
}

static bool is_numeral(Str run)
{
    for (; run.n; run = str_skip(run, 3))
        if (!words_start(&numerals, run))
            return false;
    return true;
}

static void count_sized(Counts *c, Str run, int32_t report)
{
    int n = run_length(run);
    if (n < SHORTEST || n > LONGEST || is_numeral(run))
        return;
    count_piece(c, run, report);
    if (n != 4) /* most words of four are two of two */
        return;
    count_piece(c, run_part(run, 0, 2), report);
    count_piece(c, run_part(run, 2, 2), report);
}

/* The run whole, and without its openers. */
static void count_run(Counts *c, Str run, int32_t report)
{
    while (run_length(run) >= SHORTEST) {
        count_sized(c, run, report);
        Str rest = skip_opener(run);
        if (rest.n == run.n)
            return;
        run = rest;
    }
}

enum { HEADING_MOST = 64 }; /* a longer run is none of the terms */

static void count_heading(Counts *c, Str heading, int32_t report)
{
    const char *p = heading.s, *end = p + heading.n, *beg = p;
    int n = 0;
    while (p < end && n < HEADING_MOST) {
        const char *at = p;
        Rune r = utf8_next(&p, end);
        if (r >= 0x3400 && r <= 0x9FFF) {
            beg = n ? beg : at;
            n++;
            continue;
        }
        if (n)
            count_run(c, str_span(beg, at), report);
        n = 0;
    }
    if (n && n < HEADING_MOST)
        count_run(c, str_span(beg, p), report);
}

/* In how many reports a piece must be: moves only where the archive has
 * doubled. */
static int32_t count_least(ptrdiff_t reports)
{
    int32_t least = 2;
    while ((ptrdiff_t)least * 256 <= reports)
        least *= 2;
    return least;
}

static Counts count_headings(const Site *site, Arena *a)
{
    size_t size = 1 << 12;
    Counts c = {.a = a, .least = count_least(site->nentries)};
    while (size < 8 * (size_t)site->nentries)
        size *= 2;
    counts_resize(&c, size);
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        const Digest *d = site->entries[i].digest;
        for (ptrdiff_t k = 0; d && k < d->headings.n; k++)
            count_heading(&c, d->headings.v[k], (int32_t)i);
    }
    return c;
}

/* --- the terms ------------------------------------------------------------ */

typedef struct Collect {
    Map map; /* text -> Term */
    Arena *a;
} Collect;

static void add_term(Collect *c, Str text, TermRank rank, Str pinyin)
{
    void **slot = map_slot(&c->map, text, c->a);
    Term *t = *slot;
    if (!t) {
        *slot = t = NEW(c->a, Term);
        *t = (Term){text, rank, pinyin};
    } else if (rank < t->rank) {
        t->rank = rank;
    }
    if (!str_given(t->pinyin))
        t->pinyin = pinyin;
}

static void add_word(Collect *c, Str text, TermRank rank)
{
    ptrdiff_t n = utf8_count(text);
    if (n >= SHORTEST && n <= LONGEST)
        add_term(c, text, rank, (Str){0});
}

/* The gazetteer's row of a code, whose lines are sorted, or the absent string.
 * Loading all of it takes far longer than the few rows that an archive has. */
static Str division_line(Str table, Str code)
{
    ptrdiff_t lo = 0, hi = table.n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        ptrdiff_t beg = str_rfind_byte(str_head(table, mid), '\n') + 1;
        Str rest = str_skip(table, beg), line;
        str_line(&rest, &line);
        Str cells = line, key = str_cut(&cells, S("\t"));
        if (str_eq(key, code) && str_given(cells))
            return line;
        /* comments stand before all codes */
        if (str_starts(line, S("#")) || str_cmp(key, code) < 0)
            lo = beg + line.n + 1;
        else
            hi = beg;
    }
    return (Str){0};
}

static ptrdiff_t count_syllables(Str pinyin)
{
    ptrdiff_t n = 0;
    while (str_given(pinyin))
        n += str_cut(&pinyin, S(" ")).n > 0;
    return n;
}

/* The readings of a place's own name; absent where the row is of another. */
static Str division_pinyin(Str code, Str name)
{
    if (!code.n || code.s[0] < '0' || code.s[0] > '9')
        return (Str){0};
    Str cells = division_line(embed_divisions(), code);
    if (!str_given(cells))
        return (Str){0};
    str_cut(&cells, S("\t"));
    bool same = str_eq(str_cut(&cells, S("\t")), name);
    Str pinyin = str_cut(&cells, S("\t"));
    /* brackets in a name have no syllable */
    return same && count_syllables(pinyin) == utf8_count(name) ? pinyin
                                                               : (Str){0};
}

static void add_place(Collect *c, Str code, Str name)
{
    if (utf8_count(name) >= SHORTEST)
        add_term(c, name, TERM_PLACE, division_pinyin(code, name));
}

static void add_places(Collect *c, const Taxonomy *t)
{
    for (int i = 0; i < t->ndistricts; i++) {
        const District *d = &t->districts[i];
        add_place(c, str_head(d->code, 2), d->province);
        add_place(c, str_head(d->code, 4), d->city);
        add_place(c, d->code, d->name);
        for (int k = 0; k < d->nstreets; k++)
            add_place(c, d->streets[k].code, d->streets[k].name);
    }
}

static void add_topics(Collect *c, const Config *conf)
{
    for (int i = 0; i < conf->ntopics; i++) {
        const Topic *t = &conf->topics[i];
        add_word(c, t->name, TERM_TOPIC);
        for (int k = 0; k < t->nkeywords; k++)
            if (t->keywords[k].weight)
                add_word(c, t->keywords[k].text, TERM_KEYWORD);
    }
}

static void add_synonyms(Collect *c, const Synonyms *syn)
{
    for (int i = 0; i < syn->n; i++)
        for (int k = 0; k < syn->v[i].n; k++)
            add_word(c, syn->v[i].v[k], TERM_KEYWORD);
}

static void add_headings(Collect *c, const Site *site)
{
    Counts counts = count_headings(site, c->a);
    for (ptrdiff_t k = 0; k < counts.ncommon; k++)
        add_term(c, counts.common[k], TERM_HEADING, (Str){0});
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(((const Term *)a)->text, ((const Term *)b)->text);
}

Terms spell_terms(const Emit *e, const Synonyms *syn, Arena *perm)
{
    Collect c = {.a = perm};
    add_topics(&c, &e->site->conf);
    add_synonyms(&c, syn);
    add_places(&c, e->tax);
    add_headings(&c, e->site);
    Terms out = {.v = NEW_N(perm, Term, c.map.n)};
    for (const MapNode *n = c.map.first; n; n = n->next)
        if (n->val)
            out.v[out.n++] = *(Term *)n->val;
    if (out.n)
        qsort(out.v, (size_t)out.n, sizeof *out.v, by_text);
    return out;
}
