import { type Browser, chromium } from "playwright-core";
import { chromiumProgram } from "../browser/chromium.js";

/** Starts a Chromium for the views, with letters drawn the same everywhere. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumProgram(),
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
}
