#include "text/charset.h"
#include "text/charset_resync.h"

#include "text/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <pthread.h>
#include <stdlib.h>

typedef struct Label {
    Str name;
    Charset charset;
} Label;

/* WHATWG Encoding Standard, 4.2, for the charsets that we read; the last rows
 * are names that people give on a command line. */
static const Label labels[] = {
    {STR_INIT("utf-8"), CHARSET_UTF8},
    {STR_INIT("utf8"), CHARSET_UTF8},
    {STR_INIT("unicode-1-1-utf-8"), CHARSET_UTF8},
    {STR_INIT("unicode11utf8"), CHARSET_UTF8},
    {STR_INIT("unicode20utf8"), CHARSET_UTF8},
    {STR_INIT("x-unicode20utf8"), CHARSET_UTF8},
    {STR_INIT("gb18030"), CHARSET_GB18030},
    {STR_INIT("gbk"), CHARSET_GB18030},
    {STR_INIT("gb2312"), CHARSET_GB18030},
    {STR_INIT("gb_2312"), CHARSET_GB18030},
    {STR_INIT("gb_2312-80"), CHARSET_GB18030},
    {STR_INIT("chinese"), CHARSET_GB18030},
    {STR_INIT("csgb2312"), CHARSET_GB18030},
    {STR_INIT("csiso58gb231280"), CHARSET_GB18030},
    {STR_INIT("iso-ir-58"), CHARSET_GB18030},
    {STR_INIT("x-gbk"), CHARSET_GB18030},
    {STR_INIT("big5"), CHARSET_BIG5},
    {STR_INIT("big5-hkscs"), CHARSET_BIG5},
    {STR_INIT("cn-big5"), CHARSET_BIG5},
    {STR_INIT("csbig5"), CHARSET_BIG5},
    {STR_INIT("x-x-big5"), CHARSET_BIG5},
    {STR_INIT("utf-16"), CHARSET_UTF16LE},
    {STR_INIT("utf-16le"), CHARSET_UTF16LE},
    {STR_INIT("csunicode"), CHARSET_UTF16LE},
    {STR_INIT("iso-10646-ucs-2"), CHARSET_UTF16LE},
    {STR_INIT("ucs-2"), CHARSET_UTF16LE},
    {STR_INIT("unicode"), CHARSET_UTF16LE},
    {STR_INIT("unicodefeff"), CHARSET_UTF16LE},
    {STR_INIT("utf-16be"), CHARSET_UTF16BE},
    {STR_INIT("unicodefffe"), CHARSET_UTF16BE},
    {STR_INIT("windows-1252"), CHARSET_WINDOWS1252},
    {STR_INIT("ansi_x3.4-1968"), CHARSET_WINDOWS1252},
    {STR_INIT("ascii"), CHARSET_WINDOWS1252},
    {STR_INIT("us-ascii"), CHARSET_WINDOWS1252},
    {STR_INIT("cp1252"), CHARSET_WINDOWS1252},
    {STR_INIT("cp819"), CHARSET_WINDOWS1252},
    {STR_INIT("csisolatin1"), CHARSET_WINDOWS1252},
    {STR_INIT("ibm819"), CHARSET_WINDOWS1252},
    {STR_INIT("iso-8859-1"), CHARSET_WINDOWS1252},
    {STR_INIT("iso-ir-100"), CHARSET_WINDOWS1252},
    {STR_INIT("iso8859-1"), CHARSET_WINDOWS1252},
    {STR_INIT("iso88591"), CHARSET_WINDOWS1252},
    {STR_INIT("iso_8859-1"), CHARSET_WINDOWS1252},
    {STR_INIT("iso_8859-1:1987"), CHARSET_WINDOWS1252},
    {STR_INIT("l1"), CHARSET_WINDOWS1252},
    {STR_INIT("latin1"), CHARSET_WINDOWS1252},
    {STR_INIT("x-cp1252"), CHARSET_WINDOWS1252},
    {STR_INIT("cp936"), CHARSET_GB18030},
    {STR_INIT("ms936"), CHARSET_GB18030},
    {STR_INIT("windows-936"), CHARSET_GB18030},
    {STR_INIT("cp950"), CHARSET_BIG5},
    {STR_INIT("big5hkscs"), CHARSET_BIG5},
};

