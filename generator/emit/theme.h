/* L3 emit: where a theme lies, and its templates. */
#ifndef JIEBAO_EMIT_THEME_H
#define JIEBAO_EMIT_THEME_H

#include "base/diag.h"
#include "base/hash.h"
#include "text/template.h"

typedef struct Theme {
    Str dir;              /* the folder that holds templates/ and assets/ */
    Templates *templates; /* every template parsed */
    Hash128 hash;         /* of all templates' names and bytes */
} Theme;

/* Finds the theme `name`: in the site's own themes/, else beside the program
 * (a checkout's themes/, an installation's share/jiebao/themes/). Parses all
 * templates; {{t.key}} is "ui.key" of lang. False: a fatal diagnostic. */
bool theme_open(Str site_dir, Str name, const Lang *lang, Arena *perm, Diags *d,
                Theme *out);

#endif
