#include "ingest/line/gaps.h"

/* Common words of administration, of two characters each, in no order. A space
 * inside one, in the midst of a clause, is a scraper's line break. */
static const char words[] =
    "情况方面计划批发零售工作总结报告政府街道社区党建建设发展服务管理治理群众"
    "居民企业经济社会安全生产环境卫生文化教育医疗养老就业创业民生保障救助项目"
    "投资招商产业销售收入增长完成开展推进加强提升落实组织活动宣传培训检查整治"
    "整改排查调解信访稳定矛盾纠纷综合执法改造小区物业垃圾分类消防应急防控疫情"
    "疫苗志愿网格基层党员干部队伍支部党委会议制度机制体系平台系统信息数据目标"
    "任务措施问题困难不足重点难点基础能力水平质量效率作用责任领导主任书记代表"
    "委员办公部门单位机关学校医院市场商业科技创新改革开放绿色生态污染道路交通"
    "设施工程建筑拆迁征收土地房屋面积人口家庭妇女儿童青年老人残疾低保优抚退役"
    "军人统战民族宗教法治普法司法监督纪检廉政作风学习思想政治精神贯彻全面深入"
    "积极认真切实不断统筹协调配合支持指导帮助解决处理办理接待走访慰问调查研究"
    "分析评估考核评比表彰实施实现提高增加减少同比累计共计达到超过年度季度月份"
    "中心公共设备资金财政预算税收统计登记审批窗口热线投诉举报案件隐患风险秩序"
    "美丽城市乡村农业农村旅游体育图书展览演出讲座主题教学监管巡查清理拆除违法"
    "关于以及通过根据按照由于因此同时其中此外主要基本进行持续有效有序有力各项";

static bool is_word(Rune x, Rune y)
{
    enum { WORD = 6 }; /* bytes: two characters of three */
    char room[2 * 4];
    Buf b = {.s = room, .cap = sizeof room};
    utf8_put(&b, x);
    utf8_put(&b, y);
    Str all = {words, sizeof words - 1};
    ptrdiff_t at = -1;
    while (b.n == WORD && (at = str_find(all, buf_str(&b), at + 1)) >= 0)
        if (at % WORD == 0)
            return true;
    return false;
}

enum { GONE = 0 }; /* no character of a text */

typedef struct Runes {
    Rune *v;
    ptrdiff_t n;
} Runes;

static Rune rune_at(Runes t, ptrdiff_t i)
{
    return i >= 0 && i < t.n ? t.v[i] : 0;
}

static bool is_gap(Runes t, ptrdiff_t i)
{
    return rune_at(t, i) == ' ' && rune_is_han(rune_at(t, i - 1)) &&
           rune_is_han(rune_at(t, i + 1));
}

/* The end of the row of single characters from i on: 工 作 总 结. */
static ptrdiff_t spaced_end(Runes t, ptrdiff_t i)
{
    Rune before = rune_at(t, i - 1);
    if (i && before != ' ' && !rune_is_cjk_punct(before) && before != '(' &&
        before != ')')
        return i;
    while (is_gap(t, i + 1))
        i += 2;
    /* the last one must stand alone, too */
    return rune_is_han(rune_at(t, i + 1)) ? i - 2 : i;
}

/* Whether characters from i to `end`, each with a space behind it, make a word
 * soon. */
static bool spells_word(Runes t, ptrdiff_t i, ptrdiff_t end)
{
    enum { SOON = 32 };
    for (int k = 0; k < SOON && i + 2 <= end; k++, i += 2)
        if (is_word(t.v[i], t.v[i + 2]))
            return true;
    return false;
}

static void close_spaced(Runes t)
{
    enum { FEWEST = 4 };
    for (ptrdiff_t i = 0; i < t.n; i++) {
        ptrdiff_t end = is_gap(t, i + 1) ? spaced_end(t, i) : i;
        if (end - i >= (FEWEST - 1) * 2 && spells_word(t, i, end))
            for (ptrdiff_t k = i + 1; k < end; k += 2)
                t.v[k] = GONE;
        i = end > i ? end : i;
    }
}

static bool is_clause_mark(Rune r)
{
    return r == 0x3001 || r == 0xFF0C || r == 0xFF1B || r == 0xFF1A ||
           r == ',' || r == ';' || r == ':';
}

static bool ends_text(Rune r) /* a heading may follow: no clause goes on */
{
    return r == 0x3002 || r == 0xFF01 || r == 0xFF1F || r == '!' || r == '?';
}

static int depth_change(Rune r)
{
    static const char open[] = "“‘《〈（(【「『[〔";
    static const char close[] = "”’》〉）)】」』]〕";
    for (int k = rune_is_han(r) ? 2 : 0; k < 2; k++) {
        const char *p = k ? close : open, *end = p + strlen(p);
        while (p < end)
            if (utf8_next(&p, end) == r)
                return k ? -1 : 1;
    }
    return 0;
}

static bool parts_word(Runes t, ptrdiff_t gap)
{
    enum { DE = 0x7684 }; /* 的 */
    Rune x = t.v[gap - 1], y = t.v[gap + 1];
    return x == DE || y == DE || is_word(x, y);
}

/* A clause on its way. */
typedef struct Clause {
    bool open;     /* it began behind a comma or its like */
    ptrdiff_t gap; /* its first space */
    int gaps, depth;
} Clause;

static void end_clause(Runes t, Clause *c, bool next_open)
{
    if (c->open && c->gaps == 1 && is_gap(t, c->gap) && parts_word(t, c->gap))
        t.v[c->gap] = GONE;
    c->open = next_open;
    c->gaps = 0;
}

static void close_broken(Runes t)
{
    Clause c = {0};
    for (ptrdiff_t i = 0; i < t.n; i++) {
        Rune r = t.v[i];
        c.depth += depth_change(r);
        c.depth = c.depth > 0 ? c.depth : 0;
        if (r == ' ' && c.depth == 0) {
            c.gap = c.gaps++ ? c.gap : i;
        } else if (c.depth == 0 && (is_clause_mark(r) || ends_text(r))) {
            end_clause(t, &c, is_clause_mark(r));
        }
    }
}

ptrdiff_t gaps_close(Rune *v, ptrdiff_t n)
{
    Runes t = {v, n};
    ptrdiff_t to = 0;
    close_spaced(t);
    close_broken(t);
    for (ptrdiff_t i = 0; i < n; i++)
        if (v[i] != GONE)
            v[to++] = v[i];
    return to;
}
