/* Citing a report. The citation gets the day on which it is read; it and the
   page's address can be copied, and what is selected of the text with both and
   with the paragraph that it begins in. The paragraph under the mouse has a link
   to itself beside it. */
(function () {
  "use strict";

  const LEAST = 2, MOST = 2000;   // characters of a selection that is offered, and copied
  const CALM = 250;               // ms without change until it is
  const { text, element, keys } = window.jiebao;
  let citation = null, bar = null, told = null, quote = null, timer = 0;

  /* ---- the clipboard ---- */

  /* Where it is not to be had, an old way, by way of an element's text. */
  function copyBySelection(from) {
    const range = document.createRange(), selection = getSelection();
    range.selectNodeContents(from);
    selection.removeAllRanges();
    selection.addRange(range);
    try {
      return document.execCommand("copy");
    } catch (e) {
      return false;
    }
  }

  /* What was selected stays so. */
  function copyUnseen(words) {
    const box = element("pre", { className: "vh unseen" }, words), selection = getSelection();
    const before = selection.rangeCount ? selection.getRangeAt(0) : null;
    document.body.append(box);
    const done = copyBySelection(box);
    selection.removeAllRanges();
    if (before) selection.addRange(before);
    box.remove();
    return done;
  }

  async function copy(words, from) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch (e) {   // refused, or no such thing
      return from ? copyBySelection(from) : copyUnseen(words);
    }
  }

  /* ---- the citation, the address ---- */

  function today() {
    const now = new Date(), two = (n) => String(n).padStart(2, "0");
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  /* Where the page is for everybody; "" where nobody can know: on a disk. */
  function permalink() {
    const said = document.querySelector("link[rel=canonical]");
    if (said) return said.href;
    return /^https?:$/.test(location.protocol) ? location.origin + location.pathname : "";
  }

  /* A printed page says where it is from. */
  function tellPermalink() {
    const from = document.querySelector(".foot .from");
    if (from && permalink() && !from.querySelector(".permalink"))
      from.append(" ", element("span", { className: "permalink" }, permalink()));
  }

  function wire(button, words, from) {
    const status = button.parentNode.querySelector("[role=status]");
    button.addEventListener("click", async () => {
      status.textContent = "";
      status.textContent = text(await copy(words(), from) ? "copied" : "copy_failed");
    });
  }

  /* ---- what is selected ---- */

  /* The paragraph or heading that a node is in, or else the one before it. */
  function anchorOf(node, article) {
    const here = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement, within = here.closest("[id]");
    if (within && article.contains(within)) return within.id;
    const before = [...article.querySelectorAll("[id]")]
      .filter((e) => e.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);
    return before.length ? before[before.length - 1].id : "";
  }

  /* null: nothing of the report's text is selected. */
  function readSelection() {
    const selection = getSelection(), article = document.querySelector("article.report");
    if (!article || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0), words = selection.toString().replace(/\s*\n\s*/g, "\n").trim();
    if (words.length < LEAST || !article.contains(range.commonAncestorContainer)) return null;
    const anchor = anchorOf(range.startContainer, article);
    const where = permalink() || location.pathname.split("/").slice(-2).join("/");
    const cut = words.length > MOST ? words.slice(0, MOST) + "……" : words;
    return [text("quoted", cut), citation.textContent.trim(), where + (anchor ? "#" + anchor : "")].join("\n");
  }

  async function copyQuote() {
    const done = await copy(quote, null);
    if (bar) told.textContent = text(done ? "copied" : "copy_failed");
  }

  function makeBar() {
    const button = element("button", { type: "button" }, text("copy_quote"));
    button.addEventListener("mousedown", (event) => event.preventDefault());   // what is selected stays so
    button.addEventListener("click", copyQuote);
    told = element("span", { className: "soft" });
    told.setAttribute("role", "status");
    bar = element("div", { className: "float quote-bar" }, button, told);
    document.querySelector("main").append(bar);
  }

  function offer() {
    const next = readSelection();
    if (next === quote) return;
    quote = next;
    if (!quote) {
      if (bar) bar.remove();
      bar = null;
    } else if (!bar) {
      makeBar();
    } else {
      told.textContent = "";
    }
  }

  function onKey(event) {
    if (event.key !== "c" || !keys.single(event)) return;
    offer();
    if (quote) copyQuote();
  }

  /* ---- a paragraph ---- */

  /* One link for all, outside the text: it goes to where the mouse is. From the
     keyboard, what is selected has the same address. */
  function linkParagraphs(article) {
    const link = element("a", { className: "para-link", title: text("paragraph_link"), tabIndex: -1, hidden: true }, "¶");
    link.setAttribute("aria-label", text("paragraph_link"));
    article.parentNode.append(link);
    article.addEventListener("mouseover", (event) => {
      const part = event.target.closest(":is(p, li, tr)[id]");
      if (!part || !article.contains(part)) return;
      const place = part.getBoundingClientRect(), whole = article.parentNode.getBoundingClientRect();
      link.href = "#" + part.id;
      link.style.top = place.top - whole.top + "px";
      link.style.left = article.getBoundingClientRect().left - whole.left + "px";
      link.hidden = false;
    });
    article.parentNode.addEventListener("mouseleave", () => { link.hidden = true; });
  }

  document.addEventListener("DOMContentLoaded", () => {
    citation = document.getElementById("citation");
    if (!citation) return;
    citation.textContent = citation.textContent.replace("[" + citation.dataset.access + "]", "[" + today() + "]");
    tellPermalink();
    for (const button of document.querySelectorAll("button[data-copy]")) wire(button, () => citation.textContent.trim(), citation);
    for (const button of document.querySelectorAll("button[data-link]")) {
      button.hidden = !permalink();
      wire(button, permalink, null);
    }
    document.addEventListener("selectionchange", () => {
      clearTimeout(timer);
      timer = setTimeout(offer, CALM);
    });
    document.addEventListener("keydown", onKey);
    const article = document.querySelector("article.report");
    if (article && matchMedia("(hover: hover)").matches) linkParagraphs(article);
  });
})();
