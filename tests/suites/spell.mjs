#!/usr/bin/env node
/* Search that forgives spelling: the cases that C and JavaScript share, then a
   site of its own, asked in node, as the program writes it. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { command } from "../search/cases.mjs";
import { openReader } from "../search/reader.mjs";
import { close, ok, same } from "../search/tally.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const exe = process.env.EXE || path.join(here, "..", "..", "generator", "jiebao");
const work = fs.mkdtempSync(path.join(os.tmpdir(), "jiebao-spell-"));
const site = path.join(work, "public");

const TRADITIONAL = "黨建引領基層治理，營商環境持續優化，養老服務進一步發展，綠化與環衛質量穩步提陞，為轄區羣眾辦實事。";
const REPORTS = [
  ["党建引领", "## 一、加强党建引领\n\n基层党建工作有序推进，全年GDP增长，建成APP一个。\n\n## 二、优化营商环境\n\n营商环境持续向好，党的建设得到加强。"],
  ["养老服务", "## 一、推进养老服务\n\n居家养老服务站新增300平方米，2023年1—10月接待老人。\n\n## 二、优化营商环境\n\n营商环境座谈会，长者食堂开业。"],
  ["城市管理", "## 一、垃圾分类\n\n改造500㎡，绿化面积增加，著名的乾隆御碑修缮完成，瞭望台加固，使用yanglaox系统。"],
];
const CONF = `[site]
title = 拼写试验
language = zh-CN

[topic 党建]
slug = dangjian
keywords = 党建引领:3, 基层党建:3, 党的建设:3

[topic 营商环境]
slug = yingshang
keywords = 营商环境:3

[topic 养老]
slug = yanglao
keywords = 养老服务:3, 垃圾分类:3
`;

function write(name, text) {
  const file = path.join(work, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

function writeReport(id, title, body, street = "望月湖街道") {
  write(`content/reports/r-${id}.md`, `---\nid: ${id}\ntitle: ${title}\nprovince: 湖南省\ncity: 长沙市\ndistrict: 岳麓区\n` +
    `street: ${street}\ndivision: "430104001"\nsummary_years: 2023\n---\n\n${body}\n`);
}

function build(command = "build") {
  return spawnSync(exe, [command, "-C", work, "--quiet"], { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
}

const slugs = (answer) => answer.results.map((r) => r.slug).sort();

/* What a query finds and what it says. */
async function asks(search, cases) {
  for (const [query, found, expanded, options] of cases) {
    const answer = await search(query, options);
    same(slugs(answer), found.map((n) => "r-" + n), `reports of ${query}`);
    same(answer.expanded.map((e) => [e.word, e.as.join(), e.why, e.own]), expanded, `spellings of ${query}`);
    same([answer.exact, answer.total], [true, found.length], `total of ${query}`);
  }
}

function testCases({ expand }) {
  const all = JSON.parse(fs.readFileSync(path.join(here, "..", "search", "expand_cases.json"), "utf8"));
  const han = expand.hanTable(all.table);
  for (const [word, lost, archive, want] of all.spellings) {
    const speller = { han, archive: archive ? expand.hanTable(archive) : null, groups: all.groups };
    same(expand.spellingsOf(speller, word, lost).map((s) => [s.text, s.why]), want, `spellings of ${word}`);
  }
  for (const [letters, want] of all.pinyin)
    same(expand.pinyinTerms(all.lines, letters).map((s) => s.text), want, `terms of ${letters}`);
  for (const [word, want] of all.letters) same(expand.pinyinLetters(word), want, `letters of ${word}`);
}

