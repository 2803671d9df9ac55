#include "ingest/blocks/text_blocks.h"
#include "ingest/html/html_blocks.h"
#include "text/charset_guess.h"
#include "text/utf8.h"

enum {
    LARGEST_MB = 64,
    HEAD = 64 << 10, /* bytes that are looked at for controls, */
    STRETCH = 128    /* so many at once */
};

/* First bytes of formats that are not text. */
static const Str signatures[] = {
    STR_INIT("%PDF-"),
    STR_INIT("PK\x03\x04"),       /* zip, docx, xlsx, wps */
    STR_INIT("\xD0\xCF\x11\xE0"), /* doc, xls, ppt */
    STR_INIT("\x89PNG"),
    STR_INIT("\xFF\xD8\xFF"), /* JPEG */
    STR_INIT("GIF8"),
    STR_INIT("Rar!"),
    STR_INIT("7z\xBC\xAF"),
    STR_INIT("\x1F\x8B"), /* gzip */
    STR_INIT("{\\rtf"),
    STR_INIT("\x7F"
             "ELF"),
    STR_INIT("SQLite format 3"),
};

/* Of at most STRETCH bytes, in a loop that compilers make one of vectors. */
static inline int count_controls(const unsigned char *s, int n)
{
    unsigned char sum = 0;
    for (int i = 0; i < n; i++)
        sum = (unsigned char)(sum +
                              ((s[i] < 0x20) & ((s[i] < '\t') | (s[i] > '\r')) &
                               (s[i] != 0x1B)));
    return sum;
}

/* Zeros or other controls in such number that it cannot be text. UTF-16 is
 * told apart before. */
static bool has_controls(Str bytes)
{
    Str head = str_head(bytes, bytes.n < HEAD ? bytes.n : HEAD);
    ptrdiff_t controls = 0, all = head.n;
    for (; head.n >= STRETCH; head = str_skip(head, STRETCH))
        controls += count_controls((const unsigned char *)head.s, STRETCH);
    controls += count_controls((const unsigned char *)head.s, (int)head.n);
    return controls * 50 > all;
}

static bool is_binary(Str bytes, Charset c)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (str_starts(bytes, signatures[i]))
            return true;
    return c != CHARSET_UTF16LE && c != CHARSET_UTF16BE && has_controls(bytes);
}

/* Refuses what is not text; else finds the charset. */
static bool accept(Str bytes, Str file, const RawOptions *opt, Arena scratch,
                   Diags *d, Charset *charset, bool *whole)
{
    if (bytes.n > (ptrdiff_t)LARGEST_MB << 20) {
        DIAG1(d, TOO_LARGE, file, 0, S("64"));
        return false;
    }
    if (!str_trim(bytes).n) {
        DIAG0(d, EMPTY_INPUT, file, 0);
        return false;
    }
    Charset declared = opt->declared ? opt->declared : charset_declared(bytes);
    *whole = false;
    *charset = opt->forced ? opt->forced
                           : charset_guess(bytes, declared, scratch, whole);
    if (is_binary(bytes, *charset)) {
        DIAG0(d, BINARY_INPUT, file, 0);
        return false;
    }
    return true;
}

static void decode(Str bytes, Str file, Charset charset, bool whole,
                   Arena *perm, Diags *d, RawPage *page)
{
    Decoded got = whole && charset == CHARSET_UTF8
                      ? charset_decode_whole(perm, bytes)
                      : charset_decode(perm, bytes, charset);
    page->text = got.text;
    page->charset = got.charset;
    page->replaced = got.replaced;
    page->lost = got.lost;
    page->nlost = got.nlost;
    if (got.replaced) {
        char digits[24];
        Buf b = {.s = digits, .cap = sizeof digits};
        buf_int(&b, got.replaced);
        DIAG2(d, BAD_BYTES, file, 0, buf_str(&b), charset_name(charset));
    }
}

/* More lines or tags than any report has: each may become a block. */
static bool is_within_limit(const RawPage *page, Str file, Diags *d)
{
    enum { MOST = 500000 };
    Str mark = page->html ? S("<") : S("\n"), text = page->text;
    ptrdiff_t n = 0, before = -1;
    for (ptrdiff_t at = 0; (at = str_find(text, mark, at)) >= 0; at++) {
        n += page->html || at != before + 1;
        before = at;
    }
    if (n > MOST)
        DIAG1(d, HTML_LIMIT, file, 0,
              page->html ? S("why.html-tags") : S("why.text-lines"));
    return n <= MOST;
}

bool raw_read(Str bytes, Str file, const RawOptions *opt, Arena *perm,
              Arena scratch, Diags *d, RawPage *out)
{
    Charset charset;
    bool whole;
    *out = (RawPage){.url = opt->url, .captured = opt->captured};
    if (!accept(bytes, file, opt, scratch, d, &charset, &whole))
        return false;
    decode(bytes, file, charset, whole, perm, d, out);
    out->html = html_looks(out->text);
    if (!is_within_limit(out, file, d))
        return false;
    if (out->html) {
        html_blocks(out, file, perm, scratch, d);
    } else {
        BlockList list = {.a = perm};
        text_blocks(out->text, &list, scratch);
        out->v = list.v;
        out->n = list.n;
    }
    if (!out->n) {
        if (out->html)
            DIAG0(d, NO_TEXT, file, 0);
        else
            DIAG0(d, EMPTY_INPUT, file, 0);
    }
    return out->n > 0;
}
