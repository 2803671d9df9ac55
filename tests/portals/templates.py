"""The templates of tests/suites/portals: skeletons of pages as the content
systems of governments lay them out, with the names of their classes and
comments, and texts of our own. LAYOUTS has by name what a page shows besides
title and text (D date, O office, S source, I number), which of O and S is who
published it, and the function that makes it of the fields."""
import html

BODIES = ["""今年以来，街道围绕年初定下的十件实事，一件一件往下做，做完一件销一件。
一、2021年工作总结
（一）修好了路。翻修巷道十二条，补了坑，通了水，下雨天不再踩一脚泥。
（二）办好了饭。老人食堂开到第三家，中午有热汤，晚上能带走，账目每月贴出来。
二、2022年工作计划
（一）把停车的事理一理。划出夜间车位二百个，早上七点前让给买菜的人。
（二）把楼道的灯换一换。声控灯坏了三百多盏，春天以前换完，谁家门口都亮堂。""",
"""一年来，办事处的同志走了四百多户人家，记下一千二百条话，能办的当场就办。
一、2021年工作总结
1.河边种了柳树。沿河两岸栽柳六百棵，长凳四十张，钓鱼的人有了坐处。
2.学校旁边装了护栏。接送的车靠边停，孩子走里侧，半年没有出过事。
二、2022年工作计划
1.把旧书屋开起来。墙刷过了，书晒过了，夏天放暑假以前开门迎人。
2.把菜市场的棚子修好。漏雨的地方先补上，再把摊位编上号，买卖都公平。
柳湾街道办事处
2021年12月20日"""]
TITLES = ["柳湾街道2021年工作总结和2022年工作计划",
          "柳湾街道办事处2021年工作总结及2022年工作计划"]
NAV = ('<div class="top"><a href="/">设为首页</a> | <a href="/">加入收藏</a></div>'
       '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开'
       '</a></li><li><a href="/bsfw/">办事服务</a></li><li><a href="/hd/">互动交流'
       '</a></li></ul>')
CRUMB = ('<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zw">'
         '政务公开</a> &gt; <a href="/zj">计划总结</a></div>')
SHARE = ('<div class="bdsharebuttonbox"><a class="bds_more">分享到：</a>'
         '<a title="分享到微信">微信</a><a title="分享到新浪微博">微博</a></div>')
FONT = '【字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】'
TOOLS = ('<div class="tools"><a href="javascript:window.print()">打印本页</a> '
         '<a href="javascript:window.close()">关闭窗口</a></div>')
NEXT = ('<p>上一篇：<a href="1.html">街道召开安全生产工作会</a></p>'
        '<p>下一篇：<a href="2.html">街道开展冬季消防检查</a></p>')
FOOT = ('<div class="footer"><p>主办：柳湾区人民政府　承办：柳湾区政府办公室</p>'
        '<p>网站标识码：9901020001　某ICP备05001234号-1　某公网安备 '
        '99010202000012号</p><p>联系电话：0990-5551234</p></div>')
MORE = ('<div class="xgwd"><h3>相关阅读</h3><ul><li><a href="3.html">柳湾街道'
        '2020年工作总结</a><span>2021-01-15</span></li><li><a href="4.html">柳湾街'
        '道2019年工作总结</a><span>2020-01-12</span></li></ul></div>')
CODE = ('<div class="ewm" id="qrcode"><img src="ewm.png"><p>扫一扫在手机打开当前页'
        '</p></div>')


def page(d, head, body, metas=""):
    return ('<!DOCTYPE html><html><head><meta charset="utf-8"><title>%s_柳湾区人民'
            '政府</title>%s</head><body>%s%s%s%s</body></html>' %
            (d["T"], metas, NAV, head, body, FOOT))


def trs_metas(d):
    return ('<meta name="SiteName" content="柳湾区人民政府"><meta name="SiteDomain" '
            'content="www.example.gov.cn"><meta name="SiteIDCode" '
            'content="9901020001"><meta name="ColumnName" content="计划总结"><meta '
            'name="ColumnType" content="计划总结"><meta name="ArticleTitle" content='
            '"%s"><meta name="PubDate" content="%s 10:13"><meta name="ContentSource"'
            ' content="%s"><meta name="Keywords" content="">' %
            (d["T"], d["D"], d["S"]))


