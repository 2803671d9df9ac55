#!/usr/bin/env node
/* Hostile content: attacks in every field and in the text of hand-written
   reports, in raw pages, in topics, places, pages and corrections go through
   import and build; then the pages are opened in Chromium, where their
   Content-Security-Policy holds: over file:// each attack's own, over http every
   eighth (HOSTILE=all: all pages both ways). Nothing runs, nothing is asked of
   another host, no page takes 2 s, feeds are well-formed, exports safe. Bombs are
   refused or done within 2 s of CPU each. The tables are in tests/hostile. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { RUN, attacks, bombs, fronts, marks, names } from "../hostile/attacks.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const EXE = resolve(process.env.EXE || join(ROOT, "generator/jiebao"));
const SAN = Boolean(process.env.SAN);
const ALL = process.env.HOSTILE === "all";
const SECONDS = SAN ? 20 : 2; // of CPU for a bomb
let passed = 0, failed = 0;
function check(ok, what) {
  if (ok) passed++;
  else {
    failed++;
    console.log("failed: " + what);
  }
  return ok;
}
function end() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

/* ---- attacks ---- */

/* A link stands in each place that Markdown and HTML have for one; all else is
   its own text. */
const inText = ({ kind, text: s }) => (kind === "link" ? `<a href="${s}${RUN}">x</a> [点](${s}${RUN}) [x](<${s}${RUN}>) ![图](${s}${RUN}) <${s}${RUN}>` : s);
const inField = ({ kind, text: s }) => (kind === "link" ? s + RUN : s);

const fields = ["title", "province", "city", "district", "street", "publisher", "index_no", "source_url", "source", "kind", "topics", "extra\"><b", "published", "summary_years", "division", "id"];
const yaml = (s) => JSON.stringify(s).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
const body = (s) => `导语 ${s}\n\n## 一、${s.replace(/\n/g, " ")}\n\n${s}\n\n- ${s}\n\n养老服务 ${s} 党建\n\n| a | b |\n| --- | --- |\n| ${s.replace(/[\n|]/g, " ")} | x |\n`;
const page = (s, i) => `天心区金盆岭街道20${10 + i % 13}年工作总结 ${s}\n索引号：${s}\n发布机构：${s}\n\n一、${s}\n街道党建工作${s}，养老服务第${i}次。\n二、民生\n${s}\n居民办事${s}，办结三百件。\n`;
const html = (s, i) => `<html><head><meta charset=utf-8><title>${s}</title><meta name=author content="${s}"></head><body onload="${RUN}"><h1>天心区金盆岭街道20${10 + i % 13}年工作总结${s}</h1>` +
  `<table><tr><td>索引号</td><td>${s}</td></tr></table><p>一、党建</p><p>街道工作${s}，办结${i}件。</p><p title="${s}">二、养老服务${s}</p><p>${s}</p></body></html>`;

