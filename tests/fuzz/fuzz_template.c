/* A theme's template, rendered with a value of each kind. */
#include "fuzz.h"
#include "text/template.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

/* "main" is the input; it may take in itself. */
static Str source(void *ctx, Str name)
{
    return str_eq(name, S("main")) ? *(const Str *)ctx : (Str){0};
}

static Str text(void *ctx, Str key)
{
    (void)ctx;
    return key.n > 3 ? S("<text %1>") : (Str){0};
}

/* What the template makes of a title. */
static Str render(const Template *t, Str title, Arena *perm, Arena *a)
{
    Val *root = val_object(perm);
    val_str(root, perm, S("title"), title);
    val_html(root, perm, S("html"), S("<i>"));
    val_int(root, perm, S("n"), 7);
    Val *list = val_list(root, perm, S("list"));
    for (int i = 0; i < 3; i++)
        val_int(val_item(list, perm), perm, S("k"), i);
    Buf out = buf_in(a);
    template_render(t, root, &out);
    return buf_str(&out);
}

/* Tags are in what comes out only where the template says them itself: with any
 * other title, too. */
void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    TemplateError err = {0};
    Templates *set = templates_new(perm, source, text, &data);
    const Template *t = templates_get(set, S("main"), &err);
    if (!t) {
        MUST(err.what.n && err.line >= 0);
        return;
    }
    Str out = render(t, S("<x-y>&\"'"), perm, &scratch);
    MUST(!utf8_valid(data) || utf8_valid(out));
    if (str_has(out, S("<x-y>")))
        MUST(str_has(render(t, S("title"), perm, &scratch), S("<x-y>")));
}
