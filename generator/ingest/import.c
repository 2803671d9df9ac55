#include "ingest/import.h"

#include "base/hash.h"
#include "ingest/compare.h"
#include "ingest/line/headline_tag.h"
#include "ingest/line/key.h"
#include "ingest/markdown_out.h"
#include "ingest/page/page_head.h"
#include "ingest/page/signature.h"
#include "ingest/page/title.h"
#include "ingest/report/genre.h"
#include "ingest/report/report_kind.h"
#include "ingest/report/years.h"
#include "ingest/slug.h"
#include "model/overrides.h"
#include "model/url.h"

/* All that the page names as its office, joined by "\n". */
static Str join_offices(const Meta *m, Arena *perm)
{
    Str first = str_join3(perm, m->publisher, S("\n"), m->signer);
    Str second = str_join3(perm, m->origin, S("\n"), m->author);
    return str_join3(perm, first, S("\n"), second);
}

/* The texts of all pieces of the body, or of all others, joined by "\n". */
static Str join_texts(const Page *page, bool body, Arena *perm)
{
    enum { ENOUGH = 1 << 20 };
    Buf b = buf_in(perm);
    for (int i = 0; i < page->n && b.n < ENOUGH; i++)
        if ((page->v[i].role == ROLE_BODY) == body) {
            buf_add(&b, page->v[i].text);
            buf_byte(&b, '\n');
        }
    if (!body) {
        buf_add(&b, page->raw->title_tag);
        buf_byte(&b, '\n');
        for (int i = 0; i < page->raw->nmetas; i++) {
            buf_add(&b, page->raw->metas[i].content);
            buf_byte(&b, '\n');
        }
    }
    return buf_str(&b);
}

static void list_removed(const Page *page, Str file, Arena *perm, Diags *d,
                         Imported *out)
{
    out->removed = NEW_N(perm, Removed, page->n + 1);
    for (int i = 0; i < page->n; i++) {
        const Piece *p = &page->v[i];
        if (p->role == ROLE_BODY)
            continue;
        out->removed[out->nremoved++] = (Removed){p->rule, p->b->line, p->text};
        DIAG2(d, REMOVED_LINE, file, p->b->line, p->rule, p->text);
    }
}

static void put_inferred(Report *r, FieldId f, bool inferred)
{
    if (inferred)
        r->inferred |= 1u << f;
}

/* The names as they were, and the district's code: the street's is not known.
 */
static void take_district_then(Report *r, const Gazetteer *g, const Place *d)
{
    Str names[PLACE_STREET + 1] = {0};
    place_names(g, d, names);
    r->province = names[PLACE_PROVINCE];
    r->city = names[PLACE_CITY];
    r->district = names[PLACE_DISTRICT];
    r->division = place_division(g, d);
}

/* Names and code of the place and of what encloses it. */
static void set_place(Report *r, const Gazetteer *g, const PlaceFinding *f)
{
    Str names[PLACE_STREET + 1] = {0};
    if (f->place)
        place_names(g, f->place, names);
    r->province = names[PLACE_PROVINCE];
    r->city = names[PLACE_CITY];
    r->district = names[PLACE_DISTRICT];
    r->street = names[PLACE_STREET];
    if (!r->street.n && f->street_name.n)
        r->street = f->street_name;
    if (f->as_of)
        take_district_then(r, g, f->as_of);
    else if (f->place && f->place->level >= PLACE_DISTRICT)
        r->division = place_division(g, f->place);
    if (f->place && f->place->level == PLACE_STREET && !r->division.n)
        r->division = place_division(g, place_parent(g, f->place));
    put_inferred(r, FIELD_STREET, r->street.n && f->street_inferred);
    put_inferred(r, FIELD_DISTRICT, r->district.n && f->district_inferred);
}

/* What the page's title would be: place, years, and what such a report is
 * called; absent without years, unless the report is on one subject. */
