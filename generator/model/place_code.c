#include "model/place_find.h"

enum {
    CREDIT_CODE = 18, /* characters: GB 32100-2015 */
    CREDIT_AT = 2,    /* where the division's code is in it */
    DIVISION = 6,
    STREET = 9,
    LETTERS = 3 /* at most so many in front of the code */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static ptrdiff_t count_digits(Str s)
{
    ptrdiff_t n = 0;
    while (n < s.n && is_digit(s.s[n]))
        n++;
    return n;
}

/* The value of a character of a credit code (GB 32100, table 1), or -1. */
static int credit_value(char c)
{
    ptrdiff_t at =
        str_find(S("0123456789ABCDEFGHJKLMNPQRTUWXY"), (Str){&c, 1}, 0);
    return (int)at;
}

/* Whether s begins with a credit code of an office (its first digit is 1). */
static bool is_credit_code(Str s)
{
    int sum = 0, weight = 1;
    if (s.n < CREDIT_CODE || s.s[0] != '1' ||
        (s.n > CREDIT_CODE &&
         (is_digit(s.s[CREDIT_CODE]) || is_letter(s.s[CREDIT_CODE]))))
        return false;
    for (int i = 0; i < CREDIT_CODE; i++) {
        int value = credit_value(s.s[i]);
        if (value < 0)
            return false;
        sum += value * weight;
        weight = i + 2 == CREDIT_CODE ? 1 : weight * 3 % 31;
    }
    return sum % 31 == 0;
}

static bool all_zeros(Str s)
{
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (s.s[i] != '0')
            return false;
    return true;
}

/* The code that an index number begins with, or the absent string. One of six
 * digits ends there, or only zeros or a letter follow; a street's has three or
 * six more. */
static Str code_in(Str index_no)
{
    Str s = str_trim(index_no);
    if (is_credit_code(s))
        return str_head(str_skip(s, CREDIT_AT), DIVISION);
    for (int i = 0; i < LETTERS && s.n && is_letter(s.s[0]); i++)
        s = str_skip(s, 1);
    ptrdiff_t n = count_digits(s);
    if (n >= DIVISION && all_zeros(str_skip(str_head(s, n), DIVISION)))
        return str_head(s, DIVISION);
    return n == STREET || n == STREET + 3 ? str_head(s, STREET) : (Str){0};
}

/* 430100 is the city 4301. */
static const Place *place_of_code(const Gazetteer *g, Str code)
{
    while (code.n > 2 && code.n <= DIVISION && str_ends(code, S("00")))
        code = str_head(code, code.n - 2);
    return place_by_code(g, code);
}

void place_weigh_code(const Gazetteer *g, const PlaceEvidence *e,
                      Sparse *points, Sparse *named, Sparse *chain)
{
    const Place *p = place_of_code(g, code_in(e->index_no));
    int code = place_weights.code;
    if (!p || !place_was_there(p, e->year))
        return;
    if (p->level == PLACE_STREET) {
        *sparse_at(chain, p - g->v) += code;
        p = place_parent(g, p);
    }
    *sparse_at(points, p - g->v) += code;
    *sparse_at(named, p - g->v) += code;
}
