#include "emit/excerpt.h"

#include "text/utf8.h"

enum { SHORT_LINE = 60 }; /* characters: longer lines are read as sentences */

static bool ends_sentence(Rune r)
{
    return r == 0x3002 || r == 0xFF01 || r == 0xFF1F || r == 0xFF1B;
}

static bool ends_clause(Rune r)
{
    return r == 0xFF0C || r == 0x3001 || r == 0xFF1A;
}

/* Closes what a sentence may end in: ” ’ ） 》 */
static bool closes(Rune r)
{
    return r == 0x201D || r == 0x2019 || r == 0xFF09 || r == 0x300B;
}

/* Digits, letters and what stands between them: 1.4 96.1% PM2.5 1,200 */
static bool within_word(Rune r)
{
    return rune_is_digit(r) || (r >= 'a' && r <= 'z') ||
           (r >= 'A' && r <= 'Z') || r == '.' || r == ',' || r == '%' ||
           r == '-' || r == '/';
}

static bool has_sentence(Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    while (p < end)
        if (ends_sentence(utf8_next(&p, end)))
            return true;
    return utf8_count(s) > SHORT_LINE;
}

static bool tells(const MdBlock *b)
{
    return (b->kind == MD_PARAGRAPH || b->kind == MD_ITEM) &&
           has_sentence(b->text);
}

/* Bytes of s[0, n) up to the end of its last sentence, or before the mark of
 * its last clause, where that leaves half of it; else n. */
static ptrdiff_t end_of(Str s, ptrdiff_t n, bool sentence)
{
    const char *p = s.s + n, *half = s.s + n / 2;
    bool closed = false;
    const char *behind = p;
    while (p > half) {
        const char *at = p;
        Rune r = utf8_prev(&p, s.s);
        if (sentence && ends_sentence(r))
            return (closed ? behind : at) - s.s;
        if (!sentence && ends_clause(r))
            return p - s.s;
        if (!closed)
            behind = at;
        closed = closes(r);
    }
    return n;
}

/* No number or word is cut: neither of head nor of what follows it in s. */
static ptrdiff_t end_of_word(Str s, ptrdiff_t n)
{
    const char *p = s.s + n, *end = s.s + s.n, *next = p;
    if (next == end || !within_word(utf8_next(&next, end)))
        return n;
    while (p > s.s) {
        const char *at = p;
        if (!within_word(utf8_prev(&p, s.s)))
            return at - s.s;
    }
    return n; /* one endless word */
}

ptrdiff_t excerpt_end(Str s, ptrdiff_t n)
{
    ptrdiff_t all = utf8_head(s, n).n;
    if (all == s.n)
        return all;
    ptrdiff_t end = end_of(s, all, true);
    if (end == all)
        end = end_of(s, all, false);
    return end == all ? end_of_word(s, all) : end;
}

ptrdiff_t excerpt_begin(Str s, ptrdiff_t at, ptrdiff_t n)
{
    const char *p = s.s + at, *word = p;
    for (ptrdiff_t i = 0; i < n && p > s.s; i++) {
        const char *behind = p;
        Rune r = utf8_prev(&p, s.s);
        if (ends_sentence(r) || ends_clause(r))
            return behind - s.s;
        word = within_word(r) ? word : p;
    }
    return (p > s.s ? word : p) - s.s;
}

/* Adds the text, or as much of it as there is room for. */
static void add_cut(Buf *b, Str text, ptrdiff_t room)
{
    Str head = {text.s, excerpt_end(text, room)};
    buf_add(b, head);
    if (head.n < text.n)
        buf_lit(b, "…");
}

Str excerpt_make(const MdDoc *doc, ptrdiff_t n, Arena *perm, Arena scratch)
{
    Buf b = buf_in(&scratch);
    bool all = true;
    for (int i = 0; i < doc->nblocks && all; i++)
        all = !tells(&doc->blocks[i]);
    for (int i = 0; i < doc->nblocks && n > 0; i++) {
        Str text = doc->blocks[i].text;
        if (!text.n || !(all || tells(&doc->blocks[i])))
            continue;
        if (b.n)
            buf_byte(&b, ' ');
        add_cut(&b, text, n);
        n -= utf8_count(text) + 1;
    }
    return str_dup(perm, buf_str(&b));
}
