#include "test.h"

#include "model/merge.h"

static Arena mem, scratch;

static Report parse(Str file)
{
    Report r;
    Str front, body;
    int line;
    Diags d = diags_in(&mem);
    CHECK(report_split(file, &front, &body, &line));
    CHECK(report_parse(front, S("x.md"), S("x"), &mem, &d, &r));
    CHECK(!d.first);
    return r;
}

#define BASE                                                               \
    "---\nid: 3\ntitle: a\nstreet: s\npublished: 2020-01-02\nplan_years: " \
    "2021\ninferred: [street, plan_years]\n---\n\ntext\n"

static Merge merge(Str mine, Str theirs)
{
    Report b = parse(S(BASE)), m = parse(mine), t = parse(theirs);
    return report_merge(&b, &m, &t);
}

static void merges(void)
{
    Merge m = merge(S(BASE), S("---\nid: 9\ntitle: b\nstreet: s\n"
                               "publisher: p\ninferred: [title]\n---\n"));
    CHECK(m.r.id == 3 && !m.r.published && !m.r.plan.first);
    CHECK_STR(m.r.title, S("b"));
    CHECK_STR(m.r.publisher, S("p"));
    CHECK(m.r.inferred == 1u << FIELD_TITLE);
    CHECK(m.updated ==
          (1u << FIELD_TITLE | 1u << FIELD_PUBLISHED | 1u << FIELD_PLAN_YEARS |
           1u << FIELD_PUBLISHER | 1u << FIELD_INFERRED));
    CHECK(!m.kept);
}

/* What a person changed stays: a value, a removal, a value looked at. */
static void keeps(void)
{
    Str mine = S("---\nid: 3\ntitle: hand\nstreet: s\nplan_years: 2021\n"
                 "own: 1\ninferred: [plan_years]\n---\n\ntext\n");
    Merge m = merge(mine, S("---\ntitle: b\nstreet: t\npublished: 2020-01-03\n"
                            "plan_years: 2022\n---\n"));
    CHECK_STR(m.r.title, S("hand"));
    CHECK_STR(m.r.street, S("s"));
    CHECK(!m.r.published);
    CHECK(m.r.plan.first == 2022 && !m.r.inferred && m.r.extra.n == 1);
    CHECK(m.kept ==
          (1u << FIELD_TITLE | 1u << FIELD_STREET | 1u << FIELD_PUBLISHED));
    m = merge(mine, S(BASE)); /* the rules say what they said */
    CHECK(!m.kept && !m.updated);
}

static void edits(Str file, Str to, Str want)
{
    Report old = parse(file), r = parse(to);
    r.extra = old.extra;
    Str got = front_matter_edit(file, &old, &r, &mem, scratch);
    CHECK_STR(got, want);
}

static void edits_lines(void)
{
    edits(S("---\n# a note\ntitle: 'a'\ntopics:\n- x\n- y\n\nown: 1\n"
            "published: 2020-01-02 # sic\n---\nbody\n"),
          S("---\nid: 4\ntitle: a\nkind: k\ntopics: [z]\n"
            "published: 2020-01-02\n---\n"),
          S("---\nid: 4\n# a note\ntitle: 'a'\nkind: k\ntopics: [z]\n\nown: 1\n"
            "published: 2020-01-02 # sic\n---\nbody\n"));
    edits(S("---\ntitle: >\n  long\n  text\npublisher: p\n---\nbody\n"),
          S("---\ntitle: b\n---\n"), S("---\ntitle: b\n---\nbody\n"));
    edits(S("---\ntitle: a\nstreet: s\n---\nbody\n"),
          S("---\ntitle: a\nstreet: s\n---\n"),
          S("---\ntitle: a\nstreet: s\n---\nbody\n"));
}

/* Front matter in braces has no lines of its own: it is written anew. */
static void writes_anew(void)
{
    edits(S("---\n{title: a, street: s, own: 1}\n---\nbody\n"),
          S("---\ntitle: b\nstreet: s\n---\n"),
          S("---\ntitle: b\nstreet: s\nown: \"1\"\n---\n\nbody\n"));
}

int main(void)
{
    mem = arena_new((size_t)1 << 30);
    scratch = arena_new((size_t)1 << 30);
    merges();
    keeps();
    edits_lines();
    writes_anew();
    return test_end();
}
