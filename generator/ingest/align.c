#include "ingest/align.h"

#include "text/html_scan.h"
#include "text/utf8.h"

enum {
    AHEAD = 48,   /* characters that may be skipped to meet again */
    LONG_KEY = 24 /* bytes that are looked for where this fails */
};

static Change *push_change(Align *x, const char *s, const char *p)
{
    Record *r = x->r;
    Change c = {(int32_t)(x->s - r->text.s),
                (int32_t)(s - x->s),
                (int32_t)(x->p - r->plain.s),
                (int32_t)(p - x->p),
                NULL,
                false};
    x->s = s;
    x->p = p;
    if (r->n >= x->most)
        r->complete = false;
    if (!r->complete)
        return NULL;
    if (r->n == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 64;
        Change *v = NEW_N(x->a, Change, r->cap);
        if (r->n)
            memcpy(v, r->v, (size_t)r->n * sizeof *v);
        r->v = v;
    }
    r->v[r->n] = c;
    return &r->v[r->n++];
}

/* Whether the change before ends where the next one starts. */
static Change *change_before(const Align *x, RepairRule rule)
{
    Change *c = x->r->n ? &x->r->v[x->r->n - 1] : NULL;
    return c && !c->removed && c->rule == &record_rules[rule] &&
                   c->at + c->was == x->s - x->r->text.s &&
                   c->to + c->now == x->p - x->r->plain.s
               ? c
               : NULL;
}

/* The change before, where both only put something in at one place: two of them
 * there would have no order in the ledger. */
static Change *insertion_before(const Align *x, const char *s)
{
    Change *c = x->r->n ? &x->r->v[x->r->n - 1] : NULL;
    return c && !c->removed && !c->was && s == x->s && c->at == s - x->r->text.s
               ? c
               : NULL;
}

void align_change(Align *x, const char *s, const char *p, RepairRule rule)
{
    Change *c = rule == REPAIR_OTHER ? change_before(x, rule) : NULL;
    if (s == x->s && p == x->p)
        return;
    if (!c)
        c = insertion_before(x, s);
    if (c) {
        c->was += (int32_t)(s - x->s);
        c->now += (int32_t)(p - x->p);
        x->s = s;
        x->p = p;
    } else if ((c = push_change(x, s, p)) != NULL) {
        c->rule = &record_rules[rule];
    }
}

void align_remove(Align *x, const char *s, const Str *rule)
{
    Change *c = s > x->s ? push_change(x, s, x->p) : NULL;
    if (c) {
        c->rule = rule;
        c->removed = true;
    }
}

/* The character at p, a character reference of plain text decoded. *next:
 * behind it. */
static Rune source_rune(const Align *x, const char *p, const char **next)
{
    enum { LONGEST = 12 };
    *next = p;
    if (*p == '&' && !x->r->html) {
        Str front = str_head(str_span(p, x->e), LONGEST);
        ptrdiff_t n = str_find(front, S(";"), 0) + 1;
        char room[LONGEST + 4];
        Buf b = {.s = room, .cap = sizeof room};
        html_unescape_marks(&b, str_head(front, n));
        if (n && b.n < n) {
            const char *q = room;
            *next = p + n;
            return utf8_next(&q, room + b.n);
        }
    }
    return utf8_next(next, x->e);
}

static const char *source_blanks(const Align *x, const char *p)
{
    const char *next;
    while (p < x->e && rune_is_space(source_rune(x, p, &next)))
        p = next;
    return p;
}

static const char *plain_blanks(const char *p, const char *pe)
{
    while (p < pe) {
        const char *at = p;
        if (!rune_is_space(utf8_next(&p, pe)))
            return at;
    }
    return p;
}

static bool at_line_start(const char *p, Str text)
{
    return p == text.s || p[-1] == '\n';
}

static bool has_line_end(const char *p, const char *end)
{
    return p < end && memchr(p, '\n', (size_t)(end - p)) != NULL;
}

/* Whether both characters beside the white space up to `s` stand alone. */
static bool is_letter_spaced(const Align *x, const char *s)
{
    const char *p = x->s, *q = s, *beg = x->r->text.s;
    utf8_prev(&p, beg);
    utf8_next(&q, x->e);
    bool left = p == beg || rune_is_space(utf8_prev(&p, beg));
    return left && (q == x->e || rune_is_space(utf8_next(&q, x->e)));
}

/* White space up to `s` taken out. */
static RepairRule rule_of_blanks(const Align *x, const char *s)
{
    bool lines = has_line_end(x->s, s);
    const char *p = x->s, *q = s, *end = x->r->plain.s + x->r->plain.n;
    if (at_line_start(x->s, x->r->text) && at_line_start(x->p, x->r->plain))
        return lines ? REPAIR_BLANK_LINE : REPAIR_INDENT;
    if (lines)
        return REPAIR_JOINED;
    bool word = x->p < end && rune_is_han(utf8_prev(&p, x->r->text.s)) &&
                q < x->e && rune_is_han(utf8_next(&q, x->e));
    if (!word)
        return REPAIR_SPACE;
    return is_letter_spaced(x, s) ? REPAIR_LETTER_SPACED : REPAIR_BROKEN_WORD;
}

