/* What may have been meant by a word that is in no report: jiebao.suggest(word)
   promises [{word, why}], the nearest first, each in some report. Terms of the
   dictionary that sound or look like it; else the word with a character less.
   See docs/search-index.md, "Other spellings". */
(function () {
  "use strict";

  const jiebao = window.jiebao;
  const { fold } = jiebao.folding;
  const { getManifest } = jiebao.index;
  const { spellFile, pinyinLetters, hasHan } = jiebao.expand;
  const MOST = 5;              // suggestions
  const MOST_TRIED = 12;       // searches to find out which are in a report
  const LONGEST = 12;          // characters of a word
  const SOUNDS_ALIKE = 0.5;    // of a wrong character

  /* pinyin.txt: character -> its readings. */
  function readSyllables(text) {
    const table = new Map();
    for (const line of text.split("\n")) {
      const [syllable, ...columns] = line.split(" ");
      for (const c of columns.join("").replace(/-/g, "")) table.set(c, (table.get(c) || []).concat(syllable));
    }
    return table;
  }

  let table = null;   // promise
  function getSyllables(spell) {
    table = table || spellFile(spell, "pinyin").then(readSyllables);
    table.catch(() => { table = null; });
    return table;
  }

  /* Edit distance of two lists, two neighbours exchanged being one edit;
     differ(x, y) is 0 to 1. */
  function distance(a, b, differ) {
    let row = Array.from({ length: b.length + 1 }, (_, j) => j), before = row;
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + differ(a[i - 1], b[j - 1]),
          swapped ? before[j - 2] + 1 : Infinity));
      }
      before = row;
      row = next;
    }
    return row[b.length];
  }

  const differs = (x, y) => x === y ? 0 : 1;

  function soundsLike(syllables) {
    return (x, y) => {
      if (x === y) return 0;
      const other = syllables.get(y) || [];
      return (syllables.get(x) || []).some((s) => other.includes(s)) ? SOUNDS_ALIKE : 1;
    };
  }

  /* How far a term may be from a word of n characters. */
  function farthest(n) {
    return n <= 2 ? SOUNDS_ALIKE : n === 3 ? 1 : 1.5;
  }

  function termsOf(lines) {
    return lines.split("\n").filter((line) => line).map((line) => {
      const [text, ...readings] = line.split(" ");
      return { text, readings };
    });
  }

  /* Terms near a word of Han characters. */
  function nearHan(terms, word, syllables) {
    const chars = Array.from(word), differ = soundsLike(syllables);
    return terms.map(({ text }) => ({ text, far: distance(chars, Array.from(text), differ) }))
      .filter(({ far }) => far > 0 && far <= farthest(chars.length));
  }

  /* What many do not tell apart: zh and z, in and ing. */
  function slurred(letters) {
    return letters.replace(/([zcs])h/g, "$1").replace(/([aei]n)g/g, "$1").replace(/v/g, "u");
  }

  /* Terms, or their first characters, near a word of letters, by their
     pinyin. */
  function nearLetters(terms, letters) {
    const most = letters.length <= 8 ? 1 : 2, slurs = slurred(letters);
    if (letters.length < 4) return [];
    return terms.flatMap(({ text, readings }) => {
      const first = readings.map((r) => r.split(",")[0]), read = first.join("");
      for (let k = 2, part = first[0]; k <= first.length; k++) {
        part += first[k - 1];
        if (slurred(part) === slurs) return [{ text: Array.from(text).slice(0, k).join(""), far: SOUNDS_ALIKE }];
      }
      if (Math.abs(read.length - letters.length) > most) return [];
      const far = distance(letters, read, differs);
      return far <= most ? [{ text, far }] : [];
    });
  }

  async function loadTerms(spell, letters) {
    const known = [...new Set(letters)].filter((c) => spell.letters.includes(c));
    return (await Promise.all(known.map((c) => spellFile(spell, c)))).flatMap(termsOf);
  }

  async function nearTerms(spell, word) {
    const letters = pinyinLetters(word);
    let found = [];
    if (letters) {
      found = nearLetters(await loadTerms(spell, [letters[0]]), letters);
    } else if (hasHan(word)) {
      const syllables = await getSyllables(spell), first = syllables.get(Array.from(word)[0]) || [];
      found = nearHan(await loadTerms(spell, first.map((s) => s[0])), word, syllables);
    }
    found.sort((a, b) => a.far - b.far);
    return [...new Set(found.map((f) => f.text))];
  }

  /* The word without one of its characters: the last, the first, another. */
  function shorter(word) {
    const chars = Array.from(word);
    if (chars.length < 3) return [];
    const without = (i) => chars.filter((c, k) => k !== i).join("");
    return [chars.length - 1, 0, ...chars.keys()].map(without);
  }

  async function isThere(word) {
    const answer = await jiebao.search('"' + word + '"', { limit: 0, verify: 1, expand: false, facets: false });
    return answer.total > 0;
  }

  async function present(words, why, most) {
    const tried = [...new Set(words)].slice(0, MOST_TRIED);
    const there = await Promise.all(tried.map(isThere));
    return tried.filter((word, i) => there[i]).slice(0, most).map((word) => ({ word, why }));
  }

  jiebao.suggest = async (typed) => {
    const { spell } = await getManifest(), word = fold(String(typed)).replace(/"/g, "");
    if (!spell || !word || Array.from(word).length > (pinyinLetters(word) ? 3 * LONGEST : LONGEST)) return [];
    const near = await present(await nearTerms(spell, word), "near", MOST);
    return near.length || !hasHan(word) ? near : present(shorter(word), "part", 3);
  };
})();
