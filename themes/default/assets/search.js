/* Full-text search over the prebuilt index in ../search/, whose format is
   docs/search-index.md: jiebao.search(query, options). Files of the index are
   classic scripts that call jiebao.shard, so that all this works from a disk,
   too. What comes out of the index is data: it is never run and never HTML. */
(function () {
  "use strict";

  const jiebao = window.jiebao = window.jiebao || {};
  const BASE = new URL("../search/", document.currentScript.src).href;
  const TIMEOUT = 30000;       // ms for one file
  const AT_ONCE = 12;          // files asked for at the same time
  const LOOKED_UP = 8;         // words that go to the postings; the rest of a
                               // very long query is checked in the texts
  const PARTS = 8, TITLE = 1, HEADINGS = 2;   // places of a report; bits
  const EXCERPT = 120;         // characters

  /* ---- files ---- */

  const files = new Map();     // name -> promise of the data
  const waiting = new Map();   // name -> where the data goes
  const queue = [];
  let running = 0;

  jiebao.shard = (name, data) => {
    const arrived = waiting.get(name);
    if (arrived) arrived(data);
  };

  function startNext() {
    while (running < AT_ONCE && queue.length) {
      running++;
      append(...queue.shift());
    }
  }

  function append(name, version, resolve, reject) {
    const script = document.createElement("script");
    let data;
    const end = (problem) => {
      clearTimeout(timer);
      waiting.delete(name);
      script.remove();
      running--;
      startNext();
      if (problem) reject(Object.assign(new Error(problem), { file: name }));
      else resolve(data);
    };
    const timer = setTimeout(end, TIMEOUT, "timeout");
    waiting.set(name, (value) => { data = value; });
    script.onload = () => end(data === undefined ? "damaged" : "");
    script.onerror = () => end("missing");
    script.src = BASE + name + ".js" + (version ? "?v=" + version : "");
    document.head.append(script);
  }

  /* Each file once; after a failure, again when it is next asked for. */
  function load(name, version) {
    let promise = files.get(name);
    if (promise) return promise;
    promise = new Promise((resolve, reject) => queue.push([name, version, resolve, reject]));
    promise.catch(() => files.delete(name));
    files.set(name, promise);
    startNext();
    return promise;
  }

  function damaged(name) {
    return Object.assign(new Error("damaged"), { file: name });
  }

  /* ---- folding: must do what text/fold.c does (tests/fold_cases.json) ---- */

  const SPACE = /[\s\u0085\u200b]+/gu;
  const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

  function fold(s) {
    return s.replace(LONE, "\ufffd").normalize("NFKC").toLowerCase()
      .replace(/ς/g, "σ").replace(SPACE, "");
  }

  /* What folds on its own where its neighbour does, too: most of any report. */
  function foldsAlone(c) {
    return c < 0x80 || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3000 && c <= 0x301d) || (c >= 0xff01 && c <= 0xff5e);
  }

  /* A character with those behind it that may become one with it. */
  const CLUSTER = /[^][\p{M}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u3131-\u318e\uff9e-\uffdc]*/uy;

  function clusterAt(s, i) {
    if (foldsAlone(s.charCodeAt(i)) && (i + 1 === s.length || foldsAlone(s.charCodeAt(i + 1)))) return s[i];
    CLUSTER.lastIndex = i;
    return CLUSTER.exec(s)[0];
  }

  /* The fold of s, and for each of its units where in s it came from. */
  function foldWithMap(s) {
    const parts = [], from = [], to = [];
    for (let i = 0; i < s.length;) {
      const cluster = clusterAt(s, i), c = cluster.charCodeAt(0);
      const part = c >= 0x4e00 && c <= 0x9fff && cluster.length === 1 ? cluster : fold(cluster);
      for (let k = 0; k < part.length; k++) {
        from.push(i);
        to.push(i + cluster.length);
      }
      parts.push(part);
      i += cluster.length;
    }
    return { folded: parts.join(""), from, to };
  }

  /* ---- symbols and bits ---- */

  const VALUE = new Int16Array(128).fill(-1);
  for (let code = 0x20, value = 0; code < 0x7f; code++)
    if (code !== 0x22 && code !== 0x3c && code !== 0x5c) VALUE[code] = value++;
  const SYMBOLS = 92, PAIR_BITS = 13;

  function valueAt(s, i) {
    const value = VALUE[s.charCodeAt(i)];
    if (!(value >= 0)) throw damaged("");
    return value;
  }

  /* A column of n numbers of equal width. */
  function readColumn(s, n) {
    const width = n ? s.length / n : 0, out = new Int32Array(n);
    for (let i = 0, at = 0; i < n; i++)
      for (let k = 0; k < width; k++) out[i] = out[i] * SYMBOLS + valueAt(s, at++);
    return out;
  }

  class Bits {
    constructor(s) {
      this.s = s;
      this.at = 0;      // the next symbol
      this.held = 0;    // `count` bits that were read and not yet used
      this.count = 0;
    }
    fill() {
      this.held = valueAt(this.s, this.at) * SYMBOLS + valueAt(this.s, this.at + 1);
      this.at += 2;
      this.count = PAIR_BITS;
    }
    bits(n) {
      let v = 0;
      while (n > 0) {
        if (!this.count) this.fill();
        const take = Math.min(n, this.count);
        this.count -= take;
        v = v * (1 << take) + (this.held >> this.count);
        this.held &= (1 << this.count) - 1;
        n -= take;
      }
      return v;
    }
    zeros() {           // how many before a one, which is read, too
      let n = 0;
      while (!this.held) {
        n += this.count;
        this.fill();
      }
      const left = 31 - Math.clz32(this.held);
      n += this.count - 1 - left;
      this.count = left;
      this.held &= (1 << left) - 1;
      return n;
    }
    gamma() {
      const n = this.zeros();
      return 2 ** n + this.bits(n);
    }
    rice(k) {
      const high = this.zeros();
      return high * 2 ** k + this.bits(k);
    }
  }

  function riceParameter(n, room) {
    let k = 0;
    while (k < 31 && n * 13 * 2 ** (k + 1) <= room * 9) k++;
    return k;
  }

  /* ---- postings ---- */

  /* A term's number: the hash of its two code units, or of one and 0. */
  function termHash(a, b) {
    let h = (a << 16 | b) >>> 0;
    h ^= h >>> 15;
    h = Math.imul(h, 0x2C1B3C6D);
    h ^= h >>> 12;
    h = Math.imul(h, 0x297A2D39);
    return (h ^ h >>> 15) >>> 0;
  }

  /* The parts of each report of a segment in which the term occurs, as bits. */
  function findTerm(segment, shard, data, hash) {
    const parts = new Uint8Array(segment.n), room = segment.n * PARTS;
    const bits = new Bits(data), low = 2 ** (32 - segment.bits);
    const terms = bits.gamma() - 1, k = riceParameter(terms, low);
    let next = shard * low;
    for (let i = 0; i < terms; i++) {
      next += bits.rice(k);
      if (next > hash) break;
      const count = bits.gamma(), gap = riceParameter(count, room);
      let place = 0;
      for (let j = 0; j < count; j++) {
        place += bits.rice(gap);
        if (next === hash) parts[place >> 3] |= 1 << (place & 7);
        place++;
      }
      if (place > room) throw damaged("");
      if (next === hash) break;
      next++;
    }
    return parts;
  }

  async function termParts(segment, hash) {
    if (segment.terms.has(hash)) return segment.terms.get(hash);
    const shard = hash >>> (32 - segment.bits);
    const name = segment.name + "/" + shard;
    const data = await load(name, segment.version);
    let parts;
    try {
      parts = findTerm(segment, shard, data, hash);
    } catch (e) {
      files.delete(name);
      throw damaged(name);
    }
    segment.terms.set(hash, parts);
    return parts;
  }

  /* Which pairs of a word are looked up: one or two say all of a short word;
     of a longer one those in its middle, which most often span two words of
     the language and so are rare. */
  function pairsOf(word) {
    const n = word.length - 1;
    if (n <= 0) return [[word.charCodeAt(0), 0]];
    const middle = (n - 1) >> 1;
    const at = n > 6 ? [n >> 2, n >> 1, (3 * n) >> 2]
      : n > 1 ? [middle, middle + 1] : [0];
    return at.map((i) => [word.charCodeAt(i), word.charCodeAt(i + 1)]);
  }

  /* The parts that may contain the word: that contain all its pairs. */
  async function wordParts(segment, word, problems) {
    const found = await Promise.allSettled(
      pairsOf(word).map(([a, b]) => termParts(segment, termHash(a, b))));
    const lists = [];
    for (const one of found) {
      if (one.status === "fulfilled") lists.push(one.value);
      else problems.add(one.reason.file);
    }
    if (!lists.length) return null;
    const parts = lists[0].slice();
    for (const list of lists.slice(1))
      for (let i = 0; i < parts.length; i++) parts[i] &= list[i];
    return { parts, sure: word.length <= 2 };
  }

  /* ---- manifest and columns ---- */

  function readNumbers(runs, first, n) {
    const out = new Int32Array(n);
    let number = first, k = 0;
    for (let i = 0; i < runs.length; i += 2) {
      number += runs[i];
      for (let j = 0; j < runs[i + 1] && k < n; j++) out[k++] = number++;
    }
    return out;
  }

  function yearsOf(spans) {
    const years = new Set();
    for (const span of spans) {
      if (!span) continue;
      const [first, last = first] = span.split("-").map(Number);
      for (let y = first; y <= last; y++) years.add(String(y));
    }
    return [...years];
  }

  /* Each facet's code of every report, and what each code stands for. */
  function readColumns(segment, c, districts, topics) {
    const n = segment.n;
    segment.numbers = readNumbers(c[0], segment.first, n);
    segment.codes = { district: readColumn(c[1], n), year: readColumn(c[3], n), topic: readColumn(c[5], n) };
    segment.spans = c[2];
    segment.topics = c[4];
    segment.values = {
      district: districts.map(([code]) => [code]),
      year: c[2].map(yearsOf),
      topic: c[4].map((list) => list.map((t) => topics[t][0])),
    };
    segment.day = readColumn(c[7], n).map((d) => d && d + c[6]);
  }

  async function readSegment(entry, districts, topics) {
    const [first, last, n, bits, version, columns] = entry;
    const segment = { first, last, n, bits, version, name: first + "-" + last, terms: new Map() };
    readColumns(segment, columns || await load(segment.name + "/columns", version), districts, topics);
    return segment;
  }

  async function readManifest() {
    const [format, , districts, topics, segments] = await load("manifest");
    if (format !== 1) throw damaged("manifest");
    const read = await Promise.allSettled(segments.map((s) => readSegment(s, districts, topics)));
    return {
      districts, topics,
      segments: read.filter((r) => r.status === "fulfilled").map((r) => r.value),
      problems: read.filter((r) => r.status !== "fulfilled").map((r) => r.reason.file || "manifest"),
    };
  }

  let manifest = null;
  async function getManifest() {
    const promise = manifest = manifest || readManifest();
    try {
      const site = await promise;
      if (site.problems.length && manifest === promise) manifest = null;
      return site;
    } catch (e) {
      if (manifest === promise) manifest = null;
      throw e;
    }
  }

  /* ---- texts ---- */

  const texts = new Map();   // number -> text

  function decodeText(alphabet, codes) {
    if (!alphabet) return codes;
    const chars = Array.from(alphabet);
    const shorts = Math.min(SYMBOLS, Math.floor((SYMBOLS * SYMBOLS - chars.length) / (SYMBOLS - 1)));
    const out = [];
    for (let i = 0; i < codes.length; i++) {
      let code = valueAt(codes, i);
      if (code >= shorts) code = shorts + (code - shorts) * SYMBOLS + valueAt(codes, ++i);
      if (code >= chars.length) throw damaged("");
      out.push(chars[code]);
    }
    return out.join("");
  }

  function readText([slug, title, street, published, outline, runs, windows, alphabet, codes]) {
    const lines = decodeText(alphabet, codes).split("\0");
    const headings = [], blocks = [];
    for (let i = 0; i < outline.length; i += 2)
      headings.push({ id: outline[i], parent: outline[i + 1], text: lines[headings.length] });
    for (let i = 0; i < runs.length; i += 2)
      for (let j = 0; j < runs[i + 1]; j++)
        blocks.push({ id: "p" + (blocks.length + 1), heading: runs[i], text: lines[headings.length + blocks.length] });
    for (const line of [...headings, ...blocks]) line.folded = fold(line.text);
    return { slug, title, street, published, headings, blocks, windows, foldedTitle: fold(title) };
  }

  async function getText(hit) {
    if (texts.has(hit.number)) return texts.get(hit.number);
    const name = "text/" + Math.floor(hit.number / 1000) + "/" + hit.number;
    const data = await load(name, hit.segment.version);
    try {
      const text = readText(data);
      texts.set(hit.number, text);
      return text;
    } catch (e) {
      files.delete(name);
      throw damaged(name);
    }
  }

  /* ---- queries ---- */

  /* Words that must occur and words that must not. A hyphen excludes only
     where something is looked for; alone it is what is looked for. */
  function parseQuery(query) {
    const wanted = [], unwanted = [];
    const pattern = /(-?)"([^"]*)"(?=[\s\u0085\u200b]|$)|[^\s\u0085\u200b]+/gu;
    for (const match of query.matchAll(pattern)) {
      const quoted = match[2] !== undefined;
      const minus = quoted ? match[1] !== "" : match[0].length > 1 && match[0][0] === "-";
      const text = quoted ? match[2] : minus ? match[0].slice(1) : match[0];
      const word = fold(text);
      if (word) (minus ? unwanted : wanted).push({ word, whole: fold(match[0]) });
    }
    if (!wanted.length) return { wanted: distinct(unwanted.map((w) => w.whole)), unwanted: [] };
    return { wanted: distinct(wanted.map((w) => w.word)), unwanted: distinct(unwanted.map((w) => w.word)) };
  }

  function distinct(words) {
    return [...new Set(words)];
  }

  /* As lists of the values that the index knows. */
  function listOf(value) {
    if (value === undefined || value === null || value === "") return [];
    return (Array.isArray(value) ? value : [value]).map(String).filter((v) => v !== "");
  }

  function readFilters(site, options) {
    const byKey = (rows, wanted) => new Set(rows.flatMap(([key, name]) =>
      wanted.includes(key) || wanted.includes(name) ? [key] : []).concat(wanted.length ? [""] : []));
    const districts = listOf(options.district), topics = listOf(options.topic), years = listOf(options.year);
    return {
      district: districts.length ? byKey(site.districts, districts) : null,
      topic: topics.length ? byKey(site.topics, topics) : null,
      year: years.length ? new Set(years) : null,
    };
  }

  const FACETS = ["district", "year", "topic"];

  /* Which facets' filters each report of a segment fails, as bits. */
  function failures(segment, filters) {
    const failed = new Uint8Array(segment.n);
    FACETS.forEach((facet, bit) => {
      if (!filters[facet]) return;
      const codes = segment.codes[facet];
      const passes = segment.values[facet].map((values) => values.some((v) => filters[facet].has(v)));
      for (let slot = 0; slot < segment.n; slot++) if (!passes[codes[slot]]) failed[slot] |= 1 << bit;
    });
    return failed;
  }

  const POPCOUNT = Uint8Array.from({ length: 256 }, (_, v) => {
    let n = 0;
    for (; v; v &= v - 1) n++;
    return n;
  });

  /* Where a report stands: by the parts in which each word occurs. */
  function score(hit, masks) {
    let count = 0;
    for (const mask of masks) count += POPCOUNT[mask >> 2];
    hit.level = masks.every((m) => m & TITLE) ? 2
      : masks.every((m) => m & (TITLE | HEADINGS)) ? 1 : 0;
    hit.count = count;
  }

  /* Best first: title, heading, how much of the text, the newer, the earlier
     in the archive. */
  function better(a, b) {
    return b.level - a.level || b.count - a.count || b.day - a.day || a.number - b.number;
  }

  /* `checked`: certain, as far as the words go; `wrong`: certainly not. */
  function newHit(segment, slot, checked) {
    return { segment, slot, number: segment.numbers[slot], day: segment.day[slot],
      level: 0, count: 0, checked, wrong: false, failed: 0 };
  }

  async function segmentHits(segment, query, problems) {
    const wanted = query.wanted.slice(0, LOOKED_UP), unwanted = query.unwanted.slice(0, LOOKED_UP);
    const look = (word) => wordParts(segment, word, problems);
    const [found, not] = await Promise.all([
      Promise.all(wanted.map(look)), Promise.all(unwanted.map(look))]);
    if (found.some((f) => !f)) return [];
    const sure = found.every((f) => f.sure) && query.wanted.length <= LOOKED_UP &&
      query.unwanted.length <= LOOKED_UP;
    const hits = [], parts = found.map((f) => f.parts);
    for (let slot = 0; slot < segment.n; slot++) {
      if (!parts.every((p) => p[slot])) continue;
      if (not.some((f) => f && f.sure && f.parts[slot])) continue;
      const checked = sure && !not.some((f) => !f || f.parts[slot]);
      const hit = newHit(segment, slot, checked);
      score(hit, parts.map((p) => p[slot]));
      hits.push(hit);
    }
    return hits;
  }

  /* The parts of a text that contain the word. */
  function partsIn(text, word) {
    let mask = text.foldedTitle.includes(word) ? TITLE : 0;
    if (text.headings.some((h) => h.folded.includes(word))) mask |= HEADINGS;
    let window = 0;
    text.blocks.forEach((block, i) => {
      while (window + 1 < text.windows.length && text.windows[window + 1] <= i) window++;
      if (block.folded.includes(word)) mask |= 4 << window;
    });
    return mask;
  }

  /* Reads the text: does it contain all that is wanted, and nothing else? */
  async function check(hit, query) {
    const text = await getText(hit);
    const masks = query.wanted.map((word) => partsIn(text, word));
    hit.checked = true;
    hit.wrong = masks.includes(0) || query.unwanted.some((word) => partsIn(text, word));
    score(hit, masks);
  }

  function insert(list, hit) {
    let lo = 0, hi = list.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (better(list[mid], hit) < 0) lo = mid + 1;
      else hi = mid;
    }
    list.splice(lo, 0, hit);
  }

  /* The best `need` hits for certain. What is not checked yet stands at the
     best place that it can have: it is checked when its turn comes. */
  async function rank(hits, need, query, problems) {
    const sure = hits.filter((h) => h.checked).sort(better);
    let open = hits.filter((h) => !h.checked).sort(better);
    for (;;) {
      let ahead = 0, batch = 0;
      while (ahead + batch < need && batch < open.length) {
        if (ahead < sure.length && better(sure[ahead], open[batch]) < 0) ahead++;
        else batch++;
      }
      if (!batch) break;
      const now = open.slice(0, batch);
      open = open.slice(batch);
      await Promise.all(now.map((hit) => check(hit, query).catch((e) => {
        hit.wrong = true;
        problems.add(e.file || "");
      })));
      for (const hit of now) if (!hit.wrong) insert(sure, hit);
    }
    return { sure, open };
  }

  /* How many hits have each value: of a facet, those that pass the filters of
     the others, so that a further value can be chosen. */
  function countFacets(segments, hits) {
    const facets = {};
    FACETS.forEach((facet, bit) => {
      const codes = new Map(segments.map((s) => [s, new Uint32Array(s.values[facet].length)]));
      for (const hit of hits)
        if (!hit.wrong && !(hit.failed & ~(1 << bit))) codes.get(hit.segment)[hit.segment.codes[facet][hit.slot]]++;
      const counts = facets[facet] = Object.create(null);
      for (const [segment, ofCode] of codes)
        ofCode.forEach((n, code) => {
          if (n) for (const value of segment.values[facet][code]) counts[value] = (counts[value] || 0) + n;
        });
    });
    return facets;
  }

  /* ---- excerpts ---- */

  /* Where the words stand in s: [from, to) in order, none overlapping. */
  function findMarks(s, words) {
    const { folded, from, to } = foldWithMap(s);
    const marks = [];
    for (const word of words)
      for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + word.length))
        marks.push([from[i], to[i + word.length - 1]]);
    marks.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const out = [];
    for (const mark of marks) {
      const last = out[out.length - 1];
      if (last && mark[0] < last[1]) last[1] = Math.max(last[1], mark[1]);
      else out.push(mark);
    }
    return out;
  }

  /* A cut of s around its first mark, at the ends of clauses where they are
     near, never within a surrogate pair. */
  function cutExcerpt(s, marks) {
    const [from, to] = marks[0] || [0, 0];
    let beg = Math.max(0, from - (EXCERPT >> 2)), end = Math.min(s.length, Math.max(to, beg + EXCERPT));
    if (beg > 0) {
      const stop = s.slice(Math.max(0, beg - 20), from).search(/[。；！？](?!.*[。；！？])/su);
      if (stop >= 0) beg = Math.max(0, beg - 20) + stop + 1;
    }
    const low = (i) => i > 0 && i < s.length && (s.charCodeAt(i) & 0xfc00) === 0xdc00;
    if (low(beg)) beg--;
    if (low(end)) end++;
    const before = beg > 0 ? "…" : "", after = end < s.length ? "…" : "";
    return {
      excerpt: before + s.slice(beg, end) + after,
      marks: marks.filter((m) => m[0] >= beg && m[1] <= end)
        .map((m) => [m[0] - beg + before.length, m[1] - beg + before.length]),
    };
  }

  function headingPath(text, index) {
    const path = [];
    for (let i = index; i >= 0; i = text.headings[i].parent) path.unshift(text.headings[i].text);
    return path;
  }

  /* Up to three passages: those with most of the words, in reading order. */
  function passagesOf(text, words) {
    const lines = text.blocks.map((b) => ({ line: b, path: b.heading }))
      .concat(text.headings.map((h) => ({ line: h, path: h.parent })));
    const found = lines.map((l) => ({ ...l, n: words.filter((w) => l.line.folded.includes(w)).length }))
      .filter((l) => l.n > 0);
    const best = new Set([...found].sort((a, b) => b.n - a.n).slice(0, 3));
    const shown = found.filter((l) => best.has(l)).sort((a, b) => b.n - a.n);
    if (!shown.length && text.blocks.length)
      shown.push({ line: { ...text.blocks[0], id: "" }, path: -1 });
    return {
      hits: found.length,
      passages: shown.map(({ line, path }) => ({
        anchor: line.id, path: headingPath(text, path), ...cutExcerpt(line.text, findMarks(line.text, words)),
      })),
    };
  }

  async function resultOf(site, hit, words) {
    const text = await getText(hit), { segment, slot } = hit;
    const { hits, passages } = passagesOf(text, words);
    const [code, district] = site.districts[segment.codes.district[slot]];
    const [summary, plan] = segment.spans[segment.codes.year[slot]];
    return {
      slug: text.slug, url: "reports/" + text.slug + ".html", title: text.title,
      anchor: passages.length ? passages[0].anchor : "",
      excerpt: passages.length ? passages[0].excerpt : "",
      district, street: text.street, published: text.published, summary_years: summary,
      topics: segment.topics[segment.codes.topic[slot]].map((t) => site.topics[t][1]),
      district_code: code, plan_years: plan, hits, passages,
      title_marks: findMarks(text.title, words),
    };
  }

  /* ---- the interface ---- */

  function wholeNumber(value, otherwise) {
    const n = Math.floor(Number(value));
    return value !== undefined && value !== null && n >= 0 && n < Infinity ? n : otherwise;
  }

  function allHits(segment) {
    return Array.from({ length: segment.n }, (_, slot) => newHit(segment, slot, true));
  }

  async function findHits(site, query, filters, problems) {
    if (!query.wanted.length)
      return FACETS.some((f) => filters[f]) ? site.segments.flatMap(allHits) : [];
    const found = await Promise.all(site.segments.map((s) => segmentHits(s, query, problems)));
    const hits = found.flat();
    // what was read before costs nothing
    await Promise.all(hits.filter((h) => !h.checked && texts.has(h.number)).map((h) => check(h, query)));
    return hits.filter((h) => !h.wrong);
  }

  /* See docs/search-index.md, "The reader's interface". */
  jiebao.search = async (query, options = {}) => {
    options = options || {};
    const site = await getManifest();
    const problems = new Set(site.problems);
    const parsed = parseQuery(String(query === undefined || query === null ? "" : query));
    const filters = readFilters(site, options);
    const hits = await findHits(site, parsed, filters, problems);
    const failed = new Map(site.segments.map((s) => [s, failures(s, filters)]));
    for (const hit of hits) hit.failed = failed.get(hit.segment)[hit.slot];
    const offset = wholeNumber(options.offset, 0), limit = wholeNumber(options.limit, 20);
    const { sure, open } = await rank(hits.filter((h) => !h.failed), offset + limit, parsed, problems);
    const shown = await Promise.all(sure.slice(offset, offset + limit).map((hit) =>
      resultOf(site, hit, parsed.wanted).catch((e) => { problems.add(e.file || ""); return null; })));
    return {
      total: sure.length + open.length,
      exact: !open.length && !problems.size,
      results: shown.filter((r) => r),
      facets: countFacets(site.segments, hits),
      words: parsed.wanted,
      missing: [...problems].sort(),
    };
  };

  jiebao.fold = fold;
  /* How many reports there are; [key, name] of each district and topic. */
  jiebao.searchNames = async () => {
    const { districts, topics, segments } = await getManifest();
    return { reports: segments.reduce((sum, s) => sum + s.n, 0), districts, topics };
  };
})();
