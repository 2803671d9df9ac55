/* The build's memory: whatever becomes of the log, it never says what is not
 * so, and never breaks a build. */
#include "base/hash.h"
#include "emit/state.h"
#include "emit/state_codec.h"
#include "test.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static Arena mem;
static char root[] = "/tmp/jiebao-test-state-XXXXXX";
static Str path; /* of the log */
static const Hash128 key = {1, 2}, other_key = {3, 4};
static const int64_t LONG_AGO = 1500000000123456789;

static Str at(const char *name)
{
    return str_join3(&mem, str_of(root), S("/"), str_of(name));
}

static Entry entry(const char *slug, int version)
{
    static Str text = STR_INIT("改造老旧小区");
    Digest *d = NEW(&mem, Digest);
    TopicUse *u = NEW_N(&mem, TopicUse, 2);
    u[1] = (TopicUse){2, true, 9, 40, 800};
    *d =
        (Digest){version, S("摘要"), S("黨"), {NULL, 0, u, 2}, {&text, 1}, {0}};
    Entry e = {.digest = d, .body_line = 12, .hash = {5, (uint64_t)version}};
    e.r = (Report){.slug = str_of(slug), .id = version, .title = S("报告")};
    e.r.published = 20200108;
    e.r.summary = (YearSpan){2016, 2020};
    e.r.lines[FIELD_TITLE] = 2;
    e.r.inferred = 1u << FIELD_CITY;
    e.r.topics = (StrList){&text, 1};
    e.r.extra.v = NEW(&mem, YamlField);
    e.r.extra.n = 1;
    e.r.extra.v[0] = (YamlField){S("note"), {&text, 1}, YAML_LIST, 5};
    e.st = (FsStat){FS_FILE, 100 + version, LONG_AGO, LONG_AGO, 77};
    return e;
}

static Str as_bytes(const Entry *e)
{
    Buf b = buf_in(&mem);
    put_entry(&b, e);
    return buf_str(&b);
}

static bool save(Str p, Hash128 k, Entry *v, int n)
{
    State *s = state_open(p, k, &mem);
    Site site = {.entries = v, .nentries = n};
    return s && state_save(s, &site, mem);
}

static Str log_bytes(void)
{
    Str bytes = {0};
    CHECK(fs_read(path, 1 << 24, false, &mem, &bytes, NULL));
    return bytes;
}

static void set_log(Str bytes)
{
    CHECK(fs_write_atomic(path, bytes, false, mem));
}

static Output *add_output(State *s, const char *name, uint64_t bytes)
{
    Output *o = state_own(s, str_of(name));
    o->inputs = (Hash128){8, bytes};
    o->bytes = (Hash128){9, bytes};
    o->st = (FsStat){FS_FILE, 10, LONG_AGO, LONG_AGO, bytes};
    o->dirty = o->wanted = true;
    return o;
}

static void test_recall(void)
{
    Entry v[] = {entry("a", 1), entry("b", 2)};
    CHECK(save(path, key, v, 2));
    State *s = state_open(path, key, &mem);
    CHECK(state_whole(s));
    const Entry *e = state_recall(s, S("a"), &v[0].st);
    CHECK(e && e->recalled && e->number == 0);
    CHECK(e && str_eq(as_bytes(e), as_bytes(&v[0])));
    CHECK(e && e->digest->topics.uses[1].passages == 40 &&
          e->digest->topics.uses[1].by_hand &&
          e->digest->topics.uses[1].bytes == 800 &&
          e->r.extra.v[0].shape == YAML_LIST && e->r.lines[FIELD_TITLE] == 2);
    FsStat st = v[0].st;
    CHECK(!state_recall(s, S("c"), &st) && !state_recall(s, S(""), &st));
    for (int i = 0; i < 5; i++) { /* any difference is one too many */
        st = v[0].st;
        st.size += i == 0, st.mtime_ns += i == 1, st.ctime_ns += i == 2;
        st.inode += i == 3, st.kind = i == 4 ? FS_OTHER : st.kind;
        CHECK(!state_recall(s, S("a"), &st));
    }
    state_close(s);
}

