#include "cmd/check_parts.h"
#include "cmd/places.h"
#include "ingest/line/numbering.h"
#include "model/url.h"
#include "text/escape.h"
#include "text/markdown.h"

/* The last number seen below a heading, of each kind of number. */
typedef struct Counter {
    int value[NUMBER_CLASSES];
    int heading[NUMBER_CLASSES]; /* who had it */
} Counter;

/* Kinds whose numbers count up: not years, not 一是. */
static bool counts(NumberClass kind)
{
    return kind != NUMBER_NONE && kind != NUMBER_YEAR && kind != NUMBER_ORDINAL;
}

/* Whether the count goes on from a heading under another parent: numbers that
 * run across chapters. */
static bool runs_on(const MdDoc *doc, int i, Numbering now)
{
    while (--i >= 0) {
        Numbering n = numbering_of(doc->headings[i].text);
        if (n.kind == now.kind)
            return n.value + 1 == now.value;
    }
    return false;
}

/* A count that does not begin with one: the heading in front is lost. */
static void check_first(const MdDoc *doc, int i, int line, Str path, Diags *d)
{
    DIAG1(d, NUMBER_START, path, line, doc->headings[i].text);
}

/* Headings under one parent count 一、二、三、; a new 一、 begins again, though
 * not behind another. A number that is missing or there twice is the source's:
 * it is named, never mended. */
static void check_numbers(const MdDoc *doc, int body_line, Str path, Arena a,
                          Diags *d)
{
    Counter *v = NEW_N(&a, Counter, doc->nheadings + 1);
    for (int i = 0; i < doc->nheadings; i++) {
        const MdHeading *h = &doc->headings[i];
        Numbering now = numbering_of(h->text);
        if (!counts(now.kind) || now.value <= 0)
            continue;
        Counter *c = &v[h->parent + 1];
        int before = c->value[now.kind];
        bool repeated = now.value == 1 && before == 1;
        if (!before && now.value != 1 && !runs_on(doc, i, now))
            check_first(doc, i, body_line + h->line - 1, path, d);
        else if (before &&
                 (repeated || (now.value != 1 && now.value != before + 1)))
            DIAG2(d, NUMBER_GAP, path, body_line + h->line - 1,
                  doc->headings[c->heading[now.kind]].text, h->text);
        c->value[now.kind] = now.value;
        c->heading[now.kind] = i;
    }
}

/* The output path that a link on the page reports/x.html leads to; absent for
 * one that leaves the site's folder. */
static Str resolve(Str link, Arena *a)
{
    Str base = S("reports/");
    while (str_starts(link, S("../")) || str_starts(link, S("./"))) {
        if (link.s[1] == '.') {
            if (!base.n)
                return (Str){0};
            base = S("");
            link = str_skip(link, 3);
        } else {
            link = str_skip(link, 2);
        }
    }
    return str_concat(a, base, link);
}

/* All ids of the page that doc becomes. */
static Map ids_of(const MdDoc *doc, Arena *a)
{
    Map ids = {0};
    for (int i = 0; i < doc->nheadings; i++)
        *map_slot(&ids, doc->headings[i].id, a) = a;
    for (int i = 0; i < doc->nblocks; i++)
        *map_slot(&ids, doc->blocks[i].id, a) = a;
    return ids;
}

static int line_of(Str text, ptrdiff_t at)
{
    int line = 1;
    for (ptrdiff_t i = 0; i < at; i++)
        line += text.s[i] == '\n';
    return line;
}

/* Does a relative link of a report lead to a page, or to an id of its own? */
static bool leads_somewhere(const Check *k, const Map *ids, Str link,
                            Arena scratch)
{
    Str fragment = link;
    Str query = str_cut(&fragment, S("#"));
    Str target = str_cut(&query, S("?"));
    if (!target.n)
        return !fragment.n || map_get(ids, fragment);
    Str to = resolve(target, &scratch);
    return to.n && map_get(&k->targets, to);
}

static void check_links(const Check *k, const MdDoc *doc, Str body,
                        int body_line, Str path, Arena a, Diags *d)
{
    enum { MOST = 100 }; /* one line each, and a search for each */
    Map said = {0}, ids = {0};
    if (doc->links.n)
        ids = ids_of(doc, &a);
    for (ptrdiff_t i = 0; i < doc->links.n && said.n < MOST; i++) {
        Str link = doc->links.v[i];
        if (leads_somewhere(k, &ids, link, a) || map_get(&said, link))
            continue;
        *map_slot(&said, link, &a) = d;
        ptrdiff_t at = str_find(body, link, 0);
        int line = at < 0 ? 0 : line_of(body, at) - 1;
        DIAG1(d, BROKEN_LINK, path, body_line + line, link);
    }
}

