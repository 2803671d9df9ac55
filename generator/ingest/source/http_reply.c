#include "ingest/source/http_reply.h"

#include "base/gzip.h"
#include "ingest/source/mime.h"

bool http_reply(Str head, Arena *a, HttpReply *out)
{
    Str line;
    if (!str_starts(head, S("HTTP/")) || !str_line(&head, &line))
        return false;
    str_cut(&line, S(" "));
    line = str_trim(line);
    Str type = head_field(a, head, S("Content-Type"));
    Str transfer = head_field(a, head, S("Transfer-Encoding"));
    *out = (HttpReply){
        .status = (int)str_to_int(str_head(line, 3), 599),
        .type = head_word(type),
        .charset = head_charset(a, type),
        .chunked = str_eq_nocase(transfer, S("chunked")),
        .coding = head_field(a, head, S("Content-Encoding")),
    };
    return out->status >= 100;
}

/* The size at the head of a chunk (RFC 9112, 7.1), and *rest behind its line;
 * -1: there is none. */
static int64_t chunk_size(Str *rest)
{
    Str after = *rest, line;
    int64_t size = 0;
    int digits = 0;
    if (!str_line(&after, &line))
        return -1;
    for (; digits < line.n && digits < 15; digits++) {
        char c = line.s[digits];
        int v = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                       : -1;
        if (v < 0)
            break;
        size = size * 16 + v;
    }
    Str more = str_trim(str_skip(line, digits));
    if (!digits || (more.n && more.s[0] != ';'))
        return -1;
    *rest = after;
    return size;
}

/* False: a chunk is cut off, or the next one has no size. */
static bool join_chunks(Str body, Arena *a, Str *out)
{
    Buf b = buf_in(a);
    buf_reserve(&b, body.n);
    int64_t size = -1;
    while ((size = chunk_size(&body)) > 0 && size <= body.n) {
        buf_add(&b, str_head(body, (ptrdiff_t)size));
        body = str_skip(body, (ptrdiff_t)size);
        Str line;
        str_line(&body, &line); /* the line break behind the data */
    }
    *out = buf_str(&b);
    return !size;
}

/* A page in plain sight, whatever the header says. */
static bool is_plain_html(Str s)
{
    s = str_trim(str_head(s, 512));
    if (str_starts(s, S("\xEF\xBB\xBF")))
        s = str_trim(str_skip(s, 3));
    return str_starts(s, S("<")) && str_has(s, S(">"));
}

static bool is_gzip_or_deflate(Str coding)
{
    return str_eq_nocase(coding, S("gzip")) ||
           str_eq_nocase(coding, S("x-gzip")) ||
           str_eq_nocase(coding, S("deflate"));
}

static HttpBody unpack(Str body, int64_t max, Arena *a, Arena scratch, Str *out)
{
    bool large;
    if (gzip_unpack(body, max, a, scratch, out, &large))
        return HTTP_BODY_OK;
    if (large)
        return HTTP_BODY_LARGE;
    *out = body;
    return is_plain_html(body) ? HTTP_BODY_OK : HTTP_BODY_DAMAGED;
}

HttpBody http_body(const HttpReply *r, Str body, int64_t max, Arena *a,
                   Arena scratch, Str *out)
{
    Str first = body;
    *out = body;
    if (r->chunked && chunk_size(&first) >= 0 && !join_chunks(body, a, out))
        return HTTP_BODY_DAMAGED;
    if (!r->coding.n || str_eq_nocase(r->coding, S("identity")) || !out->n)
        return HTTP_BODY_OK;
    if (is_gzip_or_deflate(r->coding))
        return unpack(*out, max, a, scratch, out);
    return is_plain_html(*out) ? HTTP_BODY_OK : HTTP_BODY_CODING;
}
