/* L2: content/ -> Site. */
#ifndef JIEBAO_MODEL_LOAD_H
#define JIEBAO_MODEL_LOAD_H

#include "model/site.h"

/* What an earlier build remembers of a report (emit/state.c): an entry with
 * its digest, or NULL. Asked from one thread with the slug and the file's
 * present stat; it answers only where the file is certainly unchanged, with
 * what the next call overwrites. */
typedef const Entry *LoadRecall(void *ctx, Str slug, const FsStat *now);

typedef struct LoadOptions {
    int threads;
    LoadRecall *recall; /* may be NULL */
    void *recall_ctx;
    const FsList *reports; /* content/reports, all that is below it, as it was
                              just listed; NULL: to be listed */
} LoadOptions;

/* Reads site.conf. False: a fatal diagnostic tells why. */
bool site_open(Str dir, Arena *perm, Diags *d, Site *out);
/* Reads content/reports and content/pages into *site. A report that cannot be
 * used is left out with a diagnostic; diagnostics come in order of slug. False
 * where the system does not tell which reports there are: the diagnostics say
 * it, and the site is as one without reports.
 *
 * Numbers: an id that no earlier slug has is the report's number. Ids beyond
 * LOAD_ID_SLACK + 10 times the count of reports (a date or a year used as an
 * id) are valid, but would make the layout of the search index, which goes by
 * the largest number, mostly holes: such reports are numbered after the
 * others, in order of id. Then, in order of slug, come the reports without an
 * id of their own. */
enum { LOAD_ID_SLACK = 1000000 };
bool site_load(Site *site, const LoadOptions *opt, Arena *perm, Diags *d);
/* The body of one report, read again from its file: the front matter split
 * off. False with a diagnostic where that fails. */
bool site_body(const Site *site, const Entry *e, Arena *a, Str *file, Str *body,
               Diags *d);

/* The index of the first entry whose number is at least `number`. */
ptrdiff_t site_entry_from(const Site *site, int64_t number);

#endif
