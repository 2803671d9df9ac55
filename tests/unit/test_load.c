#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "test.h"

#include "model/load.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static Arena mem;
static Lang *en;
static Str dir;
static Site site;
static Diags diags;

static Str in_dir(const char *path)
{
    return str_join3(&mem, dir, S("/"), str_of(path));
}

static void put(const char *path, Str text)
{
    CHECK(fs_write_atomic(in_dir(path), text, false, mem));
}

static Str said(void)
{
    Buf b = buf_in(&mem);
    for (const Diag *x = diags.first; x; x = x->next)
        diag_line(&b, en, x);
    return buf_str(&b);
}

static void load(int threads, LoadRecall *recall)
{
    diags = diags_in(&mem);
    CHECK(site_open(dir, &mem, &diags, &site));
    site_load(&site, &(LoadOptions){threads, recall, NULL, NULL}, &mem, &diags);
}

/* "slug=number " of every entry, in their order. */
static Str numbers(void)
{
    Buf b = buf_in(&mem);
    for (ptrdiff_t i = 0; i < site.nentries; i++) {
        buf_add(&b, site.entries[i].r.slug);
        buf_byte(&b, '=');
        buf_int(&b, site.entries[i].number);
        buf_byte(&b, ' ');
    }
    return buf_str(&b);
}

static void no_site(void)
{
    diags = diags_in(&mem);
    CHECK(!site_open(in_dir("nowhere"), &mem, &diags, &site));
    CHECK(diags.worst == DIAG_FATAL);
}

static const Entry *recall_c(void *ctx, Str slug, const FsStat *now)
{
    static Entry known;
    (void)ctx;
    if (!str_eq(slug, S("c")) || now->kind != FS_FILE)
        return NULL;
    known.r = (Report){.slug = S("c"), .title = S("remembered"), .id = 2};
    return &known;
}

static void loads(void)
{
    fs_mkdirs(in_dir("content/reports/2022"), mem);
    fs_mkdirs(in_dir("content/pages"), mem);
    put("site.conf", S("[site]\ntitle = t\n"));
    put("content/reports/b.md", S("---\nid: 7\ntitle: b\n---\n\nbody\n"));
    put("content/reports/a.md", S("---\ntitle: a\n---\n"));
    put("content/reports/a-b.md", S("---\ntitle: ab\nid: x\n---\n"));
    put("content/reports/c.md", S("---\nid: 2\ntitle: c\n---\n"));
    put("content/reports/d.md", S("---\ntitle: d\nid: 7\n---\n"));
    put("content/reports/e.md", S("---\ntitle: e\nid: 2147483647\n---\n"));
    put("content/reports/f.md", S("---\ntitle: f\nid: 20220101\n---\n"));
    put("content/reports/bad.md", S("---\ntitle: \xff\n---\n"));
    put("content/reports/none.md", S("# no front matter\n"));
    put("content/reports/My Report.md", S("---\ntitle: d\n---\n"));
    put("content/reports/街道.md", S("---\ntitle: d\n---\n"));
    put("content/reports/B.MD", S("---\ntitle: d\n---\n"));
    put("content/reports/notes.txt", S("none of our business"));
    put("content/reports/2022/x.md", S("---\ntitle: d\n---\n"));
    CHECK(!symlink("b.md", str_cstr(&mem, in_dir("content/reports/l.md"))));
    put("content/pages/about.md", S("---\ntitle: About\n---\nus\n"));
    put("content/pages/index.md", S("---\ntitle: Home\n---\n"));

    load(1, NULL);
    Str want = S(
        "content/reports/2022/x.md: reports lie directly in content/reports; "
        "this one in a sub-folder is left out\n"
        "content/reports/B.MD: a file name has lower-case letters, digits and "
        "hyphens only, at most 80 bytes, and is no device name of Windows "
        "(con, nul ...); rename it, for example to b.md\n"
        "content/reports/My Report.md: a file name has lower-case letters, "
        "digits and hyphens only, at most 80 bytes, and is no device name of "
        "Windows (con, nul ...); rename it, for example to "
        "my-report.md\n"
        "content/reports/a.md: no id; jiebao check --fix gives it one\n"
        "content/reports/a-b.md:3: id: 'x' is not a positive integer\n"
        "content/reports/bad.md: not UTF-8 from byte 11 on; use jiebao import, "
        "or save it as UTF-8\n"
        "content/reports/d.md:3: id 7 belongs to 'b'; jiebao check --fix gives "
        "this report a new one\n"
        "content/reports/l.md: not a regular file, left out; put the file "
        "itself here\n"
        "content/reports/none.md:1: no front matter between two '---' lines; "
        "write at least a title\n"
        "content/reports/街道.md: a file name has lower-case letters, digits "
        "and hyphens only, at most 80 bytes, and is no device name of Windows "
        "(con, nul ...); rename it, for example to "
        "tianxin-jinpenling-2022.md\n"
        "content/pages/index.md: the site makes 'index.html' itself, left out; "
        "rename it\n");
    CHECK_STR(said(), want);
    CHECK_STR(numbers(), S("c=2 b=7 f=8 e=9 a=10 a-b=11 d=12 "));
    CHECK(site.largest == 12 && site.npages == 1);
    CHECK_STR(site.pages[0].title, S("About"));
    CHECK(site.entries[1].body_line == 6 && site.entries[1].st.size == 29);
    CHECK(!site.entries[4].flawed && site.entries[5].flawed);
    Str order = numbers();

    load(3, recall_c); /* threads and memory change nothing but what is read */
    CHECK_STR(said(), want);
    CHECK_STR(numbers(), order);
    CHECK(site.entries[0].recalled && !site.entries[1].recalled);
    CHECK_STR(site.entries[0].r.title, S("remembered"));

    Str file, body;
    CHECK(site_body(&site, &site.entries[1], &mem, &file, &body, &diags));
    CHECK_STR(body, S("body\n"));
    CHECK(!unlink(str_cstr(&mem, in_dir("content/reports/b.md"))));
    diags = diags_in(&mem);
    CHECK(!site_body(&site, &site.entries[1], &mem, &file, &body, &diags));
    CHECK(diags.worst == DIAG_ERROR);
}

static void empty_site(void)
{
    Str was = dir;
    dir = in_dir("empty");
    fs_mkdirs(dir, mem);
    put("site.conf", S(""));
    load(2, NULL);
    CHECK(!diags.first && site.nentries == 0 && site.largest == 0);
    dir = was;
}

/* What the gazetteer has between a municipality and its districts is no name
 * to show. */
static void stand_in_city(void)
{
    Str was = dir;
    dir = in_dir("municipality");
    fs_mkdirs(in_dir("content/reports"), mem);
    put("site.conf", S(""));
    put("content/reports/a.md",
        S("---\nid: 1\ntitle: a\nprovince: 北京市\ncity: 市辖区\n"
          "district: 东城区\n---\n\nbody\n"));
    load(1, NULL);
    CHECK(site.nentries == 1 && !diags.first);
    CHECK_STR(site.entries[0].r.city, S("北京市"));
    dir = was;
}

int main(void)
{
    char temp[] = "/tmp/jiebao-load-XXXXXX";
    mem = arena_new((size_t)1 << 28);
    en = lang_load(&mem, S("en"));
    if (!mkdtemp(temp))
        return 1;
    dir = str_of(temp);
    no_site();
    loads();
    empty_site();
    stand_in_city();
    Buf rm = buf_in(&mem);
    buf_lit(&rm, "rm -rf ");
    buf_add(&rm, dir);
    CHECK(!system(str_cstr(&mem, buf_str(&rm))));
    return test_end();
}
