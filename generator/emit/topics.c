/* topics/index.html, topics/SLUG.html: the passages that are about a topic. A
 * topic that one page cannot hold gets an overview and lists by year:
 * topics/SLUG/YYYY.html, topics/SLUG/YYYY-2.html ... */
#include "emit/digest.h"
#include "emit/passage_html.h"
#include "emit/passages.h"
#include "emit/year_list.h"
#include "model/url.h"

#include <stdlib.h>

enum {
    NEWEST = 20,         /* entries on an overview */
    NEWEST_ON_INDEX = 3, /* entries of each topic on the index */
    WORDS_ON_INDEX = 12,
    MOST_WORDS = 200, /* keywords shown on a topic's page */
    HEADING_CHARS = 60,
    PASSAGE_FRAME = 500, /* bytes of HTML about a passage */
    WHOLE_BYTES = 150 << 10
};

/* A topic's reports of one year: part of its list, in order of accession. */
typedef struct Group {
    int year; /* 0: none known */
    RefList refs;
    int passages;
} Group;

typedef struct Subject {
    const TopicTerm *term;
    const Topic *topic;
    int index;
    Group *groups; /* newest year first */
    int ngroups;
    RefList newest; /* the latest additions, oldest first */
    bool whole;     /* one page holds all */
} Subject;

typedef struct TopicPage {
    const Subject *s;
    const Group *group; /* NULL: the topic's own page */
    Slice of;
    int page, pages;
} TopicPage;

/* --- passages
 * -------------------------------------------------------------------- */

static const TopicUse *use_of(const Emit *e, int32_t ref, int topic)
{
    const Digest *d = e->site->entries[ref].digest;
    for (int i = 0; d && i < d->topics.nuses; i++)
        if (d->topics.uses[i].topic == topic)
            return &d->topics.uses[i];
    return NULL;
}

static void put_passage(Val *list, Arena *a, Str report, const Passage *p)
{
    Val *v = val_item(list, a);
    val_html(v, a, S("html"), passage_html(p, a));
    val_str(v, a, S("url"), url_fragment(a, report, p->block_id));
    bool headed = p->heading.n > 0;
    val_str(v, a, S("heading"),
            headed ? text_cut(a, p->heading, HEADING_CHARS) : (Str){0});
    val_str(v, a, S("heading_url"),
            headed ? url_fragment(a, report, p->heading_id) : (Str){0});
}

/* An entry with its passages about the topic. What is set before val_entry is
 * found before what val_entry sets. */
static void put_passages(const Emit *e, Val *entries, Arena *a, Str from,
                         int topic, int32_t ref)
{
    const Entry *x = &e->site->entries[ref];
    TopicFinding found = passages_of(e, ref, a);
    const TopicUse *use = use_of(e, ref, topic);
    Str report = url_relative(a, from, url_report(a, x->r.slug));
    Val *v = val_item(entries, a);
    Val *list = val_list(v, a, S("passages"));
    int shown = 0;
    for (int i = 0; i < found.npassages; i++)
        if (found.passages[i].topic == topic) {
            put_passage(list, a, report, &found.passages[i]);
            shown++;
        }
    val_int(v, a, S("more"), use ? use->passages - shown : 0);
    val_str(v, a, S("excerpt"), (Str){0}); /* the passages stand for it */
    val_entry(e, v, a, from, ref);
}

static int32_t passages_weight(const Emit *e, int topic, int32_t ref)
{
    const TopicUse *use = use_of(e, ref, topic);
    if (!use)
        return entry_weight(e, ref);
    int shown =
        use->passages < PASSAGES_PER_TOPIC ? use->passages : PASSAGES_PER_TOPIC;
    return entry_weight(e, ref) + use->bytes + shown * PASSAGE_FRAME;
}

/* --- the list of a topic, by year
 * ------------------------------------------------- */

/* The term's list is by year already: its runs, turned round to be in order
 * of accession. */
