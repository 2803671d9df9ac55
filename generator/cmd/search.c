#define _GNU_SOURCE /* isatty with any feature macro */
#include "query/search.h"
#include "cmd/cmd.h"
#include "data/embed.h"
#include "model/url.h"
#include "text/json.h"

#include <stdio.h>
#include <unistd.h>

enum { LIMIT = 20, MOST_RESULTS = 100000, VERIFIED = 1000 };

typedef struct Search {
    Cmd *c;
    Str out; /* the built site */
    Str query;
    QueryOptions opt;
    bool json, bold;
    bool exact; /* words as they stand alone */
} Search;

/* --- on the terminal */

/* What is between marks in bold; foreign text never reaches the terminal with
 * its controls. */
static void put_marked(Buf *b, const Found *f, bool bold)
{
    ptrdiff_t at = 0;
    for (ptrdiff_t i = 0; i < f->nmarks && bold; i++) {
        ptrdiff_t from = f->marks[2 * i], to = f->marks[2 * i + 1];
        diag_printable(b, str_span(f->excerpt.s + at, f->excerpt.s + from));
        buf_lit(b, "\033[1m");
        diag_printable(b, str_span(f->excerpt.s + from, f->excerpt.s + to));
        buf_lit(b, "\033[0m");
        at = to;
    }
    diag_printable(b, str_skip(f->excerpt, at));
}

static void put_years(Cmd *c, Buf *b, Str key, Str years)
{
    if (!years.n)
        return;
    buf_lit(b, " · ");
    lang_format(b, lang_text(c->lang, key), &years, 1);
}

static void put_line(Buf *b, Str indent, Str text)
{
    buf_add(b, indent);
    diag_printable(b, text);
    buf_byte(b, '\n');
}

static Str page_of(const Found *f, Arena *a)
{
    Str page = url_report(a, f->text.slug);
    return f->anchor.n ? str_join3(a, page, S("#"), f->anchor) : page;
}

static void print_found(const Search *s, const Found *f, Arena scratch)
{
    Arena *a = &scratch;
    Buf facts = buf_in(a);
    buf_add(&facts, f->district);
    buf_add(&facts, f->text.street);
    put_years(s->c, &facts, S("cmd.search.back"), f->text.summary);
    put_years(s->c, &facts, S("cmd.search.plan"), f->text.plan);
    Str said = str_dup(a, buf_str(&facts));
    Str page = page_of(f, a);
    Buf b = buf_in(a);
    put_line(&b, S(""), f->text.title);
    put_line(&b, S("  "), said);
    put_line(&b, S("  "), str_join3(a, s->out, S("/"), page));
    if (f->excerpt.n) {
        buf_lit(&b, "  ");
        put_marked(&b, f, s->bold);
        buf_byte(&b, '\n');
    }
    buf_byte(&b, '\n');
    fwrite(b.s, 1, (size_t)b.n, stdout);
}

static Str joined(Cmd *c, StrList words)
{
    Buf b = buf_in(&c->perm);
    for (ptrdiff_t i = 0; i < words.n; i++) {
        if (i)
            buf_byte(&b, ' ');
        buf_add(&b, words.v[i]);
    }
    return buf_str(&b);
}

/* Which of word i's spellings the answer owes to, of those for one reason. */
static StrList used_spellings(const Answer *answer, ptrdiff_t i,
                              SpellingWhy why, Arena *a)
{
    const Words *w = &answer->words;
    StrList out = {0};
    ptrdiff_t cap = 0;
    if (why == WHY_MARKS && w->spelled)
        return w->spelled[i].forms;
    for (int k = 1; k < words_spellings(w, i); k++)
        if (w->spelled[i].v[k - 1].why == why &&
            words_used(w, i, k, answer->open))
            strlist_push(a, &out, &cap, words_spelling(w, i, k));
    return out;
}

static void print_spellings(Cmd *c, const Answer *answer)
{
    for (ptrdiff_t i = 0; i < answer->words.wanted.n; i++)
        for (int why = 0; why <= WHY_MARKS; why++) {
            StrList as = used_spellings(answer, i, (SpellingWhy)why, &c->perm);
            Str args[] = {answer->words.wanted.v[i], joined(c, as)};
            if (as.n)
                cmd_say(c, S("cmd.search.spelled"), args, 2);
        }
}

