#include "text/escape.h"

#include "text/utf8.h"

#define REPLACEMENT "\xEF\xBF\xBD"

/* U+0080..U+009F (forbidden by HTML, 13.2.3.5), U+FFFE, U+FFFF (by XML 1.0,
 * 2.2) at s[i]: how many bytes, else 0. */
static int forbidden_at(Str s, ptrdiff_t i)
{
    const unsigned char *p = (const unsigned char *)s.s + i;
    ptrdiff_t n = s.n - i;
    if (n >= 2 && p[0] == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F)
        return 2;
    return n >= 3 && p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE ? 3 : 0;
}

/* What stands for the character at s[i], one of `stops`, *len bytes long;
 * absent: itself. */
static Str html_entity(Str s, ptrdiff_t i, int *len)
{
    char c = s.s[i];
    *len = 1;
    switch (c) {
    case '&':
        return S("&amp;");
    case '<':
        return S("&lt;");
    case '>':
        return S("&gt;");
    case '"':
        return S("&quot;");
    case '\'':
        return S("&#39;");
    case '\xC2':
    case '\xEF':
        *len = forbidden_at(s, i);
        return *len ? S(REPLACEMENT) : (Str){0};
    default:
        return S(REPLACEMENT); /* a control */
    }
}

/* Bytes at which html_entity is asked; all else goes out in runs. */
static const bool stops[256] = {
    [0] = true,    [1] = true,    [2] = true,    [3] = true,    [4] = true,
    [5] = true,    [6] = true,    [7] = true,    [8] = true,    [0x0B] = true,
    [0x0C] = true, [0x0E] = true, [0x0F] = true, [0x10] = true, [0x11] = true,
    [0x12] = true, [0x13] = true, [0x14] = true, [0x15] = true, [0x16] = true,
    [0x17] = true, [0x18] = true, [0x19] = true, [0x1A] = true, [0x1B] = true,
    [0x1C] = true, [0x1D] = true, [0x1E] = true, [0x1F] = true, ['"'] = true,
    ['&'] = true,  ['\''] = true, ['<'] = true,  ['>'] = true,  [0x7F] = true,
    [0xC2] = true, [0xEF] = true,
};

/* U+FF00..U+FF3F: the punctuation of Chinese text, nothing to be replaced. */
static bool is_full_width(Str s, ptrdiff_t i)
{
    return s.s[i] == '\xEF' && i + 1 < s.n && s.s[i + 1] == '\xBC';
}

/* The first byte from i on that is one of `stops`; eight at a time are passed
 * over where none is ASCII, C2 or EF. */
static ptrdiff_t next_stop(Str s, ptrdiff_t i)
{
    const uint64_t high = 0x8080808080808080;
    for (; i < s.n; i++) {
        for (uint64_t v; s.n - i >= 8; i += 8) {
            memcpy(&v, s.s + i, sizeof v);
            if ((v & high) != high || bytes_have(v, 0xC2) ||
                bytes_have(v, 0xEF))
                break;
        }
        if (i < s.n && stops[(unsigned char)s.s[i]])
            break;
    }
    return i < s.n ? i : s.n;
}

void esc_html(Buf *b, Str s)
{
    ptrdiff_t from = 0;
    for (ptrdiff_t i = 0; (i = next_stop(s, i)) < s.n; i++) {
        int len;
        if (is_full_width(s, i))
            continue;
        Str e = html_entity(s, i, &len);
        if (!e.n)
            continue;
        buf_add(b, (Str){s.s + from, i - from});
        buf_add(b, e);
        i += len - 1;
        from = i + 1;
    }
    buf_add(b, (Str){s.s + from, s.n - from});
}

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

static void percent_encode(Buf *b, Str s, bool keep_slash)
{
    for (ptrdiff_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.s[i];
        if (is_unreserved((char)c) || (keep_slash && c == '/')) {
            buf_byte(b, (char)c);
        } else {
            buf_byte(b, '%');
            buf_byte(b, "0123456789ABCDEF"[c >> 4]);
            buf_byte(b, "0123456789ABCDEF"[c & 15]);
        }
    }
}

void esc_path(Buf *b, Str s)
{
    percent_encode(b, s, true);
}

void esc_query(Buf *b, Str s)
{
    percent_encode(b, s, false);
}

static void json_u(Buf *b, Rune r)
{
    unsigned char two[] = {(unsigned char)(r >> 8), (unsigned char)r};
    buf_lit(b, "\\u");
    buf_hex(b, two, 2);
}

static bool json_is_plain(char c)
{
    return c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' &&
           c != '&' && c != 0x7f;
}

