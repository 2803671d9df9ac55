#include "cmd/check_desk.h"

#include <stdlib.h>

static const Str group_names[DESK_GROUPS] = {
    [DESK_LEFT_OUT] = STR_INIT("left-out"),
    [DESK_CONTRADICTION] = STR_INIT("contradiction"),
    [DESK_TWICE] = STR_INIT("twice"),
    [DESK_MISSING] = STR_INIT("missing"),
    [DESK_SUSPICIOUS] = STR_INIT("suspicious"),
    [DESK_INFERRED] = STR_INIT("inferred"),
    [DESK_SITE] = STR_INIT("site"),
};

/* Kinds in the order in which they matter within their group. Kinds that are
 * not here are errors, which come first of what is left out, or belong to the
 * site. */
static const struct Kind {
    DiagId id;
    DeskGroup group;
} kinds[] = {
    {DIAG_NESTED_REPORT, DESK_LEFT_OUT},
    {DIAG_NOT_FOUND, DESK_LEFT_OUT},
    {DIAG_PLACE_MISMATCH, DESK_CONTRADICTION},
    {DIAG_PLAN_BEFORE, DESK_CONTRADICTION},
    {DIAG_PUBLISHED_BEFORE, DESK_CONTRADICTION},
    {DIAG_DUPLICATE_ID, DESK_CONTRADICTION},
    {DIAG_NEAR_DUPLICATE, DESK_TWICE},
    {DIAG_SAME_REPORT, DESK_TWICE},
    {DIAG_EMPTY_BODY, DESK_MISSING},
    {DIAG_MISSING_FIELD, DESK_MISSING},
    {DIAG_PLACE_AMBIGUOUS, DESK_MISSING},
    {DIAG_PLACE_UNKNOWN, DESK_MISSING},
    {DIAG_PLACE_ASK, DESK_MISSING},
    {DIAG_NO_ID, DESK_MISSING},
    {DIAG_LOST_TEXT, DESK_SUSPICIOUS},
    {DIAG_FURNITURE, DESK_SUSPICIOUS},
    {DIAG_SAID_TWICE, DESK_SUSPICIOUS},
    {DIAG_NUMBER_GAP, DESK_SUSPICIOUS},
    {DIAG_NUMBER_START, DESK_SUSPICIOUS},
    {DIAG_SHORT_BODY, DESK_SUSPICIOUS},
    {DIAG_INFERRED_FIELD, DESK_INFERRED},
    {DIAG_DIVISION_KNOWN, DESK_INFERRED},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* Fields as they matter: the first argument of MISSING_FIELD (a list) and of
 * INFERRED_FIELD. */
static const Str fields[] = {
    STR_INIT("title"),     STR_INIT("street"),        STR_INIT("district"),
    STR_INIT("province"),  STR_INIT("summary_years"), STR_INIT("plan_years"),
    STR_INIT("published"), STR_INIT("publisher"),     STR_INIT("city"),
    STR_INIT("kind"),
};
enum { FIELDS = sizeof fields / sizeof *fields };

static int kind_rank(DiagId id)
{
    int i = 0;
    while (i < KINDS && kinds[i].id != id)
        i++;
    return i;
}

static int rank_of(Str field)
{
    int i = 0;
    while (i < FIELDS && !str_eq(fields[i], field))
        i++;
    return i;
}

/* By the field that matters most; of equals the one that names more. */
static int field_rank(const Diag *d)
{
    int best = FIELDS, n = 0;
    if (d->id != DIAG_MISSING_FIELD && d->id != DIAG_INFERRED_FIELD)
        return 0;
    for (Str rest = d->args[0]; str_given(rest); n++) {
        int rank = rank_of(str_cut(&rest, S(", ")));
        best = rank < best ? rank : best;
    }
    return best * (FIELDS + 1) - n;
}

DeskGroup desk_group(const Diag *d)
{
    int k = kind_rank(d->id);
    if (k < KINDS)
        return kinds[k].group;
    return diag_level(d->id) >= DIAG_ERROR ? DESK_LEFT_OUT : DESK_SITE;
}

Str desk_group_name(DeskGroup g)
{
    return group_names[g];
}

/* A finding with all that decides its place. */
typedef struct Finding {
    const Diag *d;
    int group, kind, field;
    int lead; /* least `field` of the kind's findings in the same file: what is
                 inferred of a report is taken up together */
    ptrdiff_t at; /* as found: decides between equals */
} Finding;

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Within a kind. */
static int by_file(const void *a, const void *b)
{
    const Finding *x = a, *y = b;
    int c = compare(x->kind, y->kind);
    c = c ? c : str_cmp(x->d->file, y->d->file);
    c = c ? c : compare(x->field, y->field);
    c = c ? c : compare(x->d->line, y->d->line);
    return c ? c : compare(x->at, y->at);
}

static int by_matter(const void *a, const void *b)
{
    const Finding *x = a, *y = b;
    int c = compare(x->group, y->group);
    c = c ? c : compare(x->kind, y->kind);
    c = c ? c : compare(x->lead, y->lead);
    return c ? c : by_file(x, y);
}

static void set_leads(Finding *v, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        bool same = i && v[i].kind == v[i - 1].kind &&
                    str_eq(v[i].d->file, v[i - 1].d->file);
        v[i].lead = same ? v[i - 1].lead : v[i].field;
    }
}

ptrdiff_t desk_sort(const Diags *found, Arena *a, const Diag ***v)
{
    ptrdiff_t n = 0;
    for (const Diag *d = found->first; d; d = d->next)
        n++;
    *v = NEW_N(a, const Diag *, n);
    Finding *all = NEW_N(a, Finding, n);
    n = 0;
    for (const Diag *d = found->first; d; d = d->next, n++)
        all[n] = (Finding){
            d, (int)desk_group(d), kind_rank(d->id), field_rank(d), 0, n};
    if (n)
        qsort(all, (size_t)n, sizeof *all, by_file);
    set_leads(all, n);
    if (n)
        qsort(all, (size_t)n, sizeof *all, by_matter);
    for (ptrdiff_t i = 0; i < n; i++)
        (*v)[i] = all[i].d;
    return n;
}
