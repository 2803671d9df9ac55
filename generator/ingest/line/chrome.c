#include "ingest/line/chrome.h"
#include "text/date.h"

#include "ingest/line/key.h"
#include "text/words.h"

#include <pthread.h>

typedef enum How {
    STARTS, /* the line's start */
    HAS     /* anywhere */
} How;

enum {
    H = ZONE_HEAD,
    F = ZONE_FOOT,
    HF = ZONE_HEAD | ZONE_FOOT,
    ALL = ZONE_HEAD | ZONE_FOOT | ZONE_INSIDE,
    LONGEST_HAS = 260 /* characters of a line that a rule of HAS may fit */
};

/* Patterns are keys: no white space, half-width, lower case. A line of more
 * than `max` characters is left alone. `end`: nothing of the report follows. */
typedef struct Rule {
    const char *id;
    How how;
    int zones;
    int max;
    bool end;
    bool sentences; /* also a line that ends with 。 */
    WordSet *words;
} Rule;

#define WORDS(...) &(WordSet)WORD_SET(((const char *const[]){__VA_ARGS__}))
static const Rule rules[] = {
    {"breadcrumb", STARTS, HF, 160, false, false,
     WORDS("当前位置", "您当前", "您的位置", "你的位置", "您现在的位置",
           "您现在所在的位置", "现在位置", "所在位置", "当前的位置",
           "您所在的位置", "您所在位置", "你所在的位置", "您的当前位置",
           "位置:", "当前所在位置", "首页>", "首页»", "首页›", "首页->",
           "首页--", "首页→", "首页/", "网站首页>", "网站首页/", "首页-政",
           "首页_", "导航:")},
    {"font-size", STARTS, ALL, 40, false, false,
     WORDS("字体:", "【字体", "[字体", "(字体", "字体大小", "字号:", "【字号",
           "[字号", "(字号", "字号大小", "文字大小", "调整字体", "放大缩小",
           "选择字号", "选择字体", "【大中小】", "[大中小]", "默认大小")},
    {"views", STARTS, ALL, 30, false, false,
     WORDS("浏览量", "浏览次数", "浏览:", "访问量:", "访问次数", "点击数",
           "点击率", "点击量", "点击次数", "点击:", "阅读次数", "阅读量",
           "阅读数", "阅读:", "人气:", "【浏览", "[浏览", "(浏览", "本文浏览",
           "已浏览", "被浏览", "信息浏览", "查看次数", "文章点击")},
    {"share", STARTS, ALL, 40, false, false,
     WORDS("分享到", "分享至", "分享:", "【分享", "[分享", "一键分享",
           "我要分享", "分享文章", "分享本文", "微信分享", "分享让更多",
           "转发到")},
    {"qr-code", HAS, ALL, 50, false, true,
     WORDS("扫一扫在手机", "扫一扫手机", "扫码浏览", "扫描二维码", "手机扫码",
           "扫一扫分享", "微信扫一扫", "扫码分享", "扫码关注", "手机扫一扫",
           "扫一扫,在手机", "扫一扫打开", "扫码手机", "长按识别", "用手机扫",
           "手机版扫")},
    {"print", STARTS, HF, 40, false, false,
     WORDS("【打印", "[打印", "(打印", "打印本", "打印文", "打印此", "打印页",
           "【关闭", "[关闭", "关闭窗口", "关闭本页", "关闭页面", "【返回",
           "返回顶部", "返回上一", "返回列表", "返回首页", "【收藏", "加入收藏",
           "【我要", "我要打印", "【字体", "收藏本", "保存本", "【下载", "top↑",
           "下载word", "下载pdf", "回到顶部", "朗读")},
    {"neighbours", STARTS, F, 120, true, false,
     WORDS("上一篇", "下一篇", "上一条", "下一条", "上一个:", "下一个:",
           "上篇:", "下篇:", "上条:", "下条:", "上一页", "下一页", "前一篇",
           "后一篇", "【上一篇", "【下一篇", "[上一篇", "[下一篇", "没有了")},
    {"related", STARTS, F, 60, true, false,
     WORDS("相关附件", "相关链接", "相关阅读", "相关文章", "相关新闻",
           "相关稿件", "相关信息", "相关文档", "相关推荐", "相关内容",
           "相关解读", "相关资料", "相关日志", "相关博文", "相关帖子",
           "相关主题", "猜你喜欢", "热门推荐", "推荐阅读", "延伸阅读",
           "关联阅读", "热点新闻", "热门文章", "最新文章", "最新信息",
           "友情链接", "图片新闻", "更多>>", "更多»", "解读链接",
           "政策解读:", "我要纠错", "我要评论", "网友评论", "【我要纠错")},
    {"related", STARTS, H, 12, false, false,
     WORDS("关联稿件", "相关稿件", "相关文件:")},
    {"pager", HAS, ALL, 30, false, false,
     WORDS("余下全文", "剩余全文", "展开全文", "图集已浏览完毕")},
    {"forum", STARTS, ALL, 60, false, false,
     WORDS("本帖最后由", "本贴最后由", "本帖于", "本贴于", "此帖于", "此贴于",
           "[本帖最后由", "[本贴最后由", "本帖被", "此帖被", "恭喜!本帖",
           "恭喜!本贴", "本主题由")},
    /* What no report says, even in a sentence; then what one may say in a
     * sentence, but not on a line of its own. */
    {"imprint", HAS, HF, LONGEST_HAS, true, true,
     WORDS("icp备", "icp证", "公网安备", "网站标识码", "copyright", "allrights",
           "版权所有:", "版权所有©", "版权所有(c)", "政府网站找错",
           "最佳分辨率", "分辨率浏览", "分辨率下浏览", "以上浏览器",
           "以上版本浏览器", "未经许可", "不得转载", "禁止转载")},
    {"imprint", STARTS, HF, 200, true, false,
     WORDS("主办单位", "主办:", "承办单位", "承办:", "协办:", "版权所有", "©",
           "网站主办", "网站承办", "网站维护", "技术支持", "网站技术支持",
           "网站地图|", "运维单位", "维护单位", "建设单位:", "网站管理",
           "备案序号", "备案号", "政府网站标识", "您是第", "政府网站年度报表",
           "政府网站工作年度报表", "网站支持", "总访问", "今日访问", "建议使用",
           "建议您使用", "关于我们", "联系我们|", "网站简介|", "关于本站")},
    {"imprint", HAS, HF, LONGEST_HAS, true, false,
     WORDS("版权所有", "违法和不良信息", "纠错平台", "技术支持:", "站点地图",
           "网站地图", "联网备案", "法律声明|", "隐私声明|")},
    {"contact", STARTS, F, 120, false, false,
     WORDS("地址:", "联系地址", "办公地址", "单位地址", "邮编:", "邮政编码",
           "联系电话", "电话:", "传真:", "邮箱:", "电子邮箱", "e-mail", "email",
           "联系方式", "办公电话", "值班电话", "网站电话", "咨询电话",
           "监督电话", "服务热线", "投诉电话", "站长信箱")},
    {"staff", STARTS, HF, 60, false, false,
     WORDS("责任编辑", "本文来源:", "责编:", "(责任编辑", "【责任编辑",
           "[责任编辑", "编辑:", "(编辑", "审核:", "审核人", "审核员", "初审",
           "复审", "终审", "一审:", "二审:", "三审:", "录入:", "录入员",
           "信息员", "供稿:", "撰稿:", "(供稿", "校对:", "作者:", "录入人",
           "发布人", "签发:", "信息录入", "值班编辑")},
    {"clock", STARTS, H, 60, false, true,
     WORDS("今天是", "现在是", "当前时间", "北京时间", "今日是", "现在时间",
           "欢迎光临", "欢迎访问", "您好,欢迎", "欢迎您")},
    {"search", STARTS, HF, 60, false, false,
     WORDS("请输入关键", "请输入您要", "请输入搜索", "请输入检索", "站内搜索",
           "全站搜索", "热门搜索", "搜索关键", "搜索:", "热搜词",
           "热词:", "请输入内容", "高级搜索", "热门词")},
    {"reader-aids", HAS, HF, 60, false, false,
     WORDS("无障碍", "长者模式", "长者版", "适老", "关怀版", "关怀模式",
           "老年模式", "语音播报", "语音合成中", "进入播报模式", "退出播报模式",
           "读屏", "跳转到主", "跳到主", "跳过导航", "跳转至", "繁体版",
           "简体版")},
    {"disclaimer", STARTS, F, 300, true, true,
     WORDS("免责声明", "声明:", "版权声明", "特别声明", "转载请注明", "凡本网",
           "本网站所有", "如有侵权", "本站所有", "未经授权")},
};

