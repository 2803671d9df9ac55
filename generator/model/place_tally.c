#include "model/place_tally.h"

const PlaceWeights place_weights = {
    .where = {[IN_TITLE] = {60, 60, 24, 24},
              [IN_PUBLISHER] = {55, 55, 24, 24},
              [IN_HEADER] = {26, 40, 8, 16},
              [IN_SIGNATURE] = {45, 45, 12, 12},
              [IN_LEAD] = {14, 24, 6, 12},
              [IN_BODY] = {5, 30, 3, 18}},
    .bound_percent =
        {{[BOUND_SURE] = 100, [BOUND_WORD] = 90, [BOUND_NONE] = 20},
         {[BOUND_SURE] = 100, [BOUND_WORD] = 95, [BOUND_NONE] = 70}},
    .partner_percent = 40,
    .visited_percent = 15,
    .link_percent = 15,
    .office_percent = 150,
    .crowd = 4,
    .crowd_percent = 25,
    .two_char_percent = 67,
    .level_percent = {[PLACE_PROVINCE] = 40,
                      [PLACE_CITY] = 60,
                      [PLACE_DISTRICT] = 100,
                      [PLACE_STREET] = 100},
    .municipality_percent = 60,
    .old_status_percent = 80,
    .chain = {[IN_TITLE] = 40,
              [IN_PUBLISHER] = 40,
              [IN_HEADER] = 25,
              [IN_SIGNATURE] = 40,
              [IN_LEAD] = 15,
              [IN_BODY] = 8},
    .sibling = 6,
    .sibling_common = 3,
    .sibling_brief = 2,
    .sibling_cap = 30,
    .common_bearers = 4,
    .host_name = 30,
    .host_letters4 = 16,
    .host_letters3 = 8,
    .own_enough = 24,
    .own_enough_brief = 12,
    .own_enough_two = 8,
    .brief_district = 4,
    .own_rival_percent = 75,
    .context_rival = 30,
    .context_rival_brief = 4,
    .homonym_least = 4,
    .homonym_margin = 4,
    .homonym_share = 130,
    .foreign_district = 30,
    .foreign_margin = 25,
    .district_enough = 20,
    .district_margin = 8,
};

enum {
    LEAD_BYTES = 600,
    TAIL_LINES = 12,      /* where a signature is looked for */
    SIGNATURE_BYTES = 90, /* a longer line is a sentence */
    CHAIN_GAP = 8,        /* bytes between a parent and its street */
    CHAIN_BEARERS = 256,  /* of one name that are looked at */
    CHAIN_CHECKS = 4096   /* in all: what comes later adds nothing */
};

/* Names that are also plain words of every report, or of any town: a zone
 * counts behind its parent or before an office's word only, a district not in
 * the running text either. */
static const char *const generic_names[] = {
    "城区",           "东区",
    "西区",           "南区",
    "北区",           "郊区",
    "矿区",           "新区",
    "林场",           "农场",
    "盐场",           "林区",
    "开发区",         "高新区",
    "经开区",         "园区",
    "新城区",         "老城区",
    "中心区",         "示范区",
    "度假区",         "解放区",
    "港口区",         "工业区",
    "工业园区",       "产业园",
    "景区",           "城镇",
    "新镇",           "新市区",
    "大学城",         "经济开发区",
    "经济技术开发区", "高新技术产业开发区",
};

