/* What the reader shows: a report's text, and the manifest. */
#include "emit/search_build.h"
#include "text/escape.h"
#include "text/symbols.h"
#include "text/utf8.h"

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

/* The text's characters with their numbers: the more frequent ones, which one
 * symbol stands for, come first. */
typedef struct Alphabet {
    Rune *chars;
    ptrdiff_t n;
    ptrdiff_t shorts; /* how many of them take one symbol; less than 0: there
                         are too many of them, the text stays as it is */
} Alphabet;

enum { MOST_CHARS = SYMBOLS * SYMBOLS, COUNT_CAP = 1024, GAP_BITS = 4 };

/* One-symbol codes leave as many two-symbol codes as the others need. */
static ptrdiff_t short_codes(ptrdiff_t n)
{
    ptrdiff_t most = (MOST_CHARS - n) / (SYMBOLS - 1);
    return n > MOST_CHARS ? -1 : most > SYMBOLS ? SYMBOLS : most;
}

/* The count above which no more than `room` characters lie. */
static uint32_t count_limit(const Alphabet *al, const uint32_t *counts,
                            ptrdiff_t room)
{
    ptrdiff_t have[COUNT_CAP + 1] = {0}, above = 0;
    for (ptrdiff_t i = 0; i < al->n; i++) {
        uint32_t c = counts[al->chars[i]];
        have[c < COUNT_CAP ? c : COUNT_CAP]++;
    }
    uint32_t limit = COUNT_CAP;
    while (limit && above + have[limit] <= room)
        above += have[limit--];
    return limit;
}

/* n distinct characters in ascending order: by a set of bits, since they lie
 * close together. */
static void sort_chars(Rune *v, ptrdiff_t n, Arena scratch)
{
    Rune first = n ? v[0] : 0, last = first;
    for (ptrdiff_t i = 0; i < n; i++) {
        first = v[i] < first ? v[i] : first;
        last = v[i] > last ? v[i] : last;
    }
    ptrdiff_t words = (last - first) / 32 + 1;
    uint32_t *set = NEW_N(&scratch, uint32_t, words);
    for (ptrdiff_t i = 0; i < n; i++)
        set[(v[i] - first) / 32] |= 1u << ((v[i] - first) & 31);
    for (ptrdiff_t w = 0, k = 0; w < words; w++)
        for (uint32_t bits = set[w]; bits; bits &= bits - 1)
            v[k++] = first + (Rune)w * 32 + __builtin_ctz(bits);
}

/* Moves those above the limit to the front, where the order of first
 * appearance stays; then fills up. The others follow in ascending order.
 * Numbers go to `counts`. */
static void order_chars(Alphabet *al, uint32_t *counts, Arena scratch)
{
    Rune *rest = NEW_N(&scratch, Rune, al->n);
    ptrdiff_t front = 0, back = 0, fill = 0;
    uint32_t limit = count_limit(al, counts, al->shorts);
    for (ptrdiff_t i = 0; i < al->n; i++) {
        Rune r = al->chars[i];
        if (counts[r] > limit)
            al->chars[front++] = r;
        else
            rest[back++] = r;
    }
    while (front < al->shorts && fill < back)
        al->chars[front++] = rest[fill++];
    sort_chars(rest + fill, back - fill, scratch);
    for (; fill < back; fill++)
        al->chars[front++] = rest[fill];
    for (ptrdiff_t i = 0; i < al->n; i++)
        counts[al->chars[i]] = (uint32_t)i;
}

static void put_codes(Buf *b, const Rune *v, ptrdiff_t n, const Alphabet *al,
                      const uint32_t *number)
{
    uint32_t shorts = (uint32_t)al->shorts;
    for (ptrdiff_t i = 0; i < n; i++) {
        uint32_t code = number[v[i]];
        if (code < shorts) {
            buf_byte(b, symbol_of(code));
        } else {
            code -= shorts;
            buf_byte(b, symbol_of(shorts + code / SYMBOLS));
            buf_byte(b, symbol_of(code % SYMBOLS));
        }
    }
}

static Str utf8_of(Arena *a, const Rune *v, ptrdiff_t n)
{
    Buf b = buf_in(a);
    buf_reserve(&b, 3 * n);
    for (ptrdiff_t i = 0; i < n; i++)
        utf8_put(&b, v[i]);
    return buf_str(&b);
}

/* Fills counts: with each character's number, or anything where they are too
 * many. */
static Alphabet alphabet_of(const Rune *v, ptrdiff_t n, uint32_t *counts,
                            Arena *a)
{
    Alphabet al = {.chars = NEW_N(a, Rune, n)};
    for (ptrdiff_t i = 0; i < n; i++)
        if (!counts[v[i]]++)
            al.chars[al.n++] = v[i];
    al.shorts = short_codes(al.n);
    al.shorts = al.shorts > al.n ? al.n : al.shorts;
    if (al.shorts >= 0)
        order_chars(&al, counts, *a);
    return al;
}

/* The characters of two symbols: how many, then each by its distance from the
 * one before. */
static void put_gaps(Buf *b, const Rune *v, ptrdiff_t n)
{
    BitOut bits = {.b = b};
    put_gamma(&bits, (uint32_t)n + 1);
    Rune next = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        uint32_t gap = (uint32_t)(v[i] - next);
        put_gamma(&bits, (gap >> GAP_BITS) + 1);
        put_bits(&bits, gap & ((1u << GAP_BITS) - 1), GAP_BITS);
        next = v[i] + 1;
    }
    end_bits(&bits);
}

/* "ALPHABET","GAPS","CODES"; "","","TEXT" where there are too many
 * characters. `shorts` are those of one symbol, else all of the text. */
static void put_coded(Buf *b, const Rune *v, ptrdiff_t n, const Alphabet *al,
                      const uint32_t *counts, Str shorts)
{
    if (al->shorts < 0) {
        buf_lit(b, "\"\",\"\",");
        esc_json(b, shorts);
        return;
    }
    esc_json(b, shorts);
    buf_lit(b, ",\"");
    put_gaps(b, al->chars + al->shorts, al->n - al->shorts);
    buf_lit(b, "\",\"");
    put_codes(b, v, n, al, counts);
    buf_byte(b, '"');
}

/* A text and the line feed that ends it; one of its own is a space, a NUL is
 * U+FFFD, for libraries that read JSON stop there. */
static ptrdiff_t add_runes(Rune *v, Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    ptrdiff_t n = 0;
    while (p < end) {
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

Str search_text(Arena *a, SearchLane *lane, const Entry *x, Str district,
                const MdDoc *doc)
{
    ptrdiff_t n;
    Rune *v = all_runes(doc, a, &n);
    Alphabet al = alphabet_of(v, n, lane->counts, a);
    Str chars =
        al.shorts < 0 ? utf8_of(a, v, n) : utf8_of(a, al.chars, al.shorts);
    Str path = search_text_path(a, x->number);
    Buf b = buf_in(a);
    buf_reserve(&b, 2 * n + chars.n + 4096);
    search_open_call(&b, path);
    buf_byte(&b, '[');
    put_facts(&b, x, district);
    put_outline(&b, doc);
    buf_byte(&b, ',');
    put_coded(&b, v, n, &al, lane->counts, chars);
    for (ptrdiff_t i = 0; i < al.n; i++)
        lane->counts[al.chars[i]] = 0;
    buf_lit(&b, "]);\n");
    return buf_str(&b);
}
