#include "cmd/intake.h"

#include "base/fs.h"
#include "base/hash.h"
#include "cmd/resemblance.h"
#include "text/json.h"

#include <errno.h>
#include <stdlib.h>

enum { LARGEST_FILE = 64 << 20 };

Str intake_status_name(IntakeStatus s)
{
    static const char *const names[] = {"imported", "updated", "unchanged",
                                        "kept", "skipped"};
    return str_of(names[s]);
}

Str intake_path(Str slug, Arena *a)
{
    return str_join3(a, S("content/reports/"), slug, S(".md"));
}

static Str in_site(const Intake *in, Str path, Arena *a)
{
    return str_join3(a, in->dir, S("/"), path);
}

static Str ledger_path(const Intake *in, Str name, Arena *a)
{
    Str path = str_concat(a, S("content/ledger/"), name);
    return in_site(in, path, a);
}

/* Place and years: two reports of one identity may be one report saved twice.
 * Without a place the title stands for it. */
static Str identity_of(const Report *r, Arena *a)
{
    Buf b = buf_in(a);
    bool placed = r->division.n || r->street.n;
    buf_add(&b, r->division);
    buf_byte(&b, '|');
    buf_add(&b, r->street);
    buf_byte(&b, '|');
    years_put(&b, r->summary);
    buf_byte(&b, '|');
    years_put(&b, r->plan);
    if (!placed || (!years_given(r->summary) && !years_given(r->plan)))
        buf_add(&b, r->title);
    return buf_str(&b);
}

static void remember(Intake *in, Known *k)
{
    *map_slot(&in->by_slug, k->slug, in->perm) = k;
    if (k->sha.n)
        *map_slot(&in->by_sha, k->sha, in->perm) = k;
    void **slot = map_slot(&in->by_identity, k->identity, in->perm);
    k->again = *slot;
    *slot = k;
    in->last = k->id > in->last ? k->id : in->last;
}

/* One file of content/reports; one that is not valid keeps its name taken. */
static void read_report(Intake *in, Str name, Arena scratch)
{
    Str path = str_join3(&scratch, in->dir, S("/content/reports/"), name);
    Known *k = NEW(in->perm, Known);
    Str file, front, body;
    Diags ignored = diags_in(&scratch);
    Report r = {0};
    int line;
    k->slug = str_dup(in->perm, str_head(name, name.n - 3));
    k->identity = S("");
    if (fs_read(path, LARGEST_FILE, true, &scratch, &file, NULL) &&
        report_split(file, &front, &body, &line) &&
        report_parse(front, path, k->slug, &scratch, &ignored, &r)) {
        k->sha = str_dup(in->perm, r.source_sha256);
        k->identity = identity_of(&r, in->perm);
        k->id = r.id;
    }
    remember(in, k);
}

/* last TAB 41, and replaced TAB hash TAB slug. */
static void read_index(Intake *in, Arena scratch)
{
    Str file, line;
    Str path = ledger_path(in, S("index.tsv"), &scratch);
    if (!fs_read(path, LARGEST_FILE, true, &scratch, &file, NULL))
        return;
    while (str_line(&file, &line)) {
        Str key = str_cut(&line, S("\t"));
        if (str_eq(key, S("last"))) {
            int64_t last = str_to_int(line, INT32_MAX);
            in->last = last > in->last ? (int32_t)last : in->last;
        } else if (str_eq(key, S("replaced"))) {
            Str sha = str_dup(in->perm, str_cut(&line, S("\t")));
            Str *slug = NEW(in->perm, Str);
            *slug = str_dup(in->perm, line);
            *map_slot(&in->replaced, sha, in->perm) = slug;
        }
    }
}

void intake_open(Intake *in, Str dir, Arena *perm, Arena scratch)
{
    FsList files;
    *in = (Intake){.dir = dir, .perm = perm};
    Str reports = str_concat(&scratch, dir, S("/content/reports"));
    if (fs_list(reports, false, &scratch, &files))
        for (ptrdiff_t i = 0; i < files.n; i++)
            if (str_ends(files.v[i].path, S(".md")))
                read_report(in, files.v[i].path, scratch);
    read_index(in, scratch);
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const MapNode *const *)a)[0]->key,
                   ((const MapNode *const *)b)[0]->key);
}

/* The nodes of a map, gathered without recursion. */
static ptrdiff_t gather(const Map *m, MapNode **out, Arena scratch)
{
    MapNode **stack = NEW_N(&scratch, MapNode *, m->n * 4 + 4);
    ptrdiff_t n = 0, depth = 0;
    if (m->root)
        stack[depth++] = m->root;
    while (depth) {
        MapNode *x = stack[--depth];
        out[n++] = x;
        for (int i = 0; i < 4; i++)
            if (x->child[i])
                stack[depth++] = x->child[i];
    }
    return n;
}

