#include "base/lang.h"

#include "data/embed.h"

#include <stdlib.h>

static void load_texts(Lang *l, Str file, Arena *perm)
{
    Str line;
    while (str_line(&file, &line)) {
        if (!line.n || line.s[0] == '#')
            continue;
        Str text = line;
        Str key = str_trim(str_cut(&text, S("=")));
        if (!str_given(text))
            continue;
        Str *val = NEW(perm, Str);
        *val = str_trim(text);
        *map_slot(&l->texts, key, perm) = val;
    }
}

Lang *lang_load(Arena *perm, Str tag)
{
    Lang *l = NEW(perm, Lang);
    bool en = str_starts(tag, S("en")) || str_eq(tag, S("C")) ||
              str_starts(tag, S("C.")) || str_eq(tag, S("POSIX"));
    l->tag = en ? S("en") : S("zh-CN");
    load_texts(l, en ? embed_lang_en() : embed_lang_zh(), perm);
    return l;
}

Lang *lang_from_env(Arena *perm)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *v = getenv(names[i]);
        if (v && *v)
            return lang_load(perm, str_of(v));
    }
    return lang_load(perm, S("zh-CN"));
}

Str lang_text(const Lang *l, Str key)
{
    const Str *s = map_get(&l->texts, key);
    return s ? *s : key;
}

/* "{one|many}" at the start of *text is taken from it: the part for arg goes to
 * *part. False: it does not begin so. */
static bool take_number(Str *text, Str arg, Str *part)
{
    Str rest = *text;
    if (!str_starts(rest, S("{")))
        return false;
    Str choice = str_cut(&rest, S("}"));
    if (!str_given(rest))
        return false;
    choice = str_skip(choice, 1);
    Str one = str_cut(&choice, S("|"));
    *part = str_eq(arg, S("1")) ? one : choice;
    *text = rest;
    return true;
}

void lang_format(Buf *out, Str text, const Str *args, int nargs)
{
    while (text.n) {
        int k = text.s[0] == '%' && text.n > 1 ? text.s[1] - '1' : -1;
        if (k >= 0 && k < nargs) {
            Str value = args[k];
            text = str_skip(text, 2);
            take_number(&text, args[k], &value);
            buf_add(out, value);
        } else {
            buf_byte(out, text.s[0]);
            text = str_skip(text, 1);
        }
    }
}
