/* L2: the places that a text mentions, in order. Only for model/place*.c. */
#ifndef JIEBAO_MODEL_PLACE_SCAN_H
#define JIEBAO_MODEL_PLACE_SCAN_H

#include "model/place_trie.h"

typedef struct PlaceHit {
    int node; /* of the trie: whose name it is */
    NameKind kind;
    ptrdiff_t at, end; /* bytes of the text */
} PlaceHit;

typedef struct PlaceScan {
    const PlaceTrie *trie;
    Str text;
    ptrdiff_t pos;
    PlaceHit pending; /* a short name that no full name has overlapped yet */
    bool has_pending;
} PlaceScan;

/* The next mention; false at the end. Mentions do not overlap. A full name
 * takes the longest match at its place (人民路街道 rather than 人民) and wins
 * over a short name that overlaps it. Time is linear in the text. */
bool place_scan_next(PlaceScan *s, PlaceHit *hit);

/* How certain it is that a mention begins where it does, since Chinese has no
 * spaces: 建设街道 within 新建设街道 is another street. */
typedef enum Boundary {
    BOUND_SURE, /* start of a line, punctuation, a figure, 中共 */
    BOUND_WORD, /* a particle or preposition: 在, 由, 与, 的 ... */
    BOUND_NONE  /* any other character: perhaps part of the name */
} Boundary;
/* Judges what stands before byte `at` of text. */
Boundary place_boundary(Str text, ptrdiff_t at);

/* Whether a word joins others in a sentence, such as 和. */
bool place_is_particle(Str word);
/* Whether what follows makes a short name part of another name: 望月湖社区,
 * 长沙路, 建设银行. */
bool place_names_other(Str text, ptrdiff_t end);
/* Whether a zone's word (高新区, 经济技术开发区, 风景名胜区) follows with at
 * most so many Han characters before it: 武汉 in 武汉东湖新技术开发区. */
bool place_is_zone(Str text, ptrdiff_t end, int most);
/* Whether a city of that name with a district of its own follows, which the
 * name's place cannot be: 云溪 in 云溪市星河区. (Cities that the table has are
 * found in full before this is asked.) */
bool place_has_districts(Str text, ptrdiff_t end);
/* Whether a zone ends at byte `at`. */
bool place_ends_zone(Str text, ptrdiff_t at);
/* Whether an office's word follows: 人民政府, 党工委, 办事处 ... */
bool place_is_office(Str text, ptrdiff_t end);
/* Whether a mention is one of others: a partner (与七星街道结对) or one of a
 * list. */
bool place_is_partner(Str text, ptrdiff_t at, ptrdiff_t end);
/* Whether it is where the place of the page ends: 与某县接壤. */
bool place_is_border(Str text, ptrdiff_t at, ptrdiff_t end);
/* Whether somebody goes there, learns from there, helps there: 赴南湖区考察. */
bool place_is_visited(Str text, ptrdiff_t at);

#endif
