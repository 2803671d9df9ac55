/* A measurement over many streets of the table: for each of a random sample,
 * pages are made that give the place away in different ways, or do not, and
 * the answers are counted.
 *
 *   test_place_many          300 streets, as a test with floors below
 *   test_place_many 3000     more of them
 *   test_place_many 3000 v   and every wrong answer */
#include "test.h"

#include "model/place.h"
#include "text/utf8.h"

#include <stdlib.h>

/* Sentences of such reports, with plain words that are also names of streets;
 * the reader must not take them for places. */
static const char *const prose[] = {
    "全年始终坚持党建引领，统筹发展和安全，推动各项建设取得新成效。",
    "大力推进平安建设，化解矛盾纠纷，群众幸福感和安全感明显增强。",
    "持续改善人民生活，办好民生实事，完成老旧小区改造和广场提升。",
    "深化文明创建，弘扬团结友爱的风尚，丰富群众文化生活。",
    "优化营商环境，走访企业，服务项目，税收任务提前完成。",
    "健全养老服务，新增助餐点，解决老人吃饭难的问题。",
    "开展安全生产检查，整改隐患，守住和平稳定的底线。",
    "加强生态环境保护，城区面貌焕然一新，河道水质达标。",
    "推进数字化改革，网格员每日巡查，工程建设有序。",
    "新时代文明实践活动精彩，胜利完成全年目标，红旗飘扬。",
};
enum { PROSE = sizeof prose / sizeof *prose };

typedef enum Profile {
    P_TITLE_DISTRICT, /* title: street; body: district once */
    P_PUBLISHER,      /* publisher: district and street */
    P_BREADCRUMB,     /* header: district, street; title without */
    P_HOST,           /* title: street; host: district's pinyin */
    P_SIGNATURE,      /* only the office that signs */
    P_SHORT,          /* body: short name (3 or more) and district */
    P_SIBLINGS,       /* title: street; body: three neighbours */
    P_CITY,           /* title: street; footer: the city's name */
    P_NOISE,          /* as the first, and other places are visited */
    P_TITLE_ONLY,     /* title: street, nothing else */
    P_NOTHING,        /* no place at all */
    P_UNKNOWN,        /* a street that the table lacks; district in publisher */
    P_CODE,           /* title: street; index number: the district's code */
    P_ZONE,           /* title: city's zone and street */
    P_ZONE_UNKNOWN,   /* the same of a street that the table lacks */
    P_THEN_NAMED,     /* a street that was, its district named, in its time */
    P_THEN,           /* the same, by the year alone */
    P_NOW,            /* the same street's successor, today */
    P_PARTNER,        /* a street is named once as a partner: no answer */
    PROFILES
} Profile;

/* Least share of right answers where the page determines the place, in
 * thousandths; wrong answers may be ten in a thousand in all of them. */
static const struct {
    const char *name;
    int least;
} profiles[PROFILES] = {
    {"title, district in body", 985},
    {"publisher", 985},
    {"breadcrumb", 980},
    {"title, host", 900},
    {"signature", 980},
    {"short name, district", 850},
    {"title, neighbours", 900},
    {"title, city in footer", 950},
    {"with visits elsewhere", 900},
    {"title only", 980},
    {"no place", 1000},
    {"unknown street", 950},
    {"title, code", 980},
    {"zone and street", 950},
    {"zone and unknown street", 980},
    {"then, district named", 950},
    {"then, by the year", 850},
    {"the successor now", 900},
    {"partner only", 980},
};

typedef struct Count {
    int right, wrong, silent; /* silent: no street where there is one */
} Count;

static uint32_t seed = 20260101;
static uint32_t random_below(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u; /* Numerical Recipes, 7.1 */
    return (seed >> 8) % n;
}

static const Place *random_at(const Gazetteer *g, PlaceLevel level)
{
    int lo = g->level_first[level], hi = g->level_first[level + 1];
    return &g->v[lo + (int)random_below((uint32_t)(hi - lo))];
}

/* A street that was and whose name no other of its city bears, with a successor
 * in a district of which the same holds. */
static const Place *random_former(const Gazetteer *g)
{
    for (;;) {
        int lo = g->former_first[PLACE_STREET];
        const Place *p =
            &g->v[lo + (int)random_below((uint32_t)(g->total - lo))];
        if (p->successor >= 0 && (!p->since || p->since < p->until))
            return p;
    }
}

static void add_prose(Buf *b, int n)
{
    for (int i = 0; i < n; i++) {
        buf_add(b, str_of(prose[random_below(PROSE)]));
        buf_lit(b, "\n");
    }
}

