/* The output folder: what is written, kept, removed, and what never is. */
#include "base/fs.h"
#include "emit/publish.h"
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static Arena mem, scratch; /* never the same: a scratch is overwritten */
static char root[] = "/tmp/jiebao-test-publish-XXXXXX";
static const Hash128 key = {1, 2};

static Str at(const char *name)
{
    return str_join3(&mem, str_of(root), S("/"), str_of(name));
}

static const char *cat(const char *name)
{
    return str_cstr(&mem, at(name));
}

static FsStat stat_of(const char *name)
{
    FsStat st;
    CHECK(fs_stat(at(name), &st, mem));
    return st;
}

static bool there(const char *name)
{
    return stat_of(name).kind != FS_NONE;
}

static Str bytes_of(const char *name)
{
    Str s = {0};
    return fs_read(at(name), 1 << 20, false, &mem, &s, NULL) ? s : (Str){0};
}

static void put_file(const char *name, Str bytes)
{
    CHECK(fs_write_atomic(at(name), bytes, false, mem));
}

/* One build at work. */
typedef struct Run {
    State *state;
    Publish *p;
    Diags diags;
    PublishResult counts;
    int made; /* outputs that had to be made */
} Run;

static Run begin_with(const char *out, PublishOptions opt)
{
    Run r = {.diags = diags_in(&mem)};
    r.state = state_open(at("state"), key, &mem);
    r.p = r.state ? publish_open(at(out), r.state, opt, &mem, scratch, &r.diags)
                  : NULL;
    return r;
}

static Run begin_in(const char *out, bool full)
{
    return begin_with(out, (PublishOptions){.full = full});
}

static Run begin(void)
{
    return begin_in("out", false);
}

/* An output made from `inputs`; its bytes follow from them. */
static void want(Run *r, const char *name, uint64_t inputs)
{
    Hash128 in = {7, inputs};
    Buf b = buf_in(&mem);
    buf_lit(&b, "made from ");
    buf_int(&b, (int64_t)inputs);
    if (publish_current(r->p, str_of(name), in))
        return;
    r->made++;
    publish_put(r->p, str_of(name), in, buf_str(&b), scratch);
}

static void end(Run *r)
{
    r->counts = publish_close(r->p, scratch, &r->diags);
    CHECK(state_save(r->state, &(Site){0}, scratch));
}

static bool counted(const Run *r, int added, int changed, int removed, int kept)
{
    const PublishResult *c = &r->counts;
    bool ok = c->added == added && c->changed == changed &&
              c->removed == removed && c->unchanged == kept;
    if (!ok)
        printf("counted %d added, %d changed, %d removed, %d kept\n",
               (int)c->added, (int)c->changed, (int)c->removed,
               (int)c->unchanged);
    return ok;
}

static void start_anew(void)
{
    pid_t pid = fork();
    if (!pid)
        execlp("rm", "rm", "-rf", cat("out"), cat("state"), cat("away"),
               (char *)NULL);
    waitpid(pid, NULL, 0);
    Run r = begin();
    want(&r, "index.html", 1), want(&r, "reports/a.html", 1);
    want(&r, "reports/deep/er/b.html", 1);
    end(&r);
    CHECK(counted(&r, 3, 0, 0, 0) && r.counts.bytes == 33);
}

static void test_unchanged(void)
{
    start_anew();
    FsStat before = stat_of("out/index.html"), now;
    Run r = begin();
    want(&r, "index.html", 1), want(&r, "reports/a.html", 1);
    want(&r, "reports/deep/er/b.html", 1);
    end(&r);
    CHECK(r.made == 0 && counted(&r, 0, 0, 0, 3) && !r.counts.bytes);
    r = begin_in("out", true); /* --full makes all and writes nothing */
    want(&r, "index.html", 1), want(&r, "reports/a.html", 1);
    want(&r, "reports/deep/er/b.html", 1);
    end(&r);
    CHECK(r.made == 3 && counted(&r, 0, 0, 0, 3) && !r.counts.bytes);
    now = stat_of("out/index.html");
    CHECK(fs_stat_same(&before, &now));
}

