#include "emit/theme.h"

#include "base/fs.h"
#include "base/program.h"
#include "text/utf8.h"

#include <errno.h>

enum { LARGEST_TEMPLATE = 1 << 20 };

typedef struct Source { /* what the template engine asks us for */
    Map files;          /* "report" -> Str *: its text */
    const Lang *lang;
    Arena *perm;
} Source;

static Str source_text(void *ctx, Str name)
{
    const Source *s = ctx;
    const Str *text = map_get(&s->files, name);
    return text ? *text : (Str){0};
}

static Str interface_text(void *ctx, Str key)
{
    const Source *s = ctx;
    Str full = str_concat(s->perm, S("ui."), key);
    const Str *text = map_get(&s->lang->texts, full);
    return text ? *text : (Str){0};
}

static bool has_templates(Str dir, Arena scratch)
{
    FsStat st;
    Str sub = str_concat(&scratch, dir, S("/templates"));
    return fs_stat(sub, &st, scratch) && st.kind == FS_DIR;
}

static bool find_theme(Str site_dir, Str name, Arena *perm, Str *out)
{
    Str exe = program_path(perm);
    Str bin = str_head(exe, str_rfind_byte(exe, '/'));
    Str bases[] = {
        str_concat(perm, site_dir, S("/themes/")),
        str_concat(perm, bin, S("/../themes/")),
        str_concat(perm, bin, S("/../share/jiebao/themes/")),
        str_concat(perm, bin, S("/../../themes/")), /* build/cc/jiebao */
    };
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        *out = str_concat(perm, bases[i], name);
        if ((i == 0 || exe.n) && has_templates(*out, *perm))
            return true;
    }
    *out = str_concat(perm, bases[0], name);
    return false;
}

static bool read_template(Theme *t, Source *src, Str dir, const FsEntry *file,
                          Diags *d)
{
    Str bytes, path = str_join3(src->perm, dir, S("/"), file->path);
    if (!str_ends(file->path, S(".html")))
        return true;
    if (!fs_read(path, LARGEST_TEMPLATE, true, src->perm, &bytes, NULL)) {
        DIAG1(d, CONF_OPEN, path, 0, fs_reason(errno));
        return false;
    }
    ptrdiff_t bad = utf8_bad_at(bytes);
    if (bad >= 0) {
        Buf offset = buf_in(src->perm);
        buf_int(&offset, bad);
        DIAG1(d, CONF_UTF8, path, 0, buf_str(&offset));
        return false;
    }
    Str *text = NEW(src->perm, Str);
    *text = bytes;
    Str name = str_head(file->path, file->path.n - S(".html").n);
    *map_slot(&src->files, name, src->perm) = text;
    t->hash = hash128_more(hash128_more(t->hash, name), bytes);
    return true;
}

static bool parse_all(Theme *t, const FsList *files, Str dir, Arena *perm,
                      Diags *d)
{
    TemplateError err = {0};
    for (ptrdiff_t i = 0; i < files->n; i++) {
        Str file = files->v[i].path;
        if (!str_ends(file, S(".html")))
            continue;
        Str name = str_head(file, file.n - S(".html").n);
        if (templates_get(t->templates, name, &err))
            continue;
        Str at = str_concat(perm, str_join3(perm, dir, S("/"), err.name),
                            S(".html"));
        DIAG1(d, TEMPLATE, at, err.line, err.what);
        return false;
    }
    return true;
}

/* One for each kind of page: a build that lacks one would take away the pages
 * of that kind. */
static bool has_all_kinds(const Source *src, Str dir, Diags *d)
{
    static const char *const kinds[] = {
        "home",  "districts", "district", "years",  "year", "topics",
        "topic", "report",    "page",     "search", "404"};
    bool all = true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!map_get(&src->files, str_of(kinds[i]))) {
            DIAG1(d, NO_TEMPLATE, dir, 0, str_of(kinds[i]));
            all = false;
        }
    return all;
}

bool theme_open(Str site_dir, Str name, const Lang *lang, Arena *perm, Diags *d,
                Theme *out)
{
    FsList files;
    Source *src = NEW(perm, Source);
    *src = (Source){.lang = lang, .perm = perm};
    *out = (Theme){0};
    bool found = find_theme(site_dir, name, perm, &out->dir);
    Str dir = str_concat(perm, out->dir, S("/templates"));
    if (!found) {
        DIAG1(d, NO_THEME, S("site.conf"), 0, name);
        return false;
    }
    if (!fs_list(dir, true, perm, &files)) {
        DIAG1(d, CONF_OPEN, dir, 0, fs_reason(errno));
        return false;
    }
    for (ptrdiff_t i = 0; i < files.n; i++)
        if (!read_template(out, src, dir, &files.v[i], d))
            return false;
    if (!has_all_kinds(src, dir, d))
        return false;
    out->templates = templates_new(perm, source_text, interface_text, src);
    return parse_all(out, &files, dir, perm, d);
}
