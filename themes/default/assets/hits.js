/* A report that was reached from a search (?q=...): marks the words in its
   text and offers a bar to go from one to the next. The marks are the
   browser's (CSS Custom Highlight API): the text itself stays as it is. */
(function () {
  "use strict";

  const MOST_WORDS = 20, MOST_HITS = 2000;

  const query = new URLSearchParams(location.search).get("q");
  if (!query || !window.Highlight || !CSS.highlights) return;

  /* As the search folds: NFKC, lower case, no white space, one mark for those
     that stand for each other. */
  const MARKS = /[\u2010-\u2015\u2022\u2027\u2212\u2219\u22c5\u2500\u2e3a\u2e3b\u3014\u3015\u301c\u30fb]/g;
  const MARK = { "\u3014": "[", "\u3015": "]", "\u301c": "~" };
  const plainMark = (c) => MARK[c] || ("\u2022\u2027\u2219\u22c5\u30fb".includes(c) ? "\u00b7" : "-");
  function fold(s) {
    return s.normalize("NFKC").toLowerCase().replace(/\s+/gu, "").replace(MARKS, plainMark);
  }

  function text(key, ...values) {
    const pattern = (window.jiebaoStrings || {})[key] || "";
    return pattern.replace(/%(\d)/g, (all, n) => n <= values.length ? values[n - 1] : all);
  }

  function wordsOf(q) {
    const parts = q.match(/"[^"]*"|[^\s"]+/g) || [];
    return [...new Set(parts.map((w) => fold(w.replace(/"/g, ""))))].filter(Boolean).slice(0, MOST_WORDS);
  }

  /* A block's folded text, and for each of its UTF-16 units the character of
     the page that it comes from: [node, from, to]. */
  function foldBlock(block) {
    let folded = "";
    const origin = [];
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      let at = 0;
      for (const c of node.data) {
        const f = fold(c);
        folded += f;
        for (let i = 0; i < f.length; i++) origin.push([node, at, at + c.length]);
        at += c.length;
      }
    }
    return { folded, origin };
  }

  function hitsIn(block, words) {
    const { folded, origin } = foldBlock(block);
    const hits = [];
    for (const word of words)
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
        const range = new Range();
        const [first, from] = origin[at];
        const [last, , to] = origin[at + word.length - 1];
        range.setStart(first, from);
        range.setEnd(last, to);
        hits.push(range);
      }
    return hits;
  }

  function findHits(words) {
    const blocks = document.querySelectorAll(".report > :not(header):not(ul, ol, .table, blockquote), " +
      ".report li:not(:has(p)), .report li > p, .report tr, .report blockquote > p, .report h1");
    return [...blocks].flatMap((b) => hitsIn(b, words))
      .slice(0, MOST_HITS).sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
  }

  /* The hit to begin with: the first at or behind the address's fragment. */
  function firstHit(hits) {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const at = target ? hits.findIndex((h) => target.contains(h.startContainer) ||
      target.compareDocumentPosition(h.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
    return Math.max(at, 0);
  }

  function button(label, sign, act) {
    const b = document.createElement("button");
    b.type = "button";
    b.textContent = sign;
    b.setAttribute("aria-label", label);
    b.addEventListener("click", act);
    return b;
  }

  function show(hits) {
    let current = firstHit(hits);
    const bar = document.createElement("div");
    const place = document.createElement("span");
    const one = new Highlight();
    one.priority = 1;
    CSS.highlights.set("hit", new Highlight(...hits));
    CSS.highlights.set("current-hit", one);

    function go(to, move) {
      current = (to + hits.length) % hits.length;
      one.clear();
      one.add(hits[current]);
      place.textContent = text("hit_of", current + 1, hits.length);
      const box = hits[current].getBoundingClientRect();
      if (move) scrollBy({ top: box.top - innerHeight / 3 });
    }
    function close() {
      CSS.highlights.clear();
      bar.remove();
    }

    bar.className = "hits-bar";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", text("hits"));
    place.setAttribute("role", "status");
    bar.append(button(text("hit_previous"), "‹", () => go(current - 1, true)), place,
      button(text("hit_next"), "›", () => go(current + 1, true)), button(text("hits_close"), "×", close));
    document.querySelector("main").append(bar);
    go(current, false);
  }

  const hits = findHits(wordsOf(query));
  if (hits.length) show(hits);
})();
