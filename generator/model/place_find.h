/* L2: parts of place_find. Only for model/place*.c. */
#ifndef JIEBAO_MODEL_PLACE_FIND_H
#define JIEBAO_MODEL_PLACE_FIND_H

#include "model/place_tally.h"

/* Adds to points and named (by place) what a host name says for provinces,
 * cities and districts: a label that spells one in pinyin (tianxin, tianxinqu),
 * or the initials of city and district (cstx). */
void place_weigh_host(const Gazetteer *g, Str host, Sparse *points,
                      Sparse *named);
/* The province or city on whose government's host the page stands
 * (wjw.beijing.gov.cn), where its name is spelled out and no other place's; or
 * NULL. */
const Place *place_city_of_host(const Gazetteer *g, Str host);
/* The same of an index number that begins with a division code (420111-09-2022,
 * 330106001/2023-1) or with the credit code of an office (GB 32100: its third
 * to eighth digits are one; the check digit must be right). The code of a
 * street adds to *chain, by place. */
void place_weigh_code(const Gazetteer *g, const PlaceEvidence *e,
                      Sparse *points, Sparse *named, Sparse *chain);
/* *e with simplified characters where it is in traditional ones; the texts are
 * then in perm. */
PlaceEvidence place_simplify(const PlaceEvidence *e, Arena *perm,
                             Arena scratch);
/* Whether the page is of Hong Kong, Macao or Taiwan, by its host, title,
 * publisher or offices; in simplified characters. */
bool place_is_outside(const PlaceEvidence *e);
/* The province or the city whose own report the page is, or one of its
 * offices', by the title, by the session that heard it, or by the first
 * sentence that gives it out: none of the districts and streets that it names.
 * NULL where it is none. */
const Place *place_owner_above(const Gazetteer *g, const PlaceEvidence *e);
/* *e with 街道 where a page writes 街 for it (市桥街 for 市桥街道): in title
 * and publisher before what goes on there, in the text where that calls its
 * office 我街 or 全街. */
PlaceEvidence place_spell_out(const Gazetteer *g, const PlaceEvidence *e,
                              Arena *perm, Arena scratch);
/* The street's name as the title, else the publisher, has it, found by its
 * form alone (at most six characters before 街道, or before 镇, 乡 where those
 * are an office); absent where there is none. A view of the evidence. */
Str place_read_street(const Gazetteer *g, const PlaceEvidence *e);
/* The same of the first street that the opening of the text names, where the
 * text names it again: of pages without a title. */
Str place_read_body(const Gazetteer *g, const PlaceEvidence *e);

#endif
