#!/usr/bin/env node
/* Hostile content: attacks in every field and in the text of hand-written
   reports, in raw pages, in topics, pages and corrections go through import and
   build; then every page is opened in Chromium over file://, many over http.
   Nothing runs, nothing is asked of another host, feeds are well-formed, exports
   safe. Bombs are refused or done within 2 s of CPU each. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const EXE = resolve(process.env.EXE || join(ROOT, "generator/jiebao"));
const SAN = Boolean(process.env.SAN);
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

const RUN = "window.pwned=1";
const schemes = ["javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", " javascript:", "\u0001javascript:", "\u00a0javascript:",
  "&#106;avascript:", "&#x6A;avascript:", "&#0000106avascript:", "javascript&colon;", "java&Tab;script:", "java&NewLine;script:",
  "vbscript:", "data:text/html,<script>", "data:text/html;base64,PHNjcmlwdD4=", "DATA:image/svg+xml,<svg onload=", "view-source:javascript:",
  "jar:javascript:", "file:///etc/passwd?", "feed:javascript:", "blob:", "//evil.example/", "\\\\evil.example\\", "/\\evil.example/",
  "http:javascript:", "%6Aavascript:", "javascript\\:", "\u200bjavascript:", "ｊａｖａｓｃｒｉｐｔ:"];
const links = schemes.map((s) => `<a href="${s}${RUN}">x</a> [点](${s}${RUN}) [x](<${s}${RUN}>) ![图](${s}${RUN}) <${s}${RUN}>`);
const markup = ["<script>" + RUN + "</script>", "</script><script>" + RUN + "</script>", "<ScRiPt >" + RUN + "</sCrIpT >", "<scr<script>ipt>" + RUN + "</script>",
  "<img src=x onerror=" + RUN + ">", "<img src=x:x onerror=\"" + RUN + "\">", "\"><img src=x onerror=" + RUN + ">", "'><img src=x onerror=" + RUN + ">",
  "\" onmouseover=\"" + RUN + "\" x=\"", "' onfocus='" + RUN + "' autofocus x='", "` onerror=`" + RUN + "`", "<svg onload=" + RUN + ">", "<svg><script>" + RUN + "</script></svg>",
  "<math><mtext><script>" + RUN + "</script></mtext></math>", "<iframe src=\"javascript:parent." + RUN + "\"></iframe>", "<iframe srcdoc=\"<script>parent." + RUN + "</script>\">",
  "<object data=\"data:text/html,<script>" + RUN + "</script>\">", "<embed src=\"javascript:" + RUN + "\">", "<base href=\"https://evil.example/\">",
  "<meta http-equiv=refresh content=\"0;url=https://evil.example/\">", "<link rel=stylesheet href=https://evil.example/x.css>", "<style>@import 'https://evil.example/x'</style>",
  "<p style=\"background:url(https://evil.example/x)\">", "<form action=https://evil.example/><button>x", "<details open ontoggle=" + RUN + ">", "<video><source onerror=" + RUN + ">",
  "<body onload=" + RUN + ">", "<input autofocus onfocus=" + RUN + ">", "<marquee onstart=" + RUN + ">", "<template><script>" + RUN + "</script></template>",
  "<noscript><p title=\"</noscript><img src=x onerror=" + RUN + ">\">", "</title><script>" + RUN + "</script>", "</textarea><script>" + RUN + "</script>", "</style><script>" + RUN + "</script>",
  "<!--<script>", "<!-- --!><script>" + RUN + "</script>", "--><script>" + RUN + "</script>", "<![CDATA[<script>" + RUN + "</script>]]>", "]]><script>" + RUN + "</script>", "]]>", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]>&a;",
  "&lt;script&gt;" + RUN + "&lt;/script&gt;", "&amp;lt;script&amp;gt;", "&#60;script&#62;" + RUN, "\\u003cscript\\u003e" + RUN, "{{title}} {{{title}}} {{#reports}}", "${" + RUN + "}", "{% x %} <%= x %>",
  "\u2028" + RUN + "\u2029", "\");" + RUN + ";//", "');" + RUN + ";//", "\\\");" + RUN + "//", "*/" + RUN + "/*", "jiebao.shard(\"x\",\"y\")", "constructor __proto__ toString hasOwnProperty",
  "=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"https://evil.example\")", "＝1+1", "\u202egnp.exe", "\u2066\u2067\u2068abc\u2069", "\u200b\u200e\u200f\ufeff", "\ufffe\uffff", "\u0000", "\u0007\u001b[31m\u009b31m", "a\u0301".repeat(200),
  "../../../etc/passwd", "..\\..\\x", "con", "nul.html", "%2e%2e%2f", "# x\n\n---\ntitle: 二\n---\n", "---", "...", "- [ ] x", "[a]: javascript:" + RUN + "\n\n[a]", "[x](x \"y\" onclick=\"" + RUN + "\")", "```\n</code></pre><script>" + RUN + "</script>\n```",
  "[" .repeat(300) + "x", "*".repeat(500), "> ".repeat(150) + "x", "<a ".repeat(300), "&".repeat(500), "|a|b|\n|--|--|\n|<script>" + RUN + "</script>|=1|"];
const attacks = [...markup, ...links];

const fields = ["title", "province", "city", "district", "street", "publisher", "index_no", "source_url", "source", "kind", "topics", "extra\"><b", "published", "summary_years", "division", "id"];
const yaml = (s) => JSON.stringify(s).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
const body = (s) => `导语 ${s}\n\n## 一、${s.replace(/\n/g, " ")}\n\n${s}\n\n- ${s}\n\n养老服务 ${s} 党建\n\n| a | b |\n| --- | --- |\n| ${s.replace(/[\n|]/g, " ")} | x |\n`;
const page = (s) => `天心区金盆岭街道20${10 + s.length % 13}年工作总结 ${s}\n索引号：${s}\n发布机构：${s}\n\n一、${s}\n街道党建工作${s}，养老服务。\n二、民生\n${s}\n居民办事${s}，办结三百件。\n`;
const html = (s) => `<html><head><meta charset=utf-8><title>${s}</title><meta name=author content="${s}"></head><body onload="${RUN}"><h1>天心区金盆岭街道20${10 + s.length % 13}年工作总结${s}</h1>` +
  `<table><tr><td>索引号</td><td>${s}</td></tr></table><p>一、党建</p><p>街道工作${s}，办结三百件。</p><p title="${s}">二、养老服务${s}</p><p>${s}</p></body></html>`;

const work = mkdtempSync(join(tmpdir(), "jiebao-hostile-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
const site = join(work, "site"), inbox = join(site, "content/inbox"), reports = join(site, "content/reports");
const put = (path, text) => { mkdirSync(dirname(join(site, path)), { recursive: true }); writeFileSync(join(site, path), text); };
mkdirSync(reports, { recursive: true });
mkdirSync(inbox, { recursive: true });
cpSync(join(ROOT, "themes"), join(site, "themes"), { recursive: true });
const oneLine = (s) => s.replace(/[\0-\x1f\x7f]/g, " ").slice(0, 60);
put("site.conf", `[site]\ntitle = 站 "><script>${RUN}</script>\ndescription = </script><img src=x onerror=${RUN}> ]]>\nbase_url = https://example.org/a/\n\n` +
  ["<img src=x onerror=" + RUN + ">", "\"'><b>养老", "=1+1"].map((t, i) => `[topic ${t.replace(/[\]]/g, "")}]\nslug = t${i}\nkeywords = 养老:2, <script>${RUN}</script>:1\n\n`).join(""));
put("content/synonyms.conf", markup.slice(0, 12).map((s) => oneLine(s).replace(/[=,]/g, " ") + " = 养老, " + oneLine(s).replace(/[=,]/g, " ")).join("\n") + "\n");
put("content/overrides.conf", `[${"0".repeat(64)}]\ntitle = <script>${RUN}</script>\n`);
let count = 0;
attacks.forEach((s, i) => {
  const some = SAN && i % 6;
  if (some) return;
  const front = fields.map((f) => `${f.includes('"') ? yaml(f) : f}: ${yaml(f === "title" ? "题" + s : i % 8 && /^(district|city|province|division)$/.test(f) ? "青石区" : s)}`).join("\n");
  put(`content/reports/evil-${i}.md`, `---\n${front}\n---\n\n${body(s)}`);
  put(`content/pages/page-${i % 20}.md`, `---\ntitle: ${yaml(s)}\n---\n\n${body(s)}`);
  if (i % 2) writeFileSync(join(inbox, `t${i}.txt`), page(s));
  else writeFileSync(join(inbox, `h${i}.html`), html(s));
  count += 3;
});
check(count > (SAN ? 50 : 300), `${count} attacks`);

/* ---- names and front matter ---- */

