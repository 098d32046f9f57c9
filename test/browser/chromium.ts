/** The browser that tests of the workbench drive. */
import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * The program file of the Chromium or Chrome of this machine; `CHROMIUM` names another one.
 *
 * @throws Error (as a rejection) when there is none
 */
export function chromiumProgram(): Promise<string> {
  const found = [process.env.CHROMIUM ?? "", ...PLACES].find((place) => existsSync(place));
  if (found !== undefined) return Promise.resolve(found);
  return Promise.reject(
    new Error("no Chromium or Chrome on this machine; install one or name it in CHROMIUM"),
  );
}
