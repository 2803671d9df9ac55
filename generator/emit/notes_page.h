/* L3 emit: notes/SLUG.html, what was done to a report's text: the ledger that
 * import kept, for readers. Only where there is a ledger. */
#ifndef JIEBAO_EMIT_NOTES_PAGE_H
#define JIEBAO_EMIT_NOTES_PAGE_H

#include "emit/page.h"
#include "model/provenance.h"

typedef struct NotesPage {
    int32_t entry;
    Str file; /* the report's bytes */
    Provenance ledger;
} NotesPage;

/* Finds out whether there is a ledger, and its hash: from what is remembered,
 * where the file is as it was, so that it need not be read. A file that is no
 * ledger is said, each time. */
void notes_look(const Emit *e, Entry *x, Arena scratch, Diags *d);
/* What the page is made from: the report's file and its ledger. */
Hash128 notes_page_inputs(const Emit *e, int32_t entry, Arena scratch);
/* Reads the ledger again for the page, into *a. False with a diagnostic: it
 * cannot be read any more. */
bool notes_read(const Emit *e, NotesPage *page, Arena *a, Diags *d);
/* Fills the template "notes"; job->data is a NotesPage. */
PageFill fill_notes_page;

#endif
