/* What targets of recognition share: a text read as a page, up to a step. */
#ifndef JIEBAO_TESTS_FUZZ_PAGE_H
#define JIEBAO_TESTS_FUZZ_PAGE_H

#include "fuzz.h"
#include "ingest/blocks/block.h"

/* White space of any kind and controls are no text; U+FFFD may stand for
 * bytes. */
static inline Rune next_text(const char **p, const char *end)
{
    while (*p < end) {
        Rune r = utf8_next(p, end);
        if (!rune_is_space(r) && r >= 0x20 && r != 0x7F)
            return r;
    }
    return 0;
}

/* Whether all characters of `part` are in `whole`, in their order. */
static inline bool in_order(Str part, Str whole)
{
    const char *p = part.s, *p_end = part.s + part.n;
    const char *q = whole.s, *q_end = whole.s + whole.n;
    for (Rune r; (r = next_text(&p, p_end));) {
        Rune have;
        while ((have = next_text(&q, q_end)) && have != r)
            ;
        if (!have)
            return false;
    }
    return true;
}

/* Whether both have the same characters in the same order. */
static inline bool same_text(Str a, Str b)
{
    const char *p = a.s, *p_end = a.s + a.n;
    const char *q = b.s, *q_end = b.s + b.n;
    for (;;) {
        Rune x = next_text(&p, p_end), y = next_text(&q, q_end);
        if (x != y || !x)
            return x == y;
    }
}

/* The bytes as a page of blocks; false: refused. */
static inline bool read_blocks(Str data, Arena *perm, Arena scratch,
                               RawPage *raw)
{
    RawOptions opt = {0};
    Diags d = diags_in(perm);
    return raw_read(data, S("x"), &opt, perm, scratch, &d, raw);
}

#endif