static void test_changed_and_stale(void)
{
    start_anew();
    Run r = begin();
    want(&r, "index.html", 2), want(&r, "new.html", 1);
    end(&r);
    CHECK(counted(&r, 1, 1, 2, 0));
    CHECK_STR(bytes_of("out/index.html"), S("made from 2"));
    CHECK(!there("out/reports")); /* empty folders go with their last file */
    r = begin();
    want(&r, "index.html", 2), want(&r, "new.html", 1);
    end(&r);
    CHECK(r.made == 0 && counted(&r, 0, 0, 0, 2));
}

static void test_modified_by_hand(void)
{
    start_anew();
    put_file("out/index.html", S("mine"));
    put_file("out/reports/a.html", S("mine"));
    unlink(cat("out/reports/deep/er/b.html"));
    Run r = begin();
    want(&r, "index.html", 1), want(&r, "reports/deep/er/b.html", 1);
    end(&r);
    CHECK(counted(&r, 1, 1, 0, 0)); /* comes back; stale but not ours: stays */
    CHECK_STR(bytes_of("out/index.html"), S("made from 1"));
    CHECK_STR(bytes_of("out/reports/a.html"), S("mine"));
}

/* Copied or touched, a stale output is still ours by its bytes. */
static void test_touched(void)
{
    start_anew();
    CHECK(!utimensat(AT_FDCWD, cat("out/reports/a.html"), NULL, 0));
    CHECK(!utimensat(AT_FDCWD, cat("out/index.html"), NULL, 0));
    Run r = begin();
    want(&r, "index.html", 1);
    end(&r);
    CHECK(r.made == 1 && counted(&r, 0, 0, 2, 1));
    CHECK(!there("out/reports"));
}

static void test_foreign(void)
{
    start_anew();
    put_file("out/CNAME", S("example.org"));
    put_file("out/reports/mine.txt", S("mine"));
    CHECK(fs_mkdirs(at("out/empty"), mem));
    Run r = begin();
    want(&r, "index.html", 1);
    end(&r);
    CHECK(there("out/CNAME") && there("out/reports/mine.txt"));
    CHECK(there("out/empty") && !there("out/reports/a.html"));
}

static void test_links(void)
{
    start_anew();
    CHECK(fs_mkdirs(at("away/er"), mem));
    put_file("away/a.html", S("precious"));
    put_file("away/er/b.html", S("made from 1"));
    /* a file that is a link is replaced, not followed */
    unlink(cat("out/index.html"));
    CHECK(!symlink("../away/a.html", cat("out/index.html")));
    /* a folder that is a link is not entered: to remove, or to write */
    CHECK(!rename(cat("out/reports/deep"), cat("out/was")));
    CHECK(!symlink("../../away", cat("out/reports/deep")));
    Run r = begin();
    want(&r, "index.html", 1), want(&r, "reports/a.html", 1);
    end(&r);
    CHECK(r.diags.worst < DIAG_ERROR && there("away/er/b.html"));
    CHECK_STR(bytes_of("away/a.html"), S("precious"));
    CHECK(stat_of("out/index.html").kind == FS_FILE);
    r = begin();
    want(&r, "index.html", 1), want(&r, "reports/deep/a.html", 1);
    end(&r);
    CHECK(r.diags.count[DIAG_ERROR] == 1);
    CHECK_STR(bytes_of("away/a.html"), S("precious"));
    CHECK(there("out/reports/a.html")); /* nothing goes after an error */
}

static void test_in_the_way(void)
{
    start_anew();
    unlink(cat("out/index.html"));
    CHECK(fs_mkdirs(at("out/index.html/x"), mem));
    put_file("out/years", S("a file where a folder goes"));
    static const char *const taken[] = {"index.html", "years/2020.html"};
    for (int i = 0; i < 2; i++) {
        Run r = begin();
        want(&r, "reports/a.html", 2), want(&r, taken[i], 1);
        want(&r, "new/b.html", 1);
        end(&r);
        CHECK(r.diags.count[DIAG_ERROR] == 1 && !r.counts.placed);
        CHECK_STR(r.diags.first->file,
                  str_join3(&mem, at("out"), S("/"), str_of(taken[i])));
        CHECK_STR(bytes_of("out/reports/a.html"), S("made from 1"));
        CHECK(there("out/reports/deep/er/b.html") && there("out/index.html/x"));
        CHECK(!there("out/new") && !there("out/.jiebao-new~"));
    }
}

