#include "test.h"

#include "text/json.h"
#include "text/utf8.h"
#include "text/yaml.h"

#include <string.h>
#include <time.h>

static Arena mem;

static bool parse(Str text, YamlDoc *d, Str *why, int *line)
{
    return yaml_parse(text, &mem, d, why, line);
}

static void reads_forms(void)
{
    YamlDoc d;
    Str why;
    int line;
    CHECK(parse(S("# note\nid: 5\ntitle: '街道: 总结'\nnone:\nnil: ~\n"
                  "a: [x, \"y, z\", null]\nb:\n  - 养老\n  - -党建\n"
                  "empty: \"\"\nfold: >\n  one\n  two\n"),
                &d, &why, &line));
    CHECK(d.n == 8);
    CHECK_STR(d.v[0].key, S("id"));
    CHECK_STR(d.v[0].values.v[0], S("5"));
    CHECK(d.v[0].line == 2 && d.v[0].shape == YAML_SCALAR);
    CHECK_STR(d.v[1].values.v[0], S("街道: 总结"));
    CHECK(d.v[2].values.n == 1 && !str_given(d.v[2].values.v[0]));
    CHECK(!str_given(d.v[3].values.v[0]));
    CHECK(d.v[4].shape == YAML_LIST && d.v[4].values.n == 2);
    CHECK_STR(d.v[4].values.v[1], S("y, z"));
    CHECK(d.v[5].line == 7 && d.v[5].values.n == 2);
    CHECK_STR(d.v[5].values.v[1], S("-党建"));
    CHECK(str_given(d.v[6].values.v[0]) && d.v[6].values.v[0].n == 0);
    CHECK_STR(d.v[7].values.v[0], S("one two\n"));
    CHECK(parse(S(""), &d, &why, &line) && d.n == 0);
    CHECK(parse(S("# only\n"), &d, &why, &line) && d.n == 0);
    CHECK(parse((Str){0}, &d, &why, &line) && d.n == 0);
}

