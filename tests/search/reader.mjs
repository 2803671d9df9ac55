/* The theme's scripts of the search in node, over the files of a built site: a document
   that knows only what they use. */
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

export function openReader(site) {
  const asked = [];   // [file, bytes, when it was there]
  const context = { URL, setTimeout, clearTimeout, TextDecoder, TextEncoder };
  context.window = context;
  const append = (script) => setImmediate(() => {
    const file = new URL(script.src).pathname;
    let code;
    try {
      code = fs.readFileSync(file, "utf8");
    } catch (e) {
      return script.onerror();
    }
    asked.push([path.relative(site, file), Buffer.byteLength(code), performance.now()]);
    try {
      vm.runInContext(code, context);
    } catch (e) { /* as in a browser: the page goes on */ }
    script.onload();
  });
  context.document = {
    currentScript: { src: "file://" + path.join(site, "assets", "search.js") },
    createElement: () => ({ remove() {} }),
    head: { append },
  };
  vm.createContext(context);
  for (const script of ["fold.js", "search-index.js", "search-expand.js", "search-passages.js", "search.js", "search-suggest.js"])
    vm.runInContext(fs.readFileSync(path.join(site, "assets", script), "utf8"), context);
  return { jiebao: context.jiebao, asked };
}