/* A file that changed as this run began may change again unseen. */
static void test_too_young(void)
{
    Entry v[] = {entry("a", 1), entry("b", 1)};
    FsStat now;
    set_log(S(""));
    CHECK(fs_stat(path, &now, mem));
    v[0].st.ctime_ns = now.ctime_ns;
    v[1].st.ctime_ns = now.ctime_ns / 1000000000 * 1000000000;
    CHECK(save(path, key, v, 2));
    State *s = state_open(path, key, &mem);
    CHECK(!state_recall(s, S("a"), &v[0].st));
    CHECK(!state_recall(s, S("b"), &v[1].st)); /* whole seconds: coarser */
    state_close(s);
}

static void test_keys(void)
{
    Entry v[] = {entry("a", 1)};
    set_log(S(""));
    State *s = state_open(path, key, &mem);
    add_output(s, "index.html", 1);
    CHECK(state_save(s, &(Site){.entries = v, .nentries = 1}, mem));
    s = state_open(path, other_key, &mem);
    CHECK(!state_recall(s, S("a"), &v[0].st));
    Output *o = state_output(s, S("index.html"));
    CHECK(o && o->bytes.lo == 9 && !o->inputs.lo && !o->inputs.hi);
    v[0].r.id = 5;
    CHECK(state_save(s, &(Site){.entries = v, .nentries = 1}, mem));
    s = state_open(path, key, &mem); /* nothing of another key comes back */
    const Entry *e = state_recall(s, S("a"), &v[0].st);
    CHECK(!e || e->r.id == 1);
    state_close(s);
    s = state_open(path, other_key, &mem);
    e = state_recall(s, S("a"), &v[0].st);
    CHECK(!e || e->r.id == 5);
    state_close(s);
}

static TopicFinding passages(Str text)
{
    Mark *marks = NEW_N(&mem, Mark, 2);
    Passage *p = NEW(&mem, Passage);
    marks[1] = (Mark){6, 6};
    *p = (Passage){1, 7, S("p3"), {0}, S("一、党建"), text, marks, 2};
    return (TopicFinding){.passages = p, .npassages = 1};
}

static Str store(State *s, Entry *e, Str text)
{
    Buf b = buf_in(&mem);
    TopicFinding f = passages(text);
    put_passages(&b, &f);
    Digest *d = NEW(&mem, Digest);
    *d = *e->digest;
    CHECK(state_store(s, buf_str(&b), &d->passages));
    e->digest = d;
    return buf_str(&b);
}

/* What is stored comes back byte for byte, or not at all, also when the files
 * were written anew; damage is noticed. */
static void test_stored(void)
{
    Entry v[] = {entry("a", 1), entry("b", 2)};
    Site site = {.entries = v, .nentries = 2};
    Str file = str_concat(&mem, path, S(".passages")), bytes, found;
    TopicFinding f;
    set_log(S(""));
    State *s = state_open(path, key, &mem);
    for (int i = 0; i < 3000; i++) /* most of it is wanted no more */
        store(s, &v[0],
              S("很久以前改造老旧小区，后来又改造老旧小区，再后来还是改造"
                "老旧小区，一共改造了许多许多年，改造了许多许多个小区。"
                "而且每一次都有人来看，每一次都有人说好，也有人说不好。"
                "如此这般，年年如此，岁岁如此，直到今天仍然如此。"));
    Str a = store(s, &v[0], S("改造老旧小区")), b = store(s, &v[1], S("乙"));
    CHECK(state_save(s, &site, mem));
    for (int round = 0; round < 2; round++) {
        CHECK(fs_read(file, 1 << 24, false, &mem, &bytes, NULL));
        CHECK((round ? bytes.n == a.n + b.n : bytes.n > 0));
        s = state_open(path, key, &mem);
        const Entry *e = state_recall(s, S("b"), &v[1].st);
        CHECK(e && state_fetch(s, &e->digest->passages, &mem, &found) &&
              str_eq(found, b) && get_passages(found, &mem, &f) &&
              f.npassages == 1 && f.passages[0].marks[1].n == 6 &&
              !str_given(f.passages[0].heading_id) &&
              str_eq(f.passages[0].text, S("乙")));
        v[1] = *e;
        e = state_recall(s, S("a"), &v[0].st);
        CHECK(e && state_fetch(s, &e->digest->passages, &mem, &found) &&
              str_eq(found, a));
        v[0] = *e;
        CHECK(state_save(s, &site, mem));
    }
    Buf turned = buf_in(&mem);
    buf_add(&turned, bytes);
    turned.s[turned.n - 1] ^= 1;
    CHECK(fs_write_atomic(file, buf_str(&turned), false, mem));
    s = state_open(path, key, &mem);
    CHECK(!state_fetch(s, &v[0].digest->passages, &mem, &found) ||
          !state_fetch(s, &v[1].digest->passages, &mem, &found));
    Stored wild[] = {{-1, 5, 0},
                     {INT64_MAX, 5, 0},
                     {0, INT64_MAX, 0},
                     {bytes.n, 1, 0},
                     {0, 0, 0}};
    for (size_t i = 0; i < sizeof wild / sizeof *wild; i++)
        CHECK(!state_fetch(s, &wild[i], &mem, &found));
    state_close(s);
    fs_remove(file, mem);
}

