#include "model/place_find.h"

#include "text/words.h"

/* Reports of a province or of a city as a whole: they name districts and
 * streets by the dozen, and are of none of them. */

/* What follows the name of whose report it is, in its title and in the line
 * that names the session: 某省第十四届人民代表大会第四次会议上. */
static WordSet works = WORD_LIST("人民政府工作报告 政府工作报告");
static WordSet session = WORD_LIST("人民代表大会");
/* What is no place of the table and yet none of the city as a whole: 某市高新区
 * 管理委员会. */
static WordSet below =
    WORD_LIST("高新区 经开区 开发区 园区 新区 街道 镇 乡 苏木 "
              "社区 管委会 管理委员会");

/* Whether 第十四届人民代表大会 follows. */
static bool is_session(Str rest)
{
    enum { NUMBER = 6 }; /* characters of 第十四届 */
    Str number = utf8_head(rest, NUMBER), end = S("届");
    ptrdiff_t at = str_starts(rest, S("第")) ? str_find(number, end, 0) : -1;
    rest =
        at < 0 ? rest : utf8_trim(str_skip(rest, at + end.n)); /* a new line */
    return words_start(&session, rest) > 0;
}

/* The province or city that text names so, before it names a district or a
 * street in full. */
static const Place *owner_in(const Gazetteer *g, Str text, Str before)
{
    PlaceScan scan = {.trie = g->trie, .text = text};
    for (PlaceHit h; place_scan_next(&scan, &h);) {
        const Place *p = &g->v[trie_refs(g->trie, h.node, h.kind).v[0]];
        Str rest = str_skip(text, h.end);
        if (h.kind != NAME_FULL)
            continue;
        if (p->level >= PLACE_DISTRICT)
            return NULL;
        if (!p->until && str_ends(str_head(text, h.at), before) &&
            (words_start(&works, rest) || is_session(rest)))
            return p;
    }
    return NULL;
}

const Place *place_owner_above(const Gazetteer *g, const PlaceEvidence *e)
{
    enum { OPENING = 120 }; /* characters */
    if (words_in(&below, e->title))
        return NULL;
    const Place *p = owner_in(g, e->title, S(""));
    return p ? p : owner_in(g, utf8_head(e->body, OPENING), S("在"));
}