static void make_groups(const Emit *e, Subject *s)
{
    RefList all = s->term->reports;
    s->groups = NEW_N(e->perm, Group, all.n);
    for (int i = 0; i < all.n; i++) {
        int year = report_year(&e->site->entries[all.v[i]].r);
        if (!s->ngroups || s->groups[s->ngroups - 1].year != year)
            s->groups[s->ngroups++] =
                (Group){.year = year, .refs = {all.v + i, 0}};
        Group *g = &s->groups[s->ngroups - 1];
        const TopicUse *use = use_of(e, all.v[i], s->index);
        g->refs.n++;
        g->passages += use ? use->passages : 0;
    }
    for (int i = 0; i < s->ngroups; i++) {
        Group *g = &s->groups[i];
        int32_t *v = NEW_N(e->perm, int32_t, g->refs.n);
        for (int k = 0; k < g->refs.n; k++)
            v[k] = g->refs.v[g->refs.n - 1 - k];
        g->refs.v = v;
    }
}

/* The latest additions: a small list that a later one pushes the first one
 * out of. */
static RefList newest_refs(RefList all, int most, Arena *perm)
{
    RefList out = {NEW_N(perm, int32_t, most), 0};
    for (int i = 0; i < all.n; i++) {
        int32_t ref = all.v[i];
        bool full = out.n == most;
        if (full && ref < out.v[0])
            continue;
        if (full)
            memmove(out.v, out.v + 1, (size_t)(most - 1) * sizeof *out.v);
        int k = full ? most - 1 : out.n++;
        for (; k > 0 && out.v[k - 1] > ref; k--)
            out.v[k] = out.v[k - 1];
        out.v[k] = ref;
    }
    return out;
}

static Subject make_subject(const Emit *e, int index)
{
    Subject s = {.term = &e->tax->topics[index],
                 .topic = &e->site->conf.topics[index],
                 .index = index};
    RefList all = s.term->reports;
    int64_t bytes = 0;
    make_groups(e, &s);
    s.newest = newest_refs(all, NEWEST, e->perm);
    for (int i = 0; i < all.n && bytes <= WHOLE_BYTES; i++)
        bytes += passages_weight(e, index, all.v[i]);
    s.whole = all.n <= e->site->conf.per_page && bytes <= WHOLE_BYTES;
    return s;
}

/* --- a topic's pages
 * ---------------------------------------------------------------- */

static void put_words(Val *root, Arena *a, const Topic *t, int most)
{
    Val *words = val_list(root, a, S("keywords"));
    Val *out = val_list(root, a, S("exclusions"));
    int shown = 0;
    for (int weight = 9; weight >= 0; weight--)
        for (int i = 0; i < t->nkeywords && shown < most; i++) {
            if (t->keywords[i].weight != weight)
                continue;
            Val *v = val_item(weight ? words : out, a);
            val_str(v, a, S("word"), t->keywords[i].text);
            val_int(v, a, S("weight"), weight);
            shown++;
        }
}

static Str year_label(const Emit *e, int year, Arena *a)
{
    return year ? page_text(e, a, S("year_title"), page_number(a, year),
                            (Str){0})
                : page_text(e, a, S("no_year"), (Str){0}, (Str){0});
}

/* The pages of a year, 0: of no known year. */
static Str group_path(const Topic *t, int year, int page, Arena *a)
{
    return url_topic(a, t->slug, year ? year : -1, page);
}

static Str topic_page_path(const void *ctx, int page, Arena *a)
{
    const TopicPage *p = ctx;
    return group_path(p->s->topic, p->group->year, page, a);
}

/* The anchor of a year on the topic's own page. */
static Str group_id(int year, Arena *a)
{
    return year ? str_concat(a, S("y"), page_number(a, year)) : S("y-none");
}

