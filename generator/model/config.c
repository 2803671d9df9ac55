#include "model/config.h"

#include "base/map.h"
#include "base/pack.h"
#include "model/report.h"
#include "text/escape.h"
#include "text/ini.h"
#include "text/utf8.h"

#include <string.h>

enum {
    PER_PAGE = 50,
    PER_PAGE_MIN = 1,
    PER_PAGE_MAX = 200,
    THRESHOLD = 3,
    THRESHOLD_MAX = 99,
    WEIGHT_MAX = 9
};

/* A topic while its lines are read. */
typedef struct TopicRead {
    Topic t;
    int cap;       /* room of t.keywords */
    Map by_text;   /* keyword -> its Keyword's index + 1 */
    int slug_line; /* 0: none yet */
} TopicRead;

typedef struct ConfRead {
    Config *c;
    Str file;
    const IniEntry *e; /* the present one */
    Arena *perm;
    Diags *d;
    Map seen;   /* keys of [site] that may stand once */
    Map topics; /* name -> TopicRead */
    TopicRead **order;
    int cap;
} ConfRead;

static void refuse(ConfRead *r, Str value, Str why)
{
    DIAG3(r->d, CONF_VALUE, r->file, r->e->line, r->e->key, value, why);
}

/* Lines of the same key add up to one text. */
static void read_text(ConfRead *r, Str *out)
{
    Str both = str_given(*out) ? str_join3(r->perm, *out, S(" "), r->e->value)
                               : r->e->value;
    *out = utf8_tidy(r->perm, both);
}

static bool read_number(ConfRead *r, int min, int max, Str why, int *out)
{
    int64_t v = str_to_int(r->e->value, max);
    if (v < min)
        refuse(r, r->e->value, why);
    else
        *out = (int)v;
    return v >= min;
}

static void read_language(ConfRead *r)
{
    Str v = r->e->value;
    if (str_eq_nocase(v, S("en")))
        r->c->language = S("en");
    else if (str_eq_nocase(v, S("zh-CN")) || str_eq_nocase(v, S("zh")))
        r->c->language = S("zh-CN");
    else
        refuse(r, v, S("why.language"));
}

Str base_url_read(Str v, Arena *perm)
{
    Str rest = v;
    Str scheme = str_cut(&rest, S("://"));
    bool ok = str_given(rest) && rest.n && rest.s[0] != '/' &&
              (str_eq_nocase(scheme, S("http")) ||
               str_eq_nocase(scheme, S("https"))) &&
              str_eq(url_safe(perm, v), v);
    for (ptrdiff_t i = 0; i < v.n; i++)
        ok = ok && !strchr(" \"<>?#\\^`{|}", v.s[i]);
    if (!ok)
        return (Str){0};
    return str_ends(v, S("/")) ? v : str_concat(perm, v, S("/"));
}

static void read_base_url(ConfRead *r)
{
    if (!r->e->value.n)
        return;
    Str url = base_url_read(r->e->value, r->perm);
    if (str_given(url))
        r->c->base_url = url;
    else
        refuse(r, r->e->value, S("why.base-url"));
}

static void read_theme(ConfRead *r)
{
    Str v = r->e->value;
    if (!v.n || v.s[0] == '.' || str_has(v, S("/")) || str_has(v, S("\\")))
        refuse(r, v, S("why.theme"));
    else
        r->c->theme = v;
}

static void read_per_page(ConfRead *r)
{
    read_number(r, PER_PAGE_MIN, PER_PAGE_MAX, S("why.per-page"),
                &r->c->per_page);
}

static void read_title(ConfRead *r)
{
    read_text(r, &r->c->title);
}

static void read_description(ConfRead *r)
{
    read_text(r, &r->c->description);
}

static void read_notice(ConfRead *r)
{
    read_text(r, &r->c->notice);
}

typedef struct SiteKey {
    Str key;
    void (*read)(ConfRead *r);
    bool once;
} SiteKey;

static const SiteKey site_keys[] = {
    {STR_INIT("title"), read_title, false},
    {STR_INIT("description"), read_description, false},
    {STR_INIT("notice"), read_notice, false},
    {STR_INIT("language"), read_language, true},
    {STR_INIT("base_url"), read_base_url, true},
    {STR_INIT("theme"), read_theme, true},
    {STR_INIT("per_page"), read_per_page, true},
};

