/* Other spellings: the cases that C and JavaScript share, and the table of the
 * program. */
#include "test.h"

#include "base/fs.h"
#include "data/embed.h"
#include "text/expand.h"
#include "text/json.h"
#include "text/speller.h"

#include <string.h>

static int length(const Json *j)
{
    int n = 0;
    for (const Json *c = j ? j->child : NULL; c; c = c->next)
        n++;
    return n;
}

static SynonymGroup *read_groups(const Json *all, int *n, Arena *a)
{
    SynonymGroup *v = NEW_N(a, SynonymGroup, length(all));
    *n = 0;
    for (const Json *g = all->child; g; g = g->next, ++*n) {
        v[*n].v = NEW_N(a, Str, length(g));
        for (const Json *w = g->child; w; w = w->next)
            v[*n].v[v[*n].n++] = w->str;
    }
    return v;
}

static void test_spellings(const Json *all, Arena a)
{
    Speller s = {.han = han_table(json_get(all, S("table"))->str, &a)};
    s.groups = read_groups(json_get(all, S("groups")), &s.ngroups, &a);
    int cases = 0;
    for (const Json *c = json_get(all, S("spellings"))->child; c; c = c->next) {
        const Json *lost = c->child->next, *want = lost->next->next->child;
        Spelling *got;
        Str archive = lost->next->str;
        s.archive = archive.n ? han_table(archive, &a) : NULL;
        int n = spellings_of(&s, c->child->str, lost->num != 0, &a, &got);
        CHECK(n == length(lost->next->next));
        for (int i = 0; i < n && want; i++, want = want->next) {
            CHECK_STR(got[i].text, want->child->str);
            CHECK_STR(spelling_why(got[i].why), want->child->next->str);
        }
        cases++;
    }
    CHECK(cases > 30);
}

static void test_pinyin(const Json *all, Arena a)
{
    Str lines = json_get(all, S("lines"))->str;
    int cases = 0;
    for (const Json *c = json_get(all, S("pinyin"))->child; c; c = c->next) {
        const Json *want = c->child->next;
        Spelling *got;
        int n = pinyin_terms(lines, c->child->str, &a, &got);
        CHECK(n == length(want));
        const Json *w = want->child;
        for (int i = 0; i < n && w; i++, w = w->next)
            CHECK_STR(got[i].text, w->str);
        cases++;
    }
    for (const Json *c = json_get(all, S("letters"))->child; c; c = c->next)
        CHECK_STR(pinyin_letters(c->child->str, &a), c->child->next->str);
    CHECK(cases > 30);
}

static void test_embedded(Arena a)
{
    Speller s = {.han = han_table(embed_traditional_table(), &a)};
    Spelling *got;
    CHECK(spellings_of(&s, S("黨建"), false, &a, &got) == 1);
    CHECK_STR(got[0].text, S("党建"));
    CHECK(spellings_of(&s, S("養老服務"), false, &a, &got) >= 1);
    CHECK_STR(got[0].text, S("养老服务"));
    CHECK(!spellings_of(&s, S("著名的乾隆"), false, &a, &got));
    CHECK(han_is_traditional(s.han, 0x9EE8)); /* 黨 */
    CHECK(!han_is_traditional(s.han, 0x515A));
    CHECK(!han_is_traditional(s.han, 0x4E7E)); /* 乾 */
}

static Str load_lines(void *ctx, char letter, Arena *a)
{
    (void)a;
    ++*(int *)ctx;
    return letter == 'y' ? S("养老 yang lao\n") : (Str){0};
}

/* What the manifest says, and that files are asked for only where needed. */
static void test_index(Arena a)
{
    Str json = S("[\"0\",\"ny\",\"綠绿\",[[\"党建\",\"党的建设\"]]]");
    const Json *j = json_parse(json, &a);
    IndexSpelling s;
    Spelling *got;
    int asked = 0;
    CHECK(spelling_read(j, S("黨党"), &a, &s));
    CHECK(query_expand(&s, S("党建"), true, load_lines, &asked, &a, &got) == 1);
    CHECK_STR(got[0].text, S("党的建设"));
    CHECK(query_expand(&s, S("绿"), false, load_lines, &asked, &a, &got) == 1);
    CHECK_STR(got[0].text, S("綠"));
    CHECK(!query_expand(&s, S("yl"), false, load_lines, &asked, &a, &got));
    CHECK(!query_expand(&s, S("xl"), true, load_lines, &asked, &a, &got));
    CHECK(!asked);
    CHECK(query_expand(&s, S("yl"), true, load_lines, &asked, &a, &got) == 1);
    CHECK_STR(got[0].text, S("养老"));
    CHECK(!query_expand(&s, S("nl"), true, load_lines, &asked, &a, &got));
    CHECK(asked == 2);
    CHECK(!spelling_read(json_parse(S("[1,2]"), &a), S(""), &a, &s));
    CHECK(!spelling_read(NULL, S(""), &a, &s));
}

int main(void)
{
    Arena a = arena_new((size_t)1 << 30);
    Str file;
    bool there = fs_read(S("tests/search/expand_cases.json"), 1 << 20, false,
                         &a, &file, NULL);
    const Json *all = there ? json_parse(file, &a) : NULL;
    CHECK(all);
    if (all) {
        test_spellings(all, a);
        test_pinyin(all, a);
    }
    test_embedded(a);
    test_index(a);
    return test_end();
}