/* Short names that are plain words of official prose: they say nothing. */
static const char *const plain_words[] = {
    "发展", "建设", "民生", "创新", "中心", "工程", "安全", "文化", "人民",
    "市场", "资源", "平台", "计划", "城市", "社区", "街区", "新街", "老街",
    "和谐", "平安", "健康", "幸福", "团结", "和平", "解放", "光明", "胜利",
    "东风", "新华", "红旗", "红星", "前进", "向阳", "朝阳", "长安", "永安",
    "新城", "古城", "老城", "城关", "城东", "城西", "城南", "城北", "东城",
    "西城", "南城", "北城", "城中", "中山", "公园", "车站", "站前", "广场",
    "学校", "工业", "工农", "农业", "商业", "交通", "铁路", "友谊", "友好",
    "联合", "联盟", "合作", "民主", "民族", "民政", "自强", "自立", "振兴",
    "兴隆", "繁荣", "富强", "富裕", "文明", "先锋", "先进", "光荣", "劳动",
    "青年", "英雄", "国际", "世纪", "时代", "花园", "开发", "开源", "科技",
    "科学", "智慧", "数字", "生态", "环境", "绿色", "蓝天", "阳光", "清风",
    "海洋", "东方", "西部", "东部", "南部", "北部", "中部", "江南", "江北",
    "河东", "河西", "河南", "河北", "山东", "东门", "西门", "南门", "北门",
    "大桥", "新桥", "大同", "太平", "安康", "保安", "保定", "治安", "公安",
    "公平", "公正", "统一", "第一", "第二", "第三", "第四", "第五", "重点",
    "重新", "长期", "中小", "中华", "共和", "中国", "北京", "爱国", "爱民",
    "惠民", "富民", "安居", "宜居", "宜业", "福利", "福祉", "创业", "招商",
    "引进", "奋进", "前锋", "跃进", "更新", "新政", "新兴", "新生", "新村",
    "新民", "新安", "新建", "新发", "新开", "新乐", "重阳", "端午", "土地",
    "高地", "源头", "基地", "阵地", "地方", "建筑", "建工", "化工", "固本",
    "新区", "城区", "园区", "产业", "组织", "忠诚", "友爱", "同心", "合力",
    "和平", "康乐", "安宁", "安定", "长治", "三明", "大安", "大有", "大年",
    "大新", "南方", "北方", "中南", "西南", "华南", "银行", "医院", "学院",
    "大学", "机场", "高新", "经济", "临时", "通化", "白银", "黄金", "石油",
    "煤矿", "矿山", "林业", "水利", "渔业", "枫桥", "五星", "七星", "明星",
    "双拥", "普通", "通用", "标准", "专业",
};

static bool in_list(Str name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(name, str_of(list[i])))
            return true;
    return false;
}
#define IN(list, name) in_list((name), (list), sizeof(list) / sizeof *(list))

/* --- One field ------------------------------------------------------------ */

/* A text that is being scanned. */
typedef struct Reading {
    Tallies *t;
    Str text;
    Where where;     /* IN_BODY: also the lead and the signature */
    ptrdiff_t tail;  /* where the last lines start */
    PlaceHit before; /* the latest mention, or node TRIE_NONE */
} Reading;

static NameTally *tally_of(Tallies *t, const PlaceHit *h, Str name)
{
    int32_t *slot = &t->slot[h->kind][h->node];
    if (!*slot) {
        if (t->n == t->cap) {
            int cap = t->cap ? t->cap * 2 : 256;
            NameTally *v = NEW_N(t->a, NameTally, cap);
            for (int i = 0; i < t->n; i++)
                v[i] = t->v[i];
            t->v = v;
            t->cap = cap;
        }
        t->v[t->n] =
            (NameTally){.node = h->node, .kind = h->kind, .name = name};
        *slot = ++t->n;
    }
    return &t->v[*slot - 1];
}

/* Whether [from, to) joins a parent and its street: nothing, or blanks and the
 * marks of a breadcrumb. */
static bool is_joint(Str text, ptrdiff_t from, ptrdiff_t to)
{
    static const char marks[] = ">-/|·»›→";
    if (to - from > CHAIN_GAP)
        return false;
    const char *p = text.s + from;
    for (const char *end = text.s + to; p < end;) {
        const char *beg = p;
        Rune r = utf8_next(&p, end);
        if (r == '\n' || r == '\r' ||
            (!rune_is_space(r) && !str_has(str_of(marks), str_span(beg, p))))
            return false;
    }
    return true;
}

static bool refs_have(PlaceRefs r, int32_t place)
{
    int lo = 0, hi = r.n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (r.v[mid] < place)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < r.n && r.v[lo] == place;
}

typedef enum ChainKind {
    CHAIN_NONE,   /* no parent directly in front */
    CHAIN_GOOD,   /* a place of that name lies in the one in front */
    CHAIN_FOREIGN /* the one in front has none of that name */
} ChainKind;

/* The same city, for two places below it: streets move between its districts
 * when they are redrawn. */
static bool same_city(const Gazetteer *g, const Place *a, const Place *b)
{
    const Place *x = place_at(g, a, PLACE_CITY);
    return x && x == place_at(g, b, PLACE_CITY);
}