def rows(pairs, n, th="td", colon="：", cls=""):
    out, cells = "", ["<%s%s>%s%s</%s><td>%s</td>" % (th, cls, k, colon, th, v)
                      for k, v in pairs]
    for i in range(0, len(cells), n):
        out += "<tr>" + "".join(cells[i:i + n]) + "</tr>"
    return out


LAYOUTS = {}


def layout(shows, pub="O"):
    def take(f):
        LAYOUTS[f.__name__] = (shows, pub, f)
        return f
    return take


@layout("DS", "S")
def trs_editor(d):
    return page(d, CRUMB, '<div class="content"><div class="xl_title"><h2>{T}</h2>'
                '</div><div class="xl_bt2">时间：{D} 10:13　来源：{S}　点击数：<span '
                'id="hits"></span>{font}</div><div class="TRS_Editor"><style '
                'type="text/css">.TRS_Editor P{{line-height:2;font-size:16px;}}'
                '</style>{P}</div></div>'.format(**d) + SHARE + TOOLS, trs_metas(d))


@layout("DIO")
def hanweb_art(d):
    return page(d, CRUMB, '<table width="90%" class="xxgk_table"><tr><td>索引号</td>'
                '<td>{I}</td><td>组配分类</td><td>计划总结</td></tr><tr><td>发布机构'
                '</td><td>{O}</td><td>生成日期</td><td>{D}</td></tr><tr><td>公开方式'
                '</td><td>主动公开</td><td></td><td></td></tr></table><!--文章内容开始'
                '--><!--<$[标题名称]>begin--><p class="con-title">{T}</p><!--<$[标题名'
                '称]>end--><div id="zoom"><!--ZJEG_RSS.content.begin--><meta '
                'name="ContentStart">{P}<meta name="ContentEnd"><!--ZJEG_RSS.content'
                '.end--></div>'.format(**d) + TOOLS)


@layout("DIOS")
def hanweb_head(d):
    return page(d, '', '<div class="xxgk_info">' + '<table>' + rows(
        [("索引号", d["I"]), ("成文日期", d["D0"]), ("公开方式", "主动公开"),
         ("组配分类", "2021年度"), ("发布机构", d["O"])], 2, colon=":") +
        '</table></div><h1 id="artTitle">{T}</h1><div class="artInfo"><span>发布日期'
        '：{D} 11:36</span><span>浏览次数：<script>document.write(1)</script></span>'
        '<span>信息来源：{S}</span><span>字体：[ <a>大</a> <a>中</a> <a>小</a> ]'
        '</span></div><div class="fxx">分享：<a></a></div><div id="zoomcon" '
        'class="Content">{P}</div>'.format(**d) + CODE)


@layout("DIO")
def title_between_tables(d):
    return page(d, '', '<table width="700" align="center"><tbody><tr><td '
                'width="80" class="lltl">索引号：</td><td width="160" class="lltr">{I}'
                '</td><td class="lltl">文件编号：</td><td class="lltr"></td></tr><tr>'
                '<td class="lltl">发布机构：</td><td class="lltr">{O}</td><td '
                'class="lltl">公开日期：</td><td class="lltr">{D}</td></tr><tr><td '
                'class="lltl">公开范围：</td><td class="lltr">社会公众</td><td '
                'class="lltl">信息有效性：</td><td class="lltr">有效</td></tr></tbody>'
                '</table><div id="title">{T}</div><br>{P}<br clear="all" />'
                .format(**d))


@layout("DIO")
def gkmlpt(d):
    return page(d, '<div class="breadcrumb">您现在的位置：<a>首页</a> &gt; <a>政府信息'
                '公开目录</a></div>', '<div class="classify"><table class="table">'
                '<tr><td class="first">索引号: </td><td><span>{I}</span></td><td '
                'class="first">分类: </td><td><span>综合政务、工作总结</span></td></tr>'
                '<tr><td class="first">发布机构: </td><td><span>{O}</span></td><td '
                'class="first">成文日期: </td><td><span>{D0}</span></td></tr><tr><td '
                'class="first">名称: </td><td colspan="3"><span class="name">{T}'
                '</span></td></tr><tr><td class="first">文号: </td><td><span></span>'
                '</td><td class="first">发布日期: </td><td><span>{D}</span></td></tr>'
                '<tr><td class="first">主题词: </td><td colspan="3"><span></span>'
                '</td></tr></table><div class="share-box">【打印】 【字体：大 中 小】'
                '</div></div><h1 class="title document-number">{T}</h1><div '
                'class="date-row">发布日期：{D}　浏览次数：<span>-</span></div><div '
                'class="article-content">{P}</div><div class="share-app">分享到：'
                '</div>'.format(**d))


