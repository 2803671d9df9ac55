/* The reader of the search index: queries' words; then a built site whose
 * index files are mutated, seeded, and asked all the same: the bytes may be
 * anything, and what is damaged is named. */
#include "base/fs.h"
#include "emit/build.h"
#include "query/search.h"
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

enum { REPORTS = 40, ROUNDS = 600 };

static Arena perm;
static Str site, public;
static uint64_t seed = 20211105;

static uint32_t dice(uint32_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}

static void check_words(Str query, Str wanted, Str unwanted)
{
    Words w = words_of(query, &perm);
    Buf a = buf_in(&perm);
    for (ptrdiff_t i = 0; i < w.wanted.n; i++) {
        buf_add(&a, w.wanted.v[i]);
        buf_byte(&a, '|');
    }
    CHECK_STR(buf_str(&a), wanted);
    Buf b = buf_in(&perm);
    for (ptrdiff_t i = 0; i < w.unwanted.n; i++) {
        buf_add(&b, w.unwanted.v[i]);
        buf_byte(&b, '|');
    }
    CHECK_STR(buf_str(&b), unwanted);
}

static void test_words(void)
{
    check_words(S(" 养老 养老\t服 务 "), S("养老|服|务|"), S(""));
    check_words(S("\"养老 服务\" -助餐 -\"A B\""), S("养老服务|"),
                S("助餐|ab|"));
    check_words(S("-x"), S("-x|"), S(""));
    /* two hyphens are text that is looked for: docs/search-index.md */
    check_words(S("- -- \"\" \""), S("-|--|\"|"), S(""));
    check_words(S("a --b -c"), S("a|--b|"), S("c|"));
    check_words(S("a\"b c\" \"d\"e"), S("a\"b|c\"|\"d\"e|"), S(""));
    check_words(S("\xE5\xFF"), S("\xEF\xBF\xBD\xEF\xBF\xBD|"), S(""));
}

static void put(Str path, Str text)
{
    CHECK(fs_write_atomic(str_join3(&perm, site, S("/"), path), text, false,
                          perm));
}

static void make_site(void)
{
    char dir[] = "/tmp/jiebao-test-query-XXXXXX";
    CHECK(mkdtemp(dir));
    site = str_dup(&perm, str_of(dir));
    public = str_concat(&perm, site, S("/public"));
    CHECK(fs_mkdirs(str_concat(&perm, site, S("/content/reports")), perm));
    char here[4096];
    CHECK(getcwd(here, sizeof here));
    char *theme =
        str_cstr(&perm, str_concat(&perm, str_of(here), S("/themes")));
    CHECK(!symlink(theme,
                   str_cstr(&perm, str_concat(&perm, site, S("/themes")))));
    put(S("site.conf"), S("[site]\ntitle = x\nlanguage = zh-CN\n\n[topic 养老]"
                          "\nslug = yanglao\nkeywords = 养老:3\n"));
    for (int i = 1; i <= REPORTS; i++) {
        Buf path = buf_in(&perm), text = buf_in(&perm);
        buf_lit(&text, "---\ntitle: 柳荫街道总结");
        buf_int(&text, i);
        buf_lit(&text, "\nid: ");
        buf_int(&text, i);
        buf_lit(&text, "\nstreet: 柳荫街道\nsummary_years: 2021\n---\n\n");
        for (int k = 0; k < 20; k++) {
            buf_lit(&text, "## 一、养老服务\n\n网格化管理，加装电梯 ");
            buf_int(&text, i * k);
            buf_lit(&text, " 部。\n\n");
        }
        Str body = str_dup(&perm, buf_str(&text));
        buf_lit(&path, "content/reports/r-");
        buf_int(&path, i);
        buf_lit(&path, ".md");
        put(str_dup(&perm, buf_str(&path)), body);
    }
    BuildOptions opt = {.dir = site, .threads = 1};
    Diags d = diags_in(&perm);
    BuildResult built = build_site(&opt, &perm, &d);
    CHECK(built.done && built.reports == REPORTS);
}

