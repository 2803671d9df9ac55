/* What a search shows of a report's text: passages around the words. */
(function () {
  "use strict";

  const jiebao = window.jiebao;
  const { findMarks } = jiebao.folding;
  const EXCERPT = 120;         // characters

  const STOP = /[。；！？][”’」』）]*/gu;

  /* Where sentences begin in s: behind 。；！？ and what closes a quotation. */
  function sentenceStarts(s) {
    return [0, ...[...s.matchAll(STOP)].map((m) => m.index + m[0].length), s.length];
  }

  /* Never within a surrogate pair. */
  function wholeAt(s, i) {
    return i > 0 && i < s.length && (s.charCodeAt(i) & 0xfc00) === 0xdc00 ? i - 1 : i;
  }

  /* From where to where to show s around its first mark: whole sentences
     where they are not too long. */
  function cutAt(s, from, to) {
    const starts = sentenceStarts(s), first = starts.filter((i) => i <= from).pop();
    const beg = from - first <= EXCERPT / 2 ? first : wholeAt(s, from - (EXCERPT >> 2));
    const most = Math.max(to, beg + EXCERPT);
    const end = starts.filter((i) => i >= to && i <= most).pop();
    return [beg, end || wholeAt(s, Math.min(s.length, most)), starts];
  }

  function cutExcerpt(s, marks) {
    const [beg, end, starts] = cutAt(s, ...(marks[0] || [0, 0]));
    const before = starts.includes(beg) ? "" : "…", after = starts.includes(end) ? "" : "…";
    const at = (i) => Math.min(Math.max(i, beg), end) - beg + before.length;
    return {
      excerpt: before + s.slice(beg, end) + after,
      marks: marks.filter((m) => m[0] < end && m[1] > beg).map((m) => [at(m[0]), at(m[1])]),
    };
  }

  function headingPath(text, index) {
    const path = [];
    for (let i = index; i >= 0; i = text.headings[i].parent) path.unshift(text.headings[i].text);
    return path;
  }

  /* The three with most of the words, the first of them; no heading that the
     path of another one shows. */
  function bestThree(text, found) {
    const best = [], above = new Set();
    for (const l of [...found].sort((a, b) => b.n - a.n)) {
      if (best.length === 3 || above.has(l.line)) continue;
      best.push(l);
      for (let i = l.path; i >= 0; i = text.headings[i].parent) above.add(text.headings[i]);
    }
    return best;
  }

  /* Up to three passages: those with most of the words, in reading order. */
  function passagesOf(text, groups) {
    const words = groups.flat();
    const lines = text.blocks.map((b) => ({ line: b, path: b.heading }))
      .concat(text.headings.map((h) => ({ line: h, path: h.parent })));
    const found = lines.map((l) => ({ ...l, n: groups.filter((g) => g.some((w) => l.line.folded.includes(w))).length }))
      .filter((l) => l.n > 0).map((l) => ({ ...l, marks: findMarks(l.line.text, words) }));
    const shown = bestThree(text, found);
    if (!shown.length && text.blocks.length)
      shown.push({ line: { ...text.blocks[0], id: "" }, path: -1 });
    const passage = ({ line, path, marks }) =>
      ({ anchor: line.id, path: headingPath(text, path), ...cutExcerpt(line.text, marks || []) });
    return {
      hits: found.length,
      places: found.reduce((n, l) => n + l.marks.length, 0),
      passages: shown.map(passage),
    };
  }

  jiebao.passages = { passagesOf };
})();
