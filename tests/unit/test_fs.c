/* Files and folders in every shape that a site may hold. */
#include "base/fs.h"
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static Arena arena; /* of all tests: small things only */
static char root[] = "/tmp/jiebao-test-fs-XXXXXX";

static Str at(const char *name)
{
    return str_join3(&arena, str_of(root), S("/"), str_of(name));
}

static const char *cat(const char *name)
{
    return str_cstr(&arena, at(name));
}

static void put(const char *name, Str bytes)
{
    CHECK(fs_write_atomic(at(name), bytes, false, arena));
}

static int read_error(const char *name, bool follow)
{
    Str got;
    errno = 0;
    return fs_read(at(name), 100, follow, &arena, &got, NULL) ? 0 : errno;
}

static void test_read(void)
{
    Str got = {0};
    FsStat st;
    put("f", S("a\0b"));
    CHECK(fs_read(at("f"), 100, false, &arena, &got, &st));
    CHECK_STR(got, S("a\0b"));
    CHECK(st.kind == FS_FILE && st.size == 3);
    put("empty", S(""));
    CHECK(fs_read(at("empty"), 0, false, &arena, &got, NULL));
    CHECK(str_given(got) && !got.n);
    /* the limit itself is allowed, one more is not */
    CHECK(fs_read(at("f"), 3, false, &arena, &got, NULL) && got.n == 3);
    CHECK(!fs_read(at("f"), 2, false, &arena, &got, NULL) && errno == EFBIG);
    CHECK(read_error("none", false) == ENOENT);
    CHECK(read_error("f/x", false) == ENOTDIR);
    mkdir(cat("dir"), 0700);
    CHECK(read_error("dir", false) == EISDIR);
    mkfifo(cat("fifo"), 0600); /* must not hang */
    CHECK(read_error("fifo", true) == ESPIPE);
    CHECK(!symlink("f", cat("link")) && !symlink("link", cat("link2")));
    CHECK(!symlink("loop", cat("loop")) && !symlink("fifo", cat("tofifo")));
    CHECK(read_error("link", false) == ELOOP);
    CHECK(read_error("link2", true) == 0);
    CHECK(read_error("loop", true) == ELOOP);
    CHECK(read_error("tofifo", true) == ESPIPE);
    got = (Str){0};
    CHECK(!fs_read(S("/dev/zero"), 100, true, &arena, &got, NULL));
    CHECK(errno == ESPIPE);
}

static int make_socket(const char *path)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    memcpy(a.sun_path, path, strlen(path) + 1);
    if (bind(fd, (struct sockaddr *)&a, sizeof a)) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Size 0 on paper and bytes all the same, as in /proc and for what grows. */
static void test_read_growing(void)
{
    Str got;
    int p[2];
    CHECK(!pipe(p));
    CHECK(fs_write_fd(p[1], S("twelve bytes")));
    close(p[1]);
    CHECK(fs_read_fd(p[0], 5, 100, &arena, &got));
    CHECK_STR(got, S("twelve bytes"));
    close(p[0]);
    CHECK(!pipe(p));
    CHECK(fs_write_fd(p[1], S("twelve bytes")));
    close(p[1]);
    CHECK(!fs_read_fd(p[0], 5, 11, &arena, &got) && errno == EFBIG);
    close(p[0]);
    CHECK(!fs_read_fd(-1, 0, 11, &arena, &got) && errno == EBADF);
    int fd = make_socket(cat("socket"));
    CHECK(fd >= 0 && read_error("socket", false) != 0);
    close(fd);
}

static void test_stat(void)
{
    FsStat a, b;
    CHECK(fs_stat(at("none"), &a, arena) && a.kind == FS_NONE);
    CHECK(fs_stat(at("f/x"), &a, arena) && a.kind == FS_NONE);
    CHECK(fs_stat(at("link"), &a, arena) && a.kind == FS_OTHER);
    CHECK(fs_stat(at("dir"), &a, arena) && a.kind == FS_DIR);
    CHECK(fs_stat(at("f"), &a, arena) && fs_stat(at("f"), &b, arena));
    CHECK(fs_stat_same(&a, &b));
    /* same size, same mtime put back: the change time still tells */
    struct timespec t[2] = {{.tv_nsec = UTIME_OMIT},
                            {.tv_sec = a.mtime_ns / 1000000000,
                             .tv_nsec = a.mtime_ns % 1000000000}};
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    int fd = open(cat("f"), O_WRONLY);
    CHECK(fs_write_fd(fd, S("xyz")) && !futimens(fd, t));
    close(fd);
    CHECK(fs_stat(at("f"), &b, arena) && b.mtime_ns == a.mtime_ns);
    CHECK(!fs_stat_same(&a, &b));
    struct timespec far[2] = {{.tv_sec = 13000000000}, {.tv_sec = 13000000000}};
    CHECK(!utimensat(AT_FDCWD, cat("f"), far, 0)); /* the year 2381 */
    CHECK(fs_stat(at("f"), &a, arena) && !fs_stat_same(&a, &b));
}

