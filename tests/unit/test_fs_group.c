#include "base/buf.h"
#include "base/fs_group.h"
#include "test.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static Str read_file(Str dir, Str name, Arena *a)
{
    Str path = str_join3(a, dir, S("/"), name), out = {0};
    if (!fs_read(path, 1 << 20, false, a, &out, NULL))
        return S("(none)");
    return out;
}

static void test_phases(Str dir, Arena *a, Arena scratch)
{
    FsGroup g = fs_group_in(a);
    Str one = str_concat(a, dir, S("/one")),
        two = str_concat(a, dir, S("/two"));
    fs_write_atomic(one, S("old"), false, scratch);
    CHECK(fs_group_open_set(&g) == 0);
    CHECK(fs_group_add(&g, 0, one, S("new"), scratch));
    CHECK(fs_group_add(&g, 1, two, S("two"), scratch));
    fs_group_sync(&g, scratch);
    CHECK_STR(read_file(dir, S("one"), a), S("old"));
    fs_group_place(&g, 0, scratch);
    CHECK_STR(read_file(dir, S("one"), a), S("new"));
    CHECK_STR(read_file(dir, S("two"), a), S("(none)"));
    fs_group_place(&g, 1, scratch);
    CHECK_STR(read_file(dir, S("two"), a), S("two"));
    CHECK(g.sets[0].error == 0);
}

/* Many: they go to the disk by syncfs. */
static void test_many(Str dir, Arena *a, Arena scratch)
{
    enum { MANY = 600 };
    FsGroup g = fs_group_in(a);
    for (int i = 0; i < MANY; i++) {
        Buf b = buf_in(a);
        buf_add(&b, dir);
        buf_lit(&b, "/many");
        buf_int(&b, i);
        fs_group_open_set(&g);
        CHECK(fs_group_add(&g, 0, buf_str(&b), S("x"), scratch));
    }
    fs_group_sync(&g, scratch);
    fs_group_place(&g, 0, scratch);
    for (int i = 0; i < MANY; i++)
        CHECK(g.sets[i].error == 0);
    CHECK_STR(read_file(dir, S("many599"), a), S("x"));
    fs_group_reset(&g);
    CHECK(g.n == 0 && g.nsets == 0);
}

/* What fails takes the later files of its set with it, and no other set. */
static void test_failure(Str dir, Arena *a, Arena scratch)
{
    FsGroup g = fs_group_in(a);
    Str taken = str_concat(a, dir, S("/taken"));
    Str after = str_concat(a, dir, S("/after"));
    Str good = str_concat(a, dir, S("/good"));
    Str nowhere = str_concat(a, dir, S("/none/x"));
    mkdir(str_cstr(a, taken), 0777);
    fs_group_open_set(&g);
    CHECK(fs_group_add(&g, 0, taken, S("x"), scratch)); /* a folder is there */
    CHECK(fs_group_add(&g, 1, after, S("x"), scratch));
    fs_group_open_set(&g);
    CHECK(fs_group_add(&g, 1, good, S("x"), scratch));
    fs_group_open_set(&g);
    CHECK(!fs_group_add(&g, 1, nowhere, S("x"), scratch));
    fs_group_sync(&g, scratch);
    fs_group_place(&g, 0, scratch);
    fs_group_place(&g, 1, scratch);
    CHECK(g.sets[0].error != 0 && str_eq(g.sets[0].path, taken));
    CHECK(g.sets[1].error == 0);
    CHECK(g.sets[2].error != 0);
    CHECK_STR(read_file(dir, S("after"), a), S("(none)"));
    CHECK_STR(read_file(dir, S("after.tmp~"), a), S("(none)"));
    CHECK_STR(read_file(dir, S("taken.tmp~"), a), S("(none)"));
    CHECK_STR(read_file(dir, S("good"), a), S("x"));
}

static void test_sweep(Str dir, Arena *a, Arena scratch)
{
    FsGroup g = fs_group_in(a);
    fs_group_open_set(&g);
    CHECK(fs_group_add(&g, 0, str_concat(a, dir, S("/left")), S("x"), scratch));
    CHECK_STR(read_file(dir, S("left.tmp~"), a), S("x"));
    fs_sweep(dir, scratch);
    CHECK_STR(read_file(dir, S("left.tmp~"), a), S("(none)"));
    CHECK_STR(read_file(dir, S("good"), a), S("x"));
}

static void test_append(Str dir, Arena *a, Arena scratch)
{
    Str path = str_concat(a, dir, S("/log"));
    CHECK(fs_append(path, S("a\n"), scratch));
    CHECK(fs_append(path, S("b\n"), scratch));
    CHECK_STR(read_file(dir, S("log"), a), S("a\nb\n"));
}

int main(void)
{
    Arena perm = arena_new(1 << 26), scratch = arena_new(1 << 26);
    char dir[] = "/tmp/jiebao-group-XXXXXX";
    if (!mkdtemp(dir))
        return 1;
    Str at = str_of(dir);
    test_phases(at, &perm, scratch);
    test_many(at, &perm, scratch);
    test_failure(at, &perm, scratch);
    test_sweep(at, &perm, scratch);
    test_append(at, &perm, scratch);
    FsList files;
    if (fs_list(at, false, &perm, &files))
        for (ptrdiff_t i = 0; i < files.n; i++)
            fs_remove(str_join3(&perm, at, S("/"), files.v[i].path), scratch);
    rmdir(str_cstr(&perm, str_concat(&perm, at, S("/taken"))));
    rmdir(dir);
    return test_end();
}
