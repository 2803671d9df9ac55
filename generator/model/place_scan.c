#include "model/place_scan.h"

#include "text/words.h"

/* --- Words around a name ----------------------------------------------------
 * Each list is one string, words separated by spaces. */

/* What may follow a name so that its last character belongs to another word:
 * 东湖区域, 长沙市场, 和平乡村. By the name's last character. */
static struct {
    Str last;
    WordSet next;
} not_before[] = {
    {STR_INIT("区"), WORD_LIST("域 间 位 分 划 块 片 隔")},
    {STR_INIT("市"), WORD_LIST("场 值 井 面")},
    {STR_INIT("乡"), WORD_LIST("村 土 愁 贤 情 风 音 亲 镇 邻")},
    {STR_INIT("镇"), WORD_LIST("静 定 压 痛 街道")},
    {STR_INIT("县"), WORD_LIST("域 乡")},
    {STR_INIT("州"), WORD_LIST("市")},
    {STR_INIT("道"), WORD_LIST("路 口")},
};

/* What stands before a name in a sentence and is surely not part of it. */
static WordSet bound_words = WORD_LIST(
    "中共 共产党 共青团 印发 转发 关于 在 和 与 及 跟 同 为 是 由 到 "
    "对 的 从 向 将 于 至 把 被 让 给 以 各 全 使 据 按 如 了 着 过 该 "
    "本 我 即 因 当 受 叫 赴 驻 来 去 回 原 属 区 市 县 省 州 盟 旗 "
    "年 月 日 度 委 府 局 等 经 自 并 而 且 或 若 像 有 故");

/* What makes a short name part of another name. */
static WordSet other_things = WORD_LIST(
    "路 街 大道 大街 东路 西路 南路 北路 中路 社区 村 小区 桥 大桥 河 "
    "湖 山 公园 广场 小学 中学 大学 学校 医院 银行 大厦 花园 苑 巷 里 "
    "站 酒店 商场 市场 集团 公司 精神 镇 乡 新区 高速 机场 港 门 "
    "口 店 江 水库 片区 居委 居民 书院 书店 经验 商圈");

/* Zones that administer streets and are no division: 高新区, 风景名胜区. The
 * names of districts and zones end alike (浦东新区): what the gazetteer has is
 * found in full before this is asked. */
static WordSet zone_words = WORD_LIST(
    "高新区 高新技术产业开发区 高新技术开发区 高新技术产业园区 高新园区 "
    "新技术开发区 经开区 经济开发区 经济技术开发区 开发区 新区 "
    "保税区 综合保税区 保税港区 出口加工区 自贸区 自贸试验区 "
    "风景名胜区 名胜区 风景区 旅游度假区 度假区 管理区 示范区 试验区 "
    "合作区 实验区 工业园区 产业园区 产业园 工业园 园区 航空港区 空港新城 "
    "新城 科学城 科技城 生态城 投资区");

static WordSet office_words = WORD_LIST(
    "办事处 人民政府 政府 党工委 工委 党委 区委 县委 市委 委员会 委 "
    "党政 人大 纪工委 政协 公共服务 综合 管委会 管理委员会 街道办 办");

static WordSet visit_before = WORD_LIST(
    "赴 去 学习 借鉴 对标 考察 参观 走访 邀请 支援 援助 帮扶 对口 来自 "
    "派往");
static WordSet partner_before =
    WORD_LIST("与 和 同 跟 到 联合 携手 相邻 毗邻 接壤 、 及 以及 等");
static WordSet partner_after =
    WORD_LIST("、 结对 共建 合作 交流 签约 携手 对接 联盟 和 与 等 等地 经验 "
              "交界 接壤 相邻 毗邻");

/* Whether the text from byte `at` on starts with one of the words. */
static bool starts_with_any(Str text, ptrdiff_t at, WordSet *words)
{
    return words_start(words, str_skip(text, at)) > 0;
}

static WordSet border_before = WORD_LIST("毗邻 接壤 相邻 邻接 紧邻 紧靠 "
                                         "相接 东邻 西邻 南邻 北邻 东接 "
                                         "西接 南接 北接 东靠 西靠 南靠 北靠 "
                                         "东临 西临 南临 北临 东连 西连 南连 "
                                         "北连");
static WordSet border_after = WORD_LIST("交界 接壤 相邻 毗邻 相接 相连 相望 "
                                        "为邻 为界 隔江 隔河");

/* Whether the text before byte `at` ends with one of the words. */
static bool ends_with_any(Str text, ptrdiff_t at, WordSet *words)
{
    return words_end(words, str_head(text, at)) > 0;
}

Boundary place_boundary(Str text, ptrdiff_t at)
{
    const char *p = text.s + at;
    if (at == 0 || !rune_is_han(utf8_prev(&p, text.s)))
        return BOUND_SURE;
    return ends_with_any(text, at, &bound_words) || place_ends_zone(text, at)
               ? BOUND_WORD
               : BOUND_NONE;
}

bool place_is_particle(Str word)
{
    return word.n && words_start(&bound_words, word) == word.n;
}

bool place_names_other(Str text, ptrdiff_t end)
{
    return starts_with_any(text, end, &other_things);
}

