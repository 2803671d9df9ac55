#include "cmd/places.h"

#include "base/fs.h"

#include <errno.h>

const Gazetteer *places_load(Str dir, Arena *perm, Diags *d)
{
    enum { LARGEST = 16 << 20 };
    Str file = S("content/places.tsv"), own = {0};
    Str path = str_join3(perm, dir, S("/"), file);
    if (!fs_read(path, LARGEST, true, perm, &own, NULL) && errno != ENOENT)
        DIAG1(d, OPEN, file, 0, fs_reason(errno));
    return gazetteer_load(own, file, perm, d);
}

Str places_label(const Gazetteer *g, const Place *p, Arena *a)
{
    Buf b = buf_in(a);
    Str names[PLACE_STREET + 1], before = {0};
    place_names(g, p, names);
    for (int i = 0; i <= (int)p->level; i++) {
        if (!str_eq(names[i], before)) /* 北京市, 北京市 */
            buf_add(&b, names[i]);
        before = names[i];
    }
    Str code = place_division(g, p);
    if (code.n) {
        buf_lit(&b, " (");
        buf_add(&b, code);
        buf_lit(&b, ")");
    }
    return str_dup(a, buf_str(&b));
}

Str places_evidence(const Lang *lang, const PlaceCandidate *c, Arena *a)
{
    Buf b = buf_in(a);
    for (int i = 0; i < PLACE_SOURCES; i++) {
        if (!c->from[i])
            continue;
        buf_add(&b, b.n ? S(" + ") : S(""));
        buf_add(&b, lang_text(lang, place_source_key((PlaceSource)i)));
        buf_lit(&b, " ");
        buf_int(&b, c->from[i]);
    }
    return str_dup(a, buf_str(&b));
}
