#!/usr/bin/env node
/* Search: builds a site, asks the reader in node and in Chromium (over http and
   from the disk), and compares with a brute-force oracle. Then the search page
   as a reader uses it, damaged files, hostile queries. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { command, sites, cases, counted, estimates, writeCases } from "../search/cases.mjs";
import { Oracle, fold, makeQueries } from "../search/oracle.mjs";
import { openReader } from "../search/reader.mjs";
import { writeSite } from "../search/site.mjs";
import { close, ok, same } from "../search/tally.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const exe = process.env.EXE || path.join(here, "..", "..", "generator", "jiebao");
const work = fs.mkdtempSync(path.join(os.tmpdir(), "jiebao-search-"));
const site = path.join(work, "public");

const build = () => execFileSync(exe, ["build", "-C", work, "--quiet"], { stdio: ["ignore", "ignore", "inherit"] });
const reports = writeSite(work, 240);
build();
const oracle = new Oracle(reports);
const slugs = (list) => list.map((r) => r.slug).sort();

/* Every query must give exactly the oracle's reports, and say so. */
async function compare(queries, search, where) {
  for (const q of queries) {
    const want = slugs(oracle.find(q)), got = await search(q.text, { limit: 1000 });
    same(slugs(got.results), want, `${where}: ${JSON.stringify(q)}`);
    ok(got.exact && got.total === want.length, `${where}: total of ${JSON.stringify(q)}: ${got.total} of ${want.length}`);
  }
}

/* The topics of the test's site: name -> slug. */
const SLUGS = { 党建: "dangjian", 养老: "yanglao" };
const MAXIM = 20000;
const HOSTILE = ["", " ", "\0", "\u0001\u0002", "\ud800", "a\udc00b", "-", "--", "-词", '"', '""', '"词', "\"a\" \"", "<script>alert(1)</script>",
  "</script><img src=x onerror=alert(1)>", "[a-z]+(", "\\", "$&", "%s%n", "__proto__", "constructor", "toString", "\u202e党建",
  "词".repeat(MAXIM / 2), "\ud83d".repeat(1000), "a b ".repeat(2500), "-x ".repeat(3000), '"'.repeat(MAXIM), "́".repeat(10000),
  "ﷺ".repeat(2000), "0".repeat(MAXIM)];

const foldCases = JSON.parse(fs.readFileSync(path.join(here, "..", "fold_cases.json"), "utf8"));

/* The same cases for both readers. */
async function testCases() {
  for (const [name, list] of Object.entries(sites)) {
    const dir = path.join(work, "cases-" + name), out = path.join(dir, "public");
    fs.mkdirSync(dir);
    writeCases(dir, list);
    execFileSync(exe, ["build", "-C", dir, "--quiet"], { stdio: ["ignore", "ignore", "inherit"] });
    const split = (o = {}) => Object.fromEntries(Object.entries(o).map(([k, v]) => [k, v.split ? v.split(",") : v]));
    const { jiebao } = openReader(out);
    const readers = { JavaScript: (q, o) => jiebao.search(q, { expand: false, ...split(o), limit: 100 }),
      C: (q, o) => command(exe, out)(q, { expand: false, ...o, limit: 100 }) };
    for (const [reader, search] of Object.entries(readers))
      for (const { query, options, slugs: want, sorted } of cases) {
        const got = await search(query, options), found = got.results.map((r) => r.slug);
        const where = `${reader}: ${JSON.stringify(query)} ${JSON.stringify(options || {})}`;
        same(sorted ? [...found].sort() : found, sorted ? [...want].sort() : want, where);
        ok(got.total === want.length && got.exact, where + ": total " + got.total);
      }
  }
}

/* Totals that are not checked to the end: one rule, however many results are
   asked for, and whatever was read before. */