@layout("DS", "S")
def boda(d):
    return page(d, CRUMB, '<form name="_newscontent_fromname"><div class="nr"><h1 '
                'align="center">{T}</h1><div class="xgxx" align="center">作者：　时间'
                '：{D}　来源：{S}　点击：[<script>_showDynClicks("wbnews",1,2)</script>'
                ']</div><div id="vsb_content_2" class="v_news_content"><div>{P}</div>'
                '</div><div id="div_vote_id"></div><div class="fj"></div>'
                '<p align="right">【<a href="javascript:window.opener=null">关闭</a>】'
                '</p></div></form>'.format(**d) + NEXT)


@layout("DS", "S")
def ivs(d):
    return page(d, CRUMB, '<div class="Article"><h2 id="ivs_title" class='
                '"Article-title">{T}<small class="PBtime" id="ivs_date">（{DH}）'
                '</small></h2><div class="Article-source">来源：{S}</div><div '
                'id="ivs_content" class="Article_content">{P}</div></div>'
                .format(**d) + SHARE)


@layout("DO")
def doc_info(d):
    return page(d, CRUMB, '<div class="header"><h1>{T}</h1></div><div class='
                '"container"><ol class="doc-info"><li>[主题分类]&nbsp;<span>综合政务'
                '</span></li><li>[发文机构]&nbsp;<span>{O}</span></li><li>[成文日期]'
                '&nbsp;<span>{D0H}</span></li><li>[发文字号]&nbsp;<span></span></li>'
                '<li>[发布日期]&nbsp;<span>{DH}</span></li><li>[有效性]&nbsp;<span>'
                '有效</span></li></ol><div id="mainText" class="view TRS_UEDITOR '
                'trs_paper_default">{P}</div></div>'.format(**d) + SHARE)


@layout("DIO")
def gov_cn_table(d):
    return page(d, '', '<table width="1000" border="0"><tr><td><table width="620">'
                '<tr><td width="76"><b>索　引　号：</b></td><td width="310">{I}</td>'
                '<td><b>主题分类：</b></td><td>综合政务\\政务公开</td></tr><tr><td><b>'
                '发文机关：</b></td><td>{O}</td><td><b>成文日期：</b></td><td>{D0H}'
                '</td></tr><tr><td><b>标　　题：</b></td><td colspan="3">{T}</td></tr>'
                '<tr><td><b>发文字号：</b></td><td></td><td><b>发布日期：</b></td><td>'
                '{DH}</td></tr><tr><td><b>主 题 词：</b></td><td colspan="3"></td></tr>'
                '</table></td></tr></table><table width="750"><tr><td class="b12c" '
                'id="UCAP-CONTENT"><p align="center"><span style="font-weight:bold">'
                '{T}</span></p>{P}</td></tr></table>'.format(**d))


@layout("DS", "S")
def pages_content(d):
    return page(d, CRUMB, '<div class="article oneColumn pub_border"><h1 id="ti">{T}'
                '</h1><div class="pages-date">{D} 16:20<span class="font">来源： {S}'
                '</span></div><div class="pages_print mhide"><span class="font '
                'printIco">字号：默认 大 超大</span> | 打印 | <span>收藏 留言</span>'
                '</div><div class="pages_content mhide" id="UCAP-CONTENT">{P}</div>'
                '<div class="editor"><span>【我要纠错】</span>责任编辑：某某</div></div>'
                .format(**d) + CODE + MORE)


@layout("DIO")
def bracketed_table(d):
    return page(d, CRUMB, '<div class="zwxl-main"><table class="zwxl-table"><tr><td>'
                '[ 索引号 ]</td><td>{I}</td><td>[ 发文字号 ]</td><td></td></tr><tr><td>'
                '[ 主题分类 ]</td><td>政务公开</td><td>[ 体裁分类 ]</td><td>其他</td>'
                '</tr><tr><td>[ 发布机构 ]</td><td>{O}</td><td>[ 有效性 ]</td><td>'
                '</td></tr><tr><td>[ 成文日期 ]</td><td>{D0}</td><td>[ 发布日期 ]</td>'
                '<td>{D}</td></tr></table><div class="zwxl-article"><p class="tit">{T}'
                '</p><div class="zwxl-content"><div class="view TRS_UEDITOR trs_word">'
                '{P}</div></div></div></div>'.format(**d) + SHARE)


