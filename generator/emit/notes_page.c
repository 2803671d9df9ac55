#include "emit/notes_page.h"

#include "emit/listing.h"
#include "model/url.h"
#include "text/utf8.h"

#include <errno.h>

enum {
    LARGEST_LEDGER = 64 << 20,
    MOST_GROUPS = 64,    /* rules; a foreign ledger may have any number */
    MOST_LINES = 200,    /* of removed lines of one rule */
    MOST_EXAMPLES = 24,  /* of repairs by one rule */
    SHOWN_CHARS = 400,   /* of a removed line */
    EXAMPLE_CHARS = 120, /* of a repair */
    TITLE_CHARS = 160
};

#define LEDGER_FOLDER S("content/ledger/")

static Str ledger_name(Str slug, Arena *a)
{
    return str_join3(a, LEDGER_FOLDER, slug, S(".json"));
}

/* Of the file in the list, which is sorted; kind FS_NONE where it is not there.
 */
static FsStat ledger_stat(const FsList *l, Str file)
{
    ptrdiff_t lo = 0, hi = l->n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (str_cmp(l->v[mid].path, file) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    bool found = lo < l->n && str_eq(l->v[lo].path, file);
    return found ? l->v[lo].st : (FsStat){0};
}

void notes_look(const Emit *e, Entry *x, Arena scratch, Diags *d)
{
    Str text, name = ledger_name(x->r.slug, &scratch);
    Str path = str_join3(&scratch, e->site->dir, S("/"), name);
    Provenance p;
    FsStat st = ledger_stat(&e->ledgers, str_skip(name, LEDGER_FOLDER.n));
    if (x->recalled && fs_stat_same(&st, &x->notes.st))
        return;
    x->notes = (Notes){.st = st, .fresh = true};
    if (st.kind == FS_OTHER && st.size < 0) {
        x->notes.st = (FsStat){0};
        DIAG1(d, OPEN, name, 0, fs_reason((int)-st.size));
        return;
    }
    if (st.kind != FS_FILE)
        return;
    if (!fs_read(path, LARGEST_LEDGER, false, &scratch, &text, &x->notes.st)) {
        x->notes.st = (FsStat){0}; /* to be said again */
        DIAG1(d, OPEN, name, 0, fs_reason(errno));
    } else if (!provenance_read(text, &scratch, &p)) {
        x->notes.st = (FsStat){0};
        DIAG0(d, BAD_LEDGER, name, 0);
    } else {
        x->notes.hash = hash128(text);
        x->notes.there = true;
    }
}

Hash128 notes_page_inputs(const Emit *e, int32_t entry, Arena scratch)
{
    const Notes *n = &e->site->entries[entry].notes;
    Buf in = inputs_begin(e, &scratch);
    inputs_str(&in, S("notes"));
    inputs_entry(&in, e, entry);
    inputs_str(&in, (Str){(const char *)&n->hash, sizeof n->hash});
    return inputs_end(&in);
}

/* --- values ----------------------------------------------------------------
 */

typedef struct NotesFill {
    const Emit *e;
    const PageJob *job;
    const Report *r;
    const Provenance *p;
    Val *root;
    Arena *a;
} NotesFill;

static Str say(const NotesFill *f, Str key)
{
    return page_text(f->e, f->a, key, (Str){0}, (Str){0});
}

/* A rule in words; one of another program by its id. */
static Str rule_text(const NotesFill *f, Str rule)
{
    Str key = str_concat(f->a, S("ledger."), rule);
    Str text = lang_text(f->e->site->lang, key);
    return str_eq(text, key) ? rule : text;
}

static Str field_label(const NotesFill *f, FieldId id)
{
    return say(f, str_concat(f->a, S("field_"), field_name(id)));
}

static Str field_value(const NotesFill *f, const Report *r, FieldId id)
{
    Buf b = buf_in(f->a);
    if (id != FIELD_TOPICS)
        return report_field_text(r, id, f->a);
    for (ptrdiff_t i = 0; i < r->topics.n; i++) {
        buf_add(&b, i ? S("、") : S(""));
        buf_add(&b, r->topics.v[i]);
    }
    return buf_str(&b);
}

/* What white space and controls look like where they are the matter. */
static void put_visible(Buf *b, Rune r)
{
    static const struct {
        Rune r;
        const char *shown;
    } signs[] = {{' ', "␣"},    {'\n', "⏎"},      {'\t', "⇥"},
                 {0x3000, "□"}, {0xA0, "[nbsp]"}, {0xFEFF, "[BOM]"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].r == r) {
            buf_add(b, str_of(signs[i].shown));
            return;
        }
    if (r >= 0x20 && r != 0x7F && !rune_is_space(r) && r != 0x200B) {
        utf8_put(b, r);
        return;
    }
    unsigned char bytes[] = {(unsigned char)(r >> 8), (unsigned char)r};
    buf_lit(b, "[U+");
    buf_hex(b, bytes, 2);
    buf_byte(b, ']');
}

/* `spaces`: white space is shown by signs. */
static Str shown_text(const NotesFill *f, Str s, int most, bool spaces)
{
    Buf b = buf_in(f->a);
    const char *p = s.s, *end = s.s + s.n;
    int n = 0;
    if (!spaces)
        return text_cut(f->a, str_trim(s), most);
    while (p < end && n++ < most)
        put_visible(&b, utf8_next(&p, end));
    if (p < end)
        buf_lit(&b, "…");
    return buf_str(&b);
}

static void put_fact(const NotesFill *f, Val *list, Str key, Str value)
{
    if (!value.n)
        return;
    Val *v = val_item(list, f->a);
    val_str(v, f->a, S("label"), say(f, key));
    val_str(v, f->a, S("value"), value);
    val_int(v, f->a, S("code"), str_eq(key, S("notes_sha256")));
}

static void put_facts(const NotesFill *f, const Report *base)
{
    Val *list = val_list(f->root, f->a, S("facts"));
    Buf date = buf_in(f->a);
    if (base->published)
        put_date_text(&date, f->e, base->published);
    put_fact(f, list, S("notes_source"), f->p->source);
    put_fact(f, list, S("notes_sha256"), f->p->source_sha256);
    put_fact(f, list, S("notes_encoding"), f->p->encoding);
    put_fact(f, list, S("notes_url"), f->p->url);
    put_fact(f, list, S("notes_published"), buf_str(&date));
    if (f->p->lost_bytes)
        put_fact(f, list, S("notes_lost"), page_number(f->a, f->p->lost_bytes));
}

/* --- fields ----------------------------------------------------------------
 */

static void put_field(const NotesFill *f, Val *list, FieldId id, Str how,
                      Str now, Str was)
{
    Val *v = val_item(list, f->a);
    val_str(v, f->a, S("label"), field_label(f, id));
    val_str(v, f->a, S("how"), say(f, how));
    val_str(v, f->a, S("now"), text_cut(f->a, now, SHOWN_CHARS));
    if (was.n)
        val_str(v, f->a, S("was"), text_cut(f->a, was, SHOWN_CHARS));
}

/* Those that are not simply as the source has them. */
static void put_fields(const NotesFill *f, const Report *base)
{
    const uint32_t silent = 1u << FIELD_ID | 1u << FIELD_INFERRED |
                            1u << FIELD_SOURCE | 1u << FIELD_SOURCE_SHA256;
    Val *list = val_list(f->root, f->a, S("fields"));
    for (FieldId id = 0; id < FIELD_COUNT; id++) {
        Str now = field_value(f, f->r, id);
        if (silent >> id & 1)
            continue;
        if (base && !report_field_eq(base, f->r, id))
            put_field(f, list, id, S("notes_by_hand"), now,
                      field_value(f, base, id));
        else if (f->p->overridden >> id & 1)
            put_field(f, list, id, S("notes_overridden"), now, (Str){0});
        else if (f->r->inferred >> id & 1)
            put_field(f, list, id, S("notes_inferred"), now, (Str){0});
        else if (base && base->inferred >> id & 1)
            put_field(f, list, id, S("notes_confirmed"), now, (Str){0});
    }
}

/* --- what was removed and repaired -----------------------------------------
 */

typedef struct Group {
    Str rule;
    int64_t count;
    int shown;
    Val *v, *items;
} Group;

typedef struct Groups {
    const NotesFill *f;
    Val *list;
    Group v[MOST_GROUPS];
    int n;
    int64_t count;
} Groups;

static Group *group_of(Groups *g, Str rule)
{
    for (int i = 0; i < g->n; i++)
        if (str_eq(g->v[i].rule, rule))
            return &g->v[i];
    if (g->n == MOST_GROUPS)
        return &g->v[MOST_GROUPS - 1];
    Group *x = &g->v[g->n++];
    *x = (Group){.rule = rule, .v = val_item(g->list, g->f->a)};
    val_str(x->v, g->f->a, S("rule"), rule_text(g->f, rule));
    x->items = val_list(x->v, g->f->a, S("items"));
    return x;
}

static void add_count(Groups *g, Group *x, int64_t n)
{
    x->count += n;
    g->count += n;
}

/* The counts, and how many of a group are not shown. */
static void close_groups(Groups *g, Str total, bool places)
{
    Arena *a = g->f->a;
    for (int i = 0; i < g->n; i++) {
        Group *x = &g->v[i];
        val_int(x->v, a, S("count"), x->count);
        if (!places && x->count > x->shown)
            val_str(x->v, a, S("more"),
                    page_text(g->f->e, a, S("notes_more"),
                              page_number(a, x->count - x->shown), (Str){0}));
    }
    if (g->count)
        val_int(g->f->root, a, total, g->count);
}

static void put_place(const NotesFill *f, Val *v, int line, bool first)
{
    if (line)
        val_str(v, f->a, S("line"),
                page_text(f->e, f->a, first ? S("notes_from") : S("notes_line"),
                          page_number(f->a, line), (Str){0}));
}

static void put_removed(const NotesFill *f)
{
    Groups *g = NEW(f->a, Groups);
    *g = (Groups){.f = f, .list = val_list(f->root, f->a, S("removed"))};
    for (int i = 0; i < f->p->nremoved; i++) {
        const RemovedLine *r = &f->p->removed[i];
        Str text = shown_text(f, r->text, SHOWN_CHARS, false);
        if (!text.n)
            continue;
        Group *x = group_of(g, r->rule);
        add_count(g, x, 1);
        if (x->shown == MOST_LINES)
            continue;
        x->shown++;
        Val *v = val_item(x->items, f->a);
        val_str(v, f->a, S("text"), text);
        put_place(f, v, r->line, false);
    }
    close_groups(g, S("removed_count"), false);
}

static void put_repaired(const NotesFill *f)
{
    Groups *g = NEW(f->a, Groups);
    *g = (Groups){.f = f, .list = val_list(f->root, f->a, S("repaired"))};
    for (int i = 0; i < f->p->nrepaired; i++) {
        const Repair *r = &f->p->repaired[i];
        Group *x = group_of(g, r->rule);
        add_count(g, x, r->count);
        if (x->shown == MOST_EXAMPLES)
            continue;
        x->shown++;
        Val *v = val_item(x->items, f->a);
        val_str(v, f->a, S("was"), shown_text(f, r->was, EXAMPLE_CHARS, true));
        val_str(v, f->a, S("now"), shown_text(f, r->now, EXAMPLE_CHARS, true));
        if (r->count > 1)
            val_int(v, f->a, S("times"), r->count);
        put_place(f, v, r->line, r->count > 1);
    }
    close_groups(g, S("repaired_count"), true);
}

/* --- the page --------------------------------------------------------------
 */

bool notes_read(const Emit *e, NotesPage *page, Arena *a, Diags *d)
{
    Str text, name = ledger_name(e->site->entries[page->entry].r.slug, a);
    Str path = str_join3(a, e->site->dir, S("/"), name);
    page->ledger = (Provenance){0};
    if (!fs_read(path, LARGEST_LEDGER, false, a, &text, NULL)) {
        DIAG1(d, OPEN, name, 0, fs_reason(errno));
        return false;
    }
    provenance_read(text, a, &page->ledger);
    return true;
}

void fill_notes_page(const Emit *e, const PageJob *job, Val *root, Arena *a)
{
    const NotesPage *page = job->data;
    const Report *r = &e->site->entries[page->entry].r;
    Provenance p = page->ledger;
    Report base;
    NotesFill f = {.e = e, .job = job, .r = r, .p = &p, .root = root, .a = a};
    bool known = provenance_base(&p, r->slug, a, &base);
    bool edited = !provenance_wrote(&p, sha256_hex(a, page->file));
    Str title = text_cut(a, r->title, TITLE_CHARS);
    page_title(e, root, a, page_text(e, a, S("notes_title"), title, (Str){0}),
               say(&f, S("notes_intro")));
    val_str(root, a, S("title"), r->title);
    val_str(root, a, S("report_url"),
            url_relative(a, job->path, url_report(a, r->slug)));
    val_str(root, a, S("state"),
            say(&f, edited ? S("notes_edited") : S("notes_untouched")));
    put_facts(&f, known ? &base : r);
    put_fields(&f, known ? &base : NULL);
    put_removed(&f);
    put_repaired(&f);
    if (p.incomplete)
        val_str(root, a, S("incomplete"), say(&f, S("notes_incomplete")));
}
