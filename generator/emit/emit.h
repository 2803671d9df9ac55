/* L3 emit: what every emitter gets. Each emitter is one function; build.c
 * calls them in the order in which their outputs may refer to each other. */
#ifndef JIEBAO_EMIT_EMIT_H
#define JIEBAO_EMIT_EMIT_H

#include "emit/publish.h"
#include "model/taxonomy.h"
#include "text/template.h"

typedef struct Emit {
    Site *site;
    Taxonomy *tax;
    Templates *templates;
    Publish *out;
    State *state;  /* of out */
    Hash128 base;  /* hash of what every output depends on: program version,
                      site.conf, language, all templates. Chain it
                      (hash128_more) with the output's own inputs */
    Hash128 key;   /* hash of program version and site.conf alone: for outputs
                      that no template enters */
    Hash128 found; /* hash of program version and topics alone: for what
                      is found in reports, and the search index */
    MadeWith made_with; /* the parts of both, and of the base address */
    Str theme_dir;      /* the folder that holds templates/ and assets/ */
    Str base_url;   /* --base-url, else the one of site.conf; "" or ends in / */
    FsList ledgers; /* content/ledger, as it was when the build began */
    int threads;
    Arena *workers; /* one arena a thread: pass by value as scratch */
    Arena *perm;    /* of the main thread, for the whole build */
    Diags *diags;   /* of the main thread */
} Emit;

/* reports.c: the read phase. Makes reports/SLUG.html and .md, every entry's
 * digest, and the search index's segments (search.h). */
void emit_reports(Emit *e);
/* index_*.c: home, districts, years, topics, about and other pages, 404,
 * search page. */
void emit_home(Emit *e);
void emit_districts(Emit *e);
void emit_years(Emit *e);
void emit_topics(Emit *e);
void emit_pages(Emit *e);
/* feeds.c: feed.xml, sitemap.xml, robots.txt. */
void emit_feeds(Emit *e);
/* data.c: data/reports.json, data/reports.csv. */
void emit_data(Emit *e);
/* assets.c: the theme's assets and strings.js. */
void emit_assets(Emit *e);
/* checksums.c: SHA256SUMS and what it names, when all else is handed over. */
void emit_checksums(Emit *e);

#endif
