#!/usr/bin/env node
/* What searching a built site costs its readers: tests/bench/search.mjs PUBLIC
   [QUERIES]. Each query is asked twice: by a fresh reader (the first query of a
   visit), and by one that has answered another (a later one), for as many
   results as the page first shows. Prints median, 95th percentile and worst of
   the bytes as they are and gzipped (-6), the requests, and the time from the
   last byte to the answer. Where Chromium is installed also what its thread
   computes for the first query of a visit once all files are there: what passes
   between the last byte and the answer on a machine that does nothing else, and
   more, for much of it is done while files still come. Half of the queries are terms of the genre, half
   pieces of two to six characters of the reports' texts; seeded. */
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { chromiumPath } from "../search/chromium.mjs";
import { openReader } from "../search/reader.mjs";
import { tools } from "../search/site.mjs";

const site = path.resolve(process.argv[2]), count = Number(process.argv[3] || 40);
const page = fs.readFileSync(path.join(site, "assets", "search-page.js"), "utf8");
const limit = Number(/const FIRST = (\d+)/.exec(page)[1]);
const TERMS = ("养老服务 加装电梯 垃圾分类 网格化管理 营商环境 口袋公园 长者食堂 信访维稳 老旧小区改造 基层党建 就业创业 " +
  "消防安全 河长制 志愿服务 招商引资 反诈宣传 食品安全 背街小巷 停车泊位 人民调解").split(" ");
const t = tools(9), sizes = new Map();

function piece() {
  const reports = path.join(site, "reports"), files = piece.files ||= fs.readdirSync(reports).filter((f) => f.endsWith(".md"));
  const body = fs.readFileSync(path.join(reports, t.pick(files)), "utf8").split("\n---\n")[1];
  const runs = body.match(/\p{Script=Han}{6,}/gu), run = t.pick(runs), n = t.between(2, 6);
  return run.slice(0, n);
}

function gzipped(file) {
  if (!sizes.has(file)) sizes.set(file, zlib.gzipSync(fs.readFileSync(path.join(site, file))).length);
  return sizes.get(file);
}

async function ask(reader, query) {
  const from = reader.asked.length;
  await reader.jiebao.search(query, { limit });
  const end = performance.now(), asked = reader.asked.slice(from);
  return {
    KB: asked.reduce((n, [, bytes]) => n + bytes, 0) / 1024,
    "KB gzip": asked.reduce((n, [file]) => n + gzipped(file), 0) / 1024,
    requests: asked.length,
    "ms after the last byte": asked.length ? end - asked[asked.length - 1][2] : 0,
  };
}

const queries = Array.from({ length: count }, (_, i) => i % 2 ? piece() : TERMS[(i / 2) % TERMS.length]);
const first = [], later = [];
for (const [i, query] of queries.entries()) {
  const reader = openReader(site);
  first.push(await ask(reader, query));
  later.push(await ask(reader, queries[(i + 1) % queries.length]));
}
function show(label, values, digits = 1) {
  const v = [...values].sort((a, b) => a - b);
  const at = (q) => v[Math.min(v.length - 1, Math.floor(v.length * q))].toFixed(digits).padStart(9);
  console.log(`  ${label}`.padEnd(40) + at(0.5) + at(0.95) + at(1));
}

/* The page's thread, with the files of the query at hand. */
async function inChromium() {
  const { cost, launch, serve } = await import("../search/browser.mjs");
  const server = await serve(site), browser = await launch(), spent = [];
  const open = async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(server.url + "search.html");
    return page;
  };
  const search = ([query, options]) => window.jiebao.search(query, options).then((answer) => answer.total);
  try {
    for (const query of queries) {
      const first = await open();
      await first.evaluate(search, [query, { limit, expand: true }]);
      const files = await first.evaluate(() => performance.getEntriesByType("resource").map((e) => new URL(e.name))
        .filter((u) => /\/search\/.*\.js$/.test(u.pathname)).map((u) => [/\/search\/(.*)\.js$/.exec(u.pathname)[1], u.searchParams.get("v") || undefined]));
      await first.context().close();
      const page = await open();
      await page.evaluate((list) => Promise.all(list.map(([name, version]) => window.jiebao.index.load(name, version))), files);
      spent.push(await cost(page, () => page.evaluate(search, [query, { limit, expand: true }])));
      await page.context().close();
    }
  } finally {
    await browser.close();
    server.close();
  }
  show("Chromium: ms of its thread", spent);
}

console.log(`search: ${count} queries for ${limit} results each     median      p95    worst`);
for (const [name, list] of [["first", first], ["later", later]])
  for (const key of Object.keys(list[0]))
    show(`${name}: ${key}`, list.map((x) => x[key]), key === "requests" ? 0 : 1);
if (chromiumPath) await inChromium();
