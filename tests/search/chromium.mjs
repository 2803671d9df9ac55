/* Where Chromium is on this machine; undefined: nowhere that is known. */
import { existsSync } from "node:fs";

export const chromiumPath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"].filter(Boolean).find((path) => existsSync(path));
