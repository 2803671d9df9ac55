#include "model/place_find.h"

#include "text/words.h"

/* 街 for 街道, as offices of the south call themselves: 某街, 我街, 全街. */

enum { LEAST = 2, MOST = 5, CHAR = 3 }; /* characters of a name; bytes of one */

/* What makes a road or something else of 街. */
static WordSet other_things =
    WORD_LIST("道 区 头 巷 口 坊 面 舞 角 市 景 边 上 路 村 社 里 灯 旁 两 中 "
              "东 西 南 北 小 商 段 改 铺 店 步 花园 广场 公园 乡");
/* What a title goes on with behind an office's name. */
static WordSet goes_on = WORD_LIST("1 2 十 二 “ 年 办 党 工 关于 的 上半年 "
                                   "政 法 （ ( 人大");
static WordSet own_words = WORD_LIST("我 全 本");

/* The name of a street that ends at byte `end`, without 街, and that is known
 * with 街道: the longest that begins for sure, or the absent string. */
static Str name_at(const Gazetteer *g, Str text, ptrdiff_t end, Arena a)
{
    const char *p = text.s + end;
    Str found = {0};
    for (int n = 1; n <= MOST && p > text.s; n++) {
        if (!rune_is_han(utf8_prev(&p, text.s)))
            break;
        Str name = str_span(p, text.s + end);
        if (n < LEAST || place_boundary(text, p - text.s) == BOUND_NONE)
            continue;
        Arena scratch = a;
        Str full = str_join3(&scratch, name, S("街道"), S(""));
        if (trie_refs(g->trie, trie_find(g->trie, full), NAME_FULL).n)
            found = name;
    }
    return found;
}

/* Whether 街 at byte `at` stands for 街道. */
static bool stands_for(const Gazetteer *g, Str text, ptrdiff_t at, bool titled,
                       Arena a)
{
    Str rest = str_skip(text, at + CHAR);
    bool fits = titled ? !rest.n || words_start(&goes_on, rest) > 0
                       : !words_start(&other_things, rest);
    return fits && name_at(g, text, at, a).n;
}

/* text with 街道 where 街 stands for it. */
static Str spell_out(const Gazetteer *g, Str text, bool titled, Arena *perm,
                     Arena scratch)
{
    Buf b = buf_in(perm);
    ptrdiff_t done = 0;
    for (ptrdiff_t at = 0; (at = str_find(text, S("街"), at)) >= 0; at += CHAR)
        if (stands_for(g, text, at, titled, scratch)) {
            buf_add(&b, str_head(str_skip(text, done), at + CHAR - done));
            buf_lit(&b, "道");
            done = at + CHAR;
        }
    if (!done)
        return text;
    buf_add(&b, str_skip(text, done));
    return buf_str(&b);
}

/* Whether the text calls its office so: 我街, 全街, not 全街道. */
static bool calls_itself_so(Str text)
{
    for (ptrdiff_t at = 0; (at = str_find(text, S("街"), at)) >= 0; at += CHAR)
        if (words_end(&own_words, str_head(text, at)) &&
            !words_start(&other_things, str_skip(text, at + CHAR)))
            return true;
    return false;
}

PlaceEvidence place_spell_out(const Gazetteer *g, const PlaceEvidence *e,
                              Arena *perm, Arena scratch)
{
    PlaceEvidence out = *e;
    out.title = spell_out(g, e->title, true, perm, scratch);
    out.publisher = spell_out(g, e->publisher, true, perm, scratch);
    if (calls_itself_so(e->body))
        out.body = spell_out(g, e->body, false, perm, scratch);
    return out;
}