Charset charset_by_label(Str label)
{
    label = str_trim(label);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (str_eq_nocase(label, labels[i].name))
            return labels[i].charset;
    return CHARSET_NONE;
}

Str charset_name(Charset c)
{
    static const Str names[] = {
        [CHARSET_NONE] = STR_INIT(""),
        [CHARSET_UTF8] = STR_INIT("UTF-8"),
        [CHARSET_GB18030] = STR_INIT("GB18030"),
        [CHARSET_BIG5] = STR_INIT("Big5"),
        [CHARSET_UTF16LE] = STR_INIT("UTF-16LE"),
        [CHARSET_UTF16BE] = STR_INIT("UTF-16BE"),
        [CHARSET_WINDOWS1252] = STR_INIT("windows-1252"),
    };
    return names[c];
}

Charset charset_bom(Str bytes)
{
    if (str_starts(bytes, S("\xEF\xBB\xBF")))
        return CHARSET_UTF8;
    if (str_starts(bytes, S("\xFF\xFE")))
        return CHARSET_UTF16LE;
    if (str_starts(bytes, S("\xFE\xFF")))
        return CHARSET_UTF16BE;
    return CHARSET_NONE;
}

/* What is being decoded: input behind `p`, output in `out`. */
typedef struct Decoder {
    const char *p, *end;
    Buf out;
    ptrdiff_t replaced;
    const char *file;  /* the input with its byte order mark */
    LostBytes *lost;   /* room for CHARSET_LOST */
    int nlost, line;   /* line: where out is, as far as it was looked at */
    ptrdiff_t counted; /* bytes of out */
} Decoder;

/* The line of the end of the output; \r\n, \r and \n end one. */
static int present_line(Decoder *d)
{
    for (; d->counted < d->out.n; d->counted++) {
        char c = d->out.s[d->counted];
        bool pair = c == '\n' && d->counted && d->out.s[d->counted - 1] == '\r';
        d->line += (c == '\n' || c == '\r') && !pair;
    }
    return d->line;
}

/* One U+FFFD for the n bytes at p. */
static void put_bad(Decoder *d, const char *p, ptrdiff_t n)
{
    Str last = d->nlost ? d->lost[d->nlost - 1].bytes : (Str){0};
    if (d->nlost && last.s + last.n == p)
        d->lost[d->nlost - 1].bytes.n += n;
    else if (d->nlost < CHARSET_LOST)
        d->lost[d->nlost++] = (LostBytes){{p, n}, p - d->file, present_line(d)};
    utf8_put(&d->out, RUNE_BAD);
    d->replaced++;
}

static const char *ascii_end(const char *p, const char *end)
{
    while (p < end && (unsigned char)*p < 0x80)
        p++;
    return p;
}

static void decode_utf8(Decoder *d)
{
    while (d->p < d->end) {
        Str rest = str_span(d->p, d->end);
        ptrdiff_t bad = utf8_bad_at(rest);
        buf_add(&d->out, str_head(rest, bad < 0 ? rest.n : bad));
        d->p = bad < 0 ? d->end : d->p + bad;
        if (bad >= 0) {
            const char *from = d->p;
            utf8_next(&d->p, d->end);
            put_bad(d, from, d->p - from);
        }
    }
}