async function testEstimates() {
  const dir = path.join(work, "counted"), out = path.join(dir, "public");
  writeCases(dir, counted.map(([id, title, body, published]) => ({ slug: "r-" + id, front: { id, title, published }, body })));
  execFileSync(exe, ["build", "-C", dir, "--quiet"], { stdio: ["ignore", "ignore", "inherit"] });
  for (const { query, total, hits } of estimates) {
    const options = { limit: 3, expand: false };
    const js = (o) => openReader(out).jiebao.search(query, { ...options, ...o });
    for (const [who, got] of [["JavaScript", await js()], ["JavaScript, none shown", await js({ limit: 0 })], ["C", await command(exe, out)(query, { ...options, verify: 0 })]])
      same([got.total, got.exact], [total, false], `${who}: estimate of ${query}`);
    for (const got of [await js({ verify: 100 }), await command(exe, out)(query, options)])
      same([got.total, got.exact], [hits, true], "checked to the end: " + query);
  }
  const search = command(exe, site);
  for (const q of ["养老服务", "网格化管理", "老旧小区改造", "2020", "2019年", "居家养老 社区", "pm2.5", "河长制", "工作总结"]) {
    const [js, c] = [await openReader(site).jiebao.search(q, { limit: 3, expand: false }), await search(q, { limit: 3, verify: 0, expand: false })];
    const want = oracle.find({ wanted: q.split(" ") }).length;
    same([c.total, c.exact], [js.total, js.exact], "C and JavaScript estimate alike: " + q);
    ok(js.total <= 1.5 * want && want <= 1.5 * js.total, `the estimate of ${q} is near: ${js.total} of ${want}`);
  }
}

