/* L4: the parts of `jiebao check`. Each adds its findings to a list; the
 * command (check.c) puts them in the order of check_desk.h. */
#ifndef JIEBAO_CMD_CHECK_PARTS_H
#define JIEBAO_CMD_CHECK_PARTS_H

#include "archive/print.h"
#include "cmd/cmd.h"
#include "model/check.h"
#include "model/load.h"
#include "model/taxonomy.h"
#include "text/markdown.h"

typedef struct Check {
    Cmd *c;
    Site site;
    const Gazetteer *places;
    Taxonomy *tax;
    Arena *perm;
    Arena *scratch; /* one a thread: free again after each item */
    Arena *keep;    /* one a thread: until the end */
    int threads;
    void *job;             /* what the present check_each works on */
    Map targets;           /* what a report may link to: paths in the output */
    Print *prints;         /* one an entry */
    Map titles;            /* of the reports, by path, as Str * */
    Diags all;             /* what was found, */
    const Diag **findings; /* and once all is, in order */
    ptrdiff_t nfindings;
} Check;

/* Runs fn for 0 <= i < n on the threads, and adds what they say in order of
 * i. What must outlive the call goes to `keep`. */
typedef void CheckFn(Check *k, ptrdiff_t i, Arena *keep, Arena scratch,
                     Diags *d);
void check_each(Check *k, ptrdiff_t n, CheckFn *fn);

/* content/reports/SLUG.md */
Str check_path(const Entry *e, Arena *a);

/* check_body.c: front matter, headings and links of every report. */
void check_reports(Check *k);
/* check_text.c: characters lost, what looks like a part of the page, paragraphs
 * that stand there twice, a text too short. Lines count from body_line. */
void check_text(const MdDoc *doc, Str body, int body_line, Str path,
                Arena scratch, Diags *d);
/* check_twins.c: reports that say nearly the same (from TWIN_PERCENT on), and
 * reports of one title, place and time. */
enum { TWIN_PERCENT = 80 };
void check_twins(Check *k);
/* check_public.c: links and ids in the built pages, where there are any. */
void check_public(Check *k);
/* check_files.c: sources and ledgers that belong to no report, reports whose
 * source is missing. */
void check_files(Check *k);
/* check_search.c: is every report found in the built index by its title and
 * its street? */
void check_search(Check *k);
/* check_fix.c: gives a number to every report that has none of its own.
 * Returns how many; the site has to be loaded again then. */
int check_fix(Check *k);

#endif