/* Up to the end of the source's line, where only bars stand before it. */
static const char *line_rest(const Align *x)
{
    const char *p = x->s;
    while (p < x->e && (*p == '|' || *p == ' ' || *p == '\t'))
        p++;
    return p < x->e && *p == '\n' ? p : x->s;
}

/* A line ends in the plain text. */
static void align_line_end(Align *x, const char *s)
{
    const char *end = line_rest(x);
    const char *lf = s > x->s ? memchr(x->s, '\n', (size_t)(s - x->s)) : NULL;
    RepairRule split = s == x->e                 ? REPAIR_LINE_END
                       : x->kind == PART_HEADING ? REPAIR_HEADING_SPLIT
                                                 : REPAIR_PARAGRAPH_SPLIT;
    if (lf)
        align_change(x, lf, x->p, REPAIR_SPACE);
    else if (end > x->s)
        align_change(x, end, x->p, REPAIR_TABLE);
    else
        align_change(x, s, x->p + 1, split);
}

static RepairRule rule_of_one_blank(const Align *x, const char *s)
{
    if (s == x->s)
        return x->kind == PART_TABLE ? REPAIR_TABLE : REPAIR_OTHER;
    return has_line_end(x->s, s) ? REPAIR_JOINED : REPAIR_WIDE_SPACE;
}

/* White space differs: up to `s` in the source, up to `p` in the plain text. */
static void align_blanks(Align *x, const char *s, const char *p)
{
    if (p == x->p) {
        align_change(x, s, p, rule_of_blanks(x, s));
        return;
    }
    if (*x->p == '\n') {
        align_line_end(x, s);
        return;
    }
    const char *same =
        s > x->s ? memchr(x->s, *x->p, (size_t)(s - x->s)) : NULL;
    if (same)
        align_change(x, same, x->p, REPAIR_SPACE);
    else
        align_change(x, s, *x->p == ' ' ? x->p + 1 : p,
                     rule_of_one_blank(x, s));
}

/* Whether a border of cells stands at both places: one tab or bar, with the
 * blanks around it, and " | ". */
static bool align_border(Align *x, const char *pe)
{
    Str p = str_span(x->p, pe);
    const char *s = x->s;
    if (x->kind != PART_TABLE || !str_starts(p, S(" | ")))
        return false;
    while (s < x->e && *s == ' ')
        s++;
    if (s == x->e || (*s != '\t' && *s != '|'))
        return false;
    for (s++; s < x->e && *s == ' ';)
        s++;
    align_change(x, s, x->p + 3, REPAIR_TABLE);
    return true;
}

/* The two characters differ as a repair has it. */
static bool align_pair(Align *x)
{
    enum { FULL_WIDTH = 0xFEE0, RATIO = 0x2236 };
    const char *s, *p = x->p;
    Rune r = source_rune(x, x->s, &s);
    Rune t = utf8_next(&p, x->r->plain.s + x->r->plain.n);
    bool full = (r > ' ' && r < 0x7F && t == r + FULL_WIDTH) ||
                (r == RATIO && t == ':' + FULL_WIDTH);
    if (*x->s == '&' && (full || r == t))
        align_change(x, s, p, REPAIR_ENTITY);
    else if (full)
        align_change(x, s, p, REPAIR_PUNCTUATION);
    else if (r < ' ' || r == 0x7F)
        align_change(x, s, x->p, REPAIR_CONTROL);
    else
        return false;
    return true;
}

/* What text up to `s` is that the plain text does not have. */
static RepairRule rule_of_text(const Align *x, const char *s)
{
    bool bars = true;
    const char *p = x->s;
    utf8_next(&p, s);
    p = source_blanks(x, p);
    if (x->kind != PART_TABLE && p >= s && at_line_start(x->p, x->r->plain))
        return REPAIR_BULLET;
    for (p = x->s; p < s; p++)
        bars &= strchr("|-:+ \t\n", *p) && *p;
    return bars ? REPAIR_TABLE : REPAIR_OTHER;
}

/* Whether the texts go on alike, for two characters. */
static bool go_on(const char *s, const char *e, const char *p, const char *pe)
{
    for (int i = 0; i < 2; i++) {
        if (p == pe || s == e)
            return i > 0 || (p == pe && s == e);
        if (utf8_next(&s, e) != utf8_next(&p, pe))
            return false;
    }
    return true;
}