@layout("DIO")
def metadata_cols(d):
    return page(d, CRUMB, '<div class="article"><div class="metadata_content"><div '
                'class="row"><div class="col"><label class="key">索 引 号</label>'
                '<label class="value">{I}</label></div><div class="col"><label '
                'class="key">发文日期</label><label class="value">{D0}</label></div>'
                '</div><div class="row"><div class="col"><label class="key">发布机构'
                '</label><label class="value">{O}</label></div><div class="col"><label'
                ' class="key">文　　号</label><label class="value">无</label></div>'
                '</div><div class="row"><div class="col"><label class="key">分　　类'
                '</label><label class="value">政务公开</label></div><div class="col">'
                '<label class="key">有 效 性</label><label class="value">有效</label>'
                '</div></div></div><h2>{T}</h2><div class="info"><span>{D} 10:00'
                '</span> <span>{O}</span></div><div class="view TRS_UEDITOR">{P}'
                '</div></div>'.format(**d))


@layout("DIOS")
def suoyin(d):
    return page(d, CRUMB, '<div class="xxgk_xlnr"><table class="table_suoyin"><tbody>'
                + rows([("索引号", d["I"]), ("组配分类", "计划总结"),
                        ("发布机构", d["O"]), ("主题分类", "综合政务 / 公民"),
                        ("名称", d["T"]), ("文号", "无"), ("生效日期", ""),
                        ("废止日期", ""), ("关键词", ""), ("有效性", "有效")], 2, "th")
                + '</tbody></table><h1 class="wztit">{T}</h1><div class="wzfbxx">'
                '<span class="fbsj">发布时间：{D} 09:30</span><span class="fbxx">信息来'
                '源：{S}</span><span>阅读次数：<i>12</i></span>{font}</div><div '
                'class="wzcon j-fontContent">{P}</div></div>'.format(**d) + TOOLS)


@layout("DS", "S")
def spaced_colons(d):
    return page(d, CRUMB, '<div class="wz"><h3>{T}</h3><div class="wz_top"><span>发布'
                '时间 : {D}</span> <span>来源: {S}</span> <span>字体大小: <a>大</a> '
                '<a>中</a> <a>小</a></span> <span>浏览量：<em id="pv">56</em></span> '
                '<span id="copyurl">复制链接</span> <span>收藏本页</span></div><div '
                'class="j-fontContent trsapp_newscontent">{P}</div></div>'
                .format(**d) + TOOLS)


@layout("DIS", "S")
def one_row_spans(d):
    return page(d, CRUMB, '<div class="xxgk_head"><span>公开方式: 主动公开</span> '
                '<span>有效期: 长期有效</span> <span>公开时限: 长期公开</span> <span>'
                '公开范围: 面向全社会</span> <span>信息索取号: {I}</span></div><h1>{T}'
                '</h1><div class="ly">来源：{S} 发布时间：{D} 11:11 访问量：<span '
                'id="pv"></span></div><div class="bg-content">{P}</div>'
                .format(**d) + SHARE)


@layout("DS", "S")
def article_inf(d):
    return page(d, CRUMB, '<div class="article"><h1>{T}</h1><div class="article-inf">'
                '<div class="article-inf-left">{D} 16:22&nbsp;&nbsp;&nbsp;&nbsp;来源'
                '：{S}&nbsp;&nbsp;&nbsp;&nbsp;</div><div class="article-inf-right"><a>'
                '微信</a><a>微博</a>{font}</div></div><div class="article-con"><div '
                'class="trs_editor_view TRS_UEDITOR">{P}</div></div><div '
                'class="downloadfile"><p>文件下载：</p></div><div class="downloadfile">'
                '<p>关联文件：</p></div></div>'.format(**d), trs_metas(d))