static void read_site(ConfRead *r)
{
    for (size_t i = 0; i < sizeof site_keys / sizeof *site_keys; i++) {
        if (!str_eq(r->e->key, site_keys[i].key))
            continue;
        void **seen = map_slot(&r->seen, site_keys[i].key, r->perm);
        if (*seen && site_keys[i].once)
            refuse(r, r->e->value, S("why.repeated"));
        *seen = r;
        site_keys[i].read(r);
        return;
    }
    DIAG1(r->d, CONF_UNKNOWN, r->file, r->e->line, r->e->key);
}

/* The part before the next comma, of either width, without outer space. */
static Str next_item(Str *rest)
{
    ptrdiff_t half = str_find(*rest, S(","), 0);
    ptrdiff_t full = str_find(*rest, S("，"), 0);
    bool use_full = full >= 0 && (half < 0 || full < half);
    return utf8_trim(str_cut(rest, use_full ? S("，") : S(",")));
}

/* "养老:3" in its word and what follows the last colon of either width (absent
 * where there is none). */
static Str split_weight(Str *item)
{
    ptrdiff_t half = str_rfind_byte(*item, ':');
    ptrdiff_t full = -1;
    for (ptrdiff_t at = 0; (at = str_find(*item, S("："), at)) >= 0; at++)
        full = at;
    ptrdiff_t at = half > full ? half : full;
    if (at < 0)
        return (Str){0};
    Str weight = utf8_trim(str_skip(*item, at + (half > full ? 1 : 3)));
    *item = utf8_trim(str_head(*item, at));
    return weight;
}

static void keyword_push(ConfRead *r, TopicRead *t, Keyword k)
{
    void **slot = map_slot(&t->by_text, k.text, r->perm);
    if (*slot) { /* said again: the last word counts */
        t->t.keywords[(intptr_t)*slot - 1] = k;
        return;
    }
    if (t->t.nkeywords == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 32;
        Keyword *v = NEW_N(r->perm, Keyword, t->cap);
        if (t->t.nkeywords)
            memcpy(v, t->t.keywords, (size_t)t->t.nkeywords * sizeof *v);
        t->t.keywords = v;
    }
    t->t.keywords[t->t.nkeywords++] = k;
    *slot = (void *)(intptr_t)t->t.nkeywords;
}

static void read_keywords(ConfRead *r, TopicRead *t, bool exclude)
{
    for (Str rest = r->e->value; str_given(rest);) {
        Str item = next_item(&rest), word = item;
        Str weight = split_weight(&word);
        int64_t w = exclude ? 0 : 1;
        if (str_given(weight))
            w = exclude ? -1 : str_to_int(weight, WEIGHT_MAX);
        if (!item.n)
            continue;
        if (!word.n || w < !exclude)
            refuse(r, item, exclude ? S("why.exclude") : S("why.weight"));
        else
            keyword_push(r, t, (Keyword){word, (int)w});
    }
}

static void read_slug(ConfRead *r, TopicRead *t)
{
    if (t->slug_line)
        refuse(r, r->e->value, S("why.repeated"));
    t->t.slug = r->e->value;
    t->slug_line = r->e->line;
}

static TopicRead *topic_named(ConfRead *r, Str name)
{
    void **slot = map_slot(&r->topics, name, r->perm);
    if (*slot)
        return *slot;
    TopicRead *t = NEW(r->perm, TopicRead);
    t->t = (Topic){.name = name, .threshold = THRESHOLD, .line = r->e->line};
    if (r->c->ntopics == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 16;
        TopicRead **v = NEW_N(r->perm, TopicRead *, r->cap);
        if (r->c->ntopics)
            memcpy(v, r->order, (size_t)r->c->ntopics * sizeof *v);
        r->order = v;
    }
    r->order[r->c->ntopics++] = t;
    return *slot = t;
}