/* The places that a report without a certain one may be about. */
static void ask_place(const Check *k, const Report *r, Str body, Str path,
                      Arena scratch, Diags *d)
{
    enum { ASKED = 4, LEAST = 8 }; /* less is a word that is a name, too */
    const PlaceEvidence e = {.title = r->title,
                             .publisher = r->publisher,
                             .body = body,
                             .host = url_host(r->source_url),
                             .index_no = r->index_no,
                             .year = years_given(r->summary) ? r->summary.last
                                     : years_given(r->plan)
                                         ? r->plan.first - 1
                                         : r->published / 10000};
    Arena room = arena_carve(&scratch, (scratch.end - scratch.beg) / 2);
    Arena words = arena_carve(&room, (room.end - room.beg) / 2);
    PlaceFinding f = place_find(k->places, &e, &words, room);
    Buf b = buf_in(&scratch);
    for (int i = 0; i < f.n && i < ASKED; i++) {
        if (f.v[i].score * 2 < f.v[0].score || f.v[i].score < LEAST)
            break;
        buf_add(&b, i ? S("; ") : S(""));
        buf_add(&b, places_label(k->places, f.v[i].place, &words));
        buf_lit(&b, " ");
        buf_int(&b, f.v[i].score);
    }
    if (b.n)
        DIAG1(d, PLACE_ASK, path, 0, buf_str(&b));
}

static void check_body(Check *k, ptrdiff_t i, Str path, Arena scratch, Diags *d)
{
    const Entry *e = &k->site.entries[i];
    Str file, body, why;
    MdDoc doc;
    if (!site_body(&k->site, e, &scratch, &file, &body, d))
        return;
    Arena room = arena_carve(&scratch, (scratch.end - scratch.beg) / 2);
    k->prints[i] = print_of(&e->r, sketch_of(body, room));
    if (!e->r.division.n && (!e->r.district.n || !e->r.street.n))
        ask_place(k, &e->r, body, path, scratch, d);
    if (!str_trim(body).n)
        DIAG0(d, EMPTY_BODY, path, e->body_line);
    if (!md_render(body, &scratch, room, &doc, &why)) {
        DIAG1(d, MARKDOWN_LIMIT, path, e->body_line, why);
        return;
    }
    check_text(&doc, body, e->body_line, path, scratch, d);
    check_numbers(&doc, e->body_line, path, scratch, d);
    check_links(k, &doc, body, e->body_line, path, scratch, d);
}

static void check_report(Check *k, ptrdiff_t i, Arena *keep, Arena scratch,
                         Diags *d)
{
    (void)keep;
    const Entry *e = &k->site.entries[i];
    Str path = check_path(e, &scratch);
    check_fields(&e->r, e->flawed, &k->site.conf, path, scratch, d);
    check_place(&e->r, k->places, path, scratch, d);
    check_body(k, i, path, scratch, d);
}

static void add_target(Check *k, Str path)
{
    *map_slot(&k->targets, path, k->perm) = k;
}

/* The pages that a build makes, and what stands in its folder already. */
static void gather_targets(Check *k)
{
    static const Str fixed[] = {
        STR_INIT("index.html"),       STR_INIT("search.html"),
        STR_INIT("404.html"),         STR_INIT("districts/index.html"),
        STR_INIT("years/index.html"), STR_INIT("topics/index.html"),
        STR_INIT("feed.xml"),         STR_INIT("data/reports.json"),
        STR_INIT("data/reports.csv")};
    Arena *a = k->perm;
    FsList built = {0};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        add_target(k, fixed[i]);
    for (ptrdiff_t i = 0; i < k->site.nentries; i++) {
        add_target(k, url_report(a, k->site.entries[i].r.slug));
        add_target(k, url_report_md(a, k->site.entries[i].r.slug));
    }
    for (int i = 0; i < k->site.npages; i++)
        add_target(k, str_concat(a, k->site.pages[i].slug, S(".html")));
    for (int i = 0; i < k->tax->ndistricts; i++)
        add_target(k, url_district(a, k->tax->districts[i].code, 1));
    for (int i = 0; i < k->tax->nyears; i++)
        add_target(k, url_year(a, k->tax->years[i].year, 1));
    for (int i = 0; i < k->site.conf.ntopics; i++)
        add_target(k, url_topic(a, k->site.conf.topics[i].slug, 0, 1));
    Str public_dir = str_concat(a, k->site.dir, S("/public"));
    if (fs_list(public_dir, true, a, &built))
        for (ptrdiff_t i = 0; i < built.n; i++)
            add_target(k, built.v[i].path);
}

void check_reports(Check *k)
{
    gather_targets(k);
    k->prints = NEW_N(k->perm, Print, k->site.nentries);
    check_each(k, k->site.nentries, check_report);
}