static void print_answer(const Search *s, const Answer *answer)
{
    Cmd *c = s->c;
    print_spellings(c, answer);
    for (int i = 0; i < answer->nresults; i++)
        print_found(s, &answer->results[i], c->perm);
    Str args[] = {cmd_int(c, answer->total), cmd_int(c, answer->nresults)};
    cmd_say(c,
            !answer->total  ? S("cmd.search.none")
            : answer->exact ? S("cmd.search.found")
                            : S("cmd.search.about"),
            args, 2);
}

/* --- as JSON: the members that the pages' search has */

static void member(JsonOut *j, Str key, Str value)
{
    json_key(j, key);
    json_str(j, value);
}

static void put_topics(JsonOut *j, const Index *ix, const Json *list)
{
    json_key(j, S("topics"));
    json_open(j, '[');
    for (const Json *t = list->child; t; t = t->next)
        if (t->kind == JSON_NUMBER && t->num >= 0 && t->num < ix->ntopics)
            json_str(j, ix->topics[(int)t->num].name);
    json_close(j, ']');
}

static void put_found(JsonOut *j, const Index *ix, const Found *f, Arena *a)
{
    const IndexText *t = &f->text;
    json_open(j, '{');
    member(j, S("slug"), t->slug);
    member(j, S("url"), url_report(a, t->slug));
    member(j, S("title"), t->title);
    member(j, S("anchor"), f->anchor);
    member(j, S("excerpt"), f->excerpt);
    member(j, S("district"), f->district);
    member(j, S("street"), t->street);
    member(j, S("published"), t->published);
    member(j, S("summary_years"), t->summary);
    member(j, S("plan_years"), t->plan);
    member(j, S("kind"), t->kind);
    put_topics(j, ix, t->topics);
    json_close(j, '}');
}

static void put_spelling(JsonOut *j, const Answer *answer, ptrdiff_t i,
                         SpellingWhy why, Arena a)
{
    StrList as = used_spellings(answer, i, why, &a);
    if (!as.n)
        return;
    json_open(j, '{');
    member(j, S("word"), answer->words.wanted.v[i]);
    json_key(j, S("as"));
    json_open(j, '[');
    for (ptrdiff_t k = 0; k < as.n; k++)
        json_str(j, as.v[k]);
    json_close(j, ']');
    member(j, S("why"), spelling_why(why));
    json_key(j, S("own"));
    json_bool(j, words_used(&answer->words, i, 0, answer->open));
    json_close(j, '}');
}

static void put_spellings(JsonOut *j, const Answer *answer, Arena a)
{
    json_key(j, S("expanded"));
    json_open(j, '[');
    for (ptrdiff_t i = 0; i < answer->words.wanted.n; i++)
        for (int why = 0; why <= WHY_MARKS; why++)
            put_spelling(j, answer, i, (SpellingWhy)why, a);
    json_close(j, ']');
}

