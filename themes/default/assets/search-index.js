/* Reads the prebuilt index in ../search/, whose format is docs/search-index.md:
   files, postings, columns, texts; search.js asks the questions. Files
   of the index are classic scripts that call jiebao.shard, so that all this
   works from a disk, too. What comes out of them is data: it is never run and
   never HTML. */
(function () {
  "use strict";

  const jiebao = window.jiebao;
  const { fold, loosen, isLoose } = jiebao.folding;   // fold.js
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

  /* A column of n numbers: their width in bits, then they. */
  function readColumn(s, n, most) {
    const bits = new Bits(s), width = bits.gamma() - 1, out = new Int32Array(n);
    if (!(width < 31)) throw damaged("");
    if (width) for (let i = 0; i < n; i++) if ((out[i] = bits.bits(width)) >= most) throw damaged("");
    return out;
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

  const FEW = 4096;   // reports of a segment whose posting files are small

  /* There pairs cost less than texts that prove to be wrong: both ends, too. */
  function pairsOfFew(n) {
    return n > 4 ? [0, Math.floor((n - 1) / 3), Math.floor(2 * (n - 1) / 3), n - 1] : [0, 1, n - 1].slice(0, n);
  }

  /* Which pairs of a word are looked up: one or two say all of a short word;
     of a longer one those in its middle, which most often span two words of
     the language and so are rare. Pairs of ASCII, as in figures, are not: where
     there are no others among them, the word's first other one is the first. */
  function pairsOf(segment, word) {
    const n = word.length - 1;
    if (n <= 0) return [0];
    const at = segment.n < FEW ? pairsOfFew(n) : n > 4 ? [n >> 2, n >> 1, (3 * n) >> 2]
      : n > 1 ? [(n - 1) >> 1, (n + 1) >> 1] : [0];
    const ascii = (i) => word.charCodeAt(i) < 0x80 && word.charCodeAt(i + 1) < 0x80;
    if (n > 1 && at.every(ascii)) {
      const other = Array.from({ length: n }, (_, i) => i).find((i) => !ascii(i));
      if (other !== undefined) at[0] = other;
    }
    return at;
  }

  /* Of a loosened word: the postings know marks as what they stand for. */
  function pairAt(word, i) {
    return termHash(word.charCodeAt(i), word.length > 1 ? word.charCodeAt(i + 1) : 0);
  }

  /* The pairs that are looked up in round `round` of making sure: 0 as above,
     then one of the others a round. */
  function pairsInRound(segment, word, round) {
    const first = pairsOf(segment, word);
    if (!round) return first;
    const others = [];
    for (let i = 0; i + 1 < word.length && others.length < round; i++) if (!first.includes(i)) others.push(i);
    return others.slice(round - 1);
  }

  /* The parts that may contain the word, or with `loose` what differs from it
     in marks alone: that contain all its pairs, as far as they are looked up in
     this round. */
  async function wordParts(segment, word, loose, problems, round = 0) {
    const plain = loosen(word);
    const found = await Promise.allSettled(
      pairsInRound(segment, plain, round).map((i) => termParts(segment, pairAt(plain, i))));
    const lists = [];
    for (const one of found) {
      if (one.status === "fulfilled") lists.push(one.value);
      else problems.add(one.reason.file);
    }
    if (!lists.length) return null;
    const parts = lists[0].slice();
    for (const list of lists.slice(1))
      for (let i = 0; i < parts.length; i++) parts[i] &= list[i];
    return { parts, sure: word.length <= 2 && (loose || !isLoose(word)) };
  }

  /* ---- manifest and columns ---- */

  const CUT_FROM = 16384, CUTS = 8;   // facets of so large segments come in so many files

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

  /* Codes of six digits are told by their distance from the one before. */
  function readCodes(list) {
    let number = 0;
    return list.map((c) => typeof c === "string" ? c : String(number += c).padStart(6, "0"));
  }

  /* Each report's number and day, and what the codes of each facet stand for;
     the codes themselves are -1 until they are read. */
  function readOrder(segment, [numbers, day0, step, day, districts, years, topics, kinds]) {
    const n = segment.n, unread = () => new Int32Array(n).fill(-1);
    const values = {
      district: readCodes(districts).map((code) => [code]),
      year: years.map(yearsOf),
      back: years.map(([summary]) => yearsOf([summary])),
      plan: years.map(([, plan]) => yearsOf([plan])),
      topic: topics.map((list) => list.map((t) => segment.topics[t][0])),
      kind: kinds.map((kind) => kind ? [kind] : []),
    };
    const codes = { district: unread(), year: unread(), topic: unread(), kind: unread() };
    codes.back = codes.plan = codes.year;
    const order = {
      numbers: readNumbers(numbers, segment.first, n), fine: new Int32Array(n), values, codes,
      day: readColumn(day, n).map((d) => d && day0 + (d - 1) * step),
    };
    return Object.assign(segment, order);
  }

  /* The reports k, k + cuts ... of the segment. */
  function readFacets(segment, k, columns) {
    const cuts = cutsOf(segment), n = Math.ceil((segment.n - k) / cuts);
    const names = ["district", "year", "topic", "kind"];
    const read = columns.map((c, i) => readColumn(c, n, i < 4 ? segment.values[names[i]].length : Infinity));
    for (let i = 0, slot = k; i < n; i++, slot += cuts) {
      names.forEach((name, f) => { segment.codes[name][slot] = read[f][i]; });
      segment.fine[slot] = read[4][i];
    }
  }

  function readStreets(segment, [streets, column]) {
    const values = [];
    for (const [district, ...names] of streets)
      for (const name of names) values.push(name ? [segment.values.district[district][0] + "/" + name] : []);
    segment.values.street = values;
    segment.codes.street = readColumn(column, segment.n, values.length);
  }

  function cutsOf(segment) {
    return segment.n < CUT_FROM ? 1 : CUTS;
  }

  /* A piece of a segment's columns, once: of the manifest, where it holds
     them, else a file. */
  function piece(segment, name, inline, read) {
    const file = segment.name + "/" + name, known = segment.pieces.get(name);
    if (known) return known;
    const promise = (async () => {
      const own = typeof segment.columns === "string";
      const data = own ? await load(file, segment.columns) : segment.columns[inline];
      try {
        read(data);
      } catch (e) {
        files.delete(own ? file : "manifest");
        throw damaged(own ? file : "manifest");
      }
    })();
    segment.pieces.set(name, promise);
    promise.catch(() => segment.pieces.delete(name));
    return promise;
  }

  function needOrder(segment) {
    return piece(segment, "order", 0, (data) => readOrder(segment, data));
  }

  /* All facets, or of a large segment a sample. */
  async function needFacets(segment, all) {
    await needOrder(segment);
    const cuts = Array.from({ length: all ? cutsOf(segment) : 1 }, (_, k) => k);
    await Promise.all(cuts.map((k) => piece(segment, "facets-" + k, 1, (data) => readFacets(segment, k, data))));
  }

  async function needStreets(segment) {
    await needOrder(segment);
    await piece(segment, "streets", 2, (data) => readStreets(segment, data));
  }

  function readDistricts(groups) {
    const out = [];
    for (const [province, city, ...rows] of groups)
      for (let i = 0; i < rows.length; i += 2) out.push([rows[i], rows[i + 1], city, province]);
    return out;
  }

  /* What search-expand.js works with. */
  function readSpell([version, letters, archive, groups]) {
    return { version, letters, archive: archive ? jiebao.expand.hanTable(archive) : null, groups };
  }

  async function readManifest() {
    const [format, , groups, topics, entries, spell] = await load("manifest");
    if (format !== 3) {
      files.delete("manifest");
      throw damaged("manifest");
    }
    const districts = readDistricts(groups);
    const segments = entries.map(([first, last, n, bits, version, columns]) =>
      ({ first, last, n, bits, version, columns, topics, name: first + "-" + last, terms: new Map(), pieces: new Map() }));
    return { districts, names: new Map(districts), topics, segments, spell: spell ? readSpell(spell) : null };
  }

  let manifest = null;
  async function getManifest() {
    const promise = manifest = manifest || readManifest();
    try {
      return await promise;
    } catch (e) {
      if (manifest === promise) manifest = null;
      throw e.file ? e : damaged("manifest");
    }
  }

  /* ---- texts ---- */

  const texts = new Map();   // number -> text

  const LONGEST_CODE = 24;
  const AGAIN = 0;   // in place of a character: what followed the last time

  /* The letters with codes of so many bits, in order of code. */
  function readClass(bits) {
    const n = bits.gamma() - 1, low = riceParameter(n, 0x5200), out = [];
    for (let i = 0, next = 0; i < n; i++) {
      next += (bits.gamma() - 1) * 2 ** low + bits.bits(low);
      if (next > 0x10ffff) throw damaged("");
      out.push(next++);
    }
    return out;
  }

  /* All letters in order of code, and how many have codes of so many bits. */
  function readLetters(bits) {
    const longest = bits.gamma() - 1, letters = [], counts = [0];
    if (longest > LONGEST_CODE) throw damaged("");
    for (let length = 1; length <= longest; length++) {
      const some = readClass(bits);
      counts.push(some.length);
      letters.push(...some);
    }
    return { letters, counts };
  }

  function readLetter(bits, counts) {
    let code = 0, first = 0, before = 0;
    for (let length = 1; length < counts.length; length++) {
      if (!bits.count) bits.fill();
      code = code << 1 | (bits.held >> --bits.count & 1);
      first = (first + counts[length - 1]) << 1;
      if (code - first < counts[length]) {
        bits.held &= (1 << bits.count) - 1;
        return before + code - first;
      }
      before += counts[length];
    }
    throw damaged("");
  }

  /* As many lines, each ended by U+000A. */
  function decodeText(codes, lines) {
    const bits = new Bits(codes), { letters, counts } = readLetters(bits), out = [];
    const last = new Int32Array(letters.length).fill(-1);
    for (let before = -1; lines > 0;) {
      let i = readLetter(bits, counts);
      if (letters[i] === AGAIN) i = before < 0 ? -1 : last[before];
      if (i < 0) throw damaged("");
      if (before >= 0) last[before] = i;
      before = i;
      out.push(String.fromCodePoint(letters[i]));
      if (letters[i] === 10) lines--;
    }
    return out.join("").split("\n");
  }

  /* How many lines a report has: its headings and blocks. */
  function countLines([, , , , , , , , , outline, runs]) {
    let n = outline.length / 2;
    for (let i = 1; i < runs.length; i += 2) n += runs[i];
    return n;
  }

  function readReport([slug, title, street, published, district, summary, plan, topics, kind, outline, runs, windows], lines) {
    const headings = [], blocks = [], head = { text: title };
    for (let i = 0; i < outline.length; i += 2)
      headings.push({ id: outline[i], parent: outline[i + 1], text: lines[headings.length] });
    for (let i = 0; i < runs.length; i += 2)
      for (let j = 0; j < runs[i + 1]; j++)
        blocks.push({ id: "p" + (blocks.length + 1), heading: runs[i], text: lines[headings.length + blocks.length] });
    for (const line of [head, ...headings, ...blocks]) line.folded = fold(line.text);
    return { slug, title, street, published, district, summary, plan, topics, kind, head, headings, blocks, windows };
  }

  /* The reports of a file; null for one that the build could not read. */
  function readTexts([reports, codes]) {
    const counts = reports.map((r) => r.length ? countLines(r) : 0);
    const lines = decodeText(codes, counts.reduce((sum, n) => sum + n, 0));
    let at = 0;
    return reports.map((r, i) => {
      const from = at;
      at += counts[i];
      return r.length ? readReport(r, lines.slice(from, at)) : null;
    });
  }

  async function loadTexts(name, version) {
    const data = await load(name, version);
    try {
      return readTexts(data);
    } catch (e) {
      files.delete(name);
      throw damaged(name);
    }
  }

  /* The last few reports have one file, in place of postings. */
  const isTail = (segment) => !segment.bits;

  function tailTexts(segment) {
    const name = segment.name + "/texts";
    const promise = segment.texts = segment.texts || (async () => {
      const [list] = await Promise.all([loadTexts(name, segment.version), needOrder(segment)]);
      if (list.length !== segment.n) throw damaged(name);
      list.forEach((text, slot) => { if (text) texts.set(segment.numbers[slot], text); });
      return list;
    })();
    promise.catch(() => { segment.texts = null; });
    return promise;
  }

  async function getText({ number, segment }) {
    if (isTail(segment)) await tailTexts(segment);
    if (texts.has(number)) return texts.get(number);
    const name = isTail(segment) ? segment.name + "/texts" : "text/" + Math.floor(number / 1000) + "/" + number;
    const [text] = isTail(segment) ? [] : await loadTexts(name, segment.version);
    if (!text) throw damaged(name);
    texts.set(number, text);
    return text;
  }

  /* Is the report's text at hand without asking for its file? */
  function hasText(hit) {
    return texts.has(hit.number);
  }

  jiebao.index = { load, isTail, tailTexts, wordParts, getManifest, needOrder, needFacets, needStreets, getText, hasText };
})();
