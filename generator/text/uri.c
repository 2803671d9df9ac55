#include "text/uri.h"

#include "text/escape.h"

/* Scheme and host of an address: https://host, or the absent string. */
static Str origin_of(Str url)
{
    ptrdiff_t at = str_find(url, S("://"), 0);
    if (at <= 0)
        return (Str){0};
    ptrdiff_t end = at + 3;
    while (end < url.n && url.s[end] != '/' && url.s[end] != '?' &&
           url.s[end] != '#')
        end++;
    return end > at + 3 ? str_head(url, end) : (Str){0};
}

/* How long the path is that s begins with. */
static ptrdiff_t path_end(Str s)
{
    ptrdiff_t n = 0;
    while (n < s.n && s.s[n] != '?' && s.s[n] != '#')
        n++;
    return n;
}

/* Appends one segment of a path to b, whose path begins at `start`. */
static void put_segment(Buf *b, ptrdiff_t start, Str segment, bool last)
{
    bool up = str_eq(segment, S(".."));
    while (up && b->n > start && b->s[--b->n] != '/')
        ;
    if (!up && !str_eq(segment, S("."))) {
        buf_byte(b, '/');
        buf_add(b, segment);
    } else if (last) {
        buf_byte(b, '/');
    }
}

/* Appends a path that begins with a slash without its dot segments. */
static void put_path(Buf *b, Str path)
{
    ptrdiff_t start = b->n;
    for (ptrdiff_t i = 1, from = 1; i <= path.n; i++)
        if (i == path.n || path.s[i] == '/') {
            put_segment(b, start, str_head(str_skip(path, from), i - from),
                        i == path.n);
            from = i + 1;
        }
}

static Str with_slashes(Arena *a, Str path)
{
    Buf b = buf_in(a);
    for (ptrdiff_t i = 0; i < path.n; i++)
        buf_byte(&b, path.s[i] == '\\' ? '/' : path.s[i]);
    return buf_str(&b);
}

static Str resolve_relative(Arena *a, Str base, Str ref)
{
    Str origin = origin_of(base), rest = str_skip(base, origin.n);
    if (!origin.n)
        return (Str){0};
    ptrdiff_t n = path_end(ref), query = path_end(rest);
    Str path = with_slashes(a, str_head(ref, n)), tail = str_skip(ref, n);
    if (str_starts(path, S("//")))
        return str_join3(a, str_head(base, str_find(base, S("//"), 0)), path,
                         tail);
    Str own = str_head(rest, query);
    if (!n && str_starts(tail, S("#"))) {
        ptrdiff_t mark = str_find(rest, S("#"), 0);
        own = mark < 0 ? rest : str_head(rest, mark);
        return str_join3(a, origin, own, tail);
    }
    if (n && path.s[0] != '/')
        path = str_join3(a, S("/"), str_head(own, str_rfind_byte(own, '/') + 1),
                         path);
    else if (!n)
        path = own.n ? own : S("/");
    path = str_starts(path, S("//")) ? str_skip(path, 1) : path;
    Buf b = buf_in(a);
    buf_add(&b, origin);
    put_path(&b, path);
    buf_add(&b, tail);
    return buf_str(&b);
}

Str uri_web(Str s)
{
    s = str_trim(s);
    bool web = str_eq_nocase(str_head(s, 7), S("http://")) ||
               str_eq_nocase(str_head(s, 8), S("https://"));
    for (ptrdiff_t i = 0; i < s.n && web; i++)
        web = (unsigned char)s.s[i] > ' ' && s.s[i] != 0x7F;
    return web ? s : (Str){0};
}

Str uri_resolve(Arena *a, Str base, Str ref)
{
    Str link = str_trim(ref), safe = url_safe(a, link);
    bool host = link.n > 1 && (link.s[0] == '/' || link.s[0] == '\\') &&
                (link.s[1] == '/' || link.s[1] == '\\');
    if (!safe.n && !host)
        return (Str){0};
    if (host)
        safe = url_safe(a, resolve_relative(a, base, link));
    else if (url_is_relative(safe))
        safe = resolve_relative(a, base, safe);
    return uri_web(safe);
}