@layout("DIO")
def bullets(d):
    return page(d, '', '<a class="gotop">返回顶部</a><h2>{T}</h2><ul class='
                '"xxgk_list"><li><b>索引号：</b><p>{I}</p></li><li><b>主题分类：</b><p>'
                '</p></li><li><b>来源：</b><p></p></li><li><b>发文机构：</b><p>{O}</p>'
                '</li><li><b>发文字号：</b><p></p></li><li><b>发文日期：</b><p>{D0H} '
                '16:40</p></li><li><b>有效性：</b><p></p></li><li><b>发布日期：</b><p>'
                '{DH} 16:34</p></li><li><b>内容概述：</b><p></p></li></ul><div '
                'class="con"><p align="center"><strong>{T}</strong></p>{P}</div>'
                .format(**d))


@layout("DS", "S")
def empty_fields(d):
    return page(d, CRUMB, '<div class="xxgkInfo"><p><span>索 引 号：</span></p><p>'
                '<span>信息分类：</span>乡镇街道</p><p><span>发布机构：</span></p><p>'
                '<span>发布日期：</span>{D} 14:46</p><p><span>标题：</span>{T}</p><p>'
                '<span>文号：</span></p><p><span>时效：</span></p></div><h1>{T}</h1>'
                '<div class="fbsj"><span>发布时间：{D} 14:46</span> <span>来源：{S}'
                '</span> | <a>大</a> | <a>中</a> | <a>小</a> |</div><div class='
                '"article_con">{P}</div>'.format(**d) + CODE)


@layout("D", "")
def counted(d):
    return page(d, CRUMB, '<div class="xl-bt"><h3>{T}</h3></div><div class="xl-sj">'
                '<span>时间：{D} 15:36</span><span>浏览量：<script>docReadCount()'
                '</script>1</span></div><div class="xl-nr clearflx" id="detailCont">'
                '<div class="article_content"><div class="htmlcontent"><div '
                'class="TRS_Editor">{P}</div></div></div></div>'
                .format(**d) + NEXT + TOOLS)


@layout("DIO")
def bare_line_then_table(d):
    return page(d, CRUMB, '<div class="article"><h1>{T}</h1><h1 class="mobile">{T}'
                '</h1><div class="info">{D} 10:00　{O}</div><table class="index"><tr>'
                '<td>索 引 号</td><td>{I}</td><td>发文日期</td><td>{D0}</td></tr><tr>'
                '<td>发布机构</td><td>{O}</td><td>文　　号</td><td></td></tr><tr><td>'
                '分　　类</td><td>政务公开</td><td>有 效 性</td><td>有效</td></tr>'
                '</table><div class="content">{P}</div></div>'.format(**d))


@layout("DIO")
def xx_table(d):
    return page(d, '', '<table class="xx_table"><tr><th>名　　称</th><td colspan="3">'
                '{T}</td></tr><tr><th>索 引 号</th><td>{I}</td><th>发布机构</th><td>{O}'
                '</td></tr><tr><th>发文字号</th><td></td><th>主　　题</th><td>综合政务'
                '</td></tr><tr><th>成文日期</th><td>{D0H}</td><th>发文日期</th><td>{DH}'
                '</td></tr><tr><th>有 效 性</th><td colspan="3">有效</td></tr></table>'
                '<div class="qt-title">{T}</div><div id="xlrllt" class="xlrllt">{P}'
                '</div>'.format(**d) + SHARE)


@layout("DO")
def bold_cells(d):
    return page(d, '<div class="article_top"><img src="banner.png"></div>',
                '<div class="main"><table class="article_introduce"><tr><td><b>发布机'
                '构：</b>{O}</td><td><b>发文日期：</b>{D}</td></tr><tr><td><b>名&nbsp;'
                '&nbsp;称：</b>{T}</td><td></td></tr><tr><td><b>文&nbsp;&nbsp;号：</b>'
                '</td><td><b>主 题 词：</b></td></tr></table><h2>{T}</h2><div '
                'class="article_content">{P}</div></div>'.format(**d))


@layout("D", "")
def short_year(d):
    return page(d, CRUMB, '<h1 class="tit">{T}</h1><p class="fb">发布时间：{DS} 信息来'
                '源：　编辑：某某{font} <a>打印本页</a></p><p class="zz">作者：某某</p>'
                '<div class="nr">{P}</div>'.format(**d))