/* The nearest places at which the texts go on alike. */
static void align_text(Align *x, const char *pe)
{
    const char *s = x->s, *p = x->p;
    for (int i = 0; i < AHEAD && x->budget > 0; i++) {
        x->budget -= 4;
        if (s < x->e)
            utf8_next(&s, x->e);
        if (p < pe)
            utf8_next(&p, pe);
        if (go_on(s, x->e, x->p, pe)) {
            align_change(x, s, x->p, rule_of_text(x, s));
            return;
        }
        if (go_on(x->s, x->e, p, pe) || go_on(s, x->e, p, pe)) {
            bool put_in = go_on(x->s, x->e, p, pe);
            align_change(x, put_in ? x->s : s, p, REPAIR_OTHER);
            return;
        }
    }
    Str key = str_head(str_span(x->p, pe), LONG_KEY);
    Str rest = str_span(x->s, x->e);
    x->budget -= rest.n / 8;
    ptrdiff_t at = x->budget > 0 ? str_find(rest, key, 0) : -1;
    s = x->s;
    p = x->p;
    utf8_next(&s, x->e);
    utf8_next(&p, pe);
    if (at > 0)
        align_change(x, x->s + at, x->p, REPAIR_OTHER);
    else
        align_change(x, s, p, REPAIR_OTHER);
}

/* A line of dashes and bars that is no row. */
static void skip_ruler(Align *x, const char *pe)
{
    const char *s = x->s;
    bool dash = false;
    for (; s < x->e && *s && strchr("|-:+ \t", *s); s++)
        dash |= *s == '-';
    if (dash && s < x->e && *s == '\n' &&
        !str_starts(str_span(x->p, pe), str_span(x->s, s)))
        align_change(x, s + 1, x->p, REPAIR_TABLE);
}

/* As far as both are the same, to a character's start; a reference of plain
 * text is only the same where it is one in the report, too. */
static void skip_same(Align *x, const char *pe)
{
    const char *s = x->s, *p = x->p;
    uint64_t v, w;
    for (; x->e - s >= 8 && pe - p >= 8; s += 8, p += 8) {
        memcpy(&v, s, sizeof v);
        memcpy(&w, p, sizeof w);
        if (v != w || bytes_have(v, '&'))
            break;
    }
    for (; s < x->e && p < pe && *s == *p; s++, p++)
        if (*s == '&' && s > x->s)
            break;
    while (s > x->s && s < x->e && p < pe && (*p & 0xC0) == 0x80) {
        s--;
        p--;
    }
    x->s = s;
    x->p = p;
}

/* As far as both go on alike; false: they differ here. */
static bool align_same(Align *x, const char *pe)
{
    const char *next, *from = x->s;
    if (x->s == x->e || *x->s != *x->p)
        return false;
    if (*x->s == '&') {
        source_rune(x, x->s, &next);
        if (!str_starts(str_span(x->p, pe), str_span(x->s, next)))
            return false;
    }
    skip_same(x, pe);
    return x->s > from;
}

void align_part(Align *x, const char *pe)
{
    while (x->p < pe) {
        if (x->kind == PART_TABLE && at_line_start(x->p, x->r->plain) &&
            at_line_start(x->s, x->r->text))
            skip_ruler(x, pe);
        if (align_same(x, pe) || align_border(x, pe))
            continue;
        const char *s = source_blanks(x, x->s), *p = plain_blanks(x->p, pe);
        if (s > x->s || p > x->p)
            align_blanks(x, s, p);
        else if (x->s == x->e)
            align_change(x, x->s, pe, REPAIR_OTHER);
        else if (!align_pair(x))
            align_text(x, pe);
    }
}

const char *align_piece_end(const Align *x, Str piece)
{
    const char *s = x->s, *p = piece.s, *end = piece.s + piece.n, *next;
    int skipped = 0;
    while (p < end && s < x->e) {
        const char *after = p;
        Rune t = utf8_next(&after, end);
        if (rune_is_space(t)) {
            p = after;
        } else if (source_rune(x, s, &next) == t) {
            s = next;
            p = after;
            skipped = 0;
        } else if (++skipped <= AHEAD) {
            s = next;
        } else {
            return x->e;
        }
    }
    return s;
}

void align_rest(Align *x, RepairRule rule)
{
    bool controls = true;
    if (x->s == x->e)
        return;
    for (const char *p = x->s; p < x->e; p++)
        controls &= (unsigned char)*p <= ' ' || *p == 0x7F;
    if (source_blanks(x, x->s) == x->e)
        rule = rule_of_blanks(x, x->e);
    else if (controls)
        rule = REPAIR_CONTROL;
    else if (rule_of_text(x, x->e) == REPAIR_TABLE)
        rule = REPAIR_TABLE;
    align_change(x, x->e, x->p, rule);
}

void align_blank_lines(Align *x)
{
    Str blanks = str_span(x->s, source_blanks(x, x->s));
    ptrdiff_t lf = str_rfind_byte(blanks, '\n');
    if (lf >= 0)
        align_change(x, x->s + lf + 1, x->p, REPAIR_BLANK_LINE);
}