int32_t charset_c1(int32_t c)
{
    static const uint16_t c1[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
        0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return c >= 0x80 && c < 0xA0 ? c1[c - 0x80] : c;
}

static void decode_windows1252(Decoder *d)
{
    while (d->p < d->end)
        utf8_put(&d->out, charset_c1((unsigned char)*d->p++));
}

/* The next code unit; a lone byte at the end counts as a bad character. */
static int32_t utf16_unit(Decoder *d, bool big)
{
    if (d->end - d->p < 2) {
        d->p = d->end;
        return -1;
    }
    unsigned char x = (unsigned char)d->p[0], y = (unsigned char)d->p[1];
    d->p += 2;
    return big ? x << 8 | y : y << 8 | x;
}

static void decode_utf16(Decoder *d, bool big)
{
    while (d->p < d->end) {
        const char *from = d->p;
        int32_t u = utf16_unit(d, big);
        if (u >= 0xD800 && u < 0xDC00 && d->end - d->p >= 2) {
            int32_t v = utf16_unit(d, big);
            if (v >= 0xDC00 && v < 0xE000)
                u = 0x10000 + ((u - 0xD800) << 10) + (v - 0xDC00);
            else
                d->p -= 2; /* not its other half: read again by itself */
        }
        if (u < 0 || (u >= 0xD800 && u < 0xE000))
            put_bad(d, from, d->p - from);
        else
            utf8_put(&d->out, u);
    }
}

static bool in(const char *p, int lo, int hi)
{
    unsigned char c = (unsigned char)*p;
    return c >= lo && c <= hi;
}

/* Bytes of the well-formed unit at p: 1 for ASCII, 0 where there is none. */
static ptrdiff_t gb_unit(const char *p, const char *end)
{
    if (in(p, 0, 0x7F))
        return 1;
    if (!in(p, 0x81, 0xFE) || end - p < 2)
        return 0;
    if (in(p + 1, 0x40, 0xFE) && !in(p + 1, 0x7F, 0x7F))
        return 2;
    bool four = end - p >= 4 && in(p + 1, '0', '9') && in(p + 2, 0x81, 0xFE) &&
                in(p + 3, '0', '9');
    return four ? 4 : 0;
}

static ptrdiff_t big5_unit(const char *p, const char *end)
{
    if (in(p, 0, 0x7F))
        return 1;
    if (!in(p, 0x81, 0xFE) || end - p < 2)
        return 0;
    return in(p + 1, 0x40, 0x7E) || in(p + 1, 0xA1, 0xFE) ? 2 : 0;
}

/* What the converters of the C libraries leave out or map elsewhere than the
 * WHATWG standard does: bytes (one below 0x100, else two), ascending. */
typedef struct Patch {
    uint16_t bytes, rune;
} Patch;

static const Patch gb_patches[] = {
    {0x0080, 0x20AC}, /* what code page 936 has there */
    {0xA3A0, 0x3000}, /* WHATWG, index gb18030 */
};
static const Patch big5_patches[] = {
    {0x8E69, 0x7BB8}, {0x8E6F, 0x7C06}, {0x8E7E, 0x7CCE}, {0x8EAB, 0x7DD2},
    {0x8EB4, 0x7E1D}, {0x8ECD, 0x8005}, {0x8ED0, 0x8028}, {0x8F57, 0x83C1},
    {0x8F69, 0x84A8}, {0x8F6E, 0x840F}, {0x8FCB, 0x89A6}, {0x8FCC, 0x89A9},
    {0x8FFE, 0x8D77}, {0x906D, 0x90FD}, {0x907A, 0x92B9}, {0x90DC, 0x975C},
    {0x90F1, 0x97FF}, {0x91BF, 0x9F16}, {0x9244, 0x8503}, {0x92AF, 0x5159},
    {0x92B0, 0x515B}, {0x92B1, 0x515D}, {0x92B2, 0x515E}, {0x92C8, 0x936E},
    {0x92D1, 0x7479}, {0x9447, 0x6D67}, {0x94CA, 0x799B}, {0x95D9, 0x9097},
    {0x9644, 0x975D}, {0x96ED, 0x701E}, {0x96FC, 0x5B28}, {0x9B76, 0x7201},
    {0x9B78, 0x77D7}, {0x9B7B, 0x7E87}, {0x9BC6, 0x99D6}, {0x9BDE, 0x91D4},
    {0x9BEC, 0x60DE}, {0x9BF6, 0x6FB6}, {0x9C42, 0x8F36}, {0x9C53, 0x4FBB},
    {0x9C62, 0x71DF}, {0x9C68, 0x9104}, {0x9C6B, 0x9DF0}, {0x9C77, 0x83CF},
    {0x9CBC, 0x5C10}, {0x9CBD, 0x79E3}, {0x9CD0, 0x5A67}, {0x9D57, 0x8F0B},
    {0x9D5A, 0x7B51}, {0x9DC4, 0x62D0}, {0x9EA9, 0x6062}, {0x9EEF, 0x75F9},
    {0x9EFD, 0x6C4A}, {0x9F60, 0x9B2E}, {0x9F66, 0x9F17}, {0x9FCB, 0x50ED},
    {0x9FD8, 0x5F0C}, {0xA063, 0x880F}, {0xA077, 0x62CE}, {0xA0D5, 0x7468},
    {0xA0DF, 0x7162}, {0xA0E4, 0x7250}, {0xA145, 0x2027}, {0xA14E, 0xFE51},
    {0xA15A, 0x2574}, {0xA1C2, 0x00AF}, {0xA1C3, 0xFFE3}, {0xA1C5, 0x02CD},
    {0xA1E3, 0xFF5E}, {0xA1F2, 0x2295}, {0xA1F3, 0x2299}, {0xA1FE, 0xFF0F},
    {0xA240, 0xFF3C}, {0xA241, 0x2215}, {0xA242, 0xFE68}, {0xA244, 0xFFE5},
    {0xA246, 0xFFE0}, {0xA247, 0xFFE1}, {0xA2CC, 0x5341}, {0xA2CE, 0x5345},
    {0xA3C0, 0x2400}, {0xA3C1, 0x2401}, {0xA3C2, 0x2402}, {0xA3C3, 0x2403},
    {0xA3C4, 0x2404}, {0xA3C5, 0x2405}, {0xA3C6, 0x2406}, {0xA3C7, 0x2407},
    {0xA3C8, 0x2408}, {0xA3C9, 0x2409}, {0xA3CA, 0x240A}, {0xA3CB, 0x240B},
    {0xA3CC, 0x240C}, {0xA3CD, 0x240D}, {0xA3CE, 0x240E}, {0xA3CF, 0x240F},
    {0xA3D0, 0x2410}, {0xA3D1, 0x2411}, {0xA3D2, 0x2412}, {0xA3D3, 0x2413},
    {0xA3D4, 0x2414}, {0xA3D5, 0x2415}, {0xA3D6, 0x2416}, {0xA3D7, 0x2417},
    {0xA3D8, 0x2418}, {0xA3D9, 0x2419}, {0xA3DA, 0x241A}, {0xA3DB, 0x241B},
    {0xA3DC, 0x241C}, {0xA3DD, 0x241D}, {0xA3DE, 0x241E}, {0xA3DF, 0x241F},
    {0xA3E0, 0x2421}, {0xA3E1, 0x20AC}, {0xC6CF, 0x5EF4}, {0xC6D3, 0x65E0},
    {0xC6D5, 0x7676}, {0xC6D7, 0x96B6}, {0xC6DE, 0x3003}, {0xC6DF, 0x4EDD},
    {0xFA5F, 0x5029}, {0xFA66, 0x507D}, {0xFABD, 0x5305}, {0xFAC5, 0x5344},
    {0xFAD5, 0x537F}, {0xFB48, 0x5605}, {0xFBB8, 0x5A77}, {0xFBF3, 0x5E75},
    {0xFBF9, 0x5ED0}, {0xFC4F, 0x5F58}, {0xFC6C, 0x60A4}, {0xFCB9, 0x6490},
    {0xFCE2, 0x6674}, {0xFCF1, 0x675E}, {0xFDB7, 0x6C9C}, {0xFDB8, 0x6E1D},
    {0xFDBB, 0x6E2F}, {0xFDF1, 0x716E}, {0xFE52, 0x732A}, {0xFE6F, 0x745C},
    {0xFEAA, 0x74E9}, {0xFEDD, 0x7809},
};

/* Pairs of bytes whose character is kept at hand: all that have one in the
 * Basic Multilingual Plane, by lead and trail. */
enum { LEAD = 0x81, TRAIL = 0x40, TRAILS = 0xFF - TRAIL };
typedef uint16_t Pairs[(0xFF - LEAD) * TRAILS];

typedef struct DoubleByte {
    uint16_t *pairs; /* 0: none */
    const char *iconv_name;
    ptrdiff_t (*unit)(const char *p, const char *end);
    const Patch *patches;
    size_t npatches;
} DoubleByte;

static Pairs gb_pairs, big5_pairs;
static const DoubleByte gb18030 = {gb_pairs, "GB18030", gb_unit, gb_patches,
                                   sizeof gb_patches / sizeof *gb_patches};
static const DoubleByte big5 = {big5_pairs, "BIG5-HKSCS", big5_unit,
                                big5_patches,
                                sizeof big5_patches / sizeof *big5_patches};

static int patch_cmp(const void *a, const void *b)
{
    uint16_t x = ((const Patch *)a)->bytes, y = ((const Patch *)b)->bytes;
    return (x > y) - (x < y);
}

/* The patch for the byte or pair at p, or NULL. */
static const Patch *patch_at(const DoubleByte *m, const char *p,
                             const char *end)
{
    unsigned first = (unsigned char)*p;
    Patch key = {(uint16_t)first, 0};
    if (first < 0x80)
        return NULL;
    if (first != 0x80 && end - p >= 2)
        key.bytes = (uint16_t)(first << 8 | (unsigned char)p[1]);
    return bsearch(&key, m->patches, m->npatches, sizeof key, patch_cmp);
}

/* Converts the well-formed unit up to `to`; one that has no character becomes
 * one U+FFFD. */
static void convert_unit(Decoder *d, iconv_t cd, const char *to)
{
    while (d->p < to) {
        buf_reserve(&d->out, (to - d->p) * 3 + 16);
        char *in_p = (char *)(uintptr_t)d->p;
        char *out_p = d->out.s + d->out.n;
        size_t in_n = (size_t)(to - d->p);
        size_t out_n = (size_t)(d->out.cap - d->out.n);
        size_t rc = iconv(cd, &in_p, &in_n, &out_p, &out_n);
        if (rc != (size_t)-1) /* the second of two characters */
            iconv(cd, NULL, NULL, &out_p, &out_n);
        d->out.n = out_p - d->out.s;
        d->p = in_p;
        if (rc != (size_t)-1 || d->p >= to || errno == E2BIG)
            continue;
        /* an ASCII byte of the pair is read again (WHATWG, 10.2.1, 11.1.1) */
        ptrdiff_t n = to - d->p < 2 || in(d->p + 1, 0, 0x7F) ? 1 : 2;
        put_bad(d, d->p, n);
        d->p += n;
        iconv(cd, NULL, NULL, NULL, NULL);
    }
}

/* The character of a pair that the library has one for, alone; or 0. */
static uint16_t convert_pair(iconv_t cd, const char *pair)
{
    char out[16], *in_p = (char *)(uintptr_t)pair, *out_p = out;
    size_t in_n = 2, out_n = sizeof out;
    iconv(cd, NULL, NULL, NULL, NULL);
    size_t rc = iconv(cd, &in_p, &in_n, &out_p, &out_n);
    if (rc != 0 || in_n || iconv(cd, NULL, NULL, &out_p, &out_n) != 0)
        return 0;
    const char *p = out;
    Rune r = p < out_p ? utf8_next(&p, out_p) : 0;
    return p == out_p && r < 0x10000 ? (uint16_t)r : 0;
}

static uint16_t *pair_at(const DoubleByte *m, const char *p)
{
    return &m->pairs[((unsigned char)p[0] - LEAD) * TRAILS +
                     ((unsigned char)p[1] - TRAIL)];
}

/* EINVAL: the system has no such converter; or once, where it had no room for
 * it. What nobody could convert must not look as if it were no text. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
/* gcc's analyser does not know that (iconv_t)-1 is nothing to close. */
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif
static iconv_t open_converter(const DoubleByte *m)
{
    iconv_t cd = iconv_open("UTF-8", m->iconv_name);
    if (cd == (iconv_t)-1)
        cd = iconv_open("UTF-8", m->iconv_name);
    if (cd == (iconv_t)-1 && errno != EINVAL)
        mem_exhausted();
    return cd;
}
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

static void make_pairs(const DoubleByte *m)
{
    iconv_t cd = open_converter(m);
    if (cd == (iconv_t)-1)
        return;
    for (int lead = LEAD; lead < 0xFF; lead++)
        for (int trail = TRAIL; trail < 0xFF; trail++) {
            char pair[2] = {(char)lead, (char)trail};
            const Patch *x = patch_at(m, pair, pair + 2);
            if (m->unit(pair, pair + 2) == 2)
                *pair_at(m, pair) = x ? x->rune : convert_pair(cd, pair);
        }
    iconv_close(cd);
}

static pthread_once_t gb_once = PTHREAD_ONCE_INIT;
static pthread_once_t big5_once = PTHREAD_ONCE_INIT;

static void make_gb_pairs(void)
{
    make_pairs(&gb18030);
}

static void make_big5_pairs(void)
{
    make_pairs(&big5);
}

/* As far as there is ASCII and pairs at hand. */
static void decode_pairs(Decoder *d, const DoubleByte *m, GbResync *lost)
{
    bool gb = m == &gb18030;
    while (d->p < d->end) {
        const char *from = d->p;
        d->p = ascii_end(d->p, d->end);
        buf_add(&d->out, str_span(from, d->p));
        while (d->end - d->p >= 2 && (unsigned char)*d->p >= LEAD) {
            if (gb && d->p >= lost->seen)
                gb_resync(lost, d->p, d->end);
            bool pair = in(d->p, LEAD, 0xFE) && in(d->p + 1, TRAIL, 0xFE);
            uint16_t r = pair && d->p != lost->cut ? *pair_at(m, d->p) : 0;
            if (!r)
                return;
            utf8_put(&d->out, r);
            d->p += 2;
        }
        if (d->p < d->end && (unsigned char)*d->p >= 0x80)
            return;
    }
}

static void decode_double(Decoder *d, const DoubleByte *m)
{
    iconv_t cd = open_converter(m);
    GbResync lost = {d->p, NULL};
    if (m == &big5)
        pthread_once(&big5_once, make_big5_pairs);
    else
        pthread_once(&gb_once, make_gb_pairs);
    buf_reserve(&d->out, (d->end - d->p) * 2); /* three bytes for two */
    for (decode_pairs(d, m, &lost); d->p < d->end; decode_pairs(d, m, &lost)) {
        ptrdiff_t n = m->unit(d->p, d->end);
        const Patch *x = patch_at(m, d->p, d->end);
        if (d->p == lost.cut) {
            lost.cut = NULL;
            put_bad(d, d->p++, 1);
        } else if (x) {
            utf8_put(&d->out, x->rune);
            d->p += x->bytes < 0x100 ? 1 : 2;
        } else if (n && cd != (iconv_t)-1) {
            convert_unit(d, cd, d->p + n);
        } else {
            /* a lead byte alone: what follows is read again */
            put_bad(d, d->p++, 1);
        }
    }
    if (cd != (iconv_t)-1)
        iconv_close(cd);
}

/* \r\n and \r become \n, in place. */
static Str unify_lines(Buf *b)
{
    char *to = b->s ? memchr(b->s, '\r', (size_t)b->n) : NULL;
    if (!to)
        return buf_str(b);
    const char *end = b->s + b->n;
    for (const char *p = to; p < end; p++) {
        if (*p == '\r' && p + 1 < end && p[1] == '\n')
            continue;
        *to++ = *p == '\r' ? '\n' : *p;
    }
    b->n = to - b->s;
    return buf_str(b);
}

static Str skip_bom(Str bytes, Charset c)
{
    Charset bom = charset_bom(bytes);
    if (bom != c || c == CHARSET_NONE)
        return bytes;
    return str_skip(bytes, c == CHARSET_UTF8 ? 3 : 2);
}

Decoded charset_decode_whole(Arena *a, Str bytes)
{
    Buf b = buf_in(a);
    buf_add(&b, skip_bom(bytes, CHARSET_UTF8));
    return (Decoded){.text = unify_lines(&b), .charset = CHARSET_UTF8};
}

Decoded charset_decode(Arena *a, Str bytes, Charset c)
{
    LostBytes runs[CHARSET_LOST];
    Decoder d = {.file = bytes.s, .line = 1, .out = buf_in(a), .lost = runs};
    bytes = skip_bom(bytes, c);
    d.p = bytes.s;
    d.end = bytes.s + bytes.n;
    switch (c) {
    case CHARSET_GB18030:
        decode_double(&d, &gb18030);
        break;
    case CHARSET_BIG5:
        decode_double(&d, &big5);
        break;
    case CHARSET_UTF16LE:
    case CHARSET_UTF16BE:
        decode_utf16(&d, c == CHARSET_UTF16BE);
        break;
    case CHARSET_WINDOWS1252:
        decode_windows1252(&d);
        break;
    case CHARSET_UTF8:
    case CHARSET_NONE:
        decode_utf8(&d);
        break;
    }
    LostBytes *lost = NEW_N(a, LostBytes, d.nlost);
    for (int i = 0; i < d.nlost; i++)
        lost[i] = d.lost[i];
    return (Decoded){unify_lines(&d.out), c ? c : CHARSET_UTF8, d.replaced,
                     lost, d.nlost};
}