@layout("D", "")
def asp_2005(d):
    return ('<html><head><meta http-equiv="Content-Type" content="text/html; '
            'charset=utf-8"><title>柳湾区政府网</title></head><body bgcolor=#ffffff>'
            '<table width=776 align=center><tr><td>{nav}</td></tr></table><table '
            'width=776><tr><td width=180 valign=top><table><tr><td><a href=a.asp>街道'
            '概况</a></td></tr><tr><td><a href=b.asp>工作动态</a></td></tr><tr><td><a '
            'href=c.asp>便民服务</a></td></tr></table></td><td valign=top><table '
            'width=100%><tr><td align="center" class="TYGLsj05" height="40"><b>{T}</b>'
            '</td></tr><tr><td align=right class=date>发布日期：{D}　阅读：36次</td></tr>'
            '<tr><td class=newscon>{BR}</td></tr><tr><td align=center>【<a '
            'href="javascript:print()">打印</a>】【<a href="javascript:close()">关闭'
            '</a>】</td></tr></table></td></tr></table></html><table width=776><tr><td>'
            '{foot}</td></tr></table></body>').format(nav=NAV, foot=FOOT, **d)


@layout("DS", "S")
def asp_net(d):
    return page(d, '', '<form id="form1"><input type="hidden" name="__VIEWSTATE" '
                'value="abc"><div class="news"><div class="newstitle"><span id="ctl00_'
                'ContentPlaceHolder6_lblTitle">{T}</span></div><div class="newsinfo">'
                '信息来源：<span id="lblSource">{S}</span> 录入时间：<span id="lblTime">'
                '{DSL} 9:08:11</span> 访问次数：<span id="lblHits">88</span></div><div '
                'class="newscontent"><span id="lblContent">{P}</span></div></div>'
                '</form>'.format(**d))


@layout("DS", "S")
def pre_append(d):
    return page(d, CRUMB, '<div class="f-w sMgL_XL1">{T}</div><div class="sMgL_XL2">'
                '<ul><li>发布日期：{D}</li><li>来源：{S}</li><li>访问次数：<script>'
                '</script></li><li>{font}</li></ul></div><div class="sMgL_XL3"><div '
                'class="TRS_PreAppend" style="overflow-x: hidden; word-break: '
                'break-all">{P}</div>{share}</div>'.format(share=SHARE, **d))


@layout("DS", "S")
def two_copies(d):
    return page(d, CRUMB, '<div class="pc"><h1>{T}</h1><div class="pc-date"><span>日期'
                '：{D}</span><span>来源：{S}</span></div><div class="pc-p">{P}</div>'
                '</div><div class="wap-detail-info" style="display:none"><p class="tit">'
                '<a href="javascript:void(0);">{T}</a></p><div class="wap-date mt30">'
                '<span>日期：</span><span>{D}</span><span class="ml30">来源：</span>'
                '<span>{S}</span></div><div class="wap-p"><div class="view TRS_UEDITOR '
                'trs_paper_default trs_word">{P}</div></div></div>'.format(**d))


@layout("DIO")
def name_and_desc(d):
    def item(k, v):
        return ('<div class="category_item"><span class="name">%s：</span><span '
                'class="desc"><div class="ellipsis">%s</div></span></div>' % (k, v))
    return page(d, CRUMB, '<div class="main_left"><div class="category_list">' +
                item("索引号", d["I"]) + item("发布机构", d["O"]) +
                item("发文字号", "--") + item("发布日期", d["D"]) +
                item("主题分类", "综合政务") + item("是否有效", "有效") +
                '</div><h3 class="name">{T}</h3><div class="article_detail">{P}</div>'
                '</div>'.format(**d))


@layout("DIO")
def first_div(d):
    def one(k, v):
        return ('<div class="liDiv"><span class="firstSpan">%s</span><p class="liP">%s'
                '</p></div>' % (k, v))
    return page(d, CRUMB, '<ul class="cardTop"><li class="first"><div class="firstDiv">'
                '<span class="firstSpan">名　称</span><p class="firstP">{T}</p></div>'
                '</li><li class="first">'.format(**d) + one("索 引 号", d["I"]) +
                one("分　类", "工作总结") + '</li><li class="first">' +
                one("发布机构", d["O"]) + one("发布日期", d["D"]) + '</li></ul><div '
                'class="cardContent"><h1>{T}</h1>{P}</div>'.format(**d))


