/* What the reader shows and makes sure by: the texts of reports. */
#include "emit/search_build.h"
#include "text/escape.h"
#include "text/textcode.h"

#include <string.h>

/* Comma-separated values of one array; the caller writes the brackets. */
static void put_str(Buf *b, Str s)
{
    esc_json(b, s);
    buf_byte(b, ',');
}

static void put_int(Buf *b, int64_t v)
{
    buf_int(b, v);
    buf_byte(b, ',');
}

/* Ends an array: the comma behind the last value goes. */
static void close_array(Buf *b)
{
    if (b->s[b->n - 1] == ',')
        b->n--;
    buf_byte(b, ']');
}

static void put_date(Buf *b, Date d)
{
    buf_byte(b, '"');
    date_put_iso(b, d);
    buf_lit(b, "\",");
}

/* A text and the line feed that ends it; one of its own is a space, a NUL is
 * U+FFFD, for libraries that read JSON stop there. */
static ptrdiff_t add_runes(Rune *v, Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    ptrdiff_t n = 0;
    while (p < end) {
        for (; utf8_at_han(p, end); p += 3)
            v[n++] = utf8_three(p);
        if (p == end)
            break;
        v[n] = utf8_next(&p, end);
        v[n] = v[n] == '\n' ? ' ' : v[n] ? v[n] : RUNE_BAD;
        n++;
    }
    v[n++] = '\n';
    return n;
}

/* All headings, then all blocks. */
static Rune *all_runes(const MdDoc *doc, Arena *a, ptrdiff_t *n)
{
    ptrdiff_t most = 0;
    for (int i = 0; i < doc->nheadings; i++)
        most += doc->headings[i].text.n + 1;
    for (int i = 0; i < doc->nblocks; i++)
        most += doc->blocks[i].text.n + 1;
    Rune *v = NEW_N(a, Rune, most);
    *n = 0;
    for (int i = 0; i < doc->nheadings; i++)
        *n += add_runes(v + *n, doc->headings[i].text);
    for (int i = 0; i < doc->nblocks; i++)
        *n += add_runes(v + *n, doc->blocks[i].text);
    return v;
}

/* What a list says of the report beside its text, so that it needs no column:
 * the district's page, the years, the topics as indexes into the manifest's. */
static void put_facts(Buf *b, const Entry *x, Str district)
{
    const Report *r = &x->r;
    put_str(b, r->slug);
    put_str(b, r->title);
    put_str(b, r->street);
    put_date(b, r->published);
    put_str(b, district);
    buf_byte(b, '"');
    years_put(b, r->summary);
    buf_lit(b, "\",\"");
    years_put(b, r->plan);
    buf_lit(b, "\",[");
    for (int i = 0; x->digest && i < x->digest->topics.nuses; i++)
        put_int(b, x->digest->topics.uses[i].topic);
    close_array(b);
    buf_byte(b, ',');
    put_str(b, r->kind);
}

/* What is small: the headings' ids and parents, the blocks' headings (runs:
 * heading, how many), the windows' first blocks. */
static void put_outline(Buf *b, const MdDoc *doc)
{
    buf_byte(b, '[');
    for (int i = 0; i < doc->nheadings; i++) {
        put_str(b, doc->headings[i].id);
        put_int(b, doc->headings[i].parent);
    }
    close_array(b);
    buf_lit(b, ",[");
    for (int i = 0, end; i < doc->nblocks; i = end) {
        for (end = i + 1; end < doc->nblocks &&
                          doc->blocks[end].heading == doc->blocks[i].heading;)
            end++;
        put_int(b, doc->blocks[i].heading);
        put_int(b, end - i);
    }
    close_array(b);
    buf_lit(b, ",[");
    int starts[WINDOWS];
    int n = search_windows(doc, starts);
    for (int w = 0; w < n; w++)
        put_int(b, starts[w]);
    close_array(b);
}

static Str report_json(const Entry *x, Str district, const MdDoc *doc, Arena *a)
{
    Buf b = buf_in(a);
    buf_byte(&b, '[');
    put_facts(&b, x, district);
    put_outline(&b, doc);
    buf_byte(&b, ']');
    return buf_str(&b);
}

SearchText search_text(Arena *a, const Entry *x, Str district, const MdDoc *doc)
{
    SearchText t = {.report = report_json(x, district, doc, a)};
    t.v = all_runes(doc, a, &t.n);
    return t;
}

static Rune *runes_of(const SearchText *t, ptrdiff_t n, Arena *a,
                      ptrdiff_t *all)
{
    *all = 0;
    for (ptrdiff_t i = 0; i < n; i++)
        *all += t[i].n;
    Rune *v = NEW_N(a, Rune, *all);
    for (ptrdiff_t i = 0, k = 0; i < n; k += t[i].n, i++)
        if (t[i].n)
            memcpy(v + k, t[i].v, (size_t)t[i].n * sizeof *v);
    return v;
}

Str search_texts(Arena *a, Str path, const SearchText *t, ptrdiff_t n,
                 uint32_t *table)
{
    ptrdiff_t all;
    Rune *v = n == 1 ? (all = t->n, t->v) : runes_of(t, n, a, &all);
    Arena scratch = arena_carve(a, (a->end - a->beg) / 2);
    Buf b = buf_in(a);
    search_open_call(&b, path);
    buf_lit(&b, "[[");
    for (ptrdiff_t i = 0; i < n; i++) {
        if (i)
            buf_byte(&b, ',');
        buf_add(&b, t[i].report.n ? t[i].report : S("[]"));
    }
    buf_lit(&b, "],\"");
    BitOut bits = {.b = &b};
    textcode_put(&bits, v, all, table, scratch);
    end_bits(&bits);
    buf_lit(&b, "\"]);\n");
    return buf_str(&b);
}
