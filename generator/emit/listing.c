#include "emit/listing.h"

#include "model/url.h"
#include "text/utf8.h"

enum {
    MOST_ENTRIES = 132, /* page 1 has 200 at most */
    TITLE_CHARS = 120,  /* of a title in a list */
    KIND_CHARS = 24     /* of a kind; import's own are shorter */
};

static Slice *slice_all(const int32_t *weight, int n, ListLimits most, Arena *a,
                        int *count)
{
    Slice *v = NEW_N(a, Slice, n + 1);
    int64_t bytes = 0;
    *count = 0;
    for (int i = 0; i < n; i++) {
        Slice *s = &v[*count ? *count - 1 : 0];
        if (!*count || s->n == most.entries || bytes + weight[i] > most.bytes) {
            s = &v[(*count)++];
            s->first = i;
            bytes = 0;
        }
        s->n++;
        bytes += weight[i];
    }
    return v;
}

static bool is_small(const int32_t *weight, Slice s, ListLimits most)
{
    int64_t bytes = 0;
    for (int i = 0; i < s.n; i++)
        bytes += weight[s.first + i];
    return s.n <= most.entries / 2 && bytes <= most.bytes / 2;
}

int list_cut(const int32_t *weight, int n, ListLimits most, Arena *perm,
             Slice **out)
{
    int count;
    if (most.entries > MOST_ENTRIES)
        most.entries = MOST_ENTRIES;
    Slice *v = slice_all(weight, n, most, perm, &count);
    if (count > 1 && is_small(weight, v[count - 1], most)) {
        v[count - 2].n += v[count - 1].n;
        count--;
    }
    if (count == 0)
        count = 1; /* an empty page */
    Slice newest = v[count - 1];
    memmove(v + 1, v, (size_t)(count - 1) * sizeof *v);
    v[0] = newest;
    *out = v;
    return count;
}

int32_t entry_weight(const Emit *e, int32_t entry)
{
    enum { FRAME = 900, TOPIC = 110, TITLE_BYTES = TITLE_CHARS * 4 };
    const Entry *x = &e->site->entries[entry];
    ptrdiff_t title = x->r.title.n < TITLE_BYTES ? x->r.title.n : TITLE_BYTES;
    ptrdiff_t place = x->r.district.n + x->r.street.n;
    int32_t w = FRAME + (int32_t)title + (int32_t)x->r.slug.n;
    w += (int32_t)(place < TITLE_BYTES ? place : TITLE_BYTES);
    if (x->digest)
        w += (int32_t)x->digest->excerpt.n + TOPIC * x->digest->topics.nuses;
    return w;
}

/* --- pager ------------------------------------------------------------------
 */

/* Page 1 is the newest, then pages, pages - 1, ... 2. */
static int page_older(int page, int pages)
{
    return page == 1 ? (pages > 1 ? pages : 0) : page > 2 ? page - 1 : 0;
}

static int page_newer(int page, int pages)
{
    return page == 1 ? 0 : page < pages ? page + 1 : 1;
}

void val_pager(Val *root, Arena *a, Str from, int page, int pages,
               PagePath *path_of, const void *ctx)
{
    static const Str names[] = {STR_INIT("older_url"), STR_INIT("newer_url"),
                                STR_INIT("newest_url")};
    int to[] = {page_older(page, pages), page_newer(page, pages), page != 1};
    if (pages < 2)
        return;
    Val *pager = val_object(a);
    for (int i = 0; i < 3; i++)
        if (to[i])
            val_str(pager, a, names[i],
                    url_relative(a, from, path_of(ctx, to[i], a)));
    val_obj(root, a, S("pager"), pager);
}

void inputs_pager(Buf *in, int page, int pages)
{
    inputs_int(in, page);
    inputs_int(in, page_older(page, pages));
    inputs_int(in, page_newer(page, pages));
}

/* --- an entry ---------------------------------------------------------------
 */

Str text_cut(Arena *a, Str s, int n)
{
    Str head = utf8_head(s, n);
    return head.n < s.n ? str_concat(a, head, S("…")) : s;
}

Str years_text(Arena *a, YearSpan y)
{
    Buf b = buf_in(a);
    if (!years_given(y))
        return (Str){0};
    buf_int(&b, y.first);
    if (y.last != y.first) {
        buf_lit(&b, "–");
        buf_int(&b, y.last);
    }
    return buf_str(&b);
}

void val_topics(const Emit *e, Val *item, Arena *a, Str from,
                const TopicFinding *found)
{
    Val *list = val_list(item, a, S("topics"));
    for (int i = 0; i < found->nuses; i++) {
        const TopicUse *use = &found->uses[i];
        const Topic *t = &e->site->conf.topics[use->topic];
        Val *v = val_item(list, a);
        val_str(v, a, S("name"), t->name);
        val_str(v, a, S("slug"), t->slug);
        val_str(v, a, S("url"),
                url_relative(a, from, url_topic(a, t->slug, 0, 1)));
        val_int(v, a, S("count"), use->passages);
        val_int(v, a, S("by_hand"), use->by_hand);
    }
}

