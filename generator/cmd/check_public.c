#include "cmd/check_parts.h"
#include "text/html_scan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The built pages: every link within the site must lead to a file, and to an
 * id where it names one. Each page is read once: links to files are looked up
 * at once, links to ids of other pages when all ids are known. */
enum { PAGE_MAX = 64 << 20 };

/* A link that leads nowhere, or to an id of another page: not known yet. */
typedef struct Doubt {
    struct Doubt *next;
    Str link; /* as written, decoded */
    int line;
    const struct Built *to; /* NULL: there is no such file */
    uint64_t id;            /* hash of the id */
} Doubt;

/* A file in public/. */
typedef struct Built {
    Str path;      /* relative to public/ */
    uint64_t *ids; /* hashes of a page's ids, sorted */
    ptrdiff_t nids;
    Doubt *doubts; /* in the order of the page */
} Built;

typedef struct Public {
    Str dir;
    Built *v;
    Map by_path; /* -> Built */
} Public;

/* An attribute of a tag, as its value stands there. */
typedef struct Attr {
    Str name, value;
} Attr;

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The next attribute with a value in double quotes, as the templates write
 * them; others are passed over. */
static bool next_attr(Str *rest, Attr *out)
{
    ptrdiff_t at = str_find(*rest, S("=\""), 0);
    if (at < 0)
        return false;
    ptrdiff_t from = at;
    while (from > 0 && !is_blank(rest->s[from - 1]))
        from--;
    out->name = str_span(rest->s + from, rest->s + at);
    *rest = str_skip(*rest, at + 2);
    out->value = str_cut(rest, S("\""));
    return true;
}

static int hex_value(char c)
{
    const char *digits = "0123456789abcdef";
    char low = c >= 'A' && c <= 'F' ? (char)(c + 32) : c;
    const char *p = c ? strchr(digits, low) : NULL;
    return p ? (int)(p - digits) : -1;
}

/* An attribute's value as the address it means: character references and
 * percent signs decoded. */
static Str decode(Str value, Arena *a)
{
    Buf plain = buf_in(a), out;
    html_unescape(&plain, value);
    Str s = str_dup(a, buf_str(&plain));
    out = buf_in(a);
    for (ptrdiff_t i = 0; i < s.n; i++) {
        int high = i + 2 < s.n && s.s[i] == '%' ? hex_value(s.s[i + 1]) : -1;
        int low = high >= 0 ? hex_value(s.s[i + 2]) : -1;
        buf_byte(&out, low >= 0 ? (char)(high * 16 + low) : s.s[i]);
        i += low >= 0 ? 2 : 0;
    }
    return buf_str(&out);
}

/* Is the address one of this site? Others have a scheme, or name a host. */
static bool is_local(Str s)
{
    ptrdiff_t colon = str_find(s, S(":"), 0), slash = str_find(s, S("/"), 0);
    ptrdiff_t hash = str_find(s, S("#"), 0);
    if (str_starts(s, S("//")))
        return false;
    return colon < 0 || (slash >= 0 && slash < colon) ||
           (hash >= 0 && hash < colon);
}

/* The folder of a path, with its slash; "" at the top. */
static Str folder_of(Str path)
{
    return str_head(path, str_rfind_byte(path, '/') + 1);
}

/* The path, within public/, that `link` on `page` leads to. Absent where it
 * leaves the folder. */
static Str resolve(Str page, Str link, Arena *a)
{
    Str folder = folder_of(page);
    while (str_starts(link, S("../")) || str_starts(link, S("./"))) {
        bool up = link.s[1] == '.';
        link = str_skip(link, up ? 3 : 2);
        if (up && !folder.n)
            return (Str){0};
        if (up)
            folder = folder_of(str_head(folder, folder.n - 1));
    }
    return str_concat(a, folder, link);
}

/* One page while it is read. */
typedef struct PageRead {
    const Public *p;
    Built *page;
    Str text;
    const char *seen; /* lines are counted up to here */
    int line;
    Doubt **tail;
    ptrdiff_t cap; /* room of page->ids */
    Arena *keep;   /* for what stays */
} PageRead;

