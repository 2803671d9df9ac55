/* L4: what check found, as a page to work through in a browser. */
#ifndef JIEBAO_CMD_CHECK_HTML_H
#define JIEBAO_CMD_CHECK_HTML_H

#include "cmd/check_desk.h"

/* The page: a section for each group with its findings in the order of v
 * (desk_sort). It loads nothing and needs no script. `pages`: "reports/" from
 * where the page will lie to the built reports, or absent where there are
 * none. In a. */
Str check_html(const Diag *const *v, ptrdiff_t n, Str title, Str pages,
               const Lang *l, Arena *a, Arena scratch);

#endif