const fronts = { anchor: "title: &a x\nstreet: *a", bomb: "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\ntitle: x", deep: "title: " + "[".repeat(20000), nested: "title: x\nx: " + "{a: ".repeat(5000) + "1" + "}".repeat(5000),
  twice: "title: a\ntitle: b", tag: "title: !!python/object:os.system x", binary: "title: !!binary AAAA", js: "js\ntitle: x", long: "title: " + "长".repeat(500000), many: Array.from({ length: 20000 }, (_, i) => `k${i}: v`).join("\n") + "\ntitle: x", merge: "<<: {title: x}" };
for (const [k, v] of Object.entries(fronts)) put(`content/reports/front-${k}.md`, `---\n${v}\n---\n\n正文\n`);
for (const n of ["con", "CON", "aux", "lpt1", "Case", "case", "caf\u00e9", "cafe\u0301", "a b", "x\u202ey", "..x", "a..b", "-x", "x\ny"]) put(`content/reports/${n}.md`, "---\ntitle: 名\n---\n\n正文\n");
symlinkSync("/etc/passwd", join(reports, "link.md"));
symlinkSync("/etc", join(reports, "dir"));
symlinkSync("/etc/passwd", join(inbox, "link.txt"));
symlinkSync("..", join(inbox, "up"));
writeFileSync(join(inbox, "nul.txt"), Buffer.concat([Buffer.from("某街道2022年工作总结\n"), Buffer.alloc(5000), Buffer.from("完")]));

