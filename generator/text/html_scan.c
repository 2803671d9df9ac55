#include "text/html_scan.h"

#include "text/charset.h"
#include "text/utf8.h"

enum {
    NO_COMMENT_END,
    NO_DOUBLE_QUOTE,
    NO_SINGLE_QUOTE,
    NO_SCRIPT_END,
    NO_STYLE_END
};

HtmlScan html_scan(Str s)
{
    return (HtmlScan){.s = s};
}

static ptrdiff_t find_byte(Str s, char c, ptrdiff_t from)
{
    const char *p =
        from < s.n ? memchr(s.s + from, c, (size_t)(s.n - from)) : NULL;
    return p ? p - s.s : -1;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Looks for `what` from `from` on, remembering for good that it is gone. */
static ptrdiff_t find_once(HtmlScan *scan, int which, Str what, ptrdiff_t from)
{
    if (scan->gone[which])
        return -1;
    ptrdiff_t at = str_find(scan->s, what, from);
    scan->gone[which] = at < 0;
    return at;
}

/* Offset of the ">" that ends the tag at `from`, quotes respected where they
 * are closed; the end of all where there is none. */
static ptrdiff_t tag_end(HtmlScan *scan, ptrdiff_t from)
{
    char before = 0;
    for (ptrdiff_t i = from; i < scan->s.n; i++) {
        char c = scan->s.s[i];
        if (c == '>')
            return i;
        if ((c == '"' || c == '\'') && before == '=') {
            bool two = c == '"';
            ptrdiff_t end =
                find_once(scan, two ? NO_DOUBLE_QUOTE : NO_SINGLE_QUOTE,
                          two ? S("\"") : S("'"), i + 1);
            if (end >= 0)
                i = end;
        }
        before = is_blank(c) ? before : c;
    }
    return scan->s.n;
}

static ptrdiff_t skip_blanks(Str s, ptrdiff_t i)
{
    while (i < s.n && (is_blank(s.s[i]) || s.s[i] == '/'))
        i++;
    return i;
}

/* Behind the value at s.s[i], which quotes may hold together. */
static ptrdiff_t skip_value(Str s, ptrdiff_t i)
{
    char quote = i < s.n ? s.s[i] : 0;
    if (quote == '"' || quote == '\'') {
        ptrdiff_t end = find_byte(s, quote, i + 1);
        return end < 0 ? s.n : end + 1;
    }
    while (i < s.n && !is_blank(s.s[i]))
        i++;
    return i;
}

/* Of what stands behind a tag's name, as the HTML standard parts it: the words
 * of a value are none. */
static int count_attributes(Str tag)
{
    int n = 0;
    for (ptrdiff_t i = skip_blanks(tag, 0); i < tag.n; n++) {
        i++; /* even "=" begins a name */
        while (i < tag.n && !is_blank(tag.s[i]) && tag.s[i] != '=' &&
               tag.s[i] != '/')
            i++;
        ptrdiff_t equals = skip_blanks(tag, i);
        if (equals < tag.n && tag.s[equals] == '=')
            equals = skip_value(tag, skip_blanks(tag, equals + 1));
        i = skip_blanks(tag, equals);
    }
    return n;
}

static void read_tag(HtmlScan *scan, HtmlPiece *out)
{
    ptrdiff_t from = scan->at + 1;
    bool end = scan->s.s[from] == '/';
    ptrdiff_t close = tag_end(scan, from);
    out->kind = end ? HTML_END : HTML_START;
    out->text = (Str){scan->s.s + from, close - from};
    Str name = str_skip(out->text, end);
    ptrdiff_t n = 0;
    while (n < name.n && !is_blank(name.s[n]) && name.s[n] != '/')
        n++;
    out->name = str_head(name, n);
    out->nattrs = end ? 0 : count_attributes(str_skip(name, n));
    scan->at = close < scan->s.n ? close + 1 : close;
    if (!end && (str_eq_nocase(out->name, S("script")) ||
                 str_eq_nocase(out->name, S("style"))))
        scan->raw = out->name;
}

static void read_other(HtmlScan *scan, HtmlPiece *out)
{
    Str rest = str_skip(scan->s, scan->at);
    ptrdiff_t end = -1;
    if (str_starts(rest, S("<!--")))
        end = find_once(scan, NO_COMMENT_END, S("-->"), scan->at + 2);
    end = end >= 0 ? end + 3 : tag_end(scan, scan->at + 1) + 1;
    end = end > scan->s.n ? scan->s.n : end;
    out->kind = HTML_OTHER;
    out->text = (Str){rest.s, end - scan->at};
    scan->at = end;
}

/* The inside of script or style, up to its end tag; nothing where it has
 * none, so that the rest of the page is not lost. */
static bool read_raw(HtmlScan *scan, HtmlPiece *out)
{
    Str name = scan->raw;
    bool script = str_eq_nocase(name, S("script"));
    int which = script ? NO_SCRIPT_END : NO_STYLE_END;
    scan->raw = (Str){0};
    ptrdiff_t at = scan->gone[which] ? -1 : scan->at;
    while (at >= 0 && (at = str_find(scan->s, S("</"), at)) >= 0) {
        at += 2;
        Str after = str_head(str_skip(scan->s, at), name.n);
        if (!str_eq_nocase(after, name))
            continue;
        out->kind = HTML_OTHER;
        out->text = (Str){scan->s.s + scan->at, at - 2 - scan->at};
        scan->at = at - 2;
        return true;
    }
    scan->gone[which] = true;
    return false;
}

/* Whether a tag, a comment or the like begins at p. */
static bool opens(Str s, ptrdiff_t at)
{
    if (s.s[at] != '<' || at + 1 >= s.n)
        return false;
    char c = s.s[at + 1];
    return is_letter(c) || c == '!' || c == '?' ||
           (c == '/' && at + 2 < s.n && is_letter(s.s[at + 2]));
}

bool html_scan_next(HtmlScan *scan, HtmlPiece *out)
{
    *out = (HtmlPiece){0};
    if (scan->at >= scan->s.n)
        return false;
    if (scan->raw.n && read_raw(scan, out))
        return true;
    ptrdiff_t from = scan->at, at = from;
    while (at < scan->s.n && !opens(scan->s, at)) {
        at = find_byte(scan->s, '<', at + 1);
        at = at < 0 ? scan->s.n : at;
    }
    if (at > from) {
        out->text = (Str){scan->s.s + from, at - from};
        scan->at = at;
    } else if (scan->s.s[at + 1] == '!' || scan->s.s[at + 1] == '?') {
        read_other(scan, out);
    } else {
        read_tag(scan, out);
    }
    return true;
}

typedef struct Entity {
    Str name;
    Rune rune;
} Entity;
static const Entity entities[] = {
    {STR_INIT("nbsp"), 0xA0},     {STR_INIT("lt"), '<'},
    {STR_INIT("gt"), '>'},        {STR_INIT("amp"), '&'},
    {STR_INIT("quot"), '"'},      {STR_INIT("apos"), '\''},
    {STR_INIT("ensp"), 0x2002},   {STR_INIT("emsp"), 0x2003},
    {STR_INIT("ldquo"), 0x201C},  {STR_INIT("rdquo"), 0x201D},
    {STR_INIT("lsquo"), 0x2018},  {STR_INIT("rsquo"), 0x2019},
    {STR_INIT("mdash"), 0x2014},  {STR_INIT("ndash"), 0x2013},
    {STR_INIT("hellip"), 0x2026}, {STR_INIT("middot"), 0xB7},
    {STR_INIT("bull"), 0x2022},   {STR_INIT("times"), 0xD7},
    {STR_INIT("divide"), 0xF7},   {STR_INIT("deg"), 0xB0},
    {STR_INIT("permil"), 0x2030}, {STR_INIT("plusmn"), 0xB1},
    {STR_INIT("copy"), 0xA9},     {STR_INIT("raquo"), 0xBB},
    {STR_INIT("laquo"), 0xAB},    {STR_INIT("yen"), 0xA5},
    {STR_INIT("sup2"), 0xB2},     {STR_INIT("sup3"), 0xB3},
};

static int digit_of(char c, int base)
{
    int d = c >= '0' && c <= '9'                 ? c - '0'
            : base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10
            : base == 16 && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : 99;
    return d < base ? d : -1;
}

/* The character of a numeric reference's inside ("#12", "#x1F"), or -1. */
static Rune numeric(Str s)
{
    int base = s.n > 1 && (s.s[1] == 'x' || s.s[1] == 'X') ? 16 : 10;
    Rune r = 0;
    ptrdiff_t i = base == 16 ? 2 : 1;
    if (i >= s.n || s.n > 9)
        return -1;
    for (; i < s.n; i++) {
        int d = digit_of(s.s[i], base);
        if (d < 0)
            return -1;
        r = r * base + d;
    }
    return r ? charset_c1(r) : RUNE_BAD;
}

/* The digits of a numeric reference whose inside starts at s. */
typedef struct Digits {
    ptrdiff_t from, end; /* bytes of s */
    int base;
    bool beyond; /* the last character that there is */
} Digits;

static Digits digits_of(Str s)
{
    enum { LAST = 0x10FFFF };
    bool hex = s.n > 1 && (s.s[1] == 'x' || s.s[1] == 'X');
    Digits x = {.from = hex ? 2 : 1, .base = hex ? 16 : 10};
    Rune r = 0;
    for (x.end = x.from; x.end < s.n; x.end++) {
        int d = digit_of(s.s[x.end], x.base);
        if (d < 0)
            break;
        r = x.beyond ? r : r * x.base + d;
        x.beyond |= r > LAST;
    }
    return x;
}

Str html_tame_references(Str s, Arena *a)
{
    char *copy = NULL;
    for (ptrdiff_t at = 0; (at = str_find(s, S("&#"), at)) >= 0; at++) {
        Digits x = digits_of(str_skip(s, at + 1));
        if (!x.beyond)
            continue;
        Str bad = x.base == 16 ? S("FFFD") : S("65533");
        copy = copy ? copy : memcpy(arena_bytes(a, s.n), s.s, (size_t)s.n);
        char *digits = copy + at + 1 + x.from;
        ptrdiff_t zeros = x.end - x.from - bad.n;
        memset(digits, '0', (size_t)zeros);
        memcpy(digits + zeros, bad.s, (size_t)bad.n);
    }
    return copy ? (Str){copy, s.n} : s;
}

static Rune entity(Str s)
{
    if (s.n && s.s[0] == '#')
        return numeric(s);
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (str_eq(s, entities[i].name))
            return entities[i].rune;
    return -1;
}

static void unescape_from(Buf *out, Str s, Rune least)
{
    enum { LONGEST = 10 };
    ptrdiff_t from = 0, at = 0;
    while ((at = find_byte(s, '&', at)) >= 0) {
        Str rest = str_head(str_skip(s, at + 1), LONGEST);
        ptrdiff_t end = str_find(rest, S(";"), 0);
        Rune r = end < 0 ? -1 : entity(str_head(rest, end));
        if (r < least) {
            at++;
            continue;
        }
        buf_add(out, (Str){s.s + from, at - from});
        utf8_put(out, r);
        from = at += end + 2;
    }
    buf_add(out, str_skip(s, from));
}

void html_unescape(Buf *out, Str s)
{
    unescape_from(out, s, 0);
}

void html_unescape_marks(Buf *out, Str s)
{
    enum { NO_ASCII = 0x80 };
    unescape_from(out, s, NO_ASCII);
}
