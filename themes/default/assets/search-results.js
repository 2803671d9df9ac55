/* The search page's list of results: what jiebao.search found as elements. */
(function () {
  "use strict";

  const MOST_WORDS = 20, LONGEST = 1000;   // of the words that a link takes along
  const jiebao = window.jiebao;
  const { text, element } = jiebao;

  function marked(s, marks) {
    const parts = [];
    let at = 0;
    for (const [from, to] of marks) {
      parts.push(s.slice(at, from), element("mark", { textContent: s.slice(from, to) }));
      at = to;
    }
    return parts.concat(s.slice(at)).filter((part) => part !== "");
  }

  /* reports/x.html#p12&w=...: the report marks the words (hits.js). */
  function linkTo(result, anchor, words) {
    const params = new URLSearchParams();
    let room = LONGEST;
    for (const word of words.slice(0, MOST_WORDS))
      if ((room -= word.length) >= 0) params.append("w", word);
    const query = params.toString();
    return result.url + (query || anchor ? "#" + encodeURIComponent(anchor) : "") + (query ? "&" + query : "");
  }

  function yearMark(role, years) {
    const sign = element("b", { className: "m " + role, title: text("search_" + role) }, text("search_sign_" + role));
    return element("span", {}, sign, element("span", { className: "vh" }, text("search_" + role) + " "), years.replace("-", "–"));
  }

  function chip(name) {
    return element("span", { className: "chip", lang: "zh-CN" }, name);
  }

  /* As the site's lists have it: written out where its language is Chinese. */
  function dateOf(iso) {
    const lang = document.documentElement.lang, day = new Date(iso + "T00:00:00Z");
    const long = lang.startsWith("zh") && !Number.isNaN(day.getTime());
    const shown = long ? new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(day) : iso;
    return element("time", { dateTime: iso }, shown);
  }

  function drawFacts(result) {
    const facts = element("p", { className: "facts" });
    const place = (result.district || "") + (result.street || "");
    if (place) facts.append(element("span", { lang: "zh-CN" }, place));
    if (result.summary_years) facts.append(yearMark("back", result.summary_years));
    if (result.plan_years) facts.append(yearMark("plan", result.plan_years));
    if (result.published) facts.append(element("span", {}, text("search_published") + " ", dateOf(result.published)));
    if (result.kind) facts.append(element("span", { className: "kind", lang: "zh-CN" }, result.kind));
    if (result.topics.length) facts.append(element("span", { className: "of" }, ...result.topics.map(chip)));
    return facts;
  }

  function drawPath(path, words) {
    return path.flatMap((heading, i) => [i ? " › " : "", ...marked(heading, jiebao.folding.findMarks(heading, words))]);
  }

  function drawPassage(result, passage, words) {
    const href = linkTo(result, passage.anchor, words);
    const box = element("div", { className: "passage", lang: "zh-CN" });
    if (passage.path.length)
      box.append(element("p", { className: "where" }, element("a", { href }, ...drawPath(passage.path, words))));
    const to = element("a", { className: "to", href, title: text("search_to_passage") }, "¶");
    to.setAttribute("aria-label", text("search_to_passage"));
    box.append(element("p", {}, ...marked(passage.excerpt, passage.marks), ...passage.anchor ? ["\u00a0", to] : []));
    return box;
  }

  function drawResult(result, words) {
    const title = element("h3", {}, element("a", { href: linkTo(result, result.anchor, words), lang: "zh-CN" },
      ...marked(result.title, result.title_marks)));
    const item = element("li", {}, title, drawFacts(result), ...result.passages.map((p) => drawPassage(result, p, words)));
    const shown = result.title_marks.length + result.passages.reduce((n, p) => n + p.marks.length, 0);
    if (words.length && result.places > 1)
      item.append(element("p", { className: "places-of" }, text("search_hits", result.places),
        ...result.places > shown ? [" ", element("a", { href: linkTo(result, result.anchor, words) }, text("search_all_hits"))] : []));
    item.dataset.report = result.slug;
    return item;
  }

  jiebao.results = { drawResult, linkTo };
})();
