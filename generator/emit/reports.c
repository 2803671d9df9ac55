/* The read phase: each report's body is read at most once, for its page, its
 * digest and the search index together, and forgotten. */
#include "base/pool.h"
#include "base/stop.h"
#include "data/embed.h"
#include "emit/digest.h"
#include "emit/notes_page.h"
#include "emit/passages.h"
#include "emit/report_page.h"
#include "emit/search.h"
#include "model/load.h"
#include "model/url.h"

/* A worker's memory: digests are kept for the whole build, the rest dies with
 * each report. */
typedef struct Lane {
    Arena keep, page, scratch;
} Lane;

typedef struct Read {
    Emit *e;
    const Template *template, *notes;
    const TopicMatcher *matcher;
    const HanTable *han;
    Lane *lanes;        /* one a worker */
    SearchBuild *build; /* NULL: the segment's files are current */
    ptrdiff_t first;    /* the segment's first entry */
    Diags *diags;       /* one an entry of the segment */
    ptrdiff_t ndiags;   /* room */
} Read;

static Lane lane_make(Arena whole)
{
    ptrdiff_t quarter = (whole.end - whole.beg) / 4;
    char *page = whole.beg + 2 * quarter, *scratch = page + quarter;
    return (Lane){{whole.beg, page}, {page, scratch}, {scratch, whole.end}};
}

static Str report_path(const Entry *x, Arena *a)
{
    return str_concat(a, str_concat(a, S("content/reports/"), x->r.slug),
                      S(".md"));
}

/* Reads and renders. False: it had to do without the text or its markup, which
 * d says; the page then is of use once, but not current for the next build. */
static bool read_body(Read *r, Lane *lane, Entry *x, Str *file, MdDoc *doc,
                      Diags *d)
{
    Str body, reason;
    *doc = (MdDoc){.html = S("")};
    *file = (Str){0};
    if (!site_body(r->e->site, x, &lane->page, file, &body, d)) {
        *file = (Str){0};
        return false;
    }
    if (body_render(body, &lane->page, lane->scratch, doc, &reason))
        return true;
    DIAG1(d, MARKDOWN_LIMIT, report_path(x, &lane->page), x->body_line, reason);
    return false;
}

static void make_digest(Read *r, Lane *lane, Entry *x, const MdDoc *doc)
{
    const Config *c = &r->e->site->conf;
    TopicFinding found =
        topic_find(r->matcher, c, &x->r, doc, &lane->page, lane->scratch);
    TopicFinding shown =
        digest_passages(&found, c->ntopics, &lane->page, lane->scratch);
    Digest *d = digest_make(doc, &found, &shown, &lane->keep, lane->scratch);
    if (!passages_keep(r->e, d, &shown, &lane->keep, lane->scratch))
        x->flawed = true;
    d->traditional =
        digest_traditional(r->han, x->r.title, doc, &lane->keep, lane->scratch);
    x->digest = d;
}

typedef struct Wanted { /* what has to be made for an entry */
    PageJob page, md, notes;
    bool page_current, md_current;
    bool notes_current; /* or there is no such page */
} Wanted;

static Wanted look(Read *r, int32_t i, Arena *a)
{
    Publish *out = r->e->out;
    const Entry *x = &r->e->site->entries[i];
    Wanted w = {0};
    w.page = (PageJob){.path = url_report(a, x->r.slug),
                       .name = S("report"),
                       .inputs = report_page_inputs(r->e, i, *a)};
    w.md = (PageJob){.path = url_report_md(a, x->r.slug),
                     .inputs = hash128_more(x->hash, S("markdown"))};
    w.notes_current = true;
    if (x->notes.there) {
        w.notes = (PageJob){.path = url_notes(a, x->r.slug),
                            .name = S("notes"),
                            .inputs = notes_page_inputs(r->e, i, *a)};
        w.notes_current = publish_current(out, w.notes.path, w.notes.inputs);
    }
    w.page_current = publish_current(out, w.page.path, w.page.inputs);
    w.md_current = publish_current(out, w.md.path, w.md.inputs);
    return w;
}

