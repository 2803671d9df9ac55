#include "ingest/key.h"

#include "ingest/punctuation.h"

/* Traditional characters of the words that rules look for, by code. It is no
 * table for converting text: a text keeps its characters. */
static const struct {
    Rune from, to;
} simple[] = {
    {0x4E26, 0x5E76}, {0x4F48, 0x5E03}, {0x4F54, 0x5360}, {0x4F86, 0x6765},
    {0x500B, 0x4E2A}, {0x5011, 0x4EEC}, {0x5099, 0x5907}, {0x50B3, 0x4F20},
    {0x5167, 0x5185}, {0x5225, 0x522B}, {0x5283, 0x5212}, {0x52D5, 0x52A8},
    {0x52D9, 0x52A1}, {0x532F, 0x6C47}, {0x5340, 0x533A}, {0x53C3, 0x53C2},
    {0x54E1, 0x5458}, {0x554F, 0x95EE}, {0x55AE, 0x5355}, {0x570D, 0x56F4},
    {0x5716, 0x56FE}, {0x5831, 0x62A5}, {0x5BE6, 0x5B9E}, {0x5BE9, 0x5BA1},
    {0x5C0D, 0x5BF9}, {0x5C0E, 0x5BFC}, {0x5C46, 0x5C4A}, {0x5C6C, 0x5C5E},
    {0x5EE3, 0x5E7F}, {0x5F59, 0x6C47}, {0x5F8C, 0x540E}, {0x5F9E, 0x4ECE},
    {0x614B, 0x6001}, {0x61C9, 0x5E94}, {0x63A1, 0x91C7}, {0x64C7, 0x62E9},
    {0x64CA, 0x51FB}, {0x64DA, 0x636E}, {0x6578, 0x6570}, {0x6642, 0x65F6},
    {0x66F8, 0x4E66}, {0x6703, 0x4F1A}, {0x6771, 0x4E1C}, {0x689D, 0x6761},
    {0x696D, 0x4E1A}, {0x69CB, 0x6784}, {0x6A19, 0x6807}, {0x6A5F, 0x673A},
    {0x6A94, 0x6863}, {0x6AA2, 0x68C0}, {0x6B0A, 0x6743}, {0x6B77, 0x5386},
    {0x6CC1, 0x51B5}, {0x6FDF, 0x6D4E}, {0x700F, 0x6D4F}, {0x7121, 0x65E0},
    {0x71DF, 0x8425}, {0x73FE, 0x73B0}, {0x7522, 0x4EA7}, {0x7576, 0x5F53},
    {0x767C, 0x53D1}, {0x78BC, 0x7801}, {0x7919, 0x788D}, {0x7A31, 0x79F0},
    {0x7BC4, 0x8303}, {0x7C21, 0x7B80}, {0x7D1A, 0x7EA7}, {0x7D39, 0x7ECD},
    {0x7D50, 0x7ED3}, {0x7D61, 0x7EDC}, {0x7D93, 0x7ECF}, {0x7DAD, 0x7EF4},
    {0x7DB1, 0x7EB2}, {0x7DB2, 0x7F51}, {0x7DE8, 0x7F16}, {0x7E23, 0x53BF},
    {0x7E3D, 0x603B}, {0x7E3E, 0x7EE9}, {0x806F, 0x8054}, {0x8207, 0x4E0E},
    {0x8655, 0x5904}, {0x865F, 0x53F7}, {0x8853, 0x672F}, {0x88FD, 0x5236},
    {0x8907, 0x590D}, {0x898F, 0x89C4}, {0x8996, 0x89C6}, {0x89BD, 0x89C8},
    {0x8A08, 0x8BA1}, {0x8A0A, 0x8BAF}, {0x8A2A, 0x8BBF}, {0x8A2D, 0x8BBE},
    {0x8A31, 0x8BB8}, {0x8A5E, 0x8BCD}, {0x8A71, 0x8BDD}, {0x8A9E, 0x8BED},
    {0x8AEE, 0x54A8}, {0x8B58, 0x8BC6}, {0x8B70, 0x8BAE}, {0x8B77, 0x62A4},
    {0x8B80, 0x8BFB}, {0x8CAC, 0x8D23}, {0x8CBC, 0x8D34}, {0x8ECA, 0x8F66},
    {0x8F09, 0x8F7D}, {0x8F2F, 0x8F91}, {0x8F49, 0x8F6C}, {0x8FA6, 0x529E},
    {0x9023, 0x8FDE}, {0x9032, 0x8FDB}, {0x904B, 0x8FD0}, {0x9078, 0x9009},
    {0x90F5, 0x90AE}, {0x9109, 0x4E61}, {0x9304, 0x5F55}, {0x9375, 0x952E},
    {0x93AE, 0x9547}, {0x9577, 0x957F}, {0x9580, 0x95E8}, {0x9589, 0x95ED},
    {0x958B, 0x5F00}, {0x9593, 0x95F4}, {0x95B1, 0x9605}, {0x95DC, 0x5173},
    {0x9673, 0x9648}, {0x96E3, 0x96BE}, {0x96FB, 0x7535}, {0x9801, 0x9875},
    {0x9805, 0x9879}, {0x984C, 0x9898}, {0x985E, 0x7C7B}, {0x9867, 0x987E},
    {0x9A57, 0x9A8C}, {0x9AD4, 0x4F53}, {0x9EDE, 0x70B9}, {0x9EE8, 0x515A}};

