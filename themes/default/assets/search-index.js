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

  /* How a report has a word, as bits. */
  const TITLE = 1, HEADINGS = 2, TEXT = 4, OFTEN = 8;

  /* The number that stands for a term: a hash, one for each. */
  function hashOf(h) {
    h ^= h >>> 15;
    h = Math.imul(h, 0x2C1B3C6D);
    h ^= h >>> 12;
    h = Math.imul(h, 0x297A2D39);
    return (h ^ h >>> 15) >>> 0;
  }

  const pairHash = (a, b) => hashOf(a << 16 | b);

  function tripleHash(a, b, c) {
    const all = a << 14 | b << 7 | c;
    return pairHash(0xD800 | all >> 15, all & 0x7FFF);
  }

  /* Some of `room` numbers, in order: the gaps between them, or where they are
     more than half between the others. null where they are not wanted. */
  function readSome(bits, count, room, wanted) {
    if (count > room) throw damaged("");
    const others = count > Math.floor(room / 2), codes = others ? room - count : count;
    const k = riceParameter(codes, room), out = wanted ? new Uint32Array(count) : null;
    let next = 0, n = 0;
    for (let i = 0; i < codes; i++) {
      const number = next + bits.rice(k);
      if (number >= room) throw damaged("");
      if (wanted && others) while (next < number) out[n++] = next++;
      else if (wanted) out[n++] = number;
      next = number + 1;
    }
    if (wanted && others) while (next < room) out[n++] = next++;
    return out;
  }

  /* A term's reports: how each has it, to traits, where that is wanted. */
  function readPostings(bits, room, traits) {
    const wanted = Boolean(traits), count = bits.gamma(), slots = readSome(bits, count, room, wanted);
    if (wanted) for (const slot of slots) traits[slot] = TEXT;
    if (bits.bits(1)) return;   // no more to tell of any
    for (const trait of [TITLE, HEADINGS, TEXT, OFTEN]) {
      const some = readSome(bits, bits.gamma() - 1, count, wanted);
      if (wanted) for (const i of some) traits[slots[i]] ^= trait;
    }
  }

  /* How the report of each slot has the term with this hash; 0: not. */
  function findTerm(segment, shard, data, hash) {
    const traits = new Uint8Array(segment.slots);
    const bits = new Bits(data), low = 2 ** (32 - segment.bits);
    const terms = bits.gamma() - 1, k = riceParameter(terms, low);
    let next = shard * low;
    for (let i = 0; i < terms; i++, next++) {
      next += bits.rice(k);
      if (next > hash) break;
      readPostings(bits, segment.slots, next === hash ? traits : null);
      if (next === hash) break;
    }
    return traits;
  }

  /* What is known of a term in a segment: {traits, reports: how many have it}. */
  async function lookUp(segment, hash) {
    if (segment.terms.has(hash)) return segment.terms.get(hash);
    const shard = hash >>> (32 - segment.bits);
    const name = segment.name + "/" + shard;
    const data = await load(name, segment.version);
    let traits;
    try {
      traits = findTerm(segment, shard, data, hash);
    } catch (e) {
      files.delete(name);
      throw damaged(name);
    }
    const term = { traits, reports: traits.reduce((n, t) => n + (t ? 1 : 0), 0) };
    segment.terms.set(hash, term);
    return term;
  }

  const isAscii = (unit) => unit < 0x80;

  /* The terms of a word: its pairs, but where three units are ASCII the three,
     which say more than the pairs in them. */
  function termsOf(word) {
    const units = Array.from({ length: word.length }, (_, i) => word.charCodeAt(i)), terms = [];
    if (units.length === 1) return [pairHash(units[0], 0)];
    for (let i = 0, before = false; i + 1 < units.length; i++) {
      const three = i + 2 < units.length && units.slice(i, i + 3).every(isAscii);
      if (three) terms.push(tripleHash(...units.slice(i, i + 3)));
      else if (!before) terms.push(pairHash(units[i], units[i + 1]));
      before = three;
    }
    return terms;
  }

  const FEW = 4096;   // reports of a segment whose posting files are small

  /* Which of n terms are looked up first. Where reports are few, terms cost
     less than texts that prove to be wrong: both ends, too. In larger segments
     those in the middle, which most often span two words of the language and so
     are rare. */
  function firstTerms(segment, n) {
    if (segment.n < FEW)
      return n > 4 ? [0, Math.floor((n - 1) / 3), Math.floor(2 * (n - 1) / 3), n - 1] : [0, 1, n - 1].slice(0, n);
    return n > 4 ? [Math.floor(n / 3), Math.floor(2 * n / 3)] : n > 1 ? [(n - 1) >> 1, (n + 1) >> 1] : [0];
  }

  /* Takes away what has not one of these terms, too; those that cannot be read
     are left out. */
  async function narrowBy(segment, hashes, found, problems) {
    for (const one of await Promise.allSettled(hashes.map((hash) => lookUp(segment, hash)))) {
      if (one.status !== "fulfilled") {
        problems.add(one.reason.file);
        continue;
      }
      const { traits, reports } = one.value, own = found.traits;
      found.left = 0;
      for (let i = 0; i < own.length; i++) if (own[i] &= traits[i]) found.left++;
      found.expected = Math.floor(found.expected * reports / segment.n);
      found.read++;
    }
  }

  const CHANCE = 1024;

  /* Are so few left, and hardly more than of terms that have nothing to do with
     each other, that a further one is worth its file? */
  function isByChance(segment, { left, expected }) {
    return left && 10 * left < 3 * segment.n && 2 * CHANCE * left < 3 * expected + 4 * CHANCE;
  }

  /* How the reports may have the word, or with `loose` what differs from it in
     marks alone: those that have all its terms, as far as they are looked up. */
  async function wordTraits(segment, word, loose, problems) {
    const hashes = termsOf(loosen(word)), first = firstTerms(segment, hashes.length);
    const found = { traits: new Uint8Array(segment.slots).fill(255), read: 0, left: 0, expected: segment.n * CHANCE };
    const chosen = new Set(first.map((i) => hashes[i])), others = new Set(hashes.filter((hash) => !chosen.has(hash)));
    await narrowBy(segment, [...chosen], found, problems);
    for (const hash of others) {
      if (!isByChance(segment, found)) break;
      await narrowBy(segment, [hash], found, problems);
    }
    return found.read ? { traits: found.traits, sure: hashes.length === 1 && (loose || !isLoose(word)) } : null;
  }

  /* The same by all terms that are at hand, and one that is not. */
  async function narrowTraits(segment, word, problems) {
    const hashes = [...new Set(termsOf(loosen(word)))], known = hashes.filter((hash) => segment.terms.has(hash));
    const more = hashes.filter((hash) => !segment.terms.has(hash)).slice(0, 1);
    const found = { traits: new Uint8Array(segment.slots).fill(255), read: 0, left: 0, expected: 0 };
    await narrowBy(segment, known.concat(more), found, problems);
    return found.read ? { traits: found.traits } : null;
  }

  /* ---- manifest and columns ---- */

  const CUT_FROM = 16384, CUTS = 8;   // facets of so large segments come in so many files
  const MOST_SLOTS = 16384;           // of a segment

  /* The slots that have a report: so many are left out, so many follow ... */
  function readFilled(runs, n, slots) {
    const out = new Int32Array(n);
    let slot = 0, k = 0;
    for (let i = 0; i < runs.length; i += 2) {
      slot += runs[i];
      for (let j = 0; j < runs[i + 1] && k < n; j++) out[k++] = slot++;
    }
    if (k < n || slot > slots) throw damaged("");
    return out;
  }

  /* A number for each slot that has a report; the others keep `none`. */
  function spread(filled, numbers, slots, none) {
    const out = new Int32Array(slots).fill(none);
    filled.forEach((slot, i) => { out[slot] = numbers[i]; });
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

  /* Which slots have a report, the day of each, and what the codes of each
     facet stand for; the codes themselves are -1 until they are read. */
  function readOrder(segment, [numbers, day0, step, day, districts, years, topics, kinds]) {
    const { n, slots } = segment, filled = readFilled(numbers, n, slots), unread = () => new Int32Array(slots).fill(-1);
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
      filled, fine: new Int32Array(slots), values, codes,
      day: spread(filled, readColumn(day, n).map((d) => d && day0 + (d - 1) * step), slots, 0),
    };
    return Object.assign(segment, order);
  }

  /* The reports k, k + cuts ... of the segment. */
  function readFacets(segment, k, columns) {
    const cuts = cutsOf(segment), n = Math.ceil((segment.n - k) / cuts);
    const names = ["district", "year", "topic", "kind"];
    const read = columns.map((c, i) => readColumn(c, n, i < 4 ? segment.values[names[i]].length : Infinity));
    for (let i = 0; i < n; i++) {
      const slot = segment.filled[k + i * cuts];
      names.forEach((name, f) => { segment.codes[name][slot] = read[f][i]; });
      segment.fine[slot] = read[4][i];
    }
  }

  function readStreets(segment, [streets, column]) {
    const values = [];
    for (const [district, ...names] of streets)
      for (const name of names) values.push(name ? [segment.values.district[district][0] + "/" + name] : []);
    segment.values.street = values;
    segment.codes.street = spread(segment.filled, readColumn(column, segment.n, values.length), segment.slots, -1);
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
    if (format !== 5) throw damaged("manifest");
    const districts = readDistricts(groups);
    const segments = entries.map(([first, last, n, bits, version, columns]) =>
      ({ first, last, n, slots: last - first + 1, bits, version, columns, topics, name: first + "-" + last, terms: new Map(), pieces: new Map() }));
    if (!segments.every(({ n, slots }) => n <= slots && slots <= MOST_SLOTS)) throw damaged("manifest");
    return { districts, names: new Map(districts), topics, segments, spell: spell ? readSpell(spell) : null };
  }

  let manifest = null;
  async function getManifest() {
    const promise = manifest = manifest || readManifest();
    try {
      return await promise;
    } catch (e) {
      if (manifest === promise) {
        manifest = null;
        files.delete("manifest");
      }
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
      const bySlot = new Array(segment.slots).fill(null);
      list.forEach((text, i) => {
        bySlot[segment.filled[i]] = text;
        if (text) texts.set(segment.first + segment.filled[i], text);
      });
      return bySlot;
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

  jiebao.index = { load, isTail, tailTexts, wordTraits, narrowTraits, traits: { TITLE, HEADINGS, TEXT, OFTEN }, getManifest, needOrder, needFacets, needStreets, getText, hasText };
})();
