#include "text/fold.h"

#include <utf8proc.h>

/* What a fold does beside normalising. */
typedef struct FoldForm {
    utf8proc_option_t options;
    bool lower;
    bool loose; /* marks that stand for each other as one */
    bool keep_space;
    bool quick; /* NFKC: quick_rune knows the common characters */
} FoldForm;

static const FoldForm FOLDED = {
    .options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT,
    .lower = true,
    .quick = true,
};
static const FoldForm LOOSE = {
    .options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT,
    .lower = true,
    .loose = true,
    .quick = true,
};
static const FoldForm NFKC_ONLY = {
    .options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT,
    .quick = true,
};
static const FoldForm NFC_ONLY = {
    .options = UTF8PROC_STABLE | UTF8PROC_COMPOSE,
    .keep_space = true,
};

/* The characters of nearly all Chinese text: each its own fold. */
static bool is_han(Rune r)
{
    return r >= 0x4E00 && r <= 0x9FFF;
}

/* NFKC of the characters that make up nearly all of a report: those whose
 * form is one character, which neither compose with one before them nor, when
 * another such one follows, with what is behind. -1: not one of them. */
static Rune quick_rune(Rune r)
{
    if (r < 0x80 || is_han(r))
        return r;
    if (r >= 0x3400 && r < 0x4DC0)
        return r;
    if (r >= 0xFF01 && r <= 0xFF5E)
        return r - 0xFEE0;
    if (r >= 0x3001 && r <= 0x301D)
        return r;
    if (r == 0x3000)
        return ' ';
    return r == 0x2014 || r == 0x2018 || r == 0x2019 || r == 0x201C ||
                   r == 0x201D || r == 0xB7
               ? r
               : -1;
}

/* Receives the scalar values of a result, in order. */
typedef struct FoldOut {
    Arena *a;
    Buf *utf8;       /* one of the two is there */
    uint16_t *utf16; /* always with room for one unit a byte of input left */
    ptrdiff_t n, cap;
} FoldOut;

static void put_rune(FoldOut *o, Rune r)
{
    if (o->utf8) {
        utf8_put(o->utf8, r);
    } else if (r < 0x10000) {
        o->utf16[o->n++] = (uint16_t)r;
    } else {
        o->utf16[o->n++] = (uint16_t)(0xD7C0 + (r >> 10));
        o->utf16[o->n++] = (uint16_t)(0xDC00 | (r & 0x3FF));
    }
}

static void reserve_units(FoldOut *o, ptrdiff_t more)
{
    if (o->utf8 || (o->utf16 && o->cap - o->n >= more))
        return;
    ptrdiff_t cap = 2 * (o->n + more);
    uint16_t *grown = arena_aligned(o->a, cap * (ptrdiff_t)sizeof *grown);
    for (ptrdiff_t i = 0; i < o->n; i++)
        grown[i] = o->utf16[i];
    o->utf16 = grown;
    o->cap = cap;
}

/* Marks that stand for each other in scraped text become one: dashes (Unicode's
 * Dash property in general use, and the box-drawing line that old pages have in
 * their place), wave dashes, dots between names, the brackets of document
 * numbers. One character each, whatever is beside it. */
static Rune plain_mark(Rune r)
{
    static const struct {
        Rune first, last, mark;
    } MARKS[] = {
        {0x2010, 0x2015, '-'}, {0x2022, 0x2022, 0xB7}, {0x2027, 0x2027, 0xB7},
        {0x2212, 0x2212, '-'}, {0x2219, 0x2219, 0xB7}, {0x22C5, 0x22C5, 0xB7},
        {0x2500, 0x2500, '-'}, {0x2E3A, 0x2E3B, '-'},  {0x3014, 0x3014, '['},
        {0x3015, 0x3015, ']'}, {0x301C, 0x301C, '~'},  {0x30FB, 0x30FB, 0xB7},
    };
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (r >= MARKS[i].first && r <= MARKS[i].last)
            return MARKS[i].mark;
    return r;
}

