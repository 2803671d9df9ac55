#include "archive/print.h"

#include "model/url.h"

Print print_of(const Report *r, Sketch sketch)
{
    Print p = {.sketch = sketch,
               .division = r->division,
               .url = r->source_url,
               .source = r->source};
    if (!(r->inferred & 1u << FIELD_STREET))
        p.street = r->street;
    if (!(r->inferred & 1u << FIELD_SUMMARY_YEARS))
        p.summary = r->summary;
    if (!(r->inferred & 1u << FIELD_PLAN_YEARS))
        p.plan = r->plan;
    return p;
}

static bool years_eq(YearSpan a, YearSpan b)
{
    return a.first == b.first && a.last == b.last;
}

static bool years_differ(YearSpan a, YearSpan b)
{
    return years_given(a) && years_given(b) && !years_eq(a, b);
}

bool print_contradicts(const Print *a, const Print *b)
{
    /* 17 streets have one name: the code tells them apart, inferred or not. */
    return (a->street.n && b->street.n && !str_eq(a->street, b->street)) ||
           (a->division.n && b->division.n &&
            !str_eq(a->division, b->division)) ||
           years_differ(a->summary, b->summary) ||
           years_differ(a->plan, b->plan);
}

/* Place and years of both are known, and the same. */
static bool is_sure(const Print *a, const Print *b)
{
    return a->street.n && str_eq(a->street, b->street) &&
           str_eq(a->division, b->division) &&
           years_eq(a->summary, b->summary) && years_eq(a->plan, b->plan) &&
           (years_given(a->summary) || years_given(a->plan));
}

bool print_near(const Print *a, const Print *b)
{
    return a->sketch.usable && b->sketch.usable && !print_contradicts(a, b) &&
           sketch_equal(&a->sketch, &b->sketch) >= sketch_enough(PRINT_PERCENT);
}

bool print_same(const Print *a, const Print *b, Likeness l)
{
    bool sure = is_sure(a, b) || print_same_origin(a, b);
    return l.text >= PRINT_PERCENT && !print_contradicts(a, b) &&
           l.figures >= (sure ? PRINT_FIGURES_SURE : PRINT_FIGURES);
}

/* www.example.cn is example.cn. */
static Str site_of(Str url)
{
    Str host = url_host(url);
    bool www = host.n > 4 && str_eq_nocase(str_head(host, 4), S("www."));
    return www ? str_skip(host, 4) : host;
}

bool print_same_origin(const Print *a, const Print *b)
{
    Str x = site_of(a->url), y = site_of(b->url);
    if (x.n && y.n)
        return str_eq_nocase(x, y);
    return a->source.n && str_eq(a->source, b->source);
}
