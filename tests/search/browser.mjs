/* Chromium and a static server for it, on this machine only. */
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { chromium } from "playwright-core";
import { chromiumPath } from "./chromium.mjs";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

/* Serves dir on 127.0.0.1; `broken` maps a path to a body to give in its
   place, or null for "not found"; `asked` collects [path, bytes]. */
export async function serve(dir) {
  const broken = new Map(), asked = [];
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const file = path.join(dir, path.normalize(name));
    let body = null;
    if (broken.has(name)) body = broken.get(name);
    else if (file.startsWith(dir) && fs.existsSync(file) && fs.statSync(file).isFile()) body = fs.readFileSync(file);
    response.writeHead(body === null ? 404 : 200, { "content-type": TYPES[path.extname(name)] || "text/plain", "cache-control": "no-store" });
    response.end(body === null ? "" : body);
    asked.push([name, body === null ? 0 : body.length]);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}/`, broken, asked, close: () => server.close() };
}

/* The search page has answered: results, or that there are none. */
export function settled(page) {
  return page.waitForFunction(() => !document.querySelector("#results[aria-busy]") &&
    (document.querySelector("#results > li") || !document.querySelector("#none").hidden));
}

/* Nothing moves any more: neither a transition nor a smooth scroll. */
export async function still(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished)));
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    for (let before = null; before !== scrollY; await frame()) before = scrollY;
  });
}

/* The time that the page's thread computes while `act` goes on, in ms: not
   what passes on a machine that has other things to do. */
export async function cost(page, act) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const task = async () => (await session.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value * 1000;
  const before = await task();
  await act();
  const spent = await task() - before;
  await session.detach();
  return spent;
}

export function launch() {
  return chromium.launch({
    executablePath: chromiumPath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}
