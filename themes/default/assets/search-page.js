/* The search page: what the reader does becomes a state (search-address.js),
   jiebao.search (search.js) answers it, and the answer is drawn by
   search-results.js, search-facets.js, search-notes.js. An answer that comes
   after a newer question is dropped. */
(function () {
  "use strict";

  const FIRST = 3;          // results that are shown at once, about a screen: each
  const STEP = 2;           // costs a file (make bench); so many more as their end
                            // comes into view
  const SMALL = 200;        // reports of an archive in which nobody minds
  const SETTLED = 200;      // candidates that are read to make an estimate exact,
                            // from a disk or in a small archive
  const PAGE = 20;          // results until the button "more"
  const MOST_KEPT = 200;    // results that are brought back with an earlier page
  const PAUSE = 250;        // ms without a key before searching
  const TITLE = 60;         // characters of the words in the window's title
  const jiebao = window.jiebao;
  const { text, address, results, facets, notes } = jiebao;
  const byId = (id) => document.getElementById(id);
  let form, box, status, list, more, alertBox, title;
  let state = address.blank();
  let words = [];           // that the results' links take along
  let missing = new Set();  // files that the results shown lack
  let turn = 0, shown = 0, total = 0;
  let loading = 0;          // the turn for which more is being loaded
  let typing = false, observer = null;

  /* ---- searching ---- */

  function options(offset, limit) {
    const { district, street, year, topic, kind, role, sort, exact } = state;
    return { district, street, year, topic, kind, role, sort, expand: !exact, exact, offset, limit };
  }

  function count(answer) {
    return text(answer.exact ? "search_found" : "search_found_about", answer.total.toLocaleString("en-US"));
  }

  /* Said once for each answer, and only where it says something else. */
  function say(message) {
    if (status.textContent !== message) status.textContent = message;
  }

  function wordsOf(answer) {
    return [...new Set([...answer.words, ...(answer.expanded || []).flatMap((e) => e.as)])];
  }

  function drawChoices(counts, exact) {
    facets.draw(state, counts, exact);
    facets.drawChosen(byId("chosen"), state, () => set({ ...address.blank(), q: state.q, sort: state.sort, exact: state.exact }));
    for (const b of document.querySelectorAll("[data-sort]"))
      b.setAttribute("aria-pressed", String(b.dataset.sort === (state.sort || "relevance")));
  }

  function draw(answer, first) {
    const mine = turn;
    total = answer.total;
    shown = first;
    words = wordsOf(answer);
    list.replaceChildren(...answer.results.map((r) => results.drawResult(r, words)));
    drawChoices(answer.facets, answer.facets_exact !== false);
    notes.drawExpanded(byId("expanded"), answer, state);
    missing = new Set(answer.missing);
    notes.drawMissing(alertBox, answer.missing, run);
    say(total ? count(answer) : text("search_none"));
    byId("none").hidden = true;
    if (!total) notes.drawNone(byId("none"), answer, state, () => mine === turn).catch(() => {});
    byId("done").textContent = text("search_see", count(answer));
    byId("tools").hidden = !total;
    showTips(!total);
    drawMore();
  }

  /* Open where there is nothing else. Put in anew, for what results push to
     and fro is taken for a page that jumps. */
  function showTips(open) {
    const tips = byId("tips");
    tips.open = open;
    if (!tips.contains(document.activeElement)) tips.parentNode.append(tips);
  }

  function drawMore() {
    more.hidden = shown >= total;
    watchEnd();
  }

  function clear() {
    list.replaceChildren();
    notes.drawExpanded(byId("expanded"), {}, state);
    notes.drawMissing(alertBox, [], run);
    byId("none").hidden = byId("tools").hidden = true;
    say("");
    byId("done").textContent = text("search_close");
    shown = total = 0;
    showTips(true);
    drawChoices(null, true);
    drawMore();
  }

  function failed() {
    list.replaceChildren();
    more.hidden = byId("tools").hidden = byId("expanded").hidden = true;
    drawChoices(null, true);
    say(text("search_failed"));
    notes.drawFailed(alertBox, byId("none"), run);
  }

  /* An estimate becomes exact behind what is shown already, where the texts
     that tell cost next to nothing. */
  async function settle(answer, mine) {
    const names = await jiebao.searchNames();
    const cheap = location.protocol === "file:" || names.reports <= SMALL;
    if (answer.exact || answer.missing.length || !cheap) return;
    const sure = await jiebao.search(state.q, { ...options(0, 0), verify: SETTLED });
    if (mine !== turn) return;
    total = sure.total;
    say(count(sure));
    byId("done").textContent = text("search_see", count(sure));
    drawChoices(sure.facets, sure.facets_exact !== false);
    drawMore();
  }

  async function firstCount() {
    const wanted = Math.min(address.kept().shown || 0, MOST_KEPT);
    const names = await jiebao.searchNames();
    facets.learn("district", names.districts.map(([code, name]) => [code, name || code]));
    return Math.max(wanted, names.reports <= SMALL ? PAGE : FIRST);
  }

  /* What a bookmark or the browser's history is called. */
  function drawTitle() {
    const words = state.q.trim().slice(0, TITLE);
    document.title = words ? words + " · " + title : title;
  }

  async function run() {
    const mine = ++turn, y = address.kept().y || 0;
    drawTitle();
    if (address.isEmpty(state)) return clear();
    list.setAttribute("aria-busy", "true");
    const wait = setTimeout(() => { if (mine === turn) say(text("search_wait")); }, 600);
    try {
      const first = await firstCount();
      const answer = await jiebao.search(state.q, options(0, first));
      if (mine !== turn) return;
      draw(answer, first);
      if (y) scrollTo({ top: y, behavior: "instant" });
      settle(answer, mine).catch(() => {}); // then it stays an estimate
    } catch (e) {
      if (mine === turn) failed();
    } finally {
      clearTimeout(wait);
      if (mine === turn) list.removeAttribute("aria-busy");
    }
  }

  /* Adds the results up to `end`. */
  async function showMore(end) {
    const mine = turn;
    if (loading === mine || shown >= total) return;
    loading = mine;
    try {
      const answer = await jiebao.search(state.q, { ...options(shown, end - shown), facets: false });
      if (mine !== turn) return;
      words = wordsOf(answer);
      list.append(...answer.results.map((r) => results.drawResult(r, words)));
      shown = end;
      total = answer.total;
      say(count(answer));
      for (const file of answer.missing) missing.add(file);
      notes.drawMissing(alertBox, [...missing].sort(), run);
      address.keep({ shown });
    } catch (e) {
      if (mine === turn) failed();
    } finally {
      if (loading === mine) loading = 0;
    }
    if (mine === turn) drawMore();
  }

  /* The first page fills up as its end comes into view. */
  function watchEnd() {
    if (observer) observer.disconnect();
    const last = list.lastElementChild;
    if (!last || shown >= total || shown >= PAGE) return;
    observer = new IntersectionObserver((seen) => {
      if (seen.some((e) => e.isIntersecting)) {
        observer.disconnect();
        showMore(Math.min(shown + STEP, PAGE));
      }
    });
    observer.observe(last);
  }

  async function onMore() {
    const before = list.children.length;
    await showMore((Math.floor(shown / PAGE) + 1) * PAGE);
    const next = list.children[before];
    if (next) next.querySelector("a").focus();
  }

  /* ---- what changes the state ---- */

  /* A new step of the browser's history, but for the keys of one word. */
  function set(next, step = true) {
    if (address.same(next, state) && turn) return;
    state = next;
    address.show(state, step);
    run();
  }

  function choose(facet, value, on) {
    take();
    typing = false;
    if (facet === "role") return set({ ...state, role: value });
    const next = { ...state, [facet]: state[facet].filter((v) => v !== value).concat(on ? [value] : []) };
    if (facet === "district" && !on)   // and by its name, and its streets
      Object.assign(next, {
        district: next.district.filter((v) => v !== facets.nameOf("district", value)),
        street: next.street.filter((s) => !s.startsWith(value + "/")),
      });
    set(next);
  }

  function follow() {
    const next = address.read();
    if (!next) return address.show(state, false);
    typing = false;
    if (address.same(next, state)) return;
    state = next;
    box.value = state.q;
    run();
  }

  let timer = 0;
  function onInput(event) {
    clearTimeout(timer);
    if (event.isComposing) return;
    timer = setTimeout(() => {
      const step = !typing;
      typing = true;
      take(step);
    }, PAUSE);
  }

  function take(step = true) {
    clearTimeout(timer);
    if (box.value !== state.q) set({ ...state, q: box.value }, step && !address.isEmpty(state));
  }

  function onSubmit(event) {
    event.preventDefault();
    take(!typing);
    typing = false;
    if (matchMedia("(hover: none)").matches) box.blur();   // the keyboard gives way to the results
  }

  /* ---- hands ---- */

  function onKey(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...list.querySelectorAll("h3 a")], here = document.activeElement;
    const item = list.contains(here) ? here.closest("li") : null, at = item ? [...list.children].indexOf(item) : -1;
    if (here !== box && at < 0) return;
    if (event.key === "ArrowDown" && at + 1 < all.length) all[at + 1].focus();
    else if (event.key === "ArrowDown" && at >= 0 && !more.hidden) more.focus();
    else if (event.key === "ArrowUp" && at > 0) all[at - 1].focus();
    else if ((event.key === "ArrowUp" || event.key === "Escape") && at >= 0) box.focus();
    else return;
    event.preventDefault();
  }

  async function onExport(button) {
    const label = button.dataset.label = button.dataset.label || button.textContent;
    if (button.dataset.running) return delete button.dataset.running;
    const mine = turn, told = byId("export-status");
    button.dataset.running = "1";
    button.textContent = text("search_export_stop");
    const { MOST, exportAll } = jiebao.exporting;
    const progress = (done, of) => {
      told.textContent = text("search_exporting", done, of);
      return mine === turn && Boolean(button.dataset.running);
    };
    try {
      const n = await exportAll(state.q, options(0, 0), progress);
      told.textContent = n === null ? "" : total > MOST ? text("search_exported_some", n, total) : text("search_exported", n);
    } catch (e) {
      told.textContent = text("search_export_failed");
    }
    delete button.dataset.running;
    button.textContent = label;
  }

  function wireTools() {
    for (const b of document.querySelectorAll("[data-sort]"))
      b.addEventListener("click", () => set({ ...state, sort: b.dataset.sort === "date" ? "date" : "" }));
    byId("export").addEventListener("click", (event) => onExport(event.currentTarget));
    const sheet = document.querySelector("details.facets");
    byId("done").addEventListener("click", () => {
      sheet.open = false;
      list.scrollIntoView({ block: "start" });
      sheet.querySelector("summary").focus({ preventScroll: true });
    });
    const single = byId("keys-on");
    single.checked = jiebao.keys.on();
    single.addEventListener("change", () => jiebao.keys.set(single.checked));
  }

  document.addEventListener("DOMContentLoaded", () => {
    form = document.querySelector("#search form.ask");
    [box, status, list, more, alertBox] = ["q", "status", "results", "more", "alert"].map(byId);
    title = document.title;
    facets.take(choose);
    wireTools();
    form.addEventListener("submit", onSubmit);
    box.addEventListener("input", onInput);
    box.addEventListener("compositionend", onInput);
    box.addEventListener("blur", () => { typing = false; });
    more.addEventListener("click", onMore);
    document.addEventListener("keydown", onKey);
    addEventListener("hashchange", follow);
    addEventListener("popstate", follow);
    addEventListener("pagehide", () => address.keep({ shown, y: scrollY }));
    state = address.read() || address.blank();
    const early = state.q ? "" : box.value; // typed while the scripts were on their way
    box.value = state.q;
    run();
    if (early) {
      box.value = early;
      take(false);
    }
    if (address.isEmpty(state) && matchMedia("(hover: hover)").matches) box.focus();
  });
})();
