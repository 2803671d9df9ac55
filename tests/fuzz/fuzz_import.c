/* A raw page to a report: metadata, outline, place, Markdown, ledger. What
 * comes out is read again: the front matter is the same, the body renders. */
#include "archive/ledger.h"
#include "data/embed.h"
#include "fuzz.h"
#include "text/markdown.h"

static const Gazetteer *places;

void fuzz_start(Arena *perm)
{
    Diags d = diags_in(perm);
    places = gazetteer_load((Str){0}, S(""), perm, &d);
}

static void check_front_matter(const Report *r, Arena *perm)
{
    Report again;
    Diags d = diags_in(perm);
    Buf b = buf_in(perm), twice = buf_in(perm);
    Str front, body;
    int line;
    report_put_front_matter(&b, r);
    Str file = str_dup(perm, buf_str(&b));
    MUST(report_split(file, &front, &body, &line));
    MUST(report_parse(front, S("x.md"), S("x"), perm, &d, &again));
    MUST(d.worst < DIAG_ERROR);
    report_put_front_matter(&twice, &again);
    MUST(str_eq(file, buf_str(&twice)));
}

/* With all changes undone the report's text is the source's again. */
static void check_record(const Record *r, Arena *perm)
{
    Buf b = buf_in(perm);
    ptrdiff_t to = 0;
    for (int i = 0; i < r->n; i++) {
        const Change *c = &r->v[i];
        MUST(c->to >= to && c->to + c->now <= r->plain.n);
        buf_add(&b, str_span(r->plain.s + to, r->plain.s + c->to));
        MUST(b.n == c->at && c->at + c->was <= r->text.n);
        buf_add(&b, str_head(str_skip(r->text, c->at), c->was));
        to = c->to + c->now;
    }
    buf_add(&b, str_skip(r->plain, to));
    MUST(!r->complete || str_eq(buf_str(&b), r->text));
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    Imported imp;
    MdDoc doc;
    RawOptions opt = {0};
    Diags d = diags_in(perm);
    Str why;
    if (!import_page(data, S("x"), &opt, places, perm, scratch, &d, &imp))
        return;
    MUST(utf8_valid(imp.markdown));
    check_record(&imp.record, perm);
    imp.report.slug = S("x");
    imp.report.id = 1;
    check_front_matter(&imp.report, perm);
    if (md_render(imp.markdown, perm, scratch, &doc, &why))
        MUST(utf8_valid(doc.html) && !str_has(doc.html, S("<script")));
    Str ledger = ledger_text(&imp, imp.markdown, (Str){0}, perm);

    MUST(json_parse(ledger, perm));
}
