/* The search page's filters: check boxes with counts, streets below their
   district, and what is chosen as buttons above the results. The years are
   drawn by search-years.js. */
(function () {
  "use strict";

  const MOST_VALUES = 10, MOST_REST = 300;   // in sight, and folded away below
  const jiebao = window.jiebao;
  const { text, element } = jiebao;
  const LISTS = ["district", "topic", "kind"];
  const names = { district: [], topic: [], kind: [], year: [] };   // [value, name], in the order to show
  let change = null;   // (facet, value, on) of the page
  let about = "";      // in front of counts that are estimates

  const fieldOf = (facet) => document.querySelector(".facet[data-facet=" + facet + "]");

  /* The template's choices become check boxes. */
  function take(onChange) {
    change = onChange;
    for (const field of document.querySelectorAll(".facet[data-facet]")) {
      const select = field.querySelector("select");
      if (!select) continue;
      names[field.dataset.facet] = [...select.options].filter((o) => o.value).map((o) => [o.value, o.textContent]);
      select.remove();
    }
  }

  /* More names than the template has room for. */
  function learn(facet, pairs) {
    const known = new Set(names[facet].map(([value]) => value));
    names[facet].push(...pairs.filter(([value]) => !known.has(value)));
  }

  function nameOf(facet, value) {
    if (facet === "street") return value.slice(value.indexOf("/") + 1);
    const found = names[facet].find(([v, name]) => v === value || name === value);
    return found ? found[1] : value;
  }

  /* ---- a facet of check boxes ---- */

  function choice(facet, { value, name, count, checked }) {
    const input = element("input", { type: "checkbox", value, checked });
    input.addEventListener("change", () => change(facet, value, input.checked));
    const label = element("label", { className: count === 0 && !checked ? "zero" : "" }, input,
      element("span", { className: "name", lang: "zh-CN" }, name));
    label.dataset.value = value;
    if (count !== null) label.append(element("span", { className: "n" }, (count ? about : "") + count.toLocaleString("en-US")));
    return label;
  }

  function streetsOf(code, state, counts) {
    const prefix = code + "/", chosen = state.street.filter((s) => s.startsWith(prefix));
    const all = new Set([...Object.keys(counts || {}).filter((s) => s.startsWith(prefix)), ...chosen]);
    return [...all].map((value) => ({
      value, name: value.slice(prefix.length), count: counts ? counts[value] || 0 : null, checked: chosen.includes(value),
    })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  const opened = new Set();   // the lists that the reader has unfolded

  /* What there is no room for. */
  function folded(values, facet, key, drawOne = (v) => [choice(facet, v)]) {
    if (!values.length) return [];
    const details = element("details", { open: opened.has(key) },
      element("summary", {}, text("search_more_values", values.length)), ...values.flatMap(drawOne));
    details.addEventListener("toggle", () => opened[details.open ? "add" : "delete"](key));
    return [details];
  }

  /* A district with its streets, once it or one of them is chosen. */
  function districtChoice(v, state, answer) {
    const streets = v.checked || v.open ? streetsOf(v.value, state, answer && answer.street) : [];
    const label = choice("district", v);
    if (streets.length < 2 && !streets.some((s) => s.checked)) return [label];
    const first = streets.filter((s, i) => i < MOST_VALUES || s.checked), rest = streets.filter((s) => !first.includes(s));
    const list = element("div", { className: "streets" }, ...first.map((s) => choice("street", s)), ...folded(rest, "street", v.value));
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", text("search_streets_of", v.name));
    return [label, list];
  }

  function valuesOf(facet, state, counts) {
    const known = new Set(names[facet].flat());
    const more = [...Object.keys(counts || {}), ...state[facet]].filter((v) => !known.has(v));
    return names[facet].concat([...new Set(more)].map((v) => [v, v])).map(([value, name]) => ({
      value, name, count: counts ? counts[value] || 0 : null,
      checked: state[facet].includes(value) || state[facet].includes(name),
      open: facet === "district" && state.street.some((s) => s.startsWith(value + "/")),
    }));
  }

  function keepFocus(field, draw) {
    const focused = field.contains(document.activeElement) ? document.activeElement.value : null;
    draw();
    if (focused === null) return;
    const again = [...field.querySelectorAll("input")].find((input) => input.value === focused);
    if (again) again.focus();
  }

  function drawList(facet, state, answer) {
    const field = fieldOf(facet);
    if (!field) return;
    const values = valuesOf(facet, state, answer && (answer[facet] || {}));
    const first = new Set([...values].sort((a, b) => b.checked - a.checked || b.open - a.open || b.count - a.count).slice(0, MOST_VALUES));
    const rest = values.filter((v) => !first.has(v)).slice(0, MOST_REST);
    const draw = (v) => facet === "district" ? districtChoice(v, state, answer) : [choice(facet, v)];
    keepFocus(field, () => {
      for (const e of [...field.children]) if (e.localName !== "legend") e.remove();
      field.append(...values.filter((v) => first.has(v)).flatMap(draw), ...folded(rest, facet, facet, draw));
    });
    field.hidden = !values.length;
  }

  /* answer: the facets' counts; null where nothing was searched. */
  function draw(state, answer, exact) {
    about = exact ? "" : "≈";
    for (const facet of LISTS) drawList(facet, state, answer);
    jiebao.yearChart.draw(fieldOf("year"), names.year.map(([year]) => year), state, answer, change);
    const n = chosenOf(state).length, told = document.querySelector(".facets > summary .n");
    if (told) told.textContent = n ? String(n) : "";
  }

  /* ---- what is chosen ---- */

  function chosenOf(state) {
    return ["year", "district", "street", "topic", "kind"].flatMap((facet) => state[facet].map((value) => [facet, value]))
      .filter(([facet, value]) => facet !== "district" || !state.street.some((s) => s.startsWith(value + "/")));
  }

  function chosenName(facet, value, state) {
    if (facet === "year") return text(state.role ? "search_year_" + state.role : "search_year", value);
    if (facet !== "street" || !value.includes("/")) return nameOf(facet, value);
    return nameOf("district", value.slice(0, value.indexOf("/"))) + nameOf("street", value);
  }

  function chosenButton(facet, value, state) {
    const name = chosenName(facet, value, state);
    const button = element("button", { type: "button" }, element("span", facet === "year" ? {} : { lang: "zh-CN" }, name),
      element("span", { className: "x", ariaHidden: "true" }, "×"));
    button.setAttribute("aria-label", text("search_drop", name));
    button.addEventListener("click", () => change(facet, value, false));
    return element("li", {}, button);
  }

  function drawChosen(list, state, clearAll) {
    const chosen = chosenOf(state).map(([facet, value]) => chosenButton(facet, value, state));
    if (chosen.length > 1) {
      const all = element("button", { type: "button", className: "plain" }, text("search_drop_all"));
      all.addEventListener("click", clearAll);
      chosen.push(element("li", {}, all));
    }
    list.replaceChildren(...chosen);
    list.hidden = !chosen.length;
  }

  jiebao.facets = { take, learn, draw, drawChosen, nameOf };
})();
