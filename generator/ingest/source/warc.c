#include "ingest/source/warc.h"

#include "ingest/source/http_reply.h"
#include "ingest/source/mime.h"
#include "text/uri.h"

enum { WINDOW = 128 << 10, LONGEST_HEAD = 64 << 10 };

struct WarcReader {
    ByteSource in;
    char *window; /* bytes that were read ahead: from beg to end */
    ptrdiff_t beg, end;
    int64_t read;   /* bytes of the source so far */
    int64_t left;   /* of the block of the record before */
    int64_t passed; /* records that are no pages */
    int64_t start;  /* where the record starts */
    Str why;        /* what is wrong with the archive; absent: nothing yet */
};

/* The fields of a record that matter here. */
typedef struct Record {
    Str type, id, url, media;
    Date captured;
} Record;

WarcReader *warc_open(ByteSource in, Arena *a)
{
    WarcReader *r = NEW(a, WarcReader);
    *r = (WarcReader){.in = in, .window = arena_bytes(a, WINDOW)};
    return r;
}

int64_t warc_passed(const WarcReader *r)
{
    return r->passed;
}

bool warc_looks(Str bytes)
{
    return str_starts(bytes, S("WARC/"));
}

bool gzip_looks(Str bytes)
{
    return str_starts(bytes, S("\x1F\x8B"));
}

/* --- Bytes -----------------------------------------------------------------
 */

static Str ahead(const WarcReader *r)
{
    return (Str){r->window + r->beg, r->end - r->beg};
}

/* More bytes into the window, what is left of it moved to its start. False at
 * the end and, with r->why, where the source failed. */
static bool fill(WarcReader *r)
{
    if (r->beg) {
        memmove(r->window, r->window + r->beg, (size_t)(r->end - r->beg));
        r->end -= r->beg;
        r->beg = 0;
    }
    if (r->end == WINDOW)
        return false;
    ptrdiff_t n = r->in.read(r->in.ctx, r->window + r->end, WINDOW - r->end);
    if (n < 0)
        r->why = *r->in.why;
    if (n <= 0)
        return false;
    r->end += n;
    r->read += n;
    return true;
}

static bool fail(WarcReader *r, Str why)
{
    if (!r->why.n)
        r->why = why;
    return false;
}

/* The next n bytes of the block to *out, or to nowhere with NULL. */
static bool take(WarcReader *r, int64_t n, Buf *out)
{
    r->left -= n;
    while (n > 0) {
        if (r->beg == r->end && !fill(r))
            return fail(r, S("why.cut-off"));
        ptrdiff_t have = r->end - r->beg;
        if (have > n)
            have = (ptrdiff_t)n;
        if (out)
            buf_add(out, str_head(ahead(r), have));
        r->beg += have;
        n -= have;
    }
    return true;
}

/* Line breaks between records; *n (may be NULL) is how many. False at the end
 * of the archive. */
static bool skip_breaks(WarcReader *r, int *n)
{
    for (;;) {
        for (; r->beg < r->end; r->beg++) {
            char c = r->window[r->beg];
            if (c != '\r' && c != '\n')
                return true;
            if (n)
                *n += c == '\n';
        }
        if (!fill(r))
            return false;
    }
}

/* Whether what ends every block follows it: two line breaks, or the end of the
 * archive. Else its length is wrong. Of a gzip member the check sum is looked
 * at so, before anything is made of what was in it. */
static bool ends_whole(WarcReader *r)
{
    int breaks = 0;
    if (!skip_breaks(r, &breaks))
        return !r->why.n;
    return breaks >= 2 || fail(r, S("why.warc-length"));
}

/* --- Records ---------------------------------------------------------------
 */

/* The header into *a; absent where there is none. */
static Str take_head(WarcReader *r, Arena *a)
{
    ptrdiff_t n;
    while ((n = head_end(ahead(r))) < 0)
        if (r->end - r->beg > LONGEST_HEAD || !fill(r)) {
            fail(r, r->end - r->beg > LONGEST_HEAD ? S("why.warc-head")
                                                   : S("why.cut-off"));
            return (Str){0};
        }
    Str head = str_dup(a, str_head(ahead(r), n));
    r->beg += n;
    return head;
}

/* <urn:uuid:...> without its brackets. */
static Str bare_id(Str id)
{
    return str_starts(id, S("<")) && str_ends(id, S(">"))
               ? str_head(str_skip(id, 1), id.n - 2)
               : id;
}

static void read_fields(Str head, Arena *a, Record *rec)
{
    Str url = bare_id(head_field(a, head, S("WARC-Target-URI")));
    *rec = (Record){
        .type = head_field(a, head, S("WARC-Type")),
        .id = bare_id(head_field(a, head, S("WARC-Record-ID"))),
        .url = uri_web(url),
        .media = head_field(a, head, S("Content-Type")),
        .captured = captured_day(head_field(a, head, S("WARC-Date"))),
    };
}

/* The next record's header; its block comes next. False at the end, or with
 * r->why. */
