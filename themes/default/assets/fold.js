/* Folding: what the search and the marks in a report compare. Must do what
   generator/text/fold.c does (tests/fold_cases.json). */
(function () {
  "use strict";

  const SPACE = /[\s\u0085\u200b]+/gu;
  const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

  function fold(s) {
    return s.replace(LONE, "\ufffd").normalize("NFKC").toLowerCase()
      .replace(/ς/g, "σ").replace(SPACE, "");
  }

  /* Marks that stand for each other become one, in a folded text: unit for
     unit, so that all others stay where they are. */
  const MARKS = /[\u2010-\u2015\u2022\u2027\u2212\u2219\u22c5\u2500\u2e3a\u2e3b\u3014\u3015\u301c\u30fb]/g;
  const LOOSE = new RegExp(`[-~\u00b7[\\]]|${MARKS.source}`);
  const MARK = { "\u3014": "[", "\u3015": "]", "\u301c": "~" };
  const plainMark = (c) => MARK[c] || ("\u2022\u2027\u2219\u22c5\u30fb".includes(c) ? "\u00b7" : "-");

  function loosen(folded) {
    return folded.replace(MARKS, plainMark);
  }

  /* Has the folded text a mark that may stand in another form, too? */
  function isLoose(folded) {
    return LOOSE.test(folded);
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

  /* Where the words stand in s: [from, to) in order, none overlapping. */
  function findMarks(s, words) {
    const { folded, from, to } = foldWithMap(s);
    const marks = [];
    for (const word of words)
      for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + word.length))
        marks.push([from[i], to[i + word.length - 1]]);
    return joinMarks(marks);
  }

  function joinMarks(marks) {
    marks.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const out = [];
    for (const mark of marks) {
      const last = out[out.length - 1];
      if (last && mark[0] < last[1]) last[1] = Math.max(last[1], mark[1]);
      else out.push(mark);
    }
    return out;
  }

  const jiebao = window.jiebao = window.jiebao || {};
  jiebao.folding = { fold, loosen, isLoose, findMarks };
})();
