/* The text of one report, as its file has it. */
#include "model/report.h"
#include "query/index.h"
#include "text/symbols.h"
#include "text/utf8.h"

enum { MOST_CHARS = SYMBOLS * SYMBOLS, GAP_BITS = 4, LAST_RUNE = 0x10FFFF };

/* What a report's symbols stand for. */
typedef struct Letters {
    Rune v[MOST_CHARS + SYMBOLS];
    uint32_t n, shorts;
} Letters;

static bool rune_valid(int64_t r)
{
    return r >= 0 && r <= LAST_RUNE && (r < 0xD800 || r > 0xDFFF);
}

static bool read_letters(Str alphabet, Str gaps, Letters *l)
{
    for (const char *p = alphabet.s, *end = p + alphabet.n; p < end;) {
        if (l->n == SYMBOLS)
            return false;
        l->v[l->n++] = utf8_next(&p, end);
    }
    l->shorts = l->n;
    BitIn in = bits_in(gaps);
    uint32_t more = get_gamma(&in) - 1;
    if (in.bad || more > MOST_CHARS)
        return false;
    int64_t next = 0;
    for (uint32_t i = 0; i < more; i++) {
        int64_t high = (int64_t)get_gamma(&in) - 1;
        next += high << GAP_BITS | get_bits(&in, GAP_BITS);
        if (in.bad || !rune_valid(next))
            return false;
        l->v[l->n++] = (Rune)next++;
    }
    return true;
}

static bool decode(Str alphabet, Str gaps, Str codes, Arena *a, Str *out)
{
    if (!gaps.n) {
        *out = codes;
        return true;
    }
    Letters *l = NEW(a, Letters);
    if (!read_letters(alphabet, gaps, l))
        return false;
    Buf b = buf_in(a);
    buf_reserve(&b, 3 * codes.n);
    for (const char *p = codes.s, *end = p + codes.n; p < end; p++) {
        int v = symbol_value(*p), low = 0;
        if (v >= (int)l->shorts) {
            low = ++p < end ? symbol_value(*p) : -1;
            v = (int)l->shorts + (v - (int)l->shorts) * SYMBOLS + low;
        }
        if (v < 0 || low < 0 || v >= (int)l->n)
            return false;
        utf8_put(&b, l->v[v]);
    }
    *out = buf_str(&b);
    return true;
}

/* A list's members, for a walk. */
typedef struct Walk {
    const Json *at;
} Walk;

static bool next_str(Walk *w, Str *out)
{
    if (!w->at || w->at->kind != JSON_STRING)
        return false;
    *out = w->at->str;
    w->at = w->at->next;
    return true;
}

static bool next_int(Walk *w, int min, int max, int *out)
{
    if (!w->at || w->at->kind != JSON_NUMBER || !(w->at->num >= min) ||
        !(w->at->num <= max))
        return false;
    *out = (int)w->at->num;
    w->at = w->at->next;
    return true;
}

static bool next_list(Walk *w, const Json **out)
{
    if (!w->at || w->at->kind != JSON_ARRAY)
        return false;
    *out = w->at;
    w->at = w->at->next;
    return true;
}

static bool next_line(Str *rest, Str *out)
{
    ptrdiff_t end = str_find(*rest, S("\n"), 0);
    if (end < 0)
        return false;
    *out = str_head(*rest, end);
    *rest = str_skip(*rest, end + 1);
    return true;
}

static ptrdiff_t lines_in(Str s)
{
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++)
        n += s.s[i] == '\n';
    return n;
}

/* A heading stands under an earlier one, so that the way up ends. */
static bool read_headings(const Json *outline, Str *lines, IndexText *t)
{
    Walk w = {outline->child};
    for (int k = 0; w.at; k++) {
        IndexLine *h = &t->headings[k];
        if (!next_line(lines, &h->text) || !next_str(&w, &h->id) ||
            !next_int(&w, -1, k - 1, &h->parent))
            return false;
        t->nheadings = k + 1;
    }
    return true;
}

static bool read_blocks(const Json *runs, Str *lines, IndexText *t)
{
    Walk w = {runs->child};
    while (w.at) {
        int heading, n;
        if (!next_int(&w, -1, t->nheadings - 1, &heading) ||
            !next_int(&w, 0, INT32_MAX, &n))
            return false;
        while (n--) {
            IndexLine *b = &t->blocks[t->nblocks];
            if (!next_line(lines, &b->text))
                return false;
            b->parent = heading;
            t->nblocks++;
        }
    }
    return true;
}

static bool read_windows(const Json *list, IndexText *t)
{
    Walk w = {list->child};
    while (w.at)
        if (t->nwindows == PLACES - PLACE_TEXT ||
            !next_int(&w, 0, t->nblocks, &t->windows[t->nwindows++]))
            return false;
    return true;
}

static bool read_text(const Json *data, Arena *a, IndexText *t)
{
    const Json *outline, *runs, *windows;
    Str alphabet, gaps, codes, lines;
    Str *facts[] = {&t->slug,     &t->title,   &t->street, &t->published,
                    &t->district, &t->summary, &t->plan};
    Walk w = {data && data->kind == JSON_ARRAY ? data->child : NULL};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (!next_str(&w, facts[i]))
            return false;
    if (!slug_valid(t->slug) || !next_list(&w, &t->topics) ||
        !next_str(&w, &t->kind) || !next_list(&w, &outline) ||
        !next_list(&w, &runs) || !next_list(&w, &windows) ||
        !next_str(&w, &alphabet) || !next_str(&w, &gaps) ||
        !next_str(&w, &codes) || !decode(alphabet, gaps, codes, a, &lines))
        return false;
    ptrdiff_t n = lines_in(lines);
    t->headings = NEW_N(a, IndexLine, n + 1);
    t->blocks = NEW_N(a, IndexLine, n + 1);
    return read_headings(outline, &lines, t) && read_blocks(runs, &lines, t) &&
           read_windows(windows, t);
}

bool index_text(Index *ix, int number, Arena *a, IndexText *out)
{
    Buf b = buf_in(a);
    buf_lit(&b, "text/");
    buf_int(&b, number / 1000);
    buf_byte(&b, '/');
    buf_int(&b, number);
    Str name = str_dup(a, buf_str(&b)), data;
    *out = (IndexText){0};
    if (!index_load(ix, name, a, &data))
        return false;
    if (read_text(json_parse(data, a), a, out))
        return true;
    index_note(ix, name);
    return false;
}
