#include "test.h"

#include "model/report.h"

static Arena mem;
static Lang *en;

/* The diagnostics as they are printed, one a line. */
static Str lines(const Diags *d)
{
    Buf b = buf_in(&mem);
    for (const Diag *x = d->first; x; x = x->next)
        diag_line(&b, en, x);
    return buf_str(&b);
}

static void slugs(void)
{
    CHECK(slug_valid(S("tianxin-jinpenling-2016-2020")));
    CHECK(slug_valid(S("a")) && slug_valid(S("com10")));
    CHECK(!slug_valid(S("")) && !slug_valid(S("-a")) && !slug_valid(S("a-")));
    CHECK(!slug_valid(S("A")) && !slug_valid(S("a b")) && !slug_valid(S("街")));
    CHECK(!slug_valid(S("a.b")) && !slug_valid(S("a/b")));
    CHECK(!slug_valid(S("con")) && !slug_valid(S("lpt1")));
    char long_name[81];
    memset(long_name, 'a', sizeof long_name);
    CHECK(slug_valid((Str){long_name, 80}));
    CHECK(!slug_valid((Str){long_name, 81}));
}

static void splits(void)
{
    Str front, body;
    int line;
    CHECK(report_split(S("\xef\xbb\xbf---\r\ntitle: x\r\n---\r\n\r\n\r\na\n"
                         "---\nb"),
                       &front, &body, &line));
    CHECK_STR(front, S("title: x\r\n"));
    CHECK_STR(body, S("a\n---\nb"));
    CHECK(line == 6);
    CHECK(report_split(S("---\n---\n"), &front, &body, &line));
    CHECK(front.n == 0 && body.n == 0 && line == 3);
    CHECK(report_split(S("---\na: 1\n---  \n  x"), &front, &body, &line));
    CHECK_STR(body, S("  x"));
    CHECK(!report_split(S("---\ntitle: x\n"), &front, &body, &line));
    CHECK(!report_split(S("# Title\n---\n"), &front, &body, &line));
    CHECK(!report_split(S("----\na: 1\n----\n"), &front, &body, &line));
    CHECK(!report_split(S(""), &front, &body, &line));
    CHECK(!report_split((Str){0}, &front, &body, &line));
}

static void reads_fields(void)
{
    Diags d = diags_in(&mem);
    Report r;
    CHECK(report_parse(
        S("id: 42\ntitle: |\n  金盆岭街道\n  总结\nprovince: 湖南省\n"
          "city: 长沙市\ndistrict: 天心区\nstreet: 金盆岭街道\n"
          "division: 430103005\npublished: 2020-10-20\n"
          "summary_years: 2016-2020\nplan_years: 2021\nnote: [a, b]\n"
          "inferred: [division, plan_years]\ntopics: 养老, -党建\n"
          "weight: 007\nnothing:\n"),
        S("x.md"), S("x"), &mem, &d, &r));
    CHECK(!d.first && r.id == 42 && r.published == 20201020);
    CHECK_STR(r.title, S("金盆岭街道总结"));
    CHECK(r.summary.first == 2016 && r.summary.last == 2020);
    CHECK(r.plan.first == 2021 && r.plan.last == 2021);
    CHECK(r.inferred == (1u << FIELD_DIVISION | 1u << FIELD_PLAN_YEARS));
    CHECK(r.topics.n == 2);
    CHECK_STR(r.topics.v[1], S("-党建"));
    CHECK(r.extra.n == 3);
    CHECK_STR(r.extra.v[1].values.v[0], S("007"));
    CHECK(r.lines[FIELD_ID] == 2 && r.lines[FIELD_PROVINCE] == 6);
    CHECK(r.lines[FIELD_PUBLISHER] == 0);
    CHECK(report_year(&r) == 2020);
    CHECK_STR(report_place(&r, &mem), S("长沙市天心区金盆岭街道"));
    r.city = (Str){0};
    CHECK_STR(report_place(&r, &mem), S("湖南省天心区金盆岭街道"));
    r.city = r.district = S("东莞市");
    CHECK_STR(report_place(&r, &mem), S("东莞市金盆岭街道"));
    r.summary = (YearSpan){0};
    CHECK(report_year(&r) == 2021);
    r.plan = (YearSpan){0};
    CHECK(report_year(&r) == 2020);
    r.published = 0;
    CHECK(report_year(&r) == 0);
}