/* What is nested is one value, which reads as itself again. */
static void keeps_nested(void)
{
    static const struct {
        Str text, value;
    } cases[] = {
        {STR_INIT("a:\n  b: 1\n  c:\n"),
         STR_INIT("{\"b\": \"1\", \"c\": null}")},
        {STR_INIT("a:\n  - x\n  - k: 养老\n    l: [1, ~]\n  - y\n"),
         STR_INIT("[\"x\", {\"k\": \"养老\", \"l\": [\"1\", null]}, \"y\"]")},
        {STR_INIT("a: {}\n"), STR_INIT("{}")},
        {STR_INIT("a: [[], {}]\n"), STR_INIT("[[], {}]")},
        {STR_INIT("a: {\"q\\\"\\u0001\": \"\\x7f\\u2028\\\\\"}\n"),
         STR_INIT("{\"q\\\"\\u0001\": \"\\u007f\\u2028\\\\\"}")},
        {STR_INIT("a: [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]\n"),
         STR_INIT("[[[[[[[[[[[[[[[[\"1\"]]]]]]]]]]]]]]]]")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        YamlDoc d;
        Str why;
        int line;
        CHECK(parse(cases[i].text, &d, &why, &line) && d.n == 1);
        CHECK(d.v[0].shape == YAML_NESTED && d.v[0].values.n == 1);
        CHECK_STR(d.v[0].values.v[0], cases[i].value);
        Str again = str_join3(&mem, S("a: "), cases[i].value, S("\n"));
        CHECK(parse(again, &d, &why, &line));
        CHECK_STR(d.v[0].values.v[0], cases[i].value);
        CHECK(json_parse(cases[i].value, &mem));
    }
}

static void refuses(void)
{
    static const struct {
        Str text, why;
        int line;
    } cases[] = {
        {STR_INIT("a: 1\nb: &x 2\n"), STR_INIT("why.yaml-special"), 2},
        {STR_INIT("a: 1\nb: *x\n"), STR_INIT("why.yaml-special"), 2},
        {STR_INIT("a: !!str 1\n"), STR_INIT("why.yaml-special"), 1},
        {STR_INIT("a: ! 1\n"), STR_INIT("why.yaml-special"), 1},
        {STR_INIT("a: [1, &k 2]\n"), STR_INIT("why.yaml-special"), 1},
        {STR_INIT("%YAML 1.1\n---\na: 1\n"), STR_INIT("why.yaml-special"), 1},
        {STR_INIT("a:\n  ? [b]\n  : 1\n"), STR_INIT("why.yaml-nested"), 2},
        {STR_INIT("a: [{b: &c 1}]\n"), STR_INIT("why.yaml-special"), 1},
        {STR_INIT("a: {b: *c}\n"), STR_INIT("why.yaml-special"), 1},
        {STR_INIT("a: [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]\n"),
         STR_INIT("why.yaml-nested"), 1},
        {STR_INIT("? [a]\n: 1\n"), STR_INIT("why.yaml-nested"), 1},
        {STR_INIT("a: 1\nb: 2\na: 3\n"), STR_INIT("why.yaml-duplicate"), 3},
        {STR_INIT("just text\n"), STR_INIT("why.yaml-mapping"), 1},
        {STR_INIT("- a\n- b\n"), STR_INIT("why.yaml-mapping"), 1},
        {STR_INIT("a: 1\n---\nb: 2\n"), STR_INIT("why.yaml-documents"), 2},
        {STR_INIT("a: 1\nb: x: y\n"), STR_INIT("why.yaml-syntax"), 2},
        {STR_INIT("a: \"open\n"), STR_INIT("why.yaml-syntax"), 2},
        {STR_INIT("a: 1\n\tb: 2\n"), STR_INIT("why.yaml-syntax"), 2},
        {STR_INIT("a: \x01\n"), STR_INIT("why.yaml-syntax"), 1},
        {STR_INIT("a: \xff\n"), STR_INIT("why.yaml-syntax"), 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        YamlDoc d;
        Str why;
        int line;
        CHECK(!parse(cases[i].text, &d, &why, &line));
        CHECK_STR(why, cases[i].why);
        if (line != cases[i].line)
            printf("case %d: line %d\n", (int)i, line);
        CHECK(line == cases[i].line);
    }
}

static uint32_t seed = 12345;
static uint32_t rnd(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static Str random_text(void)
{
    static const char *const parts[] = {
        ": ",         " #",     "'",    "\"",   "-",     "- ",  "123",
        "2020-01-08", "null",   "~",    "true", "街道",  "\n",  "\r",
        "\t",         "\\",     "[",    "]",    "{",     "}",   ",",
        "&",          "*",      "!",    "%",    "@",     "`",   "|",
        ">",          "?",      ":",    "#",    " ",     "\x1", "😀",
        "　",         "\u2028", "\x7f", "---",  "...",   "a",   "Z",
        "0x1f",       "1e5",    "=",    "<<",   "yes",   ".5",  "\xc2\x85",
        "\ufeff",     "\uffff", "。",   "0o7",  "12:30", "/",   "("};
    Buf b = buf_in(&mem);
    for (uint32_t k = rnd(6); k > 0; k--) {
        if (rnd(8) == 0)
            utf8_put(&b, (Rune)(1 + rnd(0xd7ff)));
        else if (rnd(40) == 0)
            buf_byte(&b, 0);
        else
            buf_add(&b, str_of(parts[rnd(sizeof parts / sizeof *parts)]));
    }
    return buf_str(&b);
}

static void scalars_survive(void)
{
    for (int i = 0; i < 60000; i++) {
        Arena mark = mem;
        Str x = random_text(), y = random_text();
        Buf b = buf_in(&mem);
        buf_lit(&b, "k: ");
        yaml_scalar(&b, x);
        buf_lit(&b, "\nl: [");
        yaml_scalar(&b, x);
        buf_lit(&b, ", ");
        yaml_scalar(&b, y);
        buf_lit(&b, "]\n");
        YamlDoc d;
        Str why;
        int line;
        bool ok = parse(buf_str(&b), &d, &why, &line) && d.n == 2 &&
                  str_given(d.v[0].values.v[0]) &&
                  str_eq(d.v[0].values.v[0], x) && d.v[1].values.n == 2 &&
                  str_eq(d.v[1].values.v[0], x) &&
                  str_eq(d.v[1].values.v[1], y);
        if (!ok)
            printf("not read back: %.*s\n", STR_ARG(buf_str(&b)));
        CHECK(ok);
        arena_rewind(&mem, mark);
    }
}

static Str put(Str s)
{
    Buf b = buf_in(&mem);
    yaml_scalar(&b, s);
    return buf_str(&b);
}

static void long_names(void)
{
    Buf b = buf_in(&mem);
    YamlDoc d;
    Str why = {0};
    int line = 0;
    for (int i = 0; i < 128; i++)
        buf_byte(&b, 'k');
    buf_lit(&b, ": v\n");
    CHECK(parse(buf_str(&b), &d, &why, &line));
    CHECK(!parse(str_concat(&mem, S("a: 1\nk"), buf_str(&b)), &d, &why, &line));
    CHECK_STR(why, S("why.yaml-key"));
    CHECK(line == 2);
}

static void quotes_only_where_needed(void)
{
    CHECK_STR(put(S("金盆岭街道2016-2020年工作总结")),
              S("金盆岭街道2016-2020年工作总结"));
    CHECK_STR(put(S("https://www.example.org/a?b=1#c")),
              S("https://www.example.org/a?b=1#c"));
    CHECK_STR(put(S("a: b")), S("\"a: b\""));
    CHECK_STR(put(S("2020")), S("\"2020\""));
    CHECK_STR(put(S("007")), S("\"007\""));
    CHECK_STR(put(S("No")), S("\"No\""));
    CHECK_STR(put(S("")), S("\"\""));
    CHECK_STR(put(S("\xff")), S("\xef\xbf\xbd"));
}

/* Front matter comes from files of any kind: no shape may cost more than the
 * size allows. */
static void hostile_shapes_end_soon(void)
{
    static const char *const units[] = {"[",    "{",    "- ",  "a: [",    "? ",
                                        "\"",   "a:\n", "#",   "a: |\n ", "&a ",
                                        "!!a ", "- - ", "{a: "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        Buf b = buf_in(&mem);
        while (b.n < 64 * 1024 - 16)
            buf_add(&b, str_of(units[i]));
        YamlDoc d;
        Str why;
        int line;
        clock_t t = clock();
        parse(buf_str(&b), &d, &why, &line);
        CHECK(clock() - t < CLOCKS_PER_SEC * 2);
    }
    Str big = {NEW_N(&mem, char, 70000), 70000};
    YamlDoc d;
    Str why;
    int line;
    CHECK(!parse(big, &d, &why, &line));
    CHECK_STR(why, S("why.yaml-size"));
}

int main(void)
{
    mem = arena_new((size_t)1 << 30);
    reads_forms();
    keeps_nested();
    refuses();
    scalars_survive();
    long_names();
    quotes_only_where_needed();
    hostile_shapes_end_soon();
    return test_end();
}