/* refs are in order of accession; the newest are shown first. */
static void put_group(const Emit *e, const Subject *s, Val *groups, Arena *a,
                      Str from, Str label, Str id, const int32_t *refs, int n)
{
    Val *g = val_item(groups, a);
    val_str(g, a, S("year_text"), label);
    val_str(g, a, S("id"), id);
    Val *entries = val_list(g, a, S("entries"));
    for (int i = n; i-- > 0;)
        put_passages(e, entries, a, from, s->index, refs[i]);
}

static void put_overview(const Emit *e, const Subject *s, Val *root, Arena *a,
                         Str from)
{
    Val *years = val_list(root, a, S("years"));
    for (int i = 0; i < s->ngroups; i++) {
        const Group *g = &s->groups[i];
        Val *v = val_item(years, a);
        Str path = group_path(s->topic, g->year, 1, a);
        Str url = s->whole ? str_concat(a, S("#"), group_id(g->year, a))
                           : url_relative(a, from, path);
        val_int(v, a, S("year"), g->year);
        val_str(v, a, S("year_text"), year_label(e, g->year, a));
        val_str(v, a, S("url"), url);
        val_int(v, a, S("reports"), g->refs.n);
        val_int(v, a, S("passages"), g->passages);
    }
    val_shares(years, a, S("passages"));
    val_district_counts(e, root, a, from, s->term->reports);
}

static void put_own_page(const Emit *e, const Subject *s, Val *root, Arena *a,
                         Str from)
{
    val_int(root, a, S("reports"), s->term->reports.n);
    val_int(root, a, S("passages"), s->term->npassages);
    val_int(root, a, S("overview"), !s->whole);
    put_words(root, a, s->topic, MOST_WORDS);
    put_overview(e, s, root, a, from);
    Val *groups = val_list(root, a, S("groups"));
    if (!s->whole)
        put_group(e, s, groups, a, from, (Str){0}, (Str){0}, s->newest.v,
                  s->newest.n);
    for (int i = 0; i < s->ngroups && s->whole; i++) {
        const Group *g = &s->groups[i];
        put_group(e, s, groups, a, from, year_label(e, g->year, a),
                  group_id(g->year, a), g->refs.v, g->refs.n);
    }
}

static void fill_topic(const Emit *e, const PageJob *job, Val *root, Arena *a)
{
    const TopicPage *p = job->data;
    const Topic *t = p->s->topic;
    Str heading = t->name;
    if (p->group)
        heading = page_text(e, a, S("topic_year_title"), t->name,
                            year_label(e, p->group->year, a));
    page_title(e, root, a, heading,
               page_text(e, a, S("topic_description"), t->name, (Str){0}));
    val_str(root, a, S("name"), t->name);
    val_str(root, a, S("slug"), t->slug);
    Val *within = val_list(root, a, S("within"));
    page_within(within, a, S("topic"), t->slug);
    if (p->group && p->group->year)
        page_within(within, a, S("year"), page_number(a, p->group->year));
    if (!p->group) {
        put_own_page(e, p->s, root, a, job->path);
        return;
    }
    val_int(root, a, S("year"), p->group->year);
    val_str(root, a, S("topic_url"),
            url_relative(a, job->path, url_topic(a, t->slug, 0, 1)));
    put_group(e, p->s, val_list(root, a, S("groups")), a, job->path,
              year_label(e, p->group->year, a), (Str){0},
              p->group->refs.v + p->of.first, p->of.n);
    val_pager(root, a, job->path, p->page, p->pages, topic_page_path, p);
}

static Hash128 topic_inputs(const Emit *e, const TopicPage *p)
{
    Arena scratch = e->workers[0];
    Buf in = inputs_begin(e, &scratch);
    const Subject *s = p->s;
    RefList all = s->term->reports;
    inputs_int(&in, s->index);
    if (p->group) {
        inputs_int(&in, p->group->year);
        inputs_pager(&in, p->page, p->pages);
        for (int i = p->of.first; i < p->of.first + p->of.n; i++)
            inputs_entry(&in, e, p->group->refs.v[i]);
        return inputs_end(&in);
    }
    inputs_int(&in, s->whole);
    inputs_labels(&in, e);
    for (int i = 0; i < all.n; i++)
        inputs_entry_of_district(&in, e, all.v[i]);
    return inputs_end(&in);
}

