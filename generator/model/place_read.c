#include "model/place_find.h"

enum { RUN_MAX = 6 }; /* characters of a street's name before its word */

/* What may follow 镇 and 乡 so that an office or a report is meant. */
static const Str after_town =
    STR_INIT("人民政府 政府 党委 19 20 十 工作 年度 的 关于 （ ( “ 办");
/* A run of characters that is no street's name of its own. */
static const Str no_name = STR_INIT("本 各 全 我 该 此 某 区 县 市 城 村 集 乡 "
                                    "小城 农村 所属 区属 我们 两 三 多个");
/* What ends a run that is no name: 上半年街道工作, 5万字乡镇工作报告. */
static const Str no_end = STR_INIT("年 月 日 的 在 本 各 全 我 该 及 和 与 乡");
/* What may stand in front of a name and does not belong to it; after a figure
 * also 年, 月. */
static const Str in_front =
    STR_INIT("中国共产党 中共 共青团 关于 印发 转发 来源 "
             "区 县 市 省 州 盟 的 对 在");
static const Str after_figure = STR_INIT("年度 年 月");

/* What a title that names a place has. */
static const Str levels = STR_INIT("省 市 区 县 旗 镇 乡 街道 政府");

typedef bool Match(Str s, Str word);

static bool matches_any(Str s, Str words, Match *match)
{
    while (str_given(words))
        if (match(s, str_cut(&words, S(" "))))
            return true;
    return false;
}

/* Cuts from the run's front what does not belong to a name; `least` bytes
 * stay. */
static Str cut_front(Str run, ptrdiff_t least)
{
    for (Str words = after_figure; str_given(words);) {
        Str word = str_cut(&words, S(" "));
        if (str_starts(run, word))
            run = str_skip(run, word.n);
    }
    for (ptrdiff_t at = run.n - least; at > 0; at--)
        if (matches_any(str_head(run, at), in_front, str_ends))
            return str_skip(run, at);
    return run;
}

static bool is_name(const Gazetteer *g, Str s)
{
    return trie_refs(g->trie, trie_find(g->trie, s), NAME_FULL).n > 0;
}

/* The name that ends with the word at [at, end), or the absent string. `from`
 * is where the last known place in front of it ends. A place that is known
 * (城关镇 before 街道) is no beginning of a name, but of one that is known as
 * well (湖镇 before 镇). */
static Str name_before(const Gazetteer *g, Str text, ptrdiff_t from,
                       ptrdiff_t at, ptrdiff_t end)
{
    const char *p = text.s + at, *beg = text.s + from;
    while (p > beg) {
        const char *q = p;
        if (!rune_is_han(utf8_prev(&q, beg)))
            break;
        p = q;
    }
    int least = end - at > 3 ? 2 : 1; /* 张镇, but no 南街道 */
    Str run = cut_front(str_span(p, text.s + at), least * 3);
    ptrdiff_t chars = utf8_count(run);
    if (chars < least || chars > RUN_MAX || matches_any(run, no_name, str_eq) ||
        matches_any(run, no_end, str_ends))
        return (Str){0};
    Str name = str_span(run.s, text.s + end);
    return is_name(g, run) && !is_name(g, name) ? (Str){0} : name;
}

/* The end of the last place above a street before byte `at`. */
static ptrdiff_t end_of_parents(const Gazetteer *g, Str text, ptrdiff_t at)
{
    ptrdiff_t end = 0;
    PlaceScan scan = {.trie = g->trie, .text = str_head(text, at)};
    for (PlaceHit h; place_scan_next(&scan, &h);) {
        PlaceRefs r = trie_refs(g->trie, h.node, h.kind);
        if (h.kind == NAME_FULL && g->v[r.v[0]].level < PLACE_STREET)
            end = h.end;
    }
    return end;
}

static Str read_in(const Gazetteer *g, Str text)
{
    static const Str words[] = {STR_INIT("街道"), STR_INIT("镇"),
                                STR_INIT("乡")};
    text = str_head(text, 1 << 10); /* a title's worth */
    for (int i = 0; i < 3; i++) {
        ptrdiff_t at = str_find(text, words[i], 0);
        while (at >= 0 && str_starts(str_skip(text, at + words[i].n), words[i]))
            at += words[i].n; /* 湖镇镇 */
        ptrdiff_t end = at + words[i].n;
        if (at < 0 || str_starts(str_skip(text, end), S("路")) ||
            (i > 0 && end < text.n &&
             !matches_any(str_skip(text, end), after_town, str_starts)))
            continue;
        Str name = name_before(g, text, end_of_parents(g, text, at), at, end);
        if (name.n)
            return name;
    }
    return (Str){0};
}

/* A text's first street that begins for sure and that it names again. */
Str place_read_body(const Gazetteer *g, const PlaceEvidence *e)
{
    enum { OPENING = 900 };
    if (matches_any(e->title, levels, str_has))
        return (Str){0}; /* of the title's place, then */
    Str lead = str_head(e->body, OPENING), word = S("街道");
    for (ptrdiff_t at = 0; (at = str_find(lead, word, at)) >= 0; at += word.n) {
        ptrdiff_t end = at + word.n;
        Str name = name_before(g, lead, end_of_parents(g, lead, at), at, end);
        ptrdiff_t from = name.n ? end - name.n : 0;
        if (!name.n || place_boundary(lead, from) == BOUND_NONE ||
            place_is_visited(lead, from) || place_is_partner(lead, from, end))
            continue;
        return str_find(e->body, name, end) < 0 ? (Str){0} : name;
    }
    return (Str){0};
}

Str place_read_street(const Gazetteer *g, const PlaceEvidence *e)
{
    Str name = read_in(g, e->title);
    return name.n ? name : read_in(g, e->publisher);
}