@layout("DIO")
def strong_items(d):
    return page(d, CRUMB, '<div class="zcjd-basic"><ul><li><strong>索 引 号</strong>{I}'
                '</li><li><strong>发文时间</strong>{D}</li><li><strong>发布机构'
                '</strong>{O}</li><li><strong>文　　号</strong></li><li><strong>公开方式'
                '</strong>主动公开</li><li><strong>有 效 性</strong>有效</li></ul></div>'
                '<h1>{T}</h1><div class="zcjd-content">{P}</div>'.format(**d))


@layout("DIO")
def wide_labels(d):
    return page(d, CRUMB, '<table class="gk_tab" width="100%"><tr><td>索　引　号：{I}'
                '</td><td>分　　类：综合政务 ; 计划总结</td></tr><tr><td>发 文 机 关：{O}'
                '</td><td>成 文 日 期：{D0H}</td></tr><tr><td colspan="2">标　　　题：{T}'
                '</td></tr><tr><td>发 文 字 号：</td><td>发 布 日 期：{DH}</td></tr>'
                '</table><div class="gk_content"><div class="TRS_Editor">{P}</div></div>'
                .format(**d))


@layout("DS", "S")
def written_date(d):
    return page(d, CRUMB, '<div class="title-info"><h2>{T}</h2><p>发布时间：{DH}　作者：'
                '　来源：{S}　点击率：<span>102</span></p></div><div class="zw">{P}</div>'
                .format(**d) + NEXT)


@layout("DS", "S")
def dotted_date(d):
    return page(d, CRUMB, '<div class="content_tit">{T}</div><div class="content_sub">'
                '<span class="date">发布日期：{DD}</span><span class="source">信息来源：'
                '{S}</span><span class="zt">字号：A- A A+</span></div><div class='
                '"content_txt" id="zoom">{P}</div>'.format(**d) + TOOLS)


@layout("DIO")
def no_colons(d):
    return page(d, CRUMB, '<div class="xxgk_jbxx"><ul><li><b>索引号</b><span>{I}</span>'
                '</li><li><b>主题分类</b><span>综合政务</span></li><li><b>发布机构</b>'
                '<span>{O}</span></li><li><b>发布日期</b><span>{D}</span></li><li><b>'
                '文号</b><span></span></li><li><b>效力</b><span>有效</span></li></ul>'
                '</div><h1>{T}</h1><div class="xxgk_nr">{P}</div>'.format(**d))


@layout("DS", "S")
def spaced_source(d):
    return page(d, CRUMB, '<div class="zw-title">{T}</div><div class="zw-info"><span>'
                '【字体：<a>大</a> <a>中</a> <a>小</a>】</span><span>来　源：{S}</span>'
                '<span>更新时间：{D} 08:50</span></div><div class="zw-con"><div id='
                '"font">{P}</div></div>'.format(**d) + CODE)


@layout("DIO")
def abox(d):
    return page(d, CRUMB, '<div class="aBox Box"><ul><li>信息名称：{T}</li><li>索 引 号：'
                '{I}</li><li>文号：</li><li>发布机构：{O}</li><li>生成日期：{D}</li><li>'
                '是否有效：是</li></ul></div><div class="aTitle">{T}</div><div class='
                '"zw-con"><div class="view TRS_UEDITOR trs_paper_default trs_web">{P}'
                '</div></div>'.format(**d), trs_metas(d))


@layout("DS", "S")
def written_by_script(d):
    return page(d, CRUMB, '<div class="dlist_title">{T}</div><div class="dinfo"><script>'
                'var pubdate="{D} 08:30:00";document.write("发布时间：{D}");</script>'
                '<span>信息来源：{S}</span></div><div class="dlist_con">{P}</div>'
                .format(**d))


@layout("DS", "S")
def stickers(d):
    return page(d, CRUMB, '<div class="detail"><div class="detail-title">{T}</div><div '
                'class="detail-info"><i></i><span>{D}</span><i></i><span>{S}</span>'
                '<i></i><span>浏览量：<b>31</b></span></div><div class="detail-content '
                'view">{P}</div><div class="fujian"></div></div>'.format(**d) + MORE)


@layout("DIO")
def unlabelled_title(d):
    return page(d, '<div class="lm">政府信息公开</div>', '<div class="gk"><p class="p1">'
                '<b>索引号：</b>{I}<b>信息类别：</b>工作总结</p><p class="p1"><b>发布机构'
                '：</b>{O}<b>发布日期：</b>{D}</p><p class="p1"><b>内容概述：</b>{T}</p>'
                '</div><p class="bt">{T}</p><div class="gkcontent">{P}</div>'
                .format(**d))


