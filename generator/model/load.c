#include "model/load.h"

#include "base/pool.h"
#include "model/place.h"
#include "text/utf8.h"

#include <errno.h>
#include <stdlib.h>

enum {
    CONF_MAX = 4 << 20,
    FILE_MAX_MB = 64,
};
static const size_t WORKER_RESERVE = (size_t)1 << 34; /* of addresses */

static Str in_site(const Site *site, Str path, Arena *a)
{
    return str_join3(a, site->dir, S("/"), path);
}

static Str decimal(Arena *a, int64_t v)
{
    Buf b = buf_in(a);
    buf_int(&b, v);
    return buf_str(&b);
}

bool site_open(Str dir, Arena *perm, Diags *d, Site *out)
{
    Str text, file = S("site.conf");
    *out = (Site){.dir = str_dup(perm, dir)};
    if (!fs_read(in_site(out, file, perm), CONF_MAX, true, perm, &text, NULL)) {
        if (errno == ENOENT || errno == ENOTDIR)
            DIAG1(d, NO_SITE, (Str){0}, 0, dir);
        else
            DIAG1(d, CONF_OPEN, file, 0, fs_reason(errno));
        return false;
    }
    if (!config_read(text, file, perm, d, &out->conf))
        return false;
    out->lang = lang_load(perm, out->conf.language);
    out->conf_hash = hash128(text);
    out->topics_hash = config_topics_hash(&out->conf, *perm);
    return true;
}

/* Why fs_read failed, in errno, as a diagnostic. */
static void cannot_read(Diags *d, Str path)
{
    switch (errno) {
    case EFBIG:
        DIAG1(d, TOO_LARGE, path, 0, decimal(d->a, FILE_MAX_MB));
        break;
    case ELOOP: /* a symbolic link, under O_NOFOLLOW */
    case EISDIR:
    case ESPIPE:
        DIAG0(d, NOT_A_FILE, path, 0);
        break;
    case ENOENT:
    case EACCES:
        DIAG1(d, OPEN, path, 0, fs_reason(errno));
        break;
    default:
        DIAG1(d, READ, path, 0, fs_reason(errno));
    }
}

/* A content file: its bytes, which are UTF-8, in two parts. */
typedef struct Content {
    Str path; /* relative to the site */
    Str file, front, body;
    int body_line;
    FsStat st;
} Content;

static bool content_read(const Site *site, Content *c, Arena *a, Diags *d)
{
    if (!fs_read(in_site(site, c->path, a), (int64_t)FILE_MAX_MB << 20, false,
                 a, &c->file, &c->st)) {
        cannot_read(d, c->path);
        return false;
    }
    ptrdiff_t bad = utf8_bad_at(c->file);
    if (bad >= 0) {
        DIAG1(d, NOT_UTF8, c->path, 0, decimal(a, bad));
        return false;
    }
    if (!report_split(c->file, &c->front, &c->body, &c->body_line)) {
        DIAG0(d, NO_FRONT_MATTER, c->path, 1);
        return false;
    }
    return true;
}

static Str report_path(Str slug, Arena *a)
{
    return str_join3(a, S("content/reports/"), slug, S(".md"));
}

bool site_body(const Site *site, const Entry *e, Arena *a, Str *file, Str *body,
               Diags *d)
{
    Content c = {.path = report_path(e->r.slug, a)};
    if (!content_read(site, &c, a, d))
        return false;
    *file = c.file;
    *body = c.body;
    return true;
}

/* A file of content/reports on its way to an Entry. */
typedef struct Job {
    Str slug, path;
    FsStat st;
    bool good, own_id;
    Diags diags;
    Entry e;
    const struct Job *id_taken_by; /* an earlier slug with the same id */
} Job;

