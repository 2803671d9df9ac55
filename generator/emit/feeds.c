/* feed.xml (Atom, RFC 4287), sitemap.xml (sitemaps.org 0.9), robots.txt. */
#include "emit/blocks.h"
#include "emit/listing.h"
#include "model/url.h"
#include "text/escape.h"

enum { FEED_ENTRIES = 30 };

static void put_file(Emit *e, Str path, Hash128 inputs, Str bytes,
                     Arena scratch)
{
    if (!publish_current(e->out, path, inputs))
        publish_put(e->out, path, inputs, bytes, scratch);
}

/* --- feed
 * ----------------------------------------------------------------------------
 */

static void put_element(Buf *b, Str name, Str text)
{
    buf_byte(b, '<');
    buf_add(b, name);
    buf_byte(b, '>');
    esc_html(b, text);
    buf_lit(b, "</");
    buf_add(b, name);
    buf_lit(b, ">\n");
}

/* An id that stays when the site moves: a UUID of version 8 (RFC 9562, 5.8)
 * from the site's title and what is named. */
static void put_id(Buf *b, Str site, Str what)
{
    Hash128 h = hash128_more(hash128(site), what);
    unsigned char u[16];
    for (int i = 0; i < 8; i++) {
        u[i] = (unsigned char)(h.hi >> (56 - 8 * i));
        u[8 + i] = (unsigned char)(h.lo >> (56 - 8 * i));
    }
    u[6] = (unsigned char)((u[6] & 0x0F) | 0x80);
    u[8] = (unsigned char)((u[8] & 0x3F) | 0x80);
    static const int parts[] = {0, 4, 6, 8, 10, 16};
    buf_lit(b, "<id>urn:uuid:");
    for (int i = 0; i < 5; i++) {
        if (i)
            buf_byte(b, '-');
        buf_hex(b, u + parts[i], parts[i + 1] - parts[i]);
    }
    buf_lit(b, "</id>\n");
}

/* Atom wants a date of every entry. A report that has none stands at the
 * beginning of its year, one without a year at 1970: made known by no
 * <published>, and the same in every build. */
static Date updated_of(const Report *r)
{
    int year = report_year(r);
    return r->published ? r->published
           : year       ? date_make(year, 1, 1)
                        : date_make(1970, 1, 1);
}

static void put_time(Buf *b, Str name, Date d)
{
    buf_byte(b, '<');
    buf_add(b, name);
    buf_byte(b, '>');
    date_put_iso(b, d);
    buf_lit(b, "T00:00:00+08:00</");
    buf_add(b, name);
    buf_lit(b, ">\n");
}

static void put_link(const Emit *e, Buf *b, Str rel, Str to, Arena scratch)
{
    buf_lit(b, "<link rel=\"");
    buf_add(b, rel);
    buf_lit(b, "\" href=\"");
    esc_html(b, url_absolute(&scratch, e->base_url,
                             url_relative(&scratch, S("feed.xml"), to)));
    buf_lit(b, "\"/>\n");
}

static void put_feed_entry(const Emit *e, Buf *b, const Entry *x, Arena scratch)
{
    const Report *r = &x->r;
    Str author = r->publisher.n ? r->publisher : report_place(r, &scratch);
    buf_lit(b, "<entry>\n");
    put_element(b, S("title"), r->title);
    put_id(b, e->site->conf.title, r->slug);
    Str page = url_report(&scratch, r->slug);
    put_link(e, b, S("alternate"), page, scratch);
    put_time(b, S("updated"), updated_of(r));
    if (r->published)
        put_time(b, S("published"), r->published);
    if (author.n) {
        buf_lit(b, "<author>");
        put_element(b, S("name"), author);
        buf_lit(b, "</author>\n");
    }
    for (int i = 0; x->digest && i < x->digest->topics.nuses; i++) {
        const TopicUse *use = &x->digest->topics.uses[i];
        buf_lit(b, "<category term=\"");
        esc_html(b, e->site->conf.topics[use->topic].name);
        buf_lit(b, "\"/>\n");
    }
    if (x->digest && x->digest->excerpt.n)
        put_element(b, S("summary"), x->digest->excerpt);
    buf_lit(b, "</entry>\n");
}

