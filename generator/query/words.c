#include "query/words.h"

#include "text/fold.h"

static bool space_at(const char *p, const char *end)
{
    return p >= end || rune_is_space(utf8_next(&p, end));
}

static const char *word_end(const char *p, const char *end)
{
    while (!space_at(p, end))
        utf8_next(&p, end);
    return p;
}

/* "..." or -"..." at p, closed before white space or the end: its end, and
 * *text within the marks. NULL: there is none. */
static const char *quoted_end(const char *p, const char *end, Str *text)
{
    p += *p == '-';
    if (p >= end || *p != '"')
        return NULL;
    Str rest = str_span(p + 1, end);
    ptrdiff_t close = str_find(rest, S("\""), 0);
    if (close < 0 || !space_at(rest.s + close + 1, end))
        return NULL;
    *text = str_head(rest, close);
    return rest.s + close + 1;
}

static void add_word(StrList *l, ptrdiff_t *cap, Str word, Arena *perm)
{
    if (!strlist_has(*l, word))
        strlist_push(perm, l, cap, word);
}

Words words_of(Str query, Arena *perm)
{
    Words w = {0};
    StrList whole = {0};
    ptrdiff_t caps[3] = {0};
    const char *p = query.s, *end = query.s + query.n;
    while (p < end) {
        const char *from = p;
        Str text;
        if (space_at(p, end)) {
            utf8_next(&p, end);
            continue;
        }
        const char *close = quoted_end(p, end, &text);
        p = close ? close : word_end(p, end);
        bool minus =
            *from == '-' && (close || (p - from > 1 && from[1] != '-'));
        if (!close)
            text = str_span(from + minus, p);
        Str word = fold(perm, text);
        if (!word.n)
            continue;
        add_word(minus ? &w.unwanted : &w.wanted, &caps[minus], word, perm);
        if (minus)
            add_word(&whole, &caps[2], fold(perm, str_span(from, p)), perm);
    }
    if (!w.wanted.n)
        w = (Words){.wanted = whole};
    return w;
}

int words_spellings(const Words *w, ptrdiff_t i)
{
    return w->spelled ? w->spelled[i].n + 1 : 1;
}

Str words_spelling(const Words *w, ptrdiff_t i, int k)
{
    return k ? w->spelled[i].v[k - 1].text : w->wanted.v[i];
}

void words_note(const Words *w, ptrdiff_t i, int k, uint8_t flag)
{
    if (w->spelled)
        w->spelled[i].flags[k] |= flag;
}

bool words_used(const Words *w, ptrdiff_t i, int k, bool open)
{
    uint8_t flags = w->spelled ? w->spelled[i].flags[k] : 0;
    return flags & SPELLING_CERTAIN || (open && flags & SPELLING_POSSIBLE);
}

bool words_loose(const Words *w, ptrdiff_t i, int k)
{
    return w->loose && fold_is_loose(words_spelling(w, i, k));
}

bool words_in_line(const Words *w, ptrdiff_t i, int k, Str line, Arena scratch)
{
    Str word = words_spelling(w, i, k);
    if (!words_loose(w, i, k))
        return str_has(line, word);
    return str_has(fold_loosen(&scratch, line), fold_loosen(&scratch, word));
}

/* n characters of s from the at-th on. */
static Str characters(Str s, ptrdiff_t at, ptrdiff_t n)
{
    const char *p = s.s, *end = s.s + s.n;
    while (at--)
        utf8_next(&p, end);
    const char *from = p;
    while (n--)
        utf8_next(&p, end);
    return str_span(from, p);
}

/* Loosening keeps each character in its place. */
void words_forms(const Words *w, ptrdiff_t i, Str line, StrList *out,
                 ptrdiff_t *cap, Arena *perm)
{
    enum { MOST_FORMS = 8 };
    for (int k = 0; k < words_spellings(w, i); k++) {
        if (!words_loose(w, i, k))
            continue;
        Str own = words_spelling(w, i, k), word = fold_loosen(perm, own);
        Str all = fold_loosen(perm, line);
        ptrdiff_t n = utf8_count(word);
        for (ptrdiff_t at = 0;
             out->n < MOST_FORMS && (at = str_find(all, word, at)) >= 0;
             at += word.n) {
            Str form = characters(line, utf8_count(str_head(all, at)), n);
            if (!str_eq(form, own) && !strlist_has(*out, form))
                strlist_push(perm, out, cap, str_dup(perm, form));
        }
    }
}
