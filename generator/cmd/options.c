#include "base/fs.h"
#include "cmd/cmd.h"

#include <errno.h>
#include <stdio.h>

static void print_text(Cmd *c, FILE *to, Str key)
{
    Str text = lang_text(c->lang, key);
    Buf b = buf_in(&c->perm);
    /* "\n" in a language file starts a new line. */
    for (Str rest = text; str_given(rest);) {
        buf_add(&b, str_cut(&rest, S("\\n")));
        buf_byte(&b, '\n');
    }
    fwrite(b.s, 1, (size_t)b.n, to);
}

static const CmdOption *find_option(const CmdOption *v, Str name)
{
    for (; v->shrt || v->lng; v++)
        if ((v->shrt && str_eq(name, str_of(v->shrt))) ||
            (v->lng && str_eq(name, str_of(v->lng))))
            return v;
    return NULL;
}

/* An argument cut in the option's name and a value glued to it. */
static void split_option(Str arg, Str *name, Str *value)
{
    *value = (Str){0};
    *name = arg;
    if (str_starts(arg, S("--"))) {
        Str rest = arg;
        *name = str_cut(&rest, S("="));
        *value = rest;
    } else if (arg.n > 2) {
        *name = str_head(arg, 2);
        *value = str_skip(arg, 2);
    }
}

static bool take_option(Cmd *c, const CmdOption *o, Str arg, Str glued,
                        int argc, char **argv, int *i)
{
    if (o->flag) {
        if (str_given(glued))
            DIAG1(&c->diags, OPTION_FLAG, (Str){0}, 0, arg);
        *o->flag = true;
        return !str_given(glued);
    }
    if (!str_given(glued) && *i + 1 < argc)
        glued = str_of(argv[++*i]);
    if (!str_given(glued) || !o->value) {
        DIAG1(&c->diags, OPTION_EMPTY, (Str){0}, 0, arg);
        return false;
    }
    *o->value = glued;
    return true;
}

bool cmd_parse(Cmd *c, int argc, char **argv, const CmdOption *own, int *code)
{
    bool help = false, options = true, ok = true;
    const CmdOption common[] = {
        {"-C", "--directory", NULL, &c->dir},
        {"-q", "--quiet", &c->quiet, NULL},
        {"-v", "--verbose", &c->verbose, NULL},
        {"-h", "--help", &help, NULL},
        {0},
    };
    ptrdiff_t cap = 0;
    for (int i = 1; i < argc && ok; i++) {
        Str arg = str_of(argv[i]), name, glued;
        if (!options || arg.n < 2 || arg.s[0] != '-') {
            strlist_push(&c->perm, &c->args, &cap, arg);
            continue;
        }
        if (str_eq(arg, S("--"))) {
            options = false;
            continue;
        }
        split_option(arg, &name, &glued);
        const CmdOption *o = find_option(own, name);
        if (!o)
            o = find_option(common, name);
        if (!o)
            DIAG1(&c->diags, BAD_OPTION, (Str){0}, 0, arg);
        ok = o && take_option(c, o, name, glued, argc, argv, &i);
    }
    *code = 0;
    if (ok && !help)
        return true;
    if (ok)
        print_text(c, stdout, str_concat(&c->perm, S("cmd.help."), c->name));
    *code = cmd_end(c);
    return false;
}

bool cmd_number(Cmd *c, const char *option, Str value, int min, int max,
                int *out)
{
    if (!str_given(value))
        return true;
    int64_t v = str_to_int(value, max);
    if (v < min) {
        Str range[] = {cmd_int(c, min), cmd_int(c, max)};
        Buf must = buf_in(&c->perm);
        lang_format(&must, lang_text(c->lang, S("why.number")), range, 2);
        DIAG3(&c->diags, OPTION_VALUE, (Str){0}, 0, str_of(option), value,
              buf_str(&must));
        return false;
    }
    *out = (int)v;
    return true;
}

void cmd_flush(Cmd *c)
{
    for (const Diag *d = c->diags.first; d; d = d->next) {
        DiagLevel level = diag_level(d->id);
        if (level == DIAG_NOTE ? !c->verbose : c->quiet && level < DIAG_ERROR)
            continue;
        Arena scratch = c->perm;
        Buf b = buf_in(&scratch);
        buf_lit(&b, "jiebao: ");
        b.n = d->file.n ? 0 : b.n; /* a file's name is the better start */
        diag_line(&b, c->lang, d);
        fwrite(b.s, 1, (size_t)b.n, stderr);
    }
    c->diags.first = NULL;
    c->diags.tail = NULL;
}

void cmd_say(Cmd *c, Str key, const Str *args, int nargs)
{
    if (c->quiet)
        return;
    Arena scratch = c->perm;
    Buf b = buf_in(&scratch);
    lang_format(&b, lang_text(c->lang, key), args, nargs);
    Str text = str_dup(&scratch, buf_str(&b));
    Buf line = buf_in(&scratch);
    diag_printable(&line, text);
    buf_byte(&line, '\n');
    fwrite(line.s, 1, (size_t)line.n, stdout);
}

Str cmd_int(Cmd *c, int64_t v)
{
    Buf b = buf_in(&c->perm);
    buf_int(&b, v);
    return buf_str(&b);
}

int cmd_end(Cmd *c)
{
    cmd_flush(c);
    errno = 0;
    if (fflush(stdout) || ferror(stdout)) {
        DIAG1(&c->diags, WRITE, lang_text(c->lang, S("cmd.stdout")), 0,
              fs_reason(errno ? errno : EIO)); /* of an earlier write: lost */
        cmd_flush(c);
    }
    switch (c->diags.worst) {
    case DIAG_FATAL:
        return 2;
    case DIAG_ERROR:
        return 1;
    default:
        return 0;
    }
}
