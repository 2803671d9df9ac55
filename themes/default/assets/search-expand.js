/* How else a word may be spelled: synonyms, traditional and simplified
   characters, pinyin; and what may have been meant by a word that is nowhere.
   The first half must do what text/expand.c and text/expand_pinyin.c do
   (tests/search/expand_cases.json); tables and dictionary are files of the
   index that are asked for only where a word calls for them. See
   docs/search-index.md. */
(function () {
  "use strict";

  const jiebao = window.jiebao;
  const { load } = jiebao.index;
  const MOST = 8;              // spellings of a word beside its own
  const LONGEST_WORD = 120;    // bytes: nobody spells a paragraph otherwise

  /* ---- characters ---- */

  /* traditional.txt: from -> { to, common }, and to -> [from]. */
  function hanTable(text) {
    const table = { to: new Map(), from: new Map() };
    let common = false;
    for (const line of text.split("\n")) {
      if (line.startsWith("#")) continue;
      for (const entry of line.split(" ")) {
        if (entry === "=") common = true;
        if (!entry || entry === "=") continue;
        const [from, ...to] = Array.from(entry);
        table.to.set(from, { to, common });
        for (const c of to) table.from.set(c, (table.from.get(c) || []).concat(from));
      }
    }
    return table;
  }

  function simplifiedOptions({ han }, c) {
    const entry = han.to.get(c);
    return entry ? entry.to.slice(0, MOST) : [c];
  }

  /* Of the characters that traditional text of the archive has. */
  function traditionalOptions({ archive }, c) {
    return (archive.from.get(c) || []).filter((t) => t !== c).slice(0, MOST - 1).concat(c);
  }

  /* All ways to put the options together, those with the first options first,
     as far as there is room. */
  function addCombined(add, word, options, why) {
    let heads = [""];
    for (const c of word) {
      const next = [];
      for (const option of options(c))
        for (const head of heads) if (next.length <= MOST) next.push(head + option);
      heads = next;
    }
    for (const text of heads) add(text, why);
  }

  function looksTraditional(han, word, lost) {
    return Array.from(word).some((c) => han.to.has(c) && (lost || !han.to.get(c).common));
  }

  /* ---- synonyms ---- */

  /* Where m stands in the word as a word of its own: 500m2 has m2, pm2.5 and
     m25 do not. */
  function findMember(word, m) {
    const end = m[m.length - 1];
    for (let at = word.indexOf(m); at >= 0; at = word.indexOf(m, at + 1)) {
      const before = word[at - 1] || "", after = word[at + m.length] || "";
      if (/[a-z]/.test(m[0]) && /[a-z]/.test(before)) continue;
      if (/[0-9]/.test(m[0]) && /[a-z0-9]/.test(before)) continue;
      if (/[a-z0-9]/.test(end) && /[a-z0-9]/.test(after)) continue;
      return at;
    }
    return -1;
  }

  const bytes = (s) => new TextEncoder().encode(s).length;

  /* The longest of a group's words that stands in the word is exchanged for
     each of the others. */
  function addSynonyms(add, word, group) {
    let best = "";
    for (const m of group) if (m && findMember(word, m) >= 0 && bytes(m) > bytes(best)) best = m;
    if (!best) return;
    const at = findMember(word, best);
    for (const m of group) add(word.slice(0, at) + m + word.slice(at + best.length), "synonym");
  }

  /* The other spellings of a folded word, [{text, why}]: a word is taken for
     traditional where it has a character that simplified text never has; one
     that is `lost` (nothing contains it as it stands) also where it has one
     that simplified text has in another meaning. */
  function spellingsOf(speller, word, lost) {
    const out = [];
    const add = (text, why) => {
      if (out.length < MOST && text && text !== word && !out.some((s) => s.text === text)) out.push({ text, why });
    };
    if (bytes(word) > LONGEST_WORD) return out;
    for (const group of speller.groups) addSynonyms(add, word, group);
    if (speller.han && looksTraditional(speller.han, word, lost))
      addCombined(add, word, (c) => simplifiedOptions(speller, c), "traditional");
    if (speller.archive)
      addCombined(add, word, (c) => traditionalOptions(speller, c), "simplified");
    return out;
  }

  /* ---- pinyin ---- */

  const SHORTEST = 2, LONGEST = 40;   // letters

  /* A word that may be pinyin, as letters alone; "" for any other. */
  function pinyinLetters(word) {
    const letters = word.replace(/['\u2019-]/g, "").replace(/\u00fc/g, "v");
    return /^[a-z]+$/.test(letters) && letters.length >= SHORTEST && letters.length <= LONGEST ? letters : "";
  }

  /* The positions in the letters after `part`, from those in `from`. */
  function after(from, letters, part, to) {
    for (const k of from) if (letters.startsWith(part, k)) to.add(k + part.length);
  }

  function afterInitial(from, letters, syllable, to) {
    after(from, letters, syllable[0], to);
    if (syllable[1] === "h") after(from, letters, syllable.slice(0, 2), to);
  }

  /* What is left of the letters only begins the syllable. */
  function begun(from, letters, syllable, to) {
    for (const k of from)
      if (k < letters.length && syllable.startsWith(letters.slice(k))) to.add(letters.length);
  }

  /* One more character: how many letters the syllables so far may use up, by
     whole syllables, by initials, by either and a last syllable begun. */
  function reachNext(r, letters, readings) {
    const next = { full: new Set(), initials: new Set(), mixed: new Set() };
    const any = new Set([...r.full, ...r.initials, ...r.mixed]);
    for (const syllable of readings.split(",")) {
      if (!syllable) continue;
      after(r.full, letters, syllable, next.full);
      afterInitial(r.initials, letters, syllable, next.initials);
      after(any, letters, syllable, next.mixed);
      afterInitial(any, letters, syllable, next.mixed);
      begun(any, letters, syllable, next.mixed);
    }
    return next;
  }

  /* How good it is that the letters end after n characters; smaller is
     likelier, -1: it is not. */
  function matchRank(r, end, n, all) {
    if (n >= 2 && r.full.has(end)) return all ? 0 : 1;
    if (n < (all ? 2 : 3)) return -1;
    if (r.initials.has(end)) return all ? 2 : 4;
    return r.mixed.has(end) ? (all ? 3 : 5) : -1;
  }

  function matchLine(line, letters) {
    const [term, ...readings] = line.split(" ");
    const chars = Array.from(term), best = { rank: -1, text: "" };
    let r = { full: new Set([0]), initials: new Set([0]), mixed: new Set() };
    for (let i = 0; i < readings.length && i < chars.length; i++) {
      r = reachNext(r, letters, readings[i]);
      const rank = matchRank(r, letters.length, i + 1, i + 1 === chars.length);
      if (rank >= 0 && (best.rank < 0 || rank < best.rank)) {
        best.rank = rank;
        best.text = chars.slice(0, i + 1).join("");
      }
      if (!r.full.size && !r.initials.size && !r.mixed.size) break;
    }
    return best;
  }

  /* What the letters may stand for: terms of a file of the dictionary, or
     their first characters, the likeliest first. */
  function pinyinTerms(lines, letters) {
    const found = lines.split("\n").map((line) => matchLine(line, letters)).filter((m) => m.rank >= 0);
    found.sort((a, b) => a.rank - b.rank);
    return [...new Set(found.map((m) => m.text))].slice(0, MOST).map((text) => ({ text, why: "pinyin" }));
  }

  /* ---- files, as far as they are needed ---- */

  let gb2312 = null;   // what simplified text is written in

  function isSimplified(c) {
    if (!gb2312) {
      const codes = [];
      for (let high = 0xb0; high <= 0xf7; high++)
        for (let low = 0xa1; low <= 0xfe; low++) codes.push(high, low);
      gb2312 = new Set(new TextDecoder("gbk").decode(Uint8Array.from(codes)));
    }
    return gb2312.has(c);
  }

  const hasHan = (word) => /\p{Script=Han}/u.test(word);

  /* Is the table of traditional characters worth its bytes? */
  function needsTable(spell, word, lost) {
    return hasHan(word) && (lost ||
      Array.from(word).some((c) => c >= "\u3400" && c <= "\u9fff" && !isSimplified(c)));
  }

  async function spellFile(spell, name) {
    return String(await load("spell/" + name, spell.version));
  }

  let table = null;   // promise
  async function getTable(spell) {
    table = table || spellFile(spell, "traditional").then(hanTable);
    table.catch(() => { table = null; });
    return table;
  }

  /* The other spellings of a folded word. `lost`: it is nowhere as it stands;
     only then is it looked for in the dictionary, too. */
  async function expand(spell, word, lost, problems) {
    const speller = { groups: spell.groups, archive: spell.archive, han: null };
    try {
      if (needsTable(spell, word, lost)) speller.han = await getTable(spell);
      const out = spellingsOf(speller, word, lost), letters = lost ? pinyinLetters(word) : "";
      if (letters && spell.letters.includes(letters[0]))
        out.push(...pinyinTerms(await spellFile(spell, letters[0]), letters));
      return out.slice(0, MOST);
    } catch (e) {
      problems.add(e.file || "spell");
      return spellingsOf(speller, word, lost);
    }
  }

  jiebao.expand = { hanTable, spellingsOf, pinyinLetters, pinyinTerms, expand, spellFile, hasHan };
})();
