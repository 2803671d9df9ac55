#include "emit/spell.h"
#include "text/utf8.h"

enum { FIRST = 0x3400, LAST = 0x9FFF, READINGS = 3 };

struct Syllables {
    Str readings[LAST - FIRST + 1][READINGS]; /* absent: no further one */
};

/* One column of a line: the characters of which the syllable is reading k. */
static void add_column(Syllables *s, Str chars, Str syllable, int k)
{
    const char *p = chars.s, *end = p + chars.n;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (r >= FIRST && r <= LAST)
            s->readings[r - FIRST][k] = syllable;
    }
}

Syllables *syllables_read(Str table, Arena *perm)
{
    Syllables *s = NEW(perm, Syllables);
    Str line;
    while (str_line(&table, &line)) {
        if (str_starts(line, S("#")))
            continue;
        Str rest = line, syllable = str_cut(&rest, S(" "));
        for (int k = 0; k < READINGS && str_given(rest); k++)
            add_column(s, str_cut(&rest, S(" ")), syllable, k);
    }
    return s;
}

bool syllables_put(Buf *b, const Syllables *s, Str term)
{
    const char *p = term.s, *end = p + term.n;
    ptrdiff_t before = b->n;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (r < FIRST || r > LAST || !s->readings[r - FIRST][0].n) {
            b->n = before;
            return false;
        }
        if (b->n > before)
            buf_byte(b, ' ');
        for (int k = 0; k < READINGS && s->readings[r - FIRST][k].n; k++) {
            if (k)
                buf_byte(b, ',');
            buf_add(b, s->readings[r - FIRST][k]);
        }
    }
    return b->n > before;
}
