#include "model/place.h"

#include "data/embed.h"
#include "model/place_former.h"
#include "model/place_trie.h"

#include <stdlib.h>
#include <string.h>

enum { LEVELS = PLACE_STREET + 1, OWN_NAME_BYTES = PLACE_NAME_MAX * 3 };

static const int code_digits[LEVELS] = {2, 4, 6, 9};

/* --- Reading rows --------------------------------------------------------- */

static int level_of(Str code)
{
    for (int i = 0; i < LEVELS; i++)
        if (code.n == code_digits[i])
            return i;
    return -1;
}

/* The next field and *rest behind its tab. By memchr: 45,000 lines are read at
 * each start. */
static Str cut_field(Str *rest)
{
    const char *tab = rest->n ? memchr(rest->s, '\t', (size_t)rest->n) : NULL;
    Str all = *rest;
    *rest = tab ? str_span(tab + 1, all.s + all.n) : (Str){0};
    return tab ? str_span(all.s, tab) : all;
}

static Place parse_row(Str line)
{
    Place p = {.parent = -1};
    p.code = cut_field(&line);
    p.name = cut_field(&line);
    p.pinyin = cut_field(&line);
    p.aliases = line;
    return p;
}

/* The embedded table's lines by level; each is parsed when its turn comes. The
 * table is trusted: the test of this module reads it all. */
typedef struct Lines {
    Str *v;
    int n;
} Lines;

/* -1: a comment. */
static int line_level(Str line)
{
    for (int i = 0; i < LEVELS && line.n > code_digits[i]; i++)
        if (line.s[code_digits[i]] == '\t')
            return line.s[0] == '#' ? -1 : i;
    return -1;
}

/* The next line without its "\n". */
static bool next_line(Str *rest, Str *line)
{
    if (!rest->n)
        return false;
    const char *nl = memchr(rest->s, '\n', (size_t)rest->n);
    *line = nl ? str_span(rest->s, nl) : *rest;
    *rest = str_skip(*rest, line->n + 1);
    return true;
}

static void find_lines(Str text, Lines lines[LEVELS], Arena *a)
{
    Str line;
    for (Str rest = text; next_line(&rest, &line);)
        if (line_level(line) >= 0)
            lines[line_level(line)].n++;
    for (int i = 0; i < LEVELS; i++) {
        lines[i].v = NEW_N(a, Str, lines[i].n + 1);
        lines[i].n = 0;
    }
    for (Str rest = text; next_line(&rest, &line);) {
        int i = line_level(line);
        if (i >= 0)
            lines[i].v[lines[i].n++] = line;
    }
}

static bool all_digits(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.s[i] < '0' || s.s[i] > '9')
            return false;
    return s.n > 0;
}

static int count_han(Str s)
{
    int n = 0;
    for (const char *p = s.s, *end = p + s.n; p < end;)
        n += rune_is_han(utf8_next(&p, end));
    return n;
}

/* Lower-case syllables with single spaces between; their number, or -1. */
static int count_syllables(Str pinyin)
{
    int n = pinyin.n ? 1 : 0;
    for (ptrdiff_t i = 0; i < pinyin.n; i++) {
        char c = pinyin.s[i];
        bool gap =
            c == ' ' && i > 0 && i + 1 < pinyin.n && pinyin.s[i - 1] != ' ';
        if (!gap && (c < 'a' || c > 'z'))
            return -1;
        n += gap;
    }
    return n;
}

static bool name_usable(Str name)
{
    for (ptrdiff_t i = 0; i < name.n; i++)
        if ((unsigned char)name.s[i] <= ' ' || name.s[i] == 0x7F)
            return false;
    return name.n > 0 && name.n <= OWN_NAME_BYTES && utf8_bad_at(name) < 0;
}

/* A row of the site's own table. */
typedef struct Row {
    Place p;
    int line;
} Row;

/* Rows of one level, in order of code. */
typedef struct Rows {
    Row *v;
    int n;
} Rows;

/* What is wrong with a row of the site's own, or DIAG_COUNT. */
static DiagId row_fault(const Place *p)
{
    if (!all_digits(p->code) || level_of(p->code) < 0)
        return DIAG_PLACES_CODE;
    if (!name_usable(p->name) ||
        (p->aliases.n &&
         (utf8_bad_at(p->aliases) >= 0 || str_has(p->aliases, S("\t")))))
        return DIAG_PLACES_NAME;
    for (Str rest = p->aliases; str_given(rest);) {
        Str alias = str_cut(&rest, S(","));
        if (alias.n && !name_usable(alias))
            return DIAG_PLACES_NAME;
    }
    if (count_syllables(p->pinyin) != count_han(p->name))
        return DIAG_PLACES_PINYIN;
    return DIAG_COUNT;
}

