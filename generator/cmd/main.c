#define _GNU_SOURCE /* signal */
#include "cmd/cmd.h"

#include <signal.h>
#include <stdio.h>

typedef struct Command {
    const char *name;
    int (*run)(Cmd *c, int argc, char **argv);
} Command;

static const Command commands[] = {
    {"import", cmd_import}, {"merge", cmd_merge}, {"build", cmd_build},
    {"serve", cmd_serve},   {"check", cmd_check}, {"verify", cmd_verify},
    {"search", cmd_search},
};

static int run_command(Cmd *c, int argc, char **argv)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (str_eq(c->name, str_of(commands[i].name)))
            return commands[i].run(c, argc, argv);
    DIAG1(&c->diags, NO_COMMAND, (Str){0}, 0, c->name);
    return cmd_end(c);
}

/* Options that all commands have may stand before the command: brings it to the
 * front, argv[1]. `help COMMAND` is `COMMAND --help`. */
static void command_first(int argc, char **argv)
{
    static char help[] = "--help";
    if (argc > 1 && str_eq(str_of(argv[1]), S("help")))
        argv[1] = help;
    int at = 1;
    while (at < argc && argv[at][0] == '-') {
        Str arg = str_of(argv[at]);
        at += str_eq(arg, S("-C")) || str_eq(arg, S("--directory")) ? 2 : 1;
    }
    if (at >= argc)
        return;
    char *command = argv[at];
    memmove(argv + 2, argv + 1, (size_t)(at - 1) * sizeof *argv);
    argv[1] = command;
}

int main(int argc, char **argv)
{
    static const CmdOption none[] = {{0}};
    Cmd c = {.perm = arena_new((size_t)1 << 36), .dir = S(".")};
    command_first(argc, argv);
    c.lang = lang_from_env(&c.perm);
    c.diags = diags_in(&c.perm);
    signal(SIGPIPE, SIG_IGN); /* a closed stdout is an error, not a death */
    signal(SIGXFSZ, SIG_IGN); /* so is a limit on the size of files */
    Str first = argc > 1 ? str_of(argv[1]) : S("--help");
    if (str_eq(first, S("--version"))) {
        puts("jiebao " JIEBAO_VERSION);
        return cmd_end(&c);
    }
    if (first.n && first.s[0] == '-') {
        int code;
        c.name = S("jiebao");
        char help[] = "--help", *as_help[] = {argv[0], help, NULL};
        bool bare = argc < 2;
        if (!cmd_parse(&c, bare ? 2 : argc, bare ? as_help : argv, none, &code))
            return bare ? 2 : code;
        DIAG1(&c.diags, NO_COMMAND, (Str){0}, 0, first);
        return cmd_end(&c);
    }
    c.name = first;
    return run_command(&c, argc - 1, argv + 1);
}
