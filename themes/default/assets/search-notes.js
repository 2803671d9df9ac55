/* What the search page says beside its results: other spellings that were
   taken, files that could not be read, and why nothing was found. */
(function () {
  "use strict";

  const MOST_WORDS = 6, MOST_TERMS = 6, LONGEST = 40;
  const jiebao = window.jiebao;
  const { text, element, address } = jiebao;

  function shortened(word) {
    const chars = Array.from(word);
    return chars.length > LONGEST ? chars.slice(0, LONGEST).join("") + "…" : word;
  }

  /* A text around elements: the pattern's %1, %2 are the parts. */
  function phrase(key, ...parts) {
    return text(key).split(/(%\d)/).map((s) => /^%\d$/.test(s) ? parts[s[1] - 1] : s).filter((s) => s !== undefined && s !== "");
  }

  function quoted(word) {
    return element("b", { className: "word", lang: "zh-CN" }, shortened(word));
  }

  function link(state, ...content) {
    return element("a", { href: address.href(state) }, ...content);
  }

  function button(label, act) {
    const b = element("button", { type: "button" }, label);
    b.addEventListener("click", act);
    return b;
  }

  /* ---- other spellings ---- */

  function drawExpanded(box, answer, state) {
    const told = (answer.expanded || []).map(({ word, as, why, own }) => {
      const words = [].concat(as).slice(0, MOST_TERMS).map(quoted).flatMap((w, i) => i ? ["、", w] : [w]);
      const list = element("span", {}, ...words);
      return element("p", {}, ...phrase(own ? "search_also" : "search_instead", list, quoted(word)),
        element("span", { className: "soft" }, text("search_why_" + why)));
    });
    if (told.length) told[told.length - 1].append(link({ ...state, exact: true }, text("search_exactly")));
    else if (state.exact) told.push(element("p", {}, ...phrase("search_is_exact"), " ", link({ ...state, exact: false }, text("search_not_exactly"))));
    box.replaceChildren(...told);
    box.hidden = !told.length;
  }

  /* ---- damage ---- */

  function drawMissing(box, missing, retry) {
    box.replaceChildren(...missing.length ? [text("search_missing", missing.length), " ", button(text("search_again"), retry)] : []);
  }

  /* The pages to browse are there without an index, too. */
  function drawFailed(box, none, retry) {
    box.replaceChildren(text("search_failed_why"), " ", button(text("search_again"), retry));
    for (const part of none.querySelectorAll(".none-meant, .none-words, .none-filters")) part.replaceChildren();
    none.hidden = false;
  }

  /* ---- nothing found ---- */

  async function countOf(query, options) {
    return (await jiebao.search(query, { limit: 0, verify: 20, facets: false, ...options })).total;
  }

  async function termsNear(word) {
    if (!jiebao.suggest) return [];
    try {
      return (await jiebao.suggest(word)).map((s) => typeof s === "string" ? s : s.word).slice(0, MOST_TERMS);
    } catch (e) {
      return [];
    }
  }

  /* As typed, with the term for the word; the term alone where the word was
     typed in another form than it is looked for. */
  function replaced(query, word, term) {
    return query.includes(word) ? query.split(word).join(term) : term;
  }

  function wordLine(word, count, state) {
    const alone = { ...address.blank(), q: '"' + word + '"', exact: state.exact };
    const line = element("li", {}, quoted(word), " ",
      count ? link(alone, text("search_found", count)) : element("span", { className: "soft" }, text("search_no_report")));
    return line;
  }

  /* Adds the nearest terms to the line of a word that is in no report;
     promises the nearest. */
  async function addNear(line, word, state, current) {
    const near = await termsNear(word);
    if (near.length && current())
      line.append(" ", element("span", { className: "near" }, text("search_near"),
        ...near.flatMap((term) => [" ", link({ ...state, q: replaced(state.q, word, term) }, element("span", { lang: "zh-CN" }, term))])));
    return near[0];
  }

  /* Several words that are nowhere, and a near one for each. */
  async function drawMeant(box, asked, state, current) {
    const pairs = await Promise.all(asked.map(async ([word, near]) => [word, await near]));
    if (pairs.length < 2 || !pairs.every(([, term]) => term) || !current()) return;
    const q = pairs.reduce((query, [word, term]) => replaced(query, word, term), state.q);
    box.replaceChildren(...phrase("search_meant", link({ ...state, q }, element("b", { lang: "zh-CN" }, q))));
  }

  /* Each word with the number of reports that have it, whatever is chosen
     beside; the nearest terms of those that are in none come later. */
  async function wordLines(box, answer, state, current) {
    const options = { expand: !state.exact }, asked = [], meant = box.querySelector(".none-meant");
    meant.replaceChildren();
    const lines = await Promise.all(answer.words.slice(0, MOST_WORDS).map(async (word) => {
      const count = await countOf('"' + word + '"', options);
      const line = wordLine(word, count, state);
      if (!count) asked.push([word, addNear(line, word, state, current)]);
      return line;
    }));
    drawMeant(meant, asked, state, current);
    return lines;
  }

  /* current(): is the answer still wanted? */
  async function drawNone(box, answer, state, current) {
    const isFiltered = address.LISTS.some((name) => state[name].length);
    const wide = { ...address.blank(), q: state.q, exact: state.exact };
    const [lines, unfiltered] = await Promise.all([wordLines(box, answer, state, current),
      isFiltered && state.q.trim() ? countOf(state.q, { expand: !state.exact }) : 0]);
    if (!current()) return;
    const found = box.querySelector(".none-words");
    found.replaceChildren(...lines);
    found.hidden = !lines.length;
    const without = box.querySelector(".none-filters");
    without.replaceChildren(...unfiltered ? [link(wide, text("search_without_filters", unfiltered))] : []);
    without.hidden = !unfiltered;
    box.hidden = false;
  }

  jiebao.notes = { drawExpanded, drawMissing, drawFailed, drawNone };
})();
