/* L1: INI files (libinih; only included by ini.c). */
#ifndef JIEBAO_TEXT_INI_H
#define JIEBAO_TEXT_INI_H

#include "base/buf.h"

typedef struct IniEntry {
    Str section, key, value;
    int line; /* 1-based */
} IniEntry;
typedef struct IniDoc {
    IniEntry *v;
    ptrdiff_t n;
} IniDoc;

/* Reads all entries in order; a key may be repeated, an indented line goes on
 * with the value before it (a further entry of the same key). Lines of any
 * length. False at the first line that is neither: *line says which. */
bool ini_read(Str text, Arena *perm, IniDoc *out, int *line);

#endif
