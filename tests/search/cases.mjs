/* cases.json: sites, queries and what they find, for every reader. */
import fs from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";

const here = path.dirname(new URL(import.meta.url).pathname);
export const { conf, sites, cases, counted, estimates } = JSON.parse(fs.readFileSync(path.join(here, "cases.json"), "utf8"));

export function writeCases(dir, reports) {
  fs.mkdirSync(path.join(dir, "content", "reports"), { recursive: true });
  fs.writeFileSync(path.join(dir, "site.conf"), conf);
  for (const { slug, front, body } of reports) {
    const fields = Object.entries(front).map(([k, v]) => `${k}: ${typeof v === "string" ? JSON.stringify(v) : v}\n`);
    fs.writeFileSync(path.join(dir, "content", "reports", slug + ".md"), `---\n${fields.join("")}---\n\n${body}\n`);
  }
}

/* `jiebao search --json`, with the options of jiebao.search. */
export function command(exe, out) {
  return async (query, options = {}) => {
    const args = ["search", "-o", out, "--json", "--limit", String(options.limit ?? 20)];
    for (const key of ["district", "year", "topic", "kind"])
      if (options[key] !== undefined) args.push("--" + key, [].concat(options[key]).join(","));
    if (options.verify !== undefined) args.push("--verify", String(options.verify));
    if (options.expand === false) args.push("--exact");
    const run = spawnSync(exe, [...args, "--", query], { encoding: "utf8", maxBuffer: 1 << 26 });
    if (run.status > 1 || run.signal || !run.stdout) throw new Error(`jiebao search: ${run.status} ${run.signal} ${run.stderr}`);
    return { ...JSON.parse(run.stdout), status: run.status, stderr: run.stderr };
  };
}
