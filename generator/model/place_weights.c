#include "model/place_tally.h"

#include "text/words.h"

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
    .chain_cap = 80,
    .sibling = 6,
    .sibling_common = 3,
    .sibling_brief = 2,
    .sibling_cap = 30,
    .common_bearers = 4,
    .code = 40,
    .host_name = 30,
    .host_letters4 = 16,
    .host_letters3 = 8,
    .own_enough = 24,
    .own_enough_alone = 12,
    .own_enough_brief = 12,
    .own_enough_two = 8,
    .brief_district = 4,
    .own_rival_percent = 75,
    .context_rival = 30,
    .context_rival_brief = 4,
    .homonym_least = 4,
    .homonym_named = 2,
    .homonym_bearers = 24,
    .homonym_margin = 4,
    .homonym_share = 130,
    .foreign_district = 30,
    .foreign_margin = 25,
    .district_enough = 20,
    .district_margin = 8,
    .district_enough_alone = 7,
};

/* Zones and districts that are called like any other: a zone counts behind its
 * parent or before an office's word only, a district not in the running text
 * either. */
static WordSet generic_names = WORD_LIST(
    "城区 东区 西区 南区 北区 郊区 矿区 新区 林场 农场 盐场 林区 "
    "开发区 高新区 经开区 园区 新城区 老城区 中心区 示范区 度假区 "
    "解放区 港口区 工业区 工业园区 产业园 景区 城镇 新镇 新市区 "
    "大学城 经济开发区 经济技术开发区 高新技术产业开发区 "
    "牛场 苗圃 苗圃场 农科所 劳教所 原种场 良种场 园艺场 围垦区 奶牛场 "
    "林业局 林业站 林草局 果林场 果树场 渔业社 煤管局 环科园 畜牧场 "
    "种猪场 种畜场 种羊场 种蜂场 种马场 葡萄场 蚕种场 保税区 国营林场 "
    "国营渔场 国营苇场 县林场 县园艺场 县开发区 县种畜场 县良种场 "
    "县苗圃场 市农科所 市原种场 市良种场 实验林场 知青农场 示范农场 "
    "化工园区 物流园区 城东新区 城市新区 高铁新区 高校园区 高新园区 "
    "滨海新区 滨江新城 航空新城 科教新城 工业集中区 产业管理处 "
    "综合保税区 社会事务局 社会发展局 水产养殖场 水产良种场 旅游度假区 "
    "火车站街区 建筑材料厂 果树示范场 果树繁殖场 综合垦殖场 科技工业园 "
    "汽车工业园 航空产业园 环保产业园 高新产业园 纺织工业城 临空经济区 "
    "滨海工业城 城南工业区 良种繁殖场 良种繁育场 畜禽良种场 沿海经济区 "
    "第一良种场 第二良种场 第三良种场 第四良种场");

/* Short names that are plain words of official prose: they say nothing. */
static WordSet plain_words =
    WORD_LIST("发展 建设 民生 创新 中心 工程 安全 文化 人民 市场 资源 平台 "
              "计划 城市 社区 街区 新街 老街 和谐 平安 健康 幸福 团结 和平 "
              "解放 光明 胜利 东风 新华 红旗 红星 前进 向阳 朝阳 长安 永安 "
              "新城 古城 老城 城关 城东 城西 城南 城北 东城 西城 南城 北城 "
              "城中 中山 公园 车站 站前 广场 学校 工业 工农 农业 商业 交通 "
              "铁路 友谊 友好 联合 联盟 合作 民主 民族 民政 自强 自立 振兴 "
              "兴隆 繁荣 富强 富裕 文明 先锋 先进 光荣 劳动 青年 英雄 国际 "
              "世纪 时代 花园 开发 开源 科技 科学 智慧 数字 生态 环境 绿色 "
              "蓝天 阳光 清风 海洋 东方 西部 东部 南部 北部 中部 江南 江北 "
              "河东 河西 东门 西门 南门 北门 大桥 新桥 大同 太平 安康 保安 "
              "保定 治安 公安 公平 公正 统一 第一 第二 第三 第四 第五 重点 "
              "重新 长期 中小 中华 共和 中国 爱国 爱民 惠民 富民 安居 宜居 "
              "宜业 福利 福祉 创业 招商 引进 奋进 前锋 跃进 更新 新政 新兴 "
              "新生 新村 新民 新安 新建 新发 新开 新乐 重阳 端午 土地 高地 "
              "源头 基地 阵地 地方 建筑 建工 化工 固本 新区 城区 园区 产业 "
              "组织 忠诚 友爱 同心 合力 康乐 安宁 安定 长治 三明 大安 大有 "
              "大年 大新 南方 北方 中南 西南 华南 银行 医院 学院 大学 机场 "
              "高新 经济 临时 通化 白银 黄金 石油 煤矿 矿山 林业 水利 渔业 "
              "苏木 嘎查 集体 大干 奋斗 大战 城镇 酒店 打通 会同 首善 山水 "
              "新农村 一心 大街 迎接 广度 民意 人和 一品 大文 四新 "
              "枫桥 五星 七星 明星 双拥 普通 通用 标准 专业");

static bool is_word(WordSet *list, Str word)
{
    return word.n && words_start(list, word) == word.n;
}

bool place_name_is_generic(Str name)
{
    return is_word(&generic_names, name);
}

bool place_name_is_plain(Str name)
{
    return is_word(&plain_words, name);
}
