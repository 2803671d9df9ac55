#include "cmd/again.h"

#include "base/hash.h"

#include <errno.h>

enum { LARGEST_FILE = 64 << 20, LARGEST_SOURCE = 65 << 20 };

/* What a review needs besides its job. */
typedef struct Review {
    const Import *m;
    AgainJob *j;
    Arena *keep; /* results */
    Arena scratch;
    Diags *d;
    Str path; /* content/reports/SLUG.md */
    Str file; /* its bytes, line ends made \n */
} Review;

static bool read_file(Review *v, Str shown, int64_t max, Str *bytes)
{
    Str path = str_join3(v->keep, v->m->c->dir, S("/"), shown);
    if (fs_read(path, max, true, v->keep, bytes, NULL))
        return true;
    DIAG1(v->d, OPEN, shown, 0, fs_reason(errno));
    return false;
}

static Str without_returns(Str s, Arena *a)
{
    Buf b = buf_in(a);
    while (str_given(s)) {
        Str line = str_cut(&s, S("\r\n"));
        buf_add(&b, line);
        if (str_given(s))
            buf_byte(&b, '\n');
    }
    return buf_str(&b);
}

static Str with_returns(Str s, Arena *a)
{
    Buf b = buf_in(a);
    while (str_given(s)) {
        Str line = str_cut(&s, S("\n"));
        buf_add(&b, line);
        if (str_given(s))
            buf_lit(&b, "\r\n");
    }
    return buf_str(&b);
}

/* The report as it stands. One whose front matter has a mistake is left to its
 * author. */
static bool read_mine(Review *v)
{
    Str front, body;
    int line;
    AgainJob *j = v->j;
    Str slug = j->item->k->slug;
    v->path = intake_path(slug, v->keep);
    if (!read_file(v, v->path, LARGEST_FILE, &v->file))
        return false;
    j->previous = sha256_hex(v->keep, v->file);
    j->crlf = str_has(v->file, S("\r\n"));
    if (j->crlf)
        v->file = without_returns(v->file, v->keep);
    if (!report_split(v->file, &front, &body, &line)) {
        DIAG0(v->d, NO_FRONT_MATTER, v->path, 1);
        return false;
    }
    int errors = v->d->count[DIAG_ERROR];
    return report_parse(front, v->path, slug, v->keep, v->d, &j->mine) &&
           v->d->count[DIAG_ERROR] == errors;
}

/* False: the report is not from a source, or its ledger cannot be read. */
static bool read_ledger(Review *v, Str *text)
{
    AgainJob *j = v->j;
    Str shown = ledger_path(j->item->k->slug, v->keep);
    Str path = str_join3(v->keep, v->m->c->dir, S("/"), shown);
    *text = (Str){0};
    if (!fs_read(path, LARGEST_FILE, true, v->keep, text, NULL)) {
        if (errno != ENOENT) {
            DIAG1(v->d, OPEN, shown, 0, fs_reason(errno));
            return false;
        }
        j->was = (Provenance){0};
    } else if (!provenance_read(*text, v->keep, &j->was)) {
        DIAG0(v->d, BAD_LEDGER, shown, 0);
        return false;
    }
    if (!j->was.source_sha256.n)
        j->was.source_sha256 = j->mine.source_sha256;
    if (!j->was.source_sha256.n) {
        j->item->status = AGAIN_OWN;
        if (j->item->named)
            DIAG0(v->d, NO_SOURCE, v->path, 0);
    }
    return j->was.source_sha256.n > 0;
}

/* The source, which must be what its name says. */
static bool read_raw(Review *v, const Map *raws, Str *shown, Str *bytes)
{
    Str sha = v->j->was.source_sha256;
    const FsEntry *raw = map_get(raws, sha);
    if (!raw) {
        DIAG1(v->d, RAW_GONE, v->path, 0, sha);
        return false;
    }
    *shown = str_concat(v->keep, S("content/raw/"), raw->path);
    if (!read_file(v, *shown, LARGEST_SOURCE, bytes))
        return false;
    if (str_eq(sha256_hex(v->keep, *bytes), sha))
        return true;
    DIAG0(v->d, RAW_CHANGED, *shown, 0);
    return false;
}

/* A source that is kept is a report, whatever the rules now think of it. Only
 * the address was remembered in the report alone, before ledgers had it. */
static bool recognise(Review *v, const Map *raws)
{
    Str shown, bytes;
    AgainJob *j = v->j;
    RawOptions opt = v->m->raw;
    opt.url = j->was.front_matter.n ? j->was.url : j->mine.source_url;
    opt.forced = charset_by_label(j->was.encoding_forced);
    opt.declared = charset_by_label(j->was.encoding_declared);
    opt.captured = j->was.captured;
    Str source = j->was.source.n ? j->was.source : j->mine.source;
    opt.name = source.n ? source : S("-");
    if (!read_raw(v, raws, &shown, &bytes) ||
        !import_page(bytes, shown, &opt, v->m->places, v->keep, v->scratch,
                     v->d, &j->job.imp))
        return false;
    Report *r = &j->job.imp.report;
    r->slug = j->mine.slug;
    r->id = j->mine.id;
    r->source = source;
    return true;
}