void intake_close(Intake *in, Arena scratch, Diags *d)
{
    if (!in->changed || in->dry)
        return;
    MapNode **v = NEW_N(&scratch, MapNode *, in->replaced.n + 1);
    ptrdiff_t n = gather(&in->replaced, v, scratch);
    qsort(v, (size_t)n, sizeof *v, by_name);
    Buf b = buf_in(&scratch);
    buf_lit(&b, "last\t");
    buf_int(&b, in->last);
    buf_byte(&b, '\n');
    for (ptrdiff_t i = 0; i < n; i++) {
        buf_lit(&b, "replaced\t");
        buf_add(&b, v[i]->key);
        buf_byte(&b, '\t');
        buf_add(&b, *(const Str *)v[i]->val);
        buf_byte(&b, '\n');
    }
    Str text = str_dup(&scratch, buf_str(&b));
    Str path = ledger_path(in, S("index.tsv"), &scratch);
    if (!fs_write_atomic(path, text, true, scratch))
        DIAG1(d, WRITE, path, 0, fs_reason(errno));
}

/* A file name that no report has: SLUG, SLUG-2, SLUG-3 ... */
static Str free_slug(const Intake *in, Str slug, Str file, Arena *a, Diags *d)
{
    enum { LONGEST = 74 }; /* of 80, with room for -99999 */
    Str base = str_head(slug, LONGEST), name = slug;
    for (int n = 2; map_get(&in->by_slug, name); n++) {
        Buf b = buf_in(a);
        buf_add(&b, base);
        buf_byte(&b, '-');
        buf_int(&b, n);
        name = buf_str(&b);
    }
    if (!str_eq(name, slug))
        DIAG1(d, SLUG_TAKEN, file, 0, name);
    return name;
}

static bool read_known(const Intake *in, Str slug, Arena *a, Str *file)
{
    Str path = in_site(in, intake_path(slug, a), a);
    return fs_read(path, LARGEST_FILE, true, a, file, NULL);
}

/* The report that this one is another copy of: same place and years, and
 * nearly the same text. */
static Known *find_copy(const Intake *in, const Imported *imp, Arena scratch)
{
    enum { MOST = 8, NEARLY_ALL = 90 };
    Str identity = identity_of(&imp->report, &scratch);
    Known *k = map_get(&in->by_identity, identity);
    for (int n = 0; k && n < MOST; k = k->again, n++) {
        Arena a = scratch;
        Str file, front, body;
        int line;
        if (read_known(in, k->slug, &a, &file) &&
            report_split(file, &front, &body, &line) &&
            resemblance(body, imp->markdown, a) >= NEARLY_ALL)
            return k;
    }
    return NULL;
}

/* Whether the file is what import wrote: its hash is in the ledger, as the
 * last one or (a run was cut off in between) the one before. */
static bool is_own_work(const Intake *in, Str slug, Str file, Arena scratch)
{
    Str name = str_concat(&scratch, slug, S(".json")), text;
    Str path = ledger_path(in, name, &scratch);
    if (!fs_read(path, LARGEST_FILE, true, &scratch, &text, NULL))
        return false;
    const Json *j = json_parse(text, &scratch);
    Str sha = sha256_hex(&scratch, file);
    const Json *now = json_get(j, S("markdown_sha256"));
    const Json *before = json_get(j, S("previous_sha256"));
    return (now && str_eq(now->str, sha)) ||
           (before && str_eq(before->str, sha));
}