static int compare_rows(const void *x, const void *y)
{
    const Row *a = x, *b = y;
    int c = str_cmp(a->p.code, b->p.code);
    return c ? c : (a->line > b->line) - (a->line < b->line);
}

static void read_own(Rows rows[LEVELS], Str own, Str path, Arena *a, Diags *d)
{
    int n = 1, at = 0;
    for (ptrdiff_t i = 0; i < own.n; i++)
        n += own.s[i] == '\n';
    for (int i = 0; i < LEVELS; i++)
        rows[i].v = NEW_N(a, Row, n);
    if (str_starts(own, S("\xEF\xBB\xBF")))
        own = str_skip(own, 3);
    for (Str line; str_line(&own, &line);) {
        at++;
        if (!str_trim(line).n || line.s[0] == '#')
            continue;
        Place p = parse_row(line);
        DiagId fault = row_fault(&p);
        if (fault != DIAG_COUNT) {
            diag_add(d, fault, path, at, p.code, p.name, (Str){0});
            continue;
        }
        p.level = (PlaceLevel)level_of(p.code);
        rows[p.level].v[rows[p.level].n++] = (Row){p, at};
    }
    for (int i = 0; i < LEVELS; i++)
        if (rows[i].n)
            qsort(rows[i].v, (size_t)rows[i].n, sizeof(Row), compare_rows);
}

/* --- The tree --------------------------------------------------------------
 */

/* The parent of a code among v[*at..end), sorted by code; *at only moves on:
 * children come in the same order as their parents. -1: none. */
static int find_parent(const Place *v, int *at, int end, Str code)
{
    while (*at < end && str_cmp(str_head(code, v[*at].code.n), v[*at].code) > 0)
        ++*at;
    return *at < end && str_starts(code, v[*at].code) ? *at : -1;
}

/* Appends a row below its parent; false: it has none. */
static bool add_row(Gazetteer *g, Place row, int level, int *parent)
{
    Place *p = &g->v[g->n];
    *p = row;
    p->level = (PlaceLevel)level;
    p->parent = p->successor = -1;
    if (level > PLACE_PROVINCE) {
        int end = g->level_first[level];
        p->parent = find_parent(g->v, parent, end, p->code);
        if (p->parent < 0)
            return false;
        Place *up = &g->v[p->parent];
        if (up->last == 0)
            up->first = g->n;
        up->last = g->n + 1;
    }
    g->n++;
    return true;
}

/* The k-th own row of a level. */
static void add_own(Gazetteer *g, const Rows *own, int k, int level,
                    int *parent, Str path, Diags *d)
{
    const Row *r = &own->v[k];
    if (k + 1 < own->n && str_eq(r->p.code, own->v[k + 1].p.code))
        DIAG2(d, PLACES_TWICE, path, r->line, r->p.code, r->p.name);
    else if (!add_row(g, r->p, level, parent))
        DIAG2(d, PLACES_PARENT, path, r->line, r->p.code, r->p.name);
}

/* Both tables of a level in order of code; of equal codes the site's own row
 * wins, of two own ones the later. */
static void merge_level(Gazetteer *g, const Lines *table, const Rows *own,
                        int level, Str path, Diags *d)
{
    int k = 0, parent = level ? g->level_first[level - 1] : 0;
    g->level_first[level] = g->n;
    for (int i = 0; i < table->n; i++) {
        Place p = parse_row(table->v[i]);
        int c = 1;
        while (k < own->n && (c = str_cmp(own->v[k].p.code, p.code)) < 0)
            add_own(g, own, k++, level, &parent, path, d);
        if (k == own->n || c > 0)
            (void)add_row(g, p, level, &parent);
        while (k < own->n && str_eq(own->v[k].p.code, p.code))
            add_own(g, own, k++, level, &parent, path, d);
    }
    while (k < own->n)
        add_own(g, own, k++, level, &parent, path, d);
    g->level_first[level + 1] = g->n;
}

static void load(Gazetteer *g, Str own, Str own_path, Arena *perm,
                 Arena scratch, Diags *d)
{
    Lines table[LEVELS] = {0};
    Rows mine[LEVELS] = {0};
    FormerLines formers;
    ptrdiff_t n = 0;
    find_lines(embed_divisions(), table, &scratch);
    if (own.n)
        read_own(mine, own, own_path, &scratch, d);
    for (int i = 0; i < LEVELS; i++)
        n += table[i].n + mine[i].n;
    former_lines(embed_former_divisions(), &formers, &scratch);
    g->v = NEW_N(perm, Place, n + formers.n);
    for (int i = 0; i < LEVELS; i++)
        merge_level(g, &table[i], &mine[i], i, own_path, d);
    former_add(g, &formers);
    g->trie = trie_make(g->v, g->total, perm, scratch);
}

