#include "ingest/markdown_plain.h"

#include "base/byteset.h"
#include "text/utf8.h"

static bool is_ascii_punct(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') ||
           (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/* Bytes of the reference "&#N;" at the start of s, or 0. */
static ptrdiff_t reference(Str s, Rune *r)
{
    enum { DIGITS = 4 }; /* only white space is written so */
    ptrdiff_t i = 2;
    *r = 0;
    if (!str_starts(s, S("&#")))
        return 0;
    while (i < s.n && i < 2 + DIGITS && s.s[i] >= '0' && s.s[i] <= '9')
        *r = *r * 10 + (s.s[i++] - '0');
    return i > 2 && i < s.n && s.s[i] == ';' ? i + 1 : 0;
}

static void put_unescaped(Buf *b, Str s)
{
    static const ByteSet marks = {{['\\'] = true, ['&'] = true}};
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; (i = byteset_find(&marks, s, i)) < s.n; i++) {
        Rune r;
        ptrdiff_t n;
        if (s.s[i] == '\\' && i + 1 < s.n && is_ascii_punct(s.s[i + 1])) {
            buf_add(b, str_span(s.s + from, s.s + i));
            from = ++i; /* the mark itself comes with what follows */
        } else if (s.s[i] == '&' && (n = reference(str_skip(s, i), &r)) > 0) {
            buf_add(b, str_span(s.s + from, s.s + i));
            utf8_put(b, r);
            i += n - 1;
            from = i + 1;
        }
    }
    buf_add(b, str_skip(s, from));
}

/* What stands between "[" and the first "](" that is no text. */
static Str link_text(Str line)
{
    for (ptrdiff_t i = 1; i + 1 < line.n; i++) {
        if (line.s[i] == '\\')
            i++;
        else if (line.s[i] == ']' && line.s[i + 1] == '(')
            return str_span(line.s + 1, line.s + i);
    }
    return line;
}

static Str without_mark(Str line)
{
    ptrdiff_t i = 0;
    if (line.s[0] == '[')
        return link_text(line);
    if (str_starts(line, S("- ")))
        return str_skip(line, 2);
    while (i < line.n && i < 6 && line.s[i] == '#')
        i++;
    return i && i < line.n && line.s[i] == ' ' ? str_skip(line, i + 1) : line;
}

Str markdown_plain(Str body, Arena *perm)
{
    Buf b = buf_in(perm);
    Str line;
    int row = 0; /* of a table */
    buf_reserve(&b, body.n + 1);
    while (str_line(&body, &line)) {
        bool table = line.n >= 4 && line.s[0] == '|';
        row = table ? row + 1 : 0;
        if (!line.n || row == 2)
            continue;
        put_unescaped(&b, table ? (Str){line.s + 2, line.n - 4}
                                : without_mark(line));
        buf_byte(&b, '\n');
    }
    return buf_str(&b);
}