static void add_id(PageRead *r, Str id)
{
    Built *b = r->page;
    if (b->nids == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 64;
        uint64_t *v = NEW_N(r->keep, uint64_t, r->cap);
        if (b->nids)
            memcpy(v, b->ids, (size_t)b->nids * sizeof *v);
        b->ids = v;
    }
    b->ids[b->nids++] = hash64(id);
}

/* The 1-based line of a byte that comes after all those asked for before. */
static int line_at(PageRead *r, const char *p)
{
    const char *nl;
    while ((nl = memchr(r->seen, '\n', (size_t)(p - r->seen)))) {
        r->line++;
        r->seen = nl + 1;
    }
    return r->line;
}

static void add_link(PageRead *r, Str value, Arena scratch)
{
    Str link = decode(value, &scratch), id = link;
    if (!is_local(link))
        return;
    Str query = str_cut(&id, S("#"));
    Str path = str_cut(&query, S("?"));
    Str target =
        path.n ? resolve(r->page->path, path, &scratch) : r->page->path;
    const Built *to = target.n ? map_get(&r->p->by_path, target) : NULL;
    if (to && !id.n)
        return;
    Doubt *d = NEW(r->keep, Doubt);
    d->link = str_dup(r->keep, link);
    d->to = to;
    d->id = hash64(id);
    d->line = line_at(r, value.s);
    *r->tail = d;
    r->tail = &d->next;
}

static int by_value(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static void read_page(Check *k, ptrdiff_t i, Arena *keep, Arena scratch,
                      Diags *d)
{
    Public *p = k->job;
    PageRead r = {.p = p, .page = &p->v[i], .keep = keep};
    Str path = str_join3(&scratch, p->dir, S("/"), r.page->path);
    r.tail = &r.page->doubts;
    if (!str_ends(r.page->path, S(".html")))
        return;
    if (!fs_read(path, PAGE_MAX, true, &scratch, &r.text, NULL)) {
        DIAG1(d, READ, str_concat(&scratch, S("public/"), r.page->path), 0,
              fs_reason(errno));
        return;
    }
    r.seen = r.text.s;
    r.line = 1;
    HtmlScan scan = html_scan(r.text);
    for (HtmlPiece piece; html_scan_next(&scan, &piece);) {
        Attr attr;
        if (piece.kind != HTML_START)
            continue;
        for (Str rest = piece.text; next_attr(&rest, &attr);)
            if (str_eq(attr.name, S("id")))
                add_id(&r, attr.value);
            else if (str_eq(attr.name, S("href")) ||
                     str_eq(attr.name, S("src")))
                add_link(&r, attr.value, scratch);
    }
    if (r.page->nids)
        qsort(r.page->ids, (size_t)r.page->nids, sizeof *r.page->ids, by_value);
}

static bool has_id(const Built *b, uint64_t id)
{
    return b->nids &&
           bsearch(&id, b->ids, (size_t)b->nids, sizeof id, by_value);
}

/* A link in every page's head is named once, at the first page that has it. */
static void say_doubts(Check *k, const Public *p, ptrdiff_t n)
{
    Map said = {0};
    for (ptrdiff_t i = 0; i < n; i++) {
        Str file = str_concat(k->perm, S("public/"), p->v[i].path);
        for (const Doubt *d = p->v[i].doubts; d; d = d->next) {
            if (d->to && has_id(d->to, d->id))
                continue;
            void **slot = map_slot(&said, d->link, k->perm);
            if (!*slot)
                DIAG1(&k->all, BROKEN_LINK, file, d->line, d->link);
            *slot = k;
        }
    }
}

void check_public(Check *k)
{
    FsList files;
    Public p = {.dir = str_concat(k->perm, k->site.dir, S("/public"))};
    if (!fs_list(p.dir, true, k->perm, &files))
        return; /* not built yet */
    p.v = NEW_N(k->perm, Built, files.n);
    for (ptrdiff_t i = 0; i < files.n; i++) {
        p.v[i].path = files.v[i].path;
        *map_slot(&p.by_path, p.v[i].path, k->perm) = &p.v[i];
    }
    k->job = &p;
    check_each(k, files.n, read_page);
    say_doubts(k, &p, files.n);
}