static PageJob topic_job(const Emit *e, TopicPage page, Str path)
{
    TopicPage *p = NEW(e->perm, TopicPage);
    *p = page;
    return (PageJob){path, S("topic"), topic_inputs(e, p), p};
}

static void add_group(const Emit *e, const Subject *s, const Group *g,
                      PageJob *v, int *n)
{
    Slice *cut;
    int32_t *weight = NEW_N(e->perm, int32_t, g->refs.n);
    for (int i = 0; i < g->refs.n; i++)
        weight[i] = passages_weight(e, s->index, g->refs.v[i]);
    ListLimits most = {e->site->conf.per_page, PASSAGE_BYTES};
    int pages = list_cut(weight, g->refs.n, most, e->perm, &cut);
    for (int k = 0; k < pages; k++) {
        TopicPage p = {s, g, cut[k], k + 1, pages};
        v[(*n)++] =
            topic_job(e, p, group_path(s->topic, g->year, k + 1, e->perm));
    }
}

static void run_topic(Emit *e, const Subject *s)
{
    PageJob *v = NEW_N(e->perm, PageJob, s->term->reports.n + 1);
    int n = 0;
    v[n++] = topic_job(e, (TopicPage){.s = s},
                       url_topic(e->perm, s->topic->slug, 0, 1));
    for (int i = 0; i < s->ngroups && !s->whole; i++)
        add_group(e, s, &s->groups[i], v, &n);
    pages_run(e, v, n, fill_topic);
}

/* --- the index
 * ---------------------------------------------------------------------- */

static void fill_index(const Emit *e, const PageJob *job, Val *root, Arena *a)
{
    const Subject *v = job->data;
    page_title(e, root, a, page_text(e, a, S("topics"), (Str){0}, (Str){0}),
               (Str){0});
    Val *list = val_list(root, a, S("topics"));
    for (int i = 0; i < e->site->conf.ntopics; i++) {
        const Subject *s = &v[i];
        Val *t = val_item(list, a);
        Str path = url_topic(a, s->topic->slug, 0, 1);
        val_str(t, a, S("name"), s->topic->name);
        val_str(t, a, S("slug"), s->topic->slug);
        val_str(t, a, S("url"), url_relative(a, job->path, path));
        val_int(t, a, S("reports"), s->term->reports.n);
        val_int(t, a, S("passages"), s->term->npassages);
        put_words(t, a, s->topic, WORDS_ON_INDEX);
        Val *newest = val_list(t, a, S("newest"));
        for (int k = 0; k < s->newest.n && k < NEWEST_ON_INDEX; k++) {
            Val *item = val_item(newest, a);
            int32_t ref = s->newest.v[s->newest.n - 1 - k];
            val_glimpse(e, item, a, job->path, i, ref);
            val_entry(e, item, a, job->path, ref);
        }
    }
}

static void run_index(Emit *e, const Subject *v)
{
    Arena scratch = e->workers[0];
    Buf in = inputs_begin(e, &scratch);
    for (int i = 0; i < e->site->conf.ntopics; i++) {
        inputs_int(&in, v[i].term->reports.n);
        inputs_int(&in, v[i].term->npassages);
        for (int k = 0; k < v[i].newest.n; k++)
            inputs_entry(&in, e, v[i].newest.v[k]);
    }
    PageJob job = {S("topics/index.html"), S("topics"), inputs_end(&in), v};
    pages_run(e, &job, 1, fill_index);
}

void emit_topics(Emit *e)
{
    int n = e->site->conf.ntopics;
    Subject *v = NEW_N(e->perm, Subject, n);
    for (int i = 0; i < n; i++) {
        v[i] = make_subject(e, i);
        run_topic(e, &v[i]);
    }
    run_index(e, v);
}
