#include "ingest/source/mime.h"

#include "text/uri.h"

enum { LONGEST_HEAD = 64 << 10, DEEPEST = 8 };

/* --- Header fields ---------------------------------------------------------
 */

ptrdiff_t head_end(Str s)
{
    Str rest = str_head(s, LONGEST_HEAD), line;
    while (str_line(&rest, &line))
        if (!line.n)
            return rest.s ? rest.s - s.s : -1;
    return -1;
}

static bool is_folded(Str rest)
{
    return rest.n && (rest.s[0] == ' ' || rest.s[0] == '\t');
}

Str head_field(Arena *a, Str head, Str name)
{
    Str line;
    while (str_line(&head, &line)) {
        if (line.n <= name.n || line.s[name.n] != ':' ||
            !str_eq_nocase(str_head(line, name.n), name))
            continue;
        Buf b = buf_in(a);
        buf_add(&b, str_trim(str_skip(line, name.n + 1)));
        while (is_folded(head) && str_line(&head, &line)) {
            buf_byte(&b, ' ');
            buf_add(&b, str_trim(line));
        }
        return str_trim(buf_str(&b));
    }
    return (Str){0};
}

Str head_word(Str value)
{
    Str rest = value;
    return str_trim(str_cut(&rest, S(";")));
}

/* A quoted string to its end, backslashes undone; *rest is what follows. */
static Str unquote(Arena *a, Str *rest)
{
    Buf b = buf_in(a);
    ptrdiff_t i = 1;
    for (; i < rest->n && rest->s[i] != '"'; i++) {
        i += rest->s[i] == '\\' && i + 1 < rest->n;
        buf_byte(&b, rest->s[i]);
    }
    *rest = str_skip(*rest, i + 1);
    return buf_str(&b);
}

Str head_param(Arena *a, Str value, Str name)
{
    Str rest = value;
    str_cut(&rest, S(";"));
    while (str_given(rest) && rest.n) {
        ptrdiff_t eq = str_find(rest, S("="), 0);
        if (eq < 0)
            return (Str){0};
        Str key = str_trim(str_head(rest, eq)), found;
        rest = str_trim(str_skip(rest, eq + 1));
        if (rest.n && rest.s[0] == '"')
            found = unquote(a, &rest);
        else
            found = head_word(rest);
        str_cut(&rest, S(";"));
        if (str_eq_nocase(key, name))
            return found;
    }
    return (Str){0};
}

Charset head_charset(Arena *a, Str type)
{
    return charset_by_label(head_param(a, type, S("charset")));
}

/* --- Transfer encodings (RFC 2045, 6) --------------------------------------
 */

static int hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* What is no escape stays as it is. */
static Str from_quoted_printable(Arena *a, Str s)
{
    Buf b = buf_in(a);
    buf_reserve(&b, s.n);
    for (ptrdiff_t i = 0; i < s.n; i++) {
        Str rest = str_skip(s, i + 1);
        int hi = s.s[i] == '=' && rest.n > 1 ? hex_value(rest.s[0]) : -1;
        int lo = hi >= 0 ? hex_value(rest.s[1]) : -1;
        if (lo >= 0) {
            buf_byte(&b, (char)(hi << 4 | lo));
            i += 2;
        } else if (s.s[i] == '=' && str_starts(rest, S("\r\n"))) {
            i += 2;
        } else if (s.s[i] == '=' && (!rest.n || rest.s[0] == '\n')) {
            i += 1;
        } else {
            buf_byte(&b, s.s[i]);
        }
    }
    return buf_str(&b);
}

static int base64_value(char c)
{
    return c >= 'A' && c <= 'Z'   ? c - 'A'
           : c >= 'a' && c <= 'z' ? c - 'a' + 26
           : c >= '0' && c <= '9' ? c - '0' + 52
           : c == '+'             ? 62
           : c == '/'             ? 63
                                  : -1;
}

/* Other bytes are passed over (RFC 2045, 6.8); "=" ends it. */
static Str from_base64(Arena *a, Str s)
{
    Buf b = buf_in(a);
    buf_reserve(&b, s.n / 4 * 3 + 3);
    uint32_t bits = 0;
    int n = 0;
    for (ptrdiff_t i = 0; i < s.n && s.s[i] != '='; i++) {
        int v = base64_value(s.s[i]);
        if (v < 0)
            continue;
        bits = bits << 6 | (uint32_t)v;
        n += 6;
        if (n < 8)
            continue;
        n -= 8;
        buf_byte(&b, (char)(bits >> n & 0xFF));
    }
    return buf_str(&b);
}

static Str decode_transfer(Arena *a, Str body, Str encoding)
{
    if (str_eq_nocase(encoding, S("quoted-printable")))
        return from_quoted_printable(a, body);
    if (str_eq_nocase(encoding, S("base64")))
        return from_base64(a, body);
    return body;
}

/* --- Messages --------------------------------------------------------------
 */

/* A part of a message. */
typedef struct Part {
    Str head, body;
    Str type; /* Content-Type, parameters included */
    int number;
} Part;

