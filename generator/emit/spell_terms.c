/* Which words of the archive the dictionary has. */
#include "data/embed.h"
#include "emit/spell.h"
#include "model/synonyms.h"
#include "text/utf8.h"

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

/* Characters by their last bits: most others are told by one bit from those
 * that a table has. */
typedef struct Filter {
    uint64_t bits[64];
} Filter;

static void filter_add(Filter *f, Rune r)
{
    f->bits[r >> 6 & 63] |= (uint64_t)1 << (r & 63);
}

static bool filter_may_have(const Filter *f, Rune r)
{
    return f->bits[r >> 6 & 63] >> (r & 63) & 1;
}

typedef struct Counts {
    Count *v; /* size is a power of two, at most half full */
    size_t size, used;
    int32_t least; /* a piece that so many have is listed: */
    Str *common;   /* views of headings */
    ptrdiff_t ncommon, cap;
    Arena *a;
    const Filter *openers, *numerals;
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
static const Str OPENERS[] = {
    STR_INIT("进一步"), STR_INIT("不断"), STR_INIT("持续"), STR_INIT("全面"),
    STR_INIT("全力"),   STR_INIT("着力"), STR_INIT("大力"), STR_INIT("积极"),
    STR_INIT("深入"),   STR_INIT("扎实"), STR_INIT("切实"), STR_INIT("坚持"),
    STR_INIT("坚决"),   STR_INIT("突出"), STR_INIT("聚焦"), STR_INIT("围绕"),
    STR_INIT("推进"),   STR_INIT("推动"), STR_INIT("促进"), STR_INIT("加强"),
    STR_INIT("强化"),   STR_INIT("深化"), STR_INIT("优化"), STR_INIT("提升"),
    STR_INIT("提高"),   STR_INIT("加快"), STR_INIT("抓好"), STR_INIT("抓实"),
    STR_INIT("狠抓"),   STR_INIT("做好"), STR_INIT("做实"), STR_INIT("落实"),
    STR_INIT("健全"),   STR_INIT("完善"), STR_INIT("打造"), STR_INIT("夯实"),
    STR_INIT("筑牢"),   STR_INIT("守牢"), STR_INIT("开展"), STR_INIT("注重"),
};

/* A run of Han characters of three bytes each, told by its characters. */
typedef struct Run {
    const Rune *v;
    Str text;
} Run;

static int run_length(Run run)
{
    return (int)(run.text.n / 3);
}

static Run run_part(Run run, int beg, int n)
{
    return (Run){run.v + beg, str_head(str_skip(run.text, 3 * beg), 3 * n)};
}

/* Of the openers' first characters. */
static const Filter *opener_filter(Arena *a)
{
    Filter *f = NEW(a, Filter);
    for (size_t i = 0; i < sizeof OPENERS / sizeof *OPENERS; i++) {
        const char *p = OPENERS[i].s;
        filter_add(f, utf8_next(&p, p + OPENERS[i].n));
    }
    return f;
}

static Run skip_opener(const Counts *c, Run run)
{
    if (!filter_may_have(c->openers, run.v[0]))
        return run;
    for (size_t i = 0; i < sizeof OPENERS / sizeof *OPENERS; i++)
        if (str_starts(run.text, OPENERS[i])) {
            int n = (int)(OPENERS[i].n / 3);
            return run_part(run, n, run_length(run) - n);
        }
    return run;
}

static const Rune NUMERALS[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341,
                                0x767E, 0x7B2C, 0x90E8, 0x5206};
enum { NUMERAL_COUNT = sizeof NUMERALS / sizeof *NUMERALS };

static const Filter *numeral_filter(Arena *a)
{
    Filter *f = NEW(a, Filter);
    for (int i = 0; i < NUMERAL_COUNT; i++)
        filter_add(f, NUMERALS[i]);
    return f;
}

static bool is_numeral(const Counts *c, Run run)
{
    for (int i = 0; i < run_length(run); i++) {
        int k = 0;
        if (!filter_may_have(c->numerals, run.v[i]))
            return false;
        while (k < NUMERAL_COUNT && NUMERALS[k] != run.v[i])
            k++;
        if (k == NUMERAL_COUNT)
            return false;
    }
    return true;
}

static void count_sized(Counts *c, Run run, int32_t report)
{
    int n = run_length(run);
    if (n < SHORTEST || n > LONGEST || is_numeral(c, run))
        return;
    count_piece(c, run.text, report);
    if (n != 4) /* most words of four are two of two */
        return;
    count_piece(c, run_part(run, 0, 2).text, report);
    count_piece(c, run_part(run, 2, 2).text, report);
}

/* The run whole, and without its openers. */
static void count_run(Counts *c, Run run, int32_t report)
{
    while (run_length(run) >= SHORTEST) {
        count_sized(c, run, report);
        Run rest = skip_opener(c, run);
        if (rest.text.n == run.text.n)
            return;
        run = rest;
    }
}

enum { HEADING_MOST = 64 }; /* a longer run is none of the terms */

static void count_heading(Counts *c, Str heading, int32_t report)
{
    const char *p = heading.s, *end = p + heading.n, *beg = p;
    Rune v[HEADING_MOST] = {0};
    int n = 0;
    while (p < end && n < HEADING_MOST) {
        const char *at = p;
        Rune r = utf8_next(&p, end);
        if (r >= 0x3400 && r <= 0x9FFF) {
            beg = n ? beg : at;
            v[n++] = r;
            continue;
        }
        if (n)
            count_run(c, (Run){v, str_span(beg, at)}, report);
        n = 0;
    }
    if (n && n < HEADING_MOST)
        count_run(c, (Run){v, str_span(beg, p)}, report);
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
    Counts c = {.a = a,
                .openers = opener_filter(a),
                .numerals = numeral_filter(a),
                .least = count_least(site->nentries)};
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
