/* L2: what a page says for each name and each place: the mentions, weighed.
 * Only for model/place*.c. */
#ifndef JIEBAO_MODEL_PLACE_TALLY_H
#define JIEBAO_MODEL_PLACE_TALLY_H

#include "base/sparse.h"
#include "model/place_scan.h"

/* Where a mention stands. */
typedef enum Where {
    IN_TITLE,
    IN_PUBLISHER,
    IN_HEADER,
    IN_SIGNATURE, /* a short line at the body's end: the office signs */
    IN_LEAD,      /* the body's first 600 bytes */
    IN_BODY,
    WHERES
} Where;

/* Every weight of the search for a place stands here: points, unless said
 * otherwise. They were set by reasoning about how sure a careful reader would
 * be, and checked by tests/unit/test_place_many.c over random streets. */
typedef struct PlaceWeights {
    struct {
        int full, full_cap;   /* a full name: each time, at most */
        int brief, brief_cap; /* a short name likewise */
    } where[WHERES];
    int bound_percent[2][3]; /* of a street, of a parent (which seldom ends
                                another name); by Boundary */
    int partner_percent;  /* for a street named as a partner or in a list ... */
    int visited_percent;  /* ... for what is visited or learnt from; both
                             outside title and publisher */
    int link_percent;     /* for what a link to another page names: 上一篇 */
    int office_percent;   /* for a name before 人民政府 and the like */
    int crowd;            /* full names of streets in the header from which it
                             is a list of links ... */
    int crowd_percent;    /* ... and what each is then worth */
    int two_char_percent; /* for short names of two characters */
    int level_percent[4]; /* for parents, by PlaceLevel */
    int municipality_percent;
    int old_status_percent; /* 望城县 for 望城区, of a full name */
    int chain[WHERES];      /* the street directly behind its parent */
    int chain_cap;
    int sibling, sibling_common, sibling_brief, sibling_cap;
    int common_bearers; /* a sibling's name that so many bear is common */
    int code;           /* for a division code */
    int host_name, host_letters4, host_letters3;
    /* when the evidence is enough */
    int own_enough;          /* for a street named in full */
    int own_enough_alone;    /* ... the only one that the page names so */
    int own_enough_brief;    /* for a street named for short only ... */
    int own_enough_two;      /* ... or by a short name of two characters ... */
    int brief_district;      /* ... whose district has so much */
    int own_rival_percent;   /* another name with this share of the best's
                                evidence ties with it ... */
    int context_rival;       /* ... unless its parents have so much less, ... */
    int context_rival_brief; /* ... which a short name compares more finely */
    int homonym_least;       /* among bearers of one name the best needs so much
                                from parents, neighbours, host ... */
    int homonym_named;       /* ... less where its district is named in full and
                                the other has nothing ... */
    int homonym_bearers;     /* ... and at most so many bear the name */
    int homonym_margin;      /* ... and so much more than the second */
    int homonym_share;       /* ... or this share of the second, percent */
    int foreign_district;    /* so much for a district itself, and ... */
    int foreign_margin;      /* ... so much more than the street's own parents
                                have: the street is one that the table lacks */
    int district_enough, district_margin; /* for a district alone */
    int district_enough_alone; /* ... the only one, before 人民政府,
                                  of a page that names no street */
} PlaceWeights;

extern const PlaceWeights place_weights;

/* A full name that is also a plain word (城区, 开发区). */
bool place_name_is_generic(Str name);
/* A short name that is also a plain word (建设, 发展). */
bool place_name_is_plain(Str name);

/* The mentions of one name. */
typedef struct NameTally {
    int node;
    NameKind kind;
    Str name;
    int points[WHERES];
    int old_status; /* a short name with another generic word behind it
                       (望城县 for 望城区): says nothing for a street */
    int zone;       /* of a city's name: for its zones (成都高新区) */
    bool sure;      /* at least one mention begins there for sure */
    bool office;    /* at least one is before 人民政府 and the like */
} NameTally;

typedef struct Tallies {
    const Gazetteer *g;
    Arena *a;
    NameTally *v; /* in order of first mention */
    int n, cap;
    Sparse slot[2];   /* by kind and node: index into v + 1 */
    Sparse chain;     /* by place: points for standing behind its parent */
    Str foreign_name; /* a street behind a district that has none of that
                         name */
    const Place *foreign_district;
    const Place *zone_city; /* whose zone title or publisher name, or NULL */
    bool zone_clash;        /* they name zones of several */
    int chain_checks;
    int year; /* of the report, 0: unknown */
} Tallies;

/* Scans all fields of the evidence. */
Tallies tally_evidence(const Gazetteer *g, const PlaceEvidence *e, Arena *a);
/* The points of a name at one place of mention. */
int tally_points_at(const NameTally *t, Where where, int header_percent);
/* The points of a name over all places of mention, capped at each. */
int tally_points(const NameTally *t, int header_percent);

#endif
