/* What the reader shows: a report's text, and the manifest. */
#include "emit/search_build.h"
#include "emit/search_code.h"
#include "text/escape.h"

/* Comma-separated values of one array; the caller writes the brackets. */
static void put_str(Buf *b, Str s)
{
    esc_json(b, s);
    buf_byte(b, ',');
}

static void put_int(Buf *b, int64_t v)
{
    buf_int(b, v);
    buf_byte(b, ',');
}

/* Ends an array: the comma behind the last value goes. */
static void close_array(Buf *b)
{
    if (b->s[b->n - 1] == ',')
        b->n--;
    buf_byte(b, ']');
}

static void put_date(Buf *b, Date d)
{
    buf_byte(b, '"');
    date_put_iso(b, d);
    buf_lit(b, "\",");
}

Str search_text(Arena *a, const Report *r, int number, const MdDoc *doc)
{
    Str path = search_text_path(a, number);
    Buf b = buf_in(a);
    search_open_call(&b, path);
    buf_byte(&b, '[');
    put_str(&b, r->slug);
    put_str(&b, r->title);
    put_str(&b, r->street);
    put_date(&b, r->published);
    buf_byte(&b, '[');
    for (int i = 0; i < doc->nheadings; i++) {
        put_str(&b, doc->headings[i].id);
        put_str(&b, doc->headings[i].text);
        put_int(&b, doc->headings[i].parent);
    }
    close_array(&b);
    buf_lit(&b, ",[");
    for (int i = 0; i < doc->nblocks; i++) {
        put_int(&b, doc->blocks[i].heading);
        put_str(&b, doc->blocks[i].text);
    }
    close_array(&b);
    buf_lit(&b, ",[");
    int starts[WINDOWS];
    int n = search_windows(doc, starts);
    for (int w = 0; w < n; w++)
        put_int(&b, starts[w]);
    close_array(&b);
    buf_lit(&b, "]);\n");
    return buf_str(&b);
}
