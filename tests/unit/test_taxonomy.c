#include "test.h"

#include "base/buf.h"
#include "model/taxonomy.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static Arena mem, work;
static Site site;

typedef struct Row {
    const char *place; /* "province/city/district/street" */
    const char *code;
    int from, to; /* summary */
} Row;

static void fill(Report *r, const Row *row)
{
    Str rest = str_of(row->place);
    r->province = str_cut(&rest, S("/"));
    r->city = str_cut(&rest, S("/"));
    r->district = str_cut(&rest, S("/"));
    r->street = rest;
    r->division = str_of(row->code);
    r->summary = (YearSpan){(int16_t)row->from, (int16_t)row->to};
    if (row->to)
        r->plan = (YearSpan){(int16_t)(row->to + 1), (int16_t)(row->to + 1)};
}

static Taxonomy *derive(const Row *rows, int n)
{
    site = (Site){.entries = NEW_N(&mem, Entry, n), .nentries = n};
    for (int i = 0; i < n; i++) {
        site.entries[i].number = i + 1;
        fill(&site.entries[i].r, &rows[i]);
    }
    return taxonomy_derive(&site, &mem, work);
}

static Str list(RefList l)
{
    Buf b = buf_in(&mem);
    for (int i = 0; i < l.n; i++) {
        buf_int(&b, l.v[i]);
        buf_byte(&b, ' ');
    }
    return buf_str(&b);
}

static Str near(const Taxonomy *t, int entry)
{
    const Neighbours *n = &t->neighbours[entry];
    Buf b = buf_in(&mem);
    for (int i = 0; i < (int)(sizeof n->near / sizeof *n->near); i++) {
        buf_int(&b, n->near[i]);
        buf_byte(&b, ' ');
    }
    return buf_str(&b);
}

static const Row some[] = {
    {"湖/长/天心区/甲街道", "430103001", 2020, 2020}, /* 0 */
    {"湖/长/天心区/乙街道", "430103002", 2020, 2020},
    {"湖/长/天心区/甲街道", "430103001", 2016, 2019},
    {"湖/长/天心区/丙街道", "", 2020, 2020}, /* code from the names */
    {"湖/长/岳麓区/甲街道", "430104", 2021, 2021},
    {"湖/长/开福区/甲街道", "", 2020, 2020}, /* 5: no code anywhere */
    {"湖/长//", "", 2019, 2019},
    {"///甲街道", "", 2020, 2020},
    {"///", "", 0, 0},
    {"湖/长/天心区/", "430103", 2020, 2020},
    {"湖/长/天心区/乙街道", "", 2018, 2018}, /* 10 */
};

static void groups(void)
{
    Taxonomy *t = derive(some, sizeof some / sizeof *some);
    CHECK(t->ndistricts == 5);
    const District *d = &t->districts[0];
    CHECK_STR(d->code, S("430103"));
    CHECK_STR(d->name, S("天心区"));
    CHECK_STR(list(d->reports), S("10 2 0 1 3 9 "));
    CHECK(d->nstreets == 4);
    CHECK_STR(d->streets[0].name, S("甲街道"));
    CHECK_STR(d->streets[1].code, S("430103002"));
    CHECK_STR(list(d->streets[1].reports), S("10 1 "));
    CHECK_STR(d->streets[2].name, S("丙街道"));
    CHECK_STR(d->streets[3].name, S(""));
    CHECK_STR(t->districts[1].code, S("430104"));
    CHECK(str_starts(t->districts[2].code, S("x-")));
    CHECK(str_starts(t->districts[3].code, S("x-")));
    CHECK_STR(t->districts[4].code, S("unknown"));
    CHECK_STR(list(t->districts[4].reports), S("8 7 "));
    CHECK(t->district_of[3] == 0 && t->district_of[8] == 4);
}

static void years(void)
{
    Taxonomy *t = derive(some, sizeof some / sizeof *some);
    CHECK(t->nyears == 7 && t->years[0].year == 2022);
    CHECK(t->years[6].year == 2016);
    CHECK_STR(list(t->years[2].summaries), S("0 1 3 9 5 7 ")); /* 2020 */
    CHECK_STR(list(t->years[2].plans), S("2 6 "));
    CHECK_STR(list(t->years[4].summaries), S("2 10 ")); /* 2018 */
    CHECK_STR(list(t->years[5].summaries), S("2 "));    /* 2017 */
    CHECK_STR(list(t->years[0].summaries), S(""));
}

static void neighbours(void)
{
    Taxonomy *t = derive(some, sizeof some / sizeof *some);
    CHECK(t->neighbours[0].previous == 2 && t->neighbours[0].next == -1);
    CHECK(t->neighbours[2].previous == -1 && t->neighbours[2].next == 0);
    CHECK(t->neighbours[9].previous == -1 && t->neighbours[9].next == -1);
    CHECK_STR(near(t, 0), S("1 3 9 -1 "));
    CHECK_STR(near(t, 9), S("0 1 3 -1 "));
    CHECK_STR(near(t, 2), S("10 3 9 -1 ")); /* nearest years */
    CHECK_STR(near(t, 7), S("-1 -1 -1 -1 "));
}

/* A ring: among many of one year each gets the four after it, and a report of
 * a new year changes none of them. */
