#include "ingest/line/line_form.h"

#include "ingest/line/key.h"

bool is_date_line(Str key, Date *out)
{
    ptrdiff_t end = 0;
    Date d = date_find(key, &end);
    *out = d;
    if (!d || utf8_chars(key) > 24)
        return false;
    /* Nothing but digits and their marks before and after. */
    static const char marks[] = "0123456789:-/.[]()年月日时分秒号";
    const char *p = key.s, *e = key.s + key.n;
    while (p < e) {
        const char *q = p;
        Rune r = utf8_next(&p, e);
        Str one = str_span(q, p);
        bool han_digit = str_has(S("〇○零一二三四五六七八九十廿"), one);
        if (!han_digit && !str_has(str_of(marks), one) && !rune_is_space(r))
            return false;
    }
    return true;
}

Date date_with_words(Str text)
{
    enum { LONGEST = 40, WORDS = 12, DATE = 10 };
    static const char *const marks[] = {"，", ",",  "。", "；", ";",  "：",
                                        "、", "（", "(",  "年", "月", "《",
                                        "“",  "%",  "元", NULL};
    ptrdiff_t end = 0;
    Date d = utf8_count(text) <= LONGEST ? date_find(text, &end) : 0;
    if (!d || end < DATE || has_any(text, marks))
        return 0;
    ptrdiff_t at = end; /* where the date starts */
    while (at > 0 && (text.s[at - 1] == '-' || text.s[at - 1] == '/' ||
                      rune_is_digit((unsigned char)text.s[at - 1])))
        at--;
    Str front = utf8_trim(str_head(text, at)), back = str_skip(text, end);
    while (back.n && (back.s[0] == ' ' || back.s[0] == ':' ||
                      rune_is_digit((unsigned char)back.s[0])))
        back = str_skip(back, 1);
    bool parted = at == 0 || text.s[at - 1] == ' ';
    return end - at >= 8 && parted && utf8_count(front) <= WORDS / 2 &&
                   utf8_count(back) <= WORDS
               ? d
               : 0;
}

/* Whether a part of s between marks is a year of this century. */
static bool has_year(Str s)
{
    for (ptrdiff_t i = 0; i + 4 <= s.n; i++) {
        bool edge = (i == 0 || s.s[i - 1] == '-' || s.s[i - 1] == '/') &&
                    (i + 4 == s.n || s.s[i + 4] == '-' || s.s[i + 4] == '/');
        if (edge && s.s[i] == '2' && s.s[i + 1] == '0')
            return true;
    }
    return false;
}

bool is_index_line(Str key)
{
    int digits = 0, marks = 0, letters = 0;
    for (ptrdiff_t i = 0; i < key.n; i++) {
        char c = key.s[i];
        digits += c >= '0' && c <= '9';
        marks += c == '/' || c == '-';
        letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if ((unsigned char)c >= 0x80 || c == '.' || c == ':')
            return false;
    }
    bool coded = letters >= 2 && letters <= 4 && digits + letters == key.n;
    bool numbered = digits * 3 >= key.n * 2 && (marks > 0 || coded);
    bool parted = marks >= 2 && digits * 2 >= key.n && has_year(key);
    return key.n >= 12 && (numbered || parted) && !date_find(key, NULL);
}

bool is_file_date(Str s)
{
    static const char *const opens[] = {"(", "（", "[", "【", NULL};
    enum { DIGITS = 8 };
    Str digits = str_skip(s, starts_any(s, opens));
    int n = 0;
    while (str_is_digit(digits, n))
        n++;
    return digits.n < s.n && n == DIGITS;
}

bool is_padded_date(Str s)
{
    static const char *const opens[] = {"(", "（", "[", "【", NULL};
    return starts_any(s, opens) &&
           (str_has(s, S("年0")) || str_has(s, S("月0")));
}