/* Killed with all in place, before that is remembered: what it wrote is known
 * to be ours. Killed before: nothing has changed, and what waited goes. */
static void test_killed(void)
{
    for (int placed = 0; placed < 2; placed++) {
        start_anew();
        pid_t pid = fork();
        if (!pid) {
            Run r = begin();
            want(&r, "index.html", 5), want(&r, "gone.html", 1);
            want(&r, "new/gone.html", 1), want(&r, "reports/a.html", 1);
            want(&r, "reports/deep/er/b.html", 1);
            if (placed)
                publish_close(r.p, scratch, &r.diags);
            kill(getpid(), SIGKILL);
        }
        waitpid(pid, NULL, 0);
        CHECK(there("out/.jiebao-new~/new/gone.html") == !placed);
        CHECK(there("out/gone.html") == placed);
        CHECK(there("out/new/gone.html") == placed);
        CHECK_STR(bytes_of("out/index.html"),
                  placed ? S("made from 5") : S("made from 1"));
        Run r = begin();
        want(&r, "index.html", 1), want(&r, "reports/a.html", 1);
        want(&r, "reports/deep/er/b.html", 1);
        end(&r);
        CHECK(counted(&r, 0, placed, 2 * placed, 3 - placed));
        CHECK_STR(bytes_of("out/index.html"), S("made from 1"));
        CHECK(!there("out/gone.html") && !there("out/new"));
        CHECK(!there("out/.jiebao-new~"));
    }
}

/* The disk is full: nothing has changed, and it is said. */
static void test_full_disk(void)
{
    start_anew();
    pid_t pid = fork();
    if (!pid) {
        struct rlimit l = {2000, 2000}; /* the log still fits */
        static char big[5000];
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &l);
        Run r = begin();
        want(&r, "reports/a.html", 2), want(&r, "small.html", 1);
        publish_put(r.p, S("index.html"), key, (Str){big, sizeof big}, scratch);
        want(&r, "other.html", 1);
        publish_close(r.p, scratch, &r.diags);
        state_close(r.state);
        _exit(r.diags.count[DIAG_ERROR] != 1);
    }
    int status = -1;
    CHECK(waitpid(pid, &status, 0) == pid && status == 0);
    CHECK_STR(bytes_of("out/index.html"), S("made from 1"));
    CHECK_STR(bytes_of("out/reports/a.html"), S("made from 1"));
    CHECK(!there("out/small.html") && !there("out/.jiebao-new~"));
    Run r = begin();
    want(&r, "index.html", 1), want(&r, "reports/a.html", 1);
    want(&r, "reports/deep/er/b.html", 1);
    end(&r);
    CHECK(counted(&r, 0, 0, 0, 3));
}

/* An empty folder is replaced as a whole where the stage may lie beside it; one
 * with something in it, or that another owner or mode tells from ours, is not.
 */
static void test_first(void)
{
    for (int kind = 0; kind < 3; kind++) {
        start_anew();
        CHECK(fs_mkdirs(at("memory"), mem) && fs_mkdirs(at("first"), mem));
        if (kind == 1)
            put_file("first/.nojekyll", S(""));
        if (kind == 2)
            CHECK(!chmod(cat("first"), 0700));
        unlink(cat("state"));
        FsStat was = stat_of("first");
        Run r = begin_with("first", (PublishOptions){.memory = at("memory")});
        want(&r, "index.html", 1), want(&r, "reports/deep/b.html", 1);
        CHECK(there("memory/new/index.html") && !there("first/index.html"));
        end(&r);
        CHECK(counted(&r, 2, 0, 0, 0) && !there("memory/new"));
        CHECK((stat_of("first").inode == was.inode) == (kind > 0));
        CHECK_STR(bytes_of("first/reports/deep/b.html"), S("made from 1"));
        r = begin_in("first", false);
        want(&r, "index.html", 1), want(&r, "reports/deep/b.html", 1);
        end(&r);
        CHECK(r.made == 0 && counted(&r, 0, 0, 0, 2));
        pid_t pid = fork();
        if (!pid)
            execlp("rm", "rm", "-rf", cat("first"), cat("memory"),
                   (char *)NULL);
        waitpid(pid, NULL, 0);
    }
}

