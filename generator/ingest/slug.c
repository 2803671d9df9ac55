#include "ingest/slug.h"

static void put_part(Buf *b, Str part)
{
    enum { LONGEST = 28 }; /* two of them and the years fit in 80 bytes */
    part = str_head(part, LONGEST);
    if (!part.n)
        return;
    if (b->n)
        buf_byte(b, '-');
    for (ptrdiff_t i = 0; i < part.n; i++)
        if ((part.s[i] >= 'a' && part.s[i] <= 'z') ||
            (part.s[i] >= '0' && part.s[i] <= '9'))
            buf_byte(b, part.s[i]);
}

Str slug_propose(const Gazetteer *g, const Place *place, const Report *r,
                 Arena *perm, Arena scratch)
{
    Buf b = buf_in(perm);
    if (place && place->level == PLACE_STREET) {
        const Place *up = place_parent(g, place);
        if (up)
            put_part(&b, place_slug(up, &scratch));
    }
    if (place)
        put_part(&b, place_slug(place, &scratch));
    YearSpan y = years_given(r->summary) ? r->summary : r->plan;
    if (!years_given(y) && r->published)
        y.first = y.last = (int16_t)(r->published / 10000);
    if (!b.n) {
        buf_lit(&b, "report-");
        buf_add(&b, str_head(r->source_sha256, 10));
    } else if (years_given(y)) {
        buf_byte(&b, '-');
        years_put(&b, y);
    }
    return buf_str(&b);
}
