/** A real browser for tests of the workbench. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Starts the Chromium or Chrome of this machine (`CHROMIUM` names another one).
 *
 * @throws Error when there is none
 */
export async function launchChromium(): Promise<Browser> {
  const found = [process.env.CHROMIUM ?? "", ...PLACES].find((place) => existsSync(place));
  if (found === undefined) {
    throw new Error(
      "no Chromium or Chrome on this machine; install one or name it in the variable CHROMIUM",
    );
  }
  return chromium.launch({
    executablePath: found,
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
}