static const Place *sibling(const Gazetteer *g, const Place *p)
{
    const Place *d = place_parent(g, p);
    return &g->v[d->first + (int)random_below((uint32_t)(d->last - d->first))];
}

/* How many places share the street's name and, at `level` and below the names
 * of the parents. */
static int namesakes(const Gazetteer *g, const Place *p, int level)
{
    PlaceRefs r = places_by_name(g, p->name);
    int n = 0;
    for (int i = 0; i < r.n; i++) {
        const Place *q = &g->v[r.v[i]];
        if (q->level != PLACE_STREET)
            continue;
        const Place *a = level < 0 ? NULL : place_at(g, p, (PlaceLevel)level);
        const Place *b = level < 0 ? NULL : place_at(g, q, (PlaceLevel)level);
        n += level < 0 || str_eq(a->name, b->name);
    }
    return n;
}

/* Whether the page of this profile gives the place away; -1: the case cannot
 * be made for this street. */
static int determined(const Gazetteer *g, const Place *p, Profile what)
{
    const Place *d = place_parent(g, p);
    switch (what) {
    case P_TITLE_DISTRICT:
    case P_PUBLISHER:
    case P_BREADCRUMB:
    case P_SIGNATURE:
    case P_NOISE:
        return namesakes(g, p, PLACE_DISTRICT) == 1;
    case P_HOST:
        return namesakes(g, p, PLACE_DISTRICT) == 1 ? 1 : -1;
    case P_SHORT:
        return utf8_count(place_short_name(p)) >= 3 &&
                       places_by_name(g, place_short_name(p)).n == 1
                   ? 1
                   : -1;
    case P_SIBLINGS:
        return d->last - d->first >= 8 ? 1 : -1;
    case P_CITY:
        return place_is_stand_in(place_parent(g, d))
                   ? -1
                   : namesakes(g, p, PLACE_CITY) == 1;
    case P_TITLE_ONLY:
        return namesakes(g, p, -1) == 1;
    case P_CODE:
        return namesakes(g, p, PLACE_DISTRICT) == 1 ? 1 : -1;
    case P_ZONE:
        return place_is_stand_in(place_parent(g, d)) ||
                       namesakes(g, p, PLACE_CITY) != 1
                   ? -1
                   : 1;
    case P_ZONE_UNKNOWN:
        return place_is_stand_in(place_parent(g, d)) ? -1 : 0;
    case P_THEN_NAMED:
    case P_THEN:
    case P_NOW:
        return 1;
    default:
        return 0;
    }
}

static Str text_of(Arena *a, Str x, Str y, Str z)
{
    return str_concat(a, str_concat(a, x, y), z);
}

