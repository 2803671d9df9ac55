#include "text/ini.h"

#include <ini.h>
#include <string.h>

/* libinih is compiled with room for one line of 200 bytes and a section of 50
 * (Debian), says no line numbers, and cuts what is longer without a word. So
 * it is fed from here, line by line: it decides what a line is, and the
 * value's text is taken from the line as it was before any cut. A section's
 * name is replaced by its number on the way in. */
typedef struct Feeder {
    Str rest;
    Str line;        /* the present line, whole */
    const char *fed; /* the library's copy of it */
    int lineno;
    bool failed; /* the library has no room for even a number */
    StrList sections;
    ptrdiff_t section_cap;
    IniDoc *out;
    ptrdiff_t cap;
    Arena *perm;
} Feeder;

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* "[topic 养老]" becomes "[3]" where its name is the third. The indentation
 * stays, because the library goes by it. */
static Str number_section(Feeder *f, Str line)
{
    Str text = str_trim(line);
    ptrdiff_t close = str_find(text, S("]"), 0);
    if (!text.n || text.s[0] != '[' || close < 0)
        return line;
    strlist_push(f->perm, &f->sections, &f->section_cap,
                 str_trim(str_span(text.s + 1, text.s + close)));
    Buf b = buf_in(f->perm);
    if (text.s > line.s)
        buf_byte(&b, ' ');
    buf_byte(&b, '[');
    buf_int(&b, f->sections.n - 1);
    buf_byte(&b, ']');
    return buf_str(&b);
}

/* The library's fgets: one line, cut to its room; the cut is harmless. */
static char *feed(char *str, int room, void *stream)
{
    Feeder *f = stream;
    if (room < 32) {
        f->failed = true;
        return NULL;
    }
    if (!str_line(&f->rest, &f->line))
        return NULL;
    f->lineno++;
    Str s = str_head(number_section(f, f->line), room - 2);
    if (s.n)
        memcpy(str, s.s, (size_t)s.n);
    str[s.n] = '\n';
    str[s.n + 1] = 0;
    f->fed = str;
    return str;
}

/* The value that begins at byte `at` of the present line: up to a ";" that
 * stands after white space, as libinih has it. */
static Str value_at(const Feeder *f, ptrdiff_t at)
{
    Str v = str_skip(f->line, at);
    bool space = at > 0 && is_space(f->line.s[at - 1]);
    for (ptrdiff_t i = 0; i < v.n; i++) {
        if (space && v.s[i] == ';')
            return str_trim(str_head(v, i));
        space = is_space(v.s[i]);
    }
    return str_trim(v);
}

static int take(void *user, const char *section, const char *name,
                const char *value)
{
    Feeder *f = user;
    if (!name || !value)
        return 1;
    if (f->out->n == f->cap) {
        f->cap = f->cap ? f->cap * 2 : 64;
        IniEntry *v = NEW_N(f->perm, IniEntry, f->cap);
        if (f->out->n)
            memcpy(v, f->out->v, (size_t)f->out->n * sizeof *v);
        f->out->v = v;
    }
    int64_t k = str_to_int(str_of(section), INT32_MAX);
    f->out->v[f->out->n++] = (IniEntry){
        .section = k >= 0 && k < f->sections.n ? f->sections.v[k] : S(""),
        .key = str_dup(f->perm, str_of(name)),
        .value = str_dup(f->perm, value_at(f, value - f->fed)),
        .line = f->lineno,
    };
    return 1;
}

/* The 1-based line that byte `at` stands on. */
static int line_of(Str text, ptrdiff_t at)
{
    int line = 1;
    for (ptrdiff_t i = 0; i < at; i++)
        line += text.s[i] == '\n';
    return line;
}

enum { NO_MEMORY = -2 }; /* of the library */

bool ini_read(Str text, Arena *perm, IniDoc *out, int *line)
{
    *out = (IniDoc){0};
    *line = 0;
    if (str_starts(text, S("\xef\xbb\xbf")))
        text = str_skip(text, 3);
    ptrdiff_t nul = str_find(text, (Str){"", 1}, 0);
    if (nul >= 0) { /* the library's strings would end there */
        *line = line_of(text, nul);
        return false;
    }
    Feeder f = {.rest = str_dup(perm, text), .out = out, .perm = perm};
    int bad = ini_parse_stream(feed, &f, take, &f);
    if (bad == NO_MEMORY)
        mem_exhausted();
    *line = bad > 0 ? bad : f.failed ? 1 : 0;
    return bad == 0 && !f.failed;
}
