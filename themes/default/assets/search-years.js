/* The years' facet of the search page: a bar for each year, what looks back on
   it below, what plans for it on top; a click filters. SVG attributes, for the
   pages' policy forbids inline styles. */
(function () {
  "use strict";

  const HEIGHT = 48, WIDTH = 12, LEAST = 2;   // units of the drawing
  const ROLES = ["", "back", "plan"];
  const SVG = "http://www.w3.org/2000/svg";
  const jiebao = window.jiebao;
  const { text, element } = jiebao;
  let chart = null, caption = null, roles = null, pick = null, atYear = null;

  function svg(tag, attributes, ...children) {
    const e = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
    e.append(...children);
    return e;
  }

  function heightOf(count, most) {
    return count ? Math.max(LEAST, Math.round((count / most) * (HEIGHT - 2))) : 0;
  }

  function drawBar({ back, plan }, most) {
    const low = heightOf(back, most), high = heightOf(plan, most);
    const rect = (y, height, className) =>
      svg("rect", { x: 1.5, y, width: WIDTH - 3, height, class: className });
    return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: "100%", height: HEIGHT, preserveAspectRatio: "none", "aria-hidden": "true" },
      rect(HEIGHT - 1, 1, "ground"), ...low ? [rect(HEIGHT - low, low, "back")] : [],
      ...high ? [rect(HEIGHT - low - high, high, "plan")] : []);
  }

  function describe({ year, back, plan, known }) {
    return known ? text("search_chart_year", year, back, plan) : text("search_year", year);
  }

  function column(bar, most, state, tabbable) {
    const button = element("button", { type: "button", tabIndex: tabbable ? 0 : -1 }, drawBar(bar, most));
    button.dataset.year = bar.year.slice(-2);
    button.dataset.value = bar.year;
    button.setAttribute("aria-label", describe(bar));
    button.setAttribute("aria-pressed", String(state.year.includes(bar.year)));
    if (bar.known && !bar.back && !bar.plan) button.className = "zero";
    const tell = () => { caption.textContent = describe(bar); };
    button.addEventListener("mouseenter", tell);
    button.addEventListener("focus", () => { atYear = bar.year; tell(); });
    button.addEventListener("click", () => pick("year", bar.year, button.getAttribute("aria-pressed") !== "true"));
    return button;
  }

  /* One stop for the tab key; the arrows go from year to year. */
  function onKey(event) {
    const all = [...chart.children], at = all.indexOf(document.activeElement);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined || !all[to]) return;
    event.preventDefault();
    event.stopPropagation();
    all[at].tabIndex = -1;
    all[to].tabIndex = 0;
    all[to].focus();
  }

  function roleChoice(role) {
    const input = element("input", { type: "radio", name: "role", value: role });
    input.addEventListener("change", () => pick("role", role, true));
    return element("label", {}, input, element("span", {}, text("search_role_" + (role || "any"))));
  }

  function build(field) {
    roles = element("div", { className: "roles" }, ...ROLES.map(roleChoice));
    roles.setAttribute("role", "radiogroup");
    roles.setAttribute("aria-label", text("search_roles"));
    chart = element("div", { className: "chart" });
    chart.setAttribute("role", "toolbar");
    chart.setAttribute("aria-label", text("search_chart"));
    chart.addEventListener("keydown", onKey);
    caption = element("p", { className: "caption soft", ariaHidden: "true" });
    field.append(roles, element("div", { className: "chart-box" }, chart), caption);
  }

  function barsOf(years, state, answer) {
    const all = new Set([...years, ...state.year, ...Object.keys((answer && answer.year) || {})]);
    const count = (role, year) => answer && state.role !== (role === "back" ? "plan" : "back") ? (answer[role] || {})[year] || 0 : 0;
    return [...all].filter((y) => /^\d{4}$/.test(y)).sort().map((year) =>
      ({ year, back: count("back", year), plan: count("plan", year), known: Boolean(answer) }));
  }

  function draw(field, years, state, answer, onPick) {
    if (!field) return;
    pick = onPick;
    if (!chart) build(field);
    const bars = barsOf(years, state, answer), most = Math.max(1, ...bars.map((b) => b.back + b.plan));
    const had = chart.contains(document.activeElement);
    const stop = bars.find((b) => b.year === atYear) || bars.find((b) => state.year.includes(b.year)) || bars[bars.length - 1];
    const atEnd = !chart.children.length;
    chart.replaceChildren(...bars.map((bar) => column(bar, most, state, bar === stop)));
    if (atEnd) chart.parentNode.scrollLeft = chart.scrollWidth;   // the newest are in sight
    if (had && stop) chart.querySelector("[tabindex='0']").focus();
    for (const input of roles.querySelectorAll("input")) input.checked = input.value === state.role;
    if (!had) caption.textContent = bars.length > 1 ? text("search_chart_span", bars[0].year, bars[bars.length - 1].year) : "";
    field.hidden = !bars.length;
  }

  jiebao.yearChart = { draw };
})();