Rune rune_simple(Rune r)
{
    int lo = 0, hi = (int)(sizeof simple / sizeof *simple);
    if (r < simple[0].from)
        return r;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (simple[mid].from < r)
            lo = mid + 1;
        else
            hi = mid;
    }
    bool found =
        lo < (int)(sizeof simple / sizeof *simple) && simple[lo].from == r;
    return found ? simple[lo].to : r;
}

/* ASCII for a full-width or look-alike character; else the character. */
static Rune narrow(Rune r)
{
    if (r >= 0xFF01 && r <= 0xFF5E)
        r -= 0xFEE0;
    if (r == 0x2236) /* ratio, used as a colon */
        r = ':';
    if (r == 0xFF5C || r == 0x2502 || r == 0xA6)
        r = '|';
    if (r == 0x3014 || r == 0x3016)
        r = 0x3010;
    if (r == 0x3015 || r == 0x3017)
        r = 0x3011;
    return r >= 'A' && r <= 'Z' ? r + ('a' - 'A') : r;
}

static bool is_bullet(Rune r)
{
    return r == 0x2022 || r == 0xB7 || r == 0x25CF || r == 0x25CB ||
           r == 0x25A0 || r == 0x25A1 || r == 0x25C6 || r == 0x25C7 ||
           r == 0x2605 || r == 0x203B || r == 0x30FB;
}

Str key_of(Arena *a, Str s)
{
    Buf b = buf_in(a);
    const char *p = s.s, *end = s.s + s.n;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (rune_is_space(r) || (!b.n && is_bullet(r)))
            continue;
        utf8_put(&b, rune_simple(narrow(r)));
    }
    return buf_str(&b);
}

ptrdiff_t has_any(Str s, const char *const *words)
{
    ptrdiff_t best = 0;
    for (; *words; words++) {
        Str w = str_of(*words);
        if (w.n > best && str_has(s, w))
            best = w.n;
    }
    return best;
}

ptrdiff_t starts_any(Str s, const char *const *words)
{
    ptrdiff_t best = 0;
    for (; *words; words++) {
        Str w = str_of(*words);
        if (w.n > best && str_starts(s, w))
            best = w.n;
    }
    return best;
}

ptrdiff_t ends_any(Str s, const char *const *words)
{
    ptrdiff_t best = 0;
    for (; *words; words++) {
        Str w = str_of(*words);
        if (w.n > best && str_ends(s, w))
            best = w.n;
    }
    return best;
}

int count_of(Str s, Str needle)
{
    int n = 0;
    for (ptrdiff_t at = 0; (at = str_find(s, needle, at)) >= 0; at += needle.n)
        n++;
    return n;
}

/* Most characters stand alone between spaces: letter-spaced. */
static bool letter_spaced(Str s)
{
    const char *p = s.s, *end = s.s + s.n;
    int alone = 0, words = 0, run = 0;
    while (p < end) {
        if (rune_is_space(utf8_next(&p, end))) {
            words += run > 0;
            alone += run == 1;
            run = 0;
        } else {
            run++;
        }
    }
    words += run > 0;
    alone += run == 1;
    return words >= 4 && alone * 4 >= words * 3;
}

Str tidy_title(Arena *a, Str s)
{
    if (letter_spaced(s))
        return punctuate(a, utf8_squeeze(a, s));
    Str tidy = utf8_tidy(a, s);
    Buf b = buf_in(a);
    const char *p = tidy.s, *end = tidy.s + tidy.n;
    Rune before = 0;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        const char *q = p;
        Rune next = p < end ? utf8_next(&q, end) : 0;
        if (r == ' ' && (rune_is_wide(before) || rune_is_wide(next)))
            continue;
        utf8_put(&b, r);
        before = r;
    }
    return punctuate(a, buf_str(&b));
}
