#include "test.h"

#include "model/config.h"
#include "model/url.h"

static Arena mem;
static Lang *en;
static Config conf;
static Diags diags;

static bool read(Str text)
{
    diags = diags_in(&mem);
    return config_read(text, S("site.conf"), &mem, &diags, &conf);
}

static Str said(void)
{
    Buf b = buf_in(&mem);
    for (const Diag *x = diags.first; x; x = x->next)
        diag_line(&b, en, x);
    return buf_str(&b);
}

static void defaults(void)
{
    CHECK(read(S("")));
    CHECK_STR(conf.language, S("zh-CN"));
    CHECK_STR(conf.theme, S("default"));
    CHECK(conf.per_page == 50 && conf.ntopics == 0 && conf.base_url.n == 0);
    CHECK(conf.title.n > 0);
}

static void reads(void)
{
    CHECK(read(S("[site]\ntitle = 街报\n  汇编\nlanguage = EN\n"
                 "base_url = https://example.org/a\nper_page = 10\n"
                 "[topic 养老]\nslug = yanglao\nthreshold = 4\n"
                 "keywords = 养老服务:3，居家养老：2, 老人,\n"
                 "keywords = 敬老:9\nexclude = 养老保险, 党委、政府\n"
                 "[topic Care for the elderly of the old town and its lanes]\n"
                 "slug = care\nkeywords = 老人:2, 老人:5\n")));
    CHECK_STR(said(), S(""));
    CHECK_STR(conf.title, S("街报汇编"));
    CHECK_STR(conf.language, S("en"));
    CHECK_STR(conf.base_url, S("https://example.org/a/"));
    CHECK(conf.ntopics == 2 && conf.topics[0].threshold == 4);
    const Topic *t = &conf.topics[0];
    CHECK(t->nkeywords == 6);
    CHECK_STR(t->keywords[1].text, S("居家养老"));
    CHECK(t->keywords[1].weight == 2 && t->keywords[2].weight == 1);
    CHECK(t->keywords[3].weight == 9 && t->keywords[5].weight == 0);
    CHECK_STR(t->keywords[5].text, S("党委、政府"));
    CHECK(conf.topics[1].nkeywords == 1);
    CHECK(conf.topics[1].keywords[0].weight == 5);
}

static Hash128 topics_of(Str text)
{
    CHECK(read(text));
    return config_topics_hash(&conf, mem);
}

/* Title, language and place in the file do not count; all of a topic does. */
static void tells_topics(void)
{
    Hash128 is = topics_of(S("[topic a]\nslug = a\nkeywords = b:2\n"));
    CHECK(
        hash128_eq(is, topics_of(S("[site]\ntitle = x\nlanguage = en\n\n"
                                   "[topic a]\nkeywords = b:2\nslug = a\n"))));
    static const Str OTHERS[] = {
        STR_INIT(""),
        STR_INIT("[topic b]\nslug = a\nkeywords = b:2\n"),
        STR_INIT("[topic a]\nslug = b\nkeywords = b:2\n"),
        STR_INIT("[topic a]\nslug = a\nkeywords = b:3\n"),
        STR_INIT("[topic a]\nslug = a\nkeywords = c:2\n"),
        STR_INIT("[topic a]\nslug = a\nkeywords = b:2\nexclude = bc\n"),
        STR_INIT("[topic a]\nslug = a\nkeywords = b:2\nthreshold = 7\n"),
    };
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        CHECK(!hash128_eq(is, topics_of(OTHERS[i])));
}

