/* Full-text search: jiebao.search(query, options), over the index that
   search-index.js reads. What it promises is in docs/search-index.md. */
(function () {
  "use strict";

  const jiebao = window.jiebao;
  const { fold, loosen, isLoose, findMarks } = jiebao.folding;
  const { isTail, tailTexts, wordTraits, narrowTraits, traits, getManifest, needOrder, needFacets, needStreets, getText, hasText } = jiebao.index;
  const { expand } = jiebao.expand;
  const { passagesOf } = jiebao.passages;
  const LOOKED_UP = 8;         // words that go to the postings; the rest of a
                               // very long query is checked in the texts
  const BATCH = 24;            // texts that are checked at a time
  const SAMPLE = 3;            // results that an estimate is made from
  const MOST_CHECKED = 50;     // texts, to say that a word is nowhere
  const { TITLE, HEADINGS, TEXT, OFTEN } = traits;   // how a report has a word, as bits
  const MANY_WINDOWS = 3;      // of a text: it has the word often
  const COUNT_ALL = 40000;     // reports: where the hits lie among more, facets
                               // are counted in a sample

  /* ---- queries ---- */

  /* Words that must occur and words that must not. A hyphen excludes only
     where something is looked for; alone, or two of them, it is what is looked
     for. */
  function parseQuery(query) {
    const wanted = [], unwanted = [];
    const pattern = /(-?)"([^"]*)"(?=[\s\u0085\u200b]|$)|[^\s\u0085\u200b]+/gu;
    for (const match of query.matchAll(pattern)) {
      const quoted = match[2] !== undefined;
      const minus = quoted ? match[1] !== "" : /^-[^-]/.test(match[0]);
      const text = quoted ? match[2] : minus ? match[0].slice(1) : match[0];
      const word = fold(text);
      if (word) (minus ? unwanted : wanted).push({ word, whole: fold(match[0]) });
    }
    if (!wanted.length) return { wanted: distinct(unwanted.map((w) => w.whole)), unwanted: [] };
    return { wanted: distinct(wanted.map((w) => w.word)), unwanted: distinct(unwanted.map((w) => w.word)) };
  }

  function distinct(words) {
    return [...new Set(words)];
  }

  /* As lists of the values that the index knows. */
  function listOf(value) {
    if (value === undefined || value === null || value === "") return [];
    return (Array.isArray(value) ? value : [value]).map(String).filter((v) => v !== "");
  }

  function readFilters(site, options) {
    const byKey = (rows, wanted) => new Set(rows.flatMap(([key, name]) =>
      wanted.includes(key) || wanted.includes(name) ? [key] : []).concat(wanted.length ? [""] : []));
    const streets = listOf(options.street), districts = listOf(options.district), topics = listOf(options.topic), years = listOf(options.year), kinds = listOf(options.kind);
    return {
      district: districts.length ? byKey(site.districts, districts) : null,
      street: streets.length ? readStreets(site, streets) : null,
      topic: topics.length ? byKey(site.topics, topics) : null,
      year: years.length ? new Set(years) : null,
      kind: kinds.length ? new Set(kinds) : null,
      role: options.role === "back" || options.role === "plan" ? options.role : "year",
    };
  }

  /* A street is given as "430103/NAME", or as NAME: of the districts asked
     for, or of any. */
  function readStreets(site, streets) {
    const wanted = new Set(streets);
    const codeOf = (street) => street.slice(0, street.indexOf("/"));
    const codes = new Set(site.districts.map(([code]) => code));
    const anywhere = streets.some((s) => !codes.has(codeOf(s))), narrowed = new Set(streets.map(codeOf));
    return {
      passes: (street, districts) => wanted.has(street) || (wanted.has(street.slice(street.indexOf("/") + 1)) &&
        (!districts || districts.has(codeOf(street)))),
      narrows: (code) => anywhere || narrowed.has(code),
    };
  }

  const FACETS = ["district", "year", "topic", "kind"];
  /* What is counted, and which facet's filter does not bear upon it. */
  const COUNTED = [["district", 0], ["street", 0], ["year", 1], ["back", 1], ["plan", 1], ["topic", 2], ["kind", 3]];

  function isFiltered(filters) {
    return Boolean(filters.street) || FACETS.some((f) => filters[f]);
  }

  /* Which facets' filters each report of a segment fails, as bits. */
  function failures(segment, filters) {
    const failed = new Uint8Array(segment.slots);
    FACETS.forEach((facet, bit) => {
      if (facet === "district" && filters.street) return failPlaces(segment, filters, failed);
      if (!filters[facet]) return;
      const codes = segment.codes[facet];
      const passes = segment.values[facet === "year" ? filters.role : facet].map((values) => values.some((v) => filters[facet].has(v)));
      for (let slot = 0; slot < segment.slots; slot++) if (!passes[codes[slot]]) failed[slot] |= 1 << bit;
    });
    return failed;
  }

  /* A district stands for all its streets where none of them is named. */
  function failPlaces({ slots, codes, values }, { district, street }, failed) {
    const ofStreet = values.street.map(([s]) => s !== undefined && street.passes(s, district));
    const ofDistrict = values.district.map(([d]) => Boolean(district) && district.has(d) && !street.narrows(d));
    for (let slot = 0; slot < slots; slot++)
      if (!ofStreet[codes.street[slot]] && !ofDistrict[codes.district[slot]]) failed[slot] |= 1;
  }

  /* Where a report stands: by where each word occurs ... */
  function levelOf(masks) {
    return masks.every((m) => m & TITLE) ? 2 : masks.every((m) => m & (TITLE | HEADINGS)) ? 1 : 0;
  }

  /* ... and by whether its text has them, and often, as the postings tell it. */
  function countOf(masks) {
    return masks.reduce((n, mask) => n + (mask & TEXT ? 1 : 0) + (mask & OFTEN ? 1 : 0), 0);
  }

  /* Best first: title, heading, often in the text, the newer, the earlier in
     the archive. */
  function better(a, b) {
    return b.level - a.level || b.count - a.count || b.day - a.day || a.number - b.number;
  }

  const ORDERS = {
    relevance: better,
    date: (a, b) => b.day - a.day || better(a, b),
  };

  /* `checked`: certain, as far as the words go; `wrong`: certainly not; `best`:
     the level that it may have had before it was checked. */
  function newHit(segment, slot, checked) {
    return { segment, slot, number: segment.first + slot, day: segment.day[slot],
      level: 0, best: 0, count: 0, checked, wrong: false, failed: 0 };
  }

  /* A word's spellings, itself first. */
  function spelled(query, word) {
    return [word, ...(query.spellings.get(word) || []).map((s) => s.text)];
  }

  /* Is the spelling looked for with other marks, too? */
  function isWide(query, spelling) {
    return query.loose && isLoose(spelling);
  }

  /* Of a line or title of a text, which is folded: with marks loosened. */
  function looseOf(line) {
    if (line.loose === undefined) line.loose = loosen(line.folded);
    return line.loose;
  }

  function contains(query, line, spelling) {
    return isWide(query, spelling) ? looseOf(line).includes(loosen(spelling)) : line.folded.includes(spelling);
  }

  const linesOf = (text) => [text.head, ...text.headings, ...text.blocks];

  /* As what the text has the word: its spellings, and where they are wide the
     forms with other marks. Loosening keeps each unit in its place. */
  function formsIn(text, query, word) {
    const forms = new Set();
    for (const spelling of spelled(query, word)) {
      forms.add(spelling);
      if (!isWide(query, spelling)) continue;
      const plain = loosen(spelling);
      for (const line of linesOf(text))
        for (let at = looseOf(line).indexOf(plain); at >= 0; at = line.loose.indexOf(plain, at + plain.length))
          forms.add(line.folded.slice(at, at + plain.length));
    }
    return [...forms];
  }

  /* How a text has the spelling; of one unit as the postings have it, which do
     not tell how often. */
  function traitsWith(text, spelling, has) {
    const mask = traitsIn(text, has);
    return spelling.length > 1 ? mask : mask & ~OFTEN;
  }

  async function tailTraits(segment, query, spelling, problems) {
    try {
      const list = await tailTexts(segment);
      const found = list.map((text) => text ? traitsWith(text, spelling, (line) => contains(query, line, spelling)) : 0);
      return { traits: Uint8Array.from(found), sure: true };
    } catch (e) {
      problems.add(e.file || "");
      return null;
    }
  }

  /* Where a word as it is spelled may be; in the last few reports it is told by
     their texts. */
  function spellingTraits(segment, query, spelling, problems) {
    return isTail(segment) ? tailTraits(segment, query, spelling, problems) : wordTraits(segment, spelling, query.loose, problems);
  }

  /* How reports may have a word, however it is spelled. */
  async function lookUp(segment, query, word, problems) {
    const each = await Promise.all(spelled(query, word).map((s) => spellingTraits(segment, query, s, problems)));
    const found = each.filter((f) => f);
    if (each.length === 1 || !found.length) return each[0];
    const all = found[0].traits.slice();
    for (const other of found.slice(1))
      for (let i = 0; i < all.length; i++) all[i] |= other.traits[i];
    return { traits: all, sure: each.every((f) => f && f.sure), each };
  }

  /* Which spellings of a word the hits owe to, for certain or perhaps. */
  function noteUse(query, word, each, hits) {
    spelled(query, word).forEach((spelling, i) => {
      if (each[i] && !isWide(query, spelling) && hits.some((hit) => each[i].traits[hit.slot]))
        (each[i].sure ? query.used : query.possible).add(word + "\0" + spelling);
    });
  }

  /* The reports that have every word somewhere. */
  function slotsOf(segment, masks) {
    const slots = [];
    for (let slot = 0; slot < segment.slots; slot++) if (masks.every((m) => m[slot])) slots.push(slot);
    return slots;
  }

  /* Reads some columns of a segment; where it cannot, says so. */
  async function known(segment, read, problems) {
    try {
      await read(segment);
      return true;
    } catch (e) {
      problems.add(e.file || "");
      return false;
    }
  }

  async function segmentHits(segment, query, problems) {
    const wanted = query.wanted.slice(0, LOOKED_UP), unwanted = query.unwanted.slice(0, LOOKED_UP);
    const [found, not] = await Promise.all([
      Promise.all(wanted.map((word) => lookUp(segment, query, word, problems))),
      Promise.all(unwanted.map((word) => spellingTraits(segment, query.strict, word, problems)))]);
    if (found.some((f) => !f)) return [];
    const sure = found.every((f) => f.sure) && query.wanted.length <= LOOKED_UP &&
      query.unwanted.length <= LOOKED_UP;
    const hits = [], all = found.map((f) => f.traits);
    const slots = slotsOf(segment, all).filter((slot) => !not.some((f) => f && f.sure && f.traits[slot]));
    if (!slots.length || !await known(segment, needOrder, problems)) return [];
    for (const slot of slots) {
      const checked = sure && !not.some((f) => !f || f.traits[slot]);
      const hit = newHit(segment, slot, checked), masks = all.map((m) => m[slot]);
      if (!checked) hit.masks = masks;
      hit.level = hit.best = levelOf(masks);
      hit.count = countOf(masks);
      hits.push(hit);
    }
    found.forEach((f, i) => f.each && noteUse(query, wanted[i], f.each, hits));
    return hits;
  }

  /* In what a text has a line that `has`. */
  function traitsIn(text, has) {
    const windows = new Set();
    let window = 0;
    text.blocks.forEach((block, i) => {
      while (window + 1 < text.windows.length && text.windows[window + 1] <= i) window++;
      if (has(block)) windows.add(window);
    });
    return (has(text.head) ? TITLE : 0) | (text.headings.some(has) ? HEADINGS : 0) |
      (windows.size ? TEXT : 0) | (windows.size >= MANY_WINDOWS ? OFTEN : 0);
  }

  /* The same, however the word is spelled. */
  function traitsSpelled(text, query, word) {
    let mask = 0;
    for (const spelling of spelled(query, word)) {
      const own = traitsIn(text, (line) => line.folded.includes(spelling));
      if (own) query.used.add(word + "\0" + spelling);
      mask |= isWide(query, spelling) ? traitsIn(text, (line) => contains(query, line, spelling)) : own;
    }
    return mask;
  }

  /* Reads the text: does it contain all that is wanted, and nothing else? */
  async function check(hit, query) {
    const text = await getText(hit);
    const masks = [];
    for (const word of query.wanted) {
      masks.push(traitsSpelled(text, query, word));
      if (!masks[masks.length - 1]) break;
    }
    hit.checked = true;
    hit.wrong = masks.includes(0) || query.unwanted.some((word) => traitsIn(text, (line) => line.folded.includes(word)));
    hit.level = levelOf(masks);
  }

  function insert(list, hit, order) {
    let lo = 0, hi = list.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (order(list[mid], hit) < 0) lo = mid + 1;
      else hi = mid;
    }
    list.splice(lo, 0, hit);
  }

  /* The k best of a list, in order; more where sorting all is as cheap. */
  function best(list, k, order) {
    if (list.length <= 4 * k) return [...list].sort(order);
    const top = list.slice(0, k).sort(order);
    for (let i = k; i < list.length; i++)
      if (k && order(list[i], top[k - 1]) < 0) {
        insert(top, list[i], order);
        top.pop();
      }
    return top;
  }

  /* Those of the hits that have further terms of the words, too; the same where
     there are none. */
  async function narrow(hits, query, problems) {
    const words = query.wanted.slice(0, LOOKED_UP);
    const more = new Map();
    await Promise.all([...new Set(hits.map((h) => h.segment))].map(async (segment) => {
      more.set(segment, await Promise.all(words.map((word) =>
        isTail(segment) || spelled(query, word).length > 1 ? null : narrowTraits(segment, word, problems))));
    }));
    for (const hit of hits) {
      more.get(hit.segment).forEach((f, i) => { if (f) hit.masks[i] &= f.traits[hit.slot]; });
      hit.wrong = hit.masks.includes(0);
    }
    return hits.filter((h) => !h.wrong);
  }

  /* The best `need` hits for certain. What is not checked yet stands at the
     best place that it can have: it is checked when its turn comes. `open`:
     how many of all are left unchecked. */
  async function rank(hits, need, query, order, problems) {
    let rest = hits.filter((h) => !h.checked), count = hits.length - rest.length, wrong = 0;
    const sure = best(hits.filter((h) => h.checked), need, order);
    for (;;) {
      const open = best(rest, need, order);
      let ahead = 0, batch = 0;
      while (ahead + batch < need && batch < open.length) {
        if (ahead < sure.length && order(sure[ahead], open[batch]) < 0) ahead++;
        else batch++;
      }
      if (!batch) break;
      const now = new Set(open.slice(0, Math.min(batch, BATCH)));
      await Promise.all([...now].map((hit) => check(hit, query).catch((e) => {
        hit.wrong = true;
        problems.add(e.file || "");
      })));
      rest = rest.filter((hit) => !now.has(hit));
      wrong += [...now].filter((hit) => hit.wrong).length;
      // a further term costs a file a segment, half as much as a text that proves to be wrong
      if (2 * wrong > new Set(rest.map((hit) => hit.segment)).size && rest.length) {
        rest = await narrow(rest, query, problems);
        wrong = 0;
      }
      for (const hit of now)
        if (!hit.wrong) {
          insert(sure, hit, order);
          count++;
        }
    }
    return { sure, open: rest.length, total: count + rest.length };
  }

  /* How many hits are right, where some are not checked: of those of a level the
     part that is right of the ones checked down to the third result, which are
     the same however many results are asked for. */
  function estimate(hits, sure, order) {
    const levels = [0, 1, 2].map(() => ({ all: 0, checked: 0, right: 0 }));
    let sum = 0;
    for (const hit of hits) {
      const of = levels[hit.best];
      if (!hit.masks) {   // certain by the postings
        sum++;
        continue;
      }
      of.all++;
      if (!(hit.checked || hit.wrong) || order({ ...hit, level: hit.best }, sure[SAMPLE - 1]) > 0) continue;
      of.checked++;
      if (!hit.wrong) of.right++;
    }
    for (const { all, checked, right } of levels) sum += checked ? Math.floor((2 * all * right + checked) / (2 * checked)) : all;
    return Math.max(sum, sure.length + 1);
  }

  /* ---- filters and facets ---- */

  /* Which filters each hit fails; a segment whose columns cannot be read is
     left out. */
  async function applyFilters(found, filters, dated, problems) {
    const filtered = isFiltered(filters);
    await Promise.all([...found].map(async ([segment, hits]) => {
      if (!hits.length) return;
      const all = (s) => needFacets(s, true);
      if (((filtered || dated) && !await known(segment, all, problems)) ||
          (filters.street && !await known(segment, needStreets, problems))) {
        found.delete(segment);
        return;
      }
      const failed = filtered ? failures(segment, filters) : null;
      for (const hit of hits) {
        if (failed) hit.failed = failed[hit.slot];
        if (dated) hit.day += segment.fine[hit.slot];
      }
    }));
  }

  /* Reads what is counted: all of it, or where that is much a sample. */
  async function readCounted(found, streets, problems) {
    const segments = [...found].filter(([, hits]) => hits.some((h) => !h.wrong)).map(([s]) => s);
    const all = segments.reduce((n, s) => n + s.n, 0) <= COUNT_ALL;
    await Promise.all(segments.map(async (segment) => {
      await known(segment, (s) => needFacets(s, all), problems);
      if (streets) await known(segment, needStreets, problems);
    }));
  }

  /* Adds a segment's hits to counts; true where all of them are counted. */
  function countIn(segment, hits, facet, bit, counts) {
    const codes = segment.codes[facet], values = segment.values[facet];
    const counted = hits.filter((hit) => !hit.wrong && !(hit.failed & ~(1 << bit)));
    if (!codes) return !counted.length;
    const ofCode = new Uint32Array(values.length);
    let seen = 0;
    for (const { slot } of counted)
      if (codes[slot] >= 0) {
        ofCode[codes[slot]]++;
        seen++;
      }
    ofCode.forEach((n, code) => {
      if (n) for (const value of values[code]) counts[value] = (counts[value] || 0) + n * counted.length / seen;
    });
    return seen === counted.length;
  }

  /* How many hits have each value: of a facet, those that pass the filters of
     the others, so that a further value can be chosen. */
  function countFacets(found, streets) {
    const facets = {};
    let exact = true;
    for (const [facet, bit] of COUNTED) {
      const counts = facets[facet] = Object.create(null);
      if (facet === "street" && !streets) continue;
      for (const [segment, hits] of found)
        if (hits.length && !countIn(segment, hits, facet, bit, counts)) exact = false;
      for (const value of Object.keys(counts)) counts[value] = Math.max(1, Math.round(counts[value]));
    }
    return { facets, exact };
  }

  /* ---- results ---- */

  /* Which other forms the answer owes to, of what is shown. */
  function noteForms(text, query, groups) {
    query.wanted.forEach((word, i) => {
      if (!isWide(query, word)) return;
      const others = groups[i].filter((form) => !spelled(query, word).includes(form));
      query.forms.set(word, new Set([...query.forms.get(word) || [], ...others]));
      if (linesOf(text).some((line) => line.folded.includes(word))) query.used.add(word + "\0" + word);
    });
  }

  async function resultOf(site, hit, query) {
    const text = await getText(hit);
    const groups = query.wanted.map((word) => formsIn(text, query, word)), titleMarks = findMarks(text.title, groups.flat());
    const { hits, places, passages } = passagesOf(text, groups);
    noteForms(text, query, groups);
    return {
      slug: text.slug, url: "reports/" + text.slug + ".html", title: text.title,
      anchor: passages.length ? passages[0].anchor : "",
      excerpt: titleMarks.length && !hits ? text.title : passages.length ? passages[0].excerpt : "",
      district: site.names.get(text.district) || "", street: text.street, published: text.published,
      summary_years: text.summary, topics: text.topics.map((t) => site.topics[t][1]), kind: text.kind,
      district_code: text.district, plan_years: text.plan, hits, passages,
      places: places + titleMarks.length, title_marks: titleMarks,
    };
  }

  /* ---- the interface ---- */

  function wholeNumber(value, otherwise) {
    const n = Math.floor(Number(value));
    return value !== undefined && value !== null && n >= 0 && n < Infinity ? n : otherwise;
  }

  async function allHits(segment, problems) {
    if (!await known(segment, needOrder, problems)) return [];
    return Array.from(segment.filled, (slot) => newHit(segment, slot, true));
  }

  /* From segment to its hits; some are known to be wrong. */
  async function findHits(site, query, filters, problems) {
    if (!query.wanted.length && !isFiltered(filters)) return new Map();
    const found = new Map(await Promise.all(site.segments.map(async (s) =>
      [s, await (query.wanted.length ? segmentHits(s, query, problems) : allHits(s, problems))])));
    // what was read before costs nothing
    await Promise.all([...found.values()].flat().filter((h) => !h.checked && hasText(h)).map((h) => check(h, query)));
    return found;
  }

  /* ---- other spellings ---- */

  /* Fills query.spellings for the given words; true where one has any. */
  async function spellWords(site, query, words, lost, problems) {
    let more = false;
    if (site.spell) await Promise.all(words.slice(0, LOOKED_UP).map(async (word) => {
      const found = await expand(site.spell, word, lost, problems);
      more = more || found.length > (query.spellings.get(word) || []).length;
      query.spellings.set(word, found);
    }));
    return more;
  }

  /* spellings: of each word, beside itself; loose: with other marks, too; which
     of the spellings the answer owes to, or may, and which forms. */
  function newQuery(parsed) {
    return { ...parsed, strict: { loose: false }, spellings: new Map(), loose: false, used: new Set(), possible: new Set(), forms: new Map() };
  }

  /* Is the word in no report at all, as it stands? Where that takes too many
     texts to say it is not lost. */
  async function isLost(site, word, problems) {
    const query = newQuery({ wanted: [word], unwanted: [] });
    const hits = [...(await findHits(site, query, {}, problems)).values()].flat();
    if (hits.length > MOST_CHECKED) return false;
    const { sure } = await rank(hits.filter((h) => !h.wrong), MOST_CHECKED, query, better, problems);
    return !sure.length;
  }

  async function findLost(site, query, problems) {
    const words = query.wanted.slice(0, LOOKED_UP);
    const lost = await Promise.all(words.map((word) => isLost(site, word, problems)));
    return words.filter((word, i) => lost[i]);
  }

  /* Which other spellings the answer owes to, and why they were looked for. */
  function tellSpellings(query, open) {
    const out = [];
    for (const word of query.wanted) {
      const has = (s) => query.used.has(word + "\0" + s) || (open > 0 && query.possible.has(word + "\0" + s));
      const found = (query.spellings.get(word) || []).filter((s) => has(s.text));
      for (const why of new Set(found.map((s) => s.why)))
        out.push({ word, as: found.filter((s) => s.why === why).map((s) => s.text), why, own: has(word) });
      const forms = [...query.forms.get(word) || []];
      if (forms.length) out.push({ word, as: forms, why: "marks", own: has(word) });
    }
    return out;
  }

  /* See docs/search-index.md, "The reader's interface". */
  jiebao.search = async (query, options = {}) => {
    options = options || {};
    const site = await getManifest();
    const problems = new Set();
    const parsed = newQuery(parseQuery(String(query === undefined || query === null ? "" : query)));
    const filters = readFilters(site, options);
    const offset = wholeNumber(options.offset, 0), limit = wholeNumber(options.limit, 20);
    const need = Math.max(offset + limit, wholeNumber(options.verify, 0), SAMPLE);
    const sort = options.sort === "date" ? "date" : "relevance";
    const find = async () => {
      const found = await findHits(site, parsed, filters, problems);
      await applyFilters(found, filters, sort === "date", problems);
      const hits = [...found.values()].flat().filter((h) => !h.failed);
      const ranked = await rank(hits.filter((h) => !h.wrong), need, parsed, ORDERS[sort], problems);
      return { found, ...ranked, total: ranked.open ? estimate(hits, ranked.sure, ORDERS[sort]) : ranked.total };
    };
    const forgiving = options.expand !== false && parsed.wanted.length > 0;
    if (forgiving && options.expand === true) {
      parsed.loose = parsed.wanted.some(isLoose);
      await spellWords(site, parsed, parsed.wanted, false, problems);
    }
    let answer = await find();
    if (forgiving && !answer.total && !parsed.loose && parsed.wanted.some(isLoose)) {
      parsed.loose = true;
      answer = await find();
    }
    if (forgiving && !answer.total) {
      const lost = await findLost(site, parsed, problems);
      if (await spellWords(site, parsed, lost, true, problems)) answer = await find();
    }
    const { found, sure, open, total } = answer;
    const shown = await Promise.all(sure.slice(offset, offset + limit).map((hit) =>
      resultOf(site, hit, parsed).catch((e) => { problems.add(e.file || ""); return null; })));
    const streets = options.facets !== false && (Boolean(filters.district || filters.street) || options.streets === true ||
      site.segments.every((s) => typeof s.columns !== "string"));
    if (options.facets !== false) await readCounted(found, streets, problems);
    const counted = options.facets !== false ? countFacets(found, streets) : { facets: {}, exact: true };
    return {
      total,
      exact: !open && !problems.size,
      results: shown.filter((r) => r),
      facets: counted.facets,
      facets_exact: counted.exact && !open && !problems.size,
      words: parsed.wanted,
      expanded: tellSpellings(parsed, open),
      missing: [...problems].sort(),
    };
  };

  jiebao.fold = fold;
  /* How many reports there are; [key, name] of each district and topic. */
  jiebao.searchNames = async () => {
    const { districts, topics, segments } = await getManifest();
    return { reports: segments.reduce((sum, s) => sum + s.n, 0), districts, topics };
  };
})();
