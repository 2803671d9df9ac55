/* L0: what is wrong with an input, said in one line each; the run goes on and
 * the worst level decides the exit status.
 *
 * The kinds stand in diag_list.h: DIAG(ID, level, "key"); the text is
 * "diag.key" of the language files and gets its arguments as %1, %2, %3. An
 * argument that is itself a key "why...." is shown as its text. */
#ifndef JIEBAO_BASE_DIAG_H
#define JIEBAO_BASE_DIAG_H

#include "base/buf.h"
#include "base/lang.h"

typedef enum DiagLevel {
    DIAG_NOTE,    /* shown with --verbose only */
    DIAG_WARNING, /* shown; the exit status stays 0 */
    DIAG_ERROR,   /* something was refused or failed: exit status 1 */
    DIAG_FATAL    /* wrong usage or configuration, nothing was done: 2 */
} DiagLevel;

typedef enum DiagId {
#define DIAG(id, level, key) DIAG_##id,
#include "base/diag_list.h"
#undef DIAG
    DIAG_COUNT
} DiagId;

typedef struct Diag {
    struct Diag *next;
    DiagId id;
    Str file;    /* as the user knows it, relative to the site; may be absent */
    int line;    /* 1-based; 0: the file as a whole */
    Str args[3]; /* texts for %1..%3 */
} Diag;

/* A list of diagnostics in the order found. One a worker or a job, merged in a
 * fixed order, so that messages do not depend on threads. */
typedef struct Diags {
    Arena *a; /* where records and copies of their texts live */
    Diag *first, **tail;
    DiagLevel worst;
    int count[DIAG_FATAL + 1]; /* how many of each level */
} Diags;

Diags diags_in(Arena *a);
/* Adds one; the strings are copied. */
void diag_add(Diags *d, DiagId id, Str file, int line, Str a1, Str a2, Str a3);
#define DIAG3(d, id, file, line, a1, a2, a3) \
    diag_add((d), DIAG_##id, (file), (line), (a1), (a2), (a3))
#define DIAG2(d, id, file, line, a1, a2) \
    DIAG3(d, id, file, line, a1, a2, ((Str){0}))
#define DIAG1(d, id, file, line, a1) DIAG2(d, id, file, line, a1, ((Str){0}))
#define DIAG0(d, id, file, line) DIAG1(d, id, file, line, ((Str){0}))
/* Moves all of `from` to the end of d, copying what d's arena lacks. */
void diags_merge(Diags *d, const Diags *from);

/* How many of that kind are among them. */
int diags_count(const Diags *d, DiagId id);

DiagLevel diag_level(DiagId id);
/* The stable name of a kind ("bad-date"), for --json. */
Str diag_key(DiagId id);
/* The text without file and line. */
void diag_text(Buf *out, const Lang *l, const Diag *d);
/* Appends s, its control characters as escapes: a terminal would obey them. */
void diag_printable(Buf *out, Str s);
/* "file:line: text\n"; control characters of the input shown as escapes. */
void diag_line(Buf *out, const Lang *l, const Diag *d);

#endif
