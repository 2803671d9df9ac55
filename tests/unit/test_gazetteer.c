/* The gazetteer: its table, codes and names. */
#include "places.h"

#include "data/embed.h"
#include "text/utf8.h"

static Arena perm;

static void test_table(void)
{
    CHECK(real->n > 44000 && real->level_first[PLACE_CITY] == 31);
    int bad = 0, stand_ins = 0;
    for (int i = 0; i < real->n; i++) {
        const Place *p = &real->v[i], *up = place_parent(real, p);
        bad += place_by_code(real, p->code) != p || !p->name.n ||
               !p->pinyin.n || utf8_bad_at(p->name) >= 0;
        bad += p->level == PLACE_PROVINCE
                   ? up != NULL
                   : !up || up->level + 1 != p->level || i < up->first ||
                         i >= up->last || !str_starts(p->code, up->code);
        bad += i > 0 && p->level == p[-1].level &&
               str_cmp(p[-1].code, p->code) >= 0;
        stand_ins += place_is_stand_in(p);
        for (ptrdiff_t k = 0; k < p->pinyin.n; k++)
            bad += p->pinyin.s[k] != ' ' &&
                   (p->pinyin.s[k] < 'a' || p->pinyin.s[k] > 'z');
    }
    CHECK(bad == 0);
    CHECK(stand_ins == 9);
}

/* Every place that was has a parent one level up and a code of its level. */
static void test_former(void)
{
    int bad = 0;
    CHECK(real->total - real->n > 1900);
    CHECK(real->former_first[PLACE_CITY] == real->n);
    for (int i = real->n; i < real->total; i++) {
        const Place *p = &real->v[i], *up = place_parent(real, p);
        bad += !up || up->level + 1 != p->level || p->until < 2010 ||
               p->until > 2022 || (p->since && p->since > p->until) ||
               !str_starts(p->code, up->code) || !p->pinyin.n ||
               p->successor >= real->n || utf8_bad_at(p->name) >= 0;
        bad += place_division(real, p).n && place_by_code(real, p->code) != p;
    }
    CHECK(bad == 0);
    CHECK_STR(place_by_code(real, S("310108"))->name, S("闸北区"));
    CHECK_STR(place_by_code(real, S("420602"))->name, S("襄城区"));
    CHECK(place_by_code(real, S("420602"))->until == 0);
}

static void test_lookup(void)
{
    CHECK_STR(at("43")->name, S("湖南省"));
    CHECK_STR(at("430103006")->name, S("金盆岭街道"));
    CHECK(!at("") && !at("4") && !at("999") && !at("430103999"));
    CHECK(!at("4301030060") && !at("abcdef"));
    CHECK(places_by_name(real, S("建设街道")).n == 17);
    CHECK(places_by_name(real, S("金盆岭街道")).n == 1);
    CHECK(places_by_name(real, S("没有这个街道")).n == 0);
    CHECK(places_by_name(real, S("")).n == 0);
    CHECK(places_by_name(real, S("市辖区")).n == 0);
    CHECK(place_at(real, at("430103006"), PLACE_CITY) == at("4301"));
    CHECK(place_at(real, at("43"), PLACE_CITY) == NULL);
}

static void test_short_names(void)
{
    static const struct {
        const char *code, *name, *slug;
    } t[] = {
        {"430103006", "金盆岭", "jinpenling"},
        {"430103", "天心", "tianxin"},
        {"15", "内蒙古", "neimenggu"},
        {"45", "广西", "guangxi"},
        {"371722", "单县", "shanxian"},
        {"420528", "长阳", "changyang"},
        {"2327", "大兴安岭", "daxinganling"},
        {"3415", "六安", "luan"},
        {"440113", "番禺", "panyu"},
        {"330382", "乐清", "yueqing"},
        {"131025", "大城", "daicheng"},
        {"1404", "长治", "changzhi"},
        {"3502", "厦门", "xiamen"},
        {"3403", "蚌埠", "bengbu"},
        {"140428", "长子", "zhangzi"},
        {"50", "重庆", "chongqing"},
        {"230184211", "民乐", "minle"},
        {"54", "西藏", "xizang"},
        {"411423100", "城关", "chengguan"},
        {"220106", "绿园", "lvyuan"},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        CHECK_STR(place_short_name(at(t[i].code)), str_of(t[i].name));
        CHECK_STR(place_slug(at(t[i].code), &perm), str_of(t[i].slug));
    }
}

static void test_names(void)
{
    Str n[PLACE_STREET + 1];
    place_names(real, at("430103006"), n);
    CHECK_STR(n[PLACE_PROVINCE], S("湖南省"));
    CHECK_STR(n[PLACE_CITY], S("长沙市"));
    CHECK_STR(n[PLACE_DISTRICT], S("天心区"));
    CHECK_STR(n[PLACE_STREET], S("金盆岭街道"));
    place_names(real, at("310101"), n); /* a municipality */
    CHECK_STR(n[PLACE_CITY], S("上海市"));
    CHECK(!str_given(n[PLACE_STREET]));
    place_names(real, at("441900003"), n); /* a city without districts */
    CHECK_STR(n[PLACE_CITY], S("东莞市"));
    CHECK_STR(n[PLACE_DISTRICT], S("东莞市"));
    place_names(real, at("429004"), n); /* directly under the province */
    CHECK(!str_given(n[PLACE_CITY]));
    CHECK_STR(n[PLACE_DISTRICT], S("仙桃市"));
    CHECK_STR(place_city(S("北京市"), S("市辖区")), S("北京市"));
    CHECK_STR(place_city(S("重庆市"), S("县")), S("重庆市"));
    CHECK(!str_given(place_city(S("河南省"), S("省直辖县级行政区划"))));
    CHECK(!str_given(place_city((Str){0}, S("市辖区"))));
    CHECK_STR(place_city(S("湖南省"), S("长沙市")), S("长沙市"));
}

/* --- Places of the site's own
 * -------------------------------------------------- */

static void test_own(void)
{
    const Place *p = place_by_code(both, S("990102001"));
    CHECK(p && str_eq(place_parent(both, p)->name, S("青石区")));
    CHECK(places_by_name(both, S("建设街道")).n == 19);
    CHECK(places_by_name(both, S("柳阴街道")).n == 1);
    CHECK(both->n == real->n + 10); /* one row replaces an embedded one */
    p = place_by_code(both, S("430103006"));
    CHECK_STR(p->name, S("金盆岭新街道"));
    CHECK(place_by_code(both, S("430103007")) != NULL);
}

int main(void)
{
    perm = arena_new((size_t)1 << 33);
    load_places(&perm);
    test_table();
    test_former();
    test_lookup();
    test_short_names();
    test_names();
    test_own();
    return test_end();
}