static void put_lower(FoldOut *o, Rune r)
{
    if (r == 0x130) { /* the one unconditional case that becomes two */
        put_rune(o, 'i');
        put_rune(o, 0x307);
    } else if (r == 0x3C2) {
        put_rune(o, 0x3C3);
    } else {
        put_rune(o, utf8proc_tolower(r));
    }
}

static void put_folded(FoldOut *o, Rune r, const FoldForm *form)
{
    if (!is_han(r) && !form->keep_space && rune_is_space(r))
        return;
    if (!form->lower || is_han(r))
        put_rune(o, r);
    else if (r < 0x80)
        put_rune(o, r >= 'A' && r <= 'Z' ? r + ('a' - 'A') : r);
    else if (r >= 0x3001 && r <= 0x9FFF) /* no letter case there */
        put_rune(o,
                 r > 0x30FB || r <= 0x3013 || !form->loose ? r : plain_mark(r));
    else if (r >= 0x2010 && r <= 0x2E3B && form->loose)
        put_lower(o, plain_mark(r));
    else
        put_lower(o, r);
}

enum { MOST_MARKS = 128 }; /* UAX #15 calls 30 enough for any language */

static int mark_class(Rune r)
{
    return utf8proc_get_property(r)->combining_class;
}

/* Canonical order of combining marks (Unicode 15, 3.11): a stable sort of each
 * run by class. A longer run than MOST_MARKS is noise and stays as it is. */
static void order_marks(Rune *v, ptrdiff_t n)
{
    for (ptrdiff_t i = 0, end; i < n; i = end) {
        end = i + 1;
        if (v[i] < 0x300 || !mark_class(v[i]))
            continue;
        while (end < n && mark_class(v[end]))
            end++;
        for (ptrdiff_t k = i + 1; k < end && end - i <= MOST_MARKS; k++)
            for (ptrdiff_t j = k;
                 j > i && mark_class(v[j - 1]) > mark_class(v[j]); j--) {
                Rune r = v[j];
                v[j] = v[j - 1];
                v[j - 1] = r;
            }
    }
}

/* The runes of s decomposed into v, as far as cap allows; how many there are.
 * utf8proc_decompose_char composes nothing, so that this is a plain loop over
 * characters, ill-formed bytes included. */
static ptrdiff_t decompose(Str s, Rune *v, ptrdiff_t cap, const FoldForm *form)
{
    const char *p = s.s, *end = s.s + s.n;
    ptrdiff_t n = 0;
    int boundary = 0;
    while (p < end) {
        ptrdiff_t room = n < cap ? cap - n : 0;
        ptrdiff_t k = utf8proc_decompose_char(
            utf8_next(&p, end), v + cap - room, room, form->options, &boundary);
        n += k > 0 ? k : 0;
    }
    if (n <= cap)
        order_marks(v, n);
    return n;
}

/* Text that quick_rune does not know, with the character before it. Short
 * runs stay on the stack; a long one's room is left behind in the arena.
 * `left` bytes of input are behind it. */
static void put_slow(FoldOut *o, Str s, ptrdiff_t left, const FoldForm *form)
{
    Rune few[256], *v = few;
    ptrdiff_t cap = sizeof few / sizeof *few - 1;
    ptrdiff_t n = decompose(s, v, cap, form);
    if (n > cap) {
        cap = n;
        v = NEW_N(o->a, Rune, cap + 1); /* one more for the library's end */
        n = decompose(s, v, cap, form);
    }
    n = utf8proc_normalize_utf32(v, n, form->options);
    reserve_units(o, 2 * n + left);
    for (ptrdiff_t i = 0; i < n; i++)
        put_folded(o, v[i], form);
}

/* utf8_next for the common case: three bytes that need no checks beyond being
 * a lead and two continuations (E1..EC, so neither overlong nor surrogate). */
static Rune next_rune(const char **p, const char *end)
{
    const unsigned char *u = (const unsigned char *)*p;
    if (*u < 0x80)
        return (unsigned char)*(*p)++;
    if (end - *p >= 3 && *u > 0xE0 && *u < 0xED && (u[1] & 0xC0) == 0x80 &&
        (u[2] & 0xC0) == 0x80) {
        *p += 3;
        return (u[0] & 15) << 12 | (u[1] & 63) << 6 | (u[2] & 63);
    }
    return utf8_next(p, end);
}