/* ---- bombs: within their CPU time, in a line each ---- */

const member = (s) => `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: ${s.length}\r\n\r\n${s}\r\n\r\n`;
const bombs = { "div.html": "<div>".repeat(200000), "b.html": "<b>".repeat(50000) + "<p>x", "abiu.html": "<a><b><i><u>".repeat(50000), "attrs.html": "<p " + Array.from({ length: 200000 }, (_, i) => "a" + i).join(" ") + ">x", "table.html": "<table><tr><td>".repeat(30000),
  "entities.html": "&lt;".repeat(300000), "comment.html": "<!--".repeat(200000), "select.html": "<select><option>".repeat(50000), "line.txt": "长".repeat(3000000), "lines.txt": "一、\n".repeat(200000), "brackets.txt": "2022年街道工作总结\n" + "![[]()".repeat(60000),
  "lists.txt": "- ".repeat(64000) + "x" + "\n".repeat(64000), "stars.txt": "*a_ ".repeat(100000), "zip.warc.gz": gzipSync(Buffer.alloc(300 << 20)), "warc.warc.gz": gzipSync(member("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n") .repeat(20000)), "cut.warc": member("x").slice(0, -9), "length.warc": "WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\nx" };
const limited = (...args) => spawnSync("sh", ["-c", `ulimit -t ${SECONDS}; exec "$0" "$@"`, EXE, ...args], { encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: "C", ASAN_OPTIONS: "detect_leaks=0" } });
for (const [name, data] of Object.entries(bombs)) {
  const file = join(work, name);
  writeFileSync(file, data);
  const r = limited("import", "-C", site, "--dry-run", "--force", "-j", "1", file);
  check((r.status === 0 || r.status === 1) && !/Sanitizer|runtime error/.test(r.stderr), `bomb ${name}: ${r.status} ${r.signal} ${r.stderr.slice(0, 200)}`);
  rmSync(file);
}
const marks = { brackets: "![[]()".repeat(60000), lists: "- ".repeat(64000) + "x" + "\n".repeat(64000), quotes: "> ".repeat(50000), emphasis: "*a **a ".repeat(40000), links: "[a](".repeat(60000), refs: "[a]: x\n".repeat(40000), ticks: Array.from({ length: 3000 }, (_, i) => "e" + "`".repeat(i)).join(""), html: "<?".repeat(100000), tables: "|a".repeat(50000) + "\n" + "|-".repeat(50000) + "\n" };
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
if (SAN) end(); // the browser has no part in it

/* ---- in the browser ---- */

const { launch, serve, settled } = await import("../search/browser.mjs");
const browser = await launch(), server = await serve(out);
const bases = { file: pathToFileURL(out).href + "/", http: server.url };
const inPage = pages.map((f) => f.slice(out.length + 1)).filter((f, i) => f !== "404.html" && (!f.startsWith("notes/") || i % 4 === 0)); // 404.html has whole addresses
const shown = { file: inPage, http: inPage.filter((f, i) => !/^(reports|notes)\//.test(f) || i % 20 === 0).filter((f, i) => !f.startsWith("districts/") || i % 3 === 0) };

async function visit(base, queue) {
  const tab = await (await browser.newContext()).newPage();
  let problems = [];
  tab.on("dialog", (d) => { problems.push("dialog"); d.dismiss(); });
  tab.on("console", (m) => { if (m.type() === "error") problems.push(m.text()); });
  tab.on("pageerror", (e) => problems.push(e.message));
  tab.on("request", (r) => { if (!r.url().startsWith(base)) problems.push("request " + r.url()); });
  for (let path; (path = queue.pop()) !== undefined;) {
    problems = [];
    await tab.goto(base + path, { waitUntil: "load" }).catch((e) => problems.push(e.message));
    const found = await tab.evaluate(() => [window.pwned, document.querySelectorAll("article script, article iframe, article object, article embed, article form, base, [style]").length,
      [...document.querySelectorAll("a[href]")].map((a) => a.protocol).filter((p) => !["http:", "https:", "mailto:", "file:", ":"].includes(p)).join(), location.href]).catch((e) => [e.message]);
    if (found[0] !== undefined && found[0] !== null) problems.push("ran: " + found[0]);
    if (found[1]) problems.push(found[1] + " foreign elements");
    if (found[2]) problems.push("links of " + found[2]);
    if (found[3] && !found[3].startsWith(base + path)) problems.push("led to " + found[3]);
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
await browser.close();
server.close();
end();