static void read_entry(void *ctx, int worker, ptrdiff_t item)
{
    Read *r = ctx;
    Lane *kept = &r->lanes[worker], lane = *kept;
    int32_t i = (int32_t)(r->first + item);
    if (stop_asked())
        return;
    Entry *x = &r->e->site->entries[i];
    r->diags[item] = diags_in(&kept->keep);
    notes_look(r->e, x, lane.page, &r->diags[item]);
    Wanted w = look(r, i, &lane.page);
    bool wanted = r->build && search_wants(r->build, x);
    if (x->digest && w.page_current && w.md_current && w.notes_current &&
        !wanted)
        return;
    Str file;
    MdDoc doc;
    if (!read_body(r, &lane, x, &file, &doc, &r->diags[item])) {
        w.page.inputs = (Hash128){0};
        x->flawed = true;
    }
    if (!x->digest) {
        lane.keep = kept->keep;
        make_digest(r, &lane, x, &doc);
        kept->keep = lane.keep;
    }
    NotesPage notes = {.entry = i, .file = file};
    w.notes.data = &notes;
    if (!w.notes_current &&
        notes_read(r->e, &notes, &lane.page, &r->diags[item]))
        page_make(r->e, r->notes, &w.notes, fill_notes_page, lane.page);
    ReportPage page = {i, &doc};
    w.page.data = &page;
    if (!w.page_current || !w.page.inputs.lo)
        page_make(r->e, r->template, &w.page, fill_report_page, lane.page);
    if (!w.md_current && str_given(file))
        publish_put(r->e->out, w.md.path, w.md.inputs, file, lane.page);
    if (wanted)
        search_add(r->build, x, &doc, worker);
}

/* Others use the workers' arenas between our turns: what we keep lies below. */
static void guard_kept(Read *r)
{
    for (int i = 0; i < r->e->threads; i++)
        r->e->workers[i].beg = r->lanes[i].keep.beg;
}

/* False: what was to be taken over of the search index could not be read. */
static bool read_entries(Read *r, SearchSegment seg, ptrdiff_t n, bool patch)
{
    for (ptrdiff_t i = 0; i < n; i++)
        r->diags[i] = (Diags){0};
    r->build =
        search_current(r->e, seg) ? NULL : search_begin(r->e, seg, patch);
    pool_run(r->e->threads, n, read_entry, r);
    guard_kept(r);
    return !r->build || search_end(r->build);
}

static void read_segment(Read *r, SearchSegment seg, ptrdiff_t n)
{
    if (n > r->ndiags) {
        r->diags = NEW_N(r->e->perm, Diags, n);
        r->ndiags = n;
    }
    if (!read_entries(r, seg, n, true))
        read_entries(r, seg, n, false);
    for (ptrdiff_t i = 0; i < n; i++)
        diags_merge(r->e->diags, &r->diags[i]);
}

/* Texts, places in the index, names and the districts' codes, which another
 * report may give; topics are those of site.conf. */
static void segment_hashes(const Emit *e, ptrdiff_t beg, ptrdiff_t end,
                           Arena scratch, SearchSegment *seg)
{
    Buf in = buf_in(&scratch);
    inputs_str(&in, S(JIEBAO_VERSION));
    for (ptrdiff_t i = beg; i < end; i++) {
        inputs_entry(&in, e, (int32_t)i);
        inputs_str(&in, e->tax->districts[e->tax->district_of[i]].code);
    }
    Str topics = {(const char *)&e->site->topics_hash, sizeof(Hash128)};
    inputs_str(&in, topics);
    seg->version = inputs_end(&in);
    Hash128 *texts = NEW_N(&scratch, Hash128, end - beg);
    for (ptrdiff_t i = beg; i < end; i++)
        texts[i - beg] = search_text_inputs(e, i, scratch);
    seg->inputs = search_inputs(texts, end - beg);
}

static void read_all(Read *r)
{
    Emit *e = r->e;
    SearchSegment *seg;
    int n = search_layout(e->site->largest, e->perm, &seg);
    for (int k = 0; k < n && !stop_asked(); k++) {
        ptrdiff_t end = r->first;
        while (end < e->site->nentries &&
               e->site->entries[end].number <= seg[k].last)
            end++;
        segment_hashes(e, r->first, end, r->lanes[0].scratch, &seg[k]);
        read_segment(r, seg[k], end - r->first);
        r->first = end;
    }
    if (!stop_asked())
        search_manifest(e, seg, n);
}

void emit_reports(Emit *e)
{
    Read r = {.e = e, .template = page_template(e, S("report"))};
    r.notes = page_template(e, S("notes"));
    if (!r.template || !r.notes)
        return;
    r.matcher = topic_matcher(&e->site->conf, e->perm);
    r.han = han_table(embed_traditional_table(), e->perm);
    r.lanes = NEW_N(e->perm, Lane, e->threads);
    for (int i = 0; i < e->threads; i++)
        r.lanes[i] = lane_make(e->workers[i]);
    read_all(&r);
}
