#include "model/synonyms.h"

#include "base/fs.h"
#include "data/embed.h"
#include "text/fold.h"

#include <errno.h>

enum { LARGEST = 1 << 18 }; /* bytes: all of it goes to every reader */

static bool is_separator(Rune r)
{
    return r == '=' || r == ',' || r == 0xFF1D || r == 0xFF0C || r == 0x3001;
}

/* The next word of *rest, up to a separator; false at the end. */
static bool next_word(Str *rest, Str *word)
{
    if (!str_given(*rest))
        return false;
    const char *p = rest->s, *end = p + rest->n;
    while (p < end) {
        const char *at = p;
        if (is_separator(utf8_next(&p, end))) {
            *word = str_span(rest->s, at);
            *rest = str_span(p, end);
            return true;
        }
    }
    *word = *rest;
    *rest = (Str){0};
    return true;
}

static bool group_has(const SynonymGroup *g, Str word)
{
    return strlist_has((StrList){g->v, g->n}, word);
}

/* False: no group. */
static bool read_group(Str line, Arena *perm, SynonymGroup *g)
{
    *g = (SynonymGroup){.v = NEW_N(perm, Str, GROUP_MOST)};
    Str word;
    while (next_word(&line, &word)) {
        Str folded = fold(perm, word);
        if (!folded.n || utf8_count(folded) > GROUP_WORD_CHARS)
            return false;
        if (group_has(g, folded))
            continue;
        if (g->n == GROUP_MOST)
            return false;
        g->v[g->n++] = folded;
    }
    return g->n > 1;
}

static int count_lines(Str text)
{
    int n = 0;
    Str line;
    while (str_line(&text, &line))
        n++;
    return n;
}

void synonyms_read(Str text, Str file, Arena *perm, Diags *d, Synonyms *out)
{
    SynonymGroup *v = NEW_N(perm, SynonymGroup, out->n + count_lines(text));
    if (out->n)
        memcpy(v, out->v, (size_t)out->n * sizeof *v);
    out->v = v;
    Str line;
    for (int number = 1; str_line(&text, &line); number++) {
        Str s = utf8_trim(line);
        if (!s.n || s.s[0] == '#' || s.s[0] == ';')
            continue;
        if (read_group(s, perm, &v[out->n]))
            out->n++;
        else
            DIAG1(d, SYNONYM_LINE, file, number, utf8_head(s, 40));
    }
}

Synonyms synonyms_load(Str dir, Arena *perm, Arena scratch, Diags *d)
{
    static const Str FILE_NAME = STR_INIT("content/synonyms.conf");
    Synonyms all = {0};
    synonyms_read(embed_synonyms_conf(), S("synonyms.conf"), perm, d, &all);
    Str text, path = str_join3(&scratch, dir, S("/"), FILE_NAME);
    if (!fs_read(path, LARGEST, true, perm, &text, NULL)) {
        if (errno != ENOENT)
            DIAG1(d, READ, FILE_NAME, 0, fs_reason(errno));
        return all;
    }
    ptrdiff_t bad = utf8_bad_at(text);
    if (bad >= 0) {
        Buf at = buf_in(&scratch);
        buf_int(&at, bad);
        DIAG1(d, NOT_UTF8, FILE_NAME, 0, buf_str(&at));
        return all;
    }
    if (str_starts(text, S("\xEF\xBB\xBF")))
        text = str_skip(text, 3);
    synonyms_read(text, FILE_NAME, perm, d, &all);
    return all;
}
