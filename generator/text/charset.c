#include "text/charset.h"

#include "text/utf8.h"

#include <errno.h>
#include <iconv.h>

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
} Decoder;

static void put_bad(Decoder *d)
{
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
        const char *from = d->p;
        d->p = ascii_end(d->p, d->end);
        buf_add(&d->out, str_span(from, d->p));
        if (d->p == d->end)
            break;
        from = d->p;
        Rune r = utf8_next(&d->p, d->end);
        if (r == RUNE_BAD && !str_eq(str_span(from, d->p), S("\xEF\xBF\xBD")))
            put_bad(d);
        else
            buf_add(&d->out, str_span(from, d->p));
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
        int32_t u = utf16_unit(d, big);
        if (u >= 0xD800 && u < 0xDC00 && d->end - d->p >= 2) {
            int32_t v = utf16_unit(d, big);
            if (v >= 0xDC00 && v < 0xE000)
                u = 0x10000 + ((u - 0xD800) << 10) + (v - 0xDC00);
            else
                d->p -= 2; /* not its other half: read again by itself */
        }
        if (u < 0 || (u >= 0xD800 && u < 0xE000))
            put_bad(d);
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

/* What the converters of the C libraries leave out or map elsewhere. */
typedef struct Patch {
    unsigned char bytes[2];
    int n;
    Rune rune;
} Patch;

typedef struct DoubleByte {
    const char *iconv_name;
    ptrdiff_t (*unit)(const char *p, const char *end);
    const Patch *patches;
    int npatches;
} DoubleByte;

static const Patch gb_patches[] = {
    {{0x80}, 1, 0x20AC},       /* what code page 936 has there */
    {{0xA3, 0xA0}, 2, 0x3000}, /* WHATWG, index gb18030 */
};
static const DoubleByte gb18030 = {"GB18030", gb_unit, gb_patches, 2};
static const DoubleByte big5 = {"BIG5-HKSCS", big5_unit, NULL, 0};

static const Patch *patch_at(const DoubleByte *m, const char *p,
                             const char *end)
{
    for (int i = 0; i < m->npatches; i++) {
        const Patch *x = &m->patches[i];
        if (end - p >= x->n && !memcmp(p, x->bytes, (size_t)x->n))
            return x;
    }
    return NULL;
}

/* Converts the well-formed units up to `to`; a unit that has no character
 * becomes one U+FFFD. */
static void convert_run(Decoder *d, iconv_t cd, const DoubleByte *m,
                        const char *to)
{
    while (d->p < to) {
        buf_reserve(&d->out, (to - d->p) * 3 + 16);
        char *in_p = (char *)(uintptr_t)d->p;
        char *out_p = d->out.s + d->out.n;
        size_t in_n = (size_t)(to - d->p);
        size_t out_n = (size_t)(d->out.cap - d->out.n);
        size_t rc = iconv(cd, &in_p, &in_n, &out_p, &out_n);
        d->out.n = out_p - d->out.s;
        d->p = in_p;
        if (rc != (size_t)-1 || d->p >= to || errno == E2BIG)
            continue;
        put_bad(d);
        ptrdiff_t n = m->unit(d->p, to);
        d->p += n ? n : 1;
        iconv(cd, NULL, NULL, NULL, NULL);
    }
}

/* Where the run of plain units from p ends: at bytes that are no unit, or at
 * one of the patches. */
static const char *run_end(const DoubleByte *m, const char *p, const char *end)
{
    while (p < end) {
        p = ascii_end(p, end);
        ptrdiff_t n = p < end ? m->unit(p, end) : 0;
        if (!n || patch_at(m, p, end))
            break;
        p += n;
    }
    return p;
}

static void decode_double(Decoder *d, const DoubleByte *m)
{
    iconv_t cd = iconv_open("UTF-8", m->iconv_name);
    while (d->p < d->end) {
        const Patch *x = patch_at(m, d->p, d->end);
        if (x) {
            utf8_put(&d->out, x->rune);
            d->p += x->n;
        } else if (m->unit(d->p, d->end) && cd != (iconv_t)-1) {
            convert_run(d, cd, m, run_end(m, d->p, d->end));
        } else {
            put_bad(d); /* a lead byte alone: what follows is read again */
            d->p++;
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

Decoded charset_decode(Arena *a, Str bytes, Charset c)
{
    bytes = skip_bom(bytes, c);
    Decoder d = {.p = bytes.s, .end = bytes.s + bytes.n, .out = buf_in(a)};
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
    return (Decoded){unify_lines(&d.out), c ? c : CHARSET_UTF8, d.replaced};
}
