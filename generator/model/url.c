#include "model/url.h"

#include "text/escape.h"

/* FOLDER/NAME.html, from the second page on FOLDER/NAME-2.html. */
static Str list_page(Arena *a, Str folder, Str name, int page)
{
    Buf b = buf_in(a);
    buf_add(&b, folder);
    buf_add(&b, name);
    if (page > 1) {
        buf_byte(&b, '-');
        buf_int(&b, page);
    }
    buf_lit(&b, ".html");
    return buf_str(&b);
}

static Str decimal(Arena *a, int64_t v)
{
    Buf b = buf_in(a);
    buf_int(&b, v);
    return buf_str(&b);
}

Str url_report(Arena *a, Str slug)
{
    return str_join3(a, S("reports/"), slug, S(".html"));
}

Str url_report_md(Arena *a, Str slug)
{
    return str_join3(a, S("reports/"), slug, S(".md"));
}

Str url_notes(Arena *a, Str slug)
{
    return str_join3(a, S("notes/"), slug, S(".html"));
}

Str url_district(Arena *a, Str code, int page)
{
    return list_page(a, S("districts/"), code, page);
}

Str url_year(Arena *a, int year, int page)
{
    return list_page(a, S("years/"), decimal(a, year), page);
}

Str url_topic(Arena *a, Str slug, int year, int page)
{
    if (!year)
        return list_page(a, S("topics/"), slug, page);
    Str folder = str_join3(a, S("topics/"), slug, S("/"));
    Str name = year < 0 ? S("undated") : decimal(a, year);
    return list_page(a, folder, name, page);
}

Str url_relative(Arena *a, Str from, Str to)
{
    ptrdiff_t same = 0; /* length of the folders that both are in */
    for (ptrdiff_t i = 0; i < from.n && i < to.n && from.s[i] == to.s[i]; i++)
        if (from.s[i] == '/')
            same = i + 1;
    Buf b = buf_in(a);
    for (ptrdiff_t i = same; i < from.n; i++)
        if (from.s[i] == '/')
            buf_lit(&b, "../");
    esc_path(&b, str_skip(to, same));
    return buf_str(&b);
}

Str url_absolute(Arena *a, Str base_url, Str path)
{
    Buf b = buf_in(a);
    buf_add(&b, base_url);
    esc_path(&b, path);
    return buf_str(&b);
}

Str url_host(Str url)
{
    ptrdiff_t at = str_find(url, S("://"), 0);
    if (at < 0)
        return (Str){0};
    Str host = str_skip(url, at + 3);
    for (ptrdiff_t i = 0; i < host.n; i++)
        if (host.s[i] == '/' || host.s[i] == ':' || host.s[i] == '?' ||
            host.s[i] == '#')
            return str_head(host, i);
    return host;
}
