#include "cmd/progress.h"

#include "base/fs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* To the line's start, and all behind it away (ECMA-48). */
#define CLEAR "\r\x1b[K"

Progress progress_of(const Cmd *c)
{
    const char *term = getenv("TERM");
    bool able = term && *term && strcmp(term, "dumb") != 0;
    return (Progress){.on = able && !c->quiet && isatty(STDERR_FILENO)};
}

static Str number(Arena *a, int64_t v)
{
    Buf b = buf_in(a);
    buf_int(&b, v);
    return buf_str(&b);
}

void progress_show(Progress *p, const Cmd *c, Str key, int64_t done,
                   int64_t total, int64_t part, int64_t whole)
{
    if (!p->on)
        return;
    Arena scratch = c->perm;
    int64_t percent = whole > 0 ? part / ((whole + 99) / 100) : 100;
    Str args[] = {number(&scratch, done), number(&scratch, total),
                  number(&scratch, percent < 100 ? percent : 100)};
    Buf b = buf_in(&scratch);
    buf_lit(&b, CLEAR);
    lang_format(&b, lang_text(c->lang, key), args, 3);
    fflush(stdout);
    p->shown = fs_write_fd(STDERR_FILENO, buf_str(&b));
}

void progress_clear(Progress *p)
{
    if (p->shown)
        fs_write_fd(STDERR_FILENO, S(CLEAR));
    p->shown = false;
}