static Str make_feed(const Emit *e, ptrdiff_t first, Arena *a, Arena scratch)
{
    const Config *c = &e->site->conf;
    Date updated = date_make(1970, 1, 1);
    for (ptrdiff_t i = first; i < e->site->nentries; i++) {
        Date d = updated_of(&e->site->entries[i].r);
        updated = d > updated ? d : updated;
    }
    Buf b = buf_in(a);
    buf_lit(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    esc_html(&b, e->site->lang->tag);
    buf_lit(&b, "\">\n");
    put_element(&b, S("title"), c->title);
    if (c->description.n)
        put_element(&b, S("subtitle"), c->description);
    put_id(&b, c->title, S("feed"));
    put_link(e, &b, S("alternate"), S("index.html"), scratch);
    put_link(e, &b, S("self"), S("feed.xml"), scratch);
    put_time(&b, S("updated"), updated);
    buf_lit(&b, "<author>");
    put_element(&b, S("name"), c->title);
    buf_lit(&b, "</author>\n");
    for (ptrdiff_t i = e->site->nentries; i-- > first;)
        put_feed_entry(e, &b, &e->site->entries[i], scratch);
    buf_lit(&b, "</feed>\n");
    return buf_str(&b);
}

/* Two arenas from a worker's one. */
static Arena split(Arena whole, Arena *second)
{
    ptrdiff_t half = (whole.end - whole.beg) / 2;
    *second = (Arena){whole.beg + half, whole.end};
    return (Arena){whole.beg, whole.beg + half};
}

static void emit_feed(Emit *e)
{
    Arena scratch, a = split(e->workers[0], &scratch);
    ptrdiff_t n = e->site->nentries;
    ptrdiff_t first = n > FEED_ENTRIES ? n - FEED_ENTRIES : 0;
    Block newest = {0, (int32_t)first, (int32_t)n};
    Hash128 inputs = hash128_more(block_inputs(e, &newest, scratch), S("feed"));
    if (!publish_current(e->out, S("feed.xml"), inputs))
        publish_put(e->out, S("feed.xml"), inputs,
                    make_feed(e, first, &a, scratch), scratch);
}

/* --- sitemap
 * ------------------------------------------------------------------------- */

#define XMLNS "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

/* The protocol wants absolute addresses; without a base_url they are relative
 * and tell a crawler that reads them nothing wrong. */
static void put_loc(const Emit *e, Buf *b, Str element, Str path, Arena scratch)
{
    Str rel = url_relative(&scratch, S("sitemap.xml"), path);
    buf_byte(b, '<');
    buf_add(b, element);
    buf_lit(b, "><loc>");
    esc_html(b, url_absolute(&scratch, e->base_url, rel));
    buf_lit(b, "</loc></");
    buf_add(b, element);
    buf_lit(b, ">\n");
}

static void open_urls(Buf *b)
{
    buf_lit(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<urlset " XMLNS ">\n");
}

/* The pages that lead to the reports: first pages of each list. */
static void put_index_pages(const Emit *e, Buf *b, Arena scratch)
{
    static const Str fixed[] = {
        STR_INIT("index.html"), STR_INIT("districts/index.html"),
        STR_INIT("years/index.html"), STR_INIT("topics/index.html"),
        STR_INIT("search.html")};
    Arena s = scratch;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        put_loc(e, b, S("url"), fixed[i], s);
    for (int i = 0; i < e->site->npages; i++, s = scratch) {
        Str page = str_concat(&s, e->site->pages[i].slug, S(".html"));
        put_loc(e, b, S("url"), page, s);
    }
    for (int i = 0; i < e->tax->ndistricts; i++, s = scratch) {
        Str page = url_district(&s, e->tax->districts[i].code, 1);
        put_loc(e, b, S("url"), page, s);
    }
    for (int i = 0; i < e->tax->nyears; i++, s = scratch) {
        Str page = url_year(&s, e->tax->years[i].year, 1);
        put_loc(e, b, S("url"), page, s);
    }
    for (int i = 0; i < e->site->conf.ntopics; i++, s = scratch) {
        Str page = url_topic(&s, e->site->conf.topics[i].slug, 0, 1);
        put_loc(e, b, S("url"), page, s);
    }
}

static void put_reports(const Emit *e, Buf *b, const Block *block,
                        Arena scratch)
{
    for (int32_t i = block->beg; i < block->end; i++) {
        Arena s = scratch;
        Str page = url_report(&s, e->site->entries[i].r.slug);
        put_loc(e, b, S("url"), page, s);
    }
}

static void emit_sitemap_block(Emit *e, const Block *block)
{
    Arena scratch, a = split(e->workers[0], &scratch);
    Str path = block_path(&a, S("sitemap"), block->number, S(".xml"));
    Hash128 inputs = hash128_more(block_inputs(e, block, scratch), path);
    if (publish_current(e->out, path, inputs))
        return;
    Buf b = buf_in(&a);
    open_urls(&b);
    put_reports(e, &b, block, scratch);
    buf_lit(&b, "</urlset>\n");
    publish_put(e->out, path, inputs, buf_str(&b), scratch);
}

static Str make_sitemap_index(const Emit *e, const Block *v, int n, Arena *a,
                              Arena scratch)
{
    Buf b = buf_in(a);
    buf_lit(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<sitemapindex " XMLNS ">\n");
    put_loc(e, &b, S("sitemap"), S("sitemap-pages.xml"), scratch);
    for (int i = 0; i < n; i++) {
        Arena s = scratch;
        Str piece = block_path(&s, S("sitemap"), v[i].number, S(".xml"));
        put_loc(e, &b, S("sitemap"), piece, s);
    }
    buf_lit(&b, "</sitemapindex>\n");
    return buf_str(&b);
}

static void emit_sitemap(Emit *e)
{
    Block *v;
    Arena scratch, a = split(e->workers[0], &scratch);
    int n = blocks_of(e->site, e->perm, &v);
    bool whole = v[0].number == 0;
    Buf b = buf_in(&a);
    open_urls(&b);
    put_index_pages(e, &b, scratch);
    if (whole)
        put_reports(e, &b, v, scratch);
    buf_lit(&b, "</urlset>\n");
    Str path = whole ? S("sitemap.xml") : S("sitemap-pages.xml");
    put_file(e, path, hash128(buf_str(&b)), buf_str(&b), scratch);
    if (whole)
        return;
    Str index = make_sitemap_index(e, v, n, &a, scratch);
    put_file(e, S("sitemap.xml"), hash128(index), index, scratch);
    for (int i = 0; i < n; i++)
        emit_sitemap_block(e, &v[i]);
}

/* --- robots
 * -------------------------------------------------------------------------- */

static void emit_robots(Emit *e)
{
    Arena scratch, a = split(e->workers[0], &scratch);
    Buf b = buf_in(&a);
    buf_lit(&b, "User-agent: *\nAllow: /\n");
    if (e->base_url.n) {
        buf_lit(&b, "Sitemap: ");
        buf_add(&b, url_absolute(&scratch, e->base_url, S("sitemap.xml")));
        buf_byte(&b, '\n');
    }
    put_file(e, S("robots.txt"), hash128(buf_str(&b)), buf_str(&b), scratch);
}

void emit_feeds(Emit *e)
{
    emit_feed(e);
    emit_sitemap(e);
    emit_robots(e);
}
