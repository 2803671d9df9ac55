#include "emit/checksums.h"

#include "emit/emit.h"
#include "model/load.h"
#include "text/checksum.h"

#include <stdlib.h>

typedef struct Part {
    Str name;    /* "reports-3" */
    Hash128 sum; /* of the hashes of its lines: in any order the same */
    ptrdiff_t n; /* outputs */
    bool stale;  /* to be written */
    struct Part *next;
} Part;

typedef struct Parts {
    Emit *e;
    Map entries;     /* slug -> Entry * */
    Map by_name;     /* -> Part * */
    Part *first;     /* of all, the newest first */
    Part **of_entry; /* of each entry's files; NULL: not asked for yet */
    Str last_folder; /* of search/, all of whose files are in last_part */
    Part *last_part;
    int n, nstale;
    Output **outputs; /* of the site, without the checksums themselves */
    Part **parts;     /* of each */
    ptrdiff_t noutputs;
} Parts;

/* The stem of the last part of a path: reports/a-b.html gives a-b. */
static Str path_stem(Str path)
{
    Str name = str_skip(path, str_rfind_byte(path, '/') + 1);
    ptrdiff_t dot = str_rfind_byte(name, '.');
    return dot < 0 ? name : str_head(name, dot);
}

/* The entry of a number, or NULL. */
static const Entry *entry_of(const Site *site, int64_t number)
{
    ptrdiff_t i = site_entry_from(site, number);
    bool found = i < site->nentries && site->entries[i].number == number;
    return found ? &site->entries[i] : NULL;
}

/* The report that an output belongs to, or NULL. */
static const Entry *report_of(const Parts *all, Str path)
{
    if (str_starts(path, S("search/text/"))) {
        int64_t number = str_to_int(path_stem(path), INT32_MAX);
        return entry_of(all->e->site, number);
    }
    if (!str_starts(path, S("reports/")) && !str_starts(path, S("notes/")))
        return NULL;
    return map_get(&all->entries, path_stem(path));
}

/* The first n bytes of s if they are digits, else nothing. */
static Str digits(Str s, ptrdiff_t n)
{
    Str head = str_head(s, n);
    return str_to_int(head, INT32_MAX) >= 0 ? head : S("");
}

/* What a report's page names besides its own is near it: the same street in
 * other years, its neighbours in the same one. */
static void put_report_part(Buf *b, const Report *r)
{
    buf_lit(b, "reports-");
    buf_add(b, digits(r->division, 2));
    buf_byte(b, '-');
    buf_int(b, report_year(r));
}

/* The number behind the last hyphen of a stem: 17 of 2024-17.html; -1: none. */
static int64_t stem_number(Str path)
{
    Str stem = path_stem(path);
    ptrdiff_t dash = str_rfind_byte(stem, '-');
    return dash < 0 ? -1 : str_to_int(str_skip(stem, dash + 1), INT32_MAX);
}

enum { PAGES_TOGETHER = 64, BLOCKS_TOGETHER = 32 };

/* Pages of a year, its own and those of topics, some together. */
static void put_year_part(Buf *b, Str year, Str name)
{
    int64_t page = stem_number(name);
    buf_lit(b, "years-");
    buf_add(b, year);
    if (page >= PAGES_TOGETHER) {
        buf_byte(b, '-');
        buf_int(b, page / PAGES_TOGETHER * PAGES_TOGETHER);
    }
}

/* data/reports-17.json and sitemap-17.xml are of one block of reports. */
static bool is_of_block(Str path, int64_t *number)
{
    *number = stem_number(path);
    return *number >= 0 && (str_starts(path, S("data/reports-")) ||
                            str_starts(path, S("sitemap-")));
}

/* Outputs are put together that change together, and cut so that a new report
 * changes a few small parts however many there are: reports by province and
 * year, pages by province or year, what comes in blocks of reports by these,
 * the search index by segment. */
static Str part_name(const Entry *x, Str path, Arena *a)
{
    Buf b = buf_in(a);
    Str rest = path, folder = str_cut(&rest, S("/"));
    Str inner = rest, sub = str_cut(&inner, S("/"));
    bool topic = str_eq(folder, S("topics"));
    Str year = digits(topic                        ? inner
                      : str_eq(folder, S("years")) ? rest
                                                   : S(""),
                      4);
    int64_t block;
    if (x) {
        put_report_part(&b, &x->r);
    } else if (year.n) {
        put_year_part(&b, year, path);
    } else if (is_of_block(path, &block)) {
        buf_lit(&b, "blocks-");
        buf_int(&b, block / BLOCKS_TOGETHER * BLOCKS_TOGETHER);
    } else if (str_eq(folder, S("districts")) && digits(rest, 2).n) {
        buf_lit(&b, "districts-");
        buf_add(&b, digits(rest, 2));
    } else if (str_eq(folder, S("search")) && str_given(inner)) {
        buf_lit(&b, "search-");
        buf_add(&b, sub);
    } else {
        return S("site");
    }
    return buf_str(&b);
}

static Part *named_part(Parts *all, Str name, Arena *perm)
{
    Part *p = map_get(&all->by_name, name);
    if (p)
        return p;
    p = NEW(perm, Part);
    p->name = str_dup(perm, name);
    *map_slot(&all->by_name, p->name, perm) = p;
    p->next = all->first;
    all->first = p;
    all->n++;
    return p;
}