#define PAGE                                                       \
    "<!doctype html>\n<title>x</title>\n<meta name=\"generator\" " \
    "content=\"jiebao 0.0\">\n"

/* The memory is gone: our signature tells what is ours. */
static void test_adopt(void)
{
    start_anew();
    unlink(cat("state"));
    static const char *const ours[] = {
        "out/index.html",      "out/reports/a.html", "out/years/1999.html",
        "out/search/1-4/3.js", "out/reports/a.md",   "out/data/reports.csv",
        "out/sitemap-7.xml",
    };
    static const char *const foreign[] = {
        "out/mine.html",       "out/old/index.html", "out/reports/b.md",
        "out/data/mine.csv",   "out/search/my.js",   "out/CNAME",
        "out/assets/logo.svg",
    };
    CHECK(fs_mkdirs(at("out/years"), mem) && fs_mkdirs(at("out/old"), mem) &&
          fs_mkdirs(at("out/search/1-4"), mem) &&
          fs_mkdirs(at("out/data"), mem) && fs_mkdirs(at("out/assets"), mem));
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        put_file(ours[i], str_ends(str_of(ours[i]), S(".js"))
                              ? S("jiebao.shard(\"1-4/3\",\"\");\n")
                              : S(PAGE));
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        put_file(foreign[i], S("mine"));
    put_file("out/old/index.html", S(PAGE)); /* a copy kept elsewhere */
    Run r = begin();
    CHECK(r.p != NULL);
    want(&r, "index.html", 1);
    end(&r);
    CHECK(counted(&r, 0, 1, 6, 0));
    for (size_t i = 1; i < sizeof ours / sizeof *ours; i++)
        CHECK(!there(ours[i]));
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        CHECK(there(foreign[i]));
}

static void test_not_ours(void)
{
    CHECK(fs_mkdirs(at("site"), mem));
    put_file("site/index.html", S("<!doctype html><title>mine</title>"));
    unlink(cat("state"));
    Run r = begin_in("site", false);
    CHECK(!r.p && r.diags.worst == DIAG_FATAL);
    state_close(r.state);
    r = begin_in("site", false); /* nor the second time */
    CHECK(!r.p);
    state_close(r.state);
    unlink(cat("site/index.html"));
    put_file("site/CNAME", S("mine"));
    r = begin_in("site", false);
    CHECK(!r.p);
    state_close(r.state);
    r = begin_with("site", (PublishOptions){.force = true});
    CHECK(r.p != NULL);
    end(&r);
    CHECK(there("site/CNAME"));
    r = begin_in("state", false); /* a file, not a folder */
    CHECK(!r.p && r.diags.worst == DIAG_ERROR);
    state_close(r.state);
}

/* Killed between two empty folders: the upper one goes as well. */
static void test_killed_between_folders(void)
{
    start_anew();
    CHECK(!unlink(cat("out/reports/deep/er/b.html")) &&
          !rmdir(cat("out/reports/deep/er")));
    Run r = begin();
    want(&r, "index.html", 1), want(&r, "reports/a.html", 1);
    end(&r);
    CHECK(!there("out/reports/deep") && there("out/reports/a.html"));
}

int main(void)
{
    mem = arena_new((size_t)1 << 28);
    scratch = arena_new((size_t)1 << 28);
    if (!mkdtemp(root))
        return 1;
    test_unchanged();
    test_changed_and_stale();
    test_modified_by_hand();
    test_touched();
    test_foreign();
    test_links();
    test_in_the_way();
    test_killed();
    test_full_disk();
    test_first();
    test_killed_between_folders();
    test_adopt();
    test_not_ours();
    pid_t pid = fork();
    if (!pid)
        execlp("rm", "rm", "-rf", root, (char *)NULL);
    waitpid(pid, NULL, 0);
    return test_end();
}
