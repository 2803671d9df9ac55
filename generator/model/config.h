/* L2: site.conf. The form is documented in docs/site-conf.md. */
#ifndef JIEBAO_MODEL_CONFIG_H
#define JIEBAO_MODEL_CONFIG_H

#include "base/diag.h"
#include "base/hash.h"

typedef struct Keyword {
    Str text;   /* as configured */
    int weight; /* 1..9; 0: an exclusion, masked out before matching */
} Keyword;

/* A subject that reports are about; `主题` to readers. */
typedef struct Topic {
    Str name; /* 养老 */
    Str slug; /* yanglao: lower-case ASCII, digits, hyphens; unique */
    Keyword *keywords;
    int nkeywords;
    int threshold; /* sum of weights from which a passage is about it */
    int line;      /* of its [topic NAME] in site.conf */
} Topic;

typedef struct Config {
    Str title, description;
    Str language; /* zh-CN or en: interface of the site */
    Str base_url; /* absolute, ends in "/", or empty: then the feed and the
                     sitemap use relative addresses */
    Str theme;    /* folder under themes/ */
    Str notice;   /* a line for every page's foot, e.g. that this is a sample */
    int per_page; /* entries on one page of a long list: 1..200 */
    Topic *topics;
    int ntopics;
} Config;

/* Of the topics alone: all that enters what is found in reports, and the search
 * index, of site.conf. */
Hash128 config_topics_hash(const Config *c, Arena scratch);
/* Reads text (the bytes of site.conf; `file` is its name for diagnostics).
 * False: a fatal diagnostic was added. */
bool config_read(Str text, Str file, Arena *perm, Diags *d, Config *out);

/* An absolute http or https address made to end in "/", or the absent string
 * where v is none: base_url of site.conf and --base-url. */
Str base_url_read(Str v, Arena *perm);

#endif
