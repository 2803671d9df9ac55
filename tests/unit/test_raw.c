/* Raw pages to blocks: tests/raw/NAME.html or .txt beside NAME.blocks. Runs in
 * the folder of the checkout, as tests/run has it.
 *   BLESS=1 test_raw        rewrites the .blocks files
 *   test_raw --dump FILE    shows the blocks of any file */
#include "base/fs.h"
#include "ingest/blocks/block.h"
#include "test.h"

#include <stdlib.h>

#define ROOM ((size_t)1 << 30)

static void put_flag(Buf *b, bool on, Str name)
{
    if (on) {
        buf_byte(b, ' ');
        buf_add(b, name);
    }
}

static void put_number(Buf *b, int n, Str name)
{
    if (n) {
        buf_byte(b, ' ');
        buf_add(b, name);
        buf_byte(b, '=');
        buf_int(b, n);
    }
}

static void put_cells(Buf *b, const Block *x)
{
    for (int i = 0; i < x->nrows; i++) {
        buf_lit(b, "    ");
        for (int j = 0; j < x->rows[i].n; j++) {
            const Cell *c = &x->rows[i].v[j];
            buf_byte(b, c->head ? '!' : '|');
            if (c->colspan != 1 || c->rowspan != 1) {
                buf_int(b, c->colspan);
                buf_byte(b, 'x');
                buf_int(b, c->rowspan);
                buf_byte(b, ' ');
            }
            buf_add(b, c->text);
        }
        buf_byte(b, '\n');
    }
}

static void put_block(Buf *b, const Block *x)
{
    static const Str kinds[] = {STR_INIT("text"), STR_INIT("heading"),
                                STR_INIT("item"), STR_INIT("table"),
                                STR_INIT("link")};
    buf_int(b, x->line);
    buf_lit(b, ": ");
    buf_add(b, kinds[x->kind]);
    put_number(b, x->level, S("level"));
    put_number(b, x->indent, S("indent"));
    put_number(b, x->link_chars, S("links"));
    put_flag(b, x->bold, S("bold"));
    put_flag(b, x->centred, S("centred"));
    put_flag(b, x->blank_before, S("apart"));
    put_flag(b, x->main, S("main"));
    put_flag(b, x->chrome, S("chrome"));
    if (x->path.n) {
        buf_lit(b, " @");
        buf_add(b, x->path);
    }
    if (x->target.n) {
        buf_lit(b, " -> ");
        buf_add(b, x->target);
    }
    buf_byte(b, '\n');
    if (x->kind == BLOCK_TABLE) {
        put_cells(b, x);
        return;
    }
    buf_lit(b, "    ");
    buf_add(b, x->text);
    buf_byte(b, '\n');
}

static Str dump(const RawPage *p, Arena *a)
{
    Buf b = buf_in(a);
    buf_add(&b, p->html ? S("html ") : S("text "));
    buf_add(&b, charset_name(p->charset));
    put_number(&b, (int)p->replaced, S("replaced"));
    buf_byte(&b, '\n');
    if (p->title_tag.n) {
        buf_lit(&b, "title: ");
        buf_add(&b, p->title_tag);
        buf_byte(&b, '\n');
    }
    if (p->url.n) {
        buf_lit(&b, "url: ");
        buf_add(&b, p->url);
        buf_byte(&b, '\n');
    }
    for (int i = 0; i < p->nmetas; i++) {
        buf_lit(&b, "meta: ");
        buf_add(&b, p->metas[i].name);
        buf_lit(&b, " = ");
        buf_add(&b, p->metas[i].content);
        buf_byte(&b, '\n');
    }
    for (int i = 0; i < p->n; i++)
        put_block(&b, &p->v[i]);
    return buf_str(&b);
}

/* The dump of a file's blocks, behind it the diagnostics by key. */
static Str dump_file(Str path, Arena *a, Arena scratch)
{
    Str bytes;
    if (!fs_read(path, 65 << 20, true, a, &bytes, NULL))
        return S("cannot be read\n");
    Diags d = diags_in(a);
    RawPage page;
    RawOptions opt = {0};
    bool ok = raw_read(bytes, path, &opt, a, scratch, &d, &page);
    Buf b = buf_in(a);
    if (ok)
        buf_add(&b, dump(&page, a));
    for (const Diag *x = d.first; x; x = x->next) {
        buf_lit(&b, "diag: ");
        buf_add(&b, diag_key(x->id));
        buf_byte(&b, '\n');
    }
    return buf_str(&b);
}

static Str golden_path(Str path, Arena *a)
{
    ptrdiff_t dot = str_rfind_byte(path, '.');
    return str_concat(a, str_head(path, dot), S(".blocks"));
}

/* Compares with the golden file, or rewrites it. */
static void one_page(Str path, bool bless, Arena perm, Arena scratch)
{
    Str got = dump_file(path, &perm, scratch), want = S("");
    Str golden = golden_path(path, &perm);
    if (bless) {
        CHECK(fs_write_atomic(golden, got, false, scratch));
        return;
    }
    CHECK(fs_read(golden, 1 << 20, true, &perm, &want, NULL));
    CHECK_STR(got, want);
}

int main(int argc, char **argv)
{
    Arena perm = arena_new(ROOM), scratch = arena_new(ROOM);
    FsList files;
    if (argc == 3 && str_eq(str_of(argv[1]), S("--dump"))) {
        Str s = dump_file(str_of(argv[2]), &perm, scratch);
        fwrite(s.s, 1, (size_t)s.n, stdout);
        return 0;
    }
    CHECK(fs_list(S("tests/raw"), false, &perm, &files));
    for (ptrdiff_t i = 0; i < files.n; i++)
        if (!str_ends(files.v[i].path, S(".blocks")))
            one_page(str_concat(&perm, S("tests/raw/"), files.v[i].path),
                     getenv("BLESS") != NULL, perm, scratch);
    return test_end();
}