/* Gives points to each bearer of the name that lies in the place in front. */
static ChainKind weigh_chain(Reading *r, const PlaceHit *h, Where where)
{
    Tallies *t = r->t;
    const Gazetteer *g = t->g;
    if (r->before.node == TRIE_NONE || h->kind != NAME_FULL ||
        !is_joint(r->text, r->before.end, h->at) ||
        t->chain_checks++ > CHAIN_CHECKS)
        return CHAIN_NONE;
    PlaceRefs up = trie_refs(g->trie, r->before.node, r->before.kind);
    PlaceRefs here = trie_refs(g->trie, h->node, NAME_FULL);
    bool good = false, near = false;
    for (int i = 0; i < here.n && i < CHAIN_BEARERS; i++) {
        int32_t p = here.v[i];
        int a = g->v[p].parent;
        while (a >= 0 && !refs_have(up, (int32_t)a))
            a = g->v[a].parent;
        if (a >= 0) {
            t->chain[p] += place_weights.chain[where];
            good = true;
        }
        for (int k = 0; k < up.n && k < 8 && !near; k++)
            near = same_city(g, &g->v[p], &g->v[up.v[k]]);
    }
    if (good)
        return CHAIN_GOOD;
    const Place *front = &g->v[up.v[0]];
    bool district = r->before.kind == NAME_FULL && up.n == 1 &&
                    front->level == PLACE_DISTRICT &&
                    g->v[here.v[0]].level == PLACE_STREET;
    if (!district || near)
        return CHAIN_NONE;
    if (where < IN_LEAD && !t->foreign_district) {
        t->foreign_district = front;
        t->foreign_name = str_head(str_skip(r->text, h->at), h->end - h->at);
    }
    return CHAIN_FOREIGN;
}

/* A short line without a sentence's punctuation. */
static bool is_short_line(Str text, ptrdiff_t at)
{
    ptrdiff_t beg = at, end = at;
    while (beg > 0 && text.s[beg - 1] != '\n' && at - beg <= SIGNATURE_BYTES)
        beg--;
    while (end < text.n && text.s[end] != '\n' && end - beg <= SIGNATURE_BYTES)
        end++;
    Str line = str_span(text.s + beg, text.s + end);
    return line.n <= SIGNATURE_BYTES && !str_has(line, S("。")) &&
           !str_has(line, S("，")) && !str_has(line, S(",")) &&
           !str_has(line, S("；"));
}

static Where where_of(const Reading *r, ptrdiff_t at)
{
    if (r->where != IN_BODY)
        return r->where;
    if (at >= r->tail && is_short_line(r->text, at))
        return IN_SIGNATURE;
    return at < LEAD_BYTES ? IN_LEAD : IN_BODY;
}

static bool is_parent(const Gazetteer *g, const PlaceHit *h)
{
    PlaceRefs r = trie_refs(g->trie, h->node, h->kind);
    return g->v[r.v[0]].level < PLACE_STREET;
}

/* Whether the line names another page before the mention: 上一篇：... */
static bool is_link_line(Str text, ptrdiff_t at)
{
    ptrdiff_t beg = at;
    while (beg > 0 && text.s[beg - 1] != '\n' && at - beg < SIGNATURE_BYTES)
        beg--;
    Str before = str_span(text.s + beg, text.s + at);
    return str_has(before, S("一篇")) || str_has(before, S("一条")) ||
           str_has(before, S("相关")) || str_has(before, S("推荐"));
}

static int weigh_full(const Reading *r, const PlaceHit *h, Where where,
                      bool chained, bool *sure)
{
    const PlaceWeights *w = &place_weights;
    bool parent = is_parent(r->t->g, h);
    Boundary b = chained ? BOUND_SURE : place_boundary(r->text, h->at);
    int points = w->where[where].full * w->bound_percent[parent][b] / 100;
    *sure = b != BOUND_NONE;
    if (where == IN_HEADER && is_link_line(r->text, h->at))
        return points * w->link_percent / 100;
    if (place_is_office(r->text, h->end))
        return points * w->office_percent / 100;
    if (where <= IN_PUBLISHER)
        return points;
    if (place_is_visited(r->text, h->at))
        return points * w->visited_percent / 100;
    if (!parent && place_is_partner(r->text, h->at, h->end))
        return points * w->partner_percent / 100;
    return points;
}

/* 望城 in 望城县, where the table has 望城区 today. */
static bool has_other_status(Str text, ptrdiff_t end)
{
    Str next = str_skip(text, end);
    return str_starts(next, S("县")) || str_starts(next, S("区")) ||
           str_starts(next, S("市"));
}