/* The evidence of a page of this profile about the street. */
static PlaceEvidence make_page(const Gazetteer *g, const Place *p, Profile what,
                               Arena *a)
{
    PlaceEvidence e = {.title = S("2022年工作总结及2023年工作计划")};
    const Place *d = place_parent(g, p), *c = place_parent(g, d);
    Str titled = text_of(a, p->name, S("2022年工作总结"), S(""));
    Buf b = buf_in(a);
    add_prose(&b, 6);
    switch (what) {
    case P_TITLE_DISTRICT:
        e.title = titled;
        buf_add(&b, text_of(a, S("获评2022年"), d->name, S("先进集体。\n")));
        break;
    case P_PUBLISHER:
        e.publisher = text_of(a, d->name, p->name, S("办事处"));
        break;
    case P_BREADCRUMB:
        e.header = text_of(a, S("首页 > "), d->name, S(" > 政务公开 > "));
        e.header = text_of(a, e.header, p->name, S(" > 规划计划"));
        break;
    case P_HOST:
        e.title = titled;
        e.host = text_of(a, S("www."), place_slug(d, a), S(".gov.cn"));
        break;
    case P_SIGNATURE:
        add_prose(&b, 20);
        buf_add(&b, text_of(a, d->name, p->name, S("\n2022年12月20日\n")));
        break;
    case P_SHORT:
        for (int i = 0; i < 5; i++) {
            buf_add(&b, text_of(a, S("为"), place_short_name(p),
                                S("高质量发展贡献力量。\n")));
            add_prose(&b, 2);
        }
        buf_add(&b, text_of(a, S("在"), d->name, S("委领导下。\n")));
        break;
    case P_SIBLINGS:
        e.title = titled;
        for (int i = 0; i < 8; i++)
            buf_add(&b, text_of(a, S("与"), sibling(g, p)->name,
                                S("结对共建。\n")));
        break;
    case P_CITY:
        e.title = titled;
        e.header = text_of(a, S("版权所有："), c->name, S("人民政府办公室"));
        break;
    case P_NOISE:
        e.title = titled;
        buf_add(&b, text_of(a, S("在"), d->name, S("委领导下开展工作。\n")));
        buf_add(&b, text_of(a, d->name, S("授予先进称号。"), S("\n")));
        for (int i = 0; i < 2; i++) {
            const Place *o = random_at(g, PLACE_STREET);
            buf_add(&b, text_of(a, S("赴"), place_parent(g, o)->name, o->name));
            buf_lit(&b, "学习考察。\n");
        }
        break;
    case P_TITLE_ONLY:
        e.title = titled;
        break;
    case P_CODE:
        e.title = titled;
        e.index_no = text_of(a, d->code, S("/2022-00012"), S(""));
        break;
    case P_ZONE:
        e.title = text_of(a, place_short_name(c), S("高新区"), titled);
        break;
    case P_ZONE_UNKNOWN:
        e.title = text_of(a, place_short_name(c), S("江北新区昇晔"), titled);
        break;
    case P_THEN_NAMED:
        e.publisher = text_of(a, d->name, p->name, S("办事处"));
        e.year = p->until;
        break;
    case P_THEN:
        e.title = titled;
        e.header = text_of(a, S("主办："), c->name, S("人民政府"));
        e.year = p->until - 1;
        break;
    case P_NOW:
        e.publisher = text_of(a, place_parent(g, &g->v[p->successor])->name,
                              g->v[p->successor].name, S("办事处"));
        e.year = 2024;
        break;
    case P_UNKNOWN:
        e.title = text_of(a, S("昇晔"), p->name, S("2022年工作总结"));
        e.publisher = text_of(a, d->name, S("人民政府"), S(""));
        break;
    case P_PARTNER:
        buf_add(&b, text_of(a, S("与"), p->name, S("结对共建。\n")));
        break;
    default:
        break;
    }
    add_prose(&b, 6);
    e.body = buf_str(&b);
    return e;
}

static void judge(const Gazetteer *g, const Place *p, Profile what,
                  const PlaceFinding *f, Count *c, bool verbose)
{
    bool street = f->place && f->place->level == PLACE_STREET;
    bool certain = determined(g, p, what) == 1, right;
    if (what == P_NOW)
        p = &g->v[p->successor];
    if (what == P_UNKNOWN || what == P_ZONE_UNKNOWN)
        right = !street;
    else if (certain)
        right = f->place == p;
    else
        right = !street;
    if (right)
        c->right++;
    else if (street)
        c->wrong++;
    else
        c->silent++;
    if (verbose && !right)
        printf("%s: %.*s %.*s -> %.*s %.*s\n", profiles[what].name,
               STR_ARG(p->code), STR_ARG(p->name),
               STR_ARG(f->place ? f->place->code : S("-")),
               STR_ARG(f->place ? f->place->name : S("-")));
}

static void measure(const Gazetteer *g, Profile what, int n, bool verbose,
                    Arena *a, Arena scratch)
{
    Count c = {0};
    for (int i = 0; i < n; i++) {
        const Place *p = what == P_THEN_NAMED || what == P_THEN || what == P_NOW
                             ? random_former(g)
                             : random_at(g, PLACE_STREET);
        if (determined(g, p, what) < 0)
            continue;
        Arena mark = *a;
        PlaceEvidence e = make_page(g, p, what, a);
        PlaceFinding f = place_find(g, &e, a, scratch);
        judge(g, p, what, &f, &c, verbose);
        arena_rewind(a, mark);
    }
    int all = c.right + c.wrong + c.silent;
    printf("%-28s %5d pages: %5d right, %3d silent, %3d wrong\n",
           profiles[what].name, all, c.right, c.silent, c.wrong);
    CHECK(all > 0);
    CHECK(c.right * 1000 >= all * profiles[what].least);
    CHECK(c.wrong * 100 <= all);
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 300;
    Arena a = arena_new((size_t)1 << 32), scratch = arena_new((size_t)1 << 32);
    Diags d = diags_in(&a);
    Gazetteer *g = gazetteer_load((Str){0}, (Str){0}, &a, &d);
    for (int i = 0; i < PROFILES; i++)
        measure(g, (Profile)i, n, argc > 2, &a, scratch);
    return test_end();
}
