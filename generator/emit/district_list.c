#include "emit/district_list.h"

#include "model/url.h"

int count_streets(const District *d)
{
    int n = 0;
    for (int i = 0; i < d->nstreets; i++)
        n += d->streets[i].name.n > 0;
    return n;
}

static int year_of(const Emit *e, int32_t ref)
{
    return report_year(&e->site->entries[ref].r);
}

YearSpan district_years(const Emit *e, const District *d)
{
    int k = 0;
    while (k < d->reports.n && !year_of(e, d->reports.v[k]))
        k++; /* those without a year come first */
    if (k == d->reports.n)
        return (YearSpan){0};
    return (YearSpan){(int16_t)year_of(e, d->reports.v[k]),
                      (int16_t)year_of(e, d->reports.v[d->reports.n - 1])};
}

void val_district_item(const Emit *e, Val *item, Arena *a, Str from,
                       const District *d)
{
    YearSpan y = district_years(e, d);
    val_district(e, item, a, from, d);
    val_str(item, a, S("code"), d->code);
    val_str(item, a, S("city"), d->city.n ? d->city : (Str){0});
    val_int(item, a, S("reports"), d->reports.n);
    val_int(item, a, S("streets"), count_streets(d));
    val_int(item, a, S("first_year"), y.first);
    val_int(item, a, S("last_year"), y.last > y.first ? y.last : 0);
}

void inputs_district(Buf *in, const Emit *e, const District *d)
{
    YearSpan y = district_years(e, d);
    inputs_str(in, d->code);
    inputs_str(in, d->province);
    inputs_str(in, d->city);
    inputs_str(in, d->name);
    inputs_int(in, d->reports.n);
    inputs_int(in, count_streets(d));
    inputs_int(in, y.first);
    inputs_int(in, y.last);
}

bool district_is_unknown(const District *d)
{
    return !d->name.n && !d->province.n && !d->city.n;
}

int grid_streets(const Emit *e, const District *d, Str group, GridRow *rows,
                 Arena *a)
{
    Str itself = district_is_unknown(d) ? S("unknown_street") : S("no_street");
    for (int i = 0; i < d->nstreets; i++) {
        const Street *s = &d->streets[i];
        rows[i] = (GridRow){.name = s->name,
                            .group = i == 0 ? group : (Str){0},
                            .code = d->code,
                            .refs = s->reports};
        if (!s->name.n)
            rows[i].name = page_text(e, a, itself, (Str){0}, (Str){0});
    }
    return d->nstreets;
}