/* Most outputs are a report's, or follow one of the same folder of search/. */
static Part *part_of(Parts *all, Str path, Arena *perm, Arena scratch)
{
    if (all->last_folder.n && str_starts(path, all->last_folder))
        return all->last_part;
    const Entry *x = report_of(all, path);
    Part **known = x ? &all->of_entry[x - all->e->site->entries] : NULL;
    Part *p = known ? *known : NULL;
    if (p)
        return p;
    p = named_part(all, part_name(x, path, &scratch), perm);
    if (known) {
        *known = p;
    } else if (str_starts(p->name, S("search-")) &&
               !str_starts(path, S("search/text/"))) {
        all->last_folder = str_head(path, str_rfind_byte(path, '/') + 1);
        all->last_part = p;
    }
    return p;
}

static void add_line(Part *p, const Output *o, Arena scratch)
{
    Buf b = buf_in(&scratch);
    buf_add(&b, (Str){(const char *)o->sha.v, (ptrdiff_t)sizeof o->sha.v});
    buf_add(&b, o->path);
    Hash128 h = hash128(buf_str(&b));
    p->sum.lo += h.lo;
    p->sum.hi += h.hi;
    p->n++;
}

static Str part_path(const Part *p, Arena *a)
{
    return str_join3(a, CHECKSUMS_FOLDER, p->name, S(".txt"));
}

static Hash128 part_inputs(const Part *p)
{
    uint64_t all[] = {(uint64_t)p->n, p->sum.lo, p->sum.hi};
    return hash128((Str){(const char *)all, (ptrdiff_t)sizeof all});
}

static void find_parts(Parts *all, Arena *perm, Arena scratch)
{
    const Site *site = all->e->site;
    map_reserve(&all->entries, site->nentries, perm);
    all->of_entry = NEW_N(perm, Part *, site->nentries);
    for (ptrdiff_t i = 0; i < site->nentries; i++) {
        Entry *x = &site->entries[i];
        *map_slot(&all->entries, x->r.slug, perm) = x;
    }
    all->noutputs = publish_outputs(all->e->out, &all->outputs, perm);
    all->parts = NEW_N(perm, Part *, all->noutputs);
    for (ptrdiff_t i = 0; i < all->noutputs; i++) {
        all->parts[i] = part_of(all, all->outputs[i]->path, perm, scratch);
        add_line(all->parts[i], all->outputs[i], scratch);
    }
    for (Part *p = all->first; p; p = p->next) {
        Arena temp = scratch;
        p->stale =
            !publish_current(all->e->out, part_path(p, &temp), part_inputs(p));
        all->nstale += p->stale;
    }
}

typedef struct Line {
    Part *part;
    const Output *o;
} Line;

static int cmp_line(const void *a, const void *b)
{
    const Line *x = a, *y = b;
    int by_part = str_cmp(x->part->name, y->part->name);
    return by_part ? by_part : str_cmp(x->o->path, y->o->path);
}

static void put_part(const Parts *all, const Line *v, Arena a, Arena scratch)
{
    Buf b = buf_in(&a);
    for (ptrdiff_t i = 0; i < v->part->n; i++)
        checksum_put(&b, v[i].o->sha, v[i].o->path);
    Str path = part_path(v->part, &scratch);
    publish_put(all->e->out, path, part_inputs(v->part), buf_str(&b), scratch);
}

static void put_stale(const Parts *all, Arena a, Arena scratch)
{
    ptrdiff_t n = 0;
    for (const Part *p = all->first; p; p = p->next)
        n += p->stale ? p->n : 0;
    Line *v = NEW_N(&scratch, Line, n);
    n = 0;
    for (ptrdiff_t i = 0; i < all->noutputs; i++)
        if (all->parts[i]->stale)
            v[n++] = (Line){all->parts[i], all->outputs[i]};
    if (n)
        qsort(v, (size_t)n, sizeof *v, cmp_line);
    for (ptrdiff_t i = 0; i < n; i += v[i].part->n)
        put_part(all, &v[i], a, scratch);
}

static int cmp_part(const void *a, const void *b)
{
    return str_cmp((*(Part *const *)a)->name, (*(Part *const *)b)->name);
}

static void put_root(const Parts *all, Arena a, Arena scratch)
{
    Part **v = NEW_N(&scratch, Part *, all->n);
    int n = 0;
    for (Part *p = all->first; p; p = p->next)
        v[n++] = p;
    if (n)
        qsort(v, (size_t)n, sizeof *v, cmp_part);
    Buf b = buf_in(&a);
    for (int i = 0; i < n; i++) {
        Arena temp = scratch;
        const Output *o = publish_output(all->e->out, part_path(v[i], &temp));
        if (o) /* else it could not be written, which is said elsewhere */
            checksum_put(&b, o->sha, o->path);
    }
    Hash128 inputs = hash128(buf_str(&b));
    if (!publish_current(all->e->out, CHECKSUMS_ROOT, inputs))
        publish_put(all->e->out, CHECKSUMS_ROOT, inputs, buf_str(&b), scratch);
}

/* Not where an output failed: what is there is then no finished build's, and
 * the checksums of the last one tell so. */
void emit_checksums(Emit *e)
{
    Parts all = {.e = e};
    if (publish_failed(e->out))
        return;
    Arena a = e->workers[0];
    Arena out = arena_carve(&a, (a.end - a.beg) / 2);
    Arena scratch = arena_carve(&a, (a.end - a.beg) / 2);
    find_parts(&all, &a, scratch);
    if (all.nstale)
        put_stale(&all, out, scratch);
    put_root(&all, out, scratch);
}
