/* The theme's assets, byte for byte, and assets/strings.js: the interface
 * texts for scripts. */
#include "emit/emit.h"
#include "text/json.h"

#include <errno.h>
#include <stdlib.h>

enum { LARGEST_ASSET = 64 << 20 };

static void put_asset(Emit *e, Str dir, const FsEntry *file)
{
    Arena a = e->workers[0];
    Str bytes, path = str_join3(&a, dir, S("/"), file->path);
    if (file->st.size < 0) {
        DIAG1(e->diags, OPEN, path, 0, fs_reason((int)-file->st.size));
        return;
    }
    if (file->st.kind == FS_DIR || file->st.kind == FS_OTHER) {
        DIAG0(e->diags, NOT_A_FILE, path, 0);
        return;
    }
    if (!fs_read(path, LARGEST_ASSET, false, &a, &bytes, NULL)) {
        DIAG1(e->diags, READ, path, 0, fs_reason(errno));
        return;
    }
    Hash128 inputs = hash128(bytes);
    Str to = str_concat(&a, S("assets/"), file->path);
    if (!publish_current(e->out, to, inputs))
        publish_put(e->out, to, inputs, bytes, a);
}

/* --- strings.js
 * --------------------------------------------------------------------- */

#define PREFIX S("js.")

typedef struct Keys {
    StrList v;
    ptrdiff_t cap;
} Keys;

static void put_strings(Emit *e)
{
    Arena a = e->workers[0];
    Keys k = {0};
    for (const MapNode *n = e->site->lang->texts.first; n; n = n->next)
        if (str_starts(n->key, PREFIX))
            strlist_push(&a, &k.v, &k.cap, n->key);
    if (k.v.n)
        qsort(k.v.v, (size_t)k.v.n, sizeof *k.v.v, str_cmp_qsort);
    Buf b = buf_in(&a);
    buf_lit(&b, "window.jiebaoStrings=");
    JsonOut j = {.b = &b};
    json_open(&j, '{');
    for (ptrdiff_t i = 0; i < k.v.n; i++) {
        json_key(&j, str_skip(k.v.v[i], PREFIX.n));
        json_str(&j, lang_text(e->site->lang, k.v.v[i]));
    }
    json_close(&j, '}');
    buf_lit(&b, ";\n");
    Hash128 inputs = hash128(buf_str(&b));
    if (!publish_current(e->out, S("assets/strings.js"), inputs))
        publish_put(e->out, S("assets/strings.js"), inputs, buf_str(&b), a);
}

void emit_assets(Emit *e)
{
    FsList files;
    Str dir = str_concat(e->perm, e->theme_dir, S("/assets"));
    if (!fs_list(dir, true, e->perm, &files)) {
        DIAG1(e->diags, OPEN, dir, 0, fs_reason(errno));
        files = (FsList){0};
    }
    for (ptrdiff_t i = 0; i < files.n; i++)
        put_asset(e, dir, &files.v[i]);
    put_strings(e);
}
