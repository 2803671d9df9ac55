/* The search page's state is its address: search.html#q=...&year=..., or the
   same behind a "?". What is behind the "#" works from a disk, too, and is
   never told to a server. */
(function () {
  "use strict";

  const LISTS = ["district", "street", "year", "topic", "kind"];
  const jiebao = window.jiebao;

  function blank() {
    const state = { q: "", role: "", sort: "", exact: false };
    for (const name of LISTS) state[name] = [];
    return state;
  }

  function parse(params) {
    const state = blank(), oneOf = (name, ...values) => values.find((v) => v === params.get(name)) || "";
    state.q = params.get("q") || "";
    state.role = oneOf("role", "back", "plan");
    state.sort = oneOf("sort", "date");
    state.exact = params.get("exact") === "1";
    for (const name of LISTS) {
      const values = params.getAll(name).flatMap((v) => name === "street" ? [v] : v.split(","));
      state[name] = [...new Set(values)].filter((v) => v !== "");
    }
    return state;
  }

  /* null: the part behind "#" is no search but a place on the page. */
  function read() {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return null;
    return parse(new URLSearchParams(hash || location.search));
  }

  function write(state) {
    const params = new URLSearchParams();
    if (state.q) params.set("q", state.q);
    for (const name of LISTS) for (const value of state[name]) params.append(name, value);
    for (const name of ["role", "sort"]) if (state[name]) params.set(name, state[name]);
    if (state.exact) params.set("exact", "1");
    return params.toString();
  }

  /* Makes the state the page's address: in the place of the present one, or as
     a new step of the browser's history. From a disk the part behind "?" must
     stay: an empty state is then "#q=". */
  function show(state, step) {
    const hash = "#" + (write(state) || (location.search ? "q=" : ""));
    const put = (url) => history[step ? "pushState" : "replaceState"]({}, "", url);
    try {
      put(location.pathname + (hash === "#" || hash === "#q=" ? "" : hash));
    } catch (e) {
      put(hash);
    }
  }

  /* What the browser keeps with the present step: how many results were in
     sight, and where the page stood. */
  function keep(values) {
    try {
      history.replaceState({ ...history.state, ...values }, "");
    } catch (e) { /* it is a convenience */ }
  }

  jiebao.address = {
    LISTS, blank, read, write, show, keep,
    kept: () => history.state || {},
    href: (state) => "#" + (write(state) || "q="),
    isEmpty: (state) => !state.q.trim() && LISTS.every((name) => !state[name].length),
    same: (a, b) => write(a) === write(b),
  };
})();
