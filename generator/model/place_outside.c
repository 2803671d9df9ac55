#include "model/place_find.h"

#include "text/words.h"

/* Pages of Hong Kong, Macao and Taiwan, whose districts are called like others
 * that the table has: 中山区, 大安区, 西区. */

static WordSet names = WORD_LIST(
    "台北市 新北市 高雄市 台中市 台南市 桃园市 基隆市 新竹市 新竹县 苗栗县 "
    "彰化县 南投县 云林县 嘉义市 嘉义县 屏东县 宜兰县 花莲县 台东县 澎湖县");
/* What makes another thing of a region's name: 香港中路街道, 台湾农民创业园. */
static WordSet others = WORD_LIST("路 中路 东路 西路 南路 北路 街 花园 村 社区 "
                                  "广场 农民 同胞 工作 事务 企业 投资");
/* Offices that are called so there only; all end alike. */
static WordSet offices = WORD_LIST("区公所 镇公所 乡公所 市公所");
static const Str domains[] = {STR_INIT(".tw"), STR_INIT(".hk"),
                              STR_INIT(".mo")};

/* Whether s names a region, or a city or county of one. */
static bool names_outside(Str s)
{
    static const Str name[] = {STR_INIT("香港"), STR_INIT("澳门"),
                               STR_INIT("台湾")};
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        ptrdiff_t at = str_find(s, name[i], 0);
        if (at >= 0 && !words_start(&others, str_skip(s, at + name[i].n)))
            return true;
    }
    return words_in(&names, s);
}

/* Whether s names such an office: their common end is looked for first, since
 * bodies are long and nearly all of them lack it. */
static bool names_office(Str s)
{
    const Str end = S("公所");
    for (ptrdiff_t at = 0; (at = str_find(s, end, at)) >= 0; at += end.n)
        if (words_end(&offices, str_head(s, at + end.n)))
            return true;
    return false;
}

bool place_is_outside(const PlaceEvidence *e)
{
    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
        if (str_ends(e->host, domains[i]))
            return true;
    return names_outside(e->title) || names_outside(e->publisher) ||
           names_office(e->title) || names_office(e->publisher) ||
           names_office(e->body);
}