static void test_mkdirs(void)
{
    FsStat st;
    CHECK(fs_mkdirs(at("m/a//b/c/"), arena));
    CHECK(fs_mkdirs(at("m/a/b/c"), arena));
    CHECK(fs_stat(at("m/a/b/c"), &st, arena) && st.kind == FS_DIR);
    CHECK(!fs_mkdirs(at("f"), arena) && errno == ENOTDIR);
    CHECK(!fs_mkdirs(at("f/x"), arena) && errno == ENOTDIR);
    CHECK(!fs_mkdirs(S(""), arena) && errno == ENOENT);
    CHECK(fs_mkdirs(S("/"), arena) && fs_mkdirs(S("."), arena));
    CHECK(!symlink("m", cat("tom"))); /* an ancestor may be a link */
    CHECK(fs_mkdirs(at("tom/z"), arena));
    CHECK(fs_stat(at("m/z"), &st, arena) && st.kind == FS_DIR);
}

static void test_write(void)
{
    Str got;
    FsStat st;
    put("w", S("old"));
    CHECK(fs_write_atomic(at("w"), S("new"), true, arena));
    CHECK(fs_read(at("w"), 100, false, &arena, &got, NULL));
    CHECK_STR(got, S("new"));
    /* a link in the place is replaced, what it leads to is left alone */
    put("target", S("target"));
    CHECK(!symlink("target", cat("wl")));
    put("wl", S("mine"));
    CHECK(fs_stat(at("wl"), &st, arena) && st.kind == FS_FILE);
    CHECK(fs_read(at("target"), 100, false, &arena, &got, NULL));
    CHECK_STR(got, S("target"));
    /* so is one under the temporary name */
    CHECK(!symlink("target", cat("wt.tmp~")));
    CHECK(!fs_write_atomic(at("wt"), S("mine"), false, arena));
    CHECK(errno == ELOOP);
    CHECK(fs_read(at("target"), 100, false, &arena, &got, NULL));
    CHECK_STR(got, S("target"));
    CHECK(!fs_write_atomic(at("nodir/x"), S(""), false, arena));
    CHECK(errno == ENOENT);
    CHECK(!fs_write_atomic(at("dir"), S("x"), false, arena));
    CHECK(errno == EISDIR);
    CHECK(fs_stat(at("dir.tmp~"), &st, arena) && st.kind == FS_NONE);
    CHECK(fs_remove(at("w"), arena));
    CHECK(!fs_remove(at("w"), arena) && errno == ENOENT);
}

/* The disk is full half-way: the old bytes stay, nothing lies around. */
static void test_write_full(void)
{
    put("full", S("old"));
    pid_t pid = fork();
    if (!pid) {
        Str old;
        FsStat st;
        struct rlimit l = {1000, 1000};
        char *many = NEW_N(&arena, char, 5000);
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &l);
        bool ok = !fs_write_atomic(at("full"), (Str){many, 5000}, true, arena);
        ok = ok && errno == EFBIG && fs_stat(at("full.tmp~"), &st, arena);
        ok = ok && st.kind == FS_NONE &&
             fs_read(at("full"), 9, false, &arena, &old, NULL) &&
             str_eq(old, S("old"));
        _exit(!ok);
    }
    int status = -1;
    CHECK(waitpid(pid, &status, 0) == pid && status == 0);
}

