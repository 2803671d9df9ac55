/* All results of a search as a table for spreadsheets: made in the browser, so
   that it works from a disk, too. */
(function () {
  "use strict";

  const BATCH = 50, MOST = 2000;   // results; each may cost a file
  const jiebao = window.jiebao;
  const { text } = jiebao;

  const COLUMNS = [
    ["title", (r) => r.title],
    ["district", (r) => r.district],
    ["street", (r) => r.street],
    ["published", (r) => r.published],
    ["summary_years", (r) => r.summary_years],
    ["plan_years", (r) => r.plan_years],
    ["kind", (r) => r.kind],
    ["topics", (r) => r.topics.join(" ")],
    ["places", (r) => r.places],
    ["heading", (r) => r.passages.length ? r.passages[0].path.join(" › ") : ""],
    ["passages", (r) => r.passages.map((p) => p.excerpt).join("\n")],
    ["url", address],
  ];

  /* From a disk relative to the site: its folder is nobody's business. */
  function address(result) {
    const link = result.url + (result.anchor ? "#" + encodeURIComponent(result.anchor) : "");
    return location.protocol === "file:" ? link : new URL(link, location.href).href;
  }

  /* As data/reports.csv (esc_csv): a quotation mark in front of what a
     spreadsheet would take for a formula, full-width signs among them. */
  function cell(value) {
    const s = String(value === undefined || value === null ? "" : value).replace(/\0/g, "");
    return '"' + (/^\s*[=+\-@＝＋－＠\t\r\n]/.test(s) ? "'" : "") + s.replace(/"/g, '""') + '"';
  }

  function toCsv(results) {
    const head = COLUMNS.map(([name]) => cell(text("search_column_" + name)));
    const rows = results.map((r) => COLUMNS.map(([, value]) => cell(value(r))).join(","));
    return "\ufeff" + [head.join(","), ...rows].join("\r\n") + "\r\n";   // the mark is for Excel
  }

  /* Calls progress(done, of); stops where it returns false: null then. */
  async function collect(query, options, progress) {
    const results = [];
    for (let offset = 0, total = 1; offset < Math.min(total, MOST); offset += BATCH) {
      const answer = await jiebao.search(query, { ...options, facets: false, offset, limit: Math.min(BATCH, MOST - offset) });
      total = answer.total;
      results.push(...answer.results);
      if (!progress(Math.min(offset + BATCH, total), Math.min(total, MOST))) return null;
    }
    return results;
  }

  function fileName(query) {
    const safe = query.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 40).replace(/^-+|-+$/g, "");
    return text("search_file") + (safe ? "-" + safe : "") + ".csv";
  }

  function save(name, csv) {
    const url = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
    const link = jiebao.element("a", { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  /* Promises how many results were saved; null where the reader stopped it. */
  async function exportAll(query, options, progress) {
    const results = await collect(query, options, progress);
    if (!results) return null;
    save(fileName(query), toCsv(results));
    return results.length;
  }

  jiebao.exporting = { exportAll, toCsv, MOST };
})();
