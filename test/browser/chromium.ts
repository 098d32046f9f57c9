/** A Chromium or Chrome to test in. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Names under which browsers stand in PATH. */
const commands = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
];

/** Where installers put browsers that are not in PATH. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
  "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
  "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
];

/**
 * Path of a browser to test in: the one that the environment names in `HEDDLE_CHROMIUM`, one that is
 * installed, or one that Playwright has downloaded. Null when there is none.
 */
export function findChromium(): string | null {
  const { HEDDLE_CHROMIUM: chosen, PATH: path = "" } = process.env;
  if (chosen !== undefined && chosen !== "") return chosen;
  const inPath = path
    .split(delimiter)
    .flatMap((folder) => commands.map((command) => join(folder, command)));
  return [...inPath, ...places, chromium.executablePath()].find((file) => existsSync(file)) ?? null;
}

/**
 * Starts a browser without a window.
 *
 * @param switches more of its command line
 * @throws Error when there is none
 */
export function launchChromium(switches: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) {
    throw new Error("there is no Chromium; run: node app/build/run.js test/browser/install.ts");
  }
  return chromium.launch({
    executablePath,
    args: [
      ...["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"],
      // Letters are drawn the same everywhere.
      "--font-render-hinting=none",
      ...switches,
    ],
  });
}
