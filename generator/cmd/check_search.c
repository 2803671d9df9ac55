#include "cmd/check_parts.h"

#include "query/search.h"
#include "text/fold.h"

/* Asks the built index for every report, as a reader would. */
typedef struct Asked {
    Check *k;
    Index *ix;
} Asked;

static void say_unfound(Asked *a, const Entry *e, FieldId field, Str value)
{
    DIAG2(&a->k->all, NOT_FOUND, check_path(e, a->k->perm), e->r.lines[field],
          field_name(field), value);
}

/* Where postings or columns cannot be read, their files are told of instead. */
static void ask_entry(Asked *a, const Entry *e, Arena scratch)
{
    IndexText t;
    bool read = true;
    if (!index_text(a->ix, e->number, &scratch, &t)) {
        say_unfound(a, e, FIELD_TITLE, e->r.title);
        return;
    }
    Str title = fold(&scratch, e->r.title);
    if (!str_eq(t.slug, e->r.slug) ||
        (title.n && !query_finds(a->ix, e->number, &t, title, &read, scratch)))
        if (read)
            say_unfound(a, e, FIELD_TITLE, e->r.title);
    if (e->r.street.n && !query_in_street(a->ix, e->number, e->r.street, &read))
        if (read)
            say_unfound(a, e, FIELD_STREET, e->r.street);
}

void check_search(Check *k)
{
    Str dir = str_join3(k->perm, k->site.dir, S("/"), S("public"));
    Asked a = {k, index_open(dir, k->perm)};
    if (!a.ix) {
        DIAG0(&k->all, NO_INDEX, str_concat(k->perm, dir, S("/search")), 0);
        return;
    }
    for (ptrdiff_t i = 0; i < k->site.nentries; i++)
        ask_entry(&a, &k->site.entries[i], k->scratch[0]);
    for (ptrdiff_t i = 0; i < a.ix->missing.n; i++) {
        Str file = str_concat(k->perm, a.ix->missing.v[i], S(".js"));
        DIAG0(&k->all, INDEX_FILE, str_join3(k->perm, dir, S("/search/"), file),
              0);
    }
    index_close(a.ix);
}