static int weigh_brief(const Reading *r, const PlaceHit *h, Where where,
                       Str name)
{
    const PlaceWeights *w = &place_weights;
    if (place_names_other(r->text, h->end) || IN(plain_words, name))
        return 0;
    int points = w->where[where].brief;
    return name.n <= 2 * 3 ? points * w->two_char_percent / 100 : points;
}

static int cap_of(NameKind kind, Where where)
{
    return kind == NAME_FULL ? place_weights.where[where].full_cap
                             : place_weights.where[where].brief_cap;
}

/* Whether one more mention adds nothing: most of a long text is passed over so.
 */
static bool is_full_up(const Tallies *t, const PlaceHit *h, Where where)
{
    int at = t->slot[h->kind][h->node];
    const NameTally *n = at ? &t->v[at - 1] : NULL;
    return n && n->sure && n->points[where] >= cap_of(h->kind, where);
}

static void add_points(NameTally *n, Where where, int points)
{
    int cap = cap_of(n->kind, where);
    n->points[where] += points;
    if (n->points[where] > cap)
        n->points[where] = cap;
}

static void take_brief(Reading *r, const PlaceHit *h, Where where, Str name)
{
    const PlaceWeights *w = &place_weights;
    bool other = has_other_status(r->text, h->end);
    int points = other ? w->where[where].full * w->old_status_percent / 100
                       : weigh_brief(r, h, where, name);
    if (points <= 0)
        return;
    NameTally *n = tally_of(r->t, h, name);
    if (!other)
        add_points(n, where, points);
    else if (n->old_status < w->where[where].full_cap)
        n->old_status += points;
    n->sure |= !other && place_boundary(r->text, h->at) != BOUND_NONE;
}

static void take_full(Reading *r, const PlaceHit *h, Where where, Str name)
{
    ChainKind chain = weigh_chain(r, h, where);
    if (is_full_up(r->t, h, where))
        return;
    bool generic = IN(generic_names, name) && chain != CHAIN_GOOD &&
                   (where >= IN_LEAD || !is_parent(r->t->g, h)) &&
                   !place_is_office(r->text, h->end);
    if (chain == CHAIN_FOREIGN || generic)
        return;
    NameTally *n = tally_of(r->t, h, name);
    bool sure;
    add_points(n, where, weigh_full(r, h, where, chain == CHAIN_GOOD, &sure));
    n->sure |= sure;
}

static void take_hit(Reading *r, const PlaceHit *h)
{
    Where where = where_of(r, h->at);
    Str name = str_head(str_skip(r->text, h->at), h->end - h->at);
    if (h->kind == NAME_FULL)
        take_full(r, h, where, name);
    else if (!is_full_up(r->t, h, where))
        take_brief(r, h, where, name);
    r->before = *h;
}

static void scan_field(Tallies *t, Str text, Where where)
{
    Reading r = {.t = t, .text = text, .where = where};
    PlaceScan scan = {.trie = t->g->trie, .text = text};
    ptrdiff_t least = text.n - TAIL_LINES * SIGNATURE_BYTES;
    r.tail = text.n;
    for (int lines = 0; r.tail > 0 && r.tail > least; r.tail--)
        if (text.s[r.tail - 1] == '\n' && ++lines > TAIL_LINES)
            break;
    for (PlaceHit h; place_scan_next(&scan, &h);)
        take_hit(&r, &h);
}

Tallies tally_evidence(const Gazetteer *g, const PlaceEvidence *e, Arena *a)
{
    Tallies t = {.g = g, .a = a};
    t.slot[NAME_FULL] = NEW_N(a, int32_t, g->trie->nnodes);
    t.slot[NAME_SHORT] = NEW_N(a, int32_t, g->trie->nnodes);
    t.chain = NEW_N(a, int32_t, g->n);
    scan_field(&t, e->title, IN_TITLE);
    scan_field(&t, e->publisher, IN_PUBLISHER);
    scan_field(&t, e->header, IN_HEADER);
    scan_field(&t, e->body, IN_BODY);
    return t;
}

int tally_points(const NameTally *t, int header_percent)
{
    int sum = 0;
    for (int i = 0; i < WHERES; i++)
        sum +=
            i == IN_HEADER ? t->points[i] * header_percent / 100 : t->points[i];
    return sum;
}
