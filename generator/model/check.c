#include "model/check.h"

#include "model/place_match.h"
#include "text/escape.h"

/* The fields of a report's place, by level. */
static const FieldId level_field[] = {
    [PLACE_PROVINCE] = FIELD_PROVINCE,
    [PLACE_CITY] = FIELD_CITY,
    [PLACE_DISTRICT] = FIELD_DISTRICT,
    [PLACE_STREET] = FIELD_STREET,
};

static Str level_name(const Report *r, int level)
{
    const Str names[PLACE_LEVELS] = {r->province, r->city, r->district,
                                     r->street};
    return names[level];
}

/* Whether the report is a province's or a city's own, which is of no district.
 */
static bool is_above_districts(const Report *r)
{
    return str_eq(r->kind, report_kind_name(REPORT_GOVERNMENT)) &&
           r->province.n && !r->district.n && !r->street.n;
}

/* Only what every report has: an index number or a publisher may not have been
 * printed, a county under its province has no city. One of the two spans of
 * years is enough. */
static void check_missing(const Report *r, bool flawed, Str path, Arena scratch,
                          Diags *d)
{
    static const FieldId wanted[][2] = {
        {FIELD_PROVINCE, FIELD_PROVINCE},
        {FIELD_DISTRICT, FIELD_DISTRICT},
        {FIELD_STREET, FIELD_STREET},
        {FIELD_PUBLISHED, FIELD_PUBLISHED},
        {FIELD_SUMMARY_YEARS, FIELD_PLAN_YEARS},
    };
    Buf b = buf_in(&scratch);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        FieldId f = wanted[i][0], or = wanted[i][1];
        bool wrong = flawed && (r->lines[f] || r->lines[or]);
        wrong |=
            (f == FIELD_DISTRICT || f == FIELD_STREET) && is_above_districts(r);
        if (wrong || report_has(r, f) || report_has(r, or))
            continue;
        if (b.n)
            buf_lit(&b, ", ");
        buf_add(&b, field_name(f));
    }
    if (b.n)
        DIAG1(d, MISSING_FIELD, path, 1, buf_str(&b));
}

static void check_inferred(const Report *r, Str path, Arena scratch, Diags *d)
{
    for (FieldId f = 0; f < FIELD_COUNT; f++)
        if (r->inferred & 1u << f) {
            int line = r->lines[f] ? r->lines[f] : r->lines[FIELD_INFERRED];
            DIAG2(d, INFERRED_FIELD, path, line, field_name(f),
                  report_field_text(r, f, &scratch));
        }
}

/* A plan may begin in the year that the summary ends in (half-year reports),
 * not before; nothing is published before the years it sums up have begun to
 * end. */
static void check_years(const Report *r, Str path, Arena scratch, Diags *d)
{
    Str summary = report_field_text(r, FIELD_SUMMARY_YEARS, &scratch);
    if (!years_given(r->summary))
        return;
    if (years_given(r->plan) && r->plan.first < r->summary.last)
        DIAG2(d, PLAN_BEFORE, path, r->lines[FIELD_PLAN_YEARS],
              report_field_text(r, FIELD_PLAN_YEARS, &scratch), summary);
    if (r->published && r->published / 10000 < r->summary.last)
        DIAG2(d, PUBLISHED_BEFORE, path, r->lines[FIELD_PUBLISHED],
              report_field_text(r, FIELD_PUBLISHED, &scratch), summary);
}

static void check_topics(const Report *r, const Config *c, Str path, Diags *d)
{
    for (ptrdiff_t i = 0; i < r->topics.n; i++) {
        Str name = r->topics.v[i];
        bool known = false;
        if (str_starts(name, S("-")))
            name = str_trim(str_skip(name, 1));
        for (int t = 0; t < c->ntopics; t++)
            known = known || str_eq(c->topics[t].name, name);
        if (!known)
            DIAG1(d, UNKNOWN_TOPIC, path, r->lines[FIELD_TOPICS], name);
    }
}

static void check_kind(const Report *r, Str path, Diags *d)
{
    if (r->kind.n && report_kind_by_name(r->kind) == REPORT_KIND_OTHER)
        DIAG1(d, UNKNOWN_KIND, path, r->lines[FIELD_KIND], r->kind);
}

void check_fields(const Report *r, bool flawed, const Config *c, Str path,
                  Arena scratch, Diags *d)
{
    check_missing(r, flawed, path, scratch, d);
    check_inferred(r, path, scratch, d);
    check_years(r, path, scratch, d);
    check_topics(r, c, path, d);
    check_kind(r, path, d);
    if (r->source_url.n && !str_given(url_safe(&scratch, r->source_url)))
        DIAG1(d, BROKEN_LINK, path, r->lines[FIELD_SOURCE_URL], r->source_url);
}

static void check_names(const Report *r, const Gazetteer *g, const Place *p,
                        Str path, Diags *d)
{
    Str should;
    for (int level = 0; level < PLACE_LEVELS; level++) {
        Str is = level_name(r, level);
        FieldId f = level_field[level];
        if (!place_agrees(g, p, level, is, &should))
            DIAG3(d, PLACE_MISMATCH, path, r->lines[f], field_name(f), is,
                  should);
    }
}

/* The most exact name that is given must be of one place. */
static void check_name(const Report *r, const Gazetteer *g, const Place *within,
                       Str path, Arena scratch, Diags *d)
{
    int level = PLACE_STREET;
    while (level > PLACE_PROVINCE && !level_name(r, level).n)
        level--;
    Str name = level_name(r, level);
    if (!name.n || (within && level <= (int)within->level))
        return;
    const Place *p = NULL;
    int line = r->lines[level_field[level]];
    const Str names[PLACE_LEVELS] = {r->province, r->city, r->district,
                                     r->street};
    int n = places_matching(g, names, level, within, &p);
    if (n == 0) {
        DIAG1(d, PLACE_UNKNOWN, path, line, name);
    } else if (n > 1) {
        Buf b = buf_in(&scratch);
        buf_int(&b, n);
        DIAG2(d, PLACE_AMBIGUOUS, path, line, name, buf_str(&b));
    } else if (level >= PLACE_DISTRICT) {
        DIAG2(d, DIVISION_KNOWN, path, line, name, p->code);
    }
}

void check_place(const Report *r, const Gazetteer *g, Str path, Arena scratch,
                 Diags *d)
{
    const Place *p = r->division.n ? place_by_code(g, r->division) : NULL;
    if (r->division.n && !p) {
        DIAG1(d, PLACE_UNKNOWN, path, r->lines[FIELD_DIVISION], r->division);
        return;
    }
    if (p)
        check_names(r, g, p, path, d);
    check_name(r, g, p, path, scratch, d);
}