/* What the command says beside the findings. */
async function testCommand() {
  const search = command(exe, site);
  await compare(makeQueries(reports, process.env.SAN ? 60 : 200, 23), (q, o) => search(q, { ...o, expand: false }), "C");
  const js = openReader(site).jiebao.search;
  for (const q of ["街道", "养老服务", "网格化管理 社区", "2020"]) {
    const options = { limit: 50, expand: false }, want = await js(q, options), got = await search(q, options);
    same(got.results.map((r) => r.slug), want.results.map((r) => r.slug), "C and JavaScript rank alike: " + q);
    for (const key of ["slug", "url", "title", "district", "street", "published", "summary_years", "plan_years", "kind", "topics"])
      same(got.results.map((r) => r[key]), want.results.map((r) => r[key]), `C and JavaScript: ${key} of ${q}`);
    ok(got.results.every((r) => q.split(" ").some((w) => fold(r.excerpt + r.title).includes(w))), "the excerpt shows a word: " + q);
  }
  for (const q of HOSTILE.filter((q) => !q.includes("\0"))) ok((await search(q.toWellFormed(), { limit: 1 })).total >= 0, "hostile query");
  const run = (...args) => spawnSync(exe, args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
  const plain = run("search", "-C", work, "-n", "1", "网格化管理");
  ok(plain.status === 0 && /public\/reports\/r-\d+\.html#\S+\n/.test(plain.stdout) && !plain.stdout.includes("\x1b"), "in a pipe nothing is bold");
  same(run("search", "-C", work, "不会有的词语").stdout, "no report found\n", "nothing found is said");
  const nowhere = run("search", "-C", work, "--district", "火星区,青石区", "--topic", "nosuch", "服务");
  same([nowhere.status, nowhere.stderr.split("\n").filter((s) => /火星区|nosuch/.test(s)).length, /青石区/.test(nowhere.stderr)], [0, 2, false], "a name that nothing bears is said");
  const none = run("search", "-C", path.join(work, "content"), "x");
  ok(none.status === 1 && /no search index/.test(none.stderr), "no index is said: " + none.stderr);
  same(run("check", "-C", work, "--search", "--json").stdout.split("\n").filter((l) => /not-found|index-file/.test(l)), [], "every report is found");
  const file = fs.readdirSync(path.join(site, "search", "text", "0")).map((f) => path.join(site, "search", "text", "0", f))[3];
  const bytes = fs.readFileSync(file);
  fs.writeFileSync(file, bytes.subarray(0, bytes.length / 2));
  const cut = run("check", "-C", work, "--search");
  const number = path.basename(file, ".js");
  ok(cut.status === 1 && cut.stderr.includes(`text/0/${number}.js`) && new RegExp(`content/reports/r-${number}\\.md:3: `).test(cut.stderr), "a damaged file is named, with the report: " + cut.stderr);
  const rest = await search("街道", { limit: 1000 });
  ok(rest.status === 1 && rest.missing.includes("text/0/" + number) && rest.results.length > 100, "the rest is found");
  fs.writeFileSync(file, bytes);
}

async function testReader() {
  const { jiebao, asked } = openReader(site);
  const search = jiebao.search;
  const { loosen } = jiebao.folding;
  for (const [text, folded, loose = folded] of foldCases)
    same([jiebao.fold(text), loosen(folded)], [folded, loose], "fold " + JSON.stringify(text));
  await compare(makeQueries(reports, process.env.SAN ? 100 : 500, 11), search, "node");
  const all = await search("街道", { limit: 1000 });
  ok(all.total > 100, "a common word is in many reports");
  const paged = [];
  for (let offset = 0; offset < all.total; offset += 7)
    paged.push(...(await search("街道", { offset, limit: 7 })).results.map((r) => r.slug));
  same(paged, all.results.map((r) => r.slug), "pages of 7 make up the whole list");
  const long = await search("网格化管理", { limit: 1000 });
  const longPaged = [];
  for (let offset = 0; offset < long.total; offset += 5)
    longPaged.push(...(await openReader(site).jiebao.search("网格化管理", { offset, limit: 5 })).results.map((r) => r.slug));
  same(longPaged, long.results.map((r) => r.slug), "pages that are checked in the texts, each by a fresh reader");
  const first = await openReader(site).jiebao.search("网格化管理", { limit: 5 });
  ok(first.exact === false || first.total === long.total, "what is exact is right");
  testRanking(all, "街道");
  testRanking(long, "网格化管理");
  await testFacets(search);
  await compareFacets(makeQueries(reports, process.env.SAN ? 20 : 60, 31), search, "node");
  await testAnswers(search);
  for (const q of HOSTILE) {
    const before = process.cpuUsage();
    const got = await search(q, { limit: 5, offset: q.length % 2 ? -1 : "x", district: q.slice(0, 50), year: {} });
    const { user, system } = process.cpuUsage(before);   // not the clock: the machine may be busy
    ok(got.total >= 0 && user + system < 2e6, "hostile query " + JSON.stringify(q.slice(0, 20)));
  }
  same((await search("词".repeat(5000))).total, 0, "longer than any passage");
  const { asked: few, jiebao: fresh } = openReader(site);
  await fresh.search("养老服务", { limit: 5 });
  ok(few.length <= 1 + 1 + 2 * 3 + 5, "first query: " + few.length + " files");
  ok(!few.some(([f]) => asked.filter(([g]) => g === f).length > 1), "no file is loaded twice");
}

/* Title before heading before text; then the number of passages, the date. */
function testRanking(answer, word) {
  const level = (slug) => {
    const r = oracle.reports.find((x) => x.slug === slug);
    if (r.folded[0].includes(word)) return 2;
    return r.folded.some((u, i) => u.includes(word) && /^([一二三]、|\([一二三]\))/.test(u) && i) ? 1 : 0;
  };
  const levels = answer.results.map((r) => level(r.slug));
  ok(levels.every((l, i) => !i || levels[i - 1] >= l), "ranking of " + word + ": " + levels.join(""));
}

async function testFacets(search) {
  const word = "党建", found = oracle.find({ wanted: [word] });
  const got = await search(word, { limit: 1000 });
  const counts = (list) => list.reduce((m, v) => ({ ...m, [v]: (m[v] || 0) + 1 }), {});
  const sorted = (o) => Object.fromEntries(Object.entries(o).sort());
  const years = (r) => [r.year, ...(r.plan ? [r.plan] : [])];
  same(sorted(got.facets.district), sorted(counts(found.map((r) => r.code))), "facet of districts");
  same(sorted(got.facets.year), sorted(counts(found.flatMap(years))), "facet of years");
  same(sorted(got.facets.topic), sorted(counts(got.results.flatMap((r) => r.topics.map((t) => SLUGS[t])))), "facet of topics");
  ok(Object.keys(got.facets.topic).length === 2, "both topics occur");
  for (const district of ["990102", "临江区"])
    same(slugs((await search(word, { district, limit: 1000 })).results), slugs(found.filter((r) => r.code === "990102")), "district " + district);
  for (const year of [2020, "2020"])
    same(slugs((await search(word, { year, limit: 1000 })).results), slugs(found.filter((r) => years(r).includes(2020))), "year");
  same(sorted(got.facets.back), sorted(counts(found.map((r) => r.year))), "facet of years looked back on");
  same(sorted(got.facets.plan), sorted(counts(found.filter((r) => r.plan).map((r) => r.plan))), "facet of years planned for");
  for (const [role, field] of [["back", "year"], ["plan", "plan"]])
    same(slugs((await search(word, { year: 2020, role, limit: 1000 })).results), slugs(found.filter((r) => r[field] === 2020)), "year as " + role);
  const dated = (await search("网格化管理", { sort: "date", limit: 1000 })).results.map((r) => r.published);
  same(dated, [...dated].sort().reverse(), "by date");
  same(slugs((await search("网格化管理", { sort: "date", limit: 5, offset: 5 })).results), slugs((await search("网格化管理", { sort: "date", limit: 10 })).results.slice(5)), "by date, in pages");
  const topic = await search(word, { topic: "yanglao", limit: 1000 });
  same(slugs(topic.results), slugs(got.results.filter((r) => r.topics.includes("养老"))), "topic by slug");
  same((await search(word, { topic: "养老" })).total, topic.total, "topic by name");
  same((await search(word, { topic: "no such" })).total, 0, "an unknown value matches nothing");
  const both = await search(word, { district: ["990101", "990102"], year: 2020, limit: 1000 });
  same(both.total, found.filter((r) => /9901010?[12]|99010[12]/.test(r.code) && years(r).includes(2020)).length, "several values");
  same(both.facets.district, sorted(both.facets.district), "facets are plain counts");
  const inStreet = (r) => `${r.code}/${r.street}`;
  same(sorted(got.facets.street), sorted(counts(found.map(inStreet))), "facet of streets");
  const streets = async (options) => slugs((await search(word, { ...options, limit: 1000 })).results);
  same(await streets({ street: "990101/白鹭镇" }), slugs(found.filter((r) => inStreet(r) === "990101/白鹭镇")), "a street");
  same(await streets({ street: "白鹭镇" }), slugs(found.filter((r) => r.street === "白鹭镇")), "a street's name alone");
  same(await streets({ street: "白鹭镇", district: "990102" }), slugs(found.filter((r) => inStreet(r) === "990102/白鹭镇")), "a street's name in a district");
  same(await streets({ street: ["990101/白鹭镇", "990101/石塘街道"], district: ["990101", "990104"] }),
    slugs(found.filter((r) => r.code === "990104" || (r.code === "990101" && /白鹭镇|石塘街道/.test(r.street)))), "streets of one district beside another one");
  same(await streets({ street: "无此街道" }), [], "an unknown street");
  const browse = await search("", { district: "990104", limit: 1000 });
  same(slugs(browse.results), slugs(reports.filter((r) => r.code === "990104")), "a filter alone lists its reports");
}

async function testAnswers(search) {
  const r = oracle.reports.find((x) => x.units.length > 8);
  const unit = r.units[r.units.length - 1], q = fold(unit).slice(3, 40);
  const result = (await search(q)).results.find((x) => x.slug === r.slug);
  ok(result && fold(result.excerpt).includes(q), "the excerpt shows the whole match");
  ok(result.passages[0].marks.every(([a, b]) => b > a && b <= result.excerpt.length), "marks lie in the excerpt");
  same(result.passages[0].marks.map(([a, b]) => fold(result.excerpt.slice(a, b))).includes(q), true, "the mark is the match");
  const times = r.units.reduce((n, u) => n + fold(u).split(q).length - 1, 0);
  same(result.places, times, "all occurrences are counted");
  ok((await search("服务", { limit: 50 })).results.every((x) => x.passages.every((p) => /[。；！？…”]$/.test(p.excerpt) ||
    oracle.reports.find((o) => o.slug === x.slug).units.some((u) => fold(u).endsWith(fold(p.excerpt.replace(/^…/, "")))))), "excerpts end with a sentence, or say that they do not");
  same([result.title, result.street, result.published, result.summary_years], [r.title, r.street, r.published, String(r.year)], "fields of a result");
  same(result.url, `reports/${r.slug}.html`, "address of a result");
  const page = fs.readFileSync(path.join(site, result.url), "utf8");
  ok(result.anchor && page.includes(`id="${result.anchor}"`), "the anchor is on the page: " + result.anchor);
}

/* The counts of every facet beside the oracle's, filters and all. */
async function compareFacets(queries, search, where) {
  const sum = (list) => {
    const out = {};
    for (const v of list) out[v] = (out[v] || 0) + 1;
    return Object.entries(out).sort();
  };
  const years = (r) => [r.year, ...(r.plan ? [r.plan] : [])];
  const exported = JSON.parse(fs.readFileSync(path.join(site, "data", "reports.json"), "utf8"));
  const topicsOf = new Map(exported.map((r) => [r.slug, r.topics.map((t) => SLUGS[t])]));
  const topics = (r) => topicsOf.get(r.slug);
  const OF = { district: (r) => [r.code], street: (r) => [r.code + "/" + r.street], year: years, back: (r) => [r.year],
    plan: (r) => r.plan ? [r.plan] : [], topic: topics, kind: (r) => r.kind ? [r.kind] : [] };
  const PASSES = { district: (r, v) => r.code === v, year: (r, v) => years(r).includes(Number(v)), topic: (r, v) => topics(r).includes(v), kind: (r, v) => r.kind === v };
  for (const [i, q] of queries.entries()) {
    const filters = [{}, { district: "990101" }, { year: "2020" }, { district: "990104", year: "2021" }, { topic: "yanglao" }, { kind: "工作总结", year: "2020" }][i % 6];
    const found = oracle.find(q), passing = (r, but) => Object.entries(filters).every(([f, v]) => f === but || PASSES[f](r, v));
    const { facets, facets_exact } = await search(q.text, { ...filters, limit: 1000, streets: true });
    for (const [facet, values] of Object.entries(OF)) {
      const own = facet === "street" ? "district" : facet === "back" || facet === "plan" ? "year" : facet;
      same(Object.entries(facets[facet]).sort(), sum(found.filter((r) => passing(r, own)).flatMap(values)), `${where}: ${facet} of ${JSON.stringify(q)} ${JSON.stringify(filters)}`);
    }
    ok(facets_exact, where + ": the counts are exact");
  }
}

/* A report more: the segments published before stay byte for byte. */
function testStability() {
  const read = () => new Map(fs.readdirSync(path.join(site, "search"), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile()).map((e) => path.join(e.parentPath || e.path, e.name)).map((f) => [path.relative(site, f), fs.readFileSync(f, "utf8")]));
  const before = read();
  fs.writeFileSync(path.join(work, "content", "reports", "new.md"), "---\nid: 1051\ntitle: 新报告\n---\n\n云溪的新事。\n");
  build();
  const after = read();
  const changed = [...after].filter(([f, s]) => before.get(f) !== s);
  ok(changed.length <= 10, "files written for a new report: " + changed.length);
  ok(changed.every(([f]) => /manifest|1049-1051\/texts\.js/.test(f)), "only the tail changes: " + changed.map(([f]) => f).join(" "));
  fs.rmSync(path.join(work, "content", "reports", "new.md"));
  build();
  same([...read()].sort().toString() === [...before].sort().toString(), true, "taken away again, all is as before");
}

async function testPage(page, url, where) {
  const problems = [];
  page.on("pageerror", (e) => problems.push(String(e)));
  page.on("console", (m) => m.type() === "error" && !/Failed to load resource|ERR_/.test(m.text()) && problems.push(m.text()));
  page.on("dialog", (d) => { problems.push("dialog"); d.dismiss(); });
  await page.goto(url + "search.html");
  const inPage = (q, options) => page.evaluate(async ([a, b]) => {
    const { total, exact, results, facets, facets_exact } = await window.jiebao.search(a, b);
    return { total, exact, results: results.map((r) => ({ slug: r.slug })), facets, facets_exact };
  }, [q, options]);
  await compare(makeQueries(reports, process.env.SAN ? 80 : 300, where.length), inPage, where);
  await compareFacets(makeQueries(reports, 24, 40 + where.length), inPage, where);

  same(await page.evaluate((cases) => cases.filter(([a, b]) => window.jiebao.fold(a) !== b), foldCases), [], where + ": folding");

  const told = () => page.locator(".facet label .n").count();
  ok(!await told() && await page.locator(".facet label").count(), where + ": no counts before anything was searched");
  const count = () => page.locator("#results > li").count();
  const want = oracle.find({ wanted: ["网格化管理"] }).length;
  await page.fill("#q", "网格化管理");
  await page.waitForSelector("#results > li mark");
  ok(/\d/.test(await page.textContent("#status")), where + ": the count is told");
  ok((await page.evaluate(() => location.href)).includes(encodeURIComponent("网格化管理")), where + ": the query is in the address");
  same(await page.textContent("#results > li mark >> nth=0"), "网格化管理", where + ": the hit is marked");
  const link = await page.getAttribute("#results > li:first-child h3 a", "href");
  ok(/^reports\/r-\d+\.html#([ps][\d-]+)?&w=[%\dA-F]+$/.test(link), where + ": link " + link);
  while (await count() < want && await page.locator("button.more").isVisible()) {
    const before = await count();
    await page.click("button.more");
    await page.waitForFunction((n) => document.querySelectorAll("#results > li").length > n, before);
  }
  same(await count(), want, where + ": all results by way of more");

  ok(await told(), where + ": facets with counts");
  await page.focus("#q");
  await page.keyboard.press("ArrowDown");
  ok(await page.evaluate(() => document.activeElement === document.querySelector("#results h3 a")), where + ": arrow down");
  await page.keyboard.press("Escape");
  same(await page.evaluate(() => document.activeElement.id), "q", where + ": escape");

  await page.evaluate(() => document.querySelector(".facets").open = true);
  await page.check(".facet[data-facet=district] label[data-value='990101'] input");
  const narrowed = oracle.find({ wanted: ["网格化管理"] }).filter((r) => r.code === "990101").length;
  await page.waitForFunction(() => location.hash.includes("990101"));
  await page.waitForFunction((n) => !document.querySelector("#results[aria-busy]") && document.querySelector("#status").textContent.includes(String(n)), narrowed);
  ok((await page.evaluate(() => location.href)).includes("990101"), where + ": the filter is in the address");
  await page.goto(url + "search.html#q=" + encodeURIComponent("长者食堂") + "&year=2020");
  await page.reload();
  await page.waitForSelector("#results > li");
  await page.waitForFunction(() => document.querySelector("#q").value !== "网格化管理");
  same(await page.inputValue("#q"), "长者食堂", where + ": a query behind #");

  const silent = await page.evaluate(async () => {
    const box = document.querySelector("#q"), before = location.href;
    box.value = "wangge";
    box.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", isComposing: true, bubbles: true }));
    await new Promise((done) => setTimeout(done, 500));
    return location.href === before && document.activeElement.tagName !== "A";
  });
  ok(silent, where + ": nothing happens while composing");
  await page.fill("#q", "没有这样的词语啊");
  await page.waitForFunction(() => !document.querySelector("#results > li"));
  for (const q of [...HOSTILE.filter((x) => x.length < 3000), "长者食堂"]) await page.fill("#q", q.replaceAll("\0", ""));
  await page.waitForFunction(() => document.querySelector("#results > li mark"));
  same(problems, [], where + ": no error, no dialog, nothing the policy forbids");
}

async function testDamage(page, server) {
  await page.goto(server.url + "search.html");
  const got = await page.evaluate(() => window.jiebao.search("街道", { limit: 3 }));
  const text = "/search/text/" + Math.floor(Number(got.results[0].slug.slice(2)) / 1000) + "/" + got.results[0].slug.slice(2) + ".js";
  server.broken.set(text, null);
  await page.goto(server.url + "search.html?q=" + encodeURIComponent("街道"));
  await page.waitForSelector("#results > li");
  ok(await page.locator("#results > li").count() >= 4, "a missing text: the rest is shown");
  ok((await page.textContent("[role=alert]")).length > 5, "a missing text: said");
  for (const body of ["jiebao.shard(", 'jiebao.shard("other","x");', "", "<html>"]) {
    for (const f of server.asked.map(([f]) => f).filter((f) => /search\/1-\d+\//.test(f))) server.broken.set(f, body);
    await page.goto(server.url + "search.html?q=" + encodeURIComponent("街道"));
    await page.waitForSelector("[role=alert] button");
    const r = await page.evaluate(() => window.jiebao.search("街道", { limit: 1000 }));
    ok(r.missing.length && !r.exact && r.total > 0, "a damaged posting file: results from the other segments");
  }
  server.broken.clear();
  await page.click("[role=alert] button");
  await page.waitForFunction(() => !document.querySelector("[role=alert]").textContent);
  same((await page.evaluate(() => window.jiebao.search("街道", { limit: 1000 }))).total, oracle.find({ wanted: ["街道"] }).length, "whole again after a retry");
  server.broken.set("/search/manifest.js", null);
  await page.goto(server.url + "search.html?q=1");
  await page.waitForSelector("[role=alert] button");
  ok((await page.textContent("#status")).length > 5, "no manifest: said");
}

async function testBrowser() {
  const { launch, serve } = await import("../search/browser.mjs");
  const server = await serve(site), browser = await launch();
  try {
    const page = async () => (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage();
    await testPage(await page(), server.url, "http");
    ok(server.asked.length > 0 && server.asked.every(([f]) => f.startsWith("/")), "one host");
    const offline = await page();
    await offline.context().setOffline(true);
    await testPage(offline, pathToFileURL(site).href + "/", "file");
    await testDamage(await page(), server);
  } finally {
    await browser.close();
    server.close();
  }
}

try {
  await testReader();
  await testCases();
  await testEstimates();
  await testCommand();
  testStability();
  if (!process.env.SAN) await testBrowser();
} catch (e) {
  ok(false, e.stack);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
close();