/* A line of nothing but these is a row of buttons or a menu. */
static const char *const buttons[] = {"打印本页",
                                      "打印整页",
                                      "打印内容",
                                      "打印",
                                      "关闭窗口",
                                      "关闭本页",
                                      "关闭",
                                      "收藏本站",
                                      "收藏",
                                      "返回顶部",
                                      "返回",
                                      "顶部",
                                      "文件下载",
                                      "附件下载",
                                      "下载",
                                      "分享到",
                                      "分享",
                                      "微信好友",
                                      "微信",
                                      "新浪微博",
                                      "腾讯微博",
                                      "人民微博",
                                      "微博",
                                      "qq空间",
                                      "qq好友",
                                      "qq",
                                      "朋友圈",
                                      "复制链接",
                                      "大中小",
                                      "大",
                                      "中",
                                      "小",
                                      "字体",
                                      "字号",
                                      "默认",
                                      "超大",
                                      "放大",
                                      "缩小",
                                      "a+",
                                      "a-",
                                      "繁体字",
                                      "繁体中文",
                                      "繁体",
                                      "简体中文",
                                      "简体",
                                      "繁",
                                      "简",
                                      "english",
                                      "en",
                                      "选择语言",
                                      "无障碍阅读",
                                      "无障碍浏览",
                                      "无障碍",
                                      "长者模式",
                                      "长者助手",
                                      "智能问答",
                                      "智能机器人",
                                      "手机版",
                                      "移动版",
                                      "客户端",
                                      "电脑版",
                                      "站点地图",
                                      "网站地图",
                                      "关于我们",
                                      "联系我们",
                                      "网站声明",
                                      "隐私声明",
                                      "使用帮助",
                                      "帮助",
                                      "版权声明",
                                      "网站首页",
                                      "返回首页",
                                      "首页",
                                      "设为首页",
                                      "加入收藏",
                                      "登录",
                                      "注册",
                                      "退出",
                                      "搜索",
                                      "检索",
                                      "高级搜索",
                                      "政务公开",
                                      "政府信息公开",
                                      "信息公开",
                                      "办事服务",
                                      "政务服务",
                                      "在线服务",
                                      "网上办事",
                                      "互动交流",
                                      "政民互动",
                                      "公众参与",
                                      "公众互动",
                                      "新闻中心",
                                      "新闻动态",
                                      "政务动态",
                                      "工作动态",
                                      "政府信息公开指南",
                                      "政府信息公开制度",
                                      "政府信息公开年报",
                                      "公开指南",
                                      "公开制度",
                                      "公开年报",
                                      "法定主动公开内容",
                                      "依申请公开",
                                      "机构职能",
                                      "机构概况",
                                      "领导之窗",
                                      "领导信息",
                                      "通知公告",
                                      "公示公告",
                                      "政策文件",
                                      "政策法规",
                                      "专题专栏",
                                      "数据开放",
                                      "数据公开",
                                      "走进",
                                      "机构",
                                      "公开",
                                      "服务",
                                      "互动",
                                      "专题",
                                      "数据",
                                      "新闻",
                                      "政务",
                                      "要闻动态",
                                      "街道概况",
                                      "规划计划",
                                      "计划总结",
                                      "更多",
                                      "展开",
                                      "收起",
                                      "举报",
                                      "图集",
                                      "我要评论",
                                      "纠错",
                                      "rss",
                                      "邮箱",
                                      "公众号",
                                      "官方微信",
                                      "官方微博",
                                      "app",
                                      "二维码",
                                      "baidu",
                                      "map",
                                      "cnzz",
                                      "51la",
                                      "var",
                                      NULL};

