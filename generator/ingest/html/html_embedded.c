#include "ingest/html/html_embedded.h"

#include "ingest/html/html_dates.h"
#include "ingest/html/html_facts.h"
#include "text/html_scan.h"
#include "text/utf8.h"

enum {
    SHORTEST = 200, /* bytes of a string that may be an article */
    SENTENCES = 3
};

static int64_t count_han(Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    int64_t n = 0;
    while (p < end)
        n += rune_is_han(utf8_next(&p, end));
    return n;
}

/* As many as a text of so many characters has; a list of names has fewer. */
static bool has_sentences(Str s, int64_t han)
{
    enum { LONGEST = 300 };
    int64_t n = 0;
    for (ptrdiff_t at = 0; (at = str_find(s, S("。"), at)) >= 0; at++)
        n++;
    return n >= SENTENCES && n * LONGEST >= han;
}

static int hex_of(Str s)
{
    int v = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        int d = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

/* \uXXXX or \xXX at s (behind the backslash); a surrogate pair is one. Returns
 * its length, 0 where it is none. */
static ptrdiff_t put_code(Buf *b, Str s)
{
    ptrdiff_t digits = str_starts(s, S("u"))   ? 4
                       : str_starts(s, S("x")) ? 2
                                               : 0;
    if (!digits || s.n <= digits)
        return 0;
    int hi = hex_of(str_head(str_skip(s, 1), digits)), lo = -1;
    if (hi < 0)
        return 0;
    Str rest = str_skip(s, digits + 1);
    if (hi >= 0xD800 && hi < 0xDC00 && rest.n >= 6 &&
        str_starts(rest, S("\\u")))
        lo = hex_of(str_head(str_skip(rest, 2), 4));
    if (lo >= 0xDC00 && lo < 0xE000) {
        utf8_put(b, 0x10000 + ((hi - 0xD800) << 10) + (lo - 0xDC00));
        return digits + 7;
    }
    utf8_put(b, (hi >= 0xD800 && hi < 0xE000) || !hi ? RUNE_BAD : hi);
    return digits + 1;
}

/* The inside of a string of JavaScript or JSON, escapes decoded. */
static Str unquote(Str s, Arena *a)
{
    Buf b = buf_in(a);
    buf_reserve(&b, s.n + 1);
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.s[i];
        if (c != '\\' || i + 1 >= s.n) {
            buf_byte(&b, c);
            continue;
        }
        ptrdiff_t n = put_code(&b, str_skip(s, i + 1));
        if (n) {
            i += n;
            continue;
        }
        c = s.s[++i];
        buf_byte(&b, c == 'n' || c == 'r' ? '\n' : c == 't' ? '\t' : c);
    }
    return buf_str(&b);
}

/* Where the string that begins at `from` ends: at its quote, or, without one,
 * at the end of the line (*closed: false). */
static ptrdiff_t string_end(Str s, ptrdiff_t from, char quote, bool *closed)
{
    ptrdiff_t i = from;
    for (*closed = false; i < s.n; i++) {
        if (s.s[i] == '\\') {
            i++;
        } else if (s.s[i] == quote) {
            *closed = true;
            return i;
        } else if (s.s[i] == '\n' && quote != '`') {
            return i;
        }
    }
    return s.n;
}

typedef struct Best {
    Str text;
    int64_t han;
    int script; /* node that has it, or 0 */
} Best;

static void offer(Best *best, Str text, int node)
{
    int64_t han = count_han(text);
    if (han > best->han && has_sentences(text, han))
        *best = (Best){text, han, node};
}

/* A quote that nothing closes is passed over, and so are those of its kind up
 * to where that was seen: each byte is looked at a few times at most. */
static void read_script(Best *best, const DomNode *text, Arena *a)
{
    static const char quotes[] = "\"'`";
    ptrdiff_t open_until[3] = {0};
    Str s = text->text;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        const char *q = s.s[i] ? strchr(quotes, s.s[i]) : NULL;
        if (!q || i < open_until[q - quotes])
            continue;
        bool closed;
        ptrdiff_t end = string_end(s, i + 1, *q, &closed);
        if (!closed) {
            open_until[q - quotes] = end;
            continue;
        }
        if (end - i > SHORTEST)
            offer(best, unquote(str_span(s.s + i + 1, s.s + end), a), text->id);
        i = end;
    }
}

/* Lines of a text without tags become paragraphs; what was escaped once more
 * is unescaped. */
static Str as_html(Str s, Arena *a)
{
    Buf b = buf_in(a);
    if (!str_has(s, S("<")) && str_has(s, S("&lt;"))) {
        buf_reserve(&b, s.n);
        html_unescape(&b, s);
        s = buf_str(&b);
        b = buf_in(a);
    }
    if (str_has(s, S("<p")) || str_has(s, S("<br")) || str_has(s, S("<div")))
        return s;
    while (str_given(s)) {
        buf_lit(&b, "<p>");
        buf_add(&b, str_cut(&s, S("\n")));
        buf_lit(&b, "</p>");
    }
    return buf_str(&b);
}

/* Items of a list that a script shows, as those of a gallery: no article where
 * the page shows one. */
static bool is_items(const DomNode *field)
{
    return str_starts(str_trim(field->first->text), S("<li"));
}

Str embedded_article(const Dom *dom, int64_t least, bool shown, Arena *a,
                     Date *date)
{
    Best best = {0};
    for (int i = 0; i < dom->n; i++) {
        const DomNode *n = dom->v[i];
        if (n->kind == DOM_ELEMENT && n->tag == DOM_IFRAME)
            offer(&best, dom_attr(n, S("srcdoc")), 0);
        else if (n->kind == DOM_ELEMENT && field_is_markup(n) &&
                 !(shown && is_items(n)))
            offer(&best, n->first->text, 0);
        else if (n->kind == DOM_TEXT && n->parent->tag == DOM_SCRIPT)
            read_script(&best, n, a);
    }
    if (best.han <= least)
        return (Str){0};
    if (best.script)
        *date = script_date(dom->v[best.script]->text);
    return as_html(best.text, a);
}