static Answer ask(Index *ix, Str query, Arena *a)
{
    Str district = S("unknown"), year = S("2021");
    bool filtered = dice(3) == 0;
    QueryOptions o = {.limit = 5, .verify = 20};
    if (filtered)
        o.filters = (Filters){.district = {&district, 1}, .year = {&year, 1}};
    Answer answer = query_search(ix, query, &o, a);
    CHECK(answer.total <= REPORTS * 2 && answer.nresults <= 5);
    return answer;
}

static void test_sound(void)
{
    Arena a = perm;
    Index *ix = index_open(public, &a);
    CHECK(ix);
    if (!ix)
        return;
    CHECK(ask(ix, S("网格化管理"), &a).total == REPORTS);
    Answer one = ask(ix, S("柳荫街道总结17"), &a);
    CHECK(one.total == 1 && one.exact && one.nresults == 1);
    CHECK_STR(one.results[0].text.slug, S("r-17"));
    IndexText t;
    bool read;
    CHECK(index_text(ix, 17, &a, &t));
    CHECK(query_finds(ix, 17, &t, S("加装电梯"), &read, a) && read);
    CHECK(!query_finds(ix, 17, &t, S("加装电扇"), &read, a) && read);
    CHECK(query_in_street(ix, 17, S("柳荫街道"), &read) && read);
    CHECK(!query_in_street(ix, 17, S("梧桐街道"), &read) && read);
    CHECK(!ix->missing.n);
    index_close(ix);
}

/* A file cut off, with bits flipped, overwritten with noise, with a part of it
 * twice, or a digit changed. */
static Str mutate(Str bytes, Arena *a)
{
    char *p = arena_bytes(a, 2 * bytes.n + 64);
    ptrdiff_t n = bytes.n;
    memcpy(p, bytes.s, (size_t)n);
    switch (dice(5)) {
    case 0:
        return (Str){p, dice((uint32_t)n)};
    case 1:
        for (uint32_t k = 1 + dice(8); k--;)
            p[dice((uint32_t)n)] ^= (char)(1 << dice(8));
        break;
    case 2:
        for (uint32_t at = dice((uint32_t)n), k = dice(40); k-- && at < n; at++)
            p[at] = (char)dice(256);
        break;
    case 3: {
        uint32_t at = dice((uint32_t)n), k = dice((uint32_t)n - at);
        memcpy(p + n, bytes.s + at, k);
        n += k;
        break;
    }
    default:
        for (uint32_t k = 1 + dice(4), at; k--;) {
            for (at = dice((uint32_t)n);
                 at < n && (p[at] < '0' || p[at] > '9');)
                at++;
            if (at < n)
                p[at] = (char)('0' + dice(10));
        }
    }
    return (Str){p, n};
}

static void test_mutated(void)
{
    static const Str queries[] = {STR_INIT("网格化管理"), STR_INIT("养"),
                                  STR_INIT("总结 -电梯"), STR_INIT("部。"),
                                  STR_INIT("柳荫街道总结3")};
    Str search = str_concat(&perm, public, S("/search"));
    FsList files;
    int named = 0;
    CHECK(fs_list(search, true, &perm, &files) && files.n > REPORTS);
    if (files.n <= REPORTS)
        return;
    for (int i = 0; i < ROUNDS; i++) {
        Arena a = perm;
        bool manifest = dice(4) == 0;
        Str name = files.v[dice((uint32_t)files.n)].path, bytes;
        name = manifest ? S("manifest.js") : name;
        Str path = str_join3(&a, search, S("/"), name);
        CHECK(fs_read(path, 1 << 24, false, &a, &bytes, NULL));
        CHECK(fs_write_atomic(path, mutate(bytes, &a), false, a));
        Index *ix = index_open(public, &a);
        named += !ix;
        if (ix) {
            for (size_t q = 0; q < sizeof queries / sizeof *queries; q++)
                ask(ix, queries[q], &a);
            named += ix->missing.n > 0;
            index_close(ix);
        }
        CHECK(fs_write_atomic(path, bytes, false, a));
    }
    CHECK(named > ROUNDS / 4);
}

int main(void)
{
    perm = arena_new((size_t)1 << 34);
    test_words();
    make_site();
    test_sound();
    test_mutated();
    Arena a = perm;
    char *rm[] = {str_cstr(&a, str_concat(&a, S("rm -rf "), site))};
    CHECK(system(rm[0]) == 0);
    return test_end();
}