/* Buttons that are never a line of a report. */
static const char *const tools[] = {"打印",   "关闭", "收藏", "分享",
                                    "大中小", "微信", "微博", NULL};
static WordSet button_set = WORD_SET(buttons), tool_set = WORD_SET(tools);

/* What may stand between buttons. */
static bool is_filler(Rune r)
{
    return r == '|' || r == '[' || r == ']' || r == '(' || r == ')' ||
           r == '/' || r == '-' || r == ':' || r == ',' || r == '>' ||
           r == '<' || r == '+' || r == 0x3010 || r == 0x3011 || r == 0x3001 ||
           r == 0xB7 || r == 0x2022 || r == '*' || r == 0xBB || r == 0x25B2 ||
           r == 0x2191 || (r >= 0xE000 && r <= 0xF8FF);
}

/* The whole of key is buttons and what stands between them. */
static bool is_button_row(Str key)
{
    const char *p = key.s, *end = key.s + key.n;
    while (p < end) {
        ptrdiff_t n = words_start(&button_set, str_span(p, end));
        const char *q = p;
        if (n)
            p += n;
        else if (is_filler(utf8_next(&q, end)))
            p = q;
        else
            return false;
    }
    return key.n > 0;
}

/* Parts between > » › with few sentences: a path through the site. */
static bool is_path(Str key)
{
    if (str_has(key, S(",")) || str_has(key, S("。")) || str_has(key, S("<")))
        return false; /* most lines, and soon */
    int n = count_of(key, S(">")) + count_of(key, S("»")) +
            count_of(key, S("›")) + count_of(key, S("→"));
    return n >= 2;
}

