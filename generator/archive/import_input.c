#include "archive/import_input.h"

#include "base/fs.h"
#include "base/gzip.h"
#include "base/pack.h"
#include "ingest/source/mime.h"
#include "text/utf8.h"

#include <errno.h>

enum {
    LARGEST_SOURCE = 65 << 20,
    KEEP = 16 << 20 /* bytes of the stream's arena that stay between files */
};

/* Web archives are read as they come, whatever their size. */
static const Str archive_endings[] = {STR_INIT(".warc"), STR_INIT(".warc.gz"),
                                      STR_INIT(".wet"), STR_INIT(".wet.gz")};
static const Str page_endings[] = {STR_INIT(".txt"),   STR_INIT(".html"),
                                   STR_INIT(".htm"),   STR_INIT(".xhtml"),
                                   STR_INIT(".shtml"), STR_INIT(".text"),
                                   STR_INIT(".mht"),   STR_INIT(".mhtml")};

static bool ends_with(Str path, const Str *endings, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (path.n > endings[i].n &&
            str_eq_nocase(str_skip(path, path.n - endings[i].n), endings[i]))
            return true;
    return false;
}

static bool has_archive_ending(Str path)
{
    return ends_with(path, archive_endings,
                     sizeof archive_endings / sizeof *archive_endings);
}

bool input_has_ending(Str path)
{
    return has_archive_ending(path) ||
           ends_with(path, page_endings,
                     sizeof page_endings / sizeof *page_endings);
}

Str import_base_name(Str path)
{
    return str_skip(path, str_rfind_byte(path, '/') + 1);
}

InputStream inputs_of(const StrList *paths, Arena arena)
{
    return (InputStream){.paths = paths,
                         .open = {.disk = {.fd = -1}},
                         .arena = arena,
                         .mark = arena};
}

static bool is_stdin(Str path)
{
    return str_eq(path, S("-"));
}

static void say_unread(Str path, Diags *d)
{
    if (errno == EFBIG)
        DIAG1(d, TOO_LARGE, path, 0, S("64"));
    else if (errno == ESPIPE || errno == EISDIR)
        DIAG0(d, NOT_A_FILE, path, 0);
    else
        DIAG1(d, OPEN, path, 0, fs_reason(errno));
}

static void set_part(Input *in, Str part, Arena *a)
{
    part = utf8_tidy(a, part);
    in->label = str_join3(a, in->label, S("#"), part);
    if (in->source.n)
        in->source = str_join3(a, in->source, S("#"), part);
}

static Input input_of(const InputStream *s, Str path, Arena *a)
{
    Input in = {.label = path, .file = s->next - 1, .mine = true};
    if (!is_stdin(path))
        in.source = utf8_tidy(a, import_base_name(path));
    return in;
}

static void set_page(Input *in, const ContainedPage *page, Arena *a)
{
    set_part(in, page->part, a);
    in->bytes = page->bytes;
    in->url = page->url;
    in->declared = page->declared;
    in->captured = page->captured;
}

/* --- Shares ----------------------------------------------------------------
 */

int input_share(ptrdiff_t file, ptrdiff_t page, int of)
{
    enum { HALF = 8 };
    char key[2 * HALF];
    for (int i = 0; i < HALF; i++) {
        key[i] = (char)(unsigned char)((uint64_t)file >> 8 * i);
        key[HALF + i] = (char)(unsigned char)((uint64_t)page >> 8 * i);
    }
    uint64_t h = hash64((Str){key, (ptrdiff_t)sizeof key});
    return (int)(h % (uint64_t)of) + 1;
}

static void see(InputShare *x, Str what)
{
    x->seen = hash128_more(x->seen, what);
}

static void see_size(InputShare *x, int64_t size, Arena scratch)
{
    Buf b = buf_in(&scratch);
    pack_i64(&b, size);
    see(x, buf_str(&b));
}

/* Looks at a file: true where it is another share's, and no archive, which all
 * shares read. */
static bool is_of_others(InputStream *s, const Input *in, Arena scratch)
{
    FsStat st = {0};
    InputShare *x = &s->share;
    if (!x->of)
        return false;
    FileSource f = {.fd = fs_open(in->label, true, scratch, &st)};
    Str start = f.fd >= 0 ? source_peek(&f) : (Str){0};
    see_size(x, f.fd >= 0 ? st.size : -1, scratch);
    if (f.fd >= 0)
        fs_close(f.fd);
    if (gzip_looks(start) || warc_looks(start) ||
        input_share(in->file, in->page, x->of) == x->number)
        return false;
    s->bytes += st.size;
    return true;
}

/* --- Web archives ----------------------------------------------------------
 */

static void open_archive(InputStream *s, Str path, ByteSource in, Str start)
{
    if (gzip_looks(start))
        in = gunzip_source(in, &s->arena);
    s->open.path = path;
    s->open.warc = warc_open(in, &s->arena);
}

static void close_archive(InputStream *s)
{
    if (s->open.disk.fd >= 0)
        fs_close(s->open.disk.fd);
    s->bytes += s->open.disk.read;
    s->open = (OpenArchive){.disk = {.fd = -1}};
    arena_trim(&s->arena, s->mark, KEEP);
}

