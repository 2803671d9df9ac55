/* L3 emit: one HTML page after the other: what all emitters of pages share.
 * docs/templates.md lists the values that the templates get. */
#ifndef JIEBAO_EMIT_PAGE_H
#define JIEBAO_EMIT_PAGE_H

#include "emit/emit.h"

/* A page that may have to be made. */
typedef struct PageJob {
    Str path;         /* of the output */
    Str name;         /* of the template: "report" */
    Hash128 inputs;   /* all that the page is made from */
    const void *data; /* the emitter's own */
} PageJob;

/* Fills root, which has the values of every page; everything in a. Called by
 * several threads at once. */
typedef void PageFill(const Emit *e, const PageJob *job, Val *root, Arena *a);

/* Makes those of v[0..n-1] that are not current, on e->threads threads. All
 * have the same template. */
void pages_run(Emit *e, const PageJob *v, ptrdiff_t n, PageFill *fill);
/* The template, or NULL with a diagnostic. */
const Template *page_template(Emit *e, Str name);
/* Makes one page at once and hands it over. */
void page_make(const Emit *e, const Template *t, const PageJob *job,
               PageFill *fill, Arena a);

/* The page's <h1> and, with the site's title, its <title>; `description` may
 * be absent. */
void page_title(const Emit *e, Val *root, Arena *a, Str heading,
                Str description);
/* A field that the page's search form is kept to (district=430103), as the
 * next item of the list "within". */
void page_within(Val *list, Arena *a, Str name, Str value);
/* The interface text "ui.key" with %1 and %2 replaced. */
Str page_text(const Emit *e, Arena *a, Str key, Str a1, Str a2);
Str page_number(Arena *a, int64_t v);

/* The inputs of a page: begin with what every page depends on, add the rest.
 * An entry stands for all of its file, its digest included. */
Buf inputs_begin(const Emit *e, Arena *a);
void inputs_entry(Buf *in, const Emit *e, int32_t entry);
void inputs_int(Buf *in, int64_t v);
void inputs_hash(Buf *in, Hash128 h);
void inputs_str(Buf *in, Str s);
Hash128 inputs_end(const Buf *in);

#endif