static void test_outputs(void)
{
    ptrdiff_t n;
    set_log(S(""));
    State *s = state_open(path, key, &mem);
    CHECK(!state_whole(s));
    add_output(s, "b", 1), add_output(s, "a", 2), add_output(s, "c/d", 3);
    state_forget(s, state_output(s, S("b"))); /* with a log written anew */
    CHECK(!state_output(s, S("b")));
    CHECK(state_save(s, &(Site){0}, mem));
    s = state_open(path, key, &mem);
    CHECK(state_whole(s));
    state_outputs(s, &n, &mem);
    Output *a = state_output(s, S("a")), *d = state_output(s, S("c/d"));
    CHECK(n == 2 && state_noutputs(s) == 2 && a && d);
    CHECK(d->st.inode == 3 && d->inputs.hi == 3);
    state_claim(s, a);
    state_claim(s, state_own(s, S("new")));
    CHECK(state_flush(s));
    state_forget(s, d);
    state_close(s); /* as if killed: claims are in the log */
    s = state_open(path, key, &mem);
    a = state_output(s, S("a")), d = state_output(s, S("c/d"));
    CHECK(a && a->st.kind == FS_NONE && !a->bytes.lo);
    CHECK(d && d->st.kind == FS_FILE); /* not yet forgotten */
    CHECK(state_output(s, S("new")) && state_noutputs(s) == 3);
    state_close(s);
}

/* A log that somebody else wrote names nothing outside the output folder. */
static void test_hostile_paths(void)
{
    static const Str bad[] = {
        STR_INIT("../x"), STR_INIT("a/../../x"), STR_INIT("/etc/passwd"),
        STR_INIT("a//b"), STR_INIT("./x"),       STR_INIT("a/."),
        STR_INIT("a/"),   STR_INIT(".."),        STR_INIT(""),
        STR_INIT("a\0b"),
    };
    ptrdiff_t n;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK(!output_path_valid(bad[i]));
        set_log(S(""));
        State *s = state_open(path, key, &mem);
        Output *o = state_own(s, bad[i]);
        o->dirty = true;
        state_claim(s, o);
        CHECK(state_save(s, &(Site){0}, mem));
        s = state_open(path, key, &mem);
        state_outputs(s, &n, &mem);
        CHECK(n == 0);
        state_close(s);
    }
    CHECK(output_path_valid(S("a/..b/c.html")));
}

/* Two versions of a report: damaged or not, the log may say the truth about
 * either, or nothing. */
static bool says_truth(const Entry *v1, const Entry *v2)
{
    State *s = state_open(path, key, &mem);
    if (!s)
        return false;
    bool was_whole = state_whole(s);
    state_close(s); /* a build that is killed leaves the doubt to the next */
    s = state_open(path, key, &mem);
    if (!s || state_whole(s) != was_whole)
        return false;
    const Entry *e = state_recall(s, v1->r.slug, &v1->st);
    bool ok = !e || str_eq(as_bytes(e), as_bytes(v1));
    e = state_recall(s, v2->r.slug, &v2->st);
    ok = ok && (!e || str_eq(as_bytes(e), as_bytes(v2)));
    ptrdiff_t n;
    Output **v = state_outputs(s, &n, &mem);
    for (ptrdiff_t i = 0; i < n; i++)
        ok = ok && (str_eq(v[i]->path, S("index.html")) ||
                    str_eq(v[i]->path, S("old.html")));
    Entry after[] = {*v1};
    ok = state_save(s, &(Site){.entries = after, .nentries = 1}, mem) && ok;
    s = state_open(path, key, &mem); /* and it works again */
    ok = ok && s && state_whole(s) && state_recall(s, v1->r.slug, &v1->st);
    state_close(s);
    return ok;
}