/* What json_is_plain is not true of. */
static void json_ascii(Buf *b, char c)
{
    if (c == '"' || c == '\\') {
        buf_byte(b, '\\');
        buf_byte(b, c);
    } else if (c == '\n') {
        buf_lit(b, "\\n");
    } else {
        json_u(b, c);
    }
}

void esc_json(Buf *b, Str s)
{
    const char *p = s.s, *end = s.s + s.n, *run = p;
    buf_byte(b, '"');
    while (p < end) {
        const char *at = p;
        Rune r = utf8_next(&p, end);
        if (r < 0x80 ? json_is_plain((char)r)
                     : r != 0x2028 && r != 0x2029 && r != RUNE_BAD)
            continue;
        buf_add(b, str_span(run, at));
        run = p;
        if (r < 0x80)
            json_ascii(b, (char)r);
        else if (r == RUNE_BAD)
            buf_lit(b, REPLACEMENT);
        else
            json_u(b, r);
    }
    buf_add(b, str_span(run, end));
    buf_byte(b, '"');
}

void esc_csv(Buf *b, Str s)
{
    buf_byte(b, '"');
    if (s.n && memchr("=+-@\t\r\n", s.s[0], 7))
        buf_byte(b, '\'');
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.s[i] == '"')
            buf_byte(b, '"');
        if (s.s[i])
            buf_byte(b, s.s[i]);
    }
    buf_byte(b, '"');
}

/* The scheme in front of ":", or the absent string for a relative address. */
static Str url_scheme(Str url)
{
    for (ptrdiff_t i = 0; i < url.n; i++) {
        char c = url.s[i];
        if (c == ':')
            return str_head(url, i);
        if (c == '/' || c == '?' || c == '#')
            break;
    }
    return (Str){0};
}

/* "//host" is another host's address in disguise of a relative one, and
 * browsers read a backslash as a slash. */
static bool names_host(Str url)
{
    return url.n >= 2 && (url.s[0] == '/' || url.s[0] == '\\') &&
           (url.s[1] == '/' || url.s[1] == '\\');
}

Str url_safe(Arena *a, Str address)
{
    Buf b = buf_in(a);
    const char *p = address.s, *end = address.s + address.n;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (r > 0x20 && !(r >= 0x7f && r < 0xA0) && r != RUNE_BAD &&
            !rune_is_space(r))
            utf8_put(&b, r);
        else if (r == ' ' && b.n && p < end)
            buf_lit(&b, "%20");
    }
    Str url = buf_str(&b);
    Str scheme = url_scheme(url);
    bool ok = !str_given(scheme) || str_eq_nocase(scheme, S("http")) ||
              str_eq_nocase(scheme, S("https")) ||
              str_eq_nocase(scheme, S("mailto"));
    return ok && url.n && !names_host(url) ? url : (Str){0};
}

bool url_is_relative(Str url)
{
    return !str_given(url_scheme(url));
}

/* Takes one "." or "%2e" from the front of *s. */
static bool take_dot(Str *s)
{
    ptrdiff_t n = str_starts(*s, S("."))                     ? 1
                  : str_eq_nocase(str_head(*s, 3), S("%2e")) ? 3
                                                             : 0;
    *s = str_skip(*s, n);
    return n > 0;
}

bool url_stays_within(Str url, int depth)
{
    if (url.n && (url.s[0] == '/' || url.s[0] == '\\'))
        return false;
    for (ptrdiff_t i = 0; i < url.n && depth >= 0; i++) {
        ptrdiff_t from = i;
        while (i < url.n && !memchr("/\\?#", url.s[i], 4))
            i++;
        Str part = {url.s + from, i - from};
        int dots = take_dot(&part) ? 1 + take_dot(&part) : 0;
        if (dots == 2 && !part.n)
            depth--;
        else if (!(dots == 1 && !part.n) && from < i)
            depth++;
        if (i < url.n && (url.s[i] == '?' || url.s[i] == '#'))
            break;
    }
    return depth >= 0;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
           (c >= 'A' && c <= 'F');
}

void esc_url(Buf *b, Str url)
{
    for (ptrdiff_t i = 0; i < url.n; i++) {
        char c = url.s[i];
        bool coded = c == '%' && i + 2 < url.n && is_hex(url.s[i + 1]) &&
                     is_hex(url.s[i + 2]);
        if (coded || is_unreserved(c) || (c && strchr("/?#:@!$&'()*+,;=", c)))
            buf_byte(b, c);
        else
            percent_encode(b, (Str){url.s + i, 1}, false);
    }
}
