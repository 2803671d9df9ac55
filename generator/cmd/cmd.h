/* L4: the commands. Only this layer prints and picks exit codes. */
#ifndef JIEBAO_CMD_CMD_H
#define JIEBAO_CMD_CMD_H

#include "base/diag.h"

/* What every command has. Made by main. */
typedef struct Cmd {
    Str name;    /* "build" */
    Arena perm;  /* lives as long as the program */
    Lang *lang;  /* of messages, by LC_ALL, LC_MESSAGES, LANG */
    Diags diags; /* printed when the command ends, or with cmd_flush */
    Str dir;     /* -C, default "." */
    bool quiet, verbose;
    StrList args; /* what is not an option */
} Cmd;

/* An option of a command: exactly one of flag and value is set. */
typedef struct CmdOption {
    const char *shrt, *lng; /* "-o", "--output"; either may be NULL */
    bool *flag;
    Str *value; /* --name VALUE, --name=VALUE, -n VALUE, -nVALUE */
} CmdOption;

/* Reads argv[1..]: the command's own options (ended by an entry of NULLs) and
 * those that all have (-C, --quiet, --verbose, --help). False: stop at once
 * with exit status *code (help was shown, or the usage is wrong). */
bool cmd_parse(Cmd *c, int argc, char **argv, const CmdOption *own, int *code);
/* A decimal number min..max of an option, or a usage diagnostic and false. An
 * absent value leaves *out alone. */
bool cmd_number(Cmd *c, const char *option, Str value, int min, int max,
                int *out);

/* Prints the diagnostics gathered so far to stderr (notes only with
 * --verbose), and remembers the worst. */
void cmd_flush(Cmd *c);
/* A line to stdout from the text "cmd.KEY" with arguments; nothing with
 * --quiet. */
void cmd_say(Cmd *c, Str key, const Str *args, int nargs);
/* Flushes and turns the worst level into the exit status: 0, 1 or 2. An output
 * that could not be written (stdout closed, disk full) is 1. */
int cmd_end(Cmd *c);
/* v in decimal, in perm: for cmd_say. */
Str cmd_int(Cmd *c, int64_t v);

/* The commands: argv[0] is the command's name. Return the exit status. */
int cmd_import(Cmd *c, int argc, char **argv);
int cmd_merge(Cmd *c, int argc, char **argv);
int cmd_build(Cmd *c, int argc, char **argv);
int cmd_serve(Cmd *c, int argc, char **argv);
int cmd_check(Cmd *c, int argc, char **argv);
int cmd_verify(Cmd *c, int argc, char **argv);
int cmd_search(Cmd *c, int argc, char **argv);

#endif
