#include "data/embed.h"
#include "model/place_find.h"
#include "text/expand.h"

enum { BLOCK = 64 }; /* bytes that are looked at at once */

/* Characters that a page in traditional script about a place can hardly do
 * without and that simplified text does not have. */
static bool is_sign(Rune r)
{
    switch (r) {
    case 0x5340: /* 區 */
    case 0x5831: /* 報 */
    case 0x7E23: /* 縣 */
    case 0x7E3D: /* 總 */
    case 0x8FA6: /* 辦 */
    case 0x9109: /* 鄉 */
    case 0x93AE: /* 鎮 */
        return true;
    default:
        return false;
    }
}

/* Whether a block of a text may have a sign: by the last two bytes of each, in
 * a loop that compilers make one of vectors. */
static bool may_have_sign(const unsigned char *s)
{
    unsigned char any = 0;
    for (int i = 0; i < BLOCK; i++) {
        unsigned char b = s[i + 1], c = s[i + 2];
        any |= (unsigned char)(((b == 0x8D) & (c == 0x80)) |
                               ((b == 0xA0) & (c == 0xB1)) |
                               ((b == 0xB8) & ((c == 0xA3) | (c == 0xBD))) |
                               ((b == 0xBE) & (c == 0xA6)) |
                               ((b == 0x84) & (c == 0x89)) |
                               ((b == 0x8E) & (c == 0xAE)));
    }
    return any;
}

static bool has_sign(const char *p, const char *stop, const char *end)
{
    while (p < stop)
        if (!utf8_at_han(p, end))
            p++;
        else if (is_sign(utf8_three(p)))
            return true;
        else
            p += 3;
    return false;
}

static bool is_traditional(Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    for (; end - p >= BLOCK + 2; p += BLOCK)
        if (may_have_sign((const unsigned char *)p) &&
            has_sign(p, p + BLOCK, end))
            return true;
    return has_sign(p, end, end);
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