static Str good_log(Entry *v1, Entry *v2)
{
    set_log(S(""));
    State *s = state_open(path, key, &mem);
    add_output(s, "index.html", 1), add_output(s, "old.html", 1);
    CHECK(state_save(s, &(Site){.entries = v1, .nentries = 1}, mem));
    s = state_open(path, key, &mem);
    add_output(s, "index.html", 2);
    state_claim(s, state_output(s, S("index.html")));
    state_forget(s, state_output(s, S("old.html")));
    CHECK(state_save(s, &(Site){.entries = v2, .nentries = 1}, mem));
    return log_bytes();
}

static void test_torn_and_flipped(void)
{
    Entry v1[] = {entry("a", 1)}, v2[] = {entry("a", 2)};
    Str good = good_log(v1, v2);
    Arena mark = mem;
    int step = getenv("SAN") && *getenv("SAN") ? 3 : 1;
    for (ptrdiff_t n = 0; n <= good.n; n += step) {
        set_log(str_head(good, n));
        CHECK(says_truth(v1, v2));
        arena_rewind(&mem, mark);
    }
    for (ptrdiff_t i = 0; i < good.n; i += step) {
        char *bytes = str_cstr(&mem, good);
        bytes[i] = (char)(bytes[i] ^ 1 << i % 8);
        set_log((Str){bytes, good.n});
        CHECK(says_truth(v1, v2));
        arena_rewind(&mem, mark);
    }
    char *junk = NEW_N(&mem, char, 10000); /* foreign in full */
    for (int i = 0; i < 10000; i++)
        junk[i] = (char)(i * 7919 >> 3);
    set_log((Str){junk, 10000});
    CHECK(says_truth(v1, v2));
    set_log(S("jiebao state 2\n\2\0\0\0\xff\xff\xff\xff"));
    CHECK(says_truth(v1, v2));
}

static void test_places(void)
{
    mkdir(str_cstr(&mem, at("dir")), 0700);
    CHECK(!state_open(at("dir"), key, &mem) && errno == EISDIR);
    CHECK(!state_open(at("none/x"), key, &mem) && errno == ENOENT);
    CHECK(fs_write_atomic(at("mine"), S("my own"), false, mem));
    CHECK(!symlink("mine", str_cstr(&mem, at("link"))));
    CHECK(!state_open(at("link"), key, &mem) && errno == ELOOP);
    mkfifo(str_cstr(&mem, at("fifo")), 0600); /* must not hang */
    CHECK(!state_open(at("fifo"), key, &mem));
    Str mine;
    CHECK(fs_read(at("mine"), 99, false, &mem, &mine, NULL));
    CHECK_STR(mine, S("my own"));
}

/* Years of builds, each of which changes the same few files. */
static void test_compaction(void)
{
    Arena mark = mem;
    FsStat st;
    set_log(S(""));
    for (int i = 0; i < 300; i++) {
        char name[200];
        State *s = state_open(path, key, &mem);
        for (int k = 0; k < 50; k++) {
            snprintf(name, sizeof name, "reports/%0100d.html", k);
            state_claim(s, add_output(s, name, (uint64_t)i));
        }
        CHECK(state_save(s, &(Site){0}, mem));
        CHECK(fs_stat(path, &st, mem) && st.size < 1300000);
        arena_rewind(&mem, mark);
    }
}

int main(void)
{
    mem = arena_new((size_t)1 << 30);
    if (!mkdtemp(root))
        return 1;
    path = at("state");
    test_recall();
    test_too_young();
    test_keys();
    test_outputs();
    test_stored();
    test_hostile_paths();
    test_torn_and_flipped();
    test_places();
    test_compaction();
    static const char *const left[] = {"state", "state.passages", "mine",
                                       "link", "fifo"};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        unlink(str_cstr(&mem, at(left[i])));
    rmdir(str_cstr(&mem, at("dir")));
    rmdir(root);
    return test_end();
}
