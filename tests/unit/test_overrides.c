#include "test.h"

#include "model/overrides.h"

#define HASH_A \
    "06b127d306abf8c0288f89f5358452e353927b832c54ea396aa91d0b1e392e4d"
#define HASH_B \
    "16b127d306abf8c0288f89f5358452e353927b832c54ea396aa91d0b1e392e4d"

static Arena mem;
static Diags d;
static Overrides o;
static const Gazetteer *g;

static void read(Str text)
{
    d = diags_in(&mem);
    overrides_read(text, S("o.conf"), &mem, &d, &o);
}

/* The kind and line of the n-th diagnostic. */
static void check_diag(int n, DiagId id, int line)
{
    const Diag *x = d.first;
    while (n-- && x)
        x = x->next;
    CHECK(x && x->id == id && x->line == line);
}

static void reads_sections(void)
{
    read(S("; note\n[06B127D306AB]\ntitle = A：b ; aside\npublished =\n\n"
           "[" HASH_B "]\ntopics = 养老, -党建\n"));
    CHECK(!d.first);
    const OverrideSet *a = overrides_find(&o, S(HASH_A));
    const OverrideSet *b = overrides_find(&o, S(HASH_B));
    CHECK(a && a->n == 2 && a->line == 2);
    CHECK(b && b->n == 1 && b->line == 6);
    CHECK(!overrides_find(&o, S("26b127d306ab")));
    CHECK(!overrides_find(NULL, S(HASH_A)));
    if (a)
        CHECK_STR(a->v[0].value, S("A：b"));
}

static void refuses(void)
{
    read(S("title = lost\n[06b127d306a]\ntitle = x\n[06b127d306ag]\ntitle=x\n"
           "[" HASH_A "]\nid = 1\nnix = 1\ntitle =\npublished = 2023-02-29\n"
           "kind = x\nkind = y\ndivision = 12\n[06b127d306abf]\ntitle = z\n"));
    check_diag(0, DIAG_OVERRIDE_HASH, 1);
    check_diag(1, DIAG_OVERRIDE_HASH, 2);
    check_diag(2, DIAG_OVERRIDE_HASH, 4);
    check_diag(3, DIAG_OVERRIDE_FIXED, 7);
    check_diag(4, DIAG_OVERRIDE_FIELD, 8);
    check_diag(5, DIAG_NO_TITLE, 9);
    check_diag(6, DIAG_BAD_DATE, 10);
    check_diag(7, DIAG_OVERRIDE_REPEATED, 12);
    check_diag(8, DIAG_BAD_DIVISION, 13);
    check_diag(9, DIAG_OVERRIDE_TWICE, 14);
    CHECK(d.count[DIAG_ERROR] == 10);
    read(S("[" HASH_A "]\nno value\n"));
    check_diag(0, DIAG_OVERRIDE_SYNTAX, 2);
}

static Report report(void)
{
    return (Report){.title = S("t"),
                    .province = S("湖南省"),
                    .city = S("长沙市"),
                    .district = S("天心区"),
                    .street = S("金盆岭街道"),
                    .division = S("430103009"),
                    .published = 20210105,
                    .inferred = 1u << FIELD_TITLE | 1u << FIELD_STREET};
}

static uint32_t apply(Str lines, Report *r, const Place **place)
{
    read(str_concat(&mem, S("[" HASH_A "]\n"), lines));
    CHECK(!d.first);
    *r = report();
    *place = place_by_code(g, r->division);
    CHECK(*place);
    return overrides_apply(overrides_find(&o, S(HASH_A)), g, place, r, &mem);
}

static void applies(void)
{
    Report r;
    const Place *place;
    CHECK(
        apply(S("title = 新\npublished=\ntopics = 养老, -党建"), &r, &place) ==
        (1u << FIELD_TITLE | 1u << FIELD_PUBLISHED | 1u << FIELD_TOPICS));
    CHECK_STR(r.title, S("新"));
    CHECK(!r.published && r.topics.n == 2);
    CHECK(r.inferred == 1u << FIELD_STREET);
    CHECK(place && str_eq(place->code, S("430103009")));
    CHECK_STR(r.division, S("430103009"));
}

/* 望月湖街道 is in 岳麓区 alone; 天心区 has no such street. */
static void finds_place(void)
{
    Report r;
    const Place *place;
    apply(S("street = 望月湖街道"), &r, &place);
    CHECK(place && place->level == PLACE_STREET);
    CHECK_STR(r.district, S("岳麓区"));
    CHECK_STR(str_head(r.division, 6), S("430104"));
    CHECK(r.inferred == (1u << FIELD_TITLE | 1u << FIELD_DISTRICT));
    apply(S("street = 无此街道"), &r, &place);
    CHECK(place && place->level == PLACE_DISTRICT);
    CHECK_STR(r.division, S("430103"));
    CHECK_STR(r.street, S("无此街道"));
    apply(S("street ="), &r, &place);
    CHECK_STR(r.division, S("430103"));
    CHECK(!r.street.n);
    apply(S("street = 望月湖街道\ndivision = 430104"), &r, &place);
    CHECK_STR(r.division, S("430104"));
    apply(S("province = 无此省\ncity =\ndistrict = 无此区\nstreet = 无街道"),
          &r, &place);
    CHECK(!place && !r.division.n);
    CHECK_STR(r.district, S("无此区"));
}

static void meets(void)
{
    read(S("[06b127d306ab]\ntitle = a\n[aaaaaaaaaaaa]\ntitle = b\n"));
    overrides_meet(&o, S(HASH_A), &d);
    overrides_meet(&o, S(HASH_A), &d);
    overrides_meet(&o, S(HASH_B), &d);
    overrides_say_unmet(&o, &d);
    CHECK(d.count[DIAG_ERROR] == 0);
    check_diag(0, DIAG_OVERRIDE_UNMET, 3);
    overrides_meet(&o, S("06b127d306ab0000"), &d);
    check_diag(1, DIAG_OVERRIDE_TWO, 1);
}

int main(void)
{
    mem = arena_new((size_t)1 << 30);
    Diags none = diags_in(&mem);
    g = gazetteer_load((Str){0}, S("places.tsv"), &mem, &none);
    reads_sections();
    refuses();
    applies();
    finds_place();
    meets();
    return test_end();
}