static bool next_record(WarcReader *r, Arena *a, Record *rec)
{
    if (r->why.n || !take(r, r->left, NULL) || !skip_breaks(r, NULL))
        return false;
    r->start =
        r->in.place ? *r->in.place : r->read - (int64_t)(r->end - r->beg);
    while (r->end - r->beg < 5 && fill(r))
        ;
    if (!warc_looks(ahead(r)))
        return fail(r, r->why.n ? r->why : S("why.warc-record"));
    Str head = take_head(r, a);
    if (!head.n)
        return false;
    Str length = head_field(a, head, S("Content-Length"));
    r->left = str_to_int(length, INT64_MAX / 4);
    if (r->left < 0) {
        r->left = 0;
        return fail(r, S("why.warc-record"));
    }
    read_fields(head, a, rec);
    return true;
}

/* --- Pages -----------------------------------------------------------------
 */

static bool is_page_type(Str type)
{
    return str_eq_nocase(type, S("text/html")) ||
           str_eq_nocase(type, S("application/xhtml+xml")) ||
           str_eq_nocase(type, S("text/plain"));
}

/* The rest of the block. */
static bool take_block(WarcReader *r, Arena *a, Str *out)
{
    Buf b = buf_in(a);
    buf_reserve(&b, (ptrdiff_t)r->left + 1);
    bool ok = take(r, r->left, &b);
    *out = buf_str(&b);
    return ok;
}

static WarcStep refuse(WarcWhy *why, Str key, bool large)
{
    why->key = key;
    why->large = large;
    return WARC_REFUSED;
}

/* A conversion to text is UTF-8, and has no header of its own. */
static WarcStep take_text(WarcReader *r, int64_t max, Arena *a,
                          ContainedPage *page, WarcWhy *why)
{
    if (r->left > max)
        return refuse(why, (Str){0}, true);
    page->declared = CHARSET_UTF8;
    bool ok = take_block(r, a, &page->bytes) && ends_whole(r);
    return ok ? WARC_PAGE : WARC_BROKEN;
}

static WarcStep take_body(WarcReader *r, const HttpReply *reply, int64_t max,
                          Arena *a, Arena scratch, ContainedPage *page,
                          WarcWhy *why)
{
    static const Str keys[] = {
        [HTTP_BODY_LARGE] = {0},
        [HTTP_BODY_CODING] = STR_INIT("why.http-coding"),
        [HTTP_BODY_DAMAGED] = STR_INIT("why.http-damaged"),
    };
    Str body;
    if (r->left > max)
        return refuse(why, (Str){0}, true);
    page->declared = reply->charset;
    if (!take_block(r, a, &body) || !ends_whole(r))
        return WARC_BROKEN;
    HttpBody got = http_body(reply, body, max, a, scratch, &page->bytes);
    if (got == HTTP_BODY_OK)
        return WARC_PAGE;
    page->bytes = (Str){0};
    return refuse(why, keys[got], got == HTTP_BODY_LARGE);
}

/* A reply: its header tells whether the rest is a page. WARC_END: it is none.
 */
static WarcStep take_reply(WarcReader *r, int64_t max, Arena *a, Arena scratch,
                           ContainedPage *page, WarcWhy *why)
{
    HttpReply reply;
    ptrdiff_t n;
    while ((n = head_end(ahead(r))) < 0 && r->end - r->beg < r->left &&
           r->end - r->beg < LONGEST_HEAD && fill(r))
        ;
    if (n < 0 || n > r->left)
        return WARC_END;
    Str head = str_dup(a, str_head(ahead(r), n));
    take(r, n, NULL);
    bool page_like = http_reply(head, a, &reply) &&
                     (reply.status == 200 || reply.status == 203) &&
                     is_page_type(reply.type);
    return page_like ? take_body(r, &reply, max, a, scratch, page, why)
                     : WARC_END;
}

static WarcStep take_page(WarcReader *r, const Record *rec, int64_t max,
                          Arena *a, Arena scratch, ContainedPage *page,
                          WarcWhy *why)
{
    if (str_eq_nocase(rec->type, S("conversion")) &&
        is_page_type(head_word(rec->media)))
        return take_text(r, max, a, page, why);
    if (str_eq_nocase(rec->type, S("response")) &&
        str_eq_nocase(head_word(rec->media), S("application/http")))
        return take_reply(r, max, a, scratch, page, why);
    return WARC_END;
}

static Str name_of(const WarcReader *r, const Record *rec, Arena *a)
{
    if (rec->id.n)
        return rec->id;
    Buf b = buf_in(a);
    buf_int(&b, r->start);
    return buf_str(&b);
}

WarcStep warc_next(WarcReader *r, int64_t max, Arena *a, Arena scratch,
                   ContainedPage *page, WarcWhy *why)
{
    Record rec;
    WarcStep step = WARC_END;
    *why = (WarcWhy){0};
    for (Arena mark = *a; step == WARC_END; r->passed += step == WARC_END) {
        arena_rewind(a, mark);
        if (!next_record(r, a, &rec))
            break;
        *page = (ContainedPage){.part = name_of(r, &rec, a),
                                .url = rec.url,
                                .captured = rec.captured};
        step = take_page(r, &rec, max, a, scratch, page, why);
    }
    if (!r->why.n)
        return step;
    *why = (WarcWhy){.key = r->why, .offset = r->start};
    return WARC_BROKEN;
}
