/* L2: a site as plain data: the page to read first.
 *
 * Four phases, one direction:
 *   load    content/ -> Site: the front matter of every report (model/load.h)
 *   derive  Site -> Taxonomy: districts, years, neighbours (model/taxonomy.h)
 *   read    each body once: its page, its Digest, its part of the search
 *           index; then the body is forgotten (emit/reports.c)
 *   emit    indexes, feeds, data from Site, Digests and Taxonomy (emit/)
 * What an earlier build remembers of an unchanged report (its front matter and
 * Digest) takes the place of reading it. */
#ifndef JIEBAO_MODEL_SITE_H
#define JIEBAO_MODEL_SITE_H

#include "base/fs.h"
#include "base/hash.h"
#include "model/config.h"
#include "model/report.h"
#include "model/topic.h"

/* Where the build's memory has something (emit/state.h). */
typedef struct Stored {
    int64_t at, n; /* bytes; n is 0 for nothing */
    uint64_t check;
} Stored;

/* What all pages but a report's own need to know of its body: no more, for
 * those of all reports are in memory at once. */
typedef struct Digest {
    int chars;       /* length of the body's text in characters */
    Str excerpt;     /* the body's first words, about 120 characters, plain */
    Str traditional; /* of a report in traditional characters: those in title
                        and text, each once, by code; else empty */
    TopicFinding topics; /* passages: NULL where they are in `passages` */
    StrList headings;    /* of the passages */
    Stored passages;     /* at most five a topic, those of more than about 400
                            characters cut: emit/passages.h */
} Digest;

/* What is known of a report's ledger (content/ledger/SLUG.json). */
typedef struct Notes {
    FsStat st;    /* of the file, when it was read; kind FS_NONE: none */
    Hash128 hash; /* of its bytes */
    bool there;   /* it is one that import wrote */
    bool fresh;   /* looked at anew in this build */
} Notes;

/* A report in the archive. */
typedef struct Entry {
    Report r;
    int number;    /* its place in the search index: its id where it has one
                      of its own, else a number after the largest (load.h) */
    Hash128 hash;  /* of the file's bytes */
    Hash128 self;  /* of hash, number and slug: all that others show of it */
    FsStat st;     /* of the file, when it was read */
    int body_line; /* line of the file on which the body starts */
    bool flawed;   /* its file had diagnostics: not to be recalled, so that
                      the next build says them again */
    bool recalled; /* front matter and digest come from an earlier build */
    Notes notes;   /* set in the read phase */
    const Digest *digest; /* NULL until the read phase is through */
} Entry;

/* A page of the site's own: content/pages/about.md. */
typedef struct Page {
    Str slug;  /* about: becomes about.html */
    Str title; /* from its front matter */
    Str path;  /* relative to the site */
    Str file;  /* its bytes */
} Page;

typedef struct Site {
    Str dir; /* the site's folder, as given with -C */
    Config conf;
    Lang *lang;     /* of the site's interface, by conf.language */
    Entry *entries; /* by number, ascending; numbers are unique */
    ptrdiff_t nentries;
    int largest; /* largest number, 0 where there is none: fixes the layout of
                    the search index */
    Page *pages; /* by slug */
    int npages;
    Hash128 conf_hash;   /* of site.conf's bytes */
    Hash128 topics_hash; /* config_topics_hash */
} Site;

#endif
