/* A site of synthetic reports whose text is known unit by unit, so that a
   brute-force oracle can say what every query must find. Seeded: the same
   bytes each time. */
import fs from "node:fs";
import path from "node:path";

/* mulberry32: a small generator of 32 bits, good enough for texts. */
export function random(seed) {
  return () => {
    seed = seed + 0x6D2B79F5 | 0;
    let t = Math.imul(seed ^ seed >>> 15, 1 | seed);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  };
}

export function tools(seed) {
  const next = random(seed);
  const below = (n) => Math.floor(next() * n);
  return { next, below, between: (a, b) => a + below(b - a + 1), pick: (list) => list[below(list.length)] };
}

const PHRASES = ("网格化管理 精细化管理 网格员 资格化解 邻里中心 邻里互助 中心城区 老旧小区改造 老旧设施 养老服务 养老保险 " +
  "居家养老 营商环境 生态环境 基层党建 党建引领 时间银行 长者食堂 助餐点 加装电梯 口袋公园 垃圾分类 河长制 信访 反诈 " +
  "社区 街道 居民 群众 工作 建设 服务 管理 治理 发展 推进 落实 完成 开展 组织 提升 加强 全面 进一步 的 和 在 了 对 将").split(" ");
const ODD = ["１２３个", "45.6%", "㎡", "½", "①", "Ⅳ", "㈠", "ＰＭ２．５", "PM2.5", "Café", "Café", "ﬁber", "İstanbul",
  "Straße", "ΟΔΟΣ", "οδός", "한국어", "한국", "😀", "𠮷野家", "ｶﾞｲﾄﾞ", "ガイド", "1—10月", "1-10月", "“一网”", "《条例》", "AI+", "Ｏ２Ｏ",
  "constructor", "__proto__", "toString", "神", "豈", "…", "℃", "㍿", "ﷺ"];
const HAN = Array.from("云溪临江青石松岭白鹭梧桐望柳荫渡口沙洲石塘双桥枫树湾钟鼓楼绿萝清岚北坡民生年度总结计划安全水电气路灯桥巷坊里亭阁林田园山川河湖海春夏秋冬东南西北大小多少上下左右前后高低长短新旧美好平安幸福和谐");
const DISTRICTS = [["990101", "青石区"], ["990102", "临江区"], ["990103", "松岭区"], ["990104", "北坡县"]];
const STREETS = ["柳荫街道", "望江门街道", "梧桐里街道", "白鹭镇", "石塘街道"];

function words(t, n) {
  let s = "";
  for (let i = 0; i < n; i++) {
    const dice = t.next();
    if (dice < 0.6) s += t.pick(PHRASES);
    else if (dice < 0.93) s += t.pick(HAN) + t.pick(HAN);
    else s += (t.next() < 0.3 ? " " : "") + t.pick(ODD) + (t.next() < 0.3 ? " " : "");
    if (t.next() < 0.12) s += t.pick(["，", "。", "；", "、"]);
  }
  return s;
}

/* Text that begins with a Han character cannot be taken for Markdown. */
function line(t, min, max) {
  return t.pick(HAN) + words(t, t.between(min, max)).trim();
}

function makeReport(t, number) {
  const [code, district] = t.pick(DISTRICTS), street = t.pick(STREETS), year = t.between(2016, 2024);
  const title = `${street}${year}年工作总结${t.next() < 0.3 ? t.pick(PHRASES) : ""}`;
  const units = [title], md = [];
  const paragraph = () => {
    const s = line(t, 6, 60);
    units.push(s);
    md.push(s);
  };
  const heading = (level, mark) => {
    const s = mark + line(t, 2, 5);
    units.push(s);
    md.push("#".repeat(level) + " " + s);
  };
  const table = () => {
    const rows = Array.from({ length: t.between(2, 4) }, () => [line(t, 1, 2), String(t.below(9999)), line(t, 1, 1)]);
    units.push(...rows.map((r) => r.join(" ")));
    const text = rows.map((r) => "| " + r.join(" | ") + " |");
    md.push([text[0], "| --- | --- | --- |", ...text.slice(1)].join("\n"));
  };
  paragraph();
  for (let i = 0, n = t.between(1, 3); i < n; i++) {
    heading(2, "一二三"[i] + "、");
    for (let k = 0, m = t.between(1, 3); k < m; k++) {
      heading(3, "（" + "一二三"[k] + "）");
      for (let j = t.between(1, 2); j > 0; j--) paragraph();
      if (t.next() < 0.15) table();
    }
  }
  const plan = t.next() < 0.7 ? year + 1 : 0;
  const published = t.next() < 0.9 ? `${year + 1}-0${t.between(1, 9)}-${t.between(10, 28)}` : "";
  const kind = ["", "工作总结", "工作计划", "工作总结和计划"][number % 4];
  return { number, slug: `r-${number}`, title, code, district, street, year, plan, kind, published, units, body: md.join("\n\n") };
}

function frontMatter(r) {
  const fields = [["id", r.number], ["title", JSON.stringify(r.title)], ["district", r.district], ["street", r.street],
    ["division", r.code], ["published", r.published], ["summary_years", r.year], ["plan_years", r.plan], ["kind", r.kind]];
  return "---\n" + fields.filter(([, v]) => v).map(([k, v]) => `${k}: ${v}\n`).join("") + "---\n\n";
}

const CONF = `[site]
title = 检索试验
language = zh-CN
theme = default

[topic 党建]
slug = dangjian
keywords = 基层党建:3, 党建引领:3

[topic 养老]
slug = yanglao
keywords = 养老服务:3, 居家养老:3, 长者食堂:3
exclude = 养老保险
`;

/* Reports that are unlike the others: more kinds of characters than the short
   code of texts has room for; hostile text; no text at all. */
function oddReports() {
  const many = Array.from({ length: 9000 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");
  const base = { code: "990104", district: "北坡县", street: "白鹭镇", year: 2020, plan: 2021, published: "2021-01-05" };
  const hostile = ['</script><script>alert(1)</script>&amp;"\\', "云<img src=x onerror=alert(2)>\u2028\u2029'`${x}", "云 ]]> <!-- <script"];
  return [
    { ...base, number: 500, slug: "r-500", title: "全部的字", units: ["全部的字", many], body: many },
    { ...base, number: 501, slug: "r-501", title: hostile[0], units: hostile, body: hostile.slice(1).map((s) => s.replace(/[\\`<>&!\[\]]/g, "\\$&")).join("\n\n") },
    { ...base, number: 502, slug: "r-502", title: "空白的报告", units: ["空白的报告"], body: "" },
  ];
}

/* Writes the site to dir; numbers leave a gap, so that there are three
   segments. Returns the reports. */
export function writeSite(dir, count, seed = 7) {
  const t = tools(seed), reports = oddReports();
  fs.mkdirSync(path.join(dir, "content", "reports"), { recursive: true });
  fs.writeFileSync(path.join(dir, "site.conf"), CONF);
  for (let i = 1; i <= count; i++) {
    const number = i <= count - 30 ? i : 1020 + i - (count - 30);
    reports.push(makeReport(t, number));
  }
  for (const r of reports)
    fs.writeFileSync(path.join(dir, "content", "reports", r.slug + ".md"), frontMatter(r) + r.body.replaceAll("_", "\\_") + "\n");
  return reports;
}
