/* The search page: the box, the facets, the list of results. jiebao.search
   (search.js) does the finding; texts come from strings.js. The page's state
   is its address: search.html?q=...&district=...&year=...&topic=..., or the
   same behind a "#". */
(function () {
  "use strict";

  const FIRST = 5;          // results that are shown at once: each costs a file,
  const SMALL = 200;        // which nobody minds in an archive of so few reports
  const PAGE = 20;          // results until the button "more"
  const PAUSE = 250;        // ms without a key before searching
  const MOST_VALUES = 12;   // of a facet, before the rest folds away
  const FACETS = ["district", "year", "topic"];

  const jiebao = window.jiebao;
  const byId = (id) => document.getElementById(id);
  let form, box, status, list, more, notice;
  let state = { q: "", district: [], year: [], topic: [] };
  let turn = 0;             // of the newest search: older answers are dropped
  let shown = 0, total = 0, busy = false, observer = null;
  const labels = { district: [], year: [], topic: [] };   // [value, name]

  function text(key, ...values) {
    const pattern = (window.jiebaoStrings || {})[key] || "";
    return pattern.replace(/%(\d)/g, (all, n) => n <= values.length ? values[n - 1] : all);
  }

  function element(tag, props, ...children) {
    const e = Object.assign(document.createElement(tag), props);
    e.append(...children);
    return e;
  }

  /* ---- the address ---- */

  function readAddress() {
    const params = new URLSearchParams(location.search);
    for (const [key, value] of new URLSearchParams(location.hash.slice(1))) params.set(key, value);
    const next = { q: params.get("q") || "" };
    for (const f of FACETS)
      next[f] = params.getAll(f).flatMap((v) => v.split(",")).filter((v) => v !== "");
    return next;
  }

  function writeAddress() {
    const params = new URLSearchParams();
    if (state.q) params.set("q", state.q);
    for (const f of FACETS) if (state[f].length) params.set(f, state[f].join(","));
    const query = params.toString();
    try {
      history.replaceState(null, "", location.pathname + (query ? "?" + query : ""));
    } catch (e) {
      history.replaceState(null, "", "#" + query);
    }
  }

  /* ---- facets ---- */

  /* The template's choices become check boxes with counts. */
  function readLabels() {
    for (const field of document.querySelectorAll(".facet[data-facet]")) {
      const options = field.querySelectorAll("option");
      labels[field.dataset.facet] = [...options].filter((o) => o.value).map((o) => [o.value, o.textContent]);
      field.querySelector("select").remove();
    }
  }

  function choice(facet, value, name, count) {
    const input = element("input", { type: "checkbox", value, checked: state[facet].includes(value) });
    input.addEventListener("change", () => {
      state[facet] = state[facet].filter((v) => v !== value).concat(input.checked ? [value] : []);
      run();
    });
    const label = element("label", { className: count === 0 ? "zero" : "" }, input, " " + name + " ");
    if (count !== null) label.append(element("span", { textContent: String(count) }));
    label.dataset.value = value;
    return label;
  }

  /* Without counts: nothing has been searched. */
  function drawFacet(facet, counts) {
    const field = document.querySelector(".facet[data-facet=" + facet + "]");
    if (!field) return;
    const known = labels[facet].map(([value]) => value);
    const values = labels[facet].concat(Object.keys(counts || {}).filter((v) => !known.includes(v)).map((v) => [v, v]))
      .map(([value, name]) => ({ value, name, count: counts && (counts[value] || 0), checked: state[facet].includes(value) }));
    const first = new Set([...values].sort((a, b) => b.checked - a.checked || b.count - a.count).slice(0, MOST_VALUES));
    const open = field.querySelector("details") ? field.querySelector("details").open : false;
    const focused = field.contains(document.activeElement) ? document.activeElement.value : null;
    for (const old of [...field.children]) if (old.tagName !== "LEGEND") old.remove();
    const rest = values.filter((v) => !first.has(v));
    const draw = (v) => choice(facet, v.value, v.name, v.count);
    field.append(...values.filter((v) => first.has(v)).map(draw));
    if (rest.length)
      field.append(element("details", { open },
        element("summary", { textContent: text("search_more_values", rest.length) }), ...rest.map(draw)));
    if (focused !== null)
      for (const input of field.querySelectorAll("input")) if (input.value === focused) input.focus();
  }

  function drawFacets(counts) {
    for (const facet of FACETS) drawFacet(facet, counts && (counts[facet] || {}));
  }

  /* ---- results ---- */

  function marked(s, marks) {
    const parts = [];
    let at = 0;
    for (const [from, to] of marks) {
      parts.push(s.slice(at, from), element("mark", { textContent: s.slice(from, to) }));
      at = to;
    }
    return parts.concat(s.slice(at));
  }

  function address(result, anchor) {
    // the report marks the words (hits.js)
    return result.url + (state.q.trim() ? "?q=" + encodeURIComponent(state.q.trim()) : "") +
      (anchor ? "#" + encodeURIComponent(anchor) : "");
  }

  function drawPassage(result, passage) {
    const p = element("p", {});
    if (passage.path.length)
      p.append(element("span", { className: "path", textContent: passage.path.join(" › ") }), element("br", {}));
    const cut = element("span", { lang: "zh-CN" }, ...marked(passage.excerpt, passage.marks));
    p.append(passage.anchor ? element("a", { className: "to", href: address(result, passage.anchor) }, cut) : cut);
    return p;
  }

  function drawResult(result) {
    const facts = [result.district + result.street];
    if (result.summary_years) facts.push(text("search_summary", result.summary_years));
    if (result.plan_years) facts.push(text("search_plan", result.plan_years));
    if (result.hits > 1) facts.push(text("search_hits", result.hits));
    const path = element("div", { className: "path" }, facts.filter(Boolean).join(" · "));
    for (const topic of result.topics) path.append(" ", element("span", { className: "chip", textContent: topic }));
    const item = element("li", {}, element("h3", {},
      element("a", { href: address(result, result.anchor), lang: "zh-CN" }, ...marked(result.title, result.title_marks))),
      path, ...result.passages.map((p) => drawPassage(result, p)));
    item.dataset.report = result.slug;
    return item;
  }

  function count(answer) {
    return text(answer.exact ? "search_found" : "search_found_about", answer.total.toLocaleString("en-US"));
  }

  /* Which of several words is in no report at all. */
  async function sayNone(answer, mine) {
    const none = [];
    if (answer.words.length > 1)
      for (const word of answer.words.slice(0, 5))
        if (!(await jiebao.search('"' + word + '"', { limit: 0 })).total) none.push(word);
    if (mine !== turn) return;
    status.textContent = none.length ? text("search_none_word", none.join("、")) : text("search_none");
  }

  function sayMissing(answer) {
    notice.replaceChildren();
    if (!answer.missing.length) return;
    const again = element("button", { type: "button", textContent: text("search_again") });
    again.addEventListener("click", run);
    notice.append(text("search_missing", answer.missing.length) + " ", again);
  }

  function draw(answer, mine, first) {
    total = answer.total;
    list.replaceChildren(...answer.results.map(drawResult));
    shown = first;
    drawFacets(answer.facets);
    sayMissing(answer);
    if (total) status.textContent = count(answer);
    else sayNone(answer, mine).catch(() => {});
    drawMore();
  }

  function drawMore() {
    more.hidden = shown >= total;
    watchEnd();
  }

  /* ---- searching ---- */

  function options(offset, limit) {
    return { district: state.district, year: state.year, topic: state.topic, offset, limit };
  }

  function clear() {
    list.replaceChildren();
    notice.replaceChildren();
    status.textContent = "";
    shown = total = 0;
    drawFacets(null);
    drawMore();
  }

  function failed() {
    list.replaceChildren();
    more.hidden = true;
    const again = element("button", { type: "button", textContent: text("search_again") });
    again.addEventListener("click", run);
    status.textContent = text("search_failed");
    notice.replaceChildren(again);
  }

  async function run() {
    const mine = ++turn;
    writeAddress();
    if (!state.q.trim() && !FACETS.some((f) => state[f].length)) return clear();
    const wait = setTimeout(() => { if (mine === turn) status.textContent = text("search_wait"); }, 400);
    try {
      const first = (await jiebao.searchNames()).reports <= SMALL ? PAGE : FIRST;
      const answer = await jiebao.search(state.q, options(0, first));
      if (mine === turn) draw(answer, mine, first);
    } catch (e) {
      if (mine === turn) failed();
    } finally {
      clearTimeout(wait);
    }
  }

  /* Adds the results up to the next full page. */
  async function showMore() {
    const mine = turn, end = (Math.floor(shown / PAGE) + 1) * PAGE;
    if (busy || shown >= total) return;
    busy = true;
    try {
      const answer = await jiebao.search(state.q, options(shown, end - shown));
      if (mine !== turn) return;
      list.append(...answer.results.map(drawResult));
      shown = end;
      total = answer.total;
      if (total) status.textContent = count(answer);
      sayMissing(answer);
    } catch (e) {
      if (mine === turn) failed();
    } finally {
      busy = false;
    }
    if (mine === turn) drawMore();
  }

  /* The first page fills up once its end comes near. */
  function watchEnd() {
    if (observer) observer.disconnect();
    const last = list.lastElementChild;
    if (!last || shown >= total || shown >= PAGE) return;
    observer = new IntersectionObserver((seen) => {
      if (seen.some((e) => e.isIntersecting)) {
        observer.disconnect();
        showMore();
      }
    });
    observer.observe(last);
  }

  async function onMore() {
    const before = list.children.length;
    await showMore();
    const next = list.children[before];
    if (next) next.querySelector("a").focus();
  }

  /* ---- hands ---- */

  let timer = 0;
  function onInput(event) {
    clearTimeout(timer);
    if (event.isComposing) return;
    timer = setTimeout(take, PAUSE);
  }

  function take() {
    clearTimeout(timer);
    if (box.value === state.q && turn) return;
    state.q = box.value;
    run();
  }

  function links() {
    return [...list.querySelectorAll("h3 a")];
  }

  function onKey(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = links(), at = all.indexOf(document.activeElement);
    if (document.activeElement !== box && at < 0) return;
    if (event.key === "ArrowDown" && at + 1 < all.length) all[at + 1].focus();
    else if (event.key === "ArrowUp" && at > 0) all[at - 1].focus();
    else if ((event.key === "ArrowUp" || event.key === "Escape") && at >= 0) box.focus();
    else return;
    event.preventDefault();
  }

  function follow() {
    const next = readAddress();
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    box.value = state.q;
    run();
  }

  document.addEventListener("DOMContentLoaded", () => {
    form = document.querySelector("#search form.ask");
    box = byId("q");
    status = byId("status");
    list = byId("results");
    if (!form || !box || !list) return;
    more = element("button", { type: "button", className: "more", hidden: true, textContent: text("search_more") });
    notice = element("p", { className: "note", role: "alert" });
    status.after(notice);
    list.after(more);
    readLabels();
    drawFacets(null);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      take();
    });
    box.addEventListener("input", onInput);
    box.addEventListener("compositionend", onInput);
    more.addEventListener("click", onMore);
    document.addEventListener("keydown", onKey);
    addEventListener("hashchange", follow);
    addEventListener("popstate", follow);
    state = readAddress();
    box.value = state.q;
    if (state.q || FACETS.some((f) => state[f].length)) run();
    else box.focus();
  });
})();