static void wrong_fields_are_left_out(void)
{
    Diags d = diags_in(&mem);
    Report r;
    CHECK(report_parse(S("title: t\nid: -3\npublished: 2023-13-01\n"
                         "summary_years: 2020-2016\ndivision: 4301\n"
                         "city: [a]\nsource_sha256: XY\n"
                         "inferred: [street, strret]\nstreet: ok\n"),
                       S("x.md"), S("x"), &mem, &d, &r));
    CHECK_STR(lines(&d),
              S("x.md:3: id: '-3' is not a positive integer\n"
                "x.md:4: published: '2023-13-01' is not a date; write it as "
                "2023-01-31\n"
                "x.md:5: summary_years: '2020-2016' is not a year or a range "
                "of years; write 2023 or 2016-2020\n"
                "x.md:6: division: '4301' is not a code of 6 or 9 digits\n"
                "x.md:7: city: must be a text, not a list\n"
                "x.md:8: source_sha256: must be 64 lower-case hexadecimal "
                "digits\n"
                "x.md:9: inferred: there is no field 'strret'\n"));
    CHECK(!r.id && !r.published && !years_given(r.summary) && !r.division.n &&
          !r.city.n && !r.source_sha256.n);
    CHECK_STR(r.street, S("ok"));
    CHECK(r.inferred == 1u << FIELD_STREET);
}

