#include "data/embed.h"
#include "model/place_find.h"
#include "text/expand.h"

/* Characters that a page in traditional script about a place can hardly do
 * without and that simplified text does not have. */
static const Str signs[] = {STR_INIT("區"), STR_INIT("縣"), STR_INIT("鎮"),
                            STR_INIT("鄉"), STR_INIT("總"), STR_INIT("辦"),
                            STR_INIT("報")};

static bool is_traditional(Str s)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_has(s, signs[i]))
            return true;
    return false;
}

/* The likeliest simplified character, or r itself. */
static Rune simplified(const HanTable *t, Rune r, Arena a)
{
    if (!han_is_traditional(t, r))
        return r;
    Buf b = buf_in(&a);
    han_put_entry(&b, t, r);
    const char *p = b.s, *end = b.s + b.n;
    if (p < end)
        (void)utf8_next(&p, end);
    return p < end ? utf8_next(&p, end) : r;
}

static Str simplify(const HanTable *t, Str s, Arena *perm, Arena scratch)
{
    Buf b = buf_in(perm);
    for (const char *p = s.s, *end = s.s + s.n; p < end;) {
        const char *beg = p;
        Rune r = utf8_next(&p, end);
        Rune now = rune_is_han(r) ? simplified(t, r, scratch) : r;
        if (now == r)
            buf_add(&b, str_span(beg, p));
        else
            utf8_put(&b, now);
    }
    return str_given(s) ? buf_str(&b) : s;
}

PlaceEvidence place_simplify(const PlaceEvidence *e, Arena *perm, Arena scratch)
{
    PlaceEvidence out = *e;
    Str *const fields[] = {&out.title, &out.publisher, &out.header, &out.body};
    const HanTable *t = NULL;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (is_traditional(*fields[i])) {
            t = t ? t : han_table(embed_traditional_table(), &scratch);
            *fields[i] = simplify(t, *fields[i], perm, scratch);
        }
    return out;
}
