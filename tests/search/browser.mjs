/* Chromium and a static server for it, on this machine only. */
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { chromium } from "playwright-core";

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

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}