static void refuses(void)
{
    static const struct {
        Str front, said;
    } cases[] = {
        {STR_INIT("id: 1\n"),
         STR_INIT("x.md: no title; write one in the front matter\n")},
        {STR_INIT("title: '  '\n"),
         STR_INIT("x.md:2: no title; write one in the front matter\n")},
        {STR_INIT("id: 1\ntitle: a: b\n"),
         STR_INIT("x.md:3: front matter: not valid YAML; put text with a colon "
                  "or '#' in quotes\n")},
        {STR_INIT("title: a\ntitle: b\n"),
         STR_INIT("x.md:3: front matter: this field stands here twice\n")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diags d = diags_in(&mem);
        Report r;
        CHECK(!report_parse(cases[i].front, S("x.md"), S("x"), &mem, &d, &r));
        CHECK_STR(lines(&d), cases[i].said);
    }
}

static uint32_t seed = 7;
static uint32_t rnd(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static Str text(void)
{
    static const char *const parts[] = {"街道", ": ", "#",  "\"", "'", "-",
                                        "2020", " ",  "[",  ",",  "a", "null",
                                        "}",    "😀",  "\\", "&",  "*", "。"};
    Buf b = buf_in(&mem);
    for (uint32_t k = 1 + rnd(5); k > 0; k--)
        buf_add(&b, str_of(parts[rnd(sizeof parts / sizeof *parts)]));
    buf_lit(&b, "x"); /* not empty once tidied */
    return buf_str(&b);
}

static YearSpan span(void)
{
    int16_t first = (int16_t)(1990 + rnd(40));
    return (YearSpan){first, (int16_t)(first + (int)rnd(3))};
}

/* A report whose texts are as tidy as report_parse makes them. */
static Report random_report(void)
{
    Report r = {.slug = S("x"), .title = text()};
    Str *texts[] = {&r.province, &r.city,       &r.district,
                    &r.street,   &r.kind,       &r.publisher,
                    &r.index_no, &r.source_url, &r.source};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (rnd(3))
            *texts[i] = text();
    if (rnd(2))
        r.id = (int32_t)rnd(1 << 20) + 1;
    if (rnd(2))
        r.division = rnd(2) ? S("012345") : S("430103005");
    if (rnd(2))
        r.published = date_make(1990 + rnd(40), 1 + rnd(12), 1 + rnd(28));
    if (rnd(2))
        r.summary = span();
    if (rnd(2))
        r.plan = span();
    if (rnd(2))
        r.source_sha256 = S("0123456789012345678901234567890123456789"
                            "012345678901234567890123");
    r.inferred = rnd(1u << FIELD_COUNT);
    ptrdiff_t cap = 0;
    for (uint32_t k = rnd(4); k > 0; k--)
        strlist_push(&mem, &r.topics, &cap, text());
    return r;
}

static Str printed(const Report *r)
{
    Buf b = buf_in(&mem);
    report_put_front_matter(&b, r);
    return buf_str(&b);
}

static void written_is_read_back(void)
{
    for (int i = 0; i < 5000; i++) {
        Arena mark = mem;
        Report once = random_report(), again, third;
        Str front, body, first = printed(&once);
        int line;
        Diags d = diags_in(&mem);
        CHECK(report_split(first, &front, &body, &line));
        CHECK(report_parse(front, S("x.md"), S("x"), &mem, &d, &again));
        /* Reading tidies white space; from then on nothing changes. */
        Str second = printed(&again);
        CHECK(report_split(second, &front, &body, &line));
        CHECK(report_parse(front, S("x.md"), S("x"), &mem, &d, &third));
        CHECK_STR(printed(&third), second);
        Report copy = report_copy(&third, &mem);
        CHECK_STR(printed(&copy), second);
        CHECK(!d.first && again.id == once.id &&
              again.inferred == once.inferred &&
              again.topics.n == once.topics.n &&
              str_eq(again.division, once.division) &&
              again.summary.last == once.summary.last);
        arena_rewind(&mem, mark);
    }
}

static void kinds_have_names(void)
{
    for (ReportKind k = 0; k < REPORT_KINDS; k++)
        CHECK(report_kind_name(k).n > 0 &&
              report_kind_by_name(report_kind_name(k)) == k);
    CHECK(report_kind_by_name(S("工作")) == REPORT_KIND_OTHER);
    CHECK(!report_kind_name(REPORT_KIND_OTHER).n);
}

static void extra_is_kept(void)
{
    Diags d = diags_in(&mem);
    Report r;
    Str front = S("title: t\nb: [x, \"1\"]\nnil:\n\"k: 1\": \"a: b\"\n"
                  "more:\n  a: [x]\n");
    CHECK(report_parse(front, S("x.md"), S("x"), &mem, &d, &r));
    CHECK_STR(printed(&r), S("---\ntitle: t\nb: [x, \"1\"]\nnil:\n"
                             "\"k: 1\": \"a: b\"\n"
                             "more: {\"a\": [\"x\"]}\n---\n"));
    Buf b = buf_in(&mem);
    JsonOut j = {.b = &b};
    r.id = 3;
    r.kind = report_kind_name(REPORT_BOTH);
    r.published = 20230131;
    r.summary = (YearSpan){2016, 2020};
    r.inferred = 1u << FIELD_STREET;
    json_open(&j, '{');
    report_put_json(&j, &r);
    json_close(&j, '}');
    CHECK_STR(buf_str(&b),
              S("{\"id\":3,\"title\":\"t\",\"kind\":\"工作总结和计划\","
                "\"published\":\"2023-01-31\","
                "\"summary_years\":\"2016-2020\",\"inferred\":[\"street\"],"
                "\"b\":[\"x\",\"1\"],\"nil\":null,\"k: 1\":\"a: b\","
                "\"more\":{\"a\": [\"x\"]}}"));
    front = S("title: t\nstreet: {a: b}\n"); /* a known one is a text */
    CHECK(report_parse(front, S("x.md"), S("x"), &mem, &d, &r));
    CHECK(!r.street.n && d.first && d.first->line == 3);
}

int main(void)
{
    mem = arena_new((size_t)1 << 30);
    en = lang_load(&mem, S("en"));
    slugs();
    splits();
    reads_fields();
    wrong_fields_are_left_out();
    refuses();
    written_is_read_back();
    extra_is_kept();
    kinds_have_names();
    return test_end();
}
