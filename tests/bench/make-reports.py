#!/usr/bin/env python3
"""Writes a synthetic site: tests/bench/make-reports.py COUNT DIR [SEED [SKEW ...]]

COUNT reports of 6-15 KB each in DIR/content/reports, with DIR/site.conf: some
tens of districts (real codes and names of the gazetteer, invented text), 15
years, words drawn by Zipf's law from set phrases of the genre and from 30,000
invented words, six clauses in ten from a stock that all reports share, so that common and rare bigrams are as uneven as in real text.
The same COUNT and SEED give the same bytes; report k of a smaller COUNT need
not be report k of a larger one.

Without a SKEW reports are spread evenly. Each makes a part of them what lists
and pages find hardest:

  one-year      all reports are of one year
  one-district  all streets are in one district
  one-street    a report in fifteen is of one street, all years
  no-places     no report names a place
  gaps          one in eight has no place, no date or no years; half are titled alike
  topics        60 topics, each report is about most of them
  no-topics     no topics at all
  lengths       3 to 60 KB
  long          ten times the usual length, for memory must not follow it
  short         1 KB, to be quick where lengths are not the point
"""
import os
import random
import sys
from itertools import accumulate

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
YEARS = range(2010, 2025)
PHRASES = """网格化管理 基层党建 营商环境 养老服务 社区治理 邻里中心 老旧小区改造 垃圾分类
安全生产 矛盾纠纷 志愿服务 党员干部 居民群众 长效机制 专项行动 责任落实 隐患排查 文明城市
创建工作 招商引资 项目建设 固定资产投资 税收收入 环境整治 背街小巷 物业管理 业主委员会
信访维稳 平安建设 反诈宣传 消防安全 食品安全 防汛抗旱 疫情防控 疫苗接种 就业创业 技能培训
低保对象 临时救助 残疾人 退役军人 妇女儿童 未成年人 居家养老 日间照料 医养结合 长者食堂
文化活动 图书阅览 全民健身 河长制 水环境 扬尘治理 雨污分流 绿化提升 口袋公园 停车泊位
加装电梯 征收拆迁 棚户区改造 违法建设 市容市貌 数字化 一网统管 政务服务 帮代办 助企纾困
重点企业 市场主体 个体工商户 楼宇经济 夜间经济 科技创新 人才公寓 党风廉政 主题教育 理论学习
意识形态 统一战线 工会 共青团 人大代表 政协委员 民主协商 议事会 人民调解 法律援助 社区矫正
禁毒 扫黑除恶 综治中心 网格员 楼栋长 微网格 红色物业 党群服务中心 新时代文明实践 乡村振兴
人居环境 农村公路 高标准农田 集体经济 特色产业 民宿 旅游 非物质文化遗产 传统村落""".split()
GLUE = """的 了 和 在 对 将 与 等 为 是 进一步 不断 持续 积极 全面 深入 扎实 切实 有效 推进 加强
开展 落实 完善 提升 组织 实施 建立 推动 做好 加快 优化 强化 全年 共 累计 完成 辖区 街道 社区 工作
服务 管理 建设 发展 群众 居民 企业 项目 活动 问题 重点 机制 能力 水平 环境 安全 治理 通过 围绕 以来
各类 全部 目前 同时 其中 及时 定期 认真 先后 力争 确保 继续 着力 坚持""".split()
LATIN = "AI APP WiFi PM2.5 GDP 5G LED B2B VR O2O ETC Ｏ２Ｏ ＡＰＰ".split()
HAN = "一二三四五六七八九十"


def han_characters():
    """The 3,755 characters of GB 2312's first level."""
    rows = (bytes((hi, lo)) for hi in range(0xB0, 0xD8)
            for lo in range(0xA1, 0xFF))
    return [c for r in rows for c in r.decode("gb2312", "ignore")]


