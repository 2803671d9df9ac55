/* Reads the prebuilt index in ../search/, whose format is docs/search-index.md:
   files, postings, columns, texts; search.js asks the questions. Files
   of the index are classic scripts that call jiebao.shard, so that all this
   works from a disk, too. What comes out of them is data: it is never run and
   never HTML. */
(function () {
  "use strict";

  const jiebao = window.jiebao;
  const { fold } = jiebao.folding;   // fold.js
  const BASE = new URL("../search/", document.currentScript.src).href;
  const TIMEOUT = 30000;       // ms for one file
  const AT_ONCE = 12;          // files asked for at the same time
  const PARTS = 8;             // places of a report

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
    segment.codes.back = segment.codes.plan = segment.codes.year;
    segment.spans = c[2];
    segment.topics = c[4];
    segment.values = {
      district: districts.map(([code]) => [code]),
      year: c[2].map(yearsOf),
      back: c[2].map(([summary]) => yearsOf([summary])),
      plan: c[2].map(([, plan]) => yearsOf([plan])),
      topic: c[4].map((list) => list.map((t) => topics[t][0])),
    };
    segment.codes.street = readColumn(c[9], n);
    segment.values.street = c[8].map(([d, name]) => name ? [districts[d][0] + "/" + name] : []);
    segment.day = readColumn(c[7], n).map((d) => d && d + c[6]);
  }

  async function readSegment(entry, districts, topics) {
    const [first, last, n, bits, version, columns] = entry;
    const segment = { first, last, n, bits, version, name: first + "-" + last, terms: new Map() };
    readColumns(segment, columns || await load(segment.name + "/columns", version), districts, topics);
    return segment;
  }

  /* What search-expand.js works with. */
  function readSpell([version, letters, archive, groups]) {
    return { version, letters, archive, groups };
  }

  async function readManifest() {
    const [format, , districts, topics, segments, spell] = await load("manifest");
    if (format !== 1) throw damaged("manifest");
    const read = await Promise.allSettled(segments.map((s) => readSegment(s, districts, topics)));
    return {
      districts, topics, spell: spell ? readSpell(spell) : null,
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

  /* Is the report's text at hand without asking for its file? */
  function hasText(hit) {
    return texts.has(hit.number);
  }

  jiebao.index = { load, wordParts, getManifest, getText, hasText };
})();