bool place_is_zone(Str text, ptrdiff_t end, int most)
{
    const char *p = text.s + end, *stop = text.s + text.n;
    for (int i = 0; i <= most && p < stop; i++) {
        if (starts_with_any(text, p - text.s, &zone_words))
            return true;
        if (!rune_is_han(utf8_next(&p, stop)))
            return false;
    }
    return false;
}

bool place_ends_zone(Str text, ptrdiff_t at)
{
    return ends_with_any(text, at, &zone_words);
}

/* What ends in 区 and is no division. */
static WordSet common_areas =
    WORD_LIST("社区 小区 片区 城区 园区 辖区 地区 景区 "
              "山区 校区 老区 新区 郊区 库区 市区 湖区");

bool place_has_districts(Str text, ptrdiff_t end)
{
    enum { SHORTEST = 2, LONGEST = 4 }; /* characters of a district's name */
    const char *p = text.s + end, *stop = text.s + text.n;
    if (!str_starts(str_skip(text, end), S("市")) ||
        place_is_zone(text, end + S("市").n, 0))
        return false;
    (void)utf8_next(&p, stop);
    for (int n = 1; n <= LONGEST && p < stop; n++) {
        Rune r = utf8_next(&p, stop);
        if (n >= SHORTEST && (r == 0x533A || r == 0x53BF)) /* 区, 县 */
            return !ends_with_any(text, p - text.s, &common_areas);
        if (!rune_is_han(r))
            return false;
    }
    return false;
}

bool place_is_office(Str text, ptrdiff_t end)
{
    return starts_with_any(text, end, &office_words);
}

bool place_is_partner(Str text, ptrdiff_t at, ptrdiff_t end)
{
    return ends_with_any(text, at, &partner_before) ||
           starts_with_any(text, end, &partner_after);
}

bool place_is_border(Str text, ptrdiff_t at, ptrdiff_t end)
{
    return ends_with_any(text, at, &border_before) ||
           starts_with_any(text, end, &border_after);
}

bool place_is_visited(Str text, ptrdiff_t at)
{
    return ends_with_any(text, at, &visit_before);
}

/* --- Scanning ---------------------------------------------------------------
 */

/* Whether a name that ends at `end` may end there. */
static bool may_end(Str text, ptrdiff_t end)
{
    Str name = str_head(text, end);
    for (size_t i = 0; i < sizeof not_before / sizeof *not_before; i++)
        if (str_ends(name, not_before[i].last))
            return !starts_with_any(text, end, &not_before[i].next);
    return true;
}

/* The longest full name and the longest short name at byte `at`. */
static void walk(const PlaceScan *s, ptrdiff_t at, PlaceHit *full,
                 PlaceHit *brief)
{
    int node = TRIE_ROOT;
    const char *p = s->text.s + at, *end = s->text.s + s->text.n;
    full->node = brief->node = TRIE_NONE;
    while (p < end) {
        Rune r = utf8_next(&p, end);
        if (node == TRIE_ROOT && !s->trie->single)
            node =
                p < end ? trie_pair(s->trie, r, utf8_next(&p, end)) : TRIE_NONE;
        else
            node = trie_step(s->trie, node, r);
        if (node == TRIE_NONE)
            return;
        ptrdiff_t stop = p - s->text.s;
        if (trie_ends(s->trie, node, NAME_FULL) && may_end(s->text, stop))
            *full = (PlaceHit){node, NAME_FULL, at, stop};
        if (trie_ends(s->trie, node, NAME_SHORT))
            *brief = (PlaceHit){node, NAME_SHORT, at, stop};
    }
}

/* The next byte before `stop` where a name may start, or the first character's
 * start from there on. */
static ptrdiff_t next_start(const PlaceScan *s, ptrdiff_t stop)
{
    const char *beg = s->text.s, *p = beg + s->pos, *end = beg + s->text.n;
    const char *at = p;
    Rune a = p < end ? utf8_next(&p, end) : 0;
    while (at - beg < stop) { /* a is at `at`, what is behind it at p */
        const char *next = p;
        Rune b = next < end ? utf8_next(&next, end) : 0;
        if (trie_may_start(s->trie, a, b))
            break;
        at = p;
        p = next;
        a = b;
    }
    return at - beg;
}

/* The short name that no full one came upon. */
static bool take_pending(PlaceScan *s, PlaceHit *hit)
{
    bool there = s->has_pending;
    s->has_pending = false;
    *hit = s->pending;
    return there;
}

bool place_scan_next(PlaceScan *s, PlaceHit *hit)
{
    for (;;) {
        PlaceHit full = {0}, brief = {0};
        ptrdiff_t stop = s->has_pending ? s->pending.end : s->text.n;
        s->pos = next_start(s, stop);
        if (s->pos >= stop)
            return take_pending(s, hit);
        walk(s, s->pos, &full, &brief);
        if (full.node != TRIE_NONE) {
            s->has_pending = false;
            s->pos = full.end;
            *hit = full;
            return true;
        }
        if (brief.node != TRIE_NONE && !s->has_pending) {
            s->pending = brief;
            s->has_pending = true;
        }
        const char *p = s->text.s + s->pos;
        (void)utf8_next(&p, s->text.s + s->text.n);
        s->pos = p - s->text.s;
    }
}
