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
/* How the names of a city's or a province's own offices end, and what none of
 * them has: 某市某区民政局, 某市公安局某分局. */
static WordSet office_ends =
    WORD_LIST("局 委 委员会 厅 办公室 办公厅 人民政府 总队 支队 中心 总工会 "
              "法院 检察院 联合会 供销社");
static WordSet lower =
    WORD_LIST("区 县 旗 街道 镇 苏木 分局 派出所 分中心 分公司");
/* What gives a report out in its first sentence: 现公布某市民政局2023年.... */
static WordSet gives = WORD_LIST("公布 发布 公开 编制");

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

/* Bytes of the office that the words behind a place's name make its own, or 0:
 * 农业农村局. */
static ptrdiff_t office_at(Str rest)
{
    enum { LONGEST = 14, BEHIND = 8 };
    Str near = utf8_head(rest, LONGEST);
    const char *p = near.s, *end = near.s + near.n;
    while (p < end && rune_is_han(utf8_next(&p, end))) {
        Str name = str_span(near.s, p);
        if (words_end(&lower, name))
            return 0;
        if (words_end(&office_ends, name) &&
            !words_start(&office_ends, str_skip(rest, name.n)))
            return words_in(&lower, utf8_head(str_skip(rest, name.n), BEHIND))
                       ? 0
                       : name.n;
    }
    return 0;
}

static bool is_year(Str rest)
{
    return str_starts(rest, S("20")) && str_is_digit(rest, 2) &&
           str_is_digit(rest, 3) && !str_is_digit(rest, 4);
}

/* The province or city of which text names an office, or, as a title may, the
 * years of its own: 某市农业农村局2023年..., 某市2022年法治政府建设.... None
 * where it names a district or a street in full, or another such office.
 * `given`: only behind a word that gives a report out. */
static const Place *office_owner_in(const Gazetteer *g, Str text, bool given)
{
    PlaceScan scan = {.trie = g->trie, .text = text};
    const Place *owner = NULL;
    for (PlaceHit h; place_scan_next(&scan, &h);) {
        const Place *p = &g->v[trie_refs(g->trie, h.node, h.kind).v[0]];
        Str rest = str_skip(text, h.end);
        if (h.kind != NAME_FULL)
            continue;
        if (p->level >= PLACE_DISTRICT && !given)
            return NULL;
        ptrdiff_t n = office_at(rest);
        bool own = given ? n > 0 && is_year(str_skip(rest, n)) &&
                               words_end(&gives, str_head(text, h.at))
                         : n > 0 || is_year(rest);
        if (p->level >= PLACE_DISTRICT || p->until || !own ||
            place_is_visited(text, h.at))
            continue;
        if (owner && owner != p)
            return NULL;
        owner = p;
    }
    return owner;
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

/* A city without districts as its stand-in of six digits, which has its code;
 * else p. */
static const Place *with_code(const Gazetteer *g, const Place *p)
{
    const Place *child = p && p->last == p->first + 1 ? &g->v[p->first] : NULL;
    return child && str_eq(child->name, p->name) ? child : p;
}

const Place *place_owner_above(const Gazetteer *g, const PlaceEvidence *e)
{
    enum { OPENING = 120 }; /* characters */
    Str opening = utf8_head(e->body, OPENING);
    if (words_in(&below, e->title))
        return NULL;
    const Place *p = owner_in(g, e->title, S(""));
    p = p ? p : owner_in(g, opening, S("在"));
    p = p || words_in(&lower, e->title) ? p
                                        : office_owner_in(g, e->title, false);
    p = p || e->title.n ? p : office_owner_in(g, opening, true);
    return with_code(g, p);
}
