import type { Browser, BrowserContext } from "playwright-core";
import { launchChromium } from "../../browser/chromium.js";

let browser: Browser | null = null;
let context: Promise<BrowserContext> | null = null;

/** The one context that all windows of the program are pages of. */
export function browserContext(): Promise<BrowserContext> {
  context ??= start();
  return context;
}

/** Ends Chromium. */
export async function endChromium(): Promise<void> {
  await browser?.close();
  browser = null;
  context = null;
}

async function start(): Promise<BrowserContext> {
  browser = await launchChromium();
  return browser.newContext({ viewport: { width: 1280, height: 860 } });
}
