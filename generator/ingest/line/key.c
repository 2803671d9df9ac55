#include "ingest/line/key.h"

#include "ingest/line/punctuation.h"

#include <pthread.h>

/* Traditional characters of the words that rules look for, by code. It is no
 * table for converting text: a text keeps its characters. */
enum { HAN_FIRST = 0x4E00, HAN_LAST = 0x9FFF };
#define T(from, to) [0x##from - HAN_FIRST] = 0x##to
static const uint16_t simple[HAN_LAST - HAN_FIRST + 1] = {
    T(4E26, 5E76), T(4F48, 5E03), T(4F54, 5360), T(4F86, 6765), T(500B, 4E2A),
    T(5011, 4EEC), T(5099, 5907), T(50B3, 4F20), T(5167, 5185), T(5225, 522B),
    T(5283, 5212), T(52D5, 52A8), T(52D9, 52A1), T(532F, 6C47), T(5340, 533A),
    T(53C3, 53C2), T(54E1, 5458), T(554F, 95EE), T(55AE, 5355), T(570D, 56F4),
    T(5716, 56FE), T(5831, 62A5), T(5BE6, 5B9E), T(5BE9, 5BA1), T(5C0D, 5BF9),
    T(5C0E, 5BFC), T(5C46, 5C4A), T(5C6C, 5C5E), T(5EE3, 5E7F), T(5F59, 6C47),
    T(5F8C, 540E), T(5F9E, 4ECE), T(614B, 6001), T(61C9, 5E94), T(63A1, 91C7),
    T(64C7, 62E9), T(64CA, 51FB), T(64DA, 636E), T(6578, 6570), T(6642, 65F6),
    T(66F8, 4E66), T(6703, 4F1A), T(6771, 4E1C), T(689D, 6761), T(696D, 4E1A),
    T(69CB, 6784), T(6A19, 6807), T(6A5F, 673A), T(6A94, 6863), T(6AA2, 68C0),
    T(6B0A, 6743), T(6B77, 5386), T(6CC1, 51B5), T(6FDF, 6D4E), T(700F, 6D4F),
    T(7121, 65E0), T(71DF, 8425), T(73FE, 73B0), T(7522, 4EA7), T(7576, 5F53),
    T(767C, 53D1), T(78BC, 7801), T(7919, 788D), T(7A31, 79F0), T(7BC4, 8303),
    T(7C21, 7B80), T(7D1A, 7EA7), T(7D39, 7ECD), T(7D50, 7ED3), T(7D61, 7EDC),
    T(7D93, 7ECF), T(7DAD, 7EF4), T(7DB1, 7EB2), T(7DB2, 7F51), T(7DE8, 7F16),
    T(7E23, 53BF), T(7E3D, 603B), T(7E3E, 7EE9), T(806F, 8054), T(8207, 4E0E),
    T(8655, 5904), T(865F, 53F7), T(8853, 672F), T(88FD, 5236), T(8907, 590D),
    T(898F, 89C4), T(8996, 89C6), T(89BD, 89C8), T(8A08, 8BA1), T(8A0A, 8BAF),
    T(8A2A, 8BBF), T(8A2D, 8BBE), T(8A31, 8BB8), T(8A5E, 8BCD), T(8A71, 8BDD),
    T(8A9E, 8BED), T(8AEE, 54A8), T(8B58, 8BC6), T(8B70, 8BAE), T(8B77, 62A4),
    T(8B80, 8BFB), T(8CAC, 8D23), T(8CBC, 8D34), T(8ECA, 8F66), T(8F09, 8F7D),
    T(8F2F, 8F91), T(8F49, 8F6C), T(8FA6, 529E), T(9023, 8FDE), T(9032, 8FDB),
    T(904B, 8FD0), T(9078, 9009), T(90F5, 90AE), T(9109, 4E61), T(9304, 5F55),
    T(9375, 952E), T(93AE, 9547), T(9577, 957F), T(9580, 95E8), T(9589, 95ED),
    T(958B, 5F00), T(9593, 95F4), T(95B1, 9605), T(95DC, 5173), T(9673, 9648),
    T(96E3, 96BE), T(96FB, 7535), T(9801, 9875), T(9805, 9879), T(984C, 9898),
    T(985E, 7C7B), T(9867, 987E), T(9A57, 9A8C), T(9AD4, 4F53), T(9EDE, 70B9),
    T(9EE8, 515A)};
#undef T

Rune rune_simple(Rune r)
{
    Rune to = r >= HAN_FIRST && r <= HAN_LAST ? simple[r - HAN_FIRST] : 0;
    return to ? to : r;
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

/* A bit for each character that `simple` changes: small enough to stay at hand
 * while a text is read. */
static uint64_t changes[(HAN_LAST - HAN_FIRST + 1 + 63) / 64];
static pthread_once_t changes_once = PTHREAD_ONCE_INIT;

static void make_changes(void)
{
    for (int i = 0; i <= HAN_LAST - HAN_FIRST; i++)
        changes[i / 64] |= (uint64_t)(simple[i] != 0) << i % 64;
}

/* Behind the run of characters at p that a key has as they are. */
static const char *plain_end(const char *p, const char *end)
{
    for (;;) {
        uint32_t i = (uint32_t)utf8_han(p, end) - HAN_FIRST;
        if (i > HAN_LAST - HAN_FIRST || changes[i / 64] >> i % 64 & 1)
            return p;
        p += 3;
    }
}

/* Most characters stay as they are: they are added in runs. */
Str key_of(Arena *a, Str s)
{
    pthread_once(&changes_once, make_changes);
    Buf b = buf_in(a);
    buf_reserve(&b, s.n);
    const char *p = s.s, *end = s.s + s.n, *run = p;
    while (p < end) {
        p = plain_end(p, end);
        if (p == end)
            break;
        const char *at = p;
        Rune r = utf8_next(&p, end);
        bool han = r >= HAN_FIRST && r <= HAN_LAST;
        Rune to = han ? rune_simple(r) : narrow(r);
        bool drop =
            !han && (rune_is_space(r) || (!b.n && run == at && is_bullet(r)));
        if (to == r && r != RUNE_BAD && !drop)
            continue;
        buf_add(&b, str_span(run, at));
        run = p;
        if (!drop)
            utf8_put(&b, to);
    }
    buf_add(&b, str_span(run, end));
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

/* Whether a Han character, or the mark that closes its clause, ends there. */
static bool han_before(Str s, ptrdiff_t at)
{
    const char *p = s.s + at;
    Rune r = at > 0 ? utf8_prev(&p, s.s) : 0;
    return rune_is_han(r) || r == 0x201D || r == 0xFF09; /* ” ） */
}

ptrdiff_t ascii_stop(Str s)
{
    for (ptrdiff_t at = 0; (at = str_find(s, S("."), at)) >= 0; at++) {
        const char *p = s.s + at + 1, *end = s.s + s.n;
        bool over = p == end || rune_is_han(utf8_next(&p, end));
        if (over && han_before(s, at))
            return at + 1;
    }
    return -1;
}

bool has_sentence(Str s)
{
    return str_has(s, S("。")) || str_has(s, S("；")) || ascii_stop(s) > 0;
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