static void ring(void)
{
    Row rows[10];
    char place[9][32], code[9][32];
    for (int i = 0; i < 9; i++) {
        snprintf(place[i], sizeof place[i], "p/c/d/s%d", i);
        snprintf(code[i], sizeof code[i], "43010300%d", i);
        rows[i] = (Row){place[i], code[i], 2020, 2020};
    }
    rows[9] = (Row){"p/c/d/s4", "430103004", 2021, 2021};
    Taxonomy *t = derive(rows, 9);
    CHECK_STR(near(t, 0), S("1 2 3 4 "));
    CHECK_STR(near(t, 7), S("8 0 1 2 "));
    Taxonomy *more = derive(rows, 10);
    for (int i = 0; i < 9; i++)
        CHECK(!memcmp(t->neighbours[i].near, more->neighbours[i].near,
                      sizeof t->neighbours[i].near));
    CHECK_STR(near(more, 9), S("5 6 7 8 "));
}

/* What was planned for a year, and what became of it. */
static void pairs(void)
{
    static const Row rows[] = {
        {"p/c/d/s", "430103001", 2016, 2020}, /* plans for 2021 to 2025 */
        {"p/c/d/s", "430103001", 2020, 2020},
        {"p/c/d/s", "430103001", 2021, 2021},
        {"p/c/d/s", "430103001", 2022, 2022}, /* the half year */
        {"p/c/d/s", "430103001", 2022, 2022},
        {"p/c/d/t", "430103002", 2021, 2021},
        {"p/c/d/s", "430103001", 2021, 2025},
        {"p/c/d/t", "430103002", 0, 0},
        {"p/c/d/", "430103", 2020, 2020},
        {"p/c/d/", "430103", 2021, 2021},
        {"///s", "", 2020, 2020},
        {"///s", "", 2021, 2021},
    };
    derive(rows, sizeof rows / sizeof *rows);
    site.entries[0].r.plan = (YearSpan){2021, 2025};
    site.entries[3].r.kind = S("半年工作总结");
    site.entries[3].r.plan = (YearSpan){2022, 2022};
    site.entries[3].r.published = date_make(2022, 12, 1);
    const Neighbours *n = taxonomy_derive(&site, &mem, work)->neighbours;
    CHECK(n[0].planned == -1 && n[0].result == 6); /* five by five */
    CHECK(n[1].planned == -1 && n[1].result == 2);
    CHECK(n[2].planned == 1 && n[2].result == 4);   /* not the half year */
    CHECK(n[3].planned == 2 && n[3].result == 4);   /* and not itself */
    CHECK(n[4].planned == 2 && n[4].result == 6);   /* the whole year */
    CHECK(n[5].planned == -1 && n[5].result == -1); /* another street */
    CHECK(n[6].planned == 0 && n[6].result == -1);
    CHECK(n[7].planned == -1 && n[7].result == -1);
    for (int i = 8; i < 12; i++) /* of no street, of no place */
        CHECK(n[i].planned == -1 && n[i].result == -1);
}

static void topics(void)
{
    Taxonomy *t = derive(some, 4);
    site.conf.ntopics = 2;
    t->topics = NEW_N(&mem, TopicTerm, 2);
    TopicUse use = {.topic = 1, .passages = 2};
    Passage passages[] = {{.topic = 1}, {.topic = 1}};
    Digest digest = {.topics = {passages, 2, &use, 1}};
    site.entries[0].digest = site.entries[2].digest = &digest;
    site.entries[3].digest = &digest;
    taxonomy_topics(t, &site, &mem, work);
    CHECK(t->topics[0].reports.n == 0 && t->topics[1].npassages == 6);
    CHECK_STR(list(t->topics[1].reports), S("3 0 2 "));
}

/* Nothing is quadratic, whatever the reports have in common. */
static void many(void)
{
    enum { N = 100000 };
    static const struct {
        int districts, streets, years;
    } shapes[] = {{1, 1, 1}, {1, N, N}, {N, 1, 1}, {1, N, 1}, {300, 20, 17}};
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        Arena mark = mem;
        site = (Site){.entries = NEW_N(&mem, Entry, N), .nentries = N};
        for (int i = 0; i < N; i++) {
            Report *r = &site.entries[i].r;
            Buf b = buf_in(&mem);
            buf_int_pad(&b, 110000 + i % shapes[s].districts, 6);
            r->division = str_dup(&mem, buf_str(&b));
            buf_int(&b, i / shapes[s].districts % shapes[s].streets);
            r->district = r->division;
            r->street = buf_str(&b);
            int year = 1900 + i % shapes[s].years % 300;
            r->summary = (YearSpan){(int16_t)year, (int16_t)year};
            site.entries[i].number = i + 1;
        }
        clock_t from = clock();
        taxonomy_derive(&site, &mem, work);
        double ms = (double)(clock() - from) * 1000 / CLOCKS_PER_SEC;
        CHECK(ms < 3000);
        if (getenv("TIMES"))
            printf("shape %d: %.0f ms\n", (int)s, ms);
        arena_rewind(&mem, mark);
    }
}

static void nothing(void)
{
    Taxonomy *t = derive(some, 0);
    CHECK(t->ndistricts == 0 && t->nyears == 0);
    taxonomy_topics(t, &site, &mem, work);
}

int main(void)
{
    mem = arena_new((size_t)1 << 32);
    work = arena_new((size_t)1 << 32);
    groups();
    years();
    neighbours();
    pairs();
    ring();
    topics();
    many();
    nothing();
    return test_end();
}