static void print_json(const Search *s, const Index *ix, const Answer *answer)
{
    Arena a = s->c->perm, urls = arena_carve(&a, 1 << 20);
    Buf b = buf_in(&a);
    JsonOut j = {.b = &b};
    json_open(&j, '{');
    member(&j, S("query"), s->query);
    json_key(&j, S("total"));
    json_int(&j, answer->total);
    json_key(&j, S("exact"));
    json_bool(&j, answer->exact);
    json_key(&j, S("results"));
    json_open(&j, '[');
    for (int i = 0; i < answer->nresults; i++) {
        Arena one = urls;
        put_found(&j, ix, &answer->results[i], &one);
    }
    json_close(&j, ']');
    put_spellings(&j, answer, urls);
    json_key(&j, S("missing"));
    json_open(&j, '[');
    for (ptrdiff_t i = 0; i < ix->missing.n; i++)
        json_str(&j, ix->missing.v[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(&b, '\n');
    fwrite(b.s, 1, (size_t)b.n, stdout);
}

/* --- the command */

/* Values with commas between. */
static StrList list_of(Cmd *c, Str values)
{
    StrList out = {0};
    ptrdiff_t cap = 0;
    while (str_given(values)) {
        Str v = str_trim(str_cut(&values, S(",")));
        if (v.n)
            strlist_push(&c->perm, &out, &cap, v);
    }
    return out;
}

static bool has_topic(const Index *ix, Str v)
{
    for (int i = 0; i < ix->ntopics; i++)
        if (str_eq(ix->topics[i].slug, v) || str_eq(ix->topics[i].name, v))
            return true;
    return false;
}

static bool has_district(const Index *ix, Str v)
{
    for (int i = 0; i < ix->ndistricts; i++)
        if (str_eq(ix->districts[i].code, v) ||
            str_eq(ix->districts[i].name, v))
            return true;
    return false;
}

/* A name that nothing bears finds nothing, which is said. */
static void say_unknown(Cmd *c, const Index *ix, const Filters *f)
{
    for (ptrdiff_t i = 0; i < f->district.n; i++)
        if (!has_district(ix, f->district.v[i]))
            DIAG2(&c->diags, NO_SUCH_VALUE, (Str){0}, 0, S("--district"),
                  f->district.v[i]);
    for (ptrdiff_t i = 0; i < f->topic.n; i++)
        if (!has_topic(ix, f->topic.v[i]))
            DIAG2(&c->diags, NO_SUCH_VALUE, (Str){0}, 0, S("--topic"),
                  f->topic.v[i]);
}

static bool check_years(Cmd *c, StrList years)
{
    for (ptrdiff_t i = 0; i < years.n; i++)
        if (str_to_int(years.v[i], 9999) < 1000) {
            DIAG3(&c->diags, OPTION_VALUE, (Str){0}, 0, S("--year"), years.v[i],
                  S("why.year"));
            return false;
        }
    return true;
}

static void run(Search *s)
{
    Cmd *c = s->c;
    Index *ix = index_open(s->out, &c->perm);
    if (!ix) {
        DIAG0(&c->diags, NO_INDEX, str_concat(&c->perm, s->out, S("/search")),
              0);
        return;
    }
    say_unknown(c, ix, &s->opt.filters);
    Answer answer = query_search(ix, s->query, &s->opt, &c->perm);
    for (ptrdiff_t i = 0; i < ix->missing.n; i++) {
        Str file = str_concat(&c->perm, ix->missing.v[i], S(".js"));
        DIAG0(&c->diags, INDEX_FILE,
              str_join3(&c->perm, s->out, S("/search/"), file), 0);
    }
    if (s->json)
        print_json(s, ix, &answer);
    else
        print_answer(s, &answer);
}

int cmd_search(Cmd *c, int argc, char **argv)
{
    Search s = {.c = c, .opt = {.limit = LIMIT, .verify = VERIFIED}};
    Str limit = {0}, district = {0}, year = {0}, topic = {0}, kind = {0},
        verify = {0};
    int code;
    const CmdOption own[] = {
        {"-o", "--output", NULL, &s.out},
        {NULL, "--json", &s.json, NULL},
        {NULL, "--exact", &s.exact, NULL},
        {"-n", "--limit", NULL, &limit},
        {NULL, "--verify", NULL, &verify},
        {NULL, "--district", NULL, &district},
        {NULL, "--year", NULL, &year},
        {NULL, "--topic", NULL, &topic},
        {NULL, "--kind", NULL, &kind},
        {0},
    };
    if (!cmd_parse(c, argc, argv, own, &code))
        return code;
    if (!cmd_number(c, "--limit", limit, 0, MOST_RESULTS, &s.opt.limit) ||
        !cmd_number(c, "--verify", verify, 0, MOST_RESULTS, &s.opt.verify))
        return cmd_end(c);
    s.opt.filters = (Filters){list_of(c, district), list_of(c, year),
                              list_of(c, topic), list_of(c, kind)};
    if (!check_years(c, s.opt.filters.year))
        return cmd_end(c);
    s.query = joined(c, c->args);
    if (!c->args.n && !(district.n + year.n + topic.n + kind.n)) {
        DIAG1(&c->diags, USAGE, (Str){0}, 0,
              lang_text(c->lang, S("cmd.search.no-query")));
        return cmd_end(c);
    }
    if (!s.out.n)
        s.out = str_join3(&c->perm, c->dir, S("/"), S("public"));
    s.opt.traditional = s.exact ? (Str){0} : embed_traditional_table();
    s.bold = isatty(STDOUT_FILENO);
    run(&s);
    return cmd_end(c);
}