static void refuses(void)
{
    static const struct {
        Str text, said;
    } cases[] = {
        {STR_INIT("[site]\nper_page = 0\n"),
         STR_INIT("site.conf:2: per_page: '0' cannot be used; must be 1 to "
                  "200\n")},
        {STR_INIT("[site]\nlanguage = fr\n"),
         STR_INIT(
             "site.conf:2: language: 'fr' cannot be used; zh-CN and en are "
             "known\n")},
        {STR_INIT("[site]\nbase_url = javascript:alert(1)\n"),
         STR_INIT(
             "site.conf:2: base_url: 'javascript:alert(1)' cannot be used; "
             "must be a complete address that begins with http:// or "
             "https://, without spaces, '?' or '#'\n")},
        {STR_INIT("[site]\ntheme = ../x\n"),
         STR_INIT("site.conf:2: theme: '../x' cannot be used; must be the name "
                  "of a folder in themes\n")},
        {STR_INIT("[site]\ntheme = a\ntheme = b\n"),
         STR_INIT("site.conf:3: theme: 'b' cannot be used; it may stand here "
                  "once\n")},
        {STR_INIT("[topic A]\nslug = a\nkeywords = x:0\n"),
         STR_INIT("site.conf:3: keywords: 'x:0' cannot be used; the form is "
                  "word:weight with a weight of 1 to 9\n")},
        {STR_INIT("[topic A]\nslug = a\nexclude = x:2\n"),
         STR_INIT(
             "site.conf:3: exclude: 'x:2' cannot be used; an exclusion has "
             "no weight\n")},
        {STR_INIT("[topic A]\nkeywords = x\n"),
         STR_INIT("site.conf:2: topic 'A' cannot have the slug ''; use "
                  "lower-case letters, digits and hyphens, a different one for "
                  "each topic\n")},
        {STR_INIT("[topic A]\nslug = a\n[topic B]\nslug = a\n"
                  "[topic C]\nslug = a-2\n[topic D]\nslug = b-2\n"),
         STR_INIT("site.conf:4: topic 'B' cannot have the slug 'a'; use "
                  "lower-case letters, digits and hyphens, a different one for "
                  "each topic\n"
                  "site.conf:6: topic 'C' cannot have the slug 'a-2'; use "
                  "lower-case letters, digits and hyphens, a different one for "
                  "each topic\n")},
        {STR_INIT("[site]\njunk\n"),
         STR_INIT("site.conf:2: neither '[section]' nor 'key = value'\n")},
        {STR_INIT("[site]\ntitle = \xff\n"),
         STR_INIT("site.conf: not UTF-8 from byte 15 on; save it as UTF-8\n")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK(!read(cases[i].text));
        CHECK_STR(said(), cases[i].said);
    }
}

static void warns(void)
{
    CHECK(read(S("stray = 1\n[site]\ntitel = x\n[other]\nk = v\n")));
    CHECK_STR(said(), S("site.conf:1: unknown key 'stray' ignored\n"
                        "site.conf:3: unknown key 'titel' ignored\n"
                        "site.conf:5: unknown key 'other: k' ignored\n"));
}

static void addresses(void)
{
    Arena *a = &mem;
    CHECK_STR(url_report(a, S("x")), S("reports/x.html"));
    CHECK_STR(url_report_md(a, S("x")), S("reports/x.md"));
    CHECK_STR(url_district(a, S("430103"), 1), S("districts/430103.html"));
    CHECK_STR(url_district(a, S("430103"), 2), S("districts/430103-2.html"));
    CHECK_STR(url_year(a, 2022, 12), S("years/2022-12.html"));
    CHECK_STR(url_topic(a, S("yanglao"), 0, 1), S("topics/yanglao.html"));
    CHECK_STR(url_topic(a, S("yanglao"), 2022, 2),
              S("topics/yanglao/2022-2.html"));
    CHECK_STR(url_relative(a, S("index.html"), S("reports/x.html")),
              S("reports/x.html"));
    CHECK_STR(url_relative(a, S("years/2022.html"), S("reports/x.html")),
              S("../reports/x.html"));
    CHECK_STR(url_relative(a, S("topics/a/2022.html"), S("topics/a.html")),
              S("../a.html"));
    CHECK_STR(url_relative(a, S("topics/a/2022.html"), S("index.html")),
              S("../../index.html"));
    CHECK_STR(url_relative(a, S("reports/a.html"), S("reports/ab.html")),
              S("ab.html"));
    CHECK_STR(url_relative(a, S("a.html"), S("x y.html")), S("x%20y.html"));
    CHECK_STR(url_absolute(a, S("https://e.org/"), S("a b.html")),
              S("https://e.org/a%20b.html"));
    CHECK_STR(url_absolute(a, S(""), S("a.html")), S("a.html"));
}

int main(void)
{
    mem = arena_new((size_t)1 << 28);
    en = lang_load(&mem, S("en"));
    defaults();
    reads();
    tells_topics();
    refuses();
    warns();
    addresses();
    CHECK_STR(base_url_read(S("https://a.example/s"), &mem),
              S("https://a.example/s/"));
    CHECK(!str_given(base_url_read(S("javascript:x"), &mem)));
    CHECK(!str_given(base_url_read(S("https:///x"), &mem)));
    return test_end();
}