static Str make_title(const Report *r, ReportKind kind, const Outline *o,
                      Arena *perm, Arena scratch)
{
    Buf b = buf_in(perm);
    Str name = report_kind_title(kind, o, scratch);
    bool back = years_given(r->summary), plan = years_given(r->plan);
    if (!back && !plan && kind != REPORT_SPECIAL)
        return (Str){0};
    buf_add(&b, r->street.n     ? r->street
                : r->district.n ? r->district
                                : r->city);
    if (back) {
        years_put(&b, r->summary);
        buf_lit(&b, "年");
    }
    if (back || kind == REPORT_SPECIAL)
        buf_add(&b, name);
    if (!plan || kind == REPORT_SPECIAL)
        return buf_str(&b);
    if (back)
        buf_lit(&b, "和");
    if (kind == REPORT_HALF_YEAR && r->plan.last == r->summary.last) {
        buf_lit(&b, "下半");
    } else {
        years_put(&b, r->plan);
    }
    buf_lit(&b, "年工作计划");
    return buf_str(&b);
}

/* The last resort, so that a report that was forced in can be built. */
static Str file_title(Str file, Arena *perm)
{
    Str name = str_skip(file, str_rfind_byte(file, '/') + 1);
    ptrdiff_t dot = str_rfind_byte(name, '.');
    return str_dup(perm, dot > 0 ? str_head(name, dot) : name);
}

typedef struct Measure {
    int64_t chars, sentences; /* of the text, and of its parts with sentences */
    int headings;
} Measure;

static Measure measure_text(const Outline *o)
{
    Measure m = {0};
    for (int i = 0; i < o->n; i++) {
        Str text = o->v[i].text;
        int64_t chars = utf8_chars(text);
        m.chars += chars;
        m.headings += genre_heads_section(&o->v[i]);
        if (has_sentence(text))
            m.sentences += chars;
    }
    return m;
}

/* Why a page is no report, or NULL: a phrase of cmd.import.why.*. */
static const char *why_not(const Page *page, const Outline *o,
                           const ReportYears *y, ReportKind kind, Arena scratch)
{
    enum { SHORT = 150, SHORTEST = 60, FEW_HEADINGS = 2 };
    enum { THIN = 45, NAMED = 65, SURE = 85 }; /* scores of titles */
    Measure m = measure_text(o);
    int title = page->title.n ? title_score(page->title, scratch) : 0;
    bool years = years_given(y->plan) || years_given(y->summary);
    if (m.chars < (title >= SURE ? SHORTEST : SHORT))
        return "why.report-short";
    if (genre_is_other(page, scratch) ||
        (title < NAMED && genre_is_notice(o, scratch)))
        return "why.report-other";
    if (genre_is_list(o, scratch))
        return "why.report-list";
    if (genre_is_news(page, o, title >= NAMED, scratch))
        return "why.report-news";
    if (title >= SURE || genre_is_disclosure(o, scratch))
        return NULL;
    if (m.sentences * (title >= THIN ? 4 : 2) < m.chars)
        return "why.report-list"; /* names and links */
    bool session = kind == REPORT_GOVERNMENT && m.headings > 0;
    bool told = m.headings > FEW_HEADINGS && genre_opens_as_report(o, scratch);
    if (title >= THIN || (y->kinds && (told || years || session)))
        return NULL;
    return "why.report-kind";
}

static void set_fields(Imported *out, const Page *page, const ReportYears *y,
                       const Gazetteer *g)
{
    Report *r = &out->report;
    const Meta *m = &page->meta;
    r->summary = y->summary;
    r->plan = y->plan;
    r->published = m->published;
    r->publisher = m->publisher.n ? m->publisher
                   : m->signer.n  ? m->signer
                   : m->origin.n  ? m->origin
                                  : m->author;
    r->index_no = m->index_no;
    r->source_url = page->raw->url;
    set_place(r, g, &out->place);
    r->title = page->title;
    put_inferred(r, FIELD_PUBLISHED, m->date_inferred);
    put_inferred(r, FIELD_SUMMARY_YEARS, y->summary_inferred);
    put_inferred(r, FIELD_PLAN_YEARS, y->plan_inferred);
}