static void read_topic(ConfRead *r, Str name)
{
    Str key = r->e->key;
    TopicRead *t = topic_named(r, name);
    if (str_eq(key, S("slug")))
        read_slug(r, t);
    else if (str_eq(key, S("keywords")))
        read_keywords(r, t, false);
    else if (str_eq(key, S("exclude")))
        read_keywords(r, t, true);
    else if (str_eq(key, S("threshold")))
        read_number(r, 1, THRESHOLD_MAX, S("why.threshold"), &t->t.threshold);
    else
        DIAG1(r->d, CONF_UNKNOWN, r->file, r->e->line, key);
}

static void read_entry(ConfRead *r)
{
    Str section = r->e->section, name = section;
    if (str_eq(section, S("site"))) {
        read_site(r);
    } else if (str_eq(str_cut(&name, S(" ")), S("topic"))) {
        name = utf8_tidy(r->perm, name);
        if (name.n)
            read_topic(r, name);
        else
            DIAG3(r->d, CONF_VALUE, r->file, r->e->line, S("topic"), section,
                  S("why.topic-name"));
    } else {
        Str key = str_join3(r->perm, section, S(": "), r->e->key);
        DIAG1(r->d, CONF_UNKNOWN, r->file, r->e->line,
              section.n ? key : r->e->key);
    }
}

/* Is it the name of another topic's second or later page, yanglao-2? */
static bool continues(Str slug, const Map *slugs)
{
    ptrdiff_t dash = str_rfind_byte(slug, '-');
    return dash > 0 && str_to_int(str_skip(slug, dash + 1), INT32_MAX) >= 0 &&
           map_get(slugs, str_head(slug, dash));
}

/* Slugs become addresses: each its own, and none that the site uses. */
static void check_slugs(ConfRead *r)
{
    Map slugs = {0};
    for (int i = r->c->ntopics;
         r->order && i-- > 0;) /* the first of two is the rightful */
        *map_slot(&slugs, r->order[i]->t.slug, r->perm) = r->order[i];
    for (int i = 0; r->order && i < r->c->ntopics; i++) {
        const TopicRead *t = r->order[i];
        if (!slug_valid(t->t.slug) || str_eq(t->t.slug, S("index")) ||
            map_get(&slugs, t->t.slug) != t || continues(t->t.slug, &slugs))
            DIAG2(r->d, CONF_SLUG, r->file,
                  t->slug_line ? t->slug_line : t->t.line, t->t.name,
                  t->t.slug);
    }
}

static void finish(ConfRead *r)
{
    Config *c = r->c;
    c->topics = NEW_N(r->perm, Topic, c->ntopics);
    for (int i = 0; r->order && i < c->ntopics; i++)
        c->topics[i] = r->order[i]->t;
    check_slugs(r);
    if (!c->title.n)
        c->title = S("jiebao");
}

bool config_read(Str text, Str file, Arena *perm, Diags *d, Config *out)
{
    IniDoc doc;
    int line, fatal = d->count[DIAG_FATAL];
    *out = (Config){.language = S("zh-CN"),
                    .base_url = S(""),
                    .theme = S("default"),
                    .per_page = PER_PAGE};
    ptrdiff_t bad = utf8_bad_at(text);
    if (bad >= 0) {
        Buf at = buf_in(perm);
        buf_int(&at, bad);
        DIAG1(d, CONF_UTF8, file, 0, buf_str(&at));
        return false;
    }
    if (!ini_read(text, perm, &doc, &line)) {
        DIAG0(d, CONF_SYNTAX, file, line);
        return false;
    }
    ConfRead r = {.c = out, .file = file, .perm = perm, .d = d};
    for (ptrdiff_t i = 0; i < doc.n; i++) {
        r.e = &doc.v[i];
        read_entry(&r);
    }
    finish(&r);
    return d->count[DIAG_FATAL] == fatal;
}

Hash128 config_topics_hash(const Config *c, Arena scratch)
{
    Buf b = buf_in(&scratch);
    for (int i = 0; i < c->ntopics; i++) {
        const Topic *t = &c->topics[i];
        pack_str(&b, t->name);
        pack_str(&b, t->slug);
        pack_i32(&b, t->threshold);
        pack_i32(&b, t->nkeywords);
        for (int k = 0; k < t->nkeywords; k++) {
            pack_str(&b, t->keywords[k].text);
            pack_i32(&b, t->keywords[k].weight);
        }
    }
    return hash128(buf_str(&b));
}