typedef struct Loader {
    Site *site;
    Job *v;
    ptrdiff_t n;
    ptrdiff_t *todo; /* indexes of those that must be read */
    ptrdiff_t ntodo;
    Arena *keep; /* one a worker: what it found */
    Arena *room; /* one a worker: where it reads */
} Loader;

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A valid slug that is near the name; an example where nothing is near. */
static Str suggest_slug(Str name, Arena *a)
{
    Buf b = buf_in(a);
    for (ptrdiff_t i = 0; i < name.n && b.n < 80; i++) {
        char c = name.s[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if (is_letter_or_digit(c))
            buf_byte(&b, c);
        else if (b.n && b.s[b.n - 1] != '-' && !(c & 0x80))
            buf_byte(&b, '-');
    }
    while (b.n && b.s[b.n - 1] == '-')
        b.n--;
    Str s = buf_str(&b);
    bool letters = false;
    for (ptrdiff_t i = 0; i < s.n; i++)
        letters = letters || (s.s[i] >= 'a' && s.s[i] <= 'z');
    return slug_valid(s) && letters ? s : S("tianxin-jinpenling-2022");
}

/* A Markdown file's name without its end, which may be in capitals; absent for
 * other files. */
static Str markdown_name(Str path)
{
    Str name = str_head(path, path.n - 3);
    bool md = path.n > 3 && str_eq_nocase(str_skip(path, path.n - 3), S(".md"));
    return md ? name : (Str){0};
}

/* May the listed file be read as a report? If not, it is said why. */
static bool admit(Job *j, const FsEntry *f, Arena *perm)
{
    Str name = markdown_name(f->path);
    if (!str_given(name))
        return false; /* not Markdown: none of our business */
    j->path = str_concat(perm, S("content/reports/"), f->path);
    j->slug = name;
    j->st = f->st;
    j->diags = diags_in(perm);
    if (str_has(f->path, S("/")))
        DIAG0(&j->diags, NESTED_REPORT, j->path, 0);
    else if (!slug_valid(name) || !str_ends(f->path, S(".md")))
        DIAG1(&j->diags, BAD_SLUG, j->path, 0, suggest_slug(name, perm));
    else if (f->st.kind == FS_OTHER && f->st.size < 0)
        DIAG1(&j->diags, OPEN, j->path, 0, fs_reason((int)-f->st.size));
    else if (f->st.kind != FS_FILE)
        DIAG0(&j->diags, NOT_A_FILE, j->path, 0);
    else
        return true;
    return false;
}

/* Lists the folder. An absent one has no files; one that cannot be read is
 * false with a diagnostic. */
static bool list_content(const Site *site, Str path, bool recurse, Arena *perm,
                         Diags *d, FsList *l)
{
    if (!fs_list(in_site(site, path, perm), recurse, perm, l)) {
        *l = (FsList){0};
        if (errno == ENOENT)
            return true;
        DIAG1(d, OPEN, path, 0, fs_reason(errno));
        return false;
    }
    return true;
}

/* The folders below that could not be listed. */
static void say_unlisted(const FsList *l, Str path, Arena *perm, Diags *d)
{
    for (ptrdiff_t i = 0; i < l->n; i++)
        if (l->v[i].st.kind == FS_DIR)
            DIAG1(d, OPEN, str_join3(perm, path, S("/"), l->v[i].path), 0,
                  fs_reason((int)-l->v[i].st.size));
}

static int by_slug(const void *a, const void *b)
{
    const Job *x = a, *y = b;
    int c = str_cmp(x->slug, y->slug);
    return c ? c : str_cmp(x->path, y->path);
}

static bool is_by_slug(const Loader *l)
{
    for (ptrdiff_t i = 1; i < l->n; i++)
        if (by_slug(&l->v[i - 1], &l->v[i]) > 0)
            return false;
    return true;
}

static bool gather(Loader *l, const LoadOptions *opt, Arena *perm, Diags *d)
{
    FsList files = {0};
    Str folder = S("content/reports");
    if (opt->reports)
        files = *opt->reports;
    else if (!list_content(l->site, folder, true, perm, d, &files))
        return false;
    say_unlisted(&files, folder, perm, d);
    l->v = NEW_N(perm, Job, files.n);
    l->todo = NEW_N(perm, ptrdiff_t, files.n);
    for (ptrdiff_t i = 0; i < files.n; i++) {
        Job *j = &l->v[l->n];
        j->good = files.v[i].st.kind != FS_DIR && admit(j, &files.v[i], perm);
        if (j->good || j->diags.first)
            l->n++;
    }
    if (!is_by_slug(l)) /* "a.md" is listed after "a-b.md", and comes before */
        qsort(l->v, (size_t)l->n, sizeof *l->v, by_slug);
    for (ptrdiff_t i = 0; i < l->n; i++) {
        Job *j = &l->v[i];
        const Entry *known = NULL;
        if (j->good && opt->recall)
            known = opt->recall(opt->recall_ctx, j->slug, &j->st);
        if (known) {
            j->e = *known;
            j->e.recalled = true;
        } else if (j->good) {
            l->todo[l->ntodo++] = i;
        }
    }
    return true;
}

/* Reads one report; all that stays goes to the worker's `keep`. */
static void read_report(void *ctx, int worker, ptrdiff_t item)
{
    Loader *l = ctx;
    Job *j = &l->v[l->todo[item]];
    Arena scratch = l->room[worker], *keep = &l->keep[worker];
    Content c = {.path = j->path};
    Report r;
    j->diags = diags_in(keep);
    j->good = content_read(l->site, &c, &scratch, &j->diags) &&
              report_parse(c.front, j->path, j->slug, &scratch, &j->diags, &r);
    if (!j->good)
        return;
    r.city = place_city(r.province, r.city);
    j->e = (Entry){.r = report_copy(&r, keep),
                   .hash = hash128(c.file),
                   .st = c.st,
                   .body_line = c.body_line,
                   .flawed = j->diags.first != NULL};
}

static void read_all(Loader *l, int threads, Arena *perm)
{
    if (!l->ntodo)
        return;
    l->keep = NEW_N(perm, Arena, threads);
    l->room = NEW_N(perm, Arena, threads);
    for (int i = 0; i < threads; i++) {
        l->keep[i] = arena_new(WORKER_RESERVE);
        l->room[i] = arena_new(WORKER_RESERVE);
    }
    Arena *start = NEW_N(perm, Arena, threads);
    for (int i = 0; i < threads; i++)
        start[i] = l->keep[i];
    pool_run(threads, l->ntodo, read_report, l);
    for (ptrdiff_t i = 0; i < l->ntodo; i++) {
        Job *j = &l->v[l->todo[i]];
        Diags own = diags_in(perm);
        diags_merge(&own, &j->diags);
        j->diags = own;
        if (j->good)
            j->e.r = report_copy(&j->e.r, perm);
    }
    for (int i = 0; i < threads; i++) {
        arena_free(start[i]);
        arena_free(l->room[i]);
    }
}

typedef struct Numbered {
    int id;
    Job *job;
} Numbered;

static int by_id(const void *a, const void *b)
{
    const Numbered *x = a, *y = b;
    int c = (x->id > y->id) - (x->id < y->id);
    return c ? c : str_cmp(x->job->slug, y->job->slug);
}

/* See load.h. */
static void number_all(Loader *l, Numbered *good, ptrdiff_t n)
{
    int64_t limit = LOAD_ID_SLACK + 10 * (int64_t)n;
    int largest = 0;
    const Job *owner = NULL;
    if (n)
        qsort(good, (size_t)n, sizeof *good, by_id);
    for (ptrdiff_t i = 0; i < n; i++) {
        Job *j = good[i].job;
        if (!j->e.r.id)
            continue;
        j->own_id = !owner || owner->e.r.id != j->e.r.id;
        j->id_taken_by = j->own_id ? NULL : owner;
        owner = j->own_id ? j : owner;
        if (j->own_id) /* in order of id: the large ones come last */
            largest = j->e.number =
                j->e.r.id <= limit ? j->e.r.id : largest + 1;
    }
    for (ptrdiff_t i = 0; i < l->n; i++)
        if (l->v[i].good && !l->v[i].own_id)
            l->v[i].e.number = ++largest;
    l->site->largest = largest;
}

/* The diagnostics of one report after those of the slug before it. */
static void report_diags(const Job *j, Diags *d, Arena *perm)
{
    diags_merge(d, &j->diags);
    if (!j->good || j->own_id)
        return;
    int line = j->e.r.lines[FIELD_ID];
    if (j->id_taken_by)
        DIAG2(d, DUPLICATE_ID, j->path, line, decimal(perm, j->e.r.id),
              j->id_taken_by->slug);
    else if (!diags_count(&j->diags, DIAG_BAD_ID)) /* which says enough */
        DIAG0(d, NO_ID, j->path, line);
}

static Hash128 hash_self(const Entry *e)
{
    uint64_t all[] = {e->hash.lo, e->hash.hi, (uint64_t)e->number};
    Hash128 h = hash128((Str){(const char *)all, sizeof all});
    return hash128_more(h, e->r.slug);
}

static void add_entry(Site *site, const Job *j)
{
    Entry *e = &site->entries[site->nentries++];
    *e = j->e;
    e->self = hash_self(e);
}

static bool load_reports(Site *site, const LoadOptions *opt, Arena *perm,
                         Diags *d)
{
    Loader l = {.site = site};
    if (!gather(&l, opt, perm, d))
        return false;
    read_all(&l, opt->threads, perm);
    Numbered *good = NEW_N(perm, Numbered, l.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < l.n; i++)
        if (l.v[i].good)
            good[n++] = (Numbered){l.v[i].e.r.id, &l.v[i]};
    number_all(&l, good, n);
    site->entries = NEW_N(perm, Entry, n);
    for (ptrdiff_t i = 0; i < n; i++) /* numbers ascend with own ids, */
        if (good[i].job->own_id)
            add_entry(site, good[i].job);
    for (ptrdiff_t i = 0; i < l.n; i++) { /* and go on with what has none */
        report_diags(&l.v[i], d, perm);
        if (l.v[i].good && !l.v[i].own_id)
            add_entry(site, &l.v[i]);
    }
    return true;
}

/* Names that the site's own pages have: PAGE_NAME. */
static bool name_in_use(Str slug)
{
    return str_eq(slug, S("index")) || str_eq(slug, S("search")) ||
           str_eq(slug, S("404"));
}

static bool load_page(const Site *site, const FsEntry *f, Arena *perm, Diags *d,
                      Page *out)
{
    Str name = markdown_name(f->path);
    Content c = {.path = str_concat(perm, S("content/pages/"), f->path)};
    Report r;
    if (!str_given(name))
        return false;
    if (f->st.kind == FS_OTHER && f->st.size < 0)
        DIAG1(d, OPEN, c.path, 0, fs_reason((int)-f->st.size));
    else if (!slug_valid(name) || !str_ends(f->path, S(".md")))
        DIAG1(d, BAD_SLUG, c.path, 0, suggest_slug(name, perm));
    else if (name_in_use(name))
        DIAG1(d, PAGE_NAME, c.path, 0, name);
    else if (content_read(site, &c, perm, d) &&
             report_parse(c.front, c.path, name, perm, d, &r)) {
        *out = (Page){name, r.title, c.path, c.file};
        return true;
    }
    return false;
}

static int page_by_slug(const void *a, const void *b)
{
    return str_cmp(((const Page *)a)->slug, ((const Page *)b)->slug);
}

/* Every site says what it is: in its own words where it has them. */
static void add_about(Site *site, Arena *perm)
{
    for (int i = 0; i < site->npages; i++)
        if (str_eq(site->pages[i].slug, S("about")))
            return;
    Str title = lang_text(site->lang, S("ui.about_title"));
    Buf file = buf_in(perm);
    buf_lit(&file, "---\ntitle: ");
    yaml_scalar(&file, title);
    buf_lit(&file, "\n---\n\n");
    buf_add(&file, lang_text(site->lang, S("ui.about_text")));
    buf_byte(&file, '\n');
    site->pages[site->npages++] = (Page){.slug = S("about"),
                                         .title = title,
                                         .path = S("content/pages/about.md"),
                                         .file = buf_str(&file)};
}

static void load_pages(Site *site, Arena *perm, Diags *d)
{
    FsList l;
    Str folder = S("content/pages");
    list_content(site, folder, false, perm, d, &l);
    say_unlisted(&l, folder, perm, d);
    site->pages = NEW_N(perm, Page, l.n + 1);
    for (ptrdiff_t i = 0; i < l.n; i++)
        if (load_page(site, &l.v[i], perm, d, &site->pages[site->npages]))
            site->npages++;
    add_about(site, perm);
    qsort(site->pages, (size_t)site->npages, sizeof *site->pages, page_by_slug);
}

bool site_load(Site *site, const LoadOptions *opt, Arena *perm, Diags *d)
{
    bool listed = load_reports(site, opt, perm, d);
    load_pages(site, perm, d);
    return listed;
}

ptrdiff_t site_entry_from(const Site *site, int64_t number)
{
    ptrdiff_t lo = 0, hi = site->nentries;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (site->entries[mid].number < number)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}