/* What a person has corrected, after all that was recognised. */
static void correct(Imported *out, const Gazetteer *g, Arena *perm)
{
    const OverrideSet *set =
        overrides_find(out->options.overrides, out->report.source_sha256);
    if (set)
        out->overridden =
            overrides_apply(set, g, &out->place.place, &out->report, perm);
}

/* What <title> or a label calls a page that is no report and shows no title. */
static Str page_name(const Page *page, Arena *perm)
{
    enum { SHORTEST = 4 };
    HeadlineTag tag = headline_tag(page->raw->title_tag, perm);
    bool label = utf8_chars(page->meta.title) >= SHORTEST;
    Str name = label ? page->meta.title : headline_of_tag(&tag);
    return page->raw->html ? tidy_title(perm, name) : (Str){0};
}

/* The title that a page without one would have. */
static void complete_title(Report *r, Str made, Str name, Str file, Arena *perm)
{
    bool years = years_given(r->summary) || years_given(r->plan);
    if (r->title.n)
        return;
    r->title = made.n && (years || !name.n) ? made : name;
    if (!r->title.n)
        r->title = file_title(file, perm);
    put_inferred(r, FIELD_TITLE, true);
}

/* The year that a report is about, 0: unknown. */
static int year_of(const ReportYears *y, Date published)
{
    if (years_given(y->summary))
        return y->summary.last;
    if (years_given(y->plan))
        return y->plan.first - 1;
    return published / 10000;
}

/* The host that the page came from, by its address, else by its own word. */
static Str host_of(const RawPage *raw)
{
    Str host = url_host(raw->url.n ? raw->url : raw->base);
    return host.n ? host : raw->site;
}

bool import_page(Str bytes, Str file, const RawOptions *opt, const Gazetteer *g,
                 Arena *perm, Arena scratch, Diags *d, Imported *out)
{
    RawPage raw;
    Page page;
    *out = (Imported){.options = *opt};
    if (!raw_read(bytes, file, opt, perm, scratch, d, &raw))
        return false;
    page_head(&page, &raw, perm, scratch);
    int signature;
    page.meta.signer = find_signer(&page, &signature, perm);
    Outline o = outline_make(&page, perm, scratch);
    if (!o.n) {
        DIAG0(d, NO_TEXT, file, 0);
        return false;
    }
    ReportYears y = years_find(page.title, &o, page.meta.published, scratch);
    PlaceEvidence evidence = {
        .title = page.title,
        .publisher = join_offices(&page.meta, perm),
        .header = join_texts(&page, false, perm),
        .body = join_texts(&page, true, perm),
        .index_no = page.meta.index_no,
        .year = year_of(&y, page.meta.published),
        .host = host_of(&raw),
    };
    out->place = place_find(g, &evidence, perm, scratch);
    out->charset = raw.charset;
    out->html = raw.html;
    out->report.source_sha256 = sha256_hex(perm, bytes);
    KindFinding kind = report_kind_find(page.title, &y, &o, scratch);
    const char *why = why_not(&page, &o, &y, kind.kind, scratch);
    set_fields(out, &page, &y, g);
    out->report.kind = report_kind_name(kind.kind);
    put_inferred(&out->report, FIELD_KIND, out->report.kind.n && kind.inferred);
    correct(out, g, perm);
    Str made = make_title(&out->report, why ? REPORT_KIND_OTHER : kind.kind, &o,
                          perm, scratch);
    complete_title(&out->report, made, page_name(&page, perm),
                   opt->name.n ? opt->name : file, perm);
    out->report.slug =
        slug_propose(g, out->place.place, &out->report, perm, scratch);
    out->markdown =
        markdown_out(&o, raw.base.n ? raw.base : raw.url, perm, scratch);
    record_make(&page, &o, out->markdown, &out->record, perm);
    list_removed(&page, file, perm, d, out);
    if (why) {
        out->doubtful = true;
        DIAG1(d, NOT_A_REPORT, file, 0, str_of(why));
    }
    return true;
}
