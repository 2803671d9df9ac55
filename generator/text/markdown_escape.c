/* Plain text as Markdown. What is escaped follows the CommonMark
 * specification 0.30: sections 4 (what a line's start can mean) and 6 (what
 * can mean something anywhere). Marks that mean nothing where they stand are
 * left alone, so that the file stays readable. */
#include "text/markdown.h"

#include "base/byteset.h"

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

static bool is_letter(char c)
{
    return is_alnum(c) && (c < '0' || c > '9');
}

/* The byte at i, or 0 beyond either end: what the caller appends there is not
 * known, so 0 must be taken for the worst. */
static char at(Str s, ptrdiff_t i)
{
    return i >= 0 && i < s.n ? s.s[i] : 0;
}

/* Does "&" at i begin an entity, or may it once more is appended? */
static bool begins_entity(Str s, ptrdiff_t i)
{
    ptrdiff_t from = at(s, i + 1) == '#' ? i + 2 : i + 1, k = from;
    while (k - from < 32 && is_alnum(at(s, k)))
        k++;
    return !at(s, k) || (k > from && s.s[k] == ';');
}

/* Could the mark s[i] mean something wherever it stands in a line? */
static bool means_inline(Str s, ptrdiff_t i)
{
    char next = at(s, i + 1);
    switch (s.s[i]) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '|': /* cells of a table */
        return true;
    case '_': /* between letters it never opens or closes emphasis */
        return !is_alnum(at(s, i - 1)) || !is_alnum(next);
    case '<':
        return !next || is_letter(next) || next == '/' || next == '!' ||
               next == '?';
    case '&':
        return begins_entity(s, i);
    case '!': /* a link may follow */
    case '#': /* the end of a heading drops them */
        return !next;
    default:
        return false;
    }
}

static bool ends_word(char c)
{
    return c == 0 || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* At a line's start: "1." and "1)" begin a list. Returns the offset of the
 * mark after the digits, or -1. */
static ptrdiff_t list_mark(Str s)
{
    ptrdiff_t i = 0;
    while (i < 10 && at(s, i) >= '0' && at(s, i) <= '9')
        i++;
    bool mark = i > 0 && i < 10 && (at(s, i) == '.' || at(s, i) == ')');
    return mark && ends_word(at(s, i + 1)) ? i : -1;
}

/* Could the first byte of a line mean something because it is the first? */
static bool means_at_start(Str s)
{
    char next = at(s, 1);
    switch (at(s, 0)) {
    case '>':
    case '=': /* the underline of a heading */
        return true;
    case '#':
        return next == '#' || ends_word(next);
    case '-':
        return next == '-' || ends_word(next);
    case '+':
        return ends_word(next);
    case '~':
        return next == '~';
    default:
        return false;
    }
}

static bool is_trimmed(char c) /* what CommonMark strips at a line's ends */
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void put_blank(Buf *out, char c, bool edge)
{
    if (c == '\n' || c == '\r')
        c = ' ';
    if (!edge) {
        buf_byte(out, c);
        return;
    }
    buf_lit(out, "&#");
    buf_int(out, c);
    buf_byte(out, ';');
}

void md_escape(Buf *out, Str text, bool at_start)
{
    static const ByteSet special = {{['\\'] = true,
                                     ['`'] = true,
                                     ['*'] = true,
                                     ['['] = true,
                                     [']'] = true,
                                     ['|'] = true,
                                     ['_'] = true,
                                     ['<'] = true,
                                     ['&'] = true,
                                     ['!'] = true,
                                     ['#'] = true,
                                     [' '] = true,
                                     ['\t'] = true,
                                     ['\n'] = true,
                                     ['\v'] = true,
                                     ['\f'] = true,
                                     ['\r'] = true}};
    ptrdiff_t mark = at_start ? list_mark(text) : -1;
    ptrdiff_t from = 0, last = text.n - 1;
    for (ptrdiff_t i = 0; i < text.n; i++) {
        if (i && i != mark) {
            ptrdiff_t next = byteset_find(&special, text, i);
            i = i < mark && mark < next ? mark : next;
            if (i == text.n)
                break;
        }
        char c = text.s[i];
        bool blank = is_trimmed(c);
        bool first = at_start && i == 0;
        if (!blank && i != mark && !means_inline(text, i) &&
            !(first && means_at_start(text)))
            continue;
        buf_add(out, (Str){text.s + from, i - from});
        from = i + 1;
        if (blank) {
            put_blank(out, c, first || i == last);
        } else {
            buf_byte(out, '\\');
            buf_byte(out, c);
        }
    }
    buf_add(out, (Str){text.s + from, text.n - from});
}
