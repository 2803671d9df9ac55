/* L2: what is derived from a Site: which entries stand under which district,
 * year and topic. Pure: no files, no clock. */
#ifndef JIEBAO_MODEL_TAXONOMY_H
#define JIEBAO_MODEL_TAXONOMY_H

#include "model/site.h"

/* Entries by their index in Site.entries. */
typedef struct RefList {
    int32_t *v;
    int n;
} RefList;

typedef struct Street {
    Str name; /* 金盆岭街道; "" collects a district's reports without one */
    Str code;        /* 9 digits or absent */
    RefList reports; /* by year, then number */
} Street;

typedef struct District {
    Str code; /* the page's name: the 6-digit code, also where only another
                 report of the same province, city and district gives it; "x-"
                 + hash of the names where there are names and no code (name
                 may be empty: only the city or province is known); "unknown"
                 where nothing is known */
    Str province, city, name; /* of its latest report that has a name */
    Street *streets; /* by code; then those without one by name; "" last */
    int nstreets;
    RefList reports; /* by year, then number */
    Hash128 self;    /* of its code and names: says whether they changed */
} District;

typedef struct Year {
    int year;
    RefList summaries; /* look back on it, by district code, then number */
    RefList plans;     /* plan for it */
} Year;

typedef struct TopicTerm {
    int topic;       /* index into Config.topics */
    RefList reports; /* by year, newest first, then number, largest first */
    int npassages;
} TopicTerm;

/* A report's neighbours; -1: none. */
typedef struct Neighbours {
    int32_t previous, next; /* same street, the year before and after in the
                               archive; none where no street is named */
    int32_t near[4]; /* others of the district, same year where there are:
                        the next ones in the ring of its streets, so that a
                        new report changes few pages; then, where these are
                        too few, the next streets' reports of the nearest
                        year; -1 fills up. None in the unknown district */
    int32_t planned; /* the same street's plan for the years looked back on */
    int32_t result;  /* what it said later of the years planned for */
} Neighbours;

typedef struct Taxonomy {
    District *districts; /* by code; the unknown last */
    int ndistricts;
    Year *years; /* newest first */
    int nyears;
    TopicTerm *topics;      /* in the order of site.conf, all of them */
    Neighbours *neighbours; /* one an entry */
    int32_t *district_of;   /* an entry's index into districts */
} Taxonomy;

/* Everything but the topics: from front matter alone. */
Taxonomy *taxonomy_derive(const Site *site, Arena *perm, Arena scratch);
/* Fills t->topics, once every entry has its digest. */
void taxonomy_topics(Taxonomy *t, const Site *site, Arena *perm, Arena scratch);

#endif