typedef struct Parts {
    Arena *a;
    Part html, text, start; /* number 0: none */
    Str start_id;           /* Content-ID of the part that is the page */
    int n;
} Parts;

static bool is_multipart(Str type)
{
    return str_eq_nocase(str_head(type, 10), S("multipart/"));
}

/* Empty lines and a byte order mark before the message mean nothing. */
static Str skip_blank(Str s)
{
    if (str_starts(s, S("\xEF\xBB\xBF")))
        s = str_skip(s, 3);
    while (s.n && (s.s[0] == '\r' || s.s[0] == '\n'))
        s = str_skip(s, 1);
    return s;
}

/* A field's name and a colon, as every header starts. */
static bool starts_as_header(Str s)
{
    ptrdiff_t n = 0;
    while (n < s.n && n < 64 &&
           (s.s[n] == '-' || (s.s[n] >= 'A' && s.s[n] <= 'Z') ||
            (s.s[n] >= 'a' && s.s[n] <= 'z')))
        n++;
    return n && n < s.n && s.s[n] == ':';
}

bool mhtml_looks(Str bytes)
{
    Str s = skip_blank(bytes);
    ptrdiff_t end = starts_as_header(s) ? head_end(s) : -1;
    Str head = str_head(s, end > 0 ? end : 0), line;
    while (str_line(&head, &line))
        if (str_eq_nocase(str_head(line, 13), S("content-type:")))
            return is_multipart(str_trim(str_skip(line, 13)));
    return false;
}

/* The body up to the next boundary line; *rest is what follows it, absent
 * behind the last one. A boundary is a whole line (RFC 2046, 5.1.1). */
static Str cut_part(Str *rest, Str mark)
{
    Str all = *rest, line;
    const char *end = all.s;
    while (str_line(rest, &line)) {
        if (str_starts(line, mark)) {
            Str tail = str_trim(str_skip(line, mark.n));
            if (!tail.n)
                return str_span(all.s, end);
            if (str_eq(tail, S("--"))) {
                *rest = (Str){0};
                return str_span(all.s, end);
            }
        }
        end = line.s + line.n; /* the line break belongs to the boundary */
    }
    *rest = (Str){0};
    return all;
}

static Part read_part(Str s, Arena *a)
{
    ptrdiff_t end = head_end(s);
    Part p = {.head = str_head(s, end > 0 ? end : 0),
              .body = str_skip(s, end > 0 ? end : 0)};
    p.type = head_field(a, p.head, S("Content-Type"));
    return p;
}

static void take_part(Parts *parts, Part p)
{
    Str type = head_word(p.type);
    p.number = ++parts->n;
    Str id = head_field(parts->a, p.head, S("Content-ID"));
    bool html = str_eq_nocase(type, S("text/html")) ||
                str_eq_nocase(type, S("application/xhtml+xml"));
    bool text = str_eq_nocase(type, S("text/plain"));
    if ((html || text) && parts->start_id.n && str_eq(id, parts->start_id))
        parts->start = parts->start.number ? parts->start : p;
    if (html && !parts->html.number)
        parts->html = p;
    if (text && !parts->text.number)
        parts->text = p;
}

static void read_parts(Parts *parts, const Part *whole, int depth)
{
    Str boundary = head_param(parts->a, whole->type, S("boundary"));
    if (!boundary.n || depth > DEEPEST)
        return;
    if (depth == 0)
        parts->start_id = head_param(parts->a, whole->type, S("start"));
    Str mark = str_concat(parts->a, S("--"), boundary);
    Str rest = whole->body;
    cut_part(&rest, mark); /* what is before the first boundary */
    while (str_given(rest)) {
        Part p = read_part(cut_part(&rest, mark), parts->a);
        if (is_multipart(p.type))
            read_parts(parts, &p, depth + 1);
        else
            take_part(parts, p);
    }
}

bool mhtml_page(Str bytes, Arena *a, ContainedPage *out)
{
    Part whole = read_part(skip_blank(bytes), a);
    Parts parts = {.a = a};
    read_parts(&parts, &whole, 0);
    Part p = parts.start.number  ? parts.start
             : parts.html.number ? parts.html
                                 : parts.text;
    if (!p.number)
        return false;
    Str where = uri_web(head_field(a, p.head, S("Content-Location")));
    if (!where.n) /* what Chromium writes */
        where =
            uri_web(head_field(a, whole.head, S("Snapshot-Content-Location")));
    if (!where.n)
        where = uri_web(head_field(a, whole.head, S("Content-Location")));
    Buf number = buf_in(a);
    buf_int(&number, p.number);
    *out = (ContainedPage){
        .part = buf_str(&number),
        .url = where,
        .declared = head_charset(a, p.type),
        .captured = captured_day(head_field(a, whole.head, S("Date"))),
    };
    out->bytes = decode_transfer(
        a, p.body, head_field(a, p.head, S("Content-Transfer-Encoding")));
    return true;
}