static Str body_of(Str file)
{
    Str front, body = {0};
    int line;
    report_split(file, &front, &body, &line);
    return body;
}

/* --- how texts differ ------------------------------------------------------
 */

static Str last_line(Str *s)
{
    Str all = str_ends(*s, S("\n")) ? str_head(*s, s->n - 1) : *s;
    ptrdiff_t at = str_rfind_byte(all, '\n') + 1;
    *s = str_head(*s, at);
    return str_skip(all, at);
}

/* Lines of `from` that `in` lacks, each counted as often as it stands there. */
static int count_missing(Str from, Str in, Arena scratch)
{
    Map seen = {0};
    Str line;
    int n = 0;
    while (str_line(&in, &line)) {
        void **slot = map_slot(&seen, line, &scratch);
        int *count = *slot ? *slot : (*slot = NEW(&scratch, int));
        ++*count;
    }
    while (str_line(&from, &line)) {
        int *count = map_get(&seen, line);
        if (count && *count)
            --*count;
        else
            n++;
    }
    return n;
}

static TextChange compare_texts(Str from, Str to, Arena scratch)
{
    TextChange t = {.line = 1};
    Str a = from, b = to;
    if (str_eq(from, to))
        return t;
    for (;; t.line++) {
        from = a;
        to = b;
        bool more_a = str_line(&a, &t.from), more_b = str_line(&b, &t.to);
        if (!more_a)
            t.from = (Str){0};
        if (!more_b)
            t.to = (Str){0};
        if (!more_a || !more_b || !str_eq(t.from, t.to))
            break;
    }
    for (;;) {
        a = from;
        b = to;
        if (!a.n || !b.n || !str_eq(last_line(&a), last_line(&b)))
            break;
        from = a;
        to = b;
    }
    int out = count_missing(from, to, scratch);
    int in = count_missing(to, from, scratch);
    t.lines = out > in ? out : in;
    t.lines += !t.lines; /* moved */
    return t;
}

/* --- what will be ----------------------------------------------------------
 */

/* A file that a person edited: fields one by one, the text as a whole. */
static Str merge_edited(Review *v, const Report *base, Str pure)
{
    AgainJob *j = v->j;
    Str theirs = body_of(pure), mine = body_of(v->file);
    Arena a = v->scratch;
    j->merge = report_merge(base, &j->mine, &j->job.imp.report);
    Str file = v->file;
    if (j->merge.updated)
        file = front_matter_edit(file, &j->mine, &j->merge.r, v->keep, a);
    if (str_eq(sha256_hex(v->keep, mine), j->was.body_sha256)) {
        j->text = compare_texts(mine, theirs, v->scratch);
        Str head = str_span(file.s, body_of(file).s);
        file = j->text.lines ? str_concat(v->keep, head, theirs) : file;
    } else {
        j->text_kept = !str_eq(mine, theirs) &&
                       !str_eq(sha256_hex(v->keep, theirs), j->was.body_sha256);
    }
    return file;
}

/* Whether the file is as import wrote it; line ends do not count. */
static bool is_ours(Review *v)
{
    return provenance_wrote(&v->j->was, v->j->previous) ||
           (v->j->crlf &&
            provenance_wrote(&v->j->was, sha256_hex(v->keep, v->file)));
}

static void compare(Review *v, Str ledger)
{
    AgainJob *j = v->j;
    Report base;
    const Report *theirs = &j->job.imp.report;
    Str pure = intake_render(&j->job.imp, v->keep), file = pure;
    j->edited = !is_ours(v);
    if (!j->edited) {
        j->merge = report_merge(&j->mine, &j->mine, theirs);
        j->text = compare_texts(body_of(v->file), body_of(pure), v->scratch);
    } else if (provenance_base(&j->was, j->mine.slug, v->keep, &base)) {
        file = merge_edited(v, &base, pure);
    } else {
        j->item->status = AGAIN_KEPT;
        return;
    }
    bool changed = !str_eq(file, v->file);
    Str previous = j->was.previous_sha256;
    if (changed) {
        j->result = j->crlf ? with_returns(file, v->keep) : file;
        previous = j->edited ? (Str){0} : j->previous;
    }
    j->record = ledger_text(&j->job.imp, pure, previous, v->keep);
    j->item->status = changed                     ? AGAIN_CHANGED
                      : str_eq(j->record, ledger) ? AGAIN_UNCHANGED
                                                  : AGAIN_RECORD;
}

void again_review(const Import *m, const Map *raws, AgainJob *j,
                  ImportWorker *w)
{
    Str ledger;
    Review v = {.m = m, .j = j, .keep = &w->keep, .scratch = w->scratch};
    j->job.d = diags_in(&w->keep);
    v.d = &j->job.d;
    j->item->status = AGAIN_SKIPPED;
    if (read_mine(&v) && read_ledger(&v, &ledger) && recognise(&v, raws))
        compare(&v, ledger);
}
