#include "text/checksum.h"

static const struct Escape {
    char plain, letter;
} escapes[] = {{'\\', '\\'}, {'\n', 'n'}, {'\r', 'r'}};
enum { ESCAPES = sizeof escapes / sizeof *escapes };

static char escape_of(char c)
{
    for (int i = 0; i < ESCAPES; i++)
        if (escapes[i].plain == c)
            return escapes[i].letter;
    return 0;
}

static char unescape(char letter)
{
    for (int i = 0; i < ESCAPES; i++)
        if (escapes[i].letter == letter)
            return escapes[i].plain;
    return letter;
}

static bool needs_escape(Str path)
{
    for (ptrdiff_t i = 0; i < path.n; i++)
        if (escape_of(path.s[i]))
            return true;
    return false;
}

void checksum_put(Buf *b, Sha256 sha, Str path)
{
    bool escaped = needs_escape(path);
    if (escaped)
        buf_byte(b, '\\');
    buf_hex(b, sha.v, (ptrdiff_t)sizeof sha.v);
    buf_lit(b, "  ");
    for (ptrdiff_t i = 0; escaped && i < path.n; i++) {
        char letter = escape_of(path.s[i]);
        if (letter)
            buf_byte(b, '\\');
        buf_byte(b, letter ? letter : path.s[i]);
    }
    if (!escaped)
        buf_add(b, path);
    buf_byte(b, '\n');
}

static int hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static bool read_hex(Str s, Sha256 *sha)
{
    for (int i = 0; i < (int)sizeof sha->v; i++) {
        int hi = hex_value(s.s[2 * i]), lo = hex_value(s.s[2 * i + 1]);
        if (hi < 0 || lo < 0)
            return false;
        sha->v[i] = (unsigned char)(hi << 4 | lo);
    }
    return true;
}

static Str unescaped(Str path, Arena *a)
{
    Buf b = buf_in(a);
    for (ptrdiff_t i = 0; i < path.n; i++) {
        bool mark = path.s[i] == '\\' && i + 1 < path.n;
        i += mark;
        buf_byte(&b, mark ? unescape(path.s[i]) : path.s[i]);
    }
    return buf_str(&b);
}

bool checksum_take(Str *rest, Arena *a, Sha256 *sha, Str *path)
{
    enum { DIGITS = 2 * sizeof sha->v };
    Str line = str_cut(rest, S("\n"));
    bool escaped = str_starts(line, S("\\"));
    *path = line;
    if (escaped)
        line = str_skip(line, 1);
    /* " *" is what sha256sum writes in binary mode: the same for us. */
    if (line.n <= DIGITS + 2 || !read_hex(line, sha) || line.s[DIGITS] != ' ' ||
        (line.s[DIGITS + 1] != ' ' && line.s[DIGITS + 1] != '*'))
        return false;
    line = str_skip(line, DIGITS + 2);
    *path = escaped ? unescaped(line, a) : line;
    return true;
}
