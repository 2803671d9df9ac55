/* What every page offers beyond reading; without it all can be read. Texts
   come from assets/strings.js. A classic script in the head, so that the page
   knows before it is painted that scripts run. */
(function () {
  "use strict";

  document.documentElement.classList.add("js");
  const jiebao = window.jiebao = window.jiebao || {};

  /* An interface text, its %1, %2 filled in. */
  jiebao.text = (key, ...values) => ((window.jiebaoStrings || {})[key] || "")
    .replace(/%(\d)/g, (all, n) => n <= values.length ? values[n - 1] : all);

  jiebao.element = (tag, props, ...children) => {
    const e = Object.assign(document.createElement(tag), props);
    e.append(...children);
    return e;
  };
  const text = jiebao.text;

  /* ---- searching ---- */

  /* The policy forbids forms to be sent; going to the address is allowed. On
     the search page the search's own script has the form. */
  function goSearch(event) {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form.ask")) return;
    event.preventDefault();
    const fields = [...new FormData(form)].map(([name, value]) => [name, value.trim()]);
    const query = new URLSearchParams(fields.filter(([, value]) => value)).toString();
    location.href = form.action + (query ? "?" + query : "");
  }

  /* Enter that takes an input method's suggestion sends no form. */
  function keepComposing(event) {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229) && event.target.matches("form.ask input"))
      event.preventDefault();
  }

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  /* Keys without Ctrl or Alt can be switched off on the search page (WCAG
     2.1.4); where nothing can be stored, they stay on. */
  const SETTING = "jiebao-keys";
  jiebao.keys = {
    on() {
      try { return localStorage.getItem(SETTING) !== "off"; } catch (e) { return true; }
    },
    set(on) {
      try { localStorage.setItem(SETTING, on ? "on" : "off"); } catch (e) { /* for this page only */ }
    },
    /* Is the event such a key, and neither typed nor part of a composition? */
    single(event) {
      return !event.isComposing && event.keyCode !== 229 && !event.ctrlKey && !event.metaKey &&
        !event.altKey && !isTyping(event.target) && jiebao.keys.on();
    },
  };

  /* "/" goes to the first search box in sight. */
  function focusSearch(event) {
    if (event.key !== "/" || !jiebao.keys.single(event)) return;
    const box = Array.from(document.querySelectorAll("input[type=search]"))
      .find((input) => input.getClientRects().length);
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }

  /* ---- reading ---- */

  /* The contents and the filters are open beside the text, and a folded strip
     above it. */
  function foldWhenNarrow(details) {
    const wide = matchMedia("(min-width: 58em)");
    const fit = () => { details.open = wide.matches; };
    wide.addEventListener("change", fit);
    fit();
    const fold = () => { if (!wide.matches) details.open = false; };
    details.addEventListener("click", (event) => {
      if (event.target.closest("a")) fold();
    });
    document.addEventListener("click", (event) => {
      if (details.open && !event.composedPath().includes(details)) fold();
    });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open || wide.matches) return;
      event.preventDefault();
      fold();
      details.querySelector("summary").focus();
    });
  }

  function keepInSight(box, link) {
    const b = box.getBoundingClientRect();
    const l = link.getBoundingClientRect();
    if (l.top < b.top || l.bottom > b.bottom)
      box.scrollTop += l.top - b.top - b.height / 3;
  }

  /* Marks the contents' entry of the heading that is being read: the last one
     above a line in the upper part of the window. */
  function followHeadings(toc) {
    const line = 140;
    const links = new Map();
    for (const link of toc.querySelectorAll("a[href^='#']")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    }
    let current = null;
    const watch = new IntersectionObserver(() => {
      let link = null;
      for (const [heading, its] of links)
        if (heading.getBoundingClientRect().top <= line) link = its;
      if (link === current) return;
      if (current) current.removeAttribute("aria-current");
      if (link) {
        link.setAttribute("aria-current", "true");
        keepInSight(toc, link);
      }
      current = link;
    }, { rootMargin: -line + "px 0px 0px 0px" });
    for (const heading of links.keys()) watch.observe(heading);
  }

  /* The newest years are in sight where there is no room for all. */
  function showNewest() {
    for (const box of document.querySelectorAll(".grid-box")) box.scrollLeft = box.scrollWidth;
  }

  /* Office and date at a report's end stand on the right, as on paper. */
  function alignSignature(article) {
    const day = /^[\d〇○零一二三四五六七八九十]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$/;
    const parts = Array.from(article.children), last = parts.pop(), before = parts.pop();
    const plain = (e) => e && e.localName === "p" ? e.textContent.replace(/\s/g, "") : "";
    if (!day.test(plain(last))) return;
    last.classList.add("sign");
    if (/^[^。！？；：]{2,30}$/.test(plain(before))) before.classList.add("sign");
  }

  /* A table wider than its box can be scrolled from the keyboard. */
  function reachTables() {
    for (const box of document.querySelectorAll("div.table:not([tabindex])")) {
      if (box.scrollWidth <= box.clientWidth) continue;
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", text("table"));
    }
  }

  document.addEventListener("submit", goSearch);
  document.addEventListener("keydown", keepComposing);
  document.addEventListener("keydown", focusSearch);
  document.addEventListener("DOMContentLoaded", () => {
    const toc = document.querySelector(".toc");
    document.querySelectorAll("details.fold").forEach(foldWhenNarrow);
    if (toc && window.IntersectionObserver) followHeadings(toc);
    document.querySelectorAll("article.report").forEach(alignSignature);
    showNewest();
    reachTables();
  });
})();