static Str given(Str s) /* an empty text is none */
{
    return s.n ? s : (Str){0};
}

void put_date_text(Buf *b, const Emit *e, Date d)
{
    if (str_starts(e->site->lang->tag, S("zh")))
        date_put_zh(b, d);
    else
        date_put_iso(b, d);
}

static void put_dates(const Emit *e, Val *item, Arena *a, Date d)
{
    Buf iso = buf_in(a);
    date_put_iso(&iso, d);
    val_str(item, a, S("published"), given(buf_str(&iso)));
    Buf text = buf_in(a);
    put_date_text(&text, e, d);
    val_str(item, a, S("published_text"), given(buf_str(&text)));
}

/* District and street, or of a report of no district what encloses it. */
static Str place_of(const Report *r, Arena *a)
{
    Str place = str_concat(a, r->district, r->street);
    return place.n ? place : r->city.n ? r->city : r->province;
}

void val_entry_front(const Emit *e, Val *item, Arena *a, Str from,
                     int32_t entry)
{
    const Report *r = &e->site->entries[entry].r;
    val_str(item, a, S("slug"), r->slug);
    val_str(item, a, S("title"), text_cut(a, r->title, TITLE_CHARS));
    val_str(item, a, S("url"), url_relative(a, from, url_report(a, r->slug)));
    val_str(item, a, S("place"), given(place_of(r, a)));
    val_str(item, a, S("province"), given(r->province));
    val_str(item, a, S("city"), given(r->city));
    val_str(item, a, S("district"), given(r->district));
    val_str(item, a, S("street"), given(r->street));
    val_str(item, a, S("report_kind"), text_cut(a, given(r->kind), KIND_CHARS));
    put_dates(e, item, a, r->published);
    val_int(item, a, S("year"), report_year(r));
    val_str(item, a, S("summary_years"), years_text(a, r->summary));
    val_str(item, a, S("plan_years"), years_text(a, r->plan));
    static const Str absent[] = {STR_INIT("excerpt"), STR_INIT("chars"),
                                 STR_INIT("topics"), STR_INIT("passages"),
                                 STR_INIT("more")};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        val_str(item, a, absent[i], (Str){0});
}

void val_entry(const Emit *e, Val *item, Arena *a, Str from, int32_t entry)
{
    static const TopicFinding nothing = {0};
    const Digest *d = e->site->entries[entry].digest;
    val_str(item, a, S("excerpt"), d ? given(d->excerpt) : (Str){0});
    val_int(item, a, S("chars"), d ? d->chars : 0);
    val_topics(e, item, a, from, d ? &d->topics : &nothing);
    val_entry_front(e, item, a, from, entry);
}

/* --- districts --------------------------------------------------------------
 */

static bool has_several_cities(const Taxonomy *t)
{
    const District *first = NULL;
    for (int i = 0; i < t->ndistricts; i++) {
        const District *d = &t->districts[i];
        if (!d->name.n)
            continue;
        if (first && (!str_eq(d->city, first->city) ||
                      !str_eq(d->province, first->province)))
            return true;
        first = d;
    }
    return false;
}

void inputs_labels(Buf *in, const Emit *e)
{
    inputs_int(in, has_several_cities(e->tax));
}

void inputs_entry_of_district(Buf *in, const Emit *e, int32_t entry)
{
    const District *d = &e->tax->districts[e->tax->district_of[entry]];
    inputs_entry(in, e, entry);
    inputs_hash(in, d->self);
}

Str district_label(const Emit *e, const District *d, Arena *a)
{
    Str place = d->city.n ? d->city : d->province;
    if (d->name.n)
        return has_several_cities(e->tax) ? str_concat(a, d->city, d->name)
                                          : d->name;
    return place.n ? place
                   : page_text(e, a, S("unknown_district"), (Str){0}, (Str){0});
}

void val_district(const Emit *e, Val *item, Arena *a, Str from,
                  const District *d)
{
    val_str(item, a, S("name"), district_label(e, d, a));
    val_str(item, a, S("url"),
            url_relative(a, from, url_district(a, d->code, 1)));
}

static int64_t number_of(const Val *item, Str name)
{
    for (const Val *v = item->child; v; v = v->next)
        if (v->kind == VAL_INT && str_eq(v->name, name))
            return v->num;
    return 0;
}

void val_shares(Val *list, Arena *a, Str of)
{
    enum { LONGEST = 20 };
    int64_t largest = 1;
    for (const Val *v = list->child; v; v = v->next) {
        int64_t n = number_of(v, of);
        largest = n > largest ? n : largest;
    }
    for (Val *v = list->child; v; v = v->next)
        val_int(v, a, S("share"),
                (number_of(v, of) * LONGEST + largest - 1) / largest);
}