class Words:
    """An endless stream of words, the k-th most frequent one in 1/k."""

    def __init__(self, rng):
        self.rng = rng
        chars = han_characters()
        rng.shuffle(chars)
        weights = list(accumulate(
            1 / (k + 12) ** 1.2 for k in range(len(chars))))
        pick = lambda n: rng.choices(chars, cum_weights=weights, k=n)
        lengths = rng.choices((2, 3, 4), (75, 15, 10), k=30000)
        rare = ["".join(pick(n)) for n in lengths]
        common = PHRASES + GLUE * 2
        rng.shuffle(common)
        self.words = GLUE[:10] + common + rare
        self.weights = list(accumulate(
            1 / (k + 8) ** 1.1 for k in range(len(self.words))))
        self.buffer = []
        # set clauses, which every office copies from every other
        self.clauses = ["".join(self.take(rng.randint(3, 6)))
                        for _ in range(20000)]
        self.clause_weights = list(accumulate(
            1 / (k + 20) for k in range(len(self.clauses))))

    def clause(self):
        if self.rng.random() < 0.6:
            return self.rng.choices(self.clauses,
                                    cum_weights=self.clause_weights)[0]
        return "".join(self.take(self.rng.randint(3, 6)))

    def take(self, n):
        while len(self.buffer) < n:
            self.buffer += self.rng.choices(
                self.words, cum_weights=self.weights, k=20000)
        taken, self.buffer = self.buffer[-n:], self.buffer[:-n]
        return taken


def figure(rng):
    kind = rng.randrange(5)
    if kind == 0:
        return f"{rng.randint(2, 999)}个"
    if kind == 1:
        return f"{rng.randint(1000, 99999):,}人次"
    if kind == 2:
        return f"{rng.random() * 100:.1f}%"
    if kind == 3:
        return f"{rng.random() * 40:.2f}亿元"
    return f"{rng.choice(LATIN)}{rng.randint(1, 30)}处"


def sentence(words, rng):
    parts = [words.clause() for _ in range(rng.randint(2, 4))]
    parts[rng.randrange(len(parts))] += figure(rng)
    return "，".join(parts) + "。"


def paragraph(words, rng):
    return "".join(sentence(words, rng) for _ in range(rng.randint(2, 6)))


def table(words, rng):
    rows = ["| 指标 | 数量 | 同比 |", "| --- | ---: | ---: |"]
    for _ in range(rng.randint(3, 6)):
        rows.append(f"| {''.join(words.take(2))} | {rng.randint(1, 9999)} | "
                    f"{rng.random() * 20:.1f}% |")
    return "\n".join(rows)


