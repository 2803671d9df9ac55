#!/usr/bin/env node
/* Builds the sample site in Chinese and in English and looks at its pages as a
   checker would: vnu for validity (every page), axe for accessibility (a page
   of each kind, light and dark, wide and narrow), and what the default theme
   promises: nothing inline, nothing from elsewhere, nothing that sticks out of
   a phone's screen, links that work without scripts. */
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromiumPath } from "../search/chromium.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const EXE = resolve(process.env.EXE || join(ROOT, "generator/jiebao"));
let passed = 0, failed = 0;

function check(ok, what) {
  if (ok) passed++;
  else {
    failed++;
    console.log("failed: " + what);
  }
}

function end() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

if (process.env.SAN) end(); // the pages are the same, and the browser has no part in it

/* ---- tools: `make deps` installs them ---- */

const require = createRequire(join(ROOT, "tests/"));
function module(name) {
  try {
    return require.resolve(name);
  } catch {
    return null;
  }
}
const vnu = [join(ROOT, "tests/node_modules/vnu-jar/build/dist/vnu.jar")].find((p) => existsSync(p));
check(spawnSync("java", ["-version"]).status === 0, "java is missing: run `make deps`");
check(chromiumPath, "chromium is missing: run `make deps`");
check(vnu && module("playwright-core") && module("axe-core"), "node modules are missing: run `make deps`");
if (failed) end();
const { launch, still } = await import("../search/browser.mjs");
const axe = readFileSync(module("axe-core"), "utf8");

/* ---- sites ---- */

