/* The search index as it is read back, its files in one: "=== NAME", a line of
 * its own, begins each; what follows is what its script passes on. */
#define _GNU_SOURCE /* mkdtemp */
#include "base/fs.h"
#include "emit/state.h"
#include "fuzz.h"
#include "query/search.h"

#include <sys/wait.h>
#include <unistd.h>

enum { MOST_FILES = 24 };

/* In memory, where that is possible: files come and go with each input. */
static char in_memory[] = "/dev/shm/jiebao-fuzz-XXXXXX";
static char on_disk[] = "/tmp/jiebao-fuzz-XXXXXX";
static const char *root;

static void clean(void)
{
    pid_t pid = fork();
    if (!pid)
        execlp("rm", "rm", "-rf", root, (char *)NULL);
    waitpid(pid, NULL, 0);
}

void fuzz_start(Arena *perm)
{
    (void)perm;
    root = mkdtemp(in_memory);
    if (!root)
        root = mkdtemp(on_disk);
    MUST(root);
    atexit(clean);
}

/* Where a file of the index lies; absent: nothing that is made here. */
static Str path_of(Str name, Arena *a)
{
    if (!output_path_valid(name) || name.n > 60 || str_has(name, S("=")))
        return (Str){0};
    Str in = str_join3(a, str_of(root), S("/search/"), name);
    return str_concat(a, in, S(".js"));
}

static Str put_file(Str name, Str data, Arena *a)
{
    Str path = path_of(name, a);
    if (!str_given(path))
        return path;
    Buf b = buf_in(a);
    buf_lit(&b, "jiebao.shard(\"");
    buf_add(&b, name);
    buf_lit(&b, "\",");
    buf_add(&b, data);
    buf_lit(&b, ");\n");
    Str folder = str_head(path, str_rfind_byte(path, '/'));
    bool put =
        fs_mkdirs(folder, *a) && fs_write_atomic(path, buf_str(&b), false, *a);
    return put ? path : (Str){0};
}

/* All that is found is there, and is named rightly. */
static void ask(Index *ix, Str query, const Filters *filters, Arena perm)
{
    QueryOptions o = {.limit = 5, .verify = 20};
    if (filters)
        o.filters = *filters;
    Answer got = query_search(ix, query, &o, &perm);
    MUST(got.nresults <= 5 && got.nresults <= got.total);
    MUST(!got.exact || !got.open);
    for (int i = 0; i < got.nresults; i++) {
        const Found *f = &got.results[i];
        MUST(f->text.slug.n > 0 && f->text.slug.n <= 80);
        for (ptrdiff_t k = 0; k < f->nmarks; k++)
            MUST(f->marks[2 * k] < f->marks[2 * k + 1] &&
                 f->marks[2 * k + 1] <= f->excerpt.n);
    }
}

static void ask_all(Arena perm)
{
    Str district = S("青石区"), year = S("2021"), topic = S("yanglao");
    Filters some = {
        .district = {&district, 1}, .year = {&year, 1}, .topic = {&topic, 1}};
    Index *ix = index_open(str_of(root), &perm);
    if (!ix)
        return;
    ask(ix, S("养老"), NULL, perm);
    ask(ix, S("加装电梯 -部"), &some, perm);
    ask(ix, S("总"), NULL, perm);
    for (int i = 0; i < ix->nsegments && i < 4; i++) {
        bool read;
        query_in_street(ix, ix->segments[i].first, S("柳荫街道"), &read);
    }
    index_close(ix);
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    static const Str mark = STR_INIT("=== ");
    Str paths[MOST_FILES];
    int n = 0;
    (void)scratch;
    while (n < MOST_FILES && str_starts(data, mark)) {
        Str name = (Str){0};
        str_line(&data, &name);
        ptrdiff_t end = str_find(data, S("\n=== "), 0);
        Str own = end < 0 ? data : str_head(data, end);
        data = end < 0 ? (Str){0} : str_skip(data, end + 1);
        paths[n] = put_file(str_skip(name, mark.n), str_trim(own), perm);
        n += str_given(paths[n]);
    }
    ask_all(*perm);
    while (n-- > 0)
        fs_remove(paths[n], *perm);
}