/* The end of the run of characters at p that quick_rune does not know. */
static const char *slow_end(const char *p, const char *end,
                            const FoldForm *form)
{
    while (form->quick && p < end) {
        const char *at = p;
        if (quick_rune(next_rune(&p, end)) >= 0)
            return at;
    }
    return end;
}

/* Puts the run of ideographs U+4E00..U+9FFF at *p, each of which is its own
 * form in every fold; how many units of output the last one took, 0: none. */
static ptrdiff_t put_han(FoldOut *o, const char **p, const char *end)
{
    const char *at = *p;
    if (o->utf8) {
        while (utf8_at_han(*p, end))
            *p += 3;
        buf_add(o->utf8, str_span(at, *p));
        return *p > at ? 3 : 0;
    }
    for (Rune r; (r = utf8_han(*p, end)) != 0; *p += 3)
        o->utf16[o->n++] = (uint16_t)r;
    return *p > at;
}

/* How much was put, and what came after it taken back. */
static ptrdiff_t put_so_far(const FoldOut *o)
{
    return o->utf8 ? o->utf8->n : o->n;
}

static void take_back(FoldOut *o, ptrdiff_t n)
{
    *(o->utf8 ? &o->utf8->n : &o->n) = n;
}

/* Cuts s where two quick characters meet: each side normalises alone. So the
 * last quick character in front of others is put again with them. */
static void fold_into(FoldOut *o, Str s, const FoldForm *form)
{
    const char *p = s.s, *end = s.s + s.n;
    const char *held = p;             /* the last quick character, or */
    ptrdiff_t before = put_so_far(o); /* behind others; and what is before */
    while (p < end) {
        ptrdiff_t last = form->quick ? put_han(o, &p, end) : 0;
        if (last) {
            held = p - 3;
            before = put_so_far(o) - last;
            continue;
        }
        const char *at = p;
        Rune q = form->quick ? quick_rune(next_rune(&p, end)) : -1;
        if (q < 0) {
            p = slow_end(p, end, form);
            take_back(o, before);
            put_slow(o, str_span(held, p), end - p, form);
            held = p;
            before = put_so_far(o);
        } else {
            held = at;
            before = put_so_far(o);
            put_folded(o, q, form);
        }
    }
}

static void fold_utf8(Buf *out, Str s, const FoldForm *form)
{
    FoldOut o = {.a = out->a, .utf8 = out};
    fold_into(&o, s, form);
}

static Str fold_as(Arena *a, Str s, const FoldForm *form)
{
    Buf out = buf_in(a);
    buf_reserve(&out, s.n);
    fold_utf8(&out, s, form);
    return buf_str(&out);
}

void fold_add(Buf *out, Str s)
{
    fold_utf8(out, s, &FOLDED);
}

Str fold(Arena *a, Str s)
{
    return fold_as(a, s, &FOLDED);
}

Str fold_loose(Arena *a, Str s)
{
    return fold_as(a, s, &LOOSE);
}

Str fold_loosen(Arena *a, Str folded)
{
    const char *p = folded.s, *end = folded.s + folded.n;
    Buf b = buf_in(a);
    buf_reserve(&b, folded.n);
    while (p < end)
        utf8_put(&b, plain_mark(utf8_next(&p, end)));
    return buf_str(&b);
}

bool fold_is_loose(Str folded)
{
    const char *p = folded.s, *end = folded.s + folded.n;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (r == '-' || r == '~' || r == 0xB7 || r == '[' || r == ']' ||
            plain_mark(r) != r)
            return true;
    }
    return false;
}

Str fold_nfkc(Arena *a, Str s)
{
    return fold_as(a, s, &NFKC_ONLY);
}

Str fold_nfc(Arena *a, Str s)
{
    return fold_as(a, s, &NFC_ONLY);
}

uint16_t *fold_utf16(Arena *a, Str s, ptrdiff_t *n)
{
    FoldOut o = {.a = a};
    reserve_units(&o, s.n + 1);
    fold_into(&o, s, &LOOSE);
    *n = o.n;
    return o.utf16;
}