Gazetteer *gazetteer_load(Str own, Str own_path, Arena *perm, Diags *d)
{
    enum { TABLES = 12 << 20 }; /* all that is made here, and some room */
    Gazetteer *g = NEW(perm, Gazetteer);
    Arena scratch = arena_new((size_t)1 << 34);
    arena_large_pages(perm, TABLES);
    arena_large_pages(&scratch, TABLES);
    load(g, own, own_path, perm, scratch, d);
    arena_free(scratch);
    return g;
}

/* --- Questions -------------------------------------------------------------
 */

/* Among v[lo..hi), sorted by code. */
static const Place *search_code(const Place *v, int lo, int hi, Str code)
{
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        int c = str_cmp(v[mid].code, code);
        if (c == 0)
            return &v[mid];
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

const Place *place_by_code(const Gazetteer *g, Str code)
{
    int level = level_of(code);
    if (level < 0)
        return NULL;
    const Place *p = search_code(g->v, g->level_first[level],
                                 g->level_first[level + 1], code);
    return p ? p
             : search_code(g->v, g->former_first[level],
                           g->former_first[level + 1], code);
}

Str place_division(const Gazetteer *g, const Place *p)
{
    return place_by_code(g, p->code) == p ? p->code : (Str){0};
}

const Place *place_parent(const Gazetteer *g, const Place *p)
{
    return p->parent < 0 ? NULL : &g->v[p->parent];
}

const Place *place_at(const Gazetteer *g, const Place *p, PlaceLevel level)
{
    while (p && p->level > level)
        p = place_parent(g, p);
    return p && p->level == level ? p : NULL;
}

PlaceRefs places_by_name(const Gazetteer *g, Str name)
{
    int node = trie_find(g->trie, place_without_office(name));
    PlaceRefs r = trie_refs(g->trie, node, NAME_FULL);
    return r.n ? r : trie_refs(g->trie, node, NAME_SHORT);
}

static bool is_stand_in(Str city)
{
    return str_eq(city, S("市辖区")) || str_eq(city, S("县")) ||
           str_ends(city, S("直辖县级行政区划"));
}

bool place_is_stand_in(const Place *p)
{
    return p->level == PLACE_CITY && is_stand_in(p->name);
}

Str place_city(Str province, Str city)
{
    if (!is_stand_in(city))
        return city;
    return str_ends(province, S("市")) ? province : (Str){0};
}

/* The name that is cut short: 长阳县 rather than 长阳土家族自治县. */
static Str plain_name(const Place *p)
{
    if (!p->aliases.n || !place_generic_word(p->name).n ||
        !str_has(p->name, S("族")))
        return p->name;
    Str rest = p->aliases;
    Str alias = str_cut(&rest, S(","));
    return str_starts(p->name, str_head(alias, 6)) ? alias : p->name;
}

Str place_short_name(const Place *p)
{
    Str name = plain_name(p);
    Str stem = str_head(name, name.n - place_generic_word(name).n);
    return utf8_head(stem, 1).n < stem.n ? stem : p->name;
}

Str place_slug(const Place *p, Arena *a)
{
    int n = count_han(place_short_name(p));
    char *out = arena_bytes(a, p->pinyin.n + 1);
    ptrdiff_t len = 0;
    for (ptrdiff_t i = 0; i < p->pinyin.n; i++) {
        if (p->pinyin.s[i] != ' ')
            out[len++] = p->pinyin.s[i];
        else if (--n == 0)
            break;
    }
    return (Str){out, len};
}

void place_names(const Gazetteer *g, const Place *p, Str names[LEVELS])
{
    for (int i = 0; i < LEVELS; i++) {
        const Place *up = place_at(g, p, (PlaceLevel)i);
        names[i] = up ? up->name : (Str){0};
    }
    names[PLACE_CITY] = place_city(names[PLACE_PROVINCE], names[PLACE_CITY]);
}

Str place_source_key(PlaceSource s)
{
    static const Str names[PLACE_SOURCES] = {
        STR_INIT("cmd.place.title"),   STR_INIT("cmd.place.publisher"),
        STR_INIT("cmd.place.header"),  STR_INIT("cmd.place.signature"),
        STR_INIT("cmd.place.lead"),    STR_INIT("cmd.place.text"),
        STR_INIT("cmd.place.parents"), STR_INIT("cmd.place.neighbours"),
        STR_INIT("cmd.place.chain"),   STR_INIT("cmd.place.host"),
        STR_INIT("cmd.place.code")};
    return names[s];
}
