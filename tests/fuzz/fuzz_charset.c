/* Bytes to UTF-8, in every charset and by guess. */
#include "fuzz.h"
#include "text/charset.h"
#include "text/charset_guess.h"

void fuzz_start(Arena *perm)
{
    (void)perm;
}

static int64_t marks(Str s)
{
    int64_t n = 0;
    for (ptrdiff_t at = 0; (at = str_find(s, S("\xEF\xBF\xBD"), at)) >= 0;
         at += 3)
        n++;
    return n;
}

void fuzz_one(Str data, Arena *perm, Arena scratch)
{
    for (Charset c = CHARSET_UTF8; c <= CHARSET_WINDOWS1252; c++) {
        Arena mark = *perm;
        Decoded d = charset_decode(perm, data, c);
        MUST(utf8_valid(d.text));
        MUST(d.replaced >= 0 && d.replaced <= marks(d.text));
        MUST(!str_has(d.text, S("\r")));
        for (int i = 0; i < d.nlost; i++)
            MUST(d.lost[i].at >= 0 &&
                 d.lost[i].at + d.lost[i].bytes.n <= data.n);
        *perm = mark;
    }
    charset_by_label(data);
    Charset said = charset_declared(data);
    bool whole;
    Charset guess = charset_guess(data, said, scratch, &whole);
    MUST(guess > CHARSET_NONE && guess <= CHARSET_WINDOWS1252);
    if (utf8_valid(data) && charset_bom(data) == CHARSET_NONE && data.n &&
        said == CHARSET_UTF8 && !str_has(data, S("\xEF\xBF\xBD")))
        MUST(charset_decode(perm, data, CHARSET_UTF8).replaced == 0);
}