def section(words, rng, number):
    title = "".join(words.take(3))
    out = [f"### （{HAN[number % 10]}）{title}"]
    out += [paragraph(words, rng) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.06:
        out.append(table(words, rng))
    if rng.random() < 0.1:
        out += [f"- {sentence(words, rng)}" for _ in range(3)]
    return out


def body(words, rng, size):
    """Markdown of about `size` bytes."""
    out = [paragraph(words, rng), f"## 一、{''.join(words.take(3))}"]
    number = chapter = 0
    length = 0
    while length < size:
        part = section(words, rng, number)
        length += sum(len(p.encode()) + 2 for p in part)
        out += part
        number += 1
        if number == 6 and chapter < 8:
            chapter, number = chapter + 1, 0
            out.append(f"## {HAN[chapter]}、{''.join(words.take(3))}")
    return "\n\n".join(out) + "\n"


def places(streets):
    """(code, names, slug) of that many streets, 16 from a district."""
    names, pinyin, of = {}, {}, {}
    path = os.path.join(ROOT, "generator", "data", "divisions.tsv")
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.startswith("#"):
                continue
            code, name, sound = line.rstrip("\n").split("\t")[:3]
            names[code], pinyin[code] = name, sound.replace(" ", "")
            if len(code) == 9:
                of.setdefault(code[:6], []).append(code)
    full = [d for d in sorted(of) if len(of[d]) >= 16 and d in names]
    step = max(1, len(full) // max(1, streets // 16 + 1))
    out = []
    for district in full[::step] + full:
        for code in of[district][:16]:
            out.append((code, [names.get(code[:2], ""), names.get(code[:4], ""),
                               names[district], names[code]],
                        f"{pinyin[district]}-{pinyin[code]}"[:60].strip("-")))
            if len(out) == streets:
                return out
    return out


SIZES = {"lengths": (2600, 59000), "long": (60000, 150000), "short": (600, 1400)}


def body_size(rng, skew):
    """Of most reports 6-15 KB; with `lengths` as many short as long ones."""
    for name, (least, most) in SIZES.items():
        if name in skew:
            return int(least * (most / least) ** rng.random())
    return rng.randint(5600, 14600)


def with_gaps(head, rng):
    """What real pages lack."""
    lost = rng.choice(("place", "published", "years") + ("",) * 5)
    places = {"province", "city", "district", "street", "division"}
    out = [(k, v) for k, v in head
           if not (lost == "place" and k in places or k == lost
                   or lost == "years" and k.endswith("_years"))]
    if rng.random() < 0.5:
        out[1] = ("title", "街道工作报告")
    return out


def report(words, rng, number, place, year, skew):
    code, (province, city, district, street), slug = place
    title = f"{street}{year}年工作总结和{year + 1}年工作计划"
    head = [("id", number), ("title", title), ("province", province),
            ("city", city), ("district", district), ("street", street),
            ("division", code),
            ("published",
             f"{year + 1}-{rng.randint(1, 4):02}-{rng.randint(1, 28):02}"),
            ("summary_years", year), ("plan_years", year + 1),
            ("publisher", f"{district}{street}办事处")]
    if "gaps" in skew:
        head = with_gaps(head, rng)
    if "no-places" in skew:
        head = [x for x in head if x[0] not in ("province", "city", "district", "street", "division")]
    front = "".join(f"{k}: {v}\n" for k, v in head if v != "")
    size = body_size(rng, skew)
    return (f"{slug}-{year}-{number}.md",
            f"---\n{front}---\n\n{body(words, rng, size)}")


CONF = """[site]
title = 街道工作报告（合成）
description = 为测量而生成
language = zh-CN
theme = default
per_page = 100

[topic 党建]
slug = dangjian
keywords = 基层党建:3, 党员干部:2, 党风廉政:3, 主题教育:2, 红色物业:2

[topic 营商环境]
slug = yingshang
keywords = 营商环境:3, 招商引资:3, 助企纾困:3, 市场主体:2, 重点企业:2

[topic 养老]
slug = yanglao
keywords = 养老服务:3, 居家养老:3, 日间照料:3, 医养结合:3, 长者食堂:3
"""
NO_TOPICS = CONF[:CONF.index("[topic")]


def conf(skew):
    """site.conf: with `topics` each of 60 set phrases is a topic."""
    if "no-topics" in skew:
        return NO_TOPICS
    if "topics" not in skew:
        return CONF
    return NO_TOPICS + "\n".join(
        f"[topic {word}]\nslug = t{k}\nkeywords = {word}:3\n"
        for k, word in enumerate(PHRASES[:60], 1))


def spots_of(count, skew):
    """(place, year) of the reports, in turn."""
    years = [2019] if "one-year" in skew else YEARS
    if "one-district" in skew:
        spots = one_district(-(-count // len(years)))
    else:
        spots = places(-(-count // len(years)))
    out = [(p, y) for p in spots for y in years]
    if "one-street" in skew:
        for k in range(0, len(out), 15):
            out[k] = (spots[0], out[k // 15 % len(years)][1])
    return out


def one_district(count):
    """So many streets, most of them invented, under one code."""
    code, names, slug = places(1)[0]
    return [(code[:6] + f"{k % 1000:03}", names[:3] + [f"第{k}街道"], f"{slug}-{k}")
            for k in range(1, count + 1)]


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    skew = set(sys.argv[4:])
    words = Words(rng)
    reports = os.path.join(folder, "content", "reports")
    os.makedirs(reports, exist_ok=True)
    with open(os.path.join(folder, "site.conf"), "w", encoding="utf-8") as f:
        f.write(conf(skew))
    spots = spots_of(count, skew)
    rng.shuffle(spots)
    for number in range(1, count + 1):
        place, year = spots[(number - 1) % len(spots)]
        name, text = report(words, rng, number, place, year, skew)
        with open(os.path.join(reports, name), "w", encoding="utf-8") as f:
            f.write(text)


main()