const work = mkdtempSync(join(tmpdir(), "jiebao-html-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

/* The inbox imported, for pages that tell what was done to a text; one report
   is edited and one corrected, so that they have all there is to tell. */
function addNotes(dir) {
  const run = () => spawnSync(EXE, ["import", "-C", dir, join(dir, "content/inbox")], { encoding: "utf8" });
  check(run().status === 0, "the inbox is imported");
  const ledgers = readdirSync(join(dir, "content/ledger")).filter((f) => f.endsWith(".json")).sort();
  const sha = JSON.parse(readFileSync(join(dir, "content/ledger", ledgers[0]), "utf8")).source_sha256;
  writeFileSync(join(dir, "content/overrides.conf"), `[${sha}]\ntitle = 更正的题目\nindex_no =\n`);
  check(run().status === 0, "and imported again");
  writeFileSync(join(dir, "content/reports/nowhere.md"), "---\ntitle: 没有写明地区的报告\n---\n\n正文。\n");
  writeFileSync(join(dir, "content/reports/municipality.md"), "---\ntitle: 直辖市的报告\nprovince: 北京市\ncity: 北京市\ndistrict: 东城区\nstreet: 东华门街道\ndivision: 110101001\n---\n\n正文。\n");
  const edited = join(dir, "content/reports", ledgers.at(-1).replace(".json", ".md"));
  writeFileSync(edited, readFileSync(edited, "utf8").replace("title: ", "title: 手改"));
}

/* A site with the sample's content, or with none. */
function makeSite(name, { language, content, args = [] }) {
  const dir = join(work, name);
  mkdirSync(join(dir, "content/reports"), { recursive: true });
  if (content) cpSync(join(ROOT, "content"), join(dir, "content"), { recursive: true });
  cpSync(join(ROOT, "themes"), join(dir, "themes"), { recursive: true });
  const conf = readFileSync(join(ROOT, "site.conf"), "utf8");
  writeFileSync(join(dir, "site.conf"), conf.replace(/^language = .*$/m, "language = " + language));
  if (content) addNotes(dir);
  const run = spawnSync(EXE, ["build", "-C", dir, ...args], { encoding: "utf8" });
  check(run.status === 0, `${name}: build ends with ${run.status}: ${run.stderr.slice(0, 500)}`);
  return join(dir, "public");
}

function* files(dir, ext) {
  for (const e of readdirSync(dir, { withFileTypes: true }))
    if (e.isDirectory()) yield* files(join(dir, e.name), ext);
    else if (e.name.endsWith(ext)) yield join(dir, e.name);
}

const zh = makeSite("zh", { language: "zh-CN", content: true });
const en = makeSite("en", { language: "en", content: true, args: ["--base-url", "https://example.org/archive/"] });
const empty = makeSite("empty", { language: "zh-CN", content: false });
if (failed) end();

/* ---- every page: valid, nothing inline, nothing from elsewhere ---- */

const vnuRun = spawnSync("java", ["-Xss1m", "-jar", vnu, "--errors-only", "--skip-non-html", "--format", "json", "--stdout",
  zh, en, empty], { encoding: "utf8", maxBuffer: 1 << 28 });
const messages = vnuRun.stdout.trim() ? JSON.parse(vnuRun.stdout).messages : [];
check(vnuRun.status === 0 && messages.length === 0, "vnu: " +
  (messages.slice(0, 10).map((m) => `\n  ${m.url.replace(/.*jiebao-html-[^/]*/, "")}:${m.lastLine}: ${m.message}`).join("") || vnuRun.stderr));

let pages = 0, unsafe = [];
for (const dir of [zh, en, empty])
  for (const file of files(dir, ".html")) {
    const html = readFileSync(file, "utf8");
    pages++;
    if (/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|\shref="javascript:/i.test(html.replace(/>[^<]*</g, "><")) ||
        /<(?:script|img|link(?=[^>]*rel="(?:stylesheet|icon)"))[^>]*(?:src|href)="(?:https?:)?\/\//.test(html) && !file.endsWith("404.html") ||
        !/<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'">/.test(html))
      unsafe.push(file);
  }
check(pages > 100, `only ${pages} pages`);
check(!unsafe.length, "inline, foreign or without policy: " + unsafe.slice(0, 5));
for (const [sheet, most] of [["style.css", 30000], ["search.css", 15000]]) {
  const css = readFileSync(join(zh, "assets", sheet), "utf8");
  check(css.length < most && !/@import|url\(/.test(css), `${sheet}: under ${most / 1000} KB, nothing loaded`);
  check((css.match(/\{/g) || []).length === (css.match(/\}/g) || []).length, sheet + ": braces");
}

/* ---- a page of each kind in the browser, the network off ---- */

const browser = await launch();
const first = (dir, folder) => folder + "/" + readdirSync(join(dir, folder)).filter((f) => /\d.*\.html$/.test(f)).sort().at(-1);
const kinds = ["index.html", first(zh, "reports"), first(zh, "notes"), "districts/index.html", first(zh, "districts"), "years/index.html",
  "years/2022.html", "topics/index.html", "topics/yanglao.html", "search.html", "about.html", "404.html"];

async function open(options, path, dir = zh) {
  return visit(await browser.newContext(options), path, dir);
}

async function visit(context, path, dir = zh, type = 16) {
  const page = await context.newPage();
  if (type !== 16) {
    const session = await context.newCDPSession(page);
    await session.send("Page.enable");
    await session.send("Page.setFontSizes", { fontSizes: { standard: type } });
  }
  page.problems = [];
  await page.route("**", (route) => {
    if (route.request().url().startsWith("file:")) return route.continue();
    page.problems.push("request " + route.request().url());
    return route.abort();
  });
  page.on("console", (m) => { if (m.type() === "error") page.problems.push(m.text()); });
  page.on("pageerror", (e) => page.problems.push(e.message));
  const [file, query] = path.split("?");
  await page.goto(pathToFileURL(join(dir, file)).href + (query ? "?" + query : ""));
  return page;
}

/* What a click leads to is there in its time, not at once. */
const holds = (page, condition, value) => page.waitForFunction(condition, value).then(() => true, () => false);
const comes = (locator) => locator.waitFor().then(() => true, () => false);

/* With WCAG 2.2. What is half under the fixed column of a table that is scrolled
   counts as small there: its size is looked at instead. */
async function audit(page, label) {
  await page.evaluate(axe);
  await still(page);
  const found = await page.evaluate(async () => (await window.axe.run(document, { preload: false, resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })).violations
    .filter((v) => v.id !== "target-size" || v.nodes.some((n) => !document.querySelector(n.target.at(-1))?.closest(".grid-box")))
    .map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")));
  check(!found.length, `axe: ${label}:\n  ${found.join("\n  ")}`);
  const small = await page.$$eval(".grid td a", (v) => v.map((a) => a.getBoundingClientRect()).filter((r) => r.width < 24 || r.height < 24).length);
  check(!small, `${label}: ${small} marks of the table are too small to hit`);
}

const looks = {
  light: { viewport: { width: 1280, height: 900 } },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 } },
  "large type": { viewport: { width: 320, height: 500 } }, // 1280 px at 400 %: WCAG 1.4.10
  "text of 200 %": { viewport: { width: 390, height: 844 }, type: 32 }, // the browser's own setting
};
for (const [look, { type, ...options }] of Object.entries(looks)) {
  const context = await browser.newContext(options);
  for (const path of kinds) {
    const page = await visit(context, path, zh, type);
    await page.evaluate(() => document.querySelectorAll(".group").forEach((d) => { d.open = true; }));
    if (!/^(large type|text)/.test(look)) await audit(page, `${path} (${look})`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${path} (${look}) sticks out by ${wide} px`);
    check(!page.problems.length, `${path} (${look}): ${page.problems}`);
    await page.close();
  }
  await context.close();
}
for (const path of ["index.html", first(en, "reports"), first(en, "notes"), "topics/yanglao.html"]) {
  const page = await open(looks.light, path, en);
  await audit(page, `${path} (English)`);
  await page.context().close();
}
for (const path of ["index.html", "districts/index.html", "years/index.html", "topics/yanglao.html", "search.html"]) {
  const page = await open(looks.light, path, empty);
  await audit(page, `${path} (empty)`);
  const text = await page.locator("main").innerText();
  check(text.trim().length > 10, `${path} (empty) says nothing`);
  await page.context().close();
}

/* The editor's list, beside the pages but not of the theme. */
for (const look of ["light", "dark", "phone"]) {
  const desk = join(work, "desk.html"), site = join(work, "zh");
  copyFileSync(join(site, "content/reports/linjiang-dukou-2018.md"), join(site, "content/reports/twin.md"));
  const run = spawnSync(EXE, ["check", "-C", site, "--html", desk], { encoding: "utf8", env: { ...process.env, LC_ALL: "zh_CN.UTF-8" } });
  rmSync(join(site, "content/reports/twin.md"));
  check(run.status === 0 && existsSync(desk), "check --html: " + run.stderr.slice(0, 300));
  if (look === "light") {
    const valid = spawnSync("java", ["-jar", vnu, "--errors-only", desk], { encoding: "utf8" });
    check(valid.status === 0, "vnu: the editor's list: " + valid.stderr.slice(0, 500));
  }
  const page = await open(looks[look], "desk.html", work);
  const box = page.locator("tr input").first();
  await box.check();
  await audit(page, `the editor's list (${look})`);
  check((await page.innerText("main")).includes("→ ") && await page.locator("tr").count() > 5, "the editor's list names the other of a pair");
  check(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `the editor's list (${look}) sticks out`);
  await page.context().close();
}

/* ---- what the theme promises of a report ---- */

const report = first(zh, "reports");
{
  const page = await open(looks.light, report);
  check(await page.evaluate(() => [...document.querySelector("article.report").children].every((e, i) => (e.localName === "header") === (i === 0))),
    "a report's article is its header and its text");
  await page.keyboard.press("/");
  check(await page.evaluate(() => document.activeElement.id === "bar-q"), "/ goes to the search box");
  await page.keyboard.type("a/b 养老");
  check(await page.inputValue("#bar-q") === "a/b 养老", "/ is a character while typing");
  await page.keyboard.press("Enter");
  const arrived = await page.waitForURL((url) => /search\.html$/.test(url.pathname) && url.searchParams.get("q") === "a/b 养老").then(() => true, () => false);
  check(arrived, "the header's form leads to the search page: " + page.url());
  await page.context().close();
}
{
  const page = await open(looks.light, report);
  check(await page.locator(".toc a").first().isVisible(), "contents are open beside the text");
  await page.evaluate(() => document.querySelectorAll("article.report h3, article.report h2")[3].scrollIntoView());
  check(await holds(page, () => document.querySelectorAll(".toc [aria-current]").length === 1), "the contents follow the reader");
  await page.keyboard.press("Home");
  await page.context().close();
}
/* Citing: with the clipboard, and where there is none. */
for (const [dir, modern] of [[zh, true], [zh, false], [en, true]]) {
  const where = `citing (${dir === en ? "with" : "without"} an address, ${modern ? "clipboard" : "no clipboard"})`;
  const page = await open(looks.light, report, dir);
  await page.evaluate((has) => {
    window.copied = [];
    Object.defineProperty(navigator, "clipboard", { value: has ? { writeText: async (s) => { window.copied.push(s); } } : undefined });
    document.addEventListener("copy", () => window.copied.push(getSelection().toString()));
  }, modern);
  const copied = async (n, what) => {
    check(await holds(page, (k) => window.copied.length === k, n), `${where}: ${what}`);
    return page.evaluate(() => window.copied.at(-1) || "");
  };
  await page.locator("button[data-copy]").click();
  const citation = await copied(1, "the citation is copied");
  const day = await page.evaluate(() => { const d = new Date(); return [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, "0")).join("-"); });
  check(citation.includes(`[EB/OL]`) && citation.includes(`[${day}]`), `${where}: with the day of access: ${citation}`);
  check(await holds(page, () => document.querySelector(".cite [role=status]").textContent), where + ": and answered");
  check(await page.locator("button[data-link]").isVisible() === (dir === en), where + ": an address is offered where there is one");
  const [words, id] = await page.evaluate(() => {
    const text = [...document.querySelectorAll("article.report p[id]")].at(-1).firstChild, range = document.createRange();
    range.setStart(text, 1);
    range.setEnd(text, 8);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return [range.toString(), text.parentNode.id];
  });
  await page.locator(".quote-bar button").click();
  const quote = await copied(2, "what is selected is copied");
  const at = (dir === en ? "https://example.org/archive/" : "") + report + "#" + id;
  check(quote.startsWith(`“${words}”\n`) && quote.includes(citation) && quote.endsWith("\n" + at), `${where}: with its source: ${JSON.stringify([words, id, citation, at, quote])}`);
  check(await holds(page, () => document.querySelector(".quote-bar [role=status]").textContent), where + ": and answered");
  check(await page.evaluate(() => getSelection().toString()) === words, where + ": it stays selected");
  await page.keyboard.press("c");
  check(await copied(3, "c copies, too") === quote, where + ": the same");
  await page.evaluate(() => getSelection().removeAllRanges());
  check(await holds(page, () => !document.querySelector(".quote-bar")), where + ": nothing is offered without a selection");
  check(!page.problems.length, where + ": " + page.problems);
  await page.context().close();
}
/* Office and date at the end stand on the right; a text that ends otherwise does not. */
{
  const page = await open(looks.light, "reports/linjiang-shazhou-2022-2023.html");
  const signed = () => page.$$eval("article.report p.sign", (v) => v.map((p) => p.textContent));
  check(JSON.stringify(await signed()) === JSON.stringify(["临江区沙洲街道办事处", "2023年1月12日"]), "the signature: " + await signed());
  await page.context().close();
  const other = await open(looks.light, "reports/municipality.html");
  check(await other.locator(".sign").count() === 0, "no signature where there is none");
  await other.context().close();
}
/* A paragraph's own address, from the mouse. */
{
  const page = await open(looks.light, report);
  const part = page.locator("article.report p[id]").nth(3), id = await part.getAttribute("id");
  await part.hover();
  const link = page.locator(".para-link");
  check(await comes(link), "a paragraph has a link beside it");
  await audit(page, "report with a paragraph's link");
  await link.click();
  check(await holds(page, (k) => location.hash === "#" + k && document.querySelector(":target").id === k, id), "which leads to it: " + page.url());
  check(await page.evaluate(() => document.querySelectorAll(".para-link").length === 1 && !document.querySelector("article .para-link")), "the text has nothing more in it");
  check(!page.problems.length, "paragraph's link: " + page.problems);
  await page.context().close();
}
/* A topic's card shows what was said, not only who said it. */
for (const path of ["index.html", "topics/index.html"]) {
  const page = await open(looks.light, path);
  const shown = await page.$$eval(":is(.newest, .latest li) > a[href*='#']", (v) => v.map((a) => [a.querySelectorAll("mark").length, a.getAttribute("href"), a.textContent]));
  check(shown.length >= 9 && shown.every(([marks]) => marks > 0) && shown.every(([, , s]) => s.length < 60 && !/\d…$/.test(s)),
    `${path}: each topic with words that count: ${JSON.stringify(shown.filter(([m, , s]) => !m || s.length >= 60))}`);
  check(new Set(shown.map(([, , s]) => s)).size > shown.length * 2 / 3, path + ": a topic is not told from another by its name alone");
  const link = page.locator(":is(.newest, .latest li) > a[href*='#']").first(), word = await link.locator("mark").first().textContent();
  await link.click();
  check(await holds(page, (w) => document.querySelector("article :target")?.textContent.includes(w), word), path + ": and leads to the passage");
  await page.context().close();
}
/* What was planned leads to its result, and back. */
{
  const page = await open(looks.light, "reports/linjiang-shazhou-2021-2022.html");
  const pair = (key) => page.locator(`.f-${key} .pair-to`);
  check(/^→?\s*2021–2025 年的计划$/.test(await pair("summary_years").innerText()), "what was planned for its year: " + await pair("summary_years").innerText());
  await pair("plan_years").click();
  check(await page.waitForURL(/linjiang-shazhou-2022-2023\.html$/).then(() => true, () => false), "the plan leads to its result");
  check(await pair("summary_years").getAttribute("href") === "linjiang-shazhou-2021-2022.html" && await pair("plan_years").count() === 0,
    "and the result to its plan; of what is not there nothing is said");
  await page.context().close();
}
{
  const page = await open(looks.phone, report);
  check(!(await page.locator(".toc a").first().isVisible()), "contents are folded on a phone");
  await page.locator(".toc summary").click();
  check(await comes(page.locator(".toc a").first()), "and unfold");
  await page.locator(".toc a").last().click();
  check(await holds(page, () => location.hash.startsWith("#s") && !document.querySelector(".toc a").checkVisibility()), "and fold once used");
  await page.context().close();
}
{
  const page = await open(looks.light, "search.html?q=" + encodeURIComponent("2023年"));
  await page.locator(".hits h3 a").first().click();
  const bar = page.locator(".hits-bar");
  await comes(bar);
  const marks = () => page.evaluate(() => [...document.querySelectorAll("article.report mark.hit")].map((m) => m.textContent));
  check((await marks()).length > 0 && (await marks()).every((t) => t.replace(/\s/g, "") === "2023年"), "a report reached from a search has its words marked");
  const before = await bar.innerText();
  await bar.getByRole("button").nth(1).click();
  check((await marks()).length === 1 || await bar.innerText() !== before, "the bar goes to the next mark");
  await audit(page, "report with marks");
  await bar.getByRole("button").last().click();
  check(await bar.count() === 0 && !(await marks()).length, "the bar closes");
  check(!page.problems.length, "report with marks: " + page.problems);
  await page.context().close();
}
{
  const page = await open({ ...looks.light, javaScriptEnabled: false }, report);
  check(await page.locator(".toc a").first().isVisible() && !(await page.locator("form.ask, .needs-js").first().isVisible()),
    "without scripts: contents open, nothing that needs scripts");
  await Promise.all([page.waitForURL(/search\.html$/), page.locator(".nav a", { hasText: "检索" }).click()]);
  check(await comes(page.locator("noscript .note, .note").first()), "without scripts: the search page says so");
  await page.context().close();
}
{
  const page = await open(looks.light, report);
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement.className === "skip" && document.activeElement.getBoundingClientRect().top >= 0),
    "the first key stop is the skip link, in sight");
  await page.keyboard.press("Enter");
  check(await holds(page, () => document.activeElement.id === "main"), "and leads to the text");
  await page.emulateMedia({ media: "print" });
  const shown = await page.evaluate(() => [".bar", ".toc", ".foot nav", ".near", ".cite", ".f-source_url", ".foot .from"]
    .map((s) => { const e = document.querySelector(s); return e ? e.getClientRects().length > 0 : null; }));
  check(JSON.stringify(shown.map(Boolean)) === JSON.stringify([false, false, false, false, true, true, true]), "on paper: " + shown);
  await page.context().close();
}
{
  const page = await open(looks.light, "districts/index.html");
  const said = await page.locator("main :is(h2, h3), main .places a").allTextContents();
  check(said.every(Boolean) && said.filter((s) => s.includes("北京市")).length === 1 && said.includes("东城区") && said.includes("地区不详") && !(await page.innerText("main")).includes("0 个"),
    "districts: each place is named once, nothing is empty: " + said);
  await page.context().close();
}
/* The plan and the result of a street stand alike on both sides. */
{
  const page = await open(looks.light, "years/2022.html");
  const side = (name) => page.$$eval(`.side-${name} .place`, (v) => v.map((e) => e.textContent));
  const [back, plan] = [await side("back"), await side("plan")];
  const both = (list, other) => list.filter((s, i) => other.includes(s) && list.indexOf(s) === i);
  check(both(back, plan).length >= 8 && JSON.stringify(both(back, plan)) === JSON.stringify(both(plan, back)), `streets in one order: ${back} | ${plan}`);
  await page.context().close();
}
{
  const page = await open(looks.light, "years/index.html");
  const years = await page.$$eval(".bars li", (v) => v.map((li) => ({
    counts: [...li.querySelectorAll(".count")].map((c) => Number(c.lastChild.data)),
    bars: [...li.querySelectorAll(".w")].map((w) => Number(w.className.match(/w-(\d+)/)[1])),
    over: li.querySelector(".bar-box").scrollWidth - li.querySelector(".bar-box").clientWidth,
  })));
  const most = Math.max(...years.map(({ counts: [back, plan] }) => back + plan));
  check(years.length > 5 && most > 5 && years.every(({ counts, bars, over }) => over <= 0 && counts.every((n, i) => bars[i] === Math.ceil(20 * n / most))),
    "the years' bars: " + JSON.stringify(years));
  await page.context().close();
}
{
  const html = readFileSync(join(en, "404.html"), "utf8");
  const relative = [...html.matchAll(/(?:href|src|action)="([^"]*)"/g)].map((m) => m[1]).filter((u) => !/^(https:\/\/example\.org\/archive\/|#)/.test(u));
  check(!relative.length, "404.html has links that only work at the top: " + relative.slice(0, 4));
}
await browser.close();
end();