static void say_broken(Str path, const WarcWhy *why, Arena scratch, Diags *d)
{
    Buf b = buf_in(&scratch);
    buf_int(&b, why->offset);
    DIAG2(d, ARCHIVE_BROKEN, path, 0, buf_str(&b), why->key);
}

static void say_passed(const OpenArchive *x, Arena scratch, Diags *d)
{
    Buf b = buf_in(&scratch);
    buf_int(&b, warc_passed(x->warc));
    DIAG1(d, ARCHIVE_PASSED, x->path, 0, buf_str(&b));
}

/* The next page of the open archive; false where it ended, which closes it. */
static bool archive_next(InputStream *s, Arena *a, Diags *d, Input *in)
{
    OpenArchive *x = &s->open;
    ContainedPage page;
    WarcWhy why;
    *in = input_of(s, x->path, a);
    in->page = x->pages++;
    WarcStep step =
        warc_next(x->warc, LARGEST_SOURCE, a, s->arena, &page, &why);
    if (step == WARC_PAGE || step == WARC_REFUSED)
        set_page(in, &page, a);
    else
        say_passed(x, *a, d);
    if (s->share.of)
        see(&s->share, in->bytes);
    if (step == WARC_REFUSED && why.large)
        DIAG1(d, TOO_LARGE, in->label, 0, S("64"));
    else if (step == WARC_REFUSED)
        DIAG1(d, READ, in->label, 0, why.key);
    else if (step == WARC_BROKEN)
        say_broken(x->path, &why, *a, d);
    bool empty = step == WARC_END && !in->page && !warc_passed(x->warc);
    if (empty)
        DIAG0(d, EMPTY_INPUT, x->path, 0);
    if (step == WARC_END || step == WARC_BROKEN)
        close_archive(s);
    return step != WARC_END || empty;
}

/* Opens the file as an archive; false with a diagnostic. */
static bool start_archive(InputStream *s, Str path, Arena scratch, Diags *d)
{
    FsStat st;
    int fd = fs_open(path, true, scratch, &st);
    if (fd < 0) {
        say_unread(path, d);
        return false;
    }
    s->open.disk = (FileSource){.fd = fd};
    Str start = source_peek(&s->open.disk);
    open_archive(s, path, source_of_file(&s->open.disk), start);
    return true;
}

/* Whether the bytes of a file of another name are a web archive. */
static bool is_archive(Str bytes, Arena scratch)
{
    char start[5];
    MemorySource m = {.rest = bytes};
    if (!gzip_looks(bytes))
        return warc_looks(bytes);
    ByteSource in = gunzip_source(source_of_memory(&m), &scratch);
    ptrdiff_t n = in.read(in.ctx, start, (ptrdiff_t)sizeof start);
    return n > 0 && warc_looks((Str){start, n});
}

/* --- Files -----------------------------------------------------------------
 */

static bool read_file(InputStream *s, Str path, Arena *a, Diags *d, Str *bytes)
{
    bool ok = is_stdin(path)
                  ? fs_read_stdin(LARGEST_SOURCE, a, bytes)
                  : fs_read(path, LARGEST_SOURCE, true, a, bytes, NULL);
    if (!ok) {
        say_unread(path, d);
        *bytes = (Str){0};
    }
    s->bytes += bytes->n;
    return ok;
}

/* A file that is one page. */
static void take_page(Input *in, Str bytes, Arena *a, Diags *d)
{
    ContainedPage page;
    if (!mhtml_looks(bytes))
        in->bytes = bytes;
    else if (mhtml_page(bytes, a, &page))
        set_page(in, &page, a);
    else
        DIAG1(d, READ, in->label, 0, S("why.mhtml-no-page"));
}

/* The next file: true where it is an input by itself or could not be read, else
 * an archive is open. */
static bool start_file(InputStream *s, Arena *a, Diags *d, Input *in)
{
    Str path = s->paths->v[s->next++], bytes;
    *in = input_of(s, path, a);
    if (!is_stdin(path) && has_archive_ending(path))
        return !start_archive(s, path, *a, d);
    if (is_of_others(s, in, *a))
        return true;
    if (!read_file(s, path, a, d, &bytes))
        return true;
    if (is_archive(bytes, s->arena)) {
        s->open.memory.rest = str_dup(&s->arena, bytes);
        open_archive(s, path, source_of_memory(&s->open.memory), bytes);
        return false;
    }
    take_page(in, bytes, a, d);
    return true;
}

static bool next_of_all(InputStream *s, Arena *a, Diags *d, Input *in)
{
    for (;;) {
        if (s->open.warc && archive_next(s, a, d, in))
            return true;
        if (s->open.warc)
            continue;
        if (s->next == s->paths->n)
            return false;
        if (start_file(s, a, d, in))
            return true;
    }
}

bool input_next(InputStream *s, Arena *a, Diags *d, Input *in)
{
    InputShare *x = &s->share;
    bool there = next_of_all(s, a, d, in);
    if (there && x->of) {
        see(x, in->label);
        x->inputs++;
        in->mine = input_share(in->file, in->page, x->of) == x->number;
    }
    return there;
}
