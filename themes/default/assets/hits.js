/* A report that was reached from a search: its address names the paragraph and
   the words (reports/x.html#p12&w=...; ?q=... will do, too). Marks the words in
   the text and offers a bar to go from one to the next. Words behind the "#"
   never reach a server. fold.js is fetched only where there are words. */
(function () {
  "use strict";

  const MOST_WORDS = 20, MOST_HITS = 2000;
  const BLOCKS = ".report h1, .report h2, .report h3, .report h4, .report h5, .report h6, .report > p, " +
    ".report > pre, .report > dl, .report li, .report li > p, .report tr, .report blockquote > p, .report > div:not(.table)";
  const { text, element, keys } = window.jiebao;
  const FOLD = new URL("fold.js", document.currentScript.src).href;
  let hits = [], current = 0, bar = null, place = null;

  /* ---- the address ---- */

  /* "#p12&w=A&w=B": where to go, and what to mark. */
  function readAddress() {
    const [id, ...rest] = location.hash.slice(1).split("&");
    const words = new URLSearchParams(rest.join("&")).getAll("w");
    return {
      id: rest.length ? decode(id) : "",
      words: words.length ? words : wordsOf(new URLSearchParams(location.search).get("q") || ""),
    };
  }

  function decode(s) {
    try {
      return decodeURIComponent(s);
    } catch (e) {
      return s;
    }
  }

  function wordsOf(query) {
    return (query.match(/-?"[^"]*"|[^\s"]+/g) || []).filter((w, i) => !i || w[0] !== "-").map((w) => w.replace(/^-?"|"/g, ""));
  }

  function forgetWords() {
    const id = location.hash.slice(1).split("&")[0];
    try {
      history.replaceState(null, "", location.pathname + (id ? "#" + id : ""));
    } catch (e) {   // on a disk what is behind "?" stays
      history.replaceState(null, "", "#" + id);
    }
  }

  /* ---- marks ---- */

  /* The text of a block without that of blocks within it: all of it, and the
     pieces of which it is made. */
  function piecesOf(block) {
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), pieces = [];
    let all = "";
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.parentElement.closest(BLOCKS) !== block || node.parentElement.closest(".guess")) continue;
      pieces.push({ node, from: all.length });
      all += node.data;
    }
    return { all, pieces };
  }

  /* The last piece first, so that what is before it stays where it was. */
  function wrap({ node, from }, ranges) {
    const end = from + node.data.length, made = [];
    for (let i = ranges.length - 1; i >= 0; i--) {
      const beg = Math.max(ranges[i][0], from), stop = Math.min(ranges[i][1], end);
      if (beg >= stop) continue;
      const range = document.createRange(), mark = element("mark", { className: "hit" });
      range.setStart(node, beg - from);
      range.setEnd(node, stop - from);
      range.surroundContents(mark);
      made.push([i, mark]);
    }
    return made;
  }

  function markBlock(block, words) {
    const { all, pieces } = piecesOf(block);
    const ranges = window.jiebao.folding.findMarks(all, words), marks = ranges.map(() => []);
    if (!ranges.length) return [];
    for (const piece of pieces)
      for (const [i, mark] of wrap(piece, ranges)) marks[i].push(mark);
    return marks.filter((m) => m.length);
  }

  function markAll(words) {
    const found = [];
    for (const block of document.querySelectorAll(BLOCKS)) {
      found.push(...markBlock(block, words));
      if (found.length >= MOST_HITS) break;
    }
    return found.sort((a, b) => a[0].compareDocumentPosition(b[0]) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1);
  }

  function unmark() {
    for (const mark of hits.flat()) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    for (const e of document.querySelectorAll(".landed")) e.classList.remove("landed");
    hits = [];
    if (bar) bar.remove();
    bar = null;
  }

  /* ---- the bar ---- */

  function button(key, sign, act) {
    const b = element("button", { type: "button", title: text(key) }, sign);
    b.setAttribute("aria-label", text(key));
    b.addEventListener("click", act);
    return b;
  }

  function reveal(mark, behavior) {
    const box = mark.getBoundingClientRect();
    scrollBy({ top: box.top - innerHeight / 3, behavior });
  }

  function go(to, move) {
    for (const mark of hits[current]) mark.classList.remove("current");
    current = (to + hits.length) % hits.length;
    for (const mark of hits[current]) mark.classList.add("current");
    place.replaceChildren(element("span", { ariaHidden: "true" }, current + 1 + " / " + hits.length),
      element("span", { className: "vh" }, text("hit_of", current + 1, hits.length)));
    if (move) reveal(hits[current][0], "auto");
  }

  function close() {
    unmark();
    forgetWords();
  }

  function makeBar() {
    place = element("span", { className: "place" });
    place.setAttribute("role", "status");
    bar = element("div", { className: "float hits-bar" },
      button("hit_previous", "‹", () => go(current - 1, true)), place,
      button("hit_next", "›", () => go(current + 1, true)), button("hits_close", "×", close));
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", text("hits"));
    document.querySelector("main").append(bar);
  }

  function onKey(event) {
    if (!bar || event.isComposing || event.target.matches("input, select, textarea")) return;
    if (event.key === "Escape" && !event.defaultPrevented) return close();
    if (!/^[np]$/i.test(event.key) || !keys.single(event)) return;
    event.preventDefault();
    go(current + (event.key === "n" ? 1 : -1), true);
  }

  /* ---- arriving ---- */

  function firstFrom(target) {
    const at = target ? hits.findIndex(([mark]) => target.contains(mark) ||
      target.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
    return Math.max(at, 0);
  }

  /* Where the reader was stays in sight when the page is gone back to. */
  function isReturning() {
    const [entry] = performance.getEntriesByType("navigation");
    return Boolean(entry) && entry.type !== "navigate";
  }

  function show({ id, words }, move) {
    unmark();
    const target = id ? document.getElementById(id) : null;
    hits = markAll(words);
    if (target) target.classList.add("landed");
    if (hits.length) {
      makeBar();
      current = 0;
      go(firstFrom(target), false);
    }
    if (!move) return;
    if (hits.length && (!target || target.contains(hits[current][0]))) reveal(hits[current][0], "instant");
    else if (target) target.scrollIntoView({ behavior: "instant" });
  }

  async function arrive(move) {
    const wanted = readAddress();
    if (wanted.id && !wanted.words.length) wanted.words = [];
    if (!wanted.id && !wanted.words.length) return;
    if (!window.jiebao.folding)
      await new Promise((done) => document.head.append(element("script", { src: FOLD, onload: done, onerror: done })));
    if (!window.jiebao.folding) return;
    wanted.words = [...new Set(wanted.words.map(window.jiebao.folding.fold))].filter(Boolean).slice(0, MOST_WORDS);
    show(wanted, move);
  }

  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", () => { if (location.hash.includes("&")) arrive(true); });
  arrive(!isReturning());
})();
