/* L4: what check found, as a page to work through in a browser. */
#ifndef JIEBAO_CMD_CHECK_HTML_H
#define JIEBAO_CMD_CHECK_HTML_H

#include "base/map.h"
#include "cmd/check_desk.h"

typedef struct DeskPage {
    Str title;         /* of the site */
    Str summary;       /* how many findings, in words */
    Str pages;         /* "reports/": the way from where the page will lie to
                          the built reports; absent where there are none */
    const Map *titles; /* of reports, by path: Str * */
} DeskPage;

/* The page: the groups with their numbers, then a section for each with its
 * findings in the order of v (desk_sort). It loads nothing and needs no script.
 * In a. */
Str check_html(const Diag *const *v, ptrdiff_t n, const DeskPage *page,
               const Lang *l, Arena *a, Arena scratch);

#endif
