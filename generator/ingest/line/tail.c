#include "ingest/line/tail.h"

#include "ingest/line/key.h"

enum { LONGEST = 24 /* characters of a tail */ };

static const char *const stops[] = {"。", "！", "？", "”", "）", NULL};

/* The last LONGEST characters and one. */
static Str near_end(Str s)
{
    const char *p = s.s + s.n;
    for (int n = 0; n <= LONGEST && p > s.s; n++)
        utf8_prev(&p, s.s);
    return str_span(p, s.s + s.n);
}

/* 返回江城首页>>, 返回江城网，查看更多 */
static bool is_way_back(Str s)
{
    static const char *const targets[] = {"首页", "主页",     "频道", "列表",
                                          "专题", "查看更多", NULL};
    static const char *const marks[] = {">>", "》》", "»", "＞＞", NULL};
    return str_starts(s, S("返回")) && utf8_count(s) <= LONGEST &&
           (ends_any(s, targets) || ends_any(s, marks));
}

static bool names_editors(Str s)
{
    static const char *const starts[] = {"责任编辑", "责编",     "编辑：",
                                         "编辑:",    "实习编辑", NULL};
    return starts_any(utf8_trim(s), starts) > 0;
}

/* Where the brackets that end s open, with nothing but names of editors in
 * them; 0: there are none. */
static ptrdiff_t editors_at(Str s)
{
    static const Str pairs[][2] = {
        {STR_INIT("("), STR_INIT(")")},
        {STR_INIT("（"), STR_INIT("）")},
        {STR_INIT("["), STR_INIT("]")},
        {STR_INIT("【"), STR_INIT("】")},
    };
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        if (!str_ends(s, pairs[k][1]))
            continue;
        Str near = near_end(s);
        ptrdiff_t open = -1;
        for (ptrdiff_t i = 0; (i = str_find(near, pairs[k][0], i)) >= 0; i++)
            open = i;
        Str inside = str_skip(near, open + pairs[k][0].n);
        if (open >= 0 && names_editors(inside))
            return s.n - near.n + open;
    }
    return 0;
}

ptrdiff_t tail_at(Str text)
{
    Str s = utf8_trim(text), near = near_end(s);
    ptrdiff_t lead = s.s - text.s, editors = editors_at(s);
    if (editors && ends_any(utf8_trim(str_head(s, editors)), stops))
        return lead + editors;
    for (ptrdiff_t i = 0; (i = str_find(near, S("返回"), i)) >= 0; i++) {
        ptrdiff_t at = s.n - near.n + i;
        Str before = utf8_trim(str_head(s, at));
        if (before.n && ends_any(before, stops) && is_way_back(str_skip(s, at)))
            return lead + at;
    }
    return 0;
}
