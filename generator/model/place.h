/* L2: the gazetteer: provinces, cities, districts and streets of China by the
 * statistical division codes, and the site's own places.
 *
 * Form of a line: code TAB name TAB pinyin [TAB other names, comma-separated].
 * The code has 2, 4, 6 or 9 digits: province, city, district, street (the
 * National Bureau of Statistics' list, whose first six digits are GB/T 2260).
 * The pinyin is one lower-case syllable per character, single spaces between,
 * v for u umlaut. Lines that begin with # are comments.
 *
 * Places that were (data/former.tsv: renamed, merged, made a district or a
 * street of a county or a town) have lines of their own: code TAB name TAB
 * pinyin TAB first-last TAB successor's code. The years are those of the lists
 * that have the place; no first year: already the oldest list has it. The
 * pinyin is absent where the successor's begins with it. */
#ifndef JIEBAO_MODEL_PLACE_H
#define JIEBAO_MODEL_PLACE_H

#include "base/diag.h"
#include "base/map.h"

typedef enum PlaceLevel {
    PLACE_PROVINCE,
    PLACE_CITY,
    PLACE_DISTRICT,
    PLACE_STREET
} PlaceLevel;

typedef struct Place {
    Str code;    /* 2, 4, 6 or 9 digits */
    Str name;    /* full official name: 金盆岭街道 */
    Str pinyin;  /* jin pen ling jie dao */
    Str aliases; /* other names, comma-separated, may be absent */
    PlaceLevel level;
    int parent;       /* index into Gazetteer.v, -1 for a province. A street
                         of a city without districts hangs on the city's
                         stand-in row of six digits */
    int first, last;  /* indexes of its children: [first, last), sorted; none
                         for a place that was */
    int since, until; /* the first and last yearly list that has a place that
                         was; since 0: the oldest has it. until 0: it is */
    int successor;    /* of a place that was: index, or -1 */
} Place;

typedef struct Gazetteer {
    Place *v; /* sorted by level, then code; behind v[n - 1] those that were,
                 likewise */
    int n, total;
    int level_first[PLACE_STREET + 2];  /* where each level starts in v; the
                                           last one is n */
    int former_first[PLACE_STREET + 2]; /* likewise of those that were; the
                                           last one is total */
    const struct PlaceTrie *trie;       /* every name: model/place_trie.h */
} Gazetteer;

/* Indexes into Gazetteer.v, ascending. */
typedef struct PlaceRefs {
    const int32_t *v;
    int n;
} PlaceRefs;

/* The embedded table and the site's own (text of content/places.tsv, may be
 * absent), whose rows win over equal codes. Bad lines of the own table get a
 * diagnostic and are left out. Takes about 20 ms: only import and check load
 * it. Views of `own` are kept: it must live as long as perm. */
Gazetteer *gazetteer_load(Str own, Str own_path, Arena *perm, Diags *d);
/* By code; where none has it, one that had it; or NULL. */
const Place *place_by_code(const Gazetteer *g, Str code);
/* The code of p, or the absent string where another place has it now, so that
 * the code does not tell p. */
Str place_division(const Gazetteer *g, const Place *p);
/* Whether p may have been there in that year: always, for a place that is. The
 * lists are up to a year late; a place that was is not looked for where the
 * year is unknown (0). */
bool place_was_there(const Place *p, int year);
/* Whether one is the other's successor. */
bool place_is_same_unit(const Gazetteer *g, const Place *p, const Place *q);
const Place *place_parent(const Gazetteer *g, const Place *p);
/* The ancestor of p at `level`, p itself where it is of that level, NULL where
 * it is above it. */
const Place *place_at(const Gazetteer *g, const Place *p, PlaceLevel level);
/* Every place that bears the name or has it as another name, those that were
 * last; none: n is 0. */
PlaceRefs places_by_name(const Gazetteer *g, Str name);
/* A row that only fills a level and is no name of a place: 市辖区, 县,
 * 省直辖县级行政区划. */
bool place_is_stand_in(const Place *p);
/* What to call a city that is written so: a stand-in is the municipality
 * itself (北京市), or no city where it is under a province. */
Str place_city(Str province, Str city);
/* What the front matter calls the levels of p: names[PLACE_PROVINCE] ... and
 * below p the absent string. A municipality is its own city (北京市, 北京市);
 * a county under the province directly has no city; the districtless city's
 * stand-in is called like the city (东莞市). */
void place_names(const Gazetteer *g, const Place *p,
                 Str names[PLACE_STREET + 1]);
/* Name without its last generic word (街道, 镇, 乡, 区, 县, 市, 省 ...), at
 * least two characters left: 望月湖 of 望月湖街道; else the whole name. */
Str place_short_name(const Place *p);
/* Pinyin of the short name without spaces: tianxin. For slugs. */
Str place_slug(const Place *p, Arena *a);

/* What import knows about where a report comes from. */
typedef struct PlaceEvidence {
    Str title;     /* of the report, may be absent */
    Str publisher; /* 发布机构, 来源, the signing office */
    Str header;    /* breadcrumb, page title, other metadata, footer: all that
                      is not the report's text, lines joined by \n */
    Str body;      /* the report's own text */
    Str host;      /* host name of the source's address, may be absent */
    Str index_no;  /* 索引号, as printed, may be absent */
    int year;      /* that the report is about, 0: unknown */
} PlaceEvidence;

/* What a candidate's score is made of. */
typedef enum PlaceSource {
    FROM_TITLE, /* the name there; in this order as in place_tally.h */
    FROM_PUBLISHER,
    FROM_HEADER,
    FROM_SIGNATURE,
    FROM_LEAD,
    FROM_TEXT,
    FROM_PARENTS, /* the names of its district, city, province */
    FROM_NEIGHBOURS,
    FROM_CHAIN, /* the name directly behind its parent; a street's code */
    FROM_HOST,
    FROM_CODE, /* the index number's division */
    PLACE_SOURCES
} PlaceSource;
/* The text's key: cmd.place.title, cmd.place.publisher ... */
Str place_source_key(PlaceSource s);

typedef struct PlaceCandidate {
    const Place *place;
    int score; /* larger is better; only comparable within one call */
    int from[PLACE_SOURCES]; /* score is their sum */
} PlaceCandidate;

typedef struct PlaceFinding {
    const Place *place;     /* the winner: a street, or only a district where no
                               street is certain; NULL: thin or tied evidence */
    Str street_name;        /* the street's name as title or publisher has
                               it, where place is not that street: the
                               gazetteer lacks it, or several bear the name and
                               nothing decides. place is then its district, or
                               NULL. Absent where place is a street */
    bool street_inferred;   /* concluded rather than read: the name does not
                               stand in title, publisher or header */
    bool district_inferred; /* likewise of its district's name */
    const Place *as_of;     /* the district that place's district was then and
                               that the page names, where the table has no
                               streets of it; else NULL */
    PlaceCandidate *v;      /* by score, at most 8: for --verbose and check;
                               the winner is not always the first */
    int n;
} PlaceFinding;

/* Weighs every place whose name the page mentions by where it is mentioned
 * and by what else speaks for it: parents, neighbours, host name. */
PlaceFinding place_find(const Gazetteer *g, const PlaceEvidence *e, Arena *perm,
                        Arena scratch);

#endif