const work = mkdtempSync(join(tmpdir(), "jiebao-hostile-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
const site = join(work, "site"), inbox = join(site, "content/inbox"), reports = join(site, "content/reports");
const put = (path, text) => { mkdirSync(dirname(join(site, path)), { recursive: true }); writeFileSync(join(site, path), text); };
mkdirSync(reports, { recursive: true });
mkdirSync(inbox, { recursive: true });
cpSync(join(ROOT, "themes"), join(site, "themes"), { recursive: true });
const oneLine = (s) => s.replace(/[\0-\x1f\x7f]/g, " ").slice(0, 60);
const short = attacks.filter((x) => x.text.length < 60 && !/[\0-\x1f\x7f]/.test(x.text));
const topics = short.filter((x, i) => i % 40 === 0).map((x) => inField(x));
put("site.conf", `[site]\ntitle = 站 "><script>${RUN}</script>\ndescription = </script><img src=x onerror=${RUN}> ]]>\nnotice = <a href=javascript:${RUN}>]]>\nbase_url = https://example.org/a/\n\n` +
  topics.map((t, i) => `[topic ${t.replace(/[\[\];]/g, "")}${i}]\nslug = t${i}\nkeywords = 养老:2, ${t.replace(/[:,;]/g, " ")}:1\n\n`).join(""));
put("content/synonyms.conf", short.filter((x, i) => i % 10 === 1).map((x) => oneLine(x.text).replace(/[=,]/g, " ") + " = 养老, " + oneLine(x.text).replace(/[=,]/g, " ")).join("\n") + "\n");
put("content/overrides.conf", `[${"0".repeat(64)}]\ntitle = <script>${RUN}</script>\n`);
put("content/places.tsv", "99\t恶省\te sheng\n9901\t恶市\te shi\n" + short.filter((x, i) => i % 20 === 2).map((x, i) => `9901${10 + i}\t${oneLine(x.text)}区\t${oneLine(x.text)}\n`).join(""));
const tried = attacks.filter((x, i) => !SAN || i % 6 === 0);
const custom = {};
tried.forEach((x, i) => {
  const s = inText(x), field = inField(x);
  const front = fields.map((f) => `${f.includes('"') ? yaml(f) : f}: ${yaml(f === "title" ? "题" + field : i % 8 && /^(district|city|province|division)$/.test(f) ? "青石区" : field)}`).join("\n");
  put(`content/reports/evil-${i}.md`, `---\n${front}\n---\n\n${body(s)}`);
  if (x.kind !== "markdown") (custom[x.kind] ||= []).push(s);
  if (i % 2) writeFileSync(join(inbox, `t${i}.txt`), page(s, i));
  else writeFileSync(join(inbox, `h${i}.html`), html(s, i));
});
for (const [kind, texts] of Object.entries(custom)) put(`content/pages/page-${kind}.md`, `---\ntitle: ${yaml(texts[0])}\n---\n\n${texts.map(body).join("\n\n")}`);

/* ---- names and front matter ---- */

for (const [k, v] of Object.entries(fronts)) put(`content/reports/front-${k}.md`, `---\n${v}\n---\n\n正文\n`);
for (const n of names) put(`content/reports/${n}.md`, "---\ntitle: 名\n---\n\n正文\n");
symlinkSync("/etc/passwd", join(reports, "link.md"));
symlinkSync("/etc", join(reports, "dir"));
symlinkSync("/etc/passwd", join(inbox, "link.txt"));
symlinkSync("..", join(inbox, "up"));
writeFileSync(join(inbox, "nul.txt"), Buffer.concat([Buffer.from("某街道2022年工作总结\n"), Buffer.alloc(5000), Buffer.from("完")]));

/* ---- bombs: within their CPU time, in a line each ---- */

const member = (s) => `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: ${s.length}\r\n\r\n${s}\r\n\r\n`;
Object.assign(bombs, { "zip.warc.gz": gzipSync(Buffer.alloc(300 << 20)), "warc.warc.gz": gzipSync(member("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n").repeat(20000)), "cut.warc": member("x").slice(0, -9), "length.warc": "WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\nx" });
const limited = (...args) => spawnSync("sh", ["-c", `ulimit -t ${SECONDS}; exec "$0" "$@"`, EXE, ...args], { encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: "C", ASAN_OPTIONS: "detect_leaks=0" } });
for (const [name, data] of Object.entries(bombs)) {
  const file = join(work, name);
  writeFileSync(file, data);
  const r = limited("import", "-C", site, "--dry-run", "--force", "-j", "1", file);
  check((r.status === 0 || r.status === 1) && !/Sanitizer|runtime error/.test(r.stderr), `bomb ${name}: ${r.status} ${r.signal} ${r.stderr.slice(0, 200)}`);
  rmSync(file);
}
for (const [name, text] of Object.entries(marks)) {
  const dir = join(work, "mark");
  mkdirSync(join(dir, "content/reports"), { recursive: true });
  writeFileSync(join(dir, "site.conf"), "[site]\ntitle = x\n");
  if (!existsSync(join(dir, "themes"))) symlinkSync(join(ROOT, "themes"), join(dir, "themes"));
  writeFileSync(join(dir, "content/reports/x.md"), "---\ntitle: 题\nid: 1\n---\n\n" + text);
  const r = limited("build", "-C", dir, "-j", "1");
  check((r.status === 0 || r.status === 1) && !/Sanitizer|runtime error/.test(r.stderr), `markdown ${name}: ${r.status} ${r.signal} ${r.stderr.slice(0, 200)}`);
}

/* ---- through import and build ---- */

const run = (...args) => spawnSync(EXE, args, { encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: "C", ASAN_OPTIONS: "detect_leaks=0" } });
for (const args of [["import", "--force", "-C", site, inbox], ["build", "-C", site], ["build", "-C", site]]) {
  const r = run(...args);
  check(r.status === 1 && !/Sanitizer|runtime error/.test(r.stderr), `${args[0]}: ${r.status} ${r.signal} ${r.stderr.slice(-300)}`);
  check(!/[\x00-\x08\x0b-\x1f\x7f]|\x1b/.test(r.stderr + r.stdout), args[0] + ": control characters reach the terminal");
}
const out = join(site, "public");
function* files(dir) {
  for (const e of readdirSync(dir, { withFileTypes: true }))
    if (e.isDirectory()) yield* files(join(dir, e.name));
    else yield join(dir, e.name);
}
const all = [...files(out)], pages = all.filter((f) => f.endsWith(".html"));
check(pages.length > (SAN ? 50 : 300), `${pages.length} pages`);
check(readdirSync(site).sort().join() === ".jiebao,content,public,site.conf,themes", "nothing outside: " + readdirSync(site));
check(!all.some((f) => readFileSync(f).includes("root:x:0")), "no link leads out of the site");
check(all.every((f) => /^[\x21-\x7e]+$/.test(f.slice(out.length)) && !/\/(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(f.slice(out.length))), "names for every system");
check(new Set(all.map((f) => f.toLowerCase())).size === all.length, "names differ without regard to case");
for (const f of all.filter((f) => f.endsWith(".xml"))) {
  const r = spawnSync("xmllint", ["--noout", "--nonet", f], { encoding: "utf8" });
  check(r.status === 0, `${f.slice(out.length)}: ${r.stderr.slice(0, 300)}`);
  const away = [...readFileSync(f, "utf8").matchAll(/(?:href="|<loc>)(?!https:\/\/example\.org\/a\/)[^"<]*/g)].map((m) => m[0]);
  check(!away.length, `${f.slice(out.length)}: ${away.slice(0, 3)}`);
}
for (const f of all.filter((f) => f.endsWith(".json"))) {
  const text = readFileSync(f, "utf8");
  let ok = true;
  try { JSON.parse(text); } catch { ok = false; }
  check(ok && !/<|\u2028|\u2029/.test(text), f.slice(out.length) + " is JSON, without <");
}
for (const f of all.filter((f) => f.includes("/search/") && f.endsWith(".js")))
  if (/<|\u2028|\u2029/.test(readFileSync(f, "utf8"))) check(false, f.slice(out.length) + ": < in a script");
for (const f of all.filter((f) => f.endsWith(".csv"))) {
  const cells = [];
  let text = readFileSync(f, "utf8").replace(/^\ufeff/, "");
  for (const m of text.matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)) cells.push(m[1] ?? m[2] ?? "");
  const bad = cells.filter((c) => /^[=+@\t\r]|^-[^\d]|^-\d.*[+(]/.test(c));
  check(cells.length > 100 && !bad.length, `${f.slice(out.length)}: formulas: ${JSON.stringify(bad.slice(0, 3))}`);
}
const numbers = [attacks, Object.keys(fronts), names, Object.keys(bombs), Object.keys(marks)].map((x) => x.length);
check(new Set(attacks.map((x) => x.kind + x.text)).size === attacks.length && numbers[0] > 300, "distinct attacks: " + numbers);
console.log(`${numbers[0]} attacks in texts and fields (${tried.length} tried), ${numbers[1]} front matters, ${numbers[2]} file names, ${numbers[3]} inputs and ${numbers[4]} Markdown texts that take time; ${pages.length} pages`);
if (SAN) end(); // the browser has no part in it

/* ---- in the browser ---- */

const { launch, serve, settled } = await import("../search/browser.mjs");
const browser = await launch(), server = await serve(out);
const bases = { file: pathToFileURL(out).href + "/", http: server.url };
const inPage = pages.map((f) => f.slice(out.length + 1)).filter((f) => f !== "404.html"); // it has whole addresses
const own = (f) => !/^(reports\/(?!evil-)|notes\/)/.test(f);
const some = (n) => (f, i) => ALL || i % n === 0;
const shown = { file: [...inPage.filter(own), ...inPage.filter((f) => !own(f)).filter(some(16))], http: ALL ? inPage : inPage.filter(own).filter(some(8)) };

async function visit(base, queue) {
  const tab = await (await browser.newContext()).newPage();
  const cdp = await tab.context().newCDPSession(tab);
  await cdp.send("Performance.enable");
  const spent = async () => (await cdp.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value;
  let problems = [];
  tab.on("dialog", (d) => { problems.push("dialog"); d.dismiss(); });
  tab.on("console", (m) => { if (m.type() === "error") problems.push(m.text()); });
  tab.on("pageerror", (e) => problems.push(e.message));
  tab.on("request", (r) => { if (!r.url().startsWith(base)) problems.push("request " + r.url()); });
  for (let path; (path = queue.pop()) !== undefined;) {
    problems = [];
    const before = await spent();
    await tab.goto(base + path, { waitUntil: "load" }).catch((e) => problems.push(e.message));
    const found = await tab.evaluate(() => [window.pwned, document.querySelectorAll("article script, article iframe, article object, article embed, article form, base, [style]").length,
      [...document.querySelectorAll("a[href]")].map((a) => a.protocol).filter((p) => !["http:", "https:", "mailto:", "file:", ":"].includes(p)).join(), location.href]).catch((e) => [e.message]);
    if (found[0] !== undefined && found[0] !== null) problems.push("ran: " + found[0]);
    if (found[1]) problems.push(found[1] + " foreign elements");
    if (found[2]) problems.push("links of " + found[2]);
    if (found[3] && !found[3].startsWith(base + path)) problems.push("led to " + found[3]);
    const seconds = (await spent()) - before;
    if (seconds > 2) problems.push(seconds + " s");
    check(!problems.length, `${base.slice(0, 4)} ${path}: ${[...new Set(problems)].slice(0, 3)}`);
  }
}
for (const [kind, base] of Object.entries(bases)) {
  const queue = [...shown[kind]].reverse();
  await Promise.all([1, 2, 3, 4].map(() => visit(base, queue)));
}
/* The search page shows hostile titles and excerpts. */
for (const q of ["养老", "<script>", "onerror", "constructor", "\"><img"]) {
  const tab = await browser.newPage();
  const problems = [];
  tab.on("console", (m) => { if (m.type() === "error") problems.push(m.text()); });
  tab.on("pageerror", (e) => problems.push(e.message));
  await tab.goto(bases.file + "search.html?q=" + encodeURIComponent(q));
  check(await settled(tab).then(() => true, () => false), "search " + q + ": no answer");
  check(!problems.length && (await tab.evaluate(() => window.pwned)) === undefined, `search ${q}: ${problems}`);
  await tab.close();
}
console.log(`${shown.file.length} pages opened over file://, ${shown.http.length} over http`);
await browser.close();
server.close();
end();