/* The bare address of an image, as templates of galleries carry it. */
static bool is_image_address(Str key)
{
    static const char *const schemes[] = {"http://", "https://", NULL};
    static const char *const ends[] = {".jpg", ".jpeg", ".png", ".gif", NULL};
    return starts_any(key, schemes) && ends_any(key, ends) &&
           !str_has(key, S("。"));
}

/* A date with the day of the week: the site's clock. */
static bool is_clock(Str key)
{
    return date_find(key, NULL) &&
           (str_has(key, S("星期")) || str_has(key, S("农历")));
}

/* The words of all rules of HAS as one list: a line that has none of them, as
 * nearly all have, is read once instead of once a rule. */
static const char *has_list[WORDS_MAX];
static WordSet has_words = {.at = has_list, .stride = sizeof *has_list};
static pthread_once_t has_once = PTHREAD_ONCE_INIT;

static void gather_words(void)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const char *const *words = rules[i].words->at;
        for (int k = 0; rules[i].how == HAS && k < rules[i].words->n; k++)
            has_list[has_words.n++] = words[k];
    }
}

static bool rule_fits(const Rule *r, Str key, int chars, int zone)
{
    if (!(r->zones & zone) || chars > r->max)
        return false;
    if (!r->sentences && str_ends(key, S("。")))
        return false;
    return (r->how == STARTS ? words_start : words_in)(r->words, key) > 0;
}

static const Rule *find_rule(Str key, int chars, int zone)
{
    pthread_once(&has_once, gather_words);
    bool has = chars <= LONGEST_HAS && words_in(&has_words, key);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if ((has || rules[i].how != HAS) &&
            rule_fits(&rules[i], key, chars, zone))
            return &rules[i];
    return NULL;
}

Str chrome_rule(Str key, int chars, Zone zone)
{
    enum { LONGEST = 300, SHORT = 60, FEW = 12 };
    if (chars > LONGEST)
        return (Str){0};
    if (is_button_row(key) &&
        (zone != ZONE_INSIDE || (chars <= FEW && words_in(&tool_set, key))))
        return S("buttons");
    if (is_image_address(key))
        return S("image-address");
    if (zone != ZONE_INSIDE && is_path(key))
        return S("breadcrumb");
    if (zone == ZONE_HEAD && chars <= SHORT && is_clock(key))
        return S("clock");
    const Rule *r = find_rule(key, chars, (int)zone);
    return r ? str_of(r->id) : (Str){0};
}

bool chrome_ends_page(Str key, int chars)
{
    const Rule *r = find_rule(key, chars, ZONE_FOOT);
    return r && r->end;
}
