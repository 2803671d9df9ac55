/* What a search must find, by brute force over the folded units (title,
   headings, paragraphs, rows of tables). */
import { tools } from "./site.mjs";

export function fold(s) {
  return s.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd").normalize("NFKC").toLowerCase().replace(/ς/g, "σ").replace(/[\s\u0085\u200b]+/gu, "");
}

export class Oracle {
  constructor(reports) {
    this.reports = reports.map((r) => ({ ...r, folded: r.units.map(fold) }));
  }
  has(report, word) {
    return report.folded.some((u) => u.includes(word));
  }
  find({ wanted, unwanted = [] }) {
    const all = wanted.flatMap((w) => w.split(/[\s\u0085\u200b]+/u)).map(fold).filter((w) => w);
    const not = unwanted.map(fold);
    return this.reports.filter((r) => all.length && all.every((w) => this.has(r, w)) && !not.some((w) => this.has(r, w)));
  }
}

/* A piece of one unit's original text, at character limits. */
function piece(t, report, min, max) {
  const chars = Array.from(t.pick(report.units));
  const n = Math.min(chars.length, t.between(min, max)), at = t.below(chars.length - n + 1);
  return chars.slice(at, at + n).join("").replace(/^[\s-]+/, "").replaceAll('"', "");
}

/* A mark that combines with what was cut off does not fold to a part of the
   fold: such a piece may not be found, and the oracle says so, too. */
export function makeQueries(reports, count, seed) {
  const t = tools(seed), queries = [];
  while (queries.length < count) {
    const r = t.pick(reports), dice = t.next();
    let q;
    if (dice < 0.12) q = { wanted: [piece(t, r, 1, 1)] };
    else if (dice < 0.35) q = { wanted: [piece(t, r, 2, 2)] };
    else if (dice < 0.75) q = { wanted: [piece(t, r, 3, 40)] };
    else if (dice < 0.85) q = { wanted: [piece(t, r, 1, 6), piece(t, r, 2, 8)] };
    else if (dice < 0.9) q = { wanted: [piece(t, r, 2, 4)], unwanted: [piece(t, t.pick(reports), 2, 4).replace(/\s/g, "")] };
    else q = { wanted: [Array.from(piece(t, r, 2, 8)).reverse().join("").replace(/^[\s-]+/, "")] };
    if (q.wanted.some((w) => !fold(w)) || (q.unwanted || []).some((w) => !fold(w))) continue;
    q.text = [...q.wanted, ...(q.unwanted || []).map((w) => "-" + w)].join(" ");
    if (/\s-/.test(q.wanted.join(" "))) continue;
    queries.push(q);
  }
  return queries;
}