@layout("DIO")
def rows_of_divs(d):
    def r(k, v):
        return '<div class="tr"><div class="th">%s</div><div class="td">%s</div></div>' % (k, v)
    return page(d, CRUMB, '<div class="gktable">' + r("标题", d["T"]) +
                r("索引号", d["I"]) + r("主题分类", "综合政务") + r("发文机关", d["O"]) +
                r("成文日期", d["D0"]) + r("公开日期", d["D"]) + '</div><div class="art">'
                '<h2>{T}</h2>{P}</div>'.format(**d) + SHARE)


@layout("DIO")
def nested_tables(d):
    return page(d, '', '<table><tr><td><table bgcolor="#d9ae89"><tr><td bgcolor='
                '"#ffebd6"><table class="xxgkHg"><tr><td width="30%"><strong>索 引 号：'
                '</strong>{I}</td><td><strong>主题分类：</strong>综合政务</td><td><strong>'
                '发布机构：</strong>{O}</td></tr><tr><td><strong>发布日期：</strong>{D}'
                '</td><td><strong>文&nbsp;&nbsp;&nbsp;&nbsp;号：</strong></td><td>'
                '<strong>关 键 词：</strong></td></tr></table></td></tr></table></td></tr>'
                '<tr><td align="center" class="dbt"><h3>{T}</h3></td></tr><tr><td '
                'class="bt_content">{P}</td></tr></table>'.format(**d))


@layout("DS", "S")
def paragraphs_as_divs(d):
    return page(d, CRUMB, '<div class="art_main"><div class="art_title">{T}</div><div '
                'class="art_tip">来源：{S} | 发布时间：{D} | 浏览次数：<i>7</i></div><div '
                'class="art_con">{DIV}</div><div class="art_www">网址：<a '
                'href="http://www.example.gov.cn">www.example.gov.cn</a></div></div>'
                .format(**d))


@layout("DS", "S")
def spans_of_word(d):
    return page(d, CRUMB, '<h1>{T}</h1><p class="sub"><em>{D}</em><em>来源：{S}</em></p>'
                '<div class="trs_word"><!--StartFragment-->{W}<!--EndFragment--></div>'
                .format(**d))


@layout("DIO")
def dl_grid(d):
    return page(d, CRUMB, '<dl class="basic"><dt>索引号</dt><dd>{I}</dd><dt>公开目录</dt>'
                '<dd>工作总结</dd><dt>发布机构</dt><dd>{O}</dd><dt>发布日期</dt><dd>{D}'
                '</dd><dt>公开范围</dt><dd>社会</dd></dl><h2>{T}</h2><div class="main-txt" '
                'id="zoom">{P}</div>'.format(**d))


def han_date(y, m, d):
    return "%d年%d月%d日" % (y, m, d)


def fields(i):
    body = BODIES[i % 2].split("\n")
    m, day = 1 + i % 9, 3 + i % 25
    p = "".join("<p>%s%s</p>" % ("　　" if i % 3 else "", html.escape(x))
                for x in body)
    return {"T": TITLES[i // 2 % 2], "D": "2022-%02d-%02d" % (m, day),
            "DH": "2022年%02d月%02d日" % (m, day), "DS": "22年%02d月%02d日" % (m, day),
            "DSL": "2022/%d/%d" % (m, day), "DD": "2022.%02d.%02d" % (m, day),
            "D0": "2021-12-%02d" % (10 + i % 20), "D0H": han_date(2021, 12, 10 + i % 20),
            "O": "柳湾区柳湾街道办事处", "S": "柳湾街道", "P": p, "font": FONT,
            "I": "9901020001/2022-%05d" % (100 + i), "body": body,
            "BR": "<br>".join("&nbsp;&nbsp;&nbsp;&nbsp;" + html.escape(x) for x in body),
            "DIV": "".join("<div>%s</div>" % html.escape(x) for x in body),
            "W": "".join('<p class="MsoNormal" style="text-indent:32pt;"><span '
                         'lang="EN-US" style="font-family:仿宋;">%s</span><span>%s'
                         '</span><o:p></o:p></p>' % (html.escape(x[:9]),
                                                     html.escape(x[9:]))
                         for x in body)}