static Str ledger_text(const Imported *imp, Str file, Str previous, Arena *a)
{
    Str sha = sha256_hex(a, file);
    Buf out = buf_in(a);
    JsonOut j = {.b = &out};
    json_open(&j, '{');
    json_key(&j, S("source"));
    json_str(&j, imp->report.source);
    json_key(&j, S("source_sha256"));
    json_str(&j, imp->report.source_sha256);
    json_key(&j, S("encoding"));
    json_str(&j, charset_name(imp->charset));
    json_key(&j, S("markdown_sha256"));
    json_str(&j, sha);
    if (previous.n) {
        json_key(&j, S("previous_sha256"));
        json_str(&j, previous);
    }
    json_key(&j, S("removed"));
    json_open(&j, '[');
    for (int i = 0; i < imp->nremoved; i++) {
        const Removed *r = &imp->removed[i];
        json_open(&j, '{');
        json_key(&j, S("rule"));
        json_str(&j, r->rule);
        json_key(&j, S("line"));
        json_int(&j, r->line);
        json_key(&j, S("text"));
        json_str(&j, r->text);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(&out, '\n');
    return buf_str(&out);
}

static bool write_or_say(Str path, Str bytes, Str shown, Arena scratch,
                         Diags *d)
{
    ptrdiff_t slash = str_rfind_byte(path, '/');
    if (fs_mkdirs(str_head(path, slash), scratch) &&
        fs_write_atomic(path, bytes, true, scratch))
        return true;
    DIAG1(d, WRITE, shown, 0, fs_reason(errno));
    return false;
}

/* Source, ledger, report: in this order, so that a report always has its
 * source, and a cut-off run is seen for what it is. */
static bool write_all(const Intake *in, const Imported *imp, Str source,
                      Str file, Str previous, Arena scratch, Diags *d)
{
    FsStat st;
    const Report *r = &imp->report;
    Str raw = str_join3(&scratch, S("content/raw/"), r->source_sha256,
                        imp->html ? S(".html") : S(".txt"));
    Str raw_file = in_site(in, raw, &scratch);
    if ((!fs_stat(raw_file, &st, scratch) || st.kind != FS_FILE) &&
        !write_or_say(raw_file, source, raw, scratch, d))
        return false;
    Str ledger = str_join3(&scratch, S("content/ledger/"), r->slug, S(".json"));
    Str text = ledger_text(imp, file, previous, &scratch);
    Str ledger_file = in_site(in, ledger, &scratch);
    if (!write_or_say(ledger_file, text, ledger, scratch, d))
        return false;
    Str path = intake_path(r->slug, &scratch);
    Str report_file = in_site(in, path, &scratch);
    return write_or_say(report_file, file, path, scratch, d);
}

static void add_known(Intake *in, const Report *r)
{
    Known *k = NEW(in->perm, Known);
    *k = (Known){.slug = str_dup(in->perm, r->slug),
                 .sha = str_dup(in->perm, r->source_sha256),
                 .identity = identity_of(r, in->perm),
                 .id = r->id};
    remember(in, k);
    in->changed = true;
}

/* The report now comes from another source: the one before is remembered, so
 * that reading it again changes nothing. */
static void replace_source(Intake *in, Known *k, Str sha)
{
    if (k->sha.n) {
        Str *slug = NEW(in->perm, Str);
        *slug = k->slug;
        *map_slot(&in->replaced, k->sha, in->perm) = slug;
    }
    k->sha = str_dup(in->perm, sha);
    *map_slot(&in->by_sha, k->sha, in->perm) = k;
    in->changed = true;
}

static Str render(const Imported *imp, Arena *a)
{
    Buf b = buf_in(a);
    report_put_front_matter(&b, &imp->report);
    buf_byte(&b, '\n');
    buf_add(&b, imp->markdown);
    return buf_str(&b);
}

static IntakeStatus put_new(Intake *in, Imported *imp, Str source, Arena *a,
                            Diags *d)
{
    Report *r = &imp->report;
    r->slug = free_slug(in, r->slug, r->source, a, d);
    r->id = in->last + 1;
    Str file = render(imp, a);
    if (!in->dry && !write_all(in, imp, source, file, (Str){0}, *a, d))
        return INTAKE_SKIPPED;
    add_known(in, r);
    return INTAKE_IMPORTED;
}

/* The same bytes under another name or without their address are still the
 * source that the report names. */
static void keep_origin(Report *r, Str present, Arena *a)
{
    Report old = {0};
    Diags ignored = diags_in(a);
    Str front, body;
    int line;
    if (!report_split(present, &front, &body, &line) ||
        !report_parse(front, r->source, r->slug, a, &ignored, &old))
        return;
    r->source = old.source.n ? old.source : r->source;
    r->source_url = r->source_url.n ? r->source_url : old.source_url;
}

static IntakeStatus put_again(Intake *in, Known *k, Imported *imp, Str source,
                              Arena *a, Diags *d)
{
    Report *r = &imp->report;
    Str present = {0};
    r->slug = k->slug;
    r->id = k->id ? k->id : in->last + 1;
    bool there = read_known(in, k->slug, a, &present);
    bool own = there && is_own_work(in, k->slug, present, *a);
    if (there && str_eq(k->sha, r->source_sha256))
        keep_origin(r, present, a);
    Str file = render(imp, a);
    if (there && str_eq(file, present))
        return INTAKE_UNCHANGED;
    if (there && !own && !in->force)
        return INTAKE_KEPT;
    Str previous = there ? sha256_hex(a, present) : (Str){0};
    if (!in->dry && !write_all(in, imp, source, file, previous, *a, d))
        return INTAKE_SKIPPED;
    k->id = r->id;
    in->last = k->id > in->last ? k->id : in->last;
    if (!str_eq(k->sha, r->source_sha256))
        replace_source(in, k, r->source_sha256);
    return INTAKE_UPDATED;
}

IntakeStatus intake_put(Intake *in, Imported *imp, Str source, Arena *a,
                        Diags *d)
{
    Report *r = &imp->report;
    Known *k = map_get(&in->by_sha, r->source_sha256);
    const Str *later = map_get(&in->replaced, r->source_sha256);
    if (!k && later && (k = map_get(&in->by_slug, *later))) {
        r->slug = k->slug; /* another copy of it has taken its place */
        r->id = k->id;
        return INTAKE_UNCHANGED;
    }
    if (!k)
        k = find_copy(in, imp, *a);
    return k ? put_again(in, k, imp, source, a, d)
             : put_new(in, imp, source, a, d);
}