async function testSearch(jiebao) {
  const always = (query, options) => jiebao.search(query, { expand: true, ...options });
  for (const search of [always, command(exe, site)]) await asks(search, [
    ["党建", [1], []],
    ["黨建", [1], [["黨建", "党建", "traditional", false]]],
    ["營商環境", [1, 2], [["營商環境", "营商环境", "traditional", false]]],
    ["黨建", [], [], { expand: false }],
    ["乾隆", [3], []],
    ["著名", [3], []],
    ["yanglao", [3], []],
    ["yanglaofuwu", [2], [["yanglaofuwu", "养老服务", "pinyin", false]]],
    ["yshj", [1, 2], [["yshj", "营商环境", "pinyin", false]]],
    ["youhuayingshang", [1, 2], [["youhuayingshang", "优化营商", "pinyin", false]]],
    ["yueluqu", [], []],
    ["GDP", [1], []],
    ["app", [1], []],
    ["yshj 長者食堂", [2], [["yshj", "营商环境", "pinyin", false], ["長者食堂", "长者食堂", "traditional", false]]],
    ["yshj -党建", [2], [["yshj", "营商环境", "pinyin", false]]],
    ["1-10月", [2], [["1-10月", "1—10月", "marks", false]]],
    ["1-10月", [], [], { expand: false }],
    ["1—10月", [2], []],
    ["平方米", [2, 3], [["平方米", "m2", "synonym", true]]],
    ["500平方米", [3], [["500平方米", "500m2", "synonym", false]]],
    ["㎡", [2, 3], [["m2", "平方米", "synonym", true]]],
    ["zzzzz", [], []],
  ]);
  // left to itself, a query has other spellings only where it finds nothing
  await asks(jiebao.search, [
    ["黨建", [1], [["黨建", "党建", "traditional", false]]],
    ["yshj", [1, 2], [["yshj", "营商环境", "pinyin", false]]],
    ["500平方米", [3], [["500平方米", "500m2", "synonym", false]]],
    ["平方米", [2], []],
    ["㎡", [3], []],
    ["1-10月", [2], [["1-10月", "1—10月", "marks", false]]],
    ["zzzzz", [], []],
  ]);
  const marked = (await jiebao.search("黨建")).results[0];
  const { excerpt, marks } = marked.passages[0];
  same(excerpt.slice(...marks[0]), "党建", "what was found is marked");
  const suggested = async (word) => (await jiebao.suggest(word)).map((s) => [s.word, s.why]);
  same(await suggested("营商环镜"), [["营商环境", "near"]], "a wrong character");
  same(await suggested("羊老服务"), [["养老服务", "near"]], "a wrong first character that sounds alike");
  same(await suggested("yingshanhuanjin"), [["营商环境", "near"]], "pinyin with the usual slurs");
  same(await suggested("长者食堂呀"), [["长者食堂", "part"]], "a character too many");
  same(await suggested("完全没有的"), [], "nothing near");
}

async function testFiles() {
  const asked = async (query) => {
    const reader = openReader(site);
    await reader.jiebao.search(query, { limit: 5, expand: true });
    return reader.asked.filter(([f]) => f.includes("spell")).map(([f]) => path.basename(f));
  };
  same(await asked("党建"), [], "a plain query asks for no table");
  same(await asked("GDP"), [], "nor do letters that are there");
  same(await asked("黨建"), ["traditional.js"], "a traditional character asks for its table");
  same(await asked("yshj"), ["y.js"], "pinyin asks for one file");
}

function searchFiles() {
  const dir = path.join(site, "search");
  return new Map(fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
    .map((e) => path.join(e.parentPath || e.path, e.name)).map((f) => [path.relative(dir, f), fs.readFileSync(f, "utf8")]));
}

/* A report more: no file of the dictionary but that of a new place. */
function testStable() {
  const before = searchFiles();
  writeReport(9, "又一份", "## 一、从未有过的标题\n\n营商环境。");
  build();
  const changed = [...searchFiles()].filter(([f, s]) => /spell/.test(f) && before.get(f) !== s).map(([f]) => f);
  same(changed, [], "dictionary files that a new report changes");
  writeReport(9, "又一份", "营商环境。", "橘子洲街道");
  build();
  const place = [...searchFiles()].filter(([f, s]) => /spell/.test(f) && before.get(f) !== s).map(([f]) => f);
  same(place, [path.join("spell", "j.js")], "dictionary files that a new place changes");
  fs.rmSync(path.join(work, "content/reports/r-9.md"));
  build();
  same([...searchFiles()].sort().join() === [...before].sort().join(), true, "without it all is as before");
}