static void test_list(void)
{
    FsList l;
    CHECK(fs_mkdirs(at("l/b/c"), arena) && fs_mkdirs(at("l/.git"), arena));
    put("l/b/c/2", S("")), put("l/b/1", S("")), put("l/b.x", S(""));
    put("l/.hidden", S("")), put("l/.git/x", S("")), put("l/a", S(""));
    CHECK(!symlink("b", cat("l/z")));
    CHECK(fs_list(at("l"), true, &arena, &l) && l.n == 5);
    static const char *const want[] = {"a", "b.x", "b/1", "b/c/2", "z"};
    for (int i = 0; i < 5 && i < l.n; i++)
        CHECK_STR(l.v[i].path, str_of(want[i]));
    CHECK(l.v[4].st.kind == FS_OTHER); /* the link to a folder */
    CHECK(fs_list(at("l"), false, &arena, &l) && l.n == 3);
    CHECK(fs_list(at("dir"), true, &arena, &l) && !l.n);
    CHECK(!fs_list(at("none"), true, &arena, &l) && errno == ENOENT);
    CHECK(!fs_list(at("f"), true, &arena, &l) && errno == ENOTDIR);
}

static void test_list_deep(void)
{
    FsList l;
    Str path = at("deep");
    for (int i = 0; i < 300; i++)
        path = str_concat(&arena, path, S("/d"));
    CHECK(fs_mkdirs(path, arena));
    CHECK(fs_list(at("deep"), true, &arena, &l));
    CHECK(l.n == 1 && l.v[0].st.kind == FS_DIR && l.v[0].st.size == -ELOOP);
}

/* Root may read anything, so a child that is nobody looks. */
static void test_list_forbidden(void)
{
    CHECK(fs_mkdirs(at("p/closed"), arena) && fs_mkdirs(at("p/blind"), arena));
    put("p/blind/x", S("")), put("p/closed/x", S(""));
    chmod(cat("p/closed"), 0);
    chmod(cat("p/blind"), 0444); /* names can be read, files not reached */
    chmod(root, 0755), chmod(cat("p"), 0755);
    pid_t pid = fork();
    if (!pid) {
        FsList l;
        FsStat st;
        if (!getuid() && setuid(65534))
            _exit(9);
        bool ok = fs_list(at("p"), true, &arena, &l) && l.n == 2;
        ok = ok && str_eq(l.v[0].path, S("blind/x")) &&
             l.v[0].st.kind == FS_OTHER && l.v[0].st.size == -EACCES;
        ok = ok && str_eq(l.v[1].path, S("closed")) &&
             l.v[1].st.kind == FS_DIR && l.v[1].st.size == -EACCES;
        ok = ok && !fs_stat(at("p/closed/x"), &st, arena) && errno == EACCES;
        ok = ok && !fs_list(at("p/closed"), true, &arena, &l);
        _exit(!ok);
    }
    int status = -1;
    CHECK(waitpid(pid, &status, 0) == pid && status == 0);
    chmod(cat("p/closed"), 0700), chmod(cat("p/blind"), 0700);
}

static void test_lock(void)
{
    int fd = fs_lock(at("dir"), S("lock"), arena);
    CHECK(fd >= 0);
    CHECK(fs_lock(at("dir"), S("lock"), arena) < 0 && errno == EWOULDBLOCK);
    close(fd);
    fd = fs_lock(at("dir"), S("lock"), arena);
    CHECK(fd >= 0);
    close(fd);
    CHECK(fs_lock(at("none"), S("lock"), arena) < 0 && errno == ENOENT);
    CHECK(!symlink("lock", cat("dir/l2")));
    CHECK(fs_lock(at("dir"), S("l2"), arena) < 0 && errno == ELOOP);
    pid_t pid = fork(); /* dies with its process */
    if (!pid) {
        fs_lock(at("dir"), S("lock"), arena);
        kill(getpid(), SIGKILL);
    }
    waitpid(pid, NULL, 0);
    fd = fs_lock(at("dir"), S("lock"), arena);
    CHECK(fd >= 0);
    close(fd);
}

int main(void)
{
    arena = arena_new((size_t)1 << 26);
    if (!mkdtemp(root))
        return 1;
    test_read();
    test_read_growing();
    test_stat();
    test_mkdirs();
    test_write();
    test_write_full();
    test_list();
    test_list_deep();
    test_list_forbidden();
    test_lock();
    pid_t pid = fork();
    if (!pid)
        execlp("rm", "rm", "-rf", root, (char *)NULL);
    waitpid(pid, NULL, 0);
    return test_end();
}