/* A report in traditional characters is found by simplified ones. */
async function testArchive() {
  writeReport(4, "繁體報告", TRADITIONAL);
  build();
  const { jiebao, asked } = openReader(site);
  const always = (query, options) => jiebao.search(query, { expand: true, ...options });
  for (const search of [always, command(exe, site)]) await asks(search, [
    ["党建", [1, 4], [["党建", "黨建", "simplified", true]]],
    ["绿化", [3, 4], [["绿化", "綠化", "simplified", true]]],
    ["基层党建", [1], []],
    ["營商環境", [1, 2, 4], [["營商環境", "营商环境", "traditional", true]]],
  ]);
  same(asked.filter(([f]) => /traditional/.test(f)).length, 1, "simplified words need no table");
  fs.rmSync(path.join(work, "content/reports/r-4.md"));
}

async function testSynonyms() {
  write("content/synonyms.conf", "\ufeff# 同义词\n党建 = 党的建设\nGDP，生产总值、地区生产总值\n\n; 错误的行\n党建\n党建 = 党建\n" +
    `长 = ${"长".repeat(41)}\n${"甲乙丙丁戊己庚辛壬癸子丑寅".split("").join("=")}\n = 空\n`);
  const run = build();
  same(run.status, 1, "bad lines are refused");
  const lines = ({ stdout, stderr }) => (stdout + stderr).split("\n").filter((l) => /synonyms\.conf:\d+/.test(l)).length;
  same([lines(build("check")), lines(build())], [5, 5], "by check and by each build");
  same(run.stderr.split("\n").filter((l) => l.includes("synonyms.conf")).map((l) => l.match(/synonyms\.conf:(\d+): (.*) is no group/)?.[1]),
    ["6", "7", "8", "9", "10"], "each bad line is named once");
  const { jiebao } = openReader(site);
  const always = (query, options) => jiebao.search(query, { expand: true, ...options });
  for (const search of [always, command(exe, site)]) await asks(search, [
    ["党的建设", [1], [["党的建设", "党建", "synonym", true]]],
    ["生产总值", [1], [["生产总值", "gdp", "synonym", false]]],
    ["dangjian", [1], [["dangjian", "党建", "pinyin", false]]],
  ]);
  write("content/synonyms.conf", Buffer.from([0x61, 0x3d, 0xff]));
  same(/synonyms\.conf: not UTF-8/.test(build().stderr), true, "a file that is not UTF-8 is refused");
  fs.rmSync(path.join(work, "content/synonyms.conf"));
  same(build().status, 0, "no file, no complaint");
}

async function testBrowser() {
  const { launch, serve } = await import("../search/browser.mjs");
  const server = await serve(site), browser = await launch();
  try {
    for (const url of [server.url, pathToFileURL(site).href + "/"]) {
      const page = await (await browser.newContext()).newPage(), problems = [];
      page.on("pageerror", (e) => problems.push(String(e)));
      await page.goto(url + "search.html");
      const ask = (q) => page.evaluate(async (query) => {
        const { results, expanded } = await window.jiebao.search(query);
        return [results.map((r) => r.slug).sort(), expanded.map((e) => e.as.join())];
      }, q);
      same(await ask("營商環境"), [["r-1", "r-2"], ["营商环境"]], url + ": traditional");
      same(await ask("yshj"), [["r-1", "r-2"], ["营商环境"]], url + ": initials");
      same(await page.evaluate(() => window.jiebao.suggest("营商环镜")), [{ word: "营商环境", why: "near" }], url + ": suggestion");
      await page.fill("#q", "黨建");
      await page.waitForSelector("#results > li mark");
      same(await page.textContent("#results > li mark >> nth=0"), "党建", url + ": the hit is marked");
      same(problems, [], url + ": no error");
    }
  } finally {
    await browser.close();
    server.close();
  }
}

try {
  write("site.conf", CONF);
  REPORTS.forEach(([title, body], i) => writeReport(i + 1, title, body));
  same(build().stderr, "", "the site builds");
  const { jiebao } = openReader(site);
  testCases(jiebao);
  await testSearch(jiebao);
  await testFiles();
  if (!process.env.SAN) await testBrowser();
  testStable();
  await testArchive();
  await testSynonyms();
} catch (e) {
  ok(false, e.stack);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
close();
